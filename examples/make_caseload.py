"""Makes ``caseload.parquet``: an invented caseload with the numbers of people of Heemskerk's, always the same.

Run it from a checkout with the extra ``batch``: ``python examples/make_caseload.py``. What it goes by is in
``caseload.toml``; the people are invented, and much about them is unknown, as in a real caseload.
"""

import random
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

HERE = Path(__file__).parent
TABLE = HERE / "caseload.parquet"
Person = dict[str, Any]


def recipe() -> dict[str, Any]:
    """What the caseload is made by."""
    return tomllib.loads((HERE / "caseload.toml").read_text("utf-8"))


def caseload() -> pl.DataFrame:
    """The caseload: a row for each person, a column for each fact, null where it is unknown."""
    by = recipe()
    pick = random.Random(by["zaad"])  # noqa: S311 - invented people, not a secret
    people = [person(group, by, pick) for group in by["groepen"] for _ in range(group["personen"])]
    pick.shuffle(people)
    rows = [{"client": f"H{number:04}", **one} for number, one in enumerate(people, 1)]
    return pl.DataFrame({name: pl.Series(name, [row.get(name) for row in rows], kind) for name, kind in columns(by)})


def columns(by: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The columns in order, with their types."""
    first = [("client", pl.String), ("geboortedatum", pl.Date), ("geslacht", pl.String), ("woongemeente", pl.String)]
    first += [("trede", pl.Int64), ("subtrede", pl.String)]
    kinds = {
        "ja_nee": pl.Boolean,
        "getallen": pl.Int64,
        "datums": pl.Date,
        "verzamelingen": pl.List(pl.String),
    }
    return [*first, *((name, kind) for part, kind in kinds.items() for name in by[part])]


def person(group: Mapping[str, Any], by: Mapping[str, Any], pick: random.Random) -> Person:
    """Someone of that group."""
    age, born = birthday(by, pick)
    made: Person = {"geslacht": pick.choice(("man", "vrouw")), "woongemeente": by["woongemeente"], **step(group, pick)}
    column = 0 if "trede" not in made else min(made["trede"], 3)
    for name, way in by["ja_nee"].items():
        chances = way["ja"]
        chance = chances[column] if isinstance(chances, list) else chances
        drawn = pick.random() < chance, pick.random() < way["bekend"]
        if fits(way, made, age) and drawn[1]:
            made[name] = drawn[0]
    if "kenmerk" in group:
        made[group["kenmerk"]] = True
    for name, way in by["getallen"].items():
        number, known = pick.randint(way["van"], way["tot"]), pick.random() < way["bekend"]
        if fits(way, made, age) and known:
            made[name] = number
    for name, way in by["datums"].items():
        days, known = pick.randint(way["van"], way["tot"]), pick.random() < way["bekend"]
        if fits(way, made, age) and known:
            made[name] = by["peildatum"] - timedelta(days=days)
    for name, way in by["verzamelingen"].items():
        weights = way["aantal"]["1" if column == 1 else "anders"]
        (count,) = pick.choices(range(len(weights)), weights)
        codes = sorted(pick.sample(way["codes"], count))
        if pick.random() < way["bekend"]:
            made[name] = codes
    if pick.random() < by["leeftijd"]["bekend"]:
        made["geboortedatum"] = born
    return made


def birthday(by: Mapping[str, Any], pick: random.Random) -> tuple[int, date]:
    """An age on the reference date, and a date of birth that goes with it."""
    bands = by["leeftijd"]["banden"]
    ((low, high, _),) = pick.choices(bands, [weight for _, _, weight in bands])
    age, on = pick.randint(low, high), by["peildatum"]
    return age, on.replace(year=on.year - age) - timedelta(days=pick.randint(0, 364))


def step(group: Mapping[str, Any], pick: random.Random) -> Person:
    """On which step of the ladder someone is registered, as far as that is known."""
    if "gewicht" in group:
        weights = group["gewicht"]
        (sub,) = pick.choices([*weights], [*weights.values()])
        return {"trede": int(sub), "subtrede": sub}
    if "subtrede" in group:
        return {"trede": int(group["subtrede"][0]), "subtrede": group["subtrede"]}
    return {"trede": group["trede"]} if "trede" in group else {}


def fits(way: Mapping[str, Any], made: Person, age: int) -> bool:
    """Whether a fact is a question at all for this person."""
    low, high = way.get("leeftijd", (0, 120))
    wanted = "bij" not in way or made.get(way["bij"]) is True
    return low <= age <= high and wanted and made.get(way.get("niet_bij")) is not True


if __name__ == "__main__":
    caseload().write_parquet(TABLE)
