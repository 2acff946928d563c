"""What would have to change: beside everybody on every day, and each way followed."""

from datetime import date, timedelta

from hypothesis import assume, event, given
from hypothesis import strategies as st
from worlds import DOMAIN, MOVABLE, ON, UNTIL, World, client, people, smallest, worlds

from participatie import PolicyError, advise
from participatie.advice import Outcome
from participatie.change import ways_to


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
        enough = {one for one in _everywhere(sorted(names)) if any(_within(one, way) for way in here)}
        assert values == enough & _reachable(names, stated)
    event(f"{len(found)} ways")


def _everywhere(names: list[str]):
    import itertools

    return itertools.product(*(DOMAIN[name] for name in names))


def _reachable(names, stated):
    return set(_everywhere(sorted(names)))


def _within(values, way) -> bool:
    return all(any(value in one for one in move.enough) for value, move in zip(values, way.moves, strict=True))
