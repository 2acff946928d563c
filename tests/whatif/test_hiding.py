"""Counts that are left out of a table by group: nobody can work out a small one from what is left."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from participatie.whatif import Change
from participatie.whatif.hiding import Counts, holes

SMALLEST = 5


def group(*counts: int) -> Counts:
    return dict(zip(Change, [*counts, *[0] * len(Change)], strict=False))


def rows() -> st.SearchStrategy[Counts]:
    number = st.one_of(st.just(0), st.integers(0, 6), st.integers(5, 40))
    return (
        st.lists(number, min_size=len(Change), max_size=len(Change))
        .filter(lambda counts: sum(counts) >= SMALLEST)
        .map(lambda counts: group(*counts))
    )


def can_differ(groups: Sequence[Counts], found: Sequence[set[Change]], place: int, change: Change) -> bool:
    """Whether a table with the same totals and the same counts in sight has another number there.

    One more in a hidden count is an arc from its group to its change, one fewer an arc back, where there are
    any; another table is a round trip.
    """
    more = {(f"{row}", str(one)) for row, hidden in enumerate(found) for one in hidden}
    fewer = {(str(one), f"{row}") for row, hidden in enumerate(found) for one in hidden if groups[row][one]}
    here, there = (f"{place}", str(change)), (str(change), f"{place}")
    return any(
        arc in more | fewer and _reaches((more | fewer) - {back}, arc[1], arc[0])
        for arc, back in ((here, there), (there, here))
    )


def _reaches(arcs: set[tuple[str, str]], start: str, end: str) -> bool:
    seen, todo = {start}, [start]
    while todo:
        at = todo.pop()
        fresh = {to for one, to in arcs if one == at} - seen
        seen |= fresh
        todo += fresh
    return end in seen


@settings(max_examples=300)
@given(st.lists(rows(), min_size=2, max_size=6))
def test_no_count_that_is_left_out_follows_from_totals(groups: list[Counts]) -> None:
    found = holes(groups, SMALLEST)
    for place, row in enumerate(groups):
        for change, count in row.items():
            assert change in found[place] or not 0 < count < SMALLEST
            assert change not in found[place] or can_differ(groups, found, place, change), (place, change, found)


@given(st.lists(rows(), min_size=1, max_size=6))
def test_without_small_counts_all_is_shown(groups: list[Counts]) -> None:
    large = [{change: count * SMALLEST for change, count in row.items()} for row in groups]
    assert not any(holes(large, SMALLEST))
    assert not any(holes(groups, 1))


@given(st.lists(rows(), min_size=1, max_size=6))
def test_where_one_is_left_out_so_is_another(groups: list[Counts]) -> None:
    found = holes(groups, SMALLEST)
    for row, hidden in zip(groups, found, strict=True):
        assert len(hidden) != 1 or [*row.values()].count(0) == len(Change) - 1
    if len(groups) > 1:
        assert 1 not in [sum(change in hidden for hidden in found) for change in Change]


def test_the_only_one_in_all() -> None:
    """The total above the table says one gain: then a nought is hidden too, and whose gain it is stays open."""
    found = holes([group(30, 1), group(40), group(20, 0, 12)], SMALLEST)
    assert [Change.GAINS in hidden for hidden in found].count(True) == 2
    assert found[0] == {Change.SAME, Change.GAINS}


def test_the_next_smallest_is_the_one_that_goes() -> None:
    found = holes([group(90, 3, 10), group(80, 20, 30), group(70, 50, 40)], SMALLEST)
    assert found == [{Change.GAINS, Change.LOSES}, {Change.GAINS, Change.LOSES}, set()]


def test_one_group_has_the_totals_as_its_counts() -> None:
    assert holes([group(30, 1, 7, 9)], SMALLEST) == [{Change.GAINS, Change.LOSES}]
