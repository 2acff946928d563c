"""How much a file may hold, and where in it something stands.

Both are shared by what reads JSON and what reads YAML.
"""

import bisect
import itertools
from collections.abc import Callable, Iterable

from attrs import frozen

from participatie.diagnostics import Diagnostic, SourceFile, Span
from participatie.files.tree import Node, Scalar, Table

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MAX_NODES = 50_000


class Stop(Exception):  # noqa: N818 - ends reading one document; never leaves this package
    """Reading this document cannot go on."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


@frozen
class WholeText:
    """The text of a file with its lines, so that a place is found without reading it again."""

    file: SourceFile
    lines: tuple[str, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, file: SourceFile) -> "WholeText":
        """The text of ``file``."""
        lines = tuple(file.text.splitlines(keepends=True))
        starts = tuple(itertools.accumulate(map(len, lines), initial=0))
        # Only after the end of a line there is room for another.
        return cls(file, lines, starts if not lines or lines[-1].splitlines()[0] != lines[-1] else starts[:-1])

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, with its end; empty past the last one."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def offset(self, line: int, column: int) -> int:
        """How many characters stand before a place, which is counted from 1; at most all of them."""
        return min(self.starts[min(line, len(self.starts)) - 1] + column - 1, len(self.file.text))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column, from 1, behind so many characters."""
        line = bisect.bisect_right(self.starts, offset) - 1
        return line + 1, offset - self.starts[line] + 1

    def span(self, begin: int, end: int) -> Span:
        """What stands between two numbers of characters."""
        return Span(self.file, *self.place(begin), *self.place(end))


class Budget:
    """What the documents of one file share: its text, what is wrong, and how much they may hold."""

    def __init__(self, whole: WholeText, found: list[Diagnostic]) -> None:
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
            raise Stop(Diagnostic("te_veel_onderdelen", self.whole.span(begin, begin + 1), grens))

    def deeper(self, depth: int, span: Span) -> int:
        """One level below ``depth``."""
        if depth >= MAX_DEPTH:
            raise Stop(Diagnostic("te_diep", span, {"grens": str(MAX_DEPTH)}))
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
