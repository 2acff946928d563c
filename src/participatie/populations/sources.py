"""Where a table comes from: frames, Arrow, Parquet and CSV; read in blocks, in order."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
from attrs import frozen

from participatie.diagnostics import Cell, Diagnostic, PolicyError

#: What :func:`population` takes: a frame or lazy frame of polars, an Arrow table, or paths of Parquet or CSV files.
Table: TypeAlias = Any

#: So many rows at a time: columns of a block stay in the cache of a processor.
BLOCK = 2**18
#: So many rows that break off are named.
_NAMED = 10


@frozen
class Source:
    """A table that was opened.

    Args:
        name: the file that it stands in; ``tabel`` where there is none.
        frame: its rows.
        rows: how many, where that is known without reading them.
        paths: the files that it is read from.
    """

    name: str
    frame: "pl.LazyFrame | pl.DataFrame"
    rows: int | None
    paths: tuple[Path, ...] = ()

    @property
    def schema(self) -> pl.Schema:
        """The columns with their types."""
        return self.frame.schema if isinstance(self.frame, pl.DataFrame) else self.frame.collect_schema()

    def reads(self, path: Path) -> bool:
        """Whether that is one of its files."""
        return path.exists() and any(path.samefile(one) for one in self.paths)

    def lazy(self) -> pl.LazyFrame:
        """Its rows, to be read."""
        return self.frame.lazy()

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Its rows, some at a time, in order.

        Raises:
            PolicyError: the file turns out to be damaged.
        """
        if isinstance(self.frame, pl.DataFrame):
            yield from (self.frame.slice(start, BLOCK) for start in range(0, self.frame.height, BLOCK))
            return
        with readable(self.name):
            yield from self.frame.collect_batches(chunk_size=BLOCK, maintain_order=True)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What polars cannot read is an error about the file; what it says of its contents stays inside."""
    try:
        yield
    except FileNotFoundError:
        raise PolicyError([Diagnostic("bestand_niet_gevonden", None, {"pad": name})]) from None
    except (pl.exceptions.PolarsError, OSError):
        raise PolicyError([Diagnostic("tabel_onleesbaar", None, {"pad": name})]) from None


def opened(table: Table) -> Source:
    """The table, whatever it was given as.

    Raises:
        TypeError: it is no table.
        PolicyError: a file is not there or cannot be read, or has columns of one name.
    """
    if isinstance(table, Source):
        return table
    if isinstance(table, pl.DataFrame):
        return Source("tabel", table, table.height)
    if isinstance(table, pl.LazyFrame):
        return Source("tabel", table, None)
    if isinstance(table, str | Path):
        return _files([Path(table)])
    if isinstance(table, Sequence) and table and all(isinstance(one, str | Path) for one in table):
        return _files([Path(one) for one in table])
    if hasattr(table, "__arrow_c_stream__"):
        made = pl.DataFrame(table)
        return Source("tabel", made, made.height)
    raise TypeError(
        "population() takes a frame of polars, an Arrow table, or the path of a Parquet or CSV file first, "
        f"not {type(table).__name__}"
    )


def _files(paths: list[Path]) -> Source:
    name = str(paths[0])
    missing = [one for one in paths if not one.exists()]
    if missing:
        raise PolicyError(Diagnostic("bestand_niet_gevonden", None, {"pad": str(one)}) for one in missing)
    if any(not one.is_file() for one in paths):
        raise PolicyError([Diagnostic("bestand_onleesbaar", None, {"pad": name})])
    kinds = {one.suffix.lower() for one in paths}
    with readable(name):
        if kinds == {".parquet"}:
            frame = pl.scan_parquet(paths, glob=False)
            rows = frame.select(pl.len()).collect().item()
            return Source(name, frame, rows, tuple(paths))
        if kinds == {".csv"}:
            # Everything is read as text: only the type of a fact tells what is meant.
            separators = {_separator(one) for one in paths}
            if len(separators) == 1:
                frame = pl.scan_csv(paths, separator=separators.pop(), infer_schema=False, glob=False)
                frame.collect_schema()
                return Source(name, frame, None, tuple(paths))
    raise PolicyError([Diagnostic("tabel_soort", None, {"pad": name})])


def _separator(path: Path) -> str:
    """What separates the columns of a CSV file, once it is sure that their names differ and every row fills them.

    polars fills up a row that breaks off itself: what was lost would be unknown.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline()
            separator = max(";,\t", key=line.count)
            names = next(csv.reader([line], delimiter=separator), [])
            twice = sorted({one for one in names if names.count(one) > 1})
            if twice:
                raise PolicyError(Diagnostic("kolom_dubbel", None, {"kolom": one}) for one in twice)
            ragged = list(islice(_ragged(csv.reader(file, delimiter=separator), str(path), names), _NAMED))
    except UnicodeDecodeError:
        raise PolicyError([Diagnostic("geen_utf8", None, {"pad": str(path)})]) from None
    except csv.Error:
        raise PolicyError([Diagnostic("tabel_onleesbaar", None, {"pad": str(path)})]) from None
    if ragged:
        raise PolicyError(ragged)
    return separator


def _ragged(rows: Iterable[list[str]], name: str, columns: Sequence[str]) -> Iterator[Diagnostic]:
    """The rows with more or fewer cells than there are columns."""
    width = len(columns)
    for number, row in enumerate(rows, start=1):
        if len(row) != width and (row or width > 1):  # an empty line is the one cell of a single column
            arguments = {"gevonden": str(len(row)), "verwacht": str(width)}
            yield Diagnostic("rij_cellen", Cell.of(name, number, columns[min(len(row), width - 1)]), arguments)
