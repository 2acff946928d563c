"""What is wrong with a document: data first, sentences on demand.

A :class:`Diagnostic` carries a stable code, a place and its arguments. The
sentences live in ``data/meldingen.toml``, in Dutch and English, so that tests
and programs never depend on prose.
"""

import difflib
import enum
import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from attrs import field, frozen


class Severity(enum.StrEnum):
    """An error stops a document from being used; a warning does not."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@frozen
class SourceFile:
    """The name and text of a file, kept to draw a caret under a mistake."""

    name: str
    text: str = field(default="", eq=False, repr=False)

    def line(self, number: int) -> str:
        """The text of line ``number``, counted from 1; empty when there is none."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@frozen
class Span:
    """A place in a file: line and column count from 1, the end is exclusive."""

    file: SourceFile
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}:{self.column}"


@frozen
class Cell(Span):
    """A cell of a table. Rows count from 1, and the line with names does not count."""

    column_name: str = ""

    @classmethod
    def of(cls, table: str, row: int, column: str) -> "Cell":
        """The cell in that row and column."""
        return cls(SourceFile(table), row, 1, row, 1, column)

    def __str__(self) -> str:
        return f"{self.file.name}, rij {self.line}, kolom {self.column_name}"


@functools.cache
def _templates() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("participatie") / "data" / "meldingen.toml").read_text("utf-8"))


def codes() -> tuple[str, ...]:
    """Every diagnostic code there is, in the order of ``data/meldingen.toml``."""
    return tuple(_templates())


@frozen
class Diagnostic:
    """One thing that is wrong, where, and what to do about it.

    Args:
        code: a stable identifier, one of :func:`codes`.
        span: the place, or ``None`` where there is no file.
        arguments: the values that the sentence names. ``suggestie``, when
            present, is the nearest valid name.
        severity: whether the document can still be used.

    >>> print(Diagnostic("onbekend_feit", None, {"naam": "leeftjd", "suggestie": "leeftijd"}))
    fout onbekend_feit: Het feit 'leeftjd' bestaat niet. Bedoelt u 'leeftijd'?
    """

    code: str
    span: Span | None = None
    arguments: Mapping[str, str] = field(factory=dict)
    severity: Severity = Severity.ERROR

    def message(self, lang: str = "nl") -> str:
        """The sentence, in Dutch (``nl``) or English (``en``)."""
        template = _templates()[self.code]["en" if lang == "en" else "nl"]
        text = template.format_map({name: printable(text) for name, text in self.arguments.items()})
        suggestion = self.arguments.get("suggestie")
        if suggestion:
            ask = "Did you mean" if lang == "en" else "Bedoelt u"
            text = f"{text} {ask} '{printable(suggestion)}'?"
        return text

    def hint(self, lang: str = "nl") -> str:
        """What to do about it; empty where the sentence says it all."""
        template = _templates()[self.code].get("hint_en" if lang == "en" else "hint_nl", "")
        return template.format_map({n: printable(text) for n, text in self.arguments.items()})

    def render(self, lang: str = "nl") -> str:
        """The sentence with its place, the line, a caret and the hint.

        Control characters of the file are shown as their escapes, so that a
        rule file cannot steer a terminal.
        """
        severity = self.severity.value
        if lang == "en":
            severity = "error" if self.severity is Severity.ERROR else "warning"
        lines = [f"{severity} {self.code}: {self.message(lang)}"]
        if self.span is not None:
            lines = [f"{printable(str(self.span))}: {lines[0]}"]
            lines += _excerpt(self.span)
        if hint := self.hint(lang):
            lines.append(f"  = {hint}")
        return "\n".join(lines)

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        hint = "" if "suggestie" in self.arguments else f" {self.hint()}"
        return f"{place}{self.severity.value} {self.code}: {self.message()}{hint}".rstrip()


#: Longer lines are cut around the caret; a rule file may be one line of a megabyte.
_WIDTH = 100


def _excerpt(span: Span) -> list[str]:
    line = span.file.line(span.line)
    if not line:
        return []
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    offset = max(0, start - _WIDTH // 2)
    shown = line[offset : offset + _WIDTH]
    before = printable(line[offset:start])
    marked = printable(line[start : min(end, offset + _WIDTH)])
    number = str(span.line)
    return [
        f"  {number} | {printable(shown)}",
        f"  {' ' * len(number)} | {' ' * len(before)}{'^' * max(1, len(marked))}",
    ]


def printable(text: str) -> str:
    """``text`` with everything unprintable written as an escape: it cannot steer a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char == "\t" else _escape(char) for char in text)


def _escape(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004 - one byte


class PolicyError(ValueError):
    """One or more documents are wrong; carries every diagnostic found.

    Attributes:
        diagnostics: all of them, in the order of the files.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def render(self, lang: str = "nl") -> str:
        """All diagnostics with their places, lines, carets and hints."""
        return "\n\n".join(diagnostic.render(lang) for diagnostic in self.diagnostics)


class UnsupportedError(RuntimeError):
    """An engine cannot do what is asked of it: it is not installed, or a rule set is too much for it."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name among ``names`` that ``name`` was probably meant to be.

    >>> nearest("leeftyd", ["leeftijd", "trede"])
    'leeftijd'
    """
    by_folded = {candidate.lower(): candidate for candidate in names}
    found = difflib.get_close_matches(name.lower()[:80], by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def suggestion(name: str, names: Iterable[str]) -> dict[str, str]:
    """``{"suggestie": ...}`` where a near name exists: arguments for a diagnostic."""
    found = nearest(name, names)
    return {"suggestie": found} if found else {}
