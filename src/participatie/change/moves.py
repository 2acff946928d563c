"""Which facts can change by proposal, and to what: their metadata says so."""

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from attrs import frozen

from participatie.rules.cells import Cells
from participatie.rules.expr import Contains, Count, Expr, In, Literal, Without, children
from participatie.rules.semantics import since
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit, Value, show
from participatie.vocabulary import Change, Fact, Kind

#: About whom a proposal may be: the client, and the place or job on the table, for which another can be sought.
CONCERNED = frozenset({"client", "aanbod"})

#: No more sets of codes than this are tried.
_MOST_SETS = 1_000


class Hold(enum.StrEnum):
    """Why a fact is not changed by proposal."""

    PROTECTED = "beschermd"
    FINDING = "vaststelling"
    SOMEBODY_ELSE = "van_een_ander"
    NEVER = "nooit"
    WITH_TIME = "met_de_tijd"
    #: A date from which time is counted.
    COUNTED_FROM = "teller"
    #: Text, which no rule looks into.
    TEXT = "tekst"
    #: It goes in steps, and steps go up.
    UPWARD = "omhoog"
    #: A date before the reference date: that has happened.
    PAST = "verleden"


def hold(fact: Fact, counted: Collection[str]) -> Hold | None:  # noqa: PLR0911 - one reason each
    """Why ``fact`` is not changed by proposal; ``None`` where it can be.

    Args:
        fact: with its metadata.
        counted: the dates from which time is counted.
    """
    if fact.protected:
        return Hold.PROTECTED
    if fact.kind is Kind.FINDING:
        return Hold.FINDING
    if fact.concerns not in CONCERNED:
        return Hold.SOMEBODY_ELSE
    if fact.change is Change.NEVER:
        return Hold.NEVER
    if fact.change is Change.WITH_TIME or fact.follows_from is not None:
        return Hold.WITH_TIME
    if fact.name in counted:
        return Hold.COUNTED_FROM
    if isinstance(fact.type, Text):
        return Hold.TEXT
    return None


@frozen
class Range:
    """Values of a fact.

    Args:
        low: the first; of a code or set, the only one.
        high: the last.
    """

    low: Value
    high: Value

    def __contains__(self, value: Value) -> bool:
        if isinstance(value, int | date) and not isinstance(value, bool):
            return self.low <= value <= self.high  # type: ignore[operator]  # values of one fact are of one type
        return value == self.low

    def nearest(self, value: Value) -> Value:
        """The value in it that is nearest to ``value``."""
        if isinstance(value, int | date) and not isinstance(value, bool):
            return max(self.low, min(value, self.high))
        return self.low


#: For each cell of a fact, its values.
Choices: TypeAlias = Mapping[int, tuple[Range, ...]]
#: The stretches of a number or date: first value, last value, cell.
Lines: TypeAlias = Sequence[tuple[int, int, int]]


def choices(fact: Fact, value: Value, cells: Cells, lines: Lines, on: date) -> Choices:
    """What ``fact`` can change to in the way its metadata say, by cell; not to the cell in which it is.

    Args:
        fact: that can change.
        value: what it is now.
        cells: of the fact.
        lines: the stretches of its cells, where it is a number or a date.
        on: the reference date: what has happened before it, has happened.
    """
    upward = fact.change is Change.STEPWISE
    return _by_cell(_ranges(fact.type, value, cells, lines, on, upward=upward), cells.cell(value))


def values(fact: Fact, cells: Cells, lines: Lines, value: Value | None = None) -> Choices:
    """The values of a fact, by cell, whatever its metadata say; those of the cell of ``value`` left out."""
    found = _ranges(fact.type, value, cells, lines, None, upward=False)
    return _by_cell(found, None if value is None else cells.cell(value))


def _by_cell(found: Iterable[tuple[int, Range]], without: int | None) -> Choices:
    cells: dict[int, tuple[Range, ...]] = {}
    for cell, one in found:
        if cell != without:
            cells[cell] = (*cells.get(cell, ()), one)
    return cells


def _ranges(  # noqa: PLR0913 - what can be chosen from, and what limits it
    of: Type, value: Value | None, cells: Cells, lines: Lines, on: date | None, *, upward: bool
) -> Iterator[tuple[int, Range]]:
    match of:
        case Number():
            least = value + 1 if upward and isinstance(value, int) else None
            for low, high, cell in _from(lines, least):
                yield cell, Range(low, high)
        case Date():
            for low, high, cell in _from(lines, on.toordinal() if on is not None else None):
                yield cell, Range(date.fromordinal(low), date.fromordinal(high))
        case Boolean():
            for one in (True,) if upward else (False, True):
                yield cells.cell(one), Range(one, one)
        case Code():
            for code in _codes(of, value if upward else None, cells):
                yield cells.cell(code), Range(code, code)
        case CodeSet():
            start = value if isinstance(value, frozenset) else frozenset()
            for cell, holder in _sets(of, start, cells, upward=upward).items():
                yield cell, Range(holder, holder)
        case _:  # text has no values to choose from
            pass


