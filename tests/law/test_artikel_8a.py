"""Participatiewet, articles 6 h and 8a lid 2 d, since July 2023: consent for a proefplaats."""

import pytest
from lawcases import (
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

SINCE_JULY_2023 = days(since="2023-07-01")
UNTIL_2026 = days(since="2023-07-01", until="2026")
SINCE_2026 = days(since="2026")

# Of someone of 28 it does not matter whether he can go to school, or when he applied.
PROEF = {
    "leeftijd": 28,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "proefplaats_gericht_op_dienstverband_zelfde_werkgever": True,
    "proefplaats_toestemming_gevraagd_maanden": 6,
}
JONG = PROEF | {"leeftijd": 26, "kan_rijksbekostigd_onderwijs_volgen": False, "weken_sinds_melding": 4}
UWV = PROEF | {
    "ontvangt_uwv_uitkering": True,
    "valt_onder_artikel_10_lid_2": False,
    "overeenkomst_college_uwv": False,
}


def asked(number: int) -> dict[str, object]:
    return PROEF | {"proefplaats_toestemming_gevraagd_maanden": number}


def born(day: str) -> dict[str, object]:
    return without(JONG, "leeftijd") | {"geboortedatum": day}


CASES = table(
    "proefplaats",
    ("art. 8a lid 2 d", "six months: two, and four more", SINCE_JULY_2023, PROEF, JA),
    ("art. 8a lid 2 d", "seven months", SINCE_JULY_2023, asked(7), NEE),
    ("art. 8a lid 2 d", "two months", SINCE_JULY_2023, asked(2), JA),
    (
        "art. 6 h",
        "does not aim at a job with that employer",
        SINCE_JULY_2023,
        PROEF | {"proefplaats_gericht_op_dienstverband_zelfde_werkgever": False},
        NEE,
    ),
    (
        "art. 8a lid 2 d",
        "Anw instead of algemene bijstand",
        SINCE_JULY_2023,
        PROEF | {"ontvangt_algemene_bijstand": False, "ontvangt_anw_ioaw_ioaz": True},
        NEE,
    ),
    ("art. 7 lid 3 c", "receives a benefit from UWV", SINCE_JULY_2023, UWV, NEE),
    (
        "art. 7 lid 7",
        "college and UWV agreed",
        SINCE_JULY_2023,
        UWV | {"overeenkomst_college_uwv": True},
        JA,
    ),
    # Under 27: through article 7 lid 1 a.
    ("art. 7 lid 3 a (2018)", "26 and cannot go to school", UNTIL_2026, JONG, JA),
    (
        "art. 7 lid 3 a (2018)",
        "26 and can go to school",
        UNTIL_2026,
        JONG | {"kan_rijksbekostigd_onderwijs_volgen": True},
        NEE,
    ),
    ("art. 7 lid 3 a (2026)", "26 and cannot go to school", SINCE_2026, JONG, NEE),
    ("art. 7 lid 3 a (2026)", "27", SINCE_2026, PROEF | {"leeftijd": 27}, JA),
    ("art. 7 lid 3 a (2026)", "the 27th birthday", "2026-01-01", born("1999-01-01"), JA),
    ("art. 7 lid 3 a (2026)", "the day before turning 27", "2026-01-01", born("1999-01-02"), NEE),
    (
        "art. 7 lid 3 b",
        "26, three weeks, whether support is necessary has not been judged",
        UNTIL_2026,
        JONG | {"weken_sinds_melding": 3},
        OORDEEL,
        "ondersteuning_noodzakelijk",
    ),
    # What is missing decides.
    (
        "art. 6 h",
        "the aim of the placement is not known",
        SINCE_JULY_2023,
        without(PROEF, "proefplaats_gericht_op_dienstverband_zelfde_werkgever"),
        ONBEKEND,
        "proefplaats_gericht_op_dienstverband_zelfde_werkgever",
    ),
    (
        "art. 8a lid 2 d",
        "how many months are asked for is not known",
        SINCE_JULY_2023,
        without(PROEF, "proefplaats_toestemming_gevraagd_maanden"),
        ONBEKEND,
        "proefplaats_toestemming_gevraagd_maanden",
    ),
    (
        "art. 7 lid 3 a (2026)",
        "of unknown age",
        SINCE_2026,
        without(JONG, "leeftijd"),
        ONBEKEND,
        "leeftijd",
    ),
    # What is missing does not matter.
    (
        "art. 8a lid 2 d",
        "no algemene bijstand, all else unknown",
        SINCE_JULY_2023,
        {"ontvangt_algemene_bijstand": False},
        NEE,
    ),
    (
        "art. 8a lid 2 d",
        "seven months, all else unknown",
        SINCE_JULY_2023,
        {"proefplaats_toestemming_gevraagd_maanden": 7},
        NEE,
    ),
    # Before July 2023 there is no proefplaats, whatever is known.
    ("art. 6 h", "not in force yet", days(until="2023-07-01"), PROEF, NEE),
    ("art. 6 h", "not in force yet, nothing known", days(until="2023-07-01"), {}, NEE),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)
