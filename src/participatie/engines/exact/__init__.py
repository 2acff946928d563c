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

from collections.abc import Iterable, Mapping
from datetime import date

from participatie.engines.exact.answers import Answers, ExactOutcome, Reference
from participatie.engines.exact.compiling import Compiled, Compiler
from participatie.engines.exact.theory import Theory
from participatie.rules.cells import Cells
from participatie.rules.constraint import Constraint
from participatie.rules.diagrams import MOST_NODES
from participatie.rules.rule import RuleSet
from participatie.values import Type, Unit

__all__ = ["Answers", "Exact", "ExactOutcome", "Reference"]

#: For no more days than this are diagrams kept at once.
_DAYS = 8


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
    >>> from participatie.rules.expr import Not, Or, Ref
    >>> from participatie.rules.rule import Rule, ordered
    >>> from participatie.values import Boolean
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
        self._theory = Theory(self.rules, self.inputs, self.constraints, self.counters)
        self._compiled: dict[date | None, Compiled] = {}

    def settle(self, reference: Reference) -> Answers:
        """The answer to each boolean rule, worked out when it is looked at.

        Args:
            reference: the evaluation of the same rules, with the facts and the date.
        """
        return Answers(self._theory, self.compiled(reference.on), reference)

    def depends(self, name: str, on: date) -> frozenset[str]:
        """The facts on which the answer to a rule can depend: those below it, and those that are tied to them."""
        below = frozenset(self.asked(name))
        return below.union(*(group.names for group in self.compiled(on).linked if group.names & below))

    def compiled(self, on: date) -> Compiled:
        """The diagrams for a date: the same on every one, unless the rules count the time since a date."""
        day = on if self._theory.dated else None
        if day not in self._compiled:
            if len(self._compiled) >= _DAYS:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[day] = Compiler(self._theory, on, self.most).run()
        return self._compiled[day]

    def asked(self, name: str) -> tuple[str, ...]:
        """The facts below a rule, in the order of the document."""
        return self._theory.asked(name)

    def tied(self, name: str, on: date) -> frozenset[str]:
        """The facts that constraints, or a date that both follow from, tie to a fact; itself included."""
        return next((group.names for group in self.compiled(on).linked if name in group.names), frozenset({name}))

    def cells(self, name: str, on: date) -> Cells | None:
        """The cells of a fact, as far as the rules tell its values apart; ``None`` where they do not."""
        variable = self.compiled(on).facts.get(name)
        return variable.cells if variable is not None else None
