"""Pictures: a profile, a ladder, a journey, and the arguments of a fit.

Each function returns a :class:`Picture`: a figure, and the same in words for who
cannot see it. Shape and hatching carry the meaning; colour only repeats it. What is
unknown is drawn as unknown, and nothing is weighed. Needs the extra ``plot``.
"""

import functools
import html
import io
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.resources import files as resources
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from participatie.advice.assessment import Assessment
from participatie.advice.explanation import LANGUAGES, texts
from participatie.diagnostics import nearest, printable
from participatie.journey import HIGHEST, LOWEST, Journey, JourneyEvent, feelings, phases
from participatie.ladder import LadderStep
from participatie.partnership import Argument, Fit
from participatie.policy.documents import Conclusion, Element, Row
from participatie.policy.pack import Pack
from participatie.profile import HIGH, LOW, Dimension, Profile, Reading, dimensions
from participatie.sources import Status

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What the name of a file may end in.
SUFFIXES = (".svg", ".png")


@frozen(kw_only=True)
class Picture:
    """A figure with its alternative text.

    Args:
        figure: to show, or to change, with matplotlib.
        title: what it is called, in one line.
        alt: everything that can be seen in it, in sentences.
        lang: the language of the frame: ``nl`` or ``en``.

    >>> profile(Profile(netwerk=1)).title
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
        with _our_settings():
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
        with _our_settings():
            metadata = {"Title": self.title, "Description": self.alt, "Software": None}
            self.figure.savefig(stream, format="png", dpi=dpi, metadata=metadata)
        return stream.getvalue()

    def save(self, path: str | Path) -> None:
        """Write it to a file; the name decides the format.

        Raises:
            ValueError: the name ends in neither ``.svg`` nor ``.png``.
            OSError: the file cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() not in SUFFIXES:
            raise ValueError(f"a picture is saved as {' or '.join(SUFFIXES)}, not as {path.suffix or path.name!r}")
        data = self.png() if path.suffix.lower() == ".png" else self.svg().encode()
        path.write_bytes(data)


# -- the profile -------------------------------------------------------------------


def profile(given: Profile, *, lang: str = "nl") -> Picture:
    """The twelve dimensions between their anchors; what is unknown is nowhere on its scale.

    Args:
        given: the readings. Where the source used another scale, the column
            that it marked is shown beside the reading, as wide as it was.
        lang: ``nl`` or ``en`` for the frame; the anchors are Dutch.

    Raises:
        ValueError: there is no such language.
        ModuleNotFoundError: matplotlib is not installed; it says what to install.
    """
    words = _Words(lang)
    known = given.known()
    counts = {"bekend": str(len(known)), "alle": str(len(dimensions()))}
    title = words("profiel", **counts)
    with _page() as sheet:
        top = sheet.heading(title)
        for place in range(LOW, HIGH + 1):
            sheet.text(_on_scale(place - LOW + 0.5, HIGH), top, [str(place)], align="center", colour=_GREY)
        top += _LINE + 4
        for number, axis in enumerate(dimensions()):
            top = _axis(sheet, words, axis, given, top, striped=number % 2 == 0)
        keys = [_Key("reading", words("profiel_aflezing")), _Key("unknown", words("profiel_onbekend"))]
        if any(_column(axis, given) for axis in dimensions()):
            keys.insert(1, _Key("range", words("profiel_bereik")))
        sheet.keys(keys, top + 8)

    said = [words("profiel_alt", **counts, onbekend=str(len(dimensions()) - len(known)))]
    said += [_axis_in_words(words, axis, given) for axis in dimensions() if axis.id in known or _column(axis, given)]
    if unknown := [axis.title for axis in dimensions() if axis.id not in known]:
        said.append(words("profiel_alt_onbekend", namen=", ".join(unknown)))
    return Picture(figure=sheet.figure(), title=title, alt=" ".join(said), lang=lang)


#: Where the columns of a profile begin and end, in points.
_TITLE, _LOW_ANCHOR, _SCALE, _HIGH_ANCHOR = (16, 150), (158, 300), (310, 520), (530, 672)


def _on_scale(part: float, parts: int) -> float:
    """Where ``part`` of so many parts lies between the anchors, in points from the left."""
    left, right = _SCALE
    return left + (right - left) * part / parts


