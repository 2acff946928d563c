"""The compiled rules and the reference say the same, whatever the rules and whatever is known."""

import ast
import itertools
import keyword
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from strategies import GAPS, ISLAND, SMALL_ISLAND, completions, days, expressions, facts, rule_sets

from participatie import catalog
from participatie.engines.compiled import Compiled
from participatie.engines.evaluate import Evaluation, evaluate, value_of
from participatie.rules import terms
from participatie.rules.expr import (
    DEEPEST,
    And,
    AtLeast,
    Case,
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
    Round,
    Rounding,
    Scale,
    Since,
    Without,
    all_of,
    any_of,
    children,
)
from participatie.rules.rule import MAX_DEPTH, Rule, RuleSet, ordered
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Unit, Value

#: So many clients for each generated rule set: compiling one takes longer than asking it.
PER_SET = 10
TODAY = date(2020, 2, 29)


def parts(expr: Expr) -> Iterator[Expr]:
    yield expr
    for child in children(expr):
        yield from parts(child)


def agrees(rules: RuleSet, engine: Compiled, known: Mapping[str, Value], on: date) -> None:
    """Every rule has the same value, of the same type; and so has every part that was kept."""
    answers = engine.settle(known, on)
    expected = evaluate(rules, known, on)
    assert answers.values() == expected.values
    for name, value in expected.values.items():
        assert type(answers[name]) is type(value)
    for rule in rules.rules.values():
        for part in parts(rule.expr):
            if answers.has(part):
                assert answers.of(part) == value_of(part, expected.known, rules.inputs, on)


# -- generated rules -----------------------------------------------------------------


@given(rule_sets(), days(), st.data())
def test_the_same_value_for_every_rule(rules: RuleSet, on: date, data: st.DataObject) -> None:
    engine = Compiled(rules)
    for known in data.draw(st.lists(facts(rules.inputs), min_size=PER_SET, max_size=PER_SET)):
        agrees(rules, engine, known, on)
    numbers = {name: of for name, of in rules.inputs.items() if isinstance(of, Number)}
    for ends in ({name: of.low for name, of in numbers.items()}, {name: of.high for name, of in numbers.items()}):
        agrees(rules, engine, ends, on)


@given(rule_sets(SMALL_ISLAND, {}), facts(SMALL_ISLAND), days())
def test_the_same_value_however_the_rest_turns_out(rules: RuleSet, known: dict[str, Value], on: date) -> None:
    engine = Compiled(rules)
    for completed in itertools.islice(completions(known, rules.inputs), 200):
        agrees(rules, engine, completed, on)


KINDS = st.sampled_from([Boolean(), *(Number(unit, -(10**9), 10**9) for unit in (None, Unit.CENTS, Unit.HOURS))])


@given(KINDS, days(), st.data())
def test_the_same_value_for_a_loose_expression(of: Boolean | Number, on: date, data: st.DataObject) -> None:
    scope = {**ISLAND, **GAPS}
    rules = RuleSet({"los": Rule(name="los", expr=data.draw(expressions(scope, of)), type=of)}, scope)
    engine = Compiled(rules)
    for known in data.draw(st.lists(facts(scope), min_size=PER_SET, max_size=PER_SET)):
        agrees(rules, engine, known, on)
        event(f"known: {engine.settle(known, on)['los'] is not None}")


# -- the shipped packs ---------------------------------------------------------------


@pytest.mark.parametrize("name", catalog.names())
def test_the_shipped_packs(name: str) -> None:
    pack = catalog.load(name)
    for day in pack.versions.turning_points():
        if pack.usable(day):
            rules = pack.on(day).rules
            engine = Compiled(rules)
            for known in (_all(rules, least=True), _all(rules, least=False), {}):
                assert engine.settle(known, day).values() == evaluate(rules, known, day).values


