"""What would have to change: every smallest set of changes after which an outcome can be a yes."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from participatie.advice import Assessment, Outcome, advise
from participatie.change.model import GOAL, Model, model
from participatie.change.moves import Choices, Hold, Range, choices, common, dates, hold, joined
from participatie.change.moves import values as possible_values
from participatie.change.person import Counter, Person
from participatie.change.smallest import Board, Smallest, boxes
from participatie.client import Client
from participatie.diagnostics import PolicyError, nearest
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Kind as DocumentKind
from participatie.rules.diagrams import MEET, TRUE, TooLargeError
from participatie.rules.expr import Literal, Ref
from participatie.values import Value
from participatie.vocabulary import Change, Fact

#: So many years ahead are looked at, unless a day is given.
YEARS = 5
#: So many facts change at once, unless a number is given; and never more than this.
FACTS, MOST_FACTS = 3, 6
#: No more ways than this are given.
MOST_WAYS = 40
#: No more ways to hold conditions over several facts apart than this are tried for a day.
_MOST_OPENINGS = 8
#: No more nodes than this are added to a diagram.
_MOST_NODES = 50_000


@frozen(kw_only=True)
class Move:
    """A fact that changes.

    Args:
        fact: which, with its metadata.
        before: the value that it has.
        value: the nearest value that is enough.
        enough: all values that are, as ranges.
        steps: for what goes in steps, the values on the way to it, ``value`` last.
    """

    fact: Fact
    before: Value
    value: Value
    enough: tuple[Range, ...]
    steps: tuple[Value, ...] = ()

    @property
    def name(self) -> str:
        """The name of the fact."""
        return self.fact.name


@frozen(kw_only=True)
class Passing:
    """What the passing of time does to a fact.

    Args:
        fact: an age or a counter, or the date from which time is counted.
        value: what it is on that day.
        dated: whether that day is exact: the date from which it counts is known. Where only the
            number was stated, the day is the last on which it can happen.
    """

    fact: Fact
    value: Value
    dated: bool


@frozen(kw_only=True)
class Answer:
    """An unknown fact, and how it has to turn out.

    Args:
        fact: which.
        value: an answer that is enough.
        enough: all answers that are, the others as they are.
    """

    fact: Fact
    value: Value
    enough: tuple[Range, ...]


@frozen(kw_only=True)
class Way:
    """A smallest set of changes after which the outcome is no longer a no, and can be a yes.

    Args:
        on: the first day on which these changes are enough.
        moves: the facts that change.
        passing: what has to happen by itself until that day, if it is a later one.
        law: whether the rules have to change too, as they will on that day.
        outcome: what :func:`participatie.advise` says on that day of the client with these changes: a yes; a
            judgement where only findings are still open; unknown where facts are.
        answers: a smallest set of answers about what is unknown that makes it a yes; empty where it is one.
        assessment: the assessment with these changes.
        proved: whether the answers were given to ``advise`` and made it a yes.
    """

    on: date
    moves: tuple[Move, ...]
    passing: tuple[Passing, ...] = ()
    law: bool = False
    outcome: Outcome
    answers: tuple[Answer, ...] = ()
    assessment: Assessment = field(repr=False)
    proved: bool = True


@frozen(kw_only=True)
class Block:
    """A fact that would have to be other, and why that is no proposal."""

    fact: Fact
    value: Value
    why: Hold


@frozen(kw_only=True)
class Ways:
    """What would have to change for an outcome to be within reach.

    Iterates over the ways, those that are possible first, first.

    Args:
        assessment: the outcome as it is.
        code: of a conclusion, which code was asked for.
        ways: every smallest way; of two ways none changes the same facts and more, and is not earlier.
        blocks: where there is no way: what would have to be other and cannot, each set by itself enough.
        on: the reference date.
        until: the last day that was looked at.
        most: how many facts may change at once.
        larger: whether there may be ways in which more facts change.
        exact: whether the ways are all there are within these bounds.
    """

    assessment: Assessment
    code: str = ""
    ways: tuple[Way, ...]
    blocks: tuple[tuple[Block, ...], ...] = ()
    on: date
    until: date
    most: int
    larger: bool = False
    exact: bool = True

    @property
    def outcome(self) -> Outcome:
        """What the outcome is now, or that of the code that was asked for."""
        return says(self.assessment, self.code)

    def __iter__(self) -> Iterator[Way]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def __getitem__(self, number: int) -> Way:
        return self.ways[number]

    def __repr__(self) -> str:
        return f"<Ways {self.assessment.id} op {self.on}: {len(self.ways)}>"

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """The ways in words.

        Args:
            lang: ``nl`` or ``en`` for the frame; rules and facts are Dutch.
            style: ``text`` or ``markdown``.

        Raises:
            ValueError: an unknown language or style.
        """
        from participatie.change import words  # noqa: PLC0415 - it renders this very class

        return words.ways(self, lang=lang, style=style)


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


def says(one: Assessment, code: str) -> Outcome:
    """What an assessment says, of a code where one is asked for."""
    if not code:
        return one.outcome
    if code in one.certain:
        return Outcome.YES
    if code not in one.codes:
        return Outcome.NO
    return one.outcome if one.outcome is Outcome.JUDGEMENT else Outcome.UNKNOWN


def assessed(client: Client, pack: Pack, name: str, on: date, code: str) -> Assessment:
    """The assessment of an outcome, and whether it knows a code.

    Raises:
        KeyError: there is no such outcome or code.
    """
    found = advise(client, pack, on=on)[name]
    codes = {
        code
        for decided in pack.versions.decisions.get(name, ())
        if isinstance(decided.document, Conclusion)
        for code in decided.document.codes
    }
    if code and code not in codes:
        near = nearest(code, codes)
        raise KeyError(f"{code!r}; bedoelt u {near!r}?" if near else code)
    return found


@frozen(eq=False)
class _Case:
    """One way to look at a day: the model, and what can change in it."""

    model: Model
    board: Board
    names: Mapping[int, str]
    options: Mapping[str, Choices]


class _Search:
    def __init__(  # noqa: PLR0913, PLR0917 - as `ways_to`
        self, client: Client, pack: Pack, name: str, on: date, code: str, until: date | None, most: int
    ) -> None:
        if until is not None and type(until) is not date:
            raise TypeError("until= is a datetime.date: the last day to look at")
        if type(most) is not int or not 0 <= most <= MOST_FACTS:
            raise ValueError(f"most= is how many facts may change at once: 0 to {MOST_FACTS}")
        self.now = assessed(client, pack, name, on, code)
        if self.now.kind in {DocumentKind.CONCLUSION, DocumentKind.ARGUMENTS} and not code:
            raise ValueError(f"{name} is a conclusion: say with code= which of its codes should come out")
        self.until = until or _later(on, YEARS)
        if self.until < on:
            raise ValueError("until= lies before on=")
        self.pack, self.name, self.on, self.code, self.most = pack, name, on, code, most
        self.person = Person(client.known(), pack, on)
        self.counted = {one.since for one in self.person.counters.values() if one.since}
        self.exact, self.larger = True, False
        self.found: list[Way] = []
        self.sets: list[frozenset[str]] = []

    def run(self) -> Ways:
        for day in self._days():
            self._look(day)
            if frozenset() in self.sets or len(self.found) >= MOST_WAYS:
                break
        return Ways(
            assessment=self.now,
            code=self.code,
            ways=tuple(self.found),
            blocks=() if self.found else self._blocks(),
            on=self.on,
            until=self.until,
            most=self.most,
            larger=self.larger,
            exact=self.exact and len(self.found) < MOST_WAYS,
        )

    # -- days ----------------------------------------------------------------------

    def _days(self) -> Iterator[date]:
        """The reference date, and the days after it on which something can be different."""
        yield self.on
        turns = [day for day in self.pack.versions.turning_points() if self.on < day <= self.until]
        starts = [self.on, *turns]
        for start, end in zip(starts, [*turns, self.until + timedelta(days=1)], strict=True):
            if not self.pack.usable(start):
                continue
            days = {start} | {day for day in self._ticks(start) if start < day < end}
            yield from sorted(days - {self.on})

    def _ticks(self, start: date) -> Iterator[date]:
        """The days on which a counter gets into another cell, by the rules of a day."""
        made = self._model(start)
        if made is None:
            return
        compiled = made.exact.compiled(start)
        for name, counter in self._counters(made).items():
            if name in compiled.facts:
                for low, _, _ in made.lines(name, start):
                    day = counter.first(low) if low > counter.before else None
                    if day is not None and day > self.on:
                        yield day

    def _model(self, day: date) -> Model | None:
        """The model of the outcome on a day; ``None`` where it is not in force."""
        snapshot = self.pack.on(day)
        rules = snapshot.rules.rules
        name = f"{self.name}={self.code}" if self.code else self.name
        return model(self.pack, snapshot, name) if name in rules else None

    def _counters(self, made: Model) -> Mapping[str, Counter]:
        """What counts time: facts, and the time since a date in the rules themselves."""
        counters = dict(self.person.counters)
        for name, (unit, anchor) in made.pauses.items():
            since = anchor.name if isinstance(anchor, Ref) else ""
            start = anchor.value if isinstance(anchor, Literal) else self.person.stated.get(since)
            if isinstance(start, date):
                counters[name] = Counter(name, unit, start, since=since)
        return counters

    # -- one day -------------------------------------------------------------------

    def _look(self, day: date) -> None:
        made = self._model(day) if self.pack.usable(day) else None
        values = self._values(made, day) if made is not None else None
        if made is None or values is None:
            return
        try:
            for case in self._cases(made, day, values):
                smallest = case.board.smallest(self.most)
                self.larger = self.larger or smallest.larger
                self.exact = self.exact and smallest.all
                for numbers in _in_order(smallest, case.names):
                    self._add(case, numbers, day, values)
        except TooLargeError:
            self.exact = False

    def _values(self, made: Model, day: date) -> dict[str, Value] | None:
        """All that is known on a day, the time since dates included."""
        values = self.person.values(day)
        if values is None:
            return None
        pauses = {name: one for name, one in self._counters(made).items() if name in made.pauses}
        return {**values, **{name: one.on(day) for name, one in pauses.items()}}

    def _movable(self, made: Model) -> dict[str, Fact]:
        anchors = {anchor.name for _, anchor in made.pauses.values() if isinstance(anchor, Ref)}
        counted = self.counted | anchors
        facts = {name: self.pack.vocabulary[name] for name in self.person.stated}
        return {name: fact for name, fact in facts.items() if hold(fact, counted) is None}

    def _cases(self, made: Model, day: date, values: Mapping[str, Value]) -> Iterator[_Case]:
        movable = self._movable(made)
        if not made.joined:
            yield self._case(made, day, values, movable)
            return
        openings, whole = made.openings(frozenset(movable), _MOST_OPENINGS)
        # Two facts of one condition that both change, or are both unknown, are not looked into.
        self.exact = self.exact and whole and all(len(one - values.keys()) < 2 for one in made.joined)  # noqa: PLR2004
        joined = frozenset().union(*made.joined)
        for free in openings:
            open_ones = {name: fact for name, fact in movable.items() if name in free or name not in joined}
            yield self._case(made.specialised(values, free), day, values, open_ones)

    def _case(self, made: Model, day: date, values: Mapping[str, Value], movable: Mapping[str, Fact]) -> _Case:
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
        board = self._board(made, day, fixed, current, options)
        return _Case(made, board, {one.number: name for name, one in compiled.facts.items()}, options)

    def _board(
        self,
        made: Model,
        day: date,
        fixed: Mapping[int, int],
        current: Mapping[int, int],
        options: Mapping[str, Choices],
    ) -> Board:
        compiled = made.exact.compiled(day)
        diagrams = compiled.diagrams.more(_MOST_NODES)
        bits, done = sum(1 << one for one in fixed), dict[int, int]()
        node = diagrams.fixed(compiled.nodes[GOAL], fixed, bits, done)
        for group in compiled.linked:
            node = diagrams.combine(MEET, node, diagrams.fixed(group.node, fixed, bits, done))
        allowed = {compiled.facts[name].number: tuple(one) for name, one in options.items() if one}
        return Board(diagrams, node, current, allowed, compiled.stated)

    # -- one way -------------------------------------------------------------------

    def _add(self, case: _Case, numbers: frozenset[int], day: date, values: Mapping[str, Value]) -> None:
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

    def _distance(self, case: _Case, facts: Sequence[int], cells: Sequence[int]) -> tuple[int, ...]:
        return tuple(
            sum(_apart(self.person.stated[name], one.nearest(self.person.stated[name])) for one in ranges[:1])
            for number, cell in zip(facts, cells, strict=True)
            for name in [case.names[number]]
            for ranges in [case.options[name][cell]]
        )

    def _way(  # noqa: PLR0913, PLR0917 - one set of facts, with its cells, on a day
        self,
        case: _Case,
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

    def _move(self, case: _Case, name: str, cell: int, side: Sequence[int]) -> Move:
        fact, before = self.pack.vocabulary[name], self.person.stated[name]
        options = case.options[name]
        value = min((one.nearest(before) for one in options[cell]), key=lambda one: _apart(before, one))
        enough = joined(one for number in side for one in options[number])
        steps = _steps(fact, before, value) if fact.change is Change.STEPWISE else ()
        return Move(fact=fact, before=before, value=value, enough=enough, steps=steps)

    def _answers(self, case: _Case, facts: Sequence[int], start: Sequence[int], day: date) -> tuple[Answer, ...]:
        """A smallest set of answers about what is unknown that makes it a yes."""
        enough: dict[str, tuple[Range, ...]] = {}
        for number, cells in case.board.settling(facts, tuple(start)):
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

    def _of_cells(self, case: _Case, name: str, cells: Sequence[int], day: date) -> tuple[Range, ...]:
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

    # -- time and law ----------------------------------------------------------------

    def _passed(
        self, day: date, values: Mapping[str, Value], answers: Sequence[Answer]
    ) -> tuple[tuple[Passing, ...], bool]:
        """What had to happen by itself until a day, for this way to be one."""
        known = {**values, **{one.fact.name: one.value for one in answers}}
        here, before = self._model(day), self._model(self.on)
        assert here is not None  # noqa: S101 - a way was found on that day
        law = here is not before and (before is None or not self._possible(before, self.on, known))
        earlier = self._values(here, self.on) or {}
        counters = self._counters(here)
        changed = [
            name for name, one in counters.items() if name in here.exact.inputs and one.on(day) != earlier.get(name)
        ]
        needed = [name for name in changed if not self._possible(here, day, {**known, name: earlier[name]})]
        return tuple(
            passing for name in needed or ([] if law else changed) if (passing := self._passing(counters[name], day))
        ), law

    def _passing(self, counter: Counter, day: date) -> Passing | None:
        name = counter.name if counter.name in self.pack.vocabulary else counter.since
        if name not in self.pack.vocabulary:
            return None
        value = counter.on(day) if name == counter.name else counter.start
        return Passing(fact=self.pack.vocabulary[name], value=value, dated=bool(counter.since))

    def _possible(self, made: Model, day: date, values: Mapping[str, Value]) -> bool:
        """Whether it can be a yes with these values."""
        case = self._case(made if not made.joined else made.specialised(values, frozenset()), day, values, {})
        return bool(case.board.diagrams.reach[case.board.node] & TRUE)

    # -- why there is no way -----------------------------------------------------------

    def _blocks(self) -> tuple[tuple[Block, ...], ...]:
        """What would have to be other and cannot: smallest sets, the facts in them that can change left out."""
        found: dict[frozenset[str], tuple[Block, ...]] = {}
        for day in [*self._days()][:_MOST_DAYS]:
            made = self._model(day)
            values = self._values(made, day) if made is not None else None
            if made is None or values is None:
                continue
            with contextlib.suppress(TooLargeError):
                for held in self._held(made, day, values):
                    blocks = tuple(self._block(name, values[name], made) for name in sorted(held))
                    found.setdefault(held, blocks)
        kept = [held for held in found if not any(other < held for other in found)]
        return tuple(found[held] for held in sorted(kept, key=lambda one: (len(one), sorted(one)))[:_MOST_BLOCKS])

    def _held(self, made: Model, day: date, values: Mapping[str, Value]) -> Iterator[frozenset[str]]:
        """The facts that cannot change in each smallest set of facts that would have to."""
        known = {name: self.pack.vocabulary[name] for name in values if name in self.pack.vocabulary}
        made = made.specialised(values, frozenset()) if made.joined else made
        movable = self._movable(made)
        compiled = made.exact.compiled(day)
        current: dict[int, int] = {}
        options: dict[str, Choices] = {}
        proposed: dict[int, frozenset[int]] = {}
        for name, variable in compiled.facts.items():
            if name in known and variable.cells is not None:
                lines = made.lines(name, day)
                options[name] = possible_values(known[name], variable.cells, lines, values[name])
                current[variable.number] = variable.cells.cell(values[name])
                if name in movable:
                    can = choices(known[name], values[name], variable.cells, lines, self.on)
                    proposed[variable.number] = frozenset(can)
        board = self._board(made, day, {}, current, options)
        names = {one.number: name for name, one in compiled.facts.items()}
        for numbers in _in_order(board.smallest(MOST_FACTS), names)[:_MOST_TRIED]:
            facts = sorted(numbers)
            for cells in board.combinations(facts):
                held = [one for one, cell in zip(facts, cells, strict=True) if cell not in proposed.get(one, ())]
                yield frozenset(names[one] for one in held)

    def _block(self, name: str, value: Value, made: Model) -> Block:
        fact = self.pack.vocabulary[name]
        anchors = {anchor.name for _, anchor in made.pauses.values() if isinstance(anchor, Ref)}
        kept = Hold.UPWARD if fact.change is Change.STEPWISE else Hold.PAST
        return Block(fact=fact, value=value, why=hold(fact, self.counted | anchors) or kept)


#: No more sets than this are given as the reason that there is no way.
_MOST_BLOCKS = 5
#: No more days and sets than this are looked at for it.
_MOST_DAYS, _MOST_TRIED = 12, 20


def _later(day: date, years: int) -> date:
    year = min(day.year + years, date.max.year)
    return day.replace(year=year, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _in_order(smallest: Smallest, names: Mapping[int, str]) -> list[frozenset[int]]:
    return sorted(smallest.sets, key=lambda one: (len(one), sorted(names[number] for number in one)))


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


#: More steps than this are not written out.
_MOST_STEPS = 12
