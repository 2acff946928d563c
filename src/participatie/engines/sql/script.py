"""What came of writing a pack as SQL: statements, the names in them, and how they are run."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from participatie.engines.sql import forms as w
from participatie.engines.sql.facts import CLIENT
from participatie.engines.sql.running import REJECTS, UNFINISHED, Order, Ran, run

FACTS, REJECTED, RULES, OUTCOMES = "feiten", "afgekeurd", "regels", "uitkomsten"


@frozen(repr=False)
class Script:
    """The rules of a pack on a day, written in SQL.

    Args:
        pack: the id of the pack.
        on: the reference date.
        dialect: ``duckdb``, ``postgres`` or ``spark``.
        table: the table with a row for each client.
        columns: the facts that it has a column for.
        views: the name of each view, by what it holds: ``feiten``, ``afgekeurd``, ``regels``, ``uitkomsten``.
        outcomes: the column of each outcome, by its id, in the order of an advice.
        codes: of each conclusion, the columns of the codes that are possible, and of those that are certain.
        head: what the text begins with.
        create: the statement that makes the table, unless it is there.
        statements: those that make the views, in that order. Running them again replaces the views.
    """

    pack: str
    on: date
    dialect: str
    table: str
    columns: tuple[str, ...]
    views: Mapping[str, str]
    outcomes: Mapping[str, str]
    codes: Mapping[str, tuple[str, str]]
    head: str
    create: str
    statements: tuple[str, ...]

    @property
    def text(self) -> str:
        """The table and the views as one file, with a heading that says what it is."""
        return "\n\n".join([self.head, *(f"{one};" for one in (self.create, *self.statements))]) + "\n"

    def run(self, connection: Any, *, into: str = "uitkomsten", replace: bool = False) -> Ran:
        """Make the views, and store the outcomes in a table of their own.

        The tables are made under another name and renamed when they are whole:
        ``into`` with the outcomes, and ``into`` with ``_afgekeurd`` after it with the
        rows that have a mistake. Every row of the table is in one of the two.

        Args:
            connection: of ``duckdb`` or ``psycopg``, or a ``SparkSession``; it stays open.
            into: the name of the table of outcomes.
            replace: drop tables with these names first.

        Raises:
            TypeError: it is no such connection, or the name is no text.
            ValueError: the name cannot be one, or the connection is to a server that speaks
                another dialect.
            ServerError: the server broke off, or does not know the table: what it was doing,
                and the class of its own error, which is the cause of this one. That may
                tell of clients, and is for who may see them. Results that were there are
                still there.

        >>> import duckdb
        >>> from participatie import catalog, sql
        >>> script = sql(catalog.load("helmond"), on=date(2018, 6, 1))
        >>> with duckdb.connect() as connection:
        ...     _ = connection.execute(script.create)
        ...     _ = connection.execute("INSERT INTO clienten (client) VALUES ('a'), ('b')")
        ...     script.run(connection).rows
        2
        """
        name = checked_name(into, "into")
        taken = {self.table.lower(), *(one.lower() for one in self.views.values())}
        if taken & {name.lower(), f"{name}{REJECTS}".lower()}:
            raise ValueError(f"into= is {name!r}, which is the table itself or one of its views")
        order = Order(
            dialect=self.dialect,
            table=self.table,
            columns=(CLIENT, *self.columns),
            statements=self.statements,
            outcomes=self.outcomes,
            view=self.views[OUTCOMES],
            rejected=self.views[REJECTED],
        )
        return run(connection, order, name, replace=replace)

    def __repr__(self) -> str:
        return f"<Script {self.pack} op {self.on}: {self.dialect}, {len(self.statements)} statements>"


_PART = r"[A-Za-z_][A-Za-z0-9_]*"
_NAME = re.compile(rf"{_PART}(\.{_PART}){{0,2}}\Z")
#: How much longer names become that begin with this one.
_ADDED = {
    "prefix": max(map(len, (FACTS, REJECTED, RULES, OUTCOMES))) + 1,
    "into": len(REJECTS) + len(UNFINISHED),
}


def checked_name(name: str, of: str) -> str:
    """A name that can be one everywhere.

    Raises:
        TypeError: it is no text.
        ValueError: it has other characters than letters, digits and underscores, or too many.
    """
    if not isinstance(name, str):
        raise TypeError(f"{of}= is a name, not {type(name).__name__}")
    most = w.LONGEST_NAME - (_ADDED.get(of, 0))
    if not _NAME.match(name) or any(len(part) > most for part in name.split(".")):
        raise ValueError(
            f"{of}= is a name of letters, digits and underscores, {most} at most, with dots after its schema"
        )
    return name
