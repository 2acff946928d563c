"""What holds for every rule set, tried on the island: knowledge grows, order does not matter."""

import functools
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from islands import PACKS, about, island, wrong
from strategies import values

from participatie import Advice, Outcome, Pack, PolicyError, catalog
from participatie.diagnostics import Diagnostic
from participatie.policy import files as rule_files
from participatie.policy.building import build
from participatie.policy.documents import Document
from participatie.policy.pack import fail
from participatie.rules.expr import references
from participatie.values import Value

LOCAL = {name: fact for name, fact in island("baai").vocabulary.items() if fact.pack}

#: The days on which something changes, the days before them, and a day in between.
DAYS = sorted(
    {
        day
        for turn in island("baai").versions.turning_points()
        for day in (turn, date.fromordinal(turn.toordinal() - 1))
        if island("baai").usable(day)
    }
    | {date(2019, 7, 1)}
)

known = st.fixed_dictionaries({}, optional={name: values(fact.type) for name, fact in LOCAL.items()})


def _advice(pack: Pack, on: date, facts: dict[str, Value]) -> Advice:
    try:
        return about(pack, on.isoformat(), **facts)
    except PolicyError:  # facts that contradict each other
        assume(False)
        raise


def test_the_island_asks_for_every_kind_of_fact() -> None:
    used = {ref.name for clause in island("baai").versions.clauses if clause.expr for ref in references(clause.expr)}
    assert set(LOCAL) - used == {"haven", "begin_wacht"} | {n for n in LOCAL if n.startswith("overgangsrecht_")}


@given(known, st.sampled_from(sorted(LOCAL)), st.data(), st.sampled_from(DAYS))
def test_learning_a_fact_never_reverses_a_settled_answer(
    facts: dict[str, Value], name: str, data: st.DataObject, on: date
) -> None:
    less = {one: value for one, value in facts.items() if one != name}
    more = {**less, name: data.draw(values(LOCAL[name].type))}
    before, after = (_advice(island("baai"), on, one) for one in (less, more))
    for earlier in before:
        later = after[earlier.id]
        if earlier.outcome in {Outcome.YES, Outcome.NO}:
            assert later.outcome is earlier.outcome, earlier.id
            assert later.codes == earlier.codes, earlier.id
        assert set(earlier.certain) <= set(later.certain), earlier.id
        assert set(later.codes) <= set(earlier.codes), earlier.id
        for result, value in earlier.results.items():
            if value is not None and later.outcome is not Outcome.NO:
                assert later.results[result] == value, (earlier.id, result)


@given(known, st.sampled_from(DAYS))
def test_outcome_missing_and_gaps_agree(facts: dict[str, Value], on: date) -> None:
    for found in _advice(island("baai"), on, facts):
        settled_ = found.outcome in {Outcome.YES, Outcome.NO}
        assert settled_ is not bool(found.missing or found.gaps), found.id
        kinds = {LOCAL[name].kind.value for name in found.missing}
        only_findings = kinds == {"vaststelling"} and not found.gaps
        assert (found.outcome is Outcome.JUDGEMENT) is only_findings, found.id
        assert not set(found.missing) & set(facts)
        assert not set(found.gaps) & set(LOCAL)


@functools.cache
def _documents(name: str) -> tuple[Document, ...]:
    """The documents of a pack, each as if it stood in a file of its own."""
    found: list[Diagnostic] = []
    texts = [
        text for path in sorted((PACKS / name).glob("*.yaml")) for text in path.read_text("utf-8").split("\n---\n")
    ]
    documents = [one for number, text in enumerate(texts) for one in rule_files.parse(text, f"{number}.yaml", found)]
    assert not found
    return tuple(documents)


def _in_order(documents: Sequence[Document], base: Pack | None) -> Pack:
    found: list[Diagnostic] = []
    pack = build(documents, base, found)
    fail(documents, found)
    assert pack is not None
    return pack


@functools.cache
def _as_written() -> Pack:
    return _in_order(_documents("baai"), _in_order(_documents("eiland"), None))


FEW: tuple[dict[str, Any], ...] = (
    {},
    {"rang": "kapitein", "knopen": 7},
    {"bewoner": True, "zeebenen": True, "maanden_wacht": 4, "uren_vissen": 30, "vangst": 120_000},
    {"storm_op_komst": True, "talen": ["wind", "water"], "kust": "oost", "begin_wacht": "2017-01-01"},
)


@functools.cache
def _expected(number: int, on: date) -> str:
    return about(_as_written(), on.isoformat(), **FEW[number]).to_json()


@given(
    st.permutations(_documents("eiland")),
    st.permutations(_documents("baai")),
    st.sampled_from(DAYS),
    st.integers(0, len(FEW) - 1),
)
def test_outcomes_do_not_depend_on_the_order_of_documents(
    below: Sequence[Document], above: Sequence[Document], on: date, number: int
) -> None:
    pack = _in_order(above, _in_order(below, None))
    assert pack.digest == _as_written().digest
    assert about(pack, on.isoformat(), **FEW[number]).to_json() == _expected(number, on)


def test_two_files_may_restrict_the_same_provision_in_any_order() -> None:
    below = catalog.parse(
        "pakket: onder\ntitel: O\nbron: {regeling: O}",
        "gegevens:\n"
        "  a: {titel: a, type: ja_nee, vraag: a?}\n"
        "  b: {titel: b, type: ja_nee, vraag: b?}\n"
        "  c: {titel: c, type: ja_nee, vraag: c?}",
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\nlokaal_mag: {beperken: {artikel: 2}}\nals: a",
    )
    head = "pakket: boven\ntitel: B\nbron: {regeling: B}\nbouwt_op: onder\ngeschreven_voor_recht: {}"
    first = "beperking: x\nbron: {artikel: 2}\nvoorwaarden: [{id: tweede, als: b}, {id: eerste, als: a}]"
    second = "beperking: x\nbron: {artikel: 1}\nvoorwaarden: [{id: derde, als: c}]"
    missing = {
        about(catalog.parse(head, *order, base=below))["x"].missing for order in ((first, second), (second, first))
    }
    assert missing == {("a", "c", "b")}  # by id of the first condition; within a document as it is written


def test_the_order_of_the_same_mistakes_is_that_of_the_files() -> None:
    head = "pakket: p\ntitel: P\nbron: {regeling: P}"
    files = [
        "voorziening: zee\ntitel: Z\nbron: {artikel: 1}\nals: onbekend_1",
        "voorziening: aap\ntitel: A\nbron: {artikel: 1}\nals: onbekend_2\nvervolgt: niets\nbevoegdheid: misschien",
    ]
    found = wrong(lambda: catalog.parse(head, *files))
    assert [(one.code, one.span.file.name, one.span.line) for one in found if one.span] == [
        ("onbekend_feit", "<tekst 2>", 4),
        ("onbekend_feit", "<tekst 3>", 4),
        ("onbekende_voorziening", "<tekst 3>", 5),
        ("onbekend_woord", "<tekst 3>", 6),
    ]
