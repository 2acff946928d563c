"""Documents that state a condition and leave out an example of what can come of it."""

from collections.abc import Iterable, Iterator, Sequence

from participatie.analysis.findings import Finding, shown_by
from participatie.analysis.possible import Case, Possible
from participatie.analysis.unreachable import goals, in_force
from participatie.engines.evaluate import evaluate
from participatie.policy.documents import Arguments, Conclusion, Decision
from participatie.policy.snapshot import Decided
from participatie.policy.structure import place
from participatie.policy.voorziening import Example, Kind, Voorziening

#: How an example says that something is still open.
_OPEN = frozenset({"onbekend", "oordeel"})


def check(possible: Possible, found: list[Finding]) -> None:
    """Add a finding for each provision with a condition of its own that lacks an example of a yes, a no or an open end.

    A conclusion needs a settled one and an open one. An outcome that nobody
    can reach needs no example. Notions have theirs where they are used.
    """
    pack = possible.pack
    told: dict[str, list[Example]] = {}
    for decided, example in pack.examples():
        told.setdefault(decided.id, []).append(example)
    faulty = {one.name for one in found}
    for name, versions in pack.decisions.items():
        if versions[0].layer != pack.id or faulty & {name, *_below(possible, name)}:
            continue
        stating = [one for one in versions if conditional(one)]
        if stating:
            found += _lacking(possible, stating, told.get(name, []))


def conditional(decided: Decided) -> bool:
    """Whether a document states a condition of its own that looks at something; a notion has none of its own."""
    document = decided.document
    if isinstance(document, Conclusion):
        return True
    if isinstance(document, Arguments) or document.kind is Kind.NOTION:
        return False
    measured = document.duration is not None and document.duration.measured_by is not None
    return bool(document.test is not None or document.conditions or document.unless or measured)


def _below(possible: Possible, name: str) -> Iterator[str]:
    """The rules that a decision rests on, whatever form it has."""
    for day in possible.days:
        for rule in possible.snapshot(day).rules.rules:
            if rule.partition("/")[0].partition("=")[0] == name:
                yield rule
                yield from possible.below(rule)


def _lacking(possible: Possible, versions: Sequence[Decided], told: Iterable[Example]) -> Iterator[Finding]:
    """A finding for each kind of example that is not there, though there is somebody to tell of."""
    document = versions[0].document
    wanted = ("ja", "nee") if isinstance(document, Voorziening) else ("een code",)
    shown = set[str]()
    for example in told:
        open_end = _open(document, example)
        shown |= {*example.outcome, "onbekend" if open_end else "een code"}
    for one in (*wanted, "onbekend"):
        case = _somebody(possible, versions, one) if one not in shown else None
        if case is not None:
            yield Finding(
                code="voorbeeld_ontbreekt",
                name=versions[0].id,
                span=place(document.id, document.span),
                arguments={"uitkomst": one},
                **shown_by(case, possible.pack),  # type: ignore[arg-type]  # arguments of a finding, by name
            )


def _open(document: Decision, example: Example) -> bool:
    """Whether an example is one of something that is still open; several codes can be an answer, if they are a set."""
    several = len(example.outcome) > 1 and not (isinstance(document, Conclusion) and document.elements)
    return bool(_OPEN & set(example.outcome) or several or example.missing)


def _somebody(possible: Possible, versions: Iterable[Decided], wanted: str) -> Case | None:
    """Somebody with this outcome: for an open one, somebody of whom nothing is known."""
    for decided in versions:
        days = in_force(possible, decided)
        for outcome, goal, rule in goals(possible, decided, days):
            if wanted == "onbekend":
                day = days[0]
                if evaluate(possible.snapshot(day).rules, {}, day).values.get(rule, True) is None:
                    return Case({}, day)
            elif wanted in {outcome, "een code"}:
                case = possible.case(goal, days)
                if isinstance(case, Case):
                    return case
    return None
