"""The dates that fall due in a case: those that rules create, and where something running reaches its end."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from participatie.advice import Advice, Assessment, Outcome
from participatie.advice.assessment import Due
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Voorziening
from participatie.rules.expr import Literal
from participatie.rules.render import render
from participatie.rules.semantics import reached
from participatie.values import Value


@frozen(kw_only=True)
class DueDate:
    """A day on which something is due for an outcome that is not a no.

    Args:
        on: the day; ``None`` where the date that it counts from is unknown.
        outcome: the id of the outcome.
        due: what is due, and by which article.
        passed: whether the day lies before the reference date. What comes
            again and again shows the next day.
    """

    on: date | None
    outcome: str
    due: Due
    passed: bool


def due_dates(advice: Advice, pack: Pack, facts: dict[str, Value]) -> tuple[DueDate, ...]:
    """What falls due by ``advice``, by day; what has no day comes last.

    Args:
        advice: on the reference date.
        pack: by which it was given.
        facts: the stated facts.
    """
    found = [
        DueDate(on=due.on, outcome=one.id, due=due, passed=due.on is not None and due.on < advice.on)
        for one in advice
        if one.outcome is not Outcome.NO
        for due in (*one.deadlines, *_end(one, pack, facts))
    ]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.on is None, one.outcome, one.due.id)))


def _end(one: Assessment, pack: Pack, facts: dict[str, Value]) -> Iterator[Due]:
    """The end of the longest duration, unless the document has a date for it."""
    document = pack.on(one.on).decisions[one.id].document
    duration = document.duration if isinstance(document, Voorziening) else None
    if duration is None or duration.at_most is None or duration.measured_by is None:
        return
    counter = pack.vocabulary[duration.measured_by]
    if counter.follows_from is None:  # nobody registers the day from which it counts
        return
    since, after = counter.follows_from[1], render(duration.at_most)
    if any((due.since, due.after) == (since, after) for due in one.deadlines):
        return
    yield Due(
        id="duur",
        text="De langste duur is bereikt.",
        on=_after(facts.get(since), duration.at_most),
        after=after,
        since=since,
        since_title=pack.vocabulary[since].title,
        repeats="",
        source=duration.source.onto(one.source).on(one.on) if duration.source is not None else one.source,
    )


def _after(anchor: Value | None, time: Literal) -> date | None:
    if not isinstance(anchor, date) or not isinstance(time.value, int) or time.unit is None:
        return None
    try:
        return reached(time.unit, anchor, time.value)
    except OverflowError:
        return None
