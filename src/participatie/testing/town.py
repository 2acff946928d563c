"""An invented town: rule sets as large as those of a municipality, and of no law at all."""

import random
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from participatie.engines.evaluate import value_of
from participatie.rules.constraint import Constraint, close
from participatie.rules.expr import (
    AtLeast,
    Compare,
    Comparison,
    Contains,
    Expr,
    In,
    Literal,
    Not,
    Ref,
    Since,
    all_of,
    any_of,
)
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Unit, Value

#: The day on which citizens are what they are.
DAY = date(2026, 1, 1)

#: How often a citizen is drawn before nobody is found.
_TRIES = 2_000

_CODES = ("kade", "markt", "singel", "wal", "poort")
_ORDERED = (Comparison.LT, Comparison.LE, Comparison.GT, Comparison.GE)
#: Of every twenty facts so many are numbers, codes, sets and dates; the others are yes or no.
_SHARES = (Number(Unit.YEARS, 0, 120), Number(None, 0, 10_000), Code(_CODES), CodeSet(_CODES), Date())


@frozen
class Town:
    """A rule set with the constraints between its facts.

    Args:
        scope: the facts.
        rules: conditions over facts and over one another.
        constraints: what follows from what.
    """

    scope: Mapping[str, Type]
    rules: RuleSet
    constraints: tuple[Constraint, ...]

    def citizen(self, seed: int, share: float) -> dict[str, Value]:
        """Somebody of whom about this share of the facts is known; the same one for the same seed.

        Raises:
            ValueError: no citizen was found whom the constraints allow.
        """
        draw = random.Random(seed)  # noqa: S311 - nobody's secret
        for _ in range(_TRIES):
            whole = {name: _value(draw, of) for name, of in self.scope.items()}
            closed = close(self.constraints, whole, self._holds)
            if not closed.clashes:
                return {name: value for name, value in whole.items() if draw.random() < share}
        raise ValueError("the constraints of this town allow hardly anybody")

    def _holds(self, condition: Expr, facts: Mapping[str, Value]) -> bool:
        return value_of(condition, facts, self.scope, DAY) is True


def town(seed: int, rules: int = 150, facts: int = 60, constraints: int = 8) -> Town:
    """A rule set with so many rules and facts; the same one for the same seed.

    Three conditions in four are about a fact, the others about a rule before it,
    mostly one nearby, as in an ordinance.

    >>> made = town(1)
    >>> len(made.rules.rules), len(made.constraints)
    (150, 8)
    """
    draw = random.Random(seed)  # noqa: S311 - as above
    scope: dict[str, Type] = {
        f"feit_{number:02}": _SHARES[number % 20] if number % 20 < len(_SHARES) else Boolean()
        for number in range(facts)
    }
    made: list[Rule] = []

    def operand() -> Expr:
        if made and draw.random() < 0.25:  # noqa: PLR2004 - one in four
            near = made[-20:]
            return Ref(draw.choice(near).name)
        name = draw.choice(list(scope))
        return _about(draw, name, scope[name])

    for number in range(rules):
        parts = [operand() for _ in range(draw.randint(2, 4))]
        way = draw.random()
        expr = all_of(*parts) if way < 0.5 else any_of(*parts) if way < 0.9 else AtLeast(2, tuple(parts))  # noqa: PLR2004 - shares
        made.append(Rule(name=f"regel_{number:03}", expr=expr, type=Boolean()))
    plain = [name for name, of in scope.items() if of == Boolean()]
    ties = [
        Constraint(
            id=f"verband_{number}",
            condition=all_of(
                *(_about(draw, name, scope[name]) for name in draw.sample(list(scope), draw.randint(1, 2)))
            ),
            consequences={draw.choice(plain): draw.random() < 0.5},  # noqa: PLR2004 - as often as not
        )
        for number in range(constraints)
    ]
    return Town(scope, ordered(made, scope, []), tuple(ties))


def _about(draw: random.Random, name: str, of: Type) -> Expr:
    """A condition about one fact."""
    made: Expr = Ref(name)
    match of:
        case Number(unit, low, high):
            made = Compare(draw.choice(_ORDERED), made, Literal(draw.randint(low + 1, high - 1), unit))
        case Code(codes):
            made = In(made, tuple(draw.sample(codes or _CODES, 2)))
        case CodeSet(codes):
            made = Contains(made, (draw.choice(codes or _CODES),))
        case Date():
            years = Literal(draw.randint(1, 66), Unit.YEARS)
            made = Compare(draw.choice(_ORDERED), Since(Unit.YEARS, made), years)
        case _:
            pass
    return Not(made) if draw.random() < 0.2 else made  # noqa: PLR2004 - one in five


def _value(draw: random.Random, of: Type) -> Value:
    match of:
        case Number(_, low, high):
            return draw.randint(low, high)
        case Code(codes):
            return draw.choice(codes or _CODES)
        case CodeSet(codes):
            return frozenset(code for code in codes or _CODES if draw.random() < 0.3)  # noqa: PLR2004 - some
        case Date():
            return date.fromordinal(draw.randint(date(1930, 1, 1).toordinal(), date(2030, 1, 1).toordinal()))
        case _:
            return draw.random() < 0.5  # noqa: PLR2004 - as often as not
