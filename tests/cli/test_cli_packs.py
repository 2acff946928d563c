"""``participatie check`` and ``participatie test``: packs by path and by name."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from participatie import catalog

Run = Callable[..., tuple[int, str]]
SHIPPED = Path(catalog.__path__[0])

WRONG = """
formaat: 1
voorziening: fout
titel: Fout
bron: {artikel: 9}
als: leeftjd > 3 jaar
"""
#: A condition that asks for a fact it does not need: a warning.
ODD = """
formaat: 1
voorziening: raar
titel: Raar
bron: {artikel: 8}
als: (trede > 3 en niet verdringing) of verdringing
"""
ON_TOP = """
formaat: 1
pakket: {name}
titel: Verordening
bouwt_op: eiland
geschreven_voor_recht: {{van: 2015-01-01, tot: 2030-01-01}}
geldig: {{van: 2015-01-01, tot: 2030-01-01}}
bron: {{regeling: Verordening}}
"""


def _add(pack: Path, name: str, text: str) -> Path:
    path = pack / "eiland" / name
    path.write_text(text, "utf-8")
    return path


# -- check -------------------------------------------------------------------------


def test_the_shipped_packs_are_fine(run: Run) -> None:
    code, shown = run("check", SHIPPED)
    assert code == 0, shown
    count = len(catalog.names())
    assert shown.splitlines()[-1].startswith(f"{count} pakketten nagekeken: 0 fouten, ")
    by_name = [part for name in catalog.names() for part in ("--pakket", name)]
    code, named = run("check", *by_name)
    assert (code, named.splitlines()[-1]) == (0, shown.splitlines()[-1])


def test_errors_come_first_each_with_its_line(run: Run, pack: Path) -> None:
    odd, wrong = _add(pack, "a.yaml", ODD), _add(pack, "z.yaml", WRONG)
    code, shown = run("check", pack / "eiland")
    assert code == 1, shown
    assert f"{wrong}:6:6: fout onbekend_feit: Het feit 'leeftjd' bestaat niet. Bedoelt u 'leeftijd'?" in shown
    assert "  6 | als: leeftjd > 3 jaar\n    |      ^^^^^^^\n  = " in shown
    assert shown.splitlines()[-1] == "1 pakket nagekeken: 1 fout, 0 waarschuwingen."
    wrong.unlink()
    code, shown = run("check", pack / "eiland", "--lang", "en")
    assert code == 0
    assert shown.startswith(f"{odd}:2:1: warning overbodige_vraag: ")
    assert shown.splitlines()[-1] == "1 pack checked: 0 errors, 1 warning."


def test_a_caret_stays_below_its_word_in_a_narrow_terminal(run: Run, pack: Path) -> None:
    _add(pack, "z.yaml", WRONG.replace("als: ", "als: trede > 3 en trede < 5 en trede > 1 en trede < 6 en "))
    env = {"FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "xterm-256color"}
    _, shown = run("check", pack / "eiland", **env)
    lines = shown.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("  6 | "))
    assert lines[at].index("leeftjd") == lines[at + 1].index("^")
    assert "\x1b[1;31m" in shown


def test_json_lists_every_diagnostic(run: Run, pack: Path) -> None:
    wrong = _add(pack, "z.yaml", WRONG)
    code, shown = run("check", pack / "eiland", "--json", "--lang", "en")
    assert code == 1
    (one,) = json.loads(shown)
    hint = one.pop("hint")
    assert hint.endswith(".")
    assert one == {
        "code": "onbekend_feit",
        "severity": "fout",
        "file": str(wrong),
        "line": 6,
        "column": 6,
        "message": "The fact 'leeftjd' does not exist. Did you mean 'leeftijd'?",
        "arguments": {"naam": "leeftjd", "suggestie": "leeftijd"},
    }
    wrong.unlink()
    assert run("check", pack / "eiland", "--json") == (0, "[]\n")


def test_json_holds_no_control_characters(run: Run, pack: Path) -> None:
    _add(pack, "z.yaml", 'formaat: 1\n"\\e[31m\\x9b\\U0001f600": x\n')
    _, shown = run("check", pack / "eiland", "--json")
    assert all(char.isprintable() or char == "\n" for char in shown)
    found = json.loads(shown)
    assert found


def test_escapes_in_a_rule_file_are_shown_as_they_are(run: Run, pack: Path) -> None:
    _add(pack, "z.yaml", WRONG.replace("leeftjd", '[red]x[/red] "\\e[31m"').replace("als: ", "als: \x1b[31m"))
    code, shown = run("check", pack / "eiland")
    assert code == 1
    assert r"als: \x1b[31m[red]x[/red]" in shown
    assert "\x1b" not in shown


def test_a_folder_of_packs_checks_each(run: Run, pack: Path) -> None:
    on_top = pack / "haven"
    on_top.mkdir()
    (on_top / "h.yaml").write_text(ON_TOP.format(name="haven"), "utf-8")
    code, shown = run("check", pack)
    assert (code, shown) == (0, "2 pakketten nagekeken: 0 fouten, 0 waarschuwingen.\n")
    _add(pack, "z.yaml", WRONG)
    code, shown = run("check", pack)
    assert code == 1
    assert shown.count("onbekend_feit") == 1  # both packs rest on that mistake
    assert shown.endswith("2 pakketten nagekeken: 1 fout, 0 waarschuwingen.\n")


def test_a_folder_without_header_among_packs_is_not_passed_over(run: Run, pack: Path) -> None:
    (pack / "half").mkdir()
    (pack / "half" / "regels.yaml").write_text(WRONG, "utf-8")
    code, shown = run("check", pack)
    assert code == 1
    assert "geen_pakket" in shown
    (pack / "half" / "regels.yaml").unlink()
    (pack / "los.yaml").write_text(WRONG, "utf-8")
    code, shown = run("check", pack)
    assert code == 1
    assert f"{pack / 'los.yaml'}:" in shown


def test_files_beside_a_pack_belong_to_it(run: Run, pack: Path, tmp_path: Path) -> None:
    extra = tmp_path / "extra.yaml"
    extra.write_text(ODD, "utf-8")
    code, shown = run("check", pack / "eiland", extra)
    assert code == 0
    assert f"{extra}:2:1: waarschuwing" in shown
    assert shown.endswith("1 pakket nagekeken: 0 fouten, 1 waarschuwing.\n")


def test_two_folders_that_are_packs_are_two_packs(run: Run, pack: Path) -> None:
    (pack / "kade").mkdir()
    (pack / "kade" / "k.yaml").write_text(ON_TOP.format(name="kade"), "utf-8")
    code, shown = run("check", pack / "eiland", pack / "kade", "--map", pack)
    assert (code, shown) == (0, "2 pakketten nagekeken: 0 fouten, 0 waarschuwingen.\n")
    code, shown = run("check", pack / "kade")  # without the folder its base is not to be found
    assert code == 1
    assert "basis_onbekend" in shown


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_path_or_pack_that_does_not_exist(run: Run, command: str, tmp_path: Path) -> None:
    code, shown = run(command, tmp_path / "weg")
    assert code == 2
    assert "bestand_niet_gevonden" in shown
    code, shown = run(command, "--pakket", "weg")
    assert code == 2
    assert "pakket_onbekend" in shown
    code, shown = run(command)
    assert code == 2
    assert "fout: Geef een map of bestanden" in shown


def test_a_folder_without_rules_is_an_error(run: Run, tmp_path: Path) -> None:
    code, shown = run("check", tmp_path)
    assert code == 1
    assert "geen_bestanden" in shown


# -- test --------------------------------------------------------------------------


def test_the_shipped_examples_hold(run: Run) -> None:
    code, shown = run("test", SHIPPED)
    assert code == 0, shown
    assert "✗" not in shown
    assert shown.splitlines()[-1].endswith(f"in {len(catalog.names())} pakketten: 0 wijken af.")
    assert run("test", "--pakket", "heemskerk")[0] == 0


def test_each_example_on_a_line(run: Run, pack: Path) -> None:
    code, shown = run("test", pack)
    assert code == 0
    first, example, _, *_, last = shown.splitlines()
    assert (first, example) == ("eiland", "✓ klopt  veerpas  volwassen zonder boot  2020-01-01")
    assert last == "1 voorbeeld in 1 pakket: 0 wijken af."


def test_how_certain_each_pack_is(run: Run, pack: Path) -> None:
    _, shown = run("test", pack, "--pakket", "velsen")
    heads, *rows = (line.split() for line in shown.splitlines()[-5:-2])
    assert heads[:2] == ["Pakket", "Uitkomsten"]
    # How many outcomes; how many with a condition of their own; then by the status of their weakest source.
    assert rows == [["eiland", "1", "1", "1", "0", "0", "0"], ["velsen", "3", "3", "0", "3", "0", "0"]]


def test_an_example_that_differs_in_full(run: Run, pack: Path) -> None:
    path = pack / "eiland" / "regels.yaml"
    path.write_text(path.read_text("utf-8").replace("dan: ja", "dan: nee"), "utf-8")
    code, shown = run("test", pack / "eiland")
    assert code == 1
    assert "✗ wijkt af  veerpas  volwassen zonder boot  2020-01-01\n" in shown
    assert f"{path}:" in shown
    assert "fout voorbeeld_wijkt_af: " in shown
    assert shown.endswith("1 voorbeeld in 1 pakket: 1 wijkt af.\n")
    _, shown = run("test", pack, "--lang", "en")
    assert "✗ differs" in shown
    assert shown.endswith("1 example in 1 pack: 1 differs.\n")


def test_a_pack_without_examples(run: Run, pack: Path) -> None:
    path = pack / "eiland" / "regels.yaml"
    path.write_text(path.read_text("utf-8").split("voorbeelden:")[0], "utf-8")
    code, shown = run("test", pack)
    assert code == 0
    assert "waarschuwing geen_voorbeelden: In 'eiland' staan geen voorbeelden." in shown
    assert shown.endswith("0 voorbeelden in 1 pakket: 0 wijken af.\n")


def test_a_wrong_pack_beside_a_sound_one(run: Run, pack: Path) -> None:
    _add(pack, "z.yaml", WRONG)
    code, shown = run("test", pack, "--pakket", "heemskerk")
    assert code == 1
    assert "heemskerk\n✓ klopt" in shown
    assert "onbekend_feit" in shown
    assert shown.endswith("in 2 pakketten: 0 wijken af. Van de pakketten: 1 is onjuist.\n")


def test_a_table_in_a_terminal(run: Run, pack: Path) -> None:
    code, shown = run("test", pack, FORCE_COLOR="1", COLUMNS="80", TERM="xterm-256color")
    assert code == 0
    assert "\x1b[32m✓ klopt" in shown
    assert "───" in shown
