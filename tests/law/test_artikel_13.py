"""Participatiewet, article 13: who is excluded from bijstand, and who from algemene bijstand only."""

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

# At forty nobody has reached pension age.
VRIJ = {
    "leeftijd": 40,
    "in_detentie": False,
    "onttrekt_zich_aan_straf": False,
    "in_militaire_dienst": False,
    "staking_of_uitsluiting": False,
    "dagen_buitenland_dit_jaar": 28,
    "dagen_buitenland_aaneengesloten": 28,
    "bijstand_voor_schulden": False,
    "is_uitreiziger": False,
}
OUD = VRIJ | {"leeftijd": 70, "pensioengerechtigd": True}

#: Each letter with what brings someone under it.
GROUNDS = (
    ("art. 13 lid 1 a", "in prison", {"in_detentie": True}),
    ("art. 13 lid 1 b", "evades a sentence", {"onttrekt_zich_aan_straf": True}),
    ("art. 13 lid 1 c", "in military service", {"in_militaire_dienst": True}),
    ("art. 13 lid 1 d", "on strike or locked out", {"staking_of_uitsluiting": True}),
    ("art. 13 lid 1 e", "92 days abroad this year", {"dagen_buitenland_dit_jaar": 92}),
    ("art. 13 lid 1 e", "92 days abroad on end", {"dagen_buitenland_aaneengesloten": 92}),
    ("art. 13 lid 1 f", "17", {"leeftijd": 17}),
    ("art. 13 lid 1 g", "to pay off debts", {"bijstand_voor_schulden": True}),
    ("art. 13 lid 1 h", "uitreiziger", {"is_uitreiziger": True}),
)
ABROAD = ("dagen_buitenland_dit_jaar", "dagen_buitenland_aaneengesloten")

BIJSTAND = table(
    "uitsluiting_bijstand",
    ("art. 13 lid 1", "none of the grounds", EVERY_DAY, VRIJ, NEE),
    *((article, says, EVERY_DAY, VRIJ | ground, JA) for article, says, ground in GROUNDS),
    *((article, f"{says}, all else unknown", EVERY_DAY, ground, JA) for article, says, ground in GROUNDS),
    # The edges.
    ("art. 13 lid 1 f", "18", EVERY_DAY, VRIJ | {"leeftijd": 18}, NEE),
    (
        "art. 13 lid 1 f",
        "the 18th birthday",
        "2026-01-01",
        without(VRIJ, "leeftijd") | {"geboortedatum": "2008-01-01"},
        NEE,
    ),
    (
        "art. 13 lid 1 f",
        "the day before turning 18",
        "2026-01-01",
        without(VRIJ, "leeftijd") | {"geboortedatum": "2008-01-02"},
        JA,
    ),
    *(("art. 13 lid 1 e", f"29 as {name}", EVERY_DAY, VRIJ | {name: 29}, JA) for name in ABROAD),
    *(("art. 13 lid 1 e", f"29 as {name}, past pension age", EVERY_DAY, OUD | {name: 29}, NEE) for name in ABROAD),
    *(("art. 13 lid 1 e", f"91 as {name}, past pension age", EVERY_DAY, OUD | {name: 91}, NEE) for name in ABROAD),
    *(("art. 13 lid 1 e", f"92 as {name}, past pension age", EVERY_DAY, OUD | {name: 92}, JA) for name in ABROAD),
    # What is missing decides.
    *(
        ("art. 13 lid 1", f"{name} is not known", EVERY_DAY, without(VRIJ, name), ONBEKEND, name)
        for name in VRIJ
        if name != "leeftijd"
    ),
    ("art. 13 lid 1 f", "of unknown age", EVERY_DAY, without(VRIJ, "leeftijd"), ONBEKEND, "leeftijd"),
    (
        "art. 13 lid 1 e",
        "29 days abroad, whether past pension age is not known",
        EVERY_DAY,
        without(OUD, "pensioengerechtigd") | {"dagen_buitenland_dit_jaar": 29},
        ONBEKEND,
        "pensioengerechtigd",
    ),
    # What is missing does not matter.
    (
        "art. 13 lid 1 e",
        "28 days abroad, whether past pension age is not known",
        EVERY_DAY,
        without(OUD, "pensioengerechtigd"),
        NEE,
    ),
)

JONG = {
    "leeftijd": 20,
    "verblijft_in_inrichting": False,
    "heeft_onbetaald_verlof": False,
    "kan_rijksbekostigd_onderwijs_volgen": True,
    "recht_op_studiefinanciering": False,
    "volgt_rijksbekostigd_onderwijs": True,
    "jongere_ondubbelzinnig_onwillig": False,
}
KAN_NIET = without(JONG, "recht_op_studiefinanciering", "volgt_rijksbekostigd_onderwijs") | {
    "kan_rijksbekostigd_onderwijs_volgen": False
}

