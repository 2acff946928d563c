"""Why an outcome is what it is: the steps of its explanation."""

from attrs import frozen

from participatie.advice.answering import Answered
from participatie.advice.common import Common
from participatie.client import Client
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.rules.constraint import Closed
from participatie.rules.expr import And, Expr, Or, references
from participatie.rules.trace import Seen, Step
from participatie.sources import Source
from participatie.values import show


@frozen
class Tracer:
    """Traces outcomes of one client, down to what is known and where that is from."""

    client: Client
    pack: Pack
    snapshot: Snapshot
    common: Common
    closed: Closed
    answered: Answered

    def step(self, name: str, *, decisive: bool = True) -> Step:
        """The trace of one rule and of everything below it."""
        rule = self.common.rules[name]
        shape = self.common.shape(name)
        idle = self._idle(rule.expr)
        value = self.answered.part(name)
        return Step(
            rule=name,
            text=rule.text,
            outcome=show(value, rule.type),
            role=rule.role,
            layer=rule.layer,
            source=rule.source,
            expression=shape.expression,
            place=shape.place,
            seen=tuple(self._seen(ref) for ref in shape.seen),
            steps=tuple(self.step(ref, decisive=ref not in idle) for ref in shape.below),
            decisive=decisive,
        )

    def conclusion(self, decided: Decided, rules: tuple[str, ...], outcome: str) -> Step:
        """The trace of a conclusion: that of each of its codes."""
        return Step(
            rule=decided.id,
            text=decided.document.title,
            outcome=outcome,
            layer=decided.layer,
            source=decided.source,
            steps=tuple(self.step(rule) for rule in rules),
        )

    def _idle(self, expr: Expr) -> frozenset[str]:
        """The rules in a list that another one in it has made idle."""
        if not isinstance(expr, And | Or):
            return frozenset()
        deciding = isinstance(expr, Or)  # what settles the list by itself
        values = {one: self.answered.evaluation.value(one) for one in expr.operands}
        if deciding not in values.values():
            return frozenset()
        idle = [ref.name for one, value in values.items() if value is not deciding for ref in references(one)]
        counts = {ref.name for one, value in values.items() if value is deciding for ref in references(one)}
        return frozenset(idle) - counts

    def _seen(self, name: str) -> Seen:
        quantity = self.pack.versions.quantities.get(name)
        if quantity is not None:  # a gap: a parameter without a verified value
            return Seen(name=name, title=quantity.parameter.title, value=None)
        fact = self.pack.vocabulary[name]
        value = self.closed.facts.get(name)
        return Seen(
            name=name,
            title=fact.title,
            value=None if value is None else show(value, fact.type),
            because=self._because(name),
            source=self._grounds(name),
        )

    def _because(self, name: str) -> str:
        """What a fact follows from, in words, where it was not stated."""
        constraint = self.closed.because.get(name)
        if constraint is not None:
            return constraint.text.rstrip(".") or constraint.id
        follows_from = self.pack.vocabulary[name].follows_from
        if follows_from is None or name not in self.closed.facts or name in self.client.known():
            return ""
        return self.pack.vocabulary[follows_from[1]].title

    def _grounds(self, name: str) -> Source:
        constraint = self.closed.because.get(name)
        return constraint.source.on(self.snapshot.day) if constraint is not None else Source()
