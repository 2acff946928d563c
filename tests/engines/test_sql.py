"""SQL and the reference say the same, whatever the rules and whatever is known."""

from datetime import date

import pytest
from asking_sql import agree, days_of, ends, same_advice
from caseloads import caseload
from hypothesis import given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, days, expressions, facts, rule_sets
from warehouses import DuckDB

from participatie import catalog
from participatie.engines.sql.views import sql
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, Number, Unit

#: So many clients for each generated rule set: making and reading the views takes longer than asking them.
PER_SET = 10


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


# -- packs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", catalog.names())
def test_the_outcomes_of_an_advice(duck: DuckDB, name: str) -> None:
    pack = catalog.load(name)
    for seed, day in enumerate(days_of(pack)[-2:]):
        names = sql(pack, on=day).columns
        outcomes, _ = same_advice(duck, pack, day, caseload(pack, names, day, 120, seed))
        assert outcomes > 40
