"""From an expression back to text: reading what was written gives the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ISLAND, Scope, expressions, values

from participatie.diagnostics import Diagnostic
from participatie.rules.check import check
from participatie.rules.expr import (
    DEEPEST,
    And,
    Arith,
    Compare,
    Comparison,
    Expr,
    Least,
    Literal,
    Not,
    Operator,
    Or,
    Ref,
    Since,
)
from participatie.rules.render import KEYWORDS, code, render
from participatie.rules.text import parse
from participatie.values import Boolean, Number, Unit

A, B, C, X, Y, Z = (Ref(name) for name in "abcxyz")


def again(expr: Expr, scope: Scope) -> Expr:
    """What the text of ``expr`` states, checked."""
    found: list[Diagnostic] = []
    text = render(expr)
    read = parse(text, found)
    checked = None if read is None else check(read, scope, found)
    assert not found, text
    assert checked is not None
    return checked.expr


KINDS = [Boolean(), *(Number(unit, -(10**9), 10**9) for unit in (None, *Unit) if unit is not Unit.EUROS)]


@given(st.sampled_from(KINDS), st.data())
def test_reading_what_was_written(of: Boolean | Number, data: st.DataObject) -> None:
    expr = data.draw(expressions(ISLAND, of))
    assert again(expr, ISLAND) == expr


@given(st.one_of(*map(values, ISLAND.values())))
def test_values_are_read_back(value: object) -> None:
    if isinstance(value, frozenset):
        return
    if isinstance(value, str) and ("\n" in value or {"'", '"'} <= set(value)):
        with pytest.raises(ValueError, match="code"):
            Literal(value)
        return
    literal = Literal(value)  # type: ignore[arg-type]  # a value of any type that a literal takes
    read = parse(f"x = {render(literal)}", [])
    assert isinstance(read, Compare)
    assert read.right in {literal, Ref(str(value))}


#: Text that comes back exactly as it was, brackets and all.
AS_WRITTEN = [
    "ja",
    "nee",
    "-5",
    "27 jaar",
    "1500 euro",
    "1550 cent",
    "-150 cent",
    "0 euro",
    "2018-06-01",
    "0033-04-03",
    "niet a",
    "niet (a en b)",
    "niet (a of b) en c",
    "niet x = 3",
    "niet niet a",
    "a en b en c",
    "(a en b) of c",
    "a en (b of c)",
    "x vanaf 18 tot 27",
    "x vanaf 18 tot en met 27 of a",
    "x >= 3 en y < 5",
    "x >= 3 en x > 5",
    "x >= 3 en x < 5 en a",
    "x in [a, b]",
    'x in ["2.2", "en", "jaar", "a b", ""]',
    "x = 3",
    "x <> y",
    "x bevat a",
    "x bevat een van [a, b]",
    "x zonder [a] zonder [b] bevat c",
    "aantal x >= 2",
    "aantal x zonder [a] = 0",
    "aantal x * 2",
    "aantal (x van y)",
    "minstens 2 van (a, b en c, niet a)",
    "x + y - z",
    "x - (y - z)",
    "x - -5",
    "(x + y) * z",
    "x * y * z",
    "x * (y * z)",
    "laagste van (x + 1, als a dan x anders y)",
    "70 procent van x",
    "70 procent van (y van z)",
    "(x + y) naar rato van y op 36 uren",
    "70 procent van x afgerond op 1 euro naar beneden",
    "x naar rato van y op z afgerond op 1 cent rekenkundig",
    "x afgerond op 6 maanden naar boven",
    "x afgerond op 10 naar boven",
    "x afgerond op 10 naar boven >= 3",
    "(x afgerond op 10 naar boven) + 3",
    "als a dan x anders y",
    "als a en b dan x + 1 anders als c dan y anders z",
    "(als a dan x anders y) + 1",
    "jaren sinds x >= 4 jaar",
    "maanden sinds 2018-06-01 = 3",
    "weken sinds x = 3",
    "dagen sinds x = 3",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_as_written(text: str) -> None:
    found: list[Diagnostic] = []
    expr = parse(text, found)
    assert expr is not None, found
    assert render(expr) == text


@pytest.mark.parametrize(
    "text",
    ["haven = a", "haven <> a", 'haven <> "2.2"', "niet haven in [a, b]", "rang >= stuurman", 'kust = "en"'],
)
def test_codes_as_written_once_checked(text: str) -> None:
    expr = parse(text, [])
    assert expr is not None
    checked = check(expr, ISLAND, [])
    assert checked is not None
    assert render(checked.expr) == text


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (Or((And((A, B)), C)), "(a en b) of c"),
        (Not(Compare(Comparison.LT, X, Y)), "niet x < y"),
        (Compare(Comparison.LT, Arith(Operator.SUB, X, Arith(Operator.ADD, Y, Z)), Z), "x - (y + z) < z"),
        (And((Compare(Comparison.GE, X, Y), Compare(Comparison.LT, Z, Y))), "x >= y en z < y"),
        (And((Compare(Comparison.GT, X, Y), Compare(Comparison.LT, X, Z))), "x > y en x < z"),
        (And((Compare(Comparison.GE, X, Y), Compare(Comparison.NE, X, Z))), "x >= y en x <> z"),
        (Since(Unit.DAYS, X), "dagen sinds x"),
        (Literal(-100, Unit.CENTS), "-1 euro"),
    ],
)
def test_rendered(expr: Expr, text: str) -> None:
    assert render(expr) == text


@pytest.mark.parametrize("word", sorted(KEYWORDS))
def test_a_code_that_is_a_word_of_the_language_is_quoted(word: str) -> None:
    assert code(word) == f'"{word}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a_1", "a_1"),
        ("2.2", '"2.2"'),
        ("zee'arm", '"zee\'arm"'),
        ('"zo"', "'\"zo\"'"),
        ("a b", '"a b"'),
        ("", '""'),
    ],
)
def test_code(text: str, written: str) -> None:
    assert code(text) == written


def test_what_is_too_large_is_not_written() -> None:
    expr: Expr = A
    for _ in range(DEEPEST - 1):
        expr = Not(expr)
    assert render(expr) == "niet " * (DEEPEST - 1) + "a"
    for _ in range(20_000):
        expr = Not(expr)
    with pytest.raises(ValueError, match="too large"):
        render(expr)
    swollen: Expr = X
    for _ in range(60):
        swollen = Least((swollen, swollen))
    with pytest.raises(ValueError, match="too large"):
        render(swollen)
