"""The three personas of SZW: what the packs say of them, no more being known than the source states."""

from pathlib import Path

import pytest
from lawcases import HEEMSKERK, JA, NEE, NL, ONBEKEND, OORDEEL, assess

from participatie import Advice, Client, Outcome

EXAMPLES = Path(__file__).parents[2] / "examples"
PERSONAS = ("vincent", "mia", "samir")

Expected = dict[str, tuple[Outcome, tuple[str, ...]]]


def advice(persona: str, pack: str, on: str) -> Advice:
    return assess(pack, on, Client.read(EXAMPLES / f"{persona}.yaml").to_mapping())


# None of the three is said to receive, or not to receive, something from UWV (a WW that has ended is
# not the only benefit of UWV), nor to work with loonkostensubsidie.
UWV_OPEN = ("ontvangt_uwv_uitkering", "valt_onder_artikel_10_lid_2", "overeenkomst_college_uwv")

# Articles 6 e and 10c: nobody has looked at what the person can earn.
LKS_GROUP_OPEN = (
    "behoort_tot_doelgroep_lks",
    *UWV_OPEN,
    "kan_wml_voltijds_verdienen",
    "mogelijkheden_arbeidsparticipatie",
)
# Article 10d lid 1: no employer has come, and nothing has been measured or agreed.
JOB_OPEN = (
    "werkgever_wil_dienstbetrekking",
    "wsw_dienstbetrekking",
    "loonwaarde_procent",
    "lks_loonwaarde_overgeslagen",
    "maanden_sinds_aanvang_dienstbetrekking",
)
# Article 9: single is not the same as without children, so that a lone parent is not ruled out.
LONE_PARENT = ("alleenstaande_ouder", "leeftijd_jongste_kind")

#: What does not change between 2018 and 2026 for someone over 27 with bijstand.
ALWAYS: Expected = {
    "begeleiding_werkplek": (ONBEKEND, LKS_GROUP_OPEN),
    "loonkostensubsidie": (ONBEKEND, (*LKS_GROUP_OPEN, *JOB_OPEN)),
    # Article 10b: with bijstand one belongs to the group; only sheltered work is for UWV and college
    # to say, and for the duty whether there are places left.
    "beschut_werk": (ONBEKEND, ("uitsluitend_beschut", "aantal_beschutte_plekken_gerealiseerd")),
    "beschut_werk_mogelijk": (OORDEEL, ("uitsluitend_beschut",)),
    # Article 6 a: whoever has bijstand is no nugger.
    "nugger": (NEE, ()),
    "ontheffing_9a": (
        ONBEKEND,
        (
            "verzoek_ontheffing_9a",
            *LONE_PARENT,
            "volledige_zorg_kind",
            "weigert_plicht_b_ondubbelzinnig",
            "eerder_ontheffing_9a_verleend",
            "eerder_gebruikt_9a_maanden",
        ),
    ),
    "plicht_tegenprestatie": (
        ONBEKEND,
        (
            "heeft_ontheffing_9_lid_2",
            "volledig_duurzaam_arbeidsongeschikt",
            "alleenstaande_ouder",
            "heeft_ontheffing_9a",
        ),
    ),
    "plicht_werk_aanvaarden": (
        ONBEKEND,
        (
            *LONE_PARENT,
            "kinderopvang_beschikbaar",
            "voldoende_scholing",
            "belastbaar",
            "heeft_ontheffing_9_lid_2",
            "volledig_duurzaam_arbeidsongeschikt",
            "heeft_ontheffing_9a",
        ),
    ),
    # Article 18b: not even of Samir the source says how long he went to a Dutch school.
    "taaltoets_18b": (ONBEKEND, ("jaren_nederlandstalig_onderwijs", "heeft_inburgeringsdiploma", "ander_taalbewijs")),
    "taaleis_verlaging": (
        ONBEKEND,
        (
            "taaltoets_gehaald",
            "kennisgeving_gedaan",
            "begonnen_binnen_maand",
            "voortgang_voldoende",
            "verwijtbaar",
            "dringende_redenen",
        ),
    ),
    # Article 13: what the source does not rule out, although bijstand is paid.
    "uitsluiting_bijstand": (
        ONBEKEND,
        (
            "in_detentie",
            "onttrekt_zich_aan_straf",
            "in_militaire_dienst",
            "staking_of_uitsluiting",
            "dagen_buitenland_dit_jaar",
            "dagen_buitenland_aaneengesloten",
            "bijstand_voor_schulden",
            "is_uitreiziger",
        ),
    ),
    "uitsluiting_algemene_bijstand": (ONBEKEND, ("heeft_onbetaald_verlof",)),
    # Article 41 lid 4: for people under 27.
    "zoektermijn_41": (NEE, ()),
}

