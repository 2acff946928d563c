"""How far each source was verified, on which day; and what is always shown with an outcome."""

import pytest
from lawcases import HEEMSKERK, JA, NL, assess

from participatie.advice.assessment import Notice
from participatie.sources import Status

PLAATS = {
    "leeftijd": 40,
    "ontvangt_algemene_bijstand": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 0,
}
BIJSTAND = {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "ontvangt_uwv_uitkering": False}
NUGGER = {
    "leeftijd": 30,
    "pensioengerechtigd": False,
    "ontvangt_uwv_uitkering": False,
    "ingeschreven_als_werkzoekende": True,
    "ontvangt_andere_uitkering": False,
}
SCHOOL = {"leeftijd": 19, "school_verzoekt_ondersteuning": True}
LEERWERK = {
    "leeftijd": 20,
    "heeft_startkwalificatie": False,
    "leerwerktraject_geboden": True,
    "ondersteuning_nodig_voor_leerwerktraject": True,
}
VERLENGING = {"maanden_participatieplaats": 36, "kans_verbetert_aanmerkelijk": True}
VOORTZETTING = {"maanden_participatieplaats": 9}

READ, NOT_READ = Status.VERIFIED, Status.UNVERIFIED

#: Each outcome is a yes, so that it rests on all of its conditions.
STATUS = [
    # The consolidated texts of 2018, 2023 and 2026 were read, and say the same of article 10a.
    ("participatieplaats", PLAATS, "2017-12-31", NOT_READ),
    ("participatieplaats", PLAATS, "2018-01-01", READ),
    ("participatieplaats", PLAATS, "2020-06-15", READ),
    ("participatieplaats", PLAATS, "2023-01-01", READ),
    ("participatieplaats", PLAATS, "2025-12-31", READ),
    # Article 7 lid 8 is gone; that 27 is still the age is a reading of this project.
    ("participatieplaats", PLAATS, "2026-01-01", Status.OWN_READING),
    ("participatieplaats", PLAATS, "2026-07-01", Status.OWN_READING),
    ("participatieplaats", PLAATS, "2026-12-31", Status.OWN_READING),
    ("participatieplaats", PLAATS, "2027-01-01", NOT_READ),
    ("participatieplaats_verlenging", VERLENGING, "2017-12-31", NOT_READ),
    ("participatieplaats_verlenging", VERLENGING, "2018-01-01", READ),
    ("participatieplaats_verlenging", VERLENGING, "2026-12-31", READ),
    ("participatieplaats_verlenging", VERLENGING, "2027-01-01", NOT_READ),
    ("participatieplaats_voortzetting", VOORTZETTING, "2017-12-31", NOT_READ),
    ("participatieplaats_voortzetting", VOORTZETTING, "2018-01-01", READ),
    ("participatieplaats_voortzetting", VOORTZETTING, "2027-01-01", NOT_READ),
    ("ondersteuning_7_1_a", BIJSTAND, "2017-12-31", NOT_READ),
    ("ondersteuning_7_1_a", BIJSTAND, "2018-01-01", READ),
    ("ondersteuning_7_1_a", BIJSTAND, "2023-07-01", READ),
    ("ondersteuning_7_1_a", BIJSTAND, "2026-01-01", READ),
    ("ondersteuning_7_1_a", BIJSTAND, "2027-01-01", NOT_READ),
    # Article 6 was not read in the text of 2018.
    ("ondersteuning_7_1_a", NUGGER, "2018-01-01", NOT_READ),
    ("ondersteuning_7_1_a", NUGGER, "2022-12-31", NOT_READ),
    ("ondersteuning_7_1_a", NUGGER, "2023-01-01", READ),
    ("ondersteuning_7_1_a", NUGGER, "2026-01-01", READ),
    ("ondersteuning_7a", SCHOOL, "2026-01-01", READ),
    ("ondersteuning_7a", SCHOOL, "2026-12-31", READ),
    ("ondersteuning_7a", SCHOOL, "2027-01-01", NOT_READ),
    ("leer_werktraject_10f", LEERWERK, "2017-12-31", NOT_READ),
    ("leer_werktraject_10f", LEERWERK, "2018-01-01", READ),
    ("leer_werktraject_10f", LEERWERK, "2025-12-31", READ),
]


