"""durable-rules and the reference say the same, whatever the rules, the facts and the order in which they arrive."""

import gc
import itertools
import threading
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from strategies import ISLAND, days, expressions, facts, rule_sets

from participatie import catalog
from participatie.diagnostics import UnsupportedError
from participatie.engines import chain
from participatie.engines.evaluate import evaluate, value_of
from participatie.rules.expr import And, AtLeast, Not, Or, Ref, all_of, any_of, references
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean, Type, Value

pytestmark = pytest.mark.skipif(not chain.available(), reason="durable-rules does not work on this Python")

#: So many clients for each generated rule set: compiling one takes longer than asking it.
PER_SET = 20

#: Bounds so narrow that nearly every rule needs gates in between, joins and many messages.
NARROW = {"_CONJUNCTIONS": 2, "_WIDTH": 2, "_JOINED": 2, "_SHARD": 2, "_ATTRIBUTES": 3}


@st.composite
def logic(draw: st.DrawFn) -> RuleSet:
    """Conditions over a few facts and one another: most are settled soon, and often through others."""
    inputs: dict[str, Type] = {name: Boolean() for name in ("heeft_boot", "kan_zwemmen", "is_gast")}
    made: list[Rule] = []
    for name in ("anker", "baken", "dok", "veer"):
        scope = {**inputs, **{rule.name: Boolean() for rule in made}}
        joined = [draw(st.sampled_from([*map(Ref, scope)])) for _ in range(2)]
        expr = draw(st.sampled_from([any_of, all_of]))(*joined, draw(expressions(scope, levels=2)))
        made.append(Rule(name=name, expr=expr, type=Boolean()))
    return ordered(made, inputs, [])


def settled(rules: RuleSet, known: Mapping[str, Value], on: date) -> dict[str, bool]:
    """What the reference says of every boolean rule that is not open."""
    values = evaluate(rules, known, on).values
    return {name: value for name, value in values.items() if isinstance(value, bool)}


def agrees(rules: RuleSet, data: st.DataObject, on: date, inline: int) -> None:
    engine = chain.Chain(rules, inline=inline)
    for known in data.draw(st.lists(facts(rules.inputs), min_size=PER_SET, max_size=PER_SET)):
        assert engine.truths(engine.settle(known, on)) == settled(rules, known, on)
    engine.close()


@given(rule_sets(), days(), st.sampled_from([0, 1, 4, 100]), st.data())
def test_the_same_outcome_for_every_conclusion(rules: RuleSet, on: date, inline: int, data: st.DataObject) -> None:
    agrees(rules, data, on, inline)


