"""What is suggested, in which order, and why: by criteria that anyone can check, never by a score."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from islands import about, small

from participatie import Advice, Client, Outcome, advise, catalog
from participatie.advice.suggesting import Criterion, Suggestion

JUNE = date(2018, 6, 1)


def suggested(**facts: Any) -> tuple[Suggestion, ...]:
    return advise(Client.from_mapping(facts), catalog.load("heemskerk"), on=JUNE).suggestions()


def finding(one: Suggestion, criterion: Criterion) -> str:
    return next(reason.finding for reason in one.reasons if reason.criterion is criterion)


def places(*names: str, **facts: Any) -> list[str]:
    """The order in which these are suggested."""
    return [one.id for one in suggested(**facts) if one.id in names]


def document(name: str, *lines: str, condition: str = "voorwaarden: []") -> str:
    return "\n".join((f"voorziening: v_{name}", f"titel: {name}", "bron: {artikel: 1}", condition, *lines))


def order(*documents: str, **facts: Any) -> list[str]:
    return [one.title for one in about(small(*documents), **facts).suggestions()]


# -- each criterion, all before it being equal ---------------------------------------------------


def test_the_outcome_comes_first() -> None:
    open_norm, unknown = (document(name, condition=f"als: {fact}") for name, fact in (("a", "norm"), ("b", "a")))
    helpful = document("c", "helpt_bij: [taal]", condition="als: b")
    assert order(unknown, open_norm, document("z"), helpful, noden=["taal"]) == ["z", "a", "c", "b"]


def test_then_whether_it_helps_with_a_stated_need() -> None:
    one, two = document("b", "helpt_bij: [taal]"), document("c", "helpt_bij: [taal, werk]")
    assert order(document("a"), one, two, noden=["taal", "werk"]) == ["c", "b", "a"]
    assert order(document("a"), one, two, noden=[]) == ["a", "b", "c"]
    assert order(document("a"), one, two) == ["a", "b", "c"]  # needs that are not known count for nobody


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"subtrede": "2.2"}, {"eigen": "past", "hoger": "volgende", "ver": "andere", "geen": "geen_hint"}),
        ({"trede": 2}, {"eigen": "past", "hoger": "past", "ver": "past", "geen": "geen_hint"}),
        ({}, {"eigen": "onbekend", "hoger": "onbekend", "ver": "onbekend", "geen": "geen_hint"}),
    ],
)
def test_then_the_step_of_which_the_source_speaks(stated: dict[str, Any], expected: dict[str, str]) -> None:
    steps = {"ver": "2.6", "hoger": "2.3", "eigen": "2.2", "geen": ""}
    pack = small(*(document(name, f'past_bij: ["{step}"]' if step else "") for name, step in steps.items()))
    found = about(pack, **stated).suggestions()
    assert {one.title: finding(one, Criterion.STEP) for one in found} == expected
    if "subtrede" in stated:
        assert [one.title for one in found][:2] == ["eigen", "hoger"]


def test_then_how_much_is_still_to_be_asked() -> None:
    two, one = document("a", condition="als: a en b"), document("b", condition="als: c")
    assert order(two, one) == ["b", "a"]


def test_then_the_cost() -> None:
    paid = document("a", "aanbod: {kosten: {bedrag: 150 cent, per: keer}}")
    unknown, free = document("b"), document("c", "aanbod: {kosten: {gratis: ja}}")
    found = about(small(paid, unknown, free)).suggestions()
    assert [(one.title, finding(one, Criterion.COST)) for one in found] == [
        ("c", "gratis"),
        ("b", "onbekend"),
        ("a", "bedrag"),
    ]
    assert "Kosten: 1,50 euro per keer." in found[-1].explain()


def test_then_what_falls_together_with_nothing_before_it() -> None:
    """Tuesday morning: cycling and yoga in Heemskerk."""
    tuesday = "aanbod: {rooster: [{dag: dinsdag, dagdeel: ochtend}]}"
    evening = "aanbod: {rooster: [{dag: dinsdag, dagdeel: avond}]}"
    all_day = "aanbod: {rooster: [{dag: dinsdag}]}"
    found = about(small(document("a", tuesday), document("b", tuesday), document("c", evening))).suggestions()
    assert [(one.title, one.clashes) for one in found] == [("a", ()), ("c", ()), ("b", ("v_a",))]
    assert "Valt op hetzelfde dagdeel als: a." in found[-1].explain()
    found = about(small(document("a", tuesday), document("b", all_day))).suggestions()
    assert [one.clashes for one in found] == [(), ("v_a",)]  # as far as is known in the same part of the day


def test_cycling_and_yoga_clash() -> None:
    found = {one.id: one.clashes for one in suggested(ontvangt_algemene_bijstand=True)}
    assert "yoga" in found["fietsen"] or "fietsen" in found["yoga"]


def test_in_the_end_the_alphabet() -> None:
    assert order(document("b"), document("a"), document("c")) == ["a", "b", "c"]


# -- what is suggested --------------------------------------------------------------------------


def test_a_no_is_not_suggested_nor_a_duty_a_measure_or_a_notion() -> None:
    kinds = (f"{kind}: {kind}_x\ntitel: T\nbron: {{artikel: 1}}\nals: a" for kind in ("plicht", "maatregel", "begrip"))
    assert order(*kinds, document("nee", condition="als: niet a"), document("wel"), a=True) == ["wel"]


def test_what_carries_something_on_is_suggested_once_that_runs() -> None:
    """`vervolgt`: an extension of a participatieplaats presupposes one."""
    assert "participatieplaats_verlenging" not in places("participatieplaats_verlenging", leeftijd=40)
    assert "participatieplaats_verlenging" not in places(
        "participatieplaats_verlenging", leeftijd=40, maanden_participatieplaats=0
    )
    assert places("participatieplaats_verlenging", leeftijd=40, maanden_participatieplaats=12)


def test_who_cannot_start_it_is_told() -> None:
    found = {one.id: one for one in suggested()}
    assert "klantmanager" in found["ggd"].explain()
    assert "can be recommended" in found["ggd"].explain(lang="en")
    assert "gestart" not in found["yoga"].explain()


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "noden": st.lists(st.sampled_from(["taal", "netwerk", "beweging", "werk"]), unique=True),
            "subtrede": st.sampled_from(["1", "2.1", "2.2", "2.4", "3"]),
            "geslacht": st.sampled_from(["man", "vrouw"]),
            "anderstalig": st.booleans(),
            "wil_vrijwilligerswerk": st.booleans(),
            "ontvangt_algemene_bijstand": st.booleans(),
        },
    )
)
def test_the_list_is_sound(facts: dict[str, Any]) -> None:
    """Never a no, each once, in the order of the outcomes, every reason in words."""
    advice = advise(Client.from_mapping(facts), catalog.load("heemskerk"), on=JUNE)
    found = advice.suggestions()
    ranks = [[Outcome.YES, Outcome.JUDGEMENT, Outcome.UNKNOWN].index(one.outcome) for one in found]
    assert ranks == sorted(ranks)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.outcome is advice[one.id].outcome
        assert "{" not in one.explain() + one.explain(lang="en")
        assert set(one.clashes) <= {before.id for before in found[: found.index(one)]}


def test_json_keeps_them() -> None:
    advice = advise(Client(noden=["taal"], trede=2), catalog.load("heemskerk"), on=JUNE)
    assert Advice.from_json(advice.to_json()).suggestions() == advice.suggestions()
