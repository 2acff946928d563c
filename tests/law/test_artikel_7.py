"""Participatiewet, article 7: whom the college supports, and the exclusions of lid 3."""

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

# Whether someone of thirty can study does not matter, nor when he applied.
BIJSTAND = {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "ontvangt_uwv_uitkering": False}

# Someone of 26 for whom nothing stands in the way under the law until 2026.
JONG = {
    "leeftijd": 26,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "weken_sinds_melding": 4,
}
KAN_NAAR_SCHOOL = JONG | {"kan_rijksbekostigd_onderwijs_volgen": True}
DRIE_WEKEN = JONG | {"weken_sinds_melding": 3}

NUGGER = {
    "leeftijd": 30,
    "ingeschreven_als_werkzoekende": True,
    "ontvangt_andere_uitkering": False,
    "ontvangt_uwv_uitkering": False,
}
GEEN_GROEP = {
    "leeftijd": 30,
    "ontvangt_algemene_bijstand": False,
    "valt_onder_artikel_10_lid_2": False,
    "ontvangt_anw_ioaw_ioaz": False,
    "ingeschreven_als_werkzoekende": False,
}
UWV = {
    "leeftijd": 30,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": True,
    "valt_onder_artikel_10_lid_2": False,
    "overeenkomst_college_uwv": False,
}


def born(day: str, known: dict[str, object] = KAN_NAAR_SCHOOL) -> dict[str, object]:
    return without(known, "leeftijd") | {"geboortedatum": day}


GROUPS = table(
    "ondersteuning_7_1_a",
    ("art. 7 lid 1 a 1°", "receives algemene bijstand", EVERY_DAY, BIJSTAND, JA),
    (
        "art. 7 lid 1 a 3°",
        "works with loonkostensubsidie",
        EVERY_DAY,
        {"leeftijd": 30, "valt_onder_artikel_10_lid_2": True, "ontvangt_uwv_uitkering": False},
        JA,
    ),
    (
        "art. 7 lid 1 a 4°-6°",
        "receives Anw, IOAW or IOAZ",
        EVERY_DAY,
        {"leeftijd": 30, "ontvangt_anw_ioaw_ioaz": True, "ontvangt_uwv_uitkering": False},
        JA,
    ),
    ("art. 7 lid 1 a 7°", "niet-uitkeringsgerechtigd", EVERY_DAY, NUGGER, JA),
    ("art. 7 lid 1 a", "belongs to no group", EVERY_DAY, GEEN_GROEP, NEE),
    (
        "art. 6 a",
        "another benefit: not niet-uitkeringsgerechtigd",
        EVERY_DAY,
        GEEN_GROEP | {"ingeschreven_als_werkzoekende": True, "ontvangt_andere_uitkering": True},
        NEE,
    ),
    (
        "art. 6 a",
        "past pension age: not niet-uitkeringsgerechtigd",
        EVERY_DAY,
        GEEN_GROEP
        | {
            "leeftijd": 70,
            "pensioengerechtigd": True,
            "ingeschreven_als_werkzoekende": True,
            "ontvangt_andere_uitkering": False,
        },
        NEE,
    ),
    # What is missing decides.
    (
        "art. 7 lid 1 a 1°",
        "whether there is bijstand is not known, no other group fits",
        EVERY_DAY,
        without(GEEN_GROEP, "ontvangt_algemene_bijstand") | {"ontvangt_uwv_uitkering": False},
        ONBEKEND,
        "ontvangt_algemene_bijstand",
    ),
    (
        "art. 6 a",
        "whether registered at UWV is not known, no other group fits",
        EVERY_DAY,
        without(GEEN_GROEP, "ingeschreven_als_werkzoekende")
        | {"ontvangt_andere_uitkering": False, "ontvangt_uwv_uitkering": False},
        ONBEKEND,
        "ingeschreven_als_werkzoekende",
    ),
    # What is missing does not matter.
    (
        "art. 7 lid 1 a",
        "belongs to no group, of unknown age",
        EVERY_DAY,
        without(GEEN_GROEP, "leeftijd"),
        NEE,
    ),
)