def _column(axis: Dimension, given: Profile) -> Reading | None:
    """The column that the source marked, where that says something beside the reading."""
    reading = given.readings.get(axis.id)
    if reading is None or reading.raw is None:
        return None
    return None if (reading.raw, reading.width) == (given.known().get(axis.id), HIGH) else reading


def _axis_in_words(words: "_Words", axis: Dimension, given: Profile) -> str:
    value, column = given.known().get(axis.id), _column(axis, given)
    place = words("profiel_kolom", ruw=str(column.raw), breedte=str(column.width)) if column else ""
    if value is None:
        return words("profiel_alt_ruw", titel=axis.title, kolom=place)
    shown = words("profiel_alt_kolom", aflezing=str(value), kolom=place) if place else str(value)
    return words("profiel_alt_as", titel=axis.title, waarde=shown, laag=axis.low, hoog=axis.high)


def _axis(  # noqa: PLR0913 - what one row shows
    sheet: "_Sheet", words: "_Words", axis: Dimension, given: Profile, top: float, *, striped: bool
) -> float:
    """One row of the profile; returns where the next begins."""
    value, column = given.known().get(axis.id), _column(axis, given)
    note = words("profiel_kolom", ruw=str(column.raw), breedte=str(column.width)) if column else ""
    spans = {_TITLE: f"{axis.number}. {axis.title}", _LOW_ANCHOR: axis.low, _HIGH_ANCHOR: axis.high}
    lines = {span: sheet.wrapped(text, span[1] - span[0], bold=span is _TITLE) for span, text in spans.items()}
    height = max(max(map(len, lines.values())) * _LINE, 18 + (_LINE if note else 0)) + 12
    if striped:
        sheet.box(8, top, _HIGH_ANCHOR[1], height, fill=_STRIPE, edge=None)
    middle = top + height / 2
    for (left, right), shown in lines.items():
        align = "right" if (left, right) == _LOW_ANCHOR else "left"
        start = right if align == "right" else left
        sheet.text(start, middle - len(shown) * _LINE / 2, shown, align=align, bold=(left, right) == _TITLE)
    left, right = _SCALE
    rail = middle - (_LINE / 2 if note else 0)
    if value is None and column is None:
        sheet.box(
            left, rail - 8, right - left, 16, fill=_PAPER, hatch=_UNKNOWN_HATCH, edge=_GREY, gid=f"onbekend-{axis.id}"
        )
        sheet.label(_on_scale(1, 2), rail, words("onbekend"))
        return top + height
    for place in range(HIGH - LOW + 1):
        sheet.box(_on_scale(place, HIGH), rail - 8, (right - left) / HIGH, 16, fill=_PAPER, edge=_PALE)
    sheet.line([left, right], [rail, rail], colour=_INK)
    if column is not None and column.raw is not None and column.width is not None:
        begin, end = _on_scale(column.raw - 1, column.width), _on_scale(column.raw, column.width)
        sheet.box(begin, rail - 8, end - begin, 16, fill=_SKY, hatch=_RANGE_HATCH, edge=_INK, gid=f"bereik-{axis.id}")
        sheet.text(_on_scale(1, 2), rail + 10, [note], align="center", colour=_GREY, size=_SMALL)
    if value is not None:
        sheet.reading(_on_scale(value - LOW + 0.5, HIGH), rail, str(value), gid=f"aflezing-{axis.id}")
    return top + height


# -- a ladder ----------------------------------------------------------------------


def steps(pack: Pack, name: str, *, on: date | None = None) -> dict[str, str]:
    """The codes of a conclusion in their order, the lowest first, each with what its rule says.

    Args:
        pack: from :func:`participatie.catalog.load`.
        name: a conclusion of which the codes are steps, such as ``vng_trede``.
        on: as it was on that day; the last version where none is given or none was in force.

    Raises:
        KeyError: the pack has no conclusion of that name.

    >>> from participatie import catalog
    >>> steps(catalog.load("ladder_vng"), "vng_trede")["6"]
    'De persoon heeft een contract of werkt als zelfstandige, zonder uitkering of ondersteuning.'
    """
    known = {
        each: [(one.validity, one.document) for one in of if isinstance(one.document, Conclusion)]
        for each, of in pack.decisions.items()
    }
    if not known.get(name):
        near = nearest(name, [each for each, of in known.items() if of])
        raise KeyError(f"{name!r} is no conclusion of this pack" + (f"; did you mean {near!r}?" if near else ""))
    then = [one for one in known[name] if on is not None and one[0].covers(on)]
    _, document = (then or known[name])[-1]
    rows: list[Row | Element] = [*document.rows, *document.elements]
    said = {str(row.code): row.text for row in reversed(rows)}
    return {str(code): " ".join(said.get(str(code), "").split()) for code in document.codes}


