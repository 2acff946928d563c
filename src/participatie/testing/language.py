"""Hypothesis strategies for the language: facts, expressions and rule sets of any scope.

Everything made here is already in checked shape: checking it again changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen
from hypothesis import strategies as st

from participatie.rules.check import check
from participatie.rules.expr import (
    FALSE,
    TRUE,
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
)
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.testing.island import GAPS, ISLAND, Scope
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit, Value

if TYPE_CHECKING:
    from participatie.diagnostics import Diagnostic

T = TypeVar("T")
K = TypeVar("K", Boolean, Number, Date, Code, CodeSet)

BOOLEAN = Boolean()

#: Codes for lists that are not closed.
_OPEN = ("baai", "rif", "lagune", "zee'arm")

_SPECIAL_DAYS = (date.min, date(2016, 2, 29), date(2017, 2, 28), date(2017, 3, 1), date.max)

_SMALL, _LARGE = st.integers(-3, 120), st.integers(-(10**6), 10**6)

_RULE_NAMES = ("zeepas", "anker", "veer", "baken", "tolhuis", "dok")


# -- facts --------------------------------------------------------------------------


def days() -> st.SearchStrategy[date]:
    """Days of the calendar, its ends and the edges of February among them."""
    return st.one_of(st.sampled_from(_SPECIAL_DAYS), st.dates())


def values(of: Type) -> st.SearchStrategy[Value]:
    """Values of type ``of``; the ends of a range come up often."""
    made: st.SearchStrategy[Value]
    match of:
        case Boolean():
            made = st.booleans()
        case Number(_, low, high):
            made = st.one_of(st.sampled_from((low, high)), st.integers(low, high))
        case Date():
            made = days()
        case Code(codes):
            made = st.sampled_from(codes or _OPEN)
        case CodeSet(codes):
            made = st.frozensets(st.sampled_from(codes or _OPEN))
        case Text():
            made = st.text(max_size=5)
    return made


def facts(scope: Scope = ISLAND) -> st.SearchStrategy[dict[str, Value]]:
    """Some of the facts of ``scope``, each with a value of its type; the others are unknown."""
    return st.fixed_dictionaries({}, optional={name: values(of) for name, of in scope.items()})


# -- expressions ---------------------------------------------------------------------


@st.composite
def expressions(draw: st.DrawFn, scope: Scope = ISLAND, of: Boolean | Number = BOOLEAN, *, levels: int = 3) -> Expr:
    """Expressions of type ``of`` over ``scope``, of every kind of node, in checked shape.

    Args:
        draw: given by hypothesis.
        scope: the facts and rules that they may refer to.
        of: ``Boolean()``, or a number: its unit, and the range that the result stays within.
        levels: how deep they nest at most; one level is a few levels of nodes.
    """
    maker = _Maker(draw, scope)
    return maker.condition(levels) if isinstance(of, Boolean) else maker.bounded(of, levels)


def _units(scope: Scope) -> list[Unit | None]:
    """The units that a number can have here: any that a fact has, and none."""
    return list(dict.fromkeys([None, *(of.unit for of in scope.values() if isinstance(of, Number))]))


@frozen
class _Maker:
    """Draws an expression part by part.

    Functions that draw, rather than strategies within strategies: hypothesis
    takes much longer to build those than to draw from them.
    """

    draw: st.DrawFn
    scope: Scope

    # -- choices: simplest first, for that is where a failure shrinks to

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.draw(st.integers(0, len(choices) - 1))]

    def some(self, make: Callable[[], T], least: int = 1, most: int = 3) -> tuple[T, ...]:
        return tuple(make() for _ in range(self.draw(st.integers(least, most))))

    def named(self, kind: type[K]) -> list[tuple[Ref, K]]:
        return [(Ref(name), of) for name, of in self.scope.items() if isinstance(of, kind)]

    def codes(self, of: Code | CodeSet) -> tuple[str, ...]:
        all_codes = of.codes or _OPEN
        return tuple(dict.fromkeys(self.some(lambda: self.pick(all_codes))))

    def number(self, expr: Expr) -> Number | None:
        """The type of a number, or ``None`` where it could leave 64 bits."""
        checked = check(expr, self.scope, [])
        return checked.type if checked is not None and isinstance(checked.type, Number) else None

    # -- conditions

    def condition(self, levels: int) -> Expr:  # noqa: PLR0911 - one per kind of node
        def below() -> Expr:
            return self.condition(levels - 1)

        nested = ("not", "and", "or", "at least", "compare", "between")
        match self.pick(("simple", *nested)) if levels else "simple":
            case "not":
                return Not(below())
            case "and":
                return all_of(*self.some(below, 2))
            case "or":
                return any_of(*self.some(below, 2))
            case "at least":
                parts = self.some(below, 1, 4)
                return AtLeast(self.draw(st.integers(1, len(parts))), parts)
            case "compare":
                return self.comparison(levels - 1)
            case "between":
                return self.between(levels - 1)
            case _:
                return self.simple()

    def simple(self) -> Expr:
        """A condition without conditions in it."""
        booleans: list[Expr] = [TRUE, FALSE, *(ref for ref, _ in self.named(Boolean))]
        codes, sets = self.named(Code), self.named(CodeSet)
        ranked = [(ref, of.codes) for ref, of in codes if of.ordered and of.codes is not None]
        ways = ["plain", "dates", *["in"] * bool(codes), *["rank"] * bool(ranked), *["holds"] * bool(sets)]
        match self.pick(ways):
            case "in":
                code, of = self.pick(codes)
                return In(code, self.codes(of))
            case "rank":
                code, order = self.pick(ranked)
                how = self.pick((Comparison.LT, Comparison.LE, Comparison.GT, Comparison.GE))
                return Compare(how, code, Literal(self.pick(order)))
            case "holds":
                holder, kind = self.code_set(sets)
                return Contains(holder, self.codes(kind))
            case "dates":
                return self.dates()
            case _:
                return self.pick(booleans)

    def code_set(self, sets: Sequence[tuple[Ref, CodeSet]]) -> tuple[Expr, CodeSet]:
        made: Expr
        made, of = self.pick(sets)
        for _ in range(self.draw(st.integers(0, 2))):
            made = Without(made, self.codes(of))
        return made, of

    def dates(self) -> Expr:
        dates = [ref for ref, _ in self.named(Date)]

        def side() -> Expr:
            sides: list[Expr] = [*dates, Literal(self.draw(days()))]
            return self.pick(sides)

        return Compare(self.pick(tuple(Comparison)), side(), side())

    def comparison(self, levels: int) -> Expr:
        how, unit = self.pick(tuple(Comparison)), self.unit()
        left, right = self.amount(unit, levels), self.amount(unit, levels)
        made = Compare(how, left, right)
        # A literal must lie within the range of the fact beside it.
        fits = check(made, self.scope, []) is not None
        return made if fits and self.draw(st.booleans()) else Compare(how, left, self.near(left))

    def between(self, levels: int) -> Expr:
        operand = self.amount(self.unit(), levels)
        end = self.pick((Comparison.LT, Comparison.LE))
        low, high = self.near(operand), self.near(operand)
        return all_of(Compare(Comparison.GE, operand, low), Compare(end, operand, high))

    def near(self, expr: Expr) -> Expr:
        """A literal within the range of ``expr``."""
        of = self.number(expr)
        assert of is not None, "an amount is a number"  # noqa: S101 - a mistake in this module
        return Literal(self.draw(st.integers(of.low, of.high)), of.unit)

    # -- numbers

    def unit(self) -> Unit | None:
        return self.pick(_units(self.scope))

    def bounded(self, of: Number, levels: int) -> Expr:
        made = self.amount(of.unit, levels)
        if check(made, self.scope, [], of) is not None:
            return made
        return Least((Greatest((made, Literal(of.low, of.unit))), Literal(of.high, of.unit)))

    def amount(self, unit: Unit | None, levels: int) -> Expr:
        """A whole number of ``unit``."""
        refs = [ref for ref, of in self.named(Number) if of.unit == unit]
        simple: list[Expr] = [Literal(self.draw(st.one_of(_SMALL, _LARGE)), unit), *refs]
        plain = self.pick(simple)
        if levels == 0:
            return plain
        ways = ["plain", "sum", "product", "extreme", "case", "round"]
        ways += ["count"] * (unit is None and bool(self.named(CodeSet)))
        ways += ["since"] * (unit in {Unit.YEARS, Unit.MONTHS, Unit.WEEKS} and bool(self.named(Date)))
        made = self.nested(self.pick(ways), plain, levels - 1)
        # Numbers grow as they nest; what could leave 64 bits is no expression.
        return plain if self.number(made) is None else made

    def nested(self, way: str, plain: Expr, levels: int) -> Expr:  # noqa: PLR0911 - one per kind of node
        of = self.number(plain)
        assert of is not None, "it is a number"  # noqa: S101 - a mistake in this module

        def below() -> Expr:
            return self.amount(of.unit, levels)

        match way:
            case "sum":
                return Arith(self.pick((Operator.ADD, Operator.SUB)), below(), below())
            case "product":
                sides = [below(), self.amount(None, levels)]
                left, right = sides if self.draw(st.booleans()) else sides[::-1]
                return Arith(Operator.MUL, left, right)
            case "extreme":
                return self.extreme(self.some(below))
            case "case":
                return Case(self.some(lambda: (self.condition(levels), below())), below())
            case "round":
                operand = self.fraction(of.unit, levels)
                if self.number(operand) is None:
                    operand = below()
                step = self.pick((1, 2, 5, 100))
                return Round(self.least(operand, 0), step, self.pick(tuple(Rounding)), of.unit)
            case "count":
                holder, _ = self.code_set(self.named(CodeSet))
                return Count(holder)
            case "since" if of.unit is not None:
                return Since(of.unit, self.pick([ref for ref, _ in self.named(Date)]))
            case _:
                return plain

    def extreme(self, operands: tuple[Expr, ...]) -> Expr:
        return Least(operands) if self.draw(st.booleans()) else Greatest(operands)

    def fraction(self, unit: Unit | None, levels: int) -> Expr:  # noqa: PLR0911 - one per kind of node
        """Exact fractions: shares of amounts, added up, compared or chosen between."""
        amount = self.least(self.amount(unit, levels), 0)
        of = self.unit()
        share = self.least(self.amount(of, levels), 0)
        wholes: list[Expr] = [Literal(100, of), self.least(self.amount(of, levels), 1)]
        whole = self.pick(wholes)
        made = Scale(amount, share, whole)
        if levels == 0:
            return made

        def below() -> Expr:
            return self.fraction(unit, levels - 1)

        ways = ("share", "double", "sum", "of a share", "by a share", "on more", "extreme", "case")
        match self.pick(ways):
            case "double":
                return Arith(Operator.MUL, made, Literal(2))
            case "sum":
                return Arith(Operator.ADD, made, below())
            case "of a share":
                return Scale(below(), share, whole)
            case "by a share":
                return Scale(amount, self.fraction(of, levels - 1), whole)
            case "on more":
                more = Arith(Operator.ADD, self.fraction(of, levels - 1), Literal(1, of))
                return Scale(amount, share, more)
            case "extreme":
                return self.extreme((made, *self.some(below)))
            case "case":
                return Case(self.some(lambda: (self.condition(levels - 1), below())), made)
            case _:
                return made

    def least(self, expr: Expr, low: int) -> Expr:
        """``expr``, made so that it is never below ``low``."""
        of = self.number(expr)
        assert of is not None, "it is a number"  # noqa: S101 - a mistake in this module
        return expr if of.low >= low else Greatest((expr, Literal(low, of.unit)))


# -- rules ----------------------------------------------------------------------------


@st.composite
def rule_sets(draw: st.DrawFn, scope: Scope = ISLAND, gaps: Scope = GAPS, *, levels: int = 2) -> RuleSet:
    """Sets of checked rules: conditions and amounts over facts, gaps and each other."""
    names = draw(st.permutations(_RULE_NAMES))[: draw(st.integers(1, len(_RULE_NAMES)))]
    known = {**scope, **gaps}
    kinds: list[Boolean | Number] = [Boolean()]
    kinds += [Number(unit, -(10**9), 10**9) for unit in _units(scope)]
    rules: list[Rule] = []
    for name in names:
        kind = draw(st.sampled_from(kinds))
        made = check(draw(expressions(known, kind, levels=levels)), known, [], kind)
        assert made is not None, "expressions are made in checked shape"  # noqa: S101 - a mistake in this module
        rules.append(Rule(name=name, expr=made.expr, type=made.type))
        known[name] = made.type
    found: list[Diagnostic] = []
    made_set = ordered(draw(st.permutations(rules)), scope, found, gaps)
    assert not found, "each rule refers to facts, gaps and rules before it"  # noqa: S101 - a mistake in this module
    return made_set
