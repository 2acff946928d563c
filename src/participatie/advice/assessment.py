"""One outcome: what it is, what it waits for, and why."""

import enum
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from participatie.policy.snapshot import NotInForce
from participatie.policy.voorziening import Kind
from participatie.rules.trace import Step
from participatie.sources import Source, Status, weakest


class Outcome(enum.StrEnum):
    """What an assessment says. It advises; a person decides."""

    YES = "ja"
    NO = "nee"
    #: Something that can be looked up or asked is still missing.
    UNKNOWN = "onbekend"
    #: Only findings are missing: open norms, decided by a person.
    JUDGEMENT = "oordeel"


class Notice(enum.StrEnum):
    """Something that must be known beside an outcome."""

    TRANSITION_UNKNOWN = "overgangsrecht_niet_vastgesteld"
    SOURCE_UNVERIFIED = "bron_niet_geverifieerd"
    OWN_READING = "eigen_lezing"
    VALUE_UNVERIFIED = "waarde_niet_geverifieerd"
    #: A layer of the pack, such as an ordinance, is not in force on the date: its rules do not count.
    LAYER_NOT_IN_FORCE = "laag_niet_in_werking"
    #: An exact answer was asked for, and depends on facts that are compared or computed with one another.
    NOT_EXACT = "niet_exact"


@frozen(kw_only=True)
class Missing:
    """A fact that is still missing: what to ask, and whom.

    Args:
        name: the Dutch name of the fact.
        title: how it is called.
        question: how to ask for it.
        answered_by: who can answer.
        finding: whether it is a finding that a person decides.
        after_advice_of: whose advice comes before that decision.
    """

    name: str
    title: str
    question: str
    answered_by: str
    finding: bool
    after_advice_of: str = ""


@frozen(kw_only=True)
class Finding:
    """What a person may find of one open norm.

    Args:
        name: the Dutch name of the norm.
        title: how it is called.
        value: what is found, in Dutch: ``ja``, ``nee``, or the values that come to the same.
        decided_by: who decides.
        after_advice_of: whose advice comes before that decision.
    """

    name: str
    title: str
    value: str
    decided_by: str
    after_advice_of: str = ""


@frozen(kw_only=True)
class Judgement:
    """What some findings lead to, together and whatever is found of the other norms; none of them can be left out.

    Args:
        findings: what is found.
        outcome: what the outcome then is: yes or no.
        codes: of a conclusion, the codes that then hold.
    """

    findings: tuple[Finding, ...]
    outcome: Outcome
    codes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Result:
    """An amount or duration that follows from an outcome.

    Args:
        id: such as ``verlenging_maanden``.
        title: what it is.
        unit: in what it is counted; empty for a plain number.
        value: the value in that unit, ``None`` where unknown.
        missing: the facts that would make it known.
        gaps: values that nobody has verified and that keep it unknown.
        sources: the articles that it rests on, of the law and of the
            ordinances that fill in an amount.
    """

    id: str
    title: str
    unit: str
    value: int | Decimal | None
    missing: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@frozen(kw_only=True)
class Due:
    """A date that a rule itself creates, such as a review after nine months.

    Args:
        id: such as ``beoordeling``.
        text: what is due.
        on: the day; the first on or after the reference date for what comes
            again and again. ``None`` where the date that it counts from is unknown.
        after: the time after that date, such as ``9 maanden``.
        since: the name of the fact that it counts from, and ``since_title`` how that is called.
        repeats: the time between two of them; empty when it comes once.
        source: the article.
    """

    id: str
    text: str
    on: date | None
    after: str
    since: str
    since_title: str
    repeats: str
    source: Source


@frozen(kw_only=True)
class Assumed:
    """Something the pack takes for granted that concerns this outcome."""

    id: str
    text: str
    source: Source


