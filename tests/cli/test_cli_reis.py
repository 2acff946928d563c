"""`participatie reis`: a journey as a table, or what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str]]

EXAMPLE = Path(__file__).parents[2] / "examples" / "reis_voorbeeld.yaml"


def test_the_events_by_phase_and_that_it_is_invented(run: Run) -> None:
    code, shown = run("reis", EXAMPLE)
    lines = shown.splitlines()
    assert code == 0
    assert lines[:3] == ["Lotte, verzonnen voorbeeld", "Deze reis is verzonnen.", ""]
    assert (
        " ".join(lines[3].split())
        == "2016 Voorgeschiedenis Werkt in een bakkerij en woont bij een vriendin. positief 4"
    )
    assert sum("onbekend" in line for line in lines) == 2


def test_an_english_frame(run: Run) -> None:
    code, shown = run("reis", EXAMPLE, "--lang", "en")
    assert code == 0
    assert "This journey is invented." in shown
    assert "Contact with an organisation" in shown
    assert "unknown" in shown


def test_a_terminal_has_heads(run: Run) -> None:
    code, shown = run("reis", EXAMPLE, FORCE_COLOR="1", COLUMNS="120")
    assert code == 0
    assert "Wat er gebeurde" in shown
    assert "Beleving (1-5)" in shown


def test_an_empty_journey_of_a_case(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reis.yaml"
    path.write_text("reis: Lotte\ndossier: zaak 12\ngebeurtenissen: []\n", "utf-8")
    assert run("reis", path) == (0, "Lotte\nHoort bij dossier zaak 12.\n\nEr staan geen gebeurtenissen in deze reis.\n")


def test_what_is_wrong_is_shown_and_the_rest_of_the_story_is_not(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reis.yaml"
    path.write_text("reis: Lotte\ngebeurtenissen: [{wanneer: 20, fase: voortraject, wat: Geheim}]\n", "utf-8")
    code, shown = run("reis", path)
    assert code != 0
    assert "tijdstip_onleesbaar" in shown
    assert "Geheim" not in shown
