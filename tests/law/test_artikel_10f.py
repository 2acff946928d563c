"""Participatiewet, article 10f, until 2026: support for a leer-werktraject."""

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

UNTIL_2026 = days(until="2026")

GEBODEN = {"leerwerktraject_geboden": True, "ondersteuning_nodig_voor_leerwerktraject": True}
# Under 18 the school duty counts, from 18 on the startkwalificatie.
LEERPLICHTIG = GEBODEN | {"leeftijd": 17, "leer_of_kwalificatieplicht_geeindigd": False}
JONGVOLWASSEN = GEBODEN | {"leeftijd": 20, "heeft_startkwalificatie": False}
# Someone who qualifies under one letter only, so that the 18th birthday shows.
ALLEEN_B = GEBODEN | {"leer_of_kwalificatieplicht_geeindigd": True, "heeft_startkwalificatie": False}
ALLEEN_A = GEBODEN | {"leer_of_kwalificatieplicht_geeindigd": False, "heeft_startkwalificatie": True}


def born(day: str, known: dict[str, bool]) -> dict[str, object]:
    return {**known, "geboortedatum": day}


CASES = table(
    "leer_werktraject_10f",
    ("art. 10f a", "17, school duty not ended", UNTIL_2026, LEERPLICHTIG, JA),
    ("art. 10f a", "16, school duty not ended", UNTIL_2026, LEERPLICHTIG | {"leeftijd": 16}, JA),
    ("art. 10f a", "15", UNTIL_2026, LEERPLICHTIG | {"leeftijd": 15}, NEE),
    ("art. 10f a", "17, school duty ended", UNTIL_2026, ALLEEN_B | {"leeftijd": 17}, NEE),
    ("art. 10f b", "20 without startkwalificatie", UNTIL_2026, JONGVOLWASSEN, JA),
    (
        "art. 10f b",
        "20 with startkwalificatie",
        UNTIL_2026,
        JONGVOLWASSEN | {"heeft_startkwalificatie": True},
        NEE,
    ),
    ("art. 10f b", "18 without startkwalificatie", UNTIL_2026, ALLEEN_B | {"leeftijd": 18}, JA),
    ("art. 10f b", "18 with startkwalificatie", UNTIL_2026, ALLEEN_A | {"leeftijd": 18}, NEE),
    ("art. 10f b", "26 without startkwalificatie", UNTIL_2026, JONGVOLWASSEN | {"leeftijd": 26}, JA),
    ("art. 10f b", "27 without startkwalificatie", UNTIL_2026, JONGVOLWASSEN | {"leeftijd": 27}, NEE),
    # The 18th birthday, and the day before.
    ("art. 10f a", "the day before turning 18", "2018-05-31", born("2000-06-01", ALLEEN_A), JA),
    ("art. 10f b", "the 18th birthday, startkwalificatie", "2018-06-01", born("2000-06-01", ALLEEN_A), NEE),
    ("art. 10f a", "the day before turning 18, duty ended", "2018-05-31", born("2000-06-01", ALLEEN_B), NEE),
    ("art. 10f b", "the 18th birthday", "2018-06-01", born("2000-06-01", ALLEEN_B), JA),
    ("art. 10f a", "18, born 29 February, on 28 February", "2018-02-28", born("2000-02-29", ALLEEN_B), NEE),
    ("art. 10f b", "18, born 29 February, on 1 March", "2018-03-01", born("2000-02-29", ALLEEN_B), JA),
    # The 27th birthday, and the day before.
    ("art. 10f b", "the day before turning 27", "2018-05-31", born("1991-06-01", ALLEEN_B), JA),
    ("art. 10f b", "the 27th birthday", "2018-06-01", born("1991-06-01", ALLEEN_B), NEE),
    ("art. 10f b", "27, born 29 February, on 28 February", "2023-02-28", born("1996-02-29", ALLEEN_B), JA),
    ("art. 10f b", "27, born 29 February, on 1 March", "2023-03-01", born("1996-02-29", ALLEEN_B), NEE),
    ("art. 10f b", "the last day of the article, 26", "2025-12-31", born("1999-01-01", ALLEEN_B), JA),
    # The two conditions for everybody.
    (
        "art. 10f",
        "the college finds a leer-werktraject not called for, all else unknown",
        UNTIL_2026,
        {"leerwerktraject_geboden": False},
        NEE,
    ),
    (
        "art. 10f",
        "no support is needed, all else unknown",
        UNTIL_2026,
        {"ondersteuning_nodig_voor_leerwerktraject": False},
        NEE,
    ),
    # What is missing decides.
    (
        "art. 10f",
        "whether it is called for has not been judged",
        UNTIL_2026,
        without(JONGVOLWASSEN, "leerwerktraject_geboden"),
        OORDEEL,
        "leerwerktraject_geboden",
    ),
    (
        "art. 10f",
        "whether support is needed is not known",
        UNTIL_2026,
        without(JONGVOLWASSEN, "ondersteuning_nodig_voor_leerwerktraject"),
        ONBEKEND,
        "ondersteuning_nodig_voor_leerwerktraject",
    ),
    (
        "art. 10f",
        "neither is known: not only a judgement",
        UNTIL_2026,
        without(JONGVOLWASSEN, "leerwerktraject_geboden", "ondersteuning_nodig_voor_leerwerktraject"),
        ONBEKEND,
        "leerwerktraject_geboden",
        "ondersteuning_nodig_voor_leerwerktraject",
    ),
    (
        "art. 10f b",
        "20, whether there is a startkwalificatie is not known",
        UNTIL_2026,
        without(JONGVOLWASSEN, "heeft_startkwalificatie"),
        ONBEKEND,
        "heeft_startkwalificatie",
    ),
    (
        "art. 10f a",
        "17, whether the school duty has ended is not known",
        UNTIL_2026,
        without(LEERPLICHTIG, "leer_of_kwalificatieplicht_geeindigd"),
        ONBEKEND,
        "leer_of_kwalificatieplicht_geeindigd",
    ),
    ("art. 10f", "of unknown age", UNTIL_2026, ALLEEN_A, ONBEKEND, "leeftijd"),
    # What is missing does not matter.
    ("art. 10f", "27, all else unknown", UNTIL_2026, {"leeftijd": 27}, NEE),
    # Since 2026 there is no article 10f, whatever is known.
    ("art. 10f", "lapsed", days(since="2026"), JONGVOLWASSEN, NEE),
    ("art. 10f", "lapsed, nothing known", days(since="2026"), {}, NEE),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)
