"""Which personal data a pack needs, for what, and under which articles: the ground for a data-protection assessment."""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from participatie.analysis.consistent import Facts
from participatie.engines.evaluate import evaluate
from participatie.engines.exact import Exact
from participatie.policy.documents import Conclusion, Protection
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind, Voorziening
from participatie.rules.expr import Expr, references
from participatie.sources import Source
from participatie.values import Boolean
from participatie.vocabulary import Fact

#: Data that GDPR articles 9 and 10 forbid to process, but for their exceptions.
_SPECIAL = frozenset({Protection.GDPR_9.value, Protection.GDPR_10.value})


class Need(enum.StrEnum):
    """What a pack needs a fact for."""

    #: A rule looks at it, and it can change an outcome.
    DIRECT = "rechtstreeks"
    #: No rule looks at it where it matters; it changes outcomes through facts that are tied to it.
    THROUGH = "via_andere"
    #: Rules look at it, and it can change no outcome.
    IDLE = "zonder_gevolg"
    #: No rule looks at it; the order of suggestions does.
    ORDER = "volgorde"
    #: Nothing looks at it.
    NONE = "niet_nodig"


@frozen(kw_only=True)
class Use:
    """What one outcome does with a fact.

    Args:
        id: the outcome, such as ``participatieplaats``.
        title: its name.
        sources: the articles under which its rules look at the fact, or at
            what it goes ``through``; with their status on the date.
        through: the facts that its rules look at, where it is not the fact itself.
        changes: whether the fact can change it: the outcome, its codes, or an
            amount, a duration or a date that follows.
        exact: whether that was decided exactly; otherwise it is not ruled out.
    """

    id: str
    title: str
    sources: tuple[Source, ...]
    through: tuple[str, ...] = ()
    changes: bool = True
    exact: bool = True


@frozen(kw_only=True)
class FactNeed:
    """A fact, with all that a pack does with it.

    Args:
        fact: its type, who answers, whom it concerns and what protects it.
        uses: the outcomes whose rules look at it or are changed by it.
        orders: whether the order of suggestions looks at it, beside what the rules do.
    """

    fact: Fact
    uses: tuple[Use, ...]
    orders: bool = False

    @property
    def need(self) -> Need:
        """What the pack needs it for."""
        changing = [use for use in self.uses if use.changes]
        if changing:
            return Need.DIRECT if any(not use.through for use in changing) else Need.THROUGH
        if self.orders:
            return Need.ORDER
        return Need.IDLE if self.uses else Need.NONE

    @property
    def special(self) -> bool:
        """Whether it is of a special category, or about offences: GDPR articles 9 and 10."""
        return not _SPECIAL.isdisjoint(self.fact.protected)


@frozen(kw_only=True)
class DataUse:
    """What a pack does with every fact that it knows.

    Args:
        pack: the pack.
        on: the date, or ``None`` for every date that the pack was written for.
        facts: by name, in the order of the vocabulary: the needless ones too.
    """

    pack: Pack
    on: date | None
    facts: Mapping[str, FactNeed] = field(repr=lambda facts: f"<{len(facts)} feiten>")

    def with_need(self, *needs: Need) -> tuple[FactNeed, ...]:
        """The facts that are needed like this, those that GDPR articles 9 and 10 protect first."""
        found = [one for one in self.facts.values() if one.need in needs]
        return tuple(sorted(found, key=lambda one: not one.special))


def data_use(pack: Pack, on: date | None = None) -> DataUse:
    """What ``pack`` does with every fact that it knows.

    A fact can change an outcome when there are two people, alike in all else
    but for what follows, of whom it says something else; that is decided
    exactly, with the *verbanden* of the pack, and as in ``advise(exact=True)``
    not where facts are computed with one another: there it is not ruled out.

    Args:
        pack: from :func:`participatie.catalog.load`.
        on: only the law of this date; without it, of every date that the pack was written for.

    Raises:
        PolicyError: the pack was not written for that date.

    >>> from participatie import catalog
    >>> found = data_use(catalog.load("nl_participatiewet"), date(2018, 6, 1))
    >>> found.facts["startdatum_participatieplaats"].need.value
    'via_andere'
    >>> found.facts["startdatum_participatieplaats"].uses[0].through
    ('maanden_participatieplaats',)
    """
    days = [on] if on is not None else [day for day in pack.versions.turning_points() if pack.usable(day)]
    found: dict[str, dict[str, Use]] = {name: {} for name in pack.vocabulary}
    orders: set[str] = set()
    for day in days:
        of_day = _Day(pack, day)
        orders |= of_day.orders()
        for name, use in of_day.uses():
            before = found[name].get(use.id)
            found[name][use.id] = use if before is None else _both(before, use)
    return DataUse(
        pack=pack,
        on=on,
        facts={
            name: FactNeed(fact=pack.vocabulary[name], uses=tuple(uses.values()), orders=name in orders)
            for name, uses in found.items()
        },
    )


def looked_at(snapshot: Snapshot, outcome: str) -> Mapping[str, tuple[Source, ...]]:
    """The facts that the rules of an outcome look at, each with the articles of those rules; gaps left out."""
    rules = snapshot.rules.rules
    todo = [name for name in rules if re.split("[/#=]", name, maxsplit=1)[0] == outcome]
    seen: set[str] = set()
    found: dict[str, dict[Source, None]] = {}
    while todo:
        name = todo.pop(0)
        if name not in seen:
            seen.add(name)
            for ref in rules[name].refers_to:
                if ref.name in rules:
                    todo.append(ref.name)
                elif ref.name not in snapshot.rules.gaps:
                    found.setdefault(ref.name, {}).setdefault(rules[name].source)
    return {name: tuple(sources) for name, sources in found.items()}


