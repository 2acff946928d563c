"""A case as JSON lines: a header, and a line per event. Files of others are read safely.

What is wrong is said with the number of the line, and never with what stands in
it: that is about a person.
"""

import codecs
import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve, frozen

from participatie import files
from participatie.casefile.events import ABOUT_ANOTHER, Event, Kind
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, SourceFile, Span, suggestion
from participatie.journey import Journey
from participatie.policy.pack import Pack
from participatie.values import Date, typed

#: Raised by one when the form changes in a way that older readers cannot follow.
FORMAT = 1
#: A case holds no more than can be read again. Erasing is always possible: it has as much room once more.
MAX_EVENTS = 5_000
MAX_BYTES = files.MAX_BYTES
MAX_SIZE = MAX_BYTES // 2 - 1_000
MAX_LINE = 100_000
_BOUNDS = {"gebeurtenissen": str(2 * MAX_EVENTS), "grens": str(MAX_LINE)}

#: What stands in the file, and in which field of an event.
_KEYS = {
    "nummer": "number",
    "soort": "kind",
    "op": "on",
    "feit": "fact",
    "waarde": "value",
    "bron": "source",
    "door": "by",
    "omdat": "because",
    "betreft": "corrects",
    "gewist": "erased",
}
_HEADER = ("formaat", "pakket", "afdruk", "geopend")
_ALWAYS = frozenset({"nummer", "soort", "op"})
_OWN: Mapping[Kind, frozenset[str]] = {
    Kind.OPENED: frozenset({"waarde"}),
    Kind.TOLD: frozenset({"feit", "waarde", "bron"}),
    Kind.CORRECTED: frozenset({"feit", "waarde", "bron", "betreft"}),
    Kind.WITHDRAWN: frozenset({"feit", "bron", "betreft"}),
    Kind.JUDGED: frozenset({"feit", "waarde", "door", "omdat"}),
    Kind.HARDSHIP: frozenset({"feit", "door", "omdat"}),
    Kind.JOURNEY: frozenset({"waarde", "bron"}),
    Kind.ERASED: frozenset({"door", "omdat", "betreft"}),
}

Packs: TypeAlias = Pack | Iterable[Pack]


# -- writing ---------------------------------------------------------------------------


def header(pack: Pack, on: date) -> str:
    """The first line: by which rules the case is kept, and from which day."""
    return _line({"formaat": FORMAT, "pakket": pack.id, "afdruk": pack.digest, "geopend": on.isoformat()})


def line(event: Event) -> str:
    """The line of one event."""
    has = _ALWAYS | _keys(event.kind, erased=event.erased)
    return _line({key: plain(getattr(event, name)) for key, name in _KEYS.items() if key in has})


def _keys(kind: Kind, *, erased: bool) -> frozenset[str]:
    """What such an event has beside its number, its kind and its day."""
    return _OWN[kind] & {"betreft"} | {"gewist"} if erased else _OWN[kind]


def _line(entries: Mapping[str, Any]) -> str:
    return json.dumps(entries, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, frozenset | tuple):
        return [plain(one) for one in (sorted(value) if isinstance(value, frozenset) else value)]
    return value.isoformat() if isinstance(value, date) else value


@frozen
class Written:
    """A file as we left it: when it is another, somebody else wrote it."""

    path: Path
    device: int
    inode: int
    size: int

    @classmethod
    def of(cls, path: Path, descriptor: int) -> "Written":
        """The file that is open as ``descriptor``."""
        stat = os.fstat(descriptor)
        return cls(path, stat.st_dev, stat.st_ino, stat.st_size)


def write(path: Path, text: str) -> Written:
    """Put ``text`` in the place of what is at ``path``, wholly or not at all; only the owner can read it."""
    path = path.absolute()
    descriptor, name = tempfile.mkstemp(prefix=".dossier-", dir=path.parent)  # with mode 0600
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
            written = Written.of(path, stream.fileno())
        Path(name).replace(path)
    except BaseException:  # also where somebody interrupts: no half a case is left beside the whole one
        with contextlib.suppress(OSError):  # what went wrong first is what is said
            Path(name).unlink()
        raise
    return written


