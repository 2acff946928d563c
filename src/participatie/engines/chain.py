"""Rules compiled for durable-rules, which chains forward over facts as they arrive.

The engine is exact within a narrow subset and crashes, hangs or loses firings
outside it. What is sent to it lies within that subset (see
``docs/adr/0011-chaining.md``):

- An atom is judged here, by :mod:`~participatie.rules.semantics`, and enters as an
  attribute that is 0 or 1, or absent while it is unknown.
- A durable rule is one conjunction of such attributes in one message, and of a
  few derived facts beside it. It concludes that a gate is definitely true, or
  definitely false; learning more only adds conclusions, and none is withdrawn.
- Messages are shards of the atoms: of at most :data:`_SHARD` rules each.
- One session per compiled set, emptied after each use: no case keeps any.
- No background thread, no consequent: the actions are drained here, under a lock.
"""

import json
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count

from attrs import evolve, field, frozen

from participatie.diagnostics import UnsupportedError
from participatie.rules.expr import Expr
from participatie.rules.lowering import All, Formula, Lit, Network, OneOf, Settled, network
from participatie.rules.rule import RuleSet
from participatie.values import Value

try:  # its C module alone: the Python around it starts threads that crash the process
    import durable_rules_engine as durable
except ImportError:  # from CPython 3.13 on it is not installed
    durable = None

#: A fact that meets more rules at once than this makes the engine give up (its bound is 64).
_SHARD = 56
#: A message has at most 252 attributes.
_ATTRIBUTES = 240
#: The engine joins at most 16 facts.
_JOINED = 14
#: Past 4,096 rules, and past some 500 conditions that are looked at first, it loses firings.
_MOST_RULES, _MOST_ROOTS = 4_000, 500
#: Attributes are told apart by 32 bits of their names; those below this number are known to differ.
_MOST_NAMES = 100_000
#: A derived fact with more users than this loses some of them.
_MOST_USERS = 250
#: Derived facts are looked at in groups, so that there are few conditions to begin with.
_GROUP = 100
#: A gate whose conclusions need no more conjunctions than this is written out where it is used.
_INLINE = 4
#: A gate has no more conjunctions than this; what would need more goes through gates in between.
_CONJUNCTIONS = 24

#: A conjunction looks at no more atoms than this, to leave room in its message for others.
_WIDTH = 100
#: Longer sums than this are not searched for what is superfluous in them.
_MOST_ABSORBED = 400

#: Literals that together derive something.
Conjunction = frozenset[int]


def available() -> bool:
    """Whether durable-rules is installed and works on this Python."""
    return durable is not None


# -- from gates to conjunctions ------------------------------------------------------


@frozen
class _Rule:
    """A durable rule: what it concludes, and out of which atoms and derived facts.

    Every number is a literal: twice the number of an atom or gate, and one more
    where it is settled as true.
    """

    head: int
    atoms: tuple[int, ...]
    derived: tuple[int, ...]


