"""The few forms of SQL that everything here is made of.

Text comes from sqlglot: names are quoted and texts escaped there, for each dialect in its own way.
"""

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from attrs import field, frozen
from sqlglot import exp

from participatie.rules.expr import Comparison

#: PostgreSQL cuts a longer name off, and then mistakes one for another.
LONGEST_NAME = 63

#: Whole numbers of 64 bits: the checker proves that nothing leaves them.
BIG = "bigint"

_COMPARE: dict[Comparison, Callable[..., exp.Expression]] = {
    Comparison.EQ: exp.EQ,
    Comparison.NE: exp.NEQ,
    Comparison.LT: exp.LT,
    Comparison.LE: exp.LTE,
    Comparison.GT: exp.GT,
    Comparison.GE: exp.GTE,
}


@frozen
class Names:
    """A name in SQL for every name of ours: of bounded length, and no two of them alike but for capitals."""

    _given: dict[str, str] = field(factory=dict, init=False)
    _taken: set[str] = field(factory=set, init=False)

    def __call__(self, name: str) -> str:
        """The name in SQL of ``name``, always the same."""
        if name not in self._given:
            made = name
            if len(made.encode()) > LONGEST_NAME or made.lower() in self._taken:
                mark = hashlib.sha256(name.encode()).hexdigest()[:8]
                short = made.encode()[: LONGEST_NAME - 9].decode(errors="ignore")
                made = f"{short}~{mark}"
            self._taken.add(made.lower())
            self._given[name] = made
        return self._given[name]


# -- values ------------------------------------------------------------------------------


def identifier(name: str) -> exp.Identifier:
    """A name, quoted."""
    return exp.Identifier(this=name, quoted=True)


def column(name: str, of: str = "") -> exp.Expression:
    """A column, of a table if that is named."""
    return exp.Column(this=identifier(name), table=identifier(of) if of else None)


def text(value: str) -> exp.Expression:
    """A text."""
    return exp.Literal.string(str(value))


def number(value: int) -> exp.Expression:
    """A whole number as it is written."""
    plain = exp.Literal.number(abs(value))
    return exp.Neg(this=plain) if value < 0 else plain


def truth(value: bool) -> exp.Expression:  # noqa: FBT001 - the value is the argument
    """True or false."""
    return exp.Boolean(this=value)


def sql_type(name: str) -> exp.DataType:
    """A type by its name; reading the name takes longer than copying what came of it."""
    return _type(name).copy()


@functools.cache
def _type(name: str) -> exp.DataType:
    return exp.DataType.build(name)


def cast(value: exp.Expression, to: str) -> exp.Expression:
    """A value as one of type ``to``."""
    return exp.Cast(this=value, to=sql_type(to))


def null(of: str) -> exp.Expression:
    """Unknown, of a type."""
    return cast(exp.Null(), of)


def day(value: date) -> exp.Expression:
    """A date."""
    return cast(text(value.isoformat()), "date")


def texts(values: Iterable[str]) -> list[exp.Expression]:
    """Texts, each once, in a fixed order."""
    return [text(one) for one in sorted(set(values))]


# -- forms -------------------------------------------------------------------------------


def call(name: str, *arguments: exp.Expression) -> exp.Expression:
    """A function that is called the same in every dialect that is asked for."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def wrapped(one: exp.Expression) -> exp.Expression:
    """``one`` so that it can stand beside an operator."""
    return exp.Paren(this=one) if isinstance(one, exp.Binary | exp.Unary | exp.In | exp.Between) else one


def _beside(one: exp.Expression) -> exp.Expression:
    """``one`` so that it can stand in a list of conditions."""
    return exp.Paren(this=one) if isinstance(one, exp.And | exp.Or) else one


def both(parts: Sequence[exp.Expression]) -> exp.Expression:
    """Every part holds."""
    return _joined(exp.And, parts)


def either(parts: Sequence[exp.Expression]) -> exp.Expression:
    """Some part holds."""
    return _joined(exp.Or, parts)


def _joined(connector: Callable[..., exp.Expression], parts: Sequence[exp.Expression]) -> exp.Expression:
    if len(parts) == 1:
        return parts[0]
    joined = _beside(parts[0])
    for part in parts[1:]:
        joined = connector(this=joined, expression=_beside(part))
    return joined


def negated(one: exp.Expression) -> exp.Expression:
    """It does not hold; unknown where it is unknown."""
    return exp.Not(this=one if isinstance(one, exp.Column | exp.Paren | exp.Boolean) else exp.Paren(this=one))


def is_null(one: exp.Expression) -> exp.Expression:
    """Whether it is unknown."""
    return exp.Is(this=wrapped(one), expression=exp.Null())


def is_not_null(one: exp.Expression) -> exp.Expression:
    """Whether it is known."""
    return exp.Not(this=is_null(one))


def compared(how: Comparison, left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """A comparison; unknown if either side is."""
    return _COMPARE[how](this=wrapped(left), expression=wrapped(right))


def added(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """A sum."""
    return exp.Add(this=wrapped(left), expression=wrapped(right))


def subtracted(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """A difference."""
    return exp.Sub(this=wrapped(left), expression=wrapped(right))


def multiplied(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """A product."""
    return exp.Mul(this=wrapped(left), expression=wrapped(right))


def total(parts: Sequence[exp.Expression]) -> exp.Expression:
    """The sum of many: halved and halved again, for engines bound how deep text may nest."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return added(total(parts[:half]), total(parts[half:]))


def choice(
    rows: Iterable[tuple[exp.Expression, exp.Expression]], otherwise: exp.Expression | None = None
) -> exp.Expression:
    """The value of the first row that holds. A row that is unknown does not hold: ask for what is meant."""
    return exp.Case(ifs=[exp.If(this=when, true=value) for when, value in rows], default=otherwise)


def among(one: exp.Expression, values: Sequence[exp.Expression]) -> exp.Expression:
    """Whether it is one of these; unknown if it is unknown."""
    if len(values) == 1:
        return exp.EQ(this=one, expression=values[0])
    return exp.In(this=one, expressions=list(values))


def named(one: exp.Expression, name: str, comment: str = "") -> exp.Expression:
    """A column of a query, with what it says."""
    alias = exp.Alias(this=one, alias=identifier(name))
    if comment:
        alias.comments = [remark(comment)]
    return alias


def remark(words: str) -> str:
    """Words that cannot end the comment they stand in, nor open one in it, nor be a hint."""
    printable = words if words.isprintable() else "".join(one if one.isprintable() else " " for one in words)
    while "*/" in printable or "/*" in printable:
        printable = printable.replace("*/", "* /").replace("/*", "/ *")
    return f" {printable.strip()} "


def table(name: str) -> exp.Table:
    """A table or view; dots part a name from its schema."""
    *above, last = name.split(".")
    parts: dict[str, exp.Expression] = {"this": identifier(last)}
    for key, one in zip(("db", "catalog"), reversed(above), strict=False):
        parts[key] = identifier(one)
    return exp.Table(**parts)
