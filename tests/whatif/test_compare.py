"""The same people under two sets of rules: as `advise` says of each of them, counted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participatie import Client, PolicyError, advise, catalog
from participatie.advice import Outcome
from participatie.policy.pack import Pack
from participatie.testing import partial_clients
from participatie.values import Boolean, CodeSet, Date, Number, Type
from participatie.whatif import Change, WhatIf, compare, markdown
from participatie.whatif.effects import CHANGES, TOGETHER

pl = pytest.importorskip("polars")

LAW, HEEMSKERK = catalog.load("nl_participatiewet"), catalog.load("heemskerk")
JUNE, DECEMBER, JANUARY = date(2018, 6, 1), date(2025, 12, 31), date(2026, 1, 1)
CASELOAD = Path(__file__).parents[2] / "examples" / "caseload.parquet"


def draft(**changes: tuple[str, str]) -> Pack:
    """Heemskerk's pack with texts replaced in its files, as somebody who drafts an ordinance would do."""
    folder = Path(catalog.__file__).parent / "heemskerk"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}
    for name, (old, new) in {"pakket": ("pakket: heemskerk\n", "pakket: heemskerk_concept\n"), **changes}.items():
        assert old in texts[name], name
        texts[name] = texts[name].replace(old, new)
    return catalog.parse(*texts.values(), base=LAW)


@pytest.fixture(scope="module")
def concept() -> Pack:
    """Training from 23 instead of 27; a work placement for who is on step 3 or higher and long unemployed."""
    return draft(
        scholing=("leeftijd < 27 jaar", "leeftijd < 23 jaar"),
        werkstage=("      ruim: trede >= 3 of langdurig_werkloos", "      ruim: trede >= 3"),
    )


def kind(of: Type) -> Any:
    match of:
        case Boolean():
            return pl.Boolean
        case Number():
            return pl.Int64
        case Date():
            return pl.Date
        case CodeSet():
            return pl.List(pl.String)
        case _:
            return pl.String


def frame(people: Sequence[Mapping[str, Any]], pack: Pack, **columns: Sequence[Any]) -> Any:
    """People as a table: a column for each fact that somebody has."""
    names = [name for name in pack.vocabulary if any(name in one for one in people)]
    found = {"client": [f"p{number}" for number in range(len(people))]} | columns
    made = pl.DataFrame(found)
    for name in names:
        values = [sorted(one) if isinstance(one, frozenset) else one for one in (each.get(name) for each in people)]
        made = made.with_columns(pl.Series(name, values, kind(pack.vocabulary[name].type)))
    return made


def by_hand(
    people: Sequence[Mapping[str, Any]], old: Pack, new: Pack, days: tuple[date, date]
) -> dict[str, Counter[tuple[Outcome, Outcome]]]:
    """What compare() should find, person by person."""
    found: dict[str, Counter[tuple[Outcome, Outcome]]] = {}
    for one in people:
        outcomes: list[dict[str, Outcome]] = []
        for pack, day in zip((old, new), days, strict=True):
            known = {name: value for name, value in one.items() if name in pack.vocabulary}
            given_ = advise(Client.from_mapping(known, words=pack.vocabulary), pack, on=day)
            outcomes.append({each.id: each.outcome for each in given_})
        for name in outcomes[0] | outcomes[1]:
            step = (outcomes[0].get(name, Outcome.NO), outcomes[1].get(name, Outcome.NO))
            found.setdefault(name, Counter())[step] += 1
    return found


def known(client: Client, pack: Pack) -> dict[str, Any]:
    """The facts of a client that stay true on another day: no age or counter."""
    counters = {name for name, fact in pack.vocabulary.items() if fact.follows_from is not None}
    return {name: value for name, value in client.known().items() if name not in counters}


def some(pack: Pack, *days: date) -> st.SearchStrategy[list[dict[str, Any]]]:
    """People of whom each is a client on all of these days."""

    def stands(one: dict[str, Any]) -> bool:
        try:
            for day in days:
                advise(Client.from_mapping(one, words=pack.vocabulary), pack, on=day)
        except PolicyError:  # a date so long ago that a counter runs out of its range on the second day
            return False
        return bool(one)

    one = partial_clients(pack, on=days[0]).map(lambda client: known(client, pack)).filter(stands)
    return st.lists(one, min_size=1, max_size=6)


# -- properties --------------------------------------------------------------------------


