"""Two ladders for the same people: the VNG looks at what someone does, Heemskerk at where he is led.

The numbers look alike and are not: nobody's step on one ladder follows from that on the other.
"""

import pytest
from attrs import frozen
from completions import differing
from lawcases import HEEMSKERK, JA, NEE, ONBEKEND, assess, without

from participatie import Assessment, Outcome, PolicyError, catalog
from participatie.advice.assessment import Notice
from participatie.ladder import ladder
from participatie.policy.documents import Conclusion
from participatie.sources import Status

VNG = "ladder_vng"
DAY = "2018-06-01"

#: What each ladder asks about. Below, everybody does none of it, but for what his row says.
VNG_NOTHING = {
    "arbeidscontract_of_zelfstandig": False,
    "aanvullende_uitkering": False,
    "begeleiding_bij_werk": False,
    "instrument_of_wsw": False,
    "inburgering_of_opleiding_naast_werk": False,
    "onbetaald_werk": False,
    "wekelijks_contact_bij_onbetaald_werk": False,
    "wekelijkse_georganiseerde_activiteit": False,
    "wekelijks_contact_buitenshuis": False,
}
HEEMSKERK_NOTHING = {
    "niet_belastbaar_met_traject": False,
    "wordt_geholpen_bij_problematiek": False,
    "volgt_sociaal_activeringstraject": False,
    "voert_tegenprestatie_uit": False,
    "doet_vrijwilligerswerk": False,
    "beschikbaar_voor_gewoon_werk": False,
    "wordt_voorbereid_op_parttime_werk": False,
    "werkt_parttime": False,
}
NOTHING = VNG_NOTHING | HEEMSKERK_NOTHING


def yes(*names: str) -> dict[str, bool]:
    """Someone who does this, and nothing else that a ladder asks about."""
    assert set(names) <= {*NOTHING, "alleen_internetcontacten"}
    return NOTHING | dict.fromkeys(names, True)


@frozen
class Person:
    """Someone, and where the two ladders put him: one code, or what is still possible."""

    who: str
    known: dict[str, bool]
    vng: tuple[str, ...]
    heemskerk: tuple[str, ...]
    why_they_differ: str
    vng_asks: tuple[str, ...] = ()
    heemskerk_asks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.who


VOLUNTEER = yes("onbetaald_werk", "wekelijks_contact_bij_onbetaald_werk", "doet_vrijwilligerswerk")
SUPPORT = (
    "aanvullende_uitkering",
    "begeleiding_bij_werk",
    "instrument_of_wsw",
    "inburgering_of_opleiding_naast_werk",
)

PEOPLE = [
    Person(
        "volunteers every week, not available for ordinary work",
        VOLUNTEER,
        ("4",),
        ("2.4",),
        "VNG: unpaid work with responsibility. Heemskerk: the most that is feasible within step 2.",
    ),
    Person(
        "works part-time beside a benefit",
        yes("arbeidscontract_of_zelfstandig", "aanvullende_uitkering", "werkt_parttime"),
        ("5",),
        ("2.6",),
        "VNG: a contract, and support. Heemskerk: part-time work is the top of step 2.",
    ),
    Person(
        "follows a weekly course as social activation",
        yes("wekelijkse_georganiseerde_activiteit", "volgt_sociaal_activeringstraject"),
        ("3",),
        ("2.2",),
        "VNG: an organised activity. Heemskerk: the name of the trajectory.",
    ),
    Person(
        "rests, with contacts on the internet only",
        yes("alleen_internetcontacten", "niet_belastbaar_met_traject"),
        ("1",),
        ("1",),
        "The same number, for two reasons. VNG: isolated. Heemskerk: cannot bear a trajectory for now.",
    ),
    Person(
        "has a job without support",
        yes("arbeidscontract_of_zelfstandig"),
        ("6",),
        (),
        "VNG: the top. Heemskerk: none of its sub-steps, and no step is made up.",
    ),
    Person(
        "follows social activation; whether he volunteers is not known",
        without(
            yes("volgt_sociaal_activeringstraject", "wekelijkse_georganiseerde_activiteit"),
            "onbetaald_werk",
            "wekelijks_contact_bij_onbetaald_werk",
            "doet_vrijwilligerswerk",
        ),
        ("3", "4"),
        ("2.2", "2.4"),
        "Each ladder waits for questions of its own.",
        vng_asks=("onbetaald_werk", "wekelijks_contact_bij_onbetaald_werk"),
        heemskerk_asks=("doet_vrijwilligerswerk",),
    ),
]


def vng(known: dict[str, bool], on: str = DAY) -> Assessment:
    return assess(VNG, on, known)["vng_trede"]


