"""Exceptions that never apply: whoever they are about does not meet the conditions anyway."""

from datetime import date

from participatie.analysis.findings import Finding
from participatie.analysis.possible import Case, Possible, Verdict
from participatie.analysis.unreachable import conditions
from participatie.policy.clauses import Role
from participatie.rules.expr import Expr, Ref, all_of


def check(possible: Possible, found: list[Finding], undecided: list[Finding]) -> None:
    """Add a finding for each *tenzij* or *behalve* that cannot hold together with the conditions of its document.

    An exception that holds for nobody was found as a condition already.
    """
    faulty = {one.name for one in found}
    pack = possible.pack
    for clause in pack.versions.clauses:
        whole = clause.name.partition("/")[0]
        if clause.layer != pack.id or clause.role is Role.CONDITION:
            continue
        if ({clause.name, whole} | possible.below(whole)) & faulty:
            continue
        days = [d for d in possible.days if clause.covers(d) and clause.name in possible.snapshot(d).rules.rules]
        # What the conditions are depends on the day.
        cases = [possible.case(_excepting(possible, clause.name, day), [day]) for day in days]
        if any(isinstance(one, Case) for one in cases) or not cases:
            continue
        finding = Finding(code="uitzondering_nooit", name=clause.name, span=clause.span)
        (undecided if Verdict.UNDECIDED in cases else found).append(finding)


def _excepting(possible: Possible, name: str, day: date) -> Expr:
    """That an exception applies, to somebody of whom it makes a difference."""
    rules = possible.snapshot(day).rules.rules
    parts = name.split("/")
    above = ("/".join(parts[:end]) + "/regel" for end in range(2, len(parts)))
    holds = dict.fromkeys(one for one in (*above, name) if one in rules)
    return all_of(conditions(possible, parts[0], day), *map(Ref, holds))
