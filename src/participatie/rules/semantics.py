"""What expressions mean. The only place where that is decided.

Truth has three values: true, false and unknown (``None``), combined by Kleene's
strong tables, the same as SQL's and DMN's. Anything computed from an unknown is
unknown, except where the known part decides. There is no test for "is known",
so learning a fact never reverses a settled answer.
"""

import operator
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, assert_never

from participatie.rules.expr import Comparison, Operator, Rounding
from participatie.values import Result, Unit

Truth = bool | None


def negation(operand: Truth) -> Truth:
    """True for false, false for true, unknown for unknown."""
    return None if operand is None else not operand


def conjunction(operands: Iterable[Truth]) -> Truth:
    """False if one is false, else unknown if one is unknown, else true."""
    outcome: Truth = True
    for operand in operands:
        if operand is False:
            return False
        if operand is None:
            outcome = None
    return outcome


def disjunction(operands: Iterable[Truth]) -> Truth:
    """True if one is true, else unknown if one is unknown, else false."""
    outcome: Truth = False
    for operand in operands:
        if operand is True:
            return True
        if operand is None:
            outcome = None
    return outcome


def at_least(count: int, operands: Sequence[Truth]) -> Truth:
    """True once ``count`` are true, false once that many cannot be true any more."""
    true = sum(operand is True for operand in operands)
    possible = sum(operand is not False for operand in operands)
    return True if true >= count else False if possible < count else None


_COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}


def compare(how: Comparison, left: Result | None, right: Result | None) -> Truth:
    """A comparison of two numbers or two dates; unknown if either is."""
    if left is None or right is None:
        return None
    return _COMPARE[how](left, right)


def rank(code: Result | None, codes: Sequence[str]) -> int | None:
    """The place of a code in its ordered list: what comparing ordered codes compares."""
    return None if code is None else codes.index(str(code))


def among(code: Result | None, codes: Sequence[str]) -> Truth:
    """Whether a code is one of ``codes``."""
    return None if code is None else code in codes


def contains(holder: frozenset[str] | None, codes: Iterable[str]) -> Truth:
    """A known set is complete: what it does not name is not in it."""
    return None if holder is None else not holder.isdisjoint(codes)


def without(holder: frozenset[str] | None, codes: Iterable[str]) -> frozenset[str] | None:
    """The set less ``codes``; an unknown set stays wholly unknown."""
    return None if holder is None else holder.difference(codes)


def count(holder: frozenset[str] | None) -> int | None:
    """How many codes a set holds."""
    return None if holder is None else len(holder)


_ARITH: dict[Operator, Callable[[Any, Any], Any]] = {
    Operator.ADD: operator.add,
    Operator.SUB: operator.sub,
    Operator.MUL: operator.mul,
}


def arithmetic(how: Operator, left: Result | None, right: Result | None) -> Result | None:
    """Exact arithmetic; unknown if either side is."""
    if left is None or right is None:
        return None
    outcome: Result = _ARITH[how](left, right)
    return outcome


def extreme(pick: Callable[[Iterable[Any]], Any], operands: Sequence[Result | None]) -> Result | None:
    """The least or greatest; unknown as soon as one is, for it might be that one."""
    if any(operand is None for operand in operands):
        return None
    outcome: Result = pick(operands)
    return outcome


def scale(value: Result | None, numerator: Result | None, denominator: Result | None) -> Result | None:
    """``value * numerator / denominator``, exactly. The denominator is at least one."""
    if value is None or numerator is None or denominator is None:
        return None
    exact = Fraction(value) * Fraction(numerator) / Fraction(denominator)  # type: ignore[arg-type]  # numbers: checked
    # A whole number stays a plain integer: on one share out of one the checker asks no rounding.
    return exact.numerator if exact.denominator == 1 else exact


def rounded(value: Result | None, step: int, how: Rounding) -> int | None:
    """A non-negative value to a multiple of ``step``; half a step goes up (*rekenkundig*)."""
    if value is None:
        return None
    steps = Fraction(value) / step  # type: ignore[arg-type]  # a number: checked
    down = steps.numerator // steps.denominator
    rest = steps - down
    match how:
        case Rounding.DOWN:
            up = False
        case Rounding.UP:
            up = rest > 0
        case Rounding.HALF_UP:
            up = rest >= Fraction(1, 2)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(how)
    return (down + up) * step


def first_that_holds(rows: Iterable[tuple[Truth, Result | None]], otherwise: Result | None) -> Result | None:
    """The value of the first row that holds.

    A row whose condition is unknown may hold or not: both ways are followed, and
    the answer is known only if all of them end in the same value.
    """
    possible: list[Result | None] = []
    for condition, value in rows:
        if condition is not False:
            possible.append(value)
        if condition is True:
            break
    else:
        possible.append(otherwise)
    first = possible[0]
    return first if all(value == first for value in possible) else None


def years_since(anchor: date, on: date) -> int:
    """Completed years by calendar arithmetic on year, month and day.

    Someone born on 29 February becomes a year older on 1 March in a common
    year; that is our reading.

    >>> years_since(date(1991, 3, 2), date(2018, 3, 1)), years_since(date(1991, 3, 2), date(2018, 3, 2))
    (26, 27)
    """
    return on.year - anchor.year - ((on.month, on.day) < (anchor.month, anchor.day))


def months_since(anchor: date, on: date) -> int:
    """Completed months by calendar arithmetic; a month counts once its day is reached.

    >>> months_since(date(2018, 1, 31), date(2018, 2, 28)), months_since(date(2018, 1, 31), date(2018, 3, 1))
    (0, 1)
    """
    return (on.year - anchor.year) * 12 + on.month - anchor.month - (on.day < anchor.day)


def weeks_since(anchor: date, on: date) -> int:
    """Completed weeks of seven days."""
    return (on - anchor) // timedelta(weeks=1)


_SINCE = {Unit.YEARS: years_since, Unit.MONTHS: months_since, Unit.WEEKS: weeks_since}


def since(unit: Unit, anchor: date | None, on: date) -> int | None:
    """Completed years, months or weeks from ``anchor`` to ``on``; 0 for a date still to come."""
    return None if anchor is None else max(0, _SINCE[unit](anchor, on))


def reached(unit: Unit, anchor: date, count: int) -> date:
    """The first day on which ``count`` years, months, weeks or days since ``anchor`` are complete.

    A month ends on the day of its beginning, or on the first day after a month
    that is too short to have it: as :func:`months_since` counts.

    >>> reached(Unit.MONTHS, date(2018, 1, 31), 1), reached(Unit.YEARS, date(1992, 2, 29), 27)
    (datetime.date(2018, 3, 1), datetime.date(2019, 3, 1))

    Raises:
        OverflowError: the day lies beyond the calendar.
    """
    if unit in {Unit.WEEKS, Unit.DAYS}:
        return anchor + timedelta(days=count * (7 if unit is Unit.WEEKS else 1))
    months = anchor.month - 1 + count * (12 if unit is Unit.YEARS else 1)
    year, month = anchor.year + months // 12, months % 12 + 1
    try:
        return date(year, month, anchor.day)
    except ValueError:
        if year > date.max.year or (year, month) == (date.max.year, 12):
            raise OverflowError("beyond the calendar") from None
        return date(year, month + 1, 1)
