"""The facts that count in a case: derived from its events, and from nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from participatie.casefile.events import STATING, Event, Kind, in_effect
from participatie.client import Client
from participatie.profile import Reading
from participatie.values import Value
from participatie.vocabulary import PARTS, Vocabulary


@frozen(repr=False)
class State:
    """The facts that count, by name, with the events that state them.

    Args:
        values: profile, offer and local facts included.
        stated_by: the number of the event behind each.
        readings: what readings of the profile rest on, as the opening gave them.
    """

    values: Mapping[str, Value]
    stated_by: Mapping[str, int]
    readings: Mapping[str, Reading]

    def client(self, words: Vocabulary, without: frozenset[str] = frozenset()) -> Client:
        """The client of whom these facts are known, but for those in ``without``."""
        facts = {name: value for name, value in self.values.items() if name not in without}
        client = Client.from_mapping(facts, words=words)
        readings = {name: one for name, one in self.readings.items() if name not in without}
        return evolve(client, profiel=evolve(client.profiel, readings=readings)) if readings else client


def replay(events: Iterable[Event], words: Vocabulary) -> State:
    """The facts that count when these events have happened.

    Args:
        events: in the order of their numbers.
        words: the vocabulary of the pack.
    """
    events = tuple(events)
    facts = {event.number: event.fact for event in events}
    values: dict[str, Value] = {}
    stated_by: dict[str, int] = {}
    readings: dict[str, Reading] = {}
    # Dated before the opening, something can count before it; the opening then has the last word.
    for _, event in in_effect(events):
        if event.kind is Kind.OPENED and not event.erased:
            opening = Client.from_mapping(event.value, words=words)  # type: ignore[arg-type]  # facts by name
            values |= opening.known()
            stated_by |= dict.fromkeys(opening.known(), event.number)
            readings |= opening.profiel.readings
        elif event.kind in STATING and not event.erased:
            values[event.fact] = event.value  # type: ignore[assignment]  # of one fact
            stated_by[event.fact] = event.number
            readings.pop(event.fact, None)
        elif event.kind in {Kind.CORRECTED, Kind.WITHDRAWN} and event.corrects is not None:
            # An erased correction took away what it was about: a wrong value must not count again.
            fact = event.fact or facts.get(event.corrects, "")
            for known in (values, stated_by, readings):
                known.pop(fact, None)
    return State(values, stated_by, readings)


def dropped(opening: Mapping[str, Any], fact: str) -> dict[str, Any]:
    """The facts of an opening without one of them."""
    left: dict[str, Any] = {}
    for name, value in opening.items():
        if name in PARTS:
            part = {inner: one for inner, one in value.items() if inner != fact}
            left |= {name: part} if part else {}
        elif name != fact:
            left[name] = value
    return left


def named(opening: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the facts of an opening, also those in parts."""
    return tuple(inner for name, value in opening.items() for inner in (value if name in PARTS else (name,)))