def replace(written: Written, text: str) -> Written:
    """Put ``text`` in the place of a file that is still as it was left.

    Raises:
        OSError: it is not, or it cannot be written; then it stays as it was.
    """
    descriptor = os.open(written.path, os.O_RDONLY | _OWN_FILE)
    try:
        _unchanged(written, descriptor)
    finally:
        os.close(descriptor)
    return write(written.path, text)


def _unchanged(written: Written, descriptor: int) -> None:
    if Written.of(written.path, descriptor) != written:
        raise OSError(f"somebody else changed {written.path}: save the case to another file")


_OWN_FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def append(written: Written, lines: bytes) -> Written:
    """Add ``lines`` to a file that is still as it was left.

    Raises:
        OSError: it is not, or it cannot be written; then it stays as it was.
    """
    descriptor = os.open(written.path, os.O_WRONLY | os.O_APPEND | _OWN_FILE)
    try:
        _unchanged(written, descriptor)
        try:
            data = memoryview(lines)
            while data:
                data = data[os.write(descriptor, data) :]
            os.fsync(descriptor)
        except BaseException:  # also where somebody interrupts: half a line would damage the file
            with contextlib.suppress(OSError):  # what went wrong first is what is said
                os.ftruncate(descriptor, written.size)
            raise
        return Written.of(written.path, descriptor)
    finally:
        os.close(descriptor)


# -- reading ---------------------------------------------------------------------------


@frozen(repr=False)
class Stored:
    """What could be read of a case: its pack, and the events before the first line that is damaged."""

    pack: Pack
    on: date
    events: tuple[Event, ...]
    found: tuple[Diagnostic, ...]


def read(path: str | Path, packs: Packs) -> Stored:
    """The case in the file at ``path``.

    Raises:
        PolicyError: not even its beginning can be read, or no pack is its own.
    """
    found: list[Diagnostic] = []
    data = files.read_bytes(path, found)
    if data is None:
        raise PolicyError(found)
    return parse(data, packs, str(path))


def parse(data: bytes, packs: Packs, name: str) -> Stored:
    """The case in the bytes of a file; see :func:`read`."""
    if len(data) > MAX_BYTES:
        raise PolicyError([Diagnostic("bestand_te_groot", _at(name, 1), {"grens": str(MAX_BYTES)})])
    # Only this ends a line: there are characters in texts that end one for Python.
    first, *lines = data.removeprefix(codecs.BOM_UTF8).removesuffix(b"\n").split(b"\n")
    pack, opened = _opened(_Line(name, 1, first), (packs,) if isinstance(packs, Pack) else tuple(packs))
    reader = _Events(pack, opened)
    for number, one in enumerate(lines or [b""], start=2):
        below = _Line(name, number, one)
        event = reader.event(below)
        if event is None:
            found = tuple(below.found)
            break
        reader.events.append(event)
    else:
        found = ()
    if not reader.events:
        raise PolicyError(found)
    return Stored(pack, opened, tuple(reader.events), found)


def _at(name: str, line: int) -> Span:
    return Span(SourceFile(name), line, 1, line, 2)


