"""A client: every fact of the vocabulary, each possibly unknown, and files both ways."""

import typing
from datetime import date

import pytest
from attrs import fields
from hypothesis import given

from participatie import Client, Offer, PolicyError, Profile
from participatie.ladder import ladder, step
from participatie.profile import Reading, dimensions
from participatie.testing import partial_clients
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text
from participatie.vocabulary import Change, Kind, vocabulary

PYTHON = {Boolean: bool, Number: int, Date: date, Code: str, CodeSet: frozenset[str], Text: str}
OWN = {"profiel", "aanbod", "lokaal", "_places", "_stated"}


def test_every_fact_is_a_field_of_the_right_type_and_every_field_a_fact() -> None:
    hints = {
        name: hint
        for cls in (Client, Offer, Profile)
        for name, hint in typing.get_type_hints(cls).items()
        if name not in OWN | {"readings"}
    }
    assert hints.keys() == vocabulary().keys()
    for name, fact in vocabulary().items():
        assert hints[name] == PYTHON[type(fact.type)] | None, name


def test_what_concerns_a_place_or_an_employer_is_in_the_offer() -> None:
    offer = {attribute.name for attribute in fields(Offer)}
    assert offer == {name for name, one in vocabulary().items() if one.concerns in {"aanbod", "werkgever"}}


def test_facts_are_described_in_full() -> None:
    for fact in vocabulary().values():
        assert fact.question.endswith("?"), fact.name
        assert fact.title
        assert fact.answered_by in {
            "client",
            "klantmanager",
            "college",
            "uwv",
            "werkgever",
            "professional",
            "school",
        }
        assert fact.concerns in {"client", "aanbod", "werkgever", "college"}
        assert fact.kind is Kind.FACT or fact.answered_by != "client"
    protected = {name for name, fact in vocabulary().items() if fact.protected}
    assert {"geslacht", "anderstalig", "in_detentie", "verslaving", "mentale_gezondheid"} <= protected
    assert vocabulary()["geboortedatum"].change is Change.NEVER
    assert vocabulary()["leeftijd"].change is Change.WITH_TIME


@given(partial_clients())
def test_files_both_ways_give_an_equal_client(client: Client) -> None:
    assert Client.parse(client.to_yaml()) == client
    assert Client.parse(client.to_json(), "client.json") == client
    assert Client.from_mapping(client.to_mapping()) == client
    assert Client.from_mapping(client.known()) == client


def test_readings_of_another_scale_are_kept() -> None:
    profile = Profile(netwerk=2, readings={"netwerk": Reading(raw=2, width=4, ground="weinig steun")})
    client = Client(profiel=profile)
    assert Client.parse(client.to_yaml()) == client
    flat = {"assen": {"netwerk": {"waarde": 2, "ruw": 2, "breedte": 4, "grond": "weinig steun"}}}
    assert Client.from_mapping(flat) == client


@pytest.mark.parametrize(
    ("mapping", "codes"),
    [
        ({"leeftjd": 3}, ["onbekend_feit"]),
        ({"leeftijd": "27"}, ["verkeerd_type"]),
        ({"leeftijd": True}, ["verkeerd_type"]),
        (
            {"trede": 7, "geslacht": "x", "netwerk": 0},
            ["waarde_buiten_bereik", "onbekende_code", "waarde_buiten_bereik"],
        ),
        ({"geboortedatum": "2018-02-30"}, ["datum_bestaat_niet"]),
        ({"noden": ["schulde"]}, ["onbekende_code"]),
        ({"noden": "schulden"}, ["verkeerd_type"]),
        ({"aanbod": {"trede": 2}}, ["feit_in_ander_deel"]),
        ({"profiel": {"netwerk": {"waarde": 2, "ruw": 5, "breedte": 4}}}, ["ruwe_aflezing"]),
        ({"verdringing": True, "aanbod": {"verdringing": False}}, ["dubbele_sleutel"]),
    ],
)
def test_what_a_mapping_gets_wrong_is_named_all_at_once(mapping: dict[str, object], codes: list[str]) -> None:
    with pytest.raises(PolicyError) as caught:
        Client.from_mapping(mapping)
    assert [one.code for one in caught.value.diagnostics] == codes


