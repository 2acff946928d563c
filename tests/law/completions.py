"""Every way to answer what is still unknown, to see which codes can come out."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from participatie import catalog
from participatie.engines.evaluate import evaluate

Answers = dict[str, Any]


def partly_known(names: tuple[str, ...]) -> Iterator[Answers]:
    """Each of these yes/no facts is yes, no or not known."""
    for answers in itertools.product((True, False, None), repeat=len(names)):
        yield {name: answer for name, answer in zip(names, answers, strict=True) if answer is not None}


def completions(known: Answers, names: tuple[str, ...]) -> Iterator[Answers]:
    """Every way to answer what is not known of these facts."""
    choices = [(known[name],) if name in known else (True, False) for name in names]
    for answers in itertools.product(*choices):
        yield dict(zip(names, answers, strict=True))


class Possible:
    """Looks up which codes a conclusion leaves possible, each case once."""

    def __init__(self, pack: str, conclusion: str, on: str) -> None:
        self.day = date.fromisoformat(on)
        self.rules = catalog.load(pack).on(self.day).rules
        self.prefix = f"{conclusion}="
        self.seen: dict[frozenset[tuple[str, Any]], frozenset[str]] = {}

    def __call__(self, known: Mapping[str, Any]) -> frozenset[str]:
        case = frozenset(known.items())
        if case not in self.seen:
            values = evaluate(self.rules, known, self.day).values
            codes = (name for name, value in values.items() if name.startswith(self.prefix) and value is not False)
            self.seen[case] = frozenset(code.removeprefix(self.prefix) for code in codes)
        return self.seen[case]


def differing(
    pack: str, conclusion: str, on: str, *names: str, given: Mapping[str, Any] = MappingProxyType({})
) -> list[tuple[Answers, frozenset[str], frozenset[str]]]:
    """Where the possible codes are not exactly those that some further answers lead to.

    What is ``given`` is known in every case.
    """
    possible = Possible(pack, conclusion, on)
    found = []
    for known in partly_known(names):
        left = possible(known | given)
        reached = frozenset().union(*(possible(answers | given) for answers in completions(known, names)))
        if left != reached:
            found.append((known, left, reached))
    return found
