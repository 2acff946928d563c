"""From an expression back to Dutch text; reading the text gives the expression."""

import re
from datetime import date
from typing import assert_never

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
    Scale,
    Since,
    Without,
    walkable,
)
from participatie.values import UNIT_WORDS, Unit

_WORDS = """
    als dan anders en of niet vanaf tot met in bevat een van zonder minstens aantal laagste hoogste
    afgerond op naar rato beneden boven rekenkundig sinds ja nee and or not
"""

#: Words with a meaning of their own; no fact or rule may be called so.
KEYWORDS = frozenset(_WORDS.split()) | frozenset(UNIT_WORDS)

_NAME = re.compile(r"[^\W\d]\w*\Z")

# How tightly a form binds. An operand that binds more loosely than its place asks gets brackets.
_VALUE, _CHAIN, _UNARY, _PREDICATE, _ROUNDED, _SUM, _PRODUCT, _SCALED, _POSTFIX, _PRIMARY = range(10)


def render(expr: Expr) -> str:
    """``expr`` in the Dutch text form.

    Raises:
        ValueError: for an expression so large that no check would let it pass.

    >>> from participatie.rules.text import parse
    >>> render(parse("trede  in [1,  2] of (a en b)", []))
    'trede = 1 of trede = 2 of (a en b)'
    """
    if not walkable(expr):
        raise ValueError("this expression is too large to be written as text")
    text, _ = _render(expr)
    return text


def code(text: str) -> str:
    """A code as it is written in a rule: quoted where it is no plain word."""
    if _NAME.match(text) and text not in KEYWORDS:
        return text
    return f"'{text}'" if '"' in text else f'"{text}"'


def _codes(codes: tuple[str, ...]) -> str:
    return f"[{', '.join(map(code, codes))}]"


def _at(expr: Expr, level: int) -> str:
    text, binds = _render(expr)
    return text if binds >= level else f"({text})"


def _arguments(operands: tuple[Expr, ...]) -> str:
    return f"({', '.join(_at(one, _VALUE) for one in operands)})"


def _render(expr: Expr) -> tuple[str, int]:  # noqa: C901, PLR0911, PLR0912 - one case per node
    match expr:
        case Literal(value, unit):
            return _literal(value, unit), _PRIMARY
        case Ref(name):
            return name, _PRIMARY
        case Not(In(operand, (only,))):
            return f"{_at(operand, _ROUNDED)} <> {code(only)}", _PREDICATE
        case Not(operand):
            return f"niet {_at(operand, _UNARY)}", _UNARY
        case And((Compare(Comparison.GE, low, first), Compare(end, high, last))) if (
            end in {Comparison.LT, Comparison.LE} and low == high
        ):
            until = "tot" if end is Comparison.LT else "tot en met"
            ends = f"vanaf {_at(first, _ROUNDED)} {until} {_at(last, _ROUNDED)}"
            return f"{_at(low, _ROUNDED)} {ends}", _PREDICATE
        case And(operands):
            return " en ".join(_at(one, _UNARY) for one in operands), _CHAIN
        case Or(operands):
            return " of ".join(_at(one, _UNARY) for one in operands), _CHAIN
        case AtLeast(count, operands):
            return f"minstens {count} van {_arguments(operands)}", _PREDICATE
        case Compare(how, left, right):
            return f"{_at(left, _ROUNDED)} {how} {_at(right, _ROUNDED)}", _PREDICATE
        case In(operand, (only,)):
            return f"{_at(operand, _ROUNDED)} = {code(only)}", _PREDICATE
        case In(operand, codes):
            return f"{_at(operand, _ROUNDED)} in {_codes(codes)}", _PREDICATE
        case Contains(operand, (only,)):
            return f"{_at(operand, _ROUNDED)} bevat {code(only)}", _PREDICATE
        case Contains(operand, codes):
            return f"{_at(operand, _ROUNDED)} bevat een van {_codes(codes)}", _PREDICATE
        case Without(operand, codes):
            return f"{_at(operand, _POSTFIX)} zonder {_codes(codes)}", _POSTFIX
        case Count(operand):
            # `aantal` takes all that follows it, so that as an operand it stands in brackets.
            return f"aantal {_at(operand, _POSTFIX)}", _SCALED
        case Arith(Operator.MUL, left, right):
            return f"{_at(left, _PRODUCT)} * {_at(right, _SCALED)}", _PRODUCT
        case Arith(how, left, right):
            return f"{_at(left, _SUM)} {how} {_at(right, _PRODUCT)}", _SUM
        case Least(operands):
            return f"laagste van {_arguments(operands)}", _PRIMARY
        case Greatest(operands):
            return f"hoogste van {_arguments(operands)}", _PRIMARY
        case Scale(operand, numerator, Literal(100, Unit.PERCENT)):
            return f"{_at(numerator, _POSTFIX)} van {_at(operand, _PRIMARY)}", _SCALED
        case Scale(operand, numerator, denominator):
            rata = f"{_at(numerator, _POSTFIX)} op {_at(denominator, _POSTFIX)}"
            return f"{_at(operand, _POSTFIX)} naar rato van {rata}", _SCALED
        case Round(operand, step, rounding, unit):
            return f"{_at(operand, _SUM)} afgerond op {_number(step, unit)} {rounding}", _ROUNDED
        case Case(rows, otherwise):
            parts = [f"als {_at(when, _CHAIN)} dan {_at(value, _ROUNDED)}" for when, value in rows]
            return f"{' anders '.join(parts)} anders {_at(otherwise, _ROUNDED)}", _VALUE
        case Since(unit, anchor):
            word = "jaren" if unit is Unit.YEARS else unit
            return f"{word} sinds {_at(anchor, _PRIMARY)}", _SCALED
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(expr)


def _literal(value: bool | int | date | str, unit: Unit | None) -> str:  # noqa: FBT001 - any value
    match value:
        case bool():
            return "ja" if value else "nee"
        case int():
            return _number(value, unit)
        case date():
            return value.isoformat()
        case str():
            return code(value)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(value)


def _number(value: int, unit: Unit | None) -> str:
    if unit is Unit.CENTS and value % 100 == 0:
        return f"{value // 100} euro"
    return f"{value} {unit}" if unit else str(value)
