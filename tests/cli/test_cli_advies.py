"""``participatie advies``: a table, an explanation or JSON; and what it says when it cannot."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from participatie import Client, advise, catalog
from participatie.advice import Advice, explanation

Run = Callable[..., tuple[int, str]]
HEEMSKERK = ("--pakket", "heemskerk", "--op", "2018-06-01")
FULL = {"geboortedatum": "1988-03-02", "trede": 2, "ontvangt_algemene_bijstand": True}


@pytest.fixture
def advice() -> Advice:
    pack = catalog.load("heemskerk")
    return advise(Client.from_mapping(FULL), pack, on=date(2018, 6, 1))


def _rows(shown: str) -> list[list[str]]:
    """The lines of the table: between the heading and the first white space after it."""
    table = shown.split("\n\n")[1]
    return [re.split(" {2,}", line) for line in table.splitlines()]


# -- the table ---------------------------------------------------------------------


def test_one_line_per_outcome_in_the_order_of_the_advice(run: Run, client: Path, advice: Advice) -> None:
    code, shown = run("advies", client, *HEEMSKERK)
    assert code == 0
    rows = _rows(shown)
    assert [row[:3] for row in rows] == [
        [
            f"{ {'ja': '✓', 'nee': '✗', 'onbekend': '?', 'oordeel': '»'}[one.outcome] } {one.outcome}",
            one.id,
            one.title,
        ]
        for one in advice
    ]
    for row, one in zip(rows, advice, strict=True):
        assert row[3].startswith(str(one.source))
        for missing in one.questions:
            assert missing.title in row[4]


def test_findings_are_marked_as_a_judgement_with_who_gives_it(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK)
    row = next(row for row in _rows(shown) if row[1] == "participatieplaats")
    assert "kleine kans op werk (oordeel: college)" in row[4]
    assert "onbeloond werk;" in row[4]


def test_piped_output_is_plain_and_whole(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK, COLUMNS="40")
    assert "\x1b" not in shown
    assert not re.search("[─│┃━╭╮╰╯…]", shown)
    assert max(map(len, shown.splitlines())) > 200


def test_notices_reasons_and_results_stand_beside_the_outcome(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK)
    beside = {row[1]: row[4] for row in _rows(shown)}
    assert "gaat pas in op 2023-07-01" in beside["proefplaats"]
    assert "1500 euro" in beside["premie_participatieplaats"]
    assert "let op: een bedrag of aantal is niet vastgesteld" in beside["premie_participatieplaats"]
    _, shown = run("advies", client, "--pakket", "nl_participatiewet", "--op", "2027-06-01")
    assert "let op: bron niet nagekeken voor deze datum" in shown


def test_assumptions_are_shown_once_each(run: Run, client: Path, advice: Advice) -> None:
    _, shown = run("advies", client, *HEEMSKERK)
    texts = {" ".join(assumed.text.split()) for one in advice for assumed in one.assumptions}
    assert texts
    assert all(shown.count(text) == 1 for text in texts)


def test_the_words_are_explained_and_a_person_decides(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK)
    for line in ("✓ ja ", "✗ nee ", "? onbekend ", "» oordeel "):
        assert f"\n  {line}" in shown
    assert shown.splitlines()[-1] == "Dit is een advies; een mens beslist."


def test_an_english_frame_around_dutch_rules(run: Run, client: Path) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--lang", "en")
    assert code == 0
    assert "? unknown" in shown
    assert "kleine kans op werk (judgement: college)" in shown
    assert shown.splitlines()[-1] == "This is advice; a person decides."
    assert not re.search(r"\b(onbekend|Nog nodig|oordeel:|Bron:)", shown)


def test_a_terminal_gets_colours_words_and_its_own_width(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK, FORCE_COLOR="1", COLUMNS="80", TERM="xterm-256color")
    assert "\x1b[31m✗ nee" in shown
    assert "\x1b[33m? onbekend" in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(len, bare.splitlines())) <= 80
    assert "Voorziening en artikel" in bare


def test_only_some_outcomes(run: Run, client: Path) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--alleen", "werkstage", "--alleen", "doelgroep_7_1_a")
    assert code == 0
    assert [row[1] for row in _rows(shown)] == ["werkstage", "doelgroep_7_1_a"]  # a notion can be asked for too
    assert "Wordt aangenomen" not in shown


# -- other packs -------------------------------------------------------------------


def test_a_pack_from_a_folder(run: Run, client: Path, pack: Path) -> None:
    code, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert code == 0
    assert _rows(shown) == [["? onbekend", "veerpas", "Veerpas", "artikel 3 Verordening van het eiland", "eigen boot"]]


def test_local_facts_in_the_client_file(run: Run, tmp_path: Path, pack: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("leeftijd: 20\nlokaal: {heeft_boot: nee}\n", "utf-8")
    _, shown = run("advies", path, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert "✓ ja  veerpas" in shown


def test_conclusions_show_their_codes_and_gaps_their_name(run: Run, client: Path, pack: Path) -> None:
    (pack / "eiland" / "meer.yaml").write_text(
        """
