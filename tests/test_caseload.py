"""The example caseload: invented people, in the numbers of Heemskerk's."""

import importlib.util
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from participatie import Client, advise, catalog
from participatie.advice import Outcome

polars = pytest.importorskip("polars")

EXAMPLES = Path(__file__).parents[1] / "examples"
#: The registered sub-steps in annex 5 of the thesis on Heemskerk (1 June 2018); steps 3 to 6 are one row there.
ANNEX_5 = {"1": 136, "2.1": 137, "2.2": 9, "2.3": 12, "2.4": 21, "2.6": 3}
#: The same thesis in its text: everyone, and everyone on step 2.
PEOPLE, ON_STEP_2, ON_STEPS_3_TO_6 = 967, 232, 375
WHEN = [
    ("heemskerk", date(2018, 6, 1)),
    ("nl_participatiewet", date(2018, 6, 1)),
    ("nl_participatiewet", date(2025, 12, 31)),
    ("nl_participatiewet", date(2026, 1, 1)),
]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_caseload", EXAMPLES / "make_caseload.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return polars.read_parquet(EXAMPLES / "caseload.parquet").to_dicts()


def test_it_has_the_numbers_of_the_thesis(rows: list[dict[str, object]]) -> None:
    steps, registered = Counter(row["trede"] for row in rows), Counter(row["subtrede"] for row in rows)
    assert len(rows) == PEOPLE
    assert steps[2] == ON_STEP_2
    assert sum(steps[step] for step in (3, 4, 5, 6)) == ON_STEPS_3_TO_6
    assert {sub: registered[sub] for sub in ANNEX_5} == ANNEX_5
    # The row of 2.5 is lost: nobody is placed there by guessing, they are on step 2 and no more is known.
    assert registered["2.5"] == 0
    assert Counter(row["subtrede"] for row in rows if row["trede"] == 2)[None] == ON_STEP_2 - 182
    assert steps[None] == PEOPLE - ANNEX_5["1"] - ON_STEP_2 - ON_STEPS_3_TO_6


def test_making_it_again_gives_the_same(maker: ModuleType) -> None:
    stored = polars.read_parquet(EXAMPLES / "caseload.parquet")
    made = maker.caseload()
    assert made.schema == stored.schema
    assert made.equals(stored)


def test_everyone_has_an_id_of_their_own(rows: list[dict[str, object]]) -> None:
    assert len({row["client"] for row in rows}) == PEOPLE


def test_no_column_is_empty_and_none_but_the_home_town_is_full(rows: list[dict[str, object]]) -> None:
    unknown = {name: sum(row[name] is None for row in rows) for name in rows[0]}
    assert {name for name, count in unknown.items() if count == 0} == {"client", "geslacht", "woongemeente"}
    assert not {name for name, count in unknown.items() if count == PEOPLE}


@pytest.mark.parametrize(("name", "on"), WHEN, ids=str)
def test_everyone_is_a_client_about_whom_no_facts_contradict_each_other(
    name: str, on: date, rows: list[dict[str, object]]
) -> None:
    pack = catalog.load(name)
    for row in rows:
        facts = {fact: value for fact, value in row.items() if fact != "client"}
        advise(Client.from_mapping(facts, words=pack.vocabulary), pack, on=on)


def test_it_has_every_outcome_of_work_and_of_a_duty(rows: list[dict[str, object]]) -> None:
    """Otherwise the pictures that are made of it show little."""
    pack, seen = catalog.load("heemskerk"), set()
    for row in rows:
        facts = {fact: value for fact, value in row.items() if fact != "client"}
        advice = advise(Client.from_mapping(facts, words=pack.vocabulary), pack, on=date(2018, 6, 1))
        seen |= {(name, advice[name].outcome) for name in ("plicht_werk_aanvaarden", "werkstage")}
    assert seen == {(name, one) for name in ("plicht_werk_aanvaarden", "werkstage") for one in Outcome}
