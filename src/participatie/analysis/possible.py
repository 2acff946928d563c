"""Whether a condition can hold for some client, and for whom: a search over cells.

Facts are filled in one by one, and only those that can still decide; what the
three-valued evaluation already settles is not looked at further. Where the cells
of :mod:`~participatie.analysis.cells` tell all cases apart, a search that ends
without a case proves that there is none.
"""

import enum
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from participatie.analysis.cells import collect, reach, values
from participatie.analysis.consistent import Facts, back
from participatie.client import Client
from participatie.engines.evaluate import evaluate
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Snapshot
from participatie.rules.constraint import Constraint
from participatie.rules.expr import Expr, Literal, Ref, Since, children, rebuilt, references
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, CodeSet, Date, Number, Value

#: A search that fills in facts more often than this has decided nothing.
LIMIT = 3_000
#: More values than this are not tried for one fact.
MOST_VALUES = 64


class Verdict(enum.Enum):
    """What a search says that found nobody."""

    #: There is no client for whom it holds.
    NEVER = "nooit"
    #: There were too many cases, or cells that do not tell them all apart, or a value that nobody has verified.
    UNDECIDED = "niet beslist"


@frozen
class Case:
    """Someone for whom a condition holds.

    Args:
        facts: as much as decides it.
        on: the day.
    """

    facts: Mapping[str, Value] = field(repr=lambda facts: f"<{len(facts)} feiten>")
    on: date

    def client(self, pack: Pack) -> Client:
        """The client of whom exactly these facts are known."""
        return Client.from_mapping(self.facts, words=pack.vocabulary)


