"""Heemskerk in 2018: the rest of its ordinance, and the trajectories of its folder and of annex 5."""

from datetime import date
from typing import Any

import pytest
from lawcases import (
    HEEMSKERK,
    JA,
    NEE,
    ONBEKEND,
    OORDEEL,
    Case,
    assess,
    check,
    check_never_turned_round,
    ids,
    table,
    without,
)

from participatie import PolicyError, catalog
from participatie.policy.snapshot import Decided
from participatie.policy.voorziening import Category, Daypart, Kind, Voorziening, Weekday
from participatie.sources import Status

DAY = "2018-06-01"

# -- the ordinance ----------------------------------------------------------------------------

BIJSTAND = {"leeftijd": 40, "ontvangt_algemene_bijstand": True, "ontvangt_uwv_uitkering": False}
DETACHERING = BIJSTAND | {"dienstverband_via_derde": True}
UWV = ("ontvangt_uwv_uitkering", "valt_onder_artikel_10_lid_2", "overeenkomst_college_uwv")

DETACHERINGSBAAN = table(
    "detacheringsbaan",
    ("ord. art. 9", "bijstand and a contract through an agency", DAY, DETACHERING, JA),
    ("ord. art. 9", "a contract with the employer", DAY, DETACHERING | {"dienstverband_via_derde": False}, NEE),
    ("art. 7 lid 3 c", "UWV pays", DAY, DETACHERING | dict.fromkeys(UWV, False) | {UWV[0]: True}, NEE),
    # What is missing decides.
    ("ord. art. 9", "with whom is not known", DAY, BIJSTAND, ONBEKEND, "dienstverband_via_derde"),
    ("art. 7 lid 3 c", "whether UWV pays is not known", DAY, without(DETACHERING, UWV[0]), ONBEKEND, *UWV),
    # What is missing does not matter.
    ("ord. art. 9", "with the employer, all else unknown", DAY, {"dienstverband_via_derde": False}, NEE),
    ("ord. art. 9", "not there yet", "2018-02-28", DETACHERING, NEE),
    pack=HEEMSKERK,
)

JOBCOACH = {
    "werknemer_met_beperking": True,
    "begeleiding_systematisch": True,
    "zonder_begeleiding_niet_in_staat": True,
}

PERSOONLIJKE_ONDERSTEUNING = table(
    "persoonlijke_ondersteuning",
    ("ord. art. 11", "all three", DAY, JOBCOACH, JA),
    *(("ord. art. 11", f"not {name}", DAY, JOBCOACH | {name: False}, NEE) for name in JOBCOACH),
    ("ord. art. 11", "now and then, all else unknown", DAY, {"begeleiding_systematisch": False}, NEE),
    *(
        ("ord. art. 11", f"{name} not known", DAY, without(JOBCOACH, name), open_, name)
        for name, open_ in zip(JOBCOACH, (ONBEKEND, ONBEKEND, OORDEEL), strict=True)
    ),
    pack=HEEMSKERK,
)

ACTIVERING = BIJSTAND | {"activiteit_onbeloond_maatschappelijk_zinvol": True, "draagt_bij_aan_participatie": True}

SOCIALE_ACTIVERING = table(
    "sociale_activering",
    ("ord. art. 12", "unpaid, useful, and it contributes", DAY, ACTIVERING, JA),
    ("ord. art. 12", "does not contribute", DAY, ACTIVERING | {"draagt_bij_aan_participatie": False}, NEE),
    (
        "ord. art. 12",
        "paid, all else unknown",
        DAY,
        {"activiteit_onbeloond_maatschappelijk_zinvol": False},
        NEE,
    ),
    (
        "ord. art. 12",
        "has not been judged",
        DAY,
        without(ACTIVERING, "draagt_bij_aan_participatie"),
        OORDEEL,
        "draagt_bij_aan_participatie",
    ),
    (
        "ord. art. 12",
        "of the activity nothing is known",
        DAY,
        BIJSTAND,
        ONBEKEND,
        "activiteit_onbeloond_maatschappelijk_zinvol",
        "draagt_bij_aan_participatie",
    ),
    pack=HEEMSKERK,
)

RAAD, WET = "raad_vooraf_geinformeerd", "pilot_past_binnen_wet"

