"""Prints what chaining with durable-rules costs, beside plain Python closures of the same rules, in one run.

Run it from a checkout with the extra ``bench``: ``python benchmarks/chaining.py``. It takes some minutes: most of
them go into 50,000 clients and 5,000 open case files, to see what stays behind in memory.
"""

import gc
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

from participatie import CaseFile, Client, catalog
from participatie.engines.chain import Chain
from participatie.engines.evaluate import evaluate
from participatie.rules.expr import And, Compare, Contains, Expr, In, Literal, Not, Or, Ref, Since
from participatie.rules.lowering import reader
from participatie.rules.rule import RuleSet
from participatie.rules.semantics import compare, rank, since
from participatie.values import Boolean, Code, CodeSet, Date, Number, Result, Type, Value

ON = date(2018, 6, 1)
CLIENTS, ROUNDS = 300, 5
MANY, CYCLES, CASES = 50_000, 300, 5_000

Known = dict[str, Result | None]


def main() -> None:
    """Measure, and print Markdown."""
    snapshot = catalog.load("heemskerk").on(ON)
    rules = snapshot.rules
    outcomes = [
        name
        for name, rule in rules.rules.items()
        if isinstance(rule.type, Boolean) and "/" not in name and "#" not in name
    ]
    clients = people(rules, CLIENTS)
    print(f"CPython {platform.python_version()}, {platform.machine()}, durable-rules {version('durable-rules')}")
    print(f"heemskerk on {ON}: {len(rules.rules)} rules, {len(outcomes)} outcomes, {CLIENTS} partial clients\n")
    speed(rules, outcomes, clients)
    print()
    schemes(rules, outcomes, clients)
    print()
    memory(rules, outcomes)


# -- speed ---------------------------------------------------------------------------


def speed(rules: RuleSet, outcomes: list[str], clients: list[dict[str, Value]]) -> None:
    """One client through durable-rules, through closures and through the reference."""
    plain = Closures(rules)
    engine = Chain(rules, outcomes)
    for known in clients:  # equal answers before anything is timed
        expected = {name: value for name in outcomes if (value := evaluate(rules, known, ON).values[name]) is not None}
        values = plain(known)
        if engine.truths(engine.settle(known, ON)) != expected:
            raise SystemExit("durable-rules and the reference differ")
        if {name: values[name] for name in outcomes if values[name] is not None} != expected:
            raise SystemExit("the closures and the reference differ")
    closures = each(clients, plain)
    full = each(clients, lambda known: engine.settle(known, ON))
    told = telling(engine, clients)
    reference = each(clients, lambda known: evaluate(rules, known, ON))
    plainly = statistics.median(closures)
    print("| one client | µs, median | 95 % below | against closures |\n|---|---:|---:|---:|")
    for what, times in (
        ("plain Python closures, every rule", closures),
        (f"durable-rules, {engine.size} rules, all outcomes", full),
        ("durable-rules, one fact told to an open case", told),
        ("the reference evaluator, every rule", reference),
    ):
        median, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"| {what} | {median * 1e6:.0f} | {high * 1e6:.0f} | {median / plainly:.1f} |")
    share = statistics.median(told) / statistics.median(full)
    print(f"\nOne fact told costs {share:.2f} of a whole client.")


