"""An advice, and what is open to someone."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from participatie.advice import Advice, Assessment, Outcome
from participatie.advice.assessment import Assumed, Notice
from participatie.advice.suggesting import Criterion
from participatie.cli.screen import Bit, Cell, Column, Screen
from participatie.cli.show import signs
from participatie.cli.texts import Words
from participatie.policy.pack import Pack
from participatie.sources import Source, Status


def advice(screen: Screen, given: Advice, pack: Pack) -> None:
    """An advice as a table, with what it takes for granted and what its words mean."""
    words = screen.words
    screen.line(words("advies_kop", titel=pack.header.title, dag=given.on.isoformat()), "bold")
    for layer in pack.layers:
        if not layer.header.validity.covers(given.on):
            said = words(Notice.LAYER_NOT_IN_FORCE.value, titel=layer.header.title)
            screen.line(words("let_op", tekst=said), "yellow")
    screen.line()
    columns = [
        Column(words("uitkomst"), [0], whole=True),
        Column(words("voorziening"), [2, 3, 1]),
        Column(words("nodig"), [4]),
    ]
    screen.table(columns, [_assessed(screen, one, given, pack) for one in given], apart=True)
    if taken := list(_assumptions(given, pack, words)):
        screen.line()
        screen.line(words("aannames"), "bold")
        screen.points((screen.mark("•"), one) for one in taken)
    screen.line()
    screen.line(words("legenda"), "bold")
    screen.points((signs.outcome(screen, one), words(f"legenda_{one.value}")) for one in Outcome)
    screen.line()
    screen.line(words("waarom"))
    screen.line(words("advies"), "bold")


def _assessed(screen: Screen, one: Assessment, given: Advice, pack: Pack) -> Sequence[Cell]:
    return (
        [Bit(signs.outcome(screen, one.outcome), signs.STYLES[one.outcome])],
        [Bit(one.id, signs.QUIET)],
        [Bit(one.title, "bold")],
        [Bit(_source(one.source, screen.words))],
        list(_beside(one, given, pack, screen.words)),
    )


def _beside(one: Assessment, given: Advice, pack: Pack, words: Words) -> Iterator[Bit]:
    """What stands beside an outcome: why it cannot be, what it waits for, and what to note."""
    for reason in _reason(one, given, words):
        yield Bit(reason, mark="•")
    for asked in one.questions:
        if asked.finding:
            said = words("oordeel_van", titel=asked.title, wie=asked.answered_by)
            yield Bit(said, mark=signs.MARKS[Outcome.JUDGEMENT], style=signs.STYLES[Outcome.JUDGEMENT])
        else:
            yield Bit(asked.title, mark="•")
    if one.codes != one.certain:
        yield Bit(words("codes", codes=", ".join(one.codes)), mark="=")
    if one.certain:
        yield Bit(words("zeker", codes=", ".join(one.certain)), mark="=")
    for title, value in (*one.extra.items(), *_results(one, words)):
        yield Bit(words("gevolg", titel=title, waarde=value), mark="=")
    for name in one.gaps:
        quantity = pack.versions.quantities.get(name)
        title = quantity.parameter.title if quantity else name
        yield Bit(words("let_op", tekst=words("gat", titel=title)), mark="!", style="yellow")
    for notice in one.notices:
        if notice is Notice.LAYER_NOT_IN_FORCE:
            continue  # said once, above the table
        if notice is not Notice.VALUE_UNVERIFIED or not one.gaps:
            yield Bit(words("let_op", tekst=words(notice.value)), mark="!", style="yellow")


def _reason(one: Assessment, given: Advice, words: Words) -> Iterator[str]:
    reason = one.reason
    if reason is None:
        return
    if reason.until is not None:
        yield words("niet_in_werking_tot", dag=reason.until.isoformat())
    if reason.since is not None:
        yield words("niet_in_werking_van", dag=reason.since.isoformat())
    if reason.until is None and reason.since is None:
        yield words("nooit_in_werking")
    if reason.succeeded_by is not None:
        name = reason.succeeded_by
        yield words("opvolger", naam=given[name].title if name in given else name)


def _results(one: Assessment, words: Words) -> Iterator[tuple[str, str]]:
    """The title of each result, and its value in its unit."""
    for result in one.stated:
        number = f"{result.value:.2f}" if isinstance(result.value, Decimal) else str(result.value)
        if words.lang == "nl":
            number = number.replace(".", ",")
        if result.value is None:
            number = words.of("geen_waarde" if result.gaps else "onbekend")
        else:
            number = f"{number} {result.unit}".strip()
        yield result.title, number


def _source(source: Source, words: Words) -> str:
    said = str(source)
    return said if source.status is Status.VERIFIED else f"{said} ({words.of(source.status.value)})"


def _assumptions(given: Advice, pack: Pack, words: Words) -> Iterator[str]:
    """What is taken for granted for these outcomes, or for all: each once."""
    for_all = (
        Assumed(id=one.id, text=one.text, source=source.on(given.on))
        for one, source in pack.assumptions
        if not one.concerns and one.validity.covers(given.on)
    )
    each = {one.id: one for one in (*for_all, *(one for by in given for one in by.assumptions))}
    for one in each.values():
        yield words("aanname", tekst=" ".join(one.text.split()), bron=_source(one.source, words))


def suggestions(screen: Screen, given: Advice) -> None:
    """What is open to someone, in its order, each with its reasons."""
    words = screen.words
    rows: list[Sequence[Cell]] = [
        (
            [Bit(signs.outcome(screen, one.outcome), signs.STYLES[one.outcome])],
            [Bit(one.id, signs.QUIET)],
            [Bit(one.title, "bold")],
            [
                Bit(reason.text(words.lang), mark="•")
                for reason in one.reasons
                if reason.criterion is not Criterion.OUTCOME
            ],
        )
        for one in given.suggestions()
    ]
    if not rows:
        screen.line(words("geen_suggesties"))
        return
    columns = [
        Column(words("uitkomst"), [0], whole=True),
        Column(words("voorziening_kort"), [2, 1]),
        Column(words("redenen"), [3]),
    ]
    screen.table(columns, rows, apart=True)
    screen.line()
    screen.line(words("suggesties_volgorde"))
    screen.line(words("advies"), "bold")
