"""Exact answers beside what trying everything says, on small worlds; and beside z3 on larger ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from everybody import CUT, OF_CUT, ON, TINY, People, constraints, rules_of_logic, some_of
from hypothesis import assume, event, given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, SMALL_ISLAND, Scope, days, facts, rule_sets

from participatie.engines.evaluate import Evaluation, evaluate
from participatie.engines.exact import Exact, ExactOutcome
from participatie.rules.constraint import Constraint
from participatie.rules.expr import (
    And,
    AtLeast,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    In,
    Literal,
    Not,
    Or,
    Ref,
    Since,
    all_of,
    any_of,
    children,
    references,
)
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.testing.town import Town, town
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Unit, Value


def atoms(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Not() | And() | Or() | AtLeast():
            for child in children(expr):
                yield from atoms(child)
        case Literal():
            pass
        case _:
            yield expr


def below(expr: Expr, rules: RuleSet) -> Iterator[str]:
    """The facts and gaps under an expression, as often as they are looked at."""
    for ref in references(expr):
        if ref.name in rules.rules:
            yield from below(rules.rules[ref.name].expr, rules)
        else:
            yield ref.name


def joins(rules: RuleSet, name: str) -> bool:
    """Whether some condition under a rule looks at several facts at once, at one several times, or counts open sets."""
    for atom in atoms(rules.rules[name].expr):
        if isinstance(atom, Ref) and atom.name in rules.rules:
            if joins(rules, atom.name):
                return True
        elif len(looks := list(below(atom, rules))) > 1 or set(looks) & {*rules.gaps, "schatten"}:
            return True
    return False


def booleans(rules: RuleSet) -> list[str]:
    return [name for name, rule in rules.rules.items() if isinstance(rule.type, Boolean)]


def agrees(found: ExactOutcome, reference: Evaluation, name: str) -> None:
    """What every answer must be beside the reference's."""
    if reference.values[name] is not None:
        assert found == ExactOutcome(reference.values[name] is True)
    if not found.exact:
        assert found.value == reference.values[name]
        assert found.missing == reference.undecided(name)
    if found.value is not None:
        assert not found.missing


@given(st.one_of(rule_sets(SMALL_ISLAND, {}), rules_of_logic(SMALL_ISLAND)), constraints(SMALL_ISLAND), st.data())
def test_what_all_completions_agree_on_is_settled(
    rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject
) -> None:
    everybody = People(rules, ties, SMALL_ISLAND)
    known = some_of(data, everybody)
    reference = evaluate(rules, known, ON)
    answers = Exact(rules, ties, SMALL_ISLAND).settle(reference)
    assert list(answers) == booleans(rules)
    for name, found in answers.items():
        agrees(found, reference, name)
        said = everybody.said(known, name)
        if found.value is not None:
            assert said == {found.value}
        elif found.exact:
            assert said == {True, False}
        assert found.exact or joins(rules, name)
        event(f"exact {found.exact}, settled {found.value is not None}, more {reference.values[name] != found.value}")


@given(st.one_of(rules_of_logic(TINY), rule_sets(TINY, {}, levels=1)), constraints(TINY), st.data())
def test_missing_is_what_some_smallest_set_of_answers_holds(
    rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject
) -> None:
    people = People(rules, ties, TINY)
    known = some_of(data, people)
    reference = evaluate(rules, known, ON)
    answers = Exact(rules, ties, TINY).settle(reference)
    for name in [name for name, found in answers.items() if found.exact and found.value is None][:1]:
        event(f"missing {len(answers[name].missing)}, with constraints {bool(ties)}")
        assert set(answers[name].missing) == people.missing(known, name)
        assert len(set(answers[name].missing)) == len(answers[name].missing)


@given(rules_of_logic(CUT), constraints(CUT, OF_CUT), st.data())
def test_what_is_missing_where_dates_and_open_lists_are_cut(
    rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject
) -> None:
    people = People(rules, ties, CUT, domains=OF_CUT)
    known = some_of(data, people)
    reference = evaluate(rules, known, ON)
    answers = Exact(rules, ties, CUT).settle(reference)
    for name, found in answers.items():
        agrees(found, reference, name)
        event(f"exact {found.exact}, missing {len(found.missing)}")
        if found.exact:
            said = people.said(known, name)
            assert found.value == (said.pop() if len(said) == 1 else None)
    for name in [name for name, found in answers.items() if found.exact and found.value is None][:1]:
        assert set(answers[name].missing) == people.missing(known, name)


