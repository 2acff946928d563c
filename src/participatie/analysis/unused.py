"""Facts, parameters and notions that a pack declares and no rule looks at."""

from participatie.analysis.findings import Finding
from participatie.analysis.possible import Possible
from participatie.policy.clauses import Clause
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided
from participatie.policy.structure import place
from participatie.policy.voorziening import Kind, Voorziening
from participatie.rules.expr import Ref, references


def check(possible: Possible, found: list[Finding], undecided: list[Finding]) -> None:
    """Add a finding for each fact, parameter and notion of the pack's own layer that nothing uses.

    A parameter with an article of its own says what the law is, and a layer
    above may use it: whether anyone does, cannot be decided here.
    """
    pack = possible.pack
    used = _used(pack)
    for name, fact in pack.vocabulary.items():
        if fact.pack == pack.id and name not in used:
            found.append(Finding(code="feit_ongebruikt", name=name))
    for name, quantity in pack.versions.quantities.items():
        if quantity.layer == pack.id and name not in used:
            stated = quantity.parameter.source is not None and quantity.parameter.source.article is not None
            finding = Finding(code="parameter_ongebruikt", name=name, span=quantity.parameter.span)
            (undecided if stated else found).append(finding)
    for name, versions in pack.decisions.items():
        first = versions[0]
        if first.layer == pack.id and first.document.kind is Kind.NOTION and name not in used:
            span = place(first.document.id, first.document.span)
            found.append(Finding(code="begrip_ongebruikt", name=name, span=span))


def _used(pack: Pack) -> frozenset[str]:
    """Every name that something in the pack looks at."""
    names: set[str] = set()
    for clause in pack.versions.clauses:
        names |= _by_clause(clause)
    for constraint in pack.constraints:
        names |= {*constraint.consequences, *(ref.name for ref in references(constraint.condition))}
    for quantity in pack.versions.quantities.values():
        bounds = quantity.parameter.delegation
        for bound in (bounds.at_least, bounds.at_most) if bounds else ():
            names |= {bound.name} if isinstance(bound, Ref) else set()
        # What a municipality must fill in, is used there.
        names |= {quantity.name} if bounds else set()
    for versions in pack.decisions.values():
        for decided in versions:
            names |= _by_document(decided)
    return frozenset(names)


def _by_clause(clause: Clause) -> set[str]:
    names = {ref.name for ref in references(clause.expr)} if clause.expr is not None else set()
    # A rule that looks at itself does not use itself.
    return names - {clause.name.partition("/")[0]}


def _by_document(decided: Decided) -> set[str]:
    """The facts that a document names beside its rules: since when it runs, and deadlines."""
    document = decided.document
    names: set[str] = set()
    if isinstance(document, Voorziening | Conclusion):
        names |= {str(one.since) for one in document.deadlines}
    if isinstance(document, Voorziening) and document.running_since is not None:
        names |= {str(document.running_since), f"overgangsrecht_{document.id}"}
    return names
