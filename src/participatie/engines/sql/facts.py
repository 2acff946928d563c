"""The table that people deliver: what it looks like, what is wrong with a row, and what follows from it."""

from collections.abc import Collection, Iterable, Mapping
from typing import assert_never

from attrs import field, frozen
from sqlglot import exp

from participatie.engines.sql import forms as w
from participatie.engines.sql.dates import since
from participatie.engines.sql.expressions import Expressions
from participatie.engines.sql.forms import BIG
from participatie.engines.sql.steps import Piece, Steps, piece
from participatie.rules.constraint import Constraint
from participatie.rules.expr import Comparison, Expr, Not, Ref, references
from participatie.rules.rule import RuleSet
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit, Value

#: The column that tells rows apart.
CLIENT = "client"
#: The column that says what is wrong with a row; empty where nothing is.
REASONS = "redenen"
_FOUND = "redenen invoer"
_STATED, _ROW, _DOUBLE = "{} opgegeven", "rij", "dubbel"
#: Who is born after the reference date is no client; other counters of a day to come are 0.
_AGE = "leeftijd"

_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"


@frozen
class Subject:
    """What the columns of a table are about.

    Args:
        types: the type of every fact that has a column.
        follows: the facts that follow from a date: the unit in which they count, and that date.
        constraints: what follows from what.
        absent: facts that the table has no column for: unknown for everybody.
    """

    types: Mapping[str, Type]
    follows: Mapping[str, tuple[Unit, str]] = field(factory=dict)
    constraints: tuple[Constraint, ...] = ()
    absent: frozenset[str] = frozenset()


def sql_type(of: Type) -> str:
    """The type of a column, in words that sqlglot puts into each dialect."""
    match of:
        case Boolean():
            return "boolean"
        case Number():
            return BIG
        case Date():
            return "date"
        case Code() | Text():
            return "text"
        case CodeSet():
            return "array<text>"
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)


def table(name: str, subject: Subject, remarks: Mapping[str, str]) -> exp.Expression:
    """The statement that makes the table, with what each column is."""
    columns = [exp.ColumnDef(this=w.identifier(CLIENT), kind=w.sql_type("text"))]
    columns[0].comments = [w.remark("wie het is: voor elke rij een andere waarde")]
    for fact, of in subject.types.items():
        if fact not in subject.absent:
            one = exp.ColumnDef(this=w.identifier(fact), kind=w.sql_type(sql_type(of)))
            one.comments = [w.remark(remarks.get(fact, ""))]
            columns.append(one)
    schema = exp.Schema(this=w.table(name), expressions=columns)
    return exp.Create(this=schema, kind="TABLE", exists=True)


def facts(
    name: str, subject: Subject, steps: Steps, expressions: Expressions
) -> tuple[exp.Select, list[tuple[str, exp.Select]]]:
    """The query of all facts, stated or following, with what is wrong with each row; the named queries below it."""
    following = {*subject.follows, *(one for made in subject.constraints for one in _about(made))}
    first = _input(name, subject, steps, following)
    steps.given(CLIENT)
    steps.given(_FOUND)
    for fact in subject.types:
        steps.alias(fact, steps.given(_STATED.format(fact) if fact in following else fact))
    counted = _counted(subject, steps, expressions)
    _closed(subject.constraints, steps, expressions)
    clashes = _clashes(subject.constraints, steps, expressions)
    for fact in subject.types:
        if fact in following:
            steps.put(fact, steps.column(fact))
    queries, last = steps.queries("invoer")
    columns = [w.column(one) for one in (steps.names(name) for name in (CLIENT, *subject.types))]
    # Of a row that is wrong already, nothing can follow that would be wrong as well.
    stages = [w.column(_FOUND), *(listed("; ", reasons) for reasons in (counted, clashes) if reasons)]
    found = [w.call("NULLIF", one, w.text("")) for one in stages]
    columns.append(w.named(w.call("COALESCE", *found, w.text("")), REASONS))
    query = exp.Select().select(*columns, copy=False).from_(w.table(last), copy=False)
    return query, [("invoer", first), *queries]


def with_steps(query: exp.Select, steps: Iterable[tuple[str, exp.Select]]) -> exp.Select:
    """A query with the named queries that it stands on."""
    made = [exp.CTE(this=one, alias=exp.TableAlias(this=w.identifier(name))) for name, one in steps]
    if made:
        query.set("with_", exp.With(expressions=made))
    return query


def listed(mark: str, parts: list[exp.Expression]) -> exp.Expression:
    """The texts among ``parts`` that are not NULL, one after another; a function takes a hundred at most."""
    while len(parts) > _MANY:
        groups = [parts[start : start + _MANY] for start in range(0, len(parts), _MANY)]
        parts = [w.call("NULLIF", w.call("CONCAT_WS", w.text(mark), *group), w.text("")) for group in groups]
    return w.call("CONCAT_WS", w.text(mark), *parts)


