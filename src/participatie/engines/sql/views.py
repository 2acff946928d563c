"""A pack on a day as SQL: the table that it asks for, and the views on it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen
from sqlglot import exp

from participatie.diagnostics import UnsupportedError, nearest
from participatie.engines.sql import facts as f
from participatie.engines.sql import forms as w
from participatie.engines.sql.dialects import DIALECTS, Dialect
from participatie.engines.sql.dialects import dialect as _dialect
from participatie.engines.sql.expressions import Expressions
from participatie.engines.sql.outcomes import CERTAIN, POSSIBLE, Waits, columns, outcome
from participatie.engines.sql.outcomes import Outcome as _Outcome
from participatie.engines.sql.script import FACTS, OUTCOMES, REJECTED, RULES, Script, checked_name
from participatie.engines.sql.steps import Steps
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind, Voorziening
from participatie.rules.expr import references
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, Code, CodeSet, Number, show
from participatie.vocabulary import Fact
from participatie.vocabulary import Kind as FactKind

__all__ = ["DIALECTS", "Query", "query", "sql"]


def sql(  # noqa: PLR0913 - a pack and a day, and how it is written down
    pack: Pack,
    *,
    on: date,
    dialect: str = "duckdb",
    table: str = "clienten",
    prefix: str | None = None,
    columns: Iterable[str] | None = None,
) -> Script:
    """A pack on a day, as SQL views on a table with a row for each client.

    Nothing of the data is needed. The table has a column ``client`` that tells
    rows apart, and a column for each fact, by its name in the vocabulary; NULL
    is unknown. ``create`` makes it, with what each column is.

    Args:
        pack: from :func:`participatie.catalog.load`.
        on: the reference date; the law in force on it governs.
        dialect: ``duckdb``, ``postgres`` or ``spark``.
        table: the name of the table; dots part it from its schema.
        prefix: what the names of the views begin with; the id of the pack without it.
        columns: what the table has columns for, ``client`` included; without it all facts that the
            rules look at. Facts without a column are unknown for everybody. All columns of facts are
            checked, whatever the rules look at; columns that are no facts are left alone.

    Raises:
        TypeError: ``on`` is no plain date, ``pack`` no pack, or ``columns`` no names.
        ValueError: there is no such dialect, a name cannot be one, ``client`` is not among the columns, or
            one of them seems to be misspelt.
        UnsupportedError: the rules need more columns than the dialect has.
        PolicyError: the pack was not written for that date.

    >>> from participatie import catalog
    >>> script = sql(catalog.load("helmond"), on=date(2018, 6, 1), dialect="postgres")
    >>> script.views["uitkomsten"]
    'helmond_uitkomsten'
    >>> print(script.create)
    CREATE TABLE IF NOT EXISTS "clienten" (
      "client" TEXT, /* wie het is: voor elke rij een andere waarde */
    ...
    """
    if not isinstance(pack, Pack):
        raise TypeError("sql() takes a pack first: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    made = _Writer(
        pack, pack.on(on), _dialect(dialect), checked_name(table, "table"), checked_name(prefix or pack.id, "prefix")
    )
    return made.script(_columns(columns))


@frozen
class _Writer:
    pack: Pack
    snapshot: Snapshot
    dialect: Dialect
    table: str
    prefix: str
    names: w.Names = field(factory=w.Names, init=False)

    def script(self, columns: Collection[str] | None) -> Script:
        views = {one: f"{self.prefix}_{one}" for one in (FACTS, REJECTED, RULES, OUTCOMES)}
        if self.table.lower() in {one.lower() for one in views.values()}:
            raise ValueError(f"table= is {self.table!r}, which is the name of a view; choose another prefix=")
        for name in (f.CLIENT, f.REASONS):
            if name in self.pack.vocabulary or name in self.snapshot.rules.rules:
                raise UnsupportedError(f"the pack calls something {name!r}, which is a column of its own in SQL")
            self.names(name)
        subject = self._subject(columns)
        for fact in subject.types:
            if self.names(fact) != fact:
                raise UnsupportedError(f"the fact {fact!r} cannot be the name of a column")
        outcomes = self._outcomes()
        made = {
            FACTS: self._facts(subject),
            REJECTED: self._rejected(views[FACTS]),
            **self._decided(subject, outcomes, views),
        }
        delivered = tuple(one for one in subject.types if one not in subject.absent)
        statements: list[exp.Expression] = [
            exp.Drop(tables=[w.table(name)], kind="VIEW", exists=True) for name in reversed(list(views.values()))
        ]
        statements += [exp.Create(this=w.table(views[one]), kind="VIEW", expression=made[one]) for one in made]
        return Script(
            pack=self.pack.id,
            on=self.snapshot.day,
            dialect=self.dialect.name,
            table=self.table,
            columns=delivered,
            views=views,
            outcomes={one.decided.id: self.names(one.decided.id) for one in outcomes},
            codes={
                one.decided.id: (
                    self.names(POSSIBLE.format(one.decided.id)),
                    self.names(CERTAIN.format(one.decided.id)),
                )
                for one in outcomes
                if not isinstance(one.decided.document, Voorziening)
            },
            head=self._head(views),
            create=_text(f.table(self.table, subject, {one: self._remark(one) for one in delivered}), self.dialect),
            statements=tuple(_text(one, self.dialect) for one in statements),
        )

    def _head(self, views: Mapping[str, str]) -> str:
        lines = (
            f"{self.pack.header.title}, naar het recht van {self.snapshot.day}, voor {self.dialect.name}.",
            "Gemaakt door participatie. De uitkomsten zijn een advies; een mens beslist.",
            "",
            f"{self.table}: een rij per client; wat onbekend is, is NULL.",
            f"{views[FACTS]}: wat is opgegeven en wat daaruit volgt.",
            f"{views[REJECTED]}: rijen met een fout, en welke; daarover is er geen uitkomst.",
            f"{views[RULES]}: elke voorwaarde en elk bedrag.",
            f"{views[OUTCOMES]}: ja, nee, onbekend of oordeel.",
        )
        return "\n".join(f"-- {w.remark(one).strip()}".rstrip() for one in lines)

    # -- what the table holds ------------------------------------------------------------

    def _subject(self, columns: Collection[str] | None) -> f.Subject:
        """The facts that rules look at, those that tell or contradict them, and all others that the table has."""
        words = self.pack.vocabulary
        wanted = set(self.snapshot.rules.inputs) | (words.keys() & (columns or ()))
        for made in self.pack.constraints:
            wanted |= {*made.consequences, *(ref.name for ref in references(made.condition))}
        follows = {name: fact.follows_from for name, fact in words.items() if fact.follows_from is not None}
        wanted |= {anchor for name, (_, anchor) in follows.items() if name in wanted}
        wanted |= {name for name, (_, anchor) in follows.items() if anchor in wanted}
        types = {name: fact.type for name, fact in words.items() if name in wanted}
        return f.Subject(
            types=types,
            follows={name: since for name, since in follows.items() if name in wanted},
            constraints=self.pack.constraints,
            absent=_absent(types, words, columns),
        )

    def _remark(self, name: str) -> str:
        fact = self.pack.vocabulary[name]
        return ": ".join(one for one in (fact.title, _values(fact)) if one)

    # -- views ---------------------------------------------------------------------------

    def _facts(self, subject: f.Subject) -> exp.Select:
        steps = Steps(self.dialect, self.names)
        expressions = Expressions(steps, f.nothing(subject.types), self.snapshot.day)
        made = f.with_steps(*f.facts(self.table, subject, steps, expressions))
        self._fits(steps)
        return made

    def _rejected(self, source: str) -> exp.Select:
        wrong = exp.NEQ(this=w.column(f.REASONS), expression=w.text(""))
        query = exp.Select().select(w.column(f.CLIENT), w.column(f.REASONS), copy=False)
        return query.from_(w.table(source), copy=False).where(wrong, copy=False)

    def _decided(
        self, subject: f.Subject, outcomes: Sequence[_Outcome], views: Mapping[str, str]
    ) -> Mapping[str, exp.Select]:
        """The view of all rules, and on it that of the outcomes."""
        steps = Steps(self.dialect, self.names)
        rules = self.snapshot.rules
        made = Expressions(steps, rules, self.snapshot.day)
        write_rules(made, subject.types)
        waits = Waits(made, {name for name, one in self.pack.vocabulary.items() if one.kind is FactKind.FINDING})
        waits.prepare([rule for one in outcomes for rule in one.rules])
        self._fits(steps)
        words = [column for one in outcomes for column in columns(one, made, waits, self._says(one.decided))]
        queries, last = steps.queries("goed")
        sound = exp.Select().select(exp.Star(), copy=False).from_(w.table(views[FACTS]), copy=False)
        sound = sound.where(exp.EQ(this=w.column(f.REASONS), expression=w.text("")), copy=False)
        sound = sound.offset(0, copy=False) if self.dialect.fence else sound
        every = exp.Select().select(exp.Star(), copy=False).from_(w.table(last), copy=False)
        said = exp.Select().select(w.column(f.CLIENT), *words, copy=False).from_(w.table(views[RULES]), copy=False)
        return {RULES: f.with_steps(every, [("goed", sound), *queries]), OUTCOMES: said}

    def _fits(self, steps: Steps) -> None:
        most = self.dialect.widest
        if most is not None and steps.width > most:
            raise UnsupportedError(
                f"these rules make {steps.width} columns, and {self.dialect.name} has {most} at most"
            )

    # -- outcomes ------------------------------------------------------------------------

    def _outcomes(self) -> tuple[_Outcome, ...]:
        """The outcomes in the order of an advice: lower layers first, then by id; notions are left out."""
        ranks = {layer.id: rank for rank, layer in enumerate(self.pack.layers)}
        absent = self.snapshot.absent
        every = [*self.snapshot.decisions.values(), *(decided for decided, _ in absent.values())]
        every = [one for one in every if one.document.kind is not Kind.NOTION]
        every.sort(key=lambda one: (ranks[one.layer], one.id))
        return tuple(outcome(one, self.snapshot.rules.rules, absent=one.id in absent) for one in every)

    def _says(self, one: Decided) -> str:
        day = one.validity.nearest(self.snapshot.day)
        source = self.pack.versions.source(one.source, one.layer, day, one.validity)
        return f"{source}: {one.document.title}"


@frozen
class Query:
    """Rules alone, without a pack, as one query on a table of their facts.

    Args:
        create: the statement that makes the table.
        text: the query: a row for each row of the table, with ``client`` and what follows.
        columns: the column of each rule.
        bottoms: the column of the denominator of each rule that is a fraction; its own is the numerator.
    """

    create: str
    text: str
    columns: Mapping[str, str]
    bottoms: Mapping[str, str]


def query(rules: RuleSet, *, on: date, dialect: str = "duckdb", table: str = "clienten") -> Query:
    """Rules alone as a query; the arguments are those of :func:`sql`."""
    of, names = _dialect(dialect), w.Names()
    subject = f.Subject(rules.inputs)
    below, steps = Steps(of, names), Steps(of, names)
    names(f.CLIENT)
    stated, first = f.facts(table, subject, below, Expressions(below, f.nothing(rules.inputs), on))
    made = Expressions(steps, rules, on)
    write_rules(made, rules.inputs)
    queries, last = steps.queries("feiten")
    if of.fence:
        stated = stated.offset(0, copy=False)
    every = exp.Select().select(exp.Star(), copy=False).from_(w.table(last), copy=False)
    whole = f.with_steps(every, [*first, ("feiten", stated), *queries])
    return Query(
        create=_text(f.table(table, subject, {}), of),
        text=_text(whole, of),
        columns={name: names(name) for name in rules.rules},
        bottoms={
            name: names(f"{name} noemer")
            for name, rule in rules.rules.items()
            if isinstance(rule.type, Number) and rule.type.scale > 1
        },
    )


def _text(statement: exp.Expression, of: Dialect) -> str:
    return of.generator(dialect=of.name, pretty=True).generate(statement, copy=False)


def write_rules(made: Expressions, facts: Collection[str]) -> None:
    """A column for each rule, on a table of facts."""
    made.steps.given(f.CLIENT)
    for fact in facts:
        made.steps.given(fact)
    for rule in made.rules.rules.values():
        made.rule(rule, _cited(rule))


def _cited(rule: Rule) -> str:
    return ": ".join(one for one in (str(rule.source), rule.text) if one)


def _columns(given: Iterable[str] | None) -> frozenset[str] | None:
    """The columns that a table is said to have.

    Raises:
        TypeError: they are no names, or one text.
        ValueError: none of them tells rows apart.
    """
    if given is None:
        return None
    if isinstance(given, str):
        raise TypeError("columns= is a list of names, not one text")
    there = frozenset(given)
    if not all(isinstance(name, str) for name in there):
        raise TypeError("columns= is a list of names")
    if f.CLIENT not in there:
        raise ValueError(f"columns= has no {f.CLIENT!r}: the table needs it to tell rows apart")
    return there


def _absent(types: Collection[str], words: Collection[str], there: Collection[str] | None) -> frozenset[str]:
    """The facts that a table has no column for.

    Raises:
        ValueError: a column is no fact, but nearly one that is looked for.
    """
    if there is None:
        return frozenset()
    absent = frozenset(types).difference(there)
    for name in sorted(set(there) - set(words) - {f.CLIENT}):
        if near := nearest(name, absent):
            raise ValueError(f"there is no fact {name!r}; did you mean {near!r}? Leave it out of columns= if not")
    return absent


def _values(fact: Fact) -> str:
    """What a fact can be, in words."""
    match fact.type:
        case Boolean():
            return "ja of nee"
        case Number(unit, low, high):
            return f"{low} tot en met {show(high, Number(unit, low, high))}"
        case Code(codes) | CodeSet(codes):
            many = isinstance(fact.type, CodeSet)
            if codes is None:
                return "een lijst van codes, de keuze is vrij" if many else "een code, de keuze is vrij"
            return f"{'een lijst van' if many else 'een van'} {', '.join(codes)}"
        case _:
            return ""
