"""How an outcome went while a case went on, and on which days it can change by itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from participatie.advice import Assessment, Outcome
from participatie.analysis.cells import reach
from participatie.casefile.events import Event, in_effect
from participatie.casefile.state import State
from participatie.policy.pack import Pack
from participatie.rules.expr import Expr, Literal, Since, children, references
from participatie.rules.semantics import reached, since
from participatie.values import Unit


@frozen
class Standing:
    """What an assessment says: its outcome, and of a conclusion the codes.

    Args:
        outcome: yes, no, unknown or a judgement.
        codes: those still possible.
        certain: those that hold in any case.
    """

    outcome: Outcome
    codes: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()

    @classmethod
    def of(cls, one: Assessment) -> "Standing":
        """What ``one`` says."""
        return cls(one.outcome, one.codes, one.certain)

    def __str__(self) -> str:
        return f"{self.outcome} ({', '.join(self.codes)})" if self.codes else str(self.outcome)


@frozen
class Change:
    """A day on which an outcome became another.

    Args:
        on: the first day.
        before: what it said until then; ``None`` at the opening.
        after: what it said from then on.
        through: the event that made it so; ``None`` when time or the law did.
    """

    on: date
    before: Standing | None
    after: Standing
    through: Event | None


@frozen
class Changed:
    """What those who follow a case are told of one outcome.

    Args:
        id: such as ``participatieplaats``.
        before: what it said when they were last told.
        after: what it says now.
        event: after which this was seen.
    """

    id: str
    before: Standing
    after: Standing
    event: Event


def changes(
    events: Iterable[Event],
    opened: date,
    until: date,
    standing: Callable[[Sequence[Event], date], Standing],
    moments: Callable[[Sequence[Event], date, date], Iterable[date]],
) -> Iterator[Change]:
    """Every change of an outcome from the opening to ``until``, as it was known on each day.

    Args:
        events: of the case.
        opened: the day of the opening; what is dated earlier was known then.
        until: the last day.
        standing: what the outcome is when these events are known, on a day.
        moments: days after one day, up to another, on which time can change it.
    """
    known: list[Event] = []
    before: Standing | None = None
    day = opened
    steps: list[tuple[date, Event | None]] = [(max(on, opened), event) for on, event in in_effect(events)]
    # The opening comes first, though something may be dated before it.
    steps.sort(key=lambda one: (one[0], one[1].number if one[1] else 0))
    for on, event in [*((on, one) for on, one in steps if on <= until), (until, None)]:
        for moment in sorted({*moments(known, day, on), on}) if on > day else ():
            after = standing(known, moment)
            if after != before:
                yield Change(moment, before, after, None)
            before = after
        day = on
        if event is not None:
            known.append(event)
            after = standing(known, on)
            if after != before:
                yield Change(on, before, after, event)
            before = after


@frozen
class Clock:
    """What the passing of time can do to one outcome.

    Args:
        law: the days on which the law turns.
        counters: per date fact, in which units the rules count from it.
        fixed: the same for dates that stand in the rules.
    """

    law: tuple[date, ...]
    counters: frozenset[tuple[str, Unit]]
    fixed: frozenset[tuple[date, Unit]]

    @classmethod
    def of(cls, pack: Pack, outcome: str, start: date, until: date) -> "Clock":
        """The clock of ``outcome`` between two days."""
        law = tuple(day for day in pack.versions.turning_points() if start < day <= until)
        exprs: list[Expr] = []
        for day in (start, *law):
            rules = pack.on(day).rules
            names = [name for name in rules.rules if name == outcome or name.startswith(f"{outcome}=")]
            exprs += [rule.expr for rule in reach(rules, names).values()]
        links = {one.id: (one, {*one.consequences, *_names(one.condition)}) for one in pack.constraints}
        facts = {name for expr in exprs for name in _names(expr)}
        size = -1
        while size < len(facts):  # a fact that matters only through another
            size = len(facts)
            facts |= {name for _, names in links.values() if names & facts for name in names}
            for fact in pack.vocabulary.values():
                pair = {fact.name, fact.follows_from[1]} if fact.follows_from is not None else set()
                facts |= pair if pair & facts else set()
        exprs += [link.condition for link, names in links.values() if names & facts]
        counted = [node for expr in exprs for node in _counted(expr)]
        units = {node.unit for node in counted}
        # What a date is compared with may stand in another rule: every date, in every unit, is enough.
        days = {node.value for expr in exprs for node in _nodes(expr) if isinstance(node, Literal)}
        given = {value for link, _ in links.values() for value in link.consequences.values()}
        counters = {fact.follows_from for fact in pack.vocabulary.values() if fact.follows_from and fact.name in facts}
        follow = {unit for unit, _ in counters}
        return cls(
            law,
            frozenset({(name, unit) for unit, name in counters} | {(name, unit) for name in facts for unit in units}),
            frozenset((day, unit) for day in days | given if isinstance(day, date) for unit in units | follow),
        )

    def moments(self, state: State, after: date, until: date) -> set[date]:
        """The days after ``after``, up to ``until``, on which a count is one more or the law another."""
        found = {day for day in self.law if after < day <= until}
        dates = {(state.values.get(name), unit) for name, unit in self.counters} | set(self.fixed)
        for anchor, unit in dates:
            if isinstance(anchor, date):
                found |= _reached(unit, anchor, after, until)
        return found


def _reached(unit: Unit, anchor: date, after: date, until: date) -> set[date]:
    found = {anchor} if after < anchor <= until else set()
    count = since(unit, anchor, after) or 0
    try:
        while (day := reached(unit, anchor, count := count + 1)) <= until:
            found.add(day)
    except OverflowError:  # beyond the calendar nothing is reached
        pass
    return found


def _nodes(expr: Expr) -> Iterator[Expr]:
    todo = [expr]
    while todo:
        one = todo.pop()
        yield one
        todo += children(one)


def _counted(expr: Expr) -> Iterator[Since]:
    return (node for node in _nodes(expr) if isinstance(node, Since))


def _names(expr: Expr) -> set[str]:
    return {ref.name for ref in references(expr)}