PILOT = table(
    "pilot",
    ("ord. art. 15 lid 3", "fits the law, the council knows", DAY, {WET: True, RAAD: True}, JA),
    ("ord. art. 15 lid 3", "the council does not know", DAY, {RAAD: False}, NEE),
    ("ord. art. 15 lid 3", "does not fit the law", DAY, {WET: False}, NEE),
    ("ord. art. 15 lid 3", "the fit has not been judged", DAY, {RAAD: True}, OORDEEL, WET),
    ("ord. art. 15 lid 3", "whether the council knows is not known", DAY, {WET: True}, ONBEKEND, RAAD),
    pack=HEEMSKERK,
)

ORDINANCE = [*DETACHERINGSBAAN, *PERSOONLIJKE_ONDERSTEUNING, *SOCIALE_ACTIVERING, *PILOT]

# -- the folder ---------------------------------------------------------------------------------

ERNSTIG = "ernstige_psychiatrische_problematiek"
KLACHTEN = ["burn_out", "somberheid", "depressie", "angst", "slaapproblemen", "spanning", "dwang", "adhd"]
OUDERE = "oudere_met_psychiatrische_stoornis_of_dementie"

GGZ_GROEP = table(
    "ggz_groep",
    *(
        ("folder 2.1", f"{one}, not severe", DAY, {"psychische_klachten": [one], ERNSTIG: False}, JA)
        for one in KLACHTEN
    ),
    ("folder 2.1", "severe", DAY, {"psychische_klachten": ["angst"], ERNSTIG: True}, NEE),
    ("folder 2.1", "severe, all else unknown", DAY, {ERNSTIG: True}, NEE),
    ("folder 2.1", "another complaint", DAY, {"psychische_klachten": ["rouw"], ERNSTIG: False}, NEE),
    ("folder 2.1", "no complaints, all else unknown", DAY, {"psychische_klachten": []}, NEE),
    ("folder 2.1", "severity not known", DAY, {"psychische_klachten": ["angst"]}, ONBEKEND, ERNSTIG),
    ("folder 2.1", "complaints not known", DAY, {ERNSTIG: False}, ONBEKEND, "psychische_klachten"),
    pack=HEEMSKERK,
)

DIJK_EN_DUIN = table(
    "dijk_en_duin",
    ("folder 2.1", "an adult, severe", DAY, {"leeftijd": 18, ERNSTIG: True}, JA),
    ("folder 2.1", "17, severe", DAY, {"leeftijd": 17, ERNSTIG: True, OUDERE: False}, NEE),
    ("folder 2.1", "elderly with dementia, severity not known", DAY, {OUDERE: True}, JA),
    ("folder 2.1", "neither", DAY, {ERNSTIG: False, OUDERE: False}, NEE),
    ("folder 2.1", "an adult, severity not known", DAY, {"leeftijd": 40, OUDERE: False}, ONBEKEND, ERNSTIG),
    pack=HEEMSKERK,
)

STAPIN = {"moeite_met_nederlands": True, "basismeter_geschikt": True, "doet_vrijwillig_mee": True}

STAPIN_DEELNEMER = table(
    "stapin_deelnemer",
    ("folder 2.1", "all three", DAY, STAPIN, JA),
    *(("folder 2.1", f"not {name}", DAY, STAPIN | {name: False}, NEE) for name in STAPIN),
    *(("folder 2.1", f"{name} not known", DAY, without(STAPIN, name), ONBEKEND, name) for name in STAPIN),
    pack=HEEMSKERK,
)

ANDERSTALIGE_VROUW = {"geslacht": "vrouw", "anderstalig": True}

TAALCAFE = table(
    "taalcafe",
    ("folder 2.2", "a woman with another mother tongue", DAY, ANDERSTALIGE_VROUW, JA),
    ("folder 2.2", "a man, all else unknown", DAY, {"geslacht": "man"}, NEE),
    ("folder 2.2", "Dutch as mother tongue, all else unknown", DAY, {"anderstalig": False}, NEE),
    *(
        ("folder 2.2", f"{name} not known", DAY, without(ANDERSTALIGE_VROUW, name), ONBEKEND, name)
        for name in ANDERSTALIGE_VROUW
    ),
    pack=HEEMSKERK,
)

MAN_IN_HEEMSKERK = {"geslacht": "man", "woongemeente": "heemskerk"}