@given(rule_sets(), days(), st.sampled_from([0, 1, 4, 100]), st.data())
def test_also_where_everything_goes_through_gates_and_joins(
    rules: RuleSet, on: date, inline: int, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in NARROW.items():
            patch.setattr(chain, name, value)
        agrees(rules, data, on, inline)


@given(rule_sets() | logic(), days(), st.sampled_from([0, 4]), st.booleans(), st.data())
def test_the_same_after_every_prefix_of_arriving_facts(
    rules: RuleSet,
    on: date,
    inline: int,
    narrow: bool,  # noqa: FBT001 - drawn, not called
    data: st.DataObject,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in NARROW.items() if narrow else ():
            patch.setattr(chain, name, value)
        engine = chain.Chain(rules, inline=inline)
    arriving = data.draw(facts(rules.inputs).flatmap(lambda known: st.permutations(list(known.items()))))
    known: dict[str, Value] = {}
    progress = engine.settle(known, on)
    for name, value in arriving:
        known[name] = value
        progress = engine.settle(known, on, progress)
        assert engine.truths(progress) == settled(rules, known, on)
        for one, truth in engine.truths(progress).items():
            because = engine.because(one, progress)
            assert because is not None
            holds(rules, known, on, because)
            event(f"a conclusion rests on others: {bool(because.conclusions)}")
            enough = looked_at(rules, engine, progress, one) & known.keys()
            event(f"fewer facts are enough: {len(enough) < len(known)}")
            assert settled(rules, {fact: known[fact] for fact in enough}, on).get(one) is truth
        booleans = {one for one, rule in rules.rules.items() if isinstance(rule.type, Boolean)}
        assert all(engine.because(one, progress) is None for one in booleans - engine.truths(progress).keys())
    engine.close()


def holds(rules: RuleSet, known: Mapping[str, Value], on: date, because: chain.Because) -> None:
    """What a conclusion is said to follow from is so."""
    values = evaluate(rules, known, on)
    for condition, truth in because.conditions:
        assert value_of(condition, values.known, rules.inputs, on) is truth
    for name, truth in because.conclusions:
        assert values.values[name] is truth


def looked_at(rules: RuleSet, engine: chain.Chain, progress: chain.Progress, name: str) -> set[str]:
    """The names behind the conditions from which a conclusion is said to follow, those of other conclusions too."""
    seen: set[str] = set()
    conclusions, todo = {name}, [name]
    while todo:
        because = engine.because(todo.pop(), progress)
        assert because is not None
        values = [ref.name for condition, _ in because.conditions for ref in references(condition)]
        while values:  # a condition can look at the value of a rule
            seen.add(value := values.pop())
            if value in rules.rules:
                values += [ref.name for ref in references(rules.rules[value].expr) if ref.name not in seen]
        todo += [one for one, _ in because.conclusions if one not in conclusions]
        conclusions |= {one for one, _ in because.conclusions}
    return seen


@given(rule_sets(), days(), st.data())
def test_what_becomes_otherwise_is_worked_out_anew(rules: RuleSet, on: date, data: st.DataObject) -> None:
    engine = chain.Chain(rules)
    progress = None
    for known in data.draw(st.lists(facts(rules.inputs), min_size=2, max_size=4)):
        progress = engine.settle(known, on, progress)
        assert engine.truths(progress) == settled(rules, known, on)
    engine.close()


# -- the shipped packs ---------------------------------------------------------------


@pytest.mark.parametrize("name", catalog.names())
def test_the_shipped_packs(name: str) -> None:
    pack = catalog.load(name)
    for day in pack.versions.turning_points():
        if pack.usable(day):
            rules = pack.on(day).rules
            engine = chain.Chain(rules)
            for known in (_all(rules, least=True), _all(rules, least=False), {}):
                assert engine.truths(engine.settle(known, day)) == settled(rules, known, day)
            engine.close()


def _all(rules: RuleSet, *, least: bool) -> dict[str, Value]:
    return {name: not least for name, of in rules.inputs.items() if isinstance(of, Boolean)}


# -- shapes that the engine cannot hold as they are ------------------------------------


def one_rule(**rules: object) -> RuleSet:
    """Rules over facts ``a0``, ``a1``... that are true or false."""
    made = [Rule(name=name, expr=expr, type=Boolean()) for name, expr in rules.items()]  # type: ignore[arg-type]  # expressions, by the name of their rule
    return ordered(made, {f"a{number}": Boolean() for number in range(600)}, [])


def refs(count: int, start: int = 0) -> list[Ref]:
    return [Ref(f"a{number}") for number in range(start, start + count)]


@pytest.mark.parametrize("count", [15, 64, 65, 130, 253, 400])
def test_long_lists(count: int) -> None:
    rules = one_rule(all=And(tuple(refs(count))), any=Or(tuple(refs(count))))
    engine = chain.Chain(rules)
    most = {f"a{number}": True for number in range(count - 1)}
    for known in (most, {**most, f"a{count - 1}": True}, {f"a{count - 1}": True}, {f"a{count - 1}": False}, {}):
        assert engine.truths(engine.settle(known, date(2020, 1, 1))) == settled(rules, known, date(2020, 1, 1))


@pytest.mark.parametrize(("least", "count"), [(2, 20), (10, 20), (19, 20), (1, 40), (40, 40), (25, 50)])
def test_at_least(least: int, count: int) -> None:
    rules = one_rule(enough=AtLeast(least, tuple(refs(count))))
    engine = chain.Chain(rules)
    for true in (least - 1, least, count):
        for false in (0, count - least, min(count - true, count - least + 1)):
            known: dict[str, Value] = {f"a{number}": True for number in range(true)}
            known |= {f"a{count - 1 - number}": False for number in range(min(false, count - true))}
            assert engine.truths(engine.settle(known, date(2020, 1, 1))) == settled(rules, known, date(2020, 1, 1))


def test_only_rules_are_conclusions_that_another_follows_from() -> None:
    """What the engine counts with in between has no name that anybody knows."""
    rules = one_rule(few=AtLeast(3, tuple(refs(6))), enough=all_of(Ref("few"), AtLeast(10, tuple(refs(20, 20)))))
    engine = chain.Chain(rules, ["enough"], inline=0)
    known: dict[str, Value] = {f"a{number}": True for number in (*range(4), *range(20, 32))}
    progress = engine.settle(known, date(2020, 1, 1))
    because = engine.because("enough", progress)
    assert because is not None
    assert because.conclusions == (("few", True),)
    assert len(because.conditions) == 10
    few = engine.because("few", progress)
    assert few is not None
    assert (few.conclusions, len(few.conditions)) == ((), 3)


def test_a_product_of_sums() -> None:
    rules = one_rule(deep=all_of(*(any_of(*refs(4, 4 * number)) for number in range(40))))
    engine = chain.Chain(rules)
    known: dict[str, Value] = {f"a{4 * number}": True for number in range(40)}
    assert engine.truths(engine.settle(known, date(2020, 1, 1))) == {"deep": True}
    assert engine.truths(engine.settle({f"a{number}": False for number in range(4)}, date(2020, 1, 1))) == {
        "deep": False
    }


def test_a_long_chain_of_rules() -> None:
    names = [f"r{number}" for number in range(150)]
    rules = one_rule(r0=Ref("a0"), **{name: Not(Ref(before)) for before, name in itertools.pairwise(names)})
    engine = chain.Chain(rules, inline=0)
    assert engine.truths(engine.settle({"a0": True}, date(2020, 1, 1))) == settled(
        rules, {"a0": True}, date(2020, 1, 1)
    )


def test_more_rules_than_it_can_hold() -> None:
    many = {f"r{number}": any_of(*refs(30, number % 500)) for number in range(140)}
    with pytest.raises(UnsupportedError, match="durable-rules cannot hold"):
        chain.Chain(one_rule(**many))


def test_no_two_names_are_one_to_it() -> None:
    """It tells attributes apart by FNV-1a in 32 bits, in which `costarring` and `liquid` are the same."""

    def hashed(name: str) -> int:
        value = 2166136261
        for byte in name.encode("ascii"):
            value = ((value ^ byte) * 16777619) % 2**32
        return value

    assert hashed("costarring") == hashed("liquid")
    names = [
        "sid",
        "id",
        "$s",
        "sh",
        "g",
        *(f"{kind}{number}" for kind in "aod" for number in range(chain._MOST_NAMES + 1)),
    ]
    assert len(set(map(hashed, names))) == len(names)


# -- one engine, many users -----------------------------------------------------------


def test_threads_that_use_one_engine() -> None:
    pack = catalog.load("heemskerk")
    on = date(2018, 6, 1)
    rules = pack.on(on).rules
    engine = chain.Chain(rules)
    clients = [{"leeftijd": age, "trede": 1 + age % 6} for age in range(18, 66)]
    expected = [settled(rules, known, on) for known in clients]
    found: list[tuple[int, dict[str, bool]]] = []

    def work(start: int) -> None:
        found.extend(
            (number, engine.truths(engine.settle(clients[number], on))) for number in range(start, len(clients), 8)
        )

    threads = [threading.Thread(target=work, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for number, _ in found) == list(range(len(clients)))
    assert all(truths == expected[number] for number, truths in found)


def test_an_error_inside_surfaces_and_the_engine_is_clean_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    on = date(2018, 6, 1)
    rules = catalog.load("heemskerk").on(on).rules
    engine = chain.Chain(rules)
    known: dict[str, Value] = {"leeftijd": 40, "trede": 2}

    def broken(_: chain.Chain, __: list[int]) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(chain.Chain, "_drain", broken)
        with pytest.raises(ZeroDivisionError):
            engine.settle(known, on)
    for _ in range(3):
        assert engine.truths(engine.settle(known, on)) == settled(rules, known, on)
        assert engine.truths(engine.settle({}, on)) == settled(rules, {}, on)


def test_a_closed_engine_says_so() -> None:
    engine = chain.Chain(one_rule(same=Ref("a0")))
    engine.close()
    engine.close()
    assert engine.closed
    with pytest.raises(ValueError, match="closed"):
        engine.settle({"a0": True}, date(2020, 1, 1))


def test_what_nobody_holds_is_given_back() -> None:
    engine = chain.Chain(one_rule(same=Ref("a0")))
    finalizer = engine._close
    assert finalizer.alive
    del engine
    gc.collect()
    assert not finalizer.alive


def test_no_rules_at_all() -> None:
    engine = chain.Chain(ordered([], ISLAND, []))
    assert engine.truths(engine.settle({}, date(2020, 1, 1))) == {}