NATIONAL_2026: Expected = ALWAYS | {
    # Article 10f: lapsed on 1 January 2026, for everybody.
    "leer_werktraject_10f": (NEE, ()),
    # Article 7 lid 1 a: receives bijstand and is over 27; only lid 3 c (a benefit from UWV) is open.
    "ondersteuning_7_1_a": (ONBEKEND, UWV_OPEN),
    # Article 7a lid 1: for people under 27.
    "ondersteuning_7a": (NEE, ()),
    # Article 10a lid 1: over 27 and with bijstand; the small chance is a finding that nobody has
    # made, and of a place nothing is known.
    "participatieplaats": (
        ONBEKEND,
        (
            "kans_op_werk_gering",
            "vooralsnog_niet_bemiddelbaar",
            "werk_onbeloond",
            "werk_additioneel",
            "verdringing",
            "maanden_participatieplaats",
        ),
    ),
    # Article 10a lid 9 and 10: no participatieplaats is known of which to count the months.
    "participatieplaats_verlenging": (
        ONBEKEND,
        ("kans_verbetert_aanmerkelijk", "maanden_participatieplaats", "ander_werk_andere_omgeving"),
    ),
    # Article 10a lid 8: the same, and no review.
    "participatieplaats_voortzetting": (
        ONBEKEND,
        ("maanden_participatieplaats", "kans_vergroot_bij_beoordeling_9"),
    ),
    # Article 10a lid 6: the same, and no judgement on cooperation.
    "premie_participatieplaats": (ONBEKEND, ("maanden_participatieplaats", "voldoende_meegewerkt")),
    # Articles 6 h and 8a lid 2 d: what article 7 leaves open, and no placement is at hand. That a
    # proefplaats is foreseen, or excluded, at some later month is no request for consent now.
    "proefplaats": (
        ONBEKEND,
        (
            *UWV_OPEN,
            "proefplaats_gericht_op_dienstverband_zelfde_werkgever",
            "proefplaats_toestemming_gevraagd_maanden",
        ),
    ),
}

#: The folder names no condition of these: open to everyone, and the assumption says so.
FOR_EVERYONE = [
    "alleen_is_ook_maar_alleen",
    "bewegend_naar_werk",
    "buurtkoffie",
    "direct_naar_werk",
    "fietsen",
    "ggd",
    "internetcafe",
    "koken_voor_de_buurt",
    "popcursus",
    "repair_cafe",
    "spelletjesmiddag",
    "taalscholing",
    "taalspreekuur",
    "tegenprestatie_voor_een_ander",
    "wandelgroep",
    "web",
    "wijkwandelen",
    "wmo",
    "zwemmen_heliomare",
]
#: Of these it names bijstand, which all three have.
WITH_BIJSTAND = ("yoga", "zumba")
#: Of these it names volunteering, which is for the person to want.
VOLUNTEERING = [
    "brede_schoolactiviteiten",
    "creatieve_workshops_tieners",
    "fietsles_geven",
    "gastheer_buurtkoffie",
    "heemskerk_leest_voor",
    "jongereninloop",
    "kinderboerderij",
    "kinderdisco",
    "kringloopwinkel",
    "maatjesproject",
    "manege",
    "peuteropvang",
    "stapin_taalvriend",
    "taalvrijwilliger",
    "vakantieactiviteiten",
]

