"""The Flemish instruments, the integration model, and who belongs in a partnership: eight personas, thirteen arguments.

The statutes and decrees were not read: what a second source says of them is tried here, and what no
source says stays with VDAB, or with a person.
"""

import functools
import itertools
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from lawcases import (
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

from participatie import Assessment, Client, Outcome, advise, catalog
from participatie.advice.assessment import Notice
from participatie.sources import Source, Status

BE = "be_vlaanderen"
DAY = "2024-06-01"
FOLDER = Path(catalog.__file__).parent / BE
PERSONAS = Path(__file__).parents[2] / "examples" / "vlaanderen"
NAMES = sorted(path.stem for path in PERSONAS.glob("*.yaml"))


def says(name: str, known: Mapping[str, object]) -> Assessment:
    return assess(BE, DAY, known)[name]


# -- the instruments ----------------------------------------------------------------------

GPMI = {"ontvangt_leefloon": True, "had_leefloon_afgelopen_drie_maanden": False, "werkt_naast_leefloon": False}
STUDIE = {"ontvangt_leefloon": True, "leeftijd": 24, "studeert_voltijds": True}
TWE = {
    "ontvangt_leefloon": True,
    "mist_ervaring_en_vaardigheden": True,
    "gewoon_werk_haalbaar_binnen_twee_jaar": True,
    "kan_halftijds_op_werkvloer": True,
    "sociale_economie_hoogst_haalbaar": False,
}
WELZIJN = {
    "leeftijd": 18,
    "pensioengerechtigd": False,
    "cmpps_verhindert_betaald_werk_middellang": True,
    "dagondersteuning_of_begeleid_werken_vaph": False,
    "loopt_ama_sociale_economie": False,
}
SOCIAAL = {
    "heeft_cmpps": True,
    "arbeidscontract_of_zelfstandig": False,
    "haalbare_uren_ama": 12,
    "vdab_adviseert_ama": True,
}
MAATWERK = {"heeft_arbeidsovereenkomst": True, "beperking_erkend_door_vdab": True, "woont_in_vlaanderen": True}
IBO = {
    "ingeschreven_bij_vdab": True,
    "arbeidscontract_of_zelfstandig": False,
    "ibo_duur_maanden": 6,
    "werkgever_neemt_daarna_aan": True,
    "ontslag_genomen_voor_ibo": False,
    "werkte_eerder_bij_ibo_werkgever": False,
}
BIS = {
    "doet_vrijwillig_mee": True,
    "bis_weken": 26,
    "bis_opleidingsplan_goedgekeurd": True,
    "bis_vergoeding_minstens_helft_ggmmi": True,
}
WIJK = {"ontvangt_leefloon": True, "nog_niet_klaar_voor_gewone_baan": True}
ESF = {"is_inactief": True, "heeft_complexe_problematiek": True, "in_detentie": False}
CMPPS = {"cmpps_verhindert_betaald_werk_nu": True}

CASES = [
    *table(
        "gpmi",
        ("wet van 26 mei 2002", "a new file", DAY, GPMI, JA),
        (
            "idem",
            "right to leefloon in the three months before",
            DAY,
            GPMI | {"had_leefloon_afgelopen_drie_maanden": True},
            NEE,
        ),
        ("idem", "a job beside the leefloon", DAY, GPMI | {"werkt_naast_leefloon": True}, NEE),
        ("idem", "no leefloon", DAY, {"ontvangt_leefloon": False}, NEE),
        ("idem", "age is no condition", DAY, GPMI | {"leeftijd": 60}, JA),
        pack=BE,
    ),
    *table(
        "gpmi_studie",
        ("idem", "24 years", DAY, STUDIE, JA),
        ("idem", "25 years", DAY, STUDIE | {"leeftijd": 25}, NEE),
        ("idem", "not full-time", DAY, STUDIE | {"studeert_voltijds": False}, NEE),
        pack=BE,
    ),
    *table(
        "artikel_60_7",
        (
            "art. 60 par. 7",
            "to prove work",
            DAY,
            {"ontvangt_leefloon": True, "werkperiode_nodig_voor_uitkering": True},
            JA,
        ),
        ("art. 60 par. 7", "to gain experience", DAY, {"ontvangt_leefloon": True, "werkervaring_nodig": True}, JA),
        (
            "art. 60 par. 7",
            "for neither",
            DAY,
            {"ontvangt_leefloon": True, "werkervaring_nodig": False, "werkperiode_nodig_voor_uitkering": False},
            NEE,
        ),
        (
            "art. 60 par. 7",
            "for what is not judged",
            DAY,
            {"ontvangt_leefloon": True, "werkervaring_nodig": False},
            OORDEEL,
            "werkperiode_nodig_voor_uitkering",
        ),
        pack=BE,
    ),
    *table(
        "twe",
        ("decreet 2016", "leefloon", DAY, TWE, JA),
        (
            "decreet 2016",
            "registered at VDAB",
            DAY,
            without(TWE, "ontvangt_leefloon") | {"ingeschreven_bij_vdab": True},
            JA,
        ),
        ("decreet 2016", "social economy is the ceiling", DAY, TWE | {"sociale_economie_hoogst_haalbaar": True}, NEE),
        ("decreet 2016", "not half-time", DAY, TWE | {"kan_halftijds_op_werkvloer": False}, NEE),
        (
            "decreet 2016",
            "ordinary work takes longer",
            DAY,
            TWE | {"gewoon_werk_haalbaar_binnen_twee_jaar": False},
            NEE,
        ),
        pack=BE,
    ),
    *table(
        "activeringstraject",
        ("decreet 2022", "the day before", "2023-06-30", CMPPS, NEE),
        ("decreet 2022", "its first day", "2023-07-01", CMPPS, JA),
        ("decreet 2022", "paid work is possible", DAY, {"cmpps_verhindert_betaald_werk_nu": False}, NEE),
        ("decreet 2022", "not judged", DAY, {}, OORDEEL, "cmpps_verhindert_betaald_werk_nu"),
        pack=BE,
    ),
    *table(
        "ama_welzijn",
        ("regels 2024", "18 years", DAY, WELZIJN, JA),
        ("regels 2024", "17 years", DAY, WELZIJN | {"leeftijd": 17}, NEE),
        ("regels 2024", "pension age", DAY, WELZIJN | {"pensioengerechtigd": True}, NEE),
        ("regels 2024", "AMA in the social economy runs", DAY, WELZIJN | {"loopt_ama_sociale_economie": True}, NEE),
        ("regels 2024", "support of VAPH", DAY, WELZIJN | {"dagondersteuning_of_begeleid_werken_vaph": True}, NEE),
        ("regels 2024", "the day before", "2023-12-31", WELZIJN, NEE),
        ("regels 2024", "whatever the income", DAY, WELZIJN | {"heeft_inkomen": False}, JA),
        pack=BE,
    ),
    *table(
        "ama_sociale_economie",
        ("regels WSE", "12 hours", DAY, SOCIAAL, JA),
        ("regels WSE", "11 hours", DAY, SOCIAAL | {"haalbare_uren_ama": 11}, NEE),
        ("regels WSE", "has paid work", DAY, SOCIAAL | {"arbeidscontract_of_zelfstandig": True}, NEE),
        ("regels WSE", "no advice yet", DAY, without(SOCIAAL, "vdab_adviseert_ama"), ONBEKEND, "vdab_adviseert_ama"),
        pack=BE,
    ),
    *table(
        "wijk_werken",
        ("webpagina", "leefloon", DAY, WIJK, JA),
        ("webpagina", "ready for a job", DAY, WIJK | {"nog_niet_klaar_voor_gewone_baan": False}, NEE),
        ("webpagina", "neither", DAY, WIJK | {"ontvangt_leefloon": False, "ingeschreven_bij_vdab": False}, NEE),
        pack=BE,
    ),
    *table(
        "individueel_maatwerk",
        ("regels 2023", "lives in Flanders", DAY, MAATWERK, JA),
        (
            "regels 2023",
            "lives in the EEA and works in Flanders",
            DAY,
            MAATWERK | {"woont_in_vlaanderen": False, "woont_in_eer_en_werkt_in_vlaanderen": True},
            JA,
        ),
        ("regels 2023", "no recognised limitation", DAY, MAATWERK | {"beperking_erkend_door_vdab": False}, NEE),
        ("regels 2023", "the day before", "2023-06-30", MAATWERK, NEE),
        pack=BE,
    ),
    *table(
        "ibo",
        ("uitleg", "six months", DAY, IBO, JA),
        ("uitleg", "one month", DAY, IBO | {"ibo_duur_maanden": 1}, JA),
        ("uitleg", "no months", DAY, IBO | {"ibo_duur_maanden": 0}, NEE),
        ("uitleg", "seven months", DAY, IBO | {"ibo_duur_maanden": 7}, NEE),
        ("uitleg", "resigned to begin", DAY, IBO | {"ontslag_genomen_voor_ibo": True}, NEE),
        ("uitleg", "worked there before", DAY, IBO | {"werkte_eerder_bij_ibo_werkgever": True}, NEE),
        ("uitleg", "no job after it", DAY, IBO | {"werkgever_neemt_daarna_aan": False}, NEE),
        pack=BE,
    ),
    *table(
        "bis",
        ("uitleg", "26 weeks", DAY, BIS, JA),
        ("uitleg", "27 weeks", DAY, BIS | {"bis_weken": 27}, NEE),
        ("uitleg", "not of free will", DAY, BIS | {"doet_vrijwillig_mee": False}, NEE),
        ("uitleg", "too little pay", DAY, BIS | {"bis_vergoeding_minstens_helft_ggmmi": False}, NEE),
        pack=BE,
    ),
    *table(
        "esf_samenwerkingsverband",
        ("oproep 2023", "inactive", DAY, ESF, JA),
        ("oproep 2023", "a jobseeker", DAY, without(ESF, "is_inactief") | {"ingeschreven_bij_vdab": True}, JA),
        ("oproep 2023", "before the first ones began", "2023-12-31", ESF, NEE),
        ("Brusselse FAQ", "in prison", DAY, ESF | {"in_detentie": True}, NEE),
        ("Brusselse FAQ", "ankle monitor", DAY, without(ESF, "in_detentie") | {"enkelband": True}, JA),
        pack=BE,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_instrument(case: Case) -> None:
    check(case)
    check_never_turned_round(case)


@pytest.mark.parametrize(
    ("provision", "known", "status"),
    [
        ("gpmi", GPMI, Status.SECONDARY),
        ("artikel_60_7", {"ontvangt_leefloon": True, "werkervaring_nodig": True}, Status.SECONDARY),
        # After later reforms: nobody has looked.
        ("twe", TWE, Status.UNVERIFIED),
        ("activeringstraject", CMPPS, Status.SECONDARY),
        # "Over 18" is read as 18 or over.
        ("ama_welzijn", WELZIJN, Status.OWN_READING),
        ("ama_sociale_economie", SOCIAAL, Status.SECONDARY),
        ("wijk_werken", WIJK, Status.SECONDARY),
        ("individueel_maatwerk", MAATWERK, Status.SECONDARY),
        ("collectief_maatwerk", {"vdab_indicering_collectief_maatwerk": True}, Status.UNVERIFIED),
        ("ibo", IBO, Status.SECONDARY),
        ("bis", BIS, Status.SECONDARY),
        ("glow", {"vdab_biedt_glow_aan": True}, Status.UNVERIFIED),
        # That prison is in the way is known of another region.
        ("esf_samenwerkingsverband", ESF, Status.UNVERIFIED),
    ],
)
def test_how_far_an_instrument_is_verified(provision: str, known: Mapping[str, object], status: Status) -> None:
    found = says(provision, known)
    assert (found.outcome, found.status) == (JA, status)
    assert (Notice.SOURCE_UNVERIFIED in found.notices) == (status is Status.UNVERIFIED)


@pytest.mark.parametrize("provision", ["glow", "collectief_maatwerk"])
def test_what_no_source_says_is_for_vdab_and_never_open_to_all(provision: str) -> None:
    assert says(provision, {}).outcome is ONBEKEND


def test_the_conditions_of_the_old_trajectory_are_none_of_the_new() -> None:
    """Nobody has looked whether they still hold: the words say so, and nothing is asked about them."""
    assert says("activeringstraject", {}).missing == ("cmpps_verhindert_betaald_werk_nu",)


# -- the integration model ----------------------------------------------------------------

FIRST, CAPITAL, BALANCE, LIFE = "work_first", "human_capital", "work_life_balance", "life_first"
MANY, FEW = {"noden": ["huisvesting", "verslaving"]}, {"noden": ["sollicitatie"]}
CHOICE = "keuze_integratiemodel"


@pytest.mark.parametrize(
    ("known", "outcome", "codes", "missing"),
    [
        # Of the four, two suit several barriers less; more than that the source does not say.
        (MANY, OORDEEL, (BALANCE, LIFE), (CHOICE,)),
        (FEW, OORDEEL, (FIRST, CAPITAL, BALANCE, LIFE), (CHOICE,)),
        ({}, ONBEKEND, (FIRST, CAPITAL, BALANCE, LIFE), (CHOICE, "noden")),
        (MANY | {CHOICE: LIFE}, JA, (LIFE,), ()),
        (FEW | {CHOICE: FIRST}, JA, (FIRST,), ()),
        ({CHOICE: BALANCE}, JA, (BALANCE,), ()),
        ({CHOICE: FIRST}, ONBEKEND, (FIRST,), ("noden",)),
        (MANY | {CHOICE: FIRST}, NEE, (), ()),
        (MANY | {CHOICE: CAPITAL}, NEE, (), ()),
    ],
)
def test_integration_model(
    known: Mapping[str, object], outcome: Outcome, codes: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = says("integratiemodel", known)
    assert (found.outcome, found.codes, set(found.missing)) == (outcome, codes, set(missing))


def test_work_first_is_warned_about() -> None:
    assert "work_first" in {one.id for one in says("integratiemodel", {}).assumptions}


# -- who belongs in a partnership -----------------------------------------------------------

IN, DOUBT, OUT = "binnen", "twijfel", "doorverwijzen"
TWO = {"noden": ["huisvesting", "verslaving"], "nodige_actoren": ["OCMW", "verslavingszorg"]}
ONE, MAYBE = "een_dienst_volstaat", "een_dienst_volstaat_mogelijk"


@pytest.mark.parametrize(
    ("known", "codes", "missing"),
    [
        (TWO | {MAYBE: False}, (IN,), ()),
        (TWO | {ONE: True}, (OUT,), ()),
        (TWO | {ONE: False, MAYBE: True}, (DOUBT,), ()),
        (TWO | {MAYBE: True}, (DOUBT, OUT), (ONE,)),
        # A bare no to "one service suffices" leaves the doubt that it might.
        (TWO | {ONE: False}, (IN, DOUBT), (MAYBE,)),
        (TWO, (IN, DOUBT, OUT), (ONE, MAYBE)),
        ({"noden": []}, (OUT,), ()),
        ({"noden": ["werk"], MAYBE: False}, (OUT,), ()),
        (TWO | {"nodige_actoren": ["OCMW"], MAYBE: False}, (OUT,), ()),
        (without(TWO, "nodige_actoren") | {MAYBE: False}, (IN, OUT), ("nodige_actoren",)),
        # One organisation is no partnership: only whether it can do it alone is open.
        (TWO | {"nodige_actoren": ["CAW"], ONE: False}, (DOUBT, OUT), (MAYBE,)),
        # Where a service might suffice after all, it does not matter who else is needed.
        (without(TWO, "nodige_actoren") | {ONE: False, MAYBE: True}, (DOUBT,), ()),
        (without(TWO, "noden") | {MAYBE: False}, (IN, OUT), ("noden",)),
        ({}, (IN, DOUBT, OUT), (ONE, "noden", MAYBE, "nodige_actoren")),
    ],
)
def test_verdict(known: Mapping[str, object], codes: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = says("samenwerkingsadvies", known)
    assert (found.codes, set(found.missing)) == (codes, set(missing))
    assert (found.outcome is JA) == (not missing)
    assert found.status is Status.OWN_READING


#: How many needs and actors there are, and the two findings; ``None`` is unknown.
STATES = list(itertools.product((None, 0, 1, 2), (None, 0, 1, 2), (None, False, True), (None, False, True)))
State = tuple[int | None, int | None, bool | None, bool | None]


@functools.cache
def _verdicts(state: State) -> tuple[str, ...]:
    """The possible verdicts; none where the findings contradict each other."""
    needs, actors, one, maybe = state
    known = {
        "noden": None if needs is None else ["huisvesting", "verslaving"][:needs],
        "nodige_actoren": None if actors is None else ["CAW", "CGG"][:actors],
        ONE: one,
        MAYBE: maybe,
    }
    return () if one and maybe is False else says("samenwerkingsadvies", known).codes


def test_possible_verdicts_are_exactly_those_that_can_still_come_out() -> None:
    found = {state: set(_verdicts(state)) for state in STATES}
    for state in STATES:
        if found[state]:
            further = [
                other
                for other in STATES
                if None not in other and all(mine in {None, theirs} for mine, theirs in zip(state, other, strict=True))
            ]
            assert found[state] == set().union(*(found[one] for one in further)), state


def test_more_needs_or_actors_never_lead_out() -> None:
    ranks = [OUT, DOUBT, IN]
    for needs, actors, one, maybe in STATES:
        for more in ((_plus(needs), actors), (needs, _plus(actors))):
            before, after = _verdicts((needs, actors, one, maybe)), _verdicts((*more, one, maybe))
            for end in (min, max):
                assert not before or end(map(ranks.index, after)) >= end(map(ranks.index, before))


def _plus(count: int | None) -> int | None:
    """One more; more than two tell nothing new."""
    return None if count is None else min(count + 1, 2)


@pytest.mark.parametrize("cmpps", [{"heeft_cmpps": True}, CMPPS, {"werk_zorgtraject_mogelijk": True}])
def test_cmpps_excludes_nobody_beforehand(cmpps: dict[str, object]) -> None:
    assert says("samenwerkingsadvies", TWO | {MAYBE: False} | cmpps).codes == (IN,)


@pytest.mark.parametrize(
    ("known", "outcome", "codes"),
    [
        (TWO | {ONE: True, "gewone_dienst": "VDAB"}, JA, ("VDAB",)),
        (TWO | {ONE: True, "nodige_actoren": ["VDAB"]}, JA, ("VDAB",)),
        (TWO | {ONE: True, "nodige_actoren": ["OCMW"]}, JA, ("OCMW",)),
        ({"noden": ["werk"], "gewone_dienst": "andere_dienst"}, JA, ("andere_dienst",)),
        (TWO | {ONE: True}, OORDEEL, ("VDAB", "OCMW", "andere_dienst")),
        (TWO | {MAYBE: False, "gewone_dienst": "VDAB"}, NEE, ()),
    ],
)
def test_referral(known: Mapping[str, object], outcome: Outcome, codes: tuple[str, ...]) -> None:
    found = says("doorverwijzing", known)
    assert (found.outcome, found.codes) == (outcome, codes)
    assert (found.extra.get("overdracht") == "warm") == (outcome is JA)


SUFFICES = "voor:meerdere_domeinen", "tegen:een_dienst_volstaat"
MIGHT = "voor:meerdere_domeinen", "tegen:een_dienst_volstaat_mogelijk"
COMPLEX = "voor:meerdere_domeinen", "voor:meerdere_actoren"

#: The net verdict of the source on each persona, and the arguments that hold on what it says of him or her.
NET = {
    "rudy": (
        IN,
        "",
        {*COMPLEX, "voor:geen_inkomen", "voor:geen_huisvesting", "voor:verslaving", "voor:mentale_gezondheid"},
    ),
    "esmerelda": (IN, "", {*COMPLEX, "voor:geen_inkomen", "voor:geen_huisvesting"}),
    # From release; preparing can begin before.
    "kevin": (IN, "", {*COMPLEX, "voor:verslaving", "voor:mentale_gezondheid", "tegen:pas_na_vrijlating"}),
    "roman": (DOUBT, "", {*MIGHT, "voor:meerdere_actoren"}),
    "alexander": (DOUBT, "", {*MIGHT, "voor:mentale_gezondheid", "tegen:werk_zorgtraject_mogelijk"}),
    # Doubtful, leaning out.
    "youssef": (DOUBT, OUT, {*MIGHT, "tegen:beperkte_drempels"}),
    "dirk": (OUT, "", {*SUFFICES}),
    "raihan": (OUT, "", {*SUFFICES, "tegen:beperkte_drempels"}),
}


@pytest.mark.parametrize("name", NAMES)
def test_net_verdict_of_a_persona(name: str) -> None:
    pack = catalog.load(BE)
    advice = advise(Client.read(PERSONAS / f"{name}.yaml"), pack, on=date(2024, 6, 1))
    verdict, leaning, arguments = NET[name]
    assert advice["samenwerkingsadvies"].codes == (verdict,)
    assert advice["neiging"].certain == ((leaning,) if leaning else ())
    assert set(advice["argumenten_samenwerking"].certain) == arguments
    assert advice["doorverwijzing"].codes == (("VDAB",) if verdict == OUT else ())


def test_all_eight_are_there() -> None:
    assert sorted(NET) == NAMES


#: The report says it; or it is how we recognise in the facts what the report says.
ARGUMENTS = {
    "voor:meerdere_domeinen": Status.OWN_READING,
    "voor:meerdere_actoren": Status.OWN_READING,
    "voor:hulpvraag_verschilt_van_nood": Status.VERIFIED,
    "voor:terugval_te_verwachten": Status.VERIFIED,
    "voor:geen_inkomen": Status.VERIFIED,
    "voor:geen_huisvesting": Status.VERIFIED,
    "voor:verslaving": Status.VERIFIED,
    "voor:mentale_gezondheid": Status.OWN_READING,
    "tegen:een_dienst_volstaat": Status.VERIFIED,
    "tegen:een_dienst_volstaat_mogelijk": Status.VERIFIED,
    "tegen:beperkte_drempels": Status.VERIFIED,
    "tegen:werk_zorgtraject_mogelijk": Status.VERIFIED,
    "tegen:pas_na_vrijlating": Status.VERIFIED,
}


def test_each_argument_has_a_source() -> None:
    steps = says("argumenten_samenwerking", {}).why.steps
    sources: dict[str, list[Source]] = {
        step.rule.partition("=")[2]: [part.source for part in step.steps] for step in steps
    }
    assert {code: [one.status for one in found] for code, found in sources.items()} == {
        code: [status] for code, status in ARGUMENTS.items()
    }
    for [source] in sources.values():
        assert (
            source.work
            == "Rapport voor ESF en WSE over lokale samenwerkingsverbanden (juni 2023), hoofdstukken 1, 4 en 5"
        )
        assert source.note


# -- the personas are examples -------------------------------------------------------------


def test_no_rule_names_a_persona() -> None:
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text("utf-8").casefold()
        assert not [name for name in NAMES if name in text], path.name


def test_without_the_personas_the_rules_are_the_same(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / BE)
    alone, shipped = catalog.read(tmp_path / BE), catalog.load(BE)
    day = date(2024, 6, 1)
    assert {name: rule.expr for name, rule in alone.on(day).rules.rules.items()} == {
        name: rule.expr for name, rule in shipped.on(day).rules.rules.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_reading_of_a_persona_has_its_ground_and_what_is_missing_is_missing(name: str) -> None:
    profile = Client.read(PERSONAS / f"{name}.yaml").profiel
    assert set(profile.known()) == set(profile.readings)
    assert all(reading.ground for reading in profile.readings.values())


def test_only_the_table_of_esmerelda_survived() -> None:
    profiles = {name: Client.read(PERSONAS / f"{name}.yaml").profiel for name in NAMES}
    raw = {name: [one.raw for one in profile.readings.values() if one.width] for name, profile in profiles.items()}
    assert raw == {name: [] for name in NAMES} | {"esmerelda": [1, 2, 2, 1, 1, 1, 4, 2, 4, 1, 2, 2]}
    assert {one.width for one in profiles["esmerelda"].readings.values()} == {4}
    assert {name: sorted(set(profile.names()) - set(profile.known())) for name, profile in profiles.items()} == {
        "alexander": ["culturele_beleving", "fysieke_gezondheid", "mobiliteit", "taalvaardigheid"],
        "dirk": ["culturele_beleving", "fysieke_gezondheid", "taalvaardigheid"],
        "esmerelda": [],
        "kevin": ["culturele_beleving", "fysieke_gezondheid", "mobiliteit", "taalvaardigheid"],
        "raihan": ["fysieke_gezondheid", "mobiliteit"],
        "roman": ["culturele_beleving", "mentale_gezondheid"],
        "rudy": ["culturele_beleving", "fysieke_gezondheid", "mobiliteit", "taalvaardigheid"],
        "youssef": ["culturele_beleving", "fysieke_gezondheid", "mobiliteit"],
    }