def articles(
    pack: Pack, looked: Mapping[str, tuple[Source, ...]], fact: str, tied: frozenset[str], day: date
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The articles that make an outcome look at a fact, and the facts that it looks at where it is not that one.

    Args:
        pack: the pack.
        looked: what the outcome looks at, from :func:`looked_at`.
        fact: the fact.
        tied: the facts that are tied to it.
        day: the day on which *verbanden* are cited.
    """
    if fact in looked:
        return _each_once(looked[fact]), ()
    through = tuple(name for name in pack.vocabulary if name in looked and name in tied)
    sources = [source for name in through for source in looked[name]]
    ties = (one for one in pack.constraints if fact in {*one.consequences, *_named(one.condition)})
    return _each_once([*sources, *(one.source.on(day) for one in ties)]), through


def _named(expr: Expr) -> Iterator[str]:
    return (ref.name for ref in references(expr))


def _each_once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Articles that say something, each once however it was noted."""
    return tuple({(str(one), one.status): one for one in sources if str(one)}.values())


def _both(one: Use, other: Use) -> Use:
    """What an outcome does with a fact on either of two days."""
    if one.changes is not other.changes:  # what can change it is what counts
        one, other = (one, other) if one.changes else (other, one)
        return one
    return evolve(
        one,
        sources=_each_once((*one.sources, *other.sources)),
        through=tuple(dict.fromkeys((*one.through, *other.through))) if one.through and other.through else (),
        exact=one.exact and other.exact,
    )


class _Day:
    """The facts that the rules of one day use."""

    def __init__(self, pack: Pack, day: date) -> None:
        self.pack, self.day = pack, day
        self.snapshot = pack.on(day)
        facts = Facts.of(pack, day)
        self.counters = facts.counters
        self.exact = Exact(self.snapshot.rules, pack.constraints, facts.inputs, facts.counters)
        #: Nobody of whom anything is known: whatever can matter to someone, matters to them.
        self.nobody = evaluate(self.snapshot.rules, {}, day)
        self.answers = self.exact.settle(self.nobody)

    def uses(self) -> Iterator[tuple[str, Use]]:
        """Each fact with each outcome that uses it."""
        absent = (decided for decided, _ in self.snapshot.absent.values() if decided.id in self.snapshot.running)
        for decided in (*self.snapshot.decisions.values(), *absent):
            if decided.document.kind is not Kind.NOTION:
                yield from self._of(decided)

    def orders(self) -> set[str]:
        """The facts by which suggestions are ordered: those that documents help with, and the steps that they suit."""
        documents = [decided.document for decided in self.snapshot.decisions.values()]
        offered = [one for one in documents if isinstance(one, Voorziening)]
        needs = {"noden"} if any(one.helps_with for one in offered) else set()
        return needs | ({"trede", "subtrede"} if any(one.suits for one in offered) else set())

    def _of(self, decided: Decided) -> Iterator[tuple[str, Use]]:
        looked = looked_at(self.snapshot, decided.id)
        exactly, perhaps = self._changing(decided)
        for name in self.pack.vocabulary:
            changes = name in exactly or name in perhaps
            if not changes and name not in looked:
                continue
            tied = self._near(name)
            sources, through = articles(self.pack, looked, name, tied, self.day)
            yield (
                name,
                Use(
                    id=decided.id,
                    title=decided.document.title,
                    sources=sources,
                    through=through,
                    changes=changes,
                    exact=not changes or name in exactly,
                ),
            )

    def _near(self, name: str) -> frozenset[str]:
        """The facts that constraints tie to a fact, and the counters that follow from it."""
        follows = {counter for counter, (_, anchor) in self.counters.items() if anchor == name}
        return self.exact.tied(name, self.day) | follows.union(*(self.exact.tied(one, self.day) for one in follows))

    def _changing(self, decided: Decided) -> tuple[frozenset[str], frozenset[str]]:
        """The facts that can change an outcome or what follows from it: surely, and those not ruled out."""
        rules = self.snapshot.rules.rules
        exactly: set[str] = set()
        perhaps: set[str] = set()
        possible = False
        for name, rule in rules.items():
            if isinstance(rule.type, Boolean) and re.fullmatch(f"{re.escape(decided.id)}(=.*)?", name):
                answer = self.answers[name]
                possible |= answer.value is not False
                (exactly if answer.exact else perhaps).update(answer.missing)
        if possible:
            perhaps |= {name for one in rules if one.startswith(f"{decided.id}#") for name in self._open(one)}
            exactly |= set(_dates(decided))
        perhaps = self._with_tied(perhaps)
        return self._with_dates(exactly), self._with_dates(perhaps)

    def _open(self, name: str) -> Iterable[str]:
        return self.nobody.undecided(name)

    def _with_tied(self, names: Iterable[str]) -> set[str]:
        return {near for name in names for near in self.exact.tied(name, self.day)}

    def _with_dates(self, names: Iterable[str]) -> frozenset[str]:
        """Facts, and the dates that they follow from: another way to state the same."""
        return frozenset(names) | {self.counters[name][1] for name in names if name in self.counters}


def _dates(decided: Decided) -> Iterator[str]:
    """The dates that what falls due counts from."""
    if isinstance(decided.document, Voorziening | Conclusion):
        yield from (str(one.since) for one in decided.document.deadlines)
