"""A table says row for row what an advice says of each client, for all shipped packs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participatie import Client, PolicyError, advise, catalog
from participatie.engines.columns import dtype
from participatie.policy.pack import Pack
from participatie.populations import Population, population
from participatie.testing import facts, partial_clients
from participatie.values import Value

#: So many rows for each table: preparing the rules takes longer than a row.
ROWS = 4

PACKS = catalog.names()


def last_day(pack: Pack) -> date:
    return max(day for day in pack.versions.turning_points() if pack.usable(day))


def table(rows: Sequence[Mapping[str, Value]], pack: Pack) -> pl.DataFrame:
    """A column for each fact that some row knows."""
    names = [name for name in pack.vocabulary if any(name in row for row in rows)] or ["trede"]
    kinds = {name: dtype(pack.vocabulary[name].type) for name in names}
    data = {name: [plain(row.get(name)) for row in rows] for name in names}
    return pl.DataFrame(data, schema=kinds)


def plain(value: Value | None) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def agrees(found: Population, rows: Sequence[Mapping[str, Value]], pack: Pack, on: date) -> None:
    """Outcomes, rejects and what is missing, each as an advice has it."""
    outcomes = {row["rij"]: row for row in found.table.iter_rows(named=True)}
    waits: dict[tuple[str, str], int] = {}
    codes: Counter[tuple[str, str]] = Counter()
    rejects: dict[int, list[str]] = {}
    for row, code in found.rejects.select("rij", "code").iter_rows():
        rejects.setdefault(row, []).append(code)
    assert len(outcomes) + len(rejects) == found.rows == len(rows)
    for number, known in enumerate(rows, start=1):
        try:
            advice = advise(Client.from_mapping(known, words=pack.vocabulary), pack, on=on)
        except PolicyError as error:
            assert rejects[number] == [one.code for one in error.diagnostics]
            continue
        assert {name: outcomes[number][name] for name in found.columns} == {one.id: str(one.outcome) for one in advice}
        missing: set[str] = set()
        for one in advice:
            codes.update((f"{one.id}={code}", "zeker" if code in one.certain else "nog") for code in one.codes)
            open_facts = {*one.missing, *one.gaps}
            missing |= open_facts
            for fact in open_facts:
                waits[one.id, fact] = waits.get((one.id, fact), 0) + 1
        for fact in missing:
            waits["", fact] = waits.get(("", fact), 0) + 1
    for name in ("", *found.columns):
        counted = {fact: count for fact, _, count in found.blocking(name or None).iter_rows()}
        assert counted == {fact: count for (one, fact), count in waits.items() if one == name}
    for name, code, certain, possible in found.codes().iter_rows():
        assert (certain, possible) == (
            codes.pop((f"{name}={code}", "zeker"), 0),
            codes.pop((f"{name}={code}", "nog"), 0),
        )
    assert not codes
    for name, *numbers in found.counts().iter_rows():
        column = found.table[name].to_list()
        assert numbers == [column.count(one) for one in ("ja", "nee", "onbekend", "oordeel")]


@pytest.mark.parametrize("name", PACKS)
@settings(suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_the_same_as_an_advice(name: str, data: st.DataObject) -> None:
    pack = catalog.load(name)
    on = data.draw(st.sampled_from([day for day in pack.versions.turning_points() if pack.usable(day)]))
    clients = data.draw(st.lists(partial_clients(pack, on=on), min_size=ROWS, max_size=ROWS))
    rows = [one.known() for one in clients]
    agrees(population(table(rows, pack), pack, on=on), rows, pack, on)


@pytest.mark.parametrize("name", PACKS)
@settings(suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
@given(st.data())
def test_the_same_rows_contradict_themselves(name: str, data: st.DataObject) -> None:
    pack = catalog.load(name)
    on = last_day(pack)
    bound = {name for one in pack.constraints for name in one.consequences}
    bound |= {name for name, fact in pack.vocabulary.items() if fact.follows_from}
    bound |= {fact.follows_from[1] for fact in pack.vocabulary.values() if fact.follows_from}
    scope = {name: fact.type for name, fact in pack.vocabulary.items() if name in bound or name.startswith("ontvangt")}
    rows = data.draw(st.lists(facts(scope), min_size=ROWS, max_size=ROWS))
    agrees(population(table(rows, pack), pack, on=on, bad_rows="reject"), rows, pack, on)


@given(st.integers(0, 200), st.integers(1, 40))
def test_blocks_make_no_difference(start: int, step: int) -> None:
    pack = catalog.load("nl_participatiewet")
    rows = [{"leeftijd": (start + step * number) % 150, "trede": number % 8} for number in range(40)]
    frame = pl.DataFrame(rows)
    whole = population(frame, pack, on=date(2026, 1, 1), bad_rows="reject")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("participatie.populations.sources.BLOCK", 7)
        parts = population(frame, pack, on=date(2026, 1, 1), bad_rows="reject")
        lazy = population(frame.lazy(), pack, on=date(2026, 1, 1), bad_rows="reject")
    for other in (parts, lazy):
        assert other.table.equals(whole.table)
        assert other.rejects.equals(whole.rejects)
        assert other.blocking().equals(whole.blocking())
