"""Text of others, read safely: YAML and JSON as trees that remember positions.

Rule files and client files are untrusted. Size is checked before reading,
depth and number of nodes while the parser runs, so that no file can make the
process swell or recurse. Tags, anchors and aliases are refused. Every scalar
stays text here; what it means is decided where it is used.
"""

import bisect
import codecs
import functools
import itertools
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import yaml
from attrs import frozen

from participatie.diagnostics import Diagnostic, Severity, SourceFile, Span

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_NODES = 50_000

# The C parser is some ten times faster; its *loader* crashes on deep nesting,
# which is why only the event stream is used.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COUNTS_BYTES = _Loader is not yaml.SafeLoader

T = TypeVar("T")


@frozen(eq=False)
class Scalar:
    """A piece of text. ``plain`` tells ``27`` from ``"27"``; ``raw`` is as it stands in the file.

    ``raw_at`` is where ``raw`` begins: positions inside an expression count from there.
    """

    text: str
    span: Span
    plain: bool = True
    raw: str = ""
    raw_at: tuple[int, int] = (1, 1)


@frozen(eq=False)
class Table:
    """Keys with their values, in the order of the file; keys are unique.

    ``broken`` marks what could not be read, and was reported where it stands. Of
    a whole document it then holds what it seems to declare, so that what refers
    to it is not called wrong as well.
    """

    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span
    broken: bool = False

    def get(self, key: str) -> "Node | None":
        """The value under ``key``, or ``None``."""
        return next((value for name, value in self.entries if name.text == key), None)

    def named(self) -> Iterator[tuple[str, "Node"]]:
        """The keys as text with their values."""
        return ((name.text, value) for name, value in self.entries)

    def keys(self) -> Iterator[str]:
        """The keys as text, in the order of the file."""
        return (name.text for name, _ in self.entries)


@frozen(eq=False)
class Items:
    """A list of values."""

    values: tuple["Node", ...]
    span: Span


Node: TypeAlias = Scalar | Table | Items


