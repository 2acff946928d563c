"""`participatie teken`: a picture in a file, and the same in words."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

Run = Callable[..., tuple[int, str]]
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def bram(tmp_path: Path) -> Path:
    path = tmp_path / "bram.yaml"
    path.write_text(
        "arbeidscontract_of_zelfstandig: nee\nwekelijkse_georganiseerde_activiteit: ja\nprofiel: {netwerk: 1}\n",
        "utf-8",
    )
    return path


@pytest.fixture
def together(tmp_path: Path) -> Path:
    path = tmp_path / "noord.yaml"
    path.write_text("samenwerkingsverband: Noord\npartners: {VDAB: [werk], OCMW: [inkomen]}\n", "utf-8")
    return path


def test_a_profile_needs_no_pack(run: Run, bram: Path, tmp_path: Path) -> None:
    code, said = run("teken", bram, "--wat", "profiel", "--naar", tmp_path / "profiel.png")
    assert code == 0
    assert "Bekend: 1; onbekend: 11. netwerk: 1," in said
    assert (tmp_path / "profiel.png").read_bytes().startswith(b"\x89PNG")


def test_the_steps_of_the_only_ladder_of_a_pack(run: Run, bram: Path, tmp_path: Path) -> None:
    into = tmp_path / "ladder.svg"
    code, said = run("teken", bram, "--wat", "ladder", "--naar", into, "--pakket", "ladder_vng", "--op", "2018-06-01")
    assert code == 0
    words = said.split("\n", 1)[1].strip()
    assert "Mogelijk, nog niet zeker: 3 (" in words
    assert f'<desc id="tekst">{words}</desc>' in into.read_text("utf-8")


def test_of_several_ladders_one_is_named(run: Run, bram: Path, tmp_path: Path) -> None:
    into = tmp_path / "ladder.svg"
    asked = ("teken", bram, "--wat", "ladder", "--naar", into, "--pakket", "heemskerk", "--op", "2018-06-01")
    code, said = run(*asked)
    assert (code, into.exists()) == (2, False)
    assert "heemskerk_subtrede, heemskerk_subtreden." in said
    code, said = run(*asked, "--uitkomst", "heemskerk_subtred")
    assert code == 2
    assert "onbekende_voorziening" in said
    assert "'heemskerk_subtrede'" in said
    assert run(*asked, "--uitkomst", "heemskerk_subtrede")[0] == 0


def test_a_journey(run: Run, tmp_path: Path) -> None:
    into = tmp_path / "reis.svg"
    code, said = run("teken", EXAMPLES / "reis_voorbeeld.yaml", "--wat", "reis", "--naar", into, "--lang", "en")
    assert code == 0
    assert "a journey in phases" in said


def test_arguments(run: Run, bram: Path, together: Path, tmp_path: Path) -> None:
    asked = ("teken", bram, "--wat", "afweging", "--naar", tmp_path / "afweging.svg")
    assert "--samenwerking ontbreekt" in run(*asked)[1]
    assert "--op ontbreekt" in run(*asked, "--samenwerking", together)[1]
    code, said = run(*asked, "--samenwerking", together, "--op", "2024-06-01")
    assert code == 0
    assert "Noord: " in said
    asked = (*asked, "--samenwerking", together, "--op", "2024-06-01", "--pakket", "ladder_vng")
    assert "heeft geen regels over samenwerkingsverbanden" in run(*asked)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--wat", "profil", "--naar", "x.svg"], "Bedoelt u 'profiel'?"),
        (["--wat", "profiel", "--naar", "x.pdf"], "laat hem eindigen op .svg, .png."),
        (["--wat", "ladder", "--naar", "x.svg"], "--pakket ontbreekt"),
        (["--wat", "ladder", "--naar", "x.svg", "--pakket", "ladder_vng"], "--op ontbreekt"),
        (["--wat", "reis", "--naar", "x.svg"], "ontbrekende_sleutel"),
        (["--wat", "profiel", "--naar", "nergens/x.svg"], "nergens/x.svg"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(  # noqa: PLR0913, PLR0917 - fixtures
    run: Run, bram: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run("teken", bram, *arguments)
    assert code == 2
    assert said in output
    assert [one.name for one in tmp_path.iterdir()] == ["bram.yaml"]


def test_without_matplotlib_one_line_says_what_to_install(bram: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['matplotlib'] = None; from participatie.cli import main; main()"
    arguments = ["teken", str(bram), "--wat", "profiel", "--naar", str(tmp_path / "x.svg")]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "fout: Tekenen vraagt om matplotlib: pip install 'participatie[plot]'\n"
