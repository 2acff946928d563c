"""Outcomes that no client can reach: a yes, a no, or a code of a conclusion."""

from collections.abc import Iterator, Sequence
from datetime import date

from participatie.analysis.findings import Finding, shown_by
from participatie.analysis.possible import Case, Possible, Verdict
from participatie.policy.clauses import Role
from participatie.policy.documents import Conclusion
from participatie.policy.snapshot import Decided
from participatie.policy.structure import place
from participatie.policy.voorziening import Voorziening
from participatie.rules.expr import Expr, Not, Ref, all_of


def check(possible: Possible, found: list[Finding], undecided: list[Finding]) -> None:
    """Add a finding for each outcome that nobody can reach on any day on which its document holds.

    A provision that states no condition is a yes for everybody, and means it.
    Where a condition was found that decides nothing, that is the cause, and its
    decision is left alone. A yes that only its own exceptions stand in the way
    of is called so, with somebody who meets every condition.
    """
    faulty = {one.name for one in found}
    for decided in own(possible):
        days = in_force(possible, decided)
        for outcome, goal, rule in goals(possible, decided, days):
            if ({rule} | possible.below(rule)) & faulty:
                continue
            verdict = possible.case(goal, days)
            if isinstance(verdict, Case):
                continue
            document = decided.document
            finding = Finding(
                code="uitkomst_onbereikbaar",
                name=decided.id,
                span=place(document.id, document.span),
                arguments={"uitkomst": outcome},
            )
            if verdict is Verdict.UNDECIDED:
                undecided.append(finding)
            else:
                found.append(_excluded(possible, decided, days, finding) if outcome == "ja" else finding)


def own(possible: Possible) -> Iterator[Decided]:
    """The versions of decisions that the pack states itself, or restricts."""
    pack = possible.pack
    touched = {clause.name.partition("/")[0] for clause in pack.versions.clauses if clause.layer == pack.id}
    for name, versions in pack.decisions.items():
        yield from (one for one in versions if one.layer == pack.id or name in touched)


def in_force(possible: Possible, decided: Decided) -> list[date]:
    """The days to look at on which this version of a decision holds."""
    return [day for day in possible.days if possible.snapshot(day).decisions.get(decided.id) == decided]


def goals(possible: Possible, decided: Decided, days: Sequence[date]) -> Iterator[tuple[str, Expr, str]]:
    """Each outcome that a decision can have, with what must hold for it and the rule that says so."""
    document, name = decided.document, decided.id
    if not days:
        return
    if isinstance(document, Conclusion):
        for code in document.codes:
            rule = f"{name}={code}"
            if any(rule in possible.snapshot(day).rules.rules for day in days):
                yield str(code), Ref(rule), rule
    elif isinstance(document, Voorziening) and possible.below(name):
        yield "ja", Ref(name), name
        yield "nee", Not(Ref(name)), name


def conditions(possible: Possible, name: str, day: date) -> Expr:
    """All conditions of a provision in force on a day, without its exceptions."""
    rules = possible.snapshot(day).rules.rules
    refers_to = rules[name].refers_to if name in rules else ()  # a municipality may restrict what is not in force
    parts = dict.fromkeys(ref.name for ref in refers_to if ref.name.startswith(f"{name}/"))
    return all_of(*(Ref(one) for one in parts if rules[one].role == Role.CONDITION))


def _excluded(possible: Possible, decided: Decided, days: Sequence[date], otherwise: Finding) -> Finding:
    """What to say of a provision that is never a yes."""
    document = decided.document
    if not isinstance(document, Voorziening) or not document.unless:
        return otherwise
    for day in days:
        case = possible.case(conditions(possible, decided.id, day), [day])
        if isinstance(case, Case):
            return Finding(
                code="altijd_uitgesloten",
                name=otherwise.name,
                span=otherwise.span,
                **shown_by(case, possible.pack),  # type: ignore[arg-type]  # arguments of a finding, by name
            )
    return otherwise
