"""What is known of a client on a day to come, when nothing happens but the passing of time."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from participatie.client import Client
from participatie.policy.pack import Pack
from participatie.rules.semantics import reached, since
from participatie.values import Boolean, Number, Unit, Value, misfit
from participatie.vocabulary import Change, Fact

#: The units in which time is counted.
_TIME = frozenset({Unit.YEARS, Unit.MONTHS, Unit.WEEKS, Unit.DAYS})


@frozen
class Counter:
    """A number that goes up with time.

    Args:
        name: of the fact.
        unit: in what it counts.
        start: the day from which it is counted here.
        before: how much it was on that day.
        since: the fact that holds that day; empty where only the number was stated. It is
            then counted from the day of the statement, so what it reaches it may reach earlier.
    """

    name: str
    unit: Unit
    start: date
    before: int = 0
    since: str = ""

    def on(self, day: date) -> int:
        """What it is on a day."""
        if self.unit is Unit.DAYS:  # counted beside a date only, never in a rule
            return self.before + max(0, (day - self.start).days)
        return self.before + (since(self.unit, self.start, day) or 0)

    def first(self, count: int) -> date | None:
        """The day on which it gets as far as ``count``; ``None`` beyond the calendar."""
        try:
            return reached(self.unit, self.start, count - self.before)
        except OverflowError:
            return None


@frozen(eq=False)
class Person:
    """A client whose time goes by.

    Ages and counters go up; what else changes with time, nobody knows when, stays as it is.

    Args:
        stated: the stated facts, by name.
        pack: by whose vocabulary they are read.
        on: the day on which they were stated.
    """

    stated: Mapping[str, Value]
    pack: Pack
    on: date
    counters: Mapping[str, Counter] = field(init=False)

    @counters.default
    def _counters(self) -> Mapping[str, Counter]:
        return {one.name: one for fact in self.pack.vocabulary.values() if (one := self._counter(fact)) is not None}

    def _counter(self, fact: Fact) -> Counter | None:
        unit, anchor = fact.follows_from or (None, "")
        start, stated = self.stated.get(anchor), self.stated.get(fact.name)
        if unit is not None and isinstance(start, date):
            return Counter(fact.name, unit, start, since=anchor)
        if fact.change is not Change.WITH_TIME or not isinstance(fact.type, Number) or not isinstance(stated, int):
            return None
        if fact.type.unit is None or fact.type.unit not in _TIME:
            return None
        return Counter(fact.name, fact.type.unit, self.on, stated)

    def values(self, day: date) -> dict[str, Value] | None:
        """What is known on ``day``, counters included; ``None`` where one counts from a date further than it can."""
        counted: dict[str, Value] = {}
        for name, one in self.counters.items():
            count, of = one.on(day), self.pack.vocabulary[name].type
            if misfit(count, of) is None:
                counted[name] = count
            elif one.since:
                return None
        return {**self.stated, **counted}

    def client(self, day: date, changes: Mapping[str, Value]) -> Client:
        """The client as he will be stated on ``day``, with these facts changed.

        What follows from a date is left to follow from it.
        """
        values = {**(self.values(day) or self.stated), **changes}
        follow = {name for name, one in self.counters.items() if one.since}
        return Client.from_mapping(
            {name: value for name, value in values.items() if name not in follow}, words=self.pack.vocabulary
        )

    def undated(self) -> Iterator[str]:
        """The stated facts that change with time, on a day that nobody knows."""
        for name in self.stated:
            fact = self.pack.vocabulary[name]
            if fact.change is Change.WITH_TIME and isinstance(fact.type, Boolean):
                yield name
