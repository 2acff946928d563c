"""Conditions that ask for facts they do not need, as in ``(a en niet b) of b``.

Kleene logic is sound, but it looks at each part by itself: while b is unknown,
that condition is unknown even for someone for whom a holds.
"""

import itertools
from collections import Counter
from collections.abc import Mapping
from datetime import date

from participatie.analysis.cells import assignments, cells
from participatie.diagnostics import Diagnostic, Severity
from participatie.engines.evaluate import value_of
from participatie.policy.pack import Pack
from participatie.rules.expr import Expr, references
from participatie.rules.render import render
from participatie.values import Type, Value

# Cells exclude expressions that look at the date, so any day will do.
_NO_DAY = date(2000, 1, 1)

#: Conditions over more facts, or with more cases to tell apart, are left alone.
MOST_FACTS = 4
MOST_CASES = 256


def check(pack: Pack, found: list[Diagnostic]) -> None:
    """Warn for each condition of ``pack`` that leaves open what its facts already settle."""
    inputs = {name: fact.type for name, fact in pack.vocabulary.items()}
    for clause in pack.versions.clauses:
        if clause.expr is None or clause.layer != pack.id or clause.span is None:
            continue
        if needless(clause.expr, inputs):
            arguments = {"naam": clause.name, "voorwaarde": render(clause.expr)}
            found.append(Diagnostic("overbodige_vraag", clause.span, arguments, Severity.WARNING))


def needless(expr: Expr, inputs: Mapping[str, Type]) -> bool:
    """Whether some facts settle ``expr`` for every completion, and Kleene logic does not see it."""
    counts = Counter(ref.name for ref in references(expr))
    if max(counts.values(), default=0) < 2 or len(counts) > MOST_FACTS or not counts.keys() <= inputs.keys():  # noqa: PLR2004 - only a repeated fact can be needless
        return False
    choices = cells([expr], inputs, MOST_CASES)
    if choices is None:
        return False
    outcomes: dict[tuple[Value, ...], object] = {}
    for facts in assignments(choices):
        outcomes[tuple(facts.values())] = value_of(expr, facts, inputs, _NO_DAY)
    names = list(choices)
    for size in range(len(names)):
        for known in itertools.combinations(names, size):
            for facts in assignments({name: choices[name] for name in known}):
                if value_of(expr, facts, inputs, _NO_DAY) is None and _settled(outcomes, names, facts):
                    return True
    return False


def _settled(outcomes: Mapping[tuple[Value, ...], object], names: list[str], facts: Mapping[str, Value]) -> bool:
    possible = {
        outcome
        for values, outcome in outcomes.items()
        if all(facts.get(name, value) == value for name, value in zip(names, values, strict=True))
    }
    return len(possible) == 1
