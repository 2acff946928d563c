"""The conditions that rules are made of, and the values of facts as far as those tell them apart."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from participatie.engines.exact.theory import Theory
from participatie.rules.cells import Cells, cells, told_apart
from participatie.rules.expr import And, AtLeast, Expr, Not, Or, children, walkable
from participatie.values import Boolean


@frozen(eq=False)
class Atoms:
    """The conditions without logic in them of all rules and constraints.

    Args:
        every: all of them, in the order in which they are written.
        about: the one fact that a condition is about, by the condition as it is written, and the same condition with
            amounts put in. What joins several facts is not here.
        cells: the cells of those facts.
    """

    every: Sequence[Expr]
    about: Mapping[Expr, tuple[str, Expr]]
    cells: Mapping[str, Cells]

    def truths(self, atom: Expr) -> list[bool]:
        """What a condition about one fact is in each cell of that fact."""
        name, plain = self.about[atom]
        its = self.cells[name]
        index = its.conditions.index(plain)
        return [truth[index] for truth in its.truths]

    def had(self, expr: Expr, *, value: bool) -> Iterator[str]:
        """The facts of which a condition says that they have a value, whatever it is."""
        match expr:
            case Not(operand):
                yield from self.had(operand, value=not value)
            case And() | Or() | AtLeast():
                for child in children(expr):
                    yield from self.had(child, value=value)
            case _ if expr in self.about:
                if all(truth is value for truth in self.truths(expr)):
                    yield self.about[expr][0]
            case _:
                pass


def atoms_of(theory: Theory, on: date) -> Atoms:
    """The conditions of all rules and constraints on a date."""
    every = dict.fromkeys(_every(theory))
    about: dict[Expr, tuple[str, Expr]] = {}
    by_fact: dict[str, list[Expr]] = {}
    for atom in every:
        names = theory.facts_in(atom)
        if len(names) == 1 and (name := next(iter(names))) in theory.inputs:
            plain = theory.written_out(atom)
            if walkable(plain) and told_apart(theory.inputs[name], plain, on):
                about[atom] = name, plain
                by_fact.setdefault(name, []).append(plain)
    made = {name: cells(name, theory.inputs[name], list(dict.fromkeys(some)), on) for name, some in by_fact.items()}
    known = {name: its for name, its in made.items() if its is not None}
    return Atoms(list(every), {atom: (name, plain) for atom, (name, plain) in about.items() if name in known}, known)


def _every(theory: Theory) -> Iterator[Expr]:
    for rule in theory.rules.rules.values():
        if isinstance(rule.type, Boolean):
            yield from theory.atoms(rule.expr)
    for one in theory.constraints:
        yield from theory.atoms(one.condition)
        for part in theory.consequences(one):
            yield from theory.atoms(part)
