"""Needs without a trajectory: what nothing helps with that is open, and the five lacks beside it."""

import functools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from islands import small

from participatie import Client, Outcome, Pack, advise, catalog
from participatie.advice import Assessment
from participatie.needs import Need, Unserved, lacks, unserved
from participatie.policy.voorziening import Voorziening
from participatie.sources import Status
from participatie.testing import partial_clients
from participatie.values import CodeSet
from participatie.vocabulary import vocabulary

JUNE = date(2018, 6, 1)
DAY = date(2016, 1, 1)


@functools.cache
def heemskerk() -> Pack:
    return catalog.load("heemskerk")


def entry(name: str, *needs: str, condition: str = "voorwaarden: []", validity: str = "") -> str:
    lines = [f"voorziening: {name}", f"titel: De {name}", "bron: {artikel: 1}", condition, validity]
    return "\n".join([*filter(None, lines), *([f"helpt_bij: [{', '.join(needs)}]"] if needs else [])])


def people(pack: Pack, *facts: dict[str, Any]) -> list[Client]:
    return [Client.from_mapping(one, words=pack.vocabulary) for one in facts]


def found(*documents: str, clients: list[dict[str, Any]]) -> Unserved:
    pack = small(*documents)
    return unserved(people(pack, *clients), pack, on=DAY)


def missed(report: Unserved) -> dict[str, int]:
    return {one.code: one.clients for one in report.needs}


# -- what is reported ----------------------------------------------------------------------


def test_a_need_that_no_entry_names() -> None:
    (one,) = found(entry("les", "taal"), clients=[{"noden": ["taal", "schulden"]}]).needs
    assert one == Need(code="schulden", clients=1, stated=1, refused=())


@pytest.mark.parametrize(
    ("condition", "facts", "reported"),
    [("als: a", {"a": True}, False), ("als: a", {}, False), ("als: norm", {}, False), ("als: a", {"a": False}, True)],
)
def test_only_a_no_leaves_a_need_without_help(condition: str, facts: dict[str, Any], reported: bool) -> None:  # noqa: FBT001 - a column of the table above
    report = found(entry("les", "taal", condition=condition), clients=[{"noden": ["taal"], **facts}])
    assert ("taal" in missed(report)) is reported


def test_what_would_help_and_is_a_no_stands_beside_it() -> None:
    documents = (entry("les", "taal", condition="als: a"), entry("kring", "taal", condition="als: b"))
    clients = [
        {"noden": ["taal"], "a": False, "b": False},
        {"noden": ["taal"], "a": False},
        {"noden": ["taal"], "a": False, "b": False},
    ]
    (one,) = found(*documents, clients=clients).needs
    assert (one.clients, one.stated) == (2, 3)
    assert [(each.id, each.title, each.in_force, each.clients) for each in one.refused] == [
        ("kring", "De kring", True, 2),
        ("les", "De les", True, 2),
    ]


def test_what_is_not_in_force_is_a_no_and_says_so() -> None:
    (one,) = found(entry("les", "taal", validity="geldig: {van: 2017-01-01}"), clients=[{"noden": ["taal"]}]).needs
    assert [(each.id, each.in_force) for each in one.refused] == [("les", False)]


def test_unknown_needs_are_counted_as_unknown_and_known_none_as_none() -> None:
    report = found(entry("les", "taal"), clients=[{}, {"noden": []}, {"noden": ["werk"]}])
    assert (report.clients, report.unknown, missed(report)) == (3, 1, {"werk": 1})


def test_what_most_people_need_comes_first_then_the_order_of_the_vocabulary() -> None:
    report = found(entry("les"), clients=[{"noden": ["werk", "taal", "inkomen"]}, {"noden": ["werk"]}])
    assert list(missed(report)) == ["werk", "inkomen", "taal"]


def test_who_does_not_say_with_what_he_helps_is_named_as_silent() -> None:
    assert found(entry("les"), entry("kring", "taal"), clients=[{}]).silent == ("les",)


@given(partial_clients(heemskerk(), on=JUNE))
def test_a_need_that_an_open_entry_serves_is_never_reported_and_every_other_is(client: Client) -> None:
    report = unserved(client, heemskerk(), on=JUNE)
    served = {
        str(need)
        for one in advise(client, heemskerk(), on=JUNE)
        if one.outcome is not Outcome.NO
        for need in _helps(one)
    }
    assert set(missed(report)) == (client.noden or frozenset()) - served


