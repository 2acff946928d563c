"""What can be known of one person at once, on a day: dates beside counters, facts beside *verbanden*."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from participatie.engines.evaluate import value_of
from participatie.policy.pack import Pack
from participatie.rules.constraint import Closed, Constraint, close
from participatie.rules.expr import Expr
from participatie.rules.semantics import Truth, since
from participatie.values import Type, Unit, Value, misfit
from participatie.vocabulary import Vocabulary, vocabulary


@frozen
class Facts:
    """The facts that a pack knows, as they hang together on a day.

    Args:
        words: every fact.
        constraints: what follows from what between them.
        on: the day on which ages and counters are counted.

    Attributes:
        inputs: the type of each fact.
        counters: the ages and counters, with the unit and the date that they follow from.

    >>> from participatie import catalog
    >>> facts = Facts.of(catalog.load("nl_participatiewet"), date(2026, 1, 1))
    >>> facts.closed({"geboortedatum": date(1988, 3, 2)}).facts["leeftijd"]
    37
    >>> facts.closed({"geboortedatum": date(1988, 3, 2), "leeftijd": 36}) is None
    True
    """

    words: Vocabulary
    constraints: tuple[Constraint, ...]
    on: date
    inputs: Mapping[str, Type] = field(init=False, repr=False)
    counters: Mapping[str, tuple[Unit, str]] = field(init=False, repr=False)

    @inputs.default
    def _inputs(self) -> Mapping[str, Type]:
        return {name: fact.type for name, fact in self.words.items()}

    @counters.default
    def _counters(self) -> Mapping[str, tuple[Unit, str]]:
        return {name: fact.follows_from for name, fact in self.words.items() if fact.follows_from is not None}

    @classmethod
    def of(cls, pack: Pack | None, on: date) -> "Facts":
        """The facts of ``pack``; without one, the shared vocabulary."""
        return cls(pack.vocabulary, pack.constraints, on) if pack else cls(vocabulary(), (), on)

    def closed(self, facts: Mapping[str, Value], constraints: Iterable[Constraint] | None = None) -> Closed | None:
        """``facts`` with what follows from them; ``None`` where they contradict each other, as ``advise`` sees it.

        Args:
            facts: what is known.
            constraints: those to look at; all of them without it.
        """
        known = dict(facts)
        for name, (unit, anchor) in self.counters.items():
            start = known.get(anchor)
            if not isinstance(start, date):
                continue
            value = since(unit, start, self.on)
            unborn = name == "leeftijd" and start > self.on
            if value is None or unborn or misfit(value, self.inputs[name]) or known.setdefault(name, value) != value:
                return None
        closed = close(self.constraints if constraints is None else constraints, known, self._holds)
        return None if closed.clashes else closed

    def _holds(self, condition: Expr, known: Mapping[str, Value]) -> Truth:
        value = value_of(condition, known, self.inputs, self.on)
        assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
        return value


def back(day: date, unit: Unit, count: int) -> date | None:
    """A day from which ``count`` units have passed on ``day``; ``None`` outside the calendar.

    >>> back(date(2018, 3, 31), Unit.MONTHS, 1)
    datetime.date(2018, 2, 28)
    """
    try:
        if unit is Unit.WEEKS:
            return day - timedelta(weeks=count)
        months = day.year * 12 + day.month - 1 - (count * 12 if unit is Unit.YEARS else count)
        return date(months // 12, months % 12 + 1, min(day.day, 28))
    except (OverflowError, ValueError):
        return None