class Possible:
    """Answers for one pack whether a condition over its rules and facts can hold.

    Args:
        pack: a checked pack.

    >>> from participatie import catalog
    >>> from participatie.rules.expr import Ref
    >>> pack = catalog.load("nl_participatiewet")
    >>> found = Possible(pack).case(Ref("participatieplaats/leeftijd"), [date(2018, 6, 1)])
    >>> found.facts["leeftijd"] >= 27
    True
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        #: The days from which on something is different, newest first.
        self.days = tuple(day for day in reversed(pack.versions.turning_points()) if pack.usable(day))
        self._searches: dict[date, _Day] = {}
        self._below: dict[str, frozenset[str]] = {}

    def case(self, goal: Expr, days: Iterable[date]) -> Case | Verdict:
        """Someone for whom ``goal`` holds on one of ``days``, or why there is nobody."""
        verdict = Verdict.NEVER
        for day in days:
            found = self._on(day).search(goal)
            if isinstance(found, Case):
                return found
            if found is Verdict.UNDECIDED:
                verdict = found
        return verdict

    def snapshot(self, day: date) -> Snapshot:
        """The rules of a day."""
        return self._on(day).snapshot

    def below(self, name: str) -> frozenset[str]:
        """The rules that the rule ``name`` rests on, on whatever day."""
        if name not in self._below:
            reached = (reach(self.snapshot(day).rules, [name]) for day in self.days)
            self._below[name] = frozenset(one for rules in reached for one in rules) - {name}
        return self._below[name]

    def _on(self, day: date) -> "_Day":
        if day not in self._searches:
            self._searches[day] = _Day(self.pack, self.pack.on(day))
        return self._searches[day]


#: How the condition that is looked into is called among the rules.
_GOAL = "?"


class _Day:
    """The searches on one day."""

    def __init__(self, pack: Pack, snapshot: Snapshot) -> None:
        self.pack, self.snapshot, self.day = pack, snapshot, snapshot.day
        self.facts = Facts.of(pack, self.day)
        self.inputs = self.facts.inputs
        self.rules = snapshot.rules
        # A parameter is a constant on a day, and cuts the facts beside it.
        self.constants = {name: one.expr for name, one in self.rules.rules.items() if isinstance(one.expr, Literal)}
        self._plain: dict[str, Expr] = {}

    def search(self, goal: Expr) -> Case | Verdict:
        rules = {**self.rules.rules, _GOAL: Rule(name=_GOAL, expr=goal, type=Boolean())}
        below = RuleSet(reach(RuleSet(rules, {}), [_GOAL]), self.inputs, self.rules.gaps)
        exprs = [self._constant(name, rule.expr) for name, rule in below.rules.items()]
        constraints = self._constraints(exprs)
        choices, exact = self._choices([*exprs, *(one.condition for one in constraints)], constraints)
        return _Search(self, below, constraints, choices, exact=exact).run()

    def _constant(self, name: str, expr: Expr) -> Expr:
        """``expr`` with constants in the place of the parameters."""
        if name == _GOAL:
            return expr
        if name not in self._plain:

            def put(one: Expr) -> Expr:
                return self.constants.get(one.name, one) if isinstance(one, Ref) else rebuilt(one, put)

            # A condition that is a constant itself stays a reference.
            self._plain[name] = expr if isinstance(expr, Ref | Literal) else put(expr)
        return self._plain[name]

    def _constraints(self, exprs: Iterable[Expr]) -> tuple[Constraint, ...]:
        """The constraints that say something about the facts in ``exprs``, or about facts in another of them."""
        seen = {ref.name for expr in exprs for ref in references(expr)}
        found: dict[str, Constraint] = {}
        grown = True
        while grown:
            grown = False
            for one in self.pack.constraints:
                names = {*one.consequences, *(ref.name for ref in references(one.condition))}
                if one.id not in found and names & seen:
                    found[one.id], grown = one, True
                    seen |= names
        return tuple(found.values())

    def _choices(
        self, exprs: Sequence[Expr], constraints: Iterable[Constraint]
    ) -> tuple[dict[str, tuple[Value, ...]], bool]:
        """The values to try for each fact, and whether they tell all cases apart."""
        cuts: dict[str, set[Value]] = {}
        exact = True
        for expr in exprs:
            if not collect(expr, self.inputs, cuts):
                exact = False
                self._guess(expr, cuts)
        for one in constraints:
            for name, value in one.consequences.items():
                marks = cuts.setdefault(name, set())
                marks |= value if isinstance(value, frozenset) else {value}
        exact &= self._anchors(cuts)
        choices: dict[str, tuple[Value, ...]] = {}
        for name, marks in cuts.items():
            some = tuple(itertools.islice(values(self.inputs[name], marks), MOST_VALUES + 1))
            exact &= len(some) <= MOST_VALUES
            choices[name] = some or (self._any(name),)
        return choices, exact

    def _guess(self, expr: Expr, cuts: dict[str, set[Value]]) -> None:
        """Cut every fact in ``expr`` at whatever is written there: good for finding, not for proving."""
        literals = {one.value for one in _walk(expr) if isinstance(one, Literal)}
        units = {one.unit for one in _walk(expr) if isinstance(one, Since)}
        passed = {back(self.day, unit, one) for unit in units for one in literals if type(one) is int}
        for ref in references(expr):
            of = self.inputs.get(ref.name)
            marks = cuts.setdefault(ref.name, set()) if of is not None else set()
            match of:
                case Number():
                    marks |= {one for one in literals if type(one) is int}
                case Date():
                    marks |= {one for one in literals if isinstance(one, date)} | {self.day}
                    marks |= {one for one in passed if one is not None}
                case CodeSet(codes) if codes is not None:
                    marks |= set(codes[:5])
                case _:
                    pass

    def _anchors(self, cuts: dict[str, set[Value]]) -> bool:
        """Cut dates where the counter that follows from them is cut; false where that does not tell all."""
        exact = True
        for name, (unit, anchor) in self.facts.counters.items():
            if name in cuts and anchor in cuts:
                exact = False  # on another day they go together in another way
                numbers = [mark for mark in cuts[name] if isinstance(mark, int)]
                cuts[anchor] |= {start for mark in (0, 1, *numbers) if (start := back(self.day, unit, mark))}
        return exact

    def _any(self, name: str) -> Value:
        of = self.inputs[name]
        return self.day if isinstance(of, Date) else next(values(of, set()), "")


class _Search:
    """One search: who makes the goal true?"""

    def __init__(
        self,
        of: _Day,
        rules: RuleSet,
        constraints: Sequence[Constraint],
        choices: Mapping[str, tuple[Value, ...]],
        *,
        exact: bool,
    ) -> None:
        self.of, self.rules, self.constraints, self.choices = of, rules, constraints, choices
        #: Whether finding nobody proves that there is nobody.
        self.exact = exact
        self.left = LIMIT

    def run(self) -> Case | Verdict:
        facts = self._fill({})
        if facts is not None:
            return Case(facts, self.of.day)
        return Verdict.NEVER if self.exact else Verdict.UNDECIDED

    def _fill(self, facts: Mapping[str, Value]) -> Mapping[str, Value] | None:
        self.left -= 1
        if self.left < 0:
            self.exact = False
            return None
        closed = self.of.facts.closed(facts, self.constraints)
        if closed is None:
            return None
        evaluation = evaluate(self.rules, closed.facts, self.of.day)
        if evaluation.values[_GOAL] is not None:
            return facts if evaluation.values[_GOAL] is True else None
        name = next(iter(evaluation.undecided(_GOAL)), None)
        if name is None:  # it waits for a value that nobody has verified
            self.exact = False
            return None
        for value in self.choices[name]:
            found = self._fill({**facts, name: value})
            if found is not None:
                return found
        return None


def _walk(expr: Expr) -> Iterator[Expr]:
    yield expr
    for child in children(expr):
        yield from _walk(child)