def _from(lines: Lines, least: int | None) -> Iterator[tuple[int, int, int]]:
    """The stretches from a value on."""
    for low, high, cell in lines:
        if least is None or high >= least:
            yield (low if least is None else max(low, least)), high, cell


def _codes(of: Code, above: Value | None, cells: Cells) -> Sequence[str]:
    """The codes of a list, or those above one; of an open list those that the rules name, and another."""
    if of.codes is not None:
        return of.codes[of.codes.index(above) + 1 :] if isinstance(above, str) else of.codes
    named = sorted({code for one in cells.conditions for code in _named(one)})
    return [*named, other(named)]


def other(named: Collection[str]) -> str:
    """A code that is not among those that the rules name: *an other one*."""
    code = "anders"
    while code in named:
        code += "_"
    return code


def _sets(of: CodeSet, value: frozenset[str], cells: Cells, *, upward: bool) -> Mapping[int, frozenset[str]]:
    """For each cell the nearest set, in codes that come in or go out; steps only bring codes in."""
    named = {code for one in cells.conditions for code in _named(one)}
    if any(_counts(one) for one in cells.conditions):
        named |= value | {*(of.codes or ())}
        most = max([one for condition in cells.conditions for one in _numbers(condition)], default=0)
        for _ in range(0 if of.codes is not None else most + 1):
            named.add(other(named))
    found = {cells.cell(value): value}
    seen, layer = {value}, [value]
    while layer and len(found) < len(cells) and len(seen) < _MOST_SETS:
        following: list[frozenset[str]] = []
        for holder in layer:
            for code in sorted(named - holder) + ([] if upward else sorted(holder & named)):
                more = holder ^ {code}
                if more not in seen:
                    seen.add(more)
                    following.append(more)
                    found.setdefault(cells.cell(more), more)
        layer = following
    return found


def _named(expr: Expr) -> Iterator[str]:
    match expr:
        case In(_, codes) | Contains(_, codes) | Without(_, codes):
            yield from codes
        case Literal(str() as code):
            yield code
        case _:
            pass
    for child in children(expr):
        yield from _named(child)


def _counts(expr: Expr) -> bool:
    return isinstance(expr, Count) or any(map(_counts, children(expr)))


def _numbers(expr: Expr) -> Iterator[int]:
    if isinstance(expr, Literal) and type(expr.value) is int:
        yield expr.value
    for child in children(expr):
        yield from _numbers(child)


# -- ranges ------------------------------------------------------------------------------


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch as one."""
    found: list[Range] = []
    for one in sorted(ranges, key=lambda one: _rank(one.low)):
        if found and _next(found[-1].high, one.low):
            found[-1] = Range(found[-1].low, one.high)
        else:
            found.append(one)
    return tuple(found)


def _rank(value: Value) -> tuple[int, str]:
    if isinstance(value, date):
        return value.toordinal(), ""
    return (value, "") if isinstance(value, int) else (0, show(value))


def _next(one: Value, other: Value) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        return (other - one).days == 1
    plain = isinstance(one, int) and isinstance(other, int) and not isinstance(one, bool)
    return plain and other - one == 1  # type: ignore[operator]  # `plain` says so


def common(some: Sequence[Range], others: Sequence[Range]) -> tuple[Range, ...]:
    """The values that lie in both."""
    found = []
    for one in some:
        for two in others:
            low, high = max(one.low, two.low, key=_rank), min(one.high, two.high, key=_rank)
            if _rank(low) <= _rank(high):
                found.append(Range(low, high))
    return tuple(found)


def dates(unit: Unit, low: int, high: int, day: date) -> Range:
    """The dates from which at least ``low`` and at most ``high`` of a unit have passed on ``day``.

    >>> str(dates(Unit.WEEKS, 1, 1, date(2020, 1, 15)).low)
    '2020-01-02'
    """

    def first(count: int) -> int:
        """The first day from which no more than so many have passed."""
        least, most = date.min.toordinal(), date.max.toordinal()
        while least < most:
            middle = (least + most) // 2
            if (since(unit, date.fromordinal(middle), day) or 0) <= count:
                most = middle
            else:
                least = middle + 1
        return least

    last = date.max.toordinal() if low == 0 else first(low - 1) - 1
    return Range(date.fromordinal(first(high)), date.fromordinal(last))
