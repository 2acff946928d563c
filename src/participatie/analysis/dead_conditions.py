"""Conditions that hold for nobody, or for everybody: whatever they say, they decide nothing."""

from collections.abc import Iterator

from participatie.analysis.findings import Finding
from participatie.analysis.possible import Possible, Verdict
from participatie.policy.clauses import Clause
from participatie.rules.expr import Literal, Not, Ref
from participatie.values import Boolean


def check(possible: Possible, found: list[Finding], undecided: list[Finding]) -> None:
    """Add a finding for each condition of the pack's own layer that never or always holds.

    A condition made of others is left alone where one of those was found
    already: it is the cause. One that is written as *ja* or *nee* is meant.
    """
    faulty: set[str] = set()
    for clause in conditions(possible):
        days = [
            day for day in possible.days if clause.covers(day) and clause.name in possible.snapshot(day).rules.rules
        ]
        if isinstance(clause.expr, Literal) or not days or possible.below(clause.name) & faulty:
            continue
        for code, goal in (("voorwaarde_nooit", Ref(clause.name)), ("voorwaarde_altijd", Not(Ref(clause.name)))):
            verdict = possible.case(goal, days)
            if isinstance(verdict, Verdict):
                finding = Finding(code=code, name=clause.name, span=clause.span)
                if verdict is Verdict.NEVER:
                    found.append(finding)
                    faulty.add(clause.name)
                    break
                undecided.append(finding)


def conditions(possible: Possible) -> Iterator[Clause]:
    """The conditions of the pack's own layer, each after those it refers to."""
    order = {name: rank for day in possible.days for rank, name in enumerate(possible.snapshot(day).rules.rules)}
    own = [
        clause
        for clause in possible.pack.versions.clauses
        if clause.layer == possible.pack.id and clause.type == Boolean() and "/" in clause.name
    ]
    return iter(sorted(own, key=lambda clause: order.get(clause.name, 0)))
