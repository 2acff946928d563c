"""The reference evaluator: a plain tree walk that says what every engine must say."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol, assert_never

from attrs import field, frozen

from participatie.rules import semantics
from participatie.rules.expr import (
    And,
    Arith,
    AtLeast,
    Case,
    Compare,
    Contains,
    Count,
    Expr,
    Greatest,
    In,
    Least,
    Literal,
    Not,
    Or,
    Ref,
    Round,
    Scale,
    Since,
    Without,
    children,
)
from participatie.rules.rule import RuleSet
from participatie.rules.semantics import Truth
from participatie.values import Code, Result, Type, Value


class Parts(Protocol):
    """What the parts of rules came to, where something worked them out already."""

    def has(self, expr: Expr) -> bool:
        """Whether the value of that very node is at hand."""

    def of(self, expr: Expr) -> Result | None:
        """Its value."""


@frozen
class Evaluation:
    """Every rule of a set, evaluated for one client on one date.

    Args:
        rules: the set.
        facts: what was known; everything else is unknown.
        on: the reference date.
        values: the value of each rule; ``None`` for unknown.
        known: facts and rules together, as expressions look them up.
        parts: what their parts came to, where that is at hand.
    """

    rules: RuleSet
    facts: Mapping[str, Value]
    on: date
    values: Mapping[str, Result | None]
    known: Mapping[str, Result | None]
    parts: Parts | None = field(default=None, eq=False, repr=False)
    # What keeps a rule open is asked for by all that refer to it, as questions and as gaps.
    _opened: dict[str, tuple[str, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    def undecided(self, name: str) -> tuple[str, ...]:
        """The unknown facts that can still matter to a rule, in the order of the document.

        Empty when the rule is settled. Gaps are left out: nobody can answer those.
        """
        opened = self._open(name)
        return tuple(one for one in opened if one not in self.rules.gaps) if self.rules.gaps else opened

    def gaps(self, name: str) -> tuple[str, ...]:
        """The unverified values that keep a rule from being settled."""
        return tuple(one for one in self._open(name) if one in self.rules.gaps)

    def _open(self, name: str) -> tuple[str, ...]:
        if self.values[name] is not None:
            return ()
        if name not in self._opened:
            found: dict[str, None] = {}
            self._unknowns(self.rules.rules[name].expr, found)
            self._opened[name] = tuple(found)
        return self._opened[name]

    def _unknowns(self, expr: Expr, found: dict[str, None]) -> None:
        """The unknown facts below an expression that is itself unknown; each rule is looked at once."""
        if not isinstance(expr, Ref):
            for child in _relevant(expr, self.value):
                if self.value(child) is None:
                    self._unknowns(child, found)
        elif expr.name in self.rules.rules:
            found.update(dict.fromkeys(self._open(expr.name)))
        else:
            found[expr.name] = None

    def value(self, expr: Expr) -> Result | None:
        """The value of a rule's expression, or of any part of one."""
        if isinstance(expr, Ref):  # nearly every operand of a rule that joins others
            return self.known.get(expr.name)
        if self.parts is not None and self.parts.has(expr):
            return self.parts.of(expr)
        if isinstance(expr, Not):
            return semantics.negation(self._truth(expr.operand))
        if isinstance(expr, And | Or):
            join = semantics.conjunction if isinstance(expr, And) else semantics.disjunction
            return join(map(self._truth, expr.operands))
        return value_of(expr, self.known, self.rules.inputs, self.on)

    def _truth(self, expr: Expr) -> Truth:
        value = self.value(expr)
        assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
        return value


def _relevant(expr: Expr, value: Callable[[Expr], Result | None]) -> Iterable[Expr]:
    """The operands that can still decide ``expr``: rows after a settled one cannot."""
    if isinstance(expr, And | Or):  # nearly every rule
        return expr.operands
    if not isinstance(expr, Case):
        return children(expr)
    found: list[Expr] = []
    for condition, row in expr.rows:
        holds = value(condition)
        if holds is not False:
            found += [condition, row]
        if holds is True:
            return found
    return [*found, expr.otherwise]


def evaluate(rules: RuleSet, facts: Mapping[str, Value], on: date) -> Evaluation:
    """Evaluate every rule of ``rules``.

    Args:
        rules: checked rules in order.
        facts: the known facts; unknown ones are absent.
        on: the reference date, for the time since a date.
    """
    known: dict[str, Result | None] = dict(facts)
    values: dict[str, Result | None] = {}
    for name, rule in rules.rules.items():
        values[name] = known[name] = value_of(rule.expr, known, rules.inputs, on)
    return Evaluation(rules, facts, on, values, known)


def value_of(  # noqa: C901, PLR0911, PLR0912 - one case per node
    expr: Expr, known: Mapping[str, Result | None], inputs: Mapping[str, Type], on: date
) -> Result | None:
    """The value of one expression: what :mod:`~participatie.rules.semantics` says, node by node."""

    def of(operand: Expr) -> Result | None:
        return value_of(operand, known, inputs, on)

    def truth(operand: Expr) -> Truth:
        value = of(operand)
        assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
        return value

    match expr:
        case Literal(value):
            return value
        case Ref(name):
            return known.get(name)
        case Not(operand):
            return semantics.negation(truth(operand))
        case And(operands):
            return semantics.conjunction(map(truth, operands))
        case Or(operands):
            return semantics.disjunction(map(truth, operands))
        case AtLeast(count, operands):
            return semantics.at_least(count, list(map(truth, operands)))
        case Compare(how, Ref(name) as left, Literal(str() as code)):
            scale = inputs[name]
            assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
            codes = scale.codes or ()
            return semantics.compare(how, semantics.rank(of(left), codes), semantics.rank(code, codes))
        case Compare(how, left, right):
            return semantics.compare(how, of(left), of(right))
        case In(operand, codes):
            return semantics.among(of(operand), codes)
        case Contains(operand, codes):
            return semantics.contains(_set(of(operand)), codes)
        case Without(operand, codes):
            return semantics.without(_set(of(operand)), codes)
        case Count(operand):
            return semantics.count(_set(of(operand)))
        case Arith(how, left, right):
            return semantics.arithmetic(how, of(left), of(right))
        case Least(operands):
            return semantics.extreme(min, list(map(of, operands)))
        case Greatest(operands):
            return semantics.extreme(max, list(map(of, operands)))
        case Scale(operand, numerator, denominator):
            return semantics.scale(of(operand), of(numerator), of(denominator))
        case Round(operand, step, rounding):
            return semantics.rounded(of(operand), step, rounding)
        case Case(rows, otherwise):
            pairs = ((truth(condition), of(value)) for condition, value in rows)
            return semantics.first_that_holds(pairs, of(otherwise))
        case Since(unit, anchor):
            day = of(anchor)
            assert day is None or isinstance(day, date)  # noqa: S101 - the checker proved it
            return semantics.since(unit, day, on)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(expr)


def _set(value: Result | None) -> frozenset[str] | None:
    assert value is None or isinstance(value, frozenset)  # noqa: S101 - the checker proved it
    return value
