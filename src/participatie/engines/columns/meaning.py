"""What each node of a rule means, as parts."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from attrs import define, field, frozen

from participatie.engines.columns.parts import Fraction, Node, Part, Parts
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
    Or,
    Ref,
    Round,
    Scale,
    Since,
    Without,
)
from participatie.values import Boolean, Code, Date, Type, Unit


@frozen
class Rows:
    """The rows of a choice, and the nodes of the number that it chooses."""

    rows: tuple[tuple[Node, tuple[Node, ...]], ...]
    otherwise: tuple[Node, ...]
    value: tuple[Node, ...]


@define(eq=False, repr=False)
class Meaning(Parts):
    """Conditions, numbers and choices, each put into parts."""

    #: The rules that were put in, with the nodes of their value.
    rules: dict[str, Node | Fraction] = field(factory=dict, init=False)
    _choices: dict[Node, Rows] = field(factory=dict, init=False)

    def rule(self, name: str, expr: Expr, of: Type) -> None:
        """Put in a rule, after all it refers to."""
        self.rules[name] = self.truth(expr) if isinstance(of, Boolean) else self.number(expr)

    def truth_of(self, name: str) -> Node:
        """The node of a rule that is yes/no."""
        made = self.rules[name]
        assert isinstance(made, int)  # noqa: S101 - the checker proved it
        return made

    # -- conditions

    def truth(self, expr: Expr) -> Node:  # noqa: PLR0911 - one case per node
        """The node of a condition."""
        match expr:
            case Literal(value):
                return self._constant(value)
            case Ref(name):
                made = self.rules[name] if name in self.rules else self.fact(name, truth=True)
                assert isinstance(made, int)  # noqa: S101 - the checker proved it is yes/no
                return made
            case Not(operand):
                return self.negation(self.truth(operand))
            case And(operands):
                return self.every(map(self.truth, operands))
            case Or(operands):
                return self.some(map(self.truth, operands))
            case AtLeast(count, operands):
                return self._at_least(count, [self.truth(one) for one in operands])
            case Compare():
                return self._compared(expr)
            case In(operand, codes):
                return self._among(operand, codes)
            case Contains(operand, codes):
                held, without = self._held(operand)
                return self._holding(held, [code for code in codes if code not in without])
            case Case(rows, otherwise):
                return self._chosen([(when, (self.truth(value),)) for when, value in rows], (self.truth(otherwise),))[0]
            case _:
                raise TypeError(f"{type(expr).__name__} is no condition")

    def _compared(self, expr: Compare) -> Node:
        match expr:
            case Compare(how, Ref(name), Literal(str() as code)):
                scale = self.inputs[name]
                assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
                place = [str(one) for one in scale.codes or ()].index(code)
                return self.compare(how, self._rank(name), self._constant(place))
            case Compare(how, left, right) if self._is_date(left):
                return self.compare(how, self._day(left), self._day(right))
            case Compare(how, left, right):
                first, second = self.number(left), self.number(right)
                return self._compare_numbers(how, first, second)

    def _among(self, operand: Expr, codes: Iterable[str]) -> Node:
        assert isinstance(operand, Ref)  # noqa: S101 - only facts are codes
        of = self.inputs.get(operand.name)
        equal = Comparison.EQ
        if isinstance(of, Code) and of.codes is not None:
            known = [str(code) for code in of.codes]
            rank = self._rank(operand.name)
            return self.some(self.compare(equal, rank, self._constant(known.index(code))) for code in codes)
        return self.some(self.compare(equal, self.fact(operand.name), self._constant(code)) for code in codes)

    def _held(self, expr: Expr) -> tuple[Node, frozenset[str]]:
        """The column of a set, and the codes that do not count."""
        match expr:
            case Ref(name):
                return self.fact(name), frozenset()
            case Without(operand, codes):
                held, without = self._held(operand)
                return held, without.union(codes)
            case _:
                raise TypeError(f"{type(expr).__name__} is no set of codes")

    def _holding(self, held: Node, codes: Iterable[str]) -> Node:
        parts = [self._make("holds", [held], str(code), truth=True) for code in codes]
        # Of nothing it is known that it is not there, once the set is.
        return self.some(parts) if parts else self._make("never", [held], truth=True)

    # -- dates

    def _is_date(self, expr: Expr) -> bool:
        return (isinstance(expr, Ref) and isinstance(self.inputs.get(expr.name), Date)) or (
            isinstance(expr, Literal) and isinstance(expr.value, date)
        )

    def _day(self, expr: Expr) -> Node:
        match expr:
            case Ref(name):
                return self.fact(name)
            case Literal(date() as day):
                return self._constant(day)
            case _:
                raise TypeError(f"{type(expr).__name__} is no date")

    def since(self, unit: Unit, anchor: Node) -> Node:
        """Completed years, months or weeks from a date."""
        return self._make("since", [anchor], (unit, self.on))

    # -- numbers

    def number(self, expr: Expr) -> Fraction:  # noqa: PLR0911 - one case per node
        """The nodes of a number."""
        match expr:
            case Literal(value):
                return self._constant(value), self.one
            case Ref(name):
                made = self.rules[name] if name in self.rules else (self.fact(name), self.one)
                assert isinstance(made, tuple)  # noqa: S101 - the checker proved it is a number
                return made
            case Count(operand):
                held, without = self._held(operand)
                apart = [self._make("one if", [self._holding(held, [code])]) for code in sorted(without)]
                return reduce(lambda count, one: self._make("less", [count, one]), apart, self._size(held)), self.one
            case Arith(sign, left, right):
                return self._arithmetic(sign.value, self.number(left), self.number(right))
            case Least(operands) | Greatest(operands):
                how = Comparison.LE if isinstance(expr, Least) else Comparison.GE
                return reduce(lambda one, other: self._picked(how, one, other), map(self.number, operands))
            case Scale(operand, numerator, denominator):
                amount, share, whole = self.number(operand), self.number(numerator), self.number(denominator)
                return (
                    self._times(self._times(amount[0], share[0]), whole[1]),
                    self._times(self._times(amount[1], share[1]), whole[0]),
                )
            case Round(operand, step, rounding):
                return self._make("round", self.number(operand), (step, rounding)), self.one
            case Case(rows, otherwise):
                values = [(when, self.number(value)) for when, value in rows]
                above, below = self._chosen(values, self.number(otherwise))
                return above, below
            case Since(unit, anchor):
                return self.since(unit, self._day(anchor)), self.one
            case _:
                raise TypeError(f"{type(expr).__name__} is no number")

    def _size(self, held: Node) -> Node:
        return self._make("size", [held])

    def _times(self, left: Node, right: Node) -> Node:
        if self.one in {left, right}:
            return right if left == self.one else left
        return self._make("times", sorted((left, right)))

    def _arithmetic(self, sign: str, left: Fraction, right: Fraction) -> Fraction:
        below = self._times(left[1], right[1])
        if sign == "*":
            return self._times(left[0], right[0]), below
        first, second = self._times(left[0], right[1]), self._times(right[0], left[1])
        return self._make("plus" if sign == "+" else "less", [first, second]), below

    def _picked(self, how: Comparison, one: Fraction, other: Fraction) -> Fraction:
        """The lesser or greater of two, unknown if either is."""
        first = self._compare_numbers(how, one, other)
        if first in {self.true, self.false}:
            return one if first == self.true else other
        below = one[1] if one[1] == other[1] else self._make("pick", [first, one[1], other[1]])
        return self._make("pick", [first, one[0], other[0]]), below

    # -- choices

    def _chosen(self, rows: Sequence[tuple[Expr, tuple[Node, ...]]], otherwise: tuple[Node, ...]) -> tuple[Node, ...]:
        """The value of the first row that holds; where that is unknown, what all that may hold agree on."""
        tests: list[tuple[Node, tuple[Node, ...]]] = []
        for when, value in rows:
            test = self.truth(when)
            if test == self.true:
                otherwise = value
                break
            if test != self.false:
                tests.append((test, value))
        rest = otherwise
        for test, value in reversed(tests):
            equal = self._equal(value, rest)
            rest = tuple(self._choice(test, one, other, equal) for one, other in zip(value, rest, strict=True))
        if tests:
            shown = Rows(tuple(tests), otherwise, rest)
            self._choices.update(dict.fromkeys((one for one in rest if self.parts[one].form == "choose"), shown))
        return rest

    def _equal(self, one: tuple[Node, ...], other: tuple[Node, ...]) -> Node:
        if len(one) == 1:
            return self.compare(Comparison.EQ, one[0], other[0])
        return self._compare_numbers(Comparison.EQ, (one[0], one[1]), (other[0], other[1]))

    def _choice(self, test: Node, value: Node, rest: Node, equal: Node) -> Node:
        # Also where both are written in the rule and the same: the test is among what the whole waits for.
        parts = (test, value, rest) if equal == self.false else (test, value, rest, equal)
        return self._placed(Part("choose", parts, None, truth=self.parts[value].truth))
