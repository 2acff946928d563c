"""Running a script where the data is, on a connection of whoever asks for it."""

import contextlib
import inspect
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
#: The dialect that the connections of a library understand.
_SPOKEN = {"duckdb": "duckdb", "psycopg": "postgres", "pyspark": "spark"}
#: So many columns that are not there are named.
_NAMED = 5


@frozen
class Order:
    """What is to be run.

    Args:
        dialect: of the statements.
        table: with a row for each client.
        columns: those that the statements ask of the table.
        statements: those that make the views.
        outcomes: the column of each outcome, by its id.
        view: the view of the outcomes.
        rejected: the view of the rows with a mistake.
    """

    dialect: str
    table: str
    columns: Sequence[str]
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
        runner.recognise()
        runner.doing = f"looking for the table {order.table!r}: is it there, and may it be read?"
        lacking = _lacking(runner, order)
        runner.doing = f"making its views{lacking}"
        for statement in order.statements:
            runner.do(statement)
        stored = {into: order.view, f"{into}{REJECTS}": order.rejected}
        for name, view in stored.items():
            runner.doing = f"storing {name!r}{lacking}"
            runner.do_this(exp.Drop(tables=[w.table(f"{name}{UNFINISHED}")], kind="TABLE", exists=True))
            every = exp.Select().select(exp.Star(), copy=False).from_(w.table(view), copy=False)
            runner.do_this(exp.Create(this=w.table(f"{name}{UNFINISHED}"), kind="TABLE", expression=every))
        runner.doing = "counting what came of it"
        ran = _counted(runner, order, into)
        for name in stored:
            runner.doing = f"putting {name!r} in its place: there may be one already, and replace=True drops that"
            if replace:
                runner.do_this(exp.Drop(tables=[w.table(name)], kind="TABLE", exists=True))
            # Spark wants the schema again, the others do not take it.
            target = name if order.dialect == "spark" else name.rpartition(".")[2]
            renamed = exp.AlterRename(this=w.table(target))
            runner.do_this(exp.Alter(this=w.table(f"{name}{UNFINISHED}"), kind="TABLE", actions=[renamed]))
    return ran


def _lacking(runner: "_Runner", order: Order) -> str:
    """What the table has no column for, in words; empty if nothing."""
    there = {one.lower() for one in runner.columns(w.table(order.table))}
    lacking = [one for one in order.columns if one.lower() not in there]
    if not lacking:
        return ""
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    return f": the table {order.table!r} has no column {', '.join(map(repr, lacking[:_NAMED]))}{more}; see columns="


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
        if not callable(send) or inspect.iscoroutinefunction(send):
            raise _no_connection(connection)
        self.connection, self.dialect = connection, dialect
        self._send: Callable[[str], Any] = send
        self._spoken = _spoken(connection)
        self._same_dialect()
        #: What is going on, and what may be wrong when it breaks off; nothing of a client.
        self.doing = "beginning"

    def recognise(self) -> None:
        """Whose connection it is, of one in a wrapper: its answers are those of the library.

        Raises:
            TypeError: it is of a library that is not known here.
        """
        if self._spoken is None:
            self._spoken = _spoken(self._guarded(lambda: self._send("SELECT 1")))
            if self._spoken is None:
                raise _no_connection(self.connection)
            self._same_dialect()

    def _same_dialect(self) -> None:
        if self._spoken not in {None, self.dialect}:
            raise ValueError(
                f"this is a script for {self.dialect}, and a connection of {self._spoken}: "
                f"sql(..., dialect={self._spoken!r}) writes one for it"
            )

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
                f"{self.dialect} broke off with {type(error).__name__} while {self.doing}; "
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

    def columns(self, table: exp.Expression) -> Sequence[str]:
        """The names of the columns of a table."""
        query = exp.Select().select(exp.Star(), copy=False).from_(table, copy=False).limit(0, copy=False)

        def named() -> Sequence[str]:
            answer = self._send(query.sql(dialect=self.dialect, copy=False))
            return [str(one[0]) for one in answer.description] if hasattr(answer, "description") else answer.columns

        found: Sequence[str] = self._guarded(named)
        return found

    def number(self, table: exp.Expression) -> int:
        """How many rows a table has."""
        query = exp.Select().select(exp.Count(this=exp.Star()), copy=False).from_(table.copy(), copy=False)
        return int(self.ask(query)[0])


def _spoken(thing: Any) -> str | None:
    """The dialect of the library that a connection or an answer is of."""
    libraries = (one.__module__.partition(".")[0].lstrip("_") for one in thing.__class__.__mro__)
    return next((_SPOKEN[one] for one in libraries if one in _SPOKEN), None)


def _no_connection(thing: Any) -> TypeError:
    kind = type(thing)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    return TypeError(f"run() takes a connection of duckdb or psycopg, or a SparkSession, not {name}")