EXCLUDED_BY_AGE = table(
    "ondersteuning_7_1_a",
    ("art. 7 lid 3 a (2018)", "26 and can go to school", days(until="2026"), KAN_NAAR_SCHOOL, NEE),
    ("art. 7 lid 3 a (2018)", "26 and cannot go to school", days(until="2026"), JONG, JA),
    ("art. 7 lid 3 a (2026)", "26 and can go to school", days(since="2026"), KAN_NAAR_SCHOOL, NEE),
    ("art. 7 lid 3 a (2026)", "26 and cannot go to school", days(since="2026"), JONG, NEE),
    ("art. 7 lid 3 a", "27 and can go to school", EVERY_DAY, KAN_NAAR_SCHOOL | {"leeftijd": 27}, JA),
    # The birthday itself, and the day before.
    ("art. 7 lid 3 a (2018)", "the day before turning 27", "2018-05-31", born("1991-06-01"), NEE),
    ("art. 7 lid 3 a (2018)", "the 27th birthday", "2018-06-01", born("1991-06-01"), JA),
    ("art. 7 lid 3 a (2018)", "born 29 February, on 28 February", "2023-02-28", born("1996-02-29"), NEE),
    ("art. 7 lid 3 a (2018)", "born 29 February, on 1 March", "2023-03-01", born("1996-02-29"), JA),
    ("art. 7 lid 3 a (2018)", "27 on the day of the new law", "2025-12-31", born("1999-01-01"), NEE),
    ("art. 7 lid 3 a (2026)", "27 on the day of the new law", "2026-01-01", born("1999-01-01"), JA),
    ("art. 7 lid 3 a (2018)", "27 a day after the new law", "2025-12-31", born("1999-01-02", JONG), JA),
    ("art. 7 lid 3 a (2026)", "27 a day after the new law", "2026-01-01", born("1999-01-02", JONG), NEE),
    ("art. 7 lid 3 a (2026)", "27 a day after the new law", "2026-01-02", born("1999-01-02", JONG), JA),
    # What is missing decides.
    (
        "art. 7 lid 3 a (2018)",
        "26, whether school is possible is not known",
        days(until="2026"),
        without(JONG, "kan_rijksbekostigd_onderwijs_volgen"),
        ONBEKEND,
        "kan_rijksbekostigd_onderwijs_volgen",
    ),
    (
        "art. 7 lid 3 a",
        "of unknown age, can go to school",
        EVERY_DAY,
        without(KAN_NAAR_SCHOOL, "leeftijd"),
        ONBEKEND,
        "leeftijd",
    ),
    (
        "art. 7 lid 3 a (2026)",
        "of unknown age, cannot go to school",
        days(since="2026"),
        without(JONG, "leeftijd"),
        ONBEKEND,
        "leeftijd",
    ),
    # What is missing does not matter.
    (
        "art. 7 lid 3 a (2018)",
        "of unknown age, cannot go to school",
        days(until="2026"),
        without(JONG, "leeftijd"),
        JA,
    ),
    (
        "art. 7 lid 3 a (2026)",
        "26, all else unknown",
        days(since="2026"),
        {"leeftijd": 26},
        NEE,
    ),
)

