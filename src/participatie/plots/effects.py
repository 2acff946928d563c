"""What other rules do: who gains, who loses and for whom it becomes unknown, per outcome."""

from collections.abc import Mapping

from participatie.plots.picture import Picture
from participatie.plots.sheet import (
    BLUE,
    GREY,
    INK,
    LOSS_HATCH,
    MARGIN,
    ORANGE,
    PAPER,
    SMALL,
    UNKNOWN_HATCH,
    WIDTH,
    Key,
    Sheet,
    page,
)
from participatie.plots.words import Words as Frame
from participatie.plots.words import one_line
from participatie.whatif import Change, Effect, WhatIf, Words

#: Where the titles begin and end, and where the bars stand: those of who loses grow to
#: the left, those of who gains to the right, and those that become unknown have their own place.
_TITLES = (16.0, 250.0)
_AXIS, _OWN, _LONGEST = 370.0, 540.0, 84.0
_ROW = 15.0
#: What is said in words below a title: changes that are neither gain nor loss.
_BESIDE = (Change.JUDGEMENT, Change.YES, Change.NO)


def effects(given: WhatIf, *, lang: str = "nl") -> Picture:
    """A bar for who gains, who loses and for whom a fact is now missing, for each outcome that changes.

    Args:
        given: from :func:`participatie.compare`. Duties and measures stand apart:
            who gets one is worse off.
        lang: ``nl`` or ``en`` for the frame; titles of outcomes are Dutch.

    Raises:
        ValueError: there is no such language.
        ModuleNotFoundError: matplotlib is not installed; it says what to install.
    """
    frame, words = Frame(lang), Words(lang)
    title = one_line(words("kop", oud=given.old.name, nieuw=given.new.name))
    changed = given.changed
    groups = {
        "voorzieningen": [one for one in changed if not one.burden],
        "plichten": [one for one in changed if one.burden],
    }
    most = max((one.count(each) for one in changed for each in _BARS), default=0)
    people = words("mensen", aantal=str(given.people))
    with page() as sheet:
        top = sheet.heading(title)
        top = sheet.text(MARGIN, top - 4, [people], colour=GREY) + 8
        for name, of in groups.items():
            if of:
                top = _head(sheet, words, words(name), top, burden=of[0].burden)
                for one in of:
                    top = _effect(sheet, words, one, most, top)
                top += 10
        rest = frame("gevolgen_gelijk", aantal=str(len(given) - len(changed)))
        top = sheet.text(MARGIN, top, sheet.wrapped(rest, WIDTH - 2 * MARGIN), colour=GREY) + 8
        signs = {"loss": frame("ja_nee"), "certain": frame("nee_ja"), "unknown": words.change(Change.UNKNOWN)}
        sheet.keys([Key(sign, text) for sign, text in signs.items()], top)

    said = [f"{title}.", people, frame("gevolgen_alt")]
    for name, of in groups.items():
        said += [f"{words(name)}: " + " ".join(_in_words(words, one) for one in of)] if of else []
    return Picture(figure=sheet.figure(), title=title, alt=" ".join([*said, rest]), lang=lang)


#: How each bar is filled and hatched.
_LOOKS: Mapping[Change, tuple[str, str | None]] = {
    Change.LOSES: (ORANGE, LOSS_HATCH),
    Change.GAINS: (BLUE, None),
    Change.UNKNOWN: (PAPER, UNKNOWN_HATCH),
}
_BARS = tuple(_LOOKS)


def _head(sheet: Sheet, words: Words, title: str, top: float, *, burden: bool) -> float:
    sheet.text(_TITLES[0], top, [title], bold=True)
    sheet.text(_AXIS - 6, top, [words.change(Change.LOSES, burden=burden)], align="right", colour=GREY)
    sheet.text(_AXIS + 6, top, [words.change(Change.GAINS, burden=burden)], colour=GREY)
    return sheet.text(_OWN, top, [words.change(Change.UNKNOWN)], colour=GREY) + 4


def _effect(sheet: Sheet, words: Words, one: Effect, most: int, top: float) -> float:
    """One outcome; returns where the next begins."""
    below = sheet.text(_TITLES[0], top, sheet.wrapped(one.title, _TITLES[1] - _TITLES[0]))
    beside = _beside(words, one)
    if beside:
        below = sheet.text(_TITLES[0], below, sheet.wrapped(beside, _TITLES[1] - _TITLES[0], size=SMALL), size=SMALL)
    for each, place in ((Change.LOSES, _AXIS), (Change.GAINS, _AXIS), (Change.UNKNOWN, _OWN)):
        count = one.count(each)
        if not count:
            continue
        length, fill, hatch = _LONGEST * count / most, *_LOOKS[each]
        left = each is Change.LOSES
        sheet.box(place - length if left else place, top, length, _ROW - 3, fill=fill, hatch=hatch)
        at = place - length - 4 if left else place + length + 4
        sheet.text(at, top + 1, [str(count)], align="right" if left else "left")
    sheet.line([_AXIS, _AXIS], [top - 2, top + _ROW], colour=INK)
    return max(below, top + _ROW) + 6


def _beside(words: Words, one: Effect) -> str:
    """The other changes, and whether the outcome began or ceased to exist."""
    parts = [f"{words.change(each)}: {one.count(each)}" for each in _BESIDE if one.count(each)]
    existence = words.existence(one)
    return "; ".join([*parts, existence] if existence else parts)


def _in_words(words: Words, one: Effect) -> str:
    counts = [f"{words.change(each, burden=one.burden)}: {one.count(each)}" for each in _BARS if one.count(each)]
    beside = _beside(words, one)
    return f"{one_line(one.title)}: {'; '.join([*counts, *([beside] if beside else [])])}."