class _Stop(Exception):  # noqa: N818 - ends reading one document; never leaves this module
    """Reading this document cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


@frozen
class _Text:
    """The text of a file with its lines, so that a place is found without reading it again."""

    file: SourceFile
    lines: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, file: SourceFile) -> "_Text":
        lines = tuple(file.text.splitlines(keepends=True))
        starts = tuple(itertools.accumulate(map(len, lines), initial=0))
        # Only after the end of a line there is room for another.
        return cls(file, lines, starts if not lines or lines[-1].splitlines()[0] != lines[-1] else starts[:-1])

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, with its end; empty past the last one."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def offset(self, line: int, column: int) -> int:
        return min(self.starts[min(line, len(self.starts)) - 1] + column - 1, len(self.file.text))

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self.starts, offset) - 1
        return line + 1, offset - self.starts[line] + 1

    def span(self, begin: int, end: int) -> Span:
        return Span(self.file, *self.place(begin), *self.place(end))


def read(path: str | Path, found: list[Diagnostic], name: str = "") -> tuple[Node, ...]:
    """The documents of the file at ``path``; what is wrong is added to ``found``.

    A document that cannot be read is a :class:`Table` that says so. ``name`` is
    how the file is to be called, where that is not its path.
    """
    name = name or str(path)
    text = read_text(path, found, name)
    if text is None:
        return (_lost(_Text.of(SourceFile(name))),)
    return parse(text, name, found)


def _lost(whole: _Text) -> Table:
    """A document of which nothing is known."""
    return Table((), whole.span(0, 0), broken=True)


def read_text(path: str | Path, found: list[Diagnostic], name: str = "") -> str | None:
    """The text of a file of at most :data:`MAX_BYTES` bytes of UTF-8."""
    name = name or str(path)
    here = Span(SourceFile(name), 1, 1, 1, 1)
    try:
        data = _bytes(path)
    except (FileNotFoundError, ValueError):  # a ValueError is a name that no file can have
        found.append(Diagnostic("bestand_niet_gevonden", here, {"pad": str(path)}))
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(Diagnostic("bestand_onleesbaar", here, {"pad": str(path), "reden": reason}))
        return None
    if len(data) > MAX_BYTES:
        found.append(Diagnostic("bestand_te_groot", here, {"grens": str(MAX_BYTES)}))
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode())
        whole = _Text.of(SourceFile(name, data.decode("utf-8", "replace")))
        found.append(Diagnostic("geen_utf8", whole.span(before, before + 1)))
        return None


def _bytes(path: str | Path) -> bytes:
    # Opened before it is looked at, and without waiting: what is looked at is then what is read,
    # and a pipe that nobody writes to does not hold us up.
    def opened(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=opened) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, "geen gewoon bestand")
        # One byte more than allowed tells a file over the limit, whatever its size says.
        return stream.read(MAX_BYTES + 1)


def parse(text: str, name: str, found: list[Diagnostic]) -> tuple[Node, ...]:
    """The documents in ``text``, each parsed by itself: one that is broken leaves the others."""
    whole = _Text.of(SourceFile(name, text.removeprefix("\ufeff")))
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        found.append(Diagnostic("geen_utf8", whole.span(error.start, error.start + 1)))
        return (_lost(whole),)
    if size > MAX_BYTES:
        found.append(Diagnostic("bestand_te_groot", whole.span(0, 0), {"grens": str(MAX_BYTES)}))
        return (_lost(whole),)
    budget = _Budget(whole, found)
    parts = [(0, whole.file.text)] if name.endswith(".json") else _split(whole)
    documents: list[Node] = []
    for first_line, part in parts:
        try:
            budget.spend(functools.partial(whole.starts.__getitem__, first_line))
            if name.endswith(".json"):
                node: Node | None = _Json(budget).document()
            else:
                node = _Yaml(budget, part, first_line).document()
        except _Stop as stop:
            found.append(stop.diagnostic)
            if budget.spent:
                return (*documents, _lost(whole))
            documents.append(_salvaged(whole, part, first_line))
        else:
            if node is not None:
                documents.append(node)
    return tuple(documents)


def _split(whole: _Text) -> Iterator[tuple[int, str]]:
    """The parts between ``---`` lines, each with the number of lines before it."""
    part: list[str] = []
    first = 0
    for number, line in enumerate(whole.lines):
        if line.startswith("---") and (len(line) == len("---") or line[3].isspace()):
            yield first, "".join(part)
            # The marker stays as a blank line, and what follows it on the same line too.
            part, first = ["   " + line[3:]], number
        else:
            part.append(line)
    yield first, "".join(part)


_TOP = re.compile(r"(?P<name>[a-z_]+):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$", re.ASCII)
_BELOW = re.compile(r"[ ]+(?P<name>[^\W\d]\w*):", re.ASCII)


def _salvaged(whole: _Text, part: str, shift: int) -> Table:
    """The keys of a broken document that stand at the margin, and those just below one without a value."""
    entries: list[tuple[Scalar, Node]] = []
    below: list[tuple[Scalar, Node]] = []
    place = whole.span(whole.starts[shift], whole.starts[shift])
    for line in part.splitlines():
        if top := _TOP.match(line):
            below = []
            value = Scalar(top["value"], place) if top["value"] else None
            entries.append((Scalar(top["name"], place), value or Table((), place)))
        elif (inner := _BELOW.match(line)) and entries and isinstance(entries[-1][1], Table):
            below.append((Scalar(inner["name"], place), Scalar("", place)))
            entries[-1] = (entries[-1][0], Table(tuple(below), place))
    return Table(tuple(entries), place, broken=True)


class _Budget:
    """What the documents of one file share: its text, what is wrong, and how much they may hold."""

    def __init__(self, whole: _Text, found: list[Diagnostic]) -> None:
        self.whole = whole
        self.found = found
        self.count = 0

    @property
    def spent(self) -> bool:
        """Whether reading the file has to end here."""
        return self.count > MAX_NODES

    def spend(self, at: Callable[[], int]) -> None:
        """Count one node more; ``at`` tells where it stands, if that is one too many."""
        self.count += 1
        if self.spent:
            grens = {"grens": str(MAX_NODES)}
            begin = at()
            raise _Stop(Diagnostic("te_veel_onderdelen", self.whole.span(begin, begin + 1), grens))

    def deeper(self, depth: int, span: Span) -> int:
        """One level below ``depth``."""
        if depth >= MAX_DEPTH:
            raise _Stop(Diagnostic("te_diep", span, {"grens": str(MAX_DEPTH)}))
        return depth + 1

    def table(self, entries: Iterable[tuple[Node, Node]], span: Span) -> Table:
        """A mapping without the keys that cannot be."""
        kept: dict[str, tuple[Scalar, Node]] = {}
        for name, value in entries:
            if not isinstance(name, Scalar):
                self.found.append(Diagnostic("sleutel_geen_tekst", name.span))
            elif not name.text:
                self.found.append(Diagnostic("lege_sleutel", name.span))
            elif name.text in kept:
                self.found.append(Diagnostic("dubbele_sleutel", name.span, {"naam": name.text}))
            else:
                kept[name.text] = (name, value)
        return Table(tuple(kept.values()), span)


class _Json:
    """Builds the tree of a JSON file, within bounds.

    JSON is nearly YAML, but not in its strings, its tabs and its long keys.
    """

    _space = re.compile(r"[ \t\n\r]*")
    _literal = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null")
    _decoder = json.JSONDecoder()

    def __init__(self, budget: _Budget) -> None:
        self.budget = budget
        self.text = budget.whole.file.text
        self.at = 0

    def document(self) -> Node:
        node = self._node(0)
        if self._next():
            raise self._wrong()
        return node

    def _next(self) -> str:
        """The next character that is no space, without taking it; empty at the end."""
        space = self._space.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def _take(self, wanted: str) -> bool:
        found = self._next() == wanted
        self.at += found
        return found

    def _wrong(self, at: int | None = None) -> _Stop:
        at = self.at if at is None else at
        return _Stop(Diagnostic("json_fout", self.budget.whole.span(at, at + 1)))

    def _span(self, begin: int) -> Span:
        return self.budget.whole.span(begin, self.at)

    def _node(self, depth: int) -> Node:
        first = self._next()
        begin = self.at
        self.budget.spend(lambda: begin)
        if first == "{":
            depth = self.budget.deeper(depth, self.budget.whole.span(begin, begin + 1))
            entries = tuple(self._series("}", lambda: self._entry(depth)))
            return self.budget.table(entries, self._span(begin))
        if first == "[":
            depth = self.budget.deeper(depth, self.budget.whole.span(begin, begin + 1))
            values = tuple(self._series("]", lambda: self._node(depth)))
            return Items(values, self._span(begin))
        return self._string() if first == '"' else self._bare()

    def _series(self, end: str, one: Callable[[], T]) -> Iterator[T]:
        self.at += 1
        if self._take(end):
            return
        yield one()
        while not self._take(end):
            if not self._take(","):
                raise self._wrong()
            yield one()

    def _entry(self, depth: int) -> tuple[Node, Node]:
        if self._next() != '"':
            raise self._wrong()
        name = self._string()
        if not self._take(":"):
            raise self._wrong()
        return name, self._node(depth)

    def _string(self) -> Scalar:
        begin = self.at
        try:
            text, self.at = self._decoder.raw_decode(self.text, begin)
        except json.JSONDecodeError as error:
            raise self._wrong(error.pos) from None
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise self._wrong(begin)
        return Scalar(text, self._span(begin), plain=False, raw=text, raw_at=self.budget.whole.place(begin + 1))

    def _bare(self) -> Scalar:
        literal = self._literal.match(self.text, self.at)
        if literal is None:
            raise self._wrong()
        begin, self.at = self.at, literal.end()
        place = self.budget.whole.place(begin)
        return Scalar(literal[0], self._span(begin), plain=True, raw=literal[0], raw_at=place)


class _Yaml:
    """Builds the tree of one YAML document from parser events, within bounds."""

    def __init__(self, budget: _Budget, part: str, shift: int) -> None:
        self.budget = budget
        self.whole = budget.whole
        self.part = part
        self.shift = shift
        self.loader: Any = None
        self.over_lines: Any = None  # the last quoted text that runs over several lines

    def document(self) -> Node | None:
        try:
            self.loader = _Loader(self.part)
            self.loader.get_event()  # the stream begins
            if isinstance(self.loader.get_event(), yaml.StreamEndEvent):
                return None
            node = self._node(self._event(), 0)
            self.loader.get_event()  # the document ends
            after = self.loader.get_event()
        except yaml.YAMLError as error:
            raise _Stop(self._syntax(error)) from None
        finally:
            if self.loader is not None:
                self.loader.dispose()
        if not isinstance(after, yaml.StreamEndEvent):
            self.budget.found.append(Diagnostic("yaml_document", self._span(after)))
        return node

    def _event(self) -> Any:
        event = self.loader.get_event()
        self.budget.spend(lambda: self._offset(event.start_mark))
        return event

    def _offset(self, mark: Any) -> int:
        return self.whole.offset(mark.line + self.shift + 1, mark.column + 1)

    def _span(self, event: Any, last: Any = None) -> Span:
        start, end = event.start_mark, (last or event).end_mark
        line, end_line = start.line + self.shift + 1, end.line + self.shift + 1
        return Span(self.whole.file, line, start.column + 1, end_line, end.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Stop(Diagnostic("anker", self._span(event)))
        if event.tag is not None:
            raise _Stop(Diagnostic("yaml_label", self._span(event), {"label": str(event.tag)}))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        depth = self.budget.deeper(depth, self._span(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(event, depth)
        values = []
        while not isinstance(inner := self._event(), yaml.SequenceEndEvent):
            values.append(self._node(inner, depth))
        return Items(tuple(values), self._span(event, inner))

    def _table(self, event: Any, depth: int) -> Table:
        entries: list[tuple[Node, Node]] = []
        while not isinstance(inner := self._event(), yaml.MappingEndEvent):
            entries.append((self._node(inner, depth), self._node(self._event(), depth)))
        span = self._span(event, inner)
        if event.flow_style and self._torn(entries):
            return Table((), span, broken=True)
        return self.budget.table(entries, span)

    def _torn(self, entries: list[tuple[Node, Node]]) -> bool:
        """Whether a comma inside ``{...}`` tore a condition apart: a key without a value betrays it."""
        for name, value in entries:
            if isinstance(name, Scalar) and isinstance(value, Scalar) and not value.text and value.plain:
                self.budget.found.append(Diagnostic("accolades_geknipt", name.span, {"naam": name.text}))
                return True
        return False

    def _scalar(self, event: Any) -> Scalar:
        span = self._span(event)
        plain = not event.style
        if plain and event.value and span.line == span.end_line:
            # Nearly every scalar: what stands there is its value.
            self._cut_comment(span)
            return Scalar(event.value, span, plain, event.value, (span.line, span.column))
        begin, end = self._offset(event.start_mark), self._offset(event.end_mark)
        raw = self.whole.file.text[begin:end]
        if event.style in {"|", ">"}:
            header = raw.find("\n") + 1
            raw, begin = raw[header:], begin + header
        elif not plain:
            if event.end_mark.line > event.start_mark.line:
                self.over_lines = event
            raw, begin = raw[1:-1], begin + 1
            if ("\\" if event.style == '"' else "''") in raw:
                raw = event.value  # escapes: the text counts, positions are those of the start
        elif raw:
            self._cut_comment(span)
        return Scalar(event.value, span, plain, raw, self.whole.place(begin))

    def _cut_comment(self, span: Span) -> None:
        """``4 euro #per keer``: YAML silently drops what follows the hash."""
        rest = self.whole.line(span.end_line)[span.end_column - 1 :]
        if re.match(r"[ \t]+#[^\s#]", rest):
            at = span.end_column + len(rest) - len(rest.lstrip())
            place = Span(span.file, span.end_line, at, span.end_line, at + len(rest.strip()))
            self.budget.found.append(Diagnostic("commentaar_geknipt", place))

    def _syntax(self, error: yaml.YAMLError) -> Diagnostic:
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", "") or "")
        context = str(getattr(error, "context", None) or "")
        mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        code = next((code for code, seen in _FAULTS if seen(context, problem)), "yaml_fout")
        if mark is not None and self.over_lines is not None and mark.line == self.over_lines.end_mark.line:
            # The next quote ended what was open, and what stands behind it fits nothing.
            code, start = "aanhalingsteken_open", self.over_lines.start_mark
        unclosed = code == "haken_fout" and mark is not None and not self._rest(mark)
        if start is not None and (unclosed or code in _FROM_THE_START):
            mark = start
        elif code in {"yaml_fout", "teken_vooraan"} and self._at_tab(mark):
            code = "tab"
        at = self._position(error) if mark is None else self._offset(mark)
        place = self.whole.span(at, at + 1)
        if code == "waarde_loopt_door" and self.whole.line(place.line).lstrip().startswith(":"):
            code = "lege_sleutel"
        return Diagnostic(code, place)

    def _rest(self, mark: Any) -> str:
        """What stands after ``mark`` in its document."""
        return "".join(self.part.splitlines(keepends=True)[mark.line :])[mark.column :].strip()

    def _position(self, error: yaml.YAMLError) -> int:
        """Where a character is that no YAML may hold: the C parser counts it in bytes."""
        before: int = getattr(error, "position", 0)
        if _COUNTS_BYTES:
            before = len(self.part.encode()[:before].decode("utf-8", "ignore"))
        return min(self.whole.starts[self.shift] + before, len(self.whole.file.text))

    def _at_tab(self, mark: Any) -> bool:
        if mark is None:
            return False
        line = self.whole.line(mark.line + self.shift + 1)
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        return "\t" in indent or line[mark.column : mark.column + 1] == "\t"


