"""Prints what a million clients take: our columns beside polars as one writes it by hand, and openfisca-core.

Run it from a checkout with the extras ``batch`` and ``bench``: ``python benchmarks/population.py``. The workload is
that of ``peers.py``: the same 80 rules over the same facts, with unknowns. Before anything is timed, our answers about
2,000 clients are compared with the reference, and those of every other engine about all clients with ours; an engine
that knows no unknowns is asked about the clients of whom everything is known.

``--ten-million`` also writes a Parquet file of ten million rows and settles it, in a process whose memory is watched.
"""

import argparse
import gc
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen
from peers import CODES, ON, SEED, Workload, _column, workload

from participatie import catalog
from participatie.engines.columns import Columns, dtype
from participatie.engines.evaluate import evaluate
from participatie.policy.pack import Pack
from participatie.populations import population
from participatie.rules.expr import And as Both
from participatie.rules.expr import Compare, Expr, In, Literal, Not, Or, Ref
from participatie.rules.render import render
from participatie.values import Boolean, Code

MILLION, COMPARED, ROUNDS = 1_000_000, 2_000, 11
UNKNOWN = 0.05


# -- the table -----------------------------------------------------------------------


def people(of: Workload, rows: int, *, unknown: float = UNKNOWN) -> pl.DataFrame:
    """Clients as columns, always the same; of each fact so great a part is unknown."""
    import numpy as np  # noqa: PLC0415 - it makes the numbers here, and only here

    pick = np.random.default_rng(SEED)
    data = {}
    for name, kind in of.facts.items():
        if isinstance(kind, Boolean):
            made = pl.Series(pick.random(rows) < 0.5)
        elif isinstance(kind, Code):
            made = pl.Series(np.array(CODES)[pick.integers(0, len(CODES), rows)]).cast(dtype(kind))
        else:
            made = pl.Series(pick.integers(0, 101, rows).astype(np.int8))
        gaps = pl.Series(pick.random(rows) < unknown)
        data[name] = pl.select(pl.when(~gaps).then(made)).to_series() if unknown else made
    return pl.DataFrame(data).rechunk()


# -- the engines ---------------------------------------------------------------------

Run = Callable[[], Any]


def ours(of: Workload, table: pl.DataFrame) -> Run:
    """Our columns: what hands out the 80 answers."""
    engine = Columns(of.rules(), ON, outputs=of.answers)
    return lambda: engine.settle(table)


def by_hand(of: Workload, table: pl.DataFrame) -> Run:
    """polars as one writes it: the notions first, a level at a time, and then the answers."""
    *before, last = [[written(expr).alias(name) for name, expr in level.items()] for level in of.levels]

    def run() -> pl.DataFrame:
        frame = table.lazy()
        for level in before:
            frame = frame.with_columns(level)
        return frame.select(last).collect()

    return run


def written(expr: Expr) -> pl.Expr:
    """An expression of the workload as polars writes it."""
    match expr:
        case Not(operand):
            return ~written(operand)
        case Both(operands):
            first, *rest = map(written, operands)
            for one in rest:
                first &= one
            return first
        case Or(operands):
            first, *rest = map(written, operands)
            for one in rest:
                first |= one
            return first
        case Ref(name):
            return pl.col(name)
        case In(Ref(name), (code,)):
            return pl.col(name) == code
        case Compare(how, Ref(name), Literal(bound)):
            signs = {">=": "ge", "<": "lt", "<=": "le", ">": "gt"}
            made: pl.Expr = getattr(pl.col(name), signs[how.value])(bound)
            return made
        case _:
            raise NotImplementedError(expr)