_MANY = 50


# -- what is stated ------------------------------------------------------------------------


def _input(name: str, subject: Subject, steps: Steps, following: Collection[str]) -> exp.Select:
    """Every row with values that are of their types, and the reasons why others are not."""
    client = w.column(CLIENT, _ROW)
    nobody = w.choice([(w.is_null(client), w.text("client_zonder_naam: client"))])
    reasons = [nobody, w.choice([(w.is_not_null(w.column(CLIENT, _DOUBLE)), w.text("client_dubbel: client"))])]
    columns: list[exp.Expression] = [w.column(CLIENT, _ROW)]
    for fact, of in subject.types.items():
        named = steps.names(_STATED.format(fact) if fact in following else fact)
        if fact in subject.absent:
            columns.append(w.named(w.null(sql_type(of)), named))
            continue
        kept, wrong = _read(fact, of, steps)
        columns.append(w.named(kept, named))
        if wrong:
            reasons.append(w.choice(wrong))
    columns.append(w.named(listed("; ", reasons), _FOUND))
    once = exp.GT(this=exp.Count(this=exp.Star()), expression=w.number(1))
    doubles = (
        exp.Select()
        .select(w.column(CLIENT), copy=False)
        .from_(w.table(name), copy=False)
        .group_by(w.column(CLIENT), copy=False)
        .having(once, copy=False)
    )
    query = exp.Select().select(*columns, copy=False).from_(_as(w.table(name), _ROW), copy=False)
    query = query.join(
        exp.Subquery(this=doubles, alias=exp.TableAlias(this=w.identifier(_DOUBLE))),
        on=exp.EQ(this=w.column(CLIENT, _ROW), expression=w.column(CLIENT, _DOUBLE)),
        join_type="left",
        copy=False,
    )
    query.comments = [w.remark("wat is opgegeven, en wat daarvan geen waarde van zijn gegeven is")]
    return query.offset(0, copy=False) if steps.dialect.fence else query


def _as(table: exp.Table, name: str) -> exp.Table:
    table.set("alias", exp.TableAlias(this=w.identifier(name)))
    return table


def _read(fact: str, of: Type, steps: Steps) -> tuple[exp.Expression, list[tuple[exp.Expression, exp.Expression]]]:
    """The value in a column, and the reasons why what stands there is none."""

    def raw() -> exp.Expression:
        return w.column(fact, _ROW)

    def because(code: str) -> exp.Expression:
        return w.text(f"{code}: {fact}")

    value = w.cast(raw(), sql_type(of))
    match of:
        case Number(_, low, high):

            def within() -> exp.Expression:
                return exp.Between(this=raw(), low=w.number(low), high=w.number(high))

            broken = w.compared(Comparison.NE, raw(), w.cast(raw(), BIG))
            wrong = [(w.negated(within()), because("waarde_buiten_bereik")), (broken, because("verkeerd_type"))]
            return w.choice([(within(), value)]), wrong
        case Date():
            ends = [w.cast(w.text(one), "date") for one in (_FIRST_DAY, _LAST_DAY)]
            within_calendar = exp.Between(this=value.copy(), low=ends[0], high=ends[1])
            outside = (w.negated(within_calendar), because("verkeerd_type"))
            return w.choice([(within_calendar.copy(), value)]), [outside]
        case Code(codes) if codes is not None:
            known = w.among(value.copy(), w.texts(codes))
            return value, [(w.negated(known), because("onbekende_code"))]
        case CodeSet(codes):
            wrong = [(steps.dialect.open_ended(value.copy()), because("verkeerd_type"))]
            if codes is not None:
                wrong.append((steps.dialect.strange(value.copy(), codes), because("onbekende_code")))
            return value, wrong
        case _:
            return value, []


# -- what follows from dates ---------------------------------------------------------------


def _counted(subject: Subject, steps: Steps, expressions: Expressions) -> list[exp.Expression]:
    """Ages and counters; the reasons why one cannot be right."""
    reasons: list[exp.Expression] = []
    for name, (unit, anchor) in subject.follows.items():
        stated, start = steps.column(name), steps.column(anchor)
        made = steps.put(f"{name} berekend", since(unit, start, expressions.on, steps))
        of = subject.types[name]
        assert isinstance(of, Number)  # noqa: S101 - time is counted
        rows: list[tuple[exp.Expression, exp.Expression]] = []
        if name == _AGE:
            born = exp.GT(this=start.use(), expression=w.day(expressions.on))
            rows.append((born, w.text(f"geboren_na_peildatum: {anchor}")))
        fits = exp.Between(this=made.use(), low=w.number(of.low), high=w.number(of.high))
        rows.append((w.negated(fits), w.text(f"volgt_buiten_bereik: {name} uit {anchor}")))
        differs = exp.NEQ(this=made.use(), expression=stated.use())
        rows.append((differs, w.text(f"tegenspraak_datum: {name} en {anchor}")))
        reasons.append(w.choice(rows))
        known = w.choice([(w.is_not_null(made.use()), made.use())], stated.use())
        steps.alias(name, steps.part(piece(known, made, stated), f"{name} bekend"))
    return reasons


