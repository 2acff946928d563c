"""Facts: what they are, who knows them, and which values they can have."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from participatie.cli.screen import Bit, Column, Screen
from participatie.cli.show import signs
from participatie.cli.texts import Words
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type
from participatie.vocabulary import DEFAULT_RANGE, Fact, Kind


def facts(screen: Screen, given: Iterable[Fact]) -> None:
    """Facts as a table."""
    words = screen.words
    rows = [
        (
            [Bit(fact.name, "bold")],
            [Bit(fact.title)],
            [Bit(_kind(fact, words), signs.QUIET)],
            [Bit(_protected(fact, words), "yellow")] if fact.protected else [],
            [Bit(values(fact.type, words))],
        )
        for fact in given
    ]
    columns = [Column(words("feit"), [0, 1, 2, 3], whole=True), Column(words("waarde"), [4])]
    screen.table(columns, rows, apart=True)


def _kind(fact: Fact, words: Words) -> str:
    kind = words("vaststelling" if fact.kind is Kind.FINDING else "feit_soort")
    return words("van", soort=kind, wie=fact.answered_by)


def _protected(fact: Fact, words: Words) -> str:
    return words("beschermd", gronden=", ".join(map(words.of, fact.protected)))


def values(of: Type, words: Words) -> str:  # noqa: PLR0911 - one return per type
    """What a fact of this type can be, in words."""
    match of:
        case Boolean():
            return words("ja_nee")
        case Number(unit, low, high):
            number = words("getal_eenheid", eenheid=unit.value) if unit else words("getal")
            if (low, high) == DEFAULT_RANGE:
                return number
            return words("bereik", getal=number, laag=str(low), hoog=str(high))
        case Date():
            return words("datum")
        case Code(codes):
            return words("code", codes=", ".join(codes)) if codes else words("code_open")
        case CodeSet(codes):
            return words("codes_uit", codes=", ".join(codes)) if codes else words("codes_open")
        case Text():
            return words("tekst")


def facts_json(given: Mapping[Fact, Sequence[str]], *, with_use: bool) -> str:
    """Facts as JSON, under the words of ``data/feiten.yaml``; perhaps with what each matters to."""
    shown = [_fact(fact) | ({"telt_mee_bij": list(use)} if with_use else {}) for fact, use in given.items()]
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _fact(fact: Fact) -> dict[str, Any]:
    of = fact.type
    kinds = {Boolean: "ja_nee", Number: "getal", Date: "datum", Code: "code", CodeSet: "codes", Text: "tekst"}
    shown: dict[str, Any] = {"naam": fact.name, "titel": fact.title, "type": kinds[type(of)]}
    if isinstance(of, Number):
        shown |= {"eenheid": of.unit.value if of.unit else None, "bereik": [of.low, of.high]}
    elif isinstance(of, Code | CodeSet):
        shown["codes"] = "open" if of.codes is None else list(of.codes)
    unit, since = fact.follows_from or (None, None)
    return shown | {
        "soort": fact.kind.value,
        "vraag": fact.question,
        "beantwoord_door": fact.answered_by,
        "betreft": fact.concerns,
        "verandert": fact.change.value,
        "beschermd": list(fact.protected),
        "volgt_uit": {"eenheid": unit.value, "sinds": since} if unit else None,
        "pakket": fact.pack or None,
    }
