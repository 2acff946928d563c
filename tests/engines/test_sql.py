"""SQL and the reference say the same, whatever the rules and whatever is known."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, days, expressions, facts, rule_sets
from warehouses import DuckDB, Warehouse, answers, load

from participatie.engines.evaluate import evaluate
from participatie.engines.sql.script import query
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, CodeSet, Number, Unit, Value

#: So many clients for each generated rule set: making and reading the views takes longer than asking them.
PER_SET = 10


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    yield DuckDB()


def agree(warehouse: Warehouse, rules: RuleSet, clients: Sequence[Mapping[str, Value]], on: date) -> None:
    """Every rule has the same value, of the same type, for every client."""
    made = query(rules, on=on, dialect=warehouse.dialect)
    warehouse.drop("TABLE", "clienten")
    warehouse.run(made.create)
    load(warehouse, "clienten", rules.inputs, clients)
    for known, found in zip(clients, answers(warehouse, made, clients), strict=True):
        for name, value in evaluate(rules, known, on).values.items():
            assert found[name] == value, f"{name} for {known} on {on}\n{made.text}"
            assert isinstance(found[name], bool) == isinstance(value, bool)


def ends(rules: RuleSet) -> list[dict[str, Value]]:
    numbers = {name: of for name, of in rules.inputs.items() if isinstance(of, Number)}
    sets = {name: frozenset[str]() for name, of in rules.inputs.items() if isinstance(of, CodeSet)}
    return [{name: of.low for name, of in numbers.items()} | sets, {name: of.high for name, of in numbers.items()}, {}]


@given(rule_sets(), days(), st.data())
def test_the_same_value_for_every_rule(duck: DuckDB, rules: RuleSet, on: date, data: st.DataObject) -> None:
    clients = data.draw(st.lists(facts(rules.inputs), min_size=PER_SET, max_size=PER_SET))
    agree(duck, rules, [*clients, *ends(rules)], on)


KINDS = st.sampled_from([Boolean(), *(Number(unit, -(10**9), 10**9) for unit in (None, Unit.CENTS, Unit.HOURS))])


@given(KINDS, days(), st.data())
def test_the_same_value_for_a_loose_expression(
    duck: DuckDB, of: Boolean | Number, on: date, data: st.DataObject
) -> None:
    scope = {**ISLAND, **GAPS}
    rules = RuleSet({"los": Rule(name="los", expr=data.draw(expressions(scope, of)), type=of)}, scope)
    agree(duck, rules, data.draw(st.lists(facts(scope), min_size=PER_SET, max_size=PER_SET)), on)
