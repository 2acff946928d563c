"""What is well formed: what checking completes, which type and range it finds, and what it refuses."""

from collections.abc import Mapping
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from strategies import ISLAND, Scope, expressions

from participatie.diagnostics import Diagnostic, Span
from participatie.rules.check import Checked, check
from participatie.rules.expr import (
    MAX_DEPTH,
    MAX_NODES,
    And,
    Arith,
    AtLeast,
    Compare,
    Comparison,
    Count,
    Expr,
    In,
    Literal,
    Not,
    Operator,
    Ref,
    Round,
    Rounding,
    Since,
)
from participatie.rules.text import parse
from participatie.values import INT64_MAX, Boolean, Code, CodeSet, Date, Number, Text, Type, Unit

#: A diagnostic by its code and the text that it marks.
Mark: TypeAlias = tuple[str, str]

SCOPE: Scope = {
    **ISLAND,
    "verte": Number(None, -(10**12), 10**12),
    "heelal": Number(None, 0, INT64_MAX + 1),
    "windkracht": Code(None, ordered=True),
}
CENTS = Number(Unit.CENTS, 0, 1_000_000)


def read(text: str) -> Expr:
    expr = parse(text, [])
    assert expr is not None, text
    return expr


def well_formed(text: str, expected: Type | None = None) -> Checked:
    found: list[Diagnostic] = []
    checked = check(read(text), SCOPE, found, expected)
    assert not found
    assert checked is not None
    return checked


def mistakes(expr: Expr, expected: Type | None = None) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    assert check(expr, SCOPE, found, expected) is None
    assert found
    return found


def marked(span: Span | None) -> str:
    assert span is not None
    assert span.line == span.end_line == 1
    return span.file.text[span.column - 1 : span.end_column - 1]


# -- what checking completes ----------------------------------------------------------

COMPLETED = {
    # a bare number takes the unit of what is beside it
    "leeftijd_schildpad >= 27": "leeftijd_schildpad >= 27 jaar",
    "27 <= leeftijd_schildpad": "27 jaar <= leeftijd_schildpad",
    "verblijf + 6 = 9 maanden": "verblijf + 6 maanden = 9 maanden",
    "6 - verblijf < 3": "6 maanden - verblijf < 3 maanden",
    "hoogste van (3, verblijf, 5) = 5": "hoogste van (3 maanden, verblijf, 5 maanden) = 5 maanden",
    "(als is_gast dan 3 anders verblijf) = 3": "(als is_gast dan 3 maanden anders verblijf) = 3 maanden",
    "(uren_vissen naar rato van 3 op uren_vol) afgerond op 1 naar boven > 2": (
        "(uren_vissen naar rato van 3 uren op uren_vol) afgerond op 1 uren naar boven > 2 uren"
    ),
    "(3 naar rato van uren_vissen op 36) afgerond op 1 naar boven > 2": (
        "(3 naar rato van uren_vissen op 36 uren) afgerond op 1 naar boven > 2"
    ),
    "20 van vracht afgerond op cent rekenkundig = 1 cent": (
        "20 procent van vracht afgerond op 1 cent rekenkundig = 1 cent"
    ),
    "verblijf vanaf 3 tot 5": "verblijf vanaf 3 maanden tot 5 maanden",
    # a number without a unit stays without
    "schelpen * 3 + 4 > 2": "schelpen * 3 + 4 > 2",
    "verblijf * 2 > 6 maanden": "verblijf * 2 > 6 maanden",
    # a bare word beside a code is a code, also when it is a fact as well
    "kust = noord": "kust in [noord]",
    "kust <> noord": "niet kust in [noord]",
    'kust = "2.2"': 'kust in ["2.2"]',
    "haven = is_gast": "haven in [is_gast]",
    "rang = kapitein": "rang in [kapitein]",
}


@pytest.mark.parametrize("text", COMPLETED)
def test_completed(text: str) -> None:
    full = read(COMPLETED[text])
    assert well_formed(text).expr == full
    assert well_formed(COMPLETED[text]).expr == full  # nothing is left to complete


def test_codes_that_rank_become_literals() -> None:
    assert well_formed("rang >= stuurman").expr == Compare(Comparison.GE, Ref("rang"), Literal("stuurman"))


def test_a_step_takes_the_unit_of_what_is_rounded() -> None:
    checked = check(Round(Ref("verblijf"), 5, Rounding.UP), SCOPE, [])
    assert checked is not None
    assert checked.expr == Round(Ref("verblijf"), 5, Rounding.UP, Unit.MONTHS)