# What Heemskerk's ladder asks, from the highest sub-step down and from the lowest up.
LADDER_DOWN = (
    "werkt_parttime",
    "wordt_voorbereid_op_parttime_werk",
    "doet_vrijwilligerswerk",
    "beschikbaar_voor_gewoon_werk",
    "voert_tegenprestatie_uit",
    "volgt_sociaal_activeringstraject",
    "wordt_geholpen_bij_problematiek",
    "niet_belastbaar_met_traject",
)
LADDER_UP = (
    "niet_belastbaar_met_traject",
    "wordt_geholpen_bij_problematiek",
    "volgt_sociaal_activeringstraject",
    "voert_tegenprestatie_uit",
    "doet_vrijwilligerswerk",
    "beschikbaar_voor_gewoon_werk",
    "wordt_voorbereid_op_parttime_werk",
    "werkt_parttime",
)

FOLDER: Expected = (
    dict.fromkeys((*FOR_EVERYONE, *WITH_BIJSTAND), (JA, ()))
    | dict.fromkeys(VOLUNTEERING, (ONBEKEND, ("wil_vrijwilligerswerk",)))
    | {
        "argonaut_medisch_advies": (ONBEKEND, ("geeft_medische_belemmering_aan",)),
        "beheervrijwilliger": (ONBEKEND, ("wil_vrijwilligerswerk", "heeft_bhv_diploma", "heeft_instructie_alcohol")),
        "brijder": (ONBEKEND, ("verslaving",)),
        "conversatie_nederlands": (OORDEEL, ("beheerst_basis_nederlands",)),
        "dagbesteding": (ONBEKEND, ("trede", "plek_vrij")),
        "dijk_en_duin": (
            ONBEKEND,
            ("ernstige_psychiatrische_problematiek", "oudere_met_psychiatrische_stoornis_of_dementie"),
        ),
        "fietsles_vrouwen": (ONBEKEND, ("geslacht",)),
        # One of the complaints is stated; only severe problems would be in the way.
        "ggz_groep": (ONBEKEND, ("ernstige_psychiatrische_problematiek",)),
        "ggz_interventie": (ONBEKEND, ("verslaving",)),
        "heemskerk_subtrede": (ONBEKEND, LADDER_DOWN),
        "heemskerk_subtreden": (ONBEKEND, LADDER_UP),
        "inburgering": (ONBEKEND, ("van_buiten_eu_voor_langer_verblijf", "brief_duo_inburgering")),
        "mantelzorg": (ONBEKEND, ("mantelzorg_meer_dan_gebruikelijk",)),
        "pilot_50_plus": (NEE, ()),
        "salonvrouwen": (ONBEKEND, ("geslacht",)),
        "stapin_deelnemer": (ONBEKEND, ("moeite_met_nederlands", "basismeter_geschikt", "doet_vrijwillig_mee")),
        "taalcafe": (ONBEKEND, ("geslacht", "anderstalig")),
        "taalcarrousel": (ONBEKEND, ("anderstalig",)),
        "taalhuis": (ONBEKEND, ("moeite_met_nederlands",)),
        "uitvoerder": (ONBEKEND, ("trede",)),
        "wereldmannen": (ONBEKEND, ("geslacht", "woongemeente")),
    }
)

