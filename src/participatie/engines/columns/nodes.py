"""What is asked about parts: what a rule waits for, what follows for a fact, and all of it as a program."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from participatie.engines.columns.meaning import Meaning, Rows
from participatie.engines.columns.parts import Fraction, Node, Part
from participatie.engines.columns.program import Program
from participatie.engines.columns.writer import Writer
from participatie.rules.expr import Comparison
from participatie.values import Boolean, Code, CodeSet


@define(eq=False, repr=False)
class Nodes(Meaning):
    """The parts of rules, and what waits for what."""

    _waits: dict[tuple[Node, frozenset[str]], Node] = field(factory=dict, init=False)

    def waits(self, one: Node | Fraction, names: Iterable[str]) -> Node:
        """Whether one of these facts or gaps is among what keeps a rule open.

        Those are the unknown facts below parts that are unknown themselves and can
        still decide: what the reference calls undecided.
        """
        wanted = frozenset(names)
        parts = one if isinstance(one, tuple) else (one,)
        return self.some(self._waiting(part, wanted) for part in parts)

    def _waiting(self, one: Node, wanted: frozenset[str]) -> Node:
        wanted &= self.support(one)
        key = one, wanted
        if key not in self._waits:
            self._waits[key] = self._waiting_for(one, wanted)
        return self._waits[key]

    def _waiting_for(self, one: Node, wanted: frozenset[str]) -> Node:
        if not wanted:
            return self.false
        if wanted == self.support(one):  # whatever it is, it is one of these
            return self.unknown(one)
        part = self.parts[one]
        if one in self._choices:
            choice = self._choices[one]
            found = self._waiting_in(choice, wanted)
            return self.every([self.some(self.unknown(value) for value in choice.value), found])
        below = self.some(self._waiting(other, wanted) for other in part.parts)
        if part.form in {"every", "some", "at least"}:
            return self.every([self.unknown(one), below])
        return below  # unknown as soon as one part is

    def _waiting_in(self, choice: Rows, wanted: frozenset[str]) -> Node:
        found: list[Node] = []
        reached: list[Node] = []
        for test, value in choice.rows:
            here = self.some(self._waiting(part, wanted) for part in (test, *value))
            found.append(self.every([*reached, self.negation(self.fails(test)), here]))
            reached.append(self.negation(self.holds(test)))
        last = self.some(self._waiting(part, wanted) for part in choice.otherwise)
        return self.some([*found, self.every([*reached, last])])

    # -- what follows

    def coalesced(self, name: str, derived: Iterable[tuple[Node, Any]]) -> Node:
        """A fact, or where it is unknown the first value whose condition certainly holds."""
        tests = [(test, self._constant(value)) for test, value in derived if test != self.false]
        own = self.fact(name)
        parts = (own, *(one for pair in tests for one in pair))
        return self._placed(Part("coalesce", parts, name, truth=self.parts[own].truth))

    def differs(self, name: str, value: Any) -> Node:
        """Whether a fact is certainly something else than ``value``."""
        own, of = self.fact(name), self.inputs[name]
        if isinstance(of, Boolean):
            return self.fails(own) if value else self.holds(own)
        if isinstance(of, CodeSet):
            return self.holds(self.negation(self._make("same set", [own], frozenset(map(str, value)), truth=True)))
        if isinstance(of, Code) and of.codes is not None:
            own, value = self._rank(name), [str(code) for code in of.codes].index(value)
        return self.holds(self.compare(Comparison.NE, own, self._constant(value)))

    def program(self, outputs: Mapping[str, Node | Fraction]) -> Program:
        """What makes a column of each output out of the columns of facts."""
        return Writer(self).program(outputs)
