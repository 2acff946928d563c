"""Which outcomes depend on a fact: beside everybody in small worlds, and beside clients whom advice is given about."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from everybody import ON, TINY, People, constraints, rules_of_logic, some_of
from hypothesis import assume, event, given
from hypothesis import strategies as st
from islands import FACTS, about, small

from participatie import Advice, Client, Offer, Pack, advise, catalog
from participatie.analysis.data_use import Need, data_use
from participatie.rules.constraint import Constraint
from participatie.rules.render import render
from participatie.rules.rule import RuleSet
from participatie.sources import Status
from participatie.testing import partial_clients
from participatie.values import Boolean, Code, CodeSet, Number, Type, Value

JUNE = date(2018, 6, 1)


# -- packs out of generated rules ---------------------------------------------------------


def _stated(value: Value) -> object:
    """A value as a rule file states it."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case frozenset():
            return sorted(value)
        case _:
            return value


def _described(name: str, of: Type) -> dict[str, object]:
    common: dict[str, object] = {"titel": name, "vraag": f"{name}?"}
    match of:
        case Boolean():
            return {**common, "type": "ja_nee"}
        case Number(_, low, high):
            return {**common, "type": "getal", "bereik": [low, high]}
        case Code(codes):
            return {**common, "type": "code", "codes": list(codes or ())}
        case CodeSet(codes):
            return {**common, "type": "codes", "codes": list(codes or ())}
        case _:
            raise AssertionError(of)


def packed(rules: RuleSet, ties: Sequence[Constraint]) -> Pack:
    """Generated rules as a pack: a provision each, under an article of its own."""
    links = [
        {
            "id": f"v{one.id}",
            "tekst": "Zo is het.",
            "als": render(one.condition),
            "dan": {name: _stated(value) for name, value in one.consequences.items()},
        }
        for one in ties
    ]
    documents: list[dict[str, object]] = [
        {"pakket": "klein", "titel": "Klein", "bron": {"regeling": "Kleine wet"}},
        {"gegevens": {name: _described(name, of) for name, of in TINY.items()}},
        *([{"verbanden": links}] if links else []),
        *(
            {"voorziening": name, "titel": name, "bron": {"artikel": str(number)}, "als": render(rule.expr)}
            for number, (name, rule) in enumerate(rules.rules.items(), start=1)
        ),
    ]
    text = "\n---\n".join(json.dumps(one, ensure_ascii=False) for one in documents)
    return catalog.parse(text.replace('"ja"', "ja").replace('"nee"', "nee"))


def influences(people: People, known: Mapping[str, Value], fact: str) -> set[str]:
    """The rules of which two people who differ in that fact alone get another answer."""
    found: set[str] = set()
    by_rest: dict[tuple[object, ...], list[int]] = {}
    for number, (person, _) in enumerate(people.everybody):
        if people.like(known) >> number & 1:
            by_rest.setdefault(tuple(value for name, value in person.items() if name != fact), []).append(number)
    for alike in by_rest.values():
        for name, holding in people.holding.items():
            if len({holding >> number & 1 for number in alike}) > 1:
                found.add(name)
    return found


def witnessed(people: People, known: Mapping[str, Value], fact: str, name: str) -> bool:
    """Whether one of two people has a value of a fact that, with all they share, makes out a rule; the other differs."""
    like = [person for number, (person, _) in enumerate(people.everybody) if people.like(known) >> number & 1]
    for person in like:
        for other in like:
            if person[fact] != other[fact]:
                shared = {one: value for one, value in person.items() if other[one] == value}
                settled = people.said({**shared, fact: person[fact]}, name)
                if len(settled) == 1 and people.said(other, name) != settled:
                    return True
    return False