def _all(rules: RuleSet, *, least: bool) -> dict[str, Value]:
    """A client of whom nearly everything is known."""
    found: dict[str, Value] = {}
    for name, of in rules.inputs.items():
        match of:
            case Boolean():
                found[name] = not least
            case Number(_, low, high):
                found[name] = low if least else min(high, low + 40)
            case Date():
                found[name] = date(1999, 2, 28) if least else date(2017, 12, 31)
            case Code(codes):
                found[name] = (codes or ("iets",))[0 if least else -1]
            case CodeSet(codes):
                found[name] = frozenset() if least else frozenset(codes or ())
    return found


# -- shapes ------------------------------------------------------------------------------


def rule_set(inputs: Mapping[str, Type] | None = None, **rules: Expr) -> RuleSet:
    """Yes/no rules over facts ``a0``, ``a1``... that are true or false, unless stated."""
    made = [Rule(name=name, expr=expr, type=Boolean()) for name, expr in rules.items()]
    return ordered(made, inputs or {f"a{number}": Boolean() for number in range(10_000)}, [])


def refs(count: int) -> list[Ref]:
    return [Ref(f"a{number}") for number in range(count)]


@pytest.mark.parametrize("count", [2, 3, 64, 300, 9_000])
def test_wide_lists(count: int) -> None:
    rules = rule_set(all=And(tuple(refs(count))), any=Or(tuple(refs(count))), enough=AtLeast(2, tuple(refs(count))))
    engine = Compiled(rules)
    last = f"a{count - 1}"
    for truth in (True, False):
        most: dict[str, Value] = {f"a{number}": truth for number in range(count - 1)}
        for known in (most, {**most, last: truth}, {**most, last: not truth}, {last: truth}, {}):
            assert engine.settle(known, TODAY).values() == evaluate(rules, known, TODAY).values


