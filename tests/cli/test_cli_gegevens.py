"""``participatie gegevens``: the facts that can be stated."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from participatie import catalog
from participatie.analysis.data_use import Need, data_use
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


# -- the ground for a data-protection assessment ---------------------------------------------


def _sections(shown: str) -> dict[str, str]:
    """The text below each heading of the third level."""
    parts = shown.split("\n### ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def test_dpia_of_a_small_pack(run: Run, pack: Path) -> None:
    code, shown = run("gegevens", "--dpia", "eiland", "--map", pack)
    assert code == 0
    found = _sections(shown)
    assert list(found) == [
        "In het kort",
        "Bijzondere en strafrechtelijke gegevens (AVG artikel 9 en 10)",
        "Gegevens over gronden van gelijke behandeling",
        "Andere gegevens die een uitkomst kunnen veranderen",
        "Alleen via andere gegevens",
        "Komt voor in regels maar kan geen uitkomst veranderen",
        "Alleen voor de volgorde van suggesties",
        "Niet nodig",
    ]
    boat = found["Bijzondere en strafrechtelijke gegevens (AVG artikel 9 en 10)"]
    assert boat.strip().splitlines() == [
        "#### eigen boot (heeft\\_boot)",
        "",
        "- Soort: feit, ja of nee",
        "- Wie het weet: havenmeester",
        "- Gaat over: client",
        "- Beschermd: AVG artikel 9",
        "- Nodig voor",
        "  - Veerpas: artikel 3 Verordening van het eiland (gelezen in de bron)",
    ]
    assert "#### leeftijd (leeftijd)" in found["Andere gegevens die een uitkomst kunnen veranderen"]
    assert "Veerpas (via leeftijd): artikel 3" in found["Alleen via andere gegevens"]
    assert found["Komt voor in regels maar kan geen uitkomst veranderen"].strip() == "Geen."
    assert "(trede), gedeelde woordenlijst" in found["Niet nodig"]


def test_dpia_names_every_fact_once(run: Run) -> None:
    code, shown = run("gegevens", "--dpia", "heemskerk", "--op", "2018-06-01")
    assert code == 0
    found = data_use(catalog.load("heemskerk"), date(2018, 6, 1))
    for name, one in found.facts.items():
        escaped = name.replace("_", "\\_")
        named = [line for line in shown.splitlines() if f"({escaped})" in line and line.startswith(("####", "- "))]
        assert len(named) == 1, name
        assert named[0].startswith("####") == (one.need is not Need.NONE)
    special = _sections(shown)["Bijzondere en strafrechtelijke gegevens (AVG artikel 9 en 10)"]
    assert special.count("#### ") == sum(one.special for one in found.facts.values() if one.need is not Need.NONE)


def test_dpia_says_what_can_change_nothing_and_what_is_not_ruled_out(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "pakketten" / "eiland"
    folder.mkdir(parents=True)
    (folder / "regels.yaml").write_text(
        "pakket: eiland\ntitel: 'Eiland <b>*x*</b>'\nbron: {regeling: Verordening}\n---\n"
        "voorziening: veerpas\ntitel: '[Veer](x)'\nbron: {artikel: 3}\n"
        "als: (leeftijd >= 18 jaar en verslaving) of (leeftijd >= 18 jaar en niet verslaving)\n---\n"
        "voorziening: visakte\ntitel: Visakte\nbron: {artikel: 4}\nals: trede > subtrede_hulp\n---\n"
        "gegevens: {subtrede_hulp: {titel: hulp, type: getal, bereik: [1, 6], vraag: hulp?}}\n",
        "utf-8",
    )
    code, shown = run("gegevens", "--dpia", "eiland", "--map", folder.parent, "--lang", "en")
    assert code == 0
    found = _sections(shown)
    assert "(verslaving)" in found["Occurs in rules but can change no outcome"]
    assert "\\[Veer\\](x)" in found["Occurs in rules but can change no outcome"]
    assert "Visakte (not ruled out): artikel 4" in found["Other data that can change an outcome"]
    assert "Eiland \\<b\\>\\*x\\*" in shown.splitlines()[0]


def test_dpia_misused(run: Run) -> None:
    for wrong in (["--zoek", "x"], ["--pakket", "heemskerk"], ["--json"]):
        code, shown = run("gegevens", "--dpia", "heemskerk", *wrong)
        assert (code, wrong[0] in shown) == (2, True)
    assert run("gegevens", "--op", "2018-06-01")[0] == 2
    for more, told in ((["--op", "morgen"], "peildatum_onleesbaar"), (["--op", "2026-01-01"], "recht_van_andere_tijd")):
        code, shown = run("gegevens", "--dpia", "heemskerk", *more)
        assert (code, told in shown) == (2, True)
    code, shown = run("gegevens", "--dpia", "heemskrk")
    assert (code, "pakket_onbekend" in shown) == (2, True)
