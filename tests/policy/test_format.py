"""What each document and key of a rule file does to an outcome: the sentences of the format, tried out."""

from datetime import date
from decimal import Decimal

import pytest
from islands import HEAD, JA, NEE, ONBEKEND, OORDEEL, about, faults, island, one, small, steps, wrong

from participatie import Outcome, catalog
from participatie.advice.assessment import Notice
from participatie.examples import run
from participatie.policy.voorziening import Category, Daypart, Initiative, Kind, Lapse, Power, Voorziening, Weekday
from participatie.rules.expr import Literal
from participatie.sources import Status
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Unit
from participatie.vocabulary import Change
from participatie.vocabulary import Kind as FactKind

# Someone for whom the pilotage of the island holds in 2016.
LOODS = {
    "knopen": 5,
    "bewoner": True,
    "betrouwbaar": True,
    "storm_op_komst": False,
    "kust": "noord",
    "maanden_wacht": 0,
}


def _without(facts: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in names}


# -- the island as a whole ------------------------------------------------------------


@pytest.mark.parametrize("name", ["eiland", "baai"])
def test_the_examples_in_the_files_hold(name: str) -> None:
    assert [problem.render() for ran in run(island(name)) for problem in ran.problems] == []


def test_a_pack_says_what_it_is() -> None:
    header = island().header
    assert (header.id, header.title, header.builds_on) == ("eiland", "Wet op de vuurtoren", None)
    assert header.note == "Op het eiland wonen vissers, loodsen en een torenwachter."
    assert header.source.work == "Wet op de vuurtoren"
    assert not header.complete
    assert island("baai").header.complete
    assert [layer.id for layer in island("baai").layers] == ["eiland", "baai"]


def test_documents_of_one_file_are_separated_by_dashes() -> None:
    text = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: a\n---\nvoorziening: y\ntitel: Y\nbron: {artikel: 2}\nals: b\n"
    assert set(small(text).decisions) == {"x", "y"}


@pytest.mark.parametrize(("form", "expected"), [("formaat: 1\n", []), ("", []), ("formaat: 2\n", ["formaat_onbekend"])])
def test_the_form_of_the_file_may_be_stated(form: str, expected: list[str]) -> None:
    assert faults(f"{form}voorziening: x\ntitel: X\nbron: {{artikel: 1}}\nals: a") == expected


# -- gegevens -------------------------------------------------------------------------


def test_local_facts_are_part_of_the_vocabulary() -> None:
    facts = island().vocabulary
    types = {name: facts[name].type for name in ("zeebenen", "knopen", "vangst", "begin_wacht", "haven")}
    assert types == {
        "zeebenen": Boolean(),
        "knopen": Number(None, 0, 100),
        "vangst": Number(Unit.CENTS, 0, 1_000_000),
        "begin_wacht": Date(),
        "haven": Text(),
    }
    assert facts["kust"].type == Code(("noord", "oost", "2.2"))
    assert facts["rang"].type == Code(("matroos", "stuurman", "kapitein"), ordered=True)
    assert facts["talen"].type == CodeSet(("vogels", "vissen", "wind", "water"))
    storm = facts["storm_op_komst"]
    assert (storm.kind, storm.answered_by, storm.concerns) == (FactKind.FINDING, "torenwachter", "college")
    assert storm.question == "Komt er storm?"
    assert facts["kust"].protected == ("gelijke_behandeling", "avg_9")
    assert facts["rang"].change is Change.STEPWISE
    assert (facts["gast"].change, facts["gast"].kind, facts["gast"].concerns) == (
        Change.FREELY,
        FactKind.FACT,
        "client",
    )
    assert facts["gast"].pack == "eiland"
    assert "leeftijd" in facts


# -- verbanden ------------------------------------------------------------------------


def test_a_link_derives_a_fact_and_the_trace_says_so() -> None:
    notion = about(island(), rang="kapitein", knopen=5)["zeeman"]
    assert notion.outcome is JA
    seen = next(step for step in notion.why.walk() if step.rule == "zeeman/zee").seen[0]
    assert (seen.name, seen.value, seen.because) == ("zeebenen", "ja", "Een kapitein heeft zeebenen")


def test_a_link_holds_the_other_way_round() -> None:
    # Who lives on the island is no guest, and that leaves one reason to be tired.
    duty = about(island(), zeebenen=True, knopen=5, bewoner=True, uren_vissen=50)["wacht"]
    assert "gast" not in duty.missing
    assert duty.missing == ("storm_op_komst",)


def test_a_stated_fact_can_presuppose_another() -> None:
    advice = about(island(), **_without(LOODS, "bewoner"))
    assert advice["loods"].outcome is JA
    (found,) = wrong(lambda: about(island(), maanden_wacht=3, bewoner=False))
    assert (found.code, found.arguments["naam"]) == ("tegenspraak_feiten", "bewoner")


def test_facts_that_contradict_a_link_are_named() -> None:
    (found,) = wrong(lambda: about(island(), rang="kapitein", zeebenen=False))
    assert (found.code, found.arguments["naam"], found.arguments["verband"]) == (
        "tegenspraak_feiten",
        "zeebenen",
        "kapitein_heeft_zeebenen",
    )


def test_links_that_lead_on_to_each_other() -> None:
    links = """\
verbanden:
  - {id: een, als: a, dan: {b: ja}}
  - {id: twee, als: b, dan: {c: nee, kleur: rood}}
"""
    provision = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: niet c en kleur = rood"
    assert one(provision, links, a=True).outcome is JA
    assert one(provision, links, kleur="groen").missing == ()  # not b, so not a either: and not red
    assert one(provision, links, kleur="groen").outcome is NEE


# -- veronderstelt --------------------------------------------------------------------


def test_assumptions_are_shown_with_what_they_concern() -> None:
    advice = about(island())
    assert [one.id for one in advice["loods"].assumptions] == ["getij", "kalender"]
    assert advice["loods"].assumptions[0].source.status is Status.UNVERIFIED
    assert str(advice["loods"].assumptions[0].source) == "artikel 4 Wet op de vuurtoren"
    # One that names nothing in particular holds everywhere.
    assert all([one.id for one in found.assumptions][-1:] == ["kalender"] for found in advice)
    assert [one.id for one in advice["baken"].assumptions] == ["kalender"]