HEEMSKERK_2018: Expected = (
    ALWAYS
    | FOLDER
    | {
        # Articles 9, 11, 12 and 15 lid 3 of the ordinance.
        "detacheringsbaan": (ONBEKEND, (*UWV_OPEN, "dienstverband_via_derde")),
        "persoonlijke_ondersteuning": (
            ONBEKEND,
            ("werknemer_met_beperking", "begeleiding_systematisch", "zonder_begeleiding_niet_in_staat"),
        ),
        "sociale_activering": (
            ONBEKEND,
            (*UWV_OPEN, "activiteit_onbeloond_maatschappelijk_zinvol", "draagt_bij_aan_participatie"),
        ),
        "pilot": (ONBEKEND, ("pilot_past_binnen_wet", "raad_vooraf_geinformeerd")),
        # Article 10f, then in force: for people under 27.
        "leer_werktraject_10f": (NEE, ()),
        # Article 7 lid 1 a and lid 3 c, as in 2026.
        "ondersteuning_7_1_a": NATIONAL_2026["ondersteuning_7_1_a"],
        # Article 7a: in force since 2026.
        "ondersteuning_7a": (NEE, ()),
        # Article 10a lid 1 with article 5 of the ordinance: trede 1 or 2, and no trede is registered.
        "participatieplaats": (ONBEKEND, (*NATIONAL_2026["participatieplaats"][1], "trede")),
        "participatieplaats_verlenging": NATIONAL_2026["participatieplaats_verlenging"],
        "participatieplaats_voortzetting": NATIONAL_2026["participatieplaats_voortzetting"],
        "premie_participatieplaats": NATIONAL_2026["premie_participatieplaats"],
        # Article 6 h: in force since July 2023.
        "proefplaats": (NEE, ()),
        # Article 13 of the ordinance: no employer has come, and "half a year of bijstand" (Vincent) does
        # not say that it was a full benefit, nor that it lasted until a contract.
        "indienstnemingssubsidie": (
            ONBEKEND,
            ("contractduur_maanden", "maanden_volledige_pw_uitkering", "nog_niet_volledig_inzetbaar"),
        ),
        # Article 10 of the ordinance: over 27, so that only whether training helps is open: a judgement.
        "scholing": (OORDEEL, ("scholing_vergroot_kansen",)),
        # Article 8 of the ordinance: trede 3 to 6 and/or long-term unemployed.
        "werkstage": (ONBEKEND, ("trede", "langdurig_werkloos", "lezing_werkstage_doelgroep")),
    }
)

# Mia is 59: only whether she has been unemployed for long is open.
MIA_2018: Expected = HEEMSKERK_2018 | {"pilot_50_plus": (ONBEKEND, ("langdurig_werkloos",))}


def of_samir(expected: Expected) -> Expected:
    """He has not worked in the Netherlands, so not with loonkostensubsidie; he is married, so no lone parent."""
    no_questions = {"valt_onder_artikel_10_lid_2", "heeft_inburgeringsdiploma", "moeite_met_nederlands"}
    found = {
        name: (outcome, tuple(fact for fact in missing if fact not in no_questions))
        for name, (outcome, missing) in expected.items()
    }
    return found | {
        "ontheffing_9a": (NEE, ()),
        "plicht_tegenprestatie": (ONBEKEND, ("heeft_ontheffing_9_lid_2", "volledig_duurzaam_arbeidsongeschikt")),
        "plicht_werk_aanvaarden": (
            ONBEKEND,
            ("heeft_ontheffing_9_lid_2", "volledig_duurzaam_arbeidsongeschikt", "heeft_ontheffing_9a"),
        ),
    }


SAMIR_2026 = of_samir(NATIONAL_2026)
SAMIR_2018: Expected = of_samir(HEEMSKERK_2018) | {
    # PTSS is not one of the complaints of the group; difficulty with Dutch is stated.
    "ggz_groep": (NEE, ()),
    "taalhuis": (JA, ()),
    # Said to be long unemployed: the trede remains, and how "and/or" is read.
    "werkstage": (ONBEKEND, ("trede", "lezing_werkstage_doelgroep")),
}