# -- what follows by constraints -------------------------------------------------------------


def _about(made: Constraint) -> set[str]:
    """The facts that a constraint can tell."""
    return {*made.consequences, *_contrapositive(made.condition)}


def _contrapositive(condition: Expr) -> Mapping[str, Value]:
    match condition:
        case Ref(name):
            return {name: False}
        case Not(Ref(name)):
            return {name: True}
        case _:
            return {}


def _closed(constraints: Iterable[Constraint], steps: Steps, expressions: Expressions) -> None:
    """Rounds in which each constraint tells what it can, until a round could tell nothing new."""
    ordered = sorted(constraints, key=lambda one: one.id)
    told: dict[str, set[Value]] | None = None
    for _ in range(len({name for one in ordered for name in _about(one)})):
        ways = [way for one in ordered for way in _ways(one, told)]
        if not ways:
            return
        told = {}
        columns: dict[str, list[tuple[Piece, Value]]] = {}
        conditions: dict[tuple[str, bool], Piece] = {}
        for made, forward, name, value in ways:
            told.setdefault(name, set()).add(value)
            key = (made.id, forward)
            if key not in conditions:
                condition = expressions.condition(made.condition) if forward else _violated(made, steps)
                conditions[key] = steps.part(condition, f"verband {made.id}{'' if forward else ' terug'}")
            columns.setdefault(name, []).append((conditions[key], value))
        fresh = {}
        for name, rows in columns.items():
            before = steps.column(name)
            tests = [(test.use(), constant(value)) for test, value in rows]
            known = w.choice([(w.is_not_null(before.use()), before.use()), *tests])
            fresh[name] = steps.part(piece(known, before, *(test for test, _ in rows)), f"{name} volgt")
        for name, column in fresh.items():
            steps.alias(name, column)


def _ways(made: Constraint, told: Mapping[str, set[Value]] | None) -> Iterable[tuple[Constraint, bool, str, Value]]:
    """What a constraint can tell now that these facts may have got these values; ``None`` is all facts."""
    back = _contrapositive(made.condition)
    if told is None:
        forward = backward = True
    elif back:
        ((name, value),) = back.items()
        forward = (not value) in told.get(name, ())
        backward = any(told.get(one, set()) - {value} for one, value in made.consequences.items())
    else:
        forward, backward = any(ref.name in told for ref in references(made.condition)), False
    if forward:
        yield from ((made, True, name, value) for name, value in made.consequences.items())
    if backward:
        yield from ((made, False, name, value) for name, value in back.items())


def _violated(made: Constraint, steps: Steps) -> Piece:
    parts = [steps.column(name) for name in made.consequences]
    tests = [other(part, value, steps) for part, value in zip(parts, made.consequences.values(), strict=True)]
    return piece(w.either(tests), *parts)


def _clashes(constraints: Iterable[Constraint], steps: Steps, expressions: Expressions) -> list[exp.Expression]:
    """The reasons why facts cannot be true together."""
    reasons = []
    for made in sorted(constraints, key=lambda one: one.id):
        holds = steps.part(expressions.condition(made.condition), f"verband {made.id}")
        for name, value in made.consequences.items():
            column = steps.column(name)
            clash = w.both([holds.use(), other(column, value, steps)])
            both = steps.part(piece(clash, holds, column), f"botst {made.id} {name}")
            reasons.append(w.choice([(both.use(), w.text(f"tegenspraak_feiten: {name} (verband {made.id})"))]))
    return reasons


def constant(value: Value) -> exp.Expression:
    """A value as it is written."""
    match value:
        case bool():
            return w.truth(value)
        case int():
            return w.cast(w.number(value), BIG)
        case str():
            return w.text(value)
        case frozenset():
            return w.cast(exp.Array(expressions=w.texts(value)), "array<text>")
        case _:
            return w.day(value)


def other(column: Piece, value: Value, steps: Steps) -> exp.Expression:
    """Whether a fact has another value; unknown if it is unknown."""
    if isinstance(value, bool):
        return w.negated(column.use()) if value else column.use()
    if not isinstance(value, frozenset):
        return w.compared(Comparison.NE, column.use(), constant(value))
    lacks = [w.negated(steps.dialect.overlap(column.use(), {code})) for code in sorted(value)]
    more = steps.dialect.strange(column.use(), value)
    return exp.Paren(this=w.either([more, *lacks]))


def nothing(inputs: Mapping[str, Type]) -> RuleSet:
    """No rules, over these facts: conditions by themselves."""
    return RuleSet({}, inputs)
