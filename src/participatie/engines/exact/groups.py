"""Which facts of a group settle a rule, where what one of them is says something about the others."""

from collections.abc import Sequence
from math import prod

from participatie.engines.exact.compiling import Linked
from participatie.engines.exact.filled import Filled
from participatie.rules.diagrams import MEET, Diagrams

#: Facts that are tied together are tried out where there are no more ways than this.
_MOST_TOGETHER = 2_048
#: No more answers about groups of facts than this are remembered between clients.
_MOST_REMEMBERED = 20_000


def settling(filled: Filled, node: int, inside: int, group: Linked, closed: int = 0) -> int:
    """Which facts of a group occur in a smallest set of answers that settles ``node``.

    The facts outside the group may all be given a value (those that may have
    none are left open beside that): were one of them left open in such a set,
    giving it the value that it has where the set without the fact that is
    looked for goes wrong, would leave that set as it is. So what matters is
    what ``node`` becomes by them: a function of the group alone.

    Args:
        filled: the diagrams of a client.
        node: a rule, met with what the groups in it allow.
        inside: the variables of the group that the rule asks.
        group: the group.
        closed: the variables of the group that nobody can answer.
    """
    answerable = group.variables & ~closed
    asked = [one for one in filled.numbers(inside) if filled.diagrams.support[node] >> one & 1]
    if not asked:
        return 0
    sizes = [filled.compiled.sizes[one] for one in asked]
    allowed = filled.left(group.node)
    node = filled.opened(node, filled.compiled.optional & ~group.variables)
    if prod(sizes) > _MOST_TOGETHER:
        together = filled.diagrams.combine(MEET, node, allowed)
        return _settling(filled, filled.diagrams.without(together, closed), answerable)
    # They stand next to each other in the order: what is asked before them only leads to where they begin.
    beginnings = filled.diagrams.entries(node, asked)
    possible = answerable & (filled.diagrams.support[node] | filled.diagrams.support[allowed])
    remembered = filled.compiled.settling
    found = 0
    known = tuple([(one, filled.chosen[one]) for one in filled.numbers(group.variables & filled.bits)])
    for outcomes in filled.diagrams.together(_leaves(filled.diagrams, one, asked, sizes) for one in beginnings):
        key = group.variables, closed, known, tuple(asked), bytes(outcomes)
        settled_by = remembered.get(key)
        if settled_by is None:
            alone = _table(filled.diagrams, asked, sizes, outcomes)
            alone = filled.diagrams.without(filled.diagrams.combine(MEET, alone, allowed), closed)
            settled_by = _settling(filled, alone, answerable)
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            remembered[key] = settled_by
        found |= settled_by
        if found == possible:
            break
    return found


def _leaves(diagrams: Diagrams, one: int, asked: Sequence[int], sizes: Sequence[int]) -> tuple[int, ...]:
    """What a function becomes for all values of some variables, the last variable changing fastest."""
    if not asked:
        return (one,)
    here = diagrams.variable[one] == asked[0]
    parts = diagrams.children[one] if here else (one,) * sizes[0]
    return tuple([leaf for part in parts for leaf in _leaves(diagrams, part, asked[1:], sizes[1:])])


def _table(diagrams: Diagrams, asked: Sequence[int], sizes: Sequence[int], outcomes: Sequence[int]) -> int:
    """The function of some variables that has these outcomes, the last variable changing fastest."""
    if outcomes.count(outcomes[0]) == len(outcomes):
        return outcomes[0]
    step = len(outcomes) // sizes[0]
    parts = [outcomes[start : start + step] for start in range(0, len(outcomes), step)]
    return diagrams.node(asked[0], tuple([_table(diagrams, asked[1:], sizes[1:], part) for part in parts]))


def _settling(filled: Filled, node: int, variables: int) -> int:
    """Which of these variables occur in a smallest set that settles ``node``; each may be left open."""
    found = 0
    for one in filled.diagrams.below(filled.opened(node, variables)):
        asked = filled.diagrams.variable[one]
        if variables >> asked & 1 and not found >> asked & 1:
            *answers, left_open = filled.diagrams.children[one]
            if any(filled.diagrams.settles(left_open, answer) for answer in answers):
                found |= 1 << asked
    return found