@given(rules_of_logic(TINY), constraints(TINY), st.data())
def test_beside_everybody_in_a_small_world(rules: RuleSet, ties: tuple[Constraint, ...], data: st.DataObject) -> None:
    people = People(rules, ties, TINY)
    known = some_of(data, people)
    fact = data.draw(st.sampled_from(sorted(TINY)))
    pack = packed(rules, ties)
    found = advise(Client.from_mapping(known, words=pack.vocabulary), pack, on=ON).depends_on(fact)
    assert all(one.exact and one.outcome for one in found.values())
    rest = {name: value for name, value in known.items() if name != fact}
    values = {person[fact] for number, (person, _) in enumerate(people.everybody) if people.like(rest) >> number & 1}
    event(f"known {fact in known}, follows {len(values) == 1}, depends {bool(found)}")
    if len(values) > 1:  # otherwise what it follows from is put aside too
        assert set(found) >= influences(people, rest, fact)
        assert set(found) == {name for name in rules.rules if fact in people.missing(rest, name)}
        assert all(witnessed(people, rest, fact, name) for name in found)


@given(rules_of_logic(TINY), constraints(TINY))
def test_what_a_pack_needs_beside_everybody_in_a_small_world(rules: RuleSet, ties: tuple[Constraint, ...]) -> None:
    people = People(rules, ties, TINY)
    assume(people.everybody)
    uses = data_use(packed(rules, ties), ON).facts
    for fact in TINY:
        changed = {use.id for use in uses[fact].uses if use.changes}
        assert changed >= influences(people, {}, fact)
        assert all(witnessed(people, {}, fact, name) for name in changed)
        assert (uses[fact].need in {Need.IDLE, Need.NONE}) == (not changed)
        event(f"{uses[fact].need}")


@given(data=st.data())
def test_nobody_in_heemskerk_gets_another_outcome_by_what_it_does_not_depend_on(data: st.DataObject) -> None:
    pack = catalog.load("heemskerk")
    client = data.draw(partial_clients(pack, on=JUNE))
    # Exactly: an outcome that three values leave open without the fact may be the same whatever the fact is.
    advice = advise(client, pack, on=JUNE, exact=True)
    known = {**client.known()}
    assume(known)
    fact = data.draw(st.sampled_from(sorted(known)))
    depending = advice.depends_on(fact)
    without = advise(Client.from_mapping({**known, fact: None}, words=pack.vocabulary), pack, on=JUNE, exact=True)
    changed = {one.id for one in advice if one.outcome is not without[one.id].outcome}
    event(f"{len(changed)} of {len(depending)}")
    assert changed <= set(depending)


# -- one thing at a time ----------------------------------------------------------------------


def provision(name: str, condition: str, article: int = 1) -> str:
    return f"voorziening: {name}\ntitel: {name}\nbron: {{artikel: {article}}}\nals: {condition}\n"


def found(advice: Advice, fact: str) -> list[str]:
    return list(advice.depends_on(fact))


def test_a_known_fact_and_an_unknown_one() -> None:
    pack = small(provision("anker", "a en b", 1), provision("baken", "a of niet a", 2), provision("dok", "c", 3))
    nobody = about(pack)
    assert found(nobody, "a") == ["anker"]
    assert found(about(pack, a=True), "a") == ["anker"]
    assert found(about(pack, b=False), "a") == []  # whatever it is
    assert found(about(pack, a=False), "b") == []
    assert found(nobody, "c") == found(about(pack, c=True), "c") == ["dok"]
    one = nobody.depends_on("a")["anker"]
    assert ([str(source) for source in one.sources], one.through) == (["artikel 1 Kleine wet"], ())
    assert one.sources[0].status is Status.VERIFIED
    assert (one.outcome, one.results, one.deadlines, one.exact) == (True, (), (), True)


def test_a_fact_that_others_follow_from() -> None:
    ties = "verbanden:\n  - {id: v, tekst: Zo., als: a, dan: {b: ja}, bron: {artikel: 9}}\n"
    pack = small(ties, provision("pas", "b"))
    one = about(pack).depends_on("a")["pas"]
    assert one.through == ("b",)
    assert [str(source) for source in one.sources] == ["artikel 1 Kleine wet", "artikel 9 Kleine wet"]
    assert found(about(pack, a=True), "a") == ["pas"]  # without it, what follows is open too
    assert found(about(pack, a=True), "b") == ["pas"]  # were it otherwise, so would be what it follows from
    assert found(about(pack, a=True, b=True), "b") == ["pas"]
    assert found(about(pack, a=True, b=True), "a") == []  # that was stated beside it
    assert found(about(pack, b=False), "a") == ["pas"]  # follows from it, read the other way round


