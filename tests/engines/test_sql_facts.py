"""What follows from facts, and what an open rule waits for, in SQL as in the reference."""

import itertools
from collections.abc import Mapping
from datetime import date

import pytest
from asking_sql import ends
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp
from strategies import days, facts, rule_sets
from warehouses import DuckDB, load

from participatie.engines.evaluate import evaluate, value_of
from participatie.engines.sql import facts as f
from participatie.engines.sql import forms as w
from participatie.engines.sql.dialects import dialect
from participatie.engines.sql.expressions import Expressions
from participatie.engines.sql.outcomes import JUDGEMENT, UNKNOWN, Waits
from participatie.engines.sql.steps import Steps
from participatie.engines.sql.views import write_rules
from participatie.rules.constraint import Constraint, close
from participatie.rules.expr import And, AtLeast, Case, Compare, Comparison, Contains, Expr, In, Literal, Not, Or, Ref
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Unit, Value

ON = date(2018, 6, 1)
PEOPLE = "personen"
DUCK = dialect("duckdb")


def text(query: exp.Expression) -> str:
    return query.sql(dialect="duckdb", pretty=True)


# -- constraints -----------------------------------------------------------------------------

SCOPE: Mapping[str, Type] = {
    "a": Boolean(),
    "b": Boolean(),
    "c": Boolean(),
    "d": Boolean(),
    "n": Number(None, 0, 3),
    "k": Code(("x", "y", "z")),
    "s": CodeSet(("p", "q")),
    "t": Date(),
}
CONSEQUENCES: list[tuple[str, Value]] = [
    *((name, value) for name in "abcd" for value in (True, False)),
    *(("n", value) for value in (0, 1, 3)),
    *(("k", value) for value in ("x", "y")),
    *(("s", frozenset(value)) for value in ((), ("p",), ("p", "q"))),
    *(("t", value) for value in (date(1, 1, 1), date(2018, 6, 1))),
]
SINGLE: list[Expr] = [one for name in "abcd" for one in (Ref(name), Not(Ref(name)))]
OTHERS: list[Expr] = [
    Compare(Comparison.GE, Ref("n"), Literal(1)),
    In(Ref("k"), ("x", "z")),
    Contains(Ref("s"), ("q",)),
    Compare(Comparison.LT, Ref("t"), Literal(date(2018, 6, 1))),
]
CONDITIONS = st.one_of(
    st.sampled_from(SINGLE),
    st.sampled_from([*SINGLE, *OTHERS]),
    st.builds(
        lambda join, parts: join(tuple(parts)),
        st.sampled_from([And, Or]),
        st.lists(st.sampled_from([*SINGLE, *OTHERS]), min_size=2, max_size=2),
    ),
)
CONSTRAINTS = st.lists(
    st.builds(
        lambda condition, told: Constraint(id="?", condition=condition, consequences=dict(told)),
        CONDITIONS,
        st.lists(st.sampled_from(CONSEQUENCES), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=6,
)


def told(warehouse: DuckDB, subject: f.Subject, clients: list[dict[str, Value]]) -> dict[str, dict[str, object]]:
    steps = Steps(DUCK)
    steps.names(f.CLIENT)
    query = f.with_steps(*f.facts(PEOPLE, subject, steps, Expressions(steps, f.nothing(subject.types), ON)))
    warehouse.drop("TABLE", PEOPLE)
    warehouse.run(text(f.table(PEOPLE, subject, {})))
    load(warehouse, PEOPLE, subject.types, clients)
    names, rows = warehouse.ask(text(query))
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@given(CONSTRAINTS, st.lists(facts(SCOPE), min_size=20, max_size=20))
def test_what_follows_is_told_and_what_cannot_be_is_rejected(
    duck: DuckDB, found: list[Constraint], clients: list[dict[str, Value]]
) -> None:
    constraints = tuple(
        Constraint(id=f"v{number}", condition=one.condition, consequences=one.consequences)
        for number, one in enumerate(found)
    )
    subject = f.Subject(SCOPE, constraints=constraints)
    rows = told(duck, subject, clients)
    for number, known in enumerate(clients):
        closed = close(constraints, known, lambda expr, facts: value_of(expr, facts, SCOPE, ON))  # type: ignore[arg-type, return-value]  # conditions
        row = rows[str(number)]
        assert bool(closed.clashes) == bool(row[f.REASONS]), (known, row, closed)
        if not closed.clashes:
            read = {name: frozenset(one) if isinstance(one := row[name], list) else one for name in SCOPE}
            assert {name: one for name, one in read.items() if one is not None} == closed.facts


@pytest.mark.parametrize("turned", [False, True])
def test_a_long_chain_is_followed_to_its_end(duck: DuckDB, turned: bool) -> None:  # noqa: FBT001 - a case
    names = [f"f{number}" for number in range(12)]
    pairs = list(itertools.pairwise(names))
    constraints = [
        Constraint(id=f"v{number if turned else 50 - number}", condition=Ref(one), consequences={other: True})
        for number, (one, other) in enumerate(pairs)
    ]
    subject = f.Subject(dict.fromkeys(names, Boolean()), constraints=tuple(constraints))
    rows = told(duck, subject, [{names[0]: True}, {names[-1]: False}, {names[0]: True, names[-1]: False}])
    assert [rows["0"][name] for name in names] == [True] * 12
    assert [rows["1"][name] for name in names] == [False] * 12
    assert "tegenspraak_feiten" in str(rows["2"][f.REASONS])


def test_facts_that_are_the_same_thing(duck: DuckDB) -> None:
    names = ["a", "b", "c"]
    pairs = [(one, other) for one in names for other in names if one != other]
    constraints = tuple(
        Constraint(id=f"{one}{other}", condition=Ref(one), consequences={other: True}) for one, other in pairs
    )
    rows = told(duck, f.Subject(dict.fromkeys(names, Boolean()), constraints=constraints), [{"b": True}, {"c": False}])
    assert [rows["0"][name] for name in names] == [True] * 3
    assert [rows["1"][name] for name in names] == [False] * 3


def test_a_counter_follows_from_its_date(duck: DuckDB) -> None:
    types: Mapping[str, Type] = {"leeftijd": Number(Unit.YEARS, 0, 120), "geboren": Date(), "oud": Boolean()}
    old = Constraint(
        id="oud", condition=Compare(Comparison.GE, Ref("leeftijd"), Literal(65)), consequences={"oud": True}
    )
    subject = f.Subject(types, {"leeftijd": (Unit.YEARS, "geboren")}, (old,))
    rows = told(duck, subject, [{"geboren": date(1950, 6, 1)}, {"geboren": date(1953, 6, 2)}, {"leeftijd": 70}, {}])
    found = [(row["leeftijd"], row["oud"], row[f.REASONS]) for _, row in sorted(rows.items())]
    assert found == [(68, True, ""), (64, None, ""), (70, True, ""), (None, None, "")]


# -- what an open rule waits for ---------------------------------------------------------------


@given(rule_sets(), days(), st.data())
def test_what_an_open_rule_waits_for(duck: DuckDB, rules: RuleSet, on: date, data: st.DataObject) -> None:
    findings = data.draw(st.sets(st.sampled_from(sorted(rules.inputs)))) if rules.inputs else set()
    waits_alike(
        duck, rules, findings, [*data.draw(st.lists(facts(rules.inputs), min_size=8, max_size=8)), *ends(rules)], on
    )


def test_a_settled_part_waits_for_nothing(duck: DuckDB) -> None:
    # p is settled as no, so that q does not matter any more: only r is asked, and that is a finding.
    scope: dict[str, Type] = dict.fromkeys("pqr", Boolean())
    nested = Or((And((Ref("p"), Ref("q"))), Ref("r")))
    rows = Case(((nested, Literal(1)),), Literal(2))
    rules = RuleSet(
        {
            "nested": Rule(name="nested", expr=nested, type=Boolean()),
            "counted": Rule(name="counted", expr=AtLeast(2, (nested, Ref("p"), Ref("r"))), type=Boolean()),
            "rows": Rule(name="rows", expr=Compare(Comparison.GE, rows, Literal(2)), type=Boolean()),
        },
        scope,
    )
    truths = (True, False, None)
    clients: list[dict[str, Value]] = [
        {name: value for name, value in zip("pqr", values, strict=True) if value is not None}
        for values in itertools.product(truths, truths, truths)
    ]
    for findings in (set[str](), {"r"}, {"q"}, {"p", "r"}, {"p", "q", "r"}):
        waits_alike(duck, rules, findings, clients, ON)


def waits_alike(duck: DuckDB, rules: RuleSet, findings: set[str], clients: list[dict[str, Value]], on: date) -> None:
    subject, names = f.Subject(rules.inputs), w.Names()
    below, steps = Steps(DUCK, names), Steps(DUCK, names)
    names(f.CLIENT)
    stated = f.with_steps(*f.facts(PEOPLE, subject, below, Expressions(below, f.nothing(rules.inputs), on)))
    made = Expressions(steps, rules, on)
    write_rules(made, rules.inputs)
    waits = Waits(made, findings)
    asked = [name for name, rule in rules.rules.items() if isinstance(rule.type, Boolean)]
    waits.prepare(asked)
    words = [w.named(waits.word([name]), f"woord {name}") for name in asked]
    queries, last = steps.queries("feiten")
    query = f.with_steps(exp.select(w.column(f.CLIENT), *words).from_(w.table(last)), [("feiten", stated), *queries])
    duck.drop("TABLE", PEOPLE)
    duck.run(text(f.table(PEOPLE, subject, {})))
    load(duck, PEOPLE, rules.inputs, clients)
    found = {row[0]: row[1:] for row in duck.ask(text(query))[1]}
    for number, known in enumerate(clients):
        evaluation = evaluate(rules, known, on)
        for name, word in zip(asked, found[str(number)], strict=True):
            if evaluation.values[name] is None:
                missing, gaps = evaluation.undecided(name), evaluation.gaps(name)
                judged = missing and not gaps and findings.issuperset(missing)
                assert word == (JUDGEMENT if judged else UNKNOWN), (name, known, findings)
