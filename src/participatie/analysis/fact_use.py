"""Which facts the rules of a pack look at, and for which decisions."""

import re
from collections.abc import Iterable, Iterator

from participatie.policy.pack import Pack
from participatie.policy.snapshot import transition_norm
from participatie.policy.voorziening import Voorziening
from participatie.rules.expr import Not, Ref, references


def used(pack: Pack) -> dict[str, tuple[str, ...]]:
    """Every fact that can matter, in the order of the vocabulary, with the decisions it matters to.

    All versions count, on whatever date. A fact matters to a decision when its
    rules look at it, when another decision that they refer to does, and when
    such a fact follows from it: by a constraint, or as the date of a counter.

    >>> from participatie import catalog
    >>> used(catalog.load("heemskerk"))["contractduur_maanden"]
    ('indienstnemingssubsidie',)
    """
    seen: dict[str, set[str]] = {name: set() for name in pack.decisions}
    for name, looked_at in _direct(pack):
        seen.setdefault(name, set()).add(looked_at)
    reached = {name: _reached(pack, name, seen) for name in pack.decisions}
    return {
        fact: users
        for fact in pack.vocabulary
        if (users := tuple(name for name, facts in reached.items() if fact in facts))
    }


def _direct(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each decision with each name that its own rules refer to."""
    for clause in pack.versions.clauses:
        for ref in references(clause.expr) if clause.expr is not None else ():
            yield _decision(clause.name), ref.name
    for name, versions in pack.decisions.items():
        for decided in versions:
            document = decided.document
            if isinstance(document, Voorziening) and document.running_since is not None:
                yield name, document.running_since
                yield name, transition_norm(name)


def _decision(rule: str) -> str:
    """The decision that a rule is part of: ``premie`` for ``premie#max`` and ``premie/mee``."""
    return re.split("[/#=]", rule, maxsplit=1)[0]


def _reached(pack: Pack, decision: str, seen: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo: list[str] = [decision]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += seen.get(_decision(name), ())
            todo += _behind(pack, name)
    return found


def _behind(pack: Pack, name: str) -> Iterable[str]:
    """The facts from which the fact ``name`` can follow."""
    fact = pack.vocabulary.facts.get(name)
    if fact is None:
        return
    if fact.follows_from is not None:
        yield fact.follows_from[1]
    for constraint in pack.constraints:
        if name in constraint.consequences:
            yield from (ref.name for ref in references(constraint.condition))
        match constraint.condition:
            case Ref(one) | Not(Ref(one)) if one == name:
                yield from constraint.consequences  # read the other way round
            case _:
                pass
