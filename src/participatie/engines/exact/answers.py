"""The answers for one client."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from attrs import field, frozen

from participatie.engines.exact.compiling import Compiled, Linked
from participatie.engines.exact.filled import Filled
from participatie.engines.exact.groups import settling
from participatie.engines.exact.theory import Theory
from participatie.rules.diagrams import EITHER, MEET, NOTHING, TRUE, TooLargeError
from participatie.rules.semantics import since
from participatie.values import Boolean, Result, Value, misfit


class Reference(Protocol):
    """What the reference evaluator says about a client."""

    @property
    def facts(self) -> Mapping[str, Value]:
        """What is known."""

    @property
    def on(self) -> date:
        """The reference date."""

    @property
    def values(self) -> Mapping[str, Result | None]:
        """The value of each rule."""

    @property
    def known(self) -> Mapping[str, Result | None]:
        """Facts and rules together."""

    def undecided(self, name: str) -> tuple[str, ...]:
        """The unknown facts that can still matter to a rule."""


@frozen
class ExactOutcome:
    """The answer to one rule.

    Args:
        value: what it is however the unknown facts turn out; ``None`` while that differs.
        missing: the facts that occur in some smallest set of answers that settles it.
        exact: whether value and missing are exactly that; otherwise both are the reference's.
    """

    value: bool | None
    missing: tuple[str, ...] = ()
    exact: bool = True


@frozen(eq=False)
class Answers(Mapping[str, ExactOutcome]):
    """The answers for one client, each made when it is first looked at.

    Args:
        of: what they are about.
        compiled: its diagrams.
        reference: what is known of the client, and what the reference evaluator says.
    """

    of: Theory
    compiled: Compiled
    reference: Reference
    made: dict[str, ExactOutcome] = field(factory=dict, init=False)
    #: What each rule that was looked at became, and what is possible beside it.
    possible: dict[str, int] = field(factory=dict, init=False)
    filled: Filled = field(init=False)
    half: int = field(init=False)

    @filled.default
    def _filled(self) -> Filled:
        facts = self.compiled.facts
        known = {**self._counted(), **self.reference.facts}
        chosen = {}
        for name, value in known.items():
            if name in facts and (its := facts[name].cells) is not None:
                chosen[facts[name].number] = its.cell(value)
        for number, read in self.compiled.joined:
            settled = read(self.reference.known, self.reference.on)
            if settled is not None:
                chosen[number] = int(settled is True)
        return Filled(self.compiled, chosen)

    @half.default
    def _half(self) -> int:
        """The dates, as bits, of which only what was counted from them is known: that says more than is looked into."""
        known, facts = self.reference.facts, self.compiled.facts
        anchors = {anchor for name, (_, anchor) in self.of.counters.items() if name in known and anchor not in known}
        return sum(1 << facts[anchor].number for anchor in anchors if anchor in facts)

    def _counted(self) -> Mapping[str, Value]:
        """The counters that follow from known dates."""
        found: dict[str, Value] = {}
        for name, (unit, anchor) in self.of.counters.items():
            start = self.reference.facts.get(anchor)
            value = since(unit, start, self.reference.on) if isinstance(start, date) else None
            if value is not None and misfit(value, self.of.inputs[name]) is None:
                found[name] = value
        return found

    def __getitem__(self, name: str) -> ExactOutcome:
        if name not in self.made:
            if not isinstance(self.of.rules.rules[name].type, Boolean):
                raise KeyError(name)
            self.made[name] = self._answer(name)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, rule in self.of.rules.rules.items() if isinstance(rule.type, Boolean))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def promise(self, name: str) -> Mapping[str, float]:
        """How likely it is that the answer to one fact settles a rule, for each fact that its diagram still asks.

        Each cell of a fact counts as likely as another; one that what is known rules out does not count.
        """
        found: dict[str, float] = {}
        node = NOTHING if self[name].value is not None else self.possible.get(name, NOTHING)
        for number, reached in self.filled.diagrams.outcomes(node).items():
            if number in self.compiled.names:
                can_be = [one for one in reached[: self.compiled.stated[number]] if one != NOTHING]
                if can_be:
                    found[self.compiled.names[number]] = sum(one != EITHER for one in can_be) / len(can_be)
        return found

    def missing_beside(self, name: str, unanswered: Collection[str]) -> tuple[str, ...]:
        """What ``missing`` of a rule is when nobody can answer some facts.

        A fact that settles the rule only together with one of those is left out.
        """
        outcome = self[name]
        missing = tuple(one for one in outcome.missing if one not in unanswered)
        closed = sum(1 << self.compiled.facts[one].number for one in unanswered if one in self.compiled.facts)
        if not missing or not outcome.exact or not closed:
            return missing
        diagrams = self.filled.diagrams
        support = diagrams.support[self.filled.left(self.compiled.nodes[name])]
        linked = self.filled.linked(support)
        node = self.possible[name]
        try:
            whole = diagrams.without(self._tied(node, linked, closed), closed)
            if whole == EITHER:  # no answers settle it
                return ()
            asked = sum(1 << self.compiled.facts[one].number for one in missing)
            relevant = diagrams.support[self.filled.opened(whole, self.compiled.optional)]
            relevant &= ~sum(group.variables for group in linked)
            for group in [one for one in linked if one.variables & asked]:
                others = [other for other in linked if other is not group]
                here = diagrams.without(self._tied(node, others, closed), closed & ~group.variables)
                relevant |= settling(self.filled, here, support & group.variables, group, closed & group.variables)
        except TooLargeError:  # then one question too many may be asked, and none too few
            return missing
        return tuple(one for one in missing if relevant >> self.compiled.facts[one].number & 1)

    def _tied(self, node: int, groups: Iterable[Linked], closed: int) -> int:
        """A function, met with all that groups with ``closed`` facts allow: the others in them tell of those."""
        for group in groups:
            if group.variables & closed:
                node = self.filled.diagrams.combine(MEET, node, self.filled.left(group.node))
        return node

    def impossible(self) -> Mapping[frozenset[str], bool]:
        """The groups of facts that cannot be true together, though no two clash; and whether nobody ever meets them."""
        linked = self.compiled.linked
        return {group.names: group.node == NOTHING for group in linked if self.filled.left(group.node) == NOTHING}

    def _answer(self, name: str) -> ExactOutcome:
        value = self.reference.values[name]
        if value is not None:
            return ExactOutcome(value is True)
        try:
            found = self._exact(name)
        except TooLargeError:
            found = None
        return found or ExactOutcome(None, self.reference.undecided(name), exact=False)

    def _exact(self, name: str) -> ExactOutcome | None:
        """The exact answer to a rule that the reference leaves open; ``None`` where there is none."""
        if name not in self.compiled.nodes:
            return None
        diagrams = self.filled.diagrams
        node = self.filled.left(self.compiled.nodes[name])
        support = diagrams.support[node]
        linked = self.filled.linked(support)
        for group in linked:
            # Of the other facts in the group it is enough that they can have some value.
            together = diagrams.without(self.filled.left(group.node), group.variables & ~support)
            node = diagrams.combine(MEET, node, together)
        if node == NOTHING:  # what is known cannot be true together
            return None
        self.possible[name] = node
        whole = diagrams.without(node, self.compiled.joined_bits)
        if diagrams.reach[whole] != EITHER:
            return ExactOutcome(diagrams.reach[whole] == TRUE)
        if node != whole or support & self.half or any(group.loose for group in linked):
            return None
        relevant = diagrams.support[self.filled.opened(node, self.compiled.optional)]
        relevant &= ~sum(group.variables for group in linked)
        for group in linked:
            relevant |= settling(self.filled, node, support & group.variables, group)
        return ExactOutcome(None, self._in_order(name, relevant))

    def _in_order(self, name: str, variables: int) -> tuple[str, ...]:
        """Facts in the order of the document, and after them those that are tied to it."""
        names = [self.compiled.names[number] for number in self.filled.numbers(variables)]
        order = dict.fromkeys((*self.of.asked(name), *self.of.inputs))
        places = {one: place for place, one in enumerate(order)}
        return tuple(sorted(names, key=places.__getitem__))
