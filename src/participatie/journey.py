"""What someone went through on the way to guidance and after: dated events in six phases."""

import functools
import json
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from participatie import files
from participatie.diagnostics import Diagnostic, PolicyError, Span, nearest, suggestion
from participatie.files import Items, Node, Scalar, Table
from participatie.values import Text, misfit

#: The ends of the line of experience; the scale is ours. An unknown level is ``None``, never the middle.
LOWEST, HIGHEST = 1, 5


@frozen
class Named:
    """A code with its names.

    Args:
        code: as it is written in a file.
        nl: its Dutch name.
        en: its English name.
    """

    code: str
    nl: str
    en: str

    def title(self, lang: str = "nl") -> str:
        """Its name in Dutch (``nl``) or English (``en``)."""
        return self.en if lang == "en" else self.nl


@functools.cache
def _named(group: str) -> tuple[Named, ...]:
    data = tomllib.loads((resources("participatie") / "data" / "reis.toml").read_text("utf-8"))
    return tuple(Named(code, one["nl"], one["en"]) for code, one in data[group].items())


def phases() -> tuple[Named, ...]:
    """The six phases of a journey, in their order.

    >>> phases()[2].code
    'voortraject'
    """
    return _named("fasen")


def feelings() -> tuple[Named, ...]:
    """How an event was felt: negative, neutral or positive."""
    return _named("gevoelens")


# -- events ------------------------------------------------------------------------------

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@frozen
class Moment:
    """A year, a month or a day, as precisely as somebody remembers.

    >>> str(Moment.of("2019-05")), Moment.of(2019).last
    ('2019-05', datetime.date(2019, 12, 31))
    """

    first: date
    last: date

    @classmethod
    def of(cls, stated: "Moment | date | int | str") -> "Moment":
        """The moment that is written as ``2019``, ``2019-05`` or ``2019-05-12``, or that a date is.

        Raises:
            TypeError: it is nothing of the kind.
            ValueError: there is no such year, month or day.
        """
        if isinstance(stated, Moment):
            return stated
        if type(stated) is date:
            return cls(stated, stated)
        if type(stated) not in {int, str}:
            raise TypeError("a moment is a year, a month or a day: 2019, '2019-05' or '2019-05-12'")
        text = f"{stated:04d}" if isinstance(stated, int) else str(stated)
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError(f"{text!r} is no year, month or day: write 2019, 2019-05 or 2019-05-12")
        year, month, day = (int(part) if part else None for part in written.groups())
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return cls(first, first)
        last = first.replace(month=month or 12)
        return cls(first, last.replace(day=monthrange(last.year, last.month)[1]))

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        length = len("2019-05") if self.first.month == self.last.month else len("2019")
        return self.first.isoformat()[:length]


def _moment(stated: Moment | date | int | str) -> Moment:
    return Moment.of(stated)


def _code(stated: str, among: Sequence[Named], what: str) -> None:
    codes = [one.code for one in among]
    if stated not in codes:
        near = nearest(str(stated), codes)
        hint = f"did you mean {near!r}?" if near else f"choose from {', '.join(codes)}"
        raise ValueError(f"there is no {what} {stated!r}; {hint}")


def _is_text(one: object, _: object, value: Any) -> None:
    if misfit(value, Text()) is not None:
        raise TypeError(f"the texts of a {type(one).__name__} are plain text")


@frozen(kw_only=True, repr=False)
class JourneyEvent:
    """One thing that happened in a phase of a journey.

    Args:
        when: the year, month or day.
        phase: the code of one of :func:`phases`.
        text: what happened.
        feeling: the code of one of :func:`feelings`; ``None`` is unknown.
        level: how somebody was doing, 1 (lowest) to 5 (highest); ``None`` is unknown.

    Raises:
        TypeError: something is of the wrong kind.
        ValueError: the moment, phase, feeling or level does not exist, or nothing happened.
    """

    when: Moment = field(converter=_moment)
    phase: str
    text: str = field(validator=_is_text)
    feeling: str | None = None
    level: int | None = None

    def __attrs_post_init__(self) -> None:
        _code(self.phase, phases(), "phase")
        if self.feeling is not None:
            _code(self.feeling, feelings(), "feeling")
        if not self.text.strip():
            raise ValueError("an event says what happened")
        if self.level is not None and type(self.level) is not int:
            raise TypeError(f"level is a whole number from {LOWEST} to {HIGHEST}, or None for unknown")
        if self.level is not None and not LOWEST <= self.level <= HIGHEST:
            raise ValueError(f"level lies between {LOWEST} and {HIGHEST}; unknown is None, never a middle value")

    def __repr__(self) -> str:
        return f"<JourneyEvent {self.when} {self.phase}>"


