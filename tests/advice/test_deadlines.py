"""The dates that rules create: article 10a, nine months, and again every six."""

from datetime import date

import pytest
from islands import about, faults, small

from participatie import Advice, Client, advise, catalog


def dates(start: date | None, on: date) -> dict[str, date | None]:
    client = Client(leeftijd=40, ontvangt_algemene_bijstand=True, startdatum_participatieplaats=start)
    outcome = advise(client, catalog.load("nl_participatiewet"), on=on)["participatieplaats"]
    return {due.id: due.on for due in outcome.deadlines}


def test_each_counts_from_the_day_the_place_began() -> None:
    due = dates(date(2018, 3, 1), date(2018, 4, 1))
    assert due["beoordeling"] == date(2018, 12, 1)
    assert due["einde_zonder_vergrote_kansen"] == date(2019, 3, 1)
    assert [due[name] for name in ("einde", "einde_eerste_verlenging", "einde_tweede_verlenging")] == [
        date(2020, 3, 1),
        date(2021, 3, 1),
        date(2022, 3, 1),
    ]


@pytest.mark.parametrize(
    ("on", "premium"),
    [
        (date(2018, 3, 1), date(2018, 9, 1)),
        (date(2018, 9, 1), date(2018, 9, 1)),
        (date(2018, 9, 2), date(2019, 3, 1)),
        (date(2019, 12, 1), date(2020, 3, 1)),
    ],
)
def test_what_comes_again_is_the_next_one(on: date, premium: date) -> None:
    assert dates(date(2018, 3, 1), on)["premie"] == premium


def test_without_a_start_there_is_no_day_but_a_time() -> None:
    client = Client(leeftijd=40, ontvangt_algemene_bijstand=True)
    outcome = advise(client, catalog.load("nl_participatiewet"), on=date(2018, 6, 1))["participatieplaats"]
    assert {due.on for due in outcome.deadlines} == {None}
    assert "9 maanden na startdatum van de participatieplaats: Het college beoordeelt" in outcome.explain()
    assert "9 maanden after startdatum" in outcome.explain(lang="en")


def test_a_no_has_no_dates() -> None:
    outcome = advise(Client(leeftijd=20), catalog.load("nl_participatiewet"), on=date(2018, 6, 1))["participatieplaats"]
    assert outcome.deadlines == ()


def test_a_step_on_the_ladder_is_reviewed() -> None:
    pack = catalog.load("ladder_vng")
    client = Client.from_mapping({"datum_trede_vastgesteld": "2018-01-15"}, words=pack.vocabulary)
    (review,) = advise(client, pack, on=date(2018, 6, 1))["vng_trede"].deadlines
    assert review.on == date(2018, 7, 15)


def test_json_keeps_them() -> None:
    client = Client(leeftijd=40, ontvangt_algemene_bijstand=True, startdatum_participatieplaats=date(2018, 3, 1))
    advice = advise(client, catalog.load("nl_participatiewet"), on=date(2018, 6, 1))
    again = Advice.from_json(advice.to_json())
    assert again["participatieplaats"].deadlines == advice["participatieplaats"].deadlines


TEXT = (
    "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: a\ntermijnen: [{id: t, na: %s, daarna_elke: %s, vanaf: begin}]"
)


def test_beyond_the_calendar_there_is_no_day() -> None:
    pack = small(TEXT % ("1 jaar", "1000 jaar"))
    assert [due.on for due in about(pack, "2016-01-01", begin="9998-05-01")["x"].deadlines] == [date(9999, 5, 1)]
    assert [due.on for due in about(pack, "2016-01-01", begin="9999-05-01")["x"].deadlines] == [None]


@pytest.mark.parametrize("times", [("1 maand", "0 maanden"), ("0 maanden", "1 maand")])
def test_a_time_takes_time(times: tuple[str, str]) -> None:
    assert faults(TEXT % times) == ["geen_tijd"]
