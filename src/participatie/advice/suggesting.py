"""What is open to a client, in an order that anyone can check: by criteria, each with its reason, never by a score."""

import enum
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from participatie.advice.assessment import Assessment, Outcome
from participatie.policy.voorziening import Kind, Offering, Voorziening
from participatie.values import Number, Unit, Value, show
from participatie.vocabulary import vocabulary


class Criterion(enum.StrEnum):
    """By what suggestions are ordered, the first that tells two apart deciding."""

    OUTCOME = "uitkomst"
    NEED = "nood"
    STEP = "trede"
    MISSING = "ontbreekt"
    COST = "kosten"
    CLASH = "rooster"
    #: Shown beside the others; it changes no order.
    START = "start"


@frozen(kw_only=True)
class Reason:
    """Where a suggestion stands on one criterion, and why.

    Args:
        criterion: which one.
        finding: what was found, a stable word: ``helpt``, ``onbekend``, ...
        names: what it is about: needs, steps, facts or other suggestions.
        amount: a price, in words.
    """

    criterion: Criterion
    finding: str
    names: tuple[str, ...] = ()
    amount: str = ""

    def text(self, lang: str = "nl") -> str:
        """The reason in a sentence, in Dutch (``nl``) or English (``en``)."""
        from participatie.advice.explanation import texts  # noqa: PLC0415 - the words come from a file

        template: str = texts(lang)[f"suggestie_{self.criterion}_{self.finding}"]
        return template.format(namen=", ".join(self.names), aantal=len(self.names), bedrag=self.amount)


@frozen(kw_only=True)
class Suggestion:
    """A provision that is open to a client, or may be.

    Args:
        id: the provision; ``advice[suggestion.id]`` is its assessment.
        title: its name.
        outcome: yes, a judgement or unknown; never no.
        reasons: where it stands on each criterion, in their order.
        clashes: the suggestions before it that fall on the same part of a day.
    """

    id: str
    title: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
    clashes: tuple[str, ...] = ()

    def explain(self, *, lang: str = "nl") -> str:
        """The reasons, a line each."""
        return "\n".join(reason.text(lang) for reason in self.reasons)


#: In this order an outcome is closer to a start.
_OUTCOMES = (Outcome.YES, Outcome.JUDGEMENT, Outcome.UNKNOWN)


def suggestions(
    facts: Mapping[str, Value], offered: Sequence[tuple[Assessment, Voorziening]]
) -> tuple[Suggestion, ...]:
    """The provisions among ``offered`` that are open to someone with these ``facts``, best placed first.

    Left out are those with a no, and those that carry on what has not begun.
    """
    found = []
    documents: dict[str, Voorziening] = {}
    known = {assessment.id: document for assessment, document in offered}
    for assessment, document in offered:
        if (
            document.kind is not Kind.PROVISION
            or assessment.outcome is Outcome.NO
            or not _begun(document, known, facts)
        ):
            continue
        documents[assessment.id] = document
        found.append(
            Suggestion(
                id=assessment.id,
                title=assessment.title,
                outcome=assessment.outcome,
                reasons=tuple(_reasons(facts, assessment, document)),
            )
        )
    found.sort(key=lambda one: (_rank(one), one.title.casefold(), one.id))
    return tuple(_without_clashes_first(found, documents))


def _begun(document: Voorziening, known: Mapping[str, Voorziening], facts: Mapping[str, Value]) -> bool:
    """Whether what it follows on, if anything, runs: someone has been there for some time."""
    if document.follows is None:
        return True
    duration = known[document.follows].duration if document.follows in known else None
    served = facts.get(duration.measured_by) if duration is not None and duration.measured_by else None
    return isinstance(served, int) and served > 0


def _reasons(facts: Mapping[str, Value], assessment: Assessment, document: Voorziening) -> Iterator[Reason]:
    yield Reason(criterion=Criterion.OUTCOME, finding=assessment.outcome.value)
    yield _need(facts, document)
    yield _step(facts, document)
    if assessment.missing:
        titles = tuple(question.title for question in assessment.questions if question.name in assessment.missing)
        yield Reason(criterion=Criterion.MISSING, finding="iets", names=titles)
    else:
        yield Reason(criterion=Criterion.MISSING, finding="niets")
    yield _cost(document.offering)
    if document.offering is not None and document.offering.not_started_by:
        yield Reason(criterion=Criterion.START, finding="niet_door", names=document.offering.not_started_by)


