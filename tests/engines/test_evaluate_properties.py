"""What must hold for every rule set and all facts, whatever the rules say."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, SMALL_ISLAND, completions, days, expressions, facts, rule_sets

from participatie.engines.evaluate import evaluate, value_of
from participatie.rules.check import check
from participatie.rules.expr import Expr, children
from participatie.rules.rule import RuleSet, ordered
from participatie.values import INT64_MAX, Boolean, Number, Type, Unit, Value, misfit


def with_ends(scope: dict[str, Type]) -> Iterator[dict[str, Value]]:
    """Two clients at the ends of all ranges."""
    numbers = {name: of for name, of in scope.items() if isinstance(of, Number)}
    yield {name: of.low for name, of in numbers.items()}
    yield {name: of.high for name, of in numbers.items()}


@given(rule_sets(), facts(ISLAND), days())
def test_a_checked_rule_set_never_fails(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    for ends in ({}, *with_ends(dict(ISLAND))):
        outcome = evaluate(rules, {**known, **ends}, on)
        assert list(outcome.values) == list(rules.rules)
        for name, value in outcome.values.items():
            of = rules.rules[name].type
            assert value is None or misfit(value, of) is None
            outcome.undecided(name)
            outcome.gaps(name)


@given(rule_sets(), days(), st.data())
def test_learning_a_fact_never_reverses_what_is_settled(rules: RuleSet, on: date, data: st.DataObject) -> None:
    known, more = (data.draw(facts(rules.inputs)) for _ in range(2))
    before, after = evaluate(rules, known, on), evaluate(rules, {**more, **known}, on)
    for name, value in before.values.items():
        if value is not None:
            assert after.values[name] == value
        elif after.values[name] is not None:
            event("a fact settled a rule")
            assert set(before.undecided(name)) & more.keys()


@given(rule_sets(), facts(ISLAND), days(), st.data())
def test_the_order_of_rules_and_facts_does_not_matter(
    rules: RuleSet, known: dict[str, Value], on: date, data: st.DataObject
) -> None:
    again = ordered(data.draw(st.permutations(list(rules.rules.values()))), ISLAND, [], rules.gaps)
    shuffled = dict(data.draw(st.permutations(list(known.items()))))
    one, other = evaluate(rules, known, on), evaluate(again, shuffled, on)
    assert other.values == one.values
    for name in rules.rules:
        assert other.undecided(name) == one.undecided(name)
        assert other.gaps(name) == one.gaps(name)


@given(rule_sets(SMALL_ISLAND, {}), facts(SMALL_ISLAND), days())
def test_what_is_settled_holds_however_the_rest_turns_out(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    outcome = evaluate(rules, known, on)
    settled = {name: value for name, value in outcome.values.items() if value is not None}
    event(f"settled: {bool(settled)}, open: {len(settled) < len(outcome.values)}")
    for completed in completions(known, rules.inputs):
        values = evaluate(rules, completed, on).values
        assert None not in values.values()  # with every fact known, nothing is open
        assert settled.items() <= values.items()


@given(rule_sets(), facts(ISLAND), days())
def test_an_open_rule_waits_for_unknown_facts(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    outcome = evaluate(rules, known, on)
    for name, value in outcome.values.items():
        asked, gaps = outcome.undecided(name), outcome.gaps(name)
        assert set(asked) <= rules.inputs.keys() - known.keys()
        assert set(gaps) <= rules.gaps
        assert len(set(asked)) == len(asked)
        assert len(set(gaps)) == len(gaps)
        if value is not None:
            assert asked == gaps == ()
        else:
            assert asked or gaps
            event("an open rule")


@given(rule_sets(gaps={}), facts(ISLAND), days())
def test_without_gaps_the_answers_settle_everything(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    outcome = evaluate(rules, known, on)
    for name, value in outcome.values.items():
        assert (value is None) == bool(outcome.undecided(name))
        assert outcome.gaps(name) == ()


def parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    for child in children(expr):
        yield from parts(child)


KINDS = st.sampled_from([Boolean(), *(Number(unit, -(10**9), 10**9) for unit in (None, Unit.CENTS, Unit.HOURS))])


@given(KINDS, facts({**ISLAND, **GAPS}), days(), st.data())
def test_every_number_stays_within_what_was_proved(
    of: Boolean | Number, known: dict[str, Value], on: date, data: st.DataObject
) -> None:
    scope = {**ISLAND, **GAPS}
    expr = data.draw(expressions(scope, of))
    for everything in (known, *({**known, **ends} for ends in with_ends(scope))):
        for part in parts(expr):
            checked = check(part, scope, [])
            value = value_of(part, everything, scope, on)
            if checked is None or not isinstance(checked.type, Number) or value is None:
                continue
            assert isinstance(value, int | Fraction)
            exact = Fraction(value)
            assert checked.type.low <= exact <= checked.type.high
            assert exact.denominator <= checked.type.scale
            assert abs(exact.numerator) <= INT64_MAX
            assert isinstance(value, int) or checked.type.scale > 1