WERELDMANNEN = table(
    "wereldmannen",
    ("folder 2.2", "a man in Heemskerk", DAY, MAN_IN_HEEMSKERK, JA),
    ("folder 2.2", "with a capital", DAY, MAN_IN_HEEMSKERK | {"woongemeente": "Heemskerk"}, JA),
    ("folder 2.2", "a man in Velsen", DAY, MAN_IN_HEEMSKERK | {"woongemeente": "velsen"}, NEE),
    ("folder 2.2", "a woman, all else unknown", DAY, {"geslacht": "vrouw"}, NEE),
    *(
        ("folder 2.2", f"{name} not known", DAY, without(MAN_IN_HEEMSKERK, name), ONBEKEND, name)
        for name in MAN_IN_HEEMSKERK
    ),
    pack=HEEMSKERK,
)

INBURGERAAR = {"van_buiten_eu_voor_langer_verblijf": True, "brief_duo_inburgering": True}

INBURGERING = table(
    "inburgering",
    ("folder 2.3", "from outside the EU, with the letter", DAY, INBURGERAAR, JA),
    *(("folder 2.3", f"not {name}, all else unknown", DAY, {name: False}, NEE) for name in INBURGERAAR),
    *(("folder 2.3", f"{name} not known", DAY, without(INBURGERAAR, name), ONBEKEND, name) for name in INBURGERAAR),
    pack=HEEMSKERK,
)

BEHEER = {"wil_vrijwilligerswerk": True, "heeft_bhv_diploma": True, "heeft_instructie_alcohol": True}

BEHEERVRIJWILLIGER = table(
    "beheervrijwilliger",
    ("folder 2.4", "wants to, with both papers", DAY, BEHEER, JA),
    *(("folder 2.4", f"not {name}, all else unknown", DAY, {name: False}, NEE) for name in BEHEER),
    *(("folder 2.4", f"{name} not known", DAY, without(BEHEER, name), ONBEKEND, name) for name in BEHEER),
    pack=HEEMSKERK,
)

VIJFTIG = {"leeftijd": 50, "langdurig_werkloos": True}

PILOT_50_PLUS = table(
    "pilot_50_plus",
    ("folder 2.5", "50, long-term unemployed", DAY, VIJFTIG, JA),
    ("folder 2.5", "49", DAY, VIJFTIG | {"leeftijd": 49}, NEE),
    ("folder 2.5", "50 on the day", DAY, {"geboortedatum": "1968-06-01", "langdurig_werkloos": True}, JA),
    ("folder 2.5", "50 the day after", DAY, {"geboortedatum": "1968-06-02", "langdurig_werkloos": True}, NEE),
    ("folder 2.5", "short, all else unknown", DAY, {"langdurig_werkloos": False}, NEE),
    *(("folder 2.5", f"{name} not known", DAY, without(VIJFTIG, name), ONBEKEND, name) for name in VIJFTIG),
    pack=HEEMSKERK,
)

DAGBESTEDING = table(
    "dagbesteding",
    ("annex 5", "trede 1, a place", DAY, {"trede": 1, "plek_vrij": True}, JA),
    ("annex 5", "trede 2, all else unknown", DAY, {"trede": 2}, NEE),
    ("annex 5", "no place, all else unknown", DAY, {"plek_vrij": False}, NEE),
    ("annex 5", "trede 1, place not known", DAY, {"trede": 1}, ONBEKEND, "plek_vrij"),
    ("annex 5", "a place, trede not known", DAY, {"plek_vrij": True}, ONBEKEND, "trede"),
    pack=HEEMSKERK,
)

#: The trajectories with a single condition: the fact, what it must be, and what it must not be.
SINGLE: list[tuple[str, str, Any, Any]] = [
    ("ggz_interventie", "verslaving", True, False),
    ("brijder", "verslaving", True, False),
    ("argonaut_medisch_advies", "geeft_medische_belemmering_aan", True, False),
    ("taalhuis", "moeite_met_nederlands", True, False),
    ("taalcarrousel", "anderstalig", True, False),
    ("conversatie_nederlands", "beheerst_basis_nederlands", True, False),
    ("salonvrouwen", "geslacht", "vrouw", "man"),
    ("fietsles_vrouwen", "geslacht", "vrouw", "man"),
    ("yoga", "ontvangt_algemene_bijstand", True, False),
    ("zumba", "ontvangt_algemene_bijstand", True, False),
    ("mantelzorg", "mantelzorg_meer_dan_gebruikelijk", True, False),
]
#: What the intake still has to establish is a judgement, not an unknown.
JUDGED = {"beheerst_basis_nederlands"}

