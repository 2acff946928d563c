"""Participatiewet, article 10b: beschut werk, which must be offered until the year's places are filled."""

from itertools import product

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

# Of someone of forty with bijstand it does not matter whether UWV pays something too.
BESCHUT = {
    "leeftijd": 40,
    "ontvangt_algemene_bijstand": True,
    "uitsluitend_beschut": True,
    "aantal_beschutte_plekken_gerealiseerd": False,
}
# Of someone with a benefit from UWV it does not matter how old he is, or what else he receives.
UWV = without(BESCHUT, "leeftijd", "ontvangt_algemene_bijstand") | {"ontvangt_uwv_uitkering": True}
GEEN_GROEP = BESCHUT | {
    "ontvangt_algemene_bijstand": False,
    "ontvangt_uwv_uitkering": False,
    "valt_onder_artikel_10_lid_2": False,
    "ontvangt_anw_ioaw_ioaz": False,
    "ingeschreven_als_werkzoekende": False,
}
JONG = BESCHUT | {
    "leeftijd": 26,
    "ontvangt_uwv_uitkering": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "onderwijs_onmogelijk_of_ongeschikt": True,
    "weken_sinds_melding": 4,
}
DRIE_WEKEN = JONG | {
    "weken_sinds_melding": 3,
    "ondersteuning_noodzakelijk": False,
    "praktijkonderwijs_of_vso_afgelopen_jaar": False,
    "medisch_urenbeperkt": False,
    "behoort_tot_doelgroep_lks": False,
}
VOL = {"aantal_beschutte_plekken_gerealiseerd": True}

#: What both the duty and the possibility ask for.
BEIDE = (
    # The groups.
    ("art. 10b lid 1", "algemene bijstand", EVERY_DAY, BESCHUT, JA),
    ("art. 10b lid 1", "a benefit from UWV, all else of him unknown", EVERY_DAY, UWV, JA),
    (
        "art. 10b lid 1",
        "Wajong is a benefit from UWV",
        EVERY_DAY,
        without(UWV, "ontvangt_uwv_uitkering") | {"ontvangt_wajong": True},
        JA,
    ),
    (
        "art. 10b lid 1",
        "a benefit from UWV beside bijstand, without agreement between college and UWV",
        EVERY_DAY,
        BESCHUT
        | {
            "ontvangt_uwv_uitkering": True,
            "valt_onder_artikel_10_lid_2": False,
            "overeenkomst_college_uwv": False,
        },
        JA,
    ),
    (
        "art. 10b lid 1",
        "niet-uitkeringsgerechtigd",
        EVERY_DAY,
        without(BESCHUT, "ontvangt_algemene_bijstand")
        | {"ingeschreven_als_werkzoekende": True, "ontvangt_andere_uitkering": False},
        JA,
    ),
    (
        "art. 10b lid 1",
        "Anw, IOAW or IOAZ",
        EVERY_DAY,
        without(BESCHUT, "ontvangt_algemene_bijstand") | {"ontvangt_anw_ioaw_ioaz": True},
        JA,
    ),
    ("art. 10b lid 1", "belongs to no group", EVERY_DAY, GEEN_GROEP, NEE),
    # Under 27.
    ("art. 7 lid 3 a (2018)", "26 and cannot go to school", days(until="2026"), JONG, JA),
    (
        "art. 7 lid 3 a (2018)",
        "26 and can go to school",
        days(until="2026"),
        JONG | {"kan_rijksbekostigd_onderwijs_volgen": True},
        NEE,
    ),
    ("art. 7a lid 1 a", "26 and school is no way", days(since="2026"), JONG, JA),
    (
        "art. 7a lid 1 a",
        "26 and school is possible",
        days(since="2026"),
        JONG | {"onderwijs_onmogelijk_of_ongeschikt": False},
        NEE,
    ),
    (
        "art. 7a lid 1 b",
        "26, school is possible: that the school asks for support opens no beschut werk",
        days(since="2026"),
        JONG | {"onderwijs_onmogelijk_of_ongeschikt": False, "school_verzoekt_ondersteuning": True},
        NEE,
    ),
    ("art. 7 lid 3 a", "27, all else of school unknown", EVERY_DAY, BESCHUT | {"leeftijd": 27}, JA),
    (
        "art. 7 lid 3 a (2026)",
        "the 27th birthday, school is possible",
        "2026-01-01",
        without(JONG, "leeftijd") | {"geboortedatum": "1999-01-01", "onderwijs_onmogelijk_of_ongeschikt": False},
        JA,
    ),
    (
        "art. 7 lid 3 a (2026)",
        "the day before turning 27, school is possible",
        "2026-01-01",
        without(JONG, "leeftijd") | {"geboortedatum": "1999-01-02", "onderwijs_onmogelijk_of_ongeschikt": False},
        NEE,
    ),
    ("art. 7 lid 3 b", "26, three weeks after the melding", EVERY_DAY, DRIE_WEKEN, NEE),
    (
        "art. 7 lid 3 b (2018)",
        "26, three weeks: that support is necessary changes nothing yet",
        days(until="2023-07-01"),
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": True},
        NEE,
    ),
    (
        "art. 7 lid 3 b",
        "26, three weeks, and support is necessary",
        days(since="2023-07-01"),
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": True},
        JA,
    ),
    (
        "art. 7 lid 3 b",
        "26, three weeks, whether support is necessary has not been judged",
        days(since="2023-07-01"),
        without(DRIE_WEKEN, "ondersteuning_noodzakelijk"),
        OORDEEL,
        "ondersteuning_noodzakelijk",
    ),
    (
        "art. 41 lid 4",
        "26, three weeks, medisch urenbeperkt",
        days(since="2026"),
        DRIE_WEKEN | {"medisch_urenbeperkt": True},
        JA,
    ),
    # Only in a sheltered setting.
    ("art. 10b lid 1", "not only sheltered", EVERY_DAY, BESCHUT | {"uitsluitend_beschut": False}, NEE),
    (
        "art. 10b lid 1",
        "only sheltered has not been established",
        EVERY_DAY,
        without(BESCHUT, "uitsluitend_beschut"),
        OORDEEL,
        "uitsluitend_beschut",
    ),
    # What is missing decides.
    (
        "art. 10b lid 1",
        "whether UWV pays is not known, no other group fits",
        EVERY_DAY,
        without(GEEN_GROEP, "ontvangt_uwv_uitkering"),
        ONBEKEND,
        "ontvangt_uwv_uitkering",
    ),
    (
        "art. 7 lid 3 a (2018)",
        "26, whether school is possible is not known",
        days(until="2026"),
        without(JONG, "kan_rijksbekostigd_onderwijs_volgen"),
        ONBEKEND,
        "kan_rijksbekostigd_onderwijs_volgen",
    ),
    (
        "art. 7a lid 1 a",
        "26, whether school fits has not been judged",
        days(since="2026"),
        without(JONG, "onderwijs_onmogelijk_of_ongeschikt"),
        OORDEEL,
        "onderwijs_onmogelijk_of_ongeschikt",
    ),
    # What is missing does not matter.
    (
        "art. 10b lid 1",
        "not only sheltered, all else unknown",
        EVERY_DAY,
        {"uitsluitend_beschut": False},
        NEE,
    ),
)

