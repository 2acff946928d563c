"""Which facts are tied together: by constraints, or by a date that they follow from."""

from collections.abc import Sequence

from attrs import frozen

from participatie.engines.exact.atoms import Atoms
from participatie.engines.exact.theory import Theory
from participatie.rules.constraint import Constraint
from participatie.values import CodeSet, Type


@frozen(eq=False)
class Tied:
    """Facts that are tied together, directly or by way of others.

    Args:
        names: the facts.
        constraints: what ties them.
        loose: whether something that ties them is not among those, for it joins facts in a way that is not looked into.
    """

    names: frozenset[str]
    constraints: Sequence[Constraint] = ()
    loose: bool = False

    def order(self, name: str, theory: Theory) -> list[str]:
        """The facts from one of them on: each next one leaves the fewest waiting for what they are tied to."""
        sides = [theory.facts_in(one.condition) | one.consequences.keys() for one in self.constraints]
        found: list[str] = []
        rest = {name, *self.names}

        def waiting(one: str) -> tuple[int, str]:
            placed = {*found, one}
            return len(frozenset().union(*(side for side in sides if side & placed)) - placed), one

        while rest:
            found.append(min(rest, key=waiting))
            rest.remove(found[-1])
        return found


def tied(theory: Theory, atoms: Atoms) -> list[Tied]:
    """The facts that are tied together. Each is in one group at most."""
    groups: list[Tied] = []
    for tie in _ties(theory, atoms):
        inside = [group for group in groups if group.names & tie.names]
        groups = [group for group in groups if not group.names & tie.names]
        groups.append(
            Tied(
                tie.names.union(*(group.names for group in inside)),
                [*tie.constraints, *(one for group in inside for one in group.constraints)],
                tie.loose or any(group.loose for group in inside),
            )
        )
    return groups


def _ties(theory: Theory, atoms: Atoms) -> list[Tied]:
    """What each constraint, and each date that facts follow from, ties together."""
    ties = []
    for one in theory.constraints:
        names = theory.facts_in(one.condition) | frozenset(one.consequences)
        ties.append(Tied(names, [one]) if _sound(one, theory, atoms) else Tied(names, loose=True))
    used = {name for name, _ in atoms.about.values()} | {name for tie in ties for name in tie.names}
    used |= {name for rule in theory.rules.rules for name in theory.facts_below(rule)}
    for anchor in dict.fromkeys(anchor for _, anchor in theory.counters.values()):
        counters = {name for name, (_, start) in theory.counters.items() if start == anchor}
        together = frozenset(used & {anchor, *counters})
        if len(together) > 1:
            ties.append(Tied(together, loose=True))
    return ties


def _sound(constraint: Constraint, theory: Theory, atoms: Atoms) -> bool:
    """Whether all of a constraint is about one fact at a time."""
    if any(
        isinstance(value, frozenset) and _open(theory.inputs[name]) for name, value in constraint.consequences.items()
    ):
        return False  # a set out of an open list cannot be said to hold nothing else
    parts = (constraint.condition, *theory.consequences(constraint))
    return all(atom in atoms.about for part in parts for atom in theory.atoms(part))


def _open(of: Type) -> bool:
    return isinstance(of, CodeSet) and of.codes is None