ZOEKTERMIJN = table(
    "ondersteuning_7_1_a",
    ("art. 7 lid 3 b", "26, four weeks after the melding", days(until="2026"), JONG, JA),
    (
        "art. 7 lid 3 b (2018)",
        "26, three weeks after the melding",
        days(until="2023-07-01"),
        DRIE_WEKEN,
        NEE,
    ),
    (
        "art. 7 lid 3 b (2018)",
        "26, three weeks: that support is necessary changes nothing yet",
        days(until="2023-07-01"),
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": True},
        NEE,
    ),
    (
        "art. 7 lid 3 b (July 2023)",
        "26, three weeks, the college finds support necessary",
        days(since="2023-07-01", until="2026"),
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": True},
        JA,
    ),
    (
        "art. 7 lid 3 b (July 2023)",
        "26, three weeks, the college finds support not necessary",
        days(since="2023-07-01", until="2026"),
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": False},
        NEE,
    ),
    (
        "art. 7 lid 3 b (July 2023)",
        "26, three weeks, the college has not said",
        days(since="2023-07-01", until="2026"),
        DRIE_WEKEN,
        OORDEEL,
        "ondersteuning_noodzakelijk",
    ),
    (
        "art. 7 lid 3 b",
        "27, on the day of the melding",
        EVERY_DAY,
        BIJSTAND | {"leeftijd": 27, "weken_sinds_melding": 0},
        JA,
    ),
    # Counted from the day of the melding.
    (
        "art. 7 lid 3 b",
        "the 27th day after the melding",
        "2018-05-31",
        without(JONG, "weken_sinds_melding") | {"datum_melding": "2018-05-04"},
        NEE,
    ),
    (
        "art. 7 lid 3 b",
        "the 28th day after the melding",
        "2018-06-01",
        without(JONG, "weken_sinds_melding") | {"datum_melding": "2018-05-04"},
        JA,
    ),
    # What is missing decides.
    (
        "art. 7 lid 3 b (2018)",
        "26, the day of the melding is not known",
        days(until="2023-07-01"),
        without(JONG, "weken_sinds_melding"),
        ONBEKEND,
        "weken_sinds_melding",
    ),
    (
        "art. 7 lid 3 b (July 2023)",
        "26, the day of the melding is not known",
        days(since="2023-07-01", until="2026"),
        without(JONG, "weken_sinds_melding"),
        ONBEKEND,
        "weken_sinds_melding",
        "ondersteuning_noodzakelijk",
    ),
    # What is missing does not matter.
    (
        "art. 7 lid 3 b (July 2023)",
        "26, support necessary, the day of the melding is not known",
        days(since="2023-07-01", until="2026"),
        without(JONG, "weken_sinds_melding") | {"ondersteuning_noodzakelijk": True},
        JA,
    ),
)

UWV_CLIENTS = table(
    "ondersteuning_7_1_a",
    ("art. 7 lid 3 c", "receives a benefit from UWV", EVERY_DAY, UWV, NEE),
    ("art. 7 lid 7", "college and UWV agreed", EVERY_DAY, UWV | {"overeenkomst_college_uwv": True}, JA),
    (
        "art. 7 lid 3 c",
        "works with loonkostensubsidie beside the UWV benefit",
        EVERY_DAY,
        UWV | {"valt_onder_artikel_10_lid_2": True},
        JA,
    ),
    # A Wajong benefit is one of UWV.
    (
        "art. 7 lid 3 c",
        "receives a Wajong benefit",
        EVERY_DAY,
        without(UWV, "ontvangt_uwv_uitkering") | {"ontvangt_wajong": True},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 7 lid 3 c",
        "whether UWV pays is not known",
        EVERY_DAY,
        without(BIJSTAND, "ontvangt_uwv_uitkering"),
        ONBEKEND,
        "ontvangt_uwv_uitkering",
        "valt_onder_artikel_10_lid_2",
        "overeenkomst_college_uwv",
    ),
    (
        "art. 7 lid 7",
        "UWV pays, whether there is an agreement is not known",
        EVERY_DAY,
        without(UWV, "overeenkomst_college_uwv"),
        ONBEKEND,
        "overeenkomst_college_uwv",
    ),
    # What is missing does not matter.
    (
        "art. 7 lid 7",
        "college and UWV agreed, whether UWV pays is not known",
        EVERY_DAY,
        without(UWV, "ontvangt_uwv_uitkering") | {"overeenkomst_college_uwv": True},
        JA,
    ),
    (
        "art. 7 lid 3 c",
        "UWV does not pay, whether there is an agreement is not known",
        EVERY_DAY,
        without(UWV, "overeenkomst_college_uwv") | {"ontvangt_uwv_uitkering": False},
        JA,
    ),
)

CASES = [*GROUPS, *EXCLUDED_BY_AGE, *ZOEKTERMIJN, *UWV_CLIENTS]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)
