"""The words of the command itself, in Dutch and English."""

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources import files as resources
from itertools import pairwise
from typing import Any

from attrs import frozen

from participatie.advice import explanation

LANGUAGES = explanation.LANGUAGES


@functools.cache
def _texts(lang: str) -> dict[str, Any]:
    own = tomllib.loads((resources("participatie.cli") / "teksten.toml").read_text("utf-8"))
    return {**explanation.texts(lang), **own[lang]}


@frozen
class Words:
    """The frame in one language: its own sentences, and those of explanations.

    >>> Words("nl")("bedoelt", naam="leeftijd")
    "Bedoelt u 'leeftijd'?"
    """

    lang: str = LANGUAGES[0]

    def __call__(self, key: str, /, **values: str) -> str:
        """The sentence called ``key``, filled in."""
        return str(_texts(self.lang)[key]).format_map(values)

    def of(self, key: str) -> str:
        """The word for ``key``, or ``key`` itself where it is a word already."""
        return str(_texts(self.lang).get(key, key))

    def count(self, key: str, number: int) -> str:
        """How many there are: ``1 fout``, ``2 fouten``."""
        one, many = _texts(self.lang)[key]
        return str(one if number == 1 else many).format_map({"aantal": str(number)})


def language(arguments: Iterable[str]) -> str:
    """The language that a command line asks for, as far as it can be read."""
    for word, following in pairwise([*arguments, ""]):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if asked != word and asked in LANGUAGES:
            return asked
    return LANGUAGES[0]
