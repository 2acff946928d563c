"""What DuckDB, PostgreSQL and Spark SQL each write in their own way."""

from collections.abc import Collection
from typing import ClassVar, Protocol

from attrs import frozen
from sqlglot import exp
from sqlglot.generator import Generator
from sqlglot.generators.duckdb import DuckDBGenerator
from sqlglot.generators.postgres import PostgresGenerator
from sqlglot.generators.spark import SparkGenerator

from participatie.diagnostics import nearest
from participatie.engines.sql import forms as w


class Dialect(Protocol):
    """One dialect.

    Attributes:
        name: what it is called, here and by sqlglot.
        wide: whole numbers that hold the product of any two of 64 bits.
        fence: whether a step has to be kept from being written out in all that refer to it.
        widest: how many columns one query can have.
        generator: the class of sqlglot that writes it.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - said above
    @property
    def wide(self) -> str: ...  # noqa: D102 - said above
    @property
    def fence(self) -> bool: ...  # noqa: D102 - said above
    @property
    def widest(self) -> int | None: ...  # noqa: D102 - said above
    @property
    def generator(self) -> type[Generator]: ...  # noqa: D102 - said above

    def divided(self, left: exp.Expression, right: exp.Expression) -> exp.Expression:
        """How often ``right`` goes into ``left``; neither is negative."""

    def overlap(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        """Whether a set holds one of the codes."""

    def size(self, held: exp.Expression, less: Collection[str]) -> exp.Expression:
        """How many codes a known set holds, each once, without ``less``."""

    def strange(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        """Whether a set holds something that is none of the codes."""

    def open_ended(self, held: exp.Expression) -> exp.Expression:
        """Whether a set holds NULL, so that nobody knows what is in it."""


def _array(codes: Collection[str]) -> exp.Expression:
    return exp.Array(expressions=w.texts(codes))


def _lambda(body: exp.Expression) -> exp.Expression:
    return exp.Lambda(this=body, expressions=[exp.Identifier(this="x", quoted=False)])


_X = "x"


def _x() -> exp.Expression:
    return exp.Column(this=exp.Identifier(this=_X, quoted=False))


@frozen
class _DuckDB:
    name: str = "duckdb"
    wide: str = "int128"
    fence: bool = False
    widest: int | None = None
    generator: type[Generator] = DuckDBGenerator

    def divided(self, left: exp.Expression, right: exp.Expression) -> exp.Expression:
        return exp.IntDiv(this=w.wrapped(left), expression=w.wrapped(right))

    def overlap(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return w.call("LIST_HAS_ANY", held, _array(codes))

    def size(self, held: exp.Expression, less: Collection[str]) -> exp.Expression:
        if less:
            kept = exp.Not(this=exp.In(this=_x(), expressions=w.texts(less)))
            held = w.call("LIST_FILTER", held, _lambda(kept))
        return w.call("LEN", w.call("LIST_DISTINCT", held))

    def strange(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return w.negated(w.call("LIST_HAS_ALL", _array(codes), held))

    def open_ended(self, held: exp.Expression) -> exp.Expression:
        empty = w.call("LIST_FILTER", held, _lambda(w.is_null(_x())))
        return exp.GT(this=w.call("LEN", empty), expression=w.number(0))


@frozen
class _Postgres:
    name: str = "postgres"
    wide: str = "decimal"
    fence: bool = True
    widest: int | None = 1_600
    generator: type[Generator] = PostgresGenerator

    def divided(self, left: exp.Expression, right: exp.Expression) -> exp.Expression:
        return w.call("DIV", left, right)

    def overlap(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return exp.ArrayOverlaps(this=held, expression=_array(codes))

    def size(self, held: exp.Expression, less: Collection[str]) -> exp.Expression:
        counted = exp.Count(this=exp.Distinct(expressions=[_x()]))
        query = exp.Select().select(counted, copy=False).from_(self._elements(held), copy=False)
        if less:
            query = query.where(exp.Not(this=exp.In(this=_x(), expressions=w.texts(less))), copy=False)
        return exp.Subquery(this=query)

    def _elements(self, held: exp.Expression) -> exp.Expression:
        alias = exp.TableAlias(this=exp.Identifier(this="elements"), columns=[exp.Identifier(this=_X)])
        return exp.Unnest(expressions=[held], alias=alias)

    def strange(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return w.negated(exp.ArrayContainedBy(this=held, expression=_array(codes)))

    def open_ended(self, held: exp.Expression) -> exp.Expression:
        return w.is_not_null(w.call("ARRAY_POSITION", held, exp.Null()))


class _SparkGenerator(SparkGenerator):
    """Writes what sqlglot writes for Spark, without a search for what is never written here.

    For each query sqlglot goes through all that is in it, to replace what other engines have and Spark has not:
    ``ANY``, unique columns, and for old releases a ``WITH`` in a ``WITH``. At each cast it also reads the names
    of the types JSON and float, to see whether it is to one of those. That took nearly half of the writing.
    """

    TRANSFORMS: ClassVar = {
        node: write for node, write in SparkGenerator.TRANSFORMS.items() if node not in (exp.Create, exp.Select)
    }
    EXPRESSIONS_WITHOUT_NESTED_CTES: ClassVar = set()
    cast_sql = Generator.cast_sql
    datatype_sql = Generator.datatype_sql


@frozen
class _Spark:
    name: str = "spark"
    wide: str = "decimal(38,0)"
    fence: bool = False
    widest: int | None = None
    generator: type[Generator] = _SparkGenerator

    def divided(self, left: exp.Expression, right: exp.Expression) -> exp.Expression:
        return exp.IntDiv(this=w.wrapped(left), expression=w.wrapped(right))

    def overlap(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return w.call("ARRAYS_OVERLAP", held, _array(codes))

    def size(self, held: exp.Expression, less: Collection[str]) -> exp.Expression:
        kept = w.call("ARRAY_EXCEPT", held, _array(less)) if less else held
        return w.call("SIZE", w.call("ARRAY_DISTINCT", kept))

    def strange(self, held: exp.Expression, codes: Collection[str]) -> exp.Expression:
        return exp.GT(this=w.call("SIZE", w.call("ARRAY_EXCEPT", held, _array(codes))), expression=w.number(0))

    def open_ended(self, held: exp.Expression) -> exp.Expression:
        return w.call("EXISTS", held, _lambda(w.is_null(_x())))


_ALL: dict[str, Dialect] = {one.name: one for one in (_DuckDB(), _Postgres(), _Spark())}
#: The dialects that can be asked for.
DIALECTS = tuple(_ALL)


def dialect(name: str) -> Dialect:
    """The dialect called ``name``.

    Raises:
        TypeError: the name is no text.
        ValueError: there is none.
    """
    if not isinstance(name, str):
        raise TypeError(f"dialect= is the name of a dialect, not {type(name).__name__}")
    if name not in _ALL:
        near = nearest(name, _ALL)
        hint = f"; did you mean {near!r}?" if near else f"; there are {', '.join(_ALL)}"
        raise ValueError(f"there is no dialect {name!r}" + hint)
    return _ALL[name]
