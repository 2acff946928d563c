"""Compiling: a diagram for each rule, and one for each group of facts that are tied together."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from participatie.engines.exact.atoms import atoms_of
from participatie.engines.exact.theory import Theory
from participatie.engines.exact.ties import Tied, tied
from participatie.rules.cells import Cells
from participatie.rules.diagrams import AND, EITHER, FALSE, MEET, OR, TRUE, Diagrams, How, TooLargeError
from participatie.rules.expr import And, AtLeast, Expr, Literal, Not, Or, Ref
from participatie.rules.lowering import Reader, reader
from participatie.values import Boolean


@frozen(eq=False)
class Variable:
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
class Linked:
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
class Compiled:
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
    facts: Mapping[str, Variable]
    joined: Sequence[tuple[int, Reader]]
    linked: Sequence[Linked]
    joined_bits: int
    names: Mapping[int, str]
    sizes: Mapping[int, int]
    stated: Mapping[int, int]
    optional: int
    settling: dict[object, int] = field(factory=dict, init=False)


class Compiler:
    """Makes the diagrams of a rule set for a date.

    Args:
        theory: what they are about.
        on: the date.
        most: how large they may become together.
    """

    def __init__(self, theory: Theory, on: date, most: int) -> None:
        self.theory, self.on = theory, on
        self.diagrams = Diagrams(most)
        self.nodes: dict[str, int] = {}
        self.facts: dict[str, Variable] = {}
        self.joined: dict[Expr, Variable] = {}
        self.atoms = atoms_of(theory, on)

    def run(self) -> Compiled:
        """The diagrams."""
        groups = tied(self.theory, self.atoms)
        self._place(groups)
        for name, rule in self.theory.rules.rules.items():
            if isinstance(rule.type, Boolean):
                with contextlib.suppress(TooLargeError):  # what is left out is not decided exactly
                    self.nodes[name] = self.node(rule.expr)
        linked = [self._linked(group) for group in groups]
        return Compiled(
            diagrams=self.diagrams,
            nodes=self.nodes,
            facts=self.facts,
            joined=tuple((one.number, reader(one.expr, self.theory.inputs)) for one in self.joined.values()),
            linked=linked,
            joined_bits=sum(1 << one.number for one in self.joined.values()),
            names={one.number: name for name, one in self.facts.items()},
            sizes={one.number: one.size for one in self.facts.values()},
            stated={one.number: one.stated for one in self.facts.values()},
            optional=sum(1 << one.number for one in self.facts.values() if one.stated < one.size),
        )

    # -- variables

    def _place(self, groups: Sequence[Tied]) -> None:
        """Put the variables in order: as they are written, those that are tied together next to each other."""
        together = {name: group for group in groups for name in group.names}
        optional = {name for one in self.theory.constraints for name in self.atoms.had(one.condition, value=True)}
        for atom in self.atoms.every:
            if atom not in self.atoms.about:
                if self.theory.facts_in(atom):  # otherwise a constant
                    self.joined[atom] = Variable(self._next, None, atom, size=2, stated=0)
                continue
            name = self.atoms.about[atom][0]
            group = together.get(name) or Tied(frozenset({name}))
            for near in group.order(name, self.theory):
                its = self.atoms.cells.get(near)
                if near not in self.facts and its is not None:
                    size = len(its) * 2 if near in optional else len(its)
                    self.facts[near] = Variable(self._next, its, Ref(near), size=size, stated=len(its))

    @property
    def _next(self) -> int:
        return len(self.facts) + len(self.joined)

    def _linked(self, group: Tied) -> Linked:
        variables = sum(1 << self.facts[name].number for name in group.names if name in self.facts)
        node = EITHER
        try:
            for one in group.constraints:
                then = TRUE
                for part in self.theory.consequences(one):
                    then = self.diagrams.combine(AND, then, self.holds(part))
                meant = self.diagrams.combine(OR, self.diagrams.negated(self.holds(one.condition)), then)
                node = self.diagrams.combine(MEET, node, self.diagrams.where(meant))
        except TooLargeError:
            return Linked(group.names, variables, EITHER, loose=True)
        return Linked(group.names, variables, node, group.loose)

    # -- diagrams

    def node(self, expr: Expr) -> int:
        """The diagram of a condition."""
        match expr:
            case Literal(value):
                return TRUE if value is True else FALSE
            case Ref(name) if name in self.theory.rules.rules:
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
        if expr in self.atoms.about:
            variable, truths = self._truths(expr)
            absent = truths if variable.size > variable.stated else ()
            return self.diagrams.node(variable.number, tuple([TRUE if one else FALSE for one in (*truths, *absent)]))
        if expr in self.joined:
            return self.diagrams.node(self.joined[expr].number, (FALSE, TRUE))
        constant = reader(self.theory.written_out(expr), self.theory.inputs)
        return TRUE if constant({}, self.on) is True else FALSE

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

    def _truths(self, expr: Expr) -> tuple[Variable, list[bool]]:
        return self.facts[self.atoms.about[expr][0]], self.atoms.truths(expr)
