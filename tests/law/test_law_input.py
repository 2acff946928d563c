"""Facts that contradict each other are an error; what follows from a fact counts as known."""

import pytest
from lawcases import EVERY_DAY, JA, NEE, NL, ONBEKEND, assess

from participatie import PolicyError


def codes(day: str, known: dict[str, object]) -> list[tuple[str, str]]:
    """What is wrong, and with which fact."""
    with pytest.raises(PolicyError) as raised:
        assess(NL, day, known)
    return [(one.code, str(one.arguments["naam"])) for one in raised.value.diagnostics]


@pytest.mark.parametrize("day", EVERY_DAY)
def test_an_age_that_contradicts_the_date_of_birth(day: str) -> None:
    with pytest.raises(PolicyError) as raised:
        assess(NL, day, {"geboortedatum": "1980-06-01", "leeftijd": 26})
    [found] = raised.value.diagnostics
    assert (found.code, found.arguments["naam"], found.arguments["datum"]) == (
        "tegenspraak_datum",
        "leeftijd",
        "geboortedatum",
    )


def test_an_age_that_agrees_with_the_date_of_birth() -> None:
    """On the day before the birthday only, and no day later."""
    known = {"geboortedatum": "1991-06-01", "leeftijd": 26}
    assert assess(NL, "2018-05-31", known)["participatieplaats"].outcome is NEE
    assert codes("2018-06-01", known) == [("tegenspraak_datum", "leeftijd")]


def test_months_that_contradict_the_start_of_the_participatieplaats() -> None:
    known = {"startdatum_participatieplaats": "2018-01-01", "maanden_participatieplaats": 12}
    assert codes("2018-06-01", known) == [("tegenspraak_datum", "maanden_participatieplaats")]


def test_weeks_that_contradict_the_melding() -> None:
    known = {"datum_melding": "2018-05-01", "weken_sinds_melding": 3}
    assert codes("2018-06-01", known) == [("tegenspraak_datum", "weken_sinds_melding")]


@pytest.mark.parametrize("day", EVERY_DAY)
def test_wajong_without_a_benefit_from_uwv(day: str) -> None:
    known = {"ontvangt_wajong": True, "ontvangt_uwv_uitkering": False}
    assert codes(day, known) == [("tegenspraak_feiten", "ontvangt_uwv_uitkering")]


def test_bijstand_without_a_benefit_of_the_list() -> None:
    known = {"ontvangt_algemene_bijstand": True, "ontvangt_andere_uitkering": False}
    assert codes("2026-01-01", known) == [("tegenspraak_feiten", "ontvangt_andere_uitkering")]


def test_every_contradiction_is_reported_at_once() -> None:
    known = {"ontvangt_wajong": True, "ontvangt_uwv_uitkering": False, "ontvangt_andere_uitkering": False}
    assert set(codes("2026-01-01", known)) == {
        ("tegenspraak_feiten", "ontvangt_uwv_uitkering"),
        ("tegenspraak_feiten", "ontvangt_andere_uitkering"),
    }


@pytest.mark.parametrize("day", EVERY_DAY)
def test_wajong_is_a_benefit_from_uwv(day: str) -> None:
    """Article 7 lid 3 c: it stands in the way, without anyone saying that UWV pays it."""
    known = {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "ontvangt_wajong": True}
    support = assess(NL, day, known)["ondersteuning_7_1_a"]
    assert (support.outcome, support.missing) == (
        ONBEKEND,
        ("valt_onder_artikel_10_lid_2", "overeenkomst_college_uwv"),
    )
    no_exception = {"valt_onder_artikel_10_lid_2": False, "overeenkomst_college_uwv": False}
    assert assess(NL, day, known | no_exception)["ondersteuning_7_1_a"].outcome is NEE


def test_the_explanation_says_from_what_it_follows() -> None:
    known = {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "ontvangt_wajong": True}
    steps = assess(NL, "2026-01-01", known)["ondersteuning_7_1_a"].why.walk()
    seen = {(one.value, one.because) for step in steps for one in step.seen if one.name == "ontvangt_uwv_uitkering"}
    assert seen == {("ja", "Een Wajong-uitkering is een uitkering van UWV")}


def test_who_receives_bijstand_is_not_niet_uitkeringsgerechtigd() -> None:
    """Article 6 a: bijstand is a benefit of that list."""
    known = {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "ingeschreven_als_werkzoekende": True}
    assert assess(NL, "2026-01-01", known)["nugger"].outcome is NEE


def test_who_receives_no_benefit_of_the_list_receives_no_bijstand() -> None:
    known = {"leeftijd": 40, "ontvangt_andere_uitkering": False, "overeenkomst_college_uwv": False}
    assert assess(NL, "2026-01-01", known)["participatieplaats"].outcome is NEE


@pytest.mark.parametrize(("age", "outcome"), [(64, JA), (65, ONBEKEND)])
def test_below_65_nobody_has_reached_pension_age(age: int, outcome: str) -> None:
    """The age itself is in another law, which was not read: from 65 on it is asked."""
    known = {"leeftijd": age, "ingeschreven_als_werkzoekende": True, "ontvangt_andere_uitkering": False}
    found = assess(NL, "2026-01-01", known)["nugger"]
    assert (found.outcome, found.missing) == (outcome, () if outcome is JA else ("pensioengerechtigd",))


def test_from_no_benefit_from_uwv_nothing_follows_about_bijstand() -> None:
    found = assess(NL, "2026-01-01", {"leeftijd": 40, "ontvangt_uwv_uitkering": False})
    assert "ontvangt_algemene_bijstand" in found["participatieplaats"].missing
