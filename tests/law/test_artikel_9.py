"""Participatiewet, article 9: the duty to accept work, and the tegenprestatie."""

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

# Of someone of forty it follows that he has not reached pension age.
PLICHT: dict[str, object] = {
    "leeftijd": 40,
    "alleenstaande_ouder": False,
    "heeft_ontheffing_9_lid_2": False,
    "volledig_duurzaam_arbeidsongeschikt": False,
    "heeft_ontheffing_9a": False,
}
OUDER: dict[str, object] = PLICHT | {
    "alleenstaande_ouder": True,
    "leeftijd_jongste_kind": 11,
    "kinderopvang_beschikbaar": True,
    "voldoende_scholing": True,
    "belastbaar": True,
}
GEREGELD = ("kinderopvang_beschikbaar", "voldoende_scholing", "belastbaar")


def child(age: int) -> dict[str, object]:
    return OUDER | {"leeftijd_jongste_kind": age, "kinderopvang_beschikbaar": False}


#: What both duties ask for.
BEIDE = (
    ("art. 9 lid 1", "no exception", EVERY_DAY, PLICHT, JA),
    # The ages.
    ("art. 9 lid 1", "17", EVERY_DAY, PLICHT | {"leeftijd": 17}, NEE),
    ("art. 9 lid 1", "18", EVERY_DAY, PLICHT | {"leeftijd": 18}, JA),
    (
        "art. 9 lid 1",
        "the 18th birthday",
        "2026-01-01",
        without(PLICHT, "leeftijd") | {"geboortedatum": "2008-01-01"},
        JA,
    ),
    (
        "art. 9 lid 1",
        "the day before turning 18",
        "2026-01-01",
        without(PLICHT, "leeftijd") | {"geboortedatum": "2008-01-02"},
        NEE,
    ),
    (
        "art. 9 lid 1",
        "past pension age",
        EVERY_DAY,
        PLICHT | {"leeftijd": 70, "pensioengerechtigd": True},
        NEE,
    ),
    (
        "art. 9 lid 1",
        "70 and not past pension age",
        EVERY_DAY,
        PLICHT | {"leeftijd": 70, "pensioengerechtigd": False},
        JA,
    ),
    # Lid 2 and lid 5.
    (
        "art. 9 lid 2",
        "a temporary exemption",
        EVERY_DAY,
        PLICHT | {"heeft_ontheffing_9_lid_2": True},
        NEE,
    ),
    (
        "art. 9 lid 5",
        "fully and permanently incapacitated",
        EVERY_DAY,
        PLICHT | {"volledig_duurzaam_arbeidsongeschikt": True},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 9 lid 1",
        "of unknown age",
        EVERY_DAY,
        without(PLICHT, "leeftijd"),
        ONBEKEND,
        "leeftijd",
        "pensioengerechtigd",
    ),
    (
        "art. 9 lid 1",
        "70, whether past pension age is not known",
        EVERY_DAY,
        PLICHT | {"leeftijd": 70},
        ONBEKEND,
        "pensioengerechtigd",
    ),
    (
        "art. 9 lid 2",
        "whether there is a temporary exemption is not known",
        EVERY_DAY,
        without(PLICHT, "heeft_ontheffing_9_lid_2"),
        ONBEKEND,
        "heeft_ontheffing_9_lid_2",
    ),
    (
        "art. 9 lid 5",
        "whether incapacitated is not known",
        EVERY_DAY,
        without(PLICHT, "volledig_duurzaam_arbeidsongeschikt"),
        ONBEKEND,
        "volledig_duurzaam_arbeidsongeschikt",
    ),
    # What is missing does not matter.
    ("art. 9 lid 1", "17, all else unknown", EVERY_DAY, {"leeftijd": 17}, NEE),
    (
        "art. 9 lid 5",
        "incapacitated, all else unknown",
        EVERY_DAY,
        {"volledig_duurzaam_arbeidsongeschikt": True},
        NEE,
    ),
    (
        "art. 9 lid 2",
        "a temporary exemption, all else unknown",
        EVERY_DAY,
        {"heeft_ontheffing_9_lid_2": True},
        NEE,
    ),
)

