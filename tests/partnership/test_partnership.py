"""A client in a local partnership: verdict, arguments, what the partners lack; and what never happens."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from participatie import Client, Partnership, PolicyError, Profile, catalog, fit
from participatie.partnership import ACTORS, NEEDS, Fit
from participatie.sources import Status
from participatie.testing import completions_of, partial_clients
from participatie.values import CodeSet
from participatie.vocabulary import vocabulary

DAY = date(2024, 6, 1)
PACK = catalog.load("be_vlaanderen")
PERSONAS = Path(__file__).parents[2] / "examples" / "vlaanderen"

WORK = ["arbeidshouding", "sollicitatie", "werk", "werkervaring", "werknemersvaardigheden"]
LIVING = ["administratie", "basisbehoeften", "huisvesting", "inkomen", "schulden"]
TWO = Partnership(name="VDAB en OCMW", partners={"VDAB": WORK, "OCMW": LIVING})
THREE = Partnership(
    name="VDAB, OCMW en verslavingszorg", partners={"VDAB": WORK, "OCMW": LIVING, "verslavingszorg": ["verslaving"]}
)


def persona(name: str, partnership: Partnership = TWO) -> Fit:
    return fit(Client.read(PERSONAS / f"{name}.yaml"), partnership, on=DAY)


def someone(partnership: Partnership = TWO, **known: Any) -> Fit:
    return fit(Client.from_mapping(known, words=PACK.vocabulary), partnership, on=DAY)


# -- the personas -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "verdict", "transfer"),
    [
        ("rudy", "binnen", ()),
        ("esmerelda", "binnen", ()),
        ("kevin", "binnen", ()),
        ("roman", "twijfel", ()),
        ("alexander", "twijfel", ()),
        ("youssef", "twijfel", ()),
        ("dirk", "doorverwijzen", ("VDAB",)),
        ("raihan", "doorverwijzen", ("VDAB",)),
    ],
)
def test_the_eight_net_verdicts(name: str, verdict: str, transfer: tuple[str, ...]) -> None:
    found = persona(name)
    assert (found.verdict, found.possible, found.transfer) == (verdict, (verdict,), transfer)
    assert found.one_service is found.warm is (verdict == "doorverwijzen")
    assert found.leaning == ("doorverwijzen" if name == "youssef" else "")
    assert found.missing == ()
    for argument in found.arguments:
        assert argument.source.status in {Status.VERIFIED, Status.OWN_READING}
        assert argument.source.work.startswith("Rapport voor ESF en WSE")


def test_kevin_is_in_from_release() -> None:
    found = persona("kevin")
    assert found.from_release is True
    assert "vanaf de vrijlating" in found.explain()


@pytest.mark.parametrize(
    ("known", "from_release"),
    [({}, None), ({"in_detentie": True}, True), ({"in_detentie": False}, False), ({"enkelband": True}, False)],
)
def test_prison_and_the_ankle_monitor(known: dict[str, Any], from_release: object) -> None:
    assert someone(**known).from_release is from_release


def test_what_two_partners_lack_for_rudy_and_what_a_third_brings() -> None:
    two, three = persona("rudy", TWO), persona("rudy", THREE)
    assert two.verdict == three.verdict == "binnen"
    assert two.lacking == ("relatie", "netwerk", "mentale_gezondheid", "verslaving")
    assert three.lacking == tuple(one for one in two.lacking if one != "verslaving")
    assert three.present == tuple(one for one in three.needed if one not in three.lacking)
    assert two.absent == ("psychiatrie", "verslavingszorg", "woonhulp")
    assert three.absent == ("psychiatrie", "woonhulp")


def test_two_who_differ_in_one_finding_get_another_verdict() -> None:
    """Similar profiles may differ: the axes, the needs and the organisations are the same."""
    alike: dict[str, Any] = {
        "netwerk": 2,
        "taalvaardigheid": 2,
        "noden": ["huisvesting", "taal", "werk"],
        "nodige_actoren": ["OCMW", "VDAB"],
    }
    one = someone(**alike, een_dienst_volstaat_mogelijk=False)
    other = someone(**alike, een_dienst_volstaat=False, een_dienst_volstaat_mogelijk=True)
    assert (one.verdict, other.verdict) == ("binnen", "twijfel")
    assert {argument.code for argument in other.con if argument.certain} == {"een_dienst_volstaat_mogelijk"}
    assert not [argument for argument in one.con if argument.certain]


# -- what is not known ---------------------------------------------------------------------


def test_of_somebody_unknown_everything_is_open() -> None:
    found = someone()
    assert (found.verdict, found.certain) == (None, False)
    assert found.possible == ("binnen", "twijfel", "doorverwijzen")
    assert len(found.arguments) == 13
    assert not any(argument.certain for argument in found.arguments)
    assert all(argument.missing for argument in found.arguments)
    assert [element.holds for element in found.elements] == [None] * 4
    assert (found.one_service, found.absent, found.needed) == (None, None, ())
    assert set(found.possibly_lacking) == set(_codes(NEEDS)) - TWO.expertise
    assert [question.name for question in found.missing] == [
        "een_dienst_volstaat",
        "noden",
        "een_dienst_volstaat_mogelijk",
        "nodige_actoren",
        "gewone_dienst",
    ]
    assert all(question.question for question in found.missing)


def test_a_settled_verdict_asks_nothing_about_health_or_prison() -> None:
    """Those arguments stay possible; nobody has to be asked for the sake of a list."""
    assert persona("dirk").missing == ()


@pytest.mark.parametrize(
    ("known", "holds"),
    [
        ({"hulpvraag_is_nood": False}, [True, None, None, None]),
        ({"noden": ["huisvesting", "schulden"]}, [None, True, None, None]),
        ({"terugval_realistisch": True}, [None, None, True, None]),
        ({"nodige_actoren": ["CAW"]}, [None, None, None, False]),
    ],
)
def test_the_four_elements_are_each_by_themselves(known: dict[str, Any], holds: list[bool | None]) -> None:
    assert [element.holds for element in someone(**known).elements] == holds


# -- in words ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("style", ["text", "markdown"])
@pytest.mark.parametrize("name", [*sorted(path.stem for path in PERSONAS.glob("*.yaml")), ""])
def test_a_fit_in_words(lang: str, style: str, name: str) -> None:
    found = persona(name) if name else someone()
    text = found.explain(lang=lang, style=style)
    assert all(argument.text.split(".")[0] in text for argument in found.arguments)
    assert all(element.text.split(";")[0] in text for element in found.elements)
    assert "{" not in text
    assert ("Draag warm over aan: VDAB" in text) == (found.warm and lang == "nl")


def test_names_of_partnerships_cannot_steer_a_terminal() -> None:
    named = Partnership(name="Noord\x1b[2J", partners={"VDAB": []})
    assert "\x1b" not in someone(named).explain()


def test_repr_and_equality() -> None:
    assert repr(someone(noden=[])) == "<Fit VDAB en OCMW op 2024-06-01: doorverwijzen>"
    assert someone(noden=[]) == someone(noden=[])


def test_other_languages_and_styles_are_refused() -> None:
    with pytest.raises(ValueError, match="lang is one of nl, en"):
        someone().explain(lang="fr")
    with pytest.raises(ValueError, match="style"):
        someone().explain(style="html")


# -- what never happens --------------------------------------------------------------------


def _codes(name: str) -> tuple[str, ...]:
    of = vocabulary()[name].type
    assert isinstance(of, CodeSet)
    assert of.codes is not None
    return of.codes


RANKS = {"doorverwijzen": 0, "twijfel": 1, "binnen": 2}
PEOPLE = partial_clients(PACK, on=DAY)
PARTNERSHIPS = st.builds(
    Partnership,
    name=st.just("x"),
    partners=st.dictionaries(
        st.sampled_from(_codes(ACTORS)), st.lists(st.sampled_from(_codes(NEEDS)), max_size=6), min_size=1, max_size=5
    ),
)


def _fit_or_skip(client: Client, partnership: Partnership = TWO) -> Fit:
    """The fit, unless what was changed contradicts what else is known."""
    try:
        return fit(client, partnership, on=DAY)
    except PolicyError:
        assume(False)
        raise


@given(
    client=PEOPLE,
    fact=st.sampled_from([ACTORS, NEEDS]),
    known=st.data(),
)
def test_another_need_or_actor_never_moves_towards_referral(client: Client, fact: str, known: st.DataObject) -> None:
    codes = st.sampled_from(_codes(fact))
    stated = getattr(client, fact)
    before = known.draw(st.frozensets(codes, max_size=3)) if stated is None else stated
    changes: list[dict[str, Any]] = [{fact: before}, {fact: before | {known.draw(codes)}}]
    one, more = (evolve(client, **change) for change in changes)
    less, later = _fit_or_skip(one), _fit_or_skip(more)
    assert min(RANKS[code] for code in later.possible) >= min(RANKS[code] for code in less.possible)
    assert max(RANKS[code] for code in later.possible) >= max(RANKS[code] for code in less.possible)
    # And what is needed never shrinks; nor do the arguments for, or the elements.
    assert set(later.needed) >= set(less.needed)
    assert _held(later) >= _held(less)
    assert {one.code for one in later.elements if one.holds} >= {one.code for one in less.elements if one.holds}


def _held(found: Fit) -> set[str]:
    return {argument.code for argument in found.pro if argument.certain}


@given(
    client=PEOPLE,
    partnership=PARTNERSHIPS,
    partner=st.sampled_from(_codes(ACTORS)),
    needs=st.frozensets(st.sampled_from(_codes(NEEDS)), max_size=6),
)
def test_another_partner_never_adds_to_what_is_lacking(
    client: Client, partnership: Partnership, partner: str, needs: frozenset[str]
) -> None:
    brought = partnership.partners.get(partner, frozenset()) | needs
    larger = evolve(partnership, partners={**partnership.partners, partner: brought})
    before, after = fit(client, partnership, on=DAY), fit(client, larger, on=DAY)
    assert set(after.lacking) <= set(before.lacking)
    assert set(after.possibly_lacking) <= set(before.possibly_lacking)
    assert set(after.absent or ()) <= set(before.absent or ())
    # Who the partners are is no reason: the verdict is about the client.
    assert (after.possible, after.arguments) == (before.possible, before.arguments)
    assert set(after.lacking) | set(after.present) == set(after.needed)


@given(
    client=PEOPLE, axis=st.sampled_from([*Profile.names()]), readings=st.tuples(st.integers(1, 5), st.integers(1, 5))
)
def test_improving_an_axis_never_adds_an_argument_for(client: Client, axis: str, readings: tuple[int, int]) -> None:
    low, high = (evolve(client, profiel=evolve(client.profiel, **{axis: one})) for one in sorted(readings))
    worse, better = fit(low, TWO, on=DAY), fit(high, TWO, on=DAY)
    assert {one.code for one in better.pro} <= {one.code for one in worse.pro}
    assert _held(better) <= _held(worse)
    assert better.possible == worse.possible


ASKED = (
    *("een_dienst_volstaat", "een_dienst_volstaat_mogelijk", "noden", "nodige_actoren", "gewone_dienst"),
    *("beperkte_drempels", "hulpvraag_is_nood", "terugval_realistisch", "heeft_inkomen", "heeft_huisvesting"),
    *("verslaving", "mentale_gezondheid", "werk_zorgtraject_mogelijk", "in_detentie", "enkelband"),
)


@given(client=PEOPLE, known=st.data())
def test_learning_something_only_narrows(client: Client, known: st.DataObject) -> None:
    names = known.draw(st.sets(st.sampled_from(ASKED)))
    later = fit(known.draw(completions_of(client, PACK, names, on=DAY)), TWO, on=DAY)
    before = fit(client, TWO, on=DAY)
    assert set(later.possible) <= set(before.possible)
    assert later.leaning == before.leaning or not before.leaning
    assert {(one.code, one.side) for one in later.arguments} <= {(one.code, one.side) for one in before.arguments}
    assert _held(later) >= _held(before)
    for old, new in zip(before.elements, later.elements, strict=True):
        assert old.holds is None or old.holds is new.holds
    for old_truth, new_truth in ((before.one_service, later.one_service), (before.from_release, later.from_release)):
        assert old_truth is None or old_truth is new_truth
    assert set(later.needed) >= set(before.needed)
    assert set(later.transfer) <= set(before.transfer)


# -- what is wrong ------------------------------------------------------------------------

GOOD: Mapping[str, Any] = {"VDAB": ["werk"]}


@pytest.mark.parametrize(
    ("stated", "error", "said"),
    [
        ({"partners": {}}, ValueError, "at least one partner"),
        ({"partners": {"VDBA": ["werk"]}}, ValueError, "did you mean 'VDAB'"),
        ({"partners": {"VDAB": ["wrk"]}}, ValueError, "did you mean 'werk'"),
        ({"partners": {"VDAB": "werk"}}, TypeError, "list of codes"),
        ({"partners": {"VDAB": None}}, TypeError, "list of codes"),
        ({"partners": ["VDAB"]}, TypeError, "mapping"),
        ({"partners": {1: ["werk"]}}, TypeError, "is text, not int"),
        ({"partners": {"VDAB": [3]}}, TypeError, "is text, not int"),
        ({"partners": {"qqqq": []}}, ValueError, "has no code 'qqqq'$"),
        ({"name": " "}, ValueError, "has a name"),
        ({"name": 3}, TypeError, "plain text"),
    ],
)
def test_a_partnership_that_cannot_be(stated: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Partnership(**({"name": "Noord", "partners": GOOD} | stated))


def test_what_is_no_partnership_or_pack() -> None:
    with pytest.raises(TypeError, match="takes a Partnership second"):
        fit(Client(), "VDAB", on=DAY)  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(TypeError, match="takes a Client first"):
        fit("Rudy", TWO, on=DAY)  # type: ignore[arg-type]  # as above
    with pytest.raises(ValueError, match="helmond has no rules about partnerships"):
        fit(Client(), TWO, on=DAY, pack=catalog.load("helmond"))


def test_an_unknown_code_of_a_need_or_actor_of_a_client() -> None:
    mistakes: list[dict[str, Any]] = [{"noden": ["huisvestng"]}, {"nodige_actoren": ["VDBA"]}]
    for known in mistakes:
        with pytest.raises(PolicyError) as caught:
            someone(**known)
        assert [one.code for one in caught.value.diagnostics] == ["onbekende_code"]
        assert "suggestie" in caught.value.diagnostics[0].arguments


def test_contradicting_findings_are_an_error() -> None:
    with pytest.raises(PolicyError) as caught:
        someone(een_dienst_volstaat=True, een_dienst_volstaat_mogelijk=False)
    assert {one.code for one in caught.value.diagnostics} == {"tegenspraak_feiten"}


def test_the_example_that_is_shipped() -> None:
    given = Partnership.read(Path(__file__).parents[2] / "examples" / "samenwerking_noord.yaml")
    assert "verzonnen" in given.name
    assert set(given.partners) == {"VDAB", "OCMW"}


def test_a_partnership_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "noord.yaml"
    path.write_text("samenwerkingsverband: Noord\npartners:\n  VDAB: [werk, sollicitatie]\n  OCMW: []\n", "utf-8")
    assert Partnership.read(path) == Partnership(name="Noord", partners={"VDAB": ["sollicitatie", "werk"], "OCMW": []})
    written = '{"samenwerkingsverband": "Noord", "partners": {"VDAB": ["werk"]}}'
    assert Partnership.parse(written, "noord.json") == Partnership(name="Noord", partners=GOOD)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("samenwerkingsverband: Noord\npartners:\n  VDBA: [werk]\n", [("onbekende_code", 3, 3)]),
        ("samenwerkingsverband: Noord\npartners:\n  VDAB: [werk, wonen]\n", [("onbekende_code", 3, 16)]),
        (
            "samenwerkingsverband: Noord\npartners:\n  VDBA: [wrk]\n  OCMW: [inkomn]\n",
            [("onbekende_code", 3, 3), ("onbekende_code", 3, 10), ("onbekende_code", 4, 10)],
        ),
        ("samenwerkingsverband: Noord\npartners: {}\n", [("verkeerde_vorm", 2, 11)]),
        ("samenwerkingsverband: Noord\npartners: [VDAB]\n", [("verkeerde_vorm", 2, 11)]),
        ("samenwerkingsverband: Noord\npartners:\n  VDAB: werk\n", [("verkeerde_vorm", 3, 9)]),
        ("samenwerkingsverband: Noord\npartners:\n  VDAB: [[werk]]\n", [("verkeerde_vorm", 3, 10)]),
        ("samenwerkingsverband: Noord\n", [("ontbrekende_sleutel", 1, 1)]),
        ("partners: {VDAB: [werk]}\n", [("ontbrekende_sleutel", 1, 1)]),
        ("samenwerkingsverband: [Noord]\npartners: {VDAB: [werk]}\n", [("verkeerde_vorm", 1, 23)]),
        (
            "samenwerkingsverband: Noord\npartner: {VDAB: [werk]}\n",
            [("onbekende_sleutel", 2, 1), ("ontbrekende_sleutel", 1, 1)],
        ),
        ("samenwerkingsverband: onbekend\npartners: {VDAB: [werk]}\n", [("verkeerde_vorm", 1, 23)]),
        ("- VDAB\n", [("verkeerde_vorm", 1, 1)]),
        ("samenwerkingsverband: N\npartners: {VDAB: []}\n---\nsamenwerkingsverband: M\n", [("verkeerde_vorm", 4, 1)]),
        ("samenwerkingsverband: Noord\npartners:\n  VDAB: [werk]\n  VDAB: []\n", [("dubbele_sleutel", 4, 3)]),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place(text: str, wrong: list[tuple[str, int, int]]) -> None:
    with pytest.raises(PolicyError) as caught:
        Partnership.parse(text)
    found = caught.value.diagnostics
    assert [(one.code, one.span.line, one.span.column) for one in found if one.span] == wrong
    for one in found:
        assert one.message()
        assert one.message("en")


def test_an_empty_or_absent_file_is_no_partnership(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        Partnership.parse("")
    with pytest.raises(PolicyError):
        Partnership.read(tmp_path / "nergens.yaml")
