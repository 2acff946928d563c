"""Participatiewet, article 18b: the language test, and the reduction that follows it."""

from datetime import date

import pytest
from lawcases import (
    EVERY_DAY,
    JA,
    NEE,
    NL,
    ONBEKEND,
    OORDEEL,
    Case,
    assess,
    check,
    check_never_turned_round,
    ids,
    table,
    without,
)

from participatie.sources import Status

GEEN_BEWIJS = {
    "jaren_nederlandstalig_onderwijs": 7,
    "heeft_inburgeringsdiploma": False,
    "ander_taalbewijs": False,
}

TOETS = table(
    "taaltoets_18b",
    ("art. 18b lid 2", "seven years, no diploma, no other proof", EVERY_DAY, GEEN_BEWIJS, JA),
    ("art. 18b lid 2", "no years", EVERY_DAY, GEEN_BEWIJS | {"jaren_nederlandstalig_onderwijs": 0}, JA),
    ("art. 18b lid 2", "eight years", EVERY_DAY, GEEN_BEWIJS | {"jaren_nederlandstalig_onderwijs": 8}, NEE),
    ("art. 18b lid 2", "a diploma", EVERY_DAY, GEEN_BEWIJS | {"heeft_inburgeringsdiploma": True}, NEE),
    ("art. 18b lid 2", "other proof", EVERY_DAY, GEEN_BEWIJS | {"ander_taalbewijs": True}, NEE),
    # What is missing decides.
    *(
        ("art. 18b lid 2", f"{name} is not known", EVERY_DAY, without(GEEN_BEWIJS, name), ONBEKEND, name)
        for name in GEEN_BEWIJS
    ),
    # What is missing does not matter.
    (
        "art. 18b lid 2",
        "eight years, all else unknown",
        EVERY_DAY,
        {"jaren_nederlandstalig_onderwijs": 8},
        NEE,
    ),
    ("art. 18b lid 2", "a diploma, all else unknown", EVERY_DAY, {"heeft_inburgeringsdiploma": True}, NEE),
    ("art. 18b lid 2", "other proof, all else unknown", EVERY_DAY, {"ander_taalbewijs": True}, NEE),
)

VERLAGING: dict[str, object] = {
    "taaltoets_gehaald": False,
    "kennisgeving_gedaan": True,
    "begonnen_binnen_maand": False,
    "verwijtbaar": True,
    "dringende_redenen": False,
    "maanden_sinds_kennisgeving": 3,
}
LEERT = VERLAGING | {"begonnen_binnen_maand": True, "voortgang_voldoende": True}

MAATREGEL = table(
    "taaleis_verlaging",
    ("art. 18b", "did not begin, and is to blame", EVERY_DAY, VERLAGING, JA),
    ("art. 18b", "passed the test", EVERY_DAY, VERLAGING | {"taaltoets_gehaald": True}, NEE),
    ("art. 18b", "no notice", EVERY_DAY, VERLAGING | {"kennisgeving_gedaan": False}, NEE),
    ("art. 18b", "began within a month and progresses", EVERY_DAY, LEERT, NEE),
    ("art. 18b", "began and does not progress", EVERY_DAY, LEERT | {"voortgang_voldoende": False}, JA),
    (
        "art. 18b",
        "progresses, but did not begin within a month",
        EVERY_DAY,
        VERLAGING | {"voortgang_voldoende": True},
        JA,
    ),
    ("art. 18b", "any blame is absent", EVERY_DAY, VERLAGING | {"verwijtbaar": False}, NEE),
    ("art. 18b lid 7", "urgent reasons", EVERY_DAY, VERLAGING | {"dringende_redenen": True}, NEE),
    # What is missing decides.
    (
        "art. 18b",
        "whether he passed is not known",
        EVERY_DAY,
        without(VERLAGING, "taaltoets_gehaald"),
        ONBEKEND,
        "taaltoets_gehaald",
    ),
    (
        "art. 18b",
        "whether there was a notice is not known",
        EVERY_DAY,
        without(VERLAGING, "kennisgeving_gedaan"),
        ONBEKEND,
        "kennisgeving_gedaan",
    ),
    (
        "art. 18b",
        "whether he began is not known",
        EVERY_DAY,
        without(LEERT, "begonnen_binnen_maand"),
        ONBEKEND,
        "begonnen_binnen_maand",
    ),
    (
        "art. 18b",
        "progress has not been judged",
        EVERY_DAY,
        without(LEERT, "voortgang_voldoende"),
        OORDEEL,
        "voortgang_voldoende",
    ),
    (
        "art. 18b",
        "blame has not been judged",
        EVERY_DAY,
        without(VERLAGING, "verwijtbaar"),
        OORDEEL,
        "verwijtbaar",
    ),
    (
        "art. 18b lid 7",
        "urgent reasons have not been judged",
        EVERY_DAY,
        without(VERLAGING, "dringende_redenen"),
        OORDEEL,
        "dringende_redenen",
    ),
    # What is missing does not matter.
    ("art. 18b", "passed, all else unknown", EVERY_DAY, {"taaltoets_gehaald": True}, NEE),
    (
        "art. 18b",
        "when the notice was is not known",
        EVERY_DAY,
        without(VERLAGING, "maanden_sinds_kennisgeving"),
        JA,
    ),
)

