"""What holds of every case: it follows from its events, and from nothing else."""

from datetime import date
from typing import Any

from casefile.happenings import DAYS, OPENED, Told, cases, facts, pack
from hypothesis import given
from hypothesis import strategies as st

from participatie import CaseFile, Client, PolicyError, advise, catalog
from participatie.casefile.grounds import CONTRADICTIONS, Grounds
from participatie.testing import partial_clients


@given(cases())
def test_the_facts_are_those_that_its_events_state(case: CaseFile) -> None:
    assert case.client.known() == Told(case.events).facts()


@given(cases())
def test_events_are_numbered_and_late_ones_say_so(case: CaseFile) -> None:
    assert [one.number for one in case.events] == list(range(1, len(case.events) + 1))
    for number, one in enumerate(case.events):
        assert one.late == any(one.on < earlier.on for earlier in case.events[:number])
        assert one.corrects is None or one.corrects < one.number


@given(cases(), DAYS)
def test_on_a_day_it_is_what_was_written_down_by_then(case: CaseFile, day: date) -> None:
    if day < OPENED:
        return
    known = case.at(day)
    assert known.events == tuple(one for one in case.events if one.on <= day)
    assert known.client.known() == Told(known.events).facts()
    assert known.at(day) == known


@given(cases(), DAYS)
def test_its_advice_is_that_of_its_facts(case: CaseFile, day: date) -> None:
    """Where these contradict each other, that of the facts which go together."""
    found = case.contradictions(on=day)
    given = case.advice(on=day)
    try:
        plain = advise(case.client, pack(), on=day)
    except PolicyError as error:
        assert {one.code for one in found} <= CONTRADICTIONS
        assert [one for one in found if one not in error.diagnostics] == list(found[len(error.diagnostics) :])
    else:
        assert not found
        assert given == plain


@given(st.lists(facts(), min_size=2, max_size=4), DAYS)
def test_what_it_leaves_out_is_on_both_sides_of_a_contradiction(told: list[dict[str, Any]], day: date) -> None:
    """And never more than what somebody stated."""
    case = CaseFile(Client(), pack(), on=OPENED)
    for each in told:
        case.tell(each, source="balie", on=OPENED)
    said = case._answer(day)
    left, stated = said.client.known(), case.client.known()
    assert left.items() <= stated.items()
    assert bool(said.contradictions) == (len(left) < len(stated))
    # Nor does what is left take a side.
    known = Grounds.of(said.client, pack(), day).closed.facts
    assert {one.arguments["naam"] for one in said.contradictions}.isdisjoint(known)


@given(st.data())
def test_any_client_of_a_shipped_pack_can_be_kept(data: st.DataObject) -> None:
    shipped = catalog.load("heemskerk")
    client = data.draw(partial_clients(shipped, on=date(2020, 1, 6)))
    case = CaseFile(client, shipped, on=date(2020, 1, 6))
    assert case.client == client
    assert CaseFile.from_jsonl(case.to_jsonl(), shipped).client == client
