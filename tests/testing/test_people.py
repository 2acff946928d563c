"""Clients that are made up: nobody contradicts himself, and learning more never reverses an answer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from islands import island

from participatie import Advice, Client, Outcome, Pack, Profile, advise, catalog
from participatie.analysis.consistent import Facts
from participatie.profile import Reading
from participatie.testing import clients, completions_of, partial_clients, values
from participatie.vocabulary import vocabulary

#: A client of whom everything is known is much to draw: fewer of them than the profile has examples.
FEW = settings(max_examples=min(25, settings().max_examples))
SETTLED = {Outcome.YES, Outcome.NO}


def _packs() -> list[Pack]:
    return [*(catalog.load(name) for name in catalog.names()), island("baai")]


PACKS = [pytest.param(pack, id=pack.id) for pack in _packs()]


def _day(pack: Pack) -> date:
    return max(day for day in pack.versions.turning_points() if pack.usable(day))


@pytest.mark.parametrize("pack", PACKS)
@given(data=st.data())
@FEW
def test_every_client_gets_an_advice(pack: Pack, data: st.DataObject) -> None:
    client = data.draw(st.one_of(clients(pack), partial_clients(pack)))
    assert len(advise(client, pack, on=_day(pack))) > 0


@pytest.mark.parametrize("pack", PACKS)
@given(data=st.data())
@FEW
def test_of_a_client_everything_is_known_that_can_be(pack: Pack, data: st.DataObject) -> None:
    known = data.draw(clients(pack)).known()
    facts = Facts.of(pack, _day(pack))
    for name in sorted(set(pack.vocabulary) - set(known)):
        value = data.draw(values(pack.vocabulary[name].type))
        assert facts.closed({**known, name: value}) is None, name


def _agrees(less: Advice, more: Advice) -> None:
    """What was settled stays as it was, and nothing comes back that was excluded."""
    for earlier in less:
        later = more[earlier.id]
        if earlier.outcome in SETTLED:
            assert later.outcome is earlier.outcome, earlier.id
        assert set(earlier.certain) <= set(later.certain), earlier.id
        assert set(later.codes) <= set(earlier.codes), earlier.id


@pytest.mark.parametrize("pack", PACKS)
@given(data=st.data())
@FEW
def test_a_completion_agrees_with_what_is_known_and_settles_more(pack: Pack, data: st.DataObject) -> None:
    on = _day(pack)
    client = data.draw(partial_clients(pack))
    whole = data.draw(completions_of(client, pack))
    assert client.known().items() <= whole.known().items()
    before, after = (advise(one, pack, on=on) for one in (client, whole))
    _agrees(before, after)
    assert sum(one.outcome in SETTLED for one in before) <= sum(one.outcome in SETTLED for one in after)


@given(st.data())
@FEW
def test_only_the_facts_that_are_named_are_filled_in(data: st.DataObject) -> None:
    pack = catalog.load("nl_participatiewet")
    known = Client(trede=2, profiel=Profile(netwerk=1, readings={"netwerk": Reading(raw=2, width=4)}))
    made = data.draw(completions_of(known, pack, ["anderstalig", "taalvaardigheid", "trede"]))
    assert set(made.known()) == {"trede", "netwerk", "anderstalig", "taalvaardigheid"}
    assert (made.trede, made.profiel.readings) == (2, known.profiel.readings)


def test_a_fact_that_does_not_exist_cannot_be_filled_in() -> None:
    with pytest.raises(KeyError, match="anderstalig"):
        completions_of(Client(), catalog.load("helmond"), ["anderstallig"])


@given(partial_clients(on=date(2018, 6, 1)))
@FEW
def test_ages_agree_with_dates_of_birth_on_the_day(client: Client) -> None:
    facts = client.facts(date(2018, 6, 1))
    assert set(facts) <= set(vocabulary())
    if client.geboortedatum is not None:
        assert facts["leeftijd"] in range(121)


def test_both_an_age_and_a_date_of_birth_come_up() -> None:
    seen: set[tuple[bool, bool]] = set()

    @given(partial_clients())
    @settings(max_examples=60, database=None, derandomize=True)
    def look(client: Client) -> None:
        seen.add((client.leeftijd is None, client.geboortedatum is None))

    look()
    assert len(seen) == 4
