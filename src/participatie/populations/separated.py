"""What stands in a CSV file, looked at before polars reads it.

polars fills up a row that breaks off, and takes a stray quotation mark for the
beginning of a text that goes on in the next rows: what was lost would be unknown,
or nobody. So the rows are counted first, by a reader that forgives nothing.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from participatie.diagnostics import Cell, Diagnostic, PolicyError

#: So many rows that break off are named.
_NAMED = 10


@frozen
class Separated:
    """A CSV file in which every row has a cell for each column.

    Args:
        separator: what stands between cells.
        rows: how many there are.
        empty: how many lines without anything come after them.
    """

    separator: str
    rows: int
    empty: int


def separated(path: Path) -> Separated:
    """Look through a file.

    Raises:
        PolicyError: it is no text; a column has no name or that of another one; or a row cannot be read, or
            has more or fewer cells than there are columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = max(";,\t", key=file.readline().count)
            file.seek(0)
            return _counted(path, file, separator)
    except UnicodeDecodeError:
        raise PolicyError([Diagnostic("geen_utf8", None, {"pad": str(path)})]) from None


def _counted(path: Path, lines: Iterable[str], separator: str) -> Separated:
    rows = _rows(path, lines, separator)
    columns = next(rows, None)
    if columns is None:
        raise PolicyError([Diagnostic("tabel_onleesbaar", None, {"pad": str(path)})])
    _named(path, columns)
    width, count, last = len(columns), 0, 0
    ragged: list[tuple[int, int]] = []
    least = int(width == 1)  # an empty line is a cell then: somebody of whom nothing is known
    for count, cells in enumerate((max(len(row), least) for row in rows), start=1):
        last = count if cells else last
        if cells != width and len(ragged) < _NAMED:
            ragged.append((count, cells))
    wrong = [
        Diagnostic(
            "rij_cellen",
            Cell.of(str(path), number, columns[min(cells, width - 1)]),
            {"gevonden": str(cells), "verwacht": str(width)},
        )
        for number, cells in ragged
        if number <= last  # an empty line at the end is no row
    ]
    if wrong:
        raise PolicyError(wrong)
    return Separated(separator, last, count - last)


def _named(path: Path, columns: Sequence[str]) -> None:
    """Look whether every column has a name of its own."""
    without = [number for number, name in enumerate(columns or [""], start=1) if not name.strip()]
    twice = sorted({name for name in columns if name.strip() and columns.count(name) > 1})
    found = [
        *(Diagnostic("kolom_zonder_naam", None, {"pad": str(path), "nummer": str(number)}) for number in without),
        *(Diagnostic("kolom_dubbel", None, {"kolom": name}) for name in twice),
    ]
    if found:
        raise PolicyError(found)


def _rows(path: Path, lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """The rows, that with the names of the columns first."""
    marks = 0

    def counting() -> Iterator[str]:
        nonlocal marks
        for line in lines:
            marks += line.count('"')
            yield line

    for number, row in enumerate(_parsed(csv.reader(counting(), delimiter=separator, strict=True))):
        if row is None or marks % 2:  # an odd one stands in a cell that has none around it
            raise PolicyError([Diagnostic("rij_onleesbaar", None, {"pad": str(path), "rij": str(number)})])
        yield row


def _parsed(rows: Iterable[list[str]]) -> Iterator[list[str] | None]:
    """The rows, with nothing for one that cannot be read: the last."""
    try:
        yield from rows
    except csv.Error:
        yield None