@given(rules_of_logic(TINY), constraints(TINY, most=6), st.data())
def test_what_is_missing_along_chains_of_constraints(
    rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject
) -> None:
    people = People(rules, ties, TINY)
    known = some_of(data, people)
    answers = Exact(rules, ties, TINY).settle(evaluate(rules, known, ON))
    name = data.draw(st.sampled_from(booleans(rules)))
    assert answers[name].exact
    if answers[name].value is None:
        assert set(answers[name].missing) == people.missing(known, name)


@given(rules_of_logic(TINY), constraints(TINY), st.data())
def test_a_fact_that_may_have_no_value(rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject) -> None:
    has = Constraint(
        id="has", condition=Compare(Comparison.GE, Ref("boten"), Literal(0)), consequences={"heeft_boot": True}
    )
    ties = (*ties, has)
    people = People(rules, ties, TINY, ["boten"])
    known = some_of(data, people)
    reference = evaluate(rules, known, ON)
    answers = Exact(rules, ties, TINY).settle(reference)
    name = data.draw(st.sampled_from(booleans(rules)))
    assert answers[name].exact
    said = people.said(known, name)
    event(f"settled {len(said)}")
    assert answers[name].value == (said.pop() if len(said) == 1 else None)
    if answers[name].value is None:
        assert set(answers[name].missing) == people.missing(known, name)


@given(rule_sets(), facts(ISLAND), days(), st.data())
def test_learning_a_fact_never_reverses_what_is_settled(
    rules: RuleSet, known: dict[str, Value], on: date, data: st.DataObject
) -> None:
    more = {**data.draw(facts(rules.inputs)), **known}
    exact = Exact(rules)
    first, second = evaluate(rules, known, on), evaluate(rules, more, on)
    before, after = exact.settle(first), exact.settle(second)
    for name, found in before.items():
        agrees(found, first, name)
        agrees(after[name], second, name)
        if found.value is not None:
            assert after[name].value == found.value
        elif found.exact and after[name].value is not None:
            assert set(found.missing) & (more.keys() - known.keys())
        if found.exact and after[name].exact:
            assert set(after[name].missing) <= set(found.missing)
        assert found.exact or joins(rules, name)


# -- one thing at a time -------------------------------------------------------------


def settled(
    expr: Expr,
    scope: Scope,
    known: Mapping[str, Value] | None = None,
    ties: Sequence[Constraint] = (),
    on: date = ON,
    **more: Any,
) -> ExactOutcome:
    """The answer to one rule."""
    gaps = {name: of for name, of in GAPS.items() if name not in scope}
    rules = ordered([Rule(name="regel", expr=expr, type=Boolean())], scope, [], gaps)
    return Exact(rules, ties, scope, **more).settle(evaluate(rules, known or {}, on))["regel"]


A, B, C = Ref("a"), Ref("b"), Ref("c")
ABC: Scope = {"a": Boolean(), "b": Boolean(), "c": Boolean()}


def test_a_or_not_a() -> None:
    assert settled(any_of(A, Not(A)), ABC) == ExactOutcome(True)
    assert settled(all_of(A, Not(A)), ABC) == ExactOutcome(False)
    assert settled(any_of(all_of(A, B), all_of(A, Not(B))), ABC) == ExactOutcome(None, ("a",))
    assert settled(AtLeast(2, (A, Not(A), B)), ABC) == ExactOutcome(None, ("b",))