def subtrede(known: dict[str, bool], on: str = DAY) -> Assessment:
    return assess(HEEMSKERK, on, known)["heemskerk_subtrede"]


def subtreden(known: dict[str, bool], on: str = DAY) -> Assessment:
    return assess(HEEMSKERK, on, known)["heemskerk_subtreden"]


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_the_step_of_the_vng(person: Person) -> None:
    found = vng(person.known)
    assert (found.codes, found.missing) == (person.vng, person.vng_asks)
    assert found.outcome is (ONBEKEND if person.vng_asks else JA)


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_the_substep_of_heemskerk(person: Person) -> None:
    found = subtrede(person.known)
    assert (found.codes, found.missing) == (person.heemskerk, person.heemskerk_asks)
    assert found.outcome is (ONBEKEND if person.heemskerk_asks else JA if person.heemskerk else NEE)


@pytest.mark.parametrize("person", PEOPLE[:3], ids=str)
def test_the_ladders_do_not_agree(person: Person) -> None:
    assert person.vng != person.heemskerk, person.why_they_differ


# -- the VNG, question by question ---------------------------------------------------------------

JOB = {"arbeidscontract_of_zelfstandig": True}
NO_JOB = {"arbeidscontract_of_zelfstandig": False}

VNG_CASES = [
    # Paid work: any support or benefit makes it 5, and only the lack of all of them 6.
    *(("5", f"a job, and {support}", JOB | {support: True}, ("5",), ()) for support in SUPPORT),
    (
        "6",
        "a job, no support, and a volunteer as well",
        yes("arbeidscontract_of_zelfstandig", "onbetaald_werk"),
        ("6",),
        (),
    ),
    ("5 or 6", "a job, nothing known of support", JOB, ("5", "6"), SUPPORT),
    (
        "5 or 6",
        "a job, only whether there is a benefit is not known",
        without(yes("arbeidscontract_of_zelfstandig"), "aanvullende_uitkering"),
        ("5", "6"),
        ("aanvullende_uitkering",),
    ),
    # Unpaid work counts with responsibility for others and weekly contact; else the next question decides.
    ("4", "an internship with weekly contact", VOLUNTEER, ("4",), ()),
    (
        "3",
        "unpaid work without weekly contact, and a weekly club",
        yes("onbetaald_werk", "wekelijkse_georganiseerde_activiteit"),
        ("3",),
        (),
    ),
    ("1", "unpaid work without weekly contact, and nothing else", yes("onbetaald_werk"), ("1",), ()),
    (
        "4",
        "unpaid work with weekly contact, and a weekly course too",
        VOLUNTEER | {"wekelijkse_georganiseerde_activiteit": True},
        ("4",),
        (),
    ),
    # Contact outside, organised or not; less than weekly is no contact here.
    (
        "3",
        "a weekly club and weekly contact outside",
        yes("wekelijkse_georganiseerde_activiteit", "wekelijks_contact_buitenshuis"),
        ("3",),
        (),
    ),
    ("2", "weekly contact outside only", yes("wekelijks_contact_buitenshuis"), ("2",), ()),
    ("1", "nothing every week", NOTHING, ("1",), ()),
    # A course on the internet is still organised, and internet contacts are no contacts outside.
    (
        "3",
        "internet contacts only, and a weekly course there",
        NO_JOB | {"alleen_internetcontacten": True, "wekelijkse_georganiseerde_activiteit": True},
        ("3",),
        (),
    ),
    (
        "1",
        "internet contacts only: no questions about contacts are left",
        NO_JOB | {"alleen_internetcontacten": True, "wekelijkse_georganiseerde_activiteit": False},
        ("1",),
        (),
    ),
    # What is missing decides.
    (
        "3 or 4",
        "unpaid work, whether there is weekly contact is not known",
        without(VOLUNTEER | {"wekelijkse_georganiseerde_activiteit": True}, "wekelijks_contact_bij_onbetaald_werk"),
        ("3", "4"),
        ("wekelijks_contact_bij_onbetaald_werk",),
    ),
    (
        "1 or 2",
        "only contact outside is not known",
        without(NOTHING, "wekelijks_contact_buitenshuis"),
        ("1", "2"),
        ("wekelijks_contact_buitenshuis",),
    ),
    (
        "4 or 6",
        "a volunteer, whether he has a job is not known",
        without(VOLUNTEER, "arbeidscontract_of_zelfstandig"),
        ("4", "6"),
        ("arbeidscontract_of_zelfstandig",),
    ),
    (
        "4 or 5",
        "support is known: without it no 6",
        without(VOLUNTEER, "arbeidscontract_of_zelfstandig") | {"aanvullende_uitkering": True},
        ("4", "5"),
        ("arbeidscontract_of_zelfstandig",),
    ),
    (
        "any",
        "nothing is known",
        {},
        ("1", "2", "3", "4", "5", "6"),
        (
            "arbeidscontract_of_zelfstandig",
            *SUPPORT,
            "onbetaald_werk",
            "wekelijks_contact_bij_onbetaald_werk",
            "wekelijkse_georganiseerde_activiteit",
            "wekelijks_contact_buitenshuis",
        ),
    ),
]


