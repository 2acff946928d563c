"""`participatie bevolking`: a table counted, written, and refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest

from participatie import catalog
from participatie.populations import settled

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


@pytest.mark.parametrize("option", ["--uit", "--afgekeurd"])
def test_the_table_is_never_written_over(run: Run, tmp_path: Path, option: str) -> None:
    path = tmp_path / "slecht.csv"
    path.write_text("client,leeftijd\na,200\nb,27\n", "utf-8")
    (tmp_path / "koppeling.csv").symlink_to(path)
    (tmp_path / "map").mkdir()
    for name in (path, tmp_path / "koppeling.csv", tmp_path / "map" / ".." / "slecht.csv"):
        code, said = run("bevolking", path, *ASKED, option, name)
        assert code == 2
        assert "bestand_is_tabel" in said
    assert path.read_text("utf-8") == "client,leeftijd\na,200\nb,27\n"


def test_two_names_of_one_file(run: Run, clients: Path, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "elders").symlink_to(tmp_path)
    (tmp_path / "kring.csv").symlink_to(tmp_path / "kring.csv")
    for name in (tmp_path / "map" / ".." / "uit.csv", tmp_path / "elders" / "uit.csv"):
        code, said = run(
            "bevolking", clients, *ASKED, "--mee", "wijk", "--uit", tmp_path / "uit.csv", "--afgekeurd", name
        )
        assert code == 2
        assert "afgekeurde rijen" in " ".join(said.split())
    code, _ = run(
        "bevolking",
        clients,
        *ASKED,
        "--mee",
        "wijk",
        "--uit",
        tmp_path / "uit.csv",
        "--afgekeurd",
        tmp_path / "kring.csv",
    )
    assert code == 0
    assert (tmp_path / "kring.csv").is_file()


def test_nobody_waits(run: Run, clients: Path, tmp_path: Path) -> None:
    code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", "--alleen", "proefplaats")
    assert code == 0
    assert "Niemand: geen onbekend feit houdt iemand op." in said
    path = tmp_path / "slecht.csv"
    path.write_text("client,leeftijd\na,200\n", "utf-8")
    code, said = run("bevolking", path, *ASKED, "--afgekeurd", tmp_path / "opzij.csv")
    assert code == 0
    assert "1 rijen, waarvan 1 opzijgezet." in said


def test_notions_are_not_counted(run: Run, clients: Path) -> None:
    pack = catalog.load("nl_participatiewet")
    counted = settled(pack, date(2018, 6, 1))
    notions = [name for name in pack.decisions if name not in counted]
    assert notions
    for name in notions:
        code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", "--alleen", name)
        assert (code, "begrip_geen_uitkomst" in said) == (2, True)
    for name in counted:
        code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", "--alleen", name)
        assert (code, f"wachten voor {name}" in " ".join(said.split())) == (0, True)


def test_kinds_of_facts_in_another_language(run: Run, clients: Path) -> None:
    code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", "--lang", "en", "--alleen", "participatieplaats")
    assert code == 0
    assert "(fact)" in said
    assert "(finding)" in said
    assert not {"(feit)", "(vaststelling)"} & set(said.split())


def test_names_in_capitals(run: Run, clients: Path, tmp_path: Path) -> None:
    code, _ = run(
        "bevolking", clients, *ASKED, "--mee", "wijk", "--uit", tmp_path / "U.CSV", "--afgekeurd", tmp_path / "A.CSV"
    )
    assert code == 0
    assert pl.read_csv(tmp_path / "U.CSV").height == 3


@pytest.mark.parametrize("option", ["--uit", "--afgekeurd"])
def test_why_it_cannot_be_written(run: Run, clients: Path, tmp_path: Path, option: str) -> None:
    (tmp_path / "map.csv").mkdir()
    for name, reason in (("er_niet/uit.csv", "die map of dat bestand bestaat niet"), ("map.csv", "dat is een map")):
        code, said = run("bevolking", clients, *ASKED, "--mee", "wijk", option, tmp_path / name)
        assert code == 2
        assert f"{name} ({reason})" in "".join(said.splitlines())


def test_a_full_disk(start: Callable[..., CompletedProcess[bytes]], tmp_path: Path) -> None:
    table, into = tmp_path / "clienten.csv", tmp_path / "uit.csv"
    table.write_text("client,leeftijd\n" + "".join(f"{number},40\n" for number in range(2000)), "utf-8")
    into.write_text("wat er stond", "utf-8")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from participatie.cli.app import app; sys.argv[0] = 'participatie'; app()"
    )
    done = start("bevolking", table, *ASKED, "--uit", into, code=code)
    assert done.returncode == 2
    assert f"{into} (het bestand wordt te groot)" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["clienten.csv", "uit.csv"]
    assert into.read_text("utf-8") == "wat er stond"


@pytest.mark.parametrize("module", ["numpy", "polars", "pyarrow"])
def test_without_the_extra_it_says_what_to_install(
    run: Run, clients: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    import sys  # noqa: PLC0415 - to take something away from it

    for name in [
        one for one in sys.modules if one.startswith(("participatie.populations", "participatie.engines.columns"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    code, said = run("bevolking", clients, *ASKED)
    assert code == 2
    assert "participatie[batch]" in said
