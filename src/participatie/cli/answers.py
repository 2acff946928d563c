"""Answers as people write them in Dutch: ``ja``, ``2 maart 1988``, ``1.500 euro``, ``touw, lamp``."""

import re
from collections.abc import Iterable
from datetime import date

from participatie.advice import explanation
from participatie.values import UNIT_WORDS, Boolean, Code, CodeSet, Date, Number, Type, Unit, typed

_YES, _NO = frozenset({"ja", "j"}), frozenset({"nee", "n"})
_NOTHING = frozenset({"geen", "niets", "[]"})
#: Thousands may be set apart by dots; cents follow a comma.
_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,18})(?:,(?P<cents>[0-9]{2}))?\Z")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2}|[a-z]+)[-/. ](?P<year>[0-9]{4})\Z")


def read(text: str, of: Type) -> object:
    """The value that somebody means; what cannot be read stays the text that it was.

    >>> read("ja", Boolean()), read("1.500,50 euro", Number(Unit.CENTS, 0, 1_000_000))
    (True, 150050)
    >>> read("2 maart 1988", Date()), sorted(read("lamp, Touw", CodeSet(("touw", "lamp"))))
    (datetime.date(1988, 3, 2), ['lamp', 'touw'])
    """
    text = text.strip()
    plain = text.casefold()
    match of:
        case Boolean():
            return True if plain in _YES else False if plain in _NO else text
        case Number(unit):
            number = _number(plain, unit)
            return text if number is None else number
        case Date():
            return day(plain) or text
        case Code(codes):
            return _code(text, codes or ())
        case CodeSet(codes):
            parts = [part.strip() for part in re.split("[,;]", text) if part.strip()]
            return frozenset() if plain in _NOTHING else frozenset(_code(part, codes or ()) for part in parts)
        case _:
            return text


def day(text: str) -> date | None:
    """The day that is meant: ``1988-03-02``, ``2-3-1988`` or ``2 maart 1988``; ``None`` where it is none.

    >>> day("31-2-2020") is None, day("2-3-1988")
    (True, datetime.date(1988, 3, 2))
    """
    plain = text.strip().casefold()
    iso = typed(plain, Date())
    if isinstance(iso, date):
        return iso
    found = _DAY.match(plain)
    if found is None:
        return None
    months: list[str] = explanation.texts("nl")["maanden"]
    month = found["month"]
    if not month.isdigit():
        if month not in months:
            return None
        month = str(months.index(month) + 1)
    try:
        return date(int(found["year"]), int(month), int(found["day"]))
    except ValueError:
        return None


def _number(text: str, unit: Unit | None) -> int | None:
    """A whole number in the unit of its fact; an amount of money is in euros unless it says cents."""
    text = text.replace("€", "").strip()
    parts = text.rsplit(" ", maxsplit=1)
    word = parts[1] if len(parts) == 2 else ""  # noqa: PLR2004 - a number and its unit
    if word and (word not in UNIT_WORDS or UNIT_WORDS[word][0] is not unit):
        return None
    found = _NUMBER.match(parts[0].strip())
    if found is None or (found["cents"] and unit is not Unit.CENTS):
        return None
    whole = int(found["whole"].replace(".", ""))
    if unit is Unit.CENTS and word != "cent":
        whole = whole * 100 + int(found["cents"] or 0)
    elif found["cents"]:
        return None
    return -whole if found["sign"] else whole


def _code(text: str, codes: Iterable[str]) -> str:
    """The code that is meant, whatever its capitals, and with spaces for underscores."""
    meant = text.casefold().replace(" ", "_")
    return next((code for code in codes if code.casefold() == meant), text)