def test_an_assumption_may_end() -> None:
    assert [one.id for one in about(island(), "2025-01-01")["loods"].assumptions] == ["kalender"]


# -- parameters -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "euros"),
    [
        ("2010-01-01", Decimal(25)),
        ("2014-12-31", Decimal(25)),
        ("2015-01-01", None),  # nobody has verified it
        ("2016-01-01", Decimal(25)),  # two times 15 euro, at most 25
        ("2029-12-31", Decimal(25)),
        ("2030-01-01", None),  # the value has ended
    ],
)
def test_a_parameter_has_the_value_of_its_date(on: str, euros: Decimal | None) -> None:
    facts = LOODS if on < "2020" else {**LOODS, "storm_op_komst": False}
    found = about(island(), on, **facts)["loods"]
    assert found.outcome is JA
    assert found.results["loon_euro"] == euros
    assert (Notice.VALUE_UNVERIFIED in found.notices) is (euros is None)


@pytest.mark.parametrize(("cents", "expected"), [(1250, Decimal("12.50")), (1200, 12)])
def test_results_in_euros_are_exact(cents: int, expected: object) -> None:
    provision = f"""\
voorziening: x
titel: X
bron: {{artikel: 1}}
gevolgen:
  - {{id: bedrag, eenheid: euro, waarde: {cents} cent}}
als: a
"""
    assert one(provision, a=True).results == {"bedrag": expected}


GAP = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - {id: drempel, als: geld >= drempel}
  - {id: norm, als: norm}
"""
THRESHOLD = """\
parameters:
  drempel:
    titel: drempel
    eenheid: cent
    waarden: [{van: 2010-01-01, waarde: niet_geverifieerd}, {van: 2020-01-01, waarde: 5 euro}]
"""


def test_an_unknown_parameter_is_a_gap_and_never_a_question() -> None:
    found = one(GAP, THRESHOLD, geld=10_000)
    # Only a judgement is missing, and yet it is no judgement: the gap stays open after it.
    assert (found.outcome, found.missing, found.gaps) == (ONBEKEND, ("norm",), ("drempel",))
    assert found.notices == (Notice.VALUE_UNVERIFIED,)
    assert [question.name for question in found.questions] == ["norm"]
    found = one(GAP, THRESHOLD, geld=10_000, norm=True)
    assert (found.outcome, found.missing, found.gaps) == (ONBEKEND, (), ("drempel",))


def test_a_gap_that_cannot_matter_is_not_named() -> None:
    found = one(GAP, THRESHOLD, geld=10_000, norm=False)
    assert (found.outcome, found.missing, found.gaps) == (NEE, (), ())
    assert one(GAP, THRESHOLD, on="2020-01-01", geld=500, norm=True).outcome is JA
    # Before the first value there is a gap too.
    assert one(GAP, THRESHOLD, on="2009-12-31", geld=500, norm=True).gaps == ("drempel",)


def test_a_gap_keeps_a_conclusion_open() -> None:
    conclusion = """\
conclusie: x
titel: X
codes: [hoog, laag]
bron: {artikel: 1}
gevallen:
  - {code: hoog, als: geld >= drempel}
  - {code: laag, als: norm}
"""
    found = one(conclusion, THRESHOLD, geld=1)
    assert (found.outcome, found.codes, found.gaps) == (ONBEKEND, ("hoog", "laag"), ("drempel",))
    assert found.missing == ("norm",)


def test_the_source_of_a_value_is_its_own() -> None:
    trace = about(island(), "2016-01-01", **LOODS)["loods"]
    rules = island().on(date(2016, 1, 1)).rules.rules
    assert str(rules["tarief"].source) == "artikel 20 lid 2 Wet op de vuurtoren"
    assert trace.outcome is JA


# -- begrippen ------------------------------------------------------------------------


def test_a_notion_can_be_used_in_any_condition() -> None:
    notion = "begrip: vlug\ntitel: vlug\nbron: {artikel: 2}\nals: a"
    provision = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - {id: v, als: niet vlug of b}
gevolgen:
  - id: aantal_keer
    gevallen: [{als: vlug, waarde: 3}]
    anders: 1
"""
    conclusion = """\
conclusie: y
titel: Y
codes: [p, q]
bron: {artikel: 3}
gevallen: [{code: p, als: vlug}]
anders: {code: q}
"""
    arguments = "argumenten: z\ntitel: Z\nbron: {artikel: 4}\nvoor: [{code: vlug, als: vlug}]"
    advice = about(small(provision, notion, conclusion, arguments), a=True, b=True)
    assert advice["x"].results == {"aantal_keer": 3}
    assert (advice["y"].codes, advice["z"].codes) == (("p",), ("voor:vlug",))
    assert advice["vlug"].outcome is JA
    assert "vlug" not in [found.id for found in advice]  # a notion is not advice
    assert about(small(provision, notion, conclusion, arguments)).missing == ("a", "b")


def test_a_notion_needs_no_conditions_of_its_own_but_als() -> None:
    assert about(island(), zeebenen=True, knopen=5)["wacht"].missing == ("gast", "storm_op_komst", "uren_vissen")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("voorziening", Kind.PROVISION),
        ("plicht", Kind.DUTY),
        ("maatregel", Kind.MEASURE),
        ("begrip", Kind.NOTION),
    ],
)
def test_provision_duty_measure_and_notion_have_one_form(key: str, kind: Kind) -> None:
    text = f"{key}: x\ntitel: X\nbron: {{artikel: 1}}\nvoorwaarden: [{{id: a, als: a}}]\ntenzij: [{{id: b, als: b}}]"
    assert one(text).kind is kind
    assert (one(text, a=True, b=False).outcome, one(text, b=True).outcome) == (JA, NEE)


# -- a provision ------------------------------------------------------------------------


def test_all_conditions_must_hold() -> None:
    assert about(island(), **LOODS)["loods"].outcome is JA
    for name, value in (("knopen", 4), ("bewoner", False), ("betrouwbaar", False), ("storm_op_komst", True)):
        facts = _without(LOODS, "maanden_wacht") if name == "bewoner" else LOODS
        extra = {"rang": "matroos"} if name in {"bewoner", "storm_op_komst"} else {}
        assert about(island(), **{**facts, name: value, **extra})["loods"].outcome is NEE, name


