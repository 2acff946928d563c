"""The days on which an outcome can be different, and what it looks like on each."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from participatie.change.model import GOAL, Model, model
from participatie.change.moves import Choices, choices, hold
from participatie.change.person import Counter, Person
from participatie.change.smallest import Board
from participatie.policy.pack import Pack
from participatie.rules.diagrams import MEET, TRUE, TooLargeError
from participatie.rules.expr import Literal, Ref
from participatie.values import Value
from participatie.vocabulary import Fact

#: No more ways to hold conditions over several facts apart than this are tried for a day.
_MOST_OPENINGS = 8
#: No more nodes than this are added to a diagram.
_MOST_NODES = 20_000


@frozen(eq=False)
class Case:
    """One way to look at a day: the model, and what can change in it.

    Args:
        model: the rules below the outcome.
        board: what can still become of it.
        names: the facts, by the number of their variable.
        options: what each fact can change to.
    """

    model: Model
    board: Board
    names: Mapping[int, str]
    options: Mapping[str, Choices]

    def whole(self, movable: Mapping[str, Fact]) -> bool:
        """Whether every value that can change is looked into: none has more cells than are told apart."""
        seen = self.names.values()
        return all(name in seen for name in movable if name in self.model.exact.rules.inputs)


@frozen(eq=False)
class Days:
    """An outcome in time, for one client.

    Args:
        person: whose time goes by.
        rule: the rule of the outcome, or of one of its codes.
        until: the last day.
    """

    person: Person
    rule: str
    until: date
    counted: frozenset[str] = field(init=False)

    @counted.default
    def _counted(self) -> frozenset[str]:
        """The dates from which the facts of the client are counted."""
        return frozenset(one.since for one in self.person.counters.values() if one.since)

    @property
    def pack(self) -> Pack:
        """The pack that it is asked of."""
        return self.person.pack

    @property
    def on(self) -> date:
        """The reference date."""
        return self.person.on

    def all(self) -> Iterator[date]:
        """The reference date, and the days after it on which something can be different."""
        yield self.on
        turns = [day for day in self.pack.versions.turning_points() if self.on < day <= self.until]
        for start, end in zip([self.on, *turns], [*turns, None], strict=True):
            if self.pack.usable(start):
                days = {start, *(day for day in self._ticks(start) if end is None or day < end)}
                yield from sorted(day for day in days if max(start, self.on) <= day <= self.until and day != self.on)

    def _ticks(self, start: date) -> Iterator[date]:
        """The days on which a counter gets into another cell, by the rules of a day."""
        made = self.model(start)
        if made is None:
            return
        compiled = made.exact.compiled(start)
        for name, counter in self.counters(made).items():
            if name in compiled.facts:
                for low, _, _ in made.lines(name, start):
                    day = counter.first(low) if low > counter.before else None
                    if day is not None and day > self.on:
                        yield day

    def model(self, day: date) -> Model | None:
        """The model of the outcome on a day; ``None`` where it is not in force."""
        snapshot = self.pack.on(day)
        rules = snapshot.rules.rules
        return model(self.pack, snapshot, self.rule) if self.rule in rules else None

    def counters(self, made: Model) -> Mapping[str, Counter]:
        """What counts time: facts, and the time since a date in the rules themselves."""
        counters = dict(self.person.counters)
        for name, (unit, anchor) in made.pauses.items():
            since = anchor.name if isinstance(anchor, Ref) else ""
            start = anchor.value if isinstance(anchor, Literal) else self.person.stated.get(since)
            if isinstance(start, date):
                counters[name] = Counter(name, unit, start, since=since)
        return counters

    def values(self, made: Model, day: date) -> dict[str, Value] | None:
        """All that is known on a day, the time since dates included."""
        values = self.person.values(day)
        if values is None:
            return None
        pauses = {name: one for name, one in self.counters(made).items() if name in made.pauses}
        return {**values, **{name: one.on(day) for name, one in pauses.items()}}

    def anchors(self, made: Model) -> frozenset[str]:
        """The dates from which time is counted, in facts or in the rules themselves."""
        return self.counted | {anchor.name for _, anchor in made.pauses.values() if isinstance(anchor, Ref)}

    def movable(self, made: Model) -> dict[str, Fact]:
        """The stated facts that can change by proposal."""
        counted = self.anchors(made)
        facts = {name: self.pack.vocabulary[name] for name in self.person.stated}
        return {name: fact for name, fact in facts.items() if hold(fact, counted) is None}

    def cases(self, made: Model, day: date, values: Mapping[str, Value]) -> tuple[list[Case], bool]:
        """The ways to look at a day that together show what can change, and whether that is everything.

        Two facts of one condition that both change, or are both unknown, are not looked into.

        Raises:
            TooLargeError: the rules are too large for a diagram.
        """
        movable = self.movable(made)
        if not made.joined:
            case = self.case(made, day, values, movable)
            return [case], case.whole(movable)
        openings, whole = made.openings(frozenset(movable), _MOST_OPENINGS)
        joined = frozenset().union(*made.joined)
        found = []
        for free in openings:
            open_ones = {name: fact for name, fact in movable.items() if name in free or name not in joined}
            found.append(self.case(made.specialised(values, free), day, values, open_ones))
        whole = whole and all(len(one - values.keys()) < 2 for one in made.joined)  # noqa: PLR2004 - both unknown
        return found, whole and made.written(movable) and all(case.whole(movable) for case in found)

    def case(self, made: Model, day: date, values: Mapping[str, Value], movable: Mapping[str, Fact]) -> Case:
        """A day as one model shows it.

        Raises:
            TooLargeError: its diagram is too large.
        """
        compiled = made.exact.compiled(day)
        if GOAL not in compiled.nodes:
            raise TooLargeError
        current: dict[int, int] = {}
        fixed: dict[int, int] = {}
        options: dict[str, Choices] = {}
        for name, variable in compiled.facts.items():
            value = values.get(name)
            if value is None or variable.cells is None:
                continue
            if name in movable:
                options[name] = choices(movable[name], value, variable.cells, made.lines(name, day), self.on)
            (current if options.get(name) else fixed)[variable.number] = variable.cells.cell(value)
        for number, read in compiled.joined:
            settled = read(values, day)
            if settled is not None:
                fixed[number] = int(settled is True)
        board = self.board(made, day, fixed, current, options)
        return Case(made, board, {one.number: name for name, one in compiled.facts.items()}, options)

    def board(
        self,
        made: Model,
        day: date,
        fixed: Mapping[int, int],
        current: Mapping[int, int],
        options: Mapping[str, Choices],
    ) -> Board:
        """What can become of the outcome on a day.

        Args:
            made: the rules.
            day: of which they are the rules.
            fixed: the cells of what cannot change, by variable.
            current: the cells of what can.
            options: what that can change to, by fact.
        """
        compiled = made.exact.compiled(day)
        diagrams = compiled.diagrams.more(_MOST_NODES)
        bits, done = sum(1 << one for one in fixed), dict[int, int]()
        node = diagrams.fixed(compiled.nodes[GOAL], fixed, bits, done)
        for group in compiled.linked:
            node = diagrams.combine(MEET, node, diagrams.fixed(group.node, fixed, bits, done))
        allowed = {compiled.facts[name].number: tuple(one) for name, one in options.items() if one}
        return Board(diagrams, node, current, allowed, compiled.stated)

    def possible(self, made: Model, day: date, values: Mapping[str, Value]) -> bool:
        """Whether it can be a yes with these values."""
        case = self.case(made if not made.joined else made.specialised(values, frozenset()), day, values, {})
        return bool(case.board.diagrams.reach[case.board.node] & TRUE)
