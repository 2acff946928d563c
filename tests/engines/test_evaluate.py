"""The reference evaluator, node by node, and the facts that an open outcome waits for."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from strategies import GAPS, ISLAND

from participatie.diagnostics import Diagnostic
from participatie.engines.evaluate import Evaluation, evaluate
from participatie.rules.check import check
from participatie.rules.expr import DEEPEST, And, Expr, Not, Or, Ref
from participatie.rules.rule import MAX_DEPTH, Rule, ordered
from participatie.rules.text import parse
from participatie.values import Boolean, Result, Type, Value

ON = date(2018, 6, 1)
U = None


def evaluated(texts: Mapping[str, str], **facts: Value) -> Evaluation:
    """Rules given as text, each over the facts, the gaps and the rules before it."""
    scope: dict[str, Type] = {**ISLAND, **GAPS}
    rules: list[Rule] = []
    found: list[Diagnostic] = []
    for name, text in texts.items():
        expr = parse(text, found)
        checked = None if expr is None else check(expr, scope, found)
        assert not found
        assert checked is not None
        rules.append(Rule(name=name, expr=checked.expr, type=checked.type))
        scope[name] = checked.type
    made = ordered(rules, ISLAND, found, GAPS)
    assert not found
    return evaluate(made, facts, ON)


def value(text: str, **facts: Value) -> Result | None:
    return evaluated({"regel": text}, **facts).values["regel"]


#: An expression, and what it is for some facts.
VALUES: list[tuple[str, dict[str, Value], Result | None]] = [
    ("ja", {}, True),
    ("nee", {}, False),
    ("27 jaar", {}, 27),
    ("2018-06-01", {}, date(2018, 6, 1)),
    ("is_gast", {}, U),
    ("is_gast", {"is_gast": False}, False),
    ("schelpen", {"schelpen": 0}, 0),
    ("niet is_gast", {"is_gast": False}, True),
    ("niet is_gast", {}, U),
    ("is_gast en heeft_boot", {"is_gast": True, "heeft_boot": True}, True),
    ("is_gast en heeft_boot", {"is_gast": True}, U),
    ("is_gast en heeft_boot", {"heeft_boot": False}, False),
    ("is_gast of heeft_boot", {"is_gast": False, "heeft_boot": False}, False),
    ("is_gast of heeft_boot", {"is_gast": False}, U),
    ("is_gast of heeft_boot", {"heeft_boot": True}, True),
    ("minstens 2 van (is_gast, heeft_boot, ja)", {"is_gast": True}, True),
    ("minstens 2 van (is_gast, heeft_boot, nee)", {"is_gast": False}, False),
    ("minstens 2 van (is_gast, heeft_boot, ja)", {"is_gast": False}, U),
    # numbers and dates
    ("schelpen = 3", {"schelpen": 3}, True),
    ("schelpen <> 3", {"schelpen": 3}, False),
    ("schelpen < waterpeil", {"schelpen": 3, "waterpeil": 4}, True),
    ("schelpen < waterpeil", {"schelpen": 0}, U),
    ("leeftijd_schildpad >= 27 jaar", {"leeftijd_schildpad": 26}, False),
    ("leeftijd_schildpad >= 27 jaar", {"leeftijd_schildpad": 27}, True),
    ("leeftijd_schildpad vanaf 18 tot 27", {"leeftijd_schildpad": 18}, True),
    ("leeftijd_schildpad vanaf 18 tot 27", {"leeftijd_schildpad": 27}, False),
    ("leeftijd_schildpad vanaf 18 tot en met 27", {"leeftijd_schildpad": 27}, True),
    ("aankomst < 2018-06-01", {"aankomst": date(2018, 5, 31)}, True),
    ("aankomst = 2018-06-01", {}, U),
    ("eerste_oogst <> aankomst", {"aankomst": ON, "eerste_oogst": ON}, False),
    # codes
    ("kust = noord", {"kust": "noord"}, True),
    ("kust <> noord", {"kust": "2.2"}, True),
    ("kust <> noord", {}, U),
    ("kust in [noord, oost]", {"kust": "en"}, False),
    ("rang >= stuurman", {"rang": "matroos"}, False),
    ("rang >= stuurman", {"rang": "stuurman"}, True),
    ("rang > stuurman", {"rang": "kapitein"}, True),
    ("rang < stuurman", {"rang": "matroos"}, True),  # by rank, not by the alphabet
    ("rang < kapitein", {}, U),
    # sets
    ("talen bevat wind", {"talen": frozenset({"wind"})}, True),
    ("talen bevat een van [vogels, vissen]", {"talen": frozenset({"wind"})}, False),
    ("talen bevat wind", {"talen": frozenset()}, False),  # known to be empty
    ("talen bevat wind", {}, U),
    ("talen zonder [wind] bevat wind", {"talen": frozenset({"wind"})}, False),
    ("talen zonder [wind] bevat wind", {}, U),  # wholly unknown
    ("talen zonder [wind]", {"talen": frozenset({"wind", "vogels"})}, frozenset({"vogels"})),
    ("aantal talen", {"talen": frozenset({"wind", "vogels"})}, 2),
    ("aantal talen zonder [wind]", {"talen": frozenset({"wind", "vogels"})}, 1),
    ("aantal talen", {"talen": frozenset()}, 0),
    ("aantal talen", {}, U),
    # arithmetic
    ("schelpen + 3", {"schelpen": 4}, 7),
    ("3 - schelpen", {"schelpen": 4}, -1),
    ("schelpen * waterpeil", {"schelpen": 4, "waterpeil": -2}, -8),
    ("schelpen * 0", {}, U),
    ("laagste van (schelpen, 5)", {"schelpen": 4}, 4),
    ("hoogste van (schelpen, 5)", {"schelpen": 4}, 5),
    ("laagste van (schelpen, 0)", {}, U),  # LEAST(0, NULL) would be 0
    ("hoogste van (schelpen, waterpeil)", {"schelpen": 1_000}, U),
    ("20 procent van vracht", {"vracht": 101}, Fraction(101, 5)),
    ("20 procent van vracht afgerond op cent rekenkundig", {"vracht": 101}, 20),
    ("20 procent van vracht afgerond op cent rekenkundig", {"vracht": 103}, 21),
    ("50 procent van vracht afgerond op cent rekenkundig", {"vracht": 101}, 51),
    ("50 procent van vracht afgerond op cent naar beneden", {"vracht": 101}, 50),
    ("1 procent van vracht afgerond op 5 euro naar boven", {"vracht": 1}, 500),
    ("vracht naar rato van uren_vissen op uren_vol", {"vracht": 9, "uren_vissen": 2, "uren_vol": 3}, 6),
    ("vracht naar rato van uren_vissen op uren_vol", {"vracht": 9, "uren_vissen": 2}, U),
    ("(1 naar rato van 1 op 3) * 3 afgerond op 1 naar boven", {}, 1),  # exact: no 0.9999
    # cases
    ("als is_gast dan 1 anders als heeft_boot dan 2 anders 3", {"is_gast": True}, 1),
    ("als is_gast dan 1 anders als heeft_boot dan 2 anders 3", {"is_gast": False, "heeft_boot": True}, 2),
    ("als is_gast dan 1 anders als heeft_boot dan 2 anders 3", {"is_gast": False, "heeft_boot": False}, 3),
    ("als is_gast dan 1 anders als heeft_boot dan 2 anders 3", {"is_gast": False}, U),
    ("als is_gast dan 1 anders als heeft_boot dan 2 anders 3", {"heeft_boot": True}, U),
    ("als is_gast dan 1 anders als heeft_boot dan 1 anders 3", {"heeft_boot": True}, 1),
    ("als is_gast dan schelpen anders 3", {"is_gast": True}, U),
    ("als is_gast dan schelpen anders 3", {"is_gast": False}, 3),
    # time
    ("jaren sinds aankomst", {"aankomst": date(1991, 6, 1)}, 27),
    ("jaren sinds aankomst", {"aankomst": date(1991, 6, 2)}, 26),
    ("maanden sinds aankomst", {"aankomst": date(2018, 3, 2)}, 2),
    ("weken sinds aankomst", {"aankomst": date(2018, 5, 25)}, 1),
    ("weken sinds aankomst", {"aankomst": date(2018, 6, 8)}, 0),  # still to come
    ("maanden sinds aankomst", {}, U),
    ("jaren sinds 2016-02-29", {}, 2),
    # what nobody has verified
    ("vracht < tol", {"vracht": 0}, U),
    ("vracht < tol en is_gast", {"is_gast": False}, False),
]


@pytest.mark.parametrize(("text", "facts", "outcome"), VALUES)
def test_value(text: str, facts: dict[str, Value], outcome: Result | None) -> None:
    found = value(text, **facts)
    assert found == outcome
    assert type(found) is type(outcome)  # 1 is not yes, and a whole number is no fraction


def test_rules_are_looked_up_like_facts() -> None:
    found = evaluated(
        {"a": "is_gast", "b": "niet a", "c": "b of heeft_boot", "n": "schelpen + 1", "m": "n * 2"},
        is_gast=True,
        schelpen=3,
    )
    assert found.values == {"a": True, "b": False, "c": None, "n": 4, "m": 8}
    assert found.known == {"is_gast": True, "schelpen": 3, **found.values}
    assert found.facts == {"is_gast": True, "schelpen": 3}
    assert found.on == ON


def test_a_fact_given_as_nothing_is_unknown() -> None:
    found = evaluated({"a": "is_gast"}, is_gast=None)  # type: ignore[arg-type]  # no value, which is what is tried
    assert found.values == {"a": None}
    assert found.undecided("a") == ("is_gast",)


# -- what an open outcome waits for --------------------------------------------------------

UNDECIDED: list[tuple[str, dict[str, Value], tuple[str, ...]]] = [
    ("is_gast", {}, ("is_gast",)),
    ("is_gast", {"is_gast": False}, ()),
    # in the order of the document, each once
    (
        "kan_zwemmen en (heeft_boot of is_gast) en niet kan_zwemmen",
        {},
        ("kan_zwemmen", "heeft_boot", "is_gast"),
    ),
    # what is settled is not asked for
    ("is_gast en heeft_boot", {"is_gast": True}, ("heeft_boot",)),
    ("is_gast en heeft_boot", {"is_gast": False}, ()),
    ("is_gast of heeft_boot", {"is_gast": True}, ()),
    ("(is_gast en nee) of heeft_boot", {}, ("heeft_boot",)),
    ("minstens 2 van (is_gast, heeft_boot, ja)", {}, ("is_gast", "heeft_boot")),
    ("minstens 2 van (is_gast, heeft_boot, ja)", {"heeft_boot": True}, ()),
    ("schelpen + waterpeil > 3", {"schelpen": 3}, ("waterpeil",)),
    ("aantal talen zonder [wind] > 1", {}, ("talen",)),
    ("jaren sinds aankomst >= 27", {}, ("aankomst",)),
    ("rang >= stuurman of kust = noord", {}, ("rang", "kust")),
    # rows: those that can still decide
    ("als is_gast dan schelpen anders waterpeil", {}, ("is_gast", "schelpen", "waterpeil")),
    ("als is_gast dan schelpen anders waterpeil", {"is_gast": True}, ("schelpen",)),
    ("als is_gast dan schelpen anders waterpeil", {"is_gast": False}, ("waterpeil",)),
    (
        "als is_gast dan schelpen anders als heeft_boot dan 1 anders waterpeil",
        {"heeft_boot": True},
        ("is_gast", "schelpen"),
    ),
    (
        "als is_gast dan schelpen anders als heeft_boot dan 1 anders waterpeil",
        {"heeft_boot": False},
        ("is_gast", "schelpen", "waterpeil"),
    ),
    ("als is_gast dan 1 anders 1", {}, ()),
]


@pytest.mark.parametrize(("text", "facts", "names"), UNDECIDED)
def test_undecided(text: str, facts: dict[str, Value], names: tuple[str, ...]) -> None:
    found = evaluated({"regel": text}, **facts)
    assert found.undecided("regel") == names
    assert found.gaps("regel") == ()


def test_undecided_looks_through_rules() -> None:
    texts = {"a": "is_gast en heeft_boot", "b": "kan_zwemmen of a", "c": "b en (schelpen > 3 of a)"}
    found = evaluated(texts, heeft_boot=True)
    assert found.undecided("c") == ("kan_zwemmen", "is_gast", "schelpen")
    assert found.undecided("a") == ("is_gast",)
    assert evaluated(texts, kan_zwemmen=True).undecided("b") == ()


def test_gaps_are_no_questions() -> None:
    found = evaluated({"a": "vracht < tol en is_gast", "b": "a en schelpen < meetgetal"}, vracht=100)
    assert found.undecided("a") == ("is_gast",)
    assert found.gaps("a") == ("tol",)
    assert found.undecided("b") == ("is_gast", "schelpen")
    assert found.gaps("b") == ("tol", "meetgetal")
    found = evaluated({"a": "vracht < tol"}, vracht=100)
    assert found.undecided("a") == ()
    assert found.gaps("a") == ("tol",)
    found = evaluated({"a": "vracht < tol en is_gast"}, is_gast=False)
    assert found.undecided("a") == found.gaps("a") == ()


def test_there_is_no_rule_of_that_name() -> None:
    with pytest.raises(KeyError):
        evaluated({"a": "is_gast"}).undecided("b")


# -- size --------------------------------------------------------------------------------


def boolean(name: str, expr: Expr) -> Rule:
    return Rule(name=name, expr=expr, type=Boolean())


def test_what_many_rules_share_is_looked_at_once() -> None:
    gast, boot = Ref("is_gast"), Ref("heeft_boot")
    rules = [boolean("r000", Or((gast, boot)))]
    for number in range(1, 60):
        below = Ref(f"r{number - 1:03}")
        rules.append(boolean(f"r{number:03}", And((Or((below, gast)), Or((boot, below))))))
    found: list[Diagnostic] = []
    made = ordered(rules, ISLAND, found)
    assert not found
    assert evaluate(made, {}, ON).undecided("r059") == (
        "is_gast",
        "heeft_boot",
    )  # and not after 2 ** 59 steps


def test_the_deepest_rules_are_evaluated() -> None:
    expr: Expr = Ref("is_gast")
    for number in range(DEEPEST - 1):
        expr = (And, Or)[number % 2]((Ref("heeft_boot"), expr))
    found: list[Diagnostic] = []
    rules = [boolean("diep", expr)]
    below = "is_gast"
    for number in range(MAX_DEPTH // 2):
        rules.append(boolean(f"keten_{number}", Not(Ref(below))))
        below = f"keten_{number}"
    made = ordered(rules, ISLAND, found)
    assert not found
    outcome = evaluate(made, {}, ON)
    assert outcome.undecided("diep") == ("heeft_boot", "is_gast")
    assert outcome.undecided(below) == ("is_gast",)
    assert evaluate(made, {"is_gast": True}, ON).values[below] is True