formaat: 1
conclusie: kleur
titel: Kleur van de pas
codes: [rood, blauw]
bron: {artikel: 4}
gevallen:
  - {code: rood, als: heeft_boot}
anders: {code: blauw}
---
parameters:
  toeslag:
    titel: toeslag op de pas
    eenheid: cent
    waarden:
      - {waarde: niet_geverifieerd}
---
voorziening: toeslagpas
titel: Toeslagpas
bron: {artikel: 5}
als: toeslag > 5 euro
""",
        "utf-8",
    )
    code, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert code == 0, shown
    beside = {row[1]: row[4] for row in _rows(shown)}
    assert "mogelijk: rood, blauw" in beside["kleur"]
    assert "zeker" not in beside["kleur"]
    assert beside["toeslagpas"] == "let op: nog niet nagekeken waarde: toeslag op de pas"


def test_an_assumption_that_concerns_everything_is_shown(run: Run, client: Path, pack: Path) -> None:
    (pack / "eiland" / "meer.yaml").write_text("formaat: 1\nveronderstelt:\n  - {id: eb, tekst: Het is eb.}\n", "utf-8")
    _, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert "• Het is eb. Bron: Verordening van het eiland." in shown


@pytest.mark.parametrize("forced", ["", "1"])
def test_text_of_a_pack_has_no_power_over_the_terminal(run: Run, client: Path, pack: Path, forced: str) -> None:
    (pack / "eiland" / "meer.yaml").write_text(
        'formaat: 1\nvoorziening: vals\ntitel: "[red]rood[/red] :smile: \\e[31m\\e]0;x\\a\\u202e"\n'
        "bron: {artikel: '[bold]6'}\nals: trede > 3\n",
        "utf-8",
    )
    env = {"FORCE_COLOR": forced, "COLUMNS": "120", "TERM": "xterm-256color"} if forced else {}
    _, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01", **env)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert r"[red]rood[/red] :smile: \x1b[31m\x1b]0;x\x07\u202e" in bare
    assert "artikel [bold]6" in bare
    assert all(char.isprintable() or char == "\n" for char in bare)
    _, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01", "--uitleg", **env)
    assert r"\x1b]0;x" in shown


# -- explanation and JSON ----------------------------------------------------------


def test_the_explanation_in_full(run: Run, client: Path, advice: Advice) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--uitleg")
    assert code == 0
    assert shown == advice.explain()
    _, shown = run("advies", client, *HEEMSKERK, "--uitleg", "--alleen", "scholing", "--lang", "en")
    assert shown == explanation.render(advice["scholing"], lang="en")


def test_the_explanation_in_a_terminal_keeps_its_indentation(run: Run, client: Path) -> None:
    env = {"FORCE_COLOR": "1", "COLUMNS": "60", "TERM": "xterm-256color"}
    _, shown = run("advies", client, *HEEMSKERK, "--uitleg", "--alleen", "participatieplaats", **env)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert "\x1b[1mParticipatieplaats: onbekend" in shown
    assert "\x1b[32m+ " in shown
    at = next(place for place, line in enumerate(lines) if "additioneel en in de eerste" in line)
    assert re.match("  \\? Het werk", lines[at])
    assert re.match("    [^ ]", lines[at + 1])


def test_json_is_the_advice_and_nothing_else(run: Run, client: Path, advice: Advice) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--json")
    assert code == 0
    assert shown == advice.to_json()
    assert Advice.from_json(shown) == advice


def test_json_of_some_outcomes(run: Run, client: Path) -> None:
    _, shown = run("advies", client, *HEEMSKERK, "--json", "--alleen", "scholing")
    assert [one["id"] for one in json.loads(shown)["uitkomsten"]] == ["scholing"]


# -- what cannot be done -----------------------------------------------------------


@pytest.mark.parametrize("day", ["1 juni 2018", "2018-02-30", "20180601", "2018-W22-5", ""])
def test_a_date_that_is_none(run: Run, client: Path, day: str) -> None:
    code, shown = run("advies", client, "--pakket", "heemskerk", "--op", day)
    assert code == 2
    assert shown.startswith(f"fout peildatum_onleesbaar: De peildatum '{day}' is zo niet te lezen.")
    assert "zoals 2018-06-01" in shown


def test_nothing_reads_the_clock(run: Run, client: Path) -> None:
    code, shown = run("advies", client, "--pakket", "heemskerk")
    assert code == 2
    assert "fout: --op JJJJ-MM-DD ontbreekt. De peildatum" in shown
    code, shown = run("advies", client, "--op", "2018-06-01", "--lang=en")
    assert code == 2
    assert "error: --pakket NAAM is missing." in shown


def test_an_unknown_pack(run: Run, client: Path, pack: Path) -> None:
    code, shown = run("advies", client, "--pakket", "hemskerk", "--op", "2018-06-01", "--map", pack)
    assert code == 2
    assert "Bedoelt u 'heemskerk'?" in shown
    assert f"Kies uit: {', '.join(sorted(['eiland', *catalog.names()]))}" in shown
    _, shown = run("advies", client, "--pakket", "hemskerk", "--op", "2018-06-01", "--lang", "en")
    assert "Did you mean 'heemskerk'?" in shown


def test_a_pack_that_is_wrong(run: Run, client: Path, pack: Path) -> None:
    (pack / "eiland" / "fout.yaml").write_text("formaat: 1\nvoorziening: x\n", "utf-8")
    code, shown = run("advies", client, "--pakket", "eiland", "--map", pack, "--op", "2020-01-01")
    assert code == 2
    assert f"{pack / 'eiland' / 'fout.yaml'}:" in shown


def test_a_folder_that_is_none(run: Run, client: Path, tmp_path: Path) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--map", tmp_path / "weg")
    assert code == 2
    assert f"De map '{tmp_path / 'weg'}' bestaat niet." in shown


def test_an_unknown_outcome(run: Run, client: Path) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--alleen", "scholling")
    assert code == 2
    assert "Bedoelt u 'scholing'?" in shown


def test_a_day_outside_the_law_of_the_pack(run: Run, client: Path) -> None:
    code, shown = run("advies", client, "--pakket", "heemskerk", "--op", "2030-01-01")
    assert code == 2
    assert "recht_van_andere_tijd" in shown


@pytest.mark.parametrize("name", ["weg.yaml", "."])
def test_a_client_file_that_is_none(run: Run, tmp_path: Path, name: str) -> None:
    code, shown = run("advies", tmp_path / name, *HEEMSKERK)
    assert code == 2
    assert "fout bestand_" in shown


def test_facts_that_contradict_show_where(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("geboortedatum: 1988-03-02\ntrede: 2\nleeftijd: 12\n", "utf-8")
    code, shown = run("advies", path, *HEEMSKERK)
    assert code == 2
    assert shown.startswith(f"{path}:3:11: fout tegenspraak_datum: ")
    assert "  3 | leeftijd: 12\n    |           ^^\n" in shown


@pytest.mark.parametrize(
    "text",
    [
        '{"woongemeente": "geheim", "leeftijd": 12, "geboortedatum": "1988-03-02", "subtrede": "2.6"}',
        '{"woongemeente": "geheim", "leeftijd": "twaalf", "subtrede": "2.6"}',
        '{"woongemeente": "geheim", "leeftijd" 12, "subtrede": "2.6"}',
        '{"woongemeente": "geheim", "leeftijd": 12, "leeftijd": 13, "subtrede": "2.6"}',
        '[{"leeftijd": 12, "woongemeente": "geheim", "subtrede": "2.6"}]',
        '{"leeftijd": {"jaar": 12, "woongemeente": "geheim", "subtrede": "2.6"}}',
    ],
)
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_an_error_shows_no_other_fact(run: Run, tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"c.{suffix}"
    path.write_text(text, "utf-8")
    code, shown = run("advies", path, *HEEMSKERK)
    assert code == 2
    assert f"{path}:1:" in shown
    assert "geheim" not in shown
    assert "2.6" not in shown


def test_a_language_there_is_not(run: Run, client: Path) -> None:
    code, shown = run("advies", client, *HEEMSKERK, "--lang", "fr")
    assert code == 2
    assert "De taal 'fr' is er niet: kies nl of en." in shown
