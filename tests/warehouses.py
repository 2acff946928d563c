"""Where SQL is tried: tables are made, filled with clients and asked."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol, Self

import duckdb

from participatie.engines.sql.views import Query
from participatie.values import Value

Row = tuple[Any, ...]


class Warehouse(Protocol):
    dialect: str

    def run(self, statement: str) -> None: ...
    def ask(self, query: str) -> tuple[list[str], list[Row]]: ...
    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None: ...
    def drop(self, kind: str, name: str) -> None: ...

    #: What a script runs on.
    connection: Any


class DuckDB:
    dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = duckdb.connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def run(self, statement: str) -> None:
        self.connection.execute(statement)

    def ask(self, query: str) -> tuple[list[str], list[Row]]:
        answer = self.connection.execute(query)
        return [one[0] for one in answer.description], answer.fetchall()

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        names = ", ".join(f'"{one}"' for one in columns)
        marks = ", ".join("?" for _ in columns)
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of ours
        self.connection.executemany(statement, [list(one) for one in rows])

    def drop(self, kind: str, name: str) -> None:
        self.run(f'DROP {kind} IF EXISTS "{name}"')


def plain(value: Value | None) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def load(warehouse: Warehouse, table: str, columns: Iterable[str], clients: Sequence[Mapping[str, Value]]) -> None:
    """A row for each client; the number of the row is who it is."""
    names = ["client", *columns]
    rows = [(str(number), *(plain(one.get(name)) for name in names[1:])) for number, one in enumerate(clients)]
    if rows:
        warehouse.fill(table, names, rows)


def answers(warehouse: Warehouse, query: Query, clients: Sequence[Mapping[str, Value]]) -> list[dict[str, Any]]:
    """What each rule came to, for each client."""
    names, rows = warehouse.ask(query.text)
    assert len(set(names)) == len(names)
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        read = dict(zip(names, row, strict=True))
        assert not read.get("redenen"), read["redenen"]
        values = {name: read[column] for name, column in query.columns.items()}
        for name, column in query.bottoms.items():
            top, bottom = values[name], read[column]
            values[name] = None if top is None or bottom is None else Fraction(int(top), int(bottom))
        found[read["client"]] = values
    return [found[str(number)] for number in range(len(clients))]
