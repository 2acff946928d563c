"""What happened in a case: an event per fact, numbered in the order in which they were written down."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from participatie.values import Value

#: The facts of the opening, as :meth:`Client.to_mapping` gives them.
Opening: TypeAlias = Mapping[str, Any]


class Kind(enum.StrEnum):
    """What an event does."""

    OPENED = "geopend"
    TOLD = "verteld"
    CORRECTED = "gecorrigeerd"
    WITHDRAWN = "ingetrokken"
    JUDGED = "beoordeeld"
    #: A decision beside an outcome, by a named person. It changes no fact.
    HARDSHIP = "hardheid"
    #: A journey of the client was attached. It changes no fact.
    JOURNEY = "reis"
    #: An event was erased, or a fact of the opening.
    ERASED = "gewist"


#: The events that are about an earlier one.
ABOUT_ANOTHER = frozenset({Kind.CORRECTED, Kind.WITHDRAWN, Kind.ERASED})
#: The events that give a fact a value.
STATING = frozenset({Kind.TOLD, Kind.CORRECTED, Kind.JUDGED})


def _fixed(value: Any) -> Any:
    """``value`` as nobody can change it any more."""
    if isinstance(value, Mapping):
        return MappingProxyType({name: _fixed(one) for name, one in value.items()})
    return tuple(map(_fixed, value)) if isinstance(value, list | tuple) else value


@frozen(kw_only=True, repr=False)
class Event:
    """One thing that was written down in a case, on a day.

    Args:
        number: its place in the case, from 1.
        kind: what it does.
        on: the day for which it was written down.
        fact: the name of the fact; for a decision on hardship, the id of the outcome.
        value: what the fact is; of the opening, all facts as a mapping; of a journey, the journey as one.
        source: where it comes from.
        by: who judged, decided or erased.
        because: on which grounds.
        corrects: the number of the event that a correction, withdrawal or erasure is about.
        late: whether an earlier event has a later day.
        erased: whether only its kind, its day and its number are left.
    """

    number: int
    kind: Kind
    on: date
    fact: str = ""
    value: Value | Opening | None = field(default=None, converter=_fixed, hash=False)
    source: str = ""
    by: str = ""
    because: str = ""
    corrects: int | None = None
    late: bool = False
    erased: bool = False

    def tombstone(self) -> "Event":
        """What is left of it once it has been erased."""
        return evolve(self, fact="", value=None, source="", by="", because="", erased=True)

    def __repr__(self) -> str:
        words = [str(self.number), self.kind.value, self.fact, "(gewist)" if self.erased else ""]
        return f"<Event {' '.join(filter(None, words))} op {self.on}{' (later opgeschreven)' if self.late else ''}>"


def effective(events: Iterable[Event]) -> dict[int, date]:
    """By number the day from which each event counts, for those whose own subject is among ``events``.

    What is about another event never counts before that one.
    """
    days: dict[int, date] = {}
    for event in events:
        if event.corrects is None:
            days[event.number] = event.on
        elif event.corrects in days:
            days[event.number] = max(event.on, days[event.corrects])
    return days


def in_effect(events: Iterable[Event]) -> Iterator[tuple[date, Event]]:
    """The events in the order in which they count, each with the day from which it does."""
    events = tuple(events)
    days = effective(events)
    counting = [(days[event.number], event) for event in events if event.number in days]
    yield from sorted(counting, key=lambda one: (one[0], one[1].number))