MOET = table(
    "beschut_werk",
    *BEIDE,
    ("art. 10b lid 4-6", "the year's places are filled", EVERY_DAY, BESCHUT | VOL, NEE),
    ("art. 10b lid 4-6", "the places are filled, all else unknown", EVERY_DAY, VOL, NEE),
    (
        "art. 10b lid 4-6",
        "whether places are left is not known",
        EVERY_DAY,
        without(BESCHUT, "aantal_beschutte_plekken_gerealiseerd"),
        ONBEKEND,
        "aantal_beschutte_plekken_gerealiseerd",
    ),
)
MOGELIJK = table(
    "beschut_werk_mogelijk",
    *BEIDE,
    ("art. 10b lid 4-6", "the year's places are filled", EVERY_DAY, BESCHUT | VOL, JA),
    (
        "art. 10b lid 4-6",
        "whether places are left is not known",
        EVERY_DAY,
        without(BESCHUT, "aantal_beschutte_plekken_gerealiseerd"),
        JA,
    ),
)
CASES = [*MOET, *MOGELIJK]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", MOET, ids=ids(MOET))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize("day", ["2023-06-30", "2025-12-31", "2026-07-01"])
def test_the_groups_are_those_of_article_7_and_7a_or_a_benefit_from_uwv(day: str) -> None:
    """They are written without the exclusion for UWV: with it, the same people belong to them."""
    names = ("ontvangt_algemene_bijstand", "ontvangt_uwv_uitkering", "overeenkomst_college_uwv", "schoolt", "voorbij")
    nobody_else = {
        "valt_onder_artikel_10_lid_2": False,
        "ontvangt_anw_ioaw_ioaz": False,
        "ingeschreven_als_werkzoekende": False,
        "ondersteuning_noodzakelijk": False,
        "praktijkonderwijs_of_vso_afgelopen_jaar": False,
        "medisch_urenbeperkt": False,
        "behoort_tot_doelgroep_lks": False,
    }
    for age, values in product((26, 27), product((False, True), repeat=len(names))):
        known: dict[str, object] = {"leeftijd": age, **nobody_else, **dict(zip(names, values, strict=True))}
        school, past = known.pop("schoolt"), known.pop("voorbij")
        known |= {
            "kan_rijksbekostigd_onderwijs_volgen": school,
            "onderwijs_onmogelijk_of_ongeschikt": not school,
            "weken_sinds_melding": 4 if past else 3,
        }
        advice = assess(NL, day, known)
        ways = [advice["ondersteuning_7_1_a"].outcome is JA, known["ontvangt_uwv_uitkering"]]
        if day >= "2026":
            ways.append(advice["groep_7a_1_a"].outcome is JA)
        assert advice["doelgroep_beschut_werk"].outcome is (JA if any(ways) else NEE), known