def openfisca(of: Workload, table: pl.DataFrame) -> Run:
    """openfisca-core: a variable for each fact and rule, two-valued, over all clients at once."""
    import numpy as np  # noqa: PLC0415 - it may not be installed
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415 - as above

    person = entities.build_entity("person", "persons", "", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([person])

    def formula(expr: Expr) -> Callable[[Any, str], Any]:
        return lambda persons, period: _column(
            expr, lambda name: persons(name, period), lambda code, codes: code == CODES.index(*codes)
        )

    common = {"entity": person, "definition_period": periods.DateUnit.MONTH, "label": ""}
    for name, kind in of.facts.items():
        value = bool if isinstance(kind, Boolean) else int
        system.add_variable(type(name, (variables.Variable,), {**common, "value_type": value}))
    for name, expr in of.all():
        system.add_variable(type(name, (variables.Variable,), {**common, "value_type": bool, "formula": formula(expr)}))
    arrays = {}
    for name in table.columns:
        column = table[name].to_physical()
        arrays[name] = column.to_numpy() if column.dtype == pl.Boolean else column.to_numpy().astype(np.int32)

    def run() -> dict[str, Any]:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, table.height)
        for name, values in arrays.items():
            simulation.set_input(name, "2026-01", values)
        return {name: simulation.calculate(name, "2026-01") for name in of.answers}

    return run


# -- measuring -------------------------------------------------------------------------


def memory() -> int:
    """The bytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def watched(run: Run) -> float:
    """How many megabytes a run takes at most beside what was there."""
    gc.collect()
    before, most, done = memory(), 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.001):
            most = max(most, memory())

    thread = threading.Thread(target=watch)
    thread.start()
    found = run()
    most = max(most, memory())
    done.set()
    thread.join()
    del found
    return (most - before) / 1e6


@frozen
class Spent:
    """Milliseconds that a run takes: on the clock, and of processors, which others on the machine disturb less."""

    clock: float
    processors: float


def timed(runs: dict[str, Run], rounds: int = ROUNDS) -> dict[str, Spent]:
    """The medians of each, one after another in every round."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter(), time.process_time()
            found = run()
            times[name].append(((time.perf_counter() - start[0]) * 1e3, (time.process_time() - start[1]) * 1e3))
            del found
    return {name: Spent(*map(statistics.median, zip(*some, strict=True))) for name, some in times.items()}


def same_as_reference(of: Workload, table: pl.DataFrame, answers: pl.DataFrame) -> None:
    """Our answers about the first clients are those of the reference."""
    rules = of.rules()
    some = table.head(COMPARED)
    for number, row in enumerate(some.iter_rows(named=True)):
        known = {name: value for name, value in row.items() if value is not None}
        values = evaluate(rules, known, ON).values
        if answers.row(number) != tuple(values[name] for name in of.answers):
            raise SystemExit(f"our columns and the reference differ on client {number}")


