"""The three personas of SZW: what the packs say of them, no more being known than the source states."""

from pathlib import Path

import pytest
from lawcases import HEEMSKERK, NEE, NL, ONBEKEND, OORDEEL, assess

from participatie import Advice, Client, Outcome

EXAMPLES = Path(__file__).parents[2] / "examples"
PERSONAS = ("vincent", "mia", "samir")

Expected = dict[str, tuple[Outcome, tuple[str, ...]]]


def advice(persona: str, pack: str, on: str) -> Advice:
    return assess(pack, on, Client.read(EXAMPLES / f"{persona}.yaml").to_mapping())


# None of the three is said to receive, or not to receive, something from UWV (a WW that has ended is
# not the only benefit of UWV), nor to work with loonkostensubsidie.
UWV_OPEN = ("ontvangt_uwv_uitkering", "valt_onder_artikel_10_lid_2", "overeenkomst_college_uwv")

NATIONAL_2026: Expected = {
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

HEEMSKERK_2018: Expected = {
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

# Samir has not worked in the Netherlands, so not with loonkostensubsidie either.
SAMIR_UWV = ("ontvangt_uwv_uitkering", "overeenkomst_college_uwv")
SAMIR_2026: Expected = NATIONAL_2026 | {
    "ondersteuning_7_1_a": (ONBEKEND, SAMIR_UWV),
    "proefplaats": (ONBEKEND, (*SAMIR_UWV, *NATIONAL_2026["proefplaats"][1][len(UWV_OPEN) :])),
}
SAMIR_2018: Expected = HEEMSKERK_2018 | {
    "ondersteuning_7_1_a": (ONBEKEND, SAMIR_UWV),
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
        ("mia", HEEMSKERK, "2018-06-01", HEEMSKERK_2018),
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
def test_nothing_is_a_yes_before_anyone_has_judged(persona: str, pack: str, on: str) -> None:
    assert not advice(persona, pack, on).with_outcome(Outcome.YES)


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
    """Each no of these three stands however the rest turns out: by age, or not in force."""
    for persona in PERSONAS:
        client = Client.read(EXAMPLES / f"{persona}.yaml").to_mapping()
        for pack, on in ((NL, "2026-01-01"), (HEEMSKERK, "2018-06-01")):
            age_alone = assess(pack, on, {"leeftijd": client["leeftijd"]})
            for one in advice(persona, pack, on).with_outcome(NEE):
                assert age_alone[one.id].outcome is NEE
