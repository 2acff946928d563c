"""A figure with the same in words, and how it is saved."""

import html
import io
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from participatie.files import store
from participatie.plots.sheet import our_settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What the name of a file may end in.
SUFFIXES = (".svg", ".png")

_DPI = 144
#: A picture of a very long journey is less sharp, so that it fits in memory.
_PIXELS = 50_000_000


@frozen(kw_only=True)
class Picture:
    """A figure with its alternative text.

    Args:
        figure: to show, or to change, with matplotlib.
        title: what it is called, in one line.
        alt: everything that can be seen in it, in sentences.
        lang: the language of the frame: ``nl`` or ``en``.

    >>> from participatie import Profile, plots
    >>> plots.profile(Profile(netwerk=1)).title
    'Profiel: 1 van 12 assen bekend'
    """

    figure: "Figure" = field(repr=False, eq=False)
    title: str
    alt: str
    lang: str

    def svg(self) -> str:
        """The figure as SVG, its text as text; the same figure gives the same SVG.

        Its title and description are those that a screen reader reads.
        """
        stream = io.StringIO()
        with our_settings():
            metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
            self.figure.savefig(stream, format="svg", metadata=metadata)
        before, _, rest = stream.getvalue().partition("<svg ")
        attributes, _, inner = rest.partition(">")
        return (
            f'{before}<svg role="img" aria-labelledby="titel tekst" lang="{self.lang}" {attributes}>\n'
            f' <title id="titel">{html.escape(self.title)}</title>\n'
            f' <desc id="tekst">{html.escape(self.alt)}</desc>{inner}'
        )

    def png(self) -> bytes:
        """The figure as PNG, with the alternative text as its description."""
        stream = io.BytesIO()
        width, height = self.figure.get_size_inches()
        dpi = min(_DPI, (_PIXELS / (width * height)) ** 0.5)
        with our_settings():
            metadata = {"Title": self.title, "Description": self.alt, "Software": None}
            self.figure.savefig(stream, format="png", dpi=dpi, metadata=metadata)
        return stream.getvalue()

    def save(self, path: str | Path) -> None:
        """Write it to a file, wholly or not at all; the name decides the format.

        Raises:
            ValueError: the name ends in neither ``.svg`` nor ``.png``.
            OSError: the file cannot be written; what was there is still there.
        """
        path = Path(path)
        if path.suffix.lower() not in SUFFIXES:
            raise ValueError(f"a picture is saved as {' or '.join(SUFFIXES)}, not as {path.suffix or path.name!r}")
        data = self.png() if path.suffix.lower() == ".png" else self.svg().encode()
        store(path, data)
