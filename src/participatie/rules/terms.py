"""The Python form of the language: expressions written with operators.

A :class:`Term` wraps an expression; the nodes themselves stay inert. A term
refuses ``bool()``, so that ``and``, ``or`` and ``not``, which Python would
decide on the spot, are caught instead of silently dropping half a condition.
"""

from datetime import date  # noqa: TC003 - `Operand` names it, also when annotations are resolved
from typing import NoReturn, TypeAlias

from attrs import frozen

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
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
    all_of,
    any_of,
    walkable,
)
from participatie.rules.render import render
from participatie.values import Unit

#: What may stand beside a term: another term or a plain value.
Operand: TypeAlias = "Term | bool | int | date | str"


@frozen(eq=False)
class Term:
    """An expression that Python operators build further.

    ``&``, ``|`` and ``~`` are *en*, *of* and *niet*; comparisons and ``+ - *``
    are themselves. Text and Python form of one expression are equal once checked.

    >>> leeftijd, verdringing = fact("leeftijd"), fact("verdringing")
    >>> from participatie.rules.render import render
    >>> render(((leeftijd >= 27) & ~verdringing).expr)
    'leeftijd >= 27 en niet verdringing'
    """

    expr: Expr

    def __bool__(self) -> NoReturn:
        raise TypeError("a term has no truth of its own; write &, | and ~ instead of and, or and not")

    def __and__(self, other: Operand) -> "Term":
        return Term(all_of(self.expr, expression(other)))

    def __or__(self, other: Operand) -> "Term":
        return Term(any_of(self.expr, expression(other)))

    def __invert__(self) -> "Term":
        return Term(Not(self.expr))

    def _compare(self, how: Comparison, other: object) -> "Term":
        return Term(Compare(how, self.expr, expression(other)))

    def __eq__(self, other: object) -> "Term":  # type: ignore[override]  # a condition, no answer
        return self._compare(Comparison.EQ, other)

    def __ne__(self, other: object) -> "Term":  # type: ignore[override]  # a condition, no answer
        return self._compare(Comparison.NE, other)

    # A term that compares cannot be a key.
    __hash__ = None  # type: ignore[assignment]  # as `__eq__` is no answer

    def __lt__(self, other: Operand) -> "Term":
        return self._compare(Comparison.LT, other)

    def __le__(self, other: Operand) -> "Term":
        return self._compare(Comparison.LE, other)

    def __gt__(self, other: Operand) -> "Term":
        return self._compare(Comparison.GT, other)

    def __ge__(self, other: Operand) -> "Term":
        return self._compare(Comparison.GE, other)

    def _arith(self, how: Operator, other: Operand) -> "Term":
        return Term(Arith(how, self.expr, expression(other)))

    def __add__(self, other: Operand) -> "Term":
        return self._arith(Operator.ADD, other)

    def __sub__(self, other: Operand) -> "Term":
        return self._arith(Operator.SUB, other)

    def __mul__(self, other: Operand) -> "Term":
        return self._arith(Operator.MUL, other)

    def between(self, low: Operand, high: Operand, *, inclusive: bool = False) -> "Term":
        """*vanaf low tot high*; with ``inclusive``, *tot en met*."""
        end = Comparison.LE if inclusive else Comparison.LT
        return Term(
            And(
                (
                    Compare(Comparison.GE, self.expr, expression(low)),
                    Compare(end, self.expr, expression(high)),
                )
            )
        )

    def is_in(self, *codes: str | int) -> "Term":
        """*in [..]*: one of these codes, or one of these numbers."""
        if codes and all(isinstance(one, int) for one in codes):
            return Term(any_of(*((self == number).expr for number in codes)))
        return Term(In(self.expr, tuple(str(one) if isinstance(one, int) else one for one in codes)))

    def contains(self, *codes: str) -> "Term":
        """*bevat*, *bevat een van*: the set holds at least one of these codes."""
        return Term(Contains(self.expr, codes))

    def without(self, *codes: str) -> "Term":
        """*zonder*: the set less these codes."""
        return Term(Without(self.expr, codes))

    def count(self) -> "Term":
        """*aantal*: the number of codes in the set."""
        return Term(Count(self.expr))

    def percent_of(self, amount: Operand) -> "Term":
        """*.. procent van ..*: an exact fraction, to be rounded."""
        return Term(Scale(expression(amount), self.expr, Literal(100, Unit.PERCENT)))

    def pro_rata(self, part: Operand, whole: Operand) -> "Term":
        """*naar rato van .. op ..*: an exact fraction, to be rounded."""
        return Term(Scale(self.expr, expression(part), expression(whole)))

    def rounded(self, step: int = 1, how: Rounding = Rounding.HALF_UP, *, unit: Unit | None = None) -> "Term":
        """*afgerond op ..*: to a multiple of ``step``; for money say which, ``unit=Unit.CENTS``."""
        return Term(Round(self.expr, step, how, unit))

    def __repr__(self) -> str:
        return f"<Term: {render(self.expr) if walkable(self.expr) else '...'}>"


def expression(operand: object) -> Expr:
    """The expression of a term, or the literal for a plain value.

    Raises:
        TypeError: for anything else.
    """
    return operand.expr if isinstance(operand, Term) else Literal(operand)  # type: ignore[arg-type]  # it refuses the rest


def fact(name: str) -> Term:
    """A fact, parameter or other rule, by its Dutch name."""
    return Term(Ref(name))


def amount(number: int, unit: Unit) -> Term:
    """A number with its unit; money in cents.

    >>> amount(1500_00, Unit.CENTS)
    <Term: 1500 euro>
    """
    return Term(Literal(number, unit))


def at_least(count: int, *terms: Operand) -> Term:
    """*minstens .. van (..)*."""
    return Term(AtLeast(count, tuple(map(expression, terms))))


def least(*terms: Operand) -> Term:
    """*laagste van (..)*."""
    return Term(Least(tuple(map(expression, terms))))


def greatest(*terms: Operand) -> Term:
    """*hoogste van (..)*."""
    return Term(Greatest(tuple(map(expression, terms))))


def case(*rows: tuple[Operand, Operand], otherwise: Operand) -> Term:
    """*als .. dan .. anders ..*: the value of the first row that holds."""
    return Term(Case(tuple((expression(when), expression(value)) for when, value in rows), expression(otherwise)))


def years_since(anchor: Operand) -> Term:
    """*jaren sinds ..*: completed years up to the reference date."""
    return Term(Since(Unit.YEARS, expression(anchor)))


def months_since(anchor: Operand) -> Term:
    """*maanden sinds ..*: completed months up to the reference date."""
    return Term(Since(Unit.MONTHS, expression(anchor)))


def weeks_since(anchor: Operand) -> Term:
    """*weken sinds ..*: completed weeks up to the reference date."""
    return Term(Since(Unit.WEEKS, expression(anchor)))