@settings(max_examples=8)
@given(some(HEEMSKERK, JUNE))
def test_it_is_what_advise_says_of_each(concept: Pack, people: list[dict[str, Any]]) -> None:
    found = compare(frame(people, HEEMSKERK), HEEMSKERK, concept, on=JUNE)
    expected = by_hand(people, HEEMSKERK, concept, (JUNE, JUNE))
    assert {one.id: dict(one.matrix) for one in found} == {name: dict(steps) for name, steps in expected.items()}


@settings(max_examples=8)
@given(some(LAW, DECEMBER, JANUARY))
def test_so_it_is_on_two_days(people: list[dict[str, Any]]) -> None:
    found = compare(frame(people, LAW), LAW, LAW, on=(DECEMBER, JANUARY))
    expected = by_hand(people, LAW, LAW, (DECEMBER, JANUARY))
    assert {one.id: dict(one.matrix) for one in found} == {name: dict(steps) for name, steps in expected.items()}


@settings(max_examples=5)
@given(some(HEEMSKERK, JUNE))
def test_against_itself_nothing_changes(people: list[dict[str, Any]]) -> None:
    found = compare(frame(people, HEEMSKERK), HEEMSKERK, HEEMSKERK, on=JUNE)
    assert found.changed == ()
    assert all(one.same == one.people == len(people) for one in found)


@settings(max_examples=5)
@given(some(HEEMSKERK, JUNE))
def test_the_other_way_round_mirrors_and_everyone_is_counted_once(concept: Pack, people: list[dict[str, Any]]) -> None:
    table = frame(people, HEEMSKERK)
    there, back = compare(table, HEEMSKERK, concept, on=JUNE), compare(table, concept, HEEMSKERK, on=JUNE)
    for one in there:
        assert sum(one.counts().values()) == len(people)
        other = back[one.id]
        assert dict(other.matrix) == {(new, old): count for (old, new), count in one.matrix.items()}
        assert (other.in_old, other.in_new) == (one.in_new, one.in_old)


# -- the caseload ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def new_year() -> WhatIf:
    return compare(CASELOAD, LAW, LAW, on=(DECEMBER, JANUARY), by=("trede", "geslacht"))


def test_the_new_year_for_the_caseload(new_year: WhatIf) -> None:
    """On 1 January 2026 art. 10f gives way to art. 7a: support for the young, who then leave art. 7 lid 1 a."""
    assert new_year.people == 967
    assert [one.id for one in new_year.only_old] == ["leer_werktraject_10f"]
    assert [one.id for one in new_year.only_new] == ["ondersteuning_7a"]
    young, trajectory = new_year["ondersteuning_7a"], new_year["leer_werktraject_10f"]
    assert young.gains
    assert young.loses == 0
    assert (trajectory.gains, trajectory.becomes_unknown) == (0, 0)
    assert trajectory.loses
    rows = {row["client"]: row for row in pl.read_parquet(CASELOAD).to_dicts()}
    for who in new_year.who("ondersteuning_7a", Change.GAINS):
        assert rows[who]["geboortedatum"] > date(1999, 1, 1)


def test_who_is_whom_it_changes_for(new_year: WhatIf) -> None:
    rows = {row["client"]: row for row in pl.read_parquet(CASELOAD).to_dicts()}
    for one in new_year.changed:
        for change in Change:
            found = new_year.who(one.id, change)
            assert len(found) == one.count(change)
            assert new_year.who(one.id, change, limit=2) == found[:2]
        assert len(new_year.who(one.id)) == one.changed
    for who in new_year.who("leer_werktraject_10f", Change.LOSES):
        facts = {name: value for name, value in rows[who].items() if name != "client"}
        client = Client.from_mapping(facts, words=LAW.vocabulary)
        assert advise(client, LAW, on=DECEMBER)["leer_werktraject_10f"].outcome is Outcome.YES
        assert advise(client, LAW, on=JANUARY)["leer_werktraject_10f"].outcome is Outcome.NO


def test_a_draft_that_opens_training_from_23(concept: Pack) -> None:
    """Who is 23 to 26 and can follow education gains; nobody loses training by it."""
    found = compare(CASELOAD, HEEMSKERK, concept, on=JUNE)
    training = found["scholing"]
    assert training.gains
    assert training.loses == 0
    rows = {row["client"]: row for row in pl.read_parquet(CASELOAD).to_dicts()}
    for who in found.who("scholing", Change.GAINS):
        born = rows[who]["geboortedatum"]
        assert date(1991, 6, 1) < born <= date(1995, 6, 1)
        assert rows[who]["kan_rijksbekostigd_onderwijs_volgen"]
    assert {one.id for one in found.changed} == {"scholing", "werkstage"}


