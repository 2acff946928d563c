"""The Python form: once checked, it is the same expression as the text form."""

import operator
import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any, assert_never

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import ISLAND, expressions

from participatie.rules import terms
from participatie.rules.check import check
from participatie.rules.expr import (
    And,
    Arith,
    AtLeast,
    Case,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    Greatest,
    In,
    Least,
    Literal,
    Not,
    Operator,
    Or,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
)
from participatie.rules.terms import (
    Term,
    amount,
    at_least,
    case,
    expression,
    fact,
    greatest,
    least,
    months_since,
    weeks_since,
    years_since,
)
from participatie.rules.text import parse
from participatie.values import Boolean, Number, Unit

boot, zwemmen, gast = fact("heeft_boot"), fact("kan_zwemmen"), fact("is_gast")
schelpen, peil, schildpad = fact("schelpen"), fact("waterpeil"), fact("leeftijd_schildpad")
verblijf, vissen, vol = fact("verblijf"), fact("uren_vissen"), fact("uren_vol")
korting, vracht, aankomst = fact("korting"), fact("vracht"), fact("aankomst")
kust, haven, rang, talen = fact("kust"), fact("haven"), fact("rang"), fact("talen")

PAIRS: list[tuple[Term, str]] = [
    # joining
    (boot & zwemmen, "heeft_boot en kan_zwemmen"),
    (boot | zwemmen | gast, "heeft_boot of kan_zwemmen of is_gast"),
    (boot & zwemmen & gast, "heeft_boot en kan_zwemmen en is_gast"),
    (boot & (zwemmen | ~gast), "heeft_boot en (kan_zwemmen of niet is_gast)"),
    (~(boot & zwemmen), "niet (heeft_boot en kan_zwemmen)"),
    (boot & True, "heeft_boot en ja"),
    (boot | False, "heeft_boot of nee"),
    (at_least(2, boot, zwemmen, gast), "minstens 2 van (heeft_boot, kan_zwemmen, is_gast)"),
    # comparing
    (schelpen == 3, "schelpen = 3"),
    (schelpen != 3, "schelpen <> 3"),
    (schelpen < 3, "schelpen < 3"),
    (schelpen <= 3, "schelpen <= 3"),
    (schelpen > 3, "schelpen > 3"),
    (schelpen >= 3, "schelpen >= 3"),
    (schelpen == peil, "schelpen = waterpeil"),
    (schildpad >= 27, "leeftijd_schildpad >= 27 jaar"),
    (27 <= schildpad, "leeftijd_schildpad >= 27 jaar"),  # noqa: SIM300 - Python turns it round
    (vracht >= amount(1500_00, Unit.CENTS), "vracht >= 1500 euro"),
    (peil > -3, "waterpeil > -3"),
    (schildpad.between(18, 27), "leeftijd_schildpad vanaf 18 jaar tot 27 jaar"),
    (schildpad.between(18, 27, inclusive=True), "leeftijd_schildpad vanaf 18 jaar tot en met 27 jaar"),
    (aankomst < date(2018, 6, 1), "aankomst < 2018-06-01"),
    # codes and sets
    (kust == "noord", "kust = noord"),
    (kust != "2.2", 'kust <> "2.2"'),
    (rang >= "stuurman", "rang >= stuurman"),
    (kust.is_in("noord", "oost"), "kust in [noord, oost]"),
    (haven.is_in("rif", 3), 'haven in [rif, "3"]'),
    (schelpen.is_in(1, 2), "schelpen in [1, 2]"),
    (schelpen.is_in(7), "schelpen in [7]"),
    (talen.contains("wind"), "talen bevat wind"),
    (talen.contains("wind", "vogels"), "talen bevat een van [wind, vogels]"),
    (talen.without("wind").count() >= 1, "aantal talen zonder [wind] >= 1"),
    (talen.without("wind").contains("vogels"), "talen zonder [wind] bevat vogels"),
    # numbers
    (schelpen + 3 - peil, "schelpen + 3 - waterpeil"),
    (schelpen - (peil + 3), "schelpen - (waterpeil + 3)"),
    (schelpen * 3 + peil, "schelpen * 3 + waterpeil"),
    (least(verblijf, 6), "laagste van (verblijf, 6 maanden)"),
    (greatest(verblijf, 6, amount(9, Unit.MONTHS)), "hoogste van (verblijf, 6 maanden, 9 maanden)"),
    (korting.percent_of(vracht), "korting van vracht"),
    (amount(70, Unit.PERCENT).percent_of(vracht), "70 procent van vracht"),
    (vracht.pro_rata(vissen, vol), "vracht naar rato van uren_vissen op uren_vol"),
    (vracht.pro_rata(vissen, 36), "vracht naar rato van uren_vissen op 36 uren"),
    (
        korting.percent_of(vracht).rounded(unit=Unit.CENTS),
        "korting van vracht afgerond op cent rekenkundig",
    ),
    (
        korting.percent_of(vracht).rounded(500, Rounding.DOWN, unit=Unit.CENTS),
        "korting van vracht afgerond op 5 euro naar beneden",
    ),
    (verblijf.rounded(6, Rounding.UP), "verblijf afgerond op 6 maanden naar boven"),
    (schelpen.rounded(10), "schelpen afgerond op 10 rekenkundig"),
    (
        case((boot, 3), (gast & zwemmen, verblijf), otherwise=6),
        "als heeft_boot dan 3 anders als is_gast en kan_zwemmen dan verblijf anders 6",
    ),
    # time
    (years_since(aankomst) >= 4, "jaren sinds aankomst >= 4 jaar"),
    (months_since(aankomst) < 6, "maanden sinds aankomst < 6 maanden"),
    (weeks_since(date(2018, 6, 1)) == 4, "weken sinds 2018-06-01 = 4 weken"),
]


