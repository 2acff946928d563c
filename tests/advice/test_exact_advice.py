"""Advice with exact answers: beside the reference, beside everybody whom a client may turn out to be, and in words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from islands import JA, NEE, ONBEKEND, OORDEEL, about, small

from participatie import Advice, Client, Pack, advise, catalog
from participatie.advice.assessment import Notice
from participatie.testing import completions_of, partial_clients

DAYS = {
    "heemskerk": date(2018, 6, 1),
    "velsen": date(2018, 6, 1),
    "flextensie": date(2018, 6, 1),
    "nl_participatiewet": date(2026, 1, 1),
    "helmond": date(2026, 1, 1),
    "ladder_vng": date(2026, 1, 1),
    "motivatie": date(2026, 1, 1),
    "be_vlaanderen": date(2026, 1, 1),
}
EXAMPLES = Path(__file__).parents[2] / "examples"
#: Partnerships and journeys have files of their own.
CLIENTS = sorted(path for path in EXAMPLES.rglob("*.yaml") if not path.name.startswith(("samenwerking_", "reis_")))


def compared(exact: Advice, plain: Advice) -> None:
    """An exact advice settles what a plain one settles, in the same way."""
    for found in (*exact, *exact.notions.values()):
        reference = plain[found.id]
        if reference.outcome in {JA, NEE}:
            assert found.outcome is reference.outcome
            assert found.certain == reference.certain
        if found.outcome in {JA, NEE}:
            assert found.missing == found.gaps == ()
        if found.not_exact:
            assert Notice.NOT_EXACT in found.notices
        if found.outcome is not reference.outcome:
            event(f"{found.id}: {reference.outcome} became {found.outcome}")


@pytest.mark.parametrize("name", DAYS)
@given(data=st.data())
def test_it_settles_what_the_reference_settles(name: str, data: st.DataObject) -> None:
    pack, on = catalog.load(name), DAYS[name]
    client = data.draw(partial_clients(pack, on=on))
    exact = advise(client, pack, on=on, exact=True)
    compared(exact, advise(client, pack, on=on))
    known = {**client.facts(on), **client.lokaal}
    assert not set(exact.missing) & known.keys()


@given(data=st.data())
def test_nobody_whom_a_client_may_turn_out_to_be_gets_another_answer(data: st.DataObject) -> None:
    pack, on = catalog.load("heemskerk"), DAYS["heemskerk"]
    client = data.draw(partial_clients(pack, on=on))
    whole = data.draw(completions_of(client, pack, on=on))
    after = advise(whole, pack, on=on)
    for found in advise(client, pack, on=on, exact=True):
        if found.outcome in {JA, NEE} and after[found.id].outcome in {JA, NEE}:
            assert after[found.id].outcome is found.outcome


@pytest.mark.parametrize("path", CLIENTS, ids=lambda path: path.stem)
def test_it_agrees_on_the_clients_in_the_examples(path: Path) -> None:
    name = "be_vlaanderen" if path.parent.name == "vlaanderen" else "heemskerk"
    pack, on = catalog.load(name), DAYS[name]
    client = Client.read(path, words=pack.vocabulary)
    compared(advise(client, pack, on=on, exact=True), advise(client, pack, on=on))


def answer(pack: Pack, **facts: object) -> Advice:
    client = Client.from_mapping(facts, words=pack.vocabulary)
    return advise(client, pack, on=date(2016, 1, 1), exact=True)


def provision(condition: str) -> str:
    return f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nals: {condition}\n"


def test_a_or_not_a_is_a_yes() -> None:
    pack = small(provision("a of niet a"))
    assert about(pack)["pas"].outcome is ONBEKEND
    found = answer(pack)["pas"]
    assert (found.outcome, found.missing, found.not_exact) == (JA, (), False)
    assert found.why.outcome == "ja"
    assert answer(small(provision("n > 20 en n < 10")))["pas"].outcome is NEE


def test_only_what_can_matter_is_missing() -> None:
    found = answer(small(provision("(a en b) of (a en niet b) of (c en norm)")), c=True)["pas"]
    assert found.missing == ("a", "norm")
    assert [one.name for one in found.questions] == ["a", "norm"]
    assert answer(small(provision("(a of niet a) en norm")))["pas"].outcome is OORDEEL


def test_what_follows_from_something_else_counts() -> None:
    ties = "verbanden:\n  - {id: v, tekst: b volgt, als: a, dan: {b: ja}}\n"
    pack = small(provision("niet a of b of c"), ties)
    assert about(pack)["pas"].outcome is ONBEKEND
    assert answer(pack)["pas"].outcome is JA


def test_it_says_where_it_does_not_decide_exactly() -> None:
    pack = small(provision("n > n2 of n <= n2"), SECOND)
    plain, found = about(pack)["pas"], answer(pack)["pas"]
    assert (found.outcome, found.missing) == (plain.outcome, plain.missing) == (ONBEKEND, ("n", "n2"))
    assert found.notices[-1] is Notice.NOT_EXACT
    assert plain.notices == found.notices[:-1]
    assert "niet exact bepaald" in found.explain()
    assert "not decided exactly" in found.explain(lang="en")
    again = Advice.from_json(answer(pack).to_json())["pas"]
    assert again.not_exact


SECOND = "gegevens:\n  n2: {titel: n2, type: getal, bereik: [0, 100], vraag: n2?}\n"


def test_without_it_nothing_changes() -> None:
    pack, on = catalog.load("heemskerk"), DAYS["heemskerk"]
    client = Client(leeftijd=41, trede=2)
    before = advise(client, pack, on=on).to_json()
    advise(client, pack, on=on, exact=True)
    assert advise(client, pack, on=on, exact=False).to_json() == before
    assert "niet_exact" not in before


def test_days_with_the_same_rules_share_what_was_compiled() -> None:
    pack = catalog.load("helmond")
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    for on in (first, second):
        assert advise(Client(), pack, on=on, exact=True).missing
    assert pack.on(first).engines["exact"] is pack.on(second).engines["exact"]
