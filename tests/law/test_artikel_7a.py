"""Participatiewet, article 7a, since 2026: support for people under 27."""

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

SINCE_2026 = days(since="2026")

GEEN_ONDERWIJS = {
    "leeftijd": 22,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "weken_sinds_melding": 4,
    "onderwijs_onmogelijk_of_ongeschikt": True,
}
# Not one of the other two ways in.
NIET_ANDERS = {"school_verzoekt_ondersteuning": False, "in_initieel_hoger_onderwijs": False}
DRIE_WEKEN = {
    **GEEN_ONDERWIJS,
    **NIET_ANDERS,
    "weken_sinds_melding": 3,
    "ondersteuning_noodzakelijk": False,
    "praktijkonderwijs_of_vso_afgelopen_jaar": False,
    "medisch_urenbeperkt": False,
    "behoort_tot_doelgroep_lks": False,
}
UWV = {
    **GEEN_ONDERWIJS,
    **NIET_ANDERS,
    "ontvangt_uwv_uitkering": True,
    "valt_onder_artikel_10_lid_2": False,
    "overeenkomst_college_uwv": False,
}
SCHOOL = {"leeftijd": 19, "school_verzoekt_ondersteuning": True}
HOGER_ONDERWIJS = {"leeftijd": 19, "in_initieel_hoger_onderwijs": True}


def born(day: str) -> dict[str, object]:
    return without(SCHOOL, "leeftijd") | {"geboortedatum": day}