CASES = [*TOETS, *MAATREGEL]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


# The rule is the same on every day.
LATEST = [case for case in CASES if case.on == date(2026, 7, 1)]


@pytest.mark.parametrize("case", LATEST, ids=ids(LATEST))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


def reduction(day: str, known: dict[str, object]) -> object:
    return assess(NL, day, known)["taaleis_verlaging"].results["verlaging_procent"]


@pytest.mark.parametrize(("months", "percent"), [(0, 20), (5, 20), (6, 40), (11, 40), (12, 100), (13, 100), (36, 100)])
@pytest.mark.parametrize("day", EVERY_DAY)
def test_the_reduction_steps_with_time(day: str, months: int, percent: int) -> None:
    assert reduction(day, VERLAGING | {"maanden_sinds_kennisgeving": months}) == percent


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        ("2026-01-15", 20),
        ("2026-07-14", 20),
        ("2026-07-15", 40),
        ("2027-01-14", 40),
        ("2027-01-15", 100),
    ],
)
def test_the_months_follow_from_the_notice(day: str, percent: int) -> None:
    known = without(VERLAGING, "maanden_sinds_kennisgeving") | {"datum_kennisgeving": "2026-01-15"}
    assert reduction(day, known) == percent


def test_without_the_notice_the_reduction_is_open_and_its_day_is_asked() -> None:
    found = assess(NL, "2026-01-01", without(VERLAGING, "maanden_sinds_kennisgeving"))["taaleis_verlaging"]
    assert found.results == {"verlaging_procent": None}
    assert [one.name for one in found.questions] == ["maanden_sinds_kennisgeving"]


def test_no_reduction_has_no_percentage() -> None:
    assert assess(NL, "2026-01-01", LEERT)["taaleis_verlaging"].results == {}


# The article was read in the texts of 2026 only.
@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        ("2018-01-01", Status.UNVERIFIED, {"taaleis_voor_2026"}),
        ("2025-12-31", Status.UNVERIFIED, {"taaleis_voor_2026"}),
        ("2026-01-01", Status.VERIFIED, set()),
        ("2026-07-01", Status.VERIFIED, set()),
        ("2027-01-01", Status.UNVERIFIED, set()),
    ],
)
def test_how_far_it_was_verified(day: str, status: Status, said: set[str]) -> None:
    advice = assess(NL, day, GEEN_BEWIJS | VERLAGING)
    # That the months of the reduction count from the notice is our own reading.
    weakest = Status.OWN_READING if status is Status.VERIFIED else status
    for one, expected in ((advice["taaltoets_18b"], status), (advice["taaleis_verlaging"], weakest)):
        assert (one.outcome, one.status) == (JA, expected)
        assert {shown.id for shown in one.assumptions} & {"taaleis_voor_2026"} == said
