"""Columns beside the vocabulary of a pack, and rows that cannot be true."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from attrs import field, frozen

from participatie.advice import advise
from participatie.client import Client
from participatie.diagnostics import Cell, Diagnostic, PolicyError, suggestion
from participatie.policy.pack import Pack
from participatie.populations import cells
from participatie.populations.closing import WRONG, Closing
from participatie.populations.sources import Source
from participatie.values import Boolean, Code, CodeSet, Date, Misfit, Number, Text, Type
from participatie.vocabulary import Vocabulary, refusal

#: The number of a row, counted from 1.
ROW = "rij"
#: What a table of clients calls the column that tells them apart.
CLIENT = "client"

_KINDS: Mapping[type, str] = {
    Boolean: "ja of nee",
    Number: "hele getallen",
    Date: "datums",
    Code: "codes",
    CodeSet: "lijsten van codes",
    Text: "tekst",
}


@frozen
class Layout:
    """What the columns of a table are.

    Args:
        source: the table.
        pack: whose facts.
        facts: the columns that hold facts.
        client: the column that tells clients apart, if there is one.
        along: columns that go along; a fact as it was read, with what follows for it.
    """

    source: Source
    pack: Pack
    facts: tuple[str, ...]
    client: str | None
    along: tuple[str, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of a result that are no outcome."""
        own = (ROW, *((self.client,) if self.client else ()))
        return (*own, *(name for name in self.along if name not in own))


def layout(source: Source, pack: Pack, client: str | None, along: Sequence[str]) -> Layout:
    """The columns of a table, each of them known.

    Raises:
        PolicyError: columns that are no facts, of another type or not there.
    """
    words = pack.vocabulary
    source = _fitting(source, words)
    schema = source.schema
    found: list[Diagnostic] = []
    client = client if client is not None or CLIENT not in schema else CLIENT
    named = (*along, *([client] if client else []))
    found += [
        Diagnostic("kolom_ontbreekt", None, {"kolom": name, **suggestion(name, schema)})
        for name in named
        if name not in schema
    ]
    facts: list[str] = []
    for name, kind in schema.items():
        if name in words:
            if cells.column(name, kind, words[name].type) is None:
                arguments = {"kolom": name, "verwacht": _KINDS[type(words[name].type)], "gevonden": _called(kind)}
                found.append(Diagnostic("kolom_soort", None, arguments))
            facts.append(name)
        elif name not in along and name != client:
            found.append(Diagnostic("kolom_onbekend", None, {"kolom": name, **suggestion(name, words)}))
        elif name in {ROW, WRONG}:
            found.append(Diagnostic("kolom_bezet", None, {"kolom": name}))
    if not facts and not found:
        found.append(Diagnostic("geen_feiten", None, {"naam": source.name}))
    if found:
        raise PolicyError(found)
    return Layout(source, pack, tuple(facts), client, tuple(dict.fromkeys(along)))


def _fitting(source: Source, words: Vocabulary) -> Source:
    """The table; a column without a single value says nothing, whatever its type is."""
    found = [
        name
        for name, kind in source.schema.items()
        if name in words and cells.column(name, kind, words[name].type) is None
    ]
    if not found:
        return source
    counts = source.collected(lambda rows: rows.select(pl.len().alias(ROW), pl.col(found).count())).sum()
    height, *values = counts.row(0)
    nothing = [pl.lit(None).alias(name) for name, count in zip(found, values, strict=True) if height and not count]
    return source.each(lambda frame: frame.with_columns(nothing))


def _called(kind: pl.DataType) -> str:
    names = ((pl.Boolean, "ja of nee"), (pl.List, "lijsten"), (pl.Date, "datums"), (pl.Datetime, "tijdstippen"))
    return next((name for of, name in names if isinstance(kind, of)), "getallen" if kind.is_numeric() else str(kind))


@frozen
class Reject:
    """A cell because of which a row is set aside.

    Args:
        row: its number, counted from 1.
        column: the fact concerned.
        diagnostic: what is wrong with it.
    """

    row: int
    column: str
    diagnostic: Diagnostic

    def placed(self, source: Source) -> Diagnostic:
        """What is wrong, with where."""
        place = Cell.of(*source.place(self.row), self.column)
        return Diagnostic(self.diagnostic.code, place, self.diagnostic.arguments)