@frozen
class _Compiler:
    """Turns the gates of a network into conjunctions, with gates in between where they would be too many."""

    net: Network
    inline: int
    numbers: dict[str, int] = field(factory=dict, init=False)
    sums: dict[int, frozenset[Conjunction]] = field(factory=dict, init=False)
    between: dict[frozenset[Conjunction], int] = field(factory=dict, init=False)

    @property
    def base(self) -> int:
        """The first literal of a gate: those below it are of atoms."""
        return 2 * len(self.net.atoms)

    def rules(self, goals: Iterable[str]) -> list[_Rule]:
        """The rules that settle ``goals`` in both polarities, and what they rest on."""
        for name, gate in self.net.gates.items():
            number = self.numbers[name] = self._next()
            for value in (False, True):
                self.sums[number + value] = self.sum(gate.when(value))
        wanted = dict.fromkeys(self.numbers[name] + value for name in goals for value in (False, True))
        todo = list(wanted)
        while todo:
            below = {one for product in self.sums[todo.pop()] for one in product if one >= self.base}
            new = sorted(below - wanted.keys())
            wanted.update(dict.fromkeys(new))
            todo += new
        found = []
        for head in sorted(wanted):
            for product in sorted(self.sums[head], key=sorted):
                literals = sorted(product)
                atoms = tuple(one for one in literals if one < self.base)
                found.append(_Rule(head, atoms, tuple(one for one in literals if one >= self.base)))
        return found

    def _next(self) -> int:
        return self.base + 2 * (len(self.numbers) + len(self.between))

    def sum(self, formula: Formula) -> frozenset[Conjunction]:
        """The conjunctions of which each derives ``formula``."""
        match formula:
            case Lit(atom, value):
                return frozenset({frozenset({2 * atom + value})})
            case Settled(gate, value):
                literal = self.numbers[gate] + value
                written_out = self.sums[literal]
                return written_out if len(written_out) <= self.inline else frozenset({frozenset({literal})})
            case OneOf(parts):
                return _absorbed(product for part in parts for product in self.sum(part))
            case All(parts):
                return self._product([self.sum(part) for part in parts])

    def _product(self, factors: Sequence[frozenset[Conjunction]]) -> frozenset[Conjunction]:
        products: frozenset[Conjunction] = frozenset({frozenset()})
        for factor in sorted(factors, key=len):
            if len(products) * len(factor) > max(_CONJUNCTIONS, len(products), len(factor)):
                factor = frozenset({frozenset({self._kept(factor)})})  # noqa: PLW2901 - the same thing, by name
            products = _absorbed(self._narrow(one | other) for one in products for other in factor)
        return products

    def _narrow(self, product: Conjunction) -> Conjunction:
        """A conjunction that the engine can hold: what is too wide for it goes through a gate."""
        atoms = sorted(one for one in product if one < self.base)
        derived = sorted(one for one in product if one >= self.base)
        if len(atoms) > _WIDTH:
            derived.append(self._kept(frozenset({frozenset(atoms[:_WIDTH])})))
            atoms = atoms[_WIDTH:]
        while len(derived) > _JOINED:
            derived = [*derived[_JOINED:], self._kept(frozenset({frozenset(derived[:_JOINED])}))]
        return frozenset([*atoms, *derived])

    def _kept(self, factor: frozenset[Conjunction]) -> int:
        """The literal of a gate that stands for ``factor``."""
        if len(factor) == 1 and len(only := next(iter(factor))) == 1:
            return next(iter(only))
        if factor not in self.between:
            number = self._next()
            self.between[factor] = number + 1
            self.sums[number + 1] = factor
        return self.between[factor]


def _absorbed(products: Iterable[Conjunction]) -> frozenset[Conjunction]:
    """Without what contradicts itself, and without what says no more than a shorter one."""
    sound = {one for one in products if not any(literal ^ 1 in one for literal in one)}
    if len(sound) > _MOST_ABSORBED:
        return frozenset(sound)
    kept: list[Conjunction] = []
    for product in sorted(sound, key=len):
        if not any(one <= product for one in kept):
            kept.append(product)
    return frozenset(kept)


# -- a compiled set -----------------------------------------------------------------


@frozen
class _Shard:
    """Rules that look at one message.

    Args:
        number: which.
        rules: their numbers.
        atoms: the atoms in the message, with how each is written when false and when true.
        heads: what its rules conclude, with how it is written that this is still open.
        derived: the derived facts that its rules join.
        feeds: the shards in which something may follow from its conclusions, itself included.
    """

    number: int
    rules: range
    atoms: tuple[tuple[int, tuple[str, str]], ...]
    heads: Mapping[int, str]
    derived: frozenset[int]
    feeds: frozenset[int] = frozenset()

    def message(self, values: bytes, settled: Mapping[int, int]) -> str:
        """The message about a client, as JSON: conclusions that are reached need not be reached again."""
        parts = [written for head, written in self.heads.items() if head not in settled]
        parts += [written[values[atom]] for atom, written in self.atoms if values[atom] != _UNKNOWN]
        return f'{{"sid":"1","id":"s{self.number}","sh":{self.number},{",".join(parts)}}}'


@frozen(eq=False)
class Progress:
    """What is settled for one client: the atoms, and what follows from them.

    Args:
        values: each atom as a byte: 0, 1, or 2 for unknown.
        settled: each conclusion, with the number of the rule that gave it.
    """

    values: bytes
    settled: Mapping[int, int]


@frozen(eq=False)
class Because:
    """What a conclusion follows from: conditions and other conclusions, each with its truth."""

    conditions: tuple[tuple[Expr, bool], ...]
    conclusions: tuple[tuple[str, bool], ...]


