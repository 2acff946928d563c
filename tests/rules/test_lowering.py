"""Rules taken apart say what the whole says: node by node, and for any rule set."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ISLAND, days, facts, rule_sets

from participatie.engines.evaluate import evaluate, value_of
from participatie.rules.expr import (
    FALSE,
    TRUE,
    And,
    Arith,
    AtLeast,
    Case,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    Greatest,
    In,
    Least,
    Literal,
    Not,
    Operator,
    Or,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
)
from participatie.rules.lowering import All, Formula, Lit, Network, OneOf, Settled, network, reader
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Unit, Value

ON = date(2020, 6, 1)

SCOPE: dict[str, Type] = {
    "p": Boolean(),
    "q": Boolean(),
    "r": Boolean(),
    "n": Number(None, 0, 100),
    "m": Number(None, 0, 100),
    "kust": Code(("noord", "oost", "zuid"), ordered=True),
    "talen": CodeSet(("wind", "vogels")),
    "begin": Date(),
}

P, Q, R, N, M = (Ref(name) for name in "pqrnm")

KNOWN: list[dict[str, Value]] = [
    {},
    {"p": True, "n": 3},
    {"p": False, "q": True, "m": 3},
    {
        "p": True,
        "q": True,
        "r": False,
        "n": 3,
        "m": 4,
        "kust": "oost",
        "talen": frozenset({"wind"}),
        "begin": date(2019, 2, 3),
    },
    {
        "p": False,
        "q": False,
        "r": False,
        "n": 9,
        "m": 2,
        "kust": "noord",
        "talen": frozenset(),
        "begin": date(2020, 5, 30),
    },
]

CONDITIONS: list[Expr] = [
    TRUE,
    FALSE,
    P,
    Not(P),
    And((P, Q)),
    Or((P, Q)),
    Not(And((P, Not(Q)))),
    AtLeast(1, (P, Q, R)),
    AtLeast(2, (P, Q, R)),
    AtLeast(3, (P, Q, R)),
    AtLeast(4, (P, Q, R)),
    AtLeast(0, (P,)),
    Case(((P, Q), (R, FALSE)), TRUE),
    Not(Case(((P, Not(Q)),), R)),
    Compare(Comparison.LT, N, M),
    Compare(Comparison.GE, N, Literal(3)),
    Compare(Comparison.GE, Ref("kust"), Literal("oost")),
    In(Ref("kust"), ("noord", "zuid")),
    Contains(Ref("talen"), ("wind",)),
    Contains(Without(Ref("talen"), ("wind",)), ("wind", "vogels")),
    Compare(Comparison.GE, Count(Ref("talen")), Literal(1)),
    Compare(Comparison.EQ, Arith(Operator.ADD, N, M), Literal(7)),
    Compare(Comparison.LE, Least((N, M)), Literal(3)),
    Compare(Comparison.LE, Greatest((N, M)), Literal(3)),
    Compare(Comparison.GE, Round(Scale(N, M, Literal(100)), 1, Rounding.UP), Literal(1)),
    Compare(Comparison.EQ, Case(((And((P, Not(Q))), N), (Or((Q, R)), M)), Literal(0)), Literal(3)),
    Compare(Comparison.EQ, Case(((AtLeast(2, (P, Q, R)), Literal(1)),), Literal(3)), Literal(3)),
    Compare(Comparison.GE, Since(Unit.MONTHS, Ref("begin")), Literal(9)),
    Ref("gat"),
    Compare(Comparison.GT, N, Ref("bedrag")),
]


def rules_of(expr: Expr) -> RuleSet:
    """A rule set with a condition, an amount and another condition that refers to the first."""
    found: list[Rule] = [
        Rule(name="x", expr=expr, type=Boolean()),
        Rule(name="bedrag", expr=Arith(Operator.SUB, M, Literal(1)), type=Number(None, -1, 99)),
        Rule(name="y", expr=Not(Ref("x")), type=Boolean()),
    ]
    return ordered(found, SCOPE, [], ["gat"])


def derived(net: Network, known: Mapping[str, Value], on: date) -> dict[str, bool | None]:
    """What the gates say, each looked at once: what neither polarity derives is unknown."""
    atoms = dict(net.judged(known, on))
    values: dict[str, bool | None] = {}

    def holds(formula: Formula) -> bool:
        match formula:
            case Lit(atom, value):
                return atoms.get(atom) is value
            case Settled(gate, value):
                return values[gate] is value
            case All(parts):
                return all(map(holds, parts))
            case OneOf(parts):
                return any(map(holds, parts))

    for name, gate in net.gates.items():
        true, false = holds(gate.when(True)), holds(gate.when(False))
        assert not (true and false)
        values[name] = True if true else False if false else None
    return values


@pytest.mark.parametrize("expr", CONDITIONS, ids=str)
@pytest.mark.parametrize("known", KNOWN, ids=[str(number) for number in range(len(KNOWN))])
def test_each_node(expr: Expr, known: dict[str, Value]) -> None:
    rules = rules_of(expr)
    expected = evaluate(rules, known, ON)
    values = derived(network(rules), known, ON)
    assert {name: values[name] for name in ("x", "y")} == {name: expected.values[name] for name in ("x", "y")}
    assert reader(expr, SCOPE)(expected.known, ON) == value_of(expr, expected.known, SCOPE, ON)


@given(rule_sets(), facts(ISLAND), days(), st.data())
def test_any_rule_set(rules: RuleSet, known: dict[str, Value], on: date, data: st.DataObject) -> None:
    expected = evaluate(rules, known, on)
    values = derived(network(rules), known, on)
    for name, rule in rules.rules.items():
        if isinstance(rule.type, Boolean):
            assert values[name] == expected.values[name]
    if rules.rules:
        rule = rules.rules[data.draw(st.sampled_from(list(rules.rules)))]
        assert reader(rule.expr, rules.inputs)(expected.known, on) == expected.values[rule.name]
