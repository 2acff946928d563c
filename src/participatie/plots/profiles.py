"""A profile: twelve dimensions between their anchors."""

from participatie.plots.picture import Picture
from participatie.plots.sheet import (
    GREY,
    INK,
    LINE,
    PALE,
    PAPER,
    RANGE_HATCH,
    SKY,
    SMALL,
    STRIPE,
    UNKNOWN_HATCH,
    Key,
    Sheet,
    page,
)
from participatie.plots.words import Words
from participatie.profile import HIGH, LOW, Dimension, Profile, Reading, dimensions


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
    words = Words(lang)
    known = given.known()
    counts = {"bekend": str(len(known)), "alle": str(len(dimensions()))}
    title = words("profiel", **counts)
    with page() as sheet:
        top = sheet.heading(title)
        for place in range(LOW, HIGH + 1):
            sheet.text(_on_scale(place - LOW + 0.5, HIGH), top, [str(place)], align="center", colour=GREY)
        top += LINE + 4
        for number, axis in enumerate(dimensions()):
            top = _axis(sheet, words, axis, given, top, striped=number % 2 == 0)
        keys = [Key("reading", words("profiel_aflezing")), Key("unknown", words("profiel_onbekend"))]
        if any(_column(axis, given) for axis in dimensions()):
            keys.insert(1, Key("range", words("profiel_bereik")))
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


def _axis_in_words(words: Words, axis: Dimension, given: Profile) -> str:
    value, column = given.known().get(axis.id), _column(axis, given)
    place = words("profiel_kolom", ruw=str(column.raw), breedte=str(column.width)) if column else ""
    if value is None:
        return words("profiel_alt_ruw", titel=axis.title, kolom=place)
    shown = words("profiel_alt_kolom", aflezing=str(value), kolom=place) if place else str(value)
    return words("profiel_alt_as", titel=axis.title, waarde=shown, laag=axis.low, hoog=axis.high)


def _axis(  # noqa: PLR0913 - what one row shows
    sheet: Sheet, words: Words, axis: Dimension, given: Profile, top: float, *, striped: bool
) -> float:
    """One row of the profile; returns where the next begins."""
    value, column = given.known().get(axis.id), _column(axis, given)
    note = words("profiel_kolom", ruw=str(column.raw), breedte=str(column.width)) if column else ""
    spans = {_TITLE: f"{axis.number}. {axis.title}", _LOW_ANCHOR: axis.low, _HIGH_ANCHOR: axis.high}
    lines = {span: sheet.wrapped(text, span[1] - span[0], bold=span is _TITLE) for span, text in spans.items()}
    height = max(max(map(len, lines.values())) * LINE, 18 + (LINE if note else 0)) + 12
    if striped:
        sheet.box(8, top, _HIGH_ANCHOR[1], height, fill=STRIPE, edge=None)
    middle = top + height / 2
    for (left, right), shown in lines.items():
        align = "right" if (left, right) == _LOW_ANCHOR else "left"
        start = right if align == "right" else left
        sheet.text(start, middle - len(shown) * LINE / 2, shown, align=align, bold=(left, right) == _TITLE)
    left, right = _SCALE
    rail = middle - (LINE / 2 if note else 0)
    if value is None and column is None:
        sheet.box(
            left, rail - 8, right - left, 16, fill=PAPER, hatch=UNKNOWN_HATCH, edge=GREY, gid=f"onbekend-{axis.id}"
        )
        sheet.label(_on_scale(1, 2), rail, words("onbekend"))
        return top + height
    for place in range(HIGH - LOW + 1):
        sheet.box(_on_scale(place, HIGH), rail - 8, (right - left) / HIGH, 16, fill=PAPER, edge=PALE)
    sheet.line([left, right], [rail, rail], colour=INK)
    if column is not None and column.raw is not None and column.width is not None:
        begin, end = _on_scale(column.raw - 1, column.width), _on_scale(column.raw, column.width)
        sheet.box(begin, rail - 8, end - begin, 16, fill=SKY, hatch=RANGE_HATCH, edge=INK, gid=f"bereik-{axis.id}")
        sheet.text(_on_scale(1, 2), rail + 10, [note], align="center", colour=GREY, size=SMALL)
    if value is not None:
        sheet.reading(_on_scale(value - LOW + 0.5, HIGH), rail, str(value), gid=f"aflezing-{axis.id}")
    return top + height