def test_what_is_missing_stands_in_the_order_of_the_document() -> None:
    found = about(island())["loods"]
    assert found.outcome is ONBEKEND
    assert found.missing == (
        "knopen",
        "bewoner",
        "rang",
        "uren_vissen",
        "betrouwbaar",
        "storm_op_komst",
        "kust",
        "talen",
        "maanden_wacht",
    )
    assert about(island(), knopen=0)["loods"].missing == ()


def test_only_open_norms_missing_makes_a_judgement() -> None:
    found = about(island(), **_without(LOODS, "betrouwbaar"))["loods"]
    assert (found.outcome, found.missing) == (OORDEEL, ("betrouwbaar",))
    (question,) = found.questions
    assert (question.finding, question.answered_by) == (True, "college")
    assert about(island(), **_without(LOODS, "betrouwbaar", "kust"))["loods"].outcome is ONBEKEND


@pytest.mark.parametrize("power", ["kan", "moet"])
def test_power_never_changes_the_outcome(power: str) -> None:
    text = f"voorziening: x\ntitel: X\nbevoegdheid: {power}\nbron: {{artikel: 1}}\nals: a"
    outcomes = [one(text, **facts).outcome for facts in ({}, {"a": True}, {"a": False})]
    assert outcomes == [ONBEKEND, JA, NEE]


def test_a_provision_holds_from_its_first_day_until_before_its_last() -> None:
    facts = {"zeebenen": True}
    before, first = (about(island(), on, **facts)["toren"] for on in ("2004-12-31", "2005-01-01"))
    assert (before.outcome, first.outcome) == (NEE, JA)
    assert before.reason is not None
    assert (before.reason.since, before.reason.until) == (date(2005, 1, 1), None)
    last, after = (
        about(island(), on, begin_wacht="2021-01-01", **facts)["toren"] for on in ("2019-12-31", "2020-01-01")
    )
    assert (last.outcome, after.outcome) == (JA, NEE)
    assert last.reason is None
    assert after.reason is not None
    assert (after.reason.until, after.reason.succeeded_by) == (date(2020, 1, 1), "lichtschip")


def test_one_condition_can_have_several_versions() -> None:
    for on, knots, outcome in (
        ("2014-12-31", 3, JA),
        ("2015-01-01", 3, NEE),
        ("2015-01-01", 5, JA),
    ):
        assert about(island(), on, **{**LOODS, "knopen": knots})["loods"].outcome is outcome
    steps_of = {on: about(island(), on, **LOODS)["loods"].why.steps[0] for on in ("2014-12-31", "2015-01-01")}
    assert [step.text for step in steps_of.values()] == [
        "De persoon kan genoeg knopen leggen.",
        "De persoon legt vijf knopen.",
    ]
    assert [str(step.source) for step in steps_of.values()] == [
        "artikel 3 lid 1 Wet op de vuurtoren",
        "artikel 3 lid 2 Wet op de vuurtoren",
    ]


def test_between_two_verified_versions_the_status_is_unverified() -> None:
    # Read in 2010 and in 2015; that the text changed on 1 January 2015 is not known for certain.
    by_day = {
        on: about(island(), on, **LOODS)["loods"].why.steps[0].source.status
        for on in ("2010-01-01", "2012-06-01", "2015-01-01", "2018-01-01", "2020-06-01")
    }
    assert list(by_day.values()) == [
        Status.VERIFIED,
        Status.UNVERIFIED,
        Status.VERIFIED,
        Status.VERIFIED,
        Status.VERIFIED,
    ]
    found = about(island(), "2012-06-01", **LOODS)["loods"]
    assert (found.outcome, found.status) == (JA, Status.UNVERIFIED)
    assert Notice.SOURCE_UNVERIFIED in found.notices


def test_after_the_law_is_known_to_change_every_status_is_unverified() -> None:
    assert about(island(), "2029-12-31", **LOODS)["loods"].why.steps[0].source.status is Status.VERIFIED
    assert about(island(), "2030-01-01", **LOODS)["loods"].why.steps[0].source.status is Status.UNVERIFIED


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"bewoner": True}, JA),
        ({"bewoner": False, "rang": "stuurman", "uren_vissen": 20}, JA),
        ({"bewoner": False, "rang": "stuurman", "uren_vissen": 19}, NEE),
        ({"bewoner": False, "rang": "matroos"}, NEE),
        ({"bewoner": False, "rang": "stuurman"}, ONBEKEND),
    ],
)
def test_alternatives_and_conditions_within_them(facts: dict[str, object], outcome: Outcome) -> None:
    known = _without(LOODS, "bewoner", "maanden_wacht") if not facts["bewoner"] else LOODS
    found = about(island(), **{**known, **facts})["loods"]
    if outcome is JA and not facts["bewoner"]:
        assert found.missing == ("maanden_wacht",)  # who lives elsewhere cannot state it
        assert dict(steps(found))["loods/wie"] == "ja"
    else:
        assert found.outcome is outcome


def test_each_alternative_has_its_own_source() -> None:
    sources = {step.rule: str(step.source) for step in about(island(), **LOODS)["loods"].why.walk()}
    assert sources["loods/wie/bewoner"] == "artikel 3 onder a Wet op de vuurtoren"
    assert sources["loods/wie/varend"] == "artikel 3 onder b Wet op de vuurtoren"
    assert sources["loods/wie/varend/rang"] == "artikel 3 onder b Wet op de vuurtoren"
    assert sources["loods/duur"] == "artikel 3 lid 5 Wet op de vuurtoren"


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"storm_op_komst": True, "rang": "matroos"}, NEE),
        ({"storm_op_komst": True, "rang": "kapitein"}, JA),
        ({"storm_op_komst": True}, ONBEKEND),
        ({"kust": "oost", "talen": []}, NEE),
        ({"kust": "oost", "talen": ["vogels"]}, JA),
        ({"kust": "oost", "talen": ["water"]}, JA),
        ({"kust": "oost", "talen": ["water"], "storm_op_komst": True, "rang": "kapitein"}, NEE),
        ({"kust": "oost", "talen": ["vissen"]}, NEE),
        ({"kust": "2.2"}, JA),
    ],
)
def test_exceptions_and_exceptions_to_them(facts: dict[str, object], outcome: Outcome) -> None:
    assert about(island(), **{**LOODS, **facts})["loods"].outcome is outcome


