"""A ladder, with the steps on which someone certainly and possibly stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from participatie.advice.assessment import Assessment
from participatie.diagnostics import nearest
from participatie.ladder import LadderStep
from participatie.plots.picture import Picture
from participatie.plots.sheet import GREY, INK, LINE, Key, Sheet, page
from participatie.plots.words import Words, one_line, plain
from participatie.policy.documents import Conclusion, Element, Row
from participatie.policy.pack import Pack


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
    words = Words(lang)
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
    title = one_line(title) or words("ladder")
    with page() as sheet:
        top = sheet.heading(title)
        bottom = _rungs(sheet, words, every, possible, certain, top)
        if not possible:
            sheet.text(_RUNG[0], bottom + 4, [words("ladder_niets")], bold=True)
            bottom += LINE + 4
        keys = [
            Key("certain", words("zeker")),
            Key("possible", words("mogelijk")),
            Key("empty", words("ladder_geen")),
        ]
        sheet.keys(keys, bottom + 10)

    codes = tuple(every)
    said = [words("ladder_alt", titel=title, aantal=str(len(codes)), laag=codes[0], hoog=codes[-1])]
    named = {code: f"{plain(code)} ({plain(text)})" if text else plain(code) for code, text in every.items()}
    sure = [named[code] for code in codes if code in certain]
    open_ = [named[code] for code in codes if code in possible and code not in certain]
    said += [words("ladder_alt_zeker", treden="; ".join(sure) or words("geen"))]
    said += [words("ladder_alt_mogelijk", treden="; ".join(open_) or words("geen"))]
    said += [words("ladder_niets")] if not possible else []
    return Picture(figure=sheet.figure(), title=title, alt=" ".join(said), lang=lang)


#: Where the rungs of a ladder begin and end, and the text beside them, in points.
_RUNG, _BESIDE = (30, 120), (150, 672)


def _rungs(  # noqa: PLR0913, PLR0917 - what a ladder shows
    sheet: Sheet,
    words: Words,
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
        height = max((len(lines) + len(state)) * LINE + 10, 34)
        middle = top + height / 2
        sheet.swatch(kind, left, middle - 11, right - left, 22, gid=f"trede-{code}")
        sheet.label((left + right) / 2, middle, code, dark=kind == "certain", bold=True)
        above = middle - (len(lines) + len(state)) * LINE / 2
        after = sheet.text(_BESIDE[0], above, state, bold=True)
        sheet.text(_BESIDE[0], after, lines, colour=GREY if kind == "empty" else INK)
        top += height
    for rail in (left, right):
        sheet.line([rail, rail], [start, top + 6], colour=INK, width=4)
    return top + 6


_STATES = {"certain": "zeker", "possible": "mogelijk"}