#: A dated note: when, what, and how it was felt, where that is known.
Note: TypeAlias = tuple[Moment | date | int | str, str, str | None]


def _rank(event: JourneyEvent) -> int:
    return [one.code for one in phases()].index(event.phase)


def _backwards(events: Sequence[JourneyEvent]) -> Iterator[tuple[int, int]]:
    """The places of events that come after a later phase had begun, each with the event that began it."""
    began: dict[int, int] = {}
    for place, event in enumerate(events):
        rank = _rank(event)
        if rank not in began or event.when.last < events[began[rank]].when.last:
            began[rank] = place
    for place, event in enumerate(events):
        later = [at for rank, at in began.items() if rank > _rank(event)]
        first = min(later, key=lambda at: events[at].when.last, default=None)
        if first is not None and event.when.first > events[first].when.last:
            yield place, first


def _said(event: JourneyEvent, later: JourneyEvent) -> dict[str, str]:
    return {"wanneer": str(event.when), "fase": event.phase, "later": later.phase, "begin": str(later.when)}


# -- journeys ----------------------------------------------------------------------------


def _events(events: Any) -> tuple[JourneyEvent, ...]:
    if isinstance(events, str | Mapping) or not isinstance(events, Iterable):
        raise TypeError("the events of a journey are a list of JourneyEvent")
    listed = tuple(events)
    if not all(isinstance(one, JourneyEvent) for one in listed):
        raise TypeError("the events of a journey are a list of JourneyEvent")
    return listed


@frozen(kw_only=True, repr=False)
class Journey:
    """Dated events in six phases, with how each was felt and how somebody was doing.

    A phase begins with the first event in it. An event of an earlier phase may
    not lie after that; where moments are a year or a month, it does so only
    when it must: two events in 2019 can have come in either order.

    Args:
        title: whose journey it is, or which.
        events: in any order; see :meth:`by_phase`.
        invented: whether it is made up, which is shown wherever it is shown.
        case: what the case file is called that it belongs to.
        note: a remark.

    Raises:
        TypeError: something is of the wrong kind.
        PolicyError: the phases run backwards.

    >>> journey = Journey(
    ...     title="Noor",
    ...     events=[JourneyEvent(when=2019, phase="voorgeschiedenis", text="Verhuisd", feeling="neutraal", level=3)],
    ... )
    >>> Journey.parse(journey.to_yaml()) == journey
    True
    """

    title: str = field(validator=_is_text)
    events: tuple[JourneyEvent, ...] = field(converter=_events, default=())
    invented: bool = False
    case: str = field(validator=_is_text, default="")
    note: str = field(validator=_is_text, default="")

    def __attrs_post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a journey has a title")
        if not isinstance(self.invented, bool):
            raise TypeError("invented is True or False")
        found = [
            Diagnostic("fasen_achteruit", None, _said(self.events[one], self.events[later]))
            for one, later in _backwards(self.events)
        ]
        if found:
            raise PolicyError(found)

    def by_phase(self) -> dict[str, tuple[JourneyEvent, ...]]:
        """The events of each of the six phases, the first first; a phase can have none."""
        ordered = sorted(self.events, key=lambda one: (one.when.first, one.when.last))
        return {phase.code: tuple(one for one in ordered if one.phase == phase.code) for phase in phases()}

    def in_order(self) -> tuple[JourneyEvent, ...]:
        """The events, phase by phase, the first first."""
        return tuple(one for events in self.by_phase().values() for one in events)

    def with_events_of(self, notes: Iterable[Note], *, phase: str) -> "Journey":
        """This journey with dated notes added, such as those of a case file.

        Args:
            notes: of each when, what, and the feeling or ``None``.
            phase: the phase to which all of them belong; a date does not tell.

        Raises:
            TypeError, ValueError: a note is no event, or the phases run backwards.
        """
        added = [JourneyEvent(when=when, phase=phase, text=text, feeling=feeling) for when, text, feeling in notes]
        return evolve(self, events=(*self.events, *added))

    def __repr__(self) -> str:
        return f"<Journey: {len(self.events)} gebeurtenissen{', verzonnen' if self.invented else ''}>"

    # -- files -------------------------------------------------------------------

    @classmethod
    def read(cls, path: str | Path) -> "Journey":
        """A journey from a YAML or JSON file (``.json``).

        Raises:
            PolicyError: with everything that is wrong, and where.
        """
        found: list[Diagnostic] = []
        return _from_nodes(files.read(path, found), str(path), found)

    @classmethod
    def parse(cls, text: str, name: str = "reis.yaml") -> "Journey":
        """A journey from the text of a file; a ``name`` that ends in ``.json`` makes it JSON."""
        found: list[Diagnostic] = []
        return _from_nodes(files.parse(text, name, found), name, found)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Journey":
        """The journey that :meth:`to_mapping` gave.

        Raises:
            PolicyError: with everything that is wrong.
        """
        return cls.parse(json.dumps(dict(mapping), default=str), "reis.json")

    def to_mapping(self) -> dict[str, Any]:
        """All of it as plain values, under the words of a file; what is unknown is left out."""
        head = {"reis": self.title, "verzonnen": self.invented, "dossier": self.case, "toelichting": self.note}
        events = [
            {
                key: value
                for key, value in (
                    ("wanneer", str(one.when)),
                    ("fase", one.phase),
                    ("wat", one.text),
                    ("gevoel", one.feeling),
                    ("beleving", one.level),
                )
                if value is not None
            }
            for one in self.events
        ]
        return {**{key: value for key, value in head.items() if value}, "gebeurtenissen": events}

    def to_yaml(self) -> str:
        """All of it as the text of a YAML file that :meth:`parse` reads back."""
        return files.dump(self.to_mapping())


