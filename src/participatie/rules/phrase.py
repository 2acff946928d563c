"""An expression as a Dutch phrase for someone who does not read rules: with titles instead of names."""

import functools
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files as resources
from typing import Any, assert_never

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
)
from participatie.rules.render import render
from participatie.values import Unit

#: What a name is called.
Title = Callable[[str], str]


@functools.cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The words around what a rule says."""
    text = (resources("participatie") / "data" / "proza.toml").read_text("utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def phrase(expr: Expr, title: Title) -> str:
    """``expr`` in words.

    Args:
        expr: a checked expression.
        title: how a fact, notion or amount is called.

    >>> from participatie.rules.text import parse
    >>> phrase(parse("leeftijd >= 27 jaar en niet verdringing", []), str.upper)
    '"LEEFTIJD" is minstens 27 jaar en "VERDRINGING": nee'
    """
    return _Phrase(title).of(expr)


class _Phrase:
    def __init__(self, title: Title) -> None:
        self.title = title

    def of(self, expr: Expr) -> str:  # noqa: C901, PLR0911, PLR0912 - one case per node
        match expr:
            case Ref():
                return self._say("ja", naam=self._value(expr))
            case Not(Ref() as name):
                return self._say("nee", naam=self._value(name))
            case Not(In(operand, codes)):
                return self._compared(operand, Comparison.NE, ", ".join(codes))
            case Not(operand):
                return self._say("niet", wat=self.of(operand))
            case And((Compare(Comparison.GE, low, first), Compare(end, high, last))) if (
                end in {Comparison.LT, Comparison.LE} and low == high
            ):
                form = "vanaf_tot" if end is Comparison.LT else "vanaf_tot_en_met"
                return self._say(form, naam=self._value(low), van=self._value(first), tot=self._value(last))
            case And(operands):
                return " en ".join(map(self._part, operands))
            case Or(operands):
                return " of ".join(map(self._part, operands))
            case AtLeast(count, operands):
                return self._say("minstens", aantal=str(count), wat="; ".join(map(self.of, operands)))
            case Compare(how, left, right):
                return self._compared(left, how, self._value(right))
            case In(operand, codes):
                form = "is_code" if len(codes) == 1 else "een_van"
                return self._say(form, naam=self._value(operand), codes=", ".join(codes))
            case Contains(operand, codes):
                form = "bevat" if len(codes) == 1 else "bevat_een_van"
                return self._say(form, naam=self._value(operand), codes=", ".join(codes))
            case (
                Literal() | Without() | Count() | Arith() | Least() | Greatest() | Scale() | Round() | Case() | Since()
            ):
                return self._value(expr)
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(expr)

    def _value(self, expr: Expr) -> str:  # noqa: C901, PLR0911, PLR0912 - as above
        match expr:
            case Literal(1, Unit() as unit) if unit in words()["enkelvoud"]:
                return f"1 {words()['enkelvoud'][unit]}"
            case Literal():
                return render(expr).strip('"')
            case Ref(name):
                return self._say("naam", titel=self.title(name))
            case Without(operand, codes):
                return self._say("zonder", naam=self._value(operand), codes=", ".join(codes))
            case Count(operand):
                return self._say("aantal", naam=self._value(operand))
            case Arith(how, left, right):
                form = {Operator.ADD: "plus", Operator.SUB: "min", Operator.MUL: "maal"}[how]
                return self._say(form, links=self._value(left), rechts=self._value(right))
            case Least(operands):
                return self._say("laagste", wat="; ".join(map(self._value, operands)))
            case Greatest(operands):
                return self._say("hoogste", wat="; ".join(map(self._value, operands)))
            case Scale(operand, numerator, Literal(100, Unit.PERCENT)):
                return self._say("procent_van", procent=self._value(numerator), bedrag=self._value(operand))
            case Scale(operand, numerator, denominator):
                parts = {"deel": self._value(numerator), "geheel": self._value(denominator)}
                return self._say("naar_rato", bedrag=self._value(operand), **parts)
            case Round(operand, step, rounding, unit):
                to = self._value(Literal(step, unit))
                return self._say("afgerond", bedrag=self._value(operand), stap=to, hoe=str(rounding))
            case Case(rows, otherwise):
                said = [self._say("keuze", als=self.of(when), dan=self._value(value)) for when, value in rows]
                return ", ".join([*said, self._say("anders", dan=self._value(otherwise))])
            case Since(unit, anchor):
                return self._say("sinds", eenheid=str(unit), naam=self._value(anchor))
            # The checker lets no condition stand where a value belongs.
            case Not() | And() | Or() | AtLeast() | Compare() | In() | Contains():  # pragma: no cover - see above
                return self.of(expr)
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(expr)

    def _part(self, expr: Expr) -> str:
        """A part of a list: in brackets where it is a list itself."""
        said = self.of(expr)
        return f"({said})" if isinstance(expr, And | Or) else said

    def _compared(self, left: Expr, how: Comparison, right: str) -> str:
        return self._say("vergelijking", links=self._value(left), hoe=words()["vergelijking"][str(how)], rechts=right)

    def _say(self, form: str, **parts: Any) -> str:
        return words()["zin"][form].format(**parts)