def test_the_trace_tells_how_each_part_counts() -> None:
    roles = {step.rule: step.role for step in about(island(), **LOODS)["loods"].why.walk()}
    assert roles["loods/knopen"] == ""
    assert roles["loods/storm"] == "tenzij"
    assert roles["loods/storm/behalve"] == "behalve"
    assert roles["loods/kust/vogels"] == "behalve"
    assert roles["loods/kust/wind/behalve"] == "behalve"


@pytest.mark.parametrize(("months", "outcome"), [(23, JA), (24, NEE), (None, ONBEKEND)])
def test_a_duration_is_a_condition_where_a_fact_measures_it(months: int | None, outcome: Outcome) -> None:
    assert about(island(), **{**LOODS, "maanden_wacht": months})["loods"].outcome is outcome


def test_a_duration_that_nothing_measures_is_information() -> None:
    duty = about(island(), zeebenen=True, knopen=5, gast=False, storm_op_komst=False)["wacht"]
    assert duty.outcome is JA
    document = island().decisions["wacht"][0].document
    assert isinstance(document, Voorziening)
    assert document.duration is not None
    assert document.duration.at_most == Literal(2, Unit.YEARS)


def test_a_bare_number_takes_the_unit_of_what_measures_it() -> None:
    text = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nduur: {gemeten_door: m, hoogstens: 3}"
    assert [one(text, m=months).outcome for months in (2, 3)] == [JA, NEE]


def test_deadlines_are_kept_with_their_date() -> None:
    document = island().decisions["loods"][0].document
    assert isinstance(document, Voorziening)
    (deadline,) = document.deadlines
    assert (deadline.id, deadline.after, deadline.every, deadline.since, deadline.text) == (
        "keuring",
        Literal(6, Unit.MONTHS),
        Literal(1, Unit.YEARS),
        "begin_wacht",
        "De keuring.",
    )


def test_metadata_is_kept_and_asks_for_nothing() -> None:
    document = island().decisions["loods"][0].document
    assert isinstance(document, Voorziening)
    assert (document.category, document.power) == (Category.STATUTORY, Power.MAY)
    assert (document.helps_with, document.meant_for) == (("werk",), "wie schepen kan lezen")
    assert (document.follows, document.receiver, document.priority) == ("wacht", "werkgever", "begin_wacht")
    assert document.initiative == (Initiative.REQUEST, Initiative.OWN_MOTION)
    assert (document.lapses, document.suits, document.voluntary) == (Lapse.DUTY, ("2.2",), True)
    assert document.note == "Wie schepen binnenbrengt."
    offering = document.offering
    assert offering is not None
    assert (offering.provider, offering.place, offering.length) == ("de haven", "de steiger", "twaalf weken")
    assert (offering.started_by, offering.not_started_by, offering.capacity) == (("schipper",), ("loods",), 3)
    assert [(slot.day, slot.part, slot.occasional, slot.text) for slot in offering.schedule] == [
        (Weekday.TUESDAY, Daypart.MORNING, False, ""),
        (Weekday.SUNDAY, None, True, "eerste van de maand"),
    ]
    assert offering.cost is not None
    assert (offering.cost.amount, offering.cost.per, offering.free) == (Literal(150, Unit.CENTS), "keer", False)
    assert document.locally is not None
    assert document.locally.restrict is not None
    (condition,) = (one for one in document.conditions if one.id == "betrouwbaar")
    assert (condition.decided_by, condition.advice_from) == ("college", "torenwachter")
    bare = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: a\n"
    told = (
        "soort: beweging\nhelpt_bij: [taal]\nbevoegdheid: moet\nvervolgt: y\nontvanger: o\nop: verzoek\nvervalt: plicht\n"
        "voorrang: v\npast_bij: ['2.2', '3']\nvrijwillig: nee\naanbod: {rooster: [{dag: zondag}]}\ntoelichting: t\n"
        "opgevolgd_door: y\n"
    )
    other = "voorziening: y\ntitel: Y\nbron: {artikel: 2}\nals: b"
    for facts in ({}, {"a": True}, {"a": False}, {"b": True}):
        with_all, without = one(bare + told, other, **facts), one(bare, other, **facts)
        assert (with_all.outcome, with_all.missing) == (without.outcome, without.missing)


def test_sources_are_cited_with_address_and_date() -> None:
    source = about(island(), "2018-03-01", **LOODS)["loods"].source
    assert source.url == "https://eiland.example/2010-01-01#Artikel3"
    assert about(island(), "2021-01-01", **LOODS)["loods"].source.url.endswith("2020-01-01#Artikel3")


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        ("geverifieerd", ()),
        ("secundair", ()),
        ("eigen_lezing", (Notice.OWN_READING,)),
        ("niet_geverifieerd", (Notice.SOURCE_UNVERIFIED,)),
    ],
)
def test_the_status_of_a_source_is_shown(status: str, notice: tuple[Notice, ...]) -> None:
    text = f"voorziening: x\ntitel: X\nbron: {{artikel: 1, status: {status}}}\nals: a"
    found = one(text, a=True)
    assert (found.status, found.source.status, found.notices) == (Status(status), Status(status), notice)


def test_a_source_takes_what_it_leaves_out_from_what_encloses_it() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1, lid: 2, onder: c, opmerking: van buiten}
voorwaarden:
  - {id: zelfde, als: a}
  - {id: onder, als: a, bron: {onder: d}}
  - {id: lid, als: a, bron: {lid: 3}}
  - {id: artikel, als: a, bron: {artikel: 7}}
  - {id: anders, als: a, bron: {regeling: Andere wet, artikel: 9}}
"""
    found = {step.rule: step.source for step in one(text, a=True).why.steps}
    assert {rule: str(source) for rule, source in found.items()} == {
        "x/zelfde": "artikel 1 lid 2 onder c Kleine wet",
        "x/onder": "artikel 1 lid 2 onder d Kleine wet",
        "x/lid": "artikel 1 lid 3 Kleine wet",
        "x/artikel": "artikel 7 Kleine wet",
        "x/anders": "artikel 9 Andere wet",
    }
    assert found["x/onder"].note == ""


# -- periods of parts ---------------------------------------------------------------------


PERIODS = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - {id: altijd, als: a}
  - {id: later, als: b, geldig: {van: 2017-01-01}}
tenzij:
  - id: eerder
    als: c
    geldig: {tot: 2016-01-01}
    behalve_als: n = 1
"""


