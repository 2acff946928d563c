"""Running a script where the data is, on a connection of whoever asks for it."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from sqlglot import exp

from participatie.diagnostics import ServerError
from participatie.engines.sql import forms as w
from participatie.engines.sql.outcomes import JUDGEMENT, NO, UNKNOWN, YES

#: What a table is called until it is whole.
UNFINISHED = "_in_aanbouw"
REJECTS = "_afgekeurd"
_WORDS = (YES, NO, JUDGEMENT, UNKNOWN)
#: So many sums in one query.
_SUMS = 400


@frozen
class Order:
    """What is to be run.

    Args:
        dialect: of the statements.
        table: with a row for each client.
        statements: those that make the views.
        outcomes: the column of each outcome, by its id.
        view: the view of the outcomes.
        rejected: the view of the rows with a mistake.
    """

    dialect: str
    table: str
    statements: Sequence[str]
    outcomes: Mapping[str, str]
    view: str
    rejected: str


@frozen
class Ran:
    """What came of running a order.

    Args:
        rows: how many clients have outcomes.
        rejected: how many rows have a mistake, and no outcomes.
        counts: how many clients have which outcome, by its id.
    """

    rows: int
    rejected: int
    counts: Mapping[str, Mapping[str, int]]


def run(connection: Any, order: Order, into: str, *, replace: bool) -> Ran:
    """Make the views and store their outcomes; see :meth:`participatie.engines.sql.script.Script.run`."""
    runner = _Runner(connection, order.dialect)
    with runner.whole():
        for statement in order.statements:
            runner.do(statement)
        stored = {into: order.view, f"{into}{REJECTS}": order.rejected}
        for name, view in stored.items():
            runner.do_this(exp.Drop(tables=[w.table(f"{name}{UNFINISHED}")], kind="TABLE", exists=True))
            every = exp.Select().select(exp.Star(), copy=False).from_(w.table(view), copy=False)
            runner.do_this(exp.Create(this=w.table(f"{name}{UNFINISHED}"), kind="TABLE", expression=every))
        ran = _counted(runner, order, into)
        for name in stored:
            if replace:
                runner.do_this(exp.Drop(tables=[w.table(name)], kind="TABLE", exists=True))
            # Spark wants the schema again, the others do not take it.
            target = name if order.dialect == "spark" else name.rpartition(".")[2]
            renamed = exp.AlterRename(this=w.table(target))
            runner.do_this(exp.Alter(this=w.table(f"{name}{UNFINISHED}"), kind="TABLE", actions=[renamed]))
    return ran


def _counted(runner: "_Runner", order: Order, into: str) -> Ran:
    outcomes = w.table(f"{into}{UNFINISHED}")
    rows = runner.number(outcomes)
    rejected = runner.number(w.table(f"{into}{REJECTS}{UNFINISHED}"))
    there = runner.number(w.table(order.table))
    if there != rows + rejected:
        raise ServerError(f"{there} rows went in, and {rows} with {rejected} rejected came out: did the table change?")
    pairs = [(name, word) for name in order.outcomes for word in _WORDS]
    found: dict[str, dict[str, int]] = {name: {} for name in order.outcomes}
    for start in range(0, len(pairs), _SUMS):
        some = pairs[start : start + _SUMS]
        sums = []
        for number, (name, word) in enumerate(some):
            held = exp.EQ(this=w.column(order.outcomes[name]), expression=w.text(word))
            sums.append(w.named(exp.Count(this=w.choice([(held, w.number(1))])), f"n{number}"))
        query = exp.Select().select(*sums, copy=False).from_(outcomes.copy(), copy=False)
        for (name, word), count in zip(some, runner.ask(query), strict=True):
            found[name][word] = int(count)
    return Ran(rows, rejected, found)


class _Runner:
    """Sends statements to a connection of DuckDB or psycopg, or to a session of Spark."""

    def __init__(self, connection: Any, dialect: str) -> None:
        send = getattr(connection, "execute", None) or getattr(connection, "sql", None)
        if not callable(send):
            raise TypeError(
                f"run() takes a connection of duckdb or psycopg, or a SparkSession, not {type(connection).__name__}"
            )
        self.connection, self.dialect = connection, dialect
        self._send: Callable[[str], Any] = send

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """All of it or nothing, where the server can do that."""
        begin = getattr(self.connection, "begin", None)  # psycopg begins by itself
        if self.dialect == "duckdb" and begin is not None:
            self._guarded(begin)
        try:
            yield
        except BaseException:
            self._end("rollback", quiet=True)
            raise
        self._end("commit", quiet=False)

    def _end(self, how: str, *, quiet: bool) -> None:
        end = getattr(self.connection, how, None)
        if end is None:
            return
        if not quiet:
            self._guarded(end)
            return
        with contextlib.suppress(Exception):  # the mistake that brought us here is the one to tell
            end()

    def _guarded(self, do: Callable[[], Any]) -> Any:
        try:
            return do()
        except Exception as error:
            raise ServerError(
                f"{self.dialect} broke off with {type(error).__name__}; "
                "no results were replaced, and what was unfinished can be run again"
            ) from error

    def do(self, statement: str) -> None:
        """Run a statement."""
        self._guarded(lambda: self._send(statement))

    def do_this(self, statement: exp.Expression) -> None:
        """Run a statement that is to be written yet."""
        self.do(statement.sql(dialect=self.dialect, copy=False))

    def ask(self, query: exp.Expression) -> Sequence[Any]:
        """The only row of a query."""
        text = query.sql(dialect=self.dialect, copy=False)

        def answered() -> Any:
            answer = self._send(text)
            rows = answer.fetchall() if hasattr(answer, "fetchall") else answer.collect()
            return tuple(rows[0])

        found: Sequence[Any] = self._guarded(answered)
        return found

    def number(self, table: exp.Expression) -> int:
        """How many rows a table has."""
        query = exp.Select().select(exp.Count(this=exp.Star()), copy=False).from_(table.copy(), copy=False)
        return int(self.ask(query)[0])
