"""Every engine gives the same advice, whole; what does not work here says so."""

import gc
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import Client, PolicyError, UnsupportedError, advise, catalog, engines
from participatie.advice.advising import advise_with
from participatie.advice.settling import Durable, chained
from participatie.engines import chain
from participatie.testing import partial_clients

needs_durable = pytest.mark.skipif(not chain.available(), reason="durable-rules does not work on this Python")

ON = {"heemskerk": date(2018, 6, 1), "velsen": date(2018, 6, 1), "flextensie": date(2018, 6, 1)}
PACKS = catalog.names()


@needs_durable
@pytest.mark.parametrize("name", PACKS)
@given(st.data())
def test_the_same_advice(name: str, data: st.DataObject) -> None:
    pack, on = catalog.load(name), ON.get(name, date(2026, 1, 1))
    client = data.draw(partial_clients(pack, on=on))
    ours = advise(client, pack, on=on, engine="durable")
    theirs = advise(client, pack, on=on, engine="reference")
    assert dict(ours.assessments) == dict(theirs.assessments)
    one = data.draw(st.sampled_from(list(theirs)))
    assert ours[one.id].why == one.why


@needs_durable
@given(st.data())
def test_the_same_advice_as_facts_arrive_and_days_go_by(data: st.DataObject) -> None:
    pack = catalog.load("heemskerk")
    on = date(2018, 6, 1)
    client = data.draw(partial_clients(pack, on=on))
    # A counter that was stated does not go with a later day.
    stated = {name: value for name, value in client.known().items() if pack.vocabulary[name].follows_from is None}
    facts = data.draw(st.permutations(list(stated.items())))
    settle = Durable()
    known: dict[str, object] = {}
    for name, value in facts[:4]:
        known[name] = value
        on += timedelta(days=data.draw(st.integers(0, 40)))
        somebody = Client.from_mapping(known, words=pack.vocabulary)
        try:
            theirs = advise(somebody, pack, on=on)
        except PolicyError:  # a date too long ago for what is counted from it
            return
        ours = advise_with(somebody, pack, on, settle)
        assert [one.outcome for one in ours] == [one.outcome for one in theirs]
        assert [one.missing for one in ours] == [one.missing for one in theirs]


@needs_durable
def test_days_with_the_same_rules_share_an_engine_that_goes_with_the_pack() -> None:
    text = (
        "formaat: 1\npakket: dorp\ntitel: Een dorp\nbron: {regeling: Dorpsregels}\n---\n"
        "formaat: 1\nvoorziening: cursus\ntitel: Cursus\nsoort: taal\nbron: {artikel: 1}\n"
        "voorwaarden:\n  - id: leeftijd\n    als: leeftijd >= 18 jaar\n"
    )
    pack = catalog.parse(text)
    engine = chained(pack.on(date(2020, 1, 1)))
    assert chained(pack.on(date(2021, 1, 1))) is engine
    closing = engine._close
    del pack, engine
    gc.collect()
    assert not closing.alive


def test_what_is_available() -> None:
    assert engines.available()[0] == "reference"
    assert ("durable" in engines.available()) == (sys.version_info < (3, 13))


def test_an_engine_that_does_not_exist() -> None:
    pack = catalog.load("nl_participatiewet")
    with pytest.raises(ValueError, match="durable"):
        advise(Client(), pack, on=date(2026, 1, 1), engine="durabel")
    with pytest.raises(TypeError, match="engine="):
        advise(Client(), pack, on=date(2026, 1, 1), engine=1)  # type: ignore[arg-type]  # the mistake that is tried


def test_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "durable", None)
    assert engines.available() == ("reference",)
    with pytest.raises(UnsupportedError, match="reference"):
        advise(Client(), catalog.load("heemskerk"), on=date(2018, 6, 1), engine="durable")
    with pytest.raises(UnsupportedError, match="not installed"):
        chain.Chain(catalog.load("heemskerk").on(date(2018, 6, 1)).rules)