def test_a_condition_counts_in_its_own_period_only() -> None:
    assert one(PERIODS, on="2016-12-31", a=True, b=False).outcome is JA
    assert one(PERIODS, on="2017-01-01", a=True, b=False).outcome is NEE
    assert one(PERIODS, on="2015-12-31", a=True, c=True, n=2).outcome is NEE
    assert one(PERIODS, on="2015-12-31", a=True, c=True, n=1).outcome is JA
    assert one(PERIODS, on="2016-01-01", a=True, c=True, n=2).outcome is JA


def test_an_exception_does_not_outlive_its_rule() -> None:
    """Without the rule its exception would turn into a condition of its own."""
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
als: a
tenzij:
  - id: deel
    versies: [{als: b, geldig: {tot: 2016-01-01}}]
    behalve_als: c
"""
    for exception, before in ((True, JA), (False, NEE)):
        assert one(text, on="2015-12-31", a=True, b=True, c=exception).outcome is before
        assert one(text, on="2016-01-01", a=True, c=exception).outcome is JA
    assert one(text, on="2016-01-01", a=True).outcome is JA


@pytest.mark.parametrize("exception", ["behalve_als: b", "behalve: [{id: q, als: b}]"])
def test_an_exception_to_a_plain_condition_could_mean_two_things(exception: str) -> None:
    part = f"{{id: p, als: a, {exception}}}"
    for conditions, expected in (
        (f"voorwaarden: [{part}]", ["behalve_bij_voorwaarde"]),
        (f"voorwaarden: [{{id: r, een_van: [{part}]}}]", ["behalve_bij_voorwaarde"]),
        (f"tenzij: [{part}]", []),
        (f"tenzij: [{{id: r, een_van: [{part}]}}]", []),
        (f"tenzij: [{{id: r, als: c, behalve: [{part}]}}]", []),
    ):
        assert faults(f"voorziening: x\ntitel: X\nbron: {{artikel: 1}}\n{conditions}") == expected


def test_the_period_of_a_condition_bounds_its_versions() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - {id: altijd, als: a}
  - id: even
    geldig: {van: 2015-01-01, tot: 2017-01-01}
    versies: [{als: b, geldig: {tot: 2016-01-01}}, {als: c, geldig: {van: 2016-01-01}}]
"""
    missing = {on: one(text, on=on).missing for on in ("2014-12-31", "2015-06-01", "2016-06-01", "2017-01-01")}
    assert list(missing.values()) == [("a",), ("a", "b"), ("a", "c"), ("a",)]


@pytest.mark.parametrize("form", ["een_van", "alle"])
def test_a_list_in_force_has_a_part_in_force(form: str) -> None:
    text = f"""\
voorziening: x
titel: X
bron: {{artikel: 1}}
voorwaarden:
  - id: deel
    {form}: [{{id: p, als: a, geldig: {{tot: 2016-01-01}}}}, {{id: q, als: b, geldig: {{tot: 2017-01-01}}}}]
"""
    # Neither "always" nor "never" can be meant by it.
    assert faults(text) == ["niets_van_kracht"]
    assert faults(text.replace("- id: deel", "- id: deel\n    geldig: {tot: 2017-01-01}")) == ["niets_van_kracht"]
    assert faults(text.replace("bron:", "geldig: {tot: 2017-01-01}\nbron:")) == []


# -- results ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "euros"),
    [
        # 70 percent of 1000.01 euro is 700.007; of that 10/30, and only then down to whole euros.
        ({"vangst": 100_001, "uren_vissen": 10, "uren_vol": 30}, 233),
        ({"vangst": 1_000_000, "uren_vissen": 60, "uren_vol": 10}, 5000),
        ({"vangst": 0, "uren_vissen": 10, "uren_vol": 30}, 0),
        ({"uren_vissen": 10, "uren_vol": 30}, None),
    ],
)
def test_a_result_in_steps_is_rounded_once_at_the_end(facts: dict[str, object], euros: int | None) -> None:
    assert about(island(), **facts)["vangstgeld"].results["geld"] == euros


def test_rounding_each_step_would_give_something_else() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
als: a
gevolgen:
  - id: bedrag
    eenheid: cent
    stappen:
      derde: geld naar rato van 1 op 3
      factor: 3
    waarde: derde * factor afgerond op 1 cent rekenkundig
"""
    assert one(text, a=True, geld=100).results == {"bedrag": 100}  # 33 three times would be 99
    rules = small(text).on(date(2016, 1, 1)).rules.rules
    assert rules["x#bedrag#derde"].type == Number(Unit.CENTS, 0, 333_334, scale=3)


def test_a_step_may_be_negative_or_have_another_unit_than_the_result() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
als: a
gevolgen:
  - id: bedrag
    eenheid: cent
    stappen:
      tekort: geld - 50 euro
      deel: 40 procent
    waarde: deel van (hoogste van (0 euro, tekort)) afgerond op 1 cent naar boven
"""
    assert one(text, a=True, geld=4_999).results == {"bedrag": 0}
    assert one(text, a=True, geld=5_001).results == {"bedrag": 1}


def test_a_step_sees_the_steps_above_it_only() -> None:
    steps = "stappen: {eerst: later + 1, later: n}"
    text = f"voorziening: x\ntitel: X\nbron: {{artikel: 1}}\nals: a\ngevolgen: [{{id: g, {steps}, waarde: eerst}}]"
    assert faults(text) == ["onbekend_feit"]
    assert faults(text.replace("later + 1", "n").replace("later: n", "later: eerst + 1")) == []


def test_an_unrounded_result_is_an_error_and_an_unrounded_step_is_none() -> None:
    text = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: a\ngevolgen: [{id: g, waarde: 70 procent van n}]"
    assert faults(text) == ["niet_afgerond"]


@pytest.mark.parametrize(("coast", "cents"), [("noord", 100), ("2.2", 250), ("oost", 0), (None, None)])
def test_a_result_by_cases(coast: str | None, cents: int | None) -> None:
    assert about(island(), uren_vissen=10, kust=coast)["vangstgeld"].results["toeslag"] == cents