def test_an_outcome_that_only_one_pack_has_is_a_no_under_the_other() -> None:
    found = compare(CASELOAD, LAW, HEEMSKERK, on=JUNE)
    assert {one.id for one in found.only_new} >= {"scholing", "yoga"}
    assert found.only_old == ()
    assert {old for old, _ in found["yoga"].matrix} == {Outcome.NO}
    assert found["yoga"].gains == found["yoga"].matrix[Outcome.NO, Outcome.YES]


# -- groups ------------------------------------------------------------------------------


def test_groups_add_up(new_year: WhatIf) -> None:
    for by in (("trede",), ("trede", "geslacht")):
        groups = new_year.groups(*by, smallest=1)
        for effect in new_year.changed:
            rows = groups.filter(pl.col("uitkomst") == effect.id)
            assert rows["mensen"].sum() == new_year.people
            assert {change: rows[change.value].sum() for change in Change} == effect.counts()


def test_an_unknown_group_is_a_group(new_year: WhatIf) -> None:
    steps = new_year.groups("trede", smallest=1).filter(pl.col("uitkomst") == "ondersteuning_7a")
    assert dict(zip(steps["trede"], steps["mensen"], strict=True))["(onbekend)"] == 224


@settings(max_examples=40)
@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=40), st.integers(2, 6), st.data())
def test_no_small_number_is_shown_and_none_follows(groups: list[str], smallest: int, data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.sampled_from([*CHANGES]), min_size=len(groups), max_size=len(groups)))
    found = made(groups, steps)
    for row in found.groups("wijk", smallest=smallest).iter_rows(named=True):
        counts = [row[change] for change in Change]
        shown = [one for one in (row["mensen"], *counts) if one is not None]
        assert not [one for one in shown if 0 < one < smallest]
        hidden = counts.count(None)
        if row["mensen"] is None:
            assert hidden == len(Change)
        elif hidden == 1:
            # It is all there is: the number of people is that number, and is not small.
            assert row["mensen"] - sum(one for one in counts if one is not None) >= smallest
        names = set(groups)
        assert row["wijk"] in names | {TOGETHER}


def made(groups: Sequence[str], steps: Sequence[tuple[Outcome, Outcome]]) -> WhatIf:
    """A comparison of one outcome, made up."""
    from participatie.policy.voorziening import Kind  # noqa: PLC0415 - of this one
    from participatie.whatif import Effect, Side  # noqa: PLC0415 - as above

    rows = pl.DataFrame(
        {
            "client": [f"p{number}" for number in range(len(groups))],
            "per:wijk": groups,
            "proef:oud": [old.value for old, _ in steps],
            "proef:nieuw": [new.value for _, new in steps],
        }
    )
    effect = Effect(id="proef", title="Proef", kind=Kind.PROVISION, matrix=Counter(steps))
    side = Side("dorp", "Dorp", JUNE)
    empty = pl.DataFrame({"rij": []})
    return WhatIf(old=side, new=side, effects={"proef": effect}, by=("wijk",), rejects=empty, rows=rows, who="client")


def test_a_column_that_is_no_fact_can_group_people() -> None:
    people = [{"geboortedatum": date(2001, 3, 2)}, {"geboortedatum": date(1980, 3, 2)}]
    table = frame(people, LAW, wijk=["duin", "dorp"])
    found = compare(table, LAW, LAW, on=(DECEMBER, JANUARY), by="wijk")
    assert set(found.groups(smallest=1)["wijk"]) == {"duin", "dorp"}


def test_a_column_that_is_no_fact_has_to_be_named() -> None:
    table = frame([{"geboortedatum": date(2001, 3, 2)}], LAW, naam=["Bram"])
    assert code(lambda: compare(table, LAW, LAW, on=JANUARY))[0] == "kolom_onbekend"
    found = compare(table, LAW, LAW, on=JANUARY, along=["naam", "geboortedatum"], by="client")
    assert found.rows["naam"].to_list() == ["Bram"]


def test_columns_may_be_called_as_ours_are() -> None:
    names = ("mensen", "wint", "rij", "scholing", "participatieplaats:oud", "per:wijk", "trede")
    table = frame(
        [{"geboortedatum": date(2001, 3, 2)}], LAW, **{name: [f"van {name}"] for name in names if name != "trede"}
    )
    table = table.with_columns(trede=pl.lit(3))
    found = compare(table, LAW, LAW, on=(DECEMBER, JANUARY), by=names, along=names)
    groups = found.groups(smallest=1)
    assert [groups.row(0)[1 + place] for place in range(len(names))] == [*(f"van {name}" for name in names[:-1]), "3"]
    assert found.rows["scholing"].to_list() == ["van scholing"]
    assert markdown(found, by=names, smallest=1)


