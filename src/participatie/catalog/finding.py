"""Finding provisions in a pack by what their documents state; nothing here looks at a client."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from participatie.diagnostics import nearest
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Category, Kind, Voorziening, Weekday
from participatie.values import Code
from participatie.vocabulary import vocabulary

W = TypeVar("W", bound=StrEnum)


def search(  # noqa: PLR0913 - one argument per thing to look for
    pack: Pack,
    *,
    category: str | None = None,
    subtrede: str | None = None,
    free: bool | None = None,
    weekday: str | None = None,
    text: str | None = None,
    on: date | None = None,
) -> tuple[Voorziening, ...]:
    """The provisions of ``pack`` that state all that is asked, by id.

    What a source leaves out is not found: an activity whose cost nobody stated
    is neither free nor paid.

    Args:
        pack: from :func:`participatie.catalog.load`; the layers below count too.
        category: such as ``taal`` or ``vrijwilligerswerk``: a word of ``soort``.
        subtrede: a sub-step such as ``2.2`` that the source names as a hint.
        free: whether taking part costs nothing.
        weekday: a day on which it takes place, such as ``dinsdag``.
        text: a word of its title, target group, provider or place.
        on: only what is in force on this day.

    Raises:
        TypeError: ``pack`` is no pack.
        ValueError: a word that does not exist, with the nearest one that does.

    >>> from participatie import catalog
    >>> [one.id for one in search(catalog.load("heemskerk"), category="aanvullend", text="schol")]
    ['scholing']
    """
    if not isinstance(pack, Pack):
        raise TypeError("search() takes a pack first: catalog.load('heemskerk')")
    asked: list[Callable[[Voorziening], bool]] = []
    if category is not None:
        sort = _word(category, Category)
        asked.append(lambda one: one.category is sort)
    if subtrede is not None:
        step = _step(subtrede)
        asked.append(lambda one: step in one.suits)
    if free is not None:
        asked.append(lambda one: one.offering is not None and one.offering.free is free)
    if weekday is not None:
        day = _word(weekday, Weekday)
        asked.append(lambda one: one.offering is not None and any(slot.day is day for slot in one.offering.schedule))
    if text is not None:
        word = text.casefold()
        asked.append(lambda one: any(word in said.casefold() for said in _texts(one)))
    return tuple(one for one in _provisions(pack, on) if all(fits(one) for fits in asked))


def _provisions(pack: Pack, on: date | None) -> Iterable[Voorziening]:
    """Each provision once: the version in force on a day, or else its last."""
    for versions in pack.decisions.values():
        covering = [one for one in versions if on is None or one.validity.covers(on)]
        document = covering[-1].document if covering else None
        if isinstance(document, Voorziening) and document.kind is Kind.PROVISION:
            yield document


def _texts(one: Voorziening) -> tuple[str, ...]:
    offering = one.offering
    return (one.id, one.title, one.meant_for, *((offering.provider, offering.place) if offering is not None else ()))


def _word(word: str, of: type[W]) -> W:
    words = [str(one) for one in of]
    if word not in words:
        near = nearest(str(word), words)
        raise ValueError(f"{word!r}; bedoelt u {near!r}?" if near else f"{word!r}; kies uit: {', '.join(words)}")
    return of(word)


def _step(step: str) -> str:
    of = vocabulary()["subtrede"].type
    codes = (of.codes or ()) if isinstance(of, Code) else ()
    if step not in codes:
        raise ValueError(f"{step!r}; kies uit: {', '.join(codes)}")
    return step