class Chain:
    """A rule set compiled for durable-rules. Safe for threads; :meth:`close` gives its memory back.

    Args:
        rules: a checked rule set.
        goals: the boolean rules to settle; all of them unless stated.

    Raises:
        UnsupportedError: durable-rules is not installed, or cannot hold the rules.
    """

    def __init__(self, rules: RuleSet, goals: Iterable[str] | None = None, *, inline: int = _INLINE) -> None:
        if durable is None:
            raise UnsupportedError("durable-rules is not installed; it works on CPython before 3.13")
        self._net = network(rules)
        compiler = _Compiler(self._net, inline)
        named = [name for name in self._net.gates if name in rules.rules]
        self._rules = tuple(compiler.rules(named if goals is None else goals))
        self._goals = {name: compiler.numbers[name] for name in (named if goals is None else goals)}
        self._numbers = {name: number for name, number in compiler.numbers.items() if name in rules.rules}
        self._names = {number: name for name, number in self._numbers.items()}
        self._base = compiler.base
        self._joined = frozenset(one for rule in self._rules for one in rule.derived)
        self._shards = _shards(self._rules)
        self._check_bounds()
        self._lock = threading.Lock()
        self._handle = durable.create_ruleset(f"participatie-{next(_NUMBERS)}", _written(self._rules, self._shards))
        self._close = weakref.finalize(self, _delete, self._handle)
        self._state = self._begun()

    @property
    def size(self) -> int:
        """How many durable rules there are."""
        return len(self._rules)

    @property
    def joined(self) -> int:
        """How many conclusions others are derived from, in the engine itself."""
        return len(self._joined)

    @property
    def closed(self) -> bool:
        """Whether its memory was given back."""
        return not self._close.alive

    def close(self) -> None:
        """Give the memory back; whoever uses it again gets a ``ValueError``."""
        with self._lock:
            self._close()

    def settle(self, facts: Mapping[str, Value], on: date, since: Progress | None = None) -> Progress:
        """What is settled by ``facts`` on a date.

        Args:
            facts: what is known; everything else is unknown.
            on: the reference date.
            since: what was settled before. When nothing in it has become
                otherwise, only what is new is worked out.
        """
        judged = bytearray([_UNKNOWN]) * len(self._net.atoms)
        for atom, value in self._net.judged(facts, on):
            judged[atom] = value
        values = bytes(judged)
        if since is None or not _extends(values, since.values):
            since = Progress(bytes([_UNKNOWN]) * len(values), {})
            shards = self._shards
        else:
            new = {atom for atom, value in enumerate(values) if value != since.values[atom]}
            shards = self._touched(new)
        if not shards:
            return Progress(values, since.settled)
        with self._lock:
            if self.closed:
                raise ValueError("this engine is closed")
            try:
                settled = self._chained(values, since.settled, shards)
            except BaseException:  # also where somebody interrupts: the next one must not meet what is left behind
                self._restart()
                raise
        return Progress(values, settled)

    def truths(self, progress: Progress) -> dict[str, bool]:
        """The goals that are settled, by name."""
        settled = progress.settled
        return {
            name: number + 1 in settled
            for name, number in self._goals.items()
            if number in settled or number + 1 in settled
        }

    def because(self, name: str, progress: Progress) -> Because | None:
        """What settled a boolean rule; ``None`` while it is unknown, or where no goal rests on it."""
        number = self._numbers[name]
        rule = next((progress.settled[one] for one in (number, number + 1) if one in progress.settled), None)
        if rule is None:
            return None
        conditions: dict[int, None] = {}
        conclusions: dict[tuple[str, bool], None] = {}
        todo = [rule]
        while todo:
            fired = self._rules[todo.pop()]
            conditions.update(dict.fromkeys(fired.atoms))
            for one in fired.derived:
                if (below := self._names.get(one & ~1)) is not None:
                    conclusions[below, bool(one & 1)] = None
                else:  # a gate in between: what it stands for
                    todo.append(progress.settled[one])
        return Because(
            tuple((self._net.texts[one >> 1], bool(one & 1)) for one in sorted(conditions)), tuple(conclusions)
        )

    # -- the engine ------------------------------------------------------------------

    def _touched(self, atoms: set[int]) -> tuple[_Shard, ...]:
        """The shards in which something new may follow from these atoms."""
        first = [shard for shard in self._shards if not atoms.isdisjoint(atom for atom, _ in shard.atoms)]
        numbers = {number for shard in first for number in shard.feeds}
        return tuple(shard for shard in self._shards if shard.number in numbers)

    def _chained(self, values: bytes, known: Mapping[int, int], shards: Iterable[_Shard]) -> Mapping[int, int]:
        settled = dict(known)
        asserted = []
        used: set[int] = set()
        for shard in shards:
            if not settled.keys() >= shard.heads.keys():
                asserted.append(shard.message(values, settled))
                used |= shard.derived
        todo = [*asserted, *(_derived(one) for one in sorted(used & settled.keys()))]
        asserted = []
        while todo:
            fired: list[int] = []
            for message in todo:
                durable.assert_fact(self._handle, message)
                asserted.append(message)
            self._drain(fired)
            todo = []
            for number in fired:
                head = self._rules[number].head
                if head not in settled:
                    settled[head] = number
                    if head in self._joined:
                        todo.append(_derived(head))
        for message in asserted:
            durable.retract_fact(self._handle, message)
        return settled

    def _drain(self, fired: list[int]) -> None:
        """Take every action that waits; the engine hands them out one by one."""
        started = durable.start_action_for_state(self._handle, self._state)
        message = started[1] if started else None
        while message is not None:
            fired.append(int(message[3 : message.index('"', 3)]))
            message = durable.complete_and_start_action(self._handle, self._state)

    def _begun(self) -> int:
        """A session with its first fact: one whose first fact met no rule cannot be deleted safely."""
        _, state = durable.assert_fact(self._handle, '{"sid":"1","id":"b","sh":-1}')
        started = durable.start_action_for_state(self._handle, state)
        while started is not None:
            started = durable.complete_and_start_action(self._handle, state)
        return int(state)

    def _restart(self) -> None:
        """After any error: the session goes, and what it held with it."""
        durable.delete_state(self._handle, "1")
        self._state = self._begun()

    def _check_bounds(self) -> None:
        users: dict[int, int] = {}
        for rule in self._rules:
            for one in rule.derived:
                users[one] = users.get(one, 0) + 1
        for what, number, most in (
            ("rules", len(self._rules), _MOST_RULES),
            ("conditions to begin with", len(self._shards) + len({one // _GROUP for one in users}), _MOST_ROOTS),
            ("users of one conclusion", max(users.values(), default=0), _MOST_USERS),
            ("names", max((rule.head for rule in self._rules), default=0), _MOST_NAMES),
        ):
            if number > most:
                raise UnsupportedError(f"durable-rules cannot hold this rule set: {number} {what}, at most {most}")


_UNKNOWN = 2
_NUMBERS = count()


def _delete(handle: int) -> None:
    durable.delete_state(handle, "1")
    durable.delete_ruleset(handle)


def _extends(new: bytes, old: bytes) -> bool:
    return all(before in (now, _UNKNOWN) for now, before in zip(new, old, strict=True))


def _derived(literal: int) -> str:
    return f'{{"sid":"1","id":"d{literal}","g":{literal // _GROUP},"d{literal}":1}}'


def _shards(rules: Sequence[_Rule]) -> tuple[_Shard, ...]:
    """The rules over messages, in order: as many as fit in each."""
    made: list[_Shard] = []
    start = 0
    while start < len(rules):
        names: set[object] = set()
        end = start
        while end < len(rules) and end - start < _SHARD:
            names = names | {one >> 1 for one in rules[end].atoms} | {("head", rules[end].head)}
            if end > start and len(names) > _ATTRIBUTES:
                break
            end += 1
        taken = rules[start:end]
        made.append(
            _Shard(
                number=len(made),
                rules=range(start, end),
                atoms=tuple(
                    (atom, (f'"a{atom}":0', f'"a{atom}":1'))
                    for atom in sorted({one >> 1 for rule in taken for one in rule.atoms})
                ),
                heads={rule.head: f'"o{rule.head}":1' for rule in taken},
                derived=frozenset(one for rule in taken for one in rule.derived),
            )
        )
        start = end
    return tuple(evolve(shard, feeds=_fed(shard, made)) for shard in made)


def _fed(shard: _Shard, shards: Sequence[_Shard]) -> frozenset[int]:
    """The shards in which something may follow from the conclusions of ``shard``, itself included."""
    fed = {shard.number}
    todo = [shard]
    while todo:
        heads = todo.pop().heads.keys()
        new = [one for one in shards if one.number not in fed and not one.derived.isdisjoint(heads)]
        fed.update(one.number for one in new)
        todo += new
    return frozenset(fed)


def _written(rules: Sequence[_Rule], shards: Iterable[_Shard]) -> str:
    """The rules as durable-rules reads them; those that begin alike share what they look at."""
    written = {}
    for shard in shards:
        begins = {"sh": shard.number}
        for number in shard.rules:
            rule = rules[number]
            atoms = [{f"a{one >> 1}": one & 1} for one in rule.atoms]
            conditions = [{"m_0": {"$and": [begins, {f"o{rule.head}": 1}, *atoms]}}]
            joined = [{"$and": [{"g": one // _GROUP}, {f"d{one}": 1}]} for one in rule.derived]
            conditions += [{f"m_{place}": one} for place, one in enumerate(joined, start=1)]
            written[f"r{number}"] = {"all": conditions}
    return json.dumps({"b": {"all": [{"m_0": {"sh": -1}}]}, **written})
