"""The smallest changes that make something possible, read off a decision diagram.

A diagram asks one fact after another. Going on with the value that a fact has
costs nothing, going on with another one costs a change of that fact, and what
is unknown may turn out any way. The smallest sets of facts to change come up
from the constants, each node visited once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from attrs import field, frozen

from participatie.rules.diagrams import EITHER, FALSE, NOTHING, TRUE, Diagrams

#: No more sets than this are kept for a node.
MOST_SETS = 200
#: No more combinations of values than this are tried for one set of facts.
_MOST_COMBINATIONS = 512

#: A combination of cells, one for each fact that changes.
Cells: TypeAlias = tuple[int, ...]
#: Facts, each with the cells in which it may lie.
Answers: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]


@frozen
class Smallest:
    """The smallest sets of facts to change.

    Args:
        sets: each as the numbers of its variables; none holds another.
        larger: whether sets beyond the bound were left out.
        all: whether all sets within the bound are there.
    """

    sets: tuple[frozenset[int], ...]
    larger: bool
    all: bool

    def in_order(self, names: Mapping[int, str]) -> list[frozenset[int]]:
        """The sets, those of the fewest facts first, and then by name."""
        return sorted(self.sets, key=lambda one: (len(one), sorted(names[number] for number in one)))


@frozen(eq=False)
class Board:
    """What can still become of a condition.

    Args:
        diagrams: where the condition stands.
        node: what is left of it when what cannot change is filled in.
        current: the cell of each fact that can change.
        allowed: the other cells that it can change to.
        stated: how many cells of each fact can be stated.
    """

    diagrams: Diagrams
    node: int
    current: Mapping[int, int]
    allowed: Mapping[int, Sequence[int]]
    stated: Mapping[int, int]
    _found: dict[int, tuple[tuple[int, ...], bool, bool]] = field(factory=dict, init=False)

    def smallest(self, most: int) -> Smallest:
        """The smallest sets of at most so many facts."""
        self._found.clear()
        found, larger, whole = self._sets(self.node, most)
        return Smallest(tuple(frozenset(_bits(one)) for one in found), larger, whole)

    def _sets(self, node: int, most: int) -> tuple[tuple[int, ...], bool, bool]:
        if not self.diagrams.reach[node] & TRUE:
            return (), False, True
        if node <= EITHER:
            return (0,), False, True
        known = self._found.get(node)
        if known is None:
            known = self._found[node] = self._below(node, most)
        return known

    def _below(self, node: int, most: int) -> tuple[tuple[int, ...], bool, bool]:
        variable, children = self.diagrams.variable[node], self.diagrams.children[node]
        here = self.current.get(variable)
        ways = [(0, child) for child in dict.fromkeys(children)] if here is None else [(0, children[here])]
        if here is not None:
            others = dict.fromkeys(children[cell] for cell in self.allowed.get(variable, ()))
            ways += [(1 << variable, child) for child in others]
        sets: set[int] = set()
        larger, whole = False, True
        for more, child in ways:
            below, cut, complete = self._sets(child, most)
            larger, whole = larger or cut, whole and complete
            sets.update(one | more for one in below)
            if 0 in sets:  # nothing has to change: everything else is larger
                return (0,), False, True
        kept = _minimal(sets)
        within = [one for one in kept if one.bit_count() <= most]
        larger = larger or len(within) < len(kept)
        return tuple(within[:MOST_SETS]), larger, whole and len(within) <= MOST_SETS

    def combinations(self, facts: Sequence[int]) -> list[Cells]:
        """The cells to which these facts can change so that it becomes possible, when no other fact changes."""
        left = self._left({one: cell for one, cell in self.current.items() if one not in facts})
        choices = [self.allowed[one] for one in facts]
        found: list[Cells] = []
        for number, cells in enumerate(product(*choices)):
            if number >= _MOST_COMBINATIONS:
                break
            if self.diagrams.reach[self._fixed(left, dict(zip(facts, cells, strict=True)))] & TRUE:
                found.append(cells)
        return found

    def settling(self, facts: Sequence[int], cells: Cells, aside: int = 0) -> Answers:
        """A smallest set of answers about what is unknown that settles it: per fact the cells that do.

        None of them can be left out; what follows from the others is.

        Args:
            facts: what changes.
            cells: to what.
            aside: variables, as bits, that are not asked where it can be settled without.
        """
        left = self._left({**self.current, **dict(zip(facts, cells, strict=True))})
        for node in (self.diagrams.without(left, aside), left):
            found = self._enough(node)
            if found:
                break
        return found

    def _enough(self, left: int) -> Answers:
        found = dict(self._answers(left, {}) or ())
        chosen = {one: several[0] for one, several in found.items()}
        for one in found:
            others = {other: cell for other, cell in chosen.items() if other != one}
            if self._settled(self._fixed(left, others)):
                chosen = others
        enough: list[tuple[int, tuple[int, ...]]] = []
        for one in chosen:
            stated = range(self.stated[one])
            enough.append(
                (one, tuple(cell for cell in stated if self._settled(self._fixed(left, {**chosen, one: cell}))))
            )
        return tuple(enough) if all(cells for _, cells in enough) else ()

    def _settled(self, node: int) -> bool:
        return self.diagrams.reach[node] == TRUE

    def _answers(self, node: int, done: dict[int, Answers | None]) -> Answers | None:
        """Answers along the shortest way to where all that is left is true."""
        reach = self.diagrams.reach[node]
        if not reach & FALSE:
            return () if reach & TRUE else None
        if node not in done and reach & TRUE:
            variable, children = self.diagrams.variable[node], self.diagrams.children[node]
            stated = self.stated.get(variable, 0)
            best: Answers | None = None
            can = [child for child in children[:stated] if self.diagrams.reach[child] != NOTHING]
            if not can:  # that a fact has no value cannot be stated, nor how facts compare: it stays open
                best = self._answers(self.diagrams.joined(children), done)
            for child in dict.fromkeys(can):
                below = self._answers(child, done)
                if below is not None and (best is None or len(below) + 1 < len(best)):
                    cells = tuple(cell for cell, one in enumerate(children[:stated]) if one == child)
                    best = ((variable, cells), *below)
            done[node] = best
        return done.get(node)

    def _left(self, chosen: Mapping[int, int]) -> int:
        return self._fixed(self.node, chosen)

    def _fixed(self, node: int, chosen: Mapping[int, int]) -> int:
        return self.diagrams.fixed(node, chosen, sum(1 << one for one in chosen), {})


def boxes(combinations: Sequence[Cells]) -> Iterator[tuple[Cells, tuple[Cells, ...]]]:
    """Combinations of cells as few blocks, in each of which every fact may take any of its cells.

    Each block is the combination that it grew from, and the cells of each fact.
    """
    possible = set(combinations)
    covered: set[Cells] = set()
    for start in combinations:
        if start in covered:
            continue
        sides: list[tuple[int, ...]] = [(cell,) for cell in start]
        for place in range(len(start)):
            for cell in sorted({one[place] for one in combinations} - set(sides[place])):
                wider = [*sides[:place], (cell,), *sides[place + 1 :]]
                if all(one in possible for one in product(*wider)):
                    sides[place] = (*sides[place], cell)
        covered.update(product(*sides))
        yield start, tuple(tuple(sorted(side)) for side in sides)


def _minimal(sets: Iterable[int]) -> list[int]:
    """The sets that hold no other, smallest first."""
    kept: list[int] = []
    for one in sorted(sets, key=lambda one: (one.bit_count(), one)):
        if not any(one & other == other for other in kept):
            kept.append(one)
    return kept


def _bits(one: int) -> Iterator[int]:
    number = 0
    while one:
        if one & 1:
            yield number
        one >>= 1
        number += 1
