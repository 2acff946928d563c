"""What a municipality may do with the law above it, and what it may not."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from islands import HEAD, JA, NEE, ONBEKEND, PACKS, about, faults, island, places, small, wrong

from participatie import Pack, PolicyError, catalog
from participatie.advice.assessment import Notice
from participatie.diagnostics import Severity
from participatie.sources import Status

LAW = """\
pakket: wet
titel: Wet
bron: {regeling: Wet}
geldig: {van: 2010-01-01}
"""
PARAMETERS = """\
parameters:
  grens:
    titel: grens
    eenheid: cent
    waarden:
      - {van: 2010-01-01, waarde: 100 euro}
      - {van: 2015-01-01, waarde: 50 euro}
      - {van: 2018-01-01, waarde: niet_geverifieerd}
  premie:
    titel: premie
    eenheid: cent
    delegatie: {minstens: 10 euro, hoogstens: grens}
  verplicht:
    titel: verplicht
    delegatie: {verplicht: ja, minstens: 1, hoogstens: 4}
  vast:
    titel: vast
    waarden: [{waarde: 3}]
"""
PROVISIONS = """\
voorziening: vrij
titel: Vrij
bron: {artikel: 1}
als: a
lokaal_mag: {beperken: {artikel: 9}}
gevolgen: [{id: bedrag, eenheid: euro, waarde: premie}]
---
voorziening: dicht
titel: Dicht
bron: {artikel: 2}
als: a
"""
MUNICIPALITY = """\
pakket: stad
titel: Stad
bouwt_op: wet
geschreven_voor_recht: {van: 2012-01-01, tot: 2020-01-01}
geldig: {van: 2012-01-01, tot: 2020-01-01}
bron: {regeling: Verordening}
"""


def law() -> Pack:
    return small(PARAMETERS, PROVISIONS, head=LAW)


def city(*documents: str, head: str = MUNICIPALITY) -> Pack:
    return small(*documents, base=law(), head=head)


def mistakes(*documents: str, head: str = MUNICIPALITY) -> list[str]:
    return faults(*documents, base=law(), head=head)


def filling(*values: str, of: str = "premie") -> str:
    return "\n".join([f"invulling: {of}", "bron: {artikel: 4}", "waarden:", *(f"  - {{{one}}}" for one in values)])


# -- filling in ---------------------------------------------------------------------------


def test_what_is_delegated_is_filled_in_by_date() -> None:
    pack = city(filling("van: 2012-01-01, waarde: 60 euro", "van: 2015-01-01, waarde: 40 euro"))
    results = {on: about(pack, on, a=True)["vrij"].results["bedrag"] for on in ("2014-12-31", "2015-01-01")}
    assert list(map(int, results.values())) == [60, 40]
    rule = pack.on(date(2015, 1, 1)).rules.rules["premie"]
    assert (rule.layer, str(rule.source)) == ("stad", "artikel 4 Verordening")


def test_what_nobody_filled_in_is_a_gap() -> None:
    assert about(law(), "2016-01-01", a=True)["vrij"].results == {"bedrag": None}


def test_a_filling_holds_no_longer_than_its_pack() -> None:
    head = MUNICIPALITY.replace(
        "geldig: {van: 2012-01-01, tot: 2020-01-01}", "geldig: {van: 2013-01-01, tot: 2014-01-01}"
    )
    pack = city(filling("waarde: 20 euro"), head=head)
    results = [
        about(pack, on, a=True)["vrij"].results["bedrag"]
        for on in ("2012-12-31", "2013-01-01", "2013-12-31", "2014-01-01")
    ]
    assert results == [None, 20, 20, None]


def test_of_values_from_before_the_pack_the_last_one_holds() -> None:
    pack = city(filling("van: 2001-01-01, waarde: 20 euro", "van: 2005-01-01, waarde: 30 euro"))
    assert about(pack, "2012-01-01", a=True)["vrij"].results["bedrag"] == 30


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["van: 2012-01-01, waarde: 100 euro"], ["waarde_boven_grens"]),  # the bound halves in 2015
        (["van: 2012-01-01, tot: 2015-01-01, waarde: 100 euro"], []),
        (["van: 2012-01-01, waarde: 100 euro", "van: 2015-01-01, waarde: 50 euro, tot: 2018-01-01"], []),
        (["van: 2012-01-01, waarde: 10001 cent, tot: 2013-01-01"], ["waarde_boven_grens"]),
        (["van: 2012-01-01, waarde: 999 cent, tot: 2013-01-01"], ["waarde_onder_grens"]),
        (["van: 2012-01-01, waarde: 1000 cent, tot: 2013-01-01"], []),
        (["van: 2015-01-01, waarde: 51 euro"], ["waarde_boven_grens"]),
        # A value that another takes the place of before the pack holds is never in force.
        (["van: 2000-01-01, waarde: 900 euro", "van: 2011-01-01, waarde: 20 euro, tot: 2013-01-01"], []),
    ],
)
def test_a_value_lies_within_its_bounds_on_every_day(values: list[str], expected: list[str]) -> None:
    assert mistakes(filling(*values)) == expected


def test_the_day_and_the_bound_are_named() -> None:
    (found,) = wrong(lambda: city(filling("van: 2012-01-01, waarde: 100 euro")))
    assert found.arguments == {
        "naam": "premie",
        "waarde": "100 euro",
        "grens": "50 euro",
        "dag": "2015-01-01",
    }
    assert places((found,)) == [("waarde_boven_grens", 4, 31)]


def test_an_unverified_bound_is_a_warning() -> None:
    pack = city(filling("van: 2017-01-01, waarde: 50 euro"))
    assert [(one.code, one.severity) for one in pack.warnings] == [("grens_niet_geverifieerd", Severity.WARNING)]
    assert about(pack, "2019-01-01", a=True)["vrij"].results["bedrag"] == 50
    assert city(filling("van: 2017-01-01, tot: 2018-01-01, waarde: 50 euro")).warnings == ()


def test_a_bound_may_be_filled_in_by_the_same_pack() -> None:
    parameters = """\