def schemes(rules: RuleSet, outcomes: list[str], clients: list[dict[str, Value]]) -> None:
    """How far gates are written out: from a durable rule for each gate to conjunctions only."""
    print(
        "| gates written out up to | durable rules | joined conclusions | compiled in, ms | one client, µs | told, µs |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    for inline in (0, 1, 2, 4, 8, 16, 64):
        start = time.perf_counter()
        engine = Chain(rules, outcomes, inline=inline)
        compiled = time.perf_counter() - start
        full = statistics.median(each(clients[:100], lambda known, engine=engine: engine.settle(known, ON)))
        told = statistics.median(telling(engine, clients[:100]))
        figures = f"{engine.size} | {engine.joined} | {compiled * 1e3:.0f} | {full * 1e6:.0f} | {told * 1e6:.0f}"
        print(f"| {inline} conjunctions | {figures} |")
        engine.close()


def each(clients: list[dict[str, Value]], run: Callable[[dict[str, Value]], object]) -> list[float]:
    """The time of each client: its median over some rounds."""
    times = []
    for known in clients:
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            run(known)
            rounds.append(time.perf_counter() - start)
        times.append(statistics.median(rounds))
    return times


def telling(engine: Chain, clients: list[dict[str, Value]]) -> list[float]:
    """The time of each fact more, from nothing known to all."""
    times = []
    for client in clients:
        known: dict[str, Value] = {}
        progress = engine.settle(known, ON)
        for name, value in client.items():
            known[name] = value
            start = time.perf_counter()
            progress = engine.settle(known, ON, progress)
            times.append(time.perf_counter() - start)
    return times


class Closures:
    """Every rule as nested Python closures, with three truth values: what one writes without an engine."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = [(name, self.closure(rule.expr, rules)) for name, rule in rules.rules.items()]

    def __call__(self, facts: Mapping[str, Value]) -> Known:
        known: Known = dict(facts)
        for name, run in self.rules:
            known[name] = run(known)
        return known

    def closure(self, expr: Expr, rules: RuleSet) -> Callable[[Known], Result | None]:  # noqa: C901, PLR0911 - one return per node
        """One expression."""
        match expr:
            case Literal(value):
                return lambda _: value
            case Ref(name):
                return lambda known: known.get(name)
            case Not(operand):
                inner = self.closure(operand, rules)
                return lambda known: None if (value := inner(known)) is None else not value
            case And(operands) | Or(operands):
                parts = [self.closure(one, rules) for one in operands]
                decides = isinstance(expr, Or)

                def joined(known: Known) -> bool | None:
                    outcome: bool | None = not decides
                    for part in parts:
                        value = part(known)
                        if value is decides:
                            return decides
                        if value is None:
                            outcome = None
                    return outcome

                return joined
            case Compare(how, Ref(name), Literal(str() as code)):
                scale = rules.inputs[name]
                codes = (scale.codes or ()) if isinstance(scale, Code) else ()
                place = rank(code, codes)
                return lambda known: compare(how, rank(known.get(name), codes), place)
            case Compare(how, left, right):
                first, second = self.closure(left, rules), self.closure(right, rules)
                return lambda known: compare(how, first(known), second(known))
            case In(operand, codes):
                inner = self.closure(operand, rules)
                return lambda known: None if (value := inner(known)) is None else value in codes
            case Contains(operand, codes):
                inner = self.closure(operand, rules)
                return lambda known: None if (held := inner(known)) is None else not held.isdisjoint(codes)  # type: ignore[union-attr]  # a set: checked
            case Since(unit, anchor):
                inner = self.closure(anchor, rules)
                return lambda known: since(unit, inner(known), ON)  # type: ignore[arg-type]  # a date: checked
            case _:  # amounts
                read = reader(expr, rules.inputs)
                return lambda known: read(known, ON)


# -- memory --------------------------------------------------------------------------


def memory(rules: RuleSet, outcomes: list[str]) -> None:
    """What stays behind: after many clients, after many engines, and while many cases are open."""
    print("| what stays in memory | MB | figure |\n|---|---:|---|")
    engine = Chain(rules, outcomes)
    some = people(rules, 1_000)
    for known in some:
        engine.settle(known, ON)
    before = resident()
    for _ in range(MANY // len(some)):
        for known in some:
            engine.settle(known, ON)
    print(f"| {MANY:,} clients, after the first thousand | {resident() - before:.1f} | < 5 |")
    for _ in range(20):
        Chain(rules, outcomes).close()
    before = resident()
    for _ in range(CYCLES):
        used = Chain(rules, outcomes)
        used.settle(some[0], ON)
        used.close()
    print(f"| {CYCLES} engines made, used and closed | {resident() - before:.1f} | < 10 |")
    pack = catalog.load("heemskerk")
    before = resident()
    cases = []
    for number in range(CASES):
        client = Client.from_mapping({"leeftijd": 20 + number % 45, "ontvangt_algemene_bijstand": True})
        case = CaseFile(client, pack, on=ON)
        case.tell(trede=1 + number % 6, source="intake", on=ON)
        case.advice(on=ON)["participatieplaats"].outcome  # noqa: B018 - it is worked out when it is read
        cases.append(case)
    print(f"| {CASES:,} open case files | {resident() - before:.0f} | < 600 |")
    start = time.perf_counter()
    for case in cases[:500]:
        case.tell(langdurig_werkloos=True, source="intake", on=ON)
        case.advice(on=ON)["werkstage"].outcome  # noqa: B018 - as above
    spent = (time.perf_counter() - start) / 500
    print(
        f"\nEach of them answers as if it were the only one: a fact told and an outcome read take {spent * 1e3:.1f} ms."
    )
    for case in cases:
        case.close()


def resident() -> float:
    """What the process holds now, in MB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def people(rules: RuleSet, number: int) -> list[dict[str, Value]]:
    """Partial clients, from hardly known to fully known, always the same."""
    pick = random.Random(2018)  # noqa: S311 - a workload, not a secret
    shares = (0.1, 0.3, 0.5, 0.7, 1.0)
    return [
        {name: drawn(of, pick) for name, of in rules.inputs.items() if pick.random() < share}
        for share in (shares[one % len(shares)] for one in range(number))
    ]


def drawn(of: Type, pick: random.Random) -> Value:
    """Any value of a type."""
    match of:
        case Boolean():
            return pick.random() < 0.5
        case Number(low=low, high=high):
            return pick.randint(low, min(high, low + 60))
        case Date():
            return date(2017, pick.randint(1, 12), 3)
        case Code(codes=codes):
            return pick.choice(codes or ("een_code",))
        case CodeSet(codes=codes):
            return frozenset(pick.sample(codes or (), min(2, len(codes or ()))))
        case _:
            return "iets"


if __name__ == "__main__":
    main()
