"""YAML as a tree, from the events of its parser."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from participatie.diagnostics import Diagnostic, Span
from participatie.files.bounds import Budget, Stop
from participatie.files.tree import Items, Node, Scalar, Table

# The C parser is some ten times faster; its *loader* crashes on deep nesting,
# which is why only the event stream is used.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COUNTS_BYTES = _Loader is not yaml.SafeLoader


class YamlTree:
    """Builds the tree of one YAML document from parser events, within bounds."""

    def __init__(self, budget: Budget, part: str, shift: int) -> None:
        self.budget = budget
        self.whole = budget.whole
        self.part = part
        self.shift = shift
        self.loader: Any = None
        self.over_lines: Any = None  # the last quoted text that runs over several lines

    def document(self) -> Node | None:
        """The document; ``None`` where there is nothing but comments.

        Raises:
            Stop: it cannot be read.
        """
        try:
            self.loader = _Loader(self.part)
            self.loader.get_event()  # the stream begins
            if isinstance(self.loader.get_event(), yaml.StreamEndEvent):
                return None
            node = self._node(self._event(), 0)
            self.loader.get_event()  # the document ends
            self.loader.get_event()  # and the stream: a second document would have begun with the marker
        except yaml.YAMLError as error:
            raise Stop(self._syntax(error)) from None
        finally:
            if self.loader is not None:
                self.loader.dispose()
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
            raise Stop(Diagnostic("anker", self._span(event)))
        if event.tag is not None:
            raise Stop(Diagnostic("yaml_label", self._span(event), {"label": str(event.tag)}))
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
        line = self.whole.line(span.end_line)
        if "#" not in line:
            return
        rest = line[span.end_column - 1 :]
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