def test_completing_keeps_the_places() -> None:
    text = "kust <> noord en leeftijd_schildpad >= 27"
    expr = well_formed(text).expr
    assert isinstance(expr, And)
    negated, compared = expr.operands
    assert isinstance(negated, Not)
    assert isinstance(compared, Compare)
    spans = [expr.span, negated.span, negated.operand.span, compared.span, compared.right.span]
    assert [marked(span) for span in spans] == [
        text,
        "kust <> noord",
        "kust <> noord",
        "leeftijd_schildpad >= 27",
        "27",
    ]


@given(st.sampled_from([Boolean(), Number(Unit.CENTS, 0, 10**9), Number(None, -5, 5)]), st.data())
def test_checking_again_changes_nothing(of: Boolean | Number, data: st.DataObject) -> None:
    expr = data.draw(expressions(ISLAND, of))
    checked = check(expr, ISLAND, [], of)
    assert checked is not None
    assert checked.expr == expr


# -- which type it finds ------------------------------------------------------------------

TYPES: dict[str, Type] = {
    "ja": Boolean(),
    "kust": SCOPE["kust"],
    "talen zonder [wind]": CodeSet(("vogels", "vissen", "wind")),
    "2018-06-01": Date(),
    '"noord"': Text(),
    "27": Number(None, 27, 27),
    "27 jaar": Number(Unit.YEARS, 27, 27),
    "verblijf": Number(Unit.MONTHS, 0, 600),
    "verblijf + 6": Number(Unit.MONTHS, 6, 606),
    "6 - verblijf": Number(Unit.MONTHS, -594, 6),
    "waterpeil - waterpeil": Number(None, -10, 10),
    "waterpeil * waterpeil": Number(None, -25, 25),
    "waterpeil * -3": Number(None, -15, 15),
    "schelpen * -3": Number(None, -3_000, 0),
    "verblijf * waterpeil": Number(Unit.MONTHS, -3_000, 3_000),
    "waterpeil * verblijf": Number(Unit.MONTHS, -3_000, 3_000),
    "laagste van (schelpen, waterpeil)": Number(None, -5, 5),
    "hoogste van (schelpen, waterpeil)": Number(None, 0, 1_000),
    "hoogste van (1, waterpeil)": Number(None, 1, 5),
    "aantal talen": Number(None, 0, 3),
    "aantal schatten": Number(None, 0, 1_000),
    "jaren sinds aankomst": Number(Unit.YEARS, 0, 9_998),
    "maanden sinds aankomst": Number(Unit.MONTHS, 0, 119_987),
    "weken sinds 2018-06-01": Number(Unit.WEEKS, 0, 521_722),
    "20 procent van uren_vissen": Number(Unit.HOURS, 0, 12, 100),
    "20 procent van 7 uren": Number(Unit.HOURS, 1, 2, 100),
    "korting van uren_vol": Number(Unit.HOURS, 0, 60, 100),
    "schelpen naar rato van uren_vissen op uren_vol": Number(None, 0, 60_000, 60),
    "100 naar rato van 3 uren op uren_vol": Number(None, 5, 300, 60),
    "20 procent van 20 procent van 100 uren": Number(Unit.HOURS, 4, 4, 10_000),
    "1 naar rato van (1 naar rato van 1 op 3) op 5": Number(None, 0, 1, 15),
    "1 naar rato van 1 op (1 naar rato van 6 op 4)": Number(None, 0, 1, 8),
    "laagste van (20 procent van 7 uren, 5 uren)": Number(Unit.HOURS, 1, 2, 100),
    "20 procent van 7 uren + uren_vol": Number(Unit.HOURS, 2, 62, 100),
    "(20 procent van 7 uren) * 3": Number(Unit.HOURS, 3, 6, 100),
    "(1 naar rato van 1 op 3) + (1 naar rato van 1 op 2)": Number(None, 0, 2, 6),
    "(1 naar rato van 1 op 3) - (1 naar rato van 1 op 2)": Number(None, -1, 1, 6),
    "(1 naar rato van 1 op 3) * (1 naar rato van 1 op 2)": Number(None, 0, 1, 6),
    "als is_gast dan 20 procent van 7 uren anders uren_vol": Number(Unit.HOURS, 1, 60, 100),
    "20 procent van 7 uren afgerond op 1 uren naar boven": Number(Unit.HOURS, 1, 2),
    "uren_vol afgerond op 8 uren rekenkundig": Number(Unit.HOURS, 0, 64),
    "vracht afgerond op euro naar beneden": Number(Unit.CENTS, 0, 1_000_000_000),
    "als is_gast dan 3 anders als heeft_boot dan waterpeil anders 9": Number(None, -5, 9),
}


