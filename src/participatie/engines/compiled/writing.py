"""From the nodes of rules to the statements of the function."""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, assert_never

from participatie.engines.compiled.forms import (
    FALSE,
    UNKNOWN,
    all_of,
    any_of,
    attribute,
    binary,
    call,
    choice,
    code_set,
    compared,
    condition,
    constant,
    identical,
    inverted,
    loaded,
    row,
    text,
)
from participatie.engines.compiled.function import Function
from participatie.engines.compiled.operands import Operand
from participatie.rules import semantics
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
from participatie.rules.rule import RuleSet
from participatie.values import Code, Number

#: Facts with no more values than this have what looks at them worked out beforehand.
_FEW = 130

_SIGNS: Mapping[Comparison, tuple[ast.cmpop, ast.cmpop]] = {
    Comparison.EQ: (ast.Eq(), ast.NotEq()),
    Comparison.NE: (ast.NotEq(), ast.Eq()),
    Comparison.LT: (ast.Lt(), ast.GtE()),
    Comparison.LE: (ast.LtE(), ast.Gt()),
    Comparison.GT: (ast.Gt(), ast.LtE()),
    Comparison.GE: (ast.GtE(), ast.Lt()),
}
_MIRRORED = {
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
    Comparison.LT: Comparison.GT,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.GE: Comparison.LE,
}
_HOW: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}
_ARITH: Mapping[Operator, ast.operator] = {Operator.ADD: ast.Add(), Operator.SUB: ast.Sub(), Operator.MUL: ast.Mult()}