def test_cases_that_agree_need_no_fact() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
als: a
gevolgen: [{id: g, gevallen: [{als: b, waarde: 3}], anders: 3}]
"""
    assert one(text, a=True).results == {"g": 3}


@pytest.mark.parametrize(
    ("months", "percent"), [(0, 20), (5, 20), (6, 40), (11, 40), (12, 100), (600, 100), (None, None)]
)
def test_stairs_step_with_time(months: int | None, percent: int | None) -> None:
    found = about(island(), vangst=0, maanden_wacht=months)["berisping"]
    assert (found.outcome, found.results) == (JA, {"korting_procent": percent})


def test_results_belong_to_an_outcome_that_is_not_no() -> None:
    assert about(island(), vangst=1, maanden_wacht=6)["berisping"].results == {}
    assert about(island(), maanden_wacht=6)["berisping"].results == {"korting_procent": 40}


def test_a_result_has_a_period() -> None:
    assert "premie_euro" not in about(island(), "2011-12-31", uren_vissen=1)["vangstgeld"].results
    assert about(island(), "2012-01-01", uren_vissen=1)["vangstgeld"].results["premie_euro"] is None


def test_two_versions_of_a_result_may_have_the_same_steps() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
als: a
gevolgen:
  - {id: g, stappen: {s: n + 1}, waarde: s, geldig: {tot: 2016-01-01}}
  - {id: g, stappen: {s: n + 2}, waarde: s, geldig: {van: 2016-01-01}}
"""
    assert [one(text, on=on, a=True, n=1).results for on in ("2015-12-31", "2016-01-01")] == [{"g": 2}, {"g": 3}]


# -- conclusions --------------------------------------------------------------------------


CASE = """\
conclusie: x
titel: X
codes: [p, q, r]
bron: {artikel: 1}
gevallen:
  - {code: p, als: a, met: {wie: ik}}
  - {code: q, als: b, met: {wie: jij}}
anders: {code: r, met: {wie: wij}}
"""


@pytest.mark.parametrize(
    ("facts", "outcome", "codes", "certain", "missing"),
    [
        ({"a": True}, JA, ("p",), ("p",), ()),
        ({"a": True, "b": True}, JA, ("p",), ("p",), ()),  # the first row that holds
        ({"a": False, "b": True}, JA, ("q",), ("q",), ()),
        ({"a": False, "b": False}, JA, ("r",), ("r",), ()),
        # A plain CASE reads unknown as false, and would answer q.
        ({"b": True}, ONBEKEND, ("p", "q"), (), ("a",)),
        # And here it would answer r.
        ({}, ONBEKEND, ("p", "q", "r"), (), ("a", "b")),
        ({"a": False}, ONBEKEND, ("q", "r"), (), ("b",)),
        ({"b": False}, ONBEKEND, ("p", "r"), (), ("a",)),
    ],
)
def test_the_codes_that_are_not_ruled_out_are_possible(
    facts: dict[str, bool],
    outcome: Outcome,
    codes: tuple[str, ...],
    certain: tuple[str, ...],
    missing: tuple[str, ...],
) -> None:
    found = one(CASE, **facts)
    assert (found.outcome, found.codes, found.certain, found.missing) == (outcome, codes, certain, missing)


def test_a_row_carries_extra_codes() -> None:
    assert one(CASE, a=True).extra == {"wie": "ik"}
    assert one(CASE, a=False, b=False).extra == {"wie": "wij"}
    assert one(CASE, b=True).extra == {}


def test_one_code_left_is_settled_though_no_row_is() -> None:
    text = CASE.replace("code: q, als: b", "code: p, als: b").replace("code: r", "code: p")
    found = one(text)
    assert (found.outcome, found.codes, found.certain, found.missing) == (JA, ("p",), ("p",), ())


def test_without_otherwise_one_code_left_may_still_not_hold() -> None:
    text = CASE.replace("anders: {code: r, met: {wie: wij}}\n", "")
    found = one(text, a=False)
    assert (found.outcome, found.codes, found.certain, found.missing) == (ONBEKEND, ("q",), (), ("b",))
    found = one(text, a=False, b=False)
    assert (found.outcome, found.codes) == (NEE, ())
    assert one(text, a=False, b=True).outcome is JA


def test_a_conclusion_that_waits_for_a_finding_only_is_a_judgement() -> None:
    text = CASE.replace("als: b", "als: norm")
    found = one(text, a=False)
    assert (found.outcome, found.codes, found.missing) == (OORDEEL, ("q", "r"), ("norm",))


