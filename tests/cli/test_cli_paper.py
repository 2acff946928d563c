"""`participatie render`, `bronnen`, `bewijs` and `advies --suggesties`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from participatie import catalog

Run = Callable[..., tuple[int, str]]
HEEMSKERK = ("--pakket", "heemskerk")


# -- render ------------------------------------------------------------------------------


def test_rules_as_sentences(run: Run) -> None:
    code, shown = run("render", *HEEMSKERK, "--alleen", "scholing")
    assert code == 0
    assert shown.startswith("Scholing\nBron: artikel 10 Re-integratieverordening")
    assert 'Nagegaan wordt: "leeftijd" is minder dan 27 jaar' in shown
    assert "participatieplaats" not in shown


def test_rules_of_a_folder(run: Run, pack: Path) -> None:
    code, shown = run("render", pack / "eiland")
    assert code == 0
    assert "De persoon is 18 jaar of ouder." in shown
    assert '"eigen boot": nee' in shown


def test_rules_as_markdown(run: Run) -> None:
    code, shown = run("render", *HEEMSKERK, "--alleen", "scholing", "--markdown")
    assert code == 0
    assert shown.startswith("## Scholing")


def test_render_of_what_does_not_exist(run: Run) -> None:
    code, shown = run("render", *HEEMSKERK, "--alleen", "scoling")
    assert code == 2
    assert "Bedoelt u 'scholing'?" in shown


def test_render_of_a_pack_that_is_wrong(run: Run, pack: Path) -> None:
    (pack / "eiland" / "fout.yaml").write_text("formaat: 1\nvoorziening: x\n", "utf-8")
    code, shown = run("render", pack / "eiland")
    assert code == 2
    assert "ontbrekende_sleutel" in shown


# -- bronnen -----------------------------------------------------------------------------


def test_sources_the_weakest_first(run: Run) -> None:
    code, shown = run("bronnen", "--pakket", "nl_participatiewet")
    assert code == 0
    lines = shown.splitlines()
    statuses = [line.partition("  ")[0] for line in lines[2 : lines.index("", 2)]]
    assert statuses == sorted(statuses, key=list(dict.fromkeys(statuses)).index)  # each status in one block
    assert statuses[0] == "niet nagekeken voor deze datum"
    assert statuses[-1] == "gelezen in de bron"


def test_contradictions_are_kept_visible(run: Run) -> None:
    _, shown = run("bronnen", *HEEMSKERK)
    assert "Waar bronnen elkaar tegenspreken" in shown
    assert "StapIn" in shown
    assert "Het pakket volgt:" in shown


def test_sources_as_json(run: Run) -> None:
    code, shown = run("bronnen", *HEEMSKERK, "--json")
    (found,) = json.loads(shown)
    assert code == 0
    assert found["uitkomsten"]["scholing"] == "secundair"
    assert {one["id"] for one in found["tegenstrijdigheden"]} == {
        str(one.id) for one, _ in catalog.load("heemskerk").contradictions
    }


# -- bewijs ------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "sleutel.bin"
    path.write_bytes(bytes(range(32)))
    return path


def test_a_receipt_is_made_and_checked(run: Run, client: Path, key: Path, tmp_path: Path) -> None:
    code, shown = run("bewijs", client, *HEEMSKERK, "--op", "2018-06-01", "--sleutel", key)
    assert code == 0
    assert "1988" not in shown
    receipt = tmp_path / "bewijs.json"
    receipt.write_text(shown, "utf-8")
    again = ("bewijs", client, *HEEMSKERK, "--sleutel", key, "--controleer", receipt)
    assert run(*again) == (0, "Hetzelfde advies komt er weer uit.\n")
    client.write_text("geboortedatum: 2000-03-02\n", "utf-8")
    code, shown = run(*again)
    assert code == 1
    assert shown == "Anders dan toen: de feiten van de persoon, of de sleutel.\nAnders dan toen: de uitkomsten.\n"


def test_a_receipt_needs_a_date_a_key_and_a_receipt(run: Run, client: Path, key: Path, tmp_path: Path) -> None:
    code, shown = run("bewijs", client, *HEEMSKERK, "--sleutel", key)
    assert (code, "--op" in shown) == (2, True)
    short = tmp_path / "kort"
    short.write_bytes(b"kort")
    code, shown = run("bewijs", client, *HEEMSKERK, "--op", "2018-06-01", "--sleutel", short)
    assert (code, "sleutel_te_kort" in shown) == (2, True)
    code, shown = run("bewijs", client, *HEEMSKERK, "--sleutel", key, "--controleer", client)
    assert (code, "geen_bewijs" in shown) == (2, True)
    code, shown = run("bewijs", client, *HEEMSKERK, "--sleutel", key, "--controleer", tmp_path / "niets")
    assert (code, "bestand_niet_gevonden" in shown) == (2, True)


# -- suggesties --------------------------------------------------------------------------


def test_suggestions_in_their_order_with_reasons(run: Run, client: Path) -> None:
    client.write_text("noden: [taal]\nanderstalig: ja\ngeslacht: vrouw\nsubtrede: '2.2'\n", "utf-8")
    code, shown = run("advies", client, *HEEMSKERK, "--op", "2018-06-01", "--suggesties")
    assert code == 0
    first = shown.splitlines()[0]
    assert first.startswith("✓ ja")
    assert "Helpt bij: taal." in first
    assert "Er is geen score." in shown
    _, english = run("advies", client, *HEEMSKERK, "--op", "2018-06-01", "--suggesties", "--lang", "en")
    assert "Helps with: taal." in english


def test_nothing_to_suggest(run: Run, client: Path, pack: Path) -> None:
    client.write_text("leeftijd: 3\n", "utf-8")
    folder = ("--pakket", "eiland", "--map", pack, "--op", "2020-01-01", "--suggesties")
    assert run("advies", client, *folder) == (0, "Er staat niets open: elke uitkomst is nee.\n")
