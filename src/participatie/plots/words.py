"""The words around a picture, in Dutch and English."""

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files as resources

from attrs import field, frozen

from participatie.advice.explanation import LANGUAGES
from participatie.diagnostics import printable


def one_line(text: str) -> str:
    """A text of a file on one line, with nothing in it that steers."""
    return printable(" ".join(text.split()))


def plain(text: str) -> str:
    """A sentence of a file without its stop, to stand in another."""
    return one_line(text).rstrip(".")


@functools.cache
def _frame(lang: str) -> Mapping[str, str]:
    text = (resources("participatie") / "data" / "beelden.toml").read_text("utf-8")
    frames: dict[str, dict[str, str]] = tomllib.loads(text)
    return frames[lang]


@frozen
class Words:
    """The frame in one language."""

    lang: str = field()

    @lang.validator
    def _exists(self, _: object, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang is one of {', '.join(LANGUAGES)}, not {lang!r}")

    def __call__(self, key: str, /, **values: str) -> str:
        """The sentence called ``key``, filled in."""
        return _frame(self.lang)[key].format_map(values)