@pytest.mark.parametrize("text", TYPES)
def test_type(text: str) -> None:
    assert well_formed(text).type == TYPES[text]


def test_amount_in_range_is_wanted() -> None:
    wanted = Number(Unit.HOURS, 1, 60)
    assert well_formed("uren_vol", wanted).type == wanted
    assert well_formed("5", wanted) == Checked(Literal(5, Unit.HOURS), Number(Unit.HOURS, 5, 5))
    assert well_formed("ja", Boolean()).type == Boolean()


@pytest.mark.parametrize("wanted", [Date(), Code(None), CodeSet(None), Text()])
def test_nothing_else_can_be_wanted(wanted: Type) -> None:
    with pytest.raises(TypeError):
        check(Ref("aankomst"), SCOPE, [], wanted)


# -- what it refuses --------------------------------------------------------------------------

MISTAKES: dict[str, list[Mark]] = {
    # names
    "onbekend": [("onbekend_feit", "onbekend")],
    "is_gas en niet heeft_bot": [("onbekend_feit", "is_gas"), ("onbekend_feit", "heeft_bot")],
    "niemand >= niets + 1": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    "niemand >= 3": [("onbekend_feit", "niemand")],
    "niemand = noord": [("onbekend_feit", "niemand")],  # the code is not blamed
    "schelpen >= niemand": [("onbekend_feit", "niemand")],
    "niemand in [noord]": [("onbekend_feit", "niemand")],
    "aantal niemand = 1": [("onbekend_feit", "niemand")],
    "jaren sinds niemand = 1": [("onbekend_feit", "niemand")],
    "niemand afgerond op 1 naar boven": [("onbekend_feit", "niemand")],
    "niemand naar rato van niets op 1": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    "als niemand dan niets anders 3": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    "als niemand dan 4 anders 3": [("onbekend_feit", "niemand")],
    "laagste van (niemand, niets)": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    "niet (niemand of niets)": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    "minstens 1 van (niemand, niets)": [("onbekend_feit", "niemand"), ("onbekend_feit", "niets")],
    # conditions
    "is_gast en schelpen": [("geen_voorwaarde", "schelpen")],
    "niet kust of talen": [("geen_voorwaarde", "kust"), ("geen_voorwaarde", "talen")],
    "minstens 1 van (is_gast, aankomst)": [("geen_voorwaarde", "aankomst")],
    "als schelpen dan 1 anders 2": [("geen_voorwaarde", "schelpen")],
    # comparisons
    "is_gast = ja": [("vergelijking_ja_nee", "is_gast = ja")],
    "schelpen = (is_gast en heeft_boot)": [("vergelijking_ja_nee", "schelpen = (is_gast en heeft_boot)")],
    "schelpen > aankomst": [("typen_passen_niet", "schelpen > aankomst")],
    'lied = "zee"': [("typen_passen_niet", 'lied = "zee"')],
    "schelpen = kust": [("typen_passen_niet", "schelpen = kust")],
    "talen = vogels": [("verzameling_vergeleken", "talen = vogels")],
    'talen = "vogels"': [("verzameling_vergeleken", 'talen = "vogels"')],
    "talen <> schatten": [("verzameling_vergeleken", "talen <> schatten")],
    # codes
    "kust = nord": [("onbekende_code", "nord")],
    "kust <> wind": [("onbekende_code", "wind")],
    "kust in [noord, nord, wst]": [("onbekende_code", "kust in [noord, nord, wst]")] * 2,
    "talen bevat vogel": [("onbekende_code", "talen bevat vogel")],
    "talen zonder [vogel] bevat wind": [("onbekende_code", "talen zonder [vogel]")],
    "rang > majoor": [("onbekende_code", "majoor")],
    "kust = 3": [("code_verwacht", "3")],
    "kust = (noord en oost)": [("code_verwacht", "noord en oost")],
    "kust > noord": [("code_ongeordend", "kust > noord")],
    "haven >= rif": [("code_ongeordend", "haven >= rif")],
    "windkracht >= storm": [("code_ongeordend", "windkracht >= storm")],  # no list, so no order
    "schelpen in [a]": [("geen_codes", "schelpen")],
    "talen in [wind]": [("geen_codes", "talen")],
    "kust bevat noord": [("geen_codes", "kust")],
    "is_gast zonder [wind]": [("geen_codes", "is_gast")],
    "aantal kust": [("geen_codes", "kust")],
    # units
    "leeftijd_schildpad >= 27 maanden": [("eenheid_past_niet", "leeftijd_schildpad >= 27 maanden")],
    "schelpen > 3 uren": [("eenheid_past_niet", "schelpen > 3 uren")],
    "verblijf + uren_vissen": [("eenheid_past_niet", "verblijf + uren_vissen")],
    "schelpen + (3 + 4) - verblijf": [("eenheid_past_niet", "schelpen + (3 + 4) - verblijf")],
    "laagste van (verblijf, uren_vol, 3, korting)": [
        ("eenheid_past_niet", "uren_vol"),
        ("eenheid_past_niet", "korting"),
    ],
    "als is_gast dan verblijf anders uren_vol": [("eenheid_past_niet", "uren_vol")],
    "schelpen naar rato van verblijf op uren_vol": [
        ("eenheid_past_niet", "schelpen naar rato van verblijf op uren_vol")
    ],
    "verblijf afgerond op 5 euro naar boven": [("eenheid_past_niet", "verblijf afgerond op 5 euro naar boven")],
    "schelpen afgerond op 5 uren naar boven": [("eenheid_past_niet", "schelpen afgerond op 5 uren naar boven")],
    "verblijf * uren_vol": [("product_van_eenheden", "verblijf * uren_vol")],
    "korting * uren_vol": [("product_van_eenheden", "korting * uren_vol")],
    "vracht > 1500": [("eenheid_verplicht", "1500")],
    "1500 < vracht": [("eenheid_verplicht", "1500")],
    "vracht - 5": [("eenheid_verplicht", "5")],
    "hoogste van (5, vracht, 7)": [("eenheid_verplicht", "5"), ("eenheid_verplicht", "7")],
    "vracht afgerond op 100 naar boven": [("eenheid_verplicht", "vracht afgerond op 100 naar boven")],
    # numbers
    "is_gast + 3": [("geen_getal", "is_gast")],
    "kust * aankomst": [("geen_getal", "kust"), ("geen_getal", "aankomst")],
    "hoogste van (is_gast, 3, talen)": [("geen_getal", "is_gast"), ("geen_getal", "talen")],
    "als is_gast dan heeft_boot anders 3": [("geen_getal", "heeft_boot")],
    "20 procent van aankomst": [("geen_getal", "aankomst")],
    "lied afgerond op 1 naar boven": [("geen_getal", "lied")],
    "leeftijd_schildpad < 201 jaar": [("waarde_buiten_bereik", "201 jaar")],
    "201 > leeftijd_schildpad": [("waarde_buiten_bereik", "201")],
    "waterpeil = -6": [("waarde_buiten_bereik", "-6")],
    "vracht naar rato van uren_vissen op uren_vol = 5 euro": [
        ("niet_afgerond", "vracht naar rato van uren_vissen op uren_vol = 5 euro")
    ],
    "5 uren < 20 procent van uren_vol": [("niet_afgerond", "5 uren < 20 procent van uren_vol")],
    "waterpeil afgerond op 5 naar boven": [("schaal_negatief", "waterpeil afgerond op 5 naar boven")],
    "waterpeil naar rato van 1 op 2": [("schaal_negatief", "waterpeil naar rato van 1 op 2")],
    "schelpen naar rato van waterpeil op 2": [("schaal_negatief", "schelpen naar rato van waterpeil op 2")],
    "schelpen naar rato van 1 op schelpen": [("schaal_door_nul", "schelpen")],
    "schelpen naar rato van 1 op 0": [("schaal_door_nul", "0")],
    "schelpen naar rato van 1 op (1 naar rato van 1 op 2)": [("schaal_door_nul", "1 naar rato van 1 op 2")],
    "verte * verte": [("getal_te_groot", "verte * verte")],
    "schelpen < heelal": [("getal_te_groot", "heelal")],
    "aantal talen < 9999999999999999999": [("getal_te_groot", "9999999999999999999")],
    "9223372036854775807 + 1": [("getal_te_groot", "9223372036854775807 + 1")],
    "-9223372036854775807 - 1": [("getal_te_groot", "-9223372036854775807 - 1")],
    "9223372036854775807 * 2": [("getal_te_groot", "9223372036854775807 * 2")],
    "schelpen * -9999999999999999": [("getal_te_groot", "schelpen * -9999999999999999")],
    "3000000000000000000 naar rato van 2 op 2 afgerond op 1 naar boven": [
        ("getal_te_groot", "3000000000000000000 naar rato van 2 op 2 afgerond op 1 naar boven")
    ],
    "9223372036854775807 naar rato van 1 op 2": [("getal_te_groot", "9223372036854775807 naar rato van 1 op 2")],
    "laagste van (1 naar rato van 1 op 4000000000, 1 naar rato van 1 op 4000000000)": [
        (
            "getal_te_groot",
            "laagste van (1 naar rato van 1 op 4000000000, 1 naar rato van 1 op 4000000000)",
        )
    ],
    "als is_gast dan 1 naar rato van 1 op 4000000000 anders 4000000000": [
        ("getal_te_groot", "als is_gast dan 1 naar rato van 1 op 4000000000 anders 4000000000")
    ],
    "4611686018427387904 afgerond op 1 naar boven": [
        ("getal_te_groot", "4611686018427387904 afgerond op 1 naar boven")
    ],
    # dates
    "jaren sinds schelpen": [("geen_datum", "schelpen")],
    "dagen sinds aankomst": [("sinds_eenheid", "dagen sinds aankomst")],
    "uren sinds aankomst": [("sinds_eenheid", "uren sinds aankomst")],
    # several at once
    "niemand of kust = nord of schelpen > 3 uren": [
        ("onbekend_feit", "niemand"),
        ("onbekende_code", "nord"),
        ("eenheid_past_niet", "schelpen > 3 uren"),
    ],
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistake(text: str) -> None:
    found = [(one.code, marked(one.span)) for one in mistakes(read(text))]
    assert sorted(found) == sorted(MISTAKES[text])


WANTED: list[tuple[str, Type, Mark]] = [
    ("schelpen", Boolean(), ("geen_voorwaarde", "schelpen")),
    ("kust", Boolean(), ("geen_voorwaarde", "kust")),
    ("is_gast", CENTS, ("geen_getal", "is_gast")),
    ("verblijf", CENTS, ("eenheid_past_niet", "verblijf")),
    ("1500", CENTS, ("eenheid_verplicht", "1500")),
    ("20 procent van vracht", CENTS, ("niet_afgerond", "20 procent van vracht")),
    ("vracht", CENTS, ("uitkomst_buiten_bereik", "vracht")),
    ("0 euro - 1 cent", CENTS, ("uitkomst_buiten_bereik", "0 euro - 1 cent")),
    ("10001 euro", CENTS, ("uitkomst_buiten_bereik", "10001 euro")),
]


@pytest.mark.parametrize(("text", "wanted", "mark"), WANTED)
def test_not_what_was_wanted(text: str, wanted: Type, mark: Mark) -> None:
    (one,) = mistakes(read(text), wanted)
    assert (one.code, marked(one.span)) == mark


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("heeft_bot", {"naam": "heeft_bot", "suggestie": "heeft_boot"}),
        ("qqq", {"naam": "qqq"}),
        ("kust = nord", {"naam": "kust", "waarde": "nord", "keuzes": "noord, oost, 2.2, en", "suggestie": "noord"}),
        ("leeftijd_schildpad < 201 jaar", {"naam": "leeftijd_schildpad", "laag": "0 jaar", "hoog": "200 jaar"}),
        ("talen = vogels", {"links": "verzameling codes", "rechts": "code"}),
        ("talen = schatten", {"links": "verzameling codes", "rechts": "verzameling codes"}),
        ("schelpen > aankomst", {"links": "getal zonder eenheid", "rechts": "datum"}),
        ('lied = "x"', {"links": "tekst", "rechts": "tekst"}),
        ("leeftijd_schildpad >= 27 maanden", {"links": "getal (jaar)", "rechts": "getal (maanden)"}),
        ("verblijf afgerond op euro naar boven", {"links": "getal (maanden)", "rechts": "getal (cent)"}),
        ("is_gast + 3", {"soort": "ja of nee"}),
        ("kust bevat noord", {"soort": "code", "verwacht": "een verzameling codes"}),
        ("talen in [wind]", {"soort": "verzameling codes", "verwacht": "een code"}),
        ("dagen sinds aankomst", {"eenheid": "dagen"}),
    ],
)
def test_arguments(text: str, wanted: Mapping[str, str]) -> None:
    (one,) = mistakes(read(text))
    assert one.arguments == wanted


