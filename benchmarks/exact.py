"""Prints what exact answers cost, beside the reference: on `heemskerk`, and on invented towns.

Run it from a checkout: ``python benchmarks/exact.py``. Every boolean rule of a town is answered, and every outcome
of `heemskerk`; the reference has been asked before the clock runs. Of clients anything is known from nothing to nearly
all. Times are of the processor, each client once; and once more with what is remembered between clients thrown away
before each of them (*cold*).
"""

import platform
import random
import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from participatie import Client, Pack, advise, catalog
from participatie.advice.settling import exactly
from participatie.analysis.consistent import Facts
from participatie.engines.evaluate import evaluate
from participatie.engines.exact import Exact
from participatie.rules.rule import RuleSet
from participatie.testing.town import DAY, town
from participatie.values import Boolean, Code, CodeSet, Number, Type, Value

ON = date(2018, 6, 1)
CLIENTS, CITIZENS, TOWNS = 300, 100, 10


def main() -> None:
    """Measure, and print Markdown."""
    print(f"CPython {platform.python_version()}, {platform.machine()}\n")
    print(
        "| rules | compiled in, ms | nodes | reference, ms, p50 | exact, ms, p50 | p95 | open | settled more |"
        " asks less | not exact | cold p95 |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    pack = catalog.load("heemskerk")
    snapshot = pack.on(ON)
    outcomes = [
        name
        for name, rule in snapshot.rules.rules.items()
        if isinstance(rule.type, Boolean) and "/" not in name and "#" not in name
    ]
    people = clients(Facts.of(pack, ON), snapshot.rules)
    measured = measure("heemskerk", exactly(snapshot, pack), people, outcomes, ON)
    towns: tuple[list[float], list[float]] = [], []
    for seed in range(TOWNS):
        made = town(seed)
        exact = Exact(made.rules, made.constraints, made.scope)
        citizens = [made.citizen(number, number / CITIZENS) for number in range(CITIZENS)]
        random.Random(seed).shuffle(citizens)  # noqa: S311 - nobody's secret
        times, cold = measure(f"town {seed}", exact, citizens, list(made.rules.rules), DAY)
        towns[0].extend(times)
        towns[1].extend(cold)
    for what, (times, cold) in (("heemskerk", measured), (f"all {TOWNS} towns", towns)):
        print(
            f"\n{what}: p50 {statistics.median(times) * 1e3:.1f} ms, p95 {p95(times):.1f} ms, cold p95 {p95(cold):.1f} ms"
        )
    whole(pack, people)
    depending(pack)


def measure(
    what: str, exact: Exact, people: Iterable[Mapping[str, Value]], names: Sequence[str], on: date
) -> tuple[list[float], list[float]]:
    """The time of each client, and cold; printed as a row."""
    start = time.process_time()
    compiled = exact.compiled(on)
    compiling = time.process_time() - start
    times, plainly, cold, references = [], [], [], []
    open_ones = more = less = inexact = 0
    for known in people:
        start = time.process_time()
        reference = evaluate(exact.rules, known, on)
        plainly.append(time.process_time() - start)
        references.append(reference)
        start = time.process_time()
        answers = exact.settle(reference)
        found = {name: answers[name] for name in names}
        times.append(time.process_time() - start)
        for name, one in found.items():
            if reference.values[name] is None:
                open_ones += 1
                more += one.value is not None
                less += one.value is None and len(one.missing) < len(reference.undecided(name))
                inexact += not one.exact
    for reference in references:
        compiled.settling.clear()
        start = time.process_time()
        answers = exact.settle(reference)
        _ = [answers[name] for name in names]
        cold.append(time.process_time() - start)
    print(
        f"| {what} | {compiling * 1e3:.0f} | {len(compiled.diagrams)} | {statistics.median(plainly) * 1e3:.1f} |"
        f" {statistics.median(times) * 1e3:.1f} | {p95(times):.1f} | {open_ones} | {more} | {less} | {inexact} |"
        f" {p95(cold):.1f} |",
        flush=True,
    )
    return times, cold


def p95(times: Sequence[float]) -> float:
    """In milliseconds."""
    return statistics.quantiles(times, n=20)[-1] * 1e3


def whole(pack: object, people: Sequence[Mapping[str, Value]]) -> None:
    """A whole advice, every outcome read."""
    for exact in (False, True):
        times = []
        for known in people[:100]:
            client = Client.from_mapping(known, words=pack.vocabulary)  # type: ignore[attr-defined]
            start = time.process_time()
            for one in advise(client, pack, on=ON, exact=exact):  # type: ignore[arg-type]
                _ = one.outcome, one.missing
            times.append(time.process_time() - start)
        print(
            f"\n`advise(exact={exact})`, every outcome read: p50 {statistics.median(times) * 1e3:.1f} ms, p95 {statistics.quantiles(times, n=20)[-1] * 1e3:.1f} ms"
        )


def depending(pack: Pack) -> None:
    """What depends on each fact, of somebody of whom little is known."""
    advice = advise(Client(trede=2), pack, on=ON)
    advice.depends_on("trede")
    times = []
    for name in pack.vocabulary:
        start = time.process_time()
        advice.depends_on(name)
        times.append(time.process_time() - start)
    print(
        f"\n`advice.depends_on`, {len(times)} facts: p50 {statistics.median(times) * 1e3:.1f} ms, p95 {p95(times):.1f} ms"
    )


def clients(facts: Facts, rules: RuleSet) -> list[dict[str, Value]]:
    """People whom the pack allows, of whom more and more is known."""
    draw = random.Random(1)  # noqa: S311 - nobody's secret
    found: list[dict[str, Value]] = []
    while len(found) < CLIENTS:
        share = len(found) / CLIENTS
        known: dict[str, Value] = {}
        for name, of in rules.inputs.items():
            if draw.random() < share:
                more = {**known, name: value(draw, of)}
                known = more if facts.closed(more) is not None else known
        closed = facts.closed(known)
        if closed is not None:
            found.append(dict(closed.facts))
    return found


def value(draw: random.Random, of: Type) -> Value:
    """A value of a type that `heemskerk` has."""
    match of:
        case Number(_, low, high):
            return draw.randint(low, high)
        case Code(codes):
            return draw.choice(codes or ("Heemskerk", "Velsen"))
        case CodeSet(codes) if codes:
            return frozenset(draw.sample(codes, 2))
        case _:
            return draw.random() < 0.5


if __name__ == "__main__":
    main()
