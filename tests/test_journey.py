"""Journeys: six phases, dated events, files both ways; what is wrong makes a diagnostic and nothing else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import CaseFile, Client, Journey, PolicyError, catalog
from participatie.journey import HIGHEST, LOWEST, JourneyEvent, Moment, feelings, phases

PHASES = [one.code for one in phases()]
FEELINGS = [one.code for one in feelings()]
EXAMPLE = Path(__file__).parents[1] / "examples" / "reis_voorbeeld.yaml"

TEXTS = st.text(min_size=1).filter(str.strip)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    day = draw(st.dates(min_value=date(1000, 1, 1)))
    return Moment.of(day.isoformat()[: draw(st.sampled_from([4, 7, 10]))])


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Journeys of which the phases run forward, written down in any order."""
    when = sorted(draw(st.lists(moments(), max_size=8)), key=lambda one: (one.first, one.last))
    ranks = sorted(draw(st.lists(st.integers(0, 5), min_size=len(when), max_size=len(when))))
    feeling, level = st.none() | st.sampled_from(FEELINGS), st.none() | st.integers(LOWEST, HIGHEST)
    events = [
        JourneyEvent(when=moment, phase=PHASES[rank], text=draw(TEXTS), feeling=draw(feeling), level=draw(level))
        for moment, rank in zip(when, ranks, strict=True)
    ]
    return Journey(
        title=draw(TEXTS),
        events=draw(st.permutations(events)),
        invented=draw(st.booleans()),
        case=draw(st.just("") | TEXTS),
        note=draw(st.just("") | TEXTS),
    )


def wrong(text: str, name: str = "reis.yaml") -> list[tuple[str, int]]:
    """The codes and lines of what is wrong with a file."""
    with pytest.raises(PolicyError) as caught:
        Journey.parse(text, name)
    return [(one.code, one.span.line if one.span else 0) for one in caught.value.diagnostics]


def events(*lines: str) -> str:
    return "\n".join(["reis: Lotte", "gebeurtenissen:", *(f"  - {{{line}}}" for line in lines), ""])


# -- the phases ---------------------------------------------------------------------------


def test_the_six_phases_and_three_feelings_have_names_in_two_languages() -> None:
    assert PHASES == [
        "voorgeschiedenis",
        "start_begeleidingsnood",
        "voortraject",
        "contact_met_organisatie",
        "begeleiding_binnen_project",
        "einde_traject_en_natraject",
    ]
    assert FEELINGS == ["negatief", "neutraal", "positief"]
    assert (phases()[0].title(), phases()[0].title("en")) == ("Voorgeschiedenis", "History")


# -- moments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "first", "last", "written"),
    [
        (2019, date(2019, 1, 1), date(2019, 12, 31), "2019"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        ("2019-05-12", date(2019, 5, 12), date(2019, 5, 12), "2019-05-12"),
        (date(2019, 5, 1), date(2019, 5, 1), date(2019, 5, 1), "2019-05-01"),
    ],
)
def test_a_moment_is_as_precise_as_it_is_written(stated: Any, first: date, last: date, written: str) -> None:
    moment = Moment.of(stated)
    assert (moment.first, moment.last, str(moment)) == (first, last, written)
    assert Moment.of(written) == moment