def test_arguments_of_a_range() -> None:
    (one,) = mistakes(read("vracht - 1 euro"), CENTS)
    assert one.arguments == {"laag": "-1 euro", "hoog": "9999999 euro"}


@pytest.mark.parametrize("count", [-1, 0, 3])
def test_count_of_a_term(count: int) -> None:
    (one,) = mistakes(AtLeast(count, (Ref("is_gast"), Ref("heeft_boot"))))
    assert (one.code, one.arguments) == ("minstens_telling", {"aantal": str(count), "hoogstens": "2"})


def test_a_wrong_count_does_not_hide_the_rest() -> None:
    found = mistakes(AtLeast(5, (Ref("is_gast"), Ref("niemand"))))
    assert [one.code for one in found] == ["onbekend_feit", "minstens_telling"]


def test_mistakes_are_added_to_what_was_found_before() -> None:
    before = Diagnostic("bron_ontbreekt")
    found = [before]
    assert check(Ref("is_gast"), SCOPE, found) is not None
    assert check(Ref("niemand"), SCOPE, found) is None
    assert [one.code for one in found] == ["bron_ontbreekt", "onbekend_feit"]


# -- what is too large -------------------------------------------------------------------------


def test_too_deep_is_refused_before_anything_recurses() -> None:
    expr: Expr = Ref("is_gast")
    for _ in range(50_000):
        expr = Not(expr)
    (one,) = mistakes(expr)
    assert (one.code, one.arguments) == ("expressie_te_diep", {"grens": str(MAX_DEPTH)})


