"""Runs the examples that stand inside rule files: a case, a date, and what must come out."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from participatie.advice import Advice, Assessment, Outcome, advise
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, Span
from participatie.files import plain
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided
from participatie.policy.voorziening import Example, Voorziening
from participatie.rules.expr import Literal
from participatie.values import Unit


@frozen(kw_only=True)
class Ran:
    """An example that was run.

    Args:
        decision: the id of the document that it stands in.
        name: the name of the example.
        on: its date.
        problems: how it came out differently; empty when it holds.
        span: where it stands.
    """

    decision: str
    name: str
    on: date
    problems: tuple[Diagnostic, ...]
    span: Span | None


def run(pack: Pack) -> Iterator[Ran]:
    """Run every example in the documents of ``pack`` itself, in the order of its decisions.

    >>> from participatie import catalog
    >>> all(not ran.problems for ran in run(catalog.load("heemskerk")))
    True
    """
    for decided, example in pack.examples():
        yield run_one(pack, decided, example)


def run_one(pack: Pack, decided: Decided, example: Example) -> Ran:
    """Run one of the examples of ``pack``, as :meth:`~participatie.policy.pack.Pack.examples` gives them."""
    return Ran(
        decision=decided.id,
        name=example.name,
        on=example.on,
        problems=tuple(_problems(pack, decided, example)),
        span=example.span,
    )


def _problems(pack: Pack, decided: Decided, example: Example) -> Iterator[Diagnostic]:
    try:
        given = {name: plain(node) for name, node in example.given.items()}
        client = Client.from_mapping(given, words=pack.vocabulary)
        advice: Advice = advise(client, pack, on=example.on)
    except PolicyError as error:
        for found in error.diagnostics:
            yield Diagnostic(found.code, found.span or example.span, found.arguments)
        return
    assessment = advice[decided.id]
    got = _outcome(assessment, example.outcome)
    if set(got) != set(example.outcome):
        yield _differs(example, example.outcome, got)
    if example.missing is not None and set(example.missing) != set(assessment.missing):
        yield _differs(example, example.missing, assessment.missing)
    results = decided.document.results if isinstance(decided.document, Voorziening) else ()
    units = {str(one.id): one.unit for one in results}
    for name, literal in example.results.items():
        wanted = _in_unit(literal, units.get(name))
        if name not in assessment.results or assessment.results[name] != wanted:
            yield _differs(example, (f"{name} {wanted}",), (str(assessment.results.get(name)),))


def _outcome(assessment: Assessment, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The outcome, or the codes of a conclusion where the example names codes."""
    outcomes = {one.value for one in Outcome}
    return (assessment.outcome.value,) if set(wanted) <= outcomes else assessment.codes


def _in_unit(literal: Literal, unit: Unit | None) -> object:
    """A stated amount as a result shows it: amounts of money are read in cents."""
    if unit is Unit.EUROS and isinstance(literal.value, int):
        return Decimal(literal.value) / 100
    return literal.value


def _differs(example: Example, wanted: Iterable[str], got: Iterable[str]) -> Diagnostic:
    arguments = {
        "naam": example.name,
        "verwacht": ", ".join(wanted) or "niets",
        "kreeg": ", ".join(got) or "niets",
    }
    return Diagnostic("voorbeeld_wijkt_af", example.span, arguments)
