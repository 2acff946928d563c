"""Why not: each set is enough for a no whatever else is known, none is larger than it need be, and none is left out."""

import itertools
import json
from collections.abc import Mapping

from hypothesis import event, given
from hypothesis import strategies as st
from worlds import DOMAIN, FACTS, ON, condition

from participatie import Client, Outcome, Pack, advise, catalog
from participatie.change import Ground, WhyNot, why_not
from participatie.engines.evaluate import evaluate
from participatie.rules.expr import And, AtLeast, Expr, Not, Or, Ref, rebuilt
from participatie.rules.render import render
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean

NAMES = ("x_vrij", "x_stap", "x_vast", "x_plek", "x_norm", "x_getal", "x_rang", "x_kleur")
HEAD = "pakket: klein\ntitel: Klein\nbron: {regeling: Kleine wet}\n---\ngegevens:\n" + "".join(
    f"  {name}: {entry}\n" for name, entry in FACTS.items()
)


def drawn(draw: st.DrawFn, levels: int, numbers: "itertools.count[int]", notions: list[str], role: str) -> dict:
    """A condition of a rule file: a test, one that names a notion too, or a list; below ``tenzij`` with an exception."""
    one: dict = {"id": f"v{next(numbers)}", "tekst": "Voorwaarde."}
    kind = draw(st.sampled_from(("als", "als", "een_van", "alle"))) if levels else "als"
    if kind == "als":
        test = render(condition(draw, NAMES, 1))
        if notions and draw(st.booleans()):
            test = f"({test}) {draw(st.sampled_from(('en', 'of')))} {draw(st.sampled_from(notions))}"
        one["als"] = test
    else:
        one[kind] = [
            drawn(draw, levels - 1, numbers, notions, role if role == "behalve" else "deel")
            for _ in range(draw(st.integers(2, 3)))
        ]
    if role == "tenzij" and draw(st.booleans()):
        one["behalve"] = [drawn(draw, 0, numbers, notions, "behalve")]
    return one


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A pack with a notion and a provision, with conditions, alternatives, exclusions and exceptions to those."""
    numbers = itertools.count(1)
    notion = {
        "begrip": "kring",
        "titel": "hoort bij de kring",
        "bron": {"artikel": "2"},
        "voorwaarden": [drawn(draw, 1, numbers, [], "") for _ in range(draw(st.integers(1, 2)))],
    }
    provision = {
        "voorziening": "pas",
        "titel": "Pas",
        "bron": {"artikel": "1"},
        "voorwaarden": [drawn(draw, 2, numbers, ["kring"], "") for _ in range(draw(st.integers(1, 3)))],
        "tenzij": [drawn(draw, 1, numbers, ["kring"], "tenzij") for _ in range(draw(st.integers(0, 2)))],
    }
    return catalog.parse(HEAD, json.dumps(notion), json.dumps({key: one for key, one in provision.items() if one}))


people = st.fixed_dictionaries({}, optional={name: st.sampled_from(DOMAIN[name]) for name in NAMES})


def named(expr: Expr, rules: RuleSet) -> bool:
    if isinstance(expr, Not | And | Or | AtLeast):
        return any(named(one, rules) for one in (expr.operands if not isinstance(expr, Not) else (expr.operand,)))
    return isinstance(expr, Ref) and expr.name in rules.rules


def taken_apart(rules: RuleSet) -> tuple[RuleSet, dict[str, tuple[str, Expr]]]:
    """The rules with each condition as a fact of its own, and which condition that is."""
    parts: dict[str, tuple[str, Expr]] = {}

    def replaced(expr: Expr, rule: str) -> Expr:
        if isinstance(expr, Not | And | Or | AtLeast):
            return rebuilt(expr, lambda one: replaced(one, rule))
        if isinstance(expr, Ref) and expr.name in rules.rules:
            if named(rules.rules[expr.name].expr, rules):
                return expr
            parts[f"f:{expr.name}"] = expr.name, rules.rules[expr.name].expr
            return Ref(f"f:{expr.name}")
        parts[f"f:{rule}:{render(expr)}"] = rule, expr
        return Ref(f"f:{rule}:{render(expr)}")

    made = [
        Rule(name=name, expr=replaced(rule.expr, name), type=Boolean())
        for name, rule in rules.rules.items()
        if named(rule.expr, rules)
    ]
    return ordered(made, dict.fromkeys(parts, Boolean()), []), parts


def fact(ground: Ground, rules: RuleSet) -> str:
    name = ground.step.rule
    return f"f:{name}" if not named(rules.rules[name].expr, rules) else f"f:{name}:{ground.step.expression}"


@given(packs(), people)
def test_the_sets_are_all_minimal_ones(pack: Pack, stated: Mapping) -> None:
    client = Client.from_mapping(stated, words=pack.vocabulary)
    rules = pack.on(ON).rules
    outcome = advise(client, pack, on=ON)["pas"].outcome
    found = why_not(client, pack, "pas", on=ON)
    event(f"{outcome}")
    apart, parts = taken_apart(rules)
    evaluation = evaluate(rules, client.facts(ON) | dict(client.lokaal), ON)
    values = {name: evaluation.value(expr) for name, (_, expr) in parts.items()}
    settled = {name: value for name, value in values.items() if value is not None}

    def is_no(names: object) -> bool:
        return evaluate(apart, {name: settled[name] for name in names}, ON).values["pas"] is False

    assert (outcome is Outcome.NO) == bool(found.sets)
    sets = [frozenset(fact(one, rules) for one in grounds) for grounds in found]
    assert len(set(sets)) == len(sets)
    for one in sets:
        assert is_no(one)
        assert not any(is_no(one - {name}) for name in one)
    if len(settled) <= 9 and not found.more:
        smaller: list[frozenset[str]] = []
        for size in range(len(settled) + 1):
            for names in map(frozenset, itertools.combinations(sorted(settled), size)):
                if not any(known <= names for known in smaller) and is_no(names):
                    smaller.append(names)
        assert set(smaller) == set(sets)
        event("beside brute force")


@given(packs(), people)
def test_the_facts_of_a_set_alone_are_enough(pack: Pack, stated: Mapping) -> None:
    rules = pack.on(ON).rules
    found = why_not(Client.from_mapping(stated, words=pack.vocabulary), pack, "pas", on=ON)
    for grounds in found:
        seen = {one.name for ground in grounds for one in ground.step.seen}
        known = {name: value for name, value in stated.items() if name in seen}
        assert advise(Client.from_mapping(known, words=pack.vocabulary), pack, on=ON)["pas"].outcome is Outcome.NO
        for ground in grounds:
            assert ground.step.place
            assert ground.step.source.article
            assert all(one.value is not None for one in ground.step.seen) or ground.step.outcome in {"ja", "nee"}
    for ground in found.failing:
        assert ground.step.outcome in {"ja", "nee"}
        assert rules.rules[ground.step.rule]


# -- cases ---------------------------------------------------------------------------------


def about(document: str, **stated: object) -> WhyNot:
    pack = catalog.parse(HEAD, document)
    return why_not(Client.from_mapping(stated, words=pack.vocabulary), pack, "pas", on=ON)


EXCLUDED = """
voorziening: pas
titel: Pas
bron: {artikel: 1}
voorwaarden:
  - {id: vrij, als: x_vrij}
