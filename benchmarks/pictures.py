"""Draws the pictures of ``docs/performance.md`` from the tables on that page; ``all.py`` calls it."""

import re
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from attrs import frozen
from matplotlib.figure import Figure

BLUE, GREY, INK = "#0072B2", "#BBBBBB", "#1A1A1A"
#: What the rows of this library are called.
OURS = re.compile("participatie|this library")


@frozen
class Table:
    """A table of Markdown: its titles and its rows."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]

    def column(self, title: str) -> list[str]:
        """The cells below one title."""
        place = self.titles.index(title)
        return [row[place] for row in self.rows]


@frozen
class Bars:
    """A bar for each row of a table, on a scale of powers of ten.

    Args:
        first: the title of the first column of the table.
        value: the title of the column with the numbers.
        name: the file.
        title: what stands above it.
    """

    first: str
    value: str
    name: str
    title: str

    def figure(self, table: Table) -> Figure:
        """The picture; the first row is ours."""
        known = [
            (plain(label), number(cell))
            for label, cell in zip(table.column(self.first), table.column(self.value), strict=True)
            if number(cell) is not None
        ]
        figure = Figure(figsize=(8, 0.36 * len(known) + 1.1), layout="constrained")
        axes = figure.add_subplot()
        labels, values = [label for label, _ in known], [value or 0 for _, value in known]
        drawn = axes.barh(labels, values, color=[BLUE if OURS.search(label) else GREY for label in labels])
        axes.bar_label(drawn, [f" {value:,g}" for value in values], fontsize=8)
        axes.set_xscale("log")
        axes.invert_yaxis()
        axes.margins(x=0.15)
        axes.set_xlabel(f"{self.value} (a scale of powers of ten)")
        axes.set_title(self.title, loc="left", fontsize=10, color=INK)
        axes.spines[["top", "right"]].set_visible(False)
        return figure


@frozen
class Lines:
    """How columns grow with the first, both on a scale of powers of ten, beside growth in proportion.

    Args:
        first: the title of the first column of the table.
        values: the titles of the columns with the numbers.
        name: the file.
        title: what stands above it.
    """

    first: str
    values: Sequence[str]
    name: str
    title: str

    def figure(self, table: Table) -> Figure:
        """The picture."""
        figure = Figure(figsize=(8, 3.4), layout="constrained")
        axes = figure.add_subplot()
        xs = [number(cell) or 0 for cell in table.column(self.first)]
        for title, look in zip(self.values, ("o-", "s--", "^-.", "d:"), strict=False):
            ys = [number(cell) or 0 for cell in table.column(title)]
            axes.plot(xs, ys, look, label=title)
            axes.plot(xs, [ys[-1] / xs[-1] * x for x in xs], color=GREY, linewidth=0.8, zorder=0)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xticks(xs, [f"{x:,g}" for x in xs])
        axes.minorticks_off()
        axes.set_xlabel(f"{self.first}; the grey lines grow in proportion")
        axes.set_title(self.title, loc="left", fontsize=10, color=INK)
        axes.legend(frameon=False, fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        return figure


#: Drawn where the page has the table. In titles of columns, Markdown counts.
PICTURES = (
    Bars(
        "one client, all 80 rules",
        "three-valued, µs",
        "performance_one_client.svg",
        "One client through 80 rules, unknowns included",
    ),
    Lines("rules", ("compiled in, ms", "one client, µs"), "performance_rules.svg", "From 20 to 320 rules"),
    Bars("engine", "ms", "performance_million.svg", "One million clients through 80 rules"),
)


def draw(page: Path) -> list[Path]:
    """Every picture whose table is on the page, beside it in ``pictures``."""
    text, made = page.read_text("utf-8"), []
    for picture in PICTURES:
        wanted = {picture.first, *([picture.value] if isinstance(picture, Bars) else picture.values)}
        found = next((table for table in tables(text) if wanted <= {*table.titles}), None)
        if found is None:
            continue
        path = page.parent / "pictures" / picture.name
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "participatie", "font.size": 9}):
            picture.figure(found).savefig(path, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        made.append(path)
    return made


def tables(text: str) -> list[Table]:
    """The tables of a page."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", text + "\n", re.MULTILINE):
        titles, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found.append(Table(titles, [row for row in rows if len(row) == len(titles)]))
    return found


def plain(text: str) -> str:
    """A cell without its marks."""
    return text.replace("*", "").replace("`", "")


def number(cell: str) -> float | None:
    """A cell as a number, if it is one."""
    try:
        return float(plain(cell).replace(",", ""))
    except ValueError:
        return None
