"""`participatie dossier`."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from participatie import CaseFile, Client, catalog

HEEMSKERK = ("--pakket", "heemskerk")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.jsonl"
    client = Client(leeftijd=41, ontvangt_algemene_bijstand=True, startdatum_participatieplaats=date(2018, 5, 1))
    case = CaseFile(client, catalog.load("heemskerk"), on=date(2018, 6, 1))
    case.tell(trede=2, ontvangt_uwv_uitkering=False, source="intake\x1b[2J", on=date(2018, 6, 4))
    case.correct(trede=3, source="intake", on=date(2018, 6, 11))
    case.judge("kans_op_werk_gering", True, by="klantmanager", because="lang", on=date(2018, 6, 4))
    case.tell(ontvangt_wajong=True, source="UWV", on=date(2018, 6, 12))
    case.erase(3, by="fg", because="verzoek", on=date(2018, 6, 13))
    case.save(path)
    return path


def _run(*arguments: object) -> tuple[int, str]:
    from participatie.cli.app import app  # noqa: PLC0415 - one test runs without the extra

    env = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TERM", "TTY_COMPATIBLE"))
    result = CliRunner().invoke(app, ["dossier", *map(str, arguments)], env=env, catch_exceptions=False)
    return result.exit_code, result.output


def test_it_shows_what_happened_and_what_is_to_come(path: Path) -> None:
    code, shown = _run(path, *HEEMSKERK)
    assert code == 0
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert (
        "1 2018-06-01 geopend - leeftijd: 41 jaar; ontvangt_algemene_bijstand: ja; startdatum_participatieplaats: 2018-05-01 -"
        in lines
    )
    assert "2 2018-06-04 verteld trede 2 intake\\x1b[2J" in lines
    assert "3 2018-06-04 verteld gewist - -" in lines
    assert "4 2018-06-11 gecorrigeerd trede 3 intake; betreft 2" in lines
    assert "5 2018-06-04 beoordeeld, later opgeschreven kans_op_werk_gering ja klantmanager: lang" in lines
    assert "7 2018-06-13 gewist - - fg: verzoek; betreft 3" in lines
    assert "Dagen die eraan komen, op 2018-06-13" in lines
    assert lines[-1].startswith("? taaleis_verlaging: De verlaging wordt 40 procent")


@pytest.mark.parametrize(("lang", "passed"), [("nl", "(voorbij)"), ("en", "(passed)")])
def test_it_shows_which_dates_have_passed(tmp_path: Path, lang: str, passed: str) -> None:
    path = tmp_path / "dossier.jsonl"
    client = Client(leeftijd=41, ontvangt_algemene_bijstand=True, startdatum_participatieplaats=date(2018, 5, 1))
    CaseFile(client, catalog.load("nl_participatiewet"), on=date(2018, 6, 1)).save(path)
    code, shown = _run(path, "--pakket", "nl_participatiewet", "--op", "2019-02-02", "--lang", lang)
    assert code == 0
    lines = [line.strip() for line in shown.splitlines()]
    review = "participatieplaats: Het college beoordeelt of de kansen zijn vergroot."
    assert f"2019-02-01 {review} {passed}" in lines
    assert "2019-05-01 participatieplaats: Premie bij voldoende medewerking." in lines


def test_it_shows_what_contradicts_itself(path: Path) -> None:
    case = CaseFile.load(path, catalog.load("heemskerk"))
    case.tell(ontvangt_uwv_uitkering=False, source="client", on=date(2018, 6, 14))
    case.save(path)
    code, shown = _run(path, *HEEMSKERK, "--lang", "en")
    assert code == 0
    assert "These facts contradict each other and do not count" in shown
    assert "wajong_is_uwv" in shown


@pytest.mark.parametrize(("lang", "event"), [("nl", "gebeurtenis"), ("en", "event")])
def test_it_shows_how_an_outcome_went(path: Path, lang: str, event: str) -> None:
    code, shown = _run(path, *HEEMSKERK, "--verloop", "participatieplaats", "--op", "2018-07-02", "--lang", lang)
    assert code == 0
    tail = shown.splitlines()[-2:]
    assert tail[0].split()[:1] == ["2018-06-01"]
    assert tail[0].endswith(f"({event} 1)")
    assert tail[1].endswith(f"({event} 4)")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--pakket", "velsen"), "dossier_ander_pakket"),
        (("--pakket", "hemskerk"), "pakket_onbekend"),
        ((*HEEMSKERK, "--op", "gisteren"), "peildatum_onleesbaar"),
        ((*HEEMSKERK, "--op", "2026-01-01"), "recht_van_andere_tijd"),
        ((*HEEMSKERK, "--verloop", "participatieplats"), "Bedoelt u 'participatieplaats'?"),
    ],
)
def test_what_cannot_be_shown_is_said(path: Path, arguments: tuple[str, ...], said: str) -> None:
    code, shown = _run(path, *arguments)
    assert code == 2
    assert said in shown
    assert "Traceback" not in shown


def test_a_damaged_file_is_said_without_what_stands_in_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])
    code, shown = _run(path, *HEEMSKERK)
    assert code == 2
    assert f"{path}:8:" in shown.replace("\n", "")
    assert "verzoek" not in shown
