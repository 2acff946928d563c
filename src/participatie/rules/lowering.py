"""Rules taken apart for engines: atoms that are judged one by one, and the logic that joins them.

An atom is a condition without *and*, *or* and *not* in it: a fact that is true
or false, a comparison, a membership. Logic comes in two polarities, *definitely
true* and *definitely false*, each without negation; what neither derives is
unknown. That is Kleene's logic, written so that learning more only adds.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias, assert_never

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
    references,
)
from participatie.rules.rule import RuleSet
from participatie.values import Boolean, Code, Result, Type

Known: TypeAlias = Mapping[str, Result | None]
#: Reads the value of an expression off what is known, on a date.
Reader: TypeAlias = Callable[[Known, date], Result | None]


@frozen
class Lit:
    """An atom, by number, that is settled as ``value``."""

    atom: int
    value: bool


@frozen
class Settled:
    """A gate, by name, that is settled as ``value``."""

    gate: str
    value: bool


@frozen
class All:
    """Every part is derived; without parts that goes without saying."""

    parts: "tuple[Formula, ...]"


@frozen
class OneOf:
    """Some part is derived; without parts that can never be."""

    parts: "tuple[Formula, ...]"


Formula: TypeAlias = Lit | Settled | All | OneOf
ALWAYS = All(())
NEVER = OneOf(())


@frozen
class Gate:
    """A rule, or a part of one that counts several times: what makes it false, and what makes it true."""

    false: Formula
    true: Formula

    def when(self, value: bool) -> Formula:  # noqa: FBT001 - the polarity is the argument
        """What settles it as ``value``."""
        return self.true if value else self.false


@frozen
class Network:
    """A rule set as atoms and gates.

    Args:
        atoms: the conditions that are judged one by one, as readers.
        texts: the same conditions as expressions.
        gates: the logic, in an order in which each comes after all it refers to.
            The boolean rules are gates under their own names.
        before: the rules, amounts most of all, that atoms look at: to be read
            first, in this order.
    """

    atoms: tuple[Reader, ...]
    texts: tuple[Expr, ...]
    gates: Mapping[str, Gate]
    before: tuple[tuple[str, Reader], ...]

    def judged(self, facts: Known, on: date) -> Iterator[tuple[int, bool]]:
        """The atoms that are settled by ``facts`` on a date, by number."""
        known: Known = facts
        if self.before:
            known = dict(facts)
            for name, read in self.before:
                known[name] = read(known, on)
        for number, read in enumerate(self.atoms):
            value = read(known, on)
            if value is not None:
                yield number, value is True


def network(rules: RuleSet) -> Network:
    """The boolean rules of a checked rule set as atoms and gates."""
    made = _Lowering(rules)
    for name, rule in rules.rules.items():
        if isinstance(rule.type, Boolean):
            made.gates[name] = made.gate(rule.expr)
    before = made.looked_at()
    return Network(
        atoms=tuple(reader(atom, rules.inputs) for atom in made.atoms),
        texts=tuple(made.atoms),
        gates=made.gates,
        before=tuple((name, reader(rules.rules[name].expr, rules.inputs)) for name in before),
    )


@frozen
class _Lowering:
    rules: RuleSet
    atoms: dict[Expr, int] = field(factory=dict, init=False)
    gates: dict[str, Gate] = field(factory=dict, init=False)

    def gate(self, expr: Expr) -> Gate:
        return Gate(self.formula(expr, value=False), self.formula(expr, value=True))

    def formula(self, expr: Expr, *, value: bool) -> Formula:  # noqa: PLR0911 - one return per form
        """What derives that ``expr`` is definitely ``value``."""
        match expr:
            case Literal(stated):
                return ALWAYS if stated is value else NEVER
            case Ref(name) if name in self.gates:
                return Settled(name, value)
            case Ref(name) if name in self.rules.gaps:
                return NEVER
            case Not(operand):
                return self.formula(operand, value=not value)
            case And(operands) | Or(operands):
                parts = tuple(self.formula(one, value=value) for one in operands)
                return All(parts) if isinstance(expr, And) is value else OneOf(parts)
            case AtLeast(count, operands):
                parts = tuple(self.formula(one, value=value) for one in operands)
                return self._threshold(count if value else len(parts) - count + 1, parts)
            case Case(rows, otherwise):
                return self._rows(rows, otherwise, value=value)
            case _:
                return Lit(self.atoms.setdefault(expr, len(self.atoms)), value)

    def _threshold(self, count: int, parts: tuple[Formula, ...]) -> Formula:
        """At least ``count`` of ``parts``: a gate for each number still needed among those that remain."""
        if count <= 0:
            return ALWAYS
        if count > len(parts):
            return NEVER
        if count == len(parts):
            return All(parts)
        if count == 1:
            return OneOf(parts)
        reached: list[Formula] = [ALWAYS, *[NEVER] * count]
        for part in parts:
            for number in range(count, 0, -1):
                taken = All((part, reached[number - 1]))
                reached[number] = self._shared(OneOf((taken, reached[number])))
        return reached[count]

    def _rows(self, rows: tuple[tuple[Expr, Expr], ...], otherwise: Expr, *, value: bool) -> Formula:
        """The first row that holds has this value, or all that still may."""
        rest = self.formula(otherwise, value=value)
        for condition, outcome in reversed(rows):
            here = self.formula(outcome, value=value)
            rest = self._shared(
                OneOf(
                    (
                        All((self.formula(condition, value=True), here)),
                        All((self.formula(condition, value=False), rest)),
                        All((here, rest)),
                    )
                )
            )
        return rest

    def _shared(self, formula: Formula) -> Formula:
        """A formula that stands in several places, as a gate of its own."""
        name = f"{len(self.gates)}*"  # no rule is called so
        self.gates[name] = Gate(NEVER, formula)
        return Settled(name, value=True)

    def looked_at(self) -> list[str]:
        """The rules that atoms refer to, and what those refer to."""
        wanted: set[str] = set()
        todo = [ref.name for atom in self.atoms for ref in references(atom)]
        while todo:
            name = todo.pop()
            if name in self.rules.rules and name not in wanted:
                wanted.add(name)
                todo += [ref.name for ref in self.rules.rules[name].refers_to]
        return [name for name in self.rules.rules if name in wanted]


def reader(expr: Expr, inputs: Mapping[str, Type]) -> Reader:  # noqa: C901, PLR0911, PLR0912 - one case per node
    """An expression as a function of what is known: node by node what :mod:`~participatie.rules.semantics` says."""

    def of(operand: Expr) -> Any:
        return reader(operand, inputs)

    match expr:
        case Literal(constant):
            return lambda known, on: constant
        case Ref(name):
            return lambda known, on: known.get(name)
        case Not(operand):
            inner = of(operand)
            return lambda known, on: semantics.negation(inner(known, on))
        case And(operands):
            parts = [of(one) for one in operands]
            return lambda known, on: semantics.conjunction(part(known, on) for part in parts)
        case Or(operands):
            parts = [of(one) for one in operands]
            return lambda known, on: semantics.disjunction(part(known, on) for part in parts)
        case AtLeast(least, operands):
            parts = [of(one) for one in operands]
            return lambda known, on: semantics.at_least(least, [part(known, on) for part in parts])
        case Compare(how, Ref(name), Literal(str() as code)):
            scale = inputs[name]
            assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
            codes = scale.codes or ()
            place = semantics.rank(code, codes)
            return lambda known, on: semantics.compare(how, semantics.rank(known.get(name), codes), place)
        case Compare(how, Ref(name), Literal(constant)):  # nearly every comparison
            return lambda known, on: semantics.compare(how, known.get(name), constant)
        case Compare(how, left, right):
            first, second = of(left), of(right)
            return lambda known, on: semantics.compare(how, first(known, on), second(known, on))
        case In(operand, codes):
            inner = of(operand)
            return lambda known, on: semantics.among(inner(known, on), codes)
        case Contains(operand, codes):
            inner = of(operand)
            return lambda known, on: semantics.contains(inner(known, on), codes)
        case Without(operand, codes):
            inner = of(operand)
            return lambda known, on: semantics.without(inner(known, on), codes)
        case Count(operand):
            inner = of(operand)
            return lambda known, on: semantics.count(inner(known, on))
        case Arith(sign, left, right):
            first, second = of(left), of(right)
            return lambda known, on: semantics.arithmetic(sign, first(known, on), second(known, on))
        case Least(operands):
            parts = [of(one) for one in operands]
            return lambda known, on: semantics.extreme(min, [part(known, on) for part in parts])
        case Greatest(operands):
            parts = [of(one) for one in operands]
            return lambda known, on: semantics.extreme(max, [part(known, on) for part in parts])
        case Scale(operand, numerator, denominator):
            inner, first, second = of(operand), of(numerator), of(denominator)
            return lambda known, on: semantics.scale(inner(known, on), first(known, on), second(known, on))
        case Round(operand, step, rounding):
            inner = of(operand)
            return lambda known, on: semantics.rounded(inner(known, on), step, rounding)
        case Case(rows, otherwise):
            pairs = [(of(condition), of(value)) for condition, value in rows]
            last = of(otherwise)
            return lambda known, on: semantics.first_that_holds(
                ((condition(known, on), value(known, on)) for condition, value in pairs), last(known, on)
            )
        case Since(unit, anchor):
            inner = of(anchor)
            return lambda known, on: semantics.since(unit, inner(known, on), on)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(expr)
