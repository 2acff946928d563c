"""Which counts of a table by group are left out: small ones, and those from which these would follow."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from participatie.whatif.effects import Change

#: The counts of one group, and the changes of which the count is left out.
Counts: TypeAlias = Mapping[Change, int]
Holes: TypeAlias = set[Change]


def holes(groups: Sequence[Counts], smallest: int) -> list[Holes]:
    """What is left out of the counts of each group.

    The number of people in each group is shown beside them, and that of each
    change above them, so that a count that is left out alone would follow. Of each
    count that is left out it holds that there is another table, with the same
    totals and the same numbers in sight, that has another number there.

    Args:
        groups: of one outcome, the counts of each group.
        smallest: smaller counts are left out, unless they are nought.

    >>> groups = [{Change.SAME: 30, Change.GAINS: 1}, {Change.SAME: 9, Change.GAINS: 8}]
    >>> [len(one) for one in holes(groups, 5)]
    [2, 2]
    """
    found = [_not_alone(row, smallest) for row in groups]
    if len(groups) == 1:
        return found  # its counts are the totals
    for place, row in enumerate(groups):
        for change in [one for one in row if one in found[place]]:
            if not _open(groups, found, place, change):
                for at, one in _cheapest(groups, found, place, change):
                    found[at].add(one)
    return found


def _not_alone(row: Counts, smallest: int) -> Holes:
    """The small counts, with the next smallest where there is one: it would follow from the others of its row."""
    hidden = {change for change, count in row.items() if 0 < count < smallest}
    others = [change for change, count in row.items() if count and change not in hidden]
    return hidden | {min(others, key=row.__getitem__)} if len(hidden) == 1 and others else hidden


def _open(groups: Sequence[Counts], found: Sequence[Holes], place: int, change: Change) -> bool:
    """Whether people can have changed places between counts that are all left out, this one among them."""
    return any(
        _moves(groups[place], groups[other], change, beside)
        for beside in found[place] - {change}
        for other, hidden in enumerate(found)
        if other != place and change in hidden and beside in hidden
    )


def _moves(row: Counts, other: Counts, change: Change, beside: Change) -> bool:
    """Whether a person of each group can have changed places: totals stay as they are, and no count is below nought."""
    return min(row[change], other[beside]) > 0 or min(row[beside], other[change]) > 0


def _cheapest(groups: Sequence[Counts], found: Sequence[Holes], place: int, change: Change) -> list[tuple[int, Change]]:
    """The three counts that keep one open and cost the least: no noughts if that can be, then the smallest."""
    row = groups[place]
    ways = (
        [(place, beside), (other, change), (other, beside)]
        for other, counts in enumerate(groups)
        for beside in row
        if other != place and beside is not change and _moves(row, counts, change, beside)
    )

    def cost(way: list[tuple[int, Change]]) -> tuple[int, int]:
        fresh = [groups[at][one] for at, one in way if one not in found[at]]
        return fresh.count(0), sum(fresh)

    return min(ways, key=cost, default=[])