parameters:
  top: {titel: t, delegatie: {hoogstens: 10}}
  dal: {titel: d, delegatie: {hoogstens: top}}
"""
    base = small(parameters, head=LAW)
    for above, below, expected in ((5, 4, []), (4, 5, ["waarde_boven_grens"])):
        fillings = [filling(f"waarde: {above}", of="top"), filling(f"waarde: {below}", of="dal")]
        for documents in (fillings, fillings[::-1]):
            assert faults(*documents, base=base, head=MUNICIPALITY) == expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ("hoogstens: 4", []),
        ("hoogstens: vast", []),
        ("hoogstens: later", []),
        ("hoogstens: vastt", ["onbekende_parameter"]),
        ("hoogstens: a", ["onbekende_parameter"]),  # a fact of a person is no bound
        ("hoogstens: 4 maanden", ["eenheid_past_niet"]),
        ("minstens: geldgrens", ["eenheid_past_niet"]),
        ("minstens: 1 + 1", ["geen_hoeveelheid"]),
        ("minstens: ja", ["geen_getal"]),
    ],
)
def test_a_bound_is_a_quantity_or_a_parameter(bounds: str, expected: list[str]) -> None:
    text = f"""\
parameters:
  x: {{titel: x, delegatie: {{{bounds}}}}}
  vast: {{titel: v, waarden: [{{waarde: 3}}]}}
  geldgrens: {{titel: v, eenheid: cent, waarden: [{{waarde: 3 euro}}]}}