def test_a_table_of_text_groups_as_a_table_of_values_does(tmp_path: Path) -> None:
    people = pl.DataFrame({"client": ["a", "b", "c"], "leeftijd": [17, 26, 40], "trede": [3, None, 3]})
    people = people.with_columns(heeft_startkwalificatie=pl.Series([True, False, None]))
    by = ("trede", "heeft_startkwalificatie")
    text = people.select(pl.all().cast(pl.String).replace({"true": "ja", "false": "nee"}).fill_null("onbekend"))
    text.write_csv(tmp_path / "mensen.csv")
    ours, theirs = (compare(one, LAW, LAW, on=(DECEMBER, JANUARY), by=by) for one in (people, tmp_path / "mensen.csv"))
    assert ours.changed
    assert ours.groups(smallest=1).equals(theirs.groups(smallest=1))


# -- bad input ---------------------------------------------------------------------------


def code(call: Callable[[], object]) -> tuple[str, Mapping[str, str]]:
    with pytest.raises(PolicyError) as caught:
        call()
    (found,) = caught.value.diagnostics
    return found.code, found.arguments


def test_a_grouping_column_that_is_not_there() -> None:
    found, arguments = code(lambda: compare(CASELOAD, LAW, LAW, on=JANUARY, by="terde"))
    assert found == "kolom_ontbreekt"
    assert arguments["suggestie"] == "trede"


def test_a_group_that_was_not_asked_for(new_year: WhatIf) -> None:
    assert code(lambda: new_year.groups("geslaght"))[1]["suggestie"] == "geslacht"
    with pytest.raises(ValueError, match="smallest"):
        new_year.groups("trede", smallest=0)


@pytest.mark.parametrize("cell", [{"a": 1}, [[1]], b"\xff"], ids=str)
def test_a_column_that_makes_no_groups(cell: object) -> None:
    table = pl.DataFrame({"leeftijd": [17], "wijk": [cell]})
    assert code(lambda: compare(table, LAW, LAW, on=JANUARY, by="wijk"))[0] == "kolom_soort"


@pytest.mark.parametrize("by", [3, None, [3]], ids=str)
def test_what_is_no_name_of_a_column(by: Any) -> None:
    with pytest.raises(TypeError, match="by="):
        compare(CASELOAD, LAW, LAW, on=JANUARY, by=by)


@pytest.mark.parametrize(
    ("cells", "group"),
    [
        ([1.5], "1.5"),
        ([date(2018, 6, 1)], "2018-06-01"),
        ([True], "ja"),
        ([None], "(onbekend)"),
        ([["b", "a"]], "a, b"),
    ],
    ids=str,
)
def test_how_groups_are_called(cells: list[object], group: str) -> None:
    table = pl.DataFrame({"leeftijd": [17], "wijk": cells})
    assert set(compare(table, LAW, LAW, on=(DECEMBER, JANUARY), by="wijk").groups(smallest=1)["wijk"]) == {group}


def test_packs_without_an_outcome_in_common() -> None:
    found, arguments = code(lambda: compare(CASELOAD, catalog.load("helmond"), catalog.load("ladder_vng"), on=JUNE))
    assert (found, arguments["oud"], arguments["nieuw"]) == ("niets_gemeenschappelijk", "helmond", "ladder_vng")


@pytest.mark.parametrize("on", ["2018-06-01", None, (JUNE,), (JUNE, JUNE, JUNE), (JUNE, "2018-06-01")], ids=str)
def test_what_is_no_day(on: Any) -> None:
    with pytest.raises(TypeError, match="on="):
        compare(CASELOAD, LAW, LAW, on=on)


def test_what_is_no_pack() -> None:
    with pytest.raises(TypeError, match="two packs"):
        compare(CASELOAD, LAW, "heemskerk", on=JUNE)  # type: ignore[arg-type]


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(PolicyError):
        compare(pl.read_parquet(CASELOAD).clear(), LAW, LAW, on=(DECEMBER, JANUARY))


def test_an_outcome_that_is_not_there(new_year: WhatIf) -> None:
    with pytest.raises(KeyError, match="ondersteuning_7a"):
        new_year["ondersteuning_7"]
    with pytest.raises(TypeError, match="id"):
        new_year[7]  # type: ignore[index]
    assert "ondersteuning_7a" in new_year
    assert "yoga" not in new_year
