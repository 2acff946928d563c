"""The pilot in Helmond: the band by arbeidsvermogen, the profile as an aid, and who leads."""

import pytest
from completions import differing
from lawcases import JA, NEE, ONBEKEND, OORDEEL, assess

from participatie import Assessment, Outcome
from participatie.advice.assessment import Notice
from participatie.sources import Status

HELMOND = "helmond"
DAY = "2019-06-01"


def says(conclusion: str, known: dict[str, object]) -> Assessment:
    return assess(HELMOND, DAY, known)[conclusion]


PILOT, BEDRIJF, ZELF = "pilotgroep", "werkbedrijf", "redt_zichzelf"

BAND = [
    (0, JA, (PILOT,), ()),
    (29, JA, (PILOT,), ()),
    # "30 to 80": whether 30 itself is in it, the source does not say.
    (30, OORDEEL, (PILOT, BEDRIJF), ("oordeel_band_2",)),
    (31, JA, (BEDRIJF,), ()),
    (79, JA, (BEDRIJF,), ()),
    # "80 to 100" too: 80 stands in both.
    (80, OORDEEL, (BEDRIJF, ZELF), ("oordeel_band_4",)),
    (81, JA, (ZELF,), ()),
    (100, JA, (ZELF,), ()),
    (None, ONBEKEND, (PILOT, BEDRIJF, ZELF), ("arbeidsvermogen_procent", "oordeel_band_2", "oordeel_band_4")),
]


@pytest.mark.parametrize(("percent", "outcome", "codes", "missing"), BAND)
def test_band(percent: int | None, outcome: Outcome, codes: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = says("band", {} if percent is None else {"arbeidsvermogen_procent": percent})
    assert (found.outcome, found.codes) == (outcome, codes)
    assert set(found.missing) == set(missing)
    assert found.certain == (codes if outcome is JA else ())


EDGES = [
    (30, {"oordeel_band_2": True}, PILOT),
    (30, {"oordeel_band_2": False}, BEDRIJF),
    (80, {"oordeel_band_4": True}, BEDRIJF),
    (80, {"oordeel_band_4": False}, ZELF),
    # What was judged of an edge says nothing of who does not stand on it.
    (29, {"oordeel_band_2": False}, PILOT),
    (31, {"oordeel_band_2": True}, BEDRIJF),
    (79, {"oordeel_band_4": False}, BEDRIJF),
    (81, {"oordeel_band_4": True}, ZELF),
]


@pytest.mark.parametrize(("percent", "judged", "code"), EDGES)
def test_a_person_decides_on_the_edge(percent: int, judged: dict[str, bool], code: str) -> None:
    found = says("band", {"arbeidsvermogen_procent": percent, **judged})
    assert (found.outcome, found.codes, found.missing) == (JA, (code,), ())


def test_the_question_on_an_edge_names_both_sides() -> None:
    [question] = says("band", {"arbeidsvermogen_procent": 30}).questions
    assert question.finding
    assert question.question == "Hoort wie precies 30 procent kan bij de pilotgroep (ja) of bij het werkbedrijf (nee)?"


WERK, ACTIEF, ZORG = (
    "kan_nu_re_integreren",
    "kan_maatschappelijk_geactiveerd_worden",
    "behandeling_andere_leefgebieden_nodig",
)
INKOMEN, BEHANDELING, ACTIVERING, ARBEID = (
    "inkomensondersteuning",
    "maatschappelijke_activering_en_behandeling",
    "maatschappelijke_activering",
    "arbeidsactivering",
)

PROFIEL = [
    ("can work on reintegration now", {WERK: True}, (ARBEID,), ()),
    ("the same, and treatment is needed", {WERK: True, ZORG: True}, (ARBEID,), ()),
    ("social activation and treatment", {WERK: False, ACTIEF: True, ZORG: True}, (BEHANDELING,), ()),
    ("social activation alone", {WERK: False, ACTIEF: True, ZORG: False}, (ACTIVERING,), ()),
    ("not even that, with treatment", {WERK: False, ACTIEF: False, ZORG: True}, (INKOMEN,), ()),
    ("not even that, without", {WERK: False, ACTIEF: False, ZORG: False}, (INKOMEN,), ()),
    # Treatment is not asked where it makes no difference.
    ("not even that, treatment not judged", {WERK: False, ACTIEF: False}, (INKOMEN,), ()),
    ("treatment not judged", {WERK: False, ACTIEF: True}, (BEHANDELING, ACTIVERING), (ZORG,)),
    ("activation not judged", {WERK: False, ZORG: True}, (INKOMEN, BEHANDELING), (ACTIEF,)),
    ("work not judged", {ACTIEF: False}, (INKOMEN, ARBEID), (WERK,)),
    ("nothing judged", {}, (INKOMEN, BEHANDELING, ACTIVERING, ARBEID), (WERK, ACTIEF, ZORG)),
]


@pytest.mark.parametrize(("known", "codes", "missing"), [row[1:] for row in PROFIEL], ids=[row[0] for row in PROFIEL])
def test_profile(known: dict[str, object], codes: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """All three are findings, so that what is open is a judgement and never unknown."""
    found = says("profiel", known)
    assert (found.codes, set(found.missing)) == (codes, set(missing))
    assert found.outcome is (OORDEEL if missing else JA)


def test_possible_profiles_are_those_that_some_findings_lead_to() -> None:
    assert differing(HELMOND, "profiel", DAY, WERK, ACTIEF, ZORG) == []


def test_a_profile_is_an_aid_and_says_so() -> None:
    found = says("profiel", {WERK: True})
    assert found.status is Status.OWN_READING
    assert Notice.OWN_READING in found.notices
    assert "maatwerk voor deze persoon beslist" in " ".join(found.explain().split())


@pytest.mark.parametrize("conclusion", ["profiel", "regie"])
def test_the_conventions_are_shown(conclusion: str) -> None:
    shown = {one.id for one in says(conclusion, {}).assumptions}
    assert shown >= {"vrijwillig_en_thuis", "open_aanbod", "werk_is_niet_het_doel"}


VERTROUWT = "heeft_vertrouwde_professional"
REGIE = [
    ("a worker of the GGZ", {VERTROUWT: True, "meest_vertrouwde_professional": "GGZ"}, JA, ()),
    ("there is one, and his name is not written down", {VERTROUWT: True}, JA, ()),
    ("nobody: the source does not say who leads then", {VERTROUWT: False}, NEE, ()),
    ("not asked", {}, ONBEKEND, (VERTROUWT,)),
]


@pytest.mark.parametrize(("known", "outcome", "missing"), [row[1:] for row in REGIE], ids=[row[0] for row in REGIE])
def test_the_most_trusted_professional_leads(
    known: dict[str, object], outcome: Outcome, missing: tuple[str, ...]
) -> None:
    found = says("regie", known)
    assert (found.outcome, found.missing) == (outcome, missing)
    assert found.codes == (() if outcome is NEE else ("meest_vertrouwde_professional",))


@pytest.mark.parametrize("conclusion", ["band", "regie"])
def test_the_pilot_is_known_from_an_article(conclusion: str) -> None:
    assert says(conclusion, {"arbeidsvermogen_procent": 10, VERTROUWT: True}).status is Status.SECONDARY
