"""Rules with what is known of their facts: types, what ties them together, what follows from a date."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from participatie.rules.constraint import Constraint
from participatie.rules.expr import (
    And,
    AtLeast,
    Compare,
    Comparison,
    Contains,
    Expr,
    In,
    Literal,
    Not,
    Or,
    Ref,
    Since,
    all_of,
    children,
    rebuilt,
    references,
)
from participatie.rules.rule import RuleSet
from participatie.values import CodeSet, Type, Unit, Value


@frozen(eq=False)
class Theory:
    """What exact answers are about.

    Args:
        rules: checked rules.
        inputs: the type of every fact in them, and in the constraints.
        constraints: what follows from what between facts, in order.
        counters: the facts that follow from a date, with the unit and that date.
        dated: whether the time since a date is counted in a rule or a constraint.
    """

    rules: RuleSet
    inputs: Mapping[str, Type]
    constraints: Sequence[Constraint]
    counters: Mapping[str, tuple[Unit, str]]
    dated: bool = field(init=False)
    _asked: dict[str, tuple[str, ...]] = field(factory=dict, init=False)
    _below: dict[str, frozenset[str]] = field(factory=dict, init=False)
    _plain: dict[str, Expr] = field(factory=dict, init=False)

    @dated.default
    def _is_dated(self) -> bool:
        exprs = [rule.expr for rule in self.rules.rules.values()]
        return any(map(_dated, [*exprs, *(one.condition for one in self.constraints)]))

    def asked(self, name: str) -> tuple[str, ...]:
        """The facts below a rule, in the order of the document."""
        if name not in self._asked:
            found: dict[str, None] = {}
            for ref in self.rules.rules[name].refers_to:
                below = self.asked(ref.name) if ref.name in self.rules.rules else (ref.name,)
                found |= dict.fromkeys(below)
            self._asked[name] = tuple(found)
        return self._asked[name]

    def atoms(self, expr: Expr) -> Iterator[Expr]:
        """The parts of a condition that no logic is in."""
        match expr:
            case Literal():
                pass
            case Ref(name) if name in self.rules.rules:
                pass
            case Not() | And() | Or() | AtLeast():
                for child in children(expr):
                    yield from self.atoms(child)
            case _:
                yield expr

    def facts_in(self, expr: Expr) -> frozenset[str]:
        """The facts and gaps below an expression."""
        return frozenset().union(*(self.facts_below(ref.name) for ref in references(expr)))

    def facts_below(self, name: str) -> frozenset[str]:
        """The facts and gaps that a name stands for."""
        if name not in self.rules.rules:
            return frozenset({name})
        if name not in self._below:
            self._below[name] = self.facts_in(self.rules.rules[name].expr)
        return self._below[name]

    def written_out(self, expr: Expr) -> Expr:
        """``expr`` with the amounts that it refers to written out."""
        if not isinstance(expr, Ref):
            return rebuilt(expr, self.written_out)
        if expr.name not in self.rules.rules:
            return expr
        if expr.name not in self._plain:
            self._plain[expr.name] = self.written_out(self.rules.rules[expr.name].expr)
        return self._plain[expr.name]

    def consequences(self, constraint: Constraint) -> Iterator[Expr]:
        """What follows when the condition of a constraint holds, as conditions."""
        return (self.equal(name, value) for name, value in constraint.consequences.items())

    def equal(self, name: str, value: Value) -> Expr:
        """That a fact has this value."""
        match value:
            case bool():
                return Ref(name) if value else Not(Ref(name))
            case str():
                return In(Ref(name), (value,))
            case frozenset():
                of = self.inputs[name]
                codes = of.codes if isinstance(of, CodeSet) and of.codes is not None else tuple(sorted(value))
                parts = [Contains(Ref(name), (code,)) for code in codes]
                return all_of(*(one if one.codes[0] in value else Not(one) for one in parts))
            case _:
                return Compare(Comparison.EQ, Ref(name), Literal(value))


def _dated(expr: Expr) -> bool:
    return isinstance(expr, Since) or any(map(_dated, children(expr)))
