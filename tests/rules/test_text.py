"""Reading the Dutch text form: what each form means, and what is said of each mistake."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from strategies import ISLAND, expressions

from participatie.diagnostics import Diagnostic, SourceFile, codes
from participatie.rules import text as text_module
from participatie.rules.check import check
from participatie.rules.expr import (
    FALSE,
    MAX_DEPTH,
    MAX_NODES,
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
from participatie.rules.render import KEYWORDS, render
from participatie.rules.text import MAX_DIGITS, MAX_LENGTH, Place, parse
from participatie.values import UNIT_WORDS, Boolean, Unit

A, B, C, D, X, Y, Z = (Ref(name) for name in "abcdxyz")

#: A diagnostic by its code and the columns that it marks.
Mark: TypeAlias = tuple[str, int, int]


def read(text: str) -> Expr:
    found: list[Diagnostic] = []
    expr = parse(text, found)
    assert not found
    assert expr is not None
    return expr


def mistakes(text: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    assert parse(text, found) is None
    assert found
    return found


def marks(text: str) -> list[Mark]:
    spans = [(one.code, one.span) for one in mistakes(text)]
    return [(code, span.column, span.end_column) for code, span in spans if span is not None]


# -- forms ----------------------------------------------------------------------------


def between(end: Comparison, low: Expr, high: Expr) -> Expr:
    return And((Compare(Comparison.GE, X, low), Compare(end, X, high)))


PERCENT_100 = Literal(100, Unit.PERCENT)

FORMS: dict[str, Expr] = {
    # values
    "a": A,
    "ja": TRUE,
    "nee": FALSE,
    "27": Literal(27),
    "27 jaar": Literal(27, Unit.YEARS),
    "6 maanden": Literal(6, Unit.MONTHS),
    "1500 euro": Literal(150_000, Unit.CENTS),
    "1550 cent": Literal(1_550, Unit.CENTS),
    "-5": Literal(-5),
    "-5 euro": Literal(-500, Unit.CENTS),
    "- 3 uren": Literal(-3, Unit.HOURS),
    "2018-06-01": Literal(date(2018, 6, 1)),
    "0001-01-01": Literal(date.min),
    '"2.2"': Literal("2.2"),
    "'zo \"n'": Literal('zo "n'),
    "9223372036854775807": Literal(2**63 - 1),
    # joining
    "a en b": And((A, B)),
    "a en b en c": And((A, B, C)),
    "a of b of c": Or((A, B, C)),
    "niet a": Not(A),
    "niet niet a": Not(Not(A)),
    "niet a en b": And((Not(A), B)),
    "niet (a en b)": Not(And((A, B))),
    "(a en b) of c": Or((And((A, B)), C)),
    "a en (b of c)": And((A, Or((B, C)))),
    "a en (b en c)": And((A, B, C)),
    "((a))": A,
    # comparing
    "x = y": Compare(Comparison.EQ, X, Y),
    "x <> 3": Compare(Comparison.NE, X, Literal(3)),
    "x < 3": Compare(Comparison.LT, X, Literal(3)),
    "x <= 3": Compare(Comparison.LE, X, Literal(3)),
    "x > 3": Compare(Comparison.GT, X, Literal(3)),
    "x >= 3": Compare(Comparison.GE, X, Literal(3)),
    "x>=3": Compare(Comparison.GE, X, Literal(3)),
    "niet x = 3": Not(Compare(Comparison.EQ, X, Literal(3))),
    "x = 3 en a": And((Compare(Comparison.EQ, X, Literal(3)), A)),
    "x vanaf 18 tot 27": between(Comparison.LT, Literal(18), Literal(27)),
    "x vanaf 18 tot en met 27": between(Comparison.LE, Literal(18), Literal(27)),
    "x vanaf -5 tot 5 en a": And((*between(Comparison.LT, Literal(-5), Literal(5)).operands, A)),  # type: ignore[union-attr]  # a range is a conjunction
    # codes and sets
    "x in [a]": In(X, ("a",)),
    'x in [a, "2.2", 3]': In(X, ("a", "2.2", "3")),
    "x in [1, 2]": Or((Compare(Comparison.EQ, X, Literal(1)), Compare(Comparison.EQ, X, Literal(2)))),
    "x in [7]": Compare(Comparison.EQ, X, Literal(7)),
    "x bevat a": Contains(X, ("a",)),
    "x bevat 'en'": Contains(X, ("en",)),
    "x bevat een van [a, b]": Contains(X, ("a", "b")),
    "x zonder [a] bevat b": Contains(Without(X, ("a",)), ("b",)),
    "x zonder [a] zonder [b, c] bevat b": Contains(Without(Without(X, ("a",)), ("b", "c")), ("b",)),
    "aantal x": Count(X),
    "aantal x zonder [a]": Count(Without(X, ("a",))),
    "aantal x >= 2": Compare(Comparison.GE, Count(X), Literal(2)),
    "minstens 2 van (a, b, c)": AtLeast(2, (A, B, C)),
    "minstens 1 van (a en b, niet c)": AtLeast(1, (And((A, B)), Not(C))),
    # numbers
    "x + y - z": Arith(Operator.SUB, Arith(Operator.ADD, X, Y), Z),
    "x - (y - z)": Arith(Operator.SUB, X, Arith(Operator.SUB, Y, Z)),
    "x + y * z": Arith(Operator.ADD, X, Arith(Operator.MUL, Y, Z)),
    "(x + y) * z": Arith(Operator.MUL, Arith(Operator.ADD, X, Y), Z),
    "x-5": Arith(Operator.SUB, X, Literal(5)),
    "x - -5": Arith(Operator.SUB, X, Literal(-5)),
    "x * -5 + y": Arith(Operator.ADD, Arith(Operator.MUL, X, Literal(-5)), Y),
    "laagste van (x, 5 + y)": Least((X, Arith(Operator.ADD, Literal(5), Y))),
    "hoogste van (x)": Greatest((X,)),
    "70 procent van x": Scale(X, Literal(70, Unit.PERCENT), PERCENT_100),
    "70 procent van x + y": Arith(Operator.ADD, Scale(X, Literal(70, Unit.PERCENT), PERCENT_100), Y),
    "y van z van x": Scale(Scale(X, Z, PERCENT_100), Y, PERCENT_100),
    "x naar rato van y op 36 uur": Scale(X, Y, Literal(36, Unit.HOURS)),
    "x naar rato van y op z naar rato van a op b": Scale(Scale(X, Y, Z), A, B),
    "x afgerond op cent rekenkundig": Round(X, 1, Rounding.HALF_UP, Unit.CENTS),
    "x afgerond op euro naar beneden": Round(X, 100, Rounding.DOWN, Unit.CENTS),
    "x afgerond op 5 euro naar boven": Round(X, 500, Rounding.UP, Unit.CENTS),
    "x afgerond op 6 maanden naar boven": Round(X, 6, Rounding.UP, Unit.MONTHS),
    "x afgerond op 10 naar beneden": Round(X, 10, Rounding.DOWN),
    "x + y afgerond op cent rekenkundig >= z": Compare(
        Comparison.GE, Round(Arith(Operator.ADD, X, Y), 1, Rounding.HALF_UP, Unit.CENTS), Z
    ),
    "als a dan x anders y": Case(((A, X),), Y),
    "als a en b dan x + 1 anders als c dan y anders z": Case(
        ((And((A, B)), Arith(Operator.ADD, X, Literal(1))), (C, Y)), Z
    ),
    "(als a dan x anders y) + 1": Arith(Operator.ADD, Case(((A, X),), Y), Literal(1)),
    "hoogste van (als a dan x anders y, 3)": Greatest((Case(((A, X),), Y), Literal(3))),
    "jaren sinds x": Since(Unit.YEARS, X),
    "maanden sinds 2018-06-01": Since(Unit.MONTHS, Literal(date(2018, 6, 1))),
    "weken sinds x >= 4 weken": Compare(Comparison.GE, Since(Unit.WEEKS, X), Literal(4, Unit.WEEKS)),
    # names that begin like words of the language
    "andere of noten": Or((Ref("andere"), Ref("noten"))),
    "niet_x en organisatie": And((Ref("niet_x"), Ref("organisatie"))),
    "dagdeel = 3": Compare(Comparison.EQ, Ref("dagdeel"), Literal(3)),
    # layout
    "  a\n  en\tb\u00a0": And((A, B)),
}


@pytest.mark.parametrize("text", FORMS)
def test_form(text: str) -> None:
    assert read(text) == FORMS[text]


@pytest.mark.parametrize("word", UNIT_WORDS)
def test_unit(word: str) -> None:
    unit, worth = UNIT_WORDS[word]
    assert read(f"3 {word}") == Literal(3 * worth, unit)
    assert read(f"x afgerond op {word} naar boven") == Round(X, worth, Rounding.UP, unit)


def test_the_words_of_the_grammar_are_those_that_no_name_may_be() -> None:
    patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in text_module._parser().terminals}
    words = {
        word
        for name, pattern in patterns.items()
        if name not in {"NAME", "INT", "DATE", "DECIMAL", "STRING"}
        for word in re.findall(r"[a-z]{2,}", pattern.replace(r"\b", " "))
    }
    assert words == KEYWORDS
    assert not any(isinstance(parse(word, []), Ref) for word in KEYWORDS)


# -- places ----------------------------------------------------------------------------


def test_nodes_know_their_place() -> None:
    text = "a en x\n  >= 27 jaar"
    whole = read(text)
    assert whole.span is not None
    assert (whole.span.line, whole.span.column, whole.span.end_line, whole.span.end_column) == (1, 1, 2, 13)
    assert isinstance(whole, And)
    first, second = whole.operands
    assert isinstance(second, Compare)
    places = [first.span, second.span, second.left.span, second.right.span]
    assert [str(place) for place in places] == ["<tekst>:1:1", "<tekst>:1:6", "<tekst>:1:6", "<tekst>:2:6"]


@pytest.mark.parametrize(("text", "place"), [("x = 1,5", "regels.yaml:12:13"), ("x\n = 1,5", "regels.yaml:13:4")])
def test_mistakes_are_placed_in_the_file(text: str, place: str) -> None:
    found: list[Diagnostic] = []
    parse(text, found, Place(SourceFile("regels.yaml"), 12, 9))
    assert [str(one.span) for one in found] == [place]


@pytest.mark.parametrize("text", ["", "a en", "x" * (MAX_LENGTH + 1), "niet " * 80 + "a"])
def test_mistakes_of_the_whole_are_placed_too(text: str) -> None:
    found: list[Diagnostic] = []
    parse(text, found, Place(SourceFile("regels.yaml"), 12, 9))
    (one,) = found
    assert one.span is not None
    assert (one.span.line, one.span.column) == (12, 13 if text == "a en" else 9)


# -- mistakes ---------------------------------------------------------------------------

MISTAKES: dict[str, list[Mark]] = {
    # signs and words of other languages
    "a == b": [("teken_onbekend", 3, 5)],
    "a => b": [("teken_onbekend", 3, 5)],
    "a =< b": [("teken_onbekend", 3, 5)],
    "a != b": [("teken_onbekend", 3, 5)],
    "a!=b": [("teken_onbekend", 2, 4)],
    "a ≠ b": [("teken_onbekend", 3, 4)],
    "a ≤ b": [("teken_onbekend", 3, 4)],
    "a ≥ b": [("teken_onbekend", 3, 4)],
    "a && b": [("teken_onbekend", 3, 5)],
    "a & b": [("teken_onbekend", 3, 4)],
    "a and b": [("teken_onbekend", 3, 6)],
    "a || b": [("teken_onbekend", 3, 5)],
    "a | b": [("teken_onbekend", 3, 4)],
    "a or b": [("teken_onbekend", 3, 5)],
    "!a": [("teken_onbekend", 1, 2)],
    "not a": [("teken_onbekend", 1, 4)],
    # what could mean two things
    "a en b of c": [("en_of_gemengd", 1, 12)],
    "a of (b en c of d)": [("en_of_gemengd", 7, 18)],
    # numbers and dates
    "x = 1,5": [("kommagetal", 5, 8)],
    "x = 1.5 euro": [("kommagetal", 5, 8)],
    "x = -1,5": [("kommagetal", 6, 9)],
    "x in [2.1, 2.2]": [("kommagetal", 7, 10), ("kommagetal", 12, 15)],
    "x = 12345678901234567890": [("getal_te_lang", 5, 25)],
    "x in [12345678901234567890, 1]": [("getal_te_lang", 7, 27)],
    "x = 2018-02-30": [("datum_bestaat_niet", 5, 15)],
    "x = 2018-13-01": [("datum_bestaat_niet", 5, 15)],
    "x = 0000-01-01": [("datum_bestaat_niet", 5, 15)],
    "x afgerond op 0 euro naar boven": [("afronding_op_niets", 15, 16)],
    "x afgerond op 0 rekenkundig": [("afronding_op_niets", 15, 16)],
    "x afgerond op 12345678901234567890 cent naar boven": [("getal_te_lang", 15, 35)],
    "minstens 0 van (a, b)": [("minstens_telling", 10, 11)],
    "minstens 3 van (a, b)": [("minstens_telling", 10, 11)],
    "minstens 12345678901234567890 van (a, b)": [("getal_te_lang", 10, 30)],
    # what does not belong where it stands
    "a < b < c": [("vergelijking_geketend", 7, 8)],
    "18 <= x == 27": [("vergelijking_geketend", 9, 11)],
    "a = = b": [("expressie_onverwacht", 5, 6)],
    "a = == b": [("expressie_onverwacht", 5, 7)],
    "a b": [("expressie_onverwacht", 3, 4)],
    "a)": [("expressie_onverwacht", 2, 3)],
    "()": [("expressie_onverwacht", 2, 3)],
    "en a": [("expressie_onverwacht", 1, 3)],
    "x in []": [("expressie_onverwacht", 7, 8)],
    "x in (1, 2)": [("expressie_onverwacht", 6, 7)],
    "x vanaf 18 en 27": [("expressie_onverwacht", 12, 14)],
    "a En b": [("expressie_onverwacht", 3, 5)],
    "x > - y": [("expressie_onverwacht", 7, 8)],
    "als a dan x": [("expressie_einde", 12, 13)],
    "x afgerond op cent": [("expressie_einde", 19, 20)],
    # what a Dutch author writes of himself
    "minstens twee van (a, b)": [("woord_anders", 10, 14)],
    "x tussen 18 en 27": [("woord_anders", 3, 9)],
    "x tot 27 jaar": [("woord_anders", 3, 6)],
    "x is 2": [("woord_anders", 3, 5)],
    "a EN b": [("woord_anders", 3, 5)],
    "x >= 27 jr": [("woord_anders", 9, 11)],
    "x bevat [y]": [("woord_anders", 9, 10)],
    "x is bekend": [("bekend_gevraagd", 3, 5)],
    "x is niet onbekend": [("bekend_gevraagd", 3, 5)],
    # what cannot be read at all
    "a = 'x": [("aanhalingsteken_open", 5, 6)],
    "a = \"x' en b": [("aanhalingsteken_open", 5, 6)],
    "a $ b": [("expressie_teken", 3, 4)],
    "x > 5 %": [("expressie_teken", 7, 8)],
    "a\u2003en b": [("expressie_teken", 2, 3)],
    # what ends too early
    "a en": [("expressie_einde", 5, 6)],
    "x >=   ": [("expressie_einde", 5, 6)],
    "(a": [("expressie_einde", 3, 4)],
    "niet": [("expressie_einde", 5, 6)],
    # the whole
    "": [("expressie_leeg", 1, 2)],
    " \n\t": [("expressie_leeg", 1, 2)],
    "a" * (MAX_LENGTH + 1): [("expressie_te_lang", 1, 2)],
    "niet " * MAX_DEPTH + "a": [("expressie_te_diep", 1, 2)],
    "(b of (a en " * 31 + "b" + "))" * 31: [("expressie_te_diep", 1, 2)],
    "(als a dan " * 60 + "x" + " anders y)" * 60: [("expressie_te_diep", 1, 2)],
    " + ".join("x" * (MAX_DEPTH + 1)): [("expressie_te_diep", 1, 2)],
    "(" * 20 + "x" + " in [1, 2, 3, 4])" * 20: [("te_veel_onderdelen", 1, 2)],
}


@pytest.mark.parametrize("text", MISTAKES, ids=lambda text: repr(text[:40]))
def test_mistake(text: str) -> None:
    assert marks(text) == MISTAKES[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a == b", {"gevonden": "==", "suggestie": "="}),
        ("a => b", {"gevonden": "=>", "suggestie": ">="}),
        ("a =< b", {"gevonden": "=<", "suggestie": "<="}),
        ("a != b", {"gevonden": "!=", "suggestie": "<>"}),
        ("a ≠ b", {"gevonden": "≠", "suggestie": "<>"}),
        ("a ≤ b", {"gevonden": "≤", "suggestie": "<="}),
        ("a ≥ b", {"gevonden": "≥", "suggestie": ">="}),
        ("a && b", {"gevonden": "&&", "suggestie": "en"}),
        ("a & b", {"gevonden": "&", "suggestie": "en"}),
        ("a and b", {"gevonden": "and", "suggestie": "en"}),
        ("a || b", {"gevonden": "||", "suggestie": "of"}),
        ("a | b", {"gevonden": "|", "suggestie": "of"}),
        ("a or b", {"gevonden": "or", "suggestie": "of"}),
        ("! a", {"gevonden": "!", "suggestie": "niet"}),
        ("not a", {"gevonden": "not", "suggestie": "niet"}),
        ("a $ b", {"gevonden": "$"}),
        ("x = 1,5", {"gevonden": "1,5"}),
        ("x = 2018-02-30", {"gevonden": "2018-02-30"}),
        ("a < b < c", {"gevonden": "<"}),
        ("a vanaf", {}),
        ("minstens 3 van (a, b)", {"aantal": "3", "hoogstens": "2"}),
        ("x = 12345678901234567890", {"grens": str(MAX_DIGITS)}),
        ("a" * (MAX_LENGTH + 1), {"grens": str(MAX_LENGTH)}),
        ("niet " * MAX_DEPTH + "a", {"grens": str(MAX_DEPTH)}),
        ("(" * 20 + "x" + " vanaf 1 tot 2)" * 20, {"grens": str(MAX_NODES)}),
    ],
)
def test_arguments(text: str, wanted: Mapping[str, str]) -> None:
    (one,) = mistakes(text)
    assert one.arguments == wanted


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("a en b of c", "(a en b) of c", "a en (b of c)"),
        ("a of b en c", "a of (b en c)", "(a of b) en c"),
        ("a en b of c en d", "(a en b) of (c en d)", "a en (b of c) en d"),
        ("a en (b   of\n c) of x >= 3", "(a en (b of c)) of x >= 3", "a en ((b of c) of x >= 3)"),
        (
            "(a) en niet dagen sinds x of c",
            "((a) en niet dagen sinds x) of c",
            "(a) en (niet dagen sinds x of c)",
        ),
    ],
)
def test_both_readings_of_a_mix_are_shown(text: str, first: str, second: str) -> None:
    (one,) = mistakes(text)
    assert one.code == "en_of_gemengd"
    assert one.arguments == {"lezing_1": first, "lezing_2": second}
    assert read(first) != read(second)  # each is what it says, and they differ


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a == 1,5", [("teken_onbekend", 3, 5), ("kommagetal", 6, 9)]),
        (
            "not a && b or x = 2018-02-30",
            [
                ("teken_onbekend", 1, 4),
                ("datum_bestaat_niet", 19, 29),
                ("teken_onbekend", 7, 9),
                ("teken_onbekend", 12, 14),
                ("en_of_gemengd", 1, 29),
            ],
        ),
        (
            "minstens 4 van (a, x >= 2,5)\n en 12345678901234567890 = y",
            [("kommagetal", 25, 28), ("minstens_telling", 10, 11), ("getal_te_lang", 5, 25)],
        ),
    ],
)
def test_several_mistakes_are_found_at_once(text: str, wanted: list[Mark]) -> None:
    assert sorted(marks(text)) == sorted(wanted)


def test_brackets_alone_are_no_depth() -> None:
    assert read("(" * 4_000 + "a" + ")" * 4_000) == A


def test_a_long_mix_is_reported_in_reasonable_time() -> None:
    text = "(a en b of " * 800 + "c" + ")" * 800
    assert {one.code for one in mistakes(text)} == {"en_of_gemengd"}
    assert len(mistakes(text)) == 800


# -- any text at all ----------------------------------------------------------------------

WORDS = [*sorted(KEYWORDS), *ISLAND, "noord", "3", "27 jaar", "5 euro", "1,5", "2018-06-01", "2018-99-01"]
WORDS += [
    '"2.2"',
    "'",
    "(",
    ")",
    "[",
    "]",
    ",",
    "=",
    "<>",
    "<=",
    "==",
    "+",
    "-",
    "*",
    "&&",
    "!",
    "$",
    "\n",
    "é",
]


@st.composite
def nearly_right(draw: st.DrawFn) -> str:
    """The text of an expression with a word added, removed or replaced."""
    words = render(draw(expressions(ISLAND, Boolean()))).replace("(", " ( ").replace(")", " ) ").split()
    start = draw(st.integers(0, len(words)))
    words[start : start + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
    return " ".join(words)


SOUP = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@given(st.one_of(st.text(), SOUP, nearly_right()))
def test_any_text_is_read_and_checked_or_refused(text: str) -> None:
    found: list[Diagnostic] = []
    expr = parse(text, found)
    event(f"read: {expr is not None}")
    assert (expr is None) == bool(found)
    if expr is not None:
        checked = check(expr, ISLAND, found)
        assert (checked is None) == bool(found)
    lines = text.split("\n")
    for one in found:
        assert one.code in codes()
        assert one.span is not None
        assert 1 <= one.span.line <= one.span.end_line <= len(lines)
        assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 1
        assert (one.span.line, one.span.column) < (one.span.end_line, one.span.end_column)


def test_mistakes_are_added_to_what_was_found_before() -> None:
    before = Diagnostic("bron_ontbreekt")
    found = [before]
    assert parse("a", found) == A
    assert parse("a == b", found) is None
    assert [one.code for one in found] == ["bron_ontbreekt", "teken_onbekend"]


def test_every_code_of_the_reader_is_tried_here(source_codes: Mapping[str, frozenset[str]]) -> None:
    tried = {code for wanted in MISTAKES.values() for code, _, _ in wanted}
    assert tried == source_codes["text"] | source_codes["expr"]
