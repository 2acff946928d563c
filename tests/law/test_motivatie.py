"""The motivation model: willing, able and ready; which role, whose initiative, which goal, how to begin."""

import pytest
from completions import differing
from lawcases import JA, NEE, ONBEKEND, OORDEEL, assess

from participatie import Assessment, Outcome
from participatie.sources import Status

MOTIVATIE = "motivatie"
DAY = "2018-06-01"


def says(conclusion: str, known: dict[str, bool]) -> Assessment:
    return assess(MOTIVATIE, DAY, known)[conclusion]


MOTIVATED = {"willen": True, "kunnen": True, "eraan_toe": True}
FEASIBLE, ACTS = {"plannen_haalbaar": True}, {"komt_tot_actie": True}
NOT_FEASIBLE, DOES_NOT = {"plannen_haalbaar": False}, {"komt_tot_actie": False}

ROLES = [
    ("motivated, feasible plans, and acts", MOTIVATED | FEASIBLE | ACTS, ("regievoerder",), ()),
    # Motivated, but the plans are unrealistic or nothing happens: needs a push.
    ("plans are not feasible", MOTIVATED | NOT_FEASIBLE | ACTS, ("coproducent",), ()),
    ("does not act", MOTIVATED | FEASIBLE | DOES_NOT, ("coproducent",), ()),
    ("neither", MOTIVATED | NOT_FEASIBLE | DOES_NOT, ("coproducent",), ()),
    ("plans are not feasible, whether he acts or not", MOTIVATED | NOT_FEASIBLE, ("coproducent",), ()),
    # Motivation is a product: without one of the three there is none.
    ("does not want to", MOTIVATED | FEASIBLE | ACTS | {"willen": False}, ("toetser",), ()),
    ("is not able to", MOTIVATED | FEASIBLE | ACTS | {"kunnen": False}, ("toetser",), ()),
    ("is not ready for it", MOTIVATED | FEASIBLE | ACTS | {"eraan_toe": False}, ("toetser",), ()),
    ("does not want to, all else unknown", {"willen": False}, ("toetser",), ()),
    # What is missing decides.
    ("motivated, plans not judged", MOTIVATED | ACTS, ("regievoerder", "coproducent"), ("plannen_haalbaar",)),
    ("motivated, acting not known", MOTIVATED | FEASIBLE, ("regievoerder", "coproducent"), ("komt_tot_actie",)),
    (
        "readiness not judged, all else in order",
        {"willen": True, "kunnen": True} | FEASIBLE | ACTS,
        ("regievoerder", "toetser"),
        ("eraan_toe",),
    ),
    (
        "motivation not judged, plans not feasible",
        NOT_FEASIBLE,
        ("coproducent", "toetser"),
        ("willen", "kunnen", "eraan_toe"),
    ),
    (
        "nothing known",
        {},
        ("regievoerder", "coproducent", "toetser"),
        ("willen", "kunnen", "eraan_toe", "plannen_haalbaar", "komt_tot_actie"),
    ),
]
#: Who takes the initiative goes with the role.
INITIATIVE = {"regievoerder": "client", "coproducent": "gezamenlijk", "toetser": "klantmanager"}