CASES = table(
    "ondersteuning_7a",
    # Lid 1 onder a: belongs to the groups of article 7, and school is no way.
    ("art. 7a lid 1 a", "school is impossible or unsuitable", SINCE_2026, GEEN_ONDERWIJS, JA),
    (
        "art. 7a lid 1 a",
        "school is possible, and there is no other way in",
        SINCE_2026,
        GEEN_ONDERWIJS | NIET_ANDERS | {"onderwijs_onmogelijk_of_ongeschikt": False},
        NEE,
    ),
    (
        "art. 7a lid 1 a",
        "only whether school fits is open",
        SINCE_2026,
        without(GEEN_ONDERWIJS, "onderwijs_onmogelijk_of_ongeschikt") | NIET_ANDERS,
        OORDEEL,
        "onderwijs_onmogelijk_of_ongeschikt",
    ),
    (
        "art. 7a lid 1",
        "nothing is known of school",
        SINCE_2026,
        without(GEEN_ONDERWIJS, "onderwijs_onmogelijk_of_ongeschikt"),
        ONBEKEND,
        "onderwijs_onmogelijk_of_ongeschikt",
        "school_verzoekt_ondersteuning",
        "in_initieel_hoger_onderwijs",
    ),
    (
        "art. 7a lid 1 a",
        "niet-uitkeringsgerechtigd",
        SINCE_2026,
        without(GEEN_ONDERWIJS, "ontvangt_algemene_bijstand")
        | {"ingeschreven_als_werkzoekende": True, "ontvangt_andere_uitkering": False},
        JA,
    ),
    (
        "art. 7a lid 1 a",
        "belongs to no group of article 7",
        SINCE_2026,
        GEEN_ONDERWIJS
        | NIET_ANDERS
        | {
            "ontvangt_algemene_bijstand": False,
            "valt_onder_artikel_10_lid_2": False,
            "ontvangt_anw_ioaw_ioaz": False,
            "ingeschreven_als_werkzoekende": False,
        },
        NEE,
    ),
    # Lid 1 onder b and c: no group, no zoektermijn, no UWV in the way.
    ("art. 7a lid 1 b", "the school asks, all else unknown", SINCE_2026, SCHOOL, JA),
    ("art. 7a lid 1 c", "initial higher education, all else unknown", SINCE_2026, HOGER_ONDERWIJS, JA),
    (
        "art. 7a lid 6",
        "the school asks on the day of the melding",
        SINCE_2026,
        DRIE_WEKEN | {"school_verzoekt_ondersteuning": True, "weken_sinds_melding": 0},
        JA,
    ),
    ("art. 7a lid 6", "in higher education beside UWV", SINCE_2026, UWV | HOGER_ONDERWIJS, JA),
    # The age.
    ("art. 7a lid 1", "26", SINCE_2026, SCHOOL | {"leeftijd": 26}, JA),
    ("art. 7a lid 1", "27", SINCE_2026, SCHOOL | {"leeftijd": 27}, NEE),
    ("art. 7a lid 1", "27, all else unknown", SINCE_2026, {"leeftijd": 27}, NEE),
    ("art. 7a lid 1", "the 27th birthday", "2026-01-01", born("1999-01-01"), NEE),
    ("art. 7a lid 1", "the day before turning 27", "2026-01-01", born("1999-01-02"), JA),
    ("art. 7a lid 1", "the 27th birthday", "2026-07-01", born("1999-07-01"), NEE),
    ("art. 7a lid 1", "the day before turning 27", "2026-07-01", born("1999-07-02"), JA),
    ("art. 7a lid 1", "of unknown age", SINCE_2026, without(SCHOOL, "leeftijd"), ONBEKEND, "leeftijd"),
    # Lid 6 with article 7 lid 3 onder b and article 41 lid 4: the zoektermijn.
    ("art. 7a lid 6", "four weeks", SINCE_2026, DRIE_WEKEN | {"weken_sinds_melding": 4}, JA),
    ("art. 7a lid 6", "three weeks", SINCE_2026, DRIE_WEKEN, NEE),
    (
        "art. 7 lid 3 b",
        "three weeks, the college finds support necessary",
        SINCE_2026,
        DRIE_WEKEN | {"ondersteuning_noodzakelijk": True},
        JA,
    ),
    (
        "art. 7 lid 3 b",
        "three weeks, the college has not said",
        SINCE_2026,
        without(DRIE_WEKEN, "ondersteuning_noodzakelijk"),
        OORDEEL,
        "ondersteuning_noodzakelijk",
    ),
    (
        "art. 41 lid 4",
        "three weeks, from praktijkonderwijs or vso within the past year",
        SINCE_2026,
        DRIE_WEKEN | {"praktijkonderwijs_of_vso_afgelopen_jaar": True},
        JA,
    ),
    (
        "art. 41 lid 4",
        "three weeks, medisch urenbeperkt",
        SINCE_2026,
        DRIE_WEKEN | {"medisch_urenbeperkt": True},
        JA,
    ),
    (
        "art. 41 lid 4",
        "three weeks, target group of loonkostensubsidie",
        SINCE_2026,
        DRIE_WEKEN | {"behoort_tot_doelgroep_lks": True},
        JA,
    ),
    (
        "art. 7a lid 6",
        "the day of the melding is not known",
        SINCE_2026,
        without(DRIE_WEKEN, "weken_sinds_melding"),
        ONBEKEND,
        "weken_sinds_melding",
    ),
    (
        "art. 41 lid 4",
        "three weeks, whether medisch urenbeperkt is not known",
        SINCE_2026,
        without(DRIE_WEKEN, "medisch_urenbeperkt"),
        ONBEKEND,
        "medisch_urenbeperkt",
    ),
    # Lid 6 with article 7 lid 3 onder c and lid 7: a benefit from UWV.
    ("art. 7a lid 6", "receives a benefit from UWV", SINCE_2026, UWV, NEE),
    ("art. 7 lid 7", "college and UWV agreed", SINCE_2026, UWV | {"overeenkomst_college_uwv": True}, JA),
    (
        "art. 7 lid 3 c",
        "works with loonkostensubsidie beside the UWV benefit",
        SINCE_2026,
        UWV | {"valt_onder_artikel_10_lid_2": True},
        JA,
    ),
    (
        "art. 7a lid 6",
        "whether UWV pays is not known",
        SINCE_2026,
        without(UWV, "ontvangt_uwv_uitkering"),
        ONBEKEND,
        "ontvangt_uwv_uitkering",
    ),
    # Before 2026 there is no article 7a, whatever is known.
    ("art. 7a", "not in force yet", days(until="2026"), GEEN_ONDERWIJS | SCHOOL, NEE),
    ("art. 7a", "not in force yet, nothing known", days(until="2026"), {}, NEE),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)
