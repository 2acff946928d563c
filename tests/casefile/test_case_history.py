"""How an outcome went: every change, by which event, or by time on its first day."""

from datetime import date, timedelta

import pytest
from casefile.happenings import OPENED, cases, pack
from hypothesis import given
from hypothesis import strategies as st
from islands import small

from participatie import CaseFile, Client, Outcome, catalog
from participatie.casefile import Kind, Standing


def _standings(case: CaseFile, name: str, days: list[date]) -> list[Standing]:
    return [Standing.of(case.at(day).advice(on=day)[name]) for day in days]


@given(cases(), st.sampled_from(["pas", "plek", "verf"]), st.integers(0, 300))
def test_its_history_tells_the_first_day_of_every_change(case: CaseFile, name: str, start: int) -> None:
    """Against looking at each day in turn."""
    days = [OPENED + timedelta(days=number) for number in range(start, start + 40)]
    changes = case.history(name, until=days[-1])
    assert changes[0].before is None
    assert [one.before for one in changes[1:]] == [one.after for one in changes[:-1]]
    assert [one.on for one in changes] == sorted(one.on for one in changes)
    told = [[one.after for one in changes if one.on <= day][-1] for day in days]
    assert told == _standings(case, name, days)


def _told(case: CaseFile, name: str, until: date) -> list[tuple[date, str, Kind | None]]:
    changes = case.history(name, until)
    return [(one.on, str(one.after), one.through.kind if one.through else None) for one in changes]


def test_a_birthday_comes_by_itself() -> None:
    client = Client.from_mapping({"geboortedatum": "2002-03-09", "a": True, "norm": True}, words=pack().vocabulary)
    case = CaseFile(client, pack(), on=OPENED)
    assert _told(case, "pas", date(2020, 12, 1)) == [
        (OPENED, "nee", Kind.OPENED),
        (date(2020, 3, 9), "ja", None),
    ]


def test_the_law_turns_by_itself() -> None:
    """The norm is asked until 1 July 2020."""
    case = CaseFile(Client.from_mapping({"leeftijd": 40, "a": True}, words=pack().vocabulary), pack(), on=OPENED)
    assert _told(case, "pas", date(2020, 12, 1)) == [
        (OPENED, "oordeel", Kind.OPENED),
        (date(2020, 7, 1), "ja", None),
    ]


def test_weeks_count_until_a_code_changes() -> None:
    words = pack().vocabulary
    case = CaseFile(Client.from_mapping({"kleur": "groen"}, words=words), pack(), on=OPENED)
    case.tell(datum_melding=date(2020, 1, 8), source="balie", on=date(2020, 1, 10))
    assert _told(case, "verf", date(2020, 6, 1)) == [
        (OPENED, "onbekend (warm, koud)", Kind.OPENED),
        (date(2020, 1, 10), "ja (warm)", Kind.TOLD),
        (date(2020, 2, 12), "ja (koud)", None),
    ]


def test_an_event_and_the_time_on_one_day_are_told_apart() -> None:
    words = pack().vocabulary
    case = CaseFile(
        Client.from_mapping({"geboortedatum": "2002-03-09", "a": True, "norm": True}, words=words), pack(), on=OPENED
    )
    case.correct(norm=False, source="bezwaar", on=date(2020, 3, 9))
    assert _told(case, "pas", date(2020, 3, 9))[1:] == [
        (date(2020, 3, 9), "ja", None),
        (date(2020, 3, 9), "nee", Kind.CORRECTED),
    ]


def test_a_participatieplaats_ends_after_two_years_by_itself() -> None:
    """Article 10a lid 9: no extension was asked for."""
    law = catalog.load("nl_participatiewet")
    facts = {"leeftijd": 41, "ontvangt_algemene_bijstand": True, "ontvangt_uwv_uitkering": False}
    case = CaseFile(Client(**facts), law, on=date(2019, 2, 1))
    place = {"werk_onbeloond": True, "werk_additioneel": True, "verdringing": False}
    case.tell({**place, "startdatum_participatieplaats": date(2019, 3, 4)}, source="plan", on=date(2019, 3, 4))
    for norm in ("kans_op_werk_gering", "vooralsnog_niet_bemiddelbaar"):
        case.judge(norm, True, by="college", because="lang zonder werk", on=date(2019, 3, 4))
    last = case.history("participatieplaats", until=date(2021, 12, 31))[-1]
    assert (last.on, last.after.outcome, last.through) == (date(2021, 3, 4), Outcome.NO, None)


@pytest.mark.parametrize(
    ("test", "facts", "day"),
    [
        ("a", {"datum_melding": "2020-01-08"}, date(2020, 2, 12)),  # by a link, of which the rule knows nothing
        ("niet b", {"begin": "2020-01-31"}, date(2020, 3, 31)),
        ("maanden sinds 2020-01-15 >= 2 maanden", {}, date(2020, 3, 15)),
    ],
)
def test_time_works_through_links_and_dates_of_the_law(test: str, facts: dict[str, object], day: date) -> None:
    law = small(
        "verbanden:\n  - {id: x, als: weken_sinds_melding >= 5 weken, dan: {a: ja}}\n"
        "  - {id: y, als: maanden sinds begin >= 2 maanden, dan: {b: nee}}",
        f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nals: {test}\n",
    )
    case = CaseFile(Client.from_mapping(facts, words=law.vocabulary), law, on=OPENED)
    last = case.history("pas", until=date(2020, 12, 31))[-1]
    assert (last.on, last.after.outcome, last.through) == (day, Outcome.YES, None)