@pytest.mark.parametrize(("provision", "known", "day", "status"), STATUS)
def test_status_of_the_participatiewet(provision: str, known: dict[str, object], day: str, status: Status) -> None:
    found = assess(NL, day, known)[provision]
    assert (found.outcome, found.status) == (JA, status)
    shown = {
        READ: None,
        NOT_READ: Notice.SOURCE_UNVERIFIED,
        Status.OWN_READING: Notice.OWN_READING,
    }[status]
    assert not shown or shown in found.notices


HEEMSKERK_STATUS = [
    # Known from a thesis of 1 June 2018; nobody looked whether it still stood afterwards.
    ("2018-03-01", Status.SECONDARY),
    ("2018-06-01", Status.SECONDARY),
    ("2018-06-02", NOT_READ),
    ("2023-06-30", NOT_READ),
]
HEEMSKERK_CASES = [
    ("participatieplaats", PLAATS | {"trede": 2}),
    ("scholing", {"leeftijd": 27, "scholing_vergroot_kansen": True}),
    ("werkstage", {"trede": 3, "langdurig_werkloos": True}),
    (
        "indienstnemingssubsidie",
        {"contractduur_maanden": 6, "maanden_volledige_pw_uitkering": 6, "nog_niet_volledig_inzetbaar": True},
    ),
]


@pytest.mark.parametrize(("day", "status"), HEEMSKERK_STATUS)
@pytest.mark.parametrize(("provision", "known"), HEEMSKERK_CASES)
def test_status_of_the_ordinance(provision: str, known: dict[str, object], day: str, status: Status) -> None:
    found = assess(HEEMSKERK, day, known)[provision]
    assert (found.outcome, found.status) == (JA, status)


def test_the_law_below_the_ordinance_stays_verified() -> None:
    """The weakest source counts for the outcome; each condition keeps its own status."""
    steps = assess(HEEMSKERK, "2018-06-01", PLAATS | {"trede": 2})["participatieplaats"].why.steps
    assert {step.source.status for step in steps if step.layer == NL} == {Status.VERIFIED}
    assert {step.source.status for step in steps if step.layer == HEEMSKERK} == {Status.SECONDARY}


def test_a_no_under_27_rests_on_our_own_reading_in_2026() -> None:
    found = assess(NL, "2026-01-01", {"leeftijd": 26})["participatieplaats"]
    assert found.status is Status.OWN_READING
    assert Notice.OWN_READING in found.notices


def test_a_no_on_another_ground_does_not_rest_on_it() -> None:
    found = assess(NL, "2026-01-01", {"verdringing": True})["participatieplaats"]
    assert found.status is Status.VERIFIED
    assert Notice.OWN_READING not in found.notices


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2018-01-01", "2018-01-01"),
        ("2018-06-01", "2018-01-01"),
        ("2025-12-31", "2023-01-01"),
        ("2026-01-01", "2026-01-01"),
        ("2026-09-01", "2026-07-01"),
    ],
)
def test_the_address_is_that_of_a_text_that_was_read(day: str, text: str) -> None:
    found = assess(NL, day, {})["participatieplaats"]
    assert found.source.url == f"https://wetten.overheid.nl/BWBR0015703/{text}#Artikel10a"


ASSUMED = [
    ("ondersteuning_7_1_a", "2018-01-01", {"wia_verlaters"}),
    ("ondersteuning_7_1_a", "2026-01-01", {"wia_verlaters"}),
    ("proefplaats", "2026-01-01", {"wia_verlaters"}),
    ("ondersteuning_7a", "2026-01-01", {"wia_verlaters", "doorlopen_na_27"}),
    ("participatieplaats", "2018-01-01", {"eerder_werk_zelfde_plek"}),
    ("participatieplaats", "2026-01-01", {"eerder_werk_zelfde_plek"}),
    ("premie_participatieplaats", "2026-01-01", set()),
]


@pytest.mark.parametrize(("provision", "day", "assumed"), ASSUMED)
@pytest.mark.parametrize("known", [{}, {"leeftijd": 30}], ids=["open", "settled or not"])
def test_what_is_assumed_is_always_shown(provision: str, day: str, assumed: set[str], known: dict[str, object]) -> None:
    found = assess(NL, day, known)[provision]
    assert {one.id for one in found.assumptions} == assumed
    text = " ".join(found.explain().split())
    assert all(" ".join(one.text.split()) in text for one in found.assumptions)


def test_an_assumption_of_the_law_shows_under_the_ordinance_too() -> None:
    found = assess(HEEMSKERK, "2018-06-01", {})["participatieplaats"]
    assert [one.id for one in found.assumptions] == ["eerder_werk_zelfde_plek"]