SINGLE_CASES = [
    case
    for provision, fact, yes, no in SINGLE
    for case in table(
        provision,
        ("folder", f"{fact} is {yes}", DAY, {fact: yes}, JA),
        ("folder", f"{fact} is {no}", DAY, {fact: no}, NEE),
        ("folder", f"{fact} not known", DAY, {"leeftijd": 40}, OORDEEL if fact in JUDGED else ONBEKEND, fact),
        pack=HEEMSKERK,
    )
]

FOLDER = [
    *GGZ_GROEP,
    *DIJK_EN_DUIN,
    *STAPIN_DEELNEMER,
    *TAALCAFE,
    *WERELDMANNEN,
    *INBURGERING,
    *BEHEERVRIJWILLIGER,
    *PILOT_50_PLUS,
    *DAGBESTEDING,
    *SINGLE_CASES,
]

CASES = [*ORDINANCE, *FOLDER]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_source_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


# -- what the packs state -----------------------------------------------------------------------

#: Of the eleven provisions of the ordinance (articles 5 to 13), those that the law itself makes.
STATUTORY = (
    "participatieplaats",
    "beschut_werk",
    "loonkostensubsidie",
    "begeleiding_werkplek",
    "leer_werktraject_10f",
)


def provisions(pack: str, work: str = "") -> dict[str, tuple[Decided, Voorziening]]:
    """The provisions of a pack's own layer whose source begins with ``work``."""
    return {
        name: (versions[0], versions[0].document)
        for name, versions in catalog.load(pack).decisions.items()
        if versions[0].layer == pack
        and isinstance(versions[0].document, Voorziening)
        and versions[0].document.kind is Kind.PROVISION
        and versions[0].source.work.startswith(work)
    }


OWN = provisions(HEEMSKERK)
ORDINANCE_OWN = provisions(HEEMSKERK, "Re-integratieverordening")
MAP = provisions(HEEMSKERK, "Trajectenmap")
ANNEX = provisions(HEEMSKERK, "Overzicht")
OTHERS = provisions("velsen") | provisions("flextensie")
#: Every activity: what the folder and annex 5 offer.
ACTIVITIES = MAP | ANNEX
#: A trajectory may be two entries, one for each role in it: "StapIn: deelnemer", "StapIn: taalvriend".
TRAJECTORIES = {one.title.partition(":")[0]: one for _, one in MAP.values()}


def test_sixty_eight_entries() -> None:
    """Eleven of the ordinance, 48 of the folder, five of annex 5, four of other municipalities.

    The premium comes with the participatieplaats, and the clause on pilots is about others to come.
    """
    ordinance = {*STATUTORY, *ORDINANCE_OWN} - {"pilot"}
    assert (len(ordinance), len(TRAJECTORIES), len(ANNEX), len(OTHERS)) == (11, 48, 5, 4)
    assert len(ordinance) + len(TRAJECTORIES) + len(ANNEX) + len(OTHERS) == 68
    assert {*ORDINANCE_OWN, *ACTIVITIES} == OWN.keys()


def test_the_second_role_in_stapin_makes_forty_nine() -> None:
    assert len(MAP) == 49
    assert {name for name, (_, one) in MAP.items() if one.title.startswith("StapIn")} == {
        "stapin_deelnemer",
        "stapin_taalvriend",
    }


def test_the_statutory_provisions_of_the_ordinance_are_those_of_the_law() -> None:
    law = catalog.load("nl_participatiewet").decisions
    assert set(STATUTORY) <= law.keys()


@pytest.mark.parametrize(("step", "count"), [("2.1", 7), ("2.2", 22), ("2.3", 3), ("2.4", 15), ("2.5", 1), ("2.6", 0)])
def test_as_many_trajectories_on_each_step_as_the_folder_has(step: str, count: int) -> None:
    assert sum(step in one.suits for one in TRAJECTORIES.values()) == count


@pytest.mark.parametrize(
    ("category", "count"),
    [
        (Category.CARE, 6),
        (Category.MEDICAL, 1),
        (Category.LANGUAGE, 8),
        (Category.MEETING, 7),
        (Category.MOVEMENT, 7),
        (Category.TEGENPRESTATIE, 3),
        (Category.VOLUNTEERING, 16),
        (Category.PRE_REINTEGRATION, 1),
    ],
)
def test_categories_of_the_folder(category: Category, count: int) -> None:
    assert sum(one.category is category for _, one in MAP.values()) == count