def test_a_deep_expression() -> None:
    deep: Expr = Ref("a0")
    for number in range(DEEPEST // 2 - 1):
        deep = all_of(any_of(deep, Ref(f"a{number}")), Ref("a1")) if number % 2 else Not(any_of(deep, Ref("a2")))
    rules = rule_set(deep=deep)
    engine = Compiled(rules)
    for bits in range(64):
        known: dict[str, Value] = {f"a{number}": bool(bits >> number & 1) for number in range(3) if bits >> number & 8}
        agrees(rules, engine, known, TODAY)


def test_a_chain_of_rules_as_deep_as_may_be() -> None:
    names = [f"r{number:03}" for number in range(MAX_DEPTH - 1)]
    chain: dict[str, Expr] = {
        name: all_of(Not(Ref(before)), Ref("a1")) if number % 3 else Not(Ref(before))
        for number, (before, name) in enumerate(itertools.pairwise(names))
    }
    rules = rule_set(r000=Ref("a0"), **chain)
    engine = Compiled(rules)
    for known in ({"a0": True, "a1": True}, {"a0": False}, {"a1": True}, {"a1": False}, {}):
        assert engine.settle(known, TODAY).values() == evaluate(rules, known, TODAY).values


def test_sums_and_choices_nested_deep() -> None:
    amount: Expr = Ref("bedrag")
    for number in range(30):
        amount = Case(((Compare(Comparison.GT, Ref("bedrag"), Literal(number)), amount),), Literal(number))
    rules = rule_set({"bedrag": Number(None, 0, 99)}, veel=Compare(Comparison.GE, amount, Literal(20)))
    engine = Compiled(rules)
    for known in ({"bedrag": 0}, {"bedrag": 20}, {"bedrag": 99}, {}):
        agrees(rules, engine, known, TODAY)


def test_a_part_that_rules_share_is_worked_out_once() -> None:
    old = [Compare(Comparison.GE, Ref("leeftijd"), Literal(27, Unit.YEARS)) for _ in range(3)]
    rules = rule_set(
        {"leeftijd": Number(Unit.YEARS, 0, 120), "weg": Boolean()},
        een=all_of(old[0], Ref("weg")),
        twee=any_of(old[1], Ref("weg")),
        drie=old[2],
    )
    engine = Compiled(rules)
    assert len({engine.places[id(one)] for one in old}) == 1
    answers = engine.settle({"leeftijd": 30}, TODAY)
    assert len(answers.slots) == 2  # the rules, and the one comparison
    assert [answers.of(one) for one in old] == [True] * 3


def test_the_reference_reads_what_was_worked_out() -> None:
    old = Compare(Comparison.GE, Ref("leeftijd"), Literal(27, Unit.YEARS))
    rules = rule_set({"leeftijd": Number(Unit.YEARS, 0, 120)}, oud=Not(old))
    answers = Compiled(rules).settle({"leeftijd": 30}, TODAY)
    values = answers.values()
    evaluation = Evaluation(rules, {"leeftijd": 30}, TODAY, values, {"leeftijd": 30, **values}, answers)
    assert (evaluation.value(old), evaluation.value(Not(old))) == (True, False)


def test_a_comparison_that_is_only_used_the_other_way_round() -> None:
    young = Compare(Comparison.LT, Ref("leeftijd"), Literal(27, Unit.YEARS))
    rules = rule_set({"leeftijd": Number(Unit.YEARS, 0, 120)}, oud=Not(young))
    answers = Compiled(rules).settle({"leeftijd": 30}, TODAY)
    assert (answers["oud"], answers.of(young)) == (True, False)
    assert Compiled(rules).settle({}, TODAY)["oud"] is None


def test_what_is_no_part_of_it_is_not_there() -> None:
    answers = Compiled(rule_set(same=Ref("a0"))).settle({}, TODAY)
    other = Ref("a0")
    assert not answers.has(other)
    with pytest.raises(KeyError):
        answers.of(other)
    with pytest.raises(KeyError):
        answers["other"]


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("step", [1, 3, 100, 500])
def test_rounding_in_whole_numbers_is_rounding(rounding: Rounding, step: int) -> None:
    inputs = {name: Number(None, 0, 2**40) for name in ("bedrag", "deel", "geheel")}
    share = Scale(Ref("bedrag"), Ref("deel"), Ref("geheel"))
    amounts = {
        "heel": Round(share, step, rounding),
        "kaal": Round(Ref("bedrag"), step, rounding),
        "twee_keer": Round(Scale(share, Ref("deel"), Literal(7)), step, rounding),
        "breuk": share,
    }
    of = Number(None, 0, 2**62, scale=2**40)
    rules = ordered([Rule(name=name, expr=expr, type=of) for name, expr in amounts.items()], inputs, [])
    engine = Compiled(rules)
    for bedrag, deel, geheel in itertools.product((0, 1, 50, 149, 150, 2**40), (0, 1, 2, 99), (1, 2, 3, 100)):
        agrees(rules, engine, {"bedrag": bedrag, "deel": deel, "geheel": geheel}, TODAY)
    agrees(rules, engine, {"bedrag": 1}, TODAY)
    assert engine.settle({"bedrag": 1, "deel": 1, "geheel": 3}, TODAY)["breuk"] == Fraction(1, 3)


@pytest.mark.parametrize("unit", [Unit.YEARS, Unit.MONTHS, Unit.WEEKS])
def test_time_since_a_date_follows_the_day(unit: Unit) -> None:
    rule = Rule(name="duur", expr=Since(unit, Ref("begin")), type=Number(unit, 0, 10**6))
    fixed = Rule(name="vast", expr=Since(unit, Literal(date(2000, 2, 29))), type=Number(unit, 0, 10**6))
    rules = ordered([rule, fixed], {"begin": Date()}, [])
    engine = Compiled(rules)
    for on, begin in itertools.product(
        (date(2018, 2, 28), TODAY, date(2020, 3, 1)), (date(2018, 1, 31), TODAY, date.max)
    ):
        agrees(rules, engine, {"begin": begin}, on)
        agrees(rules, engine, {}, on)


# -- text that is no code --------------------------------------------------------------------

NASTY = [
    "'); raise SystemExit #",
    'a"""b',
    "\\",
    "\x00",
    "één ✓ ﬁ",
    "{facts}",
    "__import__('os').abort()",
    "get",
    "facts",
    "on",
    "v0",
    "f0",
    "k1",
    *keyword.kwlist,
]


@pytest.mark.parametrize("name", NASTY)
def test_names_and_codes_are_no_code(name: str) -> None:
    inputs = {name: Code((name, "anders")), f"{name}-": CodeSet((name,)), f"{name}?": Boolean()}
    rules = ordered(
        [
            Rule(name=f"{name}!", expr=In(Ref(name), (name,)), type=Boolean(), text=name),
            Rule(name=f"{name}~", expr=Contains(Ref(f"{name}-"), (name, "anders")), type=Boolean()),
            Rule(name=f"{name}+", expr=all_of(Ref(f"{name}!"), Not(Ref(f"{name}?"))), type=Boolean()),
            Rule(
                name=f"{name}=",
                expr=Compare(Comparison.EQ, Count(Without(Ref(f"{name}-"), (name,))), Literal(0)),
                type=Boolean(),
            ),
        ]
        if "'" not in name or '"' not in name
        else [],
        inputs,
        [],
    )
    engine = Compiled(rules)
    for known in ({}, {name: name, f"{name}-": frozenset({name}), f"{name}?": False}, {name: "anders"}):
        agrees(rules, engine, known, TODAY)  # type: ignore[arg-type]  # a mapping of values


def test_no_text_is_ever_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    trees: list[object] = []

    def watched(tree: object, *arguments: object, **more: object) -> object:
        trees.append(tree)
        return compile(tree, *arguments, **more)  # type: ignore[call-overload]  # as it was called

    monkeypatch.setattr("participatie.engines.compiled.compile", watched, raising=False)
    Compiled(rule_set(same=Ref("a0")))
    (tree,) = trees
    assert isinstance(tree, ast.Module)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert names == {"facts", "get", "v0", "r1"}
    assert {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} == {"get"}


def test_the_function_reaches_nothing_else() -> None:
    engine = Compiled(rule_set(enough=AtLeast(1, tuple(refs(2)))))
    assert engine._run.__builtins__ == {}  # type: ignore[attr-defined]  # of a function
    assert len(engine._run.__globals__) == 2  # type: ignore[attr-defined]  # no builtins, and `at_least`


# -- one engine, many users -----------------------------------------------------------


def test_threads_that_use_one_engine() -> None:
    on = date(2018, 6, 1)
    rules = catalog.load("heemskerk").on(on).rules
    engine = Compiled(rules)
    clients: list[dict[str, Value]] = [{"leeftijd": age, "trede": 1 + age % 6} for age in range(18, 66)]
    expected = [evaluate(rules, known, on).values for known in clients]
    found: list[tuple[int, bool]] = []

    def work(start: int) -> None:
        found.extend(
            (number, engine.settle(clients[number], on).values() == expected[number])
            for number in (*range(start, len(clients), 8), *range(len(clients)))
        )

    threads = [threading.Thread(target=work, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 9 * len(clients)
    assert all(same for _, same in found)


def test_no_rules_at_all() -> None:
    assert Compiled(ordered([], ISLAND, [])).settle({}, TODAY).values() == {}


def test_rules_written_in_python() -> None:
    leeftijd = terms.fact("leeftijd")
    rules = rule_set({"leeftijd": Number(Unit.YEARS, 0, 120)}, tussen=leeftijd.between(18, 27).expr)
    engine = Compiled(rules)
    assert [engine.settle({"leeftijd": age}, TODAY)["tussen"] for age in (17, 18, 26, 27)] == [False, True, True, False]
