"""A journey: its events by phase."""

from collections.abc import Iterable, Sequence

from participatie.cli.screen import Bit, Cell, Column, Screen
from participatie.cli.show import signs
from participatie.cli.texts import Words
from participatie.journey import HIGHEST, LOWEST, Journey, JourneyEvent, Named, feelings, phases


def journey(screen: Screen, given: Journey) -> None:
    """The events of a journey by phase, and whether it is made up."""
    words = screen.words
    screen.line(given.title, "bold")
    if given.invented:
        screen.line(words("reis_verzonnen"), "yellow")
    if given.case:
        screen.line(words("reis_dossier", naam=given.case))
    screen.line()
    if not given.events:
        screen.line(words("reis_leeg"))
        return
    columns = [
        Column(words("reis_wanneer"), [0], whole=True),
        Column(words("reis_fase"), [1]),
        Column(words("reis_wat"), [2]),
        Column(words("reis_gevoel"), [3], whole=True),
        Column(words("reis_beleving", laag=str(LOWEST), hoog=str(HIGHEST)), [4], whole=True),
    ]
    screen.table(columns, [_happened(one, words) for one in given.in_order()])
    if given.note:
        screen.line()
        screen.line(given.note)


def _happened(one: JourneyEvent, words: Words) -> Sequence[Cell]:
    def named(code: str | None, among: Iterable[Named]) -> str:
        return next((each.title(words.lang) for each in among if each.code == code), words("onbekend"))

    level = words("onbekend") if one.level is None else str(one.level)
    return (
        [Bit(str(one.when))],
        [Bit(named(one.phase, phases()), signs.QUIET)],
        [Bit(one.text, "bold")],
        [Bit(named(one.feeling, feelings()))],
        [Bit(level)],
    )