def of_text(text: str) -> Expr:
    expr = parse(text, [])
    assert expr is not None
    return checked(expr)


def checked(expr: Expr) -> Expr:
    found = check(expr, ISLAND, [])
    assert found is not None
    return found.expr


@pytest.mark.parametrize(("term", "text"), PAIRS, ids=[text for _, text in PAIRS])
def test_term_and_text_are_the_same(term: Term, text: str) -> None:
    assert checked(term.expr) == of_text(text)


def test_every_way_to_build_a_term_is_tried() -> None:
    makers = {name for name, one in vars(terms).items() if getattr(one, "__module__", "") == terms.__name__}
    makers |= {name for name in vars(Term) if not name.startswith("_")}
    tried = set(re.findall(r"\w+", Path(__file__).read_text("utf-8").partition("def test_")[0]))
    assert makers - {"Term", "Operand", "expr"} <= tried


# -- any expression, built with operators ----------------------------------------------------

COMPARE: dict[Comparison, Callable[[Term, Term], object]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}
ARITH: dict[Operator, Callable[[Term, Term], object]] = {
    Operator.ADD: operator.add,
    Operator.SUB: operator.sub,
    Operator.MUL: operator.mul,
}
SINCE = {Unit.YEARS: years_since, Unit.MONTHS: months_since, Unit.WEEKS: weeks_since}


