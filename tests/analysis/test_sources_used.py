"""On which sources a pack rests."""

import pytest

from participatie import catalog
from participatie.analysis.sources_used import statuses, used
from participatie.sources import WEAKEST_LAST, Status


@pytest.mark.parametrize("name", catalog.names())
def test_the_weakest_come_first_and_each_is_cited_by_something(name: str) -> None:
    found = used(catalog.load(name))
    ranks = [WEAKEST_LAST.index(use.source.status) for use in found]
    assert ranks == sorted(ranks, reverse=True)
    assert all(use.names for use in found)
    assert len({use.source for use in found}) == len(found)


def test_the_ordinance_is_known_from_a_secondary_source() -> None:
    assert statuses(catalog.load("heemskerk"))["scholing"] is Status.SECONDARY


def test_our_own_reading_is_among_the_sources() -> None:
    own = [use for use in used(catalog.load("nl_participatiewet")) if use.source.status is Status.OWN_READING]
    assert any("participatieplaats" in use.names for use in own)


@pytest.mark.parametrize("name", catalog.names())
def test_every_decision_of_a_pack_has_a_status(name: str) -> None:
    pack = catalog.load(name)
    own = {one for one, versions in pack.decisions.items() if any(decided.layer == name for decided in versions)}
    assert set(statuses(pack)) == own
