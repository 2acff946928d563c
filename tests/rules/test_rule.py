"""Rules put in order: what refers to what, and what cannot be ordered."""

import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import rule_sets

from participatie.diagnostics import Diagnostic, SourceFile, Span
from participatie.rules.expr import DEEPEST, Expr, Not, Ref, references
from participatie.rules.rule import MAX_DEPTH, Rule, RuleSet, ordered
from participatie.rules.text import Place, parse
from participatie.values import Boolean, Number, Type

INPUTS: Mapping[str, Type] = {
    "heeft_boot": Boolean(),
    "is_gast": Boolean(),
    "schelpen": Number(None, 0, 9),
    "ongebruikt": Boolean(),
}


def rule(name: str, text: str) -> Rule:
    file = SourceFile(f"{name}.yaml", text)
    expr = parse(text, [], Place(file))
    assert expr is not None
    return Rule(name=name, expr=expr, type=Boolean(), span=Span(file, 1, 1, 1, 2))


def rules(**texts: str) -> list[Rule]:
    return [rule(name, text) for name, text in texts.items()]


def in_order(given_rules: Iterable[Rule], gaps: Iterable[str] = ()) -> RuleSet:
    found: list[Diagnostic] = []
    made = ordered(given_rules, INPUTS, found, gaps)
    assert not found
    return made


def mistakes(given_rules: Iterable[Rule]) -> list[tuple[str, Mapping[str, str], str]]:
    found: list[Diagnostic] = []
    ordered(given_rules, INPUTS, found)
    return [(one.code, one.arguments, str(one.span)) for one in found]


CHAIN = {"a": "b en c", "b": "c of d", "c": "niet d", "d": "heeft_boot", "e": "schelpen >= 3 en a"}


def test_each_rule_comes_after_what_it_refers_to() -> None:
    for some in itertools.permutations(rules(**CHAIN)):
        made = in_order(some)
        assert list(made.rules) == ["d", "c", "b", "a", "e"]
        assert list(made.inputs) == ["heeft_boot", "schelpen"]


def test_inputs_are_the_facts_that_are_used_by_name() -> None:
    made = in_order(rules(a="schelpen >= 3 of tol", b="is_gast en heeft_boot"), gaps=["tol", "ander"])
    assert made.inputs == {name: INPUTS[name] for name in ("heeft_boot", "is_gast", "schelpen")}
    assert list(made.inputs) == sorted(made.inputs)
    assert made.gaps == {"tol", "ander"}


def test_a_rule_goes_before_a_fact_of_its_name() -> None:
    made = in_order(rules(b="is_gast", is_gast="heeft_boot"))
    assert list(made.rules) == ["is_gast", "b"]
    assert list(made.inputs) == ["heeft_boot"]


def test_no_rules() -> None:
    assert in_order([]) == RuleSet({}, {})


def test_nobody_changes_a_set() -> None:
    made = in_order(rules(**CHAIN))
    with pytest.raises(TypeError):
        made.rules["a"] = made.rules["b"]  # type: ignore[index]  # it cannot be changed, which is what is tried
    with pytest.raises(TypeError):
        made.inputs["a"] = Boolean()  # type: ignore[index]  # as above
    assert repr(made) == "RuleSet(rules=<5 regels>, inputs=<2 feiten>, gaps=frozenset())"


@given(rule_sets(), st.data())
def test_the_order_in_which_rules_are_given_does_not_matter(made: RuleSet, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(list(made.rules.values())))
    found: list[Diagnostic] = []
    # More inputs than it needs, in another order.
    inputs = dict(reversed([*made.inputs.items(), ("ongebruikt", Boolean())]))
    again = ordered(shuffled, inputs, found, made.gaps)
    assert not found
    assert again == made
    assert list(again.rules) == list(made.rules)
    assert list(again.inputs) == list(made.inputs)
    for at, one in enumerate(again.rules.values()):
        later = set(list(again.rules)[at:])
        assert later.isdisjoint(ref.name for ref in references(one.expr))


# -- what cannot be ordered ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "cycle", "place"),
    [
        ({"a": "a"}, "a > a", "a.yaml:1:1"),
        ({"a": "is_gast en a"}, "a > a", "a.yaml:1:12"),
        ({"a": "niet b", "b": "a"}, "a > b > a", "b.yaml:1:1"),
        ({"z": "a", "a": "b", "b": "is_gast of c", "c": "b"}, "b > c > b", "c.yaml:1:1"),
    ],
)
def test_cycle(texts: Mapping[str, str], cycle: str, place: str) -> None:
    for some in itertools.permutations(rules(**texts)):
        assert mistakes(some) == [("kringverwijzing", {"kring": cycle}, place)]


