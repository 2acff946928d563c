"""Participatiewet, article 41 lid 4 and 11: who is under 27 waits four weeks after the melding."""

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
    days,
    ids,
    table,
    without,
)

from participatie.sources import Status

UNTIL_2026, SINCE_2026 = days(until="2026"), days(since="2026")

WACHT = {
    "leeftijd": 26,
    "weken_sinds_melding": 3,
    "praktijkonderwijs_of_vso_afgelopen_jaar": False,
    "medisch_urenbeperkt": False,
    "behoort_tot_doelgroep_lks": False,
    "aanvraag_eerder_toegestaan": False,
}
VRIJGESTELD = ("praktijkonderwijs_of_vso_afgelopen_jaar", "medisch_urenbeperkt", "behoort_tot_doelgroep_lks")


def born(day: str) -> dict[str, object]:
    return without(WACHT, "leeftijd") | {"geboortedatum": day}


def applied(day: str) -> dict[str, object]:
    return without(WACHT, "weken_sinds_melding") | {"datum_melding": day}


CASES = table(
    "zoektermijn_41",
    # The four weeks.
    ("art. 41 lid 4", "26, three weeks", EVERY_DAY, WACHT, JA),
    ("art. 41 lid 4", "26, the day of the melding", EVERY_DAY, WACHT | {"weken_sinds_melding": 0}, JA),
    ("art. 41 lid 4", "26, four weeks", EVERY_DAY, WACHT | {"weken_sinds_melding": 4}, NEE),
    ("art. 41 lid 4", "the last day of the four weeks", "2026-01-28", applied("2026-01-01"), JA),
    ("art. 41 lid 4", "four weeks after the melding", "2026-01-29", applied("2026-01-01"), NEE),
    # The age.
    ("art. 41 lid 4", "27", EVERY_DAY, WACHT | {"leeftijd": 27}, NEE),
    ("art. 41 lid 4", "the 27th birthday", "2026-01-01", born("1999-01-01"), NEE),
    ("art. 41 lid 4", "the day before turning 27", "2026-01-01", born("1999-01-02"), JA),
    # The exceptions, since 2026.
    *(("art. 41 lid 4", f"{name}: no exception yet", UNTIL_2026, WACHT | {name: True}, JA) for name in VRIJGESTELD),
    *(("art. 41 lid 4 (2026)", name, SINCE_2026, WACHT | {name: True}, NEE) for name in VRIJGESTELD),
    (
        "art. 41 lid 11",
        "that the college starts earlier changes nothing yet",
        UNTIL_2026,
        WACHT | {"aanvraag_eerder_toegestaan": True},
        JA,
    ),
    (
        "art. 41 lid 11",
        "the college starts earlier",
        SINCE_2026,
        WACHT | {"aanvraag_eerder_toegestaan": True},
        NEE,
    ),
    # What is missing decides.
    ("art. 41 lid 4", "of unknown age", EVERY_DAY, without(WACHT, "leeftijd"), ONBEKEND, "leeftijd"),
    (
        "art. 41 lid 4",
        "the day of the melding is not known",
        EVERY_DAY,
        without(WACHT, "weken_sinds_melding"),
        ONBEKEND,
        "weken_sinds_melding",
    ),
    *(
        ("art. 41 lid 4 (2026)", f"{name} is not known", SINCE_2026, without(WACHT, name), ONBEKEND, name)
        for name in VRIJGESTELD
    ),
    (
        "art. 41 lid 11",
        "the college has not said whether it starts earlier",
        SINCE_2026,
        without(WACHT, "aanvraag_eerder_toegestaan"),
        OORDEEL,
        "aanvraag_eerder_toegestaan",
    ),
    # What is missing does not matter.
    ("art. 41 lid 4", "27, all else unknown", EVERY_DAY, {"leeftijd": 27}, NEE),
    ("art. 41 lid 4", "four weeks, all else unknown", EVERY_DAY, {"weken_sinds_melding": 4}, NEE),
    (
        "art. 41 lid 4",
        "three weeks, nothing is asked of exceptions yet",
        UNTIL_2026,
        without(WACHT, *VRIJGESTELD, "aanvraag_eerder_toegestaan"),
        JA,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


def test_articles_7a_and_41_share_the_exceptions() -> None:
    """Who need not wait to apply, need not wait for support."""
    advice = assess(NL, "2026-01-01", WACHT | {"medisch_urenbeperkt": True})
    assert advice["vrij_van_zoektermijn"].outcome is JA
    seen = {step.rule for step in advice["ondersteuning_7a"].why.walk()}
    assert "vrij_van_zoektermijn" in seen


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2022-12-31", Status.UNVERIFIED),
        ("2023-01-01", Status.VERIFIED),
        ("2026-07-01", Status.VERIFIED),
        ("2027-01-01", Status.UNVERIFIED),
    ],
)
def test_how_far_it_was_verified(day: str, status: Status) -> None:
    assert assess(NL, day, WACHT)["zoektermijn_41"].status is status