def ladder(
    found: Assessment | Iterable[str],
    of: Iterable[LadderStep] | Mapping[str, str],
    *,
    title: str = "",
    lang: str = "nl",
) -> Picture:
    """A ladder with the steps on which someone certainly and possibly stands.

    Args:
        found: the assessment of a conclusion about steps; or the codes that are
            still possible, of which one alone is certain.
        of: all steps, the lowest first: from :func:`participatie.ladder.ladder`,
            or codes with what they say, from :func:`steps`.
        title: what stands above it; of itself that of the assessment.
        lang: ``nl`` or ``en`` for the frame.

    Raises:
        ValueError: no steps, a code that is none of them, or an unknown language.
        ModuleNotFoundError: matplotlib is not installed; it says what to install.
    """
    words = _Words(lang)
    every = dict(of) if isinstance(of, Mapping) else {one.code: f"{one.title}. {one.description}" for one in of}
    if isinstance(found, Assessment):
        possible, certain, title = found.codes, found.certain, title or found.title
    else:
        possible = (found,) if isinstance(found, str) else tuple(found)
        certain = possible if len(possible) == 1 else ()
    if not every:
        raise ValueError("a ladder has steps")
    if strange := [code for code in (*possible, *certain) if code not in every]:
        raise ValueError(f"{strange[0]!r} is no step of this ladder: {', '.join(every)}")
    title = _line(title) or words("ladder")
    with _page() as sheet:
        top = sheet.heading(title)
        bottom = _rungs(sheet, words, every, possible, certain, top)
        if not possible:
            sheet.text(_RUNG[0], bottom + 4, [words("ladder_niets")], bold=True)
            bottom += _LINE + 4
        keys = [
            _Key("certain", words("zeker")),
            _Key("possible", words("mogelijk")),
            _Key("empty", words("ladder_geen")),
        ]
        sheet.keys(keys, bottom + 10)

    codes = tuple(every)
    said = [words("ladder_alt", titel=title, aantal=str(len(codes)), laag=codes[0], hoog=codes[-1])]
    named = {code: f"{_plain(code)} ({_plain(text)})" if text else _plain(code) for code, text in every.items()}
    sure = [named[code] for code in codes if code in certain]
    open_ = [named[code] for code in codes if code in possible and code not in certain]
    said += [words("ladder_alt_zeker", treden="; ".join(sure) or words("geen"))]
    said += [words("ladder_alt_mogelijk", treden="; ".join(open_) or words("geen"))]
    said += [words("ladder_niets")] if not possible else []
    return Picture(figure=sheet.figure(), title=title, alt=" ".join(said), lang=lang)


#: Where the rungs of a ladder begin and end, and the text beside them, in points.
_RUNG, _BESIDE = (30, 120), (150, 672)


def _rungs(  # noqa: PLR0913, PLR0917 - what a ladder shows
    sheet: "_Sheet",
    words: "_Words",
    every: Mapping[str, str],
    possible: Sequence[str],
    certain: Sequence[str],
    top: float,
) -> float:
    """The steps, the highest above; returns where the ladder stands on the ground."""
    left, right = _RUNG
    start = top
    for code, text in reversed(list(every.items())):
        kind = "certain" if code in certain else "possible" if code in possible else "empty"
        lines = sheet.wrapped(text, _BESIDE[1] - _BESIDE[0])
        state = [words(_STATES[kind])] if kind != "empty" else []
        height = max((len(lines) + len(state)) * _LINE + 10, 34)
        middle = top + height / 2
        sheet.swatch(kind, left, middle - 11, right - left, 22, gid=f"trede-{code}")
        sheet.label((left + right) / 2, middle, code, dark=kind == "certain", bold=True)
        above = middle - (len(lines) + len(state)) * _LINE / 2
        after = sheet.text(_BESIDE[0], above, state, bold=True)
        sheet.text(_BESIDE[0], after, lines, colour=_GREY if kind == "empty" else _INK)
        top += height
    for rail in (left, right):
        sheet.line([rail, rail], [start, top + 6], colour=_INK, width=4)
    return top + 6


_STATES = {"certain": "zeker", "possible": "mogelijk"}


# -- a journey ---------------------------------------------------------------------