def _need(facts: Mapping[str, Value], document: Voorziening) -> Reason:
    needs = facts.get("noden")
    if not isinstance(needs, frozenset):
        return Reason(criterion=Criterion.NEED, finding="onbekend", names=tuple(map(str, document.helps_with)))
    met = tuple(str(code) for code in document.helps_with if code in needs)
    return Reason(criterion=Criterion.NEED, finding="helpt" if met else "niet_genoemd", names=met)


def _step(facts: Mapping[str, Value], document: Voorziening) -> Reason:
    """How the hint of the source compares with the step on which the client is registered."""
    steps = tuple(map(str, document.suits))
    stated = facts.get("subtrede", facts.get("trede"))
    own = None if stated is None else str(stated)
    if not steps:
        return Reason(criterion=Criterion.STEP, finding="geen_hint")
    if own is None:
        return Reason(criterion=Criterion.STEP, finding="onbekend", names=steps)
    fits = tuple(one for one in steps if one == own or one.startswith(f"{own}."))
    if fits:
        return Reason(criterion=Criterion.STEP, finding="past", names=fits)
    codes = getattr(vocabulary()["subtrede"].type, "codes", ())
    ahead = codes[codes.index(own) + 1 : codes.index(own) + 2] if own in codes else ()
    if set(ahead) & set(steps):
        return Reason(criterion=Criterion.STEP, finding="volgende", names=tuple(ahead))
    return Reason(criterion=Criterion.STEP, finding="andere", names=steps)


def _cost(offering: Offering | None) -> Reason:
    free = offering.free if offering is not None else None
    if offering is None or free is None or offering.cost is None:
        return Reason(criterion=Criterion.COST, finding="onbekend")
    if free or offering.cost.amount is None:
        return Reason(criterion=Criterion.COST, finding="gratis" if free else "onbekend")
    amount = show(offering.cost.amount.value, Number(Unit.CENTS, 0, 0))
    per = f" per {offering.cost.per}" if offering.cost.per else ""
    return Reason(criterion=Criterion.COST, finding="bedrag", amount=f"{amount}{per}")


_FINDINGS: Mapping[Criterion, Sequence[str]] = {
    Criterion.NEED: ("helpt",),
    Criterion.STEP: ("past", "volgende"),
    Criterion.COST: ("gratis", "onbekend", "bedrag"),
}


def _rank(one: Suggestion) -> tuple[int, ...]:
    """The place on each criterion, as numbers that are only ever compared one by one."""
    by_criterion = {reason.criterion: reason for reason in one.reasons}

    def place(criterion: Criterion) -> int:
        order = _FINDINGS[criterion]
        finding = by_criterion[criterion].finding
        return order.index(finding) if finding in order else len(order)

    return (
        _OUTCOMES.index(one.outcome),
        place(Criterion.NEED),
        -len(by_criterion[Criterion.NEED].names) if by_criterion[Criterion.NEED].finding == "helpt" else 0,
        place(Criterion.STEP),
        len(by_criterion[Criterion.MISSING].names),
        place(Criterion.COST),
    )


def _without_clashes_first(ordered: Sequence[Suggestion], documents: Mapping[str, Voorziening]) -> Iterator[Suggestion]:
    """Among equals, those that fall together with nothing before them go first."""
    placed: list[Suggestion] = []
    for _, group in itertools.groupby(ordered, _rank):
        equals = list(group)
        while equals:
            with_clashes = [(one, _clashes(one, placed, documents)) for one in equals]
            chosen, clashes = min(with_clashes, key=lambda pair: bool(pair[1]))
            equals.remove(chosen)
            if clashes:
                names = tuple(documents[name].title for name in clashes)
                reason = Reason(criterion=Criterion.CLASH, finding="valt_samen", names=names)
                chosen = evolve(chosen, clashes=clashes, reasons=(*chosen.reasons, reason))
            placed.append(chosen)
            yield chosen


def _clashes(one: Suggestion, placed: Iterable[Suggestion], documents: Mapping[str, Voorziening]) -> tuple[str, ...]:
    own = documents[one.id].offering
    if own is None or not own.schedule:
        return ()
    others = ((other.id, documents[other.id].offering) for other in placed)
    return tuple(name for name, other in others if other is not None and own.clashes(other))
