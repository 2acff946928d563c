"""Cells leave out no value, and tell apart all that conditions tell apart."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import ISLAND, days, expressions, values

from participatie.engines.evaluate import value_of
from participatie.rules.cells import MOST_CELLS, cells, told_apart
from participatie.rules.expr import (
    Arith,
    AtLeast,
    Case,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    In,
    Literal,
    Operator,
    Ref,
    Round,
    Rounding,
    Scale,
)
from participatie.rules.text import parse
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type

ON = date(2026, 1, 1)
N = Number(None, 0, 1_000_000)


@given(st.sampled_from(sorted(ISLAND)), days(), st.data())
def test_every_value_lies_in_a_cell_where_all_conditions_are_as_they_are_for_it(
    name: str, on: date, data: st.DataObject
) -> None:
    of = ISLAND[name]
    scope = {name: of}
    drawn = data.draw(st.lists(expressions(scope, levels=2), min_size=1, max_size=3))
    conditions = [one for one in drawn if told_apart(of, one, on)]
    assume(conditions)
    made = cells(name, of, conditions, on)
    assert made is not None
    value = data.draw(values(of))
    truths = made.truths[made.cell(value)]
    assert list(truths) == [value_of(one, {name: value}, scope, on) for one in conditions]


def condition(text: str) -> Expr:
    made = parse(text, [])
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("of", "text", "count"),
    [
        (Boolean(), "x", 2),
        (Text(), "ja", 1),
        (N, "x > 3 en x <= 9", 2),
        (N, "x + 2 > 7 of x - 3 < 0", 2),
        (N, "niet (x > 3 en x <= 9)", 2),
        (N, "x * 3 >= 100", 2),
        (N, "x <= x", 1),
        (N, "minstens 2 van (x > 1, x > 5, x > 9)", 2),
        (N, "x <> 7", 2),
        (Number(None, 0, 5), "x > 9", 1),
        (Code(None), 'x in ["a", "b"]', 2),
        (Code(("a", "b")), 'x in ["a", "b"]', 1),
        (CodeSet(None), "aantal(x) >= 2", 2),
        (CodeSet(("a", "b", "c")), "aantal(x) >= 4", 1),
        (Date(), "x < 2000-01-01", 2),
        (Date(), "jaren sinds x >= 18 jaar", 2),
    ],
)
def test_cells_are_few(of: Type, text: str, count: int) -> None:
    made = cells("x", of, [condition(text)], ON)
    assert made is not None
    assert len(made) == count


def test_shares_and_cases_are_computed_with() -> None:
    half = Round(Scale(Ref("x"), Literal(50), Literal(100)), 10, Rounding.DOWN)
    plain = Case(((Compare(Comparison.LT, Ref("x"), Literal(100)), Literal(1)),), half)
    of = Number(None, 0, 10_000)
    rules = [Compare(Comparison.GE, half, Literal(100)), Compare(Comparison.GT, plain, Literal(60))]
    made = cells("x", of, rules, ON)
    assert made is not None
    assert [made.cell(value) for value in (0, 99, 139, 140, 199, 200, 9_999)] == [0, 0, 0, 1, 1, 2, 2]


def test_a_case_ends_with_a_row_that_holds() -> None:
    always = Case(((Compare(Comparison.GE, Ref("x"), Literal(0)), Ref("x")),), Literal(5))
    made = cells("x", N, [Compare(Comparison.GT, always, Literal(7)), AtLeast(1, (Literal(True),))], ON)
    assert made is not None
    assert [made.cell(value) for value in (5, 7, 8)] == [0, 0, 1]
    assert told_apart(CodeSet(None), Contains(Ref("x"), ("a",)), ON)
    assert not told_apart(CodeSet(None), Compare(Comparison.GT, Count(Ref("x")), Count(Ref("x"))), ON)


def test_what_takes_too_long_has_no_cells() -> None:
    twice = Compare(Comparison.EQ, Arith(Operator.SUB, Ref("x"), Ref("x")), Literal(0))
    assert not told_apart(N, twice, ON)
    computed = Compare(Comparison.GT, Arith(Operator.ADD, Count(Ref("x")), Literal(1)), Literal(2))
    assert not told_apart(CodeSet(None), computed, ON)
    assert told_apart(CodeSet(("a",)), computed, ON)
    codes = tuple(f"c{number}" for number in range(MOST_CELLS + 1))
    assert cells("x", Code(None), [In(Ref("x"), (code,)) for code in codes], ON) is None
    assert cells("x", CodeSet(None), [Contains(Ref("x"), (code,)) for code in codes[:20]], ON) is None