@pytest.mark.parametrize(
    ("known", "codes", "missing"),
    [case[2:] for case in VNG_CASES],
    ids=[f"{step}: {says}" for step, says, *_ in VNG_CASES],
)
def test_first_yes_wins(known: dict[str, bool], codes: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = vng(known)
    assert (found.codes, set(found.missing)) == (codes, set(missing))
    assert found.certain == (codes if len(codes) == 1 else ())


def test_internet_only_contradicts_contact_outside() -> None:
    with pytest.raises(PolicyError) as raised:
        vng({"alleen_internetcontacten": True, "wekelijks_contact_buitenshuis": True})
    assert [one.code for one in raised.value.diagnostics] == ["tegenspraak_feiten"]


# -- Heemskerk, sub-step by sub-step ---------------------------------------------------------------

SUBTREDEN = [
    ("rests", yes("niet_belastbaar_met_traject"), ("1",), "1"),
    ("is helped", yes("wordt_geholpen_bij_problematiek"), ("2.1",), "2.1"),
    ("is activated", yes("volgt_sociaal_activeringstraject"), ("2.2",), "2.2"),
    ("tegenprestatie", yes("voert_tegenprestatie_uit"), ("2.3",), "2.3"),
    ("volunteers", yes("doet_vrijwilligerswerk"), ("2.4",), "2.4"),
    ("is prepared", yes("wordt_voorbereid_op_parttime_werk"), ("2.5",), "2.5"),
    ("part-time", yes("werkt_parttime"), ("2.6",), "2.6"),
    # More than one at a time: all of them hold, and the highest is registered.
    (
        "a trajectory on 2.2 and one on 2.4",
        yes("volgt_sociaal_activeringstraject", "doet_vrijwilligerswerk"),
        ("2.2", "2.4"),
        "2.4",
    ),
    (
        "a trajectory on 2.1 and one on 2.4",
        yes("wordt_geholpen_bij_problematiek", "doet_vrijwilligerswerk"),
        ("2.1", "2.4"),
        "2.4",
    ),
    (
        "rests, and is helped with what stands in the way",
        yes("niet_belastbaar_met_traject", "wordt_geholpen_bij_problematiek"),
        ("1", "2.1"),
        "2.1",
    ),
    (
        "everything at once",
        HEEMSKERK_NOTHING | dict.fromkeys(HEEMSKERK_NOTHING, True) | {"beschikbaar_voor_gewoon_werk": False},
        ("1", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"),
        "2.6",
    ),
]


@pytest.mark.parametrize(
    ("known", "all_of", "highest"), [row[1:] for row in SUBTREDEN], ids=[row[0] for row in SUBTREDEN]
)
def test_the_highest_is_registered(known: dict[str, bool], all_of: tuple[str, ...], highest: str) -> None:
    assert (subtreden(known).codes, subtreden(known).certain) == (all_of, all_of)
    assert (subtrede(known).codes, subtrede(known).certain) == ((highest,), (highest,))


@pytest.mark.parametrize(
    "known",
    [NOTHING, yes("doet_vrijwilligerswerk", "beschikbaar_voor_gewoon_werk"), yes("arbeidscontract_of_zelfstandig")],
    ids=["does nothing that counts", "a volunteer who is available for ordinary work", "a job"],
)
def test_no_substep_is_made_up(known: dict[str, bool]) -> None:
    """Step 3 to 6, or not placed yet: these facts do not say, and it is stated so."""
    for found in (subtrede(known), subtreden(known)):
        assert (found.outcome, found.codes, found.missing) == (NEE, (), ())
        assert "trede_3_tot_6" in {one.id for one in found.assumptions}


def test_certain_and_possible_substeps() -> None:
    known = without(yes("volgt_sociaal_activeringstraject"), "doet_vrijwilligerswerk", "beschikbaar_voor_gewoon_werk")
    found = subtreden(known)
    assert (found.outcome, found.certain, found.codes) == (ONBEKEND, ("2.2",), ("2.2", "2.4"))
    assert found.missing == ("doet_vrijwilligerswerk", "beschikbaar_voor_gewoon_werk")
    # The highest one is not certain: 2.2 is registered only if 2.4 is ruled out.
    assert subtrede(known).certain == ()
    assert [one.name for one in subtrede(known).questions] == list(found.missing)


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ({"doet_vrijwilligerswerk": False}, "2.2"),
        ({"beschikbaar_voor_gewoon_werk": True}, "2.2"),
        ({"doet_vrijwilligerswerk": True, "beschikbaar_voor_gewoon_werk": False}, "2.4"),
    ],
)
def test_the_questions_settle_it(answers: dict[str, bool], step: str) -> None:
    known = without(yes("volgt_sociaal_activeringstraject"), "doet_vrijwilligerswerk", "beschikbaar_voor_gewoon_werk")
    assert subtrede(known | answers).codes == (step,)


