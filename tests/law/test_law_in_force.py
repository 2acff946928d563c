"""What is not in force on a day is a no with a reason, whatever is known; and what changes on a day."""

from collections.abc import Mapping
from datetime import date

import pytest
from lawcases import HEEMSKERK, JA, NEE, NL, OORDEEL, assess

from participatie import Assessment
from participatie.policy.snapshot import NotInForce

JULY_2023, NEW_YEAR_2026 = date(2023, 7, 1), date(2026, 1, 1)

# Everything that any of the four asks for, said in favour.
IN_FAVOUR = {
    "leeftijd": 20,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "weken_sinds_melding": 30,
    "onderwijs_onmogelijk_of_ongeschikt": True,
    "heeft_startkwalificatie": False,
    "leerwerktraject_geboden": True,
    "ondersteuning_nodig_voor_leerwerktraject": True,
    "proefplaats_gericht_op_dienstverband_zelfde_werkgever": True,
    "proefplaats_toestemming_gevraagd_maanden": 2,
    "scholing_vergroot_kansen": True,
}

NOT_IN_FORCE = [
    # not yet
    (NL, "proefplaats", "2018-01-01", NotInForce(since=JULY_2023)),
    (NL, "proefplaats", "2023-06-30", NotInForce(since=JULY_2023)),
    (NL, "ondersteuning_7a", "2018-01-01", NotInForce(since=NEW_YEAR_2026)),
    (NL, "ondersteuning_7a", "2025-12-31", NotInForce(since=NEW_YEAR_2026)),
    (HEEMSKERK, "scholing", "2018-02-28", NotInForce(since=date(2018, 3, 1))),
    # no longer
    (
        NL,
        "leer_werktraject_10f",
        "2026-01-01",
        NotInForce(until=NEW_YEAR_2026, succeeded_by="ondersteuning_7a"),
    ),
    (
        NL,
        "leer_werktraject_10f",
        "2026-07-01",
        NotInForce(until=NEW_YEAR_2026, succeeded_by="ondersteuning_7a"),
    ),
]


@pytest.mark.parametrize(("pack", "provision", "day", "reason"), NOT_IN_FORCE)
@pytest.mark.parametrize("known", [{}, IN_FAVOUR], ids=["nothing known", "all in favour"])
def test_not_in_force(pack: str, provision: str, day: str, reason: NotInForce, known: Mapping[str, object]) -> None:
    found = assess(pack, day, known)[provision]
    assert (found.outcome, found.missing, found.reason) == (NEE, (), reason)


IN_FORCE = [
    (NL, "proefplaats", "2023-07-01"),
    (NL, "ondersteuning_7a", "2026-01-01"),
    (HEEMSKERK, "scholing", "2018-03-01"),
    (NL, "leer_werktraject_10f", "2018-01-01"),
    (NL, "leer_werktraject_10f", "2025-12-31"),
]


@pytest.mark.parametrize(("pack", "provision", "day"), IN_FORCE)
def test_in_force(pack: str, provision: str, day: str) -> None:
    found = assess(pack, day, IN_FAVOUR)[provision]
    assert (found.outcome, found.reason) == (JA, None)


def test_a_no_on_the_conditions_gives_no_other_reason() -> None:
    assert assess(NL, "2026-01-01", {"leeftijd": 27})["ondersteuning_7a"].reason is None


# -- one client, the last day of the old law and the first of the new -------------------------

STUDEREN_PAST_NIET = {
    "leeftijd": 22,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "weken_sinds_melding": 30,
    "heeft_startkwalificatie": False,
    "leerwerktraject_geboden": True,
    "ondersteuning_nodig_voor_leerwerktraject": True,
    "school_verzoekt_ondersteuning": False,
    "in_initieel_hoger_onderwijs": False,
}
VEERTIG = {
    "leeftijd": 40,
    "ontvangt_algemene_bijstand": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 0,
}


def both(known: Mapping[str, object], provision: str) -> tuple[Assessment, Assessment]:
    """The assessment on the last day of 2025, and that on the first of 2026."""
    return assess(NL, "2025-12-31", known)[provision], assess(NL, "2026-01-01", known)[provision]


def in_the_way(assessment: Assessment) -> list[str]:
    """The articles of the exclusions that apply."""
    steps = assessment.why.steps
    return [str(step.source) for step in steps if (step.role, step.outcome) == ("tenzij", "ja")]


def source_of(assessment: Assessment, rule: str) -> str:
    return next(str(step.source) for step in assessment.why.walk() if step.rule == rule)


def test_under_27_the_support_of_article_7_ends_and_its_exclusion_is_named() -> None:
    before, after = both(STUDEREN_PAST_NIET, "ondersteuning_7_1_a")
    assert (before.outcome, after.outcome) == (JA, NEE)
    assert in_the_way(before) == []
    assert in_the_way(after) == ["artikel 7 lid 3 onder a Participatiewet"]


def test_until_2026_that_exclusion_asked_for_school_too() -> None:
    rule = "ondersteuning_7_1_a/jonger_dan_27"
    before, after = both(STUDEREN_PAST_NIET, "ondersteuning_7_1_a")
    seen = [
        {seen.name for step in one.why.walk() if step.rule == rule for seen in step.seen} for one in (before, after)
    ]
    assert seen == [{"leeftijd", "kan_rijksbekostigd_onderwijs_volgen"}, {"leeftijd"}]


def test_article_7a_takes_over_and_leaves_school_to_judge() -> None:
    before, after = both(STUDEREN_PAST_NIET, "ondersteuning_7a")
    assert (before.outcome, before.reason) == (NEE, NotInForce(since=NEW_YEAR_2026))
    assert (after.outcome, after.missing) == (OORDEEL, ("onderwijs_onmogelijk_of_ongeschikt",))


def test_the_leer_werktraject_names_its_successor() -> None:
    before, after = both(STUDEREN_PAST_NIET, "leer_werktraject_10f")
    assert (before.outcome, after.outcome) == (JA, NEE)
    assert after.reason is not None
    assert after.reason.succeeded_by == "ondersteuning_7a"


@pytest.mark.parametrize(("age", "outcome"), [(26, NEE), (27, JA), (40, JA)])
def test_the_age_of_the_participatieplaats_stays_and_rests_on_another_article(age: int, outcome: str) -> None:
    before, after = both(VEERTIG | {"leeftijd": age}, "participatieplaats")
    assert (before.outcome, after.outcome) == (outcome, outcome)
    rule = "participatieplaats/leeftijd"
    assert source_of(before, rule) == "artikel 7 lid 8 Participatiewet"
    assert source_of(after, rule) == "artikel 7 lid 3 onder a Participatiewet"
    assert before.explain() != after.explain()


def test_the_college_may_find_support_necessary_from_july_2023() -> None:
    known = STUDEREN_PAST_NIET | {"weken_sinds_melding": 3, "ondersteuning_noodzakelijk": True}
    before, after = (assess(NL, day, known)["ondersteuning_7_1_a"] for day in ("2023-06-30", "2023-07-01"))
    assert (before.outcome, after.outcome) == (NEE, JA)
    assert in_the_way(before) == ["artikel 7 lid 3 onder b Participatiewet"]
    assert in_the_way(after) == []
