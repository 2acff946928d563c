"""Which facts can matter to which decisions."""

import pytest

from participatie import catalog
from participatie.analysis.fact_use import used
from participatie.rules.expr import references

HEAD = """
formaat: 1
pakket: eiland
titel: Eiland
bron: {regeling: Verordening}
"""


def _used(*documents: str) -> dict[str, tuple[str, ...]]:
    return used(catalog.parse("\n---\n".join((HEAD, *documents))))


def _provision(name: str, body: str) -> str:
    return f"voorziening: {name}\ntitel: {name}\nbron: {{artikel: 1}}\n{body}"


def test_facts_of_conditions_results_and_rows() -> None:
    assert _used(
        _provision(
            "pas",
            "voorwaarden: [{id: t, tekst: T, als: trede > 3}]\n"
            "gevolgen:\n  - {id: duur, eenheid: maanden, waarde: contractduur_maanden}\n"
            "duur: {hoogstens: 24 maanden, gemeten_door: maanden_participatieplaats}\n",
        ),
        "conclusie: kleur\ntitel: Kleur\ncodes: [rood, blauw]\nbron: {artikel: 1}\n"
        "gevallen:\n  - {code: rood, als: verdringing}\nanders: {code: blauw}\n",
    ) == {
        "trede": ("pas",),
        "maanden_participatieplaats": ("pas",),
        "startdatum_participatieplaats": ("pas",),
        "verdringing": ("kleur",),
        "contractduur_maanden": ("pas",),
    }


def test_facts_behind_another_decision() -> None:
    found = _used(
        _provision("pas", "als: verdringing"),
        _provision("premie", "voorwaarden:\n  - {id: p, tekst: P, als: pas}\n  - {id: t, tekst: T, als: trede > 3}\n"),
    )
    assert found == {"trede": ("premie",), "verdringing": ("pas", "premie")}


def test_facts_that_others_follow_from() -> None:
    links = "verbanden:\n  - {{id: v, als: {condition}, dan: {{verdringing: ja}}}}\n"
    rule = _provision("pas", "als: verdringing")
    assert set(_used(links.format(condition="leeftijd < 20 jaar"), rule)) == {
        "leeftijd",
        "geboortedatum",
        "verdringing",
    }
    # Known not to hold, what follows tells of a condition that is one fact, and of no other.
    about = _provision("pas", "als: werk_onbeloond")
    assert set(_used(links.format(condition="werk_onbeloond"), about)) == {"werk_onbeloond", "verdringing"}
    about = _provision("pas", "als: leeftijd > 20 jaar")
    assert set(_used(links.format(condition="leeftijd < 20 jaar"), about)) == {"leeftijd", "geboortedatum"}


@pytest.mark.parametrize("name", catalog.names())
def test_shipped_packs(name: str) -> None:
    pack = catalog.load(name)
    found = used(pack)
    assert list(found) == [fact for fact in pack.vocabulary if fact in found]
    looked_at = {ref.name for clause in pack.versions.clauses if clause.expr for ref in references(clause.expr)}
    assert looked_at & set(pack.vocabulary) <= set(found)
    assert {decision for users in found.values() for decision in users} <= set(pack.decisions)


def test_findings_of_restrictions_and_readings_count() -> None:
    found = used(catalog.load("heemskerk"))
    assert found["lezing_werkstage_doelgroep"] == ("werkstage",)
    assert {"participatieplaats", "werkstage"} <= set(found["trede"])
