"""Rows that are never chosen: nobody meets them for whom no row above them holds."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from participatie.analysis.findings import Finding
from participatie.analysis.possible import Possible, Verdict
from participatie.diagnostics import Span
from participatie.policy.clauses import Clause
from participatie.rules.expr import Case, Expr, Not, Ref, all_of


def check(possible: Possible, found: list[Finding], undecided: list[Finding]) -> None:
    """Add a finding for each row of a conclusion or result that never is the first that holds.

    A row that holds for nobody was found as a condition already, and so was a
    decision with a code that nobody can reach.
    """
    faulty = {one.name for one in found}
    for clause, days, rows in _tables(possible):
        decision = re.split("[/#]", clause.name, maxsplit=1)[0]
        if {decision, *possible.below(clause.name)} & faulty:
            continue
        earlier: list[Expr] = []
        for number, (row, span) in enumerate(rows, start=1):
            verdict = possible.case(all_of(*map(Not, earlier), row), days)
            if isinstance(verdict, Verdict):
                finding = Finding(code="geval_nooit", name=clause.name, span=span, arguments={"nummer": str(number)})
                (found if verdict is Verdict.NEVER else undecided).append(finding)
            earlier.append(row)


def _tables(possible: Possible) -> Iterator[tuple[Clause, list[date], Sequence[tuple[Expr, Span | None]]]]:
    """The tables of the pack's own layer: first the results, then the conclusions."""
    pack = possible.pack
    own = [clause for clause in pack.versions.clauses if clause.layer == pack.id]
    for clause in own:
        if isinstance(clause.expr, Case):
            yield clause, _days(possible, clause), [(row, row.span or clause.span) for row, _ in clause.expr.rows]
    tables: dict[tuple[str, int], list[Clause]] = {}
    for clause in own:
        name, _, row = clause.name.partition("/rij_")
        if row:
            tables.setdefault((name, id(clause.within)), []).append(clause)
    for rows in tables.values():
        yield rows[0], _days(possible, rows[0]), [(Ref(one.name), one.span) for one in rows]


def _days(possible: Possible, clause: Clause) -> list[date]:
    return [day for day in possible.days if clause.covers(day) and clause.name in possible.snapshot(day).rules.rules]