def test_part_time_work_settles_it_whatever_else_there_is() -> None:
    found = subtrede({"werkt_parttime": True})
    assert (found.outcome, found.certain, found.missing) == (JA, ("2.6",), ())


# -- both ------------------------------------------------------------------------------------------


def test_possible_steps_are_those_that_some_answers_lead_to() -> None:
    """No step stays possible that is ruled out, whichever questions are still open."""
    support = dict.fromkeys(SUPPORT[1:], False)
    asked = without(VNG_NOTHING, *support)
    assert differing(VNG, "vng_trede", DAY, *asked, given=support) == []
    assert differing(VNG, "vng_trede", DAY, *asked) == []
    assert (
        differing(HEEMSKERK, "heemskerk_subtrede", DAY, *without(HEEMSKERK_NOTHING, "voert_tegenprestatie_uit")) == []
    )


def test_the_codes_are_those_of_the_ladders() -> None:
    codes = {name: document(pack, name).codes for pack, name in ((VNG, "vng_trede"), (HEEMSKERK, "heemskerk_subtrede"))}
    assert codes["vng_trede"] == tuple(step.code for step in ladder("vng"))
    assert codes["heemskerk_subtrede"] == tuple(step.code for step in ladder("heemskerk"))[:7]


def document(pack: str, name: str) -> Conclusion:
    [decided] = catalog.load(pack).decisions[name]
    assert isinstance(decided.document, Conclusion)
    return decided.document


REVIEWS = [
    (VNG, "vng_trede", "opnieuw_meten", (6, "maanden"), "datum_trede_vastgesteld"),
    (HEEMSKERK, "heemskerk_subtrede", "controle", (1, "jaar"), "datum_subtrede_vastgesteld"),
    (HEEMSKERK, "heemskerk_subtrede", "verslag_van_de_aanbieder", (6, "maanden"), "startdatum_bij_aanbieder"),
]


@pytest.mark.parametrize(
    ("pack", "conclusion", "review", "every", "since"), REVIEWS, ids=[review for _, _, review, *_ in REVIEWS]
)
def test_when_the_step_is_looked_at_again(
    pack: str, conclusion: str, review: str, every: tuple[int, str], since: str
) -> None:
    [found] = [one for one in document(pack, conclusion).deadlines if one.id == review]
    assert found.every is not None
    assert {(time.value, str(time.unit)) for time in (found.after, found.every)} == {every}
    assert found.since == since


def test_how_far_each_was_verified() -> None:
    """The definitions of the VNG are known from others, and the order of its questions is our reading."""
    found = vng(VOLUNTEER)
    assert (found.status, found.notices) == (Status.OWN_READING, (Notice.OWN_READING,))
    assert {step.source.status for step in found.why.walk() if "/rij_" in step.rule} == {Status.SECONDARY}


@pytest.mark.parametrize(
    ("day", "status"),
    [("2018-05-31", Status.UNVERIFIED), ("2018-06-01", Status.SECONDARY), ("2018-06-02", Status.UNVERIFIED)],
)
def test_heemskerk_is_known_on_the_day_of_the_thesis(day: str, status: Status) -> None:
    assert subtrede(VOLUNTEER, day).status is status


def test_every_contradiction_of_the_sources_is_kept() -> None:
    kept = {one.id for pack in (VNG, HEEMSKERK) for one, _ in catalog.load(pack).contradictions}
    assert kept >= {"af_en_toe_of_elke_week", "een_of_twee_keer_per_jaar", "hoe_vaak_controleren"}


def test_an_outcome_is_never_a_judgement_here() -> None:
    """All that the ladders ask can be looked up or asked."""
    assert {Outcome.JUDGEMENT} & {vng(person.known).outcome for person in PEOPLE} == set()
