"""Prints what it costs to say what would have to change, and why not: on `heemskerk`, and on invented towns.

Run it from a checkout: ``python benchmarks/change.py``. On `heemskerk` every outcome but the conclusions is asked of each client; in a town
every rule that is a no of some citizen, a pack made of the rules as rule files state them. Of clients anything is known
from a quarter to nearly all; how facts change, and whom they concern, is drawn. Each way was re-evaluated, as it
always is. Times are of the processor, the first question about an outcome, for which its rules are compiled, included.
"""

import json
import platform
import random
import statistics
import time
from collections.abc import Iterable, Iterator
from datetime import date

from exact import clients

from participatie import Client, Pack, PolicyError, advise, catalog
from participatie.advice import Outcome
from participatie.analysis.consistent import Facts
from participatie.change import ways_to, why_not
from participatie.policy.voorziening import Kind
from participatie.rules.render import render
from participatie.testing.town import DAY, Town, town
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type

ON = date(2018, 6, 1)
PEOPLE, CITIZENS, TOWNS, ASKED = 100, 20, 5, 20

#: How facts of a town change and whom they concern, as often as those of the vocabulary do, roughly.
_WAYS = ("vrij",) * 6 + ("stapsgewijs",) * 2 + ("nooit",) * 2
_WHOM = ("client",) * 7 + ("aanbod",) * 2 + ("werkgever",)


def main() -> None:
    """Measure, and print Markdown."""
    print(f"CPython {platform.python_version()}, {platform.machine()}\n")
    print(
        "| rules | asked | ways, p50 | p95 | most | ways found | not searched whole | why not, p50 | p95 |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    pack = catalog.load("heemskerk")
    people = clients(Facts.of(pack, ON), pack.on(ON).rules)[::3][:PEOPLE]
    measure("heemskerk", pack, ON, list(cases(pack, ON, people, None)))
    for seed in range(TOWNS):
        made = town(seed)
        built = as_pack(made, seed)
        citizens = [made.citizen(number, 0.25 + 0.7 * number / CITIZENS) for number in range(CITIZENS)]
        measure(f"town {seed}", built, DAY, list(cases(built, DAY, citizens, seed)))


def cases(pack: Pack, on: date, people: Iterable[dict], seed: int | None) -> Iterator[tuple[Client, str]]:
    """Whom to ask about what: everything that is a no; in a town so many of those."""
    draw = random.Random(seed)  # noqa: S311 - nobody's secret
    for known in people:
        client = Client.from_mapping(known, words=pack.vocabulary)
        try:
            found = advise(client, pack, on=on)
        except PolicyError:  # a birth date that does not go with an age
            continue
        if seed is None:
            yield from ((client, one.id) for one in found if one.kind not in {Kind.CONCLUSION, Kind.ARGUMENTS})
        else:
            names = [one.id for one in found if one.outcome is Outcome.NO]
            yield from ((client, name) for name in draw.sample(names, min(ASKED, len(names))))


def measure(what: str, pack: Pack, on: date, asked: list[tuple[Client, str]]) -> None:
    """A row of the table."""
    times, reasons, ways, partial = [], [], 0, 0
    for client, name in asked:
        start = time.process_time()
        found = ways_to(client, pack, name, on=on)
        times.append(time.process_time() - start)
        ways += len(found)
        partial += not found.exact
        start = time.process_time()
        why_not(client, pack, name, on=on)
        reasons.append(time.process_time() - start)
    print(
        f"| {what} | {len(asked)} | {at(times, 50)} | {at(times, 95)} | {max(times) * 1e3:.0f} | {ways} | {partial} |"
        f" {at(reasons, 50)} | {at(reasons, 95)} |",
        flush=True,
    )


def at(times: list[float], percent: int) -> str:
    """A percentile, in milliseconds."""
    return f"{statistics.quantiles(times, n=100)[percent - 1] * 1e3:.1f}"


def as_pack(made: Town, seed: int) -> Pack:
    """A town as a pack: its rules as text, each fact with a way to change drawn for it."""
    draw = random.Random(seed)  # noqa: S311 - as above
    facts = "".join(
        f"  {name}: {{titel: {name}, vraag: v?, verandert: {draw.choice(_WAYS)}, betreft: {draw.choice(_WHOM)},"
        f" {entry(of)}{', beschermd: [avg_9]' if draw.random() < 0.15 else ''}}}\n"
        for name, of in made.scope.items()
    )
    ties = "".join(
        f"  - {{id: {one.id}, tekst: v, als: {json.dumps(render(one.condition))}, dan: {{{consequence(one)}}}}}\n"
        for one in made.constraints
    )
    rules = [
        f"voorziening: {name}\ntitel: {name}\nbron: {{artikel: 1}}\nals: {json.dumps(render(rule.expr))}\n"
        for name, rule in made.rules.rules.items()
    ]
    head = "pakket: stad\ntitel: Stad\nbron: {regeling: Stadswet}\n"
    return catalog.parse(f"{head}---\ngegevens:\n{facts}---\nverbanden:\n{ties}", *rules)


def consequence(one: object) -> str:
    return ", ".join(f"{name}: {'ja' if value else 'nee'}" for name, value in one.consequences.items())


def entry(of: Type) -> str:
    """How a fact of a type is declared."""
    match of:
        case Boolean():
            return "type: ja_nee"
        case Number(unit, low, high):
            return f"type: getal, bereik: [{low}, {high}]" + (f", eenheid: {unit}" if unit else "")
        case Code(codes):
            return f"type: code, codes: [{', '.join(codes)}]"
        case CodeSet(codes):
            return f"type: codes, codes: [{', '.join(codes)}]"
        case Date():
            return "type: datum"
        case _:
            raise AssertionError(of)


if __name__ == "__main__":
    main()
