"""What a fact can be: the types of values, their units and their ranges.

Values are plain Python objects: ``bool``, ``int``, ``datetime.date``, ``str``
(a code or opaque text) and ``frozenset`` of codes. Unknown is ``None``. There
are no floats: amounts are integers in cents, so that every engine counts the
same.
"""

import enum
import re
from datetime import date
from fractions import Fraction
from typing import TypeAlias, TypeGuard, assert_never

from attrs import frozen

#: A known value. Unknown is ``None``, never a member of this union.
Value: TypeAlias = bool | int | date | str | frozenset[str]

#: What an expression may hold while it is evaluated: an unrounded result is an
#: exact fraction, until a rounding makes it an integer again.
Result: TypeAlias = Value | Fraction

#: Engines count in 64 bits; the checker proves that nothing leaves this range.
INT64_MAX = 2**63 - 1

CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Unit(enum.StrEnum):
    """What a number counts; the value is how the unit is written in a rule."""

    YEARS = "jaar"
    MONTHS = "maanden"
    WEEKS = "weken"
    DAYS = "dagen"
    HOURS = "uren"
    PERCENT = "procent"
    CENTS = "cent"
    #: Of results only: computed in cents, handed out in euros.
    EUROS = "euro"


#: Every way in which a rule may write a unit: the unit and what one of it is worth.
UNIT_WORDS: dict[str, tuple[Unit, int]] = {
    "jaar": (Unit.YEARS, 1),
    "jaren": (Unit.YEARS, 1),
    "maand": (Unit.MONTHS, 1),
    "maanden": (Unit.MONTHS, 1),
    "week": (Unit.WEEKS, 1),
    "weken": (Unit.WEEKS, 1),
    "dag": (Unit.DAYS, 1),
    "dagen": (Unit.DAYS, 1),
    "uur": (Unit.HOURS, 1),
    "uren": (Unit.HOURS, 1),
    "procent": (Unit.PERCENT, 1),
    "euro": (Unit.CENTS, 100),
    "cent": (Unit.CENTS, 1),
}


@frozen
class Boolean:
    """Yes or no."""


@frozen
class Number:
    """A whole number of a unit, within a range that includes both ends.

    ``scale`` is the largest denominator that a value can carry: 1 for whole
    numbers, more for the exact fractions between a scaling and its rounding.
    """

    unit: Unit | None
    low: int
    high: int
    scale: int = 1


@frozen
class Date:
    """A calendar day."""


@frozen
class Code:
    """One code out of a closed list; ``codes=None`` is an open list."""

    codes: tuple[str, ...] | None
    ordered: bool = False


@frozen
class CodeSet:
    """A set of codes out of a closed list. A stated set is complete."""

    codes: tuple[str, ...] | None


@frozen
class Text:
    """Opaque text: shown, never reasoned about."""


Type: TypeAlias = Boolean | Number | Date | Code | CodeSet | Text


@frozen
class Misfit:
    """Why a value does not fit a type: a diagnostic code and its arguments."""

    code: str
    arguments: dict[str, str]


def misfit(value: object, of: Type) -> Misfit | None:  # noqa: C901, PLR0911, PLR0912 - one case per type
    """Why ``value`` is not a value of type ``of``, or ``None`` when it is one."""
    match of:
        case Boolean():
            return None if isinstance(value, bool) else _wrong("ja of nee")
        case Number(unit, low, high):
            if type(value) is not int:  # nor a bool, nor a member of an enumeration: those cannot be written
                return _wrong(f"een geheel getal ({unit})" if unit else "een geheel getal")
            if not low <= value <= high:
                return Misfit("waarde_buiten_bereik", {"laag": show(low, of), "hoog": show(high, of)})
            return None
        case Date():
            plain = isinstance(value, date) and type(value) is date
            return None if plain else _wrong("een datum (jjjj-mm-dd)")
        case Code(codes):
            if not _is_text(value):
                return _wrong("een code")
            return _unknown_code(value, codes)
        case CodeSet(codes):
            if not isinstance(value, frozenset):
                return _wrong("een lijst van codes")
            for code in sorted(value, key=str):
                if not _is_text(code):
                    return _wrong("een lijst van codes")
                problem = _unknown_code(code, codes)
                if problem:
                    return problem
            return None
        case Text():
            return None if _is_text(value) else _wrong("tekst")
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)


def _is_text(value: object) -> TypeGuard[str]:
    """Whether ``value`` is text that can be written to a file: half of a surrogate pair cannot."""
    return type(value) is str and not any("\ud800" <= char <= "\udfff" for char in value)


def typed(raw: object, of: Type) -> Value | Misfit:
    """A value as a file or a program states it, as a value of type ``of``, or why it is none.

    Dates may be written as text (``2018-06-01``), sets as any collection, and a
    code that looks like a number as that number.

    >>> typed("2018-06-01", Date())
    datetime.date(2018, 6, 1)
    >>> typed(7, Number(None, 1, 6)).code
    'waarde_buiten_bereik'
    """
    value = raw
    if isinstance(of, Date) and isinstance(raw, str):
        try:
            value = date.fromisoformat(raw) if _ISO.match(raw) else raw
        except ValueError:
            return Misfit("datum_bestaat_niet", {"gevonden": raw})
    elif isinstance(of, CodeSet) and isinstance(raw, list | tuple | set | frozenset):
        try:
            value = frozenset(raw)
        except TypeError:  # something in it that cannot be a code at all
            return _wrong("een lijst van codes")
    elif isinstance(of, Code | Text) and type(raw) is int and abs(raw) <= INT64_MAX:
        value = str(raw)
    problem = misfit(value, of)
    return problem if problem is not None else value  # type: ignore[return-value]  # it fits


def _wrong(expected: str) -> Misfit:
    return Misfit("verkeerd_type", {"verwacht": expected})


def _unknown_code(code: str, codes: tuple[str, ...] | None) -> Misfit | None:
    if codes is None or code in codes:
        return None
    return Misfit("onbekende_code", {"waarde": code, "keuzes": ", ".join(codes)})


def show(value: Result | None, of: Type | None = None) -> str:  # noqa: PLR0911 - one case per type
    """``value`` as a Dutch reader writes it: ``ja``, ``27 jaar``, ``1500 euro``.

    >>> show(Fraction(100_000, 3), Number(Unit.CENTS, 0, 100_000, scale=3))
    '333,33 euro (niet afgerond)'
    """
    if isinstance(value, Fraction):
        below = value.numerator // value.denominator
        text = show(below, of)
        return text if value == below else f"{text} (niet afgerond)"
    match value:
        case None:
            return "onbekend"
        case bool():
            return "ja" if value else "nee"
        case int() if isinstance(of, Number) and of.unit is Unit.CENTS:
            euros, cents = divmod(value, 100)
            return f"{euros} euro" if cents == 0 else f"{euros},{cents:02d} euro"
        case int():
            unit = of.unit if isinstance(of, Number) else None
            return f"{value} {unit}" if unit else str(value)
        case date():
            return value.isoformat()
        case frozenset():
            return ", ".join(sorted(value)) if value else "geen"
        case str():
            return value
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(value)