def journey(given: Journey, *, lang: str = "nl") -> Picture:
    """The phases of a journey as bands, its events as marks, and the dotted line of experience.

    Events stand in their order, not to scale. Where the level of an event is
    unknown, its mark stands below the bands and the line is interrupted.

    Args:
        given: the journey.
        lang: ``nl`` or ``en`` for the frame; what happened stays as it was written.

    Raises:
        ValueError: there is no such language.
        ModuleNotFoundError: matplotlib is not installed; it says what to install.
    """
    words = _Words(lang)
    name = _line(given.title)
    says_so = words("reis_verzonnen") in name.casefold()
    title = name if says_so or not given.invented else f"{name} ({words('reis_verzonnen')})"
    width = _BANDS + len(phases()) * _BAND + len(given.events) * _STEP + _MARGIN
    with _page(width) as sheet:
        top = _bands(sheet, words, given, sheet.heading(title))
        told = _told(sheet, words, given, top + 10)
        feelings_ = [_Key(feeling.code, feeling.title(lang)) for feeling in reversed(feelings())]
        unknown = [_Key(_UNFELT, words("reis_gevoel_onbekend"))] if any(not one.feeling for one in given.events) else []
        sheet.keys([*feelings_, *unknown, _Key("dots", words("reis_lijn"))], told + 4)

    said = [words("reis_alt", titel=title, aantal=str(len(given.events)), laag=str(LOWEST), hoog=str(HIGHEST))]
    for phase in phases():
        events = [_event_in_words(words, one) for one in given.by_phase()[phase.code]]
        said.append(words("reis_alt_fase", fase=phase.title(lang), wat="; ".join(events) or words("reis_leeg")))
    return Picture(figure=sheet.figure(), title=title, alt=" ".join(said), lang=lang)


#: Where the bands begin, how wide one is at least, what each event adds, and how far apart levels are.
_BANDS, _BAND, _STEP, _RISE = 66.0, 72.0, 24.0, 24.0
_UNFELT = "unfelt"
_SHAPES = {"positief": "^", "neutraal": "s", "negatief": "v"}


def _event_in_words(words: "_Words", event: JourneyEvent) -> str:
    titles = {one.code: one.title(words.lang) for one in feelings()}
    feeling = titles[event.feeling] if event.feeling else words("reis_gevoel_onbekend")
    level = str(event.level) if event.level is not None else words("onbekend")
    return words("reis_alt_wat", wanneer=str(event.when), wat=_plain(event.text), gevoel=feeling, beleving=level)


def _bands(sheet: "_Sheet", words: "_Words", given: Journey, top: float) -> float:
    """The bands with their marks and the line; returns where they end."""
    by_phase = given.by_phase()
    spare = sheet.width - _MARGIN - _BANDS - len(phases()) * _BAND
    share = spare / max(len(given.events), 1)
    widths = {
        code: _BAND + (share * len(events) if given.events else spare / len(by_phase))
        for code, events in by_phase.items()
    }
    titles = {
        one.code: sheet.wrapped(one.title(words.lang), widths[one.code] - 8, size=_SMALL, bold=True) for one in phases()
    }
    lanes = top + max(map(len, titles.values())) * _LINE + 22
    highest, lowest = lanes, lanes + (HIGHEST - LOWEST) * _RISE
    unknown = lowest + _RISE + 8 if any(one.level is None for one in given.events) else None
    bottom = (unknown or lowest) + 16
    sheet.text(_BANDS - 8, highest - 6, [words("reis_hoog", hoog=str(HIGHEST))], align="right", colour=_GREY)
    sheet.text(_BANDS - 8, lowest - 6, [words("reis_laag", laag=str(LOWEST))], align="right", colour=_GREY)
    if unknown is not None:
        sheet.text(_BANDS - 8, unknown - 6, [words("onbekend")], align="right", colour=_GREY)
    left, number, line = _BANDS, 0, list[tuple[float, float]]()
    for place, (code, events) in enumerate(by_phase.items()):
        width = widths[code]
        sheet.box(left, top, width, bottom - top, fill=_PAPER if place % 2 else _STRIPE, edge=_PALE, gid=f"fase-{code}")
        sheet.text(left + width / 2, top + 4, titles[code], align="center", size=_SMALL, bold=True)
        for nth, event in enumerate(events):
            number += 1
            x = left + width * (nth + 0.5) / len(events)
            if event.level is None:
                sheet.line(*_apart(line), style=":", width=2)
                line = []
            y = (unknown or bottom) if event.level is None else lowest - (event.level - LOWEST) * _RISE
            line += [(x, y)] if event.level is not None else []
            sheet.feeling(event.feeling, x, y, gid=f"gebeurtenis-{number}")
            sheet.label(x, y - 14, str(number), bold=True, size=_SMALL)
        left += width
    sheet.line(*_apart(line), style=":", width=2)
    for level in range(LOWEST, HIGHEST + 1):
        y = lowest - (level - LOWEST) * _RISE
        sheet.line([_BANDS, left], [y, y], colour=_PALE, width=0.5)
    if unknown is not None:
        sheet.box(_BANDS, unknown - 22, left - _BANDS, 38, fill="none", edge=_GREY, hatch="//", gid="beleving-onbekend")
    return bottom


