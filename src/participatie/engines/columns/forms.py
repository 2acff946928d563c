"""The forms of parts that are no joints, in what polars has; with a guard wherever polars means something else."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_
from typing import Any, assert_never

import polars as pl

from participatie.engines.columns.dtypes import dtype
from participatie.engines.columns.parts import SIGNS, Part
from participatie.rules.expr import Rounding
from participatie.values import Type, Unit


def expression(part: Part, of: Sequence[pl.Expr], inputs: Mapping[str, Type]) -> pl.Expr:  # noqa: C901, PLR0911, PLR0912 - one case per form
    """A part as an expression.

    Args:
        part: the part.
        of: the expressions of the nodes that it is made of.
        inputs: the type of every fact.
    """
    if part.void:
        return _void(part, inputs)
    match part.form:
        case "fact":
            return pl.col(str(part.detail))
        case "constant":
            return pl.lit(part.detail[1])  # type: ignore[index]  # its type, and its value
        case "compare":
            compared: pl.Expr = SIGNS[part.detail](of[0], of[1])  # type: ignore[index]  # which comparison
            return compared
        case "rank":
            return of[0].to_physical()
        case "holds":
            return of[0].list.contains(pl.lit(part.detail))
        case "never":
            return of[0].is_null().replace_strict({True: None, False: False}, return_dtype=pl.Boolean)
        case "same set":
            return _same_set(of[0], part.detail)
        case "size":
            return of[0].list.len().cast(pl.Int64)
        case "one if":
            return of[0].cast(pl.Int64)
        case "plus":
            return _wide(of[0]) + _wide(of[1])
        case "less":
            return _wide(of[0]) - _wide(of[1])
        case "times":
            return _wide(of[0]) * _wide(of[1])
        case "product":
            return of[0].cast(pl.Int128) * of[1].cast(pl.Int128)
        case "pick":
            return pl.when(of[0]).then(of[1]).when(~of[0]).then(of[2])
        case "choose":
            test, value, rest, *equal = of
            made = pl.when(test).then(value).when(~test).then(rest)
            return made.when(*equal).then(value) if equal else made
        case "round":
            return _rounded(of[0], of[1], *part.detail)  # type: ignore[misc]  # the step, and which way
        case "since":
            return since(of[0], *part.detail)  # type: ignore[misc]  # the unit, and the day
        case "unknown":
            return of[0].is_null()
        case "coalesce":
            return _coalesced(part, of, inputs)
        case _:  # pragma: no cover - every form is above
            raise AssertionError(part.form)


def _void(part: Part, inputs: Mapping[str, Type]) -> pl.Expr:
    if part.truth:
        return pl.lit(None, dtype=pl.Boolean)
    of = inputs.get(str(part.detail)) if part.form == "fact" else None
    return pl.lit(None, dtype=pl.Int64() if of is None else dtype(of))


def _coalesced(part: Part, of: Sequence[pl.Expr], inputs: Mapping[str, Type]) -> pl.Expr:
    kind = dtype(inputs[str(part.detail)])
    made: Any = pl
    for test, value in zip(of[1::2], of[2::2], strict=True):
        made = made.when(test).then(value)
    return of[0] if made is pl else pl.coalesce(of[0], made.otherwise(None).cast(kind))


def _wide(one: pl.Expr) -> pl.Expr:
    return one.cast(pl.Int64)


def _same_set(one: pl.Expr, codes: Any) -> pl.Expr:
    """Whether a set holds these codes and no other."""
    held = [one.list.contains(pl.lit(code)) for code in sorted(codes)]
    return reduce(and_, held, one.list.len() == len(codes))


def _rounded(above: pl.Expr, below: pl.Expr, step: int, rounding: Rounding) -> pl.Expr:
    """A number that is not negative to a multiple of ``step``, in whole numbers only."""
    value, whole = above.cast(pl.Int128), below.cast(pl.Int128) * step
    match rounding:
        case Rounding.DOWN:
            steps = value // whole
        case Rounding.UP:
            steps = (value + whole - 1) // whole
        case Rounding.HALF_UP:
            steps = (value * 2 + whole) // (whole * 2)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(rounding)
    return (steps * step).cast(pl.Int64)


def since(anchor: pl.Expr, unit: Unit, on: date) -> pl.Expr:
    """Completed units by calendar arithmetic on year, month and day: functions of polars count otherwise."""
    year, month, day = (part.cast(pl.Int32) for part in (anchor.dt.year(), anchor.dt.month(), anchor.dt.day()))
    match unit:
        case Unit.YEARS:
            to_come = (month * 100 + day) > on.month * 100 + on.day
            passed = on.year - year - to_come.cast(pl.Int32)
        case Unit.MONTHS:
            passed = on.year * 12 + on.month - (year * 12 + month) - (day > on.day).cast(pl.Int32)
        case _:
            days = on.toordinal() - _EPOCH - anchor.to_physical()
            passed = days.clip(0) // 7
    return passed.clip(0).cast(pl.Int64)


_EPOCH = date(1970, 1, 1).toordinal()
