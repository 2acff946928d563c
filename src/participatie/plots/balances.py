"""The arguments for and against, beside one another."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from participatie.advice.explanation import texts
from participatie.diagnostics import printable
from participatie.partnership import Argument, Fit
from participatie.plots.picture import Picture
from participatie.plots.sheet import GREY, INK, LINE, MARGIN, PAPER, SMALL, TINT, WIDTH, Key, Sheet, page
from participatie.plots.words import Words, plain
from participatie.sources import Status


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
    words = Words(lang)
    # What is explained before the arguments: the verdict, and from when it counts.
    title, *notes = map(printable, takewhile(bool, given.explain(lang=lang).splitlines()))
    sources = list(dict.fromkeys(_cited(one, lang) for one in given.arguments))
    sides = {
        side: [_Reason(one, sources.index(_cited(one, lang)) + 1, words) for one in sorted(of, key=_possible)]
        for side, of in (("voor", given.pro), ("tegen", given.con))
    }
    with page() as sheet:
        top = sheet.heading(title)
        top = sheet.text(MARGIN, top - 4, sheet.wrapped(" ".join(notes), WIDTH - 2 * MARGIN)) + 8
        for side, (left, _) in _PANS.items():
            sheet.text(left, top, [words(f"balans_{side}")], bold=True)
        top = _piles(sheet, words, sides, top + LINE + 6) + 46
        for number, source in enumerate(sources, start=1):
            lines = sheet.wrapped(f"[{number}] {source}", WIDTH - 2 * MARGIN, size=SMALL)
            top = sheet.text(MARGIN, top, lines, size=SMALL, colour=GREY)
        sheet.keys([Key("certain", words("zeker")), Key("possible", words("mogelijk"))], top + 8)

    said = [words("balans_alt", titel=title), *notes]
    for side, of in sides.items():
        listed = "; ".join(f"{plain(one.text)} ({one.state})" for one in of)
        said.append(words("balans_alt_kant", kant=words(f"balans_{side}"), wat=listed or words("geen")))
    said += [f"[{number}] {plain(source)}." for number, source in enumerate(sources, start=1)]
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

    def __init__(self, argument: Argument, source: int, words: Words) -> None:
        self.text, self.certain = argument.text, argument.certain
        self.kind = "certain" if argument.certain else "possible"
        self.state = words("balans_stand", stand=words("zeker" if argument.certain else "mogelijk"), bron=str(source))


def _piles(sheet: Sheet, words: Words, sides: Mapping[str, Sequence[_Reason]], top: float) -> float:
    """The arguments, piled on the pans, what is certain above; returns where the beam lies."""
    width = _PANS["voor"][1] - _PANS["voor"][0] - _STRIP - 16
    piles = {side: [(one, sheet.wrapped(one.text, width)) for one in of] for side, of in sides.items()}
    heights = {side: sum((len(lines) + 1) * LINE + 11 + _GAP for _, lines in pile) for side, pile in piles.items()}
    beam = top + max(28.0, *heights.values())
    for side, pile in piles.items():
        left, right = _PANS[side]
        if not pile:
            sheet.text((left + right) / 2, beam - 22, [words("balans_leeg")], align="center", colour=GREY)
        above = beam - heights[side]
        for number, (one, lines) in enumerate(pile, start=1):
            height = (len(lines) + 1) * LINE + 11
            fill = TINT if one.certain else PAPER
            sheet.box(left, above, right - left, height, fill=fill, dashed=not one.certain)
            sheet.swatch(one.kind, left, above, _STRIP, height, gid=f"{side}-{number}-{one.kind}")
            after = sheet.text(left + _STRIP + 8, above + 5, [one.state], bold=True)
            sheet.text(left + _STRIP + 8, after, lines)
            above += height + _GAP
    (left, _), (_, right) = _PANS["voor"], _PANS["tegen"]
    middle = (left + right) / 2
    sheet.line([left, right], [beam, beam], width=4)
    sheet.mark(middle, beam + 11, shape="^", size=18, fill=INK)
    sheet.text(middle, beam + 26, [words("balans_recht")], align="center", colour=GREY)
    return beam
