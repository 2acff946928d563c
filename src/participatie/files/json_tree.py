"""JSON as a tree."""

import json
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from participatie.diagnostics import Diagnostic, Span
from participatie.files.bounds import Budget, Stop
from participatie.files.tree import Items, Node, Scalar

T = TypeVar("T")


class JsonTree:
    """Builds the tree of a JSON file, within bounds.

    JSON is nearly YAML, but not in its strings, its tabs and its long keys.
    """

    _space = re.compile(r"[ \t\n\r]*")
    _literal = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null")
    _decoder = json.JSONDecoder()

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.text = budget.whole.file.text
        self.at = 0

    def document(self) -> Node:
        """The whole file, which is one document.

        Raises:
            Stop: it cannot be read.
        """
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

    def _wrong(self, at: int | None = None) -> Stop:
        at = self.at if at is None else at
        return Stop(Diagnostic("json_fout", self.budget.whole.span(at, at + 1)))

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