class _Line:
    """A line of a file as keys with values, and what is wrong with it."""

    def __init__(self, name: str, number: int, data: bytes) -> None:
        self.place = _at(name, number)
        self.found: list[Diagnostic] = []
        self.entries: dict[str, Any] = {}
        if len(data) > MAX_LINE:
            self.wrong("dossier_te_groot", **_BOUNDS)
            return
        try:
            text = data.decode()
        except UnicodeDecodeError:
            self.wrong("geen_utf8")
            return
        said: list[Diagnostic] = []
        nodes = files.parse(text, ".json", said)
        for one in said:
            column = one.span.column if one.span else 1
            self.found.append(evolve(one, span=Span(self.place.file, number, column, number, column + 1)))
        if not said and isinstance(nodes[0], files.Table):
            try:
                self.entries = json.loads(text)  # its depth and size are known by now
            except ValueError:  # a number of thousands of digits
                self.wrong("json_fout")
        elif not said:
            self.wrong("verkeerde_vorm", verwacht="een gebeurtenis met haar sleutels")

    def wrong(self, code: str, **arguments: str) -> None:
        self.found.append(Diagnostic(code, self.place, arguments))

    def keys(self, needed: Iterable[str], allowed: Iterable[str]) -> bool:
        """Whether all ``needed`` keys are there, and none but those ``allowed``."""
        allowed = sorted({*needed, *allowed})
        for key in self.entries:
            if key not in allowed:
                near = suggestion(key, allowed)
                self.wrong("onbekende_sleutel", naam=key, keuzes=", ".join(allowed), **near)
        for key in sorted(set(needed) - set(self.entries)):
            self.wrong("ontbrekende_sleutel", naam=key)
        return not self.found

    def number(self, key: str) -> int | None:
        value = self.entries[key]
        if type(value) is int:
            return value
        self._mistyped(key, "een geheel getal")
        return None

    def day(self, key: str) -> date | None:
        value = typed(self.entries[key], Date())
        if isinstance(value, date):
            return value
        self._mistyped(key, "een datum (jjjj-mm-dd)")
        return None

    def text(self, key: str) -> str | None:
        value = self.entries[key]
        if isinstance(value, str) and value.strip():
            return value
        self._mistyped(key, "tekst")
        return None

    def _mistyped(self, key: str, wanted: str) -> None:
        self.wrong("verkeerd_type", naam=key, verwacht=wanted)


def _opened(top: _Line, packs: Sequence[Pack]) -> tuple[Pack, date]:
    """The pack that a case is kept by, and the day of its opening."""
    known = not top.found and top.keys(_HEADER, ())
    opened = top.day("geopend") if known else None
    pack, digest = (top.text("pakket"), top.text("afdruk")) if known else (None, None)
    if opened is None or pack is None or digest is None or top.entries["formaat"] != FORMAT:
        raise PolicyError([Diagnostic("geen_dossier", top.place, {"formaat": str(FORMAT)})])
    for one in packs:
        if (one.id, one.digest) == (pack, digest):
            return one, opened
    others = ", ".join(one.digest[:_SHORT] for one in packs if one.id == pack) or "-"
    arguments = {"naam": pack, "afdruk": digest[:_SHORT], "andere": others}
    raise PolicyError([Diagnostic("dossier_ander_pakket", top.place, arguments)])


#: As much of a digest, or of a word, as is shown.
_SHORT = 16


