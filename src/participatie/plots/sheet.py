"""A page to draw on, and what its signs look like.

The one place that knows how matplotlib draws.
"""

import functools
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from participatie.diagnostics import printable
from participatie.plots.words import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours that are told apart by all eyes (Okabe and Ito), and greys.
BLUE, SKY, ORANGE, GREEN = "#0072B2", "#9AD0F0", "#E69F00", "#009E73"
INK, GREY, PALE, STRIPE, TINT, PAPER = "#1A1A1A", "#555555", "#BBBBBB", "#F3F3F3", "#DCEBF5", "#FFFFFF"
UNKNOWN_HATCH, RANGE_HATCH, POSSIBLE_HATCH, LOSS_HATCH = "////", "|||", "\\\\\\\\", "..."
_SHAPES = {"positief": "^", "neutraal": "s", "negatief": "v"}
WIDTH, MARGIN, SIZE, SMALL, HEAD, LINE = 688.0, 16.0, 9.0, 7.5, 13.0, 12.5
#: Longer texts end in an ellipsis: a file may hold a megabyte of them.
_LONGEST = 1000
_FONTS = ["DejaVu Sans", "sans-serif"]  # the first comes with matplotlib


@contextmanager
def our_settings() -> Iterator[None]:
    """Draw with the settings of matplotlib itself, not with those of whoever calls."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        said = "pictures need matplotlib: pip install 'participatie[plot]'"
        raise ModuleNotFoundError(said, name="matplotlib") from None
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")  # it is drawn as an empty box
        mpl.rcdefaults()
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "participatie", "hatch.linewidth": 0.7})
        yield


@contextmanager
def page(width: float = 0) -> "Iterator[Sheet]":
    """A page to draw on."""
    with our_settings():
        yield Sheet(width)


@frozen
class Key:
    """A line of the legend: a sign and what it means."""

    sign: str
    text: str


class Sheet:
    """A page on which is drawn from the top down, in points."""

    def __init__(self, width: float = 0) -> None:
        self.width = max(width, WIDTH)
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

        self._figure = Figure(figsize=(self.width / 72, 1), facecolor=PAPER)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._bottom = 0.0

    def figure(self) -> "Figure":
        """The page as a figure, as long as what was drawn on it."""
        height = self._bottom + 12
        self._figure.set_size_inches(self.width / 72, height / 72)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(height, 0)
        return self._figure

    # -- text --------------------------------------------------------------------

    def wrapped(self, text: str, width: float, *, size: float = SIZE, bold: bool = False) -> list[str]:
        """``text`` in lines that fit in ``width``; words that do not fit are broken."""
        whole = one_line(text)
        if len(whole) > _LONGEST:
            whole = whole[:_LONGEST] + "…"
        lines: list[str] = []
        line = ""
        for word in whole.split():
            longer = f"{line} {word}".strip()
            if _measured(longer, size, bold=bold) <= width:
                line = longer
                continue
            lines += [line] if line else []
            line = ""
            for letter in word:
                if line and _measured(line + letter, size, bold=bold) > width:
                    lines.append(line)
                    line = ""
                line += letter
        return [*lines, line] if line else lines

    def text(  # noqa: PLR0913 - how a text can look
        self,
        x: float,
        top: float,
        lines: Iterable[str],
        *,
        align: str = "left",
        size: float = SIZE,
        bold: bool = False,
        colour: str = INK,
    ) -> float:
        """Lines below one another, each a text of its own; returns where the next would begin."""
        for line in lines:
            # Where a reader has another font, each line still starts or ends at its place.
            self._put(x, top + size, line, ha=align, va="baseline", size=size, bold=bold, color=colour)
            top += size * LINE / SIZE
        self._reaches(top)
        return top

    def label(  # noqa: PLR0913 - how a label can look
        self, x: float, middle: float, text: str, *, dark: bool = False, bold: bool = False, size: float = SIZE
    ) -> None:
        """A short text upon something, on a patch of paper where that is hatched."""
        patch = None if dark else {"boxstyle": "round,pad=0.15", "facecolor": PAPER, "edgecolor": "none"}
        colour = PAPER if dark else INK
        shown = printable(text)
        self._put(x, middle, shown, ha="center", va="center", size=size, bold=bold, color=colour, bbox=patch, zorder=4)

    def heading(self, text: str) -> float:
        """What the picture is, above it; returns where the rest begins."""
        lines = self.wrapped(text, self.width - 2 * MARGIN, size=HEAD, bold=True)
        return self.text(MARGIN, 12, lines, size=HEAD, bold=True) + 8

    def _put(self, x: float, y: float, text: str, *, size: float = SIZE, bold: bool = False, **look: Any) -> None:
        weight = "bold" if bold else "normal"
        self._axes.text(
            x, y, text, fontsize=size, fontweight=weight, fontfamily=_FONTS, parse_math=False, usetex=False, **look
        )

    def _reaches(self, bottom: float) -> None:
        self._bottom = max(self._bottom, bottom)

    # -- shapes ------------------------------------------------------------------

    def box(  # noqa: PLR0913 - how a box can look
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        edge: str | None = INK,
        hatch: str | None = None,
        dashed: bool = False,
        gid: str | None = None,
    ) -> None:
        """A rectangle; ``y`` is its upper side."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - an extra

        patch = Rectangle(
            (x, y),
            width,
            height,
            facecolor=fill,
            edgecolor=edge or "none",
            hatch=hatch,
            linestyle="--" if dashed else "-",
            linewidth=1,
            zorder=0 if edge is None else 1,
        )
        patch.set_gid(gid)
        self._axes.add_patch(patch)
        self._reaches(y + height)

    def swatch(  # noqa: PLR0913 - a box by what it means
        self, kind: str, x: float, y: float, width: float, height: float, *, gid: str | None = None
    ) -> None:
        """A box that is certain (filled), possible (hatched and dashed) or empty."""
        if kind == "certain":
            self.box(x, y, width, height, fill=BLUE, gid=gid)
        elif kind == "possible":
            self.box(x, y, width, height, fill=PAPER, hatch=POSSIBLE_HATCH, dashed=True, gid=gid)
        else:
            self.box(x, y, width, height, fill=PAPER, edge=GREY, gid=gid)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = INK, width: float = 1, style: str = "-"
    ) -> None:
        """A line through points."""
        self._axes.plot(xs, ys, color=colour, linewidth=width, linestyle=style, zorder=2)

    def mark(  # noqa: PLR0913 - how a sign can look
        self, x: float, y: float, *, shape: str, size: float, fill: str, gid: str | None = None
    ) -> None:
        """A sign at one place."""
        drawn = self._axes.plot(
            [x],
            [y],
            marker=shape,
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=INK,
            linestyle="none",
            zorder=3,
        )
        drawn[0].set_gid(gid)

    def reading(self, x: float, y: float, text: str, *, gid: str | None = None) -> None:
        """The place of a reading: a disc with its number."""
        self.mark(x, y, shape="o", size=15, fill=BLUE, gid=gid)
        self.label(x, y, text, dark=True, bold=True)

    def feeling(self, code: str | None, x: float, y: float, *, gid: str | None = None) -> None:
        """An event by how it was felt: up, level, down, or a ring where that is unknown."""
        fill = {"positief": GREEN, "neutraal": PALE, "negatief": ORANGE}.get(code or "", PAPER)
        self.mark(x, y, shape=_SHAPES.get(code or "", "o"), size=10, fill=fill, gid=gid)

    # -- the legend --------------------------------------------------------------

    def keys(self, keys: Iterable[Key], top: float) -> float:
        """What the signs mean, side by side as far as they fit."""
        x = MARGIN
        for key in keys:
            width = 30 + _measured(key.text, SIZE) + 18
            if x > MARGIN and x + width > self.width:
                x, top = MARGIN, top + LINE + 6
            self._sign(key.sign, x, top + 1)
            self.text(x + 30, top, [key.text])
            x += width
        return top + LINE

    def _sign(self, sign: str, x: float, y: float) -> None:
        match sign:
            case "reading":
                self.mark(x + 12, y + 5.5, shape="o", size=11, fill=BLUE)
            case "unknown":
                self.box(x, y, 24, 11, fill=PAPER, hatch=UNKNOWN_HATCH, edge=GREY)
            case "range":
                self.box(x, y, 24, 11, fill=SKY, hatch=RANGE_HATCH)
            case "loss":
                self.box(x, y, 24, 11, fill=ORANGE, hatch=LOSS_HATCH)
            case "dots":
                self.line([x, x + 24], [y + 5.5, y + 5.5], style=":", width=2)
            case "positief" | "neutraal" | "negatief" | "unfelt":
                self.feeling(sign, x + 12, y + 5.5)
            case _:
                self.swatch(sign, x, y, 24, 11)


def _measured(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, in points."""
    return sum(_letter(letter, bold) for letter in text) * size


@functools.cache
def _letter(letter: str, bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    """How wide a letter is in the font that comes with matplotlib, at a size of one point."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - an extra
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - as above

    font = FontProperties(family=_FONTS[0], size=100, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(letter, font, ismath=False)
    return float(width) / 100 * 1.06  # in a PNG each letter takes whole pixels