def test_the_nearest_name_and_code_are_suggested() -> None:
    with pytest.raises(PolicyError) as caught:
        Client.from_mapping({"leeftjd": 3, "noden": ["schulde"]})
    assert [one.arguments["suggestie"] for one in caught.value.diagnostics] == ["leeftijd", "schulden"]


def test_the_constructor_names_the_right_spelling() -> None:
    with pytest.raises(TypeError, match="leeftijd"):
        Client(leeftjd=3)  # type: ignore[call-arg]  # the mistake that is tried
    with pytest.raises(TypeError, match=r"aanbod=Offer\(verdringing"):
        Client(verdringing=True)  # type: ignore[call-arg]  # the mistake that is tried
    with pytest.raises(TypeError):
        Client(trede="2")  # type: ignore[arg-type]  # the mistake that is tried
    with pytest.raises(ValueError, match="6"):
        Client(trede=7)
    with pytest.raises(ValueError, match="5"):
        Profile(netwerk=6)


def test_nothing_known_shows() -> None:
    client = Client.from_mapping({"leeftijd": 41, "noden": ["schulden"], "netwerk": 1, "verdringing": False})
    assert "41" not in repr(client)
    assert "schulden" not in repr(client) + repr(client.profiel) + repr(client.aanbod)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1991, 3, 2), date(2018, 3, 1), 26),
        (date(1991, 3, 2), date(2018, 3, 2), 27),
        (date(1992, 2, 29), date(2019, 2, 28), 26),
        (date(1992, 2, 29), date(2019, 3, 1), 27),
        (date(1992, 2, 29), date(2020, 2, 29), 28),
    ],
)
def test_age_follows_from_the_date_of_birth(born: date, on: date, age: int) -> None:
    assert Client(geboortedatum=born).facts(on)["leeftijd"] == age


def test_counters_follow_from_their_dates_and_contradictions_name_both() -> None:
    on = date(2018, 6, 1)
    client = Client(startdatum_participatieplaats=date(2017, 12, 2), datum_melding=date(2018, 5, 5))
    facts = client.facts(on)
    assert (facts["maanden_participatieplaats"], facts["weken_sinds_melding"]) == (5, 3)
    later = Client(startdatum_participatieplaats=date(2018, 9, 1)).facts(on)
    assert later["maanden_participatieplaats"] == 0
    with pytest.raises(PolicyError) as caught:
        Client(startdatum_participatieplaats=date(2017, 12, 1), maanden_participatieplaats=5).facts(on)
    (found,) = caught.value.diagnostics
    assert found.code == "tegenspraak_datum"
    assert {found.arguments["naam"], found.arguments["datum"]} == {
        "maanden_participatieplaats",
        "startdatum_participatieplaats",
    }
    with pytest.raises(PolicyError) as caught:
        Client(geboortedatum=date(2019, 1, 1)).facts(on)
    assert caught.value.diagnostics[0].code == "geboren_na_peildatum"


def test_twelve_dimensions_with_two_anchors_each() -> None:
    assert [one.number for one in dimensions()] == list(range(1, 13))
    assert [one.id for one in dimensions()] == list(Profile.names())
    assert all(one.low and one.high and one.low != one.high for one in dimensions())
    assert Profile().known() == {}


def test_steps_compare_and_have_neighbours_on_their_own_ladder_only() -> None:
    vng = ladder("vng")
    assert [one.code for one in vng] == list("123456")
    assert vng[0] < vng[5]
    assert vng[2] >= vng[2]
    assert vng[0].previous is None
    assert vng[5].next is None
    assert vng[3].next == vng[4]
    assert vng[3].previous == vng[2]
    assert step(4).title == "Onbetaald werk"
    assert [one.code for one in ladder("heemskerk")][1:3] == ["2.1", "2.2"]
    assert step(2, "vng") != step(2, "ijmond")
    with pytest.raises(TypeError):
        _ = step(2, "vng") < step(2, "ijmond")
    with pytest.raises(KeyError):
        step(7)