def _helps(one: Assessment) -> tuple[str, ...]:
    versions = heemskerk().decisions[one.id]
    covering = [each.document for each in versions if each.validity.covers(JUNE)]
    document = covering[-1] if covering else None
    return tuple(map(str, document.helps_with)) if isinstance(document, Voorziening) else ()


@given(st.lists(st.none() | st.frozensets(st.sampled_from(["taal", "werk", "schulden"])), max_size=5))
def test_a_caseload_is_the_sum_of_its_clients(needs: list[frozenset[str] | None]) -> None:
    pack = small(entry("les", "taal"))
    clients = [Client(noden=one) for one in needs]
    whole, parts = unserved(clients, pack, on=DAY), [unserved(one, pack, on=DAY) for one in clients]
    assert missed(whole) == {
        need: total for need in ("werk", "schulden") if (total := sum(missed(one).get(need, 0) for one in parts))
    }
    assert (whole.clients, whole.unknown) == (len(clients), sum(one.unknown for one in parts))


# -- the five lacks -------------------------------------------------------------------------


def test_there_are_five_lacks_four_of_them_recommended_each_with_its_source() -> None:
    assert [one.recommended for one in lacks()] == [True, True, True, True, False]
    assert {one.source.status for one in lacks()} == {Status.SECONDARY}
    assert all("§ 5.3" in str(one.source) and one.title and one.text for one in lacks())


def test_a_lack_is_linked_to_needs_that_exist_or_to_none() -> None:
    codes = vocabulary()["noden"].type
    assert isinstance(codes, CodeSet)
    assert {need for one in lacks() for need in one.needs} <= set(codes.codes or ())
    assert [one.id for one in lacks() if not one.needs] == ["eigen_cursus"]


def test_nothing_in_heemskerk_helped_with_what_it_lacked() -> None:
    linked = frozenset(need for one in lacks() for need in one.needs)
    report = unserved(Client(noden=linked), heemskerk(), on=JUNE)
    assert set(missed(report)) == linked
    assert all(one.refused == () for one in report.needs)
    assert [held.clients for held in report.lacks] == [1, 1, None, 1, 1]


def test_a_lack_counts_people_whose_need_nothing_helps_with() -> None:
    report = found(
        entry("opvang", "kinderopvang", condition="als: a"),
        clients=[{"noden": ["kinderopvang"], "a": True}, {"noden": ["kinderopvang"], "a": False}],
    )
    assert {held.lack.id: held.clients for held in report.lacks}["kinderopvang"] == 1


# -- in words, and what is handed over --------------------------------------------------------


def test_all_of_it_in_words() -> None:
    documents = (
        entry("les", "taal", condition="als: a"),
        entry("kring", "taal", validity="geldig: {van: 2017-01-01}"),
        entry("stil"),
    )
    report = found(*documents, clients=[{"noden": ["taal", "schulden"], "a": False}, {}])
    said = report.explain().splitlines()
    assert said[0] == "Noden waarbij niets helpt dat openstaat, volgens Klein op 2016-01-01"
    assert said[3:8] == [
        "schulden: 1 van de 1 met deze nood",
        "  Niets in het pakket noemt deze nood.",
        "taal: 1 van de 1 met deze nood",
        "  Zou helpen, maar geldt niet op deze dag: De kring (1)",
        "  Zou helpen, maar is een nee: De les (1)",
    ]
    assert "Een eigen cursus van de gemeente" in report.explain()
    english = report.explain(lang="en")
    assert "Would help, but is a no: De les (1)" in english
    assert len(english.splitlines()) == len(said)


def test_that_nothing_is_missing_is_said_too() -> None:
    report = found(entry("les", "taal"), clients=[{"noden": ["taal"]}])
    assert "staat iets open" in report.explain()


@pytest.mark.parametrize("clients", [None, 3, "client", ["client"], {"a": Client()}])
def test_something_else_than_clients_is_a_mistake(clients: Any) -> None:
    with pytest.raises(TypeError, match="takes a Client first"):
        unserved(clients, heemskerk(), on=JUNE)


def test_something_else_than_a_pack_or_a_day_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="takes a pack second"):
        unserved(Client(), "heemskerk", on=JUNE)  # type: ignore[arg-type]  # the mistake that is tried
    with pytest.raises(TypeError, match="on="):
        unserved(Client(), heemskerk(), on="2018-06-01")  # type: ignore[arg-type]  # the mistake that is tried
