"""What follows from facts by the constraints between them, and what cannot be true together."""

import itertools
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ISLAND, Scope

from participatie.engines.evaluate import value_of
from participatie.rules.check import check
from participatie.rules.constraint import Closed, Constraint, close
from participatie.rules.expr import Expr
from participatie.rules.semantics import Truth
from participatie.rules.text import parse
from participatie.values import Boolean, Value

SCOPE: Scope = {**ISLAND, **dict.fromkeys("pqrst", Boolean())}


def constraint(id_: str, condition: str, **consequences: Value) -> Constraint:
    expr = parse(condition, [])
    assert expr is not None
    checked = check(expr, SCOPE, [], Boolean())
    assert checked is not None
    return Constraint(id=id_, condition=checked.expr, consequences=consequences)


def holds(condition: Expr, known: Mapping[str, Value]) -> Truth:
    value = value_of(condition, known, SCOPE, date(2018, 6, 1))
    assert value is None or isinstance(value, bool)
    return value


def closed(constraints: list[Constraint], **facts: Value) -> Closed:
    return close(constraints, facts, holds)


def derived(found: Closed) -> dict[str, tuple[Value, str]]:
    return {name: (found.facts[name], behind.id) for name, behind in found.because.items()}


def clashes(found: Closed) -> set[tuple[str, str]]:
    return {(clash.constraint.id, clash.fact) for clash in found.clashes}


GUEST = constraint("gast", "is_gast", heeft_boot=False, haven="baai")
PILOT = constraint("loods", "niet kan_zwemmen", heeft_boot=True)
RANK = constraint("rang", "rang >= stuurman en heeft_boot", kan_zwemmen=True)
RICH = constraint("rijk", "schelpen > 10", talen=frozenset({"wind"}))


# -- forward ------------------------------------------------------------------------------


def test_consequences_follow() -> None:
    found = closed([GUEST], is_gast=True)
    assert found.facts == {"is_gast": True, "heeft_boot": False, "haven": "baai"}
    assert derived(found) == {"heeft_boot": (False, "gast"), "haven": ("baai", "gast")}
    assert found.clashes == ()


@pytest.mark.parametrize("facts", [{}, {"is_gast": False}, {"kan_zwemmen": True}])
def test_nothing_follows_where_the_condition_does_not_hold(facts: dict[str, Value]) -> None:
    found = closed([GUEST, PILOT], **facts)
    assert found == Closed(facts, {}, ())


def test_stated_facts_are_not_derived() -> None:
    found = closed([GUEST], is_gast=True, heeft_boot=False)
    assert derived(found) == {"haven": ("baai", "gast")}


def test_what_follows_leads_on() -> None:
    found = closed([RANK, PILOT, RICH], kan_zwemmen=False, rang="matroos", schelpen=11)
    assert derived(found) == {"heeft_boot": (True, "loods"), "talen": (frozenset({"wind"}), "rijk")}
    steps = [constraint(one, one, **{other: True}) for one, other in itertools.pairwise("tsrqp")]
    assert derived(closed(steps[::-1], t=True)) == {other: (True, one) for one, other in itertools.pairwise("tsrqp")}


def test_the_given_facts_are_left_alone() -> None:
    facts: dict[str, Value] = {"is_gast": True}
    close([GUEST], facts, holds)
    assert facts == {"is_gast": True}


# -- the other way round ------------------------------------------------------------------


def test_contrapositive_of_a_fact() -> None:
    found = closed([GUEST], heeft_boot=True)
    assert derived(found) == {"is_gast": (False, "gast")}  # and its other consequence stays open


def test_contrapositive_of_a_negated_fact() -> None:
    assert derived(closed([PILOT], heeft_boot=False)) == {"kan_zwemmen": (True, "loods")}


def test_contrapositives_lead_on() -> None:
    found = closed([PILOT, GUEST], is_gast=True)
    assert derived(found) == {
        "heeft_boot": (False, "gast"),
        "haven": ("baai", "gast"),
        "kan_zwemmen": (True, "loods"),
    }


@pytest.mark.parametrize("facts", [{"kan_zwemmen": False}, {"kan_zwemmen": False, "rang": "kapitein"}])
def test_no_contrapositive_of_a_compound_condition(facts: dict[str, Value]) -> None:
    found = closed([RANK], **facts)
    assert found == Closed(facts, {}, ())


def test_no_contrapositive_of_a_comparison() -> None:
    assert derived(closed([RICH], talen=frozenset())) == {}


# -- clashes --------------------------------------------------------------------------------


def test_a_clash_is_reported_and_the_stated_fact_stays() -> None:
    found = closed([GUEST], is_gast=True, heeft_boot=True)
    assert clashes(found) == {("gast", "heeft_boot")}
    assert found.facts == {"is_gast": True, "heeft_boot": True, "haven": "baai"}


def test_each_clash_is_reported_once() -> None:
    more = constraint("meer", "heeft_boot", p=True)
    found = closed([GUEST, more], is_gast=True, heeft_boot=True, haven="rif")
    assert [(clash.constraint.id, clash.fact) for clash in found.clashes] == [
        ("gast", "heeft_boot"),
        ("gast", "haven"),
    ]


def test_a_clash_between_constraints() -> None:
    found = closed([GUEST, PILOT], is_gast=True, kan_zwemmen=False)
    assert clashes(found) == {("loods", "heeft_boot")}
    assert derived(found)["heeft_boot"] == (False, "gast")


def test_no_clash_where_a_condition_is_false_or_open() -> None:
    assert closed([GUEST], is_gast=False, heeft_boot=True).clashes == ()
    assert closed([RANK], rang="kapitein", kan_zwemmen=False).clashes == ()


# -- in any order, and always to an end ---------------------------------------------------------

LITERALS = st.tuples(st.sampled_from("pqrst"), st.booleans())


@st.composite
def constraint_lists(draw: st.DrawFn) -> list[Constraint]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        parts = [("" if sign else "niet ") + name for name, sign in draw(st.lists(LITERALS, min_size=1, max_size=2))]
        joined = draw(st.sampled_from((" en ", " of "))).join(parts)
        consequences = dict(draw(st.lists(LITERALS, min_size=1, max_size=2)))
        made.append(constraint(f"c{number}", joined, **consequences))
    return made


FACTS = st.dictionaries(st.sampled_from("pqrst"), st.booleans())


@given(constraint_lists(), FACTS, st.data())
def test_the_order_does_not_matter(constraints: list[Constraint], facts: dict[str, bool], data: st.DataObject) -> None:
    found = closed(constraints, **facts)
    other_facts = dict(data.draw(st.permutations(list(facts.items()))))
    assert closed(data.draw(st.permutations(constraints)), **other_facts) == found


@given(constraint_lists(), FACTS)
def test_everything_derived_holds_in_every_case_that_satisfies_all(
    constraints: list[Constraint], facts: dict[str, bool]
) -> None:
    def satisfied(case: Mapping[str, bool]) -> bool:
        return all(
            case[name] == value
            for one in constraints
            if holds(one.condition, case)
            for name, value in one.consequences.items()
        )

    cases = [dict(zip("pqrst", values, strict=True)) for values in itertools.product((False, True), repeat=5)]
    possible = [case for case in cases if facts.items() <= case.items() and satisfied(case)]
    found = closed(constraints, **facts)
    assert facts.items() <= found.facts.items()
    assert found.because.keys() == found.facts.keys() - facts.keys()
    for case in possible:
        assert found.facts.items() <= case.items()
    if found.clashes:
        assert not possible
    assert closed(constraints, **found.facts).because == {}  # nothing is left to follow
