"""The columns of polars and the reference say the same, whatever the rules and whatever is known."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import event, given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, SMALL_ISLAND, completions, days, expressions, facts, rule_sets

from participatie.engines.columns import Columns, dtype
from participatie.engines.evaluate import evaluate
from participatie.rules.expr import Case, Literal, Ref
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean, Number, Type, Unit, Value

#: So many clients for each generated rule set, as the rows of one table.
PER_SET = 10


def table(clients: Sequence[Mapping[str, Value]], inputs: Mapping[str, Type]) -> pl.DataFrame:
    """Clients as rows; what is not known of one is a gap."""
    data = {
        name: [sorted(one[name]) if isinstance(one.get(name), frozenset) else one.get(name) for one in clients]  # type: ignore[arg-type]
        for name in inputs
    }
    kinds = {name: dtype(of) for name, of in inputs.items()}
    made = pl.DataFrame({"rij": range(len(clients)), **data}, schema={"rij": pl.Int64, **kinds})
    return pl.concat([made.head(3), made]).tail(made.height)  # a part of a table, which begins in the middle of a byte


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        above, below = value["teller"], value["noemer"]
        return None if above is None or below is None else Fraction(above, below)
    return value


def agrees(rules: RuleSet, clients: Sequence[Mapping[str, Value]], on: date) -> None:
    settled = Columns(rules, on).settle(table(clients, rules.inputs))
    for number, known in enumerate(clients):
        expected = evaluate(rules, known, on).values
        row = {name: plain(value) for name, value in settled.row(number, named=True).items()}
        assert row == expected
        for name, value in expected.items():
            assert isinstance(row[name], bool) is isinstance(value, bool)


@given(rule_sets(), days(), st.data())
def test_the_same_value_for_every_rule(rules: RuleSet, on: date, data: st.DataObject) -> None:
    clients = data.draw(st.lists(facts(rules.inputs), min_size=PER_SET, max_size=PER_SET))
    numbers = {name: of for name, of in rules.inputs.items() if isinstance(of, Number)}
    ends = [{name: of.low for name, of in numbers.items()}, {name: of.high for name, of in numbers.items()}]
    agrees(rules, [*clients, *ends, {}], on)


@given(rule_sets(SMALL_ISLAND, {}), facts(SMALL_ISLAND), days())
def test_the_same_value_however_the_rest_turns_out(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    agrees(rules, list(itertools.islice(completions(known, rules.inputs), 200)), on)


KINDS = st.sampled_from([Boolean(), *(Number(unit, -(10**9), 10**9) for unit in (None, Unit.CENTS, Unit.HOURS))])


@given(KINDS, days(), st.data())
def test_the_same_value_for_a_loose_expression(of: Boolean | Number, on: date, data: st.DataObject) -> None:
    scope = {**ISLAND, **GAPS}
    rules = RuleSet({"los": Rule(name="los", expr=data.draw(expressions(scope, of)), type=of)}, scope)
    clients = data.draw(st.lists(facts(scope), min_size=PER_SET, max_size=PER_SET))
    agrees(rules, clients, on)


@given(rule_sets(), days(), st.data())
def test_waits_for_what_the_reference_calls_undecided(rules: RuleSet, on: date, data: st.DataObject) -> None:
    clients = data.draw(st.lists(facts(rules.inputs), min_size=PER_SET, max_size=PER_SET))
    engine = Columns(rules, on)
    names = [*rules.inputs, *rules.gaps]
    wanted = {
        f"{rule}<{name}": engine.nodes.waits(engine.nodes.rules[rule], [name]) for rule in rules.rules for name in names
    }
    found = engine.nodes.program(wanted).run(table(clients, rules.inputs))
    for number, known in enumerate(clients):
        reference = evaluate(rules, known, on)
        row = found.row(number, named=True)
        for rule in rules.rules:
            expected = {*reference.undecided(rule), *reference.gaps(rule)}
            assert {name for name in names if row[f"{rule}<{name}"]} == expected
            event(f"waits for {len(expected)}")


def test_a_row_that_makes_no_difference_by_itself_is_waited_for_as_well() -> None:
    one, other = Literal(1), Literal(0)
    inputs = {"kust": Boolean(), "heeft_boot": Boolean()}
    short = Case(((Ref("kust"), other),), one)
    long = Case(((Ref("kust"), other), (Ref("heeft_boot"), one)), one)
    whole = Number(None, 0, 1)
    rules = ordered([Rule(name="kort", expr=short, type=whole), Rule(name="lang", expr=long, type=whole)], inputs, [])
    engine = Columns(rules, date(2018, 6, 1))
    wanted = {
        f"{rule}<{name}": engine.nodes.waits(engine.nodes.rules[rule], [name])
        for rule in rules.rules
        for name in inputs
    }
    found = engine.nodes.program(wanted).run(table([{}], inputs)).row(0, named=True)
    reference = evaluate(rules, {}, date(2018, 6, 1))
    assert reference.undecided("lang") == ("kust", "heeft_boot")
    for rule in rules.rules:
        assert {name for name in inputs if found[f"{rule}<{name}"]} == {*reference.undecided(rule)}