---
parameters: {{later: {{titel: l, waarden: [{{waarde: 3}}]}}}}
"""
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12", "eenheid_verplicht"),  # euros or cents?
        ("12 maanden", "eenheid_past_niet"),
        ("ja", "geen_getal"),
        ("2018-01-01", "geen_getal"),
        ("rood", "geen_hoeveelheid"),
        ("10 euro + 10 euro", "geen_hoeveelheid"),
        ("20000000 euro", "uitkomst_buiten_bereik"),
    ],
)
def test_a_value_has_the_unit_of_its_parameter(value: str, expected: str) -> None:
    assert mistakes(filling(f"waarde: {value}")) == [expected]
    assert faults(f"parameters: {{p: {{titel: p, eenheid: cent, waarden: [{{waarde: {value}}}]}}}}") == [expected]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("vast", "invulling_niet_gedelegeerd"),
        ("premi", "onbekende_parameter"),
        ("vrij", "onbekende_parameter"),
    ],
)
def test_only_what_is_delegated_is_filled_in(of: str, expected: str) -> None:
    (found,) = wrong(lambda: city(filling("waarde: 3", of=of)))
    assert places((found,)) == [(expected, 1, 12)]
    assert found.arguments.get("suggestie") == ("premie" if of == "premi" else None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["van: 2012-01-01, waarde: 20 euro", "van: 2012-01-01, waarde: 30 euro"], ["dubbel_geldig"]),
        (["waarde: 20 euro", "waarde: 30 euro"], ["dubbel_geldig"]),
        (["van: 2012-01-01, tot: 2014-01-01, waarde: 20 euro", "van: 2013-01-01, waarde: 30 euro"], ["dubbel_geldig"]),
        (["van: 2012-01-01, tot: 2013-01-01, waarde: 20 euro", "van: 2013-01-01, waarde: 30 euro"], []),
        (["van: 2013-01-01, tot: 2013-01-01, waarde: 20 euro"], ["periode_leeg"]),
    ],
)
def test_one_value_a_day(values: list[str], expected: list[str]) -> None:
    assert mistakes(filling(*values)) == expected
    if len(values) > 1:  # in two documents it is the same
        assert mistakes(*(filling(one) for one in values)) == expected
        assert mistakes(*(filling(one) for one in values[::-1])) == expected


def test_a_third_layer_does_not_fill_in_again() -> None:
    top = (
        "pakket: wijk\ntitel: W\nbouwt_op: stad\ngeschreven_voor_recht: {van: 2012-01-01, tot: 2020-01-01}\n"
        "geldig: {van: 2012-01-01, tot: 2020-01-01}\nbron: {regeling: W}\n"
    )
    below = city(filling("van: 2012-01-01, tot: 2014-01-01, waarde: 20 euro"))
    assert faults(filling("van: 2013-01-01, waarde: 30 euro"), base=below, head=top) == ["al_ingevuld"]
    pack = small(filling("van: 2014-01-01, waarde: 30 euro"), base=below, head=top)
    values = [about(pack, on, a=True)["vrij"].results["bedrag"] for on in ("2013-12-31", "2014-01-01")]
    assert values == [20, 30]
    assert [layer.id for layer in pack.layers] == ["wet", "stad", "wijk"]


# -- a complete ordinance -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("complete", "values", "expected"),
    [
        ("nee", [], []),
        ("ja", [], ["delegatie_open"]),
        ("ja", ["waarde: 2"], []),
        ("ja", ["van: 2012-01-01, waarde: 2"], []),
        ("ja", ["van: 2013-01-01, waarde: 2"], ["delegatie_open"]),
        ("ja", ["van: 2012-01-01, tot: 2019-01-01, waarde: 2"], ["delegatie_open"]),
        # A value that nobody has verified is filled in all the same.
        ("ja", ["van: 2012-01-01, waarde: niet_geverifieerd"], []),
    ],
)
def test_a_complete_ordinance_leaves_nothing_open(complete: str, values: list[str], expected: list[str]) -> None:
    head = MUNICIPALITY + f"volledige_verordening: {complete}\n"
    assert mistakes(*([filling(*values, of="verplicht")] if values else []), head=head) == expected


# -- restricting ----------------------------------------------------------------------------


RESTRICTION = """\
beperking: vrij
bron: {artikel: 5}
voorwaarden:
  - {id: ook, tekst: Ook b., als: b}
