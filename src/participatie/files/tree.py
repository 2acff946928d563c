"""Trees that remember positions, whatever they were written in."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from attrs import frozen

from participatie.diagnostics import Span


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
    if node.text in WORDS:
        return WORDS[node.text]
    return int(node.text) if _INTEGER.fullmatch(node.text) else node.text


# A leading zero belongs to a code, such as that of a municipality: as a number it would be lost.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)


WORDS = {
    "ja": True,
    "true": True,
    "nee": False,
    "false": False,
    "": None,
    "~": None,
    "null": None,
    "onbekend": None,
}