@pytest.mark.parametrize(
    "stated", ["19", "2019-13", "2019-02-29", "0000", "2019-5", "2019-05-12T00:00", "", -1, "\uff12\uff10\uff11\uff19"]
)
def test_what_is_no_moment_is_refused(stated: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - datetime words some of them
        Moment.of(stated)


@pytest.mark.parametrize("stated", [None, True, 2019.0, ["2019"]])
def test_another_kind_of_thing_is_no_moment(stated: Any) -> None:
    with pytest.raises(TypeError, match="a moment is"):
        Moment.of(stated)


# -- files both ways ----------------------------------------------------------------------


@given(journeys())
def test_a_journey_survives_writing_and_reading(journey: Journey) -> None:
    assert Journey.parse(journey.to_yaml()) == journey
    assert Journey.parse(json.dumps(journey.to_mapping()), "reis.json") == journey


def test_the_example_is_labelled_as_invented_and_has_every_phase() -> None:
    journey = Journey.read(EXAMPLE)
    assert journey.invented
    assert "verzonnen" in journey.title
    assert EXAMPLE.read_text("utf-8").startswith("# Een verzonnen reis")
    assert all(journey.by_phase().values())
    assert {one.feeling for one in journey.events} == {*FEELINGS, None}


@pytest.mark.parametrize("unknown", ["", ", gevoel: onbekend, beleving: onbekend", ", gevoel: ~, beleving: null"])
def test_what_is_not_there_is_unknown(unknown: str) -> None:
    (read,) = Journey.parse(events(f"wanneer: 2019, fase: voortraject, wat: Iets{unknown}")).events
    assert (read.feeling, read.level) == (None, None)


def test_text_stays_as_it_is_written() -> None:
    journey = Journey.parse(events("wanneer: 2019, fase: voortraject, wat: ja"))
    assert journey.events[0].text == "ja"


def test_a_journey_can_be_empty() -> None:
    assert Journey.parse("reis: Lotte\ngebeurtenissen: []\n").in_order() == ()


# -- files that are wrong -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fase: voortraject, wat: Iets", "gebeurtenis_zonder_datum"),
        ("wanneer: onbekend, fase: voortraject, wat: Iets", "gebeurtenis_zonder_datum"),
        ("wanneer: 2019-02-30, fase: voortraject, wat: Iets", "tijdstip_onleesbaar"),
        ("wanneer: [2019], fase: voortraject, wat: Iets", "verkeerd_type"),
        ("wanneer: 2019, fase: voortrajekt, wat: Iets", "onbekende_code"),
        ("wanneer: 2019, fase: [voortraject], wat: Iets", "verkeerd_type"),
        ("wanneer: 2019, wat: Iets", "ontbrekende_sleutel"),
        ("wanneer: 2019, fase: voortraject", "ontbrekende_sleutel"),
        ('wanneer: 2019, fase: voortraject, wat: " "', "ontbrekende_sleutel"),
        ("wanneer: 2019, fase: voortraject, wat: [Iets]", "verkeerd_type"),
        ("wanneer: 2019, fase: voortraject, wat: Iets, gevoel: blij", "onbekende_code"),
        ("wanneer: 2019, fase: voortraject, wat: Iets, beleving: 6", "waarde_buiten_bereik"),
        ("wanneer: 2019, fase: voortraject, wat: Iets, beleving: 0", "waarde_buiten_bereik"),
        ("wanneer: 2019, fase: voortraject, wat: Iets, beleving: goed", "verkeerd_type"),
        ("wanneer: 2019, fase: voortraject, wat: Iets, datum: 3", "onbekende_sleutel"),
    ],
)
def test_an_event_that_is_wrong(line: str, code: str) -> None:
    sound = "wanneer: 2019, fase: voortraject, wat: Iets"
    assert wrong(events(sound, line)) == [(code, 4)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "reis_documenten"),
        ("[]\n", "verkeerde_vorm"),
        ("gebeurtenissen: []\n", "ontbrekende_sleutel"),
        ("reis: Lotte\n", "ontbrekende_sleutel"),
        ("reis: Lotte\ngebeurtenissen: geen\n", "verkeerde_vorm"),
        ("reis: Lotte\ngebeurtenissen: [iets]\n", "verkeerde_vorm"),
        ("reis: Lotte\nverzonnen: misschien\ngebeurtenissen: []\n", "verkeerd_type"),
        ("reis: [Lotte]\ngebeurtenissen: []\n", "verkeerd_type"),
        ("reis: Lotte\ngebeurtenis: []\ngebeurtenissen: []\n", "onbekende_sleutel"),
        ("reis: Lotte\ngebeurtenissen: [\n", "haken_fout"),
        ("reis: Lotte\n---\nreis: Noor\n", "reis_documenten"),
    ],
)
def test_a_journey_that_is_wrong(text: str, code: str) -> None:
    assert [found for found, _ in wrong(text)] == [code]


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = events("fase: voortraject, wat: Iets", "wanneer: 2019, fase: x, wat: Iets, beleving: 9")
    assert wrong(text) == [("gebeurtenis_zonder_datum", 3), ("onbekende_code", 4), ("waarde_buiten_bereik", 4)]


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(PolicyError, match="bestand_niet_gevonden"):
        Journey.read("nergens.yaml")