_KEYS = ("reis", "verzonnen", "dossier", "toelichting", "gebeurtenissen")
_EVENT_KEYS = ("wanneer", "fase", "wat", "gevoel", "beleving")


def _from_nodes(nodes: tuple[Node, ...], name: str, found: list[Diagnostic]) -> Journey:
    if not found and len(nodes) != 1:
        found.append(Diagnostic("reis_documenten", None, {"pad": name, "aantal": str(len(nodes))}))
    reader = _Reader(found)
    journey = None
    if len(nodes) == 1 and not (isinstance(nodes[0], Table) and nodes[0].broken):
        journey = reader.journey(nodes[0])
    if found or journey is None:
        raise PolicyError(sorted(found, key=_line))
    return journey


def _line(one: Diagnostic) -> tuple[int, int]:
    return (one.span.line, one.span.column) if one.span is not None else (0, 0)


class _Reader:
    """Makes a journey of a tree, noting what is wrong; what is wrong makes nothing."""

    def __init__(self, found: list[Diagnostic]) -> None:
        self.found = found

    def report(self, code: str, at: Node | Span, **arguments: str) -> None:
        self.found.append(Diagnostic(code, at if isinstance(at, Span) else at.span, arguments))

    def journey(self, node: Node) -> Journey | None:
        if not isinstance(node, Table):
            self.report("verkeerde_vorm", node, verwacht="een reis met haar gebeurtenissen")
            return None
        self.keys(node, _KEYS)
        head = {
            "title": self.text(node, "reis", needed=True),
            "case": self.text(node, "dossier"),
            "note": self.text(node, "toelichting"),
        }
        invented = self.invented(node)
        events = self.events(node)
        if self.found:
            return None
        return Journey(**{name: text or "" for name, text in head.items()}, invented=invented, events=events)

    def keys(self, table: Table, known: Sequence[str]) -> None:
        for name, _ in table.entries:
            if name.text not in known:
                arguments = {"naam": name.text, "keuzes": ", ".join(known), **suggestion(name.text, known)}
                self.report("onbekende_sleutel", name, **arguments)

    def text(self, table: Table, key: str, *, needed: bool = False) -> str | None:
        """The text under ``key``, as it is written."""
        node = table.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            if needed:
                self.report("ontbrekende_sleutel", _head(table), naam=key)
        elif not isinstance(node, Scalar) or misfit(node.text, Text()) is not None:
            self.report("verkeerd_type", node, naam=key, verwacht="tekst")
        else:
            return node.text
        return None

    def invented(self, table: Table) -> bool:
        node = table.get("verzonnen")
        value = None if node is None else files.plain(node)
        if node is not None and value is not None and not isinstance(value, bool):
            self.report("verkeerd_type", node, naam="verzonnen", verwacht="ja of nee")
        return value is True

    def events(self, table: Table) -> Sequence[JourneyEvent]:
        node = table.get("gebeurtenissen")
        if node is None:
            self.report("ontbrekende_sleutel", _head(table), naam="gebeurtenissen")
        elif not isinstance(node, Items):
            self.report("verkeerde_vorm", node, verwacht="een lijst van gebeurtenissen")
        else:
            read = [(one, event) for one in node.values if (event := self.event(one)) is not None]
            events = [event for _, event in read]
            for one, later in _backwards(events):
                at = read[one][0]
                when = at.get("wanneer") if isinstance(at, Table) else None
                self.report("fasen_achteruit", when or at, **_said(events[one], events[later]))
            return events
        return ()

    def event(self, node: Node) -> JourneyEvent | None:
        if not isinstance(node, Table):
            self.report("verkeerde_vorm", node, verwacht="een gebeurtenis met 'wanneer', 'fase' en 'wat'")
            return None
        if node.broken:
            return None
        before = len(self.found)
        self.keys(node, _EVENT_KEYS)
        when, text = self.moment(node), self.text(node, "wat", needed=True)
        phase = self.code(node, "fase", phases())
        if phase is None and not _stated(node.get("fase")):
            self.report("ontbrekende_sleutel", _head(node), naam="fase")
        feeling = self.code(node, "gevoel", feelings())
        level = self.level(node)
        if len(self.found) > before or when is None or text is None or phase is None:
            return None
        return JourneyEvent(when=when, phase=phase, text=text, feeling=feeling, level=level)

    def moment(self, event: Table) -> Moment | None:
        node = event.get("wanneer")
        if node is None or not _stated(node):
            self.report("gebeurtenis_zonder_datum", node if isinstance(node, Scalar) and node.text else _head(event))
            return None
        if not isinstance(node, Scalar):
            self.report("verkeerd_type", node, naam="wanneer", verwacht="een jaar, een maand of een dag")
            return None
        try:
            return Moment.of(node.text)
        except ValueError:
            self.report("tijdstip_onleesbaar", node, gevonden=node.text)
            return None

    def code(self, event: Table, key: str, among: Sequence[Named]) -> str | None:
        node = event.get(key)
        if node is None or not _stated(node):
            return None
        codes = [one.code for one in among]
        if not isinstance(node, Scalar):
            self.report("verkeerd_type", node, naam=key, verwacht="een code")
        elif node.text not in codes:
            arguments = {"naam": key, "waarde": node.text, "keuzes": ", ".join(codes), **suggestion(node.text, codes)}
            self.report("onbekende_code", node, **arguments)
        else:
            return node.text
        return None

    def level(self, event: Table) -> int | None:
        node = event.get("beleving")
        value = None if node is None else files.plain(node)
        if node is None or value is None:
            return None
        if type(value) is not int:
            self.report("verkeerd_type", node, naam="beleving", verwacht="een geheel getal")
        elif not LOWEST <= value <= HIGHEST:
            self.report("waarde_buiten_bereik", node, naam="beleving", laag=str(LOWEST), hoog=str(HIGHEST))
        else:
            return value
        return None


def _stated(node: Node | None) -> bool:
    """Whether something stands there, and not that it is unknown."""
    return node is not None and files.plain(node) is not None and files.plain(node) != ""


def _head(table: Table) -> Span:
    """Where a part begins: its first key."""
    return table.entries[0][0].span if table.entries else table.span
