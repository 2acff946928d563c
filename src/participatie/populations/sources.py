"""Where a table comes from: frames, Arrow, Parquet and CSV; read in blocks, in order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
from attrs import evolve, frozen

from participatie.diagnostics import Diagnostic, PolicyError
from participatie.populations.separated import separated

#: What :func:`population` takes: a frame or lazy frame of polars, an Arrow table, or paths of Parquet or CSV files.
Table: TypeAlias = Any
Frame: TypeAlias = "pl.LazyFrame | pl.DataFrame"

#: So many rows at a time: columns of a block stay in the cache of a processor.
BLOCK = 2**18


@frozen
class Part:
    """A frame, or one of the files of a table.

    Args:
        name: of the file; ``tabel`` where there is none.
        frame: its rows.
        rows: how many, where that is known without reading them.
        empty: how many more the frame has at its end, that are none.
        path: of the file.
    """

    name: str
    frame: Frame
    rows: int | None
    empty: int = 0
    path: Path | None = None

    @property
    def schema(self) -> pl.Schema:
        """The columns with their types."""
        with self.readable():
            return self.frame.schema if isinstance(self.frame, pl.DataFrame) else self.frame.collect_schema()

    @contextmanager
    def readable(self) -> Iterator[None]:
        """What polars cannot read is an error about this part; what it says of the contents stays inside."""
        try:
            yield
        except (pl.exceptions.PolarsError, OSError):
            raise PolicyError([self.unreadable()]) from None

    def unreadable(self) -> Diagnostic:
        """That it cannot be read."""
        return Diagnostic("tabel_onleesbaar", None, {"pad": self.name})

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Its rows, some at a time, in order."""
        if isinstance(self.frame, pl.DataFrame):
            yield from (self.frame.slice(start, BLOCK) for start in range(0, self.frame.height, BLOCK))
            return
        found = 0
        with self.readable():
            for block in self.frame.collect_batches(chunk_size=BLOCK, maintain_order=True):
                found += block.height
                yield block if self.rows is None else block.head(max(0, block.height - max(0, found - self.rows)))
        if self.rows is not None and found != self.rows + self.empty:  # no row is lost without a word
            raise PolicyError([self.unreadable()])


@frozen
class Source:
    """A table that was opened.

    Args:
        parts: what it is read from, one after the other; all have the same columns.
    """

    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.parts[0].name

    @property
    def rows(self) -> int | None:
        """How many rows there are, where that is known without reading them."""
        known = [part.rows for part in self.parts if part.rows is not None]
        return sum(known) if len(known) == len(self.parts) else None

    @property
    def schema(self) -> pl.Schema:
        """The columns with their types.

        Raises:
            PolicyError: a lazy frame cannot be worked out.
        """
        return self.parts[0].schema

    def reads(self, path: Path) -> bool:
        """Whether that is one of its files."""
        return path.exists() and any(part.path is not None and path.samefile(part.path) for part in self.parts)

    def each(self, change: Callable[[Frame], Frame]) -> "Source":
        """The same rows with other columns."""
        return Source(tuple(evolve(part, frame=change(part.frame)) for part in self.parts))

    def place(self, row: int) -> tuple[str, int]:
        """The name of the file in which a row of the table stands, and its number there."""
        for part in self.parts[:-1]:
            if part.rows is None or row <= part.rows:
                return part.name, row
            row -= part.rows
        return self.parts[-1].name, row

    def collected(self, pick: Callable[[pl.LazyFrame], pl.LazyFrame]) -> pl.DataFrame:
        """A little of each part, in order.

        Raises:
            PolicyError: a part turns out to be damaged.
        """
        found = []
        for part in self.parts:
            with part.readable():
                found.append(pick(part.frame.lazy()).collect(engine="streaming"))
        return pl.concat(found)

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Its rows, some at a time, in order.

        Raises:
            PolicyError: a part turns out to be damaged.
        """
        for part in self.parts:
            yield from part.blocks()


def opened(table: Table) -> Source:
    """The table, whatever it was given as.

    Raises:
        TypeError: it is no table.
        PolicyError: a file is not there or cannot be read, or has other columns than those before it, or
            columns of one name.
    """
    if isinstance(table, Source):
        return table
    if isinstance(table, pl.DataFrame):
        return Source((Part("tabel", table, table.height),))
    if isinstance(table, pl.LazyFrame):
        return Source((Part("tabel", table, None),))
    if isinstance(table, str | Path):
        return _files([Path(table)])
    if isinstance(table, Sequence) and table and all(isinstance(one, str | Path) for one in table):
        return _files([Path(one) for one in table])
    if hasattr(table, "__arrow_c_stream__"):
        part = Part("tabel", pl.DataFrame(), None)
        with part.readable():
            made = pl.DataFrame(table)
        return Source((evolve(part, frame=made, rows=made.height),))
    raise TypeError(
        "population() takes a frame of polars, an Arrow table, or the path of a Parquet or CSV file first, "
        f"not {type(table).__name__}"
    )


def _files(paths: list[Path]) -> Source:
    _look(paths, "bestand_niet_gevonden", lambda path: path.exists())
    _look(paths, "bestand_onleesbaar", lambda path: path.is_file())
    _look(paths, "tabel_soort", lambda path: path.suffix.lower() in {".parquet", ".csv"})
    parts = tuple(_file(path) for path in paths)
    columns = [list(part.schema.items()) for part in parts]
    differing = [part for part, names in zip(parts, columns, strict=True) if names != columns[0]]
    if differing:
        raise PolicyError(part.unreadable() for part in differing)
    return Source(parts)


def _look(paths: Sequence[Path], code: str, right: Callable[[Path], bool]) -> None:
    wrong = [path for path in paths if not right(path)]
    if wrong:
        raise PolicyError(Diagnostic(code, None, {"pad": str(path)}) for path in wrong)


def _file(path: Path) -> Part:
    part = Part(str(path), pl.LazyFrame(), None, path=path)
    with part.readable():
        if path.suffix.lower() == ".csv":
            # Everything is read as text: only the type of a fact tells what is meant.
            found = separated(path)
            frame = pl.scan_csv(path, separator=found.separator, infer_schema=False, glob=False)
            return evolve(part, frame=frame, rows=found.rows, empty=found.empty)
        frame = pl.scan_parquet(path, glob=False)
        return evolve(part, frame=frame, rows=frame.select(pl.len()).collect().item())