class _Events:
    """Reads one event after another, each checked against those before it."""

    def __init__(self, pack: Pack, opened: date) -> None:
        self.pack = pack
        self.opened = opened
        self.events: list[Event] = []
        self.latest = date.min

    def event(self, line: _Line) -> Event | None:
        """The event on a line; ``None`` when it is wrong."""
        wanted = len(self.events) + 1
        if line.found or not line.keys(_ALWAYS, _KEYS):
            return None
        number, on, kind = line.number("nummer"), line.day("op"), self._kind(line)
        if number is None or on is None or kind is None:
            return None
        if number != wanted or (kind is Kind.OPENED) != (wanted == 1) or (wanted == 1 and on != self.opened):
            line.wrong("dossier_regel", nummer=str(wanted))
        elif wanted > 2 * MAX_EVENTS:
            line.wrong("dossier_te_groot", **_BOUNDS)
        if line.found:
            return None
        event = self._read(line, Event(number=number, kind=kind, on=on, late=on < self.latest))
        self.latest = max(self.latest, on)
        return None if line.found else event

    def _kind(self, line: _Line) -> Kind | None:
        word = line.entries["soort"]
        if isinstance(word, str) and word in list(Kind):
            return Kind(word)
        line.wrong("onbekend_woord", waarde=str(word)[:_SHORT], keuzes=", ".join(Kind))
        return None

    def _read(self, line: _Line, event: Event) -> Event | None:
        erased = "gewist" in line.entries
        if erased and (line.entries["gewist"] is not True or event.kind is Kind.ERASED):
            line.wrong(
                "verkeerd_type", naam="gewist", verwacht="ja, en niet bij een gebeurtenis die zegt wat er gewist is"
            )
        needed = _keys(event.kind, erased=erased)
        if not line.keys(_ALWAYS | needed, ()):
            return None
        given: dict[str, Any] = {"erased": erased}
        for key in ("feit", "bron", "door", "omdat"):
            if key in needed:
                given[_KEYS[key]] = line.text(key)
        if "betreft" in needed:
            given["corrects"] = self._about(line, event)
        if line.found:
            return None
        if event.kind is Kind.HARDSHIP and not erased and given["fact"] not in self.pack.decisions:
            line.wrong("onbekende_voorziening", naam=given["fact"], **suggestion(given["fact"], self.pack.decisions))
        if event.kind is Kind.WITHDRAWN and not erased and given["fact"] not in self.pack.vocabulary:
            line.wrong("onbekend_feit", naam=given["fact"], **suggestion(given["fact"], self.pack.vocabulary))
        if "waarde" in needed:
            given["value"] = self._value(line, event.kind, given.get("fact", ""))
        return evolve(event, **given)

    def _about(self, line: _Line, event: Event) -> int | None:
        """The number of an earlier event of a kind that can be corrected, withdrawn or erased."""
        number = line.number("betreft")
        if number is None:
            return None
        about = self.events[number - 1] if 0 < number < event.number else None
        never = {Kind.ERASED} if event.kind is Kind.ERASED else ABOUT_ANOTHER - {Kind.CORRECTED} | {Kind.HARDSHIP}
        opening = about is not None and about.kind is Kind.OPENED
        if about is None or about.kind in never or (event.kind is Kind.ERASED and not (about.erased or opening)):
            line.wrong("dossier_verwijzing", nummer=str(number))
        return number

    def _value(self, line: _Line, kind: Kind, fact: str) -> Any:
        value = line.entries["waarde"]
        if kind in {Kind.OPENED, Kind.JOURNEY} and not isinstance(value, dict):
            line.wrong("verkeerde_vorm", verwacht="sleutels met hun waarde")
            return None
        try:
            if kind is Kind.JOURNEY:
                return Journey.from_mapping(value).to_mapping()
            if kind is Kind.OPENED:
                return opening(Client.from_mapping(value, words=self.pack.vocabulary), self.pack)
            known = Client.from_mapping({fact: value}, words=self.pack.vocabulary).known()
        except PolicyError as error:
            line.found += [evolve(one, span=line.place) for one in error.diagnostics]
            return None
        if fact not in known:
            line.wrong("ontbrekende_sleutel", naam="waarde")
        return known.get(fact)


def opening(client: Client, pack: Pack) -> dict[str, Any]:
    """The facts of a client as an opening holds them.

    Raises:
        PolicyError: the pack does not know a local fact of the client.
    """
    unknown = {name: suggestion(name, pack.vocabulary) for name in client.lokaal if name not in pack.vocabulary}
    if unknown:
        raise PolicyError(
            Diagnostic("lokaal_feit_onbekend", client.place(name), {"naam": name, "pakket": pack.id, **near})
            for name, near in unknown.items()
        )
    known = client.to_mapping()
    Client.from_mapping(known, words=pack.vocabulary)  # local facts fit
    return known