def test_too_large_is_refused_before_anything_is_walked() -> None:
    expr: Expr = Ref("schelpen")
    for _ in range(55):
        expr = Arith(Operator.ADD, expr, expr)
    (one,) = mistakes(expr)
    assert (one.code, one.arguments) == ("te_veel_onderdelen", {"grens": str(MAX_NODES)})


def test_the_deepest_that_is_allowed() -> None:
    expr: Expr = In(Ref("kust"), ("noord",))
    for _ in range(MAX_DEPTH - 2):
        expr = Not(expr)
    assert check(expr, SCOPE, []) is not None
    assert check(Not(expr), SCOPE, []) is None


# -- the largest numbers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9223372036854775807", INT64_MAX),
        ("-9223372036854775807", -INT64_MAX),
        ("9223372036854775806 + 1", INT64_MAX),
    ],
)
def test_numbers_up_to_the_edge(text: str, value: int) -> None:
    assert well_formed(text).type == Number(None, value, value)


@pytest.mark.parametrize("step", [1, 2, 1_000])
def test_rounding_leaves_room_to_find_the_half(step: int) -> None:
    most = (INT64_MAX - step) // 2
    assert check(Round(Literal(most), step, Rounding.HALF_UP), SCOPE, []) is not None
    (one,) = mistakes(Round(Literal(most + 1), step, Rounding.HALF_UP))
    assert one.code == "getal_te_groot"


def test_every_code_of_the_checker_is_tried_here(source_codes: Mapping[str, frozenset[str]]) -> None:
    tried = {code for wanted in MISTAKES.values() for code, _ in wanted}
    tried |= {code for _, _, (code, _) in WANTED}
    handed_on = {"waarde_buiten_bereik"}  # made by `values.misfit`
    assert tried - handed_on == source_codes["check"] - {"minstens_telling"}  # of terms only, above


# -- trees that only Python can build -----------------------------------------------------------


def test_a_span_is_not_needed() -> None:
    found = mistakes(Compare(Comparison.EQ, Ref("kust"), Count(Ref("talen"))))
    assert [(one.code, one.span) for one in found] == [("code_verwacht", None)]
    found = mistakes(Since(Unit.CENTS, Ref("aankomst")))
    assert [(one.code, one.span) for one in found] == [("sinds_eenheid", None)]


def test_evolved_numbers_keep_their_kind() -> None:
    checked = check(Compare(Comparison.EQ, Ref("verblijf"), Literal(3)), SCOPE, [])
    assert checked is not None
    assert isinstance(checked.expr, Compare)
    assert checked.expr.right == evolve(Literal(3), unit=Unit.MONTHS)
