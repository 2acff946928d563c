"""The other documents of a pack: its header, facts, parameters, conclusions and layers."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, TypeAlias

from attrs import field, frozen

from participatie.diagnostics import Diagnostic, Span
from participatie.policy.structure import Name, at, key
from participatie.policy.voorziening import (
    ALWAYS,
    Citation,
    Condition,
    Deadline,
    Example,
    Kind,
    Validity,
    Voorziening,
)
from participatie.rules.expr import Expr, Literal
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit
from participatie.vocabulary import DEFAULT_RANGE, Change, Fact
from participatie.vocabulary import Kind as FactKind

#: The largest amount (in cents), duration or count that a pack may state or compute:
#: small enough to keep sums in 64 bits.
MAX_AMOUNT = 1_000_000_000


@frozen(kw_only=True, eq=False, repr=False)
class Header:
    """What a pack is, what it builds on, and for which law it was written.

    ``law`` is the period of the underlying law that the pack was written for;
    it cannot be used outside it. ``known_until`` is the first day on which the
    law is announced to be different in a way that nobody has verified yet.
    """

    id: Name = key("#id")
    title: str = key("titel")
    source: Citation = key("bron")
    builds_on: Name | None = key("bouwt_op", default=None)
    law: Validity | None = key("geschreven_voor_recht", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    complete: bool = key("volledige_verordening", default=False)
    known_until: date | None = key("bekend_tot", default=None)
    note: str = key("toelichting", default="")
    span: Span | None = at()


class ValueType(enum.StrEnum):
    """The words for types, as in ``data/feiten.yaml``."""

    BOOLEAN = "ja_nee"
    NUMBER = "getal"
    DATE = "datum"
    CODE = "code"
    CODES = "codes"
    TEXT = "tekst"


class Protection(enum.StrEnum):
    """Why a fact is protected."""

    EQUAL_TREATMENT = "gelijke_behandeling"
    GDPR_9 = "avg_9"
    GDPR_10 = "avg_10"


@frozen(kw_only=True, eq=False, repr=False)
class LocalFact:
    """A fact of a pack's own, described as in ``data/feiten.yaml``."""

    title: str = key("titel")
    type: ValueType = key("type")
    kind: FactKind = key("soort", default=FactKind.FACT)
    unit: Unit | None = key("eenheid", default=None)
    range: tuple[int, ...] = key("bereik", default=DEFAULT_RANGE)
    codes: tuple[str, ...] = key("codes", default=())
    ordered: bool = key("geordend", default=False)
    question: str = key("vraag")
    answered_by: str = key("beantwoord_door", default="client")
    concerns: str = key("betreft", default="client")
    change: Change = key("verandert", default=Change.FREELY)
    protected: tuple[Protection, ...] = key("beschermd", default=())
    span: Span | None = at()

    def fact(self, name: str, pack: str) -> Fact:
        """This fact as part of the vocabulary."""
        low, high = self.range
        types: dict[ValueType, Type] = {
            ValueType.BOOLEAN: Boolean(),
            ValueType.NUMBER: Number(self.unit, low, high),
            ValueType.DATE: Date(),
            ValueType.CODE: Code(self.codes, self.ordered),
            ValueType.CODES: CodeSet(self.codes),
            ValueType.TEXT: Text(),
        }
        return Fact(
            name=name,
            title=self.title,
            type=types[self.type],
            kind=self.kind,
            question=self.question,
            answered_by=self.answered_by,
            concerns=self.concerns,
            change=self.change,
            protected=tuple(map(str, self.protected)),
            pack=pack,
        )