def test_what_follows_from_something_else() -> None:
    follows = Constraint(id="v", condition=A, consequences={"b": True})
    assert settled(B, ABC, {"a": True}, [follows]) == ExactOutcome(True)
    # That a holds would settle b too, so it is worth asking; c is not.
    assert settled(B, ABC, {}, [follows]) == ExactOutcome(None, ("b", "a"))
    assert settled(B, ABC, {"a": False}, [follows]) == ExactOutcome(None, ("b",))
    assert settled(any_of(Not(A), B, C), ABC, {}, [follows]) == ExactOutcome(True)
    apart = Constraint(id="w", condition=C, consequences={"b": False})
    assert settled(all_of(A, C), ABC, {}, [follows, apart]) == ExactOutcome(False)


def test_numbers_are_told_apart_where_rules_cut_them() -> None:
    scope: Scope = {"n": Number(None, 0, 100), "m": Number(None, 0, 100)}
    n, m = Ref("n"), Ref("m")

    def over(ref: Ref, number: int) -> Expr:
        return Compare(Comparison.GT, ref, Literal(number))

    assert settled(Compare(Comparison.LE, n, n), scope) == ExactOutcome(True)
    assert settled(any_of(over(n, 20), Not(over(n, 30))), scope) == ExactOutcome(True)
    assert settled(all_of(over(n, 30), Not(over(n, 30))), scope) == ExactOutcome(False)
    assert settled(over(n, 100), scope) == ExactOutcome(False)
    assert settled(over(n, 30), scope) == ExactOutcome(None, ("n",))
    tie = Constraint(id="v", condition=over(n, 50), consequences={"m": 7})
    assert settled(over(m, 9), scope, {"n": 60}, [tie]) == ExactOutcome(False)


def test_what_joins_facts_is_not_decided_exactly() -> None:
    scope: Scope = {"a": Boolean(), "n": Number(None, 0, 9), "m": Number(None, 0, 9)}
    more = Compare(Comparison.GT, Ref("n"), Ref("m"))
    less = Compare(Comparison.LE, Ref("n"), Ref("m"))
    assert settled(any_of(more, less), scope) == ExactOutcome(None, ("n", "m"), exact=False)
    assert settled(any_of(more, Not(more)), scope) == ExactOutcome(True)
    assert settled(all_of(more, A, Not(A)), scope) == ExactOutcome(False)
    assert settled(any_of(more, less), scope, {"n": 3, "m": 4}) == ExactOutcome(True)
    assert settled(all_of(more, A), scope, {"n": 3, "m": 2}) == ExactOutcome(None, ("a",))
    gap = Compare(Comparison.GT, Ref("n"), Ref("meetgetal"))
    assert settled(all_of(gap, A), scope) == ExactOutcome(None, ("n", "a"), exact=False)
    tie = Constraint(id="v", condition=more, consequences={"a": True})
    assert settled(A, scope, {}, [tie]) == ExactOutcome(None, ("a",), exact=False)


def test_dates_are_told_apart_where_counting_from_them_changes() -> None:
    scope: Scope = {"d": Date()}
    years = Since(Unit.YEARS, Ref("d"))
    adult = Compare(Comparison.GE, years, Literal(18, Unit.YEARS))
    early = Compare(Comparison.LT, Ref("d"), Literal(date(2008, 1, 2)))
    assert settled(any_of(adult, Not(early)), scope) == ExactOutcome(True)
    assert settled(any_of(adult, Not(early)), scope, on=date(2025, 12, 31)) == ExactOutcome(None, ("d",))
    assert settled(all_of(adult, Not(early)), scope) == ExactOutcome(False)


def test_a_date_and_what_is_counted_from_it() -> None:
    scope: Scope = {"d": Date(), "age": Number(Unit.YEARS, 0, 120), "a": Boolean()}
    counters = {"age": (Unit.YEARS, "d")}
    adult = Compare(Comparison.GE, Ref("age"), Literal(18, Unit.YEARS))
    early = Compare(Comparison.LT, Ref("d"), Literal(date(2000, 1, 1)))
    assert settled(adult, scope, counters=counters) == ExactOutcome(None, ("age",))
    assert settled(adult, scope, {"d": date(1988, 3, 2)}, counters=counters) == ExactOutcome(True)
    assert settled(any_of(adult, early), scope, counters=counters) == ExactOutcome(None, ("age", "d"), exact=False)