"""


def test_a_restriction_adds_a_condition_and_never_takes_one_away() -> None:
    pack = city(RESTRICTION)
    outcomes = {
        (a, b): (about(law(), a=a, b=b)["vrij"].outcome, about(pack, a=a, b=b)["vrij"].outcome)
        for a in (True, False, None)
        for b in (True, False, None)
    }
    for (_, b), (below, above) in outcomes.items():
        assert above is (NEE if b is False else below if b or below is NEE else ONBEKEND)
    assert about(pack)["vrij"].missing == ("a", "b")  # also in what is asked it comes after the law


@pytest.mark.parametrize(
    ("name", "expected"), [("dicht", "beperking_niet_toegestaan"), ("vrji", "onbekende_voorziening")]
)
def test_only_what_the_law_lets_be_restricted(name: str, expected: str) -> None:
    (found,) = wrong(lambda: city(RESTRICTION.replace("beperking: vrij", f"beperking: {name}")))
    assert places((found,)) == [(expected, 1, 12)]
    assert found.arguments.get("suggestie") == ("vrij" if name == "vrji" else None)


def test_every_version_must_let_itself_be_restricted() -> None:
    first, second = (
        f"voorziening: x\ntitel: X\nbron: {{artikel: 1}}\nals: a\ngeldig: {{{period}}}\n{allows}"
        for period, allows in (("tot: 2015-01-01", "lokaal_mag: {beperken: {artikel: 9}}"), ("van: 2015-01-01", ""))
    )
    base = small(first, second, head=LAW)
    text = RESTRICTION.replace("vrij", "x")
    assert faults(text, base=base, head=MUNICIPALITY) == ["beperking_niet_toegestaan"]


def test_a_restriction_has_a_source() -> None:
    assert mistakes(RESTRICTION.replace("bron: {artikel: 5}\n", "")) == ["bron_ontbreekt"]


def test_a_restriction_has_a_period_of_its_own() -> None:
    facts = {"zeebenen": True, "knopen": 5, "gast": False, "storm_op_komst": False, "kust": "oost", "rang": "matroos"}
    outcomes = [
        about(island("baai"), on, **facts)["wacht"].outcome
        for on in ("2017-12-31", "2018-01-01", "2019-12-31", "2020-01-01")
    ]
    assert outcomes == [JA, NEE, NEE, JA]
    assert about(island("baai"), "2018-01-01", **{**facts, "rang": "kapitein"})["wacht"].outcome is JA


def test_a_restriction_ends_with_its_pack() -> None:
    head = MUNICIPALITY.replace(
        "geldig: {van: 2012-01-01, tot: 2020-01-01}", "geldig: {van: 2013-01-01, tot: 2014-01-01}"
    )
    pack = city(RESTRICTION, head=head)
    outcomes = [about(pack, on, a=True, b=False)["vrij"].outcome for on in ("2012-12-31", "2013-01-01", "2014-01-01")]
    assert outcomes == [JA, NEE, JA]


def test_a_restriction_does_not_take_over_a_condition() -> None:
    base = small(
        "voorziening: x\ntitel: X\nbron: {artikel: 1}\nlokaal_mag: {beperken: {artikel: 9}}\n"
        "voorwaarden: [{id: ook, als: a}]",
        head=LAW,
    )
    assert faults(RESTRICTION.replace("vrij", "x"), base=base, head=MUNICIPALITY) == ["dubbel_geldig"]


def test_an_unreadable_restriction_is_not_left_out_in_silence() -> None:
    assert mistakes(RESTRICTION.replace("als: b", "als: onbekend_feit_hier")) == ["onbekend_feit"]


# -- adding, and not replacing ----------------------------------------------------------------


def test_a_municipality_adds_documents_of_its_own() -> None:
    advice = about(island("baai"), "2021-01-01", zeebenen=True, knopen=5, gast=True, storm_op_komst=True)
    assert (advice["strandfeest"].layer, advice["strandfeest"].outcome) == ("baai", JA)
    assert about(island(), "2021-01-01").assessments.keys() < advice.assessments.keys()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("voorziening: vrij\ntitel: V\nbron: {artikel: 1}\nals: b", ["laag_vervangt"]),
        ("begrip: vrij\ntitel: V\nbron: {artikel: 1}\nals: b", ["laag_vervangt"]),
        ("conclusie: vrij\ntitel: V\nbron: {artikel: 1}\ncodes: [p]\ngevallen: [{code: p, als: a}]", ["laag_vervangt"]),
        ("gegevens: {a: {titel: a, type: tekst, vraag: a?}}", ["naam_bezet"]),
        ("gegevens: {vrij: {titel: a, type: tekst, vraag: a?}}", ["naam_bezet"]),
        ("parameters: {vast: {titel: v, waarden: [{waarde: 4}]}}", ["naam_bezet"]),
        ("parameters: {vrij: {titel: v, waarden: [{waarde: 4}]}}", ["naam_bezet"]),
        ("voorziening: vast\ntitel: V\nbron: {artikel: 1}\nals: b", ["naam_bezet"]),
    ],
)
def test_nothing_of_the_law_is_replaced(document: str, expected: list[str]) -> None:
    assert mistakes(document) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "", ["dubbel_geldig"]),
        ("geldig: {tot: 2015-01-01}", "geldig: {van: 2015-01-01}", []),
        ("geldig: {tot: 2015-01-02}", "geldig: {van: 2015-01-01}", ["dubbel_geldig"]),
        ("geldig: {van: 2015-01-01}", "", ["dubbel_geldig"]),
    ],
)
def test_one_version_a_day(first: str, second: str, expected: list[str]) -> None:
    text = "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: a\n"
    assert faults(text + first, text + second) == expected
    assert faults(text + second, text + first) == expected


def test_two_versions_of_a_condition_on_one_day() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - id: p
    versies:
      - {als: a, geldig: {tot: 2015-01-02}}
      - {als: b, geldig: {van: 2015-01-01}}
"""
    (found,) = wrong(lambda: small(text))
    assert places((found,)) == [("dubbel_geldig", 8, 9)]
    assert found.arguments == {"naam": "x/p", "dag": "2015-01-01"}


