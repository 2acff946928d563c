"""Tables of outcomes and of rejects, as Parquet and CSV files."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import polars as pl

from participatie.diagnostics import Diagnostic, PolicyError
from participatie.files.whole import whole
from participatie.populations import cells
from participatie.populations.checking import ROW
from participatie.populations.outcomes import OUTCOMES

_CSV, _PARQUET = ".csv", ".parquet"


def written(table: pl.DataFrame, path: str | Path) -> Path:
    """Write a frame to a Parquet or CSV file: under a temporary name, renamed when it is whole.

    Raises:
        ValueError: another kind of file.
        PolicyError: a column that such a file cannot hold.
        OSError: it cannot be written.
    """
    target = aimed(path)
    fits(table.schema, target)
    sunk(table.lazy(), target)
    return target


def aimed(path: str | Path) -> Path:
    """The path of a Parquet or CSV file.

    Raises:
        ValueError: another kind of file.
    """
    target = Path(path)
    if target.suffix.lower() not in {_PARQUET, _CSV}:
        raise ValueError(f"outcomes go to a .parquet or .csv file, not to {target.name!r}")
    return target


def fits(schema: pl.Schema, target: Path) -> None:
    """Look whether a file of that kind can hold such columns.

    Raises:
        PolicyError: with each that it cannot.
    """
    text = target.suffix.lower() == _CSV
    found = [
        Diagnostic("kolom_niet_te_schrijven", None, {"kolom": name, "pad": str(target), "gevonden": str(kind)})
        for name, kind in schema.items()
        if isinstance(kind, pl.Object) or (text and not _plain(kind))
    ]
    if found:
        raise PolicyError(found)


def _plain(kind: Any) -> bool:
    """Whether a cell of a CSV file can hold such a value; a list is joined to one text."""
    inner: Any = kind.inner if isinstance(kind, pl.List) else kind
    return not inner.is_nested() and inner not in (pl.Object, pl.Binary, pl.Duration)


def sunk(frame: pl.LazyFrame, target: Path) -> None:
    """Write the rows of a frame while they are worked out.

    Raises:
        OSError: they cannot be written.
    """
    with whole(target, pl.exceptions.PolarsError) as temporary:
        if target.suffix.lower() == _PARQUET:
            frame.sink_parquet(temporary)
        else:
            _as_text(frame).sink_csv(temporary)


#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = r"^([=+\-@\t\r])"


def _as_text(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Columns as CSV can hold them: sets joined, and no text that a spreadsheet takes for a formula."""
    made: list[pl.Expr] = []
    for name, kind in frame.collect_schema().items():
        one = pl.col(name)
        if isinstance(kind, pl.List):
            joined = one.cast(pl.List(pl.String)).list.join(cells.BETWEEN)
            made.append(pl.when(one.list.len() == 0).then(pl.lit(cells.EMPTY[0])).otherwise(joined).alias(name))
        elif cells.is_text(kind):
            made.append(one.cast(pl.String).str.replace(_FORMULA, "'${1}"))
    return frame.with_columns(made)


def reread(target: Path, kept: Collection[str]) -> pl.LazyFrame:
    """The outcomes that were written there.

    Args:
        target: the file.
        kept: its columns that are no outcome.
    """
    if target.suffix.lower() == _PARQUET:
        return pl.scan_parquet(target, glob=False)
    frame = pl.scan_csv(target, infer_schema=False, glob=False)
    outcomes = [name for name in frame.collect_schema() if name not in kept]
    return frame.with_columns(pl.col(ROW).cast(pl.Int64), pl.col(outcomes).cast(OUTCOMES))
