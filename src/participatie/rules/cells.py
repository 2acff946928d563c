"""The values of one fact as conditions tell them apart: one cell for all values on which all of them agree."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from typing import TypeAlias, assert_never

from attrs import field, frozen

from participatie.rules.expr import (
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
    Scale,
    Since,
    Without,
    children,
)
from participatie.rules.lowering import Reader, reader
from participatie.rules.semantics import rounded, since
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Value

#: More cells than this are not told apart for one fact.
MOST_CELLS = 256
#: No more steps than this are taken to find where a condition changes, and no more values are tried.
_MOST_STEPS = 1_000


@frozen(eq=False)
class Cells:
    """The cells of one fact.

    Args:
        name: the fact.
        conditions: what tells its values apart, each about this fact only.
        truths: per cell, whether each condition holds in it.
        on: the date on which they were made.
        samples: at least one value of every cell, in order; of numbers and dates each is the first one of a stretch
            that lies in one cell.
    """

    name: str
    conditions: tuple[Expr, ...]
    truths: tuple[tuple[bool, ...], ...]
    on: date
    samples: tuple[Value, ...] = field(repr=False)
    _readers: tuple[Reader, ...] = field(repr=False)
    _numbers: Mapping[tuple[bool, ...], int] = field(init=False, repr=False)

    @_numbers.default
    def _number(self) -> Mapping[tuple[bool, ...], int]:
        return {truth: number for number, truth in enumerate(self.truths)}

    def __len__(self) -> int:
        return len(self.truths)

    def cell(self, value: Value) -> int:
        """The cell of a value of this fact."""
        known = {self.name: value}
        return self._numbers[tuple([read(known, self.on) is True for read in self._readers])]


def cells(name: str, of: Type, conditions: Sequence[Expr], on: date) -> Cells | None:
    """The cells of a fact, or ``None`` where they are too many.

    Args:
        name: the fact.
        of: its type.
        conditions: checked conditions about this fact only, each of them :func:`told_apart`.
        on: the date, for the time since one.

    >>> from participatie.values import Unit
    >>> rules = [Compare(Comparison.GE, Ref("age"), Literal(18)), Compare(Comparison.LT, Ref("age"), Literal(27))]
    >>> made = cells("age", Number(Unit.YEARS, 0, 120), rules, date(2026, 1, 1))
    >>> len(made), made.cell(18), made.cell(26), made.cell(64)
    (3, 1, 1, 2)
    """
    readers = tuple(reader(one, {name: of}) for one in conditions)
    truths: dict[tuple[bool, ...], None] = {}
    samples: list[Value] = []
    for number, value in enumerate(_samples(of, conditions, on)):
        samples.append(value)
        known = {name: value}
        truths.setdefault(tuple([read(known, on) is True for read in readers]))
        if len(truths) > MOST_CELLS or number > _MOST_STEPS:
            return None
    return Cells(name, tuple(conditions), tuple(truths), on, tuple(samples), readers)


def told_apart(of: Type, condition: Expr, on: date) -> bool:
    """Whether it can be found where a condition about one fact changes."""
    if isinstance(of, CodeSet) and of.codes is None and not _counts_plainly(condition):
        return False
    return not isinstance(of, Number | Date) or _changes(of, condition, on) is not None


def stretches(made: Cells, of: Number | Date) -> tuple[tuple[int, int, int], ...]:
    """The values of a number or a date, from first to last, as stretches of one cell each.

    A stretch is its first value, its last value and the number of its cell; dates are counted in days.

    >>> rules = [Compare(Comparison.GE, Ref("age"), Literal(18)), Compare(Comparison.LT, Ref("age"), Literal(27))]
    >>> of = Number(None, 0, 120)
    >>> stretches(cells("age", of, rules, date(2026, 1, 1)), of)
    ((0, 17, 0), (18, 26, 1), (27, 120, 2))
    """
    low, high = _ends(of)
    starts = sorted({low, *(start for one in made.conditions for start in _changes(of, one, made.on) or ())})
    lasts = [*(start - 1 for start in starts[1:]), high]
    values = [date.fromordinal(start) if isinstance(of, Date) else start for start in starts]
    return tuple((start, last, made.cell(value)) for start, last, value in zip(starts, lasts, values, strict=True))


def _samples(of: Type, conditions: Sequence[Expr], on: date) -> Iterator[Value]:
    """A value of every cell, and perhaps more."""
    match of:
        case Number() | Date():
            starts = {start for one in conditions for start in _changes(of, one, on) or ()}
            for start in sorted({_ends(of)[0], *starts}):
                yield date.fromordinal(start) if isinstance(of, Date) else start
        case Code(codes):
            named = dict.fromkeys(codes or sorted({code for one in conditions for code in _codes(one)}))
            yield from named
            if codes is None:
                yield _other(named)
        case CodeSet(codes):
            yield from _sets(codes, conditions)
        case Boolean():
            yield from (False, True)
        case Text():
            yield ""
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)


# -- codes and sets ------------------------------------------------------------------


def _codes(expr: Expr) -> Iterator[str]:
    """Every code in an expression."""
    if isinstance(expr, In | Contains | Without):  # what compares codes does so within a closed list
        yield from expr.codes
    for child in children(expr):
        yield from _codes(child)


def _other(named: Mapping[str, object], number: int = 0) -> str:
    """A code that is not among those named."""
    return "_" * (1 + number + max(map(len, named), default=0))


def _sets(codes: Sequence[str] | None, conditions: Sequence[Expr]) -> Iterator[frozenset[str]]:
    """A set for each way in which the parts of the conditions tell sets apart, built up code by code."""
    parts = tuple({part for one in conditions for part in _looks(one)})
    counted = any(isinstance(part, Count) for part in parts)
    named = dict.fromkeys(sorted({code for one in conditions for code in _codes(one)}))
    if counted and codes is not None:
        named = dict.fromkeys(codes)
    elif counted:
        most = max([one for condition in conditions for one in _numbers(condition)], default=0)
        named |= dict.fromkeys([_other(named, number) for number in range(most + 2)])
    found: dict[tuple[object, ...], frozenset[str]] = {_seen(parts, frozenset()): frozenset()}
    for code in named:
        for holder in list(found.values()):
            more = holder | {code}
            found.setdefault(_seen(parts, more), more)
        if len(found) > _MOST_STEPS:  # too many, which the caller sees
            break
    yield from found.values()


def _looks(expr: Expr) -> Iterator[Contains | Count]:
    """The parts of a condition that look at a set."""
    if isinstance(expr, Contains | Count):
        yield expr
    else:
        for child in children(expr):
            yield from _looks(child)


def _seen(parts: Sequence[Contains | Count], holder: frozenset[str]) -> tuple[object, ...]:
    """What each part sees of a set."""
    return tuple(
        not holder.isdisjoint(set(part.codes) - _left_out(part.operand))
        if isinstance(part, Contains)
        else len(holder - _left_out(part.operand))
        for part in parts
    )


def _left_out(expr: Expr) -> frozenset[str]:
    return frozenset(expr.codes) | _left_out(expr.operand) if isinstance(expr, Without) else frozenset()


def _numbers(expr: Expr) -> Iterator[int]:
    if isinstance(expr, Literal) and type(expr.value) is int:
        yield expr.value
    for child in children(expr):
        yield from _numbers(child)


# -- numbers and dates -----------------------------------------------------------------

#: The least and the greatest that something can be; yes and no are 1 and 0, a date is its number.
_Span: TypeAlias = tuple[int | Fraction, int | Fraction]


def _ends(of: Number | Date) -> tuple[int, int]:
    return (of.low, of.high) if isinstance(of, Number) else (date.min.toordinal(), date.max.toordinal())


def _changes(of: Number | Date, condition: Expr, on: date) -> tuple[int, ...] | None:
    """The values from which on a condition is another than before; ``None`` where that takes too many steps."""
    found: list[tuple[int, bool]] = []
    todo = [_ends(of)]
    steps = 0
    while todo:
        steps += 1
        if steps > _MOST_STEPS:
            return None
        low, high = todo.pop()
        least, most = _span(condition, (low, high), on)
        if least == most:
            found.append((low, bool(least)))
        else:
            middle = (low + high) // 2
            todo += [(middle + 1, high), (low, middle)]
    return tuple(start for (_, before), (start, after) in pairwise(found) if before != after)


def _counts_plainly(condition: Expr) -> bool:
    """Whether a set is at most counted and compared with a constant."""
    match condition:
        case Compare(_, Count(), Literal()) | Compare(_, Literal(), Count()):
            return True
        case Count():
            return False
        case _:
            return all(map(_counts_plainly, children(condition)))


def _span(expr: Expr, value: _Span, on: date) -> _Span:  # noqa: C901, PLR0911, PLR0912 - one case per node
    """What an expression about one fact can be while that fact lies within ``value``; wider is allowed."""

    def of(operand: Expr) -> _Span:
        return _span(operand, value, on)

    match expr:
        case Literal(constant):
            assert not isinstance(constant, str)  # noqa: S101 - codes are tried one by one
            number = constant.toordinal() if isinstance(constant, date) else int(constant)
            return number, number
        case Ref():
            return value
        case Not(operand):
            low, high = of(operand)
            return 1 - high, 1 - low
        case And(operands) | Least(operands):
            lows, highs = zip(*map(of, operands), strict=True)
            return min(lows), min(highs)
        case Or(operands) | Greatest(operands):
            lows, highs = zip(*map(of, operands), strict=True)
            return max(lows), max(highs)
        case AtLeast(count, operands):
            lows, highs = zip(*map(of, operands), strict=True)
            return int(sum(lows) >= count), int(sum(highs) >= count)
        case Compare(how, left, right) if left == right:
            same = int(how in {Comparison.EQ, Comparison.LE, Comparison.GE})
            return same, same
        case Compare(how, left, right):
            return _compared(how, of(left), of(right))
        case Arith(Operator.ADD, left, right):
            (low, high), (least, most) = of(left), of(right)
            return low + least, high + most
        case Arith(Operator.SUB, left, right):
            (low, high), (least, most) = of(left), of(right)
            return low - most, high - least
        case Arith(_, left, right):
            corners = [one * other for one, other in product(of(left), of(right))]
            return min(corners), max(corners)
        case Scale(operand, numerator, denominator):
            whole = product(of(operand), of(numerator), of(denominator))
            corners = [Fraction(one) * share / max(out_of, 1) for one, share, out_of in whole]
            return min(corners), max(corners)
        case Round(operand, step, rounding):
            low, high = of(operand)
            return rounded(low, step, rounding) or 0, rounded(high, step, rounding) or 0
        case Case(rows, otherwise):
            possible = []
            for condition, row in rows:
                low, high = of(condition)
                if high:
                    possible.append(of(row))
                if low:
                    break
            else:
                possible.append(of(otherwise))
            lows, highs = zip(*possible, strict=True)
            return min(lows), max(highs)
        case Since(unit, anchor):
            low, high = of(anchor)
            early, late = (date.fromordinal(int(day)) for day in (low, high))
            return since(unit, late, on) or 0, since(unit, early, on) or 0
        case In() | Contains() | Without() | Count():  # pragma: no cover - of codes, which are tried one by one
            raise AssertionError(expr)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(expr)


def _compared(how: Comparison, left: _Span, right: _Span) -> _Span:
    """Whether a comparison holds in any case, and whether it can hold."""
    (low, high), (least, most) = left, right
    match how:
        case Comparison.EQ | Comparison.NE:
            surely, maybe = low == high == least == most, low <= most and least <= high
            return (surely, maybe) if how is Comparison.EQ else (not maybe, not surely)
        case Comparison.LT:
            return high < least, low < most
        case Comparison.LE:
            return high <= least, low <= most
        case Comparison.GT:
            return low > most, high > least
        case Comparison.GE:
            return low >= most, high >= least
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(how)