# What the parser says, as context and problem, when someone has made a common mistake.
_FAULTS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    (
        "aanhalingsteken_open",
        lambda context, problem: (
            "quoted scalar" in context and ("end of stream" in problem or "document indicator" in problem)
        ),
    ),
    ("dubbele_punt", lambda _, problem: "mapping values are not allowed" in problem),
    ("stuurteken", lambda _, problem: "control characters" in problem or "special characters" in problem),
    ("tab", lambda _, problem: "tab character" in problem),
    ("teken_vooraan", lambda _, problem: "cannot start any token" in problem),
    ("teken_vooraan", lambda _, problem: "mapping keys are not allowed" in problem),
    ("blok_begin", lambda context, _: "block scalar" in context),
    ("haken_fout", lambda context, _: "a flow" in context),
    ("regel_los", lambda context, _: "simple key" in context),
    ("waarde_loopt_door", lambda context, problem: "block mapping" in context and "expected" in problem),
)
# These are shown where the construct begins: the parser notices much later.
_FROM_THE_START = frozenset({"aanhalingsteken_open", "blok_begin", "regel_los"})


def plain(node: Node) -> Any:
    """``node`` as plain Python: ``ja`` is true, digits are numbers, nothing or ``onbekend`` is ``None``.

    Quoted text stays text. Dates stay text too: only the type of a fact tells
    whether one is meant.
    """
    if isinstance(node, Items):
        return [plain(one) for one in node.values]
    if isinstance(node, Table):
        return {name.text: plain(value) for name, value in node.entries}
    if not node.plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    return int(node.text) if _INTEGER.fullmatch(node.text) else node.text