# -- the law that a pack was written for ----------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", ["recht_niet_genoemd"]),
        ("geschreven_voor_recht: {van: 2012-01-01}", ["recht_past_niet"]),
        ("geschreven_voor_recht: {tot: 2020-01-01}", ["recht_past_niet"]),
        (
            "geschreven_voor_recht: {van: 2012-01-01, tot: 2020-01-01}\ngeldig: {van: 2011-12-31, tot: 2019-01-01}",
            ["recht_past_niet"],
        ),
        (
            "geschreven_voor_recht: {van: 2012-01-01, tot: 2020-01-01}\ngeldig: {van: 2013-01-01, tot: 2020-01-02}",
            ["recht_past_niet"],
        ),
        ("geschreven_voor_recht: {van: 2012-01-01, tot: 2020-01-01}\ngeldig: {van: 2013-01-01, tot: 2019-01-01}", []),
        ("geschreven_voor_recht: {}", []),
    ],
)
def test_a_pack_says_for_which_law_it_was_written(head: str, expected: list[str]) -> None:
    text = f"pakket: stad\ntitel: S\nbouwt_op: wet\nbron: {{regeling: V}}\n{head}"
    assert mistakes(head=text) == expected


@pytest.mark.parametrize(
    ("on", "usable"), [("2011-12-31", False), ("2012-01-01", True), ("2019-12-31", True), ("2020-01-01", False)]
)
def test_a_pack_is_not_used_with_other_law(on: str, usable: bool) -> None:  # noqa: FBT001 - a column of the table
    found = wrong(lambda: about(city(), on))
    assert [one.code for one in found] == ([] if usable else ["recht_van_andere_tijd"])
    assert city().usable(date.fromisoformat(on)) is usable
    if not usable:
        assert found[0].arguments["naam"] == "stad"
        assert found[0].arguments["dag"] == on


