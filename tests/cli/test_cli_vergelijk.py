"""`participatie vergelijk`: what other rules change for the people in a table."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from participatie import catalog, compare
from participatie.values import Boolean

pl = pytest.importorskip("polars")
pytest.importorskip("matplotlib")

Run = Callable[..., tuple[int, str]]
CASELOAD = Path(__file__).parents[2] / "examples" / "caseload.parquet"
COMMAND = ("vergelijk", CASELOAD, "--oud", "nl_participatiewet", "--op", "2025-12-31", "--op-nieuw", "2026-01-01")


def test_the_command(run: Run, tmp_path: Path) -> None:
    into, drawn = tmp_path / "uit.md", tmp_path / "uit.svg"
    code, said = run(*COMMAND, "--per", "trede", "--voorbeelden", "1", "--uit", into, "--teken", drawn)
    assert code == 0
    assert "Wat er verandert: van nl_participatiewet op 2025-12-31" in said
    assert "blijkt nee" in said
    assert into.read_text("utf-8").startswith("# Wat er verandert")
    assert drawn.read_text("utf-8").startswith("<?xml")


def test_the_command_takes_a_folder_with_a_draft(run: Run, tmp_path: Path) -> None:
    folder = Path(catalog.__file__).parent / "heemskerk"
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8").replace("pakket: heemskerk\n", "pakket: concept\n")
        into = tmp_path / "concept" / path.relative_to(folder)
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(text.replace("leeftijd < 27 jaar", "leeftijd < 23 jaar"), "utf-8")
    code, said = run("vergelijk", CASELOAD, "--oud", "heemskerk", "--nieuw", tmp_path / "concept", "--op", "2018-06-01")
    assert code == 0
    assert re.search(r"^Scholing +6 +0", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (COMMAND[:-2], "--op-nieuw"),
        ((*COMMAND, "--per", "terde"), "kolom_ontbreekt"),
        ((*COMMAND, "--uit", "x.xlsx"), ".parquet"),
        ((*COMMAND, "--teken", "x.pdf"), ".svg"),
        ((*COMMAND, "--nieuw", "heemskirk"), "pakket_onbekend"),
        (("vergelijk", "weg.parquet", *COMMAND[2:]), "bestand_niet_gevonden"),
        ((*COMMAND[:-1], "morgen"), "peildatum_onleesbaar"),
        ((*COMMAND, "--kleinste", "0"), "De waarde van --kleinste AANTAL past niet."),
        ((*COMMAND, "--voorbeelden", "-1"), "De waarde van --voorbeelden AANTAL past niet."),
        ((*COMMAND, "--voorbeelden", "x"), "De waarde van --voorbeelden AANTAL past niet."),
        ((*COMMAND, "--uit", "er_niet/x.md"), "er_niet/x.md (die map of dat bestand bestaat niet)"),
        ((*COMMAND, "--teken", "er_niet/x.svg"), "er_niet/x.svg (die map of dat bestand bestaat niet)"),
    ],
)
def test_mistakes(run: Run, wrong: tuple[object, ...], says: str) -> None:
    code, said = run(*wrong)
    assert code == 2
    assert says in said
    assert "Traceback" not in said


def test_rows_set_aside_are_in_a_file(run: Run, tmp_path: Path) -> None:
    table, into = tmp_path / "mensen.csv", tmp_path / "afgekeurd.csv"
    table.write_text("client,leeftijd,trede\na,17,3\nb,200,2\nc,40,onbekend\n", "utf-8")
    asked = ("vergelijk", table, *COMMAND[2:], "--per", "trede", "--kleinste", "1")
    assert run(*asked)[0] == 2
    code, said = run(*asked, "--afgekeurd", into)
    assert code == 0
    assert "Niet meegeteld: 1" in said
    assert into.read_text("utf-8").startswith("rij,")


def test_the_table_itself_is_never_written_over(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "mensen.csv"
    table.write_text("client,leeftijd\na,17\n", "utf-8")
    code, said = run("vergelijk", table, *COMMAND[2:], "--uit", tmp_path / "." / "mensen.csv")
    assert code == 2
    assert "bestand_is_tabel" in said
    assert table.read_text("utf-8") == "client,leeftijd\na,17\n"
    asked = ("vergelijk", table, *COMMAND[2:], "--uit", tmp_path / "x.csv", "--afgekeurd", tmp_path / "x.csv")
    assert run(*asked)[0] == 2


def test_names_in_capitals(run: Run, tmp_path: Path) -> None:
    code, _ = run(*COMMAND, "--uit", tmp_path / "X.CSV", "--afgekeurd", tmp_path / "R.CSV")
    assert code == 0
    assert (tmp_path / "X.CSV").read_text("utf-8").startswith("uitkomst,")
    assert (tmp_path / "R.CSV").read_text("utf-8").startswith("rij,")


def test_rejects_of_both_sides_stand_in_the_order_of_the_rows() -> None:
    law, other = catalog.load("nl_participatiewet"), catalog.load("heemskerk")
    extra = other.vocabulary.keys() - law.vocabulary.keys()
    local = min(name for name in extra if isinstance(other.vocabulary[name].type, Boolean))
    table = pl.DataFrame({"leeftijd": ["40", "200", "40", "200"], local: ["x", "ja", "x", "nee"]})
    found = compare(table, law, other, on=date(2018, 6, 1), bad_rows="reject")
    assert found.rejects["rij"].to_list() == [1, 2, 3, 4]
