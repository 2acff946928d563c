"""Hypothesis strategies for clients: everybody that a pack can be asked about.

No client made here contradicts himself: ages and counters agree with the dates
that they follow from, and facts with the *verbanden* of the pack. ``advise``
therefore takes each of them on the day for which he was made.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import evolve
from hypothesis import strategies as st

from participatie.analysis.cells import collect
from participatie.analysis.cells import values as cells
from participatie.analysis.consistent import Facts, back
from participatie.client import Client
from participatie.diagnostics import nearest
from participatie.policy.pack import Pack
from participatie.rules.expr import references
from participatie.testing.language import values
from participatie.values import Unit, Value

#: The day on which clients are what they are when no day is given and no pack says which.
DAY = date(2026, 1, 1)

#: How often another value is tried where one contradicts what is known.
_TRIES = 4

#: Days this far around the reference date, and nearer ones more often: anchors of ages and counters.
_YEARS_BACK, _YEARS_ON = 119, 5

#: The days that a unit has at least, less one: that much earlier, as many of it have passed.
_UNIT = {Unit.YEARS: 364, Unit.MONTHS: 27, Unit.WEEKS: 6}


def clients(pack: Pack | None = None, *, on: date | None = None) -> st.SearchStrategy[Client]:
    """Clients of whom every fact is known, profile, offer and local facts of the pack included.

    A fact that cannot be known beside the others (a measured value of who was
    never measured) is left out.

    Args:
        pack: whose facts and *verbanden*; without one, the shared vocabulary.
        on: the day on which ages and counters agree with their dates. Without
            it, the last day on which something changes in the pack.

    >>> from hypothesis import find, settings
    >>> find(clients(), lambda client: client.trede == 4).trede
    4
    """
    world = _World(pack, on)
    return world.filled({}, tuple(world.words), sure=True)


def partial_clients(pack: Pack | None = None, *, on: date | None = None) -> st.SearchStrategy[Client]:
    """Clients of whom each fact may be unknown; the arguments are those of :func:`clients`."""
    world = _World(pack, on)
    return world.filled({}, tuple(world.words), sure=False)


def completions_of(
    client: Client, pack: Pack, names: Iterable[str] | None = None, *, on: date | None = None
) -> st.SearchStrategy[Client]:
    """Clients who are ``client`` with the unknown facts filled in; what is known stays as it is.

    Args:
        client: what is known; it must not contradict itself on the day.
        pack: whose facts and *verbanden*.
        names: the facts to fill in; all of them without it.
        on: as for :func:`clients`.

    Raises:
        KeyError: the pack knows no such fact; with a suggestion.

    >>> from participatie import catalog
    >>> from hypothesis import find
    >>> pack = catalog.load("helmond")
    >>> known = Client(kunnen=True)
    >>> find(completions_of(known, pack, ["willen"]), lambda client: client.willen).kunnen
    True
    """
    world = _World(pack, on)
    wanted = tuple(world.words) if names is None else tuple(names)
    for name in wanted:
        if name not in world.words:
            near = nearest(name, world.words)
            raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)
    return world.filled(client.known(), wanted, sure=True, base=client)


class _World:
    """The facts of a pack on a day, and what can be true together."""

    def __init__(self, pack: Pack | None, on: date | None) -> None:
        self.facts = Facts.of(pack, on or _day(pack))
        self.words, self.on = self.facts.words, self.facts.on
        #: The dates from which a counter follows, with its unit and name.
        self.anchors = {anchor: (unit, name) for name, (unit, anchor) in self.facts.counters.items()}
        cuts: dict[str, set[Value]] = {}
        for one in self.facts.constraints:
            for name in (*one.consequences, *(ref.name for ref in references(one.condition))):
                cuts.setdefault(name, set())
            collect(one.condition, self.facts.inputs, cuts)
        #: The values that the *verbanden* tell apart.
        self.edges = {name: tuple(cells(self.facts.inputs[name], marks)) for name, marks in cuts.items()}
        #: Facts that can contradict another one; the others go together with anything.
        self.bound = frozenset(set(cuts) | set(self.anchors) | set(self.facts.counters))

    def value(self, name: str, facts: Mapping[str, Value]) -> st.SearchStrategy[Value]:
        """Values of a fact; of a date from which a counter follows, those that lie near enough to count from."""
        if name not in self.anchors:
            return values(self.facts.inputs[name])
        unit, counted = self.anchors[name]
        count = facts.get(counted)
        start = back(self.on, unit, count) if isinstance(count, int) else None
        if start is not None:
            return st.integers(0, _UNIT[unit]).map(lambda days: start - timedelta(days=days))
        first = self.on - timedelta(days=_YEARS_BACK * 365)
        last = self.on + timedelta(days=_YEARS_ON * 365)
        return st.one_of(st.dates(self.on - timedelta(days=1_500), self.on), st.dates(first, last))

    def filled(
        self, known: Mapping[str, Value], names: Iterable[str], *, sure: bool, base: Client | None = None
    ) -> st.SearchStrategy[Client]:
        """Clients of whom ``known`` is known, and of ``names`` each fact that can be, or (not ``sure``) may be."""
        free = {name: self.value(name, {}) for name in names if name not in known and name not in self.bound}
        bound = [name for name in names if name not in known and name in self.bound]
        plain = st.fixed_dictionaries(free) if sure else st.fixed_dictionaries({}, optional=free)

        @st.composite
        def made(draw: st.DrawFn) -> Client:
            facts: dict[str, Value] = dict(known)
            for name in draw(st.permutations(bound)):
                if sure or draw(st.booleans()):
                    self._put(draw, name, facts)
            for name in bound if sure else ():
                if name not in facts:  # a date that was hard to hit is easy once its counter is known
                    self._put(draw, name, facts)
            facts |= draw(plain)
            return self._client(facts, base)

        return made()

    def _put(self, draw: st.DrawFn, name: str, facts: dict[str, Value]) -> None:
        """Add a value of ``name`` that does not contradict ``facts``; none where there is none."""
        closed = self.facts.closed(facts)
        if closed is not None and name in closed.facts:
            facts[name] = closed.facts[name]
            return
        near = facts if closed is None else closed.facts
        for _ in range(_TRIES):
            if self._fits(name, draw(self.value(name, near)), facts):
                return
        for value in self.edges.get(name, ()):
            if self._fits(name, value, facts):
                return

    def _fits(self, name: str, value: Value, facts: dict[str, Value]) -> bool:
        """Add a value to ``facts``, unless it contradicts them."""
        if self.facts.closed({**facts, name: value}) is None:
            return False
        facts[name] = value
        return True

    def _client(self, facts: Mapping[str, Value], base: Client | None) -> Client:
        made = Client.from_mapping(facts, words=self.words)
        if base is None or not base.profiel.readings:
            return made
        return evolve(made, profiel=evolve(made.profiel, readings=base.profiel.readings))


def _day(pack: Pack | None) -> date:
    """The last day on which something changes, of those for which the pack was written."""
    days = [day for day in pack.versions.turning_points() if pack.usable(day)] if pack else []
    return max(days, default=DAY)