@given(journeys(), st.data())
def test_a_damaged_journey_is_read_or_refused_and_nothing_else(journey: Journey, data: st.DataObject) -> None:
    text = journey.to_yaml()
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 5)) :]
    try:
        read = Journey.parse(damaged)
    except PolicyError as error:
        assert error.diagnostics
        assert all((error.render(), error.render("en")))
    else:
        assert Journey.parse(read.to_yaml()) == read


@given(journeys().filter(lambda journey: journey.events), st.data())
def test_one_thing_taken_away_or_spoilt_is_the_one_thing_that_is_said(journey: Journey, data: st.DataObject) -> None:
    written = journey.to_mapping()
    event = data.draw(st.sampled_from(written["gebeurtenissen"]))
    damage: dict[str, tuple[str | None, Any, str]] = {
        "datum weg": ("wanneer", None, "gebeurtenis_zonder_datum"),
        "fase weg": ("fase", None, "ontbrekende_sleutel"),
        "wat weg": ("wat", None, "ontbrekende_sleutel"),
        "geen dag": ("wanneer", "2019-02-30", "tijdstip_onleesbaar"),
        "geen fase": ("fase", "vooraf", "onbekende_code"),
        "geen gevoel": ("gevoel", "blij", "onbekende_code"),
        "te hoog": ("beleving", HIGHEST + 1, "waarde_buiten_bereik"),
        "te laag": ("beleving", LOWEST - 1, "waarde_buiten_bereik"),
    }
    key, value, code = damage[data.draw(st.sampled_from(sorted(damage)))]
    event.pop(key, None)
    if value is not None:
        event[key] = value
    assert [found for found, _ in wrong(json.dumps(written), "reis.json")] == [code]


# -- the order of the phases ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "allowed"),
    [
        ("2019", "2019", True),
        ("2019-06", "2019", True),
        ("2019", "2019-06-01", True),
        ("2019-06", "2019-06-01", True),
        ("2019-06-01", "2019-06-01", True),
        ("2019-06-02", "2019-06-01", False),
        ("2019-07", "2019-06-30", False),
        ("2020", "2019", False),
        ("2020", "2019-12-31", False),
    ],
)
def test_an_earlier_phase_ends_where_a_later_one_certainly_began(earlier: str, later: str, allowed: bool) -> None:  # noqa: FBT001 - a column of the table above
    text = events(f"wanneer: {later}, fase: voortraject, wat: a", f"wanneer: {earlier}, fase: voorgeschiedenis, wat: b")
    if allowed:
        assert [one.text for one in Journey.parse(text).in_order()] == ["b", "a"]
    else:
        assert wrong(text) == [("fasen_achteruit", 4)]


def test_the_place_is_that_of_the_date_and_the_phase_is_that_which_began_first() -> None:
    text = events(
        "wanneer: 2021, fase: voorgeschiedenis, wat: a",
        "wanneer: 2020, fase: einde_traject_en_natraject, wat: b",
        "wanneer: 2019, fase: voortraject, wat: c",
    )
    with pytest.raises(PolicyError) as caught:
        Journey.parse(text)
    (found,) = caught.value.diagnostics
    assert str(found.span) == "reis.yaml:3:15"
    assert found.arguments == {"wanneer": "2021", "fase": "voorgeschiedenis", "later": "voortraject", "begin": "2019"}