ALGEMEEN = table(
    "uitsluiting_algemene_bijstand",
    ("art. 13 lid 2", "studies, without right to studiefinanciering", EVERY_DAY, JONG, NEE),
    ("art. 13 lid 2", "cannot go to school", EVERY_DAY, KAN_NIET, NEE),
    # 18 to 20 in an institution.
    *(
        (
            "art. 13 lid 2",
            f"{age} in an institution",
            EVERY_DAY,
            KAN_NIET | {"leeftijd": age, "verblijft_in_inrichting": True},
            outcome,
        )
        for age, outcome in ((17, NEE), (18, JA), (20, JA), (21, NEE))
    ),
    # Unpaid leave.
    ("art. 13 lid 2", "unpaid leave", EVERY_DAY, {"heeft_onbetaald_verlof": True}, JA),
    # Under 27 and able to go to school.
    (
        "art. 13 lid 2",
        "right to studiefinanciering, studies",
        EVERY_DAY,
        JONG | {"recht_op_studiefinanciering": True},
        JA,
    ),
    (
        "art. 13 lid 2",
        "no right to studiefinanciering, does not study",
        EVERY_DAY,
        JONG | {"volgt_rijksbekostigd_onderwijs": False},
        JA,
    ),
    (
        "art. 13 lid 2",
        "26, right to studiefinanciering",
        EVERY_DAY,
        JONG | {"leeftijd": 26, "recht_op_studiefinanciering": True},
        JA,
    ),
    (
        "art. 13 lid 2",
        "27, right to studiefinanciering",
        EVERY_DAY,
        JONG | {"leeftijd": 27, "recht_op_studiefinanciering": True},
        NEE,
    ),
    # Under 27 and unmistakably unwilling.
    (
        "art. 13 lid 2",
        "26 and unwilling",
        EVERY_DAY,
        KAN_NIET | {"leeftijd": 26, "jongere_ondubbelzinnig_onwillig": True},
        JA,
    ),
    (
        "art. 13 lid 2",
        "27 and unwilling",
        EVERY_DAY,
        KAN_NIET | {"leeftijd": 27, "jongere_ondubbelzinnig_onwillig": True},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 13 lid 2",
        "20, whether in an institution is not known",
        EVERY_DAY,
        without(KAN_NIET, "verblijft_in_inrichting"),
        ONBEKEND,
        "verblijft_in_inrichting",
    ),
    (
        "art. 13 lid 2",
        "whether on unpaid leave is not known",
        EVERY_DAY,
        without(KAN_NIET, "heeft_onbetaald_verlof"),
        ONBEKEND,
        "heeft_onbetaald_verlof",
    ),
    (
        "art. 13 lid 2",
        "whether school is possible is not known, does not study",
        EVERY_DAY,
        without(JONG, "kan_rijksbekostigd_onderwijs_volgen") | {"volgt_rijksbekostigd_onderwijs": False},
        ONBEKEND,
        "kan_rijksbekostigd_onderwijs_volgen",
    ),
    (
        "art. 13 lid 2",
        "the right to studiefinanciering is not known, studies",
        EVERY_DAY,
        without(JONG, "recht_op_studiefinanciering"),
        ONBEKEND,
        "recht_op_studiefinanciering",
    ),
    (
        "art. 13 lid 2",
        "unwillingness has not been judged",
        EVERY_DAY,
        without(KAN_NIET, "jongere_ondubbelzinnig_onwillig"),
        OORDEEL,
        "jongere_ondubbelzinnig_onwillig",
    ),
    # What is missing does not matter.
    (
        "art. 13 lid 2",
        "does not study: the right to studiefinanciering is not asked",
        EVERY_DAY,
        without(JONG, "recht_op_studiefinanciering") | {"volgt_rijksbekostigd_onderwijs": False},
        JA,
    ),
    (
        "art. 13 lid 2",
        "27, nothing but unpaid leave is asked",
        EVERY_DAY,
        {"leeftijd": 27, "heeft_onbetaald_verlof": False},
        NEE,
    ),
)

CASES = [*BIJSTAND, *ALGEMEEN]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


# The rule is the same on every day.
LATEST = [case for case in CASES if case.on == date(2026, 7, 1)]


@pytest.mark.parametrize("case", LATEST, ids=ids(LATEST))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize(("article", "says", "ground"), GROUNDS)
def test_each_ground_names_its_letter(article: str, says: str, ground: dict[str, object]) -> None:
    why = assess(NL, "2026-01-01", VRIJ | ground)["uitsluiting_bijstand"].why
    held = {step.source.item for step in why.walk() if step.rule.count("/") == 2 and step.outcome == "ja"}
    assert held == {article[-1]}, says


@pytest.mark.parametrize(
    ("day", "status"),
    [
        # The article was read in the text of 1 January 2026 only.
        ("2018-01-01", Status.UNVERIFIED),
        ("2025-12-31", Status.UNVERIFIED),
        ("2026-01-01", Status.VERIFIED),
        ("2026-07-01", Status.VERIFIED),
        ("2027-01-01", Status.UNVERIFIED),
    ],
)
def test_how_far_it_was_verified(day: str, status: Status) -> None:
    advice = assess(NL, day, {"in_detentie": True, "heeft_onbetaald_verlof": True})
    for name in ("uitsluiting_bijstand", "uitsluiting_algemene_bijstand"):
        assert (advice[name].outcome, advice[name].status) == (JA, status)
