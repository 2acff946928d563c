"""Where output goes: coloured and wrapped in a terminal; plain, whole lines everywhere else."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from attrs import frozen
from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from participatie.cli.texts import Words
from participatie.diagnostics import Diagnostic, Severity, printable


@frozen
class Bit:
    """A piece of text of its own in a cell, perhaps marked; ``mark`` shows in a terminal only."""

    text: str
    style: str = ""
    mark: str = ""


#: What stands in one cell: one bit below the other, or one after the other in plain text.
Cell: TypeAlias = Sequence[Bit]


@frozen
class Column:
    """A column in a terminal: its title, and which cells of a row stand in it, from top to bottom.

    Where its text is ``whole``, the others give way first.
    """

    title: str
    cells: Sequence[int]
    whole: bool = False


#: Where a terminal or file knows no more than ASCII.
_ASCII = {"✓": "+", "✗": "x", "»": ">", "•": "-"}

#: The marks of an explanation, and their colours.
_OUTLINE_MARKS = {"+ ": "green", "x ": "red", "? ": "yellow", "- ": ""}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would end the process with the exit code of a negative answer


class Screen:
    """Prints to a terminal or to a pipe, in one language.

    Everything is shown as it is: markup, escapes and control characters in the
    text of packs and files have no effect.
    """

    def __init__(self, words: Words, *, stderr: bool = False) -> None:
        self.words = words
        self.console = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
        self.plain = not self.console.is_terminal
        stream = self.console.file
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")

    @staticmethod
    def waiting() -> Console:
        """Where one can see how far long work is: beside the answer, never in it."""
        return _Console(stderr=True)

    def mark(self, sign: str) -> str:
        """``sign``, or what stands for it where it cannot be written."""
        try:
            sign.encode(self.console.encoding)
        except UnicodeEncodeError:
            return _ASCII.get(sign, sign)
        return sign

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph; its line breaks stay."""
        shown = Text("\n".join(map(printable, text.split("\n"))), style=style)
        self.console.print(shown, soft_wrap=self.plain)

    def mistake(self, said: str) -> None:
        """One error that concerns no place in a file."""
        self._head(f"{self.words('fout')}: {said}", self.words("fout"), "bold red")

    def json(self, text: str) -> None:
        """A JSON text, with escapes for what the terminal or file cannot show."""
        unicode = self.console.encoding.startswith("utf")
        shown = "".join(
            char if char == "\n" or (char.isprintable() and (unicode or char.isascii())) else json.dumps(char)[1:-1]
            for char in text
        )
        self.console.print(Text(shown.rstrip("\n")), soft_wrap=True)

    # -- tables and lists ----------------------------------------------------------

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, apart: bool = False) -> None:
        """Rows of cells; in plain text every cell is a column of its own.

        Args:
            columns: how they are shown in a terminal.
            rows: the cells.
            apart: whether there is white space between the rows in a terminal.
        """
        if self.plain:
            self._aligned([["; ".join(bit.text for bit in cell) or "-" for cell in row] for row in rows])
            return
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, leading=int(apart))
        for column in columns:
            lengths = [cell_len(bit.text) for row in rows for place in column.cells for bit in row[place]]
            least = min(max(lengths, default=0), self.console.width // 2) if column.whole else None
            table.add_column(column.title, overflow="fold", min_width=least)
        for row in rows:
            stacks = ([bit for place in column.cells for bit in row[place]] for column in columns)
            table.add_row(*map(self._stack, stacks))
        self.console.print(table)

    def _aligned(self, rows: Sequence[Sequence[str]]) -> None:
        shown = [[printable(cell) for cell in row] for row in rows]
        widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
        for row in shown:
            padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
            self.console.print(Text("  ".join(padded).rstrip()), soft_wrap=True)

    def _stack(self, bits: Sequence[Bit]) -> RenderableType:
        if not any(bit.mark for bit in bits):
            return Text("\n").join(Text(printable(bit.text), style=bit.style) for bit in bits)
        grid = Table.grid(padding=(0, 1, 0, 0))
        for bit in bits:
            grid.add_row(self.mark(bit.mark), Text(printable(bit.text), style=bit.style))
        return grid

    def points(self, items: Iterable[tuple[str, str]]) -> None:
        """A list, indented: what stands before each item, and the item."""
        items = list(items)
        width = max((cell_len(before) for before, _ in items), default=0)
        for before, item in items:
            if self.plain:
                self.line(f"  {before}{' ' * (width - cell_len(before))} {item}")
                continue
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_column(min_width=width)
            grid.add_row(before, Text(printable(item)))
            self.console.print(Padding(grid, (0, 0, 0, 2)))

    def outline(self, text: str) -> None:
        """A text with indented lines, some of which begin with a mark, as explanations have them."""
        opens = True  # the first line, and each after white space, is a heading
        for line in text.rstrip("\n").split("\n"):
            body = line.lstrip(" ")
            mark = body[:2] if body[:2] in _OUTLINE_MARKS else ""
            if self.plain:
                self.line(line)
                continue
            shown: RenderableType = Text(printable(body.removeprefix(mark)), style="bold" if opens else "")
            if mark:
                grid = Table.grid()
                grid.add_row(Text(mark, style=_OUTLINE_MARKS[mark]), shown)
                shown = grid
            self.console.print(Padding(shown, (0, 0, 0, len(line) - len(body))))
            opens = not line

    # -- diagnostics ---------------------------------------------------------------

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Every one of ``found`` in full, with white space between them."""
        for number, one in enumerate(found):
            if number:
                self.line()
            head, *below = one.render(self.words.lang).split("\n")
            self._head(head, one.code, "bold red" if one.severity is Severity.ERROR else "bold yellow")
            for line in below:
                if line.startswith("  = ") and not self.plain:
                    grid = Table.grid(padding=(0, 1, 0, 0))
                    grid.add_row("  =", Text(line.removeprefix("  = "), style="cyan"))
                    self.console.print(grid)
                else:  # the line of the file and the caret below it stay whole
                    self.console.print(Text(line), soft_wrap=True)

    def _head(self, text: str, word: str, style: str) -> None:
        """The first line of a message, with the part up to and including ``word`` in colour."""
        shown = Text(printable(text))
        shown.stylize(style, 0, text.find(word) + len(word))
        self.console.print(shown, soft_wrap=self.plain)