def _apart(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _told(sheet: "_Sheet", words: "_Words", given: Journey, top: float) -> float:
    """The events in words, phase by phase; returns where they end."""
    number = 0
    for phase in phases():
        top = sheet.text(_MARGIN, top, [phase.title(words.lang)], bold=True) + 2
        events = given.by_phase()[phase.code]
        if not events:
            top = sheet.text(_TOLD[1], top, [words("reis_leeg")], colour=_GREY) + 2
        for event in events:
            number += 1
            sheet.text(_TOLD[0], top, [str(number)], align="right", bold=True)
            sheet.feeling(event.feeling, _TOLD[0] + 14, top + 6)
            sheet.text(_TOLD[1], top, [str(event.when)], colour=_GREY)
            lines = sheet.wrapped(event.text, sheet.width - _MARGIN - _TOLD[2])
            top = sheet.text(_TOLD[2], top, lines) + 4
        top += 4
    return top


#: Where, below the bands, the number of an event ends, and where its moment and its text begin.
_TOLD = (34.0, 62.0, 126.0)


# -- arguments ---------------------------------------------------------------------


def balance(given: Fit, *, lang: str = "nl") -> Picture:
    """The arguments for and against on the pans of a balance that never tips: nothing is weighed.

    Args:
        given: from :func:`participatie.partnership.fit`. An argument that holds
            is filled, one that is still possible hatched.
        lang: ``nl`` or ``en`` for the frame; the arguments are Dutch.

    Raises:
        ValueError: there is no such language.
        ModuleNotFoundError: matplotlib is not installed; it says what to install.
    """
    words = _Words(lang)
    # What is explained before the arguments: the verdict, and from when it counts.
    title, *notes = map(printable, takewhile(bool, given.explain(lang=lang).splitlines()))
    sources = list(dict.fromkeys(_cited(one, lang) for one in given.arguments))
    sides = {
        side: [_Reason(one, sources.index(_cited(one, lang)) + 1, words) for one in sorted(of, key=_possible)]
        for side, of in (("voor", given.pro), ("tegen", given.con))
    }
    with _page() as sheet:
        top = sheet.heading(title)
        top = sheet.text(_MARGIN, top - 4, sheet.wrapped(" ".join(notes), _WIDTH - 2 * _MARGIN)) + 8
        for side, (left, _) in _PANS.items():
            sheet.text(left, top, [words(f"balans_{side}")], bold=True)
        top = _piles(sheet, words, sides, top + _LINE + 6) + 46
        for number, source in enumerate(sources, start=1):
            lines = sheet.wrapped(f"[{number}] {source}", _WIDTH - 2 * _MARGIN, size=_SMALL)
            top = sheet.text(_MARGIN, top, lines, size=_SMALL, colour=_GREY)
        sheet.keys([_Key("certain", words("zeker")), _Key("possible", words("mogelijk"))], top + 8)

    said = [words("balans_alt", titel=title), *notes]
    for side, of in sides.items():
        listed = "; ".join(f"{_plain(one.text)} ({one.state})" for one in of)
        said.append(words("balans_alt_kant", kant=words(f"balans_{side}"), wat=listed or words("geen")))
    said += [f"[{number}] {_plain(source)}." for number, source in enumerate(sources, start=1)]
    return Picture(figure=sheet.figure(), title=title, alt=" ".join([*said, words("balans_recht")]), lang=lang)


def _possible(one: Argument) -> bool:
    return not one.certain


def _cited(one: Argument, lang: str) -> str:
    """What an argument rests on, with its status where that is not that it was read."""
    verified = one.source.status is Status.VERIFIED
    return str(one.source) if verified else f"{one.source} ({texts(lang)[one.source.status.value]})"


#: Where the pans begin and end, in points.
_PANS = {"voor": (16.0, 334.0), "tegen": (354.0, 672.0)}
_STRIP, _GAP = 16.0, 6.0


class _Reason:
    """An argument as it is shown."""

    def __init__(self, argument: Argument, source: int, words: "_Words") -> None:
        self.text, self.certain = argument.text, argument.certain
        self.kind = "certain" if argument.certain else "possible"
        self.state = words("balans_stand", stand=words("zeker" if argument.certain else "mogelijk"), bron=str(source))


def _piles(sheet: "_Sheet", words: "_Words", sides: Mapping[str, Sequence[_Reason]], top: float) -> float:
    """The arguments, piled on the pans, what is certain above; returns where the beam lies."""
    width = _PANS["voor"][1] - _PANS["voor"][0] - _STRIP - 16
    piles = {side: [(one, sheet.wrapped(one.text, width)) for one in of] for side, of in sides.items()}
    heights = {side: sum((len(lines) + 1) * _LINE + 11 + _GAP for _, lines in pile) for side, pile in piles.items()}
    beam = top + max(28.0, *heights.values())
    for side, pile in piles.items():
        left, right = _PANS[side]
        if not pile:
            sheet.text((left + right) / 2, beam - 22, [words("balans_leeg")], align="center", colour=_GREY)
        above = beam - heights[side]
        for number, (one, lines) in enumerate(pile, start=1):
            height = (len(lines) + 1) * _LINE + 11
            fill = _TINT if one.certain else _PAPER
            sheet.box(left, above, right - left, height, fill=fill, dashed=not one.certain)
            sheet.swatch(one.kind, left, above, _STRIP, height, gid=f"{side}-{number}-{one.kind}")
            after = sheet.text(left + _STRIP + 8, above + 5, [one.state], bold=True)
            sheet.text(left + _STRIP + 8, after, lines)
            above += height + _GAP
    (left, _), (_, right) = _PANS["voor"], _PANS["tegen"]
    middle = (left + right) / 2
    sheet.line([left, right], [beam, beam], width=4)
    sheet.mark(middle, beam + 11, shape="^", size=18, fill=_INK)
    sheet.text(middle, beam + 26, [words("balans_recht")], align="center", colour=_GREY)
    return beam


# -- drawing -----------------------------------------------------------------------

#: Colours that are told apart by all eyes (Okabe and Ito), and greys.
_BLUE, _SKY, _ORANGE, _GREEN = "#0072B2", "#9AD0F0", "#E69F00", "#009E73"
_INK, _GREY, _PALE, _STRIPE, _TINT, _PAPER = "#1A1A1A", "#555555", "#BBBBBB", "#F3F3F3", "#DCEBF5", "#FFFFFF"
_UNKNOWN_HATCH, _RANGE_HATCH, _POSSIBLE_HATCH = "////", "|||", "\\\\\\\\"
_WIDTH, _MARGIN, _SIZE, _SMALL, _HEAD, _LINE, _DPI = 688.0, 16.0, 9.0, 7.5, 13.0, 12.5, 144
#: A picture of a very long journey is less sharp, so that it fits in memory.
_PIXELS = 50_000_000
#: Longer texts end in an ellipsis: a file may hold a megabyte of them.
_LONGEST = 1000
_FONTS = ["DejaVu Sans", "sans-serif"]  # the first comes with matplotlib


def _line(text: str) -> str:
    """A text of a file on one line, with nothing in it that steers."""
    return printable(" ".join(text.split()))


def _plain(text: str) -> str:
    """A sentence of a file without its stop, to stand in another."""
    return _line(text).rstrip(".")


@functools.cache
def _frame(lang: str) -> Mapping[str, str]:
    text = (resources("participatie") / "data" / "beelden.toml").read_text("utf-8")
    frames: dict[str, dict[str, str]] = tomllib.loads(text)
    return frames[lang]


@frozen
class _Words:
    """The frame in one language."""

    lang: str = field()

    @lang.validator
    def _exists(self, _: object, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang is one of {', '.join(LANGUAGES)}, not {lang!r}")

    def __call__(self, key: str, /, **values: str) -> str:
        return _frame(self.lang)[key].format_map(values)


@contextmanager
def _our_settings() -> Iterator[None]:
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
def _page(width: float = 0) -> "Iterator[_Sheet]":
    """A page to draw on."""
    with _our_settings():
        yield _Sheet(width)


@frozen
class _Key:
    """A line of the legend: a sign and what it means."""

    sign: str
    text: str


class _Sheet:
    """A page on which is drawn from the top down, in points."""

    def __init__(self, width: float = 0) -> None:
        self.width = max(width, _WIDTH)
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

        self._figure = Figure(figsize=(self.width / 72, 1), facecolor=_PAPER)
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

    def wrapped(self, text: str, width: float, *, size: float = _SIZE, bold: bool = False) -> list[str]:
        """``text`` in lines that fit in ``width``; words that do not fit are broken."""
        whole = _line(text)
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
        size: float = _SIZE,
        bold: bool = False,
        colour: str = _INK,
    ) -> float:
        """Lines below one another, each a text of its own; returns where the next would begin."""
        for line in lines:
            # Where a reader has another font, each line still starts or ends at its place.
            self._put(x, top + size, line, ha=align, va="baseline", size=size, bold=bold, color=colour)
            top += size * _LINE / _SIZE
        self._reaches(top)
        return top

    def label(  # noqa: PLR0913 - how a label can look
        self, x: float, middle: float, text: str, *, dark: bool = False, bold: bool = False, size: float = _SIZE
    ) -> None:
        """A short text upon something, on a patch of paper where that is hatched."""
        patch = None if dark else {"boxstyle": "round,pad=0.15", "facecolor": _PAPER, "edgecolor": "none"}
        colour = _PAPER if dark else _INK
        shown = printable(text)
        self._put(x, middle, shown, ha="center", va="center", size=size, bold=bold, color=colour, bbox=patch, zorder=4)

    def heading(self, text: str) -> float:
        """What the picture is, above it; returns where the rest begins."""
        lines = self.wrapped(text, self.width - 2 * _MARGIN, size=_HEAD, bold=True)
        return self.text(_MARGIN, 12, lines, size=_HEAD, bold=True) + 8

    def _put(self, x: float, y: float, text: str, *, size: float = _SIZE, bold: bool = False, **look: Any) -> None:
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
        edge: str | None = _INK,
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
            self.box(x, y, width, height, fill=_BLUE, gid=gid)
        elif kind == "possible":
            self.box(x, y, width, height, fill=_PAPER, hatch=_POSSIBLE_HATCH, dashed=True, gid=gid)
        else:
            self.box(x, y, width, height, fill=_PAPER, edge=_GREY, gid=gid)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = _INK, width: float = 1, style: str = "-"
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
            markeredgecolor=_INK,
            linestyle="none",
            zorder=3,
        )
        drawn[0].set_gid(gid)

    def reading(self, x: float, y: float, text: str, *, gid: str | None = None) -> None:
        """The place of a reading: a disc with its number."""
        self.mark(x, y, shape="o", size=15, fill=_BLUE, gid=gid)
        self.label(x, y, text, dark=True, bold=True)

    def feeling(self, code: str | None, x: float, y: float, *, gid: str | None = None) -> None:
        """An event by how it was felt: up, level, down, or a ring where that is unknown."""
        fill = {"positief": _GREEN, "neutraal": _PALE, "negatief": _ORANGE}.get(code or "", _PAPER)
        self.mark(x, y, shape=_SHAPES.get(code or "", "o"), size=10, fill=fill, gid=gid)

    # -- the legend --------------------------------------------------------------

    def keys(self, keys: Iterable[_Key], top: float) -> float:
        """What the signs mean, side by side as far as they fit."""
        x = _MARGIN
        for key in keys:
            width = 30 + _measured(key.text, _SIZE) + 18
            if x > _MARGIN and x + width > self.width:
                x, top = _MARGIN, top + _LINE + 6
            self._sign(key.sign, x, top + 1)
            self.text(x + 30, top, [key.text])
            x += width
        return top + _LINE

    def _sign(self, sign: str, x: float, y: float) -> None:
        match sign:
            case "reading":
                self.mark(x + 12, y + 5.5, shape="o", size=11, fill=_BLUE)
            case "unknown":
                self.box(x, y, 24, 11, fill=_PAPER, hatch=_UNKNOWN_HATCH, edge=_GREY)
            case "range":
                self.box(x, y, 24, 11, fill=_SKY, hatch=_RANGE_HATCH)
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
