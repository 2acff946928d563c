"""What a provision states: conditions, exceptions, results, dates and examples.

The fields carry English names; :func:`~participatie.policy.structure.key` says
under which Dutch word each is written in a file.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from attrs import evolve, frozen

from participatie.diagnostics import Diagnostic, Span
from participatie.policy.structure import Name, at, key
from participatie.rules.expr import Expr, Literal
from participatie.sources import Source, Status
from participatie.values import Unit


class Kind(enum.StrEnum):
    """What a document decides about."""

    PROVISION = "voorziening"
    DUTY = "plicht"
    MEASURE = "maatregel"
    NOTION = "begrip"
    CONCLUSION = "conclusie"
    ARGUMENTS = "argumenten"


class Category(enum.StrEnum):
    """What sort of provision it is: by its legal ground, or by what people do there."""

    STATUTORY = "wettelijk"
    SUPPLEMENTARY = "aanvullend"
    CARE = "zorg"
    MEDICAL = "medisch"
    LANGUAGE = "taal"
    MEETING = "ontmoeting"
    MOVEMENT = "beweging"
    TEGENPRESTATIE = "tegenprestatie"
    VOLUNTEERING = "vrijwilligerswerk"
    PRE_REINTEGRATION = "voortraject"
    PILOT = "pilot"


class Weekday(enum.StrEnum):
    """The days of the week."""

    MONDAY = "maandag"
    TUESDAY = "dinsdag"
    WEDNESDAY = "woensdag"
    THURSDAY = "donderdag"
    FRIDAY = "vrijdag"
    SATURDAY = "zaterdag"
    SUNDAY = "zondag"


class Daypart(enum.StrEnum):
    """The parts of a day that a schedule tells apart."""

    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"


class Power(enum.StrEnum):
    """Whether the college may or must; it never changes the outcome."""

    MAY = "kan"
    MUST = "moet"


class Initiative(enum.StrEnum):
    """On whose initiative it is decided."""

    REQUEST = "verzoek"
    OWN_MOTION = "eigen_beweging"


class Lapse(enum.StrEnum):
    """What a full quota ends: the duty to offer it, never the possibility."""

    DUTY = "plicht"


@frozen(kw_only=True, eq=False, repr=False)
class Validity:
    """From which day (included) to which day (excluded) something holds.

    ``transition`` marks an end that nobody has verified: after the last reading
    of the text its status is then unverified.
    """

    start: date | None = key("van", default=None)
    end: date | None = key("tot", default=None)
    transition: Status | None = key("overgang", default=None)
    span: Span | None = at()

    def problems(self) -> Iterator[Diagnostic]:
        """A period that ends before it begins."""
        if self.start is not None and self.end is not None and self.start >= self.end:
            yield Diagnostic("periode_leeg", self.span, {"van": str(self.start), "tot": str(self.end)})

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def nearest(self, day: date) -> date:
        """``day``, or the nearest day to it on which it holds."""
        if self.start is not None and day < self.start:
            return self.start
        return self.end - timedelta(days=1) if self.end is not None and day >= self.end else day

    def overlaps(self, other: "Validity") -> bool:
        """Whether some day lies within both."""
        low, high = date.min, date.max
        return max(self.start or low, other.start or low) < min(self.end or high, other.end or high)


ALWAYS = Validity()


def narrowed(outer: Validity, inner: Validity) -> Validity:
    """``inner`` as far as ``outer`` lets it: what a document says ends with the document."""
    starts = [day for day in (outer.start, inner.start) if day is not None]
    ends = [day for day in (outer.end, inner.end) if day is not None]
    return Validity(
        start=max(starts, default=None),
        end=min(ends, default=None),
        transition=inner.transition or outer.transition,
        span=inner.span or outer.span,
    )


@frozen(kw_only=True, eq=False, repr=False)
class Citation:
    """A source as a document states it: what it leaves out, it takes from what encloses it."""

    work: str | None = key("regeling", default=None)
    article: str | None = key("artikel", default=None)
    paragraph: str | None = key("lid", default=None)
    item: str | None = key("onder", default=None)
    url: str | None = key("adres", default=None)
    status: Status | None = key("status", default=None)
    read: tuple[date, ...] = key("gelezen", default=())
    note: str | None = key("opmerking", default=None)
    span: Span | None = at()

    def onto(self, outer: Source) -> Source:
        """This citation completed from the source of what encloses it."""
        changes: dict[str, Any] = {}
        if self.work is not None and self.work != outer.work:
            outer = Source(status=outer.status)
            changes["work"] = self.work
        if self.article is not None:
            changes |= {"article": self.article, "paragraph": "", "item": ""}
        if self.paragraph is not None:
            changes |= {"paragraph": self.paragraph, "item": ""}
        if self.item is not None:
            changes["item"] = self.item
        for name in ("url", "status", "note"):
            if getattr(self, name) is not None:
                changes[name] = getattr(self, name)
        if self.read:
            changes["read"] = self.read
        return evolve(outer, **{"note": "", **changes})


@frozen(kw_only=True, eq=False, repr=False)
class Version:
    """One wording of a condition: for a period, or from another source."""

    test: Expr = key("als")
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Readings:
    """An ambiguous text: settled where both readings agree, else a judgement of the college."""

    strict: Expr = key("streng")
    wide: Expr = key("ruim")
    issue: str = key("kwestie")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Condition:
    """One condition, in exactly one of the forms ``als``, ``een_van``, ``alle``, ``versies``, ``lezingen``."""

    VITAL: ClassVar = frozenset({"als", "een_van", "alle", "versies", "lezingen", "geldig"})

    id: Name
    text: str = key("tekst", default="")
    test: Expr | None = key("als", default=None)
    any_of: "tuple[Condition, ...]" = key("een_van", default=())
    all_of: "tuple[Condition, ...]" = key("alle", default=())
    versions: tuple[Version, ...] = key("versies", default=())
    readings: Readings | None = key("lezingen", default=None)
    exception: Expr | None = key("behalve_als", default=None)
    exceptions: "tuple[Condition, ...]" = key("behalve", default=())
    decided_by: str = key("beslist_door", default="")
    advice_from: str = key("na_advies", default="")
    source: Citation | None = key("bron", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class DurationReadings:
    """A maximum that the text leaves open, such as *three to six months*."""

    strict: Literal = key("streng")
    wide: Literal = key("ruim")
    issue: str = key("kwestie")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Duration:
    """How long it may last. A condition only if a fact measures it."""

    at_most: Literal | None = key("hoogstens", default=None)
    readings: DurationReadings | None = key("lezingen", default=None)
    measured_by: Name | None = key("gemeten_door", default=None)
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Deadline:
    """A date that the rule itself creates: some time after another, once or again and again."""

    id: Name
    after: Literal = key("na")
    since: Name = key("vanaf")
    every: Literal | None = key("daarna_elke", default=None)
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class ResultCase:
    """A value with the condition under which it applies."""

    test: Expr = key("als")
    value: Expr = key("waarde")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Stair:
    """A value that holds from a moment on."""

    start: Literal = key("vanaf")
    value: Expr = key("waarde")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Amount:
    """A result: an amount or duration, in one of the forms ``waarde``, ``gevallen``, ``trap``."""

    id: Name
    unit: Unit | None = key("eenheid", default=None)
    title: str = key("titel", default="")
    value: Expr | None = key("waarde", default=None)
    steps: Mapping[str, Expr] = key("stappen", factory=dict)
    cases: tuple[ResultCase, ...] = key("gevallen", default=())
    otherwise: Expr | None = key("anders", default=None)
    stairs: tuple[Stair, ...] = key("trap", default=())
    measured_by: Name | None = key("gemeten_door", default=None)
    source: Citation | None = key("bron", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Slot:
    """A moment at which something takes place; what the source does not state stays empty.

    ``occasional`` marks what is not there every week, such as once a month.
    """

    day: Weekday | None = key("dag", default=None)
    part: Daypart | None = key("dagdeel", default=None)
    occasional: bool = key("soms", default=False)
    text: str = key("tekst", default="")
    span: Span | None = at()

    def clashes(self, other: "Slot") -> bool:
        """Whether both fall on one day, and as far as is known in the same part of it."""
        same_part = self.part is None or other.part is None or self.part is other.part
        return self.day is not None and self.day is other.day and same_part


@frozen(kw_only=True, eq=False, repr=False)
class Cost:
    """What someone pays to take part: an amount, or nothing. Absent where the source does not say."""

    amount: Literal | None = key("bedrag", default=None)
    per: str = key("per", default="")
    free: bool | None = key("gratis", default=None)
    text: str = key("tekst", default="")
    span: Span | None = at()

    def problems(self) -> Iterator[Diagnostic]:
        """An amount that is no money, or that contradicts being free."""
        if self.amount is not None and self.amount.unit is not Unit.CENTS:
            arguments = {"links": str(Unit.CENTS), "rechts": str(self.amount.unit or "-")}
            yield Diagnostic("eenheid_past_niet", self.amount.span, arguments)
        if self.amount is not None and self.free:
            yield Diagnostic("gratis_met_bedrag", self.span)


@frozen(kw_only=True, eq=False, repr=False)
class Offering:
    """What a provider states about an activity; information, never a condition."""

    provider: str = key("aanbieder", default="")
    place: str = key("plaats", default="")
    schedule: tuple[Slot, ...] = key("rooster", default=())
    cost: Cost | None = key("kosten", default=None)
    length: str = key("lengte", default="")
    started_by: tuple[str, ...] = key("start_door", default=())
    not_started_by: tuple[str, ...] = key("niet_start_door", default=())
    capacity: int | None = key("capaciteit", default=None)
    span: Span | None = at()

    @property
    def free(self) -> bool | None:
        """Whether taking part costs nothing; ``None`` where the source does not say."""
        if self.cost is None:
            return None
        return False if self.cost.amount is not None else self.cost.free

    def clashes(self, other: "Offering") -> bool:
        """Whether some moment of both falls on the same part of a day."""
        return any(one.clashes(two) for one in self.schedule for two in other.schedule)


@frozen(kw_only=True, eq=False, repr=False)
class Locally:
    """What a municipality may do with a provision."""

    restrict: Citation | None = key("beperken", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Example:
    """A case beside the rule: given facts, on a date, and what must come out."""

    name: str = key("naam")
    on: date = key("op")
    given: Mapping[str, Any] = key("gegeven")
    outcome: tuple[Name, ...] = key("dan")
    missing: tuple[Name, ...] | None = key("mist", default=None)
    results: Mapping[str, Literal] = key("gevolgen", factory=dict)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Voorziening:
    """A provision, duty, measure or notion: when it applies to someone, and what follows.

    All ``conditions`` must hold and none of the ``unless``; that there are none
    is stated too (``voorwaarden: []``). ``power`` tells whether the college may
    or must; it never changes the outcome.
    """

    VITAL: ClassVar = frozenset({"geldig", "bron"})

    id: Name = key("#id")
    kind: Kind = key("#kind")
    title: str = key("titel")
    category: Category | None = key("soort", default=None)
    power: Power | None = key("bevoegdheid", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    source: Citation | None = key("bron", default=None)
    locally: Locally | None = key("lokaal_mag", default=None)
    test: Expr | None = key("als", default=None)
    conditions: tuple[Condition, ...] | None = key("voorwaarden", default=None)
    unless: tuple[Condition, ...] = key("tenzij", default=())
    duration: Duration | None = key("duur", default=None)
    deadlines: tuple[Deadline, ...] = key("termijnen", default=())
    results: tuple[Amount, ...] = key("gevolgen", default=())
    examples: tuple[Example, ...] = key("voorbeelden", default=())
    running_since: Name | None = key("lopend_sinds", default=None)
    note: str = key("toelichting", default="")
    meant_for: str = key("doelgroep", default="")
    helps_with: tuple[Name, ...] = key("helpt_bij", default=())
    follows: Name | None = key("vervolgt", default=None)
    receiver: str = key("ontvanger", default="")
    initiative: tuple[Initiative, ...] = key("op", default=())
    lapses: Lapse | None = key("vervalt", default=None)
    priority: str = key("voorrang", default="")
    succeeded_by: Name | None = key("opgevolgd_door", default=None)
    suits: tuple[Name, ...] = key("past_bij", default=())
    offering: Offering | None = key("aanbod", default=None)
    voluntary: bool | None = key("vrijwillig", default=None)
    span: Span | None = at()
