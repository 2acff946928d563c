"""The words that clients, rules and questions share: every fact, described once.

The facts are data: ``data/feiten.yaml``. Their Dutch names are used everywhere,
in Python too: one word for one thing.
"""

import enum
import functools
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files as resources
from typing import Any

from attrs import field, frozen

from participatie import files
from participatie.diagnostics import Diagnostic, Span, nearest, suggestion
from participatie.values import Boolean, Code, CodeSet, Date, Misfit, Number, Text, Type, Unit


class Kind(enum.StrEnum):
    """What sort of thing a fact is."""

    FACT = "feit"
    #: The outcome of an open norm, decided by a person; once stated it counts as decided.
    FINDING = "vaststelling"


class Change(enum.StrEnum):
    """How a fact can change."""

    NEVER = "nooit"
    WITH_TIME = "met_de_tijd"
    STEPWISE = "stapsgewijs"
    FREELY = "vrij"


@frozen(kw_only=True)
class Fact:
    """Something that can be known about a client, a place, an employer or the college.

    Args:
        name: the Dutch name, as in rules and client files.
        title: a noun phrase for tables and explanations.
        type: what values it takes, with unit and range or codes.
        kind: a fact to look up or ask, or a finding that a person decides.
        question: how to ask for it.
        answered_by: who can answer.
        concerns: whom it is about: client, aanbod, werkgever or college.
        change: how it can change.
        protected: the grounds that protect it: equal treatment, GDPR articles 9 and 10.
        follows_from: the unit and the date fact that it follows from, for
            ages and counters.
        pack: the pack that declares it, empty for the shared vocabulary.

    >>> vocabulary()["leeftijd"].type
    Number(unit=<Unit.YEARS: 'jaar'>, low=0, high=120, scale=1)
    """

    name: str
    title: str
    type: Type
    kind: Kind = Kind.FACT
    question: str = ""
    answered_by: str = "client"
    concerns: str = "client"
    change: Change = Change.FREELY
    protected: tuple[str, ...] = ()
    follows_from: tuple[Unit, str] | None = None
    pack: str = ""


@frozen
class Vocabulary(Mapping[str, Fact]):
    """Facts by name, in a fixed order. An unknown name is a ``KeyError`` with a suggestion."""

    facts: Mapping[str, Fact] = field(repr=lambda facts: f"<{len(facts)} feiten>")

    def __getitem__(self, name: str) -> Fact:
        try:
            return self.facts[name]
        except KeyError:
            near = nearest(name, self.facts)
            raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name) from None

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def extended(self, facts: Iterable[Fact]) -> "Vocabulary":
        """This vocabulary with ``facts`` added; names must be new."""
        return Vocabulary({**self.facts, **{fact.name: fact for fact in facts}})


@functools.cache
def vocabulary() -> Vocabulary:
    """The shared vocabulary: every fact that packs, client files and the API know."""
    text = (resources("participatie") / "data" / "feiten.yaml").read_text("utf-8")
    entries = files.own(text)["feiten"]
    return Vocabulary({name: fact(name, entry) for name, entry in entries.items()})


#: The words for types in ``feiten.yaml`` and in the ``gegevens`` documents of packs.
TYPE_WORDS = ("ja_nee", "getal", "datum", "code", "codes", "tekst")

#: ``volgt_uit`` names the unit in which the time since a date is counted.
SINCE_WORDS = {"jaren_sinds": Unit.YEARS, "maanden_sinds": Unit.MONTHS, "weken_sinds": Unit.WEEKS}

#: The keys of a client file that hold a part of their own, and which part that is;
#: ``assen`` is what the Flemish sources call the profile.
PARTS = {"profiel": "profiel", "assen": "profiel", "aanbod": "aanbod", "lokaal": "lokaal"}

#: Where a number has no stated range: wide enough for counts, narrow enough to compute with.
DEFAULT_RANGE = (0, 1_000_000)


def fact(name: str, entry: Mapping[str, Any], pack: str = "") -> Fact:
    """A fact from its entry in a vocabulary file, all of whose scalars are text."""
    follows = entry.get("volgt_uit")
    return Fact(
        name=name,
        title=entry["titel"],
        type=type_of(entry),
        kind=Kind(entry.get("soort", "feit")),
        question=entry.get("vraag", ""),
        answered_by=entry.get("beantwoord_door", "client"),
        concerns=entry.get("betreft", "client"),
        change=Change(entry.get("verandert", "vrij")),
        protected=tuple(entry.get("beschermd", ())),
        follows_from=next(((SINCE_WORDS[key], since) for key, since in follows.items()), None) if follows else None,
        pack=pack,
    )


def type_of(entry: Mapping[str, Any]) -> Type:
    """The type that an entry of a vocabulary file states."""
    word = entry["type"]
    if word == "getal":
        low, high = (int(end) for end in entry.get("bereik", DEFAULT_RANGE))
        return Number(Unit(entry["eenheid"]) if "eenheid" in entry else None, low, high)
    if word in {"code", "codes"}:
        stated = entry["codes"]
        codes = None if stated == "open" else tuple(stated)
        return Code(codes, entry.get("geordend") == "ja") if word == "code" else CodeSet(codes)
    plain: dict[str, Type] = {"ja_nee": Boolean(), "datum": Date(), "tekst": Text()}
    return plain[word]


def refusal(name: str, problem: Misfit, place: Span | None = None) -> Diagnostic:
    """The diagnostic for a value that does not fit the fact ``name``, with the code that was probably meant."""
    arguments = {"naam": name, **problem.arguments}
    if problem.code == "onbekende_code":
        arguments |= suggestion(arguments["waarde"], arguments["keuzes"].split(", "))
    return Diagnostic(problem.code, place, arguments)
