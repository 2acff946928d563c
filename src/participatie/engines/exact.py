"""Exact answers: what is settled however the unknown facts turn out, and which of them can still settle it.

Three-valued logic is sound, and asks too much: it leaves *a or not a* open. Here
each rule is a decision diagram over the cells of its facts, made once for a rule
set. For a client the known facts are filled in; the constraints between facts
leave out whom nobody can be. What remains is settled, or says exactly which
facts can still settle it.

A condition that joins several unknown facts (one amount compared with another)
is not looked into. Where an answer hangs on it, it is the reference's, and says
that it was not decided exactly.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import prod
from typing import Protocol

from attrs import field, frozen

from participatie.rules.cells import Cells, cells, told_apart
from participatie.rules.constraint import Constraint
from participatie.rules.diagrams import (
    AND,
    EITHER,
    FALSE,
    MEET,
    MOST_NODES,
    NOTHING,
    OR,
    TRUE,
    Diagrams,
    How,
    TooLargeError,
)
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
    walkable,
)
from participatie.rules.lowering import Reader, reader
from participatie.rules.rule import RuleSet
from participatie.rules.semantics import since
from participatie.values import Boolean, CodeSet, Result, Type, Unit, Value, misfit

#: For one client no more nodes than this are added.
_MOST_FOR_ONE = 20_000
#: Facts that are tied together are tried out where there are no more ways than this.
_MOST_TOGETHER = 2_048
#: No more answers about groups of facts than this are remembered between clients.
_MOST_REMEMBERED = 20_000


class Reference(Protocol):
    """What the reference evaluator says about a client."""

    @property
    def facts(self) -> Mapping[str, Value]:
        """What is known."""

    @property
    def on(self) -> date:
        """The reference date."""

    @property
    def values(self) -> Mapping[str, Result | None]:
        """The value of each rule."""

    @property
    def known(self) -> Mapping[str, Result | None]:
        """Facts and rules together."""

    def undecided(self, name: str) -> tuple[str, ...]:
        """The unknown facts that can still matter to a rule."""


@frozen
class ExactOutcome:
    """The answer to one rule.

    Args:
        value: what it is however the unknown facts turn out; ``None`` while that differs.
        missing: the facts that occur in some smallest set of answers that settles it.
        exact: whether value and missing are exactly that; otherwise both are the reference's.
    """

    value: bool | None
    missing: tuple[str, ...] = ()
    exact: bool = True


class Exact:
    """A rule set, compiled to give exact answers.

    A constraint whose condition holds for every value of a fact (*who states a
    measured value was measured*) says that the fact *has* a value: such a fact
    may also have none.

    Args:
        rules: checked rules.
        constraints: what follows from what between facts.
        scope: the type of every fact that ``constraints`` speak of beside the rules.
        counters: the facts that follow from a date, with the unit and that date.
        most: how large the diagrams of the whole set may become; what would
            need more is not decided exactly.

    >>> from participatie.engines.evaluate import evaluate
    >>> from participatie.rules.rule import Rule, ordered
    >>> either = Rule(name="either", expr=Or((Ref("a"), Not(Ref("a")))), type=Boolean())
    >>> rules = ordered([either], {"a": Boolean()}, [])
    >>> reference = evaluate(rules, {}, date(2026, 1, 1))
    >>> reference.values["either"], Exact(rules).settle(reference)["either"].value
    (None, True)
    """

    def __init__(
        self,
        rules: RuleSet,
        constraints: Iterable[Constraint] = (),
        scope: Mapping[str, Type] | None = None,
        counters: Mapping[str, tuple[Unit, str]] | None = None,
        *,
        most: int = MOST_NODES,
    ) -> None:
        self.rules = rules
        self.inputs: dict[str, Type] = {**(scope or {}), **rules.inputs}
        self.constraints = tuple(sorted(constraints, key=lambda one: one.id))
        self.counters = {name: follows for name, follows in (counters or {}).items() if name in self.inputs}
        self.most = most
        self._asked: dict[str, tuple[str, ...]] = {}
        self._compiled: dict[date | None, _Compiled] = {}
        self._dated = any(_dated(expr) for expr in self._exprs())

    def settle(self, reference: Reference) -> "Answers":
        """The answer to each boolean rule, worked out when it is looked at.

        Args:
            reference: the evaluation of the same rules, with the facts and the date.
        """
        return Answers(self, self.compiled(reference.on), reference)

    def depends(self, name: str, on: date) -> frozenset[str]:
        """The facts on which the answer to a rule can depend: those below it, and those that are tied to them."""
        below = frozenset(self.asked(name))
        return below.union(*(group.names for group in self.compiled(on).linked if group.names & below))

    def compiled(self, on: date) -> "_Compiled":
        """The diagrams for a date: the same on every one, unless the rules count the time since a date."""
        day = on if self._dated else None
        if day not in self._compiled:
            if len(self._compiled) >= _DAYS:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[day] = _Compiler(self, on).run()
        return self._compiled[day]

    def asked(self, name: str) -> tuple[str, ...]:
        """The facts below a rule, in the order of the document."""
        if name not in self._asked:
            found: dict[str, None] = {}
            for ref in self.rules.rules[name].refers_to:
                below = self.asked(ref.name) if ref.name in self.rules.rules else (ref.name,)
                found |= dict.fromkeys(below)
            self._asked[name] = tuple(found)
        return self._asked[name]

    def tied(self, name: str, on: date) -> frozenset[str]:
        """The facts that constraints, or a date that both follow from, tie to a fact; itself included."""
        return next((group.names for group in self.compiled(on).linked if name in group.names), frozenset({name}))

    def cells(self, name: str, on: date) -> Cells | None:
        """The cells of a fact, as far as the rules tell its values apart; ``None`` where they do not."""
        variable = self.compiled(on).facts.get(name)
        return variable.cells if variable is not None else None

    def _exprs(self) -> Iterator[Expr]:
        yield from (rule.expr for rule in self.rules.rules.values())
        yield from (one.condition for one in self.constraints)


#: For no more days than this are diagrams kept at once.
_DAYS = 8


def _dated(expr: Expr) -> bool:
    return isinstance(expr, Since) or any(map(_dated, children(expr)))


# -- compiling -------------------------------------------------------------------------


@frozen(eq=False)
class _Variable:
    """What a diagram asks: the cell of a fact, or whether a condition holds that joins several.

    Args:
        number: its place in the order.
        cells: the cells of the fact; ``None`` for such a condition.
        expr: that condition, or the fact.
        size: how many values it has.
        stated: how many of them a fact can be stated to have: the first ones.
    """

    number: int
    cells: Cells | None
    expr: Expr
    size: int
    stated: int


@frozen(eq=False)
class _Linked:
    """Facts that constraints tie together.

    Args:
        names: the facts.
        variables: their variables, as bits.
        node: what they can be together.
        loose: whether some constraint between them is left out, for it joins facts in a way that is not looked into.
    """

    names: frozenset[str]
    variables: int
    node: int
    loose: bool


@frozen(eq=False)
class _Compiled:
    """The diagrams of a rule set.

    Args:
        diagrams: all of them together.
        nodes: the diagram of each boolean rule, as far as they fit.
        facts: the variables that are facts, by name.
        joined: the variables that are conditions over several facts.
        linked: the facts that constraints tie together.
        joined_bits: the variables of ``joined``, as bits.
        names: the facts, by the number of their variable.
        sizes: how many values each of those has.
        stated: how many of them can be stated.
        optional: the variables of facts that may have no value, as bits.
        settling: which facts of a group settle a function of that group, by what is known in it: few
            such questions come up, and they come up for many clients.
    """

    diagrams: Diagrams
    nodes: Mapping[str, int]
    facts: Mapping[str, _Variable]
    joined: Sequence[tuple[int, Reader]]
    linked: Sequence[_Linked]
    joined_bits: int
    names: Mapping[int, str]
    sizes: Mapping[int, int]
    stated: Mapping[int, int]
    optional: int
    settling: dict[object, int] = field(factory=dict, init=False)


class _Compiler:
    """Makes the diagrams of a rule set for a date."""

    def __init__(self, of: Exact, on: date) -> None:
        self.of, self.on = of, on
        self.rules, self.inputs = of.rules, of.inputs
        self.diagrams = Diagrams(of.most)
        self.nodes: dict[str, int] = {}
        self.facts: dict[str, _Variable] = {}
        self.joined: dict[Expr, _Variable] = {}
        self.cells: dict[str, Cells] = {}
        #: The one fact that a condition is about, by the condition as it is written and with amounts put in.
        self.about: dict[Expr, tuple[str, Expr]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._plain: dict[str, Expr] = {}

    def run(self) -> _Compiled:
        atoms = self._conditions()
        groups = self._groups()
        self._place(atoms, groups)
        for name, rule in self.rules.rules.items():
            if isinstance(rule.type, Boolean):
                with contextlib.suppress(TooLargeError):  # what is left out is not decided exactly
                    self.nodes[name] = self.node(rule.expr)
        linked = [self._linked(names, several, loose=loose) for names, several, loose in groups]
        return _Compiled(
            diagrams=self.diagrams,
            nodes=self.nodes,
            facts=self.facts,
            joined=tuple((one.number, reader(one.expr, self.inputs)) for one in self.joined.values()),
            linked=linked,
            joined_bits=sum(1 << one.number for one in self.joined.values()),
            names={one.number: name for name, one in self.facts.items()},
            sizes={one.number: one.size for one in self.facts.values()},
            stated={one.number: one.stated for one in self.facts.values()},
            optional=sum(1 << one.number for one in self.facts.values() if one.stated < one.size),
        )

    # -- what tells the values of a fact apart

    def _conditions(self) -> list[Expr]:
        """The atoms of all rules in the order in which they are written; those about one fact go to ``about``."""
        atoms: dict[Expr, None] = {}
        for rule in self.rules.rules.values():
            if isinstance(rule.type, Boolean):
                atoms |= dict.fromkeys(self._atoms(rule.expr))
        for one in self.of.constraints:
            atoms |= dict.fromkeys(self._atoms(one.condition))
            atoms |= dict.fromkeys(
                part for name, value in one.consequences.items() for part in self._atoms(self._equal(name, value))
            )
        for atom in atoms:
            names = self._facts_in(atom)
            if len(names) == 1 and (name := next(iter(names))) in self.inputs:
                plain = self._put(atom)
                if walkable(plain) and told_apart(self.inputs[name], plain, self.on):
                    self.about[atom] = name, plain
        by_fact: dict[str, list[Expr]] = {}
        for name, plain in self.about.values():
            by_fact.setdefault(name, []).append(plain)
        for name, several in by_fact.items():
            made = cells(name, self.inputs[name], list(dict.fromkeys(several)), self.on)
            if made is not None:
                self.cells[name] = made
        self.about = {atom: (name, plain) for atom, (name, plain) in self.about.items() if name in self.cells}
        return list(atoms)

    def _atoms(self, expr: Expr) -> Iterator[Expr]:
        match expr:
            case Literal():
                pass
            case Ref(name) if name in self.rules.rules:
                pass
            case Not() | And() | Or() | AtLeast():
                for child in children(expr):
                    yield from self._atoms(child)
            case _:
                yield expr

    def _facts_in(self, expr: Expr) -> frozenset[str]:
        return frozenset().union(*(self._facts_below(ref.name) for ref in references(expr)))

    def _facts_below(self, name: str) -> frozenset[str]:
        """The facts and gaps that a name stands for."""
        if name not in self.rules.rules:
            return frozenset({name})
        if name not in self._below:
            self._below[name] = self._facts_in(self.rules.rules[name].expr)
        return self._below[name]

    def _put(self, expr: Expr) -> Expr:
        """``expr`` with the amounts that it refers to written out."""
        if not isinstance(expr, Ref):
            return rebuilt(expr, self._put)
        if expr.name not in self.rules.rules:
            return expr
        if expr.name not in self._plain:
            self._plain[expr.name] = self._put(self.rules.rules[expr.name].expr)
        return self._plain[expr.name]

    def _equal(self, name: str, value: Value) -> Expr:
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

    # -- which facts are tied together

    def _groups(self) -> list[tuple[frozenset[str], list[Constraint], bool]]:
        """The facts that constraints tie together, with those constraints, and whether some are left out."""
        ties: list[tuple[frozenset[str], Constraint | None]] = []
        for one in self.of.constraints:
            atoms = [*self._atoms(one.condition)]
            parts = [part for name, value in one.consequences.items() for part in self._atoms(self._equal(name, value))]
            names = self._facts_in(one.condition) | frozenset(one.consequences)
            # A set out of an open list cannot be said to hold nothing else.
            whole = not any(
                isinstance(value, frozenset) and self._open(name) for name, value in one.consequences.items()
            )
            sound = whole and all(atom in self.about for atom in (*atoms, *parts))
            ties.append((names, one if sound else None))
        used = {name for name, _ in self.about.values()} | {name for names, _ in ties for name in names}
        used |= {name for rule in self.rules.rules for name in self._facts_below(rule)}
        for anchor in dict.fromkeys(anchor for _, anchor in self.of.counters.values()):
            counters = {name for name, (_, start) in self.of.counters.items() if start == anchor}
            together = frozenset(used & {anchor, *counters})
            if len(together) > 1:
                ties.append((together, None))
        groups: list[tuple[frozenset[str], list[Constraint], bool]] = []
        for names, constraint in ties:
            inside = [group for group in groups if group[0] & names]
            groups = [group for group in groups if not group[0] & names]
            groups.append(
                (
                    names.union(*(group[0] for group in inside)),
                    [*([constraint] if constraint else []), *(one for group in inside for one in group[1])],
                    constraint is None or any(group[2] for group in inside),
                )
            )
        return groups

    def _open(self, name: str) -> bool:
        of = self.inputs[name]
        return isinstance(of, CodeSet) and of.codes is None

    def _linked(self, names: frozenset[str], constraints: Sequence[Constraint], *, loose: bool) -> _Linked:
        variables = sum(1 << self.facts[name].number for name in names if name in self.facts)
        node = EITHER
        try:
            for one in constraints:
                then = TRUE
                for name, value in one.consequences.items():
                    then = self.diagrams.combine(AND, then, self.holds(self._equal(name, value)))
                meant = self.diagrams.combine(OR, self.diagrams.negated(self.holds(one.condition)), then)
                node = self.diagrams.combine(MEET, node, self.diagrams.where(meant))
        except TooLargeError:
            return _Linked(names, variables, EITHER, loose=True)
        return _Linked(names, variables, node, loose)

    # -- variables

    def _place(self, atoms: Sequence[Expr], groups: Sequence[tuple[frozenset[str], list[Constraint], bool]]) -> None:
        """Put the variables in order: as they are written, those that are tied together next to each other."""
        together = {name: (group, ties) for group, ties, _ in groups for name in group}
        optional = {name for one in self.of.constraints for name in self._had(one.condition, value=True)}
        for atom in atoms:
            if atom not in self.about:
                if self._facts_in(atom):  # otherwise a constant
                    number = len(self.facts) + len(self.joined)
                    self.joined[atom] = _Variable(number, None, atom, size=2, stated=0)
                continue
            name = self.about[atom][0]
            for near in self._near(name, *together.get(name, ())):
                its = self.cells.get(near)
                if near not in self.facts and its is not None:
                    number = len(self.facts) + len(self.joined)
                    size = len(its) * 2 if near in optional else len(its)
                    self.facts[near] = _Variable(number, its, Ref(near), size=size, stated=len(its))

    def _near(self, name: str, group: frozenset[str] = frozenset(), ties: Sequence[Constraint] = ()) -> list[str]:
        """A fact with those that are tied to it: each next one leaves the fewest waiting for what they are tied to."""
        sides = [self._facts_in(one.condition) | one.consequences.keys() for one in ties]
        found: list[str] = []
        rest = {name, *group}

        def waiting(one: str) -> tuple[int, str]:
            placed = {*found, one}
            return len(frozenset().union(*(side for side in sides if side & placed)) - placed), one

        while rest:
            found.append(min(rest, key=waiting))
            rest.remove(found[-1])
        return found

    def _had(self, expr: Expr, *, value: bool) -> Iterator[str]:
        """The facts of which a condition says that they have a value, whatever it is."""
        match expr:
            case Not(operand):
                yield from self._had(operand, value=not value)
            case And() | Or() | AtLeast():
                for child in children(expr):
                    yield from self._had(child, value=value)
            case _ if expr in self.about:
                name, plain = self.about[expr]
                index = self.cells[name].conditions.index(plain)
                if all(truth[index] is value for truth in self.cells[name].truths):
                    yield name
            case _:
                pass

    # -- diagrams

    def node(self, expr: Expr) -> int:
        """The diagram of a condition."""
        match expr:
            case Literal(value):
                return TRUE if value is True else FALSE
            case Ref(name) if name in self.rules.rules:
                if name not in self.nodes:
                    raise TooLargeError
                return self.nodes[name]
            case Not(operand):
                return self.diagrams.negated(self.node(operand))
            case And(operands) | Or(operands):
                return self._joined(AND if isinstance(expr, And) else OR, [self.node(one) for one in operands])
            case AtLeast(count, operands):
                return self._threshold(count, [self.node(one) for one in operands])
            case _:
                return self._atom(expr)

    def _joined(self, how: How, parts: Sequence[int]) -> int:
        """Several diagrams combined: those that ask late first, for they are small."""
        made = how.leaves
        for part in sorted(set(parts), key=lambda one: self.diagrams.variable[one], reverse=True):
            made = self.diagrams.combine(how, made, part)
        return made

    def _threshold(self, count: int, parts: Sequence[int]) -> int:
        """At least ``count`` of several diagrams."""
        reached = [TRUE, *[FALSE] * count]
        for part in parts:
            for number in range(count, 0, -1):
                taken = self.diagrams.combine(AND, part, reached[number - 1])
                reached[number] = self.diagrams.combine(OR, taken, reached[number])
        return reached[count]

    def _atom(self, expr: Expr) -> int:
        if expr in self.about:
            variable, truths = self._truths(expr)
            absent = truths if variable.size > variable.stated else ()
            return self.diagrams.node(variable.number, tuple([TRUE if one else FALSE for one in (*truths, *absent)]))
        if expr in self.joined:
            return self.diagrams.node(self.joined[expr].number, (FALSE, TRUE))
        return TRUE if reader(self._put(expr), self.inputs)({}, self.on) is True else FALSE  # a constant

    def holds(self, expr: Expr, *, value: bool = True) -> int:
        """The diagram of what makes a constraint's condition definitely ``value``: a fact without a value does not."""
        match expr:
            case Literal(stated):
                return TRUE if stated is value else FALSE
            case Not(operand):
                return self.holds(operand, value=not value)
            case And(operands) | Or(operands):
                how = AND if isinstance(expr, And) is value else OR
                return self._joined(how, [self.holds(one, value=value) for one in operands])
            case AtLeast(count, operands):
                parts = [self.holds(one, value=value) for one in operands]
                return self._threshold(count if value else len(parts) - count + 1, parts)
            case _:
                variable, truths = self._truths(expr)
                absent = [FALSE] * (variable.size - variable.stated)
                here = [TRUE if one is value else FALSE for one in truths]
                return self.diagrams.node(variable.number, (*here, *absent))

    def _truths(self, expr: Expr) -> tuple[_Variable, list[bool]]:
        name, plain = self.about[expr]
        variable = self.facts[name]
        assert variable.cells is not None  # noqa: S101 - it is a fact
        index = variable.cells.conditions.index(plain)
        return variable, [truth[index] for truth in variable.cells.truths]


