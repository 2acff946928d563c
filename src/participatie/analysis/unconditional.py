"""Provisions that state no condition, and do not say that they mean it: a yes for everyone is seldom meant."""

from participatie.diagnostics import Diagnostic, Severity
from participatie.policy.pack import Pack
from participatie.policy.structure import place
from participatie.policy.voorziening import Voorziening


def check(pack: Pack, found: list[Diagnostic]) -> None:
    """Add a warning for each provision of ``pack`` that leaves its conditions out."""
    for versions in pack.decisions.values():
        for decided in versions:
            one = decided.document
            if decided.layer != pack.id or not isinstance(one, Voorziening):
                continue
            measured = one.duration is not None and one.duration.measured_by is not None
            if one.test is None and one.conditions is None and not one.unless and not measured:
                arguments = {"naam": str(one.id)}
                found.append(Diagnostic("zonder_voorwaarden", place(one.id, one.span), arguments, Severity.WARNING))