def _up(value: int, numerator: int, denominator: int, step: int) -> int:
    return -(-value * numerator // (denominator * step)) * step


def _down(value: int, numerator: int, denominator: int, step: int) -> int:
    return value * numerator // (denominator * step) * step


def _half_up(value: int, numerator: int, denominator: int, step: int) -> int:
    return (2 * value * numerator + denominator * step) // (2 * denominator * step) * step


#: Rounding of a share of a whole number, in whole numbers only.
_ROUNDED = {Rounding.UP: _up, Rounding.DOWN: _down, Rounding.HALF_UP: _half_up}


class Writer:
    """Writes rules; equal parts are written once.

    Args:
        rules: a checked rule set.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.function = Function()
        #: Every node that was met, and whether it was negated, with what it is in the function.
        self.seen: dict[tuple[int, bool], Operand] = {}
        self._set = rules
        self._rules: dict[str, Operand] = {}

    def rule(self, name: str) -> None:
        """Work out a rule, after all it refers to."""
        made = self._rules[name] = self._of(self._set.rules[name].expr)
        self.function.result(made)

    def _of(self, expr: Expr, *, negated: bool = False) -> Operand:
        """What ``expr``, or its negation, is in the function."""
        key = id(expr), negated
        if key not in self.seen:
            self.seen[key] = self._negated(expr) if negated else self._plain(expr)
        return self.seen[key]

    def _plain(self, expr: Expr) -> Operand:  # noqa: C901, PLR0911, PLR0912 - one case per node
        match expr:
            case Literal(value):
                return self.function.constant(value)
            case Ref(name):
                return self._rules[name] if name in self._rules else self._fact(name)
            case Not(operand):
                return self._of(operand, negated=True)
            case And(operands) | Or(operands):
                return self._joined([self._of(one) for one in operands], decides=isinstance(expr, Or))
            case AtLeast(count, operands):
                parts = [self._of(one) for one in operands]
                key = ("at least", count, *(one.key for one in parts))
                node = self.function.call(semantics.at_least, constant(count), row(one.node for one in parts))
                return self.function.variable(key, parts, node)
            case Compare():
                return self._compared(expr, negated=False)
            case In(operand, codes):
                return self._among(self._of(operand), codes, negated=False)
            case Contains(operand, codes):
                return self._holding(self._of(operand), codes, negated=False)
            case Without(operand, codes):
                inner = self._of(operand)
                return self.function.derived(
                    ("without", codes), [inner], binary(inner.node, ast.Sub(), code_set(codes))
                )
            case Count(operand):
                inner = self._of(operand)
                return self.function.derived("count", [inner], self.function.call(len, inner.node), whole=True)
            case Arith(sign, left, right):
                first, second = self._of(left), self._of(right)
                node = binary(first.node, _ARITH[sign], second.node)
                return self.function.derived(("arith", sign), [first, second], node, whole=first.whole and second.whole)
            case Least(operands) | Greatest(operands):
                parts = [self._of(one) for one in operands]
                pick = min if isinstance(expr, Least) else max
                node = self.function.call(pick, row(one.node for one in parts))
                return self.function.derived(pick.__name__, parts, node, whole=all(one.whole for one in parts))
            case Scale(operand, numerator, denominator):
                parts = [self._of(one) for one in (operand, numerator, denominator)]
                return self.function.derived(
                    "scale", parts, self.function.call(semantics.scale, *(one.node for one in parts))
                )
            case Round(operand, step, rounding):
                return self._rounded(operand, step, rounding)
            case Case(rows, otherwise):
                return self._rows([(self._of(when), self._of(value)) for when, value in rows], self._of(otherwise))
            case Since(unit, anchor):
                inner = self._of(anchor)
                node = self.function.call(semantics.since, self.function.shared(unit), inner.node, loaded("on"))
                return self.function.derived(("since", unit), [inner], node, whole=True)
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(expr)

    def _negated(self, expr: Expr) -> Operand:  # noqa: PLR0911 - one case per node
        match expr:
            case Not(operand):
                return self._of(operand)
            case And(operands) | Or(operands):
                parts = [self._of(one, negated=True) for one in operands]
                return self._joined(parts, decides=isinstance(expr, And))
            case Compare():
                return self._compared(expr, negated=True)
            case In(operand, codes):
                return self._among(self._of(operand), codes, negated=True)
            case Contains(operand, codes):
                return self._holding(self._of(operand), codes, negated=True)
            case Literal(value):
                return self.function.constant(not value)
            case _:
                inner = self._of(expr)
                return self.function.derived("not", [inner], inverted(inner.node))

    def _fact(self, name: str) -> Operand:
        of = self._set.inputs.get(name)
        values: Sequence[Any] | None = None
        if isinstance(of, Number) and of.high - of.low < _FEW:
            values = range(of.low, of.high + 1)
        elif isinstance(of, Code) and of.codes is not None and len(of.codes) < _FEW:
            values = [str(code) for code in of.codes]
        return self.function.fact(name, values, whole=isinstance(of, Number))

    def _joined(self, parts: Sequence[Operand], *, decides: bool) -> Operand:
        """A list of which one part that is ``decides`` settles the whole."""
        neutral, settling = self.function.constant(not decides), self.function.constant(decides)
        different = {one.key: one for one in parts if one.key != neutral.key}
        if settling.key in different:
            return settling
        if len(different) <= 1:
            return next(iter(different.values()), neutral)
        key = ("any" if decides else "all", frozenset(different))
        if (written := self.function.written(key)) is not None:
            return written
        nodes = [one.node for one in different.values()]
        joined = any_of(nodes) if decides else all_of(nodes)
        made = self.function.variable(key, different.values(), joined)
        # `and` ends at the first part that is false or unknown; one that is false may come after it.
        # `or` ends with the last part; one that is unknown may have come before it.
        others = nodes[:-1] if decides else nodes[1:]
        seeks, result = (UNKNOWN, FALSE) if decides else (FALSE, UNKNOWN)
        when = all_of([identical(made.node, result), any_of([identical(one, seeks) for one in others])])
        self.function.add(condition(when, [made.becomes(seeks)], []), [made, *different.values()])
        return made

    def _compared(self, expr: Compare, *, negated: bool) -> Operand:
        match expr:
            case Compare(how, Ref(name) as left, Literal(str() as code)):
                scale = self._set.inputs[name]
                assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
                codes = scale.codes or ()
                place, meant = codes.index(code), _HOW[how]
                fitting = tuple(one for rank, one in enumerate(codes) if meant(rank, place))
                return self._among(self._of(left), fitting, negated=negated)
            case Compare(how, left, right):
                if isinstance(left, Literal):  # the same comparison, the other way round
                    left, right, how = right, left, _MIRRORED[how]
                first, second = self._of(left), self._of(right)
                sign = _SIGNS[how][negated]
                node = compared(first.node, sign, second.node)
                judge = _judge(how, right, negated=negated)
                return self.function.derived(type(sign).__name__, [first, second], node, judge=judge)

    def _among(self, code: Operand, codes: Iterable[str], *, negated: bool) -> Operand:
        codes = frozenset(codes)
        if len(codes) == 1:  # the plainest test there is
            sign: ast.cmpop = ast.NotEq() if negated else ast.Eq()
            node = compared(code.node, sign, text(next(iter(codes))))
        else:
            node = compared(code.node, ast.NotIn() if negated else ast.In(), code_set(codes))
        return self.function.derived(
            ("in", codes, negated), [code], node, judge=lambda one: (one in codes) is not negated
        )

    def _holding(self, held: Operand, codes: Iterable[str], *, negated: bool) -> Operand:
        codes = frozenset(codes)
        if len(codes) == 1:
            sign = ast.NotIn() if negated else ast.In()
            node: ast.expr = compared(text(next(iter(codes))), sign, held.node)
        else:
            node = call(attribute(held.node, "isdisjoint"), code_set(codes))
            node = node if negated else inverted(node)
        return self.function.derived(("holds", codes, negated), [held], node)

    def _rounded(self, operand: Expr, step: int, rounding: Rounding) -> Operand:
        if isinstance(operand, Scale):
            parts = [self._of(one) for one in (operand.operand, operand.numerator, operand.denominator)]
        else:
            one = self.function.constant(1)
            parts = [self._of(operand), one, one]
        if all(one.whole for one in parts):
            node = self.function.call(_ROUNDED[rounding], *(one.node for one in parts), constant(step))
        else:
            parts = [self._of(operand)]
            node = self.function.call(semantics.rounded, parts[0].node, constant(step), self.function.shared(rounding))
        return self.function.derived(("round", step, rounding), parts, node, whole=True)

    def _rows(self, rows: Sequence[tuple[Operand, Operand]], otherwise: Operand) -> Operand:
        """The value of the first row that holds; where that is unknown, what all that may hold agree on."""
        rest = otherwise
        for when, value in reversed(rows):
            agreed = choice(compared(value.node, ast.Eq(), rest.node), value.node, UNKNOWN)
            below = choice(identical(when.node, FALSE), rest.node, agreed)
            key = ("row", when.key, value.key, rest.key)
            node = choice(when.node, value.node, below)
            rest = self.function.variable(key, [when, value, rest], node, whole=value.whole and rest.whole)
        return rest


def _judge(how: Comparison, bound: Expr, *, negated: bool) -> Callable[[Any], bool] | None:
    """A comparison with a bound that is written in the rule."""
    if not isinstance(bound, Literal):
        return None
    meant, value = _HOW[how], bound.value
    return lambda one: meant(one, value) is not negated