@frozen(kw_only=True)
class Assessment:
    """What a pack says about one provision, duty, measure or conclusion.

    Args:
        id: such as ``participatieplaats``.
        title: its name in a sentence.
        kind: what it decides about.
        layer: the pack that it comes from.
        source: the article, as it stands on the date.
        outcome: yes, no, unknown or a judgement.
        missing: the names of undecided facts that can still matter, in the
            order of the document; empty when settled.
        gaps: names of values that nobody has verified and that keep it open.
        reason: where it is a no without conditions: when it is in force, and
            what took its place.
        notices: what must be known beside the outcome.
        stated: the amounts and durations that follow, each with what it still
            misses; empty when the outcome is no.
        codes: for a conclusion, the codes still possible; one is settled.
        certain: the codes that hold in any case.
        extra: what the settled row of a conclusion states beside its code.
        questions: what is missing, for the outcome or for a result, with the
            question and who can answer.
        deadlines: the dates that its document creates, in the order of the document.
        assumptions: what the pack takes for granted here.
        particulars: what its document states beside its conditions, by the key
            that the document uses: ``bevoegdheid``, ``vervolgt``, ``ontvanger``...
        idle_layers: the layers of the pack that are not in force on the date.
        not_exact: whether an exact answer was asked for and not found.
        why: the trace of conditions, values seen and sources.
        judgements: where only findings are missing, what they lead to: every
            smallest set of findings that makes it a yes or a no, each tried out.
        judgements_bounded: whether there are so many norms that larger sets were not tried.
    """

    id: str
    title: str
    kind: Kind
    layer: str
    source: Source
    outcome: Outcome
    missing: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    reason: NotInForce | None = None
    stated: tuple[Result, ...] = ()
    codes: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(factory=dict)
    questions: tuple[Missing, ...] = ()
    deadlines: tuple[Due, ...] = ()
    assumptions: tuple[Assumed, ...] = ()
    transition_unknown: bool = False
    particulars: Mapping[str, str] = field(factory=dict)
    idle_layers: tuple[str, ...] = ()
    not_exact: bool = False
    on: date
    # Built when it is asked for: most outcomes of an advice are never explained.
    _trace: Callable[[], Step] = field(eq=False, repr=False)
    _judged: Callable[[], "tuple[tuple[Judgement, ...], bool]"] = field(
        default=lambda: ((), False), eq=False, repr=False
    )

    @property
    def results(self) -> Mapping[str, int | Decimal | None]:
        """The amounts and durations that follow, by id, in their unit."""
        return {result.id: result.value for result in self.stated}

    @property
    def why(self) -> Step:
        """The trace of conditions, values seen, sources and their status."""
        return self._trace()

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Where only findings are missing, the smallest sets of findings that settle it, and what each leads to.

        In words a finding is what a person decides of an open norm. Each set has
        been filled in and evaluated.

        >>> from participatie import Client, advise, catalog
        >>> client = Client(leeftijd=41, ontvangt_algemene_bijstand=True)
        >>> found = advise(client, catalog.load("nl_participatiewet"), on=date(2026, 1, 1))["beschut_werk_mogelijk"]
        >>> [(one.findings[0].value, one.findings[0].decided_by, one.outcome.value) for one in found.judgements]
        [('ja', 'college', 'ja'), ('nee', 'college', 'nee')]
        """
        return self._judged()[0]

    @property
    def judgements_bounded(self) -> bool:
        """Whether there are so many norms that only small sets of findings were tried."""
        return self._judged()[1]

    @property
    def status(self) -> Status:
        """The weakest status among the sources that this outcome and its results rest on."""
        return weakest(self._statuses())

    def _statuses(self) -> frozenset[Status]:
        known = (result for result in self.stated if result.value is not None)
        return self.why.statuses() | {source.status for result in known for source in result.sources}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be known beside the outcome."""
        statuses = self._statuses()
        held = {
            Notice.TRANSITION_UNKNOWN: self.transition_unknown,
            Notice.SOURCE_UNVERIFIED: Status.UNVERIFIED in statuses,
            Notice.OWN_READING: Status.OWN_READING in statuses,
            Notice.VALUE_UNVERIFIED: bool(self.gaps) or any(result.gaps for result in self.stated),
            Notice.LAYER_NOT_IN_FORCE: bool(self.idle_layers),
            Notice.NOT_EXACT: self.not_exact,
        }
        return tuple(notice for notice, holds in held.items() if holds)

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """The outcome in words, with every condition, the values seen and the articles.

        Args:
            lang: ``nl`` or ``en`` for the frame; the law speaks Dutch.
            style: ``text``, ``markdown`` or ``json``.

        Raises:
            ValueError: an unknown language or style.
        """
        from participatie.advice import explanation  # noqa: PLC0415 - it renders this very class

        return explanation.render(self, lang=lang, style=style)
