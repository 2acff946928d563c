"""What is wrong with a rule set itself: eight planted faults, one by one, and none in what is shipped."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from islands import HEAD, island, small

from participatie import Client, Outcome, Pack, advise, catalog
from participatie.analysis import findings, unreachable
from participatie.analysis.possible import Case, Possible
from participatie.rules.expr import Ref
from participatie.testing import Finding, check_pack, partial_clients

EIGHT = catalog.read(Path(__file__).parent / "acht_fouten")


def _told(pack: Pack) -> set[tuple[str, str]]:
    return {(one.code, one.name) for one in check_pack(pack)}


@pytest.mark.parametrize("name", catalog.names())
def test_nothing_is_found_in_a_shipped_pack(name: str) -> None:
    undecided: list[Finding] = []
    assert check_pack(catalog.load(name), undecided) == ()
    # Amounts of the law that no rule uses yet, and a municipality may.
    assert {one.code for one in undecided} <= {"parameter_ongebruikt"}


@pytest.mark.parametrize("name", catalog.names())
def test_every_outcome_has_somebody_who_gets_it(name: str) -> None:
    pack = catalog.load(name)
    possible = Possible(pack)
    for decided in unreachable.own(possible):
        days = unreachable.in_force(possible, decided)
        for outcome, goal, _ in unreachable.goals(possible, decided, days):
            case = possible.case(goal, days)
            assert isinstance(case, Case), (decided.id, outcome)
            advice = advise(case.client(pack), pack, on=case.on)[decided.id]
            assert outcome == advice.outcome.value or outcome in advice.certain, (decided.id, outcome)


def test_eight_planted_faults_are_eight_findings() -> None:
    undecided: list[Finding] = []
    found = check_pack(EIGHT, undecided)
    assert not undecided
    assert sorted((one.code, one.name, *one.arguments.values()) for one in found) == [
        ("altijd_uitgesloten", "graafplicht"),
        ("feit_ongebruikt", "schoenmaat"),
        ("parameter_ongebruikt", "zandprijs"),
        ("uitkomst_onbereikbaar", "voorraad", "middel"),
        ("uitkomst_onbereikbaar", "waterpas", "ja"),
        ("voorbeeld_ontbreekt", "strandpas", "onbekend"),
        ("voorwaarde_altijd", "emmerpas/draagbaar"),
        ("voorwaarde_nooit", "zandpas/overal"),
    ]


def test_each_stands_below_the_comment_that_announces_it() -> None:
    for one in check_pack(EIGHT):
        if one.span is not None:
            lines = one.span.file.text.splitlines()[: one.span.line]
            nearest = next(line for line in reversed(lines) if line.strip().startswith(("# Fout", "---", "voorz")))
            assert "# Fout" in nearest or "# Fout" in lines[-2], one


def test_a_witness_shows_it() -> None:
    shown = {one.code: one for one in check_pack(EIGHT) if one.witness is not None}
    assert set(shown) == {"altijd_uitgesloten", "voorbeeld_ontbreekt"}
    for one in shown.values():
        assert one.witness is not None
        assert one.on is not None
        outcome = advise(one.witness, EIGHT, on=one.on)[one.name].outcome
        assert outcome is (Outcome.NO if one.code == "altijd_uitgesloten" else Outcome.UNKNOWN)


@given(partial_clients(EIGHT))
@settings(max_examples=min(100, settings().max_examples))
def test_what_nobody_can_reach_nobody_reaches(client: Client) -> None:
    advice = advise(client, EIGHT, on=EIGHT.versions.turning_points()[-1])
    for name in ("waterpas", "graafplicht"):
        assert advice[name].outcome is not Outcome.YES
    assert "middel" not in advice["voorraad"].certain
    outcomes = {step.rule: step.outcome for step in (*advice["zandpas"].why.walk(), *advice["emmerpas"].why.walk())}
    assert outcomes["zandpas/overal"] != "ja"
    assert outcomes["emmerpas/draagbaar"] != "nee"


@pytest.mark.parametrize("pack", ["eiland", "baai"])
def test_the_invented_islands_can_be_checked(pack: str) -> None:
    for one in check_pack(island(pack)):
        assert one.message("nl") != one.message("en")


def _small(*documents: str) -> set[tuple[Any, ...]]:
    """What is found in a small pack, facts that it does not use and missing examples left out."""
    left_out = {"feit_ongebruikt", "voorbeeld_ontbreekt"}
    found = check_pack(small(*documents, head=HEAD))
    return {(one.code, one.name, *one.arguments.values()) for one in found if one.code not in left_out}


HEAD_OF_X = "voorziening: x\ntitel: X\nbron: {artikel: 1}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voorwaarden: []", set()),
        ("als: a", set()),
        ("als: n > 5 en n < 3", {("voorwaarde_nooit", "x/als")}),
        ("als: n > 5 of n < 6", {("voorwaarde_altijd", "x/als")}),
        ("als: a of niet a", {("voorwaarde_altijd", "x/als")}),
        ("als: kleur = rood en kleur = blauw", {("voorwaarde_nooit", "x/als")}),
        ("als: begin >= 2020-01-01 en begin < 2020-01-01", {("voorwaarde_nooit", "x/als")}),
        ("als: a en b\ntenzij: [{id: t, als: niet a}]", {("uitzondering_nooit", "x/t")}),
        ("als: a\ntenzij: [{id: t, als: b, behalve: [{id: u, als: niet b}]}]", {("uitzondering_nooit", "x/t/u")}),
        ("als: a\ntenzij: [{id: t, als: b, behalve_als: c}]", set()),
        ("als: a\ntenzij: [{id: t, als: a}]", {("altijd_uitgesloten", "x")}),
        ("voorwaarden: [{id: p, als: a}, {id: q, als: niet a}]", {("uitkomst_onbereikbaar", "x", "ja")}),
        (
            "voorwaarden: [{id: p, een_van: [{id: q, als: a en niet a}, {id: r, als: b}]}]",
            {("voorwaarde_nooit", "x/p/q")},
        ),
        ("als: a\ngeldig: {van: 2020-01-01}", set()),
    ],
)
def test_one_mistake_is_one_finding(text: str, expected: set[tuple[Any, ...]]) -> None:
    assert _small(HEAD_OF_X + text) == expected


def test_a_row_that_is_never_chosen() -> None:
    rows = "gevallen: [{code: p, als: n > 5}, {code: q, als: a}, {code: p, als: n > 7}]\nanders: {code: q}"
    assert _small(f"conclusie: x\ntitel: X\nbron: {{artikel: 1}}\ncodes: [p, q]\n{rows}") == {
        ("geval_nooit", "x/rij_1", "3")
    }
    result = "gevolgen: [{id: g, gevallen: [{als: n > 5, waarde: 1}, {als: n > 7, waarde: 2}], anders: 3}]"
    assert _small(f"{HEAD_OF_X}als: a\n{result}") == {("geval_nooit", "x#g", "2")}


def test_a_notion_that_nothing_uses() -> None:
    notion = "begrip: y\ntitel: Y\nbron: {artikel: 1}\nals: a"
    assert _small(notion, f"{HEAD_OF_X}als: b") == {("begrip_ongebruikt", "y")}
    assert _small(notion, f"{HEAD_OF_X}als: y en b") == set()


def test_a_value_that_nobody_verified_leaves_it_undecided() -> None:
    gap = "parameters:\n  grens: {titel: g, waarden: [{van: 2000-01-01, waarde: niet_geverifieerd}]}"
    undecided: list[Finding] = []
    found = check_pack(small(gap, f"{HEAD_OF_X}als: n > grens", head=HEAD), undecided)
    assert {one.code for one in found} <= {"feit_ongebruikt", "voorbeeld_ontbreekt"}
    assert {(one.code, one.name) for one in undecided} >= {
        ("voorwaarde_nooit", "x/als"),
        ("uitkomst_onbereikbaar", "x"),
    }


@pytest.mark.parametrize(
    ("text", "open_for"),
    [
        ("aantal dingen >= 3", set()),
        ("n + n = 7", {"x/als", "x"}),  # cells do not tell that a double is even
        ("n + m_plus = 7", set()),
        ("geld < bedrag", set()),
        ("maanden sinds begin >= 6 maanden en begin < 2016-01-01", set()),
        ("bedrag < geld", set()),
    ],
)
def test_what_cells_do_not_tell_apart_is_found_or_undecided(text: str, open_for: set[str]) -> None:
    more = "gegevens:\n  m_plus: {titel: m, type: getal, bereik: [0, 9], vraag: m?}"
    bedrag = "parameters:\n  bedrag: {titel: b, eenheid: cent, waarden: [{van: 2000-01-01, waarde: 100 cent}]}"
    undecided: list[Finding] = []
    pack = small(more, bedrag, f"{HEAD_OF_X}als: {text}", head=HEAD)
    assert {one.code for one in check_pack(pack, undecided)} <= {
        "feit_ongebruikt",
        "parameter_ongebruikt",
        "voorbeeld_ontbreekt",
    }
    assert {one.name for one in undecided} == open_for
    possible = Possible(pack)
    assert isinstance(possible.case(Ref("x/als"), possible.days), Case) is not bool(open_for)


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    arguments = {"uitkomst": "ja", "nummer": "1"}
    for code in findings.codes():
        one = Finding(code=code, name="x", arguments=arguments)
        assert "x" in one.message("nl")
        assert one.message("nl") != one.message("en")
        assert str(one).startswith(code)


def test_it_asks_for_a_pack() -> None:
    with pytest.raises(TypeError, match="heemskerk"):
        check_pack("heemskerk")  # type: ignore[arg-type]  # the mistake that is tried
