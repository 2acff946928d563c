"""Reports of a comparison: Markdown, files, and a picture."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from participatie import catalog
from participatie.whatif import Change, WhatIf, compare, markdown, parts, write
from participatie.whatif.effects import TOGETHER

pl = pytest.importorskip("polars")

ROOT = Path(__file__).parents[2]
CASELOAD, DOCS = ROOT / "examples" / "caseload.parquet", ROOT / "docs"
DAYS = (date(2025, 12, 31), date(2026, 1, 1))


@pytest.fixture(scope="module")
def new_year() -> WhatIf:
    law = catalog.load("nl_participatiewet")
    return compare(CASELOAD, law, law, on=DAYS, by=("trede", "woongemeente"))


def test_markdown_has_every_outcome_that_changes_and_no_other(new_year: WhatIf) -> None:
    said = markdown(new_year)
    for one in new_year:
        row = re.search(rf"^\| {re.escape(one.title)}(?: \(.*\))? \|(.*)\|$", said, re.MULTILINE)
        assert bool(row) is bool(one.changed), one.id
        if row:
            numbers = [int(cell) for cell in row[1].split("|")]
            assert sum(numbers) == new_year.people
            assert numbers[:3] == [one.gains, one.loses, one.becomes_unknown]


def test_duties_stand_apart_and_nobody_is_said_to_win_one(new_year: WhatIf) -> None:
    found = {part.heading: part for part in parts(new_year)}
    titles = found["Plichten en maatregelen"].titles
    assert "krijgt opgelegd" in titles
    assert "wint" not in titles
    burdens = {one.title for one in new_year.changed if one.burden}
    assert {row[0] for row in found["Plichten en maatregelen"].rows} == burdens
    assert not burdens & {row[0] for row in found["Voorzieningen en andere uitkomsten"].rows}


def test_nobody_is_said_to_win_a_duty_by_group_either(new_year: WhatIf) -> None:
    found = {part.heading: part for part in parts(new_year, by=["trede"])}
    duties = found["Per groep: plichten en maatregelen"]
    assert {row[0] for row in duties.rows} == {one.title for one in new_year.changed if one.burden}
    assert "krijgt opgelegd" in duties.titles
    assert "wint" not in duties.titles
    others = found["Per groep: voorzieningen en andere uitkomsten"]
    assert {row[0] for row in others.rows} == {one.title for one in new_year.changed if not one.burden}
    assert "wint" in others.titles
    assert (bool(others.lines), bool(duties.lines)) == (True, False)


def test_what_began_or_ceased_to_exist_says_so(new_year: WhatIf) -> None:
    said = markdown(new_year)
    assert f"{new_year['ondersteuning_7a'].title} (bestond nog niet)" in said
    assert f"{new_year['leer_werktraject_10f'].title} (bestaat niet meer)" in said


def test_without_being_asked_for_nobody_is_named(new_year: WhatIf) -> None:
    assert not re.search(r"H\d{4}", markdown(new_year, by=["trede"]))
    named = set(re.findall(r"H\d{4}", markdown(new_year, examples=2)))
    changes = [change for change in Change if change is not Change.SAME]
    assert named == {who for one in new_year for change in changes for who in new_year.who(one.id, change, limit=2)}


def test_no_mark_of_markdown_gets_through() -> None:
    people = pl.DataFrame(
        {"client": [f"|x*{number}" for number in range(6)], "leeftijd": [17] * 6, "wijk": ["a|b<i>\n#"] * 6}
    )
    law = catalog.load("nl_participatiewet")
    found = compare(people, law, law, on=DAYS, by="wijk")
    said = markdown(found, by=["wijk"], examples=1)
    rows = [line for line in said.splitlines() if line.startswith("| ")]
    assert any(r"a\|b\<i\> \#" in row for row in rows)
    assert any(r"\|x\*0" in row for row in rows)
    columns = {row.count("|") - row.count(r"\|") for row in rows if r"a\|b" in row}
    assert columns == {len(next(part for part in parts(found, by=["wijk"]) if "wijk" in part.titles).titles) + 1}


def test_a_report_of_nothing() -> None:
    law = catalog.load("nl_participatiewet")
    said = markdown(compare(CASELOAD, law, law, on=DAYS[1], by="trede"), by=["trede"], examples=3)
    assert "Er verandert voor niemand iets." in said
    assert "| " not in said


def test_english_and_no_other_language(new_year: WhatIf) -> None:
    assert markdown(new_year, lang="en").startswith("# What changes: from")
    with pytest.raises(ValueError, match="lang"):
        markdown(new_year, lang="fr")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".md"])
def test_files(new_year: WhatIf, suffix: str, tmp_path: Path) -> None:
    into = tmp_path / f"verandert{suffix}"
    write(new_year, into, by=["trede"] if suffix != ".csv" else ())
    assert [one.name for one in tmp_path.iterdir()] == [into.name]
    match suffix:
        case ".csv":
            assert pl.read_csv(into).height == len(new_year)
        case ".parquet":
            assert pl.read_parquet(into).equals(new_year.groups("trede"))
        case _:
            assert into.read_text("utf-8") == markdown(new_year, by=["trede"])


def test_a_file_of_another_kind(new_year: WhatIf, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.xlsx"):
        write(new_year, tmp_path / "verandert.xlsx")


def test_a_group_that_is_all_small_is_not_shown() -> None:
    people = pl.DataFrame({"client": ["a", "b"], "leeftijd": [17, 40], "wijk": ["duin", "dorp"]})
    law = catalog.load("nl_participatiewet")
    found = compare(people, law, law, on=DAYS, by="wijk").groups()
    assert set(found["wijk"]) == {TOGETHER}
    assert found["mensen"].null_count() == found.height


def test_no_count_by_group_follows_from_the_total_above_it(new_year: WhatIf) -> None:
    """*Begeleiding op de werkplek* has one gain in all, and the report says so: where that is, it does not."""
    title = new_year["begeleiding_werkplek"].title
    assert new_year["begeleiding_werkplek"].gains == 1
    for part in parts(new_year, by=["trede"]):
        if "trede" in part.titles:
            for outcome in {row[0] for row in part.rows}:
                rows = [row for row in part.rows if row[0] == outcome]
                stars = [sum(row[place] == "*" for row in rows) for place in range(len(part.titles))]
                assert 1 not in stars, outcome
                assert 1 not in [row.count("*") for row in rows], outcome
            if title in {row[0] for row in part.rows}:
                gains = [row[part.titles.index("wint")] for row in part.rows if row[0] == title]
                assert gains.count("*") > 1


# -- rows that are no client -------------------------------------------------------------


def test_a_row_that_is_no_client_counts_on_neither_side() -> None:
    people = pl.DataFrame({"client": ["a", "b", "c"], "leeftijd": [17, 200, 40], "trede": [1, 9, 2]})
    law = catalog.load("nl_participatiewet")
    found = compare(people, law, law, on=DAYS, bad_rows="reject")
    assert found.people == 2
    assert found.rejects["rij"].to_list() == [2, 2]
    assert found.rejected == 1
    assert "Niet meegeteld: 1" in markdown(found)


# -- the picture -------------------------------------------------------------------------


def test_the_page_shows_what_is_drawn_now(new_year: WhatIf) -> None:
    """In words: releases of matplotlib may write the same lines in another way."""
    plots = pytest.importorskip("participatie.plots")
    pytest.importorskip("matplotlib")
    picture = plots.effects(new_year)
    stored = (DOCS / "pictures" / "effects.svg").read_text("utf-8")
    assert f'<desc id="tekst">{html.escape(picture.alt)}</desc>' in stored
    assert f"![{picture.alt}](pictures/effects.svg)" in (DOCS / "whatif.md").read_text("utf-8")


def test_a_picture_has_every_outcome_that_changes(new_year: WhatIf) -> None:
    plots = pytest.importorskip("participatie.plots")
    pytest.importorskip("matplotlib")
    alt = plots.effects(new_year, lang="en").alt
    for one in new_year.changed:
        assert one.title in alt
    law = catalog.load("nl_participatiewet")
    nothing = plots.effects(compare(CASELOAD, law, law, on=DAYS[1]))
    assert "Voor 21 andere uitkomsten" in nothing.alt
    assert nothing.svg()
