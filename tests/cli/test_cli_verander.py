"""`participatie waarom-niet` and `participatie verander`: what stands in the way, and what would have to change."""

from pathlib import Path

import pytest
from cli.conftest import Run

TODAY = ("--op", "2018-06-01")


def about(client: Path, *more: str) -> tuple[str, ...]:
    return (str(client), "participatieplaats", "--pakket", "heemskerk", *TODAY, *more)


@pytest.fixture
def young(tmp_path: Path) -> Path:
    """Somebody who is too young, for a place that takes the work of others."""
    path = tmp_path / "jong.yaml"
    path.write_text("geboortedatum: 1992-03-02\nontvangt_algemene_bijstand: ja\nverdringing: ja\n", "utf-8")
    return path


def test_why_not_has_articles_values_and_lines(run: Run, young: Path) -> None:
    code, shown = run("waarom-niet", *about(young))
    assert code == 0
    lines = [line.strip() for line in shown.splitlines()]
    assert "x De persoon is 27 jaar of ouder. [nee]" in lines
    assert "artikel 7 lid 8 Participatiewet" in lines
    assert "leeftijd: 26 jaar (volgt uit: geboortedatum)" in lines
    assert any(line.startswith("Regel: nl_participatiewet/participatieplaats.yaml:") for line in lines)
    assert lines[-1] == "Dit is een advies; een mens beslist."


def test_what_would_change_waits_and_moves(run: Run, young: Path) -> None:
    code, shown = run("verander", *about(young))
    assert code == 0
    assert "Vanaf 2 maart 2019" in shown
    assert "leeftijd is dan 27 jaar" in shown
    assert "verdringing van gewoon werk: van ja naar nee; bij een ander aanbod" in shown
    assert "2 maart" not in run("verander", *about(young, "--tot", "2018-12-31"))[1]


def test_an_english_frame(run: Run, young: Path) -> None:
    assert "Each of these is enough for a no by itself" in run("waarom-niet", *about(young, "--lang", "en"))[1]
    assert "From 2 March 2019" in run("verander", *about(young, "--lang", "en"))[1]


def test_a_code_of_a_conclusion(run: Run, young: Path) -> None:
    for command in ("waarom-niet", "verander"):
        asked = (command, str(young), "heemskerk_subtrede", "--pakket", "heemskerk", *TODAY)
        code, shown = run(*asked, "--code", "2.4")
        assert (code, "(2.4)" in shown) == (0, True)
        code, shown = run(*asked, "--code", "9")
        assert (code, "onbekende_code" in shown) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("participatieplek",), "participatieplaats"),
        (("heemskerk_subtrede",), "--code"),
        (("participatieplaats", "--tot", "2017-01-01"), "2017-01-01"),
        (("participatieplaats", "--tot", "morgen"), "peildatum_onleesbaar"),
        (("participatieplaats", "--hoogstens", "7"), "6"),
        (("participatieplaats", "--hoogstens", "-1"), "6"),
    ],
)
def test_mistakes(run: Run, young: Path, arguments: tuple[str, ...], said: str) -> None:
    code, shown = run("verander", str(young), *arguments, "--pakket", "heemskerk", *TODAY)
    assert code == 2
    assert said in shown
    assert "Traceback" not in shown
