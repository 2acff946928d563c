"""``participatie vraag``: an interview through standard input, and forms to hand out."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from participatie import Client
from participatie.cli import answers
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Unit, show, typed

Ask = Callable[..., tuple[int, str]]

LOCAL = """
---
gegevens:
  talen: {titel: talen, type: codes, codes: [vogels, wind], vraag: Welke talen spreekt de persoon?}
  rust: {titel: rust, type: ja_nee, soort: vaststelling, vraag: Is de persoon rustig?, beantwoord_door: kapitein}
  geld: {titel: geld, type: getal, eenheid: cent, bereik: [0, 1000000], vraag: Hoeveel geld is er?}
---
verbanden:
  - {id: jong, tekst: Wie jong is heeft geen boot., als: leeftijd < 12 jaar, dan: {heeft_boot: nee}}
---
voorziening: loods
titel: Loodsdienst
bron: {artikel: 8}
als: talen bevat vogels en geld >= 15 euro en rust
---
voorziening: zeilles
titel: Zeilles
bron: {artikel: 9}
als: heeft_boot en leeftijd >= 20 jaar
"""


@pytest.fixture
def ask(pack: Path) -> Ask:
    """Hold an interview about the island, with these lines typed in."""
    rules = pack / "eiland" / "regels.yaml"
    rules.write_text(rules.read_text("utf-8") + LOCAL, "utf-8")

    def ask(typed_in: str | bytes, *arguments: object) -> tuple[int, str]:
        from participatie.cli.app import app  # noqa: PLC0415 - one test runs without the extra

        given = ("vraag", *arguments, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
        result = CliRunner().invoke(
            app, list(map(str, given)), input=typed_in, prog_name="participatie", catch_exceptions=False
        )
        return result.exit_code, result.output

    return ask


def test_a_question_says_what_may_be_answered_who_knows_which_article_and_what_hangs_on_it(ask: Ask) -> None:
    code, shown = ask("", "--doel", "veerpas")
    assert code == 0
    assert "Hoe oud is de persoon op de peildatum?" in shown
    assert "een geheel getal van 0 tot en met 120 (jaar); of geboortedatum als datum" in shown
    assert "artikel 3 Verordening van het eiland" in shown
    assert "Hangt eraan:   Veerpas" in shown
    assert "Gestopt." in shown
    assert "? onbekend  veerpas" in shown


def test_answers_in_dutch_lead_to_the_advice(ask: Ask) -> None:
    code, shown = ask("2 maart 1988\nNee\n", "--doel", "veerpas")
    assert (code, "Er is niets meer te vragen." in shown, "✓ ja  veerpas" in shown) == (0, True, True)
    code, shown = ask("17\n", "--doel", "veerpas")
    assert "✗ nee  veerpas" in shown
    assert "heeft de persoon een boot?" not in shown.casefold()


def test_the_judgement_comes_last_and_says_who_decides(ask: Ask) -> None:
    code, shown = ask("Vogels, wind\n15 euro\nja\n", "--doel", "loods")
    assert code == 0
    assert shown.index("Hoeveel geld") < shown.index("Is de persoon rustig?")
    assert "oordeel van: kapitein" in shown
    assert "✓ ja  loods" in shown


def test_an_empty_line_skips_and_the_end_says_what_was_skipped(ask: Ask) -> None:
    _, shown = ask("\n\n", "--doel", "veerpas")
    assert "Overgeslagen, en dus onbekend: leeftijd, eigen boot." in shown
    assert "? onbekend  veerpas" in shown


def test_a_wrong_answer_is_said_and_asked_again(ask: Ask) -> None:
    code, shown = ask("oud\n130\n31-2-2000\n40\nnee\n", "--doel", "veerpas")
    assert code == 0
    assert shown.count("fout: ") == 3
    assert "✓ ja  veerpas" in shown


def test_answers_that_contradict_each_other_are_said(ask: Ask, tmp_path: Path) -> None:
    known = tmp_path / "client.yaml"
    known.write_text("heeft_boot: ja\n", "utf-8")
    code, shown = ask("8\n30\n", known, "--doel", "zeilles")
    assert code == 0
    assert "verband 'jong'" in shown
    assert "✓ ja  zeilles" in shown


def test_back_change_and_explain(ask: Ask) -> None:
    _, shown = ask("terug\n?\n17\n", "--doel", "veerpas")
    assert "Dit is de eerste vraag." in shown
    assert "veerpas)" in shown
    _, shown = ask("40\nterug\n17\n", "--doel", "veerpas")
    assert "✗ nee  veerpas" in shown
    _, shown = ask("40\nwijzig\nwijzig leeftyd 3\nwijzig leeftijd 300\nwijzig leeftijd 17\n", "--doel", "veerpas")
    assert "leeftijd 40 jaar" in shown
    assert "Bedoelt u 'leeftijd'?" in shown
    assert "✗ nee  veerpas" in shown
    _, shown = ask("40\nwijzig leeftijd\n40\nnee\n", "--doel", "veerpas")
    assert "✓ ja  veerpas" in shown
    _, shown = ask("\nwijzig leeftijd 17\n", "--doel", "veerpas")
    assert "✗ nee  veerpas" in shown


def test_stop_stops(ask: Ask) -> None:
    code, shown = ask("stop\n40\n", "--doel", "veerpas")
    assert (code, "Gestopt." in shown) == (0, True)
    assert "? onbekend  veerpas" in shown


def test_nothing_is_written_unless_it_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    ask("40\nnee\n", "--doel", "veerpas")
    assert sorted(path for path in tmp_path.rglob("*")) == before
    for name in ("uit.yaml", "uit.json"):
        _, shown = ask("40\nstop\n", "--doel", "veerpas", "--bewaar", tmp_path / name)
        assert f"Bewaard in {tmp_path / name}" in shown.replace("\n", "")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert Client.read(tmp_path / name) == Client(leeftijd=40)
    code, shown = ask("40\n", "--bewaar", tmp_path / "nergens" / "uit.yaml")
    assert (code, "bestaat niet" in shown, "Antwoord" in shown) == (2, True, False)


def test_what_is_known_is_not_asked(ask: Ask, client: Path) -> None:
    _, shown = ask("nee\n", client, "--doel", "veerpas")
    assert "Hoe oud" not in shown
    assert "✓ ja  veerpas" in shown


def test_forms_are_markdown_by_who_can_answer(ask: Ask) -> None:
    code, shown = ask("", "--formulier")
    assert code == 0
    heads = [line for line in shown.splitlines() if line.startswith("## ")]
    assert heads == ["## Vragen voor: client", "## Vragen voor: havenmeester", "## Vragen voor: kapitein"]
    assert "### Heeft de persoon een boot? (heeft\\_boot)" in shown
    _, shown = ask("", "--formulier", "--lang", "en")
    assert "## Questions for: kapitein" in shown


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--doel", "veerpass"), "Bedoelt u 'veerpas'?"), (("--lang", "fr"), "fr")]
)
def test_misuse_is_said_before_anything_is_asked(ask: Ask, arguments: tuple[str, ...], said: str) -> None:
    code, shown = ask("40\n", *arguments)
    assert (code, said in shown, "Antwoord:" in shown) == (2, True, False)


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\x00\n", b"x" * 5_000 + b"\n", b"\x1b[31m\n", b"wijzig \xff\n", b"terug x\n"]
)
def test_whatever_is_typed_in_it_ends_clearly(ask: Ask, junk: bytes) -> None:
    code, shown = ask(junk + b"17", "--doel", "veerpas")
    assert code == 0
    assert "\x1b" not in shown
    assert "✗ nee  veerpas" in shown


# -- answers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "of", "meant"),
    [
        ("J", Boolean(), True),
        ("nee", Boolean(), False),
        ("misschien", Boolean(), "misschien"),
        ("1.500", Number(None, 0, 10_000), 1500),
        ("12 maanden", Number(Unit.MONTHS, 0, 60), 12),
        ("1 jaar", Number(Unit.MONTHS, 0, 60), "1 jaar"),
        ("€ 12,50", Number(Unit.CENTS, 0, 10_000), 1250),
        ("50 cent", Number(Unit.CENTS, 0, 10_000), 50),
        ("12,50", Number(Unit.YEARS, 0, 120), "12,50"),
        ("1.50", Number(None, 0, 120), "1.50"),
        ("-3", Number(None, -5, 5), -3),
        ("2.1", Code(("2.1", "2.2")), "2.1"),
        ("Werk zoeken", Code(("werk_zoeken",)), "werk_zoeken"),
        ("geen", CodeSet(("touw",)), frozenset()),
        (" iets ", Text(), "iets"),
    ],
)
def test_what_is_meant(text: str, of: object, meant: object) -> None:
    assert answers.read(text, of) == meant


@given(
    st.one_of(
        st.booleans().map(lambda one: (one, Boolean())),
        st.integers(0, 10**6).map(lambda one: (one, Number(Unit.CENTS, 0, 10**6))),
        st.integers(0, 120).map(lambda one: (one, Number(Unit.YEARS, 0, 120))),
        st.dates().map(lambda one: (one, Date())),
        st.frozensets(st.sampled_from(["a", "b_c"])).map(lambda one: (one, CodeSet(("a", "b_c")))),
    )
)
def test_what_the_library_shows_can_be_answered(case: tuple[object, object]) -> None:
    value, of = case
    assert typed(answers.read(show(value, of), of), of) == value


@given(
    st.text(max_size=40),
    st.sampled_from([Boolean(), Number(Unit.CENTS, 0, 5), Date(), Code(("a",)), CodeSet(("a",)), Text()]),
)
def test_any_text_can_be_read(text: str, of: object) -> None:
    answers.read(text, of)
    answers.day(text)
