"""`participatie sql`: the rules of a pack, written for where the data is."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("sqlglot")
duckdb = pytest.importorskip("duckdb")

Run = Callable[..., tuple[int, str]]
Start = Callable[..., subprocess.CompletedProcess[bytes]]


def test_what_is_printed_runs(run: Run, pack: Path) -> None:
    code, text = run("sql", "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert code == 0
    with duckdb.connect() as connection:
        connection.execute(text)
        connection.execute("INSERT INTO clienten (client, leeftijd) VALUES ('mia', 17), ('sam', 18)")
        found = connection.execute("SELECT * FROM eiland_uitkomsten ORDER BY client").fetchall()
    assert found == [("mia", "nee"), ("sam", "onbekend")]


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_every_dialect_is_written_to_a_file(run: Run, tmp_path: Path, dialect: str) -> None:
    into = tmp_path / "regels.sql"
    asked = ("--pakket", "heemskerk", "--op", "2018-06-01", "--tabel", "sociaal.klanten")
    code, said = run("sql", *asked, "--dialect", dialect, "--uit", into)
    assert (code, said.strip()) == (0, f"Geschreven in {into}: heemskerk op 2018-06-01, voor {dialect}.")
    text = into.read_text("utf-8")
    assert "artikel 10a lid 1 Participatiewet" in text
    assert ("`sociaal`.`klanten`" if dialect == "spark" else '"sociaal"."klanten"') in text
    assert list(tmp_path.iterdir()) == [into]


def test_without_a_day_it_says_which(start: Start) -> None:
    done = start("sql", "--pakket", "nl_participatiewet")
    assert done.returncode == 0
    said = re.search(rb"Zonder --op: het recht en de leeftijden van ([0-9-]+)\.", done.stderr)
    assert said is not None
    assert b"naar het recht van " + said[1] in done.stdout.partition(b"\n")[0]


def test_another_dialect(run: Run) -> None:
    code, said = run("sql", "--pakket", "heemskerk", "--dialect", "oracle")
    assert code == 2
    assert "kies duckdb, postgres, spark" in " ".join(said.split())


@pytest.mark.parametrize("name", ["klanten; DROP TABLE klanten", "a b", "", "a.b.c.d", 'a"b', "heemskerk_regels", "é"])
def test_a_table_that_cannot_be_one(run: Run, name: str) -> None:
    code, said = run("sql", "--pakket", "heemskerk", "--op", "2018-06-01", "--tabel", name)
    assert code == 2
    assert "CREATE" not in said


@pytest.mark.parametrize(
    ("into", "says"),
    [
        ("weg/regels.sql", "die map of dat bestand bestaat niet"),
        ("", "dat is een map"),
        ("vol.sql/x.sql", "is geen map"),
    ],
)
def test_a_place_where_no_file_can_be(start: Start, tmp_path: Path, into: str, says: str) -> None:
    (tmp_path / "vol.sql").write_text("x", "utf-8")
    done = start("sql", "--pakket", "helmond", "--op", "2018-06-01", "--uit", tmp_path / into)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert f"{tmp_path / into} (" in said
    assert says in said
    assert ".participatie-" not in said
    assert "Traceback" not in said
    assert [one.name for one in tmp_path.iterdir()] == ["vol.sql"]


def test_a_day_for_which_the_pack_was_not_written(run: Run) -> None:
    code, said = run("sql", "--pakket", "velsen", "--op", "1990-01-01")
    assert code == 2
    assert "recht_van_andere_tijd" in said
