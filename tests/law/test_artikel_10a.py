"""Participatiewet, article 10a: participatieplaats, its continuation, its extension and its premium."""

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

# Of someone of forty with bijstand it does not matter what UWV pays or which trede he is on.
PLAATS = {
    "leeftijd": 40,
    "ontvangt_algemene_bijstand": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 0,
}
UWV = without(PLAATS, "ontvangt_algemene_bijstand") | {
    "ontvangt_algemene_bijstand": False,
    "ontvangt_uwv_uitkering": True,
    "overeenkomst_college_uwv": True,
}


def born(day: str) -> dict[str, object]:
    return without(PLAATS, "leeftijd") | {"geboortedatum": day}


def running_since(day: str, known: dict[str, object]) -> dict[str, object]:
    return without(known, "maanden_participatieplaats") | {"startdatum_participatieplaats": day}


PARTICIPATIEPLAATS = table(
    "participatieplaats",
    ("art. 10a lid 1", "everything is known and fits", EVERY_DAY, PLAATS, JA),
    ("art. 10a lid 1", "chance not small", EVERY_DAY, PLAATS | {"kans_op_werk_gering": False}, NEE),
    ("art. 10a lid 1", "placeable", EVERY_DAY, PLAATS | {"vooralsnog_niet_bemiddelbaar": False}, NEE),
    ("art. 10a lid 1", "paid work", EVERY_DAY, PLAATS | {"werk_onbeloond": False}, NEE),
    ("art. 10a lid 1", "ordinary work", EVERY_DAY, PLAATS | {"werk_additioneel": False}, NEE),
    ("art. 10a lid 1", "displaces regular labour", EVERY_DAY, PLAATS | {"verdringing": True}, NEE),
    (
        "art. 10a lid 1",
        "no bijstand and no benefit from UWV",
        EVERY_DAY,
        PLAATS | {"ontvangt_algemene_bijstand": False, "ontvangt_uwv_uitkering": False},
        NEE,
    ),
    # UWV clients.
    ("art. 10a lid 7", "for UWV, by agreement", EVERY_DAY, UWV, JA),
    (
        "art. 10a lid 7",
        "for UWV, without agreement",
        EVERY_DAY,
        UWV | {"overeenkomst_college_uwv": False},
        NEE,
    ),
    # The age.
    ("art. 7 lid 8", "27", days(until="2026"), PLAATS | {"leeftijd": 27}, JA),
    ("art. 7 lid 8", "26", days(until="2026"), PLAATS | {"leeftijd": 26}, NEE),
    ("art. 7 lid 3 a (2026)", "27", days(since="2026"), PLAATS | {"leeftijd": 27}, JA),
    ("art. 7 lid 3 a (2026)", "26", days(since="2026"), PLAATS | {"leeftijd": 26}, NEE),
    ("art. 7 lid 8", "the day before turning 27", "2018-05-31", born("1991-06-01"), NEE),
    ("art. 7 lid 8", "the 27th birthday", "2018-06-01", born("1991-06-01"), JA),
    ("art. 7 lid 8", "born 29 February, on 28 February", "2023-02-28", born("1996-02-29"), NEE),
    ("art. 7 lid 8", "born 29 February, on 1 March", "2023-03-01", born("1996-02-29"), JA),
    ("art. 7 lid 8", "27 on the day of the new law", "2025-12-31", born("1999-01-01"), NEE),
    ("art. 7 lid 3 a (2026)", "27 on the day of the new law", "2026-01-01", born("1999-01-01"), JA),
    ("art. 7 lid 3 a (2026)", "27 a day after the new law", "2026-01-01", born("1999-01-02"), NEE),
    # The term.
    ("art. 10a lid 1", "23 months", EVERY_DAY, PLAATS | {"maanden_participatieplaats": 23}, JA),
    ("art. 10a lid 1", "24 months", EVERY_DAY, PLAATS | {"maanden_participatieplaats": 24}, NEE),
    (
        "art. 10a lid 1",
        "the last day of the 24 months",
        "2018-05-31",
        running_since("2016-06-01", PLAATS),
        JA,
    ),
    ("art. 10a lid 1", "24 months after the start", "2018-06-01", running_since("2016-06-01", PLAATS), NEE),
    # What is missing decides.
    (
        "art. 10a lid 1",
        "the chance has not been judged",
        EVERY_DAY,
        without(PLAATS, "kans_op_werk_gering"),
        OORDEEL,
        "kans_op_werk_gering",
    ),
    (
        "art. 10a lid 1",
        "neither chance nor placeability has been judged",
        EVERY_DAY,
        without(PLAATS, "kans_op_werk_gering", "vooralsnog_niet_bemiddelbaar"),
        OORDEEL,
        "kans_op_werk_gering",
        "vooralsnog_niet_bemiddelbaar",
    ),
    (
        "art. 10a lid 1",
        "not judged, and payment not known: not only a judgement",
        EVERY_DAY,
        without(PLAATS, "kans_op_werk_gering", "werk_onbeloond"),
        ONBEKEND,
        "kans_op_werk_gering",
        "werk_onbeloond",
    ),
    (
        "art. 10a lid 1",
        "nothing is known of the work",
        EVERY_DAY,
        without(PLAATS, "werk_onbeloond", "werk_additioneel", "verdringing"),
        ONBEKEND,
        "werk_onbeloond",
        "werk_additioneel",
        "verdringing",
    ),
    (
        "art. 10a lid 1",
        "how long it has lasted is not known",
        EVERY_DAY,
        without(PLAATS, "maanden_participatieplaats"),
        ONBEKEND,
        "maanden_participatieplaats",
    ),
    ("art. 10a", "of unknown age", EVERY_DAY, without(PLAATS, "leeftijd"), ONBEKEND, "leeftijd"),
    (
        "art. 10a lid 1 and 7",
        "nothing is known of benefits",
        EVERY_DAY,
        without(PLAATS, "ontvangt_algemene_bijstand"),
        ONBEKEND,
        "ontvangt_algemene_bijstand",
        "ontvangt_uwv_uitkering",
        "overeenkomst_college_uwv",
    ),
    (
        "art. 10a lid 7",
        "whether there is an agreement with UWV is not known",
        EVERY_DAY,
        without(UWV, "overeenkomst_college_uwv"),
        ONBEKEND,
        "overeenkomst_college_uwv",
    ),
    # What is missing does not matter.
    ("art. 7", "26, all else unknown", EVERY_DAY, {"leeftijd": 26}, NEE),
    ("art. 10a lid 1", "displacement, all else unknown", EVERY_DAY, {"verdringing": True}, NEE),
    ("art. 10a lid 1", "24 months, all else unknown", EVERY_DAY, {"maanden_participatieplaats": 24}, NEE),
)

