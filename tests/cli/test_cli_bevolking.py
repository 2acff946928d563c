"""`participatie bevolking`: a table counted, written, and refused."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

Run = Callable[..., tuple[int, str]]
ASKED = ("--pakket", "nl_participatiewet", "--op", "2018-06-01")


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    path = tmp_path / "clienten.csv"
    path.write_text(
        "client;leeftijd;wijk;ontvangt_algemene_bijstand\na;26;Noord;ja\nb;41;Oost;onbekend\nc;;Noord;nee\n", "utf-8"
    )
    return path


def test_how_many_of_each_outcome(run: Run, clients: Path) -> None:
    code, said = run("bevolking", clients, *ASKED, "--mee", "wijk")
    assert code == 0
    assert "3 rijen, waarvan 0 opzijgezet." in said
    (line,) = [one.split() for one in said.splitlines() if one.startswith("participatieplaats ")]
    assert line == ["participatieplaats", "0", "1", "2", "0"]
    assert "Zonder kolom, en dus van iedereen onbekend: " in said


def test_what_one_outcome_waits_for(run: Run, clients: Path) -> None:
    code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", "--alleen", "participatieplaats", "--lang", "en")
    assert code == 0
    assert "3 rows, of which 0 set aside." in said
    assert "for participatieplaats" in said
    assert "plicht_tegenprestatie" not in said


def test_outcomes_in_a_file(run: Run, clients: Path, tmp_path: Path) -> None:
    into = tmp_path / "uit.csv"
    code, _ = run("bevolking", clients, *ASKED, "--mee", "wijk", "--uit", into)
    assert code == 0
    table = pl.read_csv(into)
    assert table.columns[:3] == ["rij", "client", "wijk"]
    assert table["participatieplaats"].to_list() == ["nee", "onbekend", "onbekend"]


def test_rows_that_cannot_be_true(run: Run, tmp_path: Path) -> None:
    path, aside = tmp_path / "clienten.csv", tmp_path / "opzij.csv"
    path.write_text("client,leeftijd\na,200\nb,41\n", "utf-8")
    code, said = run("bevolking", path, *ASKED)
    assert code == 2
    assert "clienten.csv, rij 1, kolom leeftijd: fout waarde_buiten_bereik: " in " ".join(said.split())
    code, said = run("bevolking", path, *ASKED, "--afgekeurd", aside)
    assert code == 0
    assert "2 rijen, waarvan 1 opzijgezet." in said
    assert pl.read_csv(aside).select("rij", "kolom", "code").rows() == [(1, "leeftijd", "waarde_buiten_bereik")]


def test_where_it_cannot_be_written(run: Run, clients: Path, tmp_path: Path) -> None:
    for options, word in (
        (("--uit", "uit.xlsx"), ".parquet of .csv"),
        (("--uit", "a.csv", "--afgekeurd", "a.csv"), "afgekeurde rijen"),
        (("--alleen", "participatieplek"), "participatieplaats"),
        (("--uit", clients), "de tabel zelf"),
        (("--uit", tmp_path / "er_niet" / "uit.csv"), "niet te lezen of te schrijven"),
    ):
        code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", *options)
        assert code == 2
        assert word in " ".join(said.split())


def test_without_polars_it_says_what_to_install(run: Run, clients: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415 - to take something away from it

    for name in [one for one in sys.modules if one.startswith("participatie.populations")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "polars", None)
    code, said = run("bevolking", clients, *ASKED)
    assert code == 2
    assert "participatie[batch]" in said