def test_a_category_is_left_out_only_where_no_source_gives_one() -> None:
    assert {name for name, (_, one) in OWN.items() if one.category is None} == {"direct_naar_werk", "web"}


def test_all_is_known_from_a_second_source() -> None:
    assert {decided.source.status for decided, _ in (OWN | OTHERS).values()} == {Status.SECONDARY}


def test_each_activity_helps_with_one_to_three_needs() -> None:
    assert all(1 <= len(one.helps_with) <= 3 for _, one in (ACTIVITIES | OTHERS).values())


def test_who_is_established_earlier_goes_before() -> None:
    """Article 6: an order between people, which says nothing about one of them."""
    found = assess(HEEMSKERK, DAY, {})["beschut_werk"]
    [order] = [one for one in found.assumptions if one.id == "beschut_voorrang"]
    assert "datum_vaststelling_beschut" in order.text
    assert "datum_vaststelling_beschut" not in found.missing


# -- no conditions, and hints that are none -----------------------------------------------------

BARE = sorted(name for name, (_, one) in ACTIVITIES.items() if not one.conditions)


def test_what_has_no_conditions_is_said_to_have_none() -> None:
    pack = catalog.load(HEEMSKERK)
    [concerns] = [one.concerns for one, _ in pack.assumptions if one.id == "geen_voorwaarden_genoemd"]
    assert sorted(concerns) == BARE


@pytest.mark.parametrize("name", BARE)
def test_without_conditions_it_is_open_to_anyone(name: str) -> None:
    found = assess(HEEMSKERK, DAY, {})[name]
    assert (found.outcome, found.missing) == (JA, ())
    assert "geen_voorwaarden_genoemd" in {one.id for one in found.assumptions}


def test_the_step_is_a_hint_and_no_condition() -> None:
    """Whatever the step, the outcome of each trajectory of the folder is the same."""
    outcomes = {
        step: {name: assess(HEEMSKERK, DAY, {"subtrede": step})[name].outcome for name in MAP}
        for step in ("1", "2.1", "2.4", "6")
    }
    assert all(one == outcomes["1"] for one in outcomes.values())


VOLUNTEERING = sorted(name for name, (_, one) in MAP.items() if one.category is Category.VOLUNTEERING)


@pytest.mark.parametrize("name", VOLUNTEERING)
def test_who_volunteers_has_to_want_to(name: str) -> None:
    asked = assess(HEEMSKERK, DAY, {})[name]
    assert (asked.outcome, asked.missing[0]) == (ONBEKEND, "wil_vrijwilligerswerk")
    assert assess(HEEMSKERK, DAY, {"wil_vrijwilligerswerk": False})[name].outcome is NEE
    wants = assess(HEEMSKERK, DAY, {"wil_vrijwilligerswerk": True})[name].outcome
    assert wants is (ONBEKEND if name == "beheervrijwilliger" else JA)


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_day_before_the_ordinance_there_is_nothing(name: str) -> None:
    found = assess(HEEMSKERK, "2018-02-28", {})[name]
    assert found.outcome is NEE
    assert found.reason is not None
    assert found.reason.since == date(2018, 3, 1)


# -- what is offered ----------------------------------------------------------------------------


def test_what_a_klantmanager_cannot_start() -> None:
    found = {name for name, (_, one) in OWN.items() if one.offering and "klantmanager" in one.offering.not_started_by}
    assert found == {"ggz_groep", "dijk_en_duin", "ggz_interventie", "wmo", "ggd", "inburgering"}


def test_what_is_free_and_what_is_not() -> None:
    free = {name: one.offering.free for name, (_, one) in ACTIVITIES.items() if one.offering}
    assert {name for name, is_free in free.items() if is_free} == {"stapin_deelnemer", "yoga", "zumba"}
    costs = {
        name: one.offering.cost.amount.value
        for name, (_, one) in ACTIVITIES.items()
        if one.offering and one.offering.cost and one.offering.cost.amount
    }
    assert costs == {
        "conversatie_nederlands": 10000,
        "taalcarrousel": 100,
        "spelletjesmiddag": 150,
        "koken_voor_de_buurt": 400,
    }
    assert set(costs) == {name for name, is_free in free.items() if is_free is False}