DERDE_JAAR = {
    "maanden_participatieplaats": 24,
    "kans_verbetert_aanmerkelijk": True,
    "ander_werk_andere_omgeving": True,
}
# In the fourth year nobody asks for other work any more.
VIERDE_JAAR = {"maanden_participatieplaats": 36, "kans_verbetert_aanmerkelijk": True}
ZELFDE_WERK = {"ander_werk_andere_omgeving": False}

VERLENGING = table(
    "participatieplaats_verlenging",
    ("art. 10a lid 9", "at 24 months, with other work", EVERY_DAY, DERDE_JAAR, JA),
    ("art. 10a lid 9", "at 24 months, with the same work", EVERY_DAY, DERDE_JAAR | ZELFDE_WERK, NEE),
    (
        "art. 10a lid 9",
        "at 23 months, with other work",
        EVERY_DAY,
        DERDE_JAAR | {"maanden_participatieplaats": 23},
        JA,
    ),
    (
        "art. 10a lid 10",
        "at 25 months",
        EVERY_DAY,
        VIERDE_JAAR | {"maanden_participatieplaats": 25},
        JA,
    ),
    (
        "art. 10a lid 10",
        "at 25 months, with the same work",
        EVERY_DAY,
        VIERDE_JAAR | ZELFDE_WERK | {"maanden_participatieplaats": 25},
        JA,
    ),
    ("art. 10a lid 10", "at 36 months", EVERY_DAY, VIERDE_JAAR, JA),
    ("art. 10a lid 10", "at 36 months, with the same work", EVERY_DAY, VIERDE_JAAR | ZELFDE_WERK, JA),
    ("art. 10a lid 10", "at 37 months", EVERY_DAY, DERDE_JAAR | {"maanden_participatieplaats": 37}, NEE),
    ("art. 10a lid 10", "at 48 months", EVERY_DAY, DERDE_JAAR | {"maanden_participatieplaats": 48}, NEE),
    (
        "art. 10a lid 9",
        "at 24 months, chances do not improve",
        EVERY_DAY,
        DERDE_JAAR | {"kans_verbetert_aanmerkelijk": False},
        NEE,
    ),
    (
        "art. 10a lid 10",
        "at 36 months, chances do not improve",
        EVERY_DAY,
        VIERDE_JAAR | {"kans_verbetert_aanmerkelijk": False},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 10a lid 9",
        "at 24 months, whether chances improve has not been judged",
        EVERY_DAY,
        without(DERDE_JAAR, "kans_verbetert_aanmerkelijk"),
        OORDEEL,
        "kans_verbetert_aanmerkelijk",
    ),
    (
        "art. 10a lid 10",
        "at 36 months, whether chances improve has not been judged",
        EVERY_DAY,
        without(VIERDE_JAAR, "kans_verbetert_aanmerkelijk"),
        OORDEEL,
        "kans_verbetert_aanmerkelijk",
    ),
    (
        "art. 10a lid 9",
        "at 24 months, the work of the third year is not known",
        EVERY_DAY,
        without(DERDE_JAAR, "ander_werk_andere_omgeving"),
        ONBEKEND,
        "ander_werk_andere_omgeving",
    ),
    (
        "art. 10a lid 9 and 10",
        "how long it has lasted is not known",
        EVERY_DAY,
        without(DERDE_JAAR, "maanden_participatieplaats"),
        ONBEKEND,
        "maanden_participatieplaats",
    ),
    # What is missing does not matter.
    (
        "art. 10a lid 9 and 10",
        "chances do not improve, all else unknown",
        EVERY_DAY,
        {"kans_verbetert_aanmerkelijk": False},
        NEE,
    ),
    (
        "art. 10a lid 10",
        "at 37 months, all else unknown",
        EVERY_DAY,
        {"maanden_participatieplaats": 37},
        NEE,
    ),
)

