"""What each operation means, in tables that can be checked by reading."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import days

from participatie.rules import semantics
from participatie.rules.expr import Comparison, Operator, Rounding
from participatie.rules.semantics import Truth
from participatie.values import Result, Unit

T, F, U = True, False, None
TRUTHS: tuple[Truth, ...] = (T, F, U)

# -- truth --------------------------------------------------------------------------

NEGATION = {T: F, F: T, U: U}

# fmt: off
CONJUNCTION = {
    (T, T): T, (T, F): F, (T, U): U,
    (F, T): F, (F, F): F, (F, U): F,
    (U, T): U, (U, F): F, (U, U): U,
}
DISJUNCTION = {
    (T, T): T, (T, F): T, (T, U): T,
    (F, T): T, (F, F): F, (F, U): U,
    (U, T): T, (U, F): U, (U, U): U,
}
# fmt: on


def test_the_tables_are_complete() -> None:
    assert set(NEGATION) == set(TRUTHS)
    assert set(CONJUNCTION) == set(DISJUNCTION) == set(itertools.product(TRUTHS, TRUTHS))


@pytest.mark.parametrize("one", TRUTHS)
def test_negation(one: Truth) -> None:
    assert semantics.negation(one) is NEGATION[one]


@pytest.mark.parametrize(("one", "other"), CONJUNCTION)
def test_conjunction(one: Truth, other: Truth) -> None:
    assert semantics.conjunction([one, other]) is CONJUNCTION[one, other]


@pytest.mark.parametrize(("one", "other"), DISJUNCTION)
def test_disjunction(one: Truth, other: Truth) -> None:
    assert semantics.disjunction([one, other]) is DISJUNCTION[one, other]


def test_of_nothing() -> None:
    assert semantics.conjunction([]) is T
    assert semantics.disjunction([]) is F


def _over_completions(decide: Callable[[Sequence[bool]], bool], operands: Sequence[Truth]) -> Truth:
    """What is so, whatever the unknown operands turn out to be; unknown where that differs."""
    ways = itertools.product(*((T, F) if one is U else (one,) for one in operands))
    outcomes = {decide(list(way)) for way in ways}
    return outcomes.pop() if len(outcomes) == 1 else U


@pytest.mark.parametrize("size", range(5))
def test_joining_says_what_holds_for_every_completion(size: int) -> None:
    for operands in itertools.product(TRUTHS, repeat=size):
        assert semantics.conjunction(operands) is _over_completions(all, operands)
        assert semantics.disjunction(operands) is _over_completions(any, operands)


@pytest.mark.parametrize(
    ("count", "operands", "outcome"),
    [
        (2, (T, T, F), T),
        (2, (T, T, U), T),  # already two
        (2, (T, F, F), F),
        (2, (T, F, U), U),  # the unknown one decides
        (2, (F, F, U), F),  # cannot be reached any more
        (2, (F, U, U), U),
        (1, (F, F, F), F),
        (1, (U, F, F), U),
        (3, (T, T, T), T),
        (3, (T, T, U), U),
        (3, (U, U, F), F),
    ],
)
def test_at_least(count: int, operands: tuple[Truth, ...], outcome: Truth) -> None:
    assert semantics.at_least(count, operands) is outcome


@pytest.mark.parametrize("count", range(1, 5))
def test_at_least_says_what_holds_for_every_completion(count: int) -> None:
    for size in range(5):
        for operands in itertools.product(TRUTHS, repeat=size):
            expected = _over_completions(lambda way: sum(way) >= count, operands)
            assert semantics.at_least(count, operands) is expected


# -- comparisons --------------------------------------------------------------------

#: How 1, 2 and 3 compare with 2.
COMPARED = {
    Comparison.EQ: (F, T, F),
    Comparison.NE: (T, F, T),
    Comparison.LT: (T, F, F),
    Comparison.LE: (T, T, F),
    Comparison.GT: (F, F, T),
    Comparison.GE: (F, T, T),
}


@pytest.mark.parametrize("how", Comparison)
def test_compare(how: Comparison) -> None:
    assert tuple(semantics.compare(how, one, 2) for one in (1, 2, 3)) == COMPARED[how]
    first, *dates = (date(2018, 6, day) for day in (2, 1, 2, 3))
    assert tuple(semantics.compare(how, one, first) for one in dates) == COMPARED[how]


@pytest.mark.parametrize("how", Comparison)
@pytest.mark.parametrize(("left", "right"), [(U, 2), (2, U), (U, U), (U, date(2018, 6, 1))])
def test_compare_with_an_unknown(how: Comparison, left: Result | None, right: Result | None) -> None:
    assert semantics.compare(how, left, right) is U


def test_rank() -> None:
    order = ("laag", "midden", "hoog")
    assert [semantics.rank(code, order) for code in order] == [0, 1, 2]
    assert semantics.rank(U, order) is U


def test_among() -> None:
    assert semantics.among("a", ("a", "b")) is T
    assert semantics.among("c", ("a", "b")) is F
    assert semantics.among(U, ("a", "b")) is U


# -- sets ---------------------------------------------------------------------------

NONE = frozenset[str]()
SOME = frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("holder", "codes", "outcome"),
    [
        (SOME, ("a",), T),
        (SOME, ("c",), F),
        (SOME, ("c", "b"), T),
        (NONE, ("a", "b"), F),  # an empty set is known to be empty
        (U, ("a",), U),
    ],
)
def test_contains(holder: frozenset[str] | None, codes: tuple[str, ...], outcome: Truth) -> None:
    assert semantics.contains(holder, codes) is outcome


@pytest.mark.parametrize(
    ("holder", "codes", "rest", "left"),
    [
        (SOME, ("a",), {"b"}, 1),
        (SOME, ("c",), SOME, 2),
        (SOME, ("a", "b"), NONE, 0),
        (NONE, ("a",), NONE, 0),
    ],
)
def test_without_and_count(holder: frozenset[str], codes: tuple[str, ...], rest: frozenset[str], left: int) -> None:
    assert semantics.without(holder, codes) == rest
    assert semantics.count(semantics.without(holder, codes)) == left


def test_an_unknown_set_stays_wholly_unknown() -> None:
    assert semantics.without(U, ("a",)) is U
    assert semantics.count(U) is U


# -- numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "outcome"), [(Operator.ADD, 9), (Operator.SUB, 5), (Operator.MUL, 14)])
def test_arithmetic(how: Operator, outcome: int) -> None:
    assert semantics.arithmetic(how, 7, 2) == outcome
    assert semantics.arithmetic(how, U, 2) is U
    assert semantics.arithmetic(how, 7, U) is U


def test_nothing_times_an_unknown_is_unknown() -> None:
    assert semantics.arithmetic(Operator.MUL, 0, U) is U


@pytest.mark.parametrize("pick", [min, max])
def test_extreme(pick: Callable[..., int]) -> None:
    assert semantics.extreme(pick, [3, 1, Fraction(7, 2)]) == pick(3, 1, Fraction(7, 2))
    assert semantics.extreme(pick, [3, U, 1]) is U
    assert semantics.extreme(pick, [U]) is U


def test_scale_is_exact() -> None:
    third = semantics.scale(1, 1, 3)
    assert third == Fraction(1, 3)
    assert semantics.scale(third, 3, 1) == 1
    assert semantics.scale(10**15 + 1, 33, 100) == Fraction(33 * (10**15 + 1), 100)
    assert semantics.scale(Fraction(1, 3), Fraction(3, 4), Fraction(1, 2)) == Fraction(1, 2)


def test_scale_that_comes_out_whole_is_a_plain_number() -> None:
    outcome = semantics.scale(150, 20, 100)
    assert outcome == 30
    assert type(outcome) is int


@pytest.mark.parametrize("unknown", range(3))
def test_scale_of_an_unknown(unknown: int) -> None:
    parts: list[Result | None] = [1, 2, 3]
    parts[unknown] = U
    assert semantics.scale(*parts) is U


#: value, step: down, half up, up
ROUNDED = [
    (Fraction(0), 1, (0, 0, 0)),
    (Fraction(1, 100), 1, (0, 0, 1)),
    (Fraction(49, 100), 1, (0, 0, 1)),
    (Fraction(1, 2), 1, (0, 1, 1)),  # exactly half goes up
    (Fraction(51, 100), 1, (0, 1, 1)),
    (Fraction(3, 2), 1, (1, 2, 2)),
    (Fraction(5, 2), 1, (2, 3, 3)),  # and not to the nearest even number
    (Fraction(7), 1, (7, 7, 7)),
    (Fraction(5), 5, (5, 5, 5)),
    (Fraction(7), 5, (5, 5, 10)),
    (Fraction(15, 2), 5, (5, 10, 10)),
    (Fraction(749, 100), 5, (5, 5, 10)),
    (Fraction(149), 100, (100, 100, 200)),
    (Fraction(150), 100, (100, 200, 200)),
]


@pytest.mark.parametrize(("value", "step", "outcomes"), ROUNDED)
def test_rounded(value: Fraction, step: int, outcomes: tuple[int, int, int]) -> None:
    modes = (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP)
    found = tuple(semantics.rounded(value, step, how) for how in modes)
    assert found == outcomes
    assert all(type(one) is int for one in found)


@pytest.mark.parametrize("how", Rounding)
def test_rounded_of_an_unknown(how: Rounding) -> None:
    assert semantics.rounded(U, 1, how) is U


@given(st.fractions(0, 10**9), st.integers(1, 1_000))
def test_rounding_ends_on_the_right_multiple(value: Fraction, step: int) -> None:
    down, half, up = (semantics.rounded(value, step, how) for how in (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP))
    assert down is not None
    assert half is not None
    assert up is not None
    assert down % step == half % step == up % step == 0
    assert value - step < down <= value <= up < value + step
    assert abs(half - value) * 2 <= step
    assert half == (up if up - value <= value - down else down)


# -- cases ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "otherwise", "outcome"),
    [
        ([(T, 1), (T, 2)], 3, 1),  # the first wins
        ([(F, 1), (T, 2)], 3, 2),
        ([(F, 1), (F, 2)], 3, 3),
        ([(U, 1), (T, 2)], 3, U),  # 1 or 2
        ([(U, 1), (F, 2)], 3, U),  # 1 or 3
        ([(U, 1), (T, 1)], 3, 1),  # 1 both ways; the rest is out of reach
        ([(U, 3), (F, 2)], 3, 3),
        ([(U, 3), (U, 3)], 3, 3),
        ([(U, 3), (U, 2)], 3, U),
        ([(T, U)], 3, U),  # it holds, and what it gives is unknown
        ([(F, U)], 3, 3),
        ([(U, U), (T, 2)], 3, U),
        ([(U, U), (T, U)], U, U),
        ([(T, 1), (U, U)], U, 1),  # what comes after a row that holds does not matter
    ],
)
def test_first_that_holds(
    rows: list[tuple[Truth, Result | None]], otherwise: Result | None, outcome: Result | None
) -> None:
    assert semantics.first_that_holds(rows, otherwise) == outcome


# -- time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchor", "on", "years"),
    [
        ("1991-03-02", "2018-03-01", 26),  # the day before the birthday
        ("1991-03-02", "2018-03-02", 27),  # the birthday
        ("1991-03-02", "2018-03-03", 27),
        ("1991-12-31", "2018-01-01", 26),
        ("1992-02-29", "2018-02-28", 25),  # born on 29 February: not yet
        ("1992-02-29", "2018-03-01", 26),  # but on 1 March
        ("1992-02-29", "2020-02-28", 27),
        ("1992-02-29", "2020-02-29", 28),
        ("2018-06-01", "2018-06-01", 0),
        ("0001-01-01", "9999-12-31", 9_998),
    ],
)
def test_years_since(anchor: str, on: str, years: int) -> None:
    assert semantics.years_since(date.fromisoformat(anchor), date.fromisoformat(on)) == years


@pytest.mark.parametrize(
    ("anchor", "on", "months"),
    [
        ("2018-01-15", "2018-02-14", 0),
        ("2018-01-15", "2018-02-15", 1),
        ("2018-01-31", "2018-02-28", 0),  # February has no 31st: the month ends with February
        ("2018-01-31", "2018-03-01", 1),
        ("2018-01-31", "2018-03-30", 1),
        ("2018-01-31", "2018-03-31", 2),
        ("2016-01-30", "2016-02-29", 0),
        ("2016-02-29", "2017-02-28", 11),
        ("2016-02-29", "2017-03-01", 12),
        ("2017-12-31", "2018-01-01", 0),
        ("2017-12-01", "2018-01-01", 1),
        ("2018-06-01", "2018-06-01", 0),
        ("0001-01-01", "9999-12-31", 119_987),
    ],
)
def test_months_since(anchor: str, on: str, months: int) -> None:
    assert semantics.months_since(date.fromisoformat(anchor), date.fromisoformat(on)) == months


@pytest.mark.parametrize(
    ("anchor", "on", "weeks"),
    [
        ("2018-06-01", "2018-06-01", 0),
        ("2018-06-01", "2018-06-07", 0),
        ("2018-06-01", "2018-06-08", 1),
        ("2016-02-29", "2016-03-07", 1),
        ("0001-01-01", "9999-12-31", 521_722),
    ],
)
def test_weeks_since(anchor: str, on: str, weeks: int) -> None:
    assert semantics.weeks_since(date.fromisoformat(anchor), date.fromisoformat(on)) == weeks


@pytest.mark.parametrize("unit", [Unit.YEARS, Unit.MONTHS, Unit.WEEKS])
def test_since(unit: Unit) -> None:
    on = date(2018, 6, 1)
    assert semantics.since(unit, None, on) is None
    assert semantics.since(unit, on, on) == 0
    assert semantics.since(unit, date(2018, 6, 2), on) == 0  # still to come
    assert semantics.since(unit, date.max, date.min) == 0
    longest = {Unit.YEARS: 9_998, Unit.MONTHS: 119_987, Unit.WEEKS: 521_722}
    assert semantics.since(unit, date.min, date.max) == longest[unit]


@given(days(), days())
def test_a_year_is_twelve_months(anchor: date, on: date) -> None:
    years, months = (semantics.since(unit, anchor, on) for unit in (Unit.YEARS, Unit.MONTHS))
    assert months is not None
    assert years == months // 12


@given(days(), days(), st.sampled_from([Unit.YEARS, Unit.MONTHS, Unit.WEEKS]))
def test_time_passes_by_at_most_one_a_day(anchor: date, on: date, unit: Unit) -> None:
    if on < date.max:
        today, tomorrow = (semantics.since(unit, anchor, day) for day in (on, on + timedelta(days=1)))
        assert today is not None
        assert tomorrow in {today, today + 1}


@given(
    st.sampled_from([Unit.YEARS, Unit.MONTHS, Unit.WEEKS]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(1, 600),
)
def test_a_time_is_reached_on_the_first_day_on_which_it_is_complete(unit: Unit, anchor: date, count: int) -> None:
    day = semantics.reached(unit, anchor, count)
    assert semantics.since(unit, anchor, day) == count
    assert semantics.since(unit, anchor, day - timedelta(days=1)) == count - 1


def test_a_time_beyond_the_calendar_is_never_reached() -> None:
    for unit in (Unit.YEARS, Unit.MONTHS, Unit.WEEKS, Unit.DAYS):
        with pytest.raises(OverflowError):
            semantics.reached(unit, date(9999, 12, 31), 1)