def test_every_cycle_is_found() -> None:
    found = mistakes(rules(a="b", b="a", c="d en c", d="e", e="d"))
    assert [arguments["kring"] for _, arguments, _ in found] == ["a > b > a", "c > c", "d > e > d"]


def test_a_diamond_is_no_cycle() -> None:
    assert list(in_order(rules(a="b en c en b", b="d", c="d of b", d="is_gast")).rules) == [
        "d",
        "b",
        "c",
        "a",
    ]


def test_a_dead_reference() -> None:
    found = mistakes(rules(a="is_gast en niemand", b="a en niets en niemand"))
    assert found == [
        ("verwijzing_niet_in_werking", {"naam": "niemand"}, "a.yaml:1:12"),
        ("verwijzing_niet_in_werking", {"naam": "niets"}, "b.yaml:1:6"),
        ("verwijzing_niet_in_werking", {"naam": "niemand"}, "b.yaml:1:15"),
    ]


def test_a_reference_without_a_place_stands_where_its_rule_does() -> None:
    span = Span(SourceFile("x.yaml"), 7, 1, 7, 2)
    one = Rule(name="a", expr=Ref("niemand"), type=Boolean(), span=span)
    assert mistakes([one]) == [("verwijzing_niet_in_werking", {"naam": "niemand"}, "x.yaml:7:1")]
    one = Rule(name="a", expr=Ref("a"), type=Boolean(), span=span)
    assert mistakes([one]) == [("kringverwijzing", {"kring": "a > a"}, "x.yaml:7:1")]


def test_two_rules_of_one_name() -> None:
    found = mistakes([rule("a", "is_gast"), rule("b", "is_gast"), rule("a", "heeft_boot")])
    assert found == [("naam_bezet", {"naam": "a"}, "a.yaml:1:1")]


# -- depth -----------------------------------------------------------------------------------


def nots(levels: int, name: str = "is_gast") -> Expr:
    expr: Expr = Ref(name)
    for _ in range(levels - 1):
        expr = Not(expr)
    return expr


def chain(length: int, levels: int = 1) -> list[Rule]:
    """Rules that each refer to the next, the last to a fact."""
    names = [*(f"r{number:05}" for number in range(length)), "is_gast"]
    return [Rule(name=name, expr=nots(levels, below), type=Boolean()) for name, below in itertools.pairwise(names)]


def test_the_longest_chain() -> None:
    in_order(chain(MAX_DEPTH))
    in_order(chain(MAX_DEPTH // 10, 10))
    assert mistakes(chain(MAX_DEPTH + 1)) == [("keten_te_lang", {"naam": "r00000", "grens": str(MAX_DEPTH)}, "None")]


def test_a_very_long_chain_is_reported_once_where_it_grows_too_long() -> None:
    found = mistakes(chain(20_000))
    assert found == [("keten_te_lang", {"naam": f"r{20_000 - MAX_DEPTH - 1:05}", "grens": str(MAX_DEPTH)}, "None")]


def test_every_chain_that_grows_too_long_is_reported() -> None:
    tops = [Rule(name=name, expr=nots(2, "r00000"), type=Boolean()) for name in ("a", "b")]
    found = mistakes([*tops, *chain(MAX_DEPTH - 1)])
    assert [arguments["naam"] for _, arguments, _ in found] == ["a", "b"]


def test_a_rule_cannot_be_too_large_to_evaluate() -> None:
    assert Rule(name="a", expr=nots(DEEPEST), type=Boolean())
    with pytest.raises(ValueError, match="too large"):
        Rule(name="a", expr=nots(DEEPEST + 1), type=Boolean())
    with pytest.raises(ValueError, match="too large"):
        Rule(name="a", expr=nots(20_000), type=Boolean())


def test_every_code_of_ordering_is_tried_here(source_codes: Mapping[str, frozenset[str]]) -> None:
    tried = {"kringverwijzing", "verwijzing_niet_in_werking", "naam_bezet", "keten_te_lang"}
    assert source_codes["rule"] == tried