NIET_VERGROOT = {"kans_vergroot_bij_beoordeling_9": False}
VERGROOT = {"kans_vergroot_bij_beoordeling_9": True}


def months(number: int) -> dict[str, int]:
    return {"maanden_participatieplaats": number}


VOORTZETTING = table(
    "participatieplaats_voortzetting",
    ("art. 10a lid 8", "at 9 months, chances have not grown", EVERY_DAY, months(9) | NIET_VERGROOT, JA),
    ("art. 10a lid 8", "at 11 months, chances have not grown", EVERY_DAY, months(11) | NIET_VERGROOT, JA),
    ("art. 10a lid 8", "at 12 months, chances have not grown", EVERY_DAY, months(12) | NIET_VERGROOT, NEE),
    ("art. 10a lid 8", "at 12 months, chances have grown", EVERY_DAY, months(12) | VERGROOT, JA),
    ("art. 10a lid 8", "at 20 months, chances have not grown", EVERY_DAY, months(20) | NIET_VERGROOT, NEE),
    ("art. 10a lid 8", "at 20 months, chances have grown", EVERY_DAY, months(20) | VERGROOT, JA),
    (
        "art. 10a lid 8",
        "the last day of the twelve months",
        "2018-05-31",
        {"startdatum_participatieplaats": "2017-06-01"} | NIET_VERGROOT,
        JA,
    ),
    (
        "art. 10a lid 8",
        "twelve months after the start",
        "2018-06-01",
        {"startdatum_participatieplaats": "2017-06-01"} | NIET_VERGROOT,
        NEE,
    ),
    # What is missing decides.
    (
        "art. 10a lid 8",
        "at 12 months, there has been no review",
        EVERY_DAY,
        months(12),
        OORDEEL,
        "kans_vergroot_bij_beoordeling_9",
    ),
    (
        "art. 10a lid 8",
        "chances have not grown, how long it has lasted is not known",
        EVERY_DAY,
        NIET_VERGROOT,
        ONBEKEND,
        "maanden_participatieplaats",
    ),
    # What is missing does not matter.
    ("art. 10a lid 8", "at 9 months, there has been no review", EVERY_DAY, months(9), JA),
    ("art. 10a lid 8", "at 11 months, there has been no review", EVERY_DAY, months(11), JA),
    (
        "art. 10a lid 8",
        "chances have grown, how long it has lasted is not known",
        EVERY_DAY,
        VERGROOT,
        JA,
    ),
)

