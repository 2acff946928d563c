"""What would have to change: every smallest set of changes after which an outcome can be a yes."""

from collections.abc import Mapping, Sequence
from datetime import date

from participatie.advice import Assessment, Outcome, advise
from participatie.change.blocks import blocks
from participatie.change.days import Case, Days
from participatie.change.model import GOAL, Model
from participatie.change.moves import Range, common, dates, joined
from participatie.change.moves import values as possible_values
from participatie.change.person import Counter, Person
from participatie.change.results import Answer, Move, Passing, Way, Ways, assessed, says
from participatie.change.smallest import boxes
from participatie.client import Client
from participatie.diagnostics import PolicyError
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Kind
from participatie.rules.diagrams import TooLargeError
from participatie.rules.expr import Ref
from participatie.values import Value
from participatie.vocabulary import Change, Fact

#: So many years ahead are looked at, unless a day is given.
YEARS = 5
#: So many facts change at once, unless a number is given; and never more than this.
FACTS, MOST_FACTS = 3, 6
#: No more ways than this are given.
MOST_WAYS = 40
#: More steps than this are not written out.
_MOST_STEPS = 12


def ways_to(  # noqa: PLR0913 - the arguments of advise, and the bounds
    client: Client,
    pack: Pack,
    name: str,
    *,
    on: date,
    code: str = "",
    until: date | None = None,
    most: int = FACTS,
) -> Ways:
    """What would have to change for an outcome to be within reach.

    Within reach is what can be a yes, however the unknown facts must turn out for that. A
    change is waiting, until a day on which time or the law has changed something; or another
    value of a stated fact, in a way that its metadata allow. Facts of anybody but the client,
    protected facts and findings of a person are never among them. Each way was given to
    :func:`participatie.advise`, on its day.

    Args:
        client: what is known.
        pack: from :func:`participatie.catalog.load`.
        name: the outcome, such as ``participatieplaats``.
        on: the reference date.
        code: of a conclusion, the code that should come out.
        until: the last day to look at; five years ahead without it.
        most: at most so many facts change at once, waiting not counted.

    Raises:
        TypeError: ``on`` or ``until`` is no plain date, ``client`` no client, ``pack`` no pack.
        KeyError: there is no such outcome or code; with a suggestion.
        ValueError: ``until`` lies before ``on``, ``most`` is not from 0 to 6, or the outcome is a conclusion and
            there is no ``code``.
        PolicyError: as for :func:`participatie.advise`.

    >>> from participatie import catalog
    >>> client = Client(geboortedatum=date(1992, 3, 2), ontvangt_algemene_bijstand=True)
    >>> (way,) = ways_to(client, catalog.load("nl_participatiewet"), "participatieplaats", on=date(2018, 6, 1))
    >>> str(way.on), way.moves, [(one.fact.name, one.value) for one in way.passing]
    ('2019-03-02', (), [('leeftijd', 27)])
    """
    return _Search(client, pack, name, on, code, until, most).run()


