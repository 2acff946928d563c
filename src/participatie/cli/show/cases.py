"""A case file: its events, what falls due, and how an outcome went."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from participatie.casefile import CaseFile, Change, DueDate, Event, Kind
from participatie.cli.screen import Bit, Cell, Column, Screen
from participatie.cli.show import signs
from participatie.cli.texts import Words
from participatie.client import Client
from participatie.values import show


def case(screen: Screen, given: CaseFile, day: date) -> None:
    """The events of a case, what contradicts itself on a day, and what falls due."""
    words = screen.words
    screen.line(words("dossier_kop", titel=given.pack.header.title, dag=given.on.isoformat()), "bold")
    screen.line()
    columns = [
        Column(words("dossier_wanneer"), [0, 1, 2], whole=True),
        Column(words("dossier_wat"), [3, 4]),
        Column(words("dossier_waarvan"), [5]),
    ]
    screen.table(columns, [_event(one, given, words) for one in given.events])
    if found := given.contradictions(on=day):
        screen.line()
        screen.line(words("dossier_tegenspraken"), "bold yellow")
        screen.points((screen.mark("•"), one.message(words.lang)) for one in found)
    if dates := given.due(day):
        screen.line()
        screen.line(words("dossier_termijnen", dag=day.isoformat()), "bold")
        screen.points(_due(one, words) for one in dates)


def _due(one: DueDate, words: Words) -> tuple[str, str]:
    said = words("dossier_termijn", naam=one.outcome, tekst=one.due.text)
    if one.on is None:
        return "?", words("dossier_geen_dag", tekst=said, na=one.due.after, vanaf=one.due.since_title)
    return one.on.isoformat(), words("dossier_voorbij", tekst=said) if one.passed else said


def _event(one: Event, given: CaseFile, words: Words) -> Sequence[Cell]:
    values = _event_values(one, given)
    return (
        [Bit(str(one.number), signs.QUIET)],
        [Bit(one.on.isoformat())],
        [Bit(words("dossier_laat", soort=one.kind.value) if one.late else one.kind.value)],
        [Bit(words("dossier_gewist") if one.erased else one.fact, "bold")],
        [Bit(value) for value in values],
        [Bit(text) for text in _behind(one, words)],
    )


def _event_values(one: Event, given: CaseFile) -> Sequence[str]:
    if one.erased or one.value is None:
        return ()
    if one.kind is Kind.JOURNEY:
        return (str(one.value["reis"]),)  # type: ignore[index]  # of a journey, its title
    if isinstance(one.value, Mapping):
        client = Client.from_mapping(one.value, words=given.pack.vocabulary)
        known = client.known()
        return [f"{name}: {show(value, given.pack.vocabulary[name].type)}" for name, value in known.items()]
    return (show(one.value, given.pack.vocabulary[one.fact].type),)


def _behind(one: Event, words: Words) -> Iterator[str]:
    if one.source:
        yield one.source
    if one.by:
        yield words("dossier_door", door=one.by, omdat=one.because)
    if one.corrects is not None:
        yield words("dossier_betreft", nummer=str(one.corrects))


def history(screen: Screen, given: CaseFile, outcome: str, until: date) -> None:
    """How one outcome went in a case."""
    words = screen.words
    screen.line()
    screen.line(words("dossier_verloop", naam=outcome), "bold")
    screen.points((one.on.isoformat(), _change(one, screen)) for one in given.history(outcome, until))


def _change(one: Change, screen: Screen) -> str:
    words = screen.words
    standing = signs.outcome(screen, one.after.outcome)
    if one.after.codes:
        standing = words("dossier_codes", uitkomst=standing, codes=", ".join(one.after.codes))
    if one.through is None:
        return words("dossier_vanzelf", uitkomst=standing)
    return words("dossier_door_gebeurtenis", uitkomst=standing, nummer=str(one.through.number))
