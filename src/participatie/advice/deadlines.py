"""The dates that a document creates for a client, as far as what they count from is known."""

from collections.abc import Mapping
from datetime import date

from participatie.advice.assessment import Due
from participatie.policy.documents import Conclusion
from participatie.policy.voorziening import Deadline, Voorziening
from participatie.rules.render import render
from participatie.rules.semantics import reached
from participatie.sources import Source
from participatie.values import Value
from participatie.vocabulary import Vocabulary


def deadlines(
    document: Voorziening | Conclusion, source: Source, facts: Mapping[str, Value], vocabulary: Vocabulary, today: date
) -> tuple[Due, ...]:
    """The dates that ``document``, which rests on ``source``, creates on these facts.

    One that comes back is the first that has not passed ``today``, the reference date.
    """
    return tuple(
        Due(
            id=str(one.id),
            text=one.text,
            on=_due(one, facts, today),
            after=render(one.after),
            since=str(one.since),
            since_title=vocabulary[one.since].title,
            repeats=render(one.every) if one.every is not None else "",
            source=one.source.onto(source).on(today) if one.source is not None else source,
        )
        for one in document.deadlines
    )


def _due(one: Deadline, facts: Mapping[str, Value], today: date) -> date | None:
    anchor = facts.get(one.since)
    if not isinstance(anchor, date):
        return None
    count, unit = one.after.value, one.after.unit
    assert isinstance(count, int)  # noqa: S101 - the checker proved it is a time
    assert unit is not None  # noqa: S101 - as above
    try:
        day = reached(unit, anchor, count)
        while one.every is not None and day < today:
            count += one.every.value  # type: ignore[operator]  # as above
            day = reached(unit, anchor, count)
    except OverflowError:
        return None
    return day
