"""The rules below one outcome as a decision diagram, in which time is a fact like any other."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from attrs import evolve, field, frozen

from participatie.analysis.cells import reach
from participatie.engines.exact import Exact
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Snapshot
from participatie.rules.cells import stretches
from participatie.rules.constraint import Constraint
from participatie.rules.expr import (
    And,
    AtLeast,
    Expr,
    Literal,
    Not,
    Or,
    Ref,
    Since,
    children,
    rebuilt,
    references,
)
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit, Value

#: What is asked of the rules: a name that no rule has.
GOAL = "?"

#: A span of time that no calendar exceeds, in whatever unit.
_AGES = 1_000_000


@frozen(eq=False)
class Model:
    """The rules below an outcome on the days of one stretch, and the constraints that bear on them.

    The time since a date is a fact of its own here, so that one diagram serves all these days.

    Args:
        exact: the rules, compiled for exact answers.
        pauses: for each such fact, the unit and the date that it counts from.
        joined: the facts of each condition that compares or computes several.
    """

    exact: Exact
    pauses: Mapping[str, tuple[Unit, Expr]]
    joined: tuple[frozenset[str], ...]
    _lines: dict[str, tuple[tuple[int, int, int], ...]] = field(factory=dict, init=False)

    def lines(self, name: str, on: date) -> tuple[tuple[int, int, int], ...]:
        """The stretches of values of a fact; none where it is no number or date."""
        if name not in self._lines:
            of, made = self.exact.inputs[name], self.exact.compiled(on).facts[name].cells
            self._lines[name] = stretches(made, of) if made is not None and isinstance(of, Number | Date) else ()
        return self._lines[name]

    def specialised(self, values: Mapping[str, Value], free: frozenset[str]) -> "Model":
        """The rules with the values of facts filled in, where conditions join several facts.

        Args:
            values: of facts that do not change.
            free: facts to leave in: they may change.
        """
        given = {name: value for one in self.joined for name in one - free if (value := values.get(name)) is not None}
        given = {name: value for name, value in given.items() if _written(self.exact.inputs[name])}
        rules = self.exact.rules
        amounts: dict[str, Expr] = {}

        def filled(expr: Expr) -> Expr:
            if isinstance(expr, Not | And | Or | AtLeast) or not _joins(expr, rules):
                return rebuilt(expr, filled)
            return put(expr)

        def put(expr: Expr) -> Expr:
            if not isinstance(expr, Ref):
                return rebuilt(expr, put)
            if expr.name in rules.rules:
                if expr.name not in amounts:
                    amounts[expr.name] = put(rules.rules[expr.name].expr)
                return amounts[expr.name]
            value = given.get(expr.name)
            return expr if value is None or isinstance(value, frozenset) else Literal(value)

        changed = {name: evolve(rule, expr=filled(rule.expr)) for name, rule in rules.rules.items() if _boolean(rule)}
        constraints = [evolve(one, condition=filled(one.condition)) for one in self.exact.constraints]
        made = evolve(rules, rules={**rules.rules, **changed})
        return Model(Exact(made, constraints, self.exact.inputs), self.pauses, ())

    def written(self, movable: Iterable[str]) -> bool:
        """Whether conditions that join facts with one that can change can be made about that fact alone."""
        concerned = [one for one in self.joined if not one.isdisjoint(movable)]
        return all(_written(self.exact.inputs[name]) for one in concerned for name in one)

    def openings(self, movable: frozenset[str], most: int) -> tuple[list[frozenset[str]], bool]:
        """Which facts that are joined with others may change together: one of each condition.

        Also whether that is every way in which they can change.
        """
        sides = [[None, *sorted(one & movable)] for one in self.joined if one & movable]
        found: dict[frozenset[str], None] = {}
        whole = all(len(one & movable) < 2 for one in self.joined)  # noqa: PLR2004 - two facts of one condition
        for chosen in product(*sides):
            free = frozenset(name for name in chosen if name is not None)
            if all(len(one & free) < 2 for one in self.joined):  # noqa: PLR2004 - as above
                found[free] = None
            if len(found) >= most:
                return list(found), False
        # What can change less is part of what can change more.
        return [one for one in found if not any(one < other for other in found)], whole


def _boolean(rule: Rule) -> bool:
    return isinstance(rule.type, Boolean)


def _written(of: Type) -> bool:
    """Whether a value of this type can stand in a condition in the place of its fact."""
    return not isinstance(of, Code | CodeSet | Text)


def model(pack: Pack, snapshot: Snapshot, name: str) -> Model:
    """The model of an outcome, by the name of its rule.

    It is made once for the days on which the rules stay the same.
    """
    kept: dict[str, Model] = snapshot.common.setdefault("change", {})
    if name not in kept:
        kept[name] = _made(pack, snapshot.rules, name)
    return kept[name]


def _made(pack: Pack, rules: RuleSet, goal: str) -> Model:
    below = reach(rules, [goal])
    pauses: dict[str, tuple[Unit, Expr]] = {}

    def timeless(expr: Expr) -> Expr:
        if isinstance(expr, Since):
            anchor = _constant(expr.anchor, rules)
            if isinstance(anchor, Ref) or (isinstance(anchor, Literal) and isinstance(anchor.value, date)):
                name = f"{anchor.name if isinstance(anchor, Ref) else anchor.value} ~ {expr.unit}"
                pauses[name] = expr.unit, anchor
                return Ref(name)
        return rebuilt(expr, timeless)

    made = {name: evolve(rule, expr=timeless(rule.expr)) for name, rule in below.items()}
    made[GOAL] = Rule(name=GOAL, expr=Ref(goal), type=Boolean())
    ties = [evolve(one, condition=timeless(one.condition)) for one in pack.constraints]
    types = {name: fact.type for name, fact in pack.vocabulary.items()}
    types |= {name: Number(unit, 0, _AGES) for name, (unit, _) in pauses.items()}
    facts = {ref.name for rule in made.values() for ref in rule.refers_to if ref.name in types}
    ties = _near(ties, facts)
    scope = {name: types[name] for one in ties for name in _names(one)} | {name: types[name] for name in facts}
    inputs = dict(sorted((name, types[name]) for name in facts))
    ruleset = RuleSet(made, inputs, rules.gaps)
    exact = Exact(ruleset, ties, scope)
    conditions = [rule.expr for rule in made.values() if _boolean(rule)] + [one.condition for one in ties]
    joined = dict.fromkeys(
        frozenset(_facts(atom, ruleset)) for expr in conditions for atom in _atoms(expr) if _joins(atom, ruleset)
    )
    # A constraint that does not bear on the outcome may count from a date too.
    return Model(exact, {name: one for name, one in pauses.items() if name in exact.inputs}, tuple(joined))


def _constant(expr: Expr, rules: RuleSet) -> Expr:
    """An amount that refers to a constant, as that constant."""
    while isinstance(expr, Ref) and expr.name in rules.rules:
        expr = rules.rules[expr.name].expr
    return expr


def _near(constraints: Iterable[Constraint], facts: set[str]) -> list[Constraint]:
    """The constraints that bear on these facts, also by way of others."""
    left = list(constraints)
    found: list[Constraint] = []
    size = -1
    names = set(facts)
    while size < len(found):
        size = len(found)
        found += [one for one in left if _names(one) & names]
        left = [one for one in left if not _names(one) & names]
        names |= {name for one in found for name in _names(one)}
    return found


def _names(one: Constraint) -> set[str]:
    return {*one.consequences, *(ref.name for ref in references(one.condition))}


def _atoms(expr: Expr) -> Iterator[Expr]:
    """The conditions that others are made of."""
    if isinstance(expr, Not | And | Or | AtLeast):
        for child in children(expr):
            yield from _atoms(child)
    elif not isinstance(expr, Literal):
        yield expr


def _joins(expr: Expr, rules: RuleSet) -> bool:
    """Whether a condition is about several facts; a rule that it names is looked at by itself."""
    if isinstance(expr, Ref):
        return False
    return len(_facts(expr, rules)) > 1


def _facts(expr: Expr, rules: RuleSet) -> set[str]:
    """The facts below an expression, amounts included."""
    found: set[str] = set()
    todo = [expr]
    seen: set[str] = set()
    while todo:
        for ref in references(todo.pop()):
            if ref.name not in rules.rules:
                found.add(ref.name)
            elif ref.name not in seen:
                seen.add(ref.name)
                todo.append(rules.rules[ref.name].expr)
    return found - rules.gaps