MEEGEWERKT = {"voldoende_meegewerkt": True}

PREMIE = table(
    "premie_participatieplaats",
    *(
        ("art. 10a lid 6", f"at {number} months, cooperated", EVERY_DAY, months(number) | MEEGEWERKT, JA)
        for number in (6, 12, 18, 24, 30, 36, 42, 48)
    ),
    *(
        ("art. 10a lid 6", f"at {number} months: not due", EVERY_DAY, months(number) | MEEGEWERKT, NEE)
        for number in (0, 5, 7, 11, 13, 54)
    ),
    (
        "art. 10a lid 6",
        "at 6 months, did not cooperate",
        EVERY_DAY,
        months(6) | {"voldoende_meegewerkt": False},
        NEE,
    ),
    (
        "art. 10a lid 6",
        "the last day of the six months",
        "2018-05-31",
        {"startdatum_participatieplaats": "2017-12-01"} | MEEGEWERKT,
        NEE,
    ),
    (
        "art. 10a lid 6",
        "six months after the start",
        "2018-06-01",
        {"startdatum_participatieplaats": "2017-12-01"} | MEEGEWERKT,
        JA,
    ),
    # What is missing decides.
    (
        "art. 10a lid 6",
        "at 6 months, cooperation has not been judged",
        EVERY_DAY,
        months(6),
        OORDEEL,
        "voldoende_meegewerkt",
    ),
    (
        "art. 10a lid 6",
        "cooperated, how long it has lasted is not known",
        EVERY_DAY,
        MEEGEWERKT,
        ONBEKEND,
        "maanden_participatieplaats",
    ),
    # What is missing does not matter.
    ("art. 10a lid 6", "at 7 months, cooperation has not been judged", EVERY_DAY, months(7), NEE),
    (
        "art. 10a lid 6",
        "did not cooperate, all else unknown",
        EVERY_DAY,
        {"voldoende_meegewerkt": False},
        NEE,
    ),
)

CASES = [*PARTICIPATIEPLAATS, *VERLENGING, *VOORTZETTING, *PREMIE]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize("known", [DERDE_JAAR, VIERDE_JAAR], ids=["lid 9", "lid 10"])
@pytest.mark.parametrize("day", EVERY_DAY)
def test_an_extension_is_for_one_year(day: str, known: dict[str, object]) -> None:
    assert assess(NL, day, known)["participatieplaats_verlenging"].results == {"verlenging_maanden": 12}


# Article 31 lid 2 j: what was read of the amount, by day. None is a gap, not nothing.
@pytest.mark.parametrize(
    ("day", "euros"),
    [
        ("2018-01-01", None),
        ("2018-06-01", None),
        ("2022-12-31", None),
        ("2023-01-01", 2934),
        ("2023-12-31", 2934),
        ("2024-01-01", None),
        ("2025-12-31", None),
        ("2026-01-01", 3398),
        ("2026-07-01", 3398),
        ("2026-12-31", 3398),
        ("2027-01-01", None),
    ],
)
def test_the_premium_that_leaves_the_bijstand_alone(day: str, euros: int | None) -> None:
    premie = assess(NL, day, months(6) | MEEGEWERKT)["premie_participatieplaats"]
    assert premie.outcome is JA, "an unverified amount is a gap in the amount, not in the right"
    assert premie.results["vrijgelaten_euro_per_jaar"] == euros


@pytest.mark.parametrize("day", EVERY_DAY)
def test_how_high_the_premium_is_is_for_the_council(day: str) -> None:
    """Article 8a lid 1: the law itself sets no amount."""
    premie = assess(NL, day, months(6) | MEEGEWERKT)["premie_participatieplaats"]
    assert premie.results["max_euro_per_jaar"] is None
    assert premie.results["termijnen_per_jaar"] is None


def test_a_premium_that_is_not_due_has_no_amount() -> None:
    assert assess(NL, "2026-01-01", months(5) | MEEGEWERKT)["premie_participatieplaats"].results == {}