@frozen(kw_only=True, eq=False, repr=False)
class LocalFacts:
    """Facts that a pack adds to the shared vocabulary; ``unreadable`` are those with a mistake in them."""

    facts: Mapping[str, LocalFact] = key("gegevens")
    unreadable: tuple[str, ...] = key("#unreadable", default=())
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Link:
    """A constraint between facts: if one thing holds, others have these values."""

    id: Name
    test: Expr = key("als")
    consequences: Mapping[str, Any] = key("dan")
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Assumption:
    """What a pack takes for granted or leaves out; always shown with what it concerns."""

    id: Name
    text: str = key("tekst")
    concerns: tuple[Name, ...] = key("bij", default=())
    source: Citation | None = key("bron", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Contradiction:
    """Two sources, or two places in one, that do not agree; and which of them the pack follows."""

    id: Name
    text: str = key("tekst")
    choice: str = key("keuze")
    concerns: tuple[Name, ...] = key("bij", default=())
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Contradictions:
    """The contradictions of one document: kept visible, never smoothed over."""

    contradictions: tuple[Contradiction, ...] = key("tegenstrijdigheden")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Dated:
    """A value from a day on, or until a day; ``None`` where nobody has verified it."""

    start: date | None = key("van", default=None)
    end: date | None = key("tot", default=None)
    value: Literal | None = key("waarde")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()

    @property
    def period(self) -> Validity:
        """When it holds, as far as it says so itself."""
        return Validity(start=self.start, end=self.end, span=self.span)

    def problems(self) -> Iterator[Diagnostic]:
        """A period that ends before it begins."""
        return self.period.problems()


@frozen(kw_only=True, eq=False, repr=False)
class Delegation:
    """A value that the law leaves to a municipality, within bounds.

    A bound is a quantity or the name of another parameter.
    """

    to: str = key("aan", default="gemeenteraad")
    mandatory: bool = key("verplicht", default=False)
    at_least: Expr | None = key("minstens", default=None)
    at_most: Expr | None = key("hoogstens", default=None)
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Parameter:
    """A dated value with a name, such as a yearly maximum."""

    title: str = key("titel")
    unit: Unit | None = key("eenheid", default=None)
    values: tuple[Dated, ...] = key("waarden", default=())
    delegation: Delegation | None = key("delegatie", default=None)
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Parameters:
    """The parameters of one document; ``unreadable`` are those with a mistake in them."""

    parameters: Mapping[str, Parameter] = key("parameters")
    unreadable: tuple[str, ...] = key("#unreadable", default=())
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Links:
    """The constraints of one document."""

    links: tuple[Link, ...] = key("verbanden")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Assumptions:
    """The assumptions of one document."""

    assumptions: tuple[Assumption, ...] = key("veronderstelt")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Edge:
    """A judgement between two codes where the source leaves the edge undefined."""

    between: tuple[Name, ...] = key("tussen")
    text: str = key("tekst", default="")
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Row:
    """One row of a conclusion: a code, or a judgement between two, and when."""

    code: Name | None = key("code", default=None)
    judgement: Edge | None = key("oordeel", default=None)
    test: Expr = key("als")
    extra: Mapping[str, str] = key("met", factory=dict)
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Element:
    """A member of a set of codes, or an argument: a code, and when."""

    code: Name
    test: Expr = key("als")
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Otherwise:
    """The code when no row holds."""

    code: Name
    extra: Mapping[str, str] = key("met", factory=dict)
    text: str = key("tekst", default="")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Conclusion:
    """A code out of a closed list (first row that holds) or a set of codes (``elementen``)."""

    VITAL: ClassVar = frozenset({"gevallen", "anders", "elementen", "geldig", "bron"})

    id: Name = key("#id")
    title: str = key("titel")
    codes: tuple[Name, ...]
    rows: tuple[Row, ...] = key("gevallen", default=())
    otherwise: Otherwise | None = key("anders", default=None)
    elements: tuple[Element, ...] = key("elementen", default=())
    validity: Validity = key("geldig", default=ALWAYS)
    source: Citation | None = key("bron", default=None)
    deadlines: tuple[Deadline, ...] = key("termijnen", default=())
    examples: tuple[Example, ...] = key("voorbeelden", default=())
    note: str = key("toelichting", default="")
    succeeded_by: Name | None = key("opgevolgd_door", default=None)
    span: Span | None = at()

    @property
    def kind(self) -> Kind:
        """Always a conclusion; beside :attr:`Voorziening.kind`."""
        return Kind.CONCLUSION


@frozen(kw_only=True, eq=False, repr=False)
class Arguments:
    """Arguments for and against, each three-valued by itself; nothing weighs them."""

    VITAL: ClassVar = frozenset({"geldig", "bron"})

    id: Name = key("#id")
    title: str = key("titel")
    pro: tuple[Element, ...] = key("voor", default=())
    con: tuple[Element, ...] = key("tegen", default=())
    validity: Validity = key("geldig", default=ALWAYS)
    source: Citation | None = key("bron", default=None)
    examples: tuple[Example, ...] = key("voorbeelden", default=())
    note: str = key("toelichting", default="")
    succeeded_by: Name | None = key("opgevolgd_door", default=None)
    span: Span | None = at()

    @property
    def kind(self) -> Kind:
        """Always arguments; beside :attr:`Voorziening.kind`."""
        return Kind.ARGUMENTS


@frozen(kw_only=True, eq=False, repr=False)
class Restriction:
    """Extra conditions of a municipality on a provision that allows it."""

    id: Name = key("#id")
    conditions: tuple[Condition, ...] = key("voorwaarden")
    source: Citation | None = key("bron", default=None)
    validity: Validity = key("geldig", default=ALWAYS)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Filling:
    """A municipal value, by date, for a parameter that the law delegates."""

    id: Name = key("#id")
    values: tuple[Dated, ...] = key("waarden")
    source: Citation | None = key("bron", default=None)
    span: Span | None = at()


@frozen(kw_only=True, eq=False, repr=False)
class Unreadable:
    """What is left of a document that cannot be used: the names that it declares.

    What refers to them is not checked. ``kind`` is empty where even that is
    unknown: then no name can be called wrong.
    """

    kind: str
    names: tuple[str, ...]
    builds_on: str | None = None
    span: Span | None = field(default=None, eq=False, repr=False)


#: What can be decided about someone.
Decision: TypeAlias = Voorziening | Conclusion | Arguments
Document: TypeAlias = (
    Header
    | LocalFacts
    | Links
    | Assumptions
    | Contradictions
    | Parameters
    | Voorziening
    | Conclusion
    | Arguments
    | Restriction
    | Filling
    | Unreadable
)
