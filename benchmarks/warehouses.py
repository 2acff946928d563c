"""Rules as SQL: how long writing them takes, and how long DuckDB takes over many clients.

    python benchmarks/warehouses.py [--rows 1000000]

The rules are those of `peers.py`. The answers on every client of that workload are compared with the
reference before anything is timed; many clients are those, over and over.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from datetime import date

import duckdb
import peers

from participatie.engines.evaluate import evaluate
from participatie.engines.sql.views import Query, query
from participatie.rules.rule import RuleSet
from participatie.values import Boolean

ON = date(2018, 6, 1)
ROUNDS = 5
SIZES = (20, 40, 80, 160, 320)
DIALECTS = ("duckdb", "postgres", "spark")


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        start = clock()
        work()
        taken.append((clock() - start) * 1_000)
    return statistics.median(taken)


def writing() -> None:
    print("| rules |" + "".join(f" {name}, ms |" for name in DIALECTS))
    print("|---|" + "---|" * len(DIALECTS))
    for size in SIZES:
        rules = peers.workload(size).rules()
        # One thread writes: the time of the processor is what others on the machine disturb least.
        cells = [
            milliseconds(lambda name=name, rules=rules: query(rules, on=ON, dialect=name), time.process_time)
            for name in DIALECTS
        ]
        print(f"| {size} |" + "".join(f" {cell:.0f} |" for cell in cells))


def filled(
    connection: duckdb.DuckDBPyConnection, of: peers.Workload, made: Query, rules: RuleSet
) -> list[peers.Client]:
    """The table with the clients of the workload."""
    clients = peers.people(of, unknown=0.3)
    connection.execute(made.create)
    names = ["client", *rules.inputs]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    rows = [[str(number), *(one.get(name) for name in names[1:])] for number, one in enumerate(clients)]
    connection.executemany(f"INSERT INTO clienten ({columns}) VALUES ({marks})", rows)  # noqa: S608 - names of ours
    return clients


def same(connection: duckdb.DuckDBPyConnection, made: Query, rules: RuleSet, clients: list[peers.Client]) -> None:
    answer = connection.execute(made.text)
    names = [one[0] for one in answer.description]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}
    for number, known in enumerate(clients):
        for name, value in evaluate(rules, known, ON).values.items():
            assert found[str(number)][made.columns[name]] is value, (name, known)


def asking(most: int) -> None:
    of = peers.workload()
    rules = of.rules()
    made = query(rules, on=ON)
    conditions = [name for name, rule in rules.rules.items() if isinstance(rule.type, Boolean)]
    counts = ", ".join(f'COUNT_IF("{made.columns[name]}")' for name in conditions)
    print(f"\n{len(rules.rules)} rules in DuckDB, every answer counted\n\n| rows | ms |\n|---|---|")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        clients = filled(connection, of, made, rules)
        same(connection, made, rules, clients)
        connection.execute("CREATE TABLE voorbeeld AS SELECT * EXCLUDE (client) FROM clienten")
        size = 10_000
        while size <= most:
            connection.execute("DELETE FROM clienten")
            connection.execute(
                "INSERT INTO clienten SELECT row_number() OVER (), v.* FROM voorbeeld v, range(?) LIMIT ?",
                [-(-size // len(clients)), size],
            )
            taken = milliseconds(lambda: connection.execute(f"SELECT {counts} FROM ({made.text})").fetchall())  # noqa: S608 - text of ours
            print(f"| {size} | {taken:.0f} |")
            size *= 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(f"DuckDB {duckdb.__version__}; medians of {ROUNDS}; writing in processor time\n")
    writing()
    asking(arguments.rows)


if __name__ == "__main__":
    main()
