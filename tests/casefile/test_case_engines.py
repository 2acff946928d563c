"""A case says the same with every engine, and where no engine but the reference works."""

from datetime import date
from typing import Any

import pytest
from casefile.happenings import DAYS, OPENED, facts, pack
from hypothesis import given
from hypothesis import strategies as st

from participatie import CaseFile, Client, catalog, engines
from participatie.casefile import Changed
from participatie.engines import chain
from participatie.testing import partial_clients

pytestmark = pytest.mark.skipif("durable" not in engines.available(), reason="there is one engine on this Python")


@given(st.lists(st.tuples(facts(), DAYS), max_size=5), st.data())
def test_the_same_case_with_every_engine(told: list[tuple[dict[str, Any], date]], data: st.DataObject) -> None:
    cases = [CaseFile(Client(), pack(), on=OPENED, engine=engine) for engine in ("reference", "durable")]
    changed: list[list[tuple[Changed, ...]]] = [[], []]
    for case, heard in zip(cases, changed, strict=True):
        case.subscribe(heard.append)
    for known, day in told:
        withdrawn = data.draw(st.none() | st.sampled_from(sorted(known)))
        for case in cases:
            case.tell(known, source="balie", on=day)
            if withdrawn in case.client.known():  # one withdrawn on a later day is so already
                case.withdraw(str(withdrawn), source="balie", on=day)
        one, other = (case.advice(on=day) for case in cases)
        assert one == other
    assert changed[0] == changed[1]
    for name in (one.id for one in cases[0].advice(on=OPENED)):
        assert cases[0].history(name) == cases[1].history(name)


@given(st.data())
def test_the_same_on_a_shipped_pack_as_facts_arrive(data: st.DataObject) -> None:
    law, day = catalog.load("heemskerk"), date(2018, 6, 1)
    client = data.draw(partial_clients(law, on=day))
    arriving = data.draw(st.permutations(list(client.known().items())))
    case = CaseFile(Client(), law, on=day, engine="durable")
    plain = CaseFile(Client(), law, on=day, engine="reference")
    for name, value in arriving[:3]:
        case.tell({name: value}, source="intake", on=day)
        plain.tell({name: value}, source="intake", on=day)
        ours, theirs = case.advice(on=day), plain.advice(on=day)
        assert [(one.outcome, one.missing, one.codes) for one in ours] == [
            (one.outcome, one.missing, one.codes) for one in theirs
        ]


def test_an_error_in_the_engine_surfaces_and_the_case_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    law, day = catalog.load("heemskerk"), date(2018, 6, 1)
    case = CaseFile(Client(leeftijd=40), law, on=day, engine="durable")
    heard: list[tuple[Changed, ...]] = []
    case.subscribe(heard.append)

    def broken(_: chain.Chain, __: list[int]) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(chain.Chain, "_drain", broken)
        with pytest.raises(ZeroDivisionError):
            case.tell(trede=2, source="intake", on=day)
    assert [one.fact for one in case.events] == ["", "trede"]
    case.tell(langdurig_werkloos=True, source="intake", on=day)
    plain = CaseFile(Client(leeftijd=40), law, on=day, engine="reference")
    plain.tell(trede=2, langdurig_werkloos=True, source="intake", on=day)
    assert case.advice(on=day) == plain.advice(on=day)
    told = {one.id: one.after for group in heard for one in group}
    assert all(told[name].outcome == plain.advice(on=day)[name].outcome for name in told)
