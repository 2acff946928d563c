"""The examples inside the rule files hold, and every provision has one of each kind."""

import pytest

from participatie import catalog, examples
from participatie.policy.voorziening import Kind, Voorziening

RAN = [(pack, ran) for pack in catalog.names() for ran in examples.run(catalog.load(pack))]


def test_there_are_examples() -> None:
    assert {pack for pack, _ in RAN} >= {"nl_participatiewet", "heemskerk"}


@pytest.mark.parametrize(("pack", "ran"), RAN, ids=[f"{pack}: {ran.decision}: {ran.name}" for pack, ran in RAN])
def test_example_holds(pack: str, ran: examples.Ran) -> None:
    assert not ran.problems, f"{pack}: {[one.message() for one in ran.problems]}"


def _conditional() -> list[tuple[str, str]]:
    """The provisions with conditions of each pack's own layer; notions are used by others."""
    return sorted(
        {
            (pack, decided.id)
            for pack in catalog.names()
            for versions in catalog.load(pack).decisions.values()
            for decided in versions
            if decided.layer == pack
            and isinstance(decided.document, Voorziening)
            and decided.document.kind is not Kind.NOTION
            and (decided.document.conditions or decided.document.unless)
        }
    )


@pytest.mark.parametrize(("pack", "provision"), _conditional())
def test_a_yes_a_no_and_one_that_is_open(pack: str, provision: str) -> None:
    outcomes = {
        outcome
        for decided, example in catalog.load(pack).examples()
        if decided.id == provision
        for outcome in example.outcome
    }
    assert outcomes >= {"ja", "nee"}
    assert outcomes & {"onbekend", "oordeel"}
