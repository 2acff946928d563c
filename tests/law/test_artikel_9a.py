"""Participatiewet, article 9a: the exemption for a lone parent with a child under five."""

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

from participatie import catalog
from participatie.policy.voorziening import Voorziening
from participatie.sources import Status

ONTHEFFING = {
    "verzoek_ontheffing_9a": True,
    "alleenstaande_ouder": True,
    "leeftijd_jongste_kind": 4,
    "volledige_zorg_kind": True,
    "weigert_plicht_b_ondubbelzinnig": False,
    "eerder_ontheffing_9a_verleend": False,
    "eerder_gebruikt_9a_maanden": 0,
}

#: Each condition that must hold, with what denies it, and whether a person decides it.
DENIED = (
    ("did not ask", "verzoek_ontheffing_9a", False, ONBEKEND),
    ("no lone parent", "alleenstaande_ouder", False, ONBEKEND),
    ("a child of five", "leeftijd_jongste_kind", 5, ONBEKEND),
    ("not the full care", "volledige_zorg_kind", False, ONBEKEND),
    ("unmistakably refuses", "weigert_plicht_b_ondubbelzinnig", True, OORDEEL),
    ("granted before", "eerder_ontheffing_9a_verleend", True, ONBEKEND),
    ("five years used", "eerder_gebruikt_9a_maanden", 60, ONBEKEND),
)

CASES = table(
    "ontheffing_9a",
    ("art. 9a", "asked for, and everything fits", EVERY_DAY, ONTHEFFING, JA),
    ("art. 9a", "a child of 0", EVERY_DAY, ONTHEFFING | {"leeftijd_jongste_kind": 0}, JA),
    ("art. 9a", "59 months used", EVERY_DAY, ONTHEFFING | {"eerder_gebruikt_9a_maanden": 59}, JA),
    *(("art. 9a", says, EVERY_DAY, ONTHEFFING | {name: value}, NEE) for says, name, value, _ in DENIED),
    *(("art. 9a", f"{says}, all else unknown", EVERY_DAY, {name: value}, NEE) for says, name, value, _ in DENIED),
    *(
        ("art. 9a", f"{name} is not known", EVERY_DAY, without(ONTHEFFING, name), outcome, name)
        for _, name, _, outcome in DENIED
    ),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


# The rule is the same on every day.
LATEST = [case for case in CASES if case.on == date(2026, 7, 1)]


@pytest.mark.parametrize("case", LATEST, ids=ids(LATEST))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


def test_what_does_not_matter_is_not_asked() -> None:
    """The age of the parent, and whether the duty stands now."""
    assert set(assess(NL, "2026-01-01", {})["ontheffing_9a"].missing) == set(ONTHEFFING)


def test_it_makes_dates_of_its_own() -> None:
    [decided] = catalog.load(NL).decisions["ontheffing_9a"]
    assert isinstance(decided.document, Voorziening)
    made = {str(one.id): (one.after.value, one.every and one.every.value) for one in decided.document.deadlines}
    assert made == {"plan_van_aanpak": (6, None), "heroverweging": (6, 6), "uiterste_einde": (60, None)}
    assert {str(one.since) for one in decided.document.deadlines} == {"datum_ontheffing_9a"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2017, 12, 31), Status.UNVERIFIED),
        (date(2018, 1, 1), Status.VERIFIED),
        (date(2026, 7, 1), Status.VERIFIED),
        (date(2027, 1, 1), Status.UNVERIFIED),
    ],
)
def test_how_far_it_was_verified(day: date, status: Status) -> None:
    assert assess(NL, day, ONTHEFFING)["ontheffing_9a"].status is status
