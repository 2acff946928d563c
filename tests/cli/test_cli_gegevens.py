"""``participatie gegevens``: the facts that can be stated."""

import json
from collections.abc import Callable
from pathlib import Path

from participatie import catalog
from participatie.analysis.fact_use import used
from participatie.vocabulary import Kind, vocabulary

Run = Callable[..., tuple[int, str]]


def _line(shown: str, name: str) -> str:
    return next(line for line in shown.splitlines() if line.startswith(f"{name} "))


def test_every_fact_of_the_shared_vocabulary_on_a_line(run: Run) -> None:
    code, shown = run("gegevens")
    assert code == 0
    assert [line.split()[0] for line in shown.splitlines()] == list(vocabulary())
    for name, fact in vocabulary().items():
        line = _line(shown, name)
        assert fact.title in line
        assert f"{'vaststelling' if fact.kind is Kind.FINDING else 'feit'} ({fact.answered_by})" in line
        assert ("beschermd: " in line) == bool(fact.protected)


def test_what_a_fact_can_be(run: Run) -> None:
    _, shown = run("gegevens")
    assert _line(shown, "leeftijd").endswith(" getal (jaar), 0 t/m 120")
    assert _line(shown, "geboortedatum").endswith(" datum (jjjj-mm-dd)")
    assert _line(shown, "geslacht").endswith(" één van: man, vrouw")
    assert "beschermd: gelijke behandeling" in _line(shown, "geslacht")
    assert _line(shown, "woongemeente").endswith(" een code")
    assert _line(shown, "verdringing").endswith(" ja of nee")
    assert " nul of meer van: " in _line(shown, "noden")
    _, shown = run("gegevens", "--lang", "en")
    assert " fact (client) " in _line(shown, "leeftijd")
    assert _line(shown, "leeftijd").endswith(" number (jaar), 0 to 120")


def test_only_what_counts_in_a_pack(run: Run, pack: Path) -> None:
    code, shown = run("gegevens", "--pakket", "heemskerk")
    assert code == 0
    assert [line.split()[0] for line in shown.splitlines()] == list(used(catalog.load("heemskerk")))
    assert "vaststelling (college)" in _line(shown, "lezing_werkstage_doelgroep")
    _, shown = run("gegevens", "--pakket", "eiland", "--map", pack)
    assert [line.split()[0] for line in shown.splitlines()] == ["leeftijd", "geboortedatum", "heeft_boot"]
    assert "eigen boot" in _line(shown, "heeft_boot")
    assert "feit (havenmeester)" in _line(shown, "heeft_boot")
    assert "beschermd: AVG artikel 9" in _line(shown, "heeft_boot")


def test_searching_in_names_titles_questions_and_codes(run: Run) -> None:
    _, shown = run("gegevens", "--zoek", "WAJONG")
    names = [line.split()[0] for line in shown.splitlines()]
    assert "ontvangt_wajong" in names
    assert "ontvangt_uwv_uitkering" in names  # its question mentions it
    assert len(names) < 10
    _, shown = run("gegevens", "--zoek", "vrouw")
    assert "geslacht" in shown
    assert run("gegevens", "--zoek", "bestaatniet") == (0, "")


def test_json(run: Run) -> None:
    code, shown = run("gegevens", "--json")
    assert code == 0
    facts = {one["naam"]: one for one in json.loads(shown)}
    assert list(facts) == list(vocabulary())
    assert facts["leeftijd"] == {
        "naam": "leeftijd",
        "titel": "leeftijd",
        "type": "getal",
        "eenheid": "jaar",
        "bereik": [0, 120],
        "soort": "feit",
        "vraag": "Hoe oud is de persoon op de peildatum?",
        "beantwoord_door": "client",
        "betreft": "client",
        "verandert": "met_de_tijd",
        "beschermd": [],
        "volgt_uit": {"eenheid": "jaar", "sinds": "geboortedatum"},
        "pakket": None,
    }
    assert facts["geslacht"]["codes"] == ["man", "vrouw"]
    assert facts["woongemeente"]["codes"] == "open"


def test_json_of_a_pack_tells_what_each_fact_matters_to(run: Run, pack: Path) -> None:
    _, shown = run("gegevens", "--pakket", "eiland", "--map", pack, "--json")
    facts = {one["naam"]: one for one in json.loads(shown)}
    assert facts["heeft_boot"]["telt_mee_bij"] == ["veerpas"]
    assert facts["heeft_boot"]["pakket"] == "eiland"


def test_a_terminal_shows_names_whole_and_counts(run: Run) -> None:
    env = {"FORCE_COLOR": "1", "COLUMNS": "120", "TERM": "xterm-256color"}
    _, shown = run("gegevens", **env)
    assert all(name in shown for name in vocabulary())
    assert "\x1b[1mleeftijd\x1b[0m" in shown
    assert f"{len(vocabulary())} feiten in de gedeelde woordenlijst." in shown
    _, shown = run("gegevens", "--pakket", "heemskerk", "--zoek", "boot", **env)
    assert "0 feiten die meetellen in het pakket heemskerk." in shown


def test_an_unknown_pack(run: Run) -> None:
    code, shown = run("gegevens", "--pakket", "weg")
    assert code == 2
    assert "pakket_onbekend" in shown
