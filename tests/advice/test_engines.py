"""Every engine gives the same advice, whole; what does not work here says so."""

import gc
import sys
import threading
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import Client, PolicyError, UnsupportedError, advise, catalog, engines
from participatie.advice import settling
from participatie.advice.advising import advise_with
from participatie.advice.settling import Durable, chained, compiled
from participatie.engines import chain
from participatie.testing import partial_clients

needs_durable = pytest.mark.skipif(not chain.available(), reason="durable-rules does not work on this Python")

ON = {"heemskerk": date(2018, 6, 1), "velsen": date(2018, 6, 1), "flextensie": date(2018, 6, 1)}
PACKS = catalog.names()
VILLAGE = (
    "formaat: 1\npakket: dorp\ntitel: Een dorp\nbron: {regeling: Dorpsregels}\n---\n"
    "formaat: 1\nvoorziening: cursus\ntitel: Cursus\nsoort: taal\nbron: {artikel: 1}\n"
    "voorwaarden:\n  - id: leeftijd\n    als: leeftijd >= 18 jaar\n"
)


@pytest.mark.parametrize("engine", ["compiled", pytest.param("durable", marks=needs_durable)])
@pytest.mark.parametrize("name", PACKS)
@given(st.data())
def test_the_same_advice(name: str, engine: str, data: st.DataObject) -> None:
    pack, on = catalog.load(name), ON.get(name, date(2026, 1, 1))
    client = data.draw(partial_clients(pack, on=on))
    ours = advise(client, pack, on=on, engine=engine)
    theirs = advise(client, pack, on=on, engine="reference")
    assert dict(ours.assessments) == dict(theirs.assessments)
    one = data.draw(st.sampled_from(list(theirs)))
    assert ours[one.id].why == one.why
    assert ours[one.id].explain() == one.explain()


def test_every_explanation_is_the_same() -> None:
    for name in PACKS:
        pack, on = catalog.load(name), ON.get(name, date(2026, 1, 1))
        for client in (Client(), Client(leeftijd=41, ontvangt_algemene_bijstand=True, trede=2)):
            ours, theirs = (advise(client, pack, on=on, engine=engine) for engine in ("compiled", "reference"))
            assert ours.to_json() == theirs.to_json()
            assert ours.explain() == theirs.explain()
            assert ours.suggestions() == theirs.suggestions()


def test_what_advises_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pack, on = catalog.load("heemskerk"), date(2018, 6, 1)

    def refused(*_: object) -> None:
        raise AssertionError("the reference was asked")

    monkeypatch.setattr(settling, "evaluate", refused)
    advice = advise(Client(leeftijd=41, trede=2), pack, on=on)
    assert advice["participatieplaats"].explain()
    assert advice.missing
    with pytest.raises(AssertionError, match="the reference"):
        assert advise(Client(), pack, on=on, engine="reference")["participatieplaats"].outcome


def test_days_with_the_same_rules_share_what_was_compiled() -> None:
    pack = catalog.load("heemskerk")
    first, second = pack.on(date(2018, 6, 1)), pack.on(date(2018, 6, 2))
    assert compiled(first) is compiled(second)
    # Another reading of the same files has other nodes: their parts are looked up as the reference does.
    again = catalog.parse(VILLAGE)
    once = catalog.parse(VILLAGE)
    on = date(2020, 1, 1)
    engine = compiled(once.on(on))
    assert compiled(again.on(on)) is engine
    for age in (17, 18, None):
        ours = advise(Client(leeftijd=age), again, on=on)["cursus"]
        theirs = advise(Client(leeftijd=age), again, on=on, engine="reference")["cursus"]
        assert (ours, ours.explain()) == (theirs, theirs.explain())


def test_threads_that_advise_with_one_pack() -> None:
    pack, on = catalog.parse(VILLAGE), date(2020, 1, 1)
    found: list[list[str]] = []

    def work() -> None:
        found.append([advise(Client(leeftijd=age), pack, on=on)["cursus"].outcome for age in range(10, 30)])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["nee"] * 8 + ["ja"] * 12] * 8


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
    pack = catalog.parse(VILLAGE)
    engine = chained(pack.on(date(2020, 1, 1)))
    assert chained(pack.on(date(2021, 1, 1))) is engine
    closing = engine._close
    del pack, engine
    gc.collect()
    assert not closing.alive


def test_what_is_available() -> None:
    assert engines.available()[:2] == ("reference", "compiled")
    assert ("durable" in engines.available()) == (sys.version_info < (3, 13))


def test_an_engine_that_does_not_exist() -> None:
    pack = catalog.load("nl_participatiewet")
    with pytest.raises(ValueError, match="durable"):
        advise(Client(), pack, on=date(2026, 1, 1), engine="durabel")
    with pytest.raises(TypeError, match="engine="):
        advise(Client(), pack, on=date(2026, 1, 1), engine=1)  # type: ignore[arg-type]  # the mistake that is tried


def test_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "durable", None)
    assert engines.available() == ("reference", "compiled")
    with pytest.raises(UnsupportedError, match="compiled"):
        advise(Client(), catalog.load("heemskerk"), on=date(2018, 6, 1), engine="durable")
    with pytest.raises(UnsupportedError, match="not installed"):
        chain.Chain(catalog.load("heemskerk").on(date(2018, 6, 1)).rules)