ELKE_WEEK = [
    ("taalcafe", Weekday.WEDNESDAY, Daypart.MORNING),
    ("taalcarrousel", Weekday.FRIDAY, Daypart.AFTERNOON),
    ("koken_voor_de_buurt", Weekday.WEDNESDAY, None),
    ("koken_voor_de_buurt", Weekday.FRIDAY, None),
    ("fietsen", Weekday.TUESDAY, Daypart.MORNING),
    ("wandelgroep", Weekday.MONDAY, Daypart.MORNING),
    ("yoga", Weekday.TUESDAY, Daypart.MORNING),
    ("zumba", Weekday.THURSDAY, Daypart.MORNING),
]
SOMS = [
    ("alleen_is_ook_maar_alleen", Weekday.SUNDAY, Daypart.AFTERNOON),
    ("buurtkoffie", Weekday.MONDAY, None),
    ("gastheer_buurtkoffie", Weekday.MONDAY, None),
    ("spelletjesmiddag", Weekday.SUNDAY, Daypart.AFTERNOON),
    ("wijkwandelen", Weekday.THURSDAY, None),
]


def slots(kind: str) -> list[tuple[str, Weekday, Daypart | None]]:
    """The moments on a known day, those of every week or those now and then."""
    return sorted(
        (
            (name, slot.day, slot.part)
            for name, (_, one) in ACTIVITIES.items()
            for slot in (one.offering.schedule if one.offering else ())
            if slot.day is not None and slot.occasional is (kind == "now and then")
        ),
        key=str,
    )


@pytest.mark.parametrize(("kind", "expected"), [("every week", ELKE_WEEK), ("now and then", SOMS)])
def test_the_days_of_the_folder(kind: str, expected: list[tuple[str, Weekday, Daypart | None]]) -> None:
    assert slots(kind) == sorted(expected, key=str)


def test_cycling_and_yoga_fall_on_the_same_morning() -> None:
    cycling, yoga, zumba = (MAP[name][1].offering for name in ("fietsen", "yoga", "zumba"))
    assert cycling
    assert yoga
    assert zumba
    assert cycling.clashes(yoga)
    assert not cycling.clashes(zumba)


def test_five_places_in_the_day_activities() -> None:
    capacities = {name: one.offering.capacity for name, (_, one) in OWN.items() if one.offering}
    assert {name: count for name, count in capacities.items() if count is not None} == {"dagbesteding": 5}


# -- who carries it out, and what the sources do not agree on ------------------------------------


@pytest.mark.parametrize(
    ("trede", "code"),
    [(1, "gemeente"), (2, "gemeente"), *((trede, "ijmond_werkt") for trede in (3, 4, 5, 6))],
)
def test_who_carries_it_out(trede: int, code: str) -> None:
    assert assess(HEEMSKERK, DAY, {"trede": trede})["uitvoerder"].codes == (code,)


def test_without_a_trede_nobody_knows_who_carries_it_out() -> None:
    found = assess(HEEMSKERK, DAY, {})["uitvoerder"]
    assert (found.outcome, found.missing) == (ONBEKEND, ("trede",))


def test_the_contradictions_stay_visible() -> None:
    found = {str(one.id): set(map(str, one.concerns)) for one, _ in catalog.load(HEEMSKERK).contradictions}
    expected: dict[str, set[str]] = {
        "aantal_in_trede_1": set(),
        "stapin_subtrede": {"stapin_deelnemer", "stapin_taalvriend"},
        "leefgebieden_intake_sas": set(),
        "participatieplaats_trede_1": {"participatieplaats"},
        "taalcafe_alleen_vrouwen": {"taalcafe"},
        "inburgering_als_tegenprestatie": {"inburgering"},
    }
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("substep", "step", "party"),
    [("1", 1, "gemeente"), ("2.1", 2, "gemeente"), ("2.6", 2, "gemeente"), ("3", 3, "ijmond_werkt")],
)
def test_a_substep_lies_within_a_step(substep: str, step: int, party: str) -> None:
    """Annex 1: whoever is registered on 2.2 is on trede 2, and the municipality is responsible."""
    advice = assess(HEEMSKERK, "2018-06-01", {"subtrede": substep})
    assert advice["uitvoerder"].certain == (party,)
    assert ("trede" in advice["participatieplaats"].missing) is False
    with pytest.raises(PolicyError, match="tegenspraak_feiten"):
        assess(HEEMSKERK, "2018-06-01", {"subtrede": substep, "trede": step % 6 + 1})
