"""Cases that a lawyer can read: what was known when, what changed it, and what falls due."""

from datetime import date

from participatie import CaseFile, Client, Outcome, catalog
from participatie.casefile import Kind

JA, NEE, ONBEKEND, OORDEEL = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT


def _heemskerk(**facts: object) -> CaseFile:
    return CaseFile(Client.from_mapping(facts), catalog.load("heemskerk"), on=date(2018, 6, 1))


def _law(on: date, **facts: object) -> CaseFile:
    return CaseFile(Client.from_mapping(facts), catalog.load("nl_participatiewet"), on=on)


def _history(case: CaseFile, outcome: str, until: date | None = None) -> list[tuple[date, Outcome, str]]:
    changes = case.history(outcome, until)
    return [
        (one.on, one.after.outcome, one.through.fact or one.through.kind if one.through else "de tijd")
        for one in changes
    ]


def test_heemskerk_reserves_a_participatieplaats_for_trede_1_and_2() -> None:
    """Re-integratieverordening 2018: a step up takes it away, and a setback brings it back."""
    case = _heemskerk(leeftijd=41, ontvangt_algemene_bijstand=True, maanden_participatieplaats=0)
    case.tell(trede=2, ontvangt_uwv_uitkering=False, source="intake", on=date(2018, 6, 4))
    case.tell(werk_onbeloond=True, werk_additioneel=True, verdringing=False, source="plan", on=date(2018, 6, 4))
    for norm in ("kans_op_werk_gering", "vooralsnog_niet_bemiddelbaar"):
        case.judge(norm, True, by="college", because="acht jaar zonder werk", on=date(2018, 6, 5))
    case.tell(trede=3, source="voortgangsgesprek", on=date(2018, 9, 3))
    case.tell(trede=2, source="terugval", on=date(2018, 11, 5))
    assert _history(case, "participatieplaats") == [
        (date(2018, 6, 1), ONBEKEND, Kind.OPENED),
        (date(2018, 6, 4), OORDEEL, "verdringing"),
        (date(2018, 6, 5), JA, "vooralsnog_niet_bemiddelbaar"),
        (date(2018, 9, 3), NEE, "trede"),
        (date(2018, 11, 5), JA, "trede"),
    ]


def test_what_was_advised_can_be_accounted_for_afterwards() -> None:
    """On 4 June nobody knew that trede 2 was a mistake."""
    case = _heemskerk(leeftijd=41, ontvangt_algemene_bijstand=True)
    case.tell(trede=2, source="intake", on=date(2018, 6, 4))
    case.correct(trede=4, source="intake", on=date(2018, 6, 11))
    day = date(2018, 6, 4)
    assert case.at(day).advice(on=day)["participatieplaats"].outcome is ONBEKEND
    assert case.advice(on=day)["participatieplaats"].outcome is NEE
    assert case.at(day).client.trede == 2


def test_a_benefit_of_uwv_and_none_are_both_kept_until_somebody_finds_out() -> None:
    """Wajong is a benefit of UWV: one of the two statements is wrong."""
    day = date(2018, 6, 18)
    case = _heemskerk(leeftijd=41, ontvangt_algemene_bijstand=True)
    case.tell(ontvangt_uwv_uitkering=False, source="client", on=date(2018, 6, 4))
    case.tell(ontvangt_wajong=True, source="UWV", on=day)
    (found,) = case.contradictions(on=day)
    assert found.arguments["verband"] == "wajong_is_uwv"
    assert case.advice(on=day)["ondersteuning_7_1_a"].outcome is ONBEKEND
    case.withdraw("ontvangt_wajong", source="UWV: een ander met dezelfde naam", on=date(2018, 6, 25))
    assert case.contradictions(on=date(2018, 6, 25)) == ()
    assert case.advice(on=date(2018, 6, 25))["ondersteuning_7_1_a"].outcome is JA


def test_a_young_person_may_ask_for_bijstand_after_four_weeks() -> None:
    """Article 41 lid 4: the search period, and its end by itself; from 2026 on it can end otherwise."""
    case = _law(date(2023, 1, 2), leeftijd=24)
    case.tell(datum_melding=date(2023, 1, 2), source="melding", on=date(2023, 1, 2))
    (end,) = [one for one in case.due(date(2023, 1, 9)) if one.due.id == "einde_zoektermijn"]
    assert end.on == date(2023, 1, 30)
    name = end.outcome
    assert _history(case, name, date(2023, 3, 1))[-1] == (date(2023, 1, 30), NEE, "de tijd")
    assert not [one for one in case.due(date(2023, 2, 6)) if one.outcome == name]


def test_a_participatieplaats_falls_due_at_9_12_24_36_and_48_months() -> None:
    """Article 10a lid 8 to 10; the premium of lid 6 every half year."""
    case = _law(date(2019, 2, 1), leeftijd=41, ontvangt_algemene_bijstand=True)
    case.tell(startdatum_participatieplaats=date(2019, 3, 4), source="besluit", on=date(2019, 3, 4))
    dates = {
        one.due.id: (one.on, one.passed) for one in case.due(date(2020, 1, 1)) if one.outcome == "participatieplaats"
    }
    assert dates == {
        "scholing_aanbieden": (date(2019, 9, 4), True),
        "beoordeling": (date(2019, 12, 4), True),
        "einde_zonder_vergrote_kansen": (date(2020, 3, 4), False),
        "premie": (date(2020, 3, 4), False),
        "einde": (date(2021, 3, 4), False),
        "einde_eerste_verlenging": (date(2022, 3, 4), False),
        "einde_tweede_verlenging": (date(2023, 3, 4), False),
    }


def test_the_law_turns_under_a_case_that_lies_still() -> None:
    """Article 7a came on 1 January 2026, for people under 27."""
    facts = {"leeftijd": 22, "ontvangt_algemene_bijstand": True, "ontvangt_uwv_uitkering": False}
    more = {"kan_rijksbekostigd_onderwijs_volgen": False, "weken_sinds_melding": 30}
    last = {"school_verzoekt_ondersteuning": False, "in_initieel_hoger_onderwijs": False}
    case = _law(date(2025, 9, 1), **facts, **more, **last)
    assert _history(case, "ondersteuning_7_1_a", date(2026, 2, 1)) == [
        (date(2025, 9, 1), JA, Kind.OPENED),
        (date(2026, 1, 1), NEE, "de tijd"),
    ]
    assert _history(case, "ondersteuning_7a", date(2026, 2, 1))[-1] == (date(2026, 1, 1), OORDEEL, "de tijd")


def test_the_college_decides_otherwise_for_one_person() -> None:
    """It is written beside the outcome: the rule has not changed."""
    case = _heemskerk(leeftijd=26, ontvangt_algemene_bijstand=True)
    before = case.advice(on=date(2018, 6, 5))["participatieplaats"]
    case.hardship("participatieplaats", by="A. de Wit", because="Over drie weken 27.", on=date(2018, 6, 5))
    assert case.advice(on=date(2018, 6, 5))["participatieplaats"] == before
    said = case.explain("participatieplaats", on=date(2018, 6, 5))
    assert said.startswith("Participatieplaats: nee")
    assert "gebeurtenis 2, 5 juni 2018, hardheid, door A. de Wit: Over drie weken 27." in said
