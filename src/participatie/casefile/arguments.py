"""What the calls of a case are given, looked at before anything is written down."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from participatie.client import Client
from participatie.diagnostics import nearest
from participatie.values import Text, Value, misfit
from participatie.vocabulary import PARTS, Vocabulary


def day(on: date) -> date:
    """A day.

    Raises:
        TypeError: it is none; a moment has a time, and is no day.
    """
    if type(on) is not date:
        raise TypeError("a day is a plain datetime.date")
    return on


def text(name: str, said: str) -> str:
    """Text that says something.

    Raises:
        TypeError: it is no text.
        ValueError: it says nothing.
    """
    if not isinstance(said, str):
        raise TypeError(f"{name}= is text, not {type(said).__name__}")
    if not said.strip() or misfit(said, Text()) is not None:
        raise ValueError(f"{name}= is text that says something")
    return said


def told(source: str, on: date) -> dict[str, Any]:
    """Where facts come from, and the day for which they are written down; raises as :func:`text` and :func:`day`."""
    return {"source": text("source", source), "on": day(on)}


def decided(by: str, because: str, on: date) -> dict[str, Any]:
    """Who decided, on which grounds and when; raises as :func:`text` and :func:`day`."""
    return {"by": text("by", by), "because": text("because", because), "on": day(on)}


def facts_of(
    call: str, facts: Mapping[str, Any] | None, more: Mapping[str, Any], words: Vocabulary
) -> dict[str, Value]:
    """The facts of one call as values, in the order in which they were given.

    Raises:
        TypeError, ValueError: the call is wrong.
        PolicyError: a name is unknown or a value does not fit.
    """
    if facts is not None and not isinstance(facts, Mapping):
        raise TypeError(f"{call}() takes facts by name, not {type(facts).__name__}")
    both = sorted(set(facts or ()) & set(more))
    if both:
        raise ValueError(f"{call}() was given {', '.join(both)} twice")
    given = {**(facts or {}), **more}
    if not given:
        raise ValueError(f"{call}() takes at least one fact")
    for name in given:
        if name in PARTS:
            raise ValueError(f"{call}() takes each fact by its own name, not {name!r}")
    nothing = [name for name, value in given.items() if value is None and name in words]
    if nothing:
        raise ValueError(
            f"None is no value: use withdraw({nothing[0]!r}, source=, on=) for what is not known after all"
        )
    known = Client.from_mapping(given, words=words).known()
    return {name: known[name] for name in given}


def known_fact(fact: str, words: Vocabulary) -> None:
    """Refuse what is no fact.

    Raises:
        TypeError: it is no name.
        PolicyError: there is no such fact.
    """
    if not isinstance(fact, str):
        raise TypeError(f"a fact is named by its name, not {type(fact).__name__}")
    if fact not in words:
        Client.from_mapping({fact: True}, words=words)


def close_to(name: str, names: Iterable[str]) -> str:
    """A name that is none of ``names``, with the nearest of them."""
    near = nearest(str(name), names)
    return f"{name!r}; bedoelt u {near!r}?" if near else str(name)
