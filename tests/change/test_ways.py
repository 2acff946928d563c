"""What would have to change: beside everybody on every day, and each way followed."""

import itertools

from hypothesis import assume, event, given
from hypothesis import strategies as st
from worlds import DOMAIN, ON, UNTIL, World, client, people, smallest, worlds

from participatie import PolicyError, advise
from participatie.change import Way, ways_to


def usable(world: World, stated: dict) -> bool:
    try:
        advise(client(world, stated), world.pack, on=ON)
    except PolicyError:
        return False
    return True


@given(data=st.data(), most=st.integers(0, 3))
def test_they_are_all_smallest_changes_and_no_others(data: st.DataObject, most: int) -> None:
    world = data.draw(worlds())
    stated = data.draw(people(world))
    assume(usable(world, stated))
    found = ways_to(client(world, stated), world.pack, "pas", on=ON, until=UNTIL, most=most)
    wanted = {(names, day): values for names, day, values in smallest(world, stated, most)}
    assert found.exact
    assert {(frozenset(move.name for move in way.moves), way.on) for way in found} == set(wanted)
    for (names, day), values in wanted.items():
        here = [way for way in found if way.on == day and {move.name for move in way.moves} == names]
        everywhere = set(itertools.product(*(DOMAIN[name] for name in sorted(names))))
        enough = {one for one in everywhere if any(within(one, way) for way in here)}
        # Of a set of codes the nearest is given, not every other that would do.
        assert enough <= values if "x_dingen" in names else enough == values
    event(f"{len(found)} ways")


def within(values: tuple, way: Way) -> bool:
    return all(any(value in one for one in move.enough) for value, move in zip(values, way.moves, strict=True))
