"""How a case of the law is written down here: article, case, days, what is known, what the law says.

A table is a list of rows that can be read aloud: "article 10a lid 1, the chance of work has not been
judged: on each of these days, knowing this, it is a judgement, and the missing fact is that chance".
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from participatie import Advice, Assessment, Client, Outcome, advise, catalog

NL = "nl_participatiewet"
HEEMSKERK = "heemskerk"

JA, NEE, ONBEKEND, OORDEEL = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT
SETTLED = {JA, NEE}

#: The first day of each version of the Participatiewet that was read, the days around each change,
#: and the day on which the Heemskerk ordinance is known.
EVERY_DAY = (
    "2018-01-01",
    "2018-06-01",
    "2023-01-01",
    "2023-06-30",
    "2023-07-01",
    "2025-12-31",
    "2026-01-01",
    "2026-07-01",
)


def days(since: str = "", until: str = "9999") -> tuple[str, ...]:
    """The days of :data:`EVERY_DAY` from ``since`` on and before ``until``."""
    return tuple(day for day in EVERY_DAY if since <= day < until)


@frozen
class Case:
    """One row of a table, on one day."""

    pack: str
    provision: str
    article: str
    says: str
    on: date
    known: Mapping[str, Any]
    outcome: Outcome
    missing: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.article}, {self.says} ({self.on}): {self.outcome}"


def table(provision: str, *rows: tuple[Any, ...], pack: str = NL) -> list[Case]:
    """Cases out of rows: article, case, day or days, what is known, outcome, and what is missing."""
    cases = []
    for article, says, on, known, outcome, *missing in rows:
        for day in (on,) if isinstance(on, str) else on:
            when = date.fromisoformat(day)
            cases.append(Case(pack, provision, article, says, when, known, outcome, tuple(missing)))
    assert cases
    assert len({str(case) for case in cases}) == len(cases), "two cases with one name"
    return cases


def without(known: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """What is known, but for these facts."""
    assert set(names) <= set(known)
    return {name: value for name, value in known.items() if name not in names}


def each_without(known: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is known but for one fact, for each fact in turn."""
    yield from ((name, without(known, name)) for name in known)


def assess(pack: str, on: date | str, facts: Mapping[str, Any]) -> Advice:
    """The advice of a pack on a day, for someone of whom exactly these facts are known."""
    loaded = catalog.load(pack)
    day = date.fromisoformat(on) if isinstance(on, str) else on
    return advise(Client.from_mapping(facts, words=loaded.vocabulary), loaded, on=day)


def outcome(case: Case, facts: Mapping[str, Any] | None = None) -> Assessment:
    """What the library says about a case, or about its provision with other facts."""
    return assess(case.pack, case.on, case.known if facts is None else facts)[case.provision]


def check(case: Case) -> None:
    """The library says what the law says."""
    found = outcome(case)
    assert (found.outcome, found.missing) == (case.outcome, case.missing)


def check_never_turned_round(case: Case) -> None:
    """Knowing one fact less never makes a no out of a yes, or a yes out of a no, and settles nothing."""
    for name, known in each_without(case.known):
        found = outcome(case, known).outcome
        allowed = {case.outcome, ONBEKEND, OORDEEL} if case.outcome in SETTLED else {ONBEKEND, OORDEEL}
        assert found in allowed, f"without {name}: {found}"


def ids(cases: Iterable[Case]) -> list[str]:
    """The names of the tests: what the rows say."""
    return [f"{case.provision}: {case}" for case in cases]
