"""Participatiewet, article 10da: the target group of loonkostensubsidie is entitled to guidance at work."""

import pytest
from lawcases import (
    EVERY_DAY,
    JA,
    NEE,
    ONBEKEND,
    OORDEEL,
    Case,
    check,
    check_never_turned_round,
    days,
    ids,
    table,
    without,
)

VASTGESTELD = {"behoort_tot_doelgroep_lks": True}
OMSCHRIJVING = {
    "behoort_tot_doelgroep_lks": False,
    "leeftijd": 30,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "kan_wml_voltijds_verdienen": False,
    "mogelijkheden_arbeidsparticipatie": True,
}
JONG = OMSCHRIJVING | {
    "leeftijd": 26,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "onderwijs_onmogelijk_of_ongeschikt": True,
    "weken_sinds_melding": 4,
    "heeft_startkwalificatie": True,
    "school_verzoekt_ondersteuning": False,
    "in_initieel_hoger_onderwijs": False,
}

CASES = table(
    "begeleiding_werkplek",
    ("art. 10da", "established, all else unknown", EVERY_DAY, VASTGESTELD, JA),
    ("art. 6 e", "within the description", EVERY_DAY, OMSCHRIJVING, JA),
    (
        "art. 6 e",
        "can earn the minimum wage",
        EVERY_DAY,
        OMSCHRIJVING | {"kan_wml_voltijds_verdienen": True},
        NEE,
    ),
    (
        "art. 6 e",
        "no possibilities for labour participation",
        EVERY_DAY,
        OMSCHRIJVING | {"mogelijkheden_arbeidsparticipatie": False},
        NEE,
    ),
    (
        "art. 6 e",
        "of none of the groups",
        EVERY_DAY,
        OMSCHRIJVING
        | {
            "ontvangt_algemene_bijstand": False,
            "valt_onder_artikel_10_lid_2": False,
            "ontvangt_anw_ioaw_ioaz": False,
            "ingeschreven_als_werkzoekende": False,
        },
        NEE,
    ),
    ("art. 7 lid 3 a (2018)", "26 and cannot go to school", days(until="2026"), JONG, JA),
    ("art. 7a lid 1 a", "26 and school is no way", days(since="2026"), JONG, JA),
    (
        "art. 7a lid 1",
        "26 and school is possible",
        days(since="2026"),
        JONG | {"onderwijs_onmogelijk_of_ongeschikt": False},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 6 e",
        "neither of the two has been judged",
        EVERY_DAY,
        without(OMSCHRIJVING, "kan_wml_voltijds_verdienen", "mogelijkheden_arbeidsparticipatie"),
        OORDEEL,
        "kan_wml_voltijds_verdienen",
        "mogelijkheden_arbeidsparticipatie",
    ),
    (
        "art. 10c",
        "whether it was established is not known, and he can earn the minimum wage",
        EVERY_DAY,
        {"kan_wml_voltijds_verdienen": True},
        ONBEKEND,
        "behoort_tot_doelgroep_lks",
    ),
    # What is missing does not matter.
    (
        "art. 6 e",
        "not established, no possibilities, all else unknown",
        EVERY_DAY,
        {"behoort_tot_doelgroep_lks": False, "mogelijkheden_arbeidsparticipatie": False},
        NEE,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)
