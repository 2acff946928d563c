"""A world so small that everybody in it can be asked: what exact answers are held against.

>>> len(People(ordered([], TINY, []), (), TINY).everybody)
144
"""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from strategies import Scope, domain, values

from participatie.engines.evaluate import evaluate, value_of
from participatie.rules.constraint import Constraint
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

ON = date(2026, 1, 1)

#: So few values that every set of assignments can be tried.
TINY: Scope = {
    "heeft_boot": Boolean(),
    "kan_zwemmen": Boolean(),
    "boten": Number(None, 0, 2),
    "kust": Code(("noord", "oost", "zuid")),
    "talen": CodeSet(("vogels", "wind")),
}

#: Days on which what was counted from another day changes, with the days beside them, and the ends of the calendar.
DAYS = tuple(
    sorted(
        {date.min, ON, date.max}.union(
            *({day + timedelta(days=step) for step in (-1, 0, 1)} for day in (date(2024, 1, 1), date(2025, 1, 1)))
        )
    )
)
#: A world with a date and a list of codes that is not closed, and the values that stand for all others.
CUT: Scope = {"heeft_boot": Boolean(), "kan_zwemmen": Boolean(), "sinds": Date(), "schatten": CodeSet(None)}
OF_CUT: Mapping[str, Sequence[Value]] = {
    "heeft_boot": (False, True),
    "kan_zwemmen": (False, True),
    "sinds": DAYS,
    "schatten": domain(CodeSet(("goud", "zilver", "nog_iets"))),
}


def meets(constraint: Constraint, person: Mapping[str, Value], scope: Scope) -> bool:
    """Whether a constraint allows somebody of whom everything is known that he has."""
    if value_of(constraint.condition, person, scope, ON) is not True:
        return True
    return all(person.get(name) == value for name, value in constraint.consequences.items())


class People:
    """Everybody whom the constraints allow, with what each rule says about them.

    Somebody may be without a value of an ``optional`` fact; what rules say then
    depends on the value that it would have.
    """

    def __init__(
        self,
        rules: RuleSet,
        constraints: Sequence[Constraint],
        scope: Scope,
        optional: Sequence[str] = (),
        domains: Mapping[str, Sequence[Value]] | None = None,
    ) -> None:
        self.scope = scope
        self.domains = domains or {name: domain(of) for name, of in scope.items()}
        self.everybody: list[tuple[dict[str, Value], Mapping[str, Any]]] = []
        for chosen in itertools.product(*(self.domains[name] for name in scope)):
            whole = dict(zip(scope, chosen, strict=True))
            said = evaluate(rules, whole, ON).values
            for size in range(len(optional) + 1):
                for without in itertools.combinations(optional, size):
                    person = {name: value for name, value in whole.items() if name not in without}
                    if all(meets(one, person, scope) for one in constraints):
                        self.everybody.append((person, said))

        # Sets of people as bits: those with a value, and those of whom a rule holds.
        self.all = (1 << len(self.everybody)) - 1
        self.having: dict[tuple[str, Value], int] = {}
        self.holding: dict[str, int] = dict.fromkeys(rules.rules, 0)
        for number, (person, said) in enumerate(self.everybody):
            for has in person.items():
                self.having[has] = self.having.get(has, 0) | 1 << number
            for name, value in said.items():
                self.holding[name] |= (value is True) << number

    def like(self, known: Mapping[str, Value]) -> int:
        """Those of whom this is true."""
        found = self.all
        for has in known.items():
            found &= self.having.get(has, 0)
        return found

    def said(self, known: Mapping[str, Value], name: str) -> set[bool]:
        """What a rule says of those of whom this is true."""
        people = self.like(known)
        outcomes = {True: people & self.holding[name], False: people & ~self.holding[name]}
        return {value for value, those in outcomes.items() if those}

    def missing(self, known: Mapping[str, Value], name: str) -> set[str]:
        """The facts in some smallest set of assignments that settles a rule."""
        unknown = [fact for fact in self.scope if fact not in known]
        settling: list[dict[str, Value]] = []
        for size in range(len(unknown) + 1):
            for some in itertools.combinations(unknown, size):
                for chosen in itertools.product(*(self.domains[fact] for fact in some)):
                    more = dict(zip(some, chosen, strict=True))
                    if len(self.said({**known, **more}, name)) == 1 and not any(
                        less.items() <= more.items() for less in settling
                    ):
                        settling.append(more)
        return {fact for one in settling for fact in one}


def about(name: str, of: Type) -> list[Expr]:
    """Conditions about one fact, each of which holds for some of its values only."""
    match of:
        case Number(unit, low, high):
            return [Compare(Comparison.GE, Ref(name), Literal(cut, unit)) for cut in range(low + 1, high + 1)]
        case Code(codes) if codes is not None:
            return [In(Ref(name), (code,)) for code in codes]
        case CodeSet(codes) if codes is not None:
            return [Contains(Ref(name), codes[:size]) for size in range(1, len(codes) + 1)]
        case CodeSet(None):
            return [Contains(Ref(name), ("goud",)), Contains(Ref(name), ("goud", "zilver"))]
        case Date():
            passed = Since(Unit.MONTHS, Ref(name))
            return [
                Compare(Comparison.LT, Ref(name), Literal(date(2025, 1, 1))),
                Compare(Comparison.GE, passed, Literal(12, Unit.MONTHS)),
                Compare(Comparison.GT, passed, Literal(23, Unit.MONTHS)),
            ]
        case _:
            return [Ref(name)]


def logic(scope: Scope) -> st.SearchStrategy[Expr]:
    """Conditions that join conditions about one fact each."""
    simple = st.sampled_from([one for name, of in scope.items() for one in about(name, of)])

    def joined(below: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        several = st.lists(below, min_size=2, max_size=3)
        counted = st.builds(lambda some: AtLeast(2, tuple(some)), several)
        return st.one_of(
            st.builds(Not, below),
            several.map(lambda some: all_of(*some)),
            several.map(lambda some: any_of(*some)),
            counted,
        )

    return st.recursive(simple, joined, max_leaves=8)


@st.composite
def constraints(
    draw: st.DrawFn, scope: Scope, domains: Mapping[str, Sequence[Value]] | None = None, *, most: int = 3
) -> tuple[Constraint, ...]:
    """A few constraints between facts of ``scope``, none of which says that a fact has a value."""
    made = []
    for number in range(draw(st.integers(0, most))):
        names = draw(st.lists(st.sampled_from(sorted(scope)), min_size=1, max_size=2, unique=True))
        consequences = {
            name: draw(st.sampled_from(domains[name]) if domains else values(scope[name])) for name in names
        }
        made.append(Constraint(id=str(number), condition=draw(logic(scope)), consequences=consequences))
    return tuple(made)


@st.composite
def rules_of_logic(draw: st.DrawFn, scope: Scope) -> RuleSet:
    """Rule sets in which no condition joins facts."""
    made: list[Rule] = []
    for name in ("anker", "baken", "veer")[: draw(st.integers(1, 3))]:
        parts = [draw(logic(scope)), *draw(st.lists(st.sampled_from(made or [None]), max_size=1))]
        expr = all_of(*(Ref(one.name) if isinstance(one, Rule) else one for one in parts if one is not None))
        made.append(Rule(name=name, expr=expr, type=Boolean()))
    return ordered(made, scope, [])


def some_of(draw: st.DataObject, people: People) -> dict[str, Value]:
    """A part of what is known of somebody."""
    assume(people.everybody)
    person, _ = draw.draw(st.sampled_from(people.everybody))
    return {name: value for name, value in person.items() if draw.draw(st.booleans())}
