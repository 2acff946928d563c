"""Conditions as bits: where each is true, and where it is false; nowhere else is it known.

A condition about many rows is two bitmaps, its planes. Kleene's *and*, *or* and *not* never look at one
row alone: they join whole planes, eight rows to a byte, and *not* exchanges the two. What is known everywhere
is one plane, of which the other is the opposite.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from attrs import frozen

Bits: TypeAlias = npt.NDArray[np.uint8]


@frozen(eq=False, repr=False)
class Planes:
    """A condition about a block of rows.

    Args:
        true: where it is true.
        false: where it is false; ``None`` when that is wherever it is not true.

    >>> known, unknown = Planes.of(True, 1), Planes.of(None, 1)
    >>> every([known, unknown]).value(), some([known, unknown]).value()
    (None, True)
    """

    true: Bits
    false: Bits | None

    @classmethod
    def of(cls, value: bool | None, size: int) -> "Planes":  # noqa: FBT001 - the value is the point
        """The same value everywhere, in planes of so many bytes; ``None`` is unknown."""
        nowhere, everywhere = np.zeros(size, np.uint8), np.full(size, 255, np.uint8)
        return cls(everywhere if value else nowhere, nowhere if value is None else None)

    def value(self) -> bool | None:
        """What it is about the first row."""
        return True if self.true[0] & 1 else False if self.fails()[0] & 1 else None

    def fails(self) -> Bits:
        """Where it is false."""
        return ~self.true if self.false is None else self.false


def every(parts: Sequence[Planes]) -> Planes:
    """All of them hold: true where all are true, false where one is false."""
    false = None if _known(parts) else _joined(np.bitwise_or, [one.fails() for one in parts])
    return Planes(_joined(np.bitwise_and, [one.true for one in parts]), false)


def some(parts: Sequence[Planes]) -> Planes:
    """One of them holds: true where one is true, false where all are false."""
    false = None if _known(parts) else _joined(np.bitwise_and, [one.fails() for one in parts])
    return Planes(_joined(np.bitwise_or, [one.true for one in parts]), false)


def at_least(count: int, parts: Sequence[Planes]) -> Planes:
    """So many of them hold: false where so many fail that too few are left."""
    false = None if _known(parts) else _reached(len(parts) - count + 1, [one.fails() for one in parts])
    return Planes(_reached(count, [one.true for one in parts]), false)


def negation(one: Planes) -> Planes:
    """True where it is false, and false where it is true."""
    return Planes(one.fails(), None if one.false is None else one.true)


def unknown(one: Planes) -> Planes:
    """Whether it is unknown; that is never unknown itself."""
    return Planes.of(False, len(one.true)) if one.false is None else Planes(~(one.true | one.false), None)


def holds(one: Planes) -> Planes:
    """Whether it is certainly true; that is never unknown itself."""
    return Planes(one.true, None)


def fails(one: Planes) -> Planes:
    """Whether it is certainly false; that is never unknown itself."""
    return Planes(one.fails(), None)


def unless(test: Planes, one: Planes) -> Planes:
    """``one`` where ``test`` is certainly false, and unknown elsewhere."""
    where = test.fails()
    return Planes(one.true & where, one.fails() & where)


def _known(parts: Sequence[Planes]) -> bool:
    """Whether none of them is unknown anywhere."""
    return all([one.false is None for one in parts])  # noqa: C419 - twice as fast as a generator, for so few


def _joined(how: np.ufunc, bits: Sequence[Bits]) -> Bits:
    first, second, *others = bits
    made: Bits = how(first, second)
    for one in others:
        how(made, one, made)
    return made


def _reached(count: int, bits: Sequence[Bits]) -> Bits:
    """Where at least so many have a bit: of those so far at least one, at least two, and so on."""
    reached = [np.zeros_like(bits[0]) for _ in range(count)]
    for one in bits:
        for place in range(count - 1, 0, -1):
            reached[place] |= reached[place - 1] & one
        reached[0] |= one
    return reached[-1]


# -- columns -------------------------------------------------------------------------


@frozen(eq=False, repr=False)
class Bitmap:
    """A column of yes/no, as it lies in memory.

    Args:
        values: a bit for each row, of any value where that is unknown.
        valid: where it is known; ``None`` when that is everywhere.
    """

    values: Bits
    valid: Bits | None

    @classmethod
    def of(cls, column: pl.Series) -> "Bitmap":
        """The bits of a column; nothing is copied."""
        array = column.to_arrow()
        valid, values = array.buffers()
        start, rows = array.offset, len(array)
        return cls(_cut(values, start, rows), _cut(valid, start, rows) if array.null_count else None)

    def planes(self, block: slice) -> Planes:
        """Its planes, of a block of bytes."""
        if self.valid is None:
            return Planes(self.values[block], None)
        valid = self.valid[block]
        true = self.values[block] & valid
        return Planes(true, true ^ valid)


class Column:
    """A column of yes/no while it is filled in, in memory that Arrow keeps for the next one.

    Args:
        rows: how many rows it has.
    """

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._values, self._valid = _bitmap(rows), _bitmap(rows)
        self._known = True

    def fill(self, block: slice, planes: Planes) -> None:
        """Put in a block of bytes."""
        np.frombuffer(self._values, np.uint8)[block] = planes.true
        valid = np.frombuffer(self._valid, np.uint8)[block]
        if planes.false is None:
            valid[:] = 255
        else:
            np.bitwise_or(planes.true, planes.false, valid)
            self._known = False

    def series(self, name: str) -> pl.Series:
        """The column; nothing is copied."""
        buffers = [None if self._known else self._valid, self._values]
        return pl.Series(name, pa.BooleanArray.from_buffers(pa.bool_(), self._rows, buffers), dtype=pl.Boolean)


def _bitmap(rows: int) -> pa.Buffer:
    return pa.allocate_buffer(-(-rows // 8))


def _cut(bits: pa.Buffer, start: int, rows: int) -> Bits:
    """The bits of some rows: where a table was cut, they may begin in the middle of a byte."""
    whole = np.frombuffer(bits, np.uint8)
    if start % 8:
        return np.packbits(np.unpackbits(whole, bitorder="little")[start : start + rows], bitorder="little")
    return whole[start // 8 : -(-(start + rows) // 8)]
