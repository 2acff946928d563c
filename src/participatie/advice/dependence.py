"""Which outcomes of an advice depend on one fact: what could have come out otherwise, were that fact another."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from participatie.advice.assessment import Assessment
from participatie.analysis.data_use import articles, looked_at
from participatie.engines.exact import Exact
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Snapshot
from participatie.rules.constraint import Closed, Constraint
from participatie.rules.expr import references
from participatie.sources import Source
from participatie.values import Value

#: Adds to facts what follows from them.
Close: TypeAlias = Callable[[Mapping[str, Value]], Closed]


@frozen(kw_only=True)
class Dependence:
    """What of one outcome depends on a fact.

    Args:
        id: the outcome, such as ``participatieplaats``.
        title: its name.
        outcome: whether the outcome itself does, its codes included.
        results: the amounts and durations that do, by id, as far as three-valued logic can tell.
        deadlines: the dates that count from it, by id.
        sources: the articles under which its rules look at the fact, or at
            ``through``; with their status on the date.
        through: the facts that its rules look at, where it is not the fact itself.
        exact: whether it was decided exactly that the outcome depends on it; otherwise it is not ruled out.
    """

    id: str
    title: str
    outcome: bool
    results: tuple[str, ...]
    deadlines: tuple[str, ...]
    sources: tuple[Source, ...]
    through: tuple[str, ...]
    exact: bool


@frozen
class Depending:
    """Tells what depends on a fact, for one client.

    Args:
        pack: the pack of the advice.
        snapshot: its rules on the date.
        facts: what was known, ages and counters included.
        close: adds what follows from facts by *verbanden*.
        exact: the rules, compiled for exact answers.
        assess: the assessments of an exact advice on these facts.
    """

    pack: Pack
    snapshot: Snapshot
    facts: Mapping[str, Value]
    close: Close
    exact: Exact
    assess: Callable[[Closed], Iterable[Assessment]]

    def on(self, fact: str) -> Mapping[str, Dependence]:
        """The outcomes that depend on ``fact``, by id."""
        if not isinstance(fact, str):
            raise TypeError(f"depends_on() takes the name of a fact, not {type(fact).__name__}")
        _ = self.pack.vocabulary[fact]  # an unknown name is an error that says what was meant
        found = (self._of(one, fact) for one in self.assess(self._open(fact)))
        return {one.id: one for one in found if one is not None}

    def _of(self, one: Assessment, fact: str) -> Dependence | None:
        same = {fact, *self._counters(fact)}
        tied = frozenset().union(*(self.exact.tied(name, self.snapshot.day) for name in same)) | same
        outcome = bool((tied if one.not_exact else same).intersection(one.missing))
        results = tuple(result.id for result in one.stated if tied.intersection(result.missing))
        deadlines = tuple(due.id for due in one.deadlines if due.since in same)
        if not (outcome or results or deadlines):
            return None
        looked = looked_at(self.snapshot, one.id)
        sources, through = articles(self.pack, looked, fact, tied, self.snapshot.day)
        dated = (due.source for due in one.deadlines if due.id in deadlines)
        return Dependence(
            id=one.id,
            title=one.title,
            outcome=outcome,
            results=results,
            deadlines=deadlines,
            sources=tuple(dict.fromkeys((*sources, *dated))),
            through=through,
            exact=outcome and not one.not_exact,
        )

    # -- putting a fact aside ------------------------------------------------------------

    def _open(self, fact: str) -> Closed:
        """What is known without ``fact``, without what follows from it, and without what it follows from."""
        known = self._without(self.facts, {fact})
        closed = self.close(known)
        while fact in closed.facts and (behind := self._behind(fact, known, closed)):
            known = self._without(known, behind)
            closed = self.close(known)
        return closed

    def _without(self, known: Mapping[str, Value], names: Iterable[str]) -> Mapping[str, Value]:
        """What is known without these facts, the dates that they follow from, and what follows from those."""
        aside = set(names)
        aside |= {self._counted[name] for name in aside if name in self._counted}
        aside |= {name for name, anchor in self._counted.items() if anchor in aside}
        return {name: value for name, value in known.items() if name not in aside}

    @property
    def _counted(self) -> Mapping[str, str]:
        """The date that each counter follows from."""
        return {name: anchor for name, (_, anchor) in self.exact.counters.items()}

    def _counters(self, fact: str) -> Iterator[str]:
        return (name for name, anchor in self._counted.items() if anchor == fact)

    def _behind(self, fact: str, known: Mapping[str, Value], closed: Closed) -> set[str]:
        """The known facts that ``fact`` follows from."""
        found: set[str] = set()
        seen: set[str] = set()
        todo = [fact]
        while todo:
            name = todo.pop()
            if name in known:
                found.add(name)
            elif name in closed.because and name not in seen:
                seen.add(name)
                todo += _grounds(closed.because[name], name)
        return found


def _grounds(constraint: Constraint, name: str) -> Iterator[str]:
    """The facts from which ``name`` follows by a constraint: those of its condition, or read the other way round."""
    condition = [ref.name for ref in references(constraint.condition)]
    yield from constraint.consequences if name in condition else condition