tenzij:
  - id: uit
    tekst: De persoon is uitgesloten.
    als: x_vast
    bron: {artikel: 4}
    behalve:
      - {id: toch, tekst: Er is een uitzondering., als: x_stap}
"""


def test_an_exclusion_and_its_exception_stand_together() -> None:
    found = about(EXCLUDED, x_vast=True, x_stap=False)
    assert [[(one.step.rule, one.role, one.holds) for one in grounds] for grounds in found] == [
        [("pas/uit/regel", "tenzij", True), ("pas/uit/toch", "behalve", False)]
    ]
    shown = found.explain()
    assert "Samen:" in shown
    assert "Tenzij: de persoon is uitgesloten. [ja: staat in de weg]" in shown
    assert "Behalve als: er is een uitzondering. [nee: de uitzondering geldt niet]" in shown
    assert "artikel 4 Kleine wet" in shown


def test_an_open_outcome_says_what_counts_already() -> None:
    found = about(EXCLUDED, x_vast=True)
    assert (found.outcome, found.sets) == (Outcome.UNKNOWN, ())
    assert [one.step.rule for one in found.failing] == ["pas/uit/regel"]
    assert "Uit wat bekend is, volgt geen nee." in found.explain()
    assert "From what is known no no follows." in found.explain(lang="en")


def test_a_no_however_the_unknown_turns_out_says_so() -> None:
    found = about("voorziening: pas\ntitel: Pas\nbron: {artikel: 1}\nals: x_getal > 4 en x_getal < 2\n")
    assert (found.outcome, found.sets, found.whatever) == (Outcome.UNKNOWN, (), True)
    assert "Hoe het onbekende ook blijkt te zijn, dit is een nee" in found.explain()


def test_a_yes_has_nothing_against_it() -> None:
    found = about(EXCLUDED, x_vrij=True, x_vast=False)
    assert (found.outcome, found.sets, found.failing) == (Outcome.YES, (), ())
    assert "Dit is een ja" in found.explain()


def test_what_is_not_in_force_says_when_and_what_took_its_place() -> None:
    document = "voorziening: pas\ntitel: Pas\nbron: {artikel: 1}\ngeldig: {tot: 2019-01-01}\nopgevolgd_door: kaart\nals: x_vrij\n"
    after = "voorziening: kaart\ntitel: Kaart\nbron: {artikel: 2}\nals: x_vrij\n"
    pack = catalog.parse(HEAD, document, after)
    found = why_not(Client(), pack, "pas", on=ON)
    assert (found.outcome, found.sets) == (Outcome.NO, ())
    assert found.assessment.reason is not None
    assert found.assessment.reason.succeeded_by == "kaart"
    assert "vervallen op 1 januari 2019" in found.explain()
    assert "In de plaats kwam: kaart." in found.explain()
