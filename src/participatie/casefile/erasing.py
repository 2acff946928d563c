"""What is left of the events of a case when one of them is erased."""

from collections.abc import Sequence

from attrs import evolve

from participatie.casefile import arguments
from participatie.casefile.events import Event, Kind
from participatie.casefile.state import dropped, named


def erased(events: Sequence[Event], event: Event, fact: str | None) -> tuple[Event, ...]:
    """The events without what one of them says; each keeps its number, kind and day.

    Args:
        events: all of the case, in the order of their numbers.
        event: the one to erase.
        fact: one fact of the opening; all that the event says without it.

    Raises:
        KeyError: the opening does not hold the fact.
    """
    left = {one.number: one for one in events}
    opening = left[1]
    left[event.number] = event.tombstone()
    out = fact
    if event.kind in {Kind.CORRECTED, Kind.WITHDRAWN} and _root(events, event) == 1:
        out = event.fact  # what was wrong in the opening must not count again
    if out is not None and not opening.erased:
        names = named(opening.value)  # type: ignore[arg-type]  # facts by name
        if fact is not None and fact not in names:
            raise KeyError(arguments.close_to(fact, names))
        value = dropped(opening.value, out)  # type: ignore[arg-type]  # as above
        left[1] = evolve(opening, value=value)
    return tuple(left.values())


def _root(events: Sequence[Event], event: Event) -> int:
    """The number of what a chain of corrections began with."""
    while event.corrects is not None:
        event = events[event.corrects - 1]
    return event.number
