"""Participatiewet, article 6 a: who is niet-uitkeringsgerechtigd."""

from datetime import date

import pytest
from lawcases import (
    EVERY_DAY,
    JA,
    NEE,
    NL,
    ONBEKEND,
    Case,
    assess,
    check,
    check_never_turned_round,
    ids,
    table,
    without,
)

NUGGER = {"leeftijd": 40, "ingeschreven_als_werkzoekende": True, "ontvangt_andere_uitkering": False}
OUD = NUGGER | {"leeftijd": 70, "pensioengerechtigd": False}

CASES = table(
    "nugger",
    ("art. 6 a", "registered and without a benefit", EVERY_DAY, NUGGER, JA),
    ("art. 6 a", "not registered", EVERY_DAY, NUGGER | {"ingeschreven_als_werkzoekende": False}, NEE),
    ("art. 6 a", "a benefit of the list", EVERY_DAY, NUGGER | {"ontvangt_andere_uitkering": True}, NEE),
    (
        "art. 6 a",
        "bijstand is a benefit of the list",
        EVERY_DAY,
        without(NUGGER, "ontvangt_andere_uitkering") | {"ontvangt_algemene_bijstand": True},
        NEE,
    ),
    (
        "art. 6 a",
        "Wajong is a benefit of the list",
        EVERY_DAY,
        without(NUGGER, "ontvangt_andere_uitkering") | {"ontvangt_wajong": True},
        NEE,
    ),
    ("art. 6 a", "70 and not past pension age", EVERY_DAY, OUD, JA),
    ("art. 6 a", "past pension age", EVERY_DAY, OUD | {"pensioengerechtigd": True}, NEE),
    # What is missing decides.
    (
        "art. 6 a",
        "whether registered is not known",
        EVERY_DAY,
        without(NUGGER, "ingeschreven_als_werkzoekende"),
        ONBEKEND,
        "ingeschreven_als_werkzoekende",
    ),
    (
        "art. 6 a",
        "whether there is a benefit is not known",
        EVERY_DAY,
        without(NUGGER, "ontvangt_andere_uitkering"),
        ONBEKEND,
        "ontvangt_andere_uitkering",
    ),
    (
        "art. 6 a",
        "whether past pension age is not known",
        EVERY_DAY,
        without(OUD, "pensioengerechtigd"),
        ONBEKEND,
        "pensioengerechtigd",
    ),
    # What is missing does not matter.
    (
        "art. 6 a",
        "not registered, all else unknown",
        EVERY_DAY,
        {"ingeschreven_als_werkzoekende": False},
        NEE,
    ),
    ("art. 6 a", "bijstand, all else unknown", EVERY_DAY, {"ontvangt_algemene_bijstand": True}, NEE),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


# The rule is the same on every day.
LATEST = [case for case in CASES if case.on == date(2026, 7, 1)]


@pytest.mark.parametrize("case", LATEST, ids=ids(LATEST))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize("day", EVERY_DAY)
def test_it_is_an_outcome_and_the_group_of_article_7_rests_on_it(day: str) -> None:
    advice = assess(NL, day, NUGGER | {"ontvangt_uwv_uitkering": False})
    assert "nugger" in advice
    assert (advice["nugger"].outcome, advice["ondersteuning_7_1_a"].outcome) == (JA, JA)