# -- one client ------------------------------------------------------------------------


@frozen(eq=False)
class Answers(Mapping[str, ExactOutcome]):
    """The answers for one client, each made when it is first looked at."""

    of: Exact
    compiled: _Compiled
    reference: Reference
    made: dict[str, ExactOutcome] = field(factory=dict, init=False)
    diagrams: Diagrams = field(init=False)
    #: What each function became when what is known was filled in.
    left: dict[int, int] = field(factory=dict, init=False)
    #: What each rule that was looked at became, and what is possible beside it.
    possible: dict[str, int] = field(factory=dict, init=False)
    chosen: Mapping[int, int] = field(init=False)
    bits: int = field(init=False)
    half: int = field(init=False)

    @diagrams.default
    def _diagrams(self) -> Diagrams:
        return self.compiled.diagrams.more(_MOST_FOR_ONE)

    @chosen.default
    def _chosen(self) -> Mapping[int, int]:
        facts = self.compiled.facts
        known = {**self._counted(), **self.reference.facts}
        chosen = {}
        for name, value in known.items():
            if name in facts and (its := facts[name].cells) is not None:
                chosen[facts[name].number] = its.cell(value)
        for number, read in self.compiled.joined:
            settled = read(self.reference.known, self.reference.on)
            if settled is not None:
                chosen[number] = int(settled is True)
        return chosen

    @bits.default
    def _bits(self) -> int:
        return sum(1 << one for one in self.chosen)

    @half.default
    def _half(self) -> int:
        """The dates, as bits, of which only what was counted from them is known: that says more than is looked into."""
        known, facts = self.reference.facts, self.compiled.facts
        anchors = {anchor for name, (_, anchor) in self.of.counters.items() if name in known and anchor not in known}
        return sum(1 << facts[anchor].number for anchor in anchors if anchor in facts)

    def _counted(self) -> Mapping[str, Value]:
        """The counters that follow from known dates."""
        found: dict[str, Value] = {}
        for name, (unit, anchor) in self.of.counters.items():
            start = self.reference.facts.get(anchor)
            value = since(unit, start, self.reference.on) if isinstance(start, date) else None
            if value is not None and misfit(value, self.of.inputs[name]) is None:
                found[name] = value
        return found

    def __getitem__(self, name: str) -> ExactOutcome:
        if name not in self.made:
            if not isinstance(self.of.rules.rules[name].type, Boolean):
                raise KeyError(name)
            self.made[name] = self._answer(name)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, rule in self.of.rules.rules.items() if isinstance(rule.type, Boolean))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def promise(self, name: str) -> Mapping[str, float]:
        """How likely it is that the answer to one fact settles a rule, for each fact that its diagram still asks.

        Each cell of a fact counts as likely as another; one that what is known rules out does not count.
        """
        found: dict[str, float] = {}
        node = NOTHING if self[name].value is not None else self.possible.get(name, NOTHING)
        for number, reached in self.diagrams.outcomes(node).items():
            if number in self.compiled.names:
                can_be = [one for one in reached[: self.compiled.stated[number]] if one != NOTHING]
                if can_be:
                    found[self.compiled.names[number]] = sum(one != EITHER for one in can_be) / len(can_be)
        return found

    def missing_beside(self, name: str, unanswered: Collection[str]) -> tuple[str, ...]:
        """What ``missing`` of a rule is when nobody can answer some facts.

        A fact that settles the rule only together with one of those is left out.
        """
        outcome = self[name]
        missing = tuple(one for one in outcome.missing if one not in unanswered)
        closed = sum(1 << self.compiled.facts[one].number for one in unanswered if one in self.compiled.facts)
        if not missing or not outcome.exact or not closed:
            return missing
        support = self.diagrams.support[self._left(self.compiled.nodes[name])]
        linked = [group for group in self.compiled.linked if group.variables & support]
        node = self.possible[name]
        try:
            whole = self.diagrams.without(self._tied(node, linked, closed), closed)
            if whole == EITHER:  # no answers settle it
                return ()
            asked = sum(1 << self.compiled.facts[one].number for one in missing)
            relevant = self.diagrams.support[self._opened(whole, self.compiled.optional)]
            relevant &= ~sum(group.variables for group in linked)
            for group in [one for one in linked if one.variables & asked]:
                others = [other for other in linked if other is not group]
                here = self.diagrams.without(self._tied(node, others, closed), closed & ~group.variables)
                relevant |= self._of_group(here, support & group.variables, group, closed & group.variables)
        except TooLargeError:  # then one question too many may be asked, and none too few
            return missing
        return tuple(one for one in missing if relevant >> self.compiled.facts[one].number & 1)

    def _tied(self, node: int, groups: Iterable[_Linked], closed: int) -> int:
        """A function, met with all that groups with ``closed`` facts allow: the others in them tell of those."""
        for group in groups:
            if group.variables & closed:
                node = self.diagrams.combine(MEET, node, self._left(group.node))
        return node

    def impossible(self) -> Mapping[frozenset[str], bool]:
        """The groups of facts that cannot be true together, though no two clash; and whether nobody ever meets them."""
        linked = self.compiled.linked
        return {group.names: group.node == NOTHING for group in linked if self._left(group.node) == NOTHING}

    def _answer(self, name: str) -> ExactOutcome:
        value = self.reference.values[name]
        if value is not None:
            return ExactOutcome(value is True)
        try:
            found = self._exact(name)
        except TooLargeError:
            found = None
        return found or ExactOutcome(None, self.reference.undecided(name), exact=False)

    def _exact(self, name: str) -> ExactOutcome | None:
        """The exact answer to a rule that the reference leaves open; ``None`` where there is none."""
        if name not in self.compiled.nodes:
            return None
        node = self._left(self.compiled.nodes[name])
        support = self.diagrams.support[node]
        linked = [group for group in self.compiled.linked if group.variables & support]
        for group in linked:
            # Of the other facts in the group it is enough that they can have some value.
            together = self.diagrams.without(self._left(group.node), group.variables & ~support)
            node = self.diagrams.combine(MEET, node, together)
        if node == NOTHING:  # what is known cannot be true together
            return None
        self.possible[name] = node
        whole = self.diagrams.without(node, self.compiled.joined_bits)
        if self.diagrams.reach[whole] != EITHER:
            return ExactOutcome(self.diagrams.reach[whole] == TRUE)
        if node != whole or support & self.half or any(group.loose for group in linked):
            return None
        optional = self.compiled.optional
        relevant = self.diagrams.support[self._opened(node, optional)] & ~sum(group.variables for group in linked)
        for group in linked:
            relevant |= self._of_group(node, support & group.variables, group)
        return ExactOutcome(None, self._in_order(name, relevant))

    def _left(self, node: int) -> int:
        """What is left of a function when what is known is filled in."""
        return self.diagrams.fixed(node, self.chosen, self.bits, self.left)

    def _of_group(self, node: int, inside: int, group: _Linked, closed: int = 0) -> int:
        """Which facts of a group occur in a smallest set of answers that settles ``node``.

        The facts outside the group may all be given a value (those that may have
        none are left open beside that): were one of them left open in such a set,
        giving it the value that it has where the set without the fact that is
        looked for goes wrong, would leave that set as it is. So what matters is
        what ``node`` becomes by them: a function of the group alone.

        Args:
            node: a rule, met with what the groups in it allow.
            inside: the variables of the group that the rule asks.
            group: the group.
            closed: the variables of the group that nobody can answer.
        """
        answerable = group.variables & ~closed
        asked = [one for one in self._variables(inside) if self.diagrams.support[node] >> one & 1]
        if not asked:
            return 0
        sizes = [self.compiled.sizes[one] for one in asked]
        allowed = self._left(group.node)
        node = self._opened(node, self.compiled.optional & ~group.variables)
        if prod(sizes) > _MOST_TOGETHER:
            together = self.diagrams.combine(MEET, node, allowed)
            return self._settling(self.diagrams.without(together, closed), answerable)
        # They stand next to each other in the order: what is asked before them only leads to where they begin.
        beginnings = self.diagrams.entries(node, asked)
        possible = answerable & (self.diagrams.support[node] | self.diagrams.support[allowed])
        found = 0
        known = tuple([(one, self.chosen[one]) for one in self._variables(group.variables & self.bits)])
        for outcomes in self.diagrams.together(self._leaves(one, asked, sizes) for one in beginnings):
            key = group.variables, closed, known, tuple(asked), bytes(outcomes)
            settling = self.compiled.settling.get(key)
            if settling is None:
                alone = self._table(asked, sizes, outcomes)
                alone = self.diagrams.without(self.diagrams.combine(MEET, alone, allowed), closed)
                settling = self._settling(alone, answerable)
                if len(self.compiled.settling) >= _MOST_REMEMBERED:
                    self.compiled.settling.clear()
                self.compiled.settling[key] = settling
            found |= settling
            if found == possible:
                break
        return found

    def _leaves(self, one: int, asked: Sequence[int], sizes: Sequence[int]) -> tuple[int, ...]:
        """What a function becomes for all values of some variables, the last variable changing fastest."""
        if not asked:
            return (one,)
        here = self.diagrams.variable[one] == asked[0]
        parts = self.diagrams.children[one] if here else (one,) * sizes[0]
        return tuple([leaf for part in parts for leaf in self._leaves(part, asked[1:], sizes[1:])])

    def _table(self, asked: Sequence[int], sizes: Sequence[int], outcomes: Sequence[int]) -> int:
        """The function of some variables that has these outcomes, the last variable changing fastest."""
        if outcomes.count(outcomes[0]) == len(outcomes):
            return outcomes[0]
        step = len(outcomes) // sizes[0]
        parts = [outcomes[start : start + step] for start in range(0, len(outcomes), step)]
        return self.diagrams.node(asked[0], tuple([self._table(asked[1:], sizes[1:], part) for part in parts]))

    def _settling(self, node: int, variables: int) -> int:
        """Which of these variables occur in a smallest set that settles ``node``; each may be left open."""
        found = 0
        for one in self.diagrams.below(self._opened(node, variables)):
            asked = self.diagrams.variable[one]
            if variables >> asked & 1 and not found >> asked & 1:
                *answers, left_open = self.diagrams.children[one]
                if any(self.diagrams.settles(left_open, answer) for answer in answers):
                    found |= 1 << asked
        return found

    def _opened(self, node: int, variables: int) -> int:
        return self.diagrams.opened(node, variables, self.compiled.stated)

    def _variables(self, bits: int) -> list[int]:
        return [number for number in self.compiled.names if bits >> number & 1]

    def _in_order(self, name: str, variables: int) -> tuple[str, ...]:
        """Facts in the order of the document, and after them those that are tied to it."""
        names = [self.compiled.names[number] for number in self._variables(variables)]
        order = dict.fromkeys((*self.of.asked(name), *self.of.inputs))
        places = {one: place for place, one in enumerate(order)}
        return tuple(sorted(names, key=places.__getitem__))
