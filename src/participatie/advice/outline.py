"""An outline: lines at some depth, written out as text or as Markdown, escaped for where they go."""

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from participatie.diagnostics import printable

STYLES = ("text", "markdown", "json")


@frozen
class Line:
    """One line of an outline: how deep, in which words, with which mark.

    A heading and a line ``apart`` have white space before them.
    """

    depth: int
    text: str
    mark: str = ""
    heading: int = 0
    apart: bool = False


def write(lines: Iterable[Line], style: str) -> str:
    """``lines`` as ``text`` or ``markdown``.

    Raises:
        ValueError: there is no such style.
    """
    writers: dict[str, Callable[[Iterable[Line]], str]] = {"text": _text, "markdown": _markdown}
    if style not in writers:
        raise ValueError(f"style is one of {', '.join(STYLES)}, not {style!r}")
    return writers[style](lines)


def _text(lines: Iterable[Line]) -> str:
    written: list[str] = []
    for line in lines:
        if (line.heading or line.apart) and written:
            written.append("")
        mark = f"{line.mark} " if line.mark else ""
        written.append("  " * line.depth + mark + printable(line.text))
    return "\n".join(written) + "\n"


# What Markdown or the HTML inside it would take for more than a character.
_SPECIAL = re.compile(r"([\\`*_\[\]{}<>#|~!&])")


def _markdown(lines: Iterable[Line]) -> str:
    written: list[str] = []
    for line in lines:
        text = _SPECIAL.sub(r"\\\1", printable(line.text))
        if line.depth > 0:
            mark = {"+": "✓ ", "x": "✗ ", "?": "? "}.get(line.mark, "")
            written.append("  " * (line.depth - 1) + f"- {mark}{text}")
            continue
        if written and written[-1]:
            written.append("")  # ends the list or paragraph above
        written += [f"{'#' * (line.heading + 1)} {text}" if line.heading else text, ""]
    return "\n".join(written).strip() + "\n"