def test_what_was_counted_says_something_of_a_date_that_is_not_stated() -> None:
    scope: Scope = {"d": Date(), "age": Number(Unit.YEARS, 0, 120)}
    counters = {"age": (Unit.YEARS, "d")}
    early = Compare(Comparison.LT, Ref("d"), Literal(date(2000, 1, 1)))
    assert settled(early, scope, counters=counters) == ExactOutcome(None, ("d",))
    assert settled(early, scope, {"age": 80}, counters=counters) == ExactOutcome(None, ("d",), exact=False)
    assert settled(early, scope, {"age": 26, "d": date(1999, 12, 31)}, counters=counters) == ExactOutcome(True)
    assert settled(any_of(early, Not(early)), scope, {"age": 80}, counters=counters) == ExactOutcome(True)


def test_which_facts_are_tied() -> None:
    ties = [Constraint(id="v", condition=A, consequences={"b": True})]
    exact = Exact(ordered([Rule(name="regel", expr=C, type=Boolean())], ABC, []), ties, ABC)
    assert exact.tied("a", ON) == exact.tied("b", ON) == {"a", "b"}
    assert exact.tied("c", ON) == {"c"}
    assert exact.tied("niets", ON) == {"niets"}


def test_sets_are_told_apart_by_what_is_asked_of_them() -> None:
    closed: Scope = {"s": CodeSet(("x", "y", "z")), "a": Boolean()}
    holds = {code: Contains(Ref("s"), (code,)) for code in "xyz"}
    two = Compare(Comparison.GE, Count(Ref("s")), Literal(2))
    assert settled(all_of(two, Not(holds["x"]), Not(holds["y"])), closed) == ExactOutcome(False)
    assert settled(any_of(holds["x"], Not(Contains(Ref("s"), ("x", "y")))), closed) == ExactOutcome(None, ("s",))
    opened: Scope = {"s": CodeSet(None)}
    assert settled(all_of(two, Not(holds["x"]), Not(holds["y"])), opened) == ExactOutcome(None, ("s",))
    assert settled(any_of(two, Not(two)), opened) == ExactOutcome(True)
    tie = Constraint(id="v", condition=A, consequences={"s": frozenset({"x"})})
    assert settled(two, closed, {"a": True}, [tie]) == ExactOutcome(False)


def test_open_codes_have_one_more() -> None:
    scope: Scope = {"k": Code(None)}
    assert settled(any_of(In(Ref("k"), ("x",)), In(Ref("k"), ("y",))), scope) == ExactOutcome(None, ("k",))
    closed: Scope = {"k": Code(("x", "y"))}
    assert settled(any_of(In(Ref("k"), ("x",)), In(Ref("k"), ("y",))), closed) == ExactOutcome(True)


def test_what_cannot_be_true_together_is_not_decided_exactly() -> None:
    first = Constraint(id="v", condition=all_of(A, C), consequences={"b": True})
    second = Constraint(id="w", condition=all_of(A, Not(C)), consequences={"b": True})
    found = settled(C, ABC, {"a": True, "b": False}, [first, second])
    assert found == ExactOutcome(None, ("c",), exact=False)


def test_too_large_is_not_decided_exactly() -> None:
    assert settled(any_of(A, B, C), ABC, most=6) == ExactOutcome(None, ("a", "b", "c"), exact=False)


def test_a_compiled_set_serves_every_client_and_date() -> None:
    made = town(3, rules=40, facts=20)
    exact = Exact(made.rules, made.constraints, made.scope)
    for seed in range(20):
        known = made.citizen(seed, seed / 20)
        for on in (date(2018, 6, 1), ON):
            reference = evaluate(made.rules, known, on)
            again = Exact(made.rules, made.constraints, made.scope).settle(reference)
            assert dict(exact.settle(reference)) == dict(again)


# -- beside z3, on worlds too large to try -------------------------------------------------


