"""Rows with a mistake: SQL sets aside those that a population sets aside, for the same reasons."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from caseloads import caseload
from warehouses import DuckDB, load, plain

from participatie import catalog, sql
from participatie.engines.sql import facts as f
from participatie.policy.pack import Pack
from participatie.populations import population
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type

ON = date(2018, 6, 1)
#: None of which the rules of these packs ask for.
COLUMNS = ("trede", "leeftijd", "geslacht", "datum_kennisgeving", "geboortedatum", "ontvangt_wajong", "noden")


def polars_type(of: Type) -> pl.DataType:
    match of:
        case Boolean():
            return pl.Boolean()
        case Number():
            return pl.Int64()
        case Date():
            return pl.Date()
        case CodeSet():
            return pl.List(pl.String)
        case _:
            return pl.String()


def reasons(
    pack: Pack, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> tuple[list[list[str]], list[list[str]]]:
    """The codes of what is wrong with each row: what SQL says, and what a population says."""
    types = {name: pack.vocabulary[name].type for name in columns if name in pack.vocabulary}
    with DuckDB() as warehouse:
        script = sql(pack, on=ON, columns=["client", *columns])
        warehouse.run(f.table("clienten", f.Subject(types), {}).sql(dialect="duckdb"))
        load(warehouse, "clienten", types, rows)
        script.run(warehouse.connection)
        said = dict(warehouse.ask("SELECT client, redenen FROM uitkomsten_afgekeurd")[1])
    who = [str(number) for number in range(len(rows))]
    frame = {name: pl.Series([plain(row.get(name)) for row in rows], dtype=polars_type(types[name])) for name in types}
    found = population(pl.DataFrame({"client": who, **frame}), pack, on=ON, bad_rows="reject").rejects
    codes = [
        [code for row, code in found.select("rij", "code").iter_rows() if row == number + 1]
        for number in range(len(rows))
    ]
    return [sorted(one.partition(":")[0] for one in said[each].split("; ")) if each in said else [] for each in who], [
        sorted(one) for one in codes
    ]


@pytest.mark.parametrize("name", ["ladder_vng", "helmond", "motivatie", "heemskerk", "nl_participatiewet"])
def test_columns_that_no_rule_asks_for_are_checked(name: str) -> None:
    """As a population does: a table that says of somebody that he is 200 is wrong, whatever the rules ask."""
    rows: list[dict[str, Any]] = [
        {"leeftijd": 200},
        {"geslacht": "zz"},
        {"geboortedatum": date(1500, 1, 1)},
        {"geboortedatum": date(2018, 6, 2)},
        {"geboortedatum": date(1988, 6, 1), "leeftijd": 31},
        {"geboortedatum": date(1988, 6, 1), "leeftijd": 30},
        {"trede": 7, "leeftijd": 121, "geslacht": "zz"},
        {"trede": 7, "geboortedatum": date(1988, 6, 1), "leeftijd": 31},
        {"datum_kennisgeving": date(1500, 1, 1), "geboortedatum": date(1500, 1, 1)},
        {},
    ]
    said, expected = reasons(catalog.load(name), COLUMNS, rows)
    assert said == expected
    assert [bool(one) for one in said] == [True, True, True, True, True, False, True, True, True, False]


def broken(rows: Sequence[Mapping[str, Any]], pack: Pack, draw: random.Random) -> list[dict[str, Any]]:
    """The same rows, of which half have a mistake, and some a few."""
    made = []
    for row in rows:
        one = dict(row)
        for name in draw.sample([*one], min(len(one), draw.choice((0, 0, 1, 1, 2)))):
            match pack.vocabulary[name].type:
                case Number(_, low, high):
                    one[name] = draw.choice((low - 1, high + 1))
                case Code(tuple()):
                    one[name] = "geen van alle"
                case CodeSet(tuple()):
                    one[name] = ["geen van alle"]
                case Date():
                    one[name] = draw.choice((date(1, 1, 1), date(9999, 12, 31), date(1500, 2, 28)))
        made.append(one)
    return made


@pytest.mark.parametrize("name", ["ladder_vng", "helmond", "heemskerk", "nl_participatiewet", "be_vlaanderen"])
def test_the_same_rows_for_the_same_reasons(name: str) -> None:
    pack, draw = catalog.load(name), random.Random(name)  # noqa: S311 - people are made up
    for seed in range(2):
        columns = [one for one in pack.vocabulary if draw.random() < 0.6]
        rows = broken(caseload(pack, columns, ON, 60, seed), pack, draw)
        said, expected = reasons(pack, columns, rows)
        assert said == expected
        assert any(said)
        assert not all(said)


def test_who_is_nobody_or_two_people() -> None:
    pack = catalog.load("helmond")
    with DuckDB() as warehouse:
        script = sql(pack, on=ON)
        warehouse.run(script.create)
        warehouse.fill("clienten", ["client"], [("a",), ("a",), (None,)])
        script.run(warehouse.connection)
        said = sorted(row[0] for row in warehouse.ask("SELECT redenen FROM uitkomsten_afgekeurd")[1])
    found = population(
        pl.DataFrame({"client": ["a", "a", None], "geslacht": [None, None, None]}), pack, on=ON, bad_rows="reject"
    )
    assert said == sorted(f"{code}: {name}" for name, code in found.rejects.select("kolom", "code").iter_rows())


@pytest.mark.parametrize("day", ["0044-03-15 (BC)", "10183-01-01", "infinity"])
def test_a_day_that_is_on_no_calendar(day: str) -> None:
    with DuckDB() as warehouse:
        script = sql(catalog.load("helmond"), on=ON, columns=["client", "geboortedatum"])
        warehouse.run(script.create)
        warehouse.run(f"INSERT INTO clienten VALUES ('a', '{day}')")  # noqa: S608 - days of ours
        script.run(warehouse.connection)
        assert warehouse.ask("SELECT redenen FROM uitkomsten_afgekeurd")[1] == [("verkeerd_type: geboortedatum",)]