@pytest.mark.parametrize(("known", "roles", "missing"), [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_role(known: dict[str, bool], roles: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = says("rol", known)
    assert (found.codes, set(found.missing)) == (roles, set(missing))


@pytest.mark.parametrize(("known", "roles", "missing"), [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_the_initiative_goes_with_the_role(
    known: dict[str, bool], roles: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = says("initiatief", known)
    assert (found.codes, set(found.missing)) == (tuple(INITIATIVE[role] for role in roles), set(missing))
    [*stated] = says("rol", known).extra.items()
    assert stated == ([] if missing else [("initiatief", INITIATIVE[roles[0]])])


OPEN = [
    # Whether someone acts can be asked; all the rest is judged.
    (MOTIVATED | ACTS, OORDEEL),
    (MOTIVATED | FEASIBLE, ONBEKEND),
    ({"willen": True, "kunnen": True} | FEASIBLE | ACTS, OORDEEL),
    ({}, ONBEKEND),
]


@pytest.mark.parametrize(("known", "outcome"), OPEN)
def test_what_only_a_person_can_say_is_a_judgement(known: dict[str, bool], outcome: Outcome) -> None:
    assert says("rol", known).outcome is outcome


def test_possible_roles_are_those_that_some_answers_lead_to() -> None:
    asked = ("willen", "kunnen", "eraan_toe", "plannen_haalbaar", "komt_tot_actie")
    assert differing(MOTIVATIE, "rol", DAY, *asked) == []
    assert differing(MOTIVATIE, "initiatief", DAY, *asked) == []


GOALS = [
    ({"taak_nieuw_of_complex": True}, JA, ("leerdoel",)),
    ({"taak_nieuw_of_complex": False}, JA, ("specifiek_doel",)),
    ({}, OORDEEL, ("leerdoel", "specifiek_doel")),
]


@pytest.mark.parametrize(("known", "outcome", "goals"), GOALS)
def test_goal(known: dict[str, bool], outcome: Outcome, goals: tuple[str, ...]) -> None:
    found = says("soort_doel", known)
    assert (found.outcome, found.codes) == (outcome, goals)
    # Either way for the short term, and drawn up together.
    assert found.extra == ({"termijn": "kort", "opgesteld": "samen"} if outcome is JA else {})


MIXED, SETBACK = "bereidheid_gemengd", "tegenslag_gehad"
AMBIVALENCE, SUPPORT = "ambivalentie_verkennen", "steun_na_tegenslag"
ORDER = "oordeel_gesprek_begin_1"

BEGIN = [
    ("wants and does not want", {MIXED: True, SETBACK: False}, JA, (AMBIVALENCE,), ()),
    ("a setback", {MIXED: False, SETBACK: True}, JA, (SUPPORT,), ()),
    # Which of the two goes first the source does not say.
    ("both", {MIXED: True, SETBACK: True}, OORDEEL, (AMBIVALENCE, SUPPORT), (ORDER,)),
    ("both, setback first", {MIXED: True, SETBACK: True, ORDER: True}, JA, (SUPPORT,), ()),
    ("both, ambivalence first", {MIXED: True, SETBACK: True, ORDER: False}, JA, (AMBIVALENCE,), ()),
    # With neither the source is silent, and nothing is made up.
    ("neither", {MIXED: False, SETBACK: False}, NEE, (), ()),
    ("willingness not judged", {SETBACK: False}, OORDEEL, (AMBIVALENCE,), (MIXED,)),
    ("whether there was a setback is not known", {MIXED: False}, ONBEKEND, (SUPPORT,), (SETBACK,)),
]


@pytest.mark.parametrize(
    ("known", "outcome", "codes", "missing"), [row[1:] for row in BEGIN], ids=[row[0] for row in BEGIN]
)
def test_how_the_conversation_begins(
    known: dict[str, bool], outcome: Outcome, codes: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = says("gesprek_begin", known)
    assert (found.outcome, found.codes, found.missing) == (outcome, codes, missing)


SOURCES = [
    # That motivation takes all three, and what self-direction is, are readings of ours.
    ("rol", MOTIVATED | FEASIBLE | ACTS, Status.OWN_READING),
    ("soort_doel", {"taak_nieuw_of_complex": True}, Status.SECONDARY),
    ("gesprek_begin", {MIXED: True, SETBACK: False}, Status.OWN_READING),
]


@pytest.mark.parametrize(("conclusion", "known", "status"), SOURCES, ids=[row[0] for row in SOURCES])
def test_how_far_it_was_verified(conclusion: str, known: dict[str, bool], status: Status) -> None:
    assert says(conclusion, known).status is status


def test_pitfalls_and_the_five_forms_are_shown() -> None:
    shown = {one.id for one in says("gesprek_begin", {}).assumptions}
    assert shown == {"gespreksvormen", "begin_bij_ambivalentie", "valkuilen", "volhouden"}