@frozen
class Checker:
    """Reads rows as facts, and tells which of them cannot be true.

    Args:
        layout: the columns.
        on: the reference date.
        twice: the identities that more than one row has.
    """

    layout: Layout
    on: date
    twice: Collection[Any]
    closing: Closing = field(init=False)
    _types: Mapping[str, Type] = field(init=False)

    @_types.default
    def _facts(self) -> Mapping[str, Type]:
        return {name: self.layout.pack.vocabulary[name].type for name in self.layout.facts}

    @closing.default
    def _closing(self) -> Closing:
        return Closing(self.layout.pack, self.on, self.layout.facts)

    def checked(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that can be true, with all that follows from them; and the others, for :meth:`reasons`.

        Args:
            rows: as they were given, with their number.
        """
        types, kinds = self._types, rows.schema
        read = rows.select(_column(name, kinds[name], of).alias(name) for name, of in types.items())
        # A cell that does not fit is read as nothing: only where more is nothing than was, there are any.
        suspect = [name for name in read.columns if read[name].null_count() > rows[name].null_count()]
        misfits = [(read[name].is_null() & ~cells.unknown(name, kinds[name])).alias(f"!{name}") for name in suspect]
        flags = rows.select(*misfits, *self._identity(kinds))
        table = pl.concat([rows.select(name for name in self.layout.kept if name not in types), read], how="horizontal")
        if flags.width and (bad := flags.select(pl.any_horizontal(pl.all())).to_series()).any():
            table = table.filter(~bad)
        for step in (self.closing.dated, self.closing.closed):
            table = step(table)
            if table[WRONG].any():
                table = table.filter(~pl.col(WRONG))
            table = table.drop(WRONG)
        if table.height == rows.height:
            return table, rows.clear()
        told = rows.select(ROW, *(cells.told(name, kinds[name]) for name in types))
        settled = pl.col(ROW).is_in(table[ROW].implode())
        return table, pl.concat([told, flags], how="horizontal").filter(~settled)

    def _identity(self, kinds: pl.Schema) -> Iterator[pl.Expr]:
        """Whether nobody can tell who a row is about, and whether another row is about the same."""
        client = self.layout.client
        if client is None:
            return
        yield cells.unknown(client, kinds[client]).alias("?")
        if len(self.twice):
            yield pl.col(client).is_in(pl.Series(self.twice).implode()).fill_null(value=False).alias("??")

    def reasons(self, aside: pl.DataFrame) -> Iterator[Reject]:
        """What is wrong with rows that cannot be true, in their order.

        Args:
            aside: from :meth:`checked`.
        """
        for row in aside.iter_rows(named=True):
            found = [*self._misfits(row)]
            yield from found or self._contradictions(row)

    def _misfits(self, row: Mapping[str, Any]) -> Iterator[Reject]:
        number, client = row[ROW], self.layout.client
        if client is not None and (row["?"] or row.get("??")):
            code = "client_zonder_naam" if row["?"] else "client_dubbel"
            yield Reject(number, client, Diagnostic(code, None, {"kolom": client}))
        for name, of in self._types.items():
            if row.get(f"!{name}"):
                problem = cells.cell(row[name], of)
                if not isinstance(problem, Misfit):
                    raise AssertionError(f"{name}: a column and a cell of it are read differently")
                yield Reject(number, name, refusal(name, problem))

    def _contradictions(self, row: Mapping[str, Any]) -> Iterator[Reject]:
        """What an advice about this row alone says is wrong with it."""
        facts = {name: cells.cell(row[name], of) for name, of in self._types.items()}
        try:
            client = Client.from_mapping(facts, words=self.layout.pack.vocabulary)
            advise(client, self.layout.pack, on=self.on)
        except PolicyError as error:
            for one in error.diagnostics:
                yield Reject(row[ROW], one.arguments["naam"], one)
        else:
            raise AssertionError("columns contradict each other in a row that does not")


def _column(name: str, kind: pl.DataType, of: Type) -> pl.Expr:
    made = cells.column(name, kind, of)
    assert made is not None  # noqa: S101 - the layout saw to that
    return made


def doubles(source: Source, client: str | None) -> Collection[Any]:
    """The identities that more than one row has, found without keeping all of them at once."""
    if client is None:
        return ()
    hashes = source.collected(lambda rows: rows.select(pl.col(client).hash())).to_series().sort()
    again = hashes.filter(hashes == hashes.shift(1)).unique()
    if again.is_empty():
        return ()
    some = source.collected(lambda rows: rows.select(client).filter(pl.col(client).hash().is_in(again.implode())))
    found = some.to_series().drop_nulls()
    return found.filter(found.is_duplicated()).unique()