@pytest.mark.parametrize(
    ("persona", "pack", "on", "expected"),
    [
        ("vincent", NL, "2026-01-01", NATIONAL_2026),
        ("mia", NL, "2026-01-01", NATIONAL_2026),
        ("samir", NL, "2026-01-01", SAMIR_2026),
        ("vincent", HEEMSKERK, "2018-06-01", HEEMSKERK_2018),
        ("mia", HEEMSKERK, "2018-06-01", MIA_2018),
        ("samir", HEEMSKERK, "2018-06-01", SAMIR_2018),
    ],
)
def test_the_whole_advice(persona: str, pack: str, on: str, expected: Expected) -> None:
    """A provision that is added to a pack has to say here what it means for these three."""
    assert {one.id: (one.outcome, one.missing) for one in advice(persona, pack, on)} == expected


@pytest.mark.parametrize("persona", PERSONAS)
def test_all_that_is_stated_is_in_the_vocabulary_and_comes_back(persona: str) -> None:
    client = Client.read(EXAMPLES / f"{persona}.yaml")
    assert Client.parse(client.to_yaml()) == client


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize(
    "fact",
    [
        "kans_op_werk_gering",  # a finding of the college
        "vooralsnog_niet_bemiddelbaar",
        "trede",  # a registration of a municipality
        "maanden_volledige_pw_uitkering",
        "ontvangt_uwv_uitkering",
        "heeft_startkwalificatie",
        "voldoende_stabiel_voor_proefplaats",
        "verslaving",
        "geslacht",
        "anderstalig",
    ],
)
def test_what_the_source_does_not_say_stays_out(persona: str, fact: str) -> None:
    assert fact not in Client.read(EXAMPLES / f"{persona}.yaml").known()


@pytest.mark.parametrize(("persona", "age"), [("vincent", 28), ("mia", 59), ("samir", 41)])
def test_what_the_source_does_say(persona: str, age: int) -> None:
    known = Client.read(EXAMPLES / f"{persona}.yaml").known()
    assert (known["leeftijd"], known["ontvangt_algemene_bijstand"]) == (age, True)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize(("pack", "on"), [(NL, "2026-01-01"), (HEEMSKERK, "2018-06-01")])
def test_nothing_with_a_condition_of_its_own_is_a_yes_before_anyone_has_judged(
    persona: str, pack: str, on: str
) -> None:
    open_to_all = {*FOR_EVERYONE, *WITH_BIJSTAND, *(["taalhuis"] if persona == "samir" else [])}
    assert {one.id for one in advice(persona, pack, on).with_outcome(Outcome.YES)} <= open_to_all


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_findings_turn_the_unknown_into_a_judgement_and_then_a_yes(persona: str) -> None:
    """Article 10a lid 1: once a place is at hand only the college's own findings are left."""
    client = Client.read(EXAMPLES / f"{persona}.yaml").to_mapping()
    place = {
        "werk_onbeloond": True,
        "werk_additioneel": True,
        "verdringing": False,
        "maanden_participatieplaats": 0,
    }
    findings = {"kans_op_werk_gering": True, "vooralsnog_niet_bemiddelbaar": True}
    waiting = assess(NL, "2026-01-01", client | place)["participatieplaats"]
    assert (waiting.outcome, waiting.missing) == (OORDEEL, tuple(findings))
    found = assess(NL, "2026-01-01", client | place | findings)["participatieplaats"]
    assert (found.outcome, found.missing) == (Outcome.YES, ())


def test_a_no_is_never_for_want_of_information() -> None:
    """Each no of these three stands on age, or not being in force, or on one fact that the source states."""
    grounds = {
        "nugger": "ontvangt_algemene_bijstand",
        "ontheffing_9a": "alleenstaande_ouder",
        "ggz_groep": "psychische_klachten",
    }
    for persona in PERSONAS:
        client = Client.read(EXAMPLES / f"{persona}.yaml").to_mapping()
        for pack, on in ((NL, "2026-01-01"), (HEEMSKERK, "2018-06-01")):
            for one in advice(persona, pack, on).with_outcome(NEE):
                ground = grounds.get(one.id, "leeftijd")
                assert assess(pack, on, {ground: client[ground]})[one.id].outcome is NEE, one.id
