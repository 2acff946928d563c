"""What commands show: advice, examples that were run, and facts."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from participatie.advice import Advice, Assessment, Outcome
from participatie.advice.assessment import Assumed, Notice
from participatie.advice.suggesting import Criterion
from participatie.analysis import sources_used
from participatie.analysis.missing_examples import conditional
from participatie.casefile import CaseFile, Change, DueDate, Event
from participatie.casefile import Kind as Happening
from participatie.cli.reading import Read
from participatie.cli.screen import Bit, Cell, Column, Screen
from participatie.cli.texts import Words
from participatie.client import Client
from participatie.diagnostics import Diagnostic
from participatie.examples import Ran
from participatie.journey import HIGHEST, LOWEST, Journey, JourneyEvent, Named, feelings, phases
from participatie.policy.pack import Pack
from participatie.sources import Source, Status
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type
from participatie.values import show as shown
from participatie.vocabulary import DEFAULT_RANGE, Fact, Kind

if TYPE_CHECKING:  # an extra that only tables need
    from participatie.populations import Population

_MARKS = {Outcome.YES: "✓", Outcome.NO: "✗", Outcome.UNKNOWN: "?", Outcome.JUDGEMENT: "»"}
_STYLES = {Outcome.YES: "green", Outcome.NO: "red", Outcome.UNKNOWN: "yellow", Outcome.JUDGEMENT: "magenta"}
_QUIET = "dim"
_STATUS_STYLES = {
    Status.VERIFIED: "green",
    Status.SECONDARY: "yellow",
    Status.OWN_READING: "magenta",
    Status.UNVERIFIED: "red",
}


# -- a table of clients ------------------------------------------------------------

#: So many of the facts that most clients wait for are shown.
_MOST = 15


def population(screen: Screen, found: "Population", pack: Pack, names: Sequence[str] | None) -> None:
    """How many clients have each outcome, and what they wait for."""
    words = screen.words
    screen.line(words("advies_kop", titel=pack.header.title, dag=found.on.isoformat()), "bold")
    screen.line(words("tabel_rijen", rijen=str(found.rows), afgekeurd=str(found.rejected)))
    screen.line()
    titles = {one.id: one.document.title for one in pack.on(found.on).decisions.values()}
    outcomes = [str(one) for one in Outcome]
    columns = [
        Column(words("tabel_wat"), [0], whole=True),
        *(Column(words.of(one), [at]) for at, one in enumerate(outcomes, 1)),
    ]
    rows = [
        [
            [Bit(name), *([Bit(titles[name], _QUIET)] if name in titles and not screen.plain else [])],
            *([Bit(str(count))] for count in counted),
        ]
        for name, *counted in found.counts().iter_rows()
        if not names or name in names
    ]
    screen.table(
        columns,
        [[[Bit(words("tabel_wat"))], *([Bit(words.of(one))] for one in outcomes)], *rows] if screen.plain else rows,
    )
    for name in names or (None,):
        waiting = list(found.blocking(name).iter_rows())
        screen.line()
        screen.line(words("tabel_wacht_op", naam=name) if name else words("tabel_wacht"), "bold")
        screen.points((str(count), f"{fact} ({kind})") for fact, kind, count in waiting[:_MOST])
        if len(waiting) > _MOST:
            screen.line(words("tabel_meer", aantal=str(len(waiting) - _MOST)))
    if found.absent and not names:
        screen.line()
        screen.line(words("tabel_zonder_kolom", feiten=", ".join(found.absent)))


# -- advice ------------------------------------------------------------------------


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
    screen.points((_outcome(screen, one), words(f"legenda_{one.value}")) for one in Outcome)
    screen.line()
    screen.line(words("waarom"))
    screen.line(words("advies"), "bold")


def _assessed(screen: Screen, one: Assessment, given: Advice, pack: Pack) -> Sequence[Cell]:
    return (
        [Bit(_outcome(screen, one.outcome), _STYLES[one.outcome])],
        [Bit(one.id, _QUIET)],
        [Bit(one.title, "bold")],
        [Bit(_source(one.source, screen.words))],
        list(_beside(one, given, pack, screen.words)),
    )


def _outcome(screen: Screen, outcome: Outcome) -> str:
    return f"{screen.mark(_MARKS[outcome])} {screen.words.of(outcome.value)}"


def _beside(one: Assessment, given: Advice, pack: Pack, words: Words) -> Iterator[Bit]:
    """What stands beside an outcome: why it cannot be, what it waits for, and what to note."""
    for reason in _reason(one, given, words):
        yield Bit(reason, mark="•")
    for asked in one.questions:
        if asked.finding:
            said = words("oordeel_van", titel=asked.title, wie=asked.answered_by)
            yield Bit(said, mark=_MARKS[Outcome.JUDGEMENT], style=_STYLES[Outcome.JUDGEMENT])
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
            [Bit(_outcome(screen, one.outcome), _STYLES[one.outcome])],
            [Bit(one.id, _QUIET)],
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


# -- sources -----------------------------------------------------------------------


def sources(screen: Screen, pack: Pack) -> None:
    """The sources of a pack, the weakest first; its entries by status; its contradictions."""
    words = screen.words
    screen.line(pack.header.title, "bold")
    screen.line()
    rows: list[Sequence[Cell]] = [
        (
            [Bit(words.of(use.source.status.value), _STATUS_STYLES[use.source.status])],
            [Bit(str(use.source))],
            [Bit(", ".join(use.names), _QUIET)],
            [Bit(use.source.note)] if use.source.note else [],
        )
        for use in sources_used.used(pack)
    ]
    columns = [
        Column(words("bron_status"), [0], whole=True),
        Column(words("bron"), [1, 3]),
        Column(words("rust_erop"), [2]),
    ]
    screen.table(columns, rows)
    screen.line()
    counts = Counter(sources_used.statuses(pack).values())
    screen.line(words("uitkomsten_per_status"), "bold")
    screen.points((words.of(status.value), str(counts[status])) for status in Status)
    if pack.contradictions:
        screen.line()
        screen.line(words("tegenspraken"), "bold")
        screen.points(
            (screen.mark("•"), words("tegenspraak", tekst=one.text, keuze=one.choice)) for one, _ in pack.contradictions
        )
    screen.line()


def sources_json(packs: Iterable[Pack]) -> str:
    """The sources and contradictions of packs as JSON: a list with an object per pack."""
    return json.dumps(
        [
            {
                "pakket": pack.id,
                "bronnen": [
                    {
                        "bron": str(use.source),
                        "status": use.source.status.value,
                        "opmerking": use.source.note,
                        "gelezen": [day.isoformat() for day in use.source.read],
                        "bij": list(use.names),
                    }
                    for use in sources_used.used(pack)
                ],
                "uitkomsten": {name: status.value for name, status in sources_used.statuses(pack).items()},
                "tegenstrijdigheden": [
                    {
                        "id": str(one.id),
                        "tekst": one.text,
                        "keuze": one.choice,
                        "bij": list(map(str, one.concerns)),
                        "bron": str(source),
                    }
                    for one, source in pack.contradictions
                ],
            }
            for pack in packs
        ],
        ensure_ascii=False,
        indent=2,
    )


# -- packs -------------------------------------------------------------------------


def diagnostics(found: Iterable[Diagnostic], lang: str) -> str:
    """Diagnostics as JSON: a list of objects."""
    return json.dumps([_diagnostic(one, lang) for one in found], ensure_ascii=False, indent=2)


def _diagnostic(one: Diagnostic, lang: str) -> dict[str, Any]:
    span = one.span
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": span.file.name if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "message": one.message(lang),
        "hint": one.hint(lang),
        "arguments": dict(one.arguments),
    }


def examples(screen: Screen, read: Read, ran: Sequence[Ran]) -> None:
    """The examples of one pack, each with how it came out; those that differ in full."""
    words = screen.words
    screen.line(read.name, "bold")
    rows: list[Sequence[Cell]] = []
    for one in ran:
        sign, key, style = ("✗", "wijkt_af", "red") if one.problems else ("✓", "klopt", "green")
        outcome = f"{screen.mark(sign)} {words(key)}"
        rows.append([[Bit(outcome, style)], [Bit(one.decision)], [Bit(one.name)], [Bit(one.on.isoformat())]])
    titles = {"uitslag": True, "waarbij": True, "naam_voorbeeld": False, "op": True}
    columns = [Column(words(title), [place], whole) for place, (title, whole) in enumerate(titles.items())]
    screen.table(columns, rows)
    if problems := [problem for one in ran for problem in one.problems]:
        screen.line()
        screen.diagnostics(problems)


def entries(screen: Screen, packs: Iterable[Pack]) -> None:
    """Per pack how many outcomes there are, how many state a condition of their own, and how certain they are."""
    words = screen.words
    counted: list[Sequence[str]] = []
    for pack in packs:
        statuses = sources_used.statuses(pack)
        own = sum(any(map(conditional, pack.decisions[name])) for name in statuses)
        counts = Counter(statuses.values())
        counted.append([pack.id, str(len(statuses)), str(own), *(str(counts[status]) for status in Status)])
    titles = [words("pakket"), words("uitkomsten"), words("met_voorwaarde"), *map(words.of, Status)]
    columns = [Column(title, [place], whole=True) for place, title in enumerate(titles)]
    shown = [titles, *counted] if screen.plain else counted  # in plain text there are no heads
    screen.table(columns, [[[Bit(cell)] for cell in row] for row in shown])


# -- facts -------------------------------------------------------------------------


def facts(screen: Screen, given: Iterable[Fact]) -> None:
    """Facts as a table."""
    words = screen.words
    rows = [
        (
            [Bit(fact.name, "bold")],
            [Bit(fact.title)],
            [Bit(_kind(fact, words), _QUIET)],
            [Bit(_protected(fact, words), "yellow")] if fact.protected else [],
            [Bit(values(fact.type, words))],
        )
        for fact in given
    ]
    columns = [Column(words("feit"), [0, 1, 2, 3], whole=True), Column(words("waarde"), [4])]
    screen.table(columns, rows, apart=True)


def _kind(fact: Fact, words: Words) -> str:
    kind = words("vaststelling" if fact.kind is Kind.FINDING else "feit_soort")
    return words("van", soort=kind, wie=fact.answered_by)


def _protected(fact: Fact, words: Words) -> str:
    return words("beschermd", gronden=", ".join(map(words.of, fact.protected)))


def values(of: Type, words: Words) -> str:  # noqa: PLR0911 - one return per type
    """What a fact of this type can be, in words."""
    match of:
        case Boolean():
            return words("ja_nee")
        case Number(unit, low, high):
            number = words("getal_eenheid", eenheid=unit.value) if unit else words("getal")
            if (low, high) == DEFAULT_RANGE:
                return number
            return words("bereik", getal=number, laag=str(low), hoog=str(high))
        case Date():
            return words("datum")
        case Code(codes):
            return words("code", codes=", ".join(codes)) if codes else words("code_open")
        case CodeSet(codes):
            return words("codes_uit", codes=", ".join(codes)) if codes else words("codes_open")
        case Text():
            return words("tekst")


def facts_json(given: Mapping[Fact, Sequence[str]], *, with_use: bool) -> str:
    """Facts as JSON, under the words of ``data/feiten.yaml``; perhaps with what each matters to."""
    shown = [_fact(fact) | ({"telt_mee_bij": list(use)} if with_use else {}) for fact, use in given.items()]
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _fact(fact: Fact) -> dict[str, Any]:
    of = fact.type
    kinds = {Boolean: "ja_nee", Number: "getal", Date: "datum", Code: "code", CodeSet: "codes", Text: "tekst"}
    shown: dict[str, Any] = {"naam": fact.name, "titel": fact.title, "type": kinds[type(of)]}
    if isinstance(of, Number):
        shown |= {"eenheid": of.unit.value if of.unit else None, "bereik": [of.low, of.high]}
    elif isinstance(of, Code | CodeSet):
        shown["codes"] = "open" if of.codes is None else list(of.codes)
    unit, since = fact.follows_from or (None, None)
    return shown | {
        "soort": fact.kind.value,
        "vraag": fact.question,
        "beantwoord_door": fact.answered_by,
        "betreft": fact.concerns,
        "verandert": fact.change.value,
        "beschermd": list(fact.protected),
        "volgt_uit": {"eenheid": unit.value, "sinds": since} if unit else None,
        "pakket": fact.pack or None,
    }


# -- case files --------------------------------------------------------------------


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
        [Bit(str(one.number), _QUIET)],
        [Bit(one.on.isoformat())],
        [Bit(words("dossier_laat", soort=one.kind.value) if one.late else one.kind.value)],
        [Bit(words("dossier_gewist") if one.erased else one.fact, "bold")],
        [Bit(value) for value in values],
        [Bit(text) for text in _behind(one, words)],
    )


def _event_values(one: Event, given: CaseFile) -> Sequence[str]:
    if one.erased or one.value is None:
        return ()
    if one.kind is Happening.JOURNEY:
        return (str(one.value["reis"]),)  # type: ignore[index]  # of a journey, its title
    if isinstance(one.value, Mapping):
        client = Client.from_mapping(one.value, words=given.pack.vocabulary)
        known = client.known()
        return [f"{name}: {shown(value, given.pack.vocabulary[name].type)}" for name, value in known.items()]
    return (shown(one.value, given.pack.vocabulary[one.fact].type),)


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
    standing = _outcome(screen, one.after.outcome)
    if one.after.codes:
        standing = words("dossier_codes", uitkomst=standing, codes=", ".join(one.after.codes))
    if one.through is None:
        return words("dossier_vanzelf", uitkomst=standing)
    return words("dossier_door_gebeurtenis", uitkomst=standing, nummer=str(one.through.number))


# -- journeys --------------------------------------------------------------------------


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
        [Bit(named(one.phase, phases()), _QUIET)],
        [Bit(one.text, "bold")],
        [Bit(named(one.feeling, feelings()))],
        [Bit(level)],
    )