@given(journeys())
def test_in_order_every_event_stands_once_and_phases_go_up(journey: Journey) -> None:
    ordered = journey.in_order()
    assert sorted(map(id, ordered)) == sorted(map(id, journey.events))
    ranks = [PHASES.index(one.phase) for one in ordered]
    assert ranks == sorted(ranks)
    assert list(journey.by_phase()) == PHASES


# -- in Python -----------------------------------------------------------------------------


def event(**changed: Any) -> JourneyEvent:
    return JourneyEvent(**{"when": 2019, "phase": "voortraject", "text": "Iets", **changed})


@pytest.mark.parametrize(
    ("changed", "error", "said"),
    [
        ({"phase": "voortrajekt"}, ValueError, "did you mean 'voortraject'"),
        ({"phase": "x"}, ValueError, "choose from"),
        ({"feeling": "blij"}, ValueError, "no feeling"),
        ({"level": 0}, ValueError, "lies between"),
        ({"level": 6}, ValueError, "lies between"),
        ({"level": True}, TypeError, "whole number"),
        ({"text": "  "}, ValueError, "what happened"),
        ({"text": 3}, TypeError, "plain text"),
        ({"when": "gisteren"}, ValueError, "no year"),
    ],
)
def test_an_event_is_checked_where_it_is_made(changed: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        event(**changed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"title": " "}, ValueError),
        ({"title": 3}, TypeError),
        ({"invented": "ja"}, TypeError),
        ({"events": "Iets"}, TypeError),
        ({"events": [{"wat": "Iets"}]}, TypeError),
        ({"events": 3}, TypeError),
    ],
)
def test_a_journey_is_checked_where_it_is_made(changed: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Journey(**{"title": "Lotte", **changed})


def test_phases_that_run_backwards_make_no_journey() -> None:
    with pytest.raises(PolicyError, match="fasen_achteruit"):
        Journey(title="Lotte", events=[event(when=2019), event(when=2020, phase="voorgeschiedenis")])


def test_no_text_stands_in_a_repr() -> None:
    assert repr(Journey(title="Lotte", events=[event()], invented=True)) == "<Journey: 1 gebeurtenissen, verzonnen>"
    assert repr(event()) == "<JourneyEvent 2019 voortraject>"


# -- notes of a case -------------------------------------------------------------------------


def test_notes_are_added_to_one_phase_and_what_was_there_stays() -> None:
    journey = Journey(title="Lotte", events=[event()])
    more = journey.with_events_of(
        [(date(2020, 1, 14), "Gesprek", None), ("2020-02", "Plan", "positief")], phase="contact_met_organisatie"
    )
    assert more.events[:1] == journey.events
    assert [(str(one.when), one.text, one.feeling, one.level) for one in more.events[1:]] == [
        ("2020-01-14", "Gesprek", None, None),
        ("2020-02", "Plan", "positief", None),
    ]
    with pytest.raises(PolicyError, match="fasen_achteruit"):
        more.with_events_of([(2021, "Te laat", None)], phase="voortraject")


def test_the_events_of_a_case_file_can_be_notes() -> None:
    with CaseFile(Client(trede=1), catalog.load("heemskerk"), on=date(2018, 6, 1)) as case:
        case.tell(doet_vrijwillig_mee=True, source="gesprek", on=date(2018, 6, 4))
        notes = [(one.on, f"{one.fact}, volgens {one.source}", None) for one in case.events if one.fact]
    journey = Journey(title="Lotte", case="dossier 12").with_events_of(notes, phase="begeleiding_binnen_project")
    assert [str(one.when) for one in journey.events] == ["2018-06-04"]
