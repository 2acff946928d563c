"""Constraints between facts: what follows from what, and what cannot both be."""

from collections.abc import Callable, Iterable, Mapping

from attrs import field, frozen

from participatie.diagnostics import Span
from participatie.rules.expr import Expr, Not, Ref
from participatie.rules.semantics import Truth
from participatie.sources import Source
from participatie.values import Value


@frozen(kw_only=True)
class Constraint:
    """If ``condition`` holds, these facts have these values; and the other way round.

    Args:
        id: its name in its pack.
        condition: a checked yes/no expression over facts.
        consequences: the value of each fact when the condition holds.
        text: what it says, in Dutch, for an explanation.
        source: what it rests on.
    """

    id: str
    condition: Expr
    consequences: Mapping[str, Value]
    text: str = ""
    source: Source = field(factory=Source)
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Clash:
    """A stated fact that contradicts what another follows to be."""

    constraint: Constraint
    fact: str


@frozen
class Closed:
    """Facts with all that follows from them, and what clashes.

    Args:
        facts: stated and derived values.
        because: the constraint behind each derived value.
        clashes: stated facts that cannot be true together.
    """

    facts: Mapping[str, Value]
    because: Mapping[str, Constraint]
    clashes: tuple[Clash, ...]


def close(
    constraints: Iterable[Constraint],
    facts: Mapping[str, Value],
    holds: Callable[[Expr, Mapping[str, Value]], Truth],
) -> Closed:
    """``facts`` with what follows from them by ``constraints``, in both directions.

    Contraposition reaches a fact only where the condition is that one fact: from
    *not both* alone it does not follow which of two is untrue. The outcome does
    not depend on the order of ``constraints``, also where they clash.

    Args:
        constraints: checked constraints.
        facts: the facts that are known.
        holds: evaluates a condition.
    """
    known = dict(facts)
    because: dict[str, Constraint] = {}
    clashes: dict[tuple[str, str], Clash] = {}
    constraints = sorted(constraints, key=lambda constraint: constraint.id)
    before = -1
    while before < len(known):
        before = len(known)
        for constraint in constraints:
            applies = holds(constraint.condition, known)
            violated = [
                name for name, value in constraint.consequences.items() if name in known and known[name] != value
            ]
            if applies:
                for name in violated:
                    clashes.setdefault((constraint.id, name), Clash(constraint, name))
                follows = constraint.consequences
            else:
                follows = contrapositive(constraint.condition) if violated else {}
            for name, value in follows.items():
                if name not in known:
                    known[name], because[name] = value, constraint
    return Closed(known, because, tuple(clashes.values()))


def contrapositive(condition: Expr) -> Mapping[str, Value]:
    """What follows from a condition that cannot hold, as far as it is about one fact."""
    match condition:
        case Ref(name):
            return {name: False}
        case Not(Ref(name)):
            return {name: True}
        case _:
            return {}