def mirrored(expr: Expr) -> Term:  # noqa: C901, PLR0911, PLR0912 - one case per node
    """``expr`` as a Python author would build it."""
    made: object
    match expr:
        case Literal(int() as value, Unit() as unit):
            return amount(value, unit)
        case Literal(value):
            return Term(expression(value))
        case Ref(name):
            return fact(name)
        case Not(In(operand, (only,))):
            made = mirrored(operand) != only
        case Not(operand):
            return ~mirrored(operand)
        case And((Compare(Comparison.GE, one, low), Compare(Comparison.LT, other, high))) if one == other:
            return mirrored(one).between(mirrored(low), mirrored(high))
        case And((Compare(Comparison.GE, one, low), Compare(Comparison.LE, other, high))) if one == other:
            return mirrored(one).between(mirrored(low), mirrored(high), inclusive=True)
        case And(operands):
            return reduce(operator.and_, map(mirrored, operands))
        case Or(operands):
            return reduce(operator.or_, map(mirrored, operands))
        case AtLeast(count, operands):
            return at_least(count, *map(mirrored, operands))
        case Compare(how, left, right):
            made = COMPARE[how](mirrored(left), mirrored(right))
        case In(operand, codes):
            return mirrored(operand).is_in(*codes)
        case Contains(operand, codes):
            return mirrored(operand).contains(*codes)
        case Without(operand, codes):
            return mirrored(operand).without(*codes)
        case Count(operand):
            return mirrored(operand).count()
        case Arith(how, left, right):
            made = ARITH[how](mirrored(left), mirrored(right))
        case Least(operands):
            return least(*map(mirrored, operands))
        case Greatest(operands):
            return greatest(*map(mirrored, operands))
        case Scale(operand, numerator, Literal(100, Unit.PERCENT)):
            return mirrored(numerator).percent_of(mirrored(operand))
        case Scale(operand, numerator, denominator):
            return mirrored(operand).pro_rata(mirrored(numerator), mirrored(denominator))
        case Round(operand, step, rounding, unit):
            return mirrored(operand).rounded(step, rounding, unit=unit)
        case Case(rows, otherwise):
            pairs = [(mirrored(when), mirrored(value)) for when, value in rows]
            return case(*pairs, otherwise=mirrored(otherwise))
        case Since(unit, anchor):
            return SINCE[unit](mirrored(anchor))
        case _:
            assert_never(expr)
    assert isinstance(made, Term)
    return made


@given(st.sampled_from([Boolean(), Number(Unit.CENTS, 0, 10**9), Number(None, -5, 5)]), st.data())
def test_any_expression_can_be_built_with_operators(of: Boolean | Number, data: st.DataObject) -> None:
    expr = data.draw(expressions(ISLAND, of))
    assert checked(mirrored(expr).expr) == expr


# -- misuse ------------------------------------------------------------------------------


anything: Any = None

MISUSE: dict[str, Callable[[], object]] = {
    "bool": lambda: bool(boot),
    "and": lambda: boot and zwemmen,
    "or": lambda: boot or zwemmen,
    "not": lambda: not boot,
    "chained": lambda: 18 <= schildpad <= 27,
    "in": lambda: boot in [zwemmen, gast],
    "key": lambda: {boot: 1},
    "= float": lambda: schelpen == 1.5,
    "= nothing": lambda: schelpen == anything,
    "<> fraction": lambda: schelpen != Fraction(1, 2),
    "< nothing": lambda: schelpen < anything,
    "+ nothing": lambda: schelpen + anything,
    "= moment": lambda: aankomst == datetime(2018, 6, 1),  # noqa: DTZ001 - any moment will do
    "& nothing": lambda: boot & anything,
    "least": lambda: least(schelpen, anything),
    "contains": lambda: talen.contains("wind", anything),
    "is_in": lambda: kust.is_in("noord", anything),
    "expression": lambda: expression([1]),
}


@pytest.mark.parametrize("misuse", MISUSE.values(), ids=MISUSE)
def test_misuse(misuse: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        misuse()


@pytest.mark.parametrize(
    "misuse",
    [
        kust.is_in,
        talen.contains,
        talen.without,
        least,
        greatest,
        lambda: at_least(1),
        lambda: case(otherwise=3),
        lambda: schelpen.rounded(0),
    ],
)
def test_nothing_to_build_from(misuse: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="at least"):
        misuse()


# -- showing -----------------------------------------------------------------------------


def test_repr_is_the_text() -> None:
    assert repr((schildpad >= 27) & ~boot) == "<Term: leeftijd_schildpad >= 27 en niet heeft_boot>"


def test_repr_of_what_is_too_large() -> None:
    deep, swollen = boot, schelpen
    for _ in range(5_000):
        deep = ~deep
    for _ in range(60):
        swollen = swollen + swollen
    assert repr(deep) == repr(swollen) == "<Term: ...>"
