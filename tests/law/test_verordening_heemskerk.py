"""The re-integration ordinance of Heemskerk of 2018, on top of the Participatiewet."""

import pytest
from lawcases import (
    HEEMSKERK,
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

from participatie import PolicyError
from participatie.advice.assessment import Notice

DAY = "2018-06-01"

PLAATS = {
    "leeftijd": 40,
    "ontvangt_algemene_bijstand": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 0,
    "trede": 2,
}

PARTICIPATIEPLAATS = table(
    "participatieplaats",
    ("ord. art. 5", "trede 1", DAY, PLAATS | {"trede": 1}, JA),
    ("ord. art. 5", "trede 2", DAY, PLAATS, JA),
    ("ord. art. 5", "trede 3", DAY, PLAATS | {"trede": 3}, NEE),
    ("ord. art. 5", "trede 6", DAY, PLAATS | {"trede": 6}, NEE),
    # The ordinance adds to the law, and takes nothing away from it.
    ("art. 7 lid 8", "trede 2, but 26", DAY, PLAATS | {"leeftijd": 26}, NEE),
    ("art. 10a lid 1", "trede 2, but 24 months", DAY, PLAATS | {"maanden_participatieplaats": 24}, NEE),
    (
        "art. 10a lid 1",
        "trede 2, the chance has not been judged",
        DAY,
        without(PLAATS, "kans_op_werk_gering"),
        OORDEEL,
        "kans_op_werk_gering",
    ),
    ("ord. art. 5", "trede not known", DAY, without(PLAATS, "trede"), ONBEKEND, "trede"),
    (
        "ord. art. 5",
        "neither the chance nor the trede is known",
        DAY,
        without(PLAATS, "kans_op_werk_gering", "trede"),
        ONBEKEND,
        "kans_op_werk_gering",
        "trede",
    ),
    ("ord. art. 5", "trede 3, all else unknown", DAY, {"trede": 3}, NEE),
    # The day before the ordinance.
    ("ord. art. 5", "trede 3, the ordinance is not there yet", "2018-02-28", PLAATS | {"trede": 3}, JA),
    ("ord. art. 5", "trede 3, the first day of the ordinance", "2018-03-01", PLAATS | {"trede": 3}, NEE),
    pack=HEEMSKERK,
)

PREMIE_DUE = {"maanden_participatieplaats": 6, "voldoende_meegewerkt": True}

PREMIE = table(
    "premie_participatieplaats",
    ("ord. art. 5", "after six months, cooperated", DAY, PREMIE_DUE, JA),
    ("ord. art. 5", "after six months, did not", DAY, PREMIE_DUE | {"voldoende_meegewerkt": False}, NEE),
    ("ord. art. 5", "after five months", DAY, PREMIE_DUE | {"maanden_participatieplaats": 5}, NEE),
    (
        "ord. art. 5",
        "after six months, cooperation has not been judged",
        DAY,
        without(PREMIE_DUE, "voldoende_meegewerkt"),
        OORDEEL,
        "voldoende_meegewerkt",
    ),
    pack=HEEMSKERK,
)

SCHOLING_26 = {
    "leeftijd": 26,
    "kan_rijksbekostigd_onderwijs_volgen": True,
    "scholing_vergroot_kansen": True,
}


def born(day: str) -> dict[str, object]:
    return without(SCHOLING_26, "leeftijd") | {"geboortedatum": day}


SCHOLING = table(
    "scholing",
    ("ord. art. 10", "27 and can go to school", DAY, SCHOLING_26 | {"leeftijd": 27}, JA),
    ("ord. art. 10", "26 and can go to school", DAY, SCHOLING_26, NEE),
    (
        "ord. art. 10",
        "26 and cannot go to school",
        DAY,
        SCHOLING_26 | {"kan_rijksbekostigd_onderwijs_volgen": False},
        JA,
    ),
    ("ord. art. 10", "the day before turning 27", "2018-05-31", born("1991-06-01"), NEE),
    ("ord. art. 10", "the 27th birthday", DAY, born("1991-06-01"), JA),
    ("ord. art. 10", "born 29 February, on 28 February", "2019-02-28", born("1992-02-29"), NEE),
    ("ord. art. 10", "born 29 February, on 1 March", "2019-03-01", born("1992-02-29"), JA),
    ("ord. art. 10", "does not help, all else unknown", DAY, {"scholing_vergroot_kansen": False}, NEE),
    # What is missing decides.
    ("ord. art. 10", "40, not judged", DAY, {"leeftijd": 40}, OORDEEL, "scholing_vergroot_kansen"),
    (
        "ord. art. 10",
        "26, whether school is possible is not known",
        DAY,
        without(SCHOLING_26, "kan_rijksbekostigd_onderwijs_volgen"),
        ONBEKEND,
        "kan_rijksbekostigd_onderwijs_volgen",
    ),
    (
        "ord. art. 10",
        "of unknown age, can go to school",
        DAY,
        without(SCHOLING_26, "leeftijd"),
        ONBEKEND,
        "leeftijd",
    ),
    # What is missing does not matter.
    (
        "ord. art. 10",
        "27, whether school is possible is not known",
        DAY,
        {"leeftijd": 27, "scholing_vergroot_kansen": True},
        JA,
    ),
    (
        "ord. art. 10",
        "of unknown age, cannot go to school",
        DAY,
        {"kan_rijksbekostigd_onderwijs_volgen": False, "scholing_vergroot_kansen": True},
        JA,
    ),
    ("ord. art. 10", "not there yet", "2018-02-28", SCHOLING_26 | {"leeftijd": 27}, NEE),
    pack=HEEMSKERK,
)

# "Trede 3 to 6 and/or long-term unemployed": whether one of the two is enough, the college has to say.
LEZING = "lezing_werkstage_doelgroep"
RUIM, STRENG = {LEZING: True}, {LEZING: False}
ALLEEN_TREDE = {"trede": 3, "langdurig_werkloos": False}
ALLEEN_LANGDURIG = {"trede": 2, "langdurig_werkloos": True}

WERKSTAGE = table(
    "werkstage",
    ("ord. art. 8", "both: the readings agree", DAY, {"trede": 3, "langdurig_werkloos": True}, JA),
    ("ord. art. 8", "trede 6 and long-term", DAY, {"trede": 6, "langdurig_werkloos": True}, JA),
    ("ord. art. 8", "neither: the readings agree", DAY, {"trede": 2, "langdurig_werkloos": False}, NEE),
    ("ord. art. 8", "trede only, not read", DAY, ALLEEN_TREDE, OORDEEL, LEZING),
    ("ord. art. 8", "trede only, wide reading", DAY, ALLEEN_TREDE | RUIM, JA),
    ("ord. art. 8", "trede only, strict reading", DAY, ALLEEN_TREDE | STRENG, NEE),
    ("ord. art. 8", "long-term only, not read", DAY, ALLEEN_LANGDURIG, OORDEEL, LEZING),
    ("ord. art. 8", "long-term only, wide reading", DAY, ALLEEN_LANGDURIG | RUIM, JA),
    ("ord. art. 8", "long-term only, strict reading", DAY, ALLEEN_LANGDURIG | STRENG, NEE),
    # What is missing decides.
    (
        "ord. art. 8",
        "long-term, trede not known",
        DAY,
        {"langdurig_werkloos": True},
        ONBEKEND,
        "trede",
        LEZING,
    ),
    ("ord. art. 8", "trede 3, the rest not known", DAY, {"trede": 3}, ONBEKEND, "langdurig_werkloos", LEZING),
    (
        "ord. art. 8",
        "trede 3, strict reading",
        DAY,
        {"trede": 3} | STRENG,
        ONBEKEND,
        "langdurig_werkloos",
    ),
    # What is missing does not matter.
    ("ord. art. 8", "trede 3, wide reading, the rest not known", DAY, {"trede": 3} | RUIM, JA),
    ("ord. art. 8", "trede 2, strict reading, the rest not known", DAY, {"trede": 2} | STRENG, NEE),
    ("ord. art. 8", "long-term, wide reading", DAY, {"langdurig_werkloos": True} | RUIM, JA),
    pack=HEEMSKERK,
)

IN_DIENST = {
    "contractduur_maanden": 6,
    "maanden_volledige_pw_uitkering": 6,
    "nog_niet_volledig_inzetbaar": True,
}

INDIENSTNEMING = table(
    "indienstnemingssubsidie",
    ("ord. art. 13", "six months of both", DAY, IN_DIENST, JA),
    ("ord. art. 13", "a contract of five months", DAY, IN_DIENST | {"contractduur_maanden": 5}, NEE),
    ("ord. art. 13", "five months of benefit", DAY, IN_DIENST | {"maanden_volledige_pw_uitkering": 5}, NEE),
    ("ord. art. 13", "fully deployable", DAY, IN_DIENST | {"nog_niet_volledig_inzetbaar": False}, NEE),
    *(("ord. art. 13", f"{name} not known", DAY, without(IN_DIENST, name), ONBEKEND, name) for name in IN_DIENST),
    ("ord. art. 13", "a contract of five months, all else unknown", DAY, {"contractduur_maanden": 5}, NEE),
    pack=HEEMSKERK,
)

CASES = [*PARTICIPATIEPLAATS, *PREMIE, *SCHOLING, *WERKSTAGE, *INDIENSTNEMING]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_ordinance_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize("day", ["2018-03-01", DAY])
def test_the_premium_is_1500_euro_a_year_in_two_instalments(day: str) -> None:
    premie = assess(HEEMSKERK, day, PREMIE_DUE)["premie_participatieplaats"]
    assert premie.results["max_euro_per_jaar"] == 1500
    assert premie.results["termijnen_per_jaar"] == 2


def test_under_which_amount_that_premium_stays_was_not_read_for_2018() -> None:
    premie = assess(HEEMSKERK, DAY, PREMIE_DUE)["premie_participatieplaats"]
    assert premie.results["vrijgelaten_euro_per_jaar"] is None
    assert Notice.VALUE_UNVERIFIED in premie.notices


def test_before_the_ordinance_the_premium_has_no_amount() -> None:
    premie = assess(HEEMSKERK, "2018-02-28", PREMIE_DUE)["premie_participatieplaats"]
    assert premie.outcome is JA
    assert premie.results["max_euro_per_jaar"] is None


def test_the_restriction_is_shown_as_the_municipality_s_own() -> None:
    steps = assess(HEEMSKERK, DAY, PLAATS)["participatieplaats"].why.steps
    added = [step for step in steps if step.layer == HEEMSKERK]
    assert [step.source.article for step in added] == ["5"]
    assert all(step.layer == NL for step in steps if step not in added)


@pytest.mark.parametrize("day", ["2017-12-31", "2023-07-01", "2026-01-01"])
def test_the_ordinance_was_not_written_for_other_law(day: str) -> None:
    """It is of 2018, and from July 2023 the law says other things: there is no advice to give."""
    with pytest.raises(PolicyError) as raised:
        assess(HEEMSKERK, day, PLAATS)
    assert [one.code for one in raised.value.diagnostics] == ["recht_van_andere_tijd"]


@pytest.mark.parametrize("day", ["2018-01-01", "2023-06-30"])
def test_the_ordinance_fits_the_first_and_the_last_day_of_that_law(day: str) -> None:
    assert assess(HEEMSKERK, day, PLAATS)["participatieplaats"].outcome is JA