def main() -> None:
    """Compare, measure, and print Markdown tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ten-million", action="store_true")
    options.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.one:
        start = time.perf_counter()
        extra = watched(one_of(asked.one[0]))
        print(extra, (time.perf_counter() - start) * 1e3)
        return
    of = workload()
    table, known = people(of, MILLION), people(of, MILLION, unknown=0)
    runs = {"columns": ours(of, table), "polars": by_hand(of, table)}
    answers = runs["columns"]()
    same_as_reference(of, table, answers)
    if not answers.equals(runs["polars"]()):
        raise SystemExit("our columns and polars written by hand differ")
    with suppress(ImportError):
        runs["openfisca"] = openfisca(of, known)
        runs["known"] = ours(of, known)
        theirs, mine = runs["openfisca"](), runs["known"]()
        if any(mine[name].to_list() != theirs[name].tolist() for name in of.answers):
            raise SystemExit("our columns and openfisca-core differ")
        del theirs, mine
    del answers
    gc.collect()
    times = timed(runs)
    print(
        f"CPython {platform.python_version()}, {platform.machine()}, medians of one run; {MILLION:,} clients, 80 rules\n"
    )
    print(
        "| engine | version | ms | ratio | of processors, ms | ratio | extra MB |\n|---|---|---:|---:|---:|---:|---:|"
    )
    packages = {
        "columns": ("this library, three-valued", "participatie"),
        "polars": ("polars by hand, three-valued", "polars"),
    }
    packages["known"] = ("this library, everything known", "participatie")
    packages["openfisca"] = ("openfisca-core, two-valued, everything known", "OpenFisca-Core")
    for name, (what, package) in packages.items():
        try:
            release = version(package)
        except PackageNotFoundError:
            release = "not installed"
        if name in times:
            extra = float(in_another(name).split()[0])
            one, mine = times[name], times["columns"]
            clock = f"{one.clock:.0f} | {one.clock / mine.clock:.2f}"
            processors = f"{one.processors:.0f} | {one.processors / mine.processors:.2f}"
            print(f"| {what} | {release} | {clock} | {processors} | {extra:.0f} |")
        else:
            print(f"| {what} | {release} | | | | | |")
    growth()
    if asked.ten_million:
        ten_million()


def one_of(name: str) -> Run:
    """One engine alone, for its memory."""
    of = workload()
    if name == "files":
        whole = as_pack(of)
        return lambda: population(sorted(Path(sys.argv[-1]).glob("*.parquet")), whole, on=ON, keep=False)
    table = people(of, MILLION, unknown=0 if name in {"known", "openfisca"} else UNKNOWN)
    return {"columns": ours, "known": ours, "polars": by_hand, "openfisca": openfisca}[name](of, table)


def in_another(name: str, *more: str) -> str:
    """What a process of its own prints about one engine."""
    done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, __file__, "--one", name, *more], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def as_pack(of: Workload) -> Pack:
    """The workload as rule files, to go through all that :func:`population` does."""
    facts = []
    for name, kind in of.facts.items():
        told = "{type: ja_nee" if isinstance(kind, Boolean) else "{type: getal, bereik: [0, 100]"
        told = f"{{type: code, codes: [{', '.join(CODES)}]" if isinstance(kind, Code) else told
        facts.append(
            f"  {name}: {told}, titel: {name}, soort: feit, vraag: Wat is {name}?, beantwoord_door: client, betreft: client, verandert: vrij}}"
        )
    texts = ["pakket: proef\ntitel: Proef\nbron: {regeling: Proef}", "gegevens:\n" + "\n".join(facts)]
    for level in of.levels:
        kind = "voorziening" if level is of.levels[-1] else "begrip"
        sort = "soort: wettelijk\n" if kind == "voorziening" else ""
        for name, expr in level.items():
            condition = f"  - id: eis\n    tekst: Geldt.\n    als: {render(expr)}"
            texts.append(f"{kind}: {name}\ntitel: {name}\n{sort}bron: {{artikel: 1}}\nvoorwaarden:\n{condition}")
    return catalog.parse("formaat: 1\n" + "\n---\n".join(texts) + "\n")


def ten_million() -> None:
    """Ten times a million rows from Parquet, with the columns checked and what is missing counted."""
    of = workload()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(10):
            people(of, MILLION).write_parquet(Path(folder) / f"{number}.parquet")
        extra, spent = map(float, in_another("files", folder).split())
    print(f"\nTen million rows from Parquet: {spent / 1e3:.0f} s, at most {extra:.0f} MB beside what was there before.")


def growth() -> None:
    """That cost grows no faster than rules and rows do."""
    print(
        "\nOf processors:\n\n| rules | rows | compiled in, ms | ms | ns for each rule and row |\n|---:|---:|---:|---:|---:|"
    )
    for rules, rows in ((20, MILLION), (80, MILLION), (320, MILLION), (80, 10_000), (80, 100_000)):
        of = workload(rules)
        made, table = of.rules(), people(of, rows)
        compiled = []
        for _ in range(ROUNDS):
            start = time.process_time()
            Columns(made, ON, outputs=of.answers)
            compiled.append((time.process_time() - start) * 1e3)
        spent = timed({"columns": ours(of, table)})["columns"].processors
        each = spent * 1e6 / rules / rows
        print(f"| {rules} | {rows:,} | {statistics.median(compiled):.0f} | {spent:.1f} | {each:.2f} |")


if __name__ == "__main__":
    main()