def test_an_age_and_the_date_that_it_follows_from() -> None:
    pack = small(provision("pas", "leeftijd >= 18 jaar"))
    for client in ({}, {"geboortedatum": "1990-01-01"}, {"leeftijd": 26}):
        advice = about(pack, **client)
        assert found(advice, "leeftijd") == found(advice, "geboortedatum") == ["pas"]
        assert advice.depends_on("geboortedatum")["pas"].through == ("leeftijd",)
    both = small(provision("pas", "leeftijd >= 18 jaar of geboortedatum < 2000-01-01"))
    assert not about(both).depends_on("geboortedatum")["pas"].exact


def test_amounts_and_dates_that_follow() -> None:
    pack = small(
        "voorziening: pas\ntitel: Pas\nbron: {artikel: 1}\nals: a\n"
        "gevolgen:\n  - {id: bedrag, eenheid: euro, waarde: geld, bron: {lid: 2}}\n"
        "termijnen:\n  - {id: toets, tekst: Toets, na: 9 maanden, vanaf: begin, bron: {lid: 3}}\n"
    )
    advice = about(pack, a=True, geld=500, begin="2015-12-01")
    money, start = advice.depends_on("geld")["pas"], advice.depends_on("begin")["pas"]
    assert (money.outcome, money.results, money.exact) == (False, ("bedrag",), False)
    assert [str(source) for source in money.sources] == ["artikel 1 lid 2 Kleine wet"]
    assert (start.outcome, start.deadlines) == (False, ("toets",))
    assert [str(source) for source in start.sources] == ["artikel 1 lid 3 Kleine wet"]
    assert found(about(pack, a=False), "geld") == []  # nothing follows from a no


def test_codes_of_a_conclusion() -> None:
    pack = small(
        "conclusie: kleurtje\ntitel: Kleurtje\ncodes: [rood, blauw]\nbron: {artikel: 4}\n"
        "gevallen:\n  - {code: rood, als: n > 5}\nanders: {code: blauw}\n"
    )
    assert found(about(pack, n=3), "n") == ["kleurtje"]
    assert found(about(pack, n=3), "a") == []


def test_what_compares_facts_is_not_ruled_out() -> None:
    pack = small(provision("pas", "n > m2"), "gegevens: {m2: {titel: m2, type: getal, bereik: [0, 9], vraag: m?}}\n")
    one = about(pack).depends_on("n")["pas"]
    assert one.outcome
    assert not one.exact


def test_a_participation_place() -> None:
    client = Client(geboortedatum=date(1988, 3, 2), trede=2, aanbod=Offer(werk_onbeloond=True))
    advice = advise(client, catalog.load("heemskerk"), on=JUNE)
    assert "participatieplaats" in advice.depends_on("leeftijd")
    assert "participatieplaats" in advice.depends_on("trede")
    assert [str(one) for one in advice.depends_on("kans_op_werk_gering")["participatieplaats"].sources] == [
        "artikel 10a Participatiewet"
    ]
    assert advice.depends_on("subtrede") == {}  # its step is known already
    assert advice.depends_on("taalvaardigheid") == {}


def test_bad_names() -> None:
    advice = about(small(provision("pas", "a")))
    with pytest.raises(KeyError, match="bedoelt u 'leeftijd'"):
        advice.depends_on("leeftyd")
    with pytest.raises(TypeError, match="name of a fact"):
        advice.depends_on(None)  # type: ignore[arg-type]  # that is the misuse
    with pytest.raises(ValueError, match="JSON"):
        Advice.from_json(advice.to_json()).depends_on("a")
    assert "a:" in FACTS
