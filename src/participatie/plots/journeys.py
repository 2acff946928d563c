"""A journey: bands, marks, and the line of experience."""

from collections.abc import Sequence

from participatie.journey import HIGHEST, LOWEST, Journey, JourneyEvent, feelings, phases
from participatie.plots.picture import Picture
from participatie.plots.sheet import GREY, LINE, MARGIN, PALE, PAPER, SMALL, STRIPE, Key, Sheet, page
from participatie.plots.words import Words, one_line, plain


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
    words = Words(lang)
    name = one_line(given.title)
    says_so = words("reis_verzonnen") in name.casefold()
    title = name if says_so or not given.invented else f"{name} ({words('reis_verzonnen')})"
    width = _BANDS + len(phases()) * _BAND + len(given.events) * _STEP + MARGIN
    with page(width) as sheet:
        top = _bands(sheet, words, given, sheet.heading(title))
        told = _told(sheet, words, given, top + 10)
        feelings_ = [Key(feeling.code, feeling.title(lang)) for feeling in reversed(feelings())]
        unknown = [Key(_UNFELT, words("reis_gevoel_onbekend"))] if any(not one.feeling for one in given.events) else []
        sheet.keys([*feelings_, *unknown, Key("dots", words("reis_lijn"))], told + 4)

    said = [words("reis_alt", titel=title, aantal=str(len(given.events)), laag=str(LOWEST), hoog=str(HIGHEST))]
    for phase in phases():
        events = [_event_in_words(words, one) for one in given.by_phase()[phase.code]]
        said.append(words("reis_alt_fase", fase=phase.title(lang), wat="; ".join(events) or words("reis_leeg")))
    return Picture(figure=sheet.figure(), title=title, alt=" ".join(said), lang=lang)


#: Where the bands begin, how wide one is at least, what each event adds, and how far apart levels are.
_BANDS, _BAND, _STEP, _RISE = 66.0, 72.0, 24.0, 24.0
_UNFELT = "unfelt"


def _event_in_words(words: Words, event: JourneyEvent) -> str:
    titles = {one.code: one.title(words.lang) for one in feelings()}
    feeling = titles[event.feeling] if event.feeling else words("reis_gevoel_onbekend")
    level = str(event.level) if event.level is not None else words("onbekend")
    return words("reis_alt_wat", wanneer=str(event.when), wat=plain(event.text), gevoel=feeling, beleving=level)


def _bands(sheet: Sheet, words: Words, given: Journey, top: float) -> float:
    """The bands with their marks and the line; returns where they end."""
    by_phase = given.by_phase()
    spare = sheet.width - MARGIN - _BANDS - len(phases()) * _BAND
    share = spare / max(len(given.events), 1)
    widths = {
        code: _BAND + (share * len(events) if given.events else spare / len(by_phase))
        for code, events in by_phase.items()
    }
    titles = {
        one.code: sheet.wrapped(one.title(words.lang), widths[one.code] - 8, size=SMALL, bold=True) for one in phases()
    }
    lanes = top + max(map(len, titles.values())) * LINE + 22
    highest, lowest = lanes, lanes + (HIGHEST - LOWEST) * _RISE
    unknown = lowest + _RISE + 8 if any(one.level is None for one in given.events) else None
    bottom = (unknown or lowest) + 16
    sheet.text(_BANDS - 8, highest - 6, [words("reis_hoog", hoog=str(HIGHEST))], align="right", colour=GREY)
    sheet.text(_BANDS - 8, lowest - 6, [words("reis_laag", laag=str(LOWEST))], align="right", colour=GREY)
    if unknown is not None:
        sheet.text(_BANDS - 8, unknown - 6, [words("onbekend")], align="right", colour=GREY)
    left, number, line = _BANDS, 0, list[tuple[float, float]]()
    for place, (code, events) in enumerate(by_phase.items()):
        width = widths[code]
        sheet.box(left, top, width, bottom - top, fill=PAPER if place % 2 else STRIPE, edge=PALE, gid=f"fase-{code}")
        sheet.text(left + width / 2, top + 4, titles[code], align="center", size=SMALL, bold=True)
        for nth, event in enumerate(events):
            number += 1
            x = left + width * (nth + 0.5) / len(events)
            if event.level is None:
                sheet.line(*_apart(line), style=":", width=2)
                line = []
            y = (unknown or bottom) if event.level is None else lowest - (event.level - LOWEST) * _RISE
            line += [(x, y)] if event.level is not None else []
            sheet.feeling(event.feeling, x, y, gid=f"gebeurtenis-{number}")
            sheet.label(x, y - 14, str(number), bold=True, size=SMALL)
        left += width
    sheet.line(*_apart(line), style=":", width=2)
    for level in range(LOWEST, HIGHEST + 1):
        y = lowest - (level - LOWEST) * _RISE
        sheet.line([_BANDS, left], [y, y], colour=PALE, width=0.5)
    if unknown is not None:
        sheet.box(_BANDS, unknown - 22, left - _BANDS, 38, fill="none", edge=GREY, hatch="//", gid="beleving-onbekend")
    return bottom


def _apart(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]


def _told(sheet: Sheet, words: Words, given: Journey, top: float) -> float:
    """The events in words, phase by phase; returns where they end."""
    number = 0
    for phase in phases():
        top = sheet.text(MARGIN, top, [phase.title(words.lang)], bold=True) + 2
        events = given.by_phase()[phase.code]
        if not events:
            top = sheet.text(_TOLD[1], top, [words("reis_leeg")], colour=GREY) + 2
        for event in events:
            number += 1
            sheet.text(_TOLD[0], top, [str(number)], align="right", bold=True)
            sheet.feeling(event.feeling, _TOLD[0] + 14, top + 6)
            sheet.text(_TOLD[1], top, [str(event.when)], colour=GREY)
            lines = sheet.wrapped(event.text, sheet.width - MARGIN - _TOLD[2])
            top = sheet.text(_TOLD[2], top, lines) + 4
        top += 4
    return top


#: Where, below the bands, the number of an event ends, and where its moment and its text begin.
_TOLD = (34.0, 62.0, 126.0)