# A leading zero belongs to a code, such as that of a municipality: as a number it would be lost.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)


_WORDS = {
    "ja": True,
    "true": True,
    "nee": False,
    "false": False,
    "": None,
    "~": None,
    "null": None,
    "onbekend": None,
}


def find(paths: Iterable[str | Path], found: list[Diagnostic]) -> tuple[Path, ...]:
    """The rule files among ``paths``: files as given, folders searched for ``*.yaml``."""
    files: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(one for one in path.rglob("*.yaml") if not one.is_dir())
        if not inside:
            found.append(Diagnostic("geen_bestanden", None, {"pad": str(path)}))
        files += inside
        for other in sorted(path.rglob("*.yml")):
            place = Span(SourceFile(str(other)), 1, 1, 1, 1)
            found.append(Diagnostic("extensie_yml", place, {"pad": str(other)}, Severity.WARNING))
    return tuple(dict.fromkeys(files))


def dump(mapping: dict[str, Any]) -> str:
    """``mapping`` as YAML text that :func:`parse` and :func:`plain` read back."""
    return str(yaml.dump(mapping, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


class _Dumper(yaml.SafeDumper):
    """Writes ``ja`` and ``nee``, and quotes text that would read as something else."""


_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(ja|nee)$"), ["j", "n"])
_Dumper.add_representer(
    bool, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:bool", "ja" if value else "nee")
)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # Only in double quotes every end of a line stays what it is.
    quoted = value in _WORDS or value[:1].isdigit() or value.splitlines() != [value]
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


_Dumper.add_representer(str, _text)


def own(text: str) -> Any:
    """A data file of this package, as plain dicts, lists and text."""
    loader = _Loader(text)

    def value(event: Any) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.MappingStartEvent):
            mapping = {}
            while not isinstance(name := loader.get_event(), yaml.MappingEndEvent):
                mapping[value(name)] = value(loader.get_event())
            return mapping
        items = []
        while not isinstance(one := loader.get_event(), yaml.SequenceEndEvent):
            items.append(value(one))
        return items

    try:
        loader.get_event()  # the stream begins
        loader.get_event()  # and its only document
        return value(loader.get_event())
    finally:
        loader.dispose()