class _Search:
    def __init__(  # noqa: PLR0913, PLR0917 - as `ways_to`
        self, client: Client, pack: Pack, name: str, on: date, code: str, until: date | None, most: int
    ) -> None:
        if until is not None and type(until) is not date:
            raise TypeError("until= is a datetime.date: the last day to look at")
        if type(most) is not int or not 0 <= most <= MOST_FACTS:
            raise ValueError(f"most= is how many facts may change at once: 0 to {MOST_FACTS}")
        self.now = assessed(client, pack, name, on, code)
        if self.now.kind is Kind.ARGUMENTS:
            raise ValueError(f"{name} is a list of arguments: none of them is a yes")
        if self.now.kind is Kind.CONCLUSION and not code:
            raise ValueError(f"{name} is a conclusion: say with code= which of its codes should come out")
        self.until = until or _later(on, YEARS)
        if self.until < on:
            raise ValueError("until= lies before on=")
        self.pack, self.name, self.on, self.code, self.most = pack, name, on, code, most
        self.person = Person(client.known(), pack, on)
        self.days = Days(self.person, f"{name}={code}" if code else name, self.until)
        self.exact, self.larger = True, False
        self.found: list[Way] = []
        self.sets: list[frozenset[str]] = []

    def run(self) -> Ways:
        for day in self.days.all():
            self._look(day)
            if frozenset() in self.sets or len(self.found) >= MOST_WAYS:
                break
        return Ways(
            assessment=self.now,
            code=self.code,
            ways=tuple(self.found),
            blocks=() if self.found else blocks(self.days),
            on=self.on,
            until=self.until,
            most=self.most,
            larger=self.larger,
            exact=self.exact and len(self.found) < MOST_WAYS,
        )

    def _look(self, day: date) -> None:
        made = self.days.model(day) if self.pack.usable(day) else None
        values = self.days.values(made, day) if made is not None else None
        if made is None or values is None:
            return
        try:
            cases, whole = self.days.cases(made, day, values)
            self.exact = self.exact and whole
            for case in cases:
                smallest = case.board.smallest(self.most)
                self.larger = self.larger or smallest.larger
                self.exact = self.exact and smallest.all
                for numbers in smallest.in_order(case.names):
                    self._add(case, numbers, day, values)
        except TooLargeError:
            self.exact = False

    def _add(self, case: Case, numbers: frozenset[int], day: date, values: Mapping[str, Value]) -> None:
        names = frozenset(case.names[one] for one in numbers)
        if any(one <= names for one in self.sets):
            return
        facts = sorted(numbers, key=lambda one: case.names[one])
        combinations = case.board.combinations(facts)
        combinations.sort(key=lambda cells: self._distance(case, facts, cells))
        proved = False
        for start, sides in boxes(combinations):
            way = self._way(case, facts, start, sides, day, values)
            if way is None or len(self.found) >= MOST_WAYS:
                self.exact = False
            else:
                self.found.append(way)
                proved = True
        if proved:
            self.sets.append(names)

    def _distance(self, case: Case, facts: Sequence[int], cells: Sequence[int]) -> tuple[int, ...]:
        return tuple(
            sum(_apart(self.person.stated[name], one.nearest(self.person.stated[name])) for one in ranges[:1])
            for number, cell in zip(facts, cells, strict=True)
            for name in [case.names[number]]
            for ranges in [case.options[name][cell]]
        )

    def _way(  # noqa: PLR0913, PLR0917 - one set of facts, with its cells, on a day
        self,
        case: Case,
        facts: Sequence[int],
        start: Sequence[int],
        sides: Sequence[Sequence[int]],
        day: date,
        values: Mapping[str, Value],
    ) -> Way | None:
        moves = [
            self._move(case, case.names[number], cell, side)
            for number, cell, side in zip(facts, start, sides, strict=True)
        ]
        changes = {one.name: one.value for one in moves}
        answers = self._answers(case, facts, start, day)
        try:
            found = advise(self.person.client(day, changes), self.pack, on=day)[self.name]
            outcome = says(found, self.code)
            if outcome is Outcome.NO:
                return None
            proved = outcome is Outcome.YES or self._proved(day, changes, answers)
        except PolicyError:  # what is known contradicts the change in a way that the model does not see
            return None
        if not proved:
            self.exact = False
            if says(self._exactly(day, changes), self.code) is Outcome.NO:
                return None
        passing, law = self._passed(day, {**values, **changes}, answers) if day > self.on else ((), False)
        return Way(
            on=day,
            moves=tuple(moves),
            passing=passing,
            law=law,
            outcome=outcome,
            answers=answers if proved and outcome is not Outcome.YES else (),
            assessment=found,
            proved=proved,
        )

    def _proved(self, day: date, changes: Mapping[str, Value], answers: Sequence[Answer]) -> bool:
        """Whether the answers make it a yes, by the reference or exactly."""
        given = {**changes, **{one.fact.name: one.value for one in answers}}
        plain = advise(self.person.client(day, given), self.pack, on=day)[self.name]
        return Outcome.YES in {says(plain, self.code), says(self._exactly(day, given), self.code)}

    def _exactly(self, day: date, changes: Mapping[str, Value]) -> Assessment:
        return advise(self.person.client(day, changes), self.pack, on=day, exact=True)[self.name]

    def _move(self, case: Case, name: str, cell: int, side: Sequence[int]) -> Move:
        fact, before = self.pack.vocabulary[name], self.person.stated[name]
        options = case.options[name]
        value = min((one.nearest(before) for one in options[cell]), key=lambda one: _apart(before, one))
        enough = joined(one for number in side for one in options[number])
        steps = _steps(fact, before, value) if fact.change is Change.STEPWISE else ()
        return Move(fact=fact, before=before, value=value, enough=enough, steps=steps)

    def _answers(self, case: Case, facts: Sequence[int], start: Sequence[int], day: date) -> tuple[Answer, ...]:
        """A smallest set of answers about what is unknown that makes it a yes."""
        enough: dict[str, tuple[Range, ...]] = {}
        asked = set(case.model.exact.asked(GOAL))
        # What bears on the outcome through something else only is not asked before that.
        aside = sum(1 << number for number, name in case.names.items() if name not in asked)
        for number, cells in case.board.settling(facts, tuple(start), aside):
            name = case.names.get(number, "")
            if name in case.model.pauses:
                unit, anchor = case.model.pauses[name]
                spans = (one for one in case.model.lines(name, day) if one[2] in cells)
                ranges = tuple(dates(unit, low, high, day) for low, high, _ in spans)
                name = anchor.name if isinstance(anchor, Ref) else ""
            else:
                ranges = self._of_cells(case, name, cells, day)
            # A date may be looked at in several ways, each of which its answer has to suit.
            enough[name] = common(enough[name], ranges) if name in enough else ranges
        found = [
            Answer(fact=self.pack.vocabulary[name], value=_example(ranges, day), enough=ranges)
            for name, ranges in enough.items()
            if ranges and name in self.pack.vocabulary  # what is compared with others has no answer
        ]
        order = {name: place for place, name in enumerate(self._asked(case.model))}
        return tuple(sorted(found, key=lambda one: (order.get(one.fact.name, len(order)), one.fact.name)))

    def _of_cells(self, case: Case, name: str, cells: Sequence[int], day: date) -> tuple[Range, ...]:
        compiled = case.model.exact.compiled(day)
        made = compiled.facts[name].cells if name in compiled.facts else None
        if made is None or name not in self.pack.vocabulary:
            return ()
        by_cell = possible_values(self.pack.vocabulary[name], made, case.model.lines(name, day))
        return joined(one for cell in cells for one in by_cell.get(cell, ()))

    def _asked(self, made: Model) -> list[str]:
        """The facts below the outcome in the order of the document, a date where the time since it is looked at."""
        anchors = {name: anchor.name for name, (_, anchor) in made.pauses.items() if isinstance(anchor, Ref)}
        return [anchors.get(name, name) for name in made.exact.asked(GOAL)]

    def _passed(
        self, day: date, values: Mapping[str, Value], answers: Sequence[Answer]
    ) -> tuple[tuple[Passing, ...], bool]:
        """What had to happen by itself until a day, for this way to be one."""
        known = {**values, **{one.fact.name: one.value for one in answers}}
        here, before = self.days.model(day), self.days.model(self.on)
        assert here is not None  # noqa: S101 - a way was found on that day
        law = here is not before and (before is None or not self.days.possible(before, self.on, known))
        earlier = self.days.values(here, self.on) or {}
        counters = self.days.counters(here)
        changed = [
            name for name, one in counters.items() if name in here.exact.inputs and one.on(day) != earlier.get(name)
        ]
        needed = [name for name in changed if not self.days.possible(here, day, {**known, name: earlier[name]})]
        return tuple(
            passing for name in needed or ([] if law else changed) if (passing := self._passing(counters[name], day))
        ), law

    def _passing(self, counter: Counter, day: date) -> Passing | None:
        name = counter.name if counter.name in self.pack.vocabulary else counter.since
        if name not in self.pack.vocabulary:
            return None
        value = counter.on(day) if name == counter.name else counter.start
        return Passing(fact=self.pack.vocabulary[name], value=value, dated=bool(counter.since))


def _later(day: date, years: int) -> date:
    year = min(day.year + years, date.max.year)
    return day.replace(year=year, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _apart(one: Value, other: Value) -> int:
    """How far two values of a fact are from each other."""
    if isinstance(one, date) and isinstance(other, date):
        return abs((one - other).days)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return len(one ^ other)
    if isinstance(one, int) and isinstance(other, int):
        return abs(one - other)
    return int(one != other)


def _example(ranges: Sequence[Range], day: date) -> Value:
    """A value in ranges: of dates one near a day."""
    first = ranges[0]
    return first.nearest(day) if isinstance(first.low, date) else first.low


def _steps(fact: Fact, before: Value, value: Value) -> tuple[Value, ...]:
    """The values on the way up."""
    codes = getattr(fact.type, "codes", None)
    if isinstance(before, str) and codes:
        return tuple(codes[codes.index(before) + 1 : codes.index(value) + 1])
    if isinstance(before, int) and isinstance(value, int) and not isinstance(before, bool):
        return tuple(range(before + 1, value + 1)) if value - before <= _MOST_STEPS else (value,)
    return (value,)
