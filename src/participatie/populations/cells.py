"""Cells of a table as values of facts: what each column is read as, and what is wrong with a cell.

Columns are read at once; a cell that does not fit is looked at again by itself, as a
fact of one client is, so that both say the same about it.
"""

import math
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

import polars as pl

from participatie.engines.columns import dtype
from participatie.values import Boolean, Code, CodeSet, Date, Misfit, Number, Type, Value, typed

Expression: TypeAlias = pl.Expr

#: How text says that a fact is unknown, as a client file does.
UNKNOWN = ("", "onbekend", "null", "~")
#: What stands between the codes of a set, and what stands for a set that is known to be empty.
BETWEEN, EMPTY = "|", ("geen", "[]")
#: What may stand around text. Named, because Python and polars do not call the same signs white space.
SPACE = " \t\r\n\u00a0"
_TRUTH = {"ja": True, "true": True, "nee": False, "false": False}
_WHOLE = r"^(0|-?[1-9][0-9]{0,17})$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def is_text(kind: "pl.DataType | type[pl.DataType]") -> bool:
    """Whether a column holds text, in the notation of client files."""
    return kind in (pl.String, pl.Categorical, pl.Enum)


def column(name: str, kind: pl.DataType, of: Type) -> Expression | None:  # noqa: PLR0911 - one case per type
    """The column of a fact, with nothing where a cell does not fit; ``None`` where no cell could.

    Args:
        name: the fact.
        kind: the type of the column as it was given.
        of: the type of the fact.
    """
    raw = pl.col(name)
    if isinstance(kind, pl.Null):
        return raw.cast(dtype(of))
    if kind == dtype(of) and isinstance(of, Boolean | Code) and kind != pl.String:
        return raw
    if is_text(kind):
        return _of_text(raw.cast(pl.String).str.strip_chars(SPACE), of)
    match of:
        case Boolean():
            return raw if isinstance(kind, pl.Boolean) else None
        case Number():
            return _within(_whole(raw, kind), of) if kind.is_numeric() else None
        case Date():
            return _day(raw, kind)
        case Code() if kind.is_integer():
            return raw.cast(pl.String).cast(dtype(of), strict=False)
        case CodeSet(codes) if isinstance(kind, pl.List):
            inner: Any = kind.inner
            codes_inside = inner == pl.Null or is_text(inner)
            return _set(raw.cast(pl.List(pl.String)), codes) if codes_inside else None
        case _:
            return None


def unknown(name: str, kind: pl.DataType) -> Expression:
    """Whether a cell says that its fact is unknown."""
    raw = pl.col(name)
    if not is_text(kind):
        return raw.is_null()
    return raw.is_null() | raw.cast(pl.String).str.strip_chars(SPACE).is_in(list(UNKNOWN))


def _of_text(raw: Expression, of: Type) -> Expression:
    stated = pl.when(~raw.is_in(list(UNKNOWN))).then(raw)
    match of:
        case Boolean():
            return stated.str.to_lowercase().replace_strict(_TRUTH, default=None, return_dtype=pl.Boolean)
        case Number():
            return _within(pl.when(stated.str.contains(_WHOLE)).then(stated).cast(pl.Int64, strict=False), of)
        case Date():
            return _known(pl.when(stated.str.contains(_DAY)).then(stated).str.to_date("%Y-%m-%d", strict=False))
        case CodeSet(codes):
            empty = EMPTY if codes is None or EMPTY[0] not in codes else EMPTY[1:]
            parts = stated.str.split(BETWEEN).list.eval(pl.element().str.strip_chars(SPACE))
            none = pl.lit([], dtype=pl.List(pl.String))
            return _set(pl.when(stated.is_in(list(empty))).then(none).otherwise(parts), codes)
        case _:
            return stated.cast(dtype(of), strict=False)


def _day(raw: Expression, kind: pl.DataType) -> Expression | None:
    if isinstance(kind, pl.Datetime) and kind.time_zone is None:
        return _known(pl.when(raw.dt.time() == time(0)).then(raw.dt.date()))
    return _known(raw) if isinstance(kind, pl.Date) else None


def _known(day: Expression) -> Expression:
    """Only days of the calendar of Python: polars goes on where that ends."""
    return pl.when(day.is_between(date.min, date.max)).then(day)


def told(name: str, kind: pl.DataType) -> Expression:
    """A column to take cells from: days as text, for not each of them is one to Python."""
    raw = pl.col(name)
    day = _day(raw, kind)
    if day is None:
        return raw
    return pl.when(raw.is_not_null()).then(day.cast(pl.String).fill_null("?")).alias(name)


def _whole(raw: Expression, kind: pl.DataType) -> Expression:
    if kind.is_integer():
        return raw.cast(pl.Int64, strict=False)
    whole = raw.cast(pl.Int64, strict=False)
    return pl.when(whole.cast(kind, strict=False) == raw).then(whole)


def _within(number: Expression, of: Number) -> Expression:
    return pl.when(number.is_between(of.low, of.high)).then(number).cast(dtype(of))


def _set(raw: Expression, codes: tuple[str, ...] | None) -> Expression:
    fits = pl.element().is_not_null()
    if codes is not None:
        fits &= pl.element().is_in([str(code) for code in codes])
    return pl.when(raw.list.eval(fits).list.all()).then(raw.list.unique())


def cell(raw: Any, of: Type) -> Value | Misfit | None:
    """One cell as a value of a fact, ``None`` for unknown, or why it is none."""
    if isinstance(raw, str):
        text = raw.strip(SPACE)
        if text in UNKNOWN:
            return None
        raw = _READ[type(of)](text, of) if type(of) in _READ else text
    elif isinstance(raw, datetime) and isinstance(of, Date) and raw.time() == time(0):
        raw = raw.date()
    elif isinstance(of, Number) and isinstance(raw, float | Decimal) and math.isfinite(raw) and raw == int(raw):
        raw = int(raw)
    return None if raw is None else typed(raw, of)


def _read_set(text: str, of: Any) -> Any:
    empty = EMPTY if of.codes is None or EMPTY[0] not in of.codes else EMPTY[1:]
    return [] if text in empty else [one.strip(SPACE) for one in text.split(BETWEEN)]


def _read_number(text: str, _: Any) -> Any:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and (digits == text == "0" or digits[0] != "0")
    return int(text) if plain and len(digits) <= 18 else text  # noqa: PLR2004 - as `_WHOLE` says


_READ: dict[type, Callable[[str, Any], Any]] = {
    Boolean: lambda text, _: _TRUTH.get(text.lower(), text),
    Number: _read_number,
    CodeSet: _read_set,
}
