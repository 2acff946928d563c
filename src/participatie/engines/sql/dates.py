"""The time since a date, by calendar arithmetic on year, month and day.

No engine's own difference of dates: they count boundaries, or days of some average month.
"""

from datetime import date

from sqlglot import exp

from participatie.engines.sql import forms as w
from participatie.engines.sql.steps import Piece, Steps, piece
from participatie.values import Unit


def since(unit: Unit, anchor: Piece, on: date, steps: Steps) -> Piece:
    """Completed years, months or weeks from a date to ``on``; 0 for a date still to come."""
    anchor = steps.part(anchor)
    coming = exp.GT(this=anchor.use(), expression=w.day(on))
    parts: tuple[Piece, ...] = ()
    match unit:
        case Unit.YEARS:
            late = w.added(w.multiplied(_field("month", anchor), w.number(100)), _field("day", anchor))
            passed = w.subtracted(w.number(on.year), _field("year", anchor))
            made = w.subtracted(passed, _more(late, on.month * 100 + on.day))
        case Unit.MONTHS:
            months = w.added(w.multiplied(_field("year", anchor), w.number(12)), _field("month", anchor))
            passed = w.subtracted(w.number(on.year * 12 + on.month), months)
            made = w.subtracted(passed, _more(_field("day", anchor), on.day))
        case _:
            count = _day_number(anchor, steps)
            passed = w.subtracted(w.number(on.toordinal()), count.use())
            made = steps.dialect.divided(passed, w.number(7))
            parts = (count,)
    return piece(w.choice([(coming, w.number(0))], w.cast(made, w.BIG)), anchor, *parts)


def _day_number(anchor: Piece, steps: Steps) -> Piece:
    """The number of a day as Python counts them: by years that begin in March, so that a leap day comes last."""
    early = exp.LTE(this=_field("month", anchor), expression=w.number(2))
    before = w.choice([(early, w.number(1))], w.number(0))
    year = steps.part(piece(w.subtracted(_field("year", anchor), before), anchor))
    shift = w.choice([(early.copy(), w.number(9))], w.number(-3))
    month = steps.part(piece(w.added(_field("month", anchor), shift), anchor))
    divided = steps.dialect.divided

    def every(years: int) -> exp.Expression:
        return w.cast(divided(year.use(), w.number(years)), w.BIG)

    in_year = divided(w.added(w.multiplied(w.number(153), month.use()), w.number(2)), w.number(5))
    days = w.total(
        [
            w.multiplied(w.number(365), year.use()),
            every(4),
            w.subtracted(every(400), every(100)),
            w.cast(in_year, w.BIG),
            w.subtracted(_field("day", anchor), w.number(_BEFORE)),
        ]
    )
    return steps.part(piece(days, anchor, year, month))


#: 1 March of the year 0 lies this many days before the day that Python numbers as 0.
_BEFORE = 306


def _field(name: str, anchor: Piece) -> exp.Expression:
    return w.cast(exp.Extract(this=exp.Var(this=name.upper()), expression=anchor.use()), w.BIG)


def _more(one: exp.Expression, than: int) -> exp.Expression:
    """1 if it is more, else 0."""
    return w.choice([(exp.GT(this=w.wrapped(one), expression=w.number(than)), w.number(1))], w.number(0))
