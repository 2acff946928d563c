"""An expression in words: each node once, as it reads; and any expression without an error."""

import pytest
from hypothesis import given
from strategies import ISLAND, expressions

from participatie.rules.expr import Expr
from participatie.rules.phrase import phrase
from participatie.rules.text import parse


def said(text: str) -> str:
    expr = parse(text, [])
    assert expr is not None
    return phrase(expr, lambda name: name.replace("_", " "))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("is_gast", '"is gast": ja'),
        ("niet is_gast", '"is gast": nee'),
        ("niet (a en b)", 'niet ("a": ja en "b": ja)'),
        ("a en (b of c)", '"a": ja en ("b": ja of "c": ja)'),
        ("minstens 2 van (a, b, niet c)", 'minstens 2 van deze: "a": ja; "b": ja; "c": nee'),
        ("n >= 3", '"n" is minstens 3'),
        ("n < 1 maand", '"n" is minder dan 1 maand'),
        ("n < 3 maanden", '"n" is minder dan 3 maanden'),
        ("n vanaf 18 jaar tot 27 jaar", '"n" is minstens 18 jaar en minder dan 27 jaar'),
        ("n vanaf 1 tot en met 3", '"n" is minstens 1 en hoogstens 3'),
        ("niet kust in [noord, oost]", '"kust" is niet noord, oost'),
        ("kust in [noord]", '"kust" is noord'),
        ("kust in [noord, oost]", '"kust" is een van deze: noord, oost'),
        ("talen bevat vogels", 'bij "talen" hoort vogels'),
        ("talen bevat een van [wind, vogels]", 'bij "talen" hoort een van deze: wind, vogels'),
        ("aantal (talen zonder [wind]) > 2", 'het aantal bij "talen", behalve wind is meer dan 2'),
        ("n + m - 2", '"n" plus "m" min 2'),
        ("3 * n", '3 maal "n"'),
        ("laagste van (n, 70 procent)", 'het laagste van deze: "n"; 70 procent'),
        ("hoogste van (n, m)", 'het hoogste van deze: "n"; "m"'),
        ("70 procent van bedrag", '70 procent van "bedrag"'),
        ("bedrag naar rato van uren op 36 uur", '"bedrag", naar rato van "uren_" op 36 uren'),
        ("bedrag afgerond op cent rekenkundig", '"bedrag", afgerond op 1 cent rekenkundig'),
        ("als a dan 1 anders 2", 'als "a": ja dan 1, en anders 2'),
        ("maanden sinds begin >= 9", 'het aantal maanden sinds "begin" is minstens 9'),
    ],
)
def test_reads_as(text: str, words: str) -> None:
    text, words = text.replace("uren op", "inzet op"), words.replace("uren_", "inzet")
    assert said(text) == words


@given(expressions(ISLAND))
def test_anything_that_checks_can_be_said(expr: Expr) -> None:
    words = phrase(expr, str.upper)
    assert words
    assert "{" not in words