def test_versions_that_overlap_when_the_pack_has_ended_do_not_overlap() -> None:
    # They do so in 2021 only; that the second one never holds is what is wrong then.
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
voorwaarden:
  - {id: p, versies: [{als: a, geldig: {tot: 2022-01-01}}, {als: b, geldig: {van: 2021-01-01}}]}
"""
    assert mistakes(text) == ["buiten_periode"]
    assert mistakes(text.replace("2021-01-01", "2019-01-01")) == ["dubbel_geldig"]


# -- which pack is below ------------------------------------------------------------------------


def _folder(tmp_path: Path, **packs: str) -> Path:
    for name, text in packs.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "pakket.yaml").write_text(text, "utf-8")
    return tmp_path


def _header(name: str, below: str = "") -> str:
    base = f"bouwt_op: {below}\ngeschreven_voor_recht: {{}}\n" if below else ""
    return f"pakket: {name}\ntitel: T\nbron: {{regeling: R}}\n{base}"


def test_the_base_is_found_by_name_among_the_folders(tmp_path: Path) -> None:
    folder = _folder(tmp_path, boven=_header("boven", "onder"), onder=_header("onder"))
    assert [layer.id for layer in catalog.load("boven", folder).layers] == ["onder", "boven"]


def test_a_base_that_is_missing(tmp_path: Path) -> None:
    folder = _folder(tmp_path, boven=_header("boven", "heemskrek"))
    found = wrong(lambda: catalog.load("boven", folder))
    assert places(found) == [("basis_onbekend", 4, 11)]
    assert found[0].arguments == {"naam": "boven", "op": "heemskrek", "suggestie": "heemskerk"}


@pytest.mark.parametrize(
    "packs",
    [
        {"een": _header("een", "een")},
        {"een": _header("een", "twee"), "twee": _header("twee", "een")},
        {"een": _header("een", "twee"), "twee": _header("twee", "drie"), "drie": _header("drie", "twee")},
    ],
)
def test_packs_that_build_on_each_other(tmp_path: Path, packs: dict[str, str]) -> None:
    folder = _folder(tmp_path, **packs)
    assert [one.code for one in wrong(lambda: catalog.load("een", folder))] == ["basis_in_kring"]


def test_a_pack_under_another_name_cannot_hide_a_circle(tmp_path: Path) -> None:
    folder = _folder(tmp_path, een=_header("ander", "een"))
    codes = [one.code for one in wrong(lambda: catalog.load("een", folder))]
    assert codes == ["pakket_in_andere_map", "basis_in_kring"]


def test_a_base_by_another_name_is_not_the_base() -> None:
    assert faults(base=law(), head=MUNICIPALITY.replace("bouwt_op: wet", "bouwt_op: andere")) == ["basis_onbekend"]
    assert faults(head=MUNICIPALITY) == ["basis_onbekend"]


def test_a_pack_that_builds_on_nothing_gets_nothing() -> None:
    pack = catalog.parse(HEAD, base=law())
    assert pack.base is None
    assert "vrij" not in pack.decisions


def test_mistakes_below_are_shown_with_the_pack_on_top(tmp_path: Path) -> None:
    folder = _folder(tmp_path, boven=_header("boven", "onder") + "titl: T\n", onder=_header("onder") + "titl: T\n")
    found = wrong(lambda: catalog.load("boven", folder))
    names = [Path(one.span.file.name).parent.name for one in found if one.span]
    assert (names, {one.code for one in found}) == (["onder", "boven"], {"onbekende_sleutel"})


# -- the trace ----------------------------------------------------------------------------------


def test_the_trace_keeps_the_layers_apart() -> None:
    found = about(island("baai"), "2017-01-01", knopen=5, bewoner=True, betrouwbaar=True)["loods"]
    layers = {step.rule: (step.layer, step.source.work, step.source.status) for step in found.why.walk()}
    assert layers["loods"] == ("eiland", "Wet op de vuurtoren", Status.VERIFIED)
    assert layers["loods/knopen"] == ("eiland", "Wet op de vuurtoren", Status.VERIFIED)
    assert layers["loods/vogels"] == ("baai", "Verordening van de baai", Status.SECONDARY)
    # What the municipality adds comes after the law.
    assert [step.rule for step in found.why.steps][-1] == "loods/vogels"


def test_the_digest_covers_the_layers_below(tmp_path: Path) -> None:
    shutil.copytree(PACKS, tmp_path / "packs")
    same = catalog.load("baai", tmp_path / "packs")
    assert same.digest == island("baai").digest
    path = tmp_path / "packs" / "eiland" / "conclusies.yaml"
    path.write_text(path.read_text("utf-8") + "# een opmerking\n", "utf-8")
    assert catalog.load("baai", tmp_path / "packs").digest != same.digest


def test_a_pack_is_read_again_when_its_folder_changes(tmp_path: Path) -> None:
    folder = _folder(tmp_path, p=_header("p"))
    assert catalog.load("p", folder).header.title == "T"
    (folder / "p" / "pakket.yaml").write_text(_header("p").replace("titel: T", "titel: U"), "utf-8")
    assert catalog.load("p", folder).header.title == "U"
    (folder / "p" / "pakket.yaml").write_text("titel: U", "utf-8")
    with pytest.raises(PolicyError):
        catalog.load("p", folder)


# -- amounts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delegation", "code"),
    [
        ("{minstens: 5 euro, hoogstens: 2 euro}", "grenzen_gekruist"),
        ("{hoogstens: p}", "grens_in_kring"),
    ],
)
def test_bounds_that_no_value_can_meet(delegation: str, code: str) -> None:
    text = f"parameters: {{p: {{titel: P, eenheid: cent, delegatie: {delegation}}}}}"
    assert faults(text) == [code]


def test_a_filling_names_its_article() -> None:
    below = small("parameters: {p: {titel: P, eenheid: cent, delegatie: {}}}")
    head = "pakket: boven\ntitel: B\nbron: {regeling: B}\nbouwt_op: p\ngeschreven_voor_recht: {}"
    text = "invulling: p\nwaarden: [{waarde: 3 euro}]"
    assert faults(text, base=below, head=head.replace("bouwt_op: p", f"bouwt_op: {below.id}")) == ["bron_ontbreekt"]


def test_a_restriction_restricts() -> None:
    assert "beperkt_niets" in mistakes("beperking: loods\nbron: {artikel: 1}\nvoorwaarden: []")


def test_an_amount_tells_the_article_of_the_ordinance_that_fills_it_in() -> None:
    advice = about(catalog.load("heemskerk"), "2018-06-01", maanden_participatieplaats=6, voldoende_meegewerkt=True)
    premium = advice["premie_participatieplaats"]
    (most,) = (one for one in premium.stated if one.id == "max_euro_per_jaar")
    assert "artikel 5 Re-integratieverordening" in " ".join(map(str, most.sources))
    assert premium.status.value == "secundair"
    assert "artikel 5 Re-integratieverordening" in premium.explain()


def test_a_day_before_the_ordinance_is_said_to_be_one() -> None:
    for day, told in (("2018-02-28", ("heemskerk",)), ("2018-03-01", ())):
        outcome = about(catalog.load("heemskerk"), day)["participatieplaats"]
        assert outcome.idle_layers == told
        assert (Notice.LAYER_NOT_IN_FORCE in outcome.notices) is bool(told)


def test_every_amount_cites_its_own_article() -> None:
    """Each value has a source of its own, completed from what encloses it."""
    numbers = range(1, 31)
    values = "\n".join(f"  p{n}: {{titel: P, waarden: [{{waarde: {n}, bron: {{artikel: {n}}}}}]}}" for n in numbers)
    results = ", ".join(f"{{id: r{n}, waarde: p{n}}}" for n in numbers)
    pack = small(
        f"parameters:\n{values}",
        f"voorziening: x\ntitel: X\nbron: {{artikel: 99}}\nvoorwaarden: []\ngevolgen: [{results}]",
    )
    stated = about(pack)["x"].stated
    assert [[source.article for source in one.sources] for one in stated] == [["99", str(n)] for n in numbers]