@pytest.mark.parametrize(
    ("facts", "outcome", "codes", "missing"),
    [
        ({"rang": "matroos", "uren_vissen": 40}, JA, ("kotter",), ()),
        ({"rang": "matroos", "uren_vissen": 39}, OORDEEL, ("roeiboot", "kotter"), ("oordeel_boot_3",)),
        ({"rang": "matroos", "uren_vissen": 20, "oordeel_boot_3": True}, JA, ("kotter",), ()),
        ({"rang": "matroos", "uren_vissen": 20, "oordeel_boot_3": False}, JA, ("roeiboot",), ()),
        ({"rang": "matroos", "uren_vissen": 19, "knopen": 0}, JA, ("vlot",), ()),
        ({"rang": "kapitein"}, JA, ("stoomboot",), ()),
    ],
)
def test_an_edge_that_the_source_leaves_undefined_is_a_judgement(
    facts: dict[str, object], outcome: Outcome, codes: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    found = about(island(), **facts)["boot"]
    assert (found.outcome, found.codes, found.missing) == (outcome, codes, missing)


def test_the_question_of_an_edge() -> None:
    (question,) = about(island(), rang="matroos", uren_vissen=30)["boot"].questions
    assert (question.finding, question.question) == (True, "Vist deze persoon genoeg?")


@pytest.mark.parametrize("code", ["ja", "nee", "onbekend", "oordeel"])
def test_codes_never_include_an_outcome(code: str) -> None:
    text = f"conclusie: x\ntitel: X\ncodes: [p, {code}]\nbron: {{artikel: 1}}\ngevallen: [{{code: p, als: a}}]"
    assert faults(text) == ["code_is_uitkomst"]


@pytest.mark.parametrize(
    ("facts", "outcome", "codes", "certain"),
    [
        ({"storm_op_komst": True}, ONBEKEND, ("lantaarn", "touw", "verrekijker"), ("lantaarn",)),
        ({"knopen": 5, "talen": ["water"], "storm_op_komst": False}, JA, ("touw",), ("touw",)),
        ({"talen": ["wind", "water"]}, OORDEEL, ("lantaarn", "touw"), ("touw",)),
        (
            {"talen": ["wind", "vogels"], "storm_op_komst": False},
            JA,
            ("touw", "verrekijker"),
            ("touw", "verrekijker"),
        ),
        ({"talen": [], "knopen": 0, "storm_op_komst": False}, NEE, (), ()),
        ({"talen": [], "knopen": 0}, OORDEEL, ("lantaarn",), ()),
    ],
)
def test_a_set_has_certain_and_possible_members(
    facts: dict[str, object], outcome: Outcome, codes: tuple[str, ...], certain: tuple[str, ...]
) -> None:
    found = about(island(), **facts)["uitrusting"]
    assert (found.outcome, found.codes, found.certain) == (outcome, codes, certain)


def test_a_conclusion_that_is_not_in_force_says_so() -> None:
    found = about(island(), "2020-01-01")["uitrusting"]
    assert (found.outcome, found.codes) == (NEE, ())
    assert found.reason is not None
    assert (found.reason.until, found.reason.succeeded_by) == (date(2020, 1, 1), "kist")
    assert about(island(), "2019-12-31", knopen=9)["kist"].outcome is NEE


def test_arguments_are_three_valued_each_and_nothing_weighs_them() -> None:
    found = about(island(), zeebenen=True)["bemanning"]
    assert (found.kind, found.codes, found.certain) == (
        Kind.ARGUMENTS,
        ("tegen:storm", "voor:sterk"),
        ("voor:sterk",),
    )
    assert (found.outcome, found.missing) == (OORDEEL, ("storm_op_komst",))
    assert about(island(), zeebenen=False, knopen=0, storm_op_komst=False)["bemanning"].codes == ()


# -- ambiguous text -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "outcome", "missing"),
    [
        ({"a": True, "b": True}, JA, ()),
        ({"a": False, "b": False}, NEE, ()),
        ({"a": True, "b": False}, OORDEEL, ("lezing_x_p",)),
        ({"a": True, "b": False, "lezing_x_p": True}, JA, ()),
        ({"a": True, "b": False, "lezing_x_p": False}, NEE, ()),
        ({"a": True}, ONBEKEND, ("b", "lezing_x_p")),
        ({"a": True, "lezing_x_p": True}, JA, ()),
        ({}, ONBEKEND, ("a", "b", "lezing_x_p")),
    ],
)
def test_two_readings_are_settled_where_they_agree(
    facts: dict[str, object], outcome: Outcome, missing: tuple[str, ...]
) -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden: [{id: p, lezingen: {streng: a en b, ruim: a of b, kwestie: k?}}]
"""
    found = one(text, **facts)
    assert (found.outcome, found.missing) == (outcome, missing)


def test_the_question_of_a_reading() -> None:
    (question,) = about(island(), bewoner=True, zeebenen=False, maanden_wacht=0)["baken"].questions
    assert (question.question, question.answered_by) == ('Is "en/of" hier een van beide?', "college")


@pytest.mark.parametrize(
    ("months", "outcome", "missing"),
    [
        (2, JA, ()),
        (3, OORDEEL, ("lezing_baken_duur",)),
        (5, OORDEEL, ("lezing_baken_duur",)),
        (6, NEE, ()),
    ],
)
def test_two_readings_of_a_duration(months: int, outcome: Outcome, missing: tuple[str, ...]) -> None:
    found = about(island(), zeebenen=True, maanden_wacht=months)["baken"]
    assert (found.outcome, found.missing) == (outcome, missing)


@pytest.mark.parametrize("reading", ["streng: 6 maanden, ruim: 3 maanden", "streng: 6 maanden, ruim: 6 weken"])
def test_the_strict_reading_of_a_duration_is_not_longer(reading: str) -> None:
    text = f"voorziening: x\ntitel: X\nbron: {{artikel: 1}}\nduur: {{gemeten_door: m, lezingen: {{{reading}, kwestie: k}}}}"
    assert "lezing_niet_ruimer" in faults(text)


# -- a change of law ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "facts", "outcome", "missing"),
    [
        ("2019-12-31", {"zeebenen": True, "begin_wacht": "2019-01-01"}, JA, ()),
        ("2020-01-01", {"zeebenen": True, "begin_wacht": "2019-01-01"}, OORDEEL, ("overgangsrecht_toren",)),
        ("2020-01-01", {"begin_wacht": "2019-12-31"}, OORDEEL, ("overgangsrecht_toren",)),
        ("2020-01-01", {"begin_wacht": "2020-01-01"}, NEE, ()),
        ("2020-01-01", {}, ONBEKEND, ("begin_wacht", "overgangsrecht_toren")),
        ("2020-01-01", {"begin_wacht": "2019-01-01", "overgangsrecht_toren": True}, JA, ()),
        ("2020-01-01", {"begin_wacht": "2019-01-01", "overgangsrecht_toren": False}, NEE, ()),
        ("2020-01-01", {"overgangsrecht_toren": False}, NEE, ()),
    ],
)
def test_what_runs_when_the_law_ends_is_for_a_person_to_judge(
    on: str, facts: dict[str, object], outcome: Outcome, missing: tuple[str, ...]
) -> None:
    found = about(island(), on, **facts)["toren"]
    assert (found.outcome, found.missing) == (outcome, missing)
    noticed = Notice.TRANSITION_UNKNOWN in found.notices
    assert noticed is ("overgangsrecht_toren" in missing)
    assert (found.reason is not None) is (outcome is NEE)


@pytest.mark.parametrize(
    ("on", "facts", "outcome", "missing"),
    [
        ("2017-12-31", {"knopen": 1}, JA, ()),
        ("2018-01-01", {"knopen": 1, "begin_wacht": "2018-01-01"}, NEE, ()),
        ("2018-01-01", {"knopen": 10, "begin_wacht": "2018-01-01"}, JA, ()),
        ("2018-01-01", {"knopen": 1, "begin_wacht": "2017-12-31"}, OORDEEL, ("overgangsrecht_boei",)),
        ("2018-01-01", {"knopen": 1, "begin_wacht": "2017-12-31", "overgangsrecht_boei": True}, JA, ()),
        ("2018-01-01", {"knopen": 1}, ONBEKEND, ("begin_wacht", "overgangsrecht_boei")),
    ],
)
def test_what_runs_when_the_law_changes_is_for_a_person_to_judge(
    on: str, facts: dict[str, object], outcome: Outcome, missing: tuple[str, ...]
) -> None:
    found = about(island(), on, **facts)["boei"]
    assert (found.outcome, found.missing) == (outcome, missing)
    assert (Notice.TRANSITION_UNKNOWN in found.notices) is ("overgangsrecht_boei" in missing)


def test_the_question_about_the_transition() -> None:
    (question,) = about(island(), "2020-01-01", begin_wacht="2019-01-01")["toren"].questions
    assert (question.finding, question.answered_by) == (True, "college")
    assert question.question == "Welk recht geldt voor een lopende Torenwacht?"


# -- names that documents make ----------------------------------------------------------------


def test_versions_of_one_reading_share_their_question() -> None:
    text = """\