class Solver:
    """The rules of a town for z3: the same meaning, written down once more."""

    def __init__(self, z3: Any, of: Town) -> None:
        self.z3, self.of = z3, of
        self.inputs = of.scope
        self.rules: dict[str, Any] = {}
        for name, rule in of.rules.rules.items():
            self.rules[name] = self.term(rule.expr)
        self.solver = z3.Solver()
        for name, kind in self.inputs.items():
            self.solver.add(self.within(name, kind))
        for one in of.constraints:
            then = [self.fact(name) == value for name, value in one.consequences.items()]
            self.solver.add(z3.Implies(self.term(one.condition), z3.And(then)))

    def fact(self, name: str) -> Any:
        match self.inputs[name]:
            case Boolean():
                return self.z3.Bool(name)
            case _:
                return self.z3.Int(name)

    def held(self, name: str, code: str) -> Any:
        return self.z3.Bool(f"{name}:{code}")

    def within(self, name: str, of: Type) -> Any:
        match of:
            case Number(_, low, high):
                return self.z3.And(self.fact(name) >= low, self.fact(name) <= high)
            case Date():
                low, high = date.min.toordinal(), date.max.toordinal()
                return self.z3.And(self.fact(name) >= low, self.fact(name) <= high)
            case Code(codes):
                return self.z3.And(self.fact(name) >= 0, self.fact(name) < len(codes or ()))
            case _:
                return True

    def known(self, name: str, value: Value) -> Any:
        match self.inputs[name], value:
            case CodeSet(codes), frozenset():
                return self.z3.And([self.held(name, code) == (code in value) for code in codes or ()])
            case Code(codes), str():
                return self.fact(name) == (codes or ()).index(value)
            case _, date():
                return self.fact(name) == value.toordinal()
            case _:
                return self.fact(name) == value

    def term(self, expr: Expr) -> Any:  # noqa: PLR0911 - one case per node of a town
        match expr:
            case Ref(name):
                return self.rules[name] if name in self.rules else self.fact(name)
            case Not(operand):
                return self.z3.Not(self.term(operand))
            case And(operands):
                return self.z3.And([self.term(one) for one in operands])
            case Or(operands):
                return self.z3.Or([self.term(one) for one in operands])
            case AtLeast(count, operands):
                return self.z3.AtLeast(*[self.term(one) for one in operands], count)
            case In(Ref(name), codes):
                of = self.inputs[name]
                assert isinstance(of, Code)
                return self.z3.Or([self.fact(name) == (of.codes or ()).index(code) for code in codes])
            case Contains(Ref(name), codes):
                return self.z3.Or([self.held(name, code) for code in codes])
            case Compare(how, Since(_, Ref(name)), Literal(int() as years)):
                # So many years have passed for who was born on this day, or before it.
                born, next_born = (date(ON.year - one, ON.month, ON.day).toordinal() for one in (years, years + 1))
                before = {Comparison.GE: born, Comparison.LT: born, Comparison.GT: next_born, Comparison.LE: next_born}
                passed = self.fact(name) <= before[how]
                return passed if how in {Comparison.GE, Comparison.GT} else self.z3.Not(passed)
            case Compare(how, Ref(name), Literal(int() as number)):
                fact = self.fact(name)
                ways = {
                    Comparison.LT: fact < number,
                    Comparison.LE: fact <= number,
                    Comparison.GT: fact > number,
                    Comparison.GE: fact >= number,
                }
                return ways[how]
            case _:
                raise AssertionError(expr)

    def possible(self, known: Mapping[str, Value], *more: Any) -> bool:
        told = [self.known(name, value) for name, value in known.items()]
        return bool(self.solver.check(*told, *more) == self.z3.sat)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.floats(0, 1))
def test_z3_says_the_same(seed: int, person: int, share: float) -> None:
    z3 = pytest.importorskip("z3", reason="z3 is the oracle")
    made = town(seed, rules=25, facts=30)
    solver, known = Solver(z3, made), made.citizen(person, share)
    assume(solver.possible(known))
    reference = evaluate(made.rules, known, ON)
    for name, found in Exact(made.rules, made.constraints, made.scope).settle(reference).items():
        agrees(found, reference, name)
        assert found.exact
        can = [value for value in (False, True) if solver.possible(known, solver.rules[name] == value)]
        assert found.value == (can[0] if len(can) == 1 else None)
        event("settled where the reference is not" if found.value != reference.values[name] else "like the reference")
