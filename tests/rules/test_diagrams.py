"""Decision diagrams beside tables of the same functions."""

import functools
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie.rules.diagrams import (
    AND,
    EITHER,
    FALSE,
    JOIN,
    MEET,
    NOTHING,
    OR,
    TRUE,
    Diagrams,
    How,
    TooLargeError,
)

SIZES = (2, 3, 2)
WAYS = list(itertools.product(*map(range, SIZES)))


def made(diagrams: Diagrams, table: list[int], asked: int = 0) -> int:
    """The diagram of a table, the last variable changing fastest."""
    if asked == len(SIZES):
        return table[0]
    step = len(table) // SIZES[asked]
    parts = [table[start : start + step] for start in range(0, len(table), step)]
    return diagrams.node(asked, tuple(made(diagrams, part, asked + 1) for part in parts))


def read(diagrams: Diagrams, node: int, way: tuple[int, ...]) -> int:
    while node > EITHER:
        node = diagrams.children[node][way[diagrams.variable[node]]]
    return node


def tables(*constants: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(constants), min_size=len(WAYS), max_size=len(WAYS))


@pytest.mark.parametrize("how", [AND, OR])
@given(first=tables(FALSE, TRUE), second=tables(FALSE, TRUE))
def test_conjunction_and_disjunction(how: How, first: list[int], second: list[int]) -> None:
    diagrams = Diagrams()
    node = diagrams.combine(how, made(diagrams, first), made(diagrams, second))
    pick = min if how is AND else max
    assert [read(diagrams, node, way) for way in WAYS] == [pick(pair) for pair in zip(first, second, strict=True)]


@given(tables(NOTHING, FALSE, TRUE, EITHER), tables(NOTHING, FALSE, TRUE, EITHER))
def test_what_is_possible_in_both_and_in_one(first: list[int], second: list[int]) -> None:
    diagrams = Diagrams()
    one, other = made(diagrams, first), made(diagrams, second)
    both, either = diagrams.combine(MEET, one, other), diagrams.combine(JOIN, other, one)
    assert [read(diagrams, both, way) for way in WAYS] == [a & b for a, b in zip(first, second, strict=True)]
    assert [read(diagrams, either, way) for way in WAYS] == [a | b for a, b in zip(first, second, strict=True)]
    flipped = {NOTHING: NOTHING, FALSE: TRUE, TRUE: FALSE, EITHER: EITHER}
    assert [read(diagrams, diagrams.negated(one), way) for way in WAYS] == [flipped[a] for a in first]


@given(tables(NOTHING, FALSE, TRUE), st.integers(0, 2))
def test_a_variable_fixed_left_out_and_left_open(table: list[int], asked: int) -> None:
    diagrams = Diagrams()
    node = made(diagrams, table)
    fixed = diagrams.fixed(node, {asked: 1}, 1 << asked, {})
    out = diagrams.without(node, 1 << asked)
    opened = diagrams.opened(node, 1 << asked, dict(enumerate(SIZES)))
    for way in WAYS:
        same = [one for one in WAYS if one[:asked] + one[asked + 1 :] == way[:asked] + way[asked + 1 :]]
        possible = NOTHING
        for one in same:
            possible |= read(diagrams, node, one)
        assert read(diagrams, fixed, way) == read(diagrams, node, (*way[:asked], 1, *way[asked + 1 :]))
        assert read(diagrams, out, way) == possible
        assert read(diagrams, opened, way) == read(diagrams, node, way)
        assert read(diagrams, opened, (*way[:asked], SIZES[asked], *way[asked + 1 :])) == possible
    assert diagrams.without(node, 0b111) == diagrams.reach[node]


@given(tables(NOTHING, FALSE, TRUE, EITHER), tables(NOTHING, FALSE, TRUE, EITHER))
def test_whether_something_settles(first: list[int], second: list[int]) -> None:
    diagrams = Diagrams()
    after = [a & b for a, b in zip(first, second, strict=True)]
    found = diagrams.settles(made(diagrams, first), made(diagrams, after))
    assert found == any(a == EITHER and b in {FALSE, TRUE} for a, b in zip(first, after, strict=True))
    pairs = {pair for pair in zip(first, second, strict=True) if len(set(pair) - {NOTHING}) > 1}
    assert set(diagrams.together([(made(diagrams, first), made(diagrams, second))])) == pairs


@given(tables(NOTHING, FALSE, TRUE, EITHER))
def test_what_is_possible_once_a_variable_has_a_value(table: list[int]) -> None:
    diagrams = Diagrams()
    node = made(diagrams, table)
    found = diagrams.outcomes(node)
    assert sorted(found) == [asked for asked in range(len(SIZES)) if diagrams.support[node] >> asked & 1]
    for asked, reached in found.items():
        for value, possible in enumerate(reached):
            here = [outcome for way, outcome in zip(WAYS, table, strict=True) if way[asked] == value]
            assert possible == functools.reduce(int.__or__, here)


def test_more_begins_with_the_same_nodes() -> None:
    diagrams = Diagrams()
    node = diagrams.node(0, (FALSE, TRUE))
    more = diagrams.more(1)
    assert more.node(0, (FALSE, TRUE)) == node
    more.node(1, (FALSE, TRUE))
    with pytest.raises(TooLargeError):
        more.node(2, (FALSE, TRUE))
    assert len(diagrams) == node + 1


def test_steps_are_bounded_too() -> None:
    diagrams = Diagrams()
    nodes = [diagrams.node(number, (FALSE, TRUE)) for number in range(6)]
    opposite = diagrams.node(0, (TRUE, FALSE))
    diagrams.most = 0
    with pytest.raises(TooLargeError):
        diagrams.negated(nodes[0])
    with pytest.raises(TooLargeError):
        diagrams.negated(opposite)  # the node is there; that it was found is not written down any more
    with pytest.raises(TooLargeError):
        list(diagrams.together([(nodes[0], nodes[1])]))


def test_where_a_function_begins_to_ask() -> None:
    diagrams = Diagrams()
    last = diagrams.node(2, (FALSE, TRUE))
    middle = diagrams.node(1, (last, TRUE))
    first = diagrams.node(0, (middle, last))
    assert list(diagrams.entries(first, [1])) == [middle]
    assert list(diagrams.entries(first, [2])) == [last]
    assert set(diagrams.below(first)) == {first, middle, last}
