"""A question: what to ask, whom, why, and what may be answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from participatie.sources import Source
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit, Value, show


@frozen(kw_only=True)
class Question:
    """One fact that can still settle something, as it is to be asked.

    Args:
        fact: the Dutch name of the fact.
        text: how to ask for it.
        title: how the fact is called.
        type: what may be answered.
        answered_by: who can answer; of an open norm, who decides.
        after_advice_of: whose advice comes before that decision.
        concerns: whom it is about: client, aanbod, werkgever or college.
        judgement: whether a person decides it, rather than looks it up.
        protected: the grounds that protect the fact.
        or_date: the date that may be stated instead, from which the fact follows.
        outcomes: the ids of the goals that the answer can still settle, alone or with others.
        sources: the articles of the rules that make it necessary, each once.

    >>> from participatie import Client, catalog, interview
    >>> question = interview(Client(), catalog.load("nl_participatiewet"), on=date(2026, 1, 1), goals=["nugger"]).next
    >>> question.fact, question.allowed
    ('pensioengerechtigd', 'ja of nee')
    >>> [str(source) for source in question.sources]
    ['artikel 6 onder a Participatiewet']
    """

    fact: str
    text: str
    title: str
    type: Type
    answered_by: str
    after_advice_of: str = ""
    concerns: str
    judgement: bool
    protected: tuple[str, ...] = ()
    or_date: str = ""
    outcomes: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def unit(self) -> Unit | None:
        """In what a number is counted."""
        return self.type.unit if isinstance(self.type, Number) else None

    @property
    def codes(self) -> tuple[str, ...] | None:
        """The codes that may be answered; ``None`` where it is no code or any code will do."""
        return self.type.codes if isinstance(self.type, Code | CodeSet) else None

    @property
    def range(self) -> tuple[int, int] | None:
        """The least and the greatest number, both included; ``None`` where it is no number. Amounts are in cents."""
        return (self.type.low, self.type.high) if isinstance(self.type, Number) else None

    @property
    def allowed(self) -> str:
        """What may be answered, in Dutch."""
        said = _allowed(self.type)
        return f"{said}; of {self.or_date} als datum" if self.or_date else said

    def to_mapping(self) -> dict[str, Any]:
        """The question as plain values with Dutch keys, for JSON."""
        return {
            "feit": self.fact,
            "vraag": self.text,
            "titel": self.title,
            "type": _WORDS[type(self.type)],
            "eenheid": None if self.unit is None else self.unit.value,
            "bereik": None if self.range is None else list(self.range),
            "codes": None if self.codes is None else list(self.codes),
            "antwoord": self.allowed,
            "of_datum": self.or_date,
            "beantwoord_door": self.answered_by,
            "na_advies_van": self.after_advice_of,
            "betreft": self.concerns,
            "oordeel": self.judgement,
            "beschermd": list(self.protected),
            "hangt_eraan": list(self.outcomes),
            "bronnen": [str(source) for source in self.sources],
        }


@frozen
class Form:
    """All questions that can matter now and that one person or body can answer, best first.

    Args:
        answered_by: who can answer.
        questions: what to ask.
    """

    answered_by: str
    questions: tuple[Question, ...]


#: The words for types, as packs write them.
_WORDS: Mapping[type, str] = {
    Boolean: "ja_nee",
    Number: "getal",
    Date: "datum",
    Code: "code",
    CodeSet: "codes",
    Text: "tekst",
}


def _allowed(of: Type) -> str:
    match of:
        case Number(Unit.CENTS, low, high):
            return f"een bedrag van {show(low, of)} tot en met {show(high, of)}"
        case Number(unit, low, high):
            return f"een geheel getal van {low} tot en met {high}{f' ({unit})' if unit else ''}"
        case Code(codes) if codes:
            return f"een van: {', '.join(codes)}"
        case CodeSet(codes):
            return f"geen, of een of meer van: {', '.join(codes)}" if codes else "geen, of een of meer codes"
        case _:
            return {Boolean: "ja of nee", Date: "een datum", Code: "een code"}.get(type(of), "tekst")


def plain(value: Value) -> bool | int | str | list[str]:
    """A value as JSON holds it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