voorziening: x
titel: X
bron: {{artikel: 1}}
geldig: {{{period}}}
voorwaarden: [{{id: p, lezingen: {{streng: a en b, ruim: a of b, kwestie: {issue}}}}}]
"""
    pack = small(
        text.format(period="tot: 2016-01-01", issue="Eerst?"), text.format(period="van: 2016-01-01", issue="Dan?")
    )
    assert [name for name in pack.vocabulary if name.startswith("lezing_")] == ["lezing_x_p"]
    for on in ("2015-12-31", "2016-01-01"):
        assert about(pack, on, a=True, b=False, lezing_x_p=True)["x"].outcome is JA


def test_two_questions_never_share_a_name() -> None:
    reading = "lezingen: {streng: a en b, ruim: a of b, kwestie: k}"
    first = f"voorziening: x_y\ntitel: X\nbron: {{artikel: 1}}\nvoorwaarden: [{{id: z, {reading}}}]"
    second = f"voorziening: x\ntitel: X\nbron: {{artikel: 1}}\nvoorwaarden: [{{id: y_z, {reading}}}]"
    assert faults(first) == []
    assert faults(first, second) == ["naam_bezet"]
    fact = "gegevens: {lezing_x_y_z: {titel: t, type: ja_nee, vraag: v?}}"
    assert faults(first, fact) == ["naam_bezet"]


def test_conditions_called_strict_and_wide_are_just_conditions() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden: [{id: p, een_van: [{id: streng, als: a}, {id: ruim, als: b}]}]
"""
    assert one(text, a=False, b=True).outcome is JA


def test_a_pack_needs_a_header_to_be_one() -> None:
    with pytest.raises(Exception, match="geen_pakket"):
        catalog.parse("voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: verdringing")
    assert faults(HEAD) == ["twee_pakketten"]


# -- what is left out, and what never holds -------------------------------------------------------


def test_a_provision_without_conditions_says_that_it_means_it() -> None:
    bare = "voorziening: x\ntitel: X\nbron: {artikel: 1}\n"
    assert [one.code for one in small(bare).warnings] == ["zonder_voorwaarden"]
    meant = small(bare + "voorwaarden: []\n")
    assert meant.warnings == ()
    assert about(meant)["x"].outcome is JA


def test_readings_with_too_many_cases_are_said_to_be_unchecked() -> None:
    text = (
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\nvoorwaarden:\n  - id: p\n    lezingen:\n"
        "      streng: aantal dingen > 2\n      ruim: aantal dingen > 1\n      kwestie: Hoeveel talen?\n"
    )
    assert [one.code for one in small(text).warnings] == ["lezingen_niet_nagegaan"]


@pytest.mark.parametrize(
    "document",
    [
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\ngeldig: {tot: 2000-01-01}\nals: a",
        (
            "voorziening: x\ntitel: X\nbron: {artikel: 1}\n"
            "voorwaarden: [{id: q, als: b}, {id: p, als: a, geldig: {tot: 2000-01-01}}]"
        ),
    ],
)
def test_what_lies_outside_the_period_of_its_pack_is_wrong(document: str) -> None:
    head = "pakket: p\ntitel: P\nbron: {regeling: P}\ngeldig: {van: 2010-01-01}"
    assert faults(document, head=head) == ["buiten_periode"]


def test_who_began_before_a_condition_changed_is_for_a_person_to_judge() -> None:
    text = (
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\nlopend_sinds: begin\nvoorwaarden:\n  - id: p\n    versies:\n"
        "      - {als: n > 3, geldig: {tot: 2018-01-01}}\n      - {als: n > 30, geldig: {van: 2018-01-01}}\n"
    )
    pack = small(text)
    began = {"begin": "2017-06-01", "n": 20}
    assert about(pack, "2017-12-31", **began)["x"].outcome is JA
    changed = about(pack, "2018-06-01", **began)["x"]
    assert (changed.outcome, changed.notices) == (OORDEEL, (Notice.TRANSITION_UNKNOWN,))
    assert about(pack, "2018-06-01", begin="2018-01-01", n=20)["x"].outcome is NEE


def test_a_condition_says_who_decides_about_a_finding_and_on_whose_advice() -> None:
    pack = small(
        "gegevens: {v: {titel: v, type: ja_nee, soort: vaststelling, vraag: v?}}",
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\n"
        "voorwaarden: [{id: p, als: v, beslist_door: loods, na_advies: schipper}]",
    )
    outcome = about(pack)["x"]
    (asked,) = outcome.questions
    assert (asked.answered_by, asked.after_advice_of) == ("loods", "schipper")
    assert "loods, na advies van schipper" in outcome.explain()


def test_a_duty_applies_and_a_measure_is_imposed() -> None:
    said = {
        kind: about(small(f"{kind}: x\ntitel: X\nbron: {{artikel: 1}}\nals: a"), a=True)["x"].explain().splitlines()[0]
        for kind in ("voorziening", "plicht", "maatregel")
    }
    assert said == {"voorziening": "X: ja", "plicht": "X: geldt", "maatregel": "X: wordt opgelegd"}


def test_what_a_document_states_beside_its_conditions_is_told() -> None:
    outcome = about(island(), rang="kapitein", knopen=7)["loods"]
    assert outcome.particulars["bevoegdheid"] == "kan"
    assert outcome.particulars["vervolgt"] == "wacht"
    assert "Dit vervolgt: wacht" in outcome.explain()
    assert "This follows: wacht" in outcome.explain(lang="en")
