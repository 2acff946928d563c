"""What judgements lead to: beside everything that can be found, tried one by one."""

import itertools
import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from islands import HEAD, JA, NEE, ONBEKEND, OORDEEL, about

from participatie import Advice, Assessment, Client, Pack, advise, catalog
from participatie.advice import judging

NORMS = """\
gegevens:
  a: {titel: rust, type: ja_nee, soort: vaststelling, vraag: a?, beantwoord_door: raad}
  b: {titel: orde, type: ja_nee, soort: vaststelling, vraag: b?, beantwoord_door: arts}
  c: {titel: moed, type: ja_nee, soort: vaststelling, vraag: c?, beantwoord_door: raad}
  duur: {titel: duur, type: getal, eenheid: weken, bereik: [0, 52], soort: vaststelling, vraag: hoe lang?, beantwoord_door: arts}
  kleur: {titel: kleur, type: code, codes: [rood, groen, blauw], soort: vaststelling, vraag: kleur?}
  start: {titel: start, type: datum, soort: vaststelling, vraag: welke dag?}
  feit: {titel: feit, type: ja_nee, vraag: feit?}
"""
VALUES: Mapping[str, tuple[object, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "c": (True, False),
    "duur": (0, 5, 6, 12, 13, 52),
    "kleur": ("rood", "groen", "blauw"),
}
ATOMS = ("a", "b", "c", "duur >= 6 weken", "duur < 13 weken", "kleur in [rood]", "kleur in [rood, blauw]")
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS).flatmap(lambda atom: st.sampled_from([atom, f"niet ({atom})"])),
    lambda inner: st.tuples(inner, st.sampled_from(["en", "of"]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
    max_leaves=5,
)


def pack_of(condition: str, *more: str) -> Pack:
    return catalog.parse(HEAD, NORMS, f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nals: {condition}\n", *more)


def fits(said: str, value: object) -> bool:
    """Whether a value is among those that a finding says."""
    for part in said.split(" of "):
        ends = part.removesuffix(" weken").split(" t/m ")
        if isinstance(value, bool):
            found = part == ("ja" if value else "nee")
        elif isinstance(value, int):
            found = int(ends[0]) <= value <= int(ends[-1])
        else:
            found = part == value
        if found:
            return True
    return False


def led(assessment: Assessment, found: Mapping[str, object]) -> set[str]:
    """The outcomes to which the judgements lead that these findings meet."""
    return {
        one.outcome.value
        for one in assessment.judgements
        if all(part.name in found and fits(part.value, found[part.name]) for part in one.findings)
    }


@given(condition=CONDITIONS, ties=st.sampled_from(["", "a", "b"]))
def test_everything_that_can_be_found_leads_where_a_judgement_says_and_nothing_smaller_does(
    condition: str, ties: str
) -> None:
    more = [f"verbanden:\n  - {{id: v, tekst: v, als: {ties}, dan: {{c: ja}}}}\n"] if ties else []
    pack = pack_of(condition, *more)
    on = date(2016, 1, 1)
    found = advise(Client(), pack, on=on, exact=True)["pas"]
    if found.outcome is not OORDEEL:
        assert found.judgements == ()
        return
    assert not found.judgements_bounded
    some = {name: (None, *VALUES[name]) for name in VALUES if name in found.missing}
    for values in itertools.product(*some.values()):
        given = {name: value for name, value in zip(some, values, strict=True) if value is not None}
        try:
            after = about(pack, **given)["pas"]
            exactly = advise(Client.from_mapping(given, words=pack.vocabulary), pack, on=on, exact=True)["pas"]
        except ValueError:
            continue
        assert exactly.outcome is after.outcome or after.outcome is OORDEEL
        assert led(found, given) == ({exactly.outcome.value} if exactly.outcome in {JA, NEE} else set())
    for one in found.judgements:
        names = [part.name for part in one.findings]
        assert sorted(names, key=found.missing.index) == names


def test_one_norm_is_a_yes_or_a_no_and_names_who_decides() -> None:
    found = about(pack_of("b"))["pas"]
    assert [
        (one.outcome, [(part.name, part.title, part.value, part.decided_by) for part in one.findings])
        for one in found.judgements
    ] == [
        (JA, [("b", "orde", "ja", "arts")]),
        (NEE, [("b", "orde", "nee", "arts")]),
    ]


def test_norms_together_are_the_smallest_sets() -> None:
    found = about(pack_of("a en (b of niet c)"))["pas"]
    said = [(one.outcome.value, {part.name: part.value for part in one.findings}) for one in found.judgements]
    assert said == [
        ("nee", {"a": "nee"}),
        ("ja", {"a": "ja", "b": "ja"}),
        ("ja", {"a": "ja", "c": "nee"}),
        ("nee", {"b": "nee", "c": "ja"}),
    ]


def test_values_that_come_to_the_same_are_said_together() -> None:
    found = about(pack_of("duur >= 6 weken en duur < 13 weken"))["pas"]
    assert [(one.outcome, one.findings[0].value) for one in found.judgements] == [
        (JA, "6 t/m 12 weken"),
        (NEE, "0 t/m 5 weken of 13 t/m 52 weken"),
    ]
    codes = about(pack_of("kleur in [rood, blauw]"))["pas"]
    assert [one.findings[0].value for one in codes.judgements] == ["rood of blauw", "groen"]
    days = about(pack_of("start >= 2016-06-01"))["pas"]
    assert [one.findings[0].value for one in days.judgements] == [
        "vanaf 2016-06-01",
        "t/m 2016-05-31",
    ]


def test_what_waits_for_a_fact_has_none() -> None:
    found = about(pack_of("a en feit"))["pas"]
    assert (found.outcome, found.judgements) == (ONBEKEND, ())
    known = about(pack_of("a en feit"), feit=True)["pas"]
    assert [one.outcome for one in known.judgements] == [JA, NEE]


def test_what_cannot_be_found_together_is_left_out() -> None:
    tie = "verbanden:\n  - {id: v, tekst: v, als: a, dan: {b: ja}}\n"
    found = about(
        pack_of("a en niet b of a en c".replace("of a en c", "of c").replace("a en niet b", "(a en niet b)"), tie)
    )
    said = [(one.outcome.value, {part.name: part.value for part in one.findings}) for one in found["pas"].judgements]
    assert ("ja", {"a": "ja", "b": "nee"}) not in said
    assert ("ja", {"c": "ja"}) in said


def test_of_many_norms_larger_sets_are_left_out_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "MOST_SETS", 7)
    found = about(pack_of("a en b en c"))["pas"]
    assert found.judgements_bounded
    assert [one.outcome for one in found.judgements] == [NEE, NEE, NEE]
    assert "grotere combinaties" in found.explain()
    assert "larger combinations" in found.explain(lang="en")


def test_a_conclusion_says_the_codes() -> None:
    found = advise(Client(), catalog.load("helmond"), on=date(2026, 1, 1))["profiel"]
    assert [one.codes for one in found.judgements] == [
        ("arbeidsactivering",),
        ("inkomensondersteuning",),
        ("maatschappelijke_activering_en_behandeling",),
        ("maatschappelijke_activering",),
    ]
    assert all(part.decided_by in {"klantmanager", "professional"} for one in found.judgements for part in one.findings)


def test_it_is_said_in_words_and_comes_back_from_json() -> None:
    given = about(pack_of("a en b"))
    found = given["pas"]
    text = found.explain()
    assert "Waartoe een oordeel leidt" in text
    assert "- ja bij: rust: ja (oordeel van: raad); orde: ja (oordeel van: arts)" in text
    english = found.explain(lang="en")
    assert "What a judgement leads to" in english
    assert "yes with: rust: yes (decided by: raad); orde: yes (decided by: arts)" in english
    again = Advice.from_json(given.to_json())
    assert again["pas"].judgements == found.judgements
    assert again.to_json() == given.to_json()
    before = json.loads(given.to_json())
    for one in (*before["uitkomsten"], *before["begrippen"]):
        del one["oordelen"], one["oordelen_begrensd"]
    assert Advice.from_json(json.dumps(before))["pas"].judgements == ()


def test_they_are_worked_out_with_the_law_of_the_day() -> None:
    """Article 10a lid 1 Participatiewet: a small chance of work, and so not placeable for now."""
    client = Client.from_mapping(
        {
            "leeftijd": 41,
            "trede": 2,
            "ontvangt_algemene_bijstand": True,
            "maanden_participatieplaats": 0,
            "werk_onbeloond": True,
            "werk_additioneel": True,
            "verdringing": False,
        }
    )
    found = advise(client, catalog.load("heemskerk"), on=date(2018, 6, 1), exact=True)["participatieplaats"]
    said = [(one.outcome.value, {part.name: part.value for part in one.findings}) for one in found.judgements]
    assert said == [
        ("nee", {"kans_op_werk_gering": "nee"}),
        ("nee", {"vooralsnog_niet_bemiddelbaar": "nee"}),
        ("ja", {"kans_op_werk_gering": "ja", "vooralsnog_niet_bemiddelbaar": "ja"}),
    ]
    assert {part.decided_by for one in found.judgements for part in one.findings} == {"college"}
