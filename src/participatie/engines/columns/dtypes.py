"""The type of a column for each type of a fact."""

from typing import assert_never

import polars as pl

from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type

#: Whole numbers that fit in a column of so many bits.
_SIZES = ((8, 2**7), (16, 2**15), (32, 2**31))


def dtype(of: Type) -> pl.DataType:
    """The type of the column in which values of a fact stand.

    A code of a closed list is an ``Enum`` in the order of that list; a set is a list without doubles.

    >>> dtype(Number(None, 0, 120))
    Int8
    """
    match of:
        case Boolean():
            return pl.Boolean()
        case Number(_, low, high):
            bits = next((bits for bits, end in _SIZES if -end <= low and high < end), 64)
            made: pl.DataType = {8: pl.Int8, 16: pl.Int16, 32: pl.Int32, 64: pl.Int64}[bits]()
            return made
        case Date():
            return pl.Date()
        case Code(codes) if codes is not None:
            return pl.Enum([str(code) for code in codes])
        case CodeSet():
            return pl.List(pl.String())
        case Code() | Text():
            return pl.String()
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)