WERK = table(
    "plicht_werk_aanvaarden",
    *BEIDE,
    # Lid 4: a lone parent with a child under twelve.
    ("art. 9 lid 4", "lone parent, child of 11, all is arranged", EVERY_DAY, OUDER, JA),
    *(
        ("art. 9 lid 4", f"lone parent, child of 11, without {name}", EVERY_DAY, OUDER | {name: False}, NEE)
        for name in GEREGELD
    ),
    *(
        (
            "art. 9 lid 4",
            f"lone parent, child of 11, {name} has not been established",
            EVERY_DAY,
            without(OUDER, name),
            OORDEEL,
            name,
        )
        for name in GEREGELD
    ),
    (
        "art. 9 lid 4",
        "lone parent, child of 11, nothing has been established",
        EVERY_DAY,
        without(OUDER, *GEREGELD),
        OORDEEL,
        *GEREGELD,
    ),
    ("art. 9 lid 4", "lone parent, child of 0, nothing is arranged", EVERY_DAY, child(0), NEE),
    ("art. 9 lid 4", "lone parent, child of 11, no childcare", EVERY_DAY, child(11), NEE),
    ("art. 9 lid 4", "lone parent, child of 12, no childcare", EVERY_DAY, child(12), JA),
    (
        "art. 9 lid 4",
        "two parents, child of 3, no childcare",
        EVERY_DAY,
        child(3) | {"alleenstaande_ouder": False},
        JA,
    ),
    (
        "art. 9 lid 4",
        "lone parent, how old the child is, is not known",
        EVERY_DAY,
        without(child(11), "leeftijd_jongste_kind"),
        ONBEKEND,
        "leeftijd_jongste_kind",
    ),
    (
        "art. 9 lid 4",
        "whether a lone parent is not known, child of 11, no childcare",
        EVERY_DAY,
        without(child(11), "alleenstaande_ouder"),
        ONBEKEND,
        "alleenstaande_ouder",
    ),
    (
        "art. 9 lid 4",
        "lone parent, child of unknown age, all is arranged",
        EVERY_DAY,
        without(OUDER, "leeftijd_jongste_kind"),
        JA,
    ),
    # Article 9a.
    ("art. 9a", "holds an exemption", EVERY_DAY, OUDER | {"heeft_ontheffing_9a": True}, NEE),
    (
        "art. 9a",
        "whether he holds an exemption is not known",
        EVERY_DAY,
        without(OUDER, "heeft_ontheffing_9a"),
        ONBEKEND,
        "heeft_ontheffing_9a",
    ),
)

TEGENPRESTATIE = table(
    "plicht_tegenprestatie",
    *BEIDE,
    # Lid 4 is about accepting work only.
    ("art. 9 lid 4", "lone parent, child of 11, no childcare", EVERY_DAY, child(11), JA),
    # Lid 7.
    ("art. 9 lid 7", "lone parent with an exemption", EVERY_DAY, OUDER | {"heeft_ontheffing_9a": True}, NEE),
    (
        "art. 9 lid 7",
        "with an exemption, no lone parent any more",
        EVERY_DAY,
        PLICHT | {"heeft_ontheffing_9a": True},
        JA,
    ),
    (
        "art. 9 lid 7",
        "lone parent, whether there is an exemption is not known",
        EVERY_DAY,
        without(OUDER, "heeft_ontheffing_9a"),
        ONBEKEND,
        "heeft_ontheffing_9a",
    ),
    (
        "art. 9 lid 7",
        "with an exemption, whether a lone parent is not known",
        EVERY_DAY,
        without(PLICHT, "alleenstaande_ouder") | {"heeft_ontheffing_9a": True},
        ONBEKEND,
        "alleenstaande_ouder",
    ),
    (
        "art. 9 lid 7",
        "no exemption, whether a lone parent is not known",
        EVERY_DAY,
        without(PLICHT, "alleenstaande_ouder"),
        JA,
    ),
    (
        "art. 9 lid 7",
        "no lone parent, whether there is an exemption is not known",
        EVERY_DAY,
        without(PLICHT, "heeft_ontheffing_9a"),
        JA,
    ),
)

CASES = [*WERK, *TEGENPRESTATIE]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


# The rule is the same on every day.
LATEST = [case for case in CASES if case.on == date(2026, 7, 1)]


@pytest.mark.parametrize("case", LATEST, ids=ids(LATEST))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize("provision", ["plicht_werk_aanvaarden", "plicht_tegenprestatie"])
def test_that_someone_applied_is_assumed_and_never_asked(provision: str) -> None:
    found = assess(NL, "2026-01-01", {})[provision]
    assert "plichten_bij_bijstand" in {one.id for one in found.assumptions}
    assert "ontvangt_algemene_bijstand" not in found.missing
