"""A pack: its sources, its outcomes, its examples, and what is wrong with it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from participatie.analysis import sources_used
from participatie.analysis.missing_examples import conditional
from participatie.cli.reading import Read
from participatie.cli.screen import Bit, Cell, Column, Screen
from participatie.cli.show import signs
from participatie.diagnostics import Diagnostic
from participatie.examples import Ran
from participatie.policy.pack import Pack
from participatie.sources import Status

_STATUS_STYLES = {
    Status.VERIFIED: "green",
    Status.SECONDARY: "yellow",
    Status.OWN_READING: "magenta",
    Status.UNVERIFIED: "red",
}


def sources(screen: Screen, pack: Pack) -> None:
    """The sources of a pack, the weakest first; its entries by status; its contradictions."""
    words = screen.words
    screen.line(pack.header.title, "bold")
    screen.line()
    rows: list[Sequence[Cell]] = [
        (
            [Bit(words.of(use.source.status.value), _STATUS_STYLES[use.source.status])],
            [Bit(str(use.source))],
            [Bit(", ".join(use.names), signs.QUIET)],
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
