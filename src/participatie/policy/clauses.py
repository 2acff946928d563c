"""Documents taken apart into clauses: one named expression each, with its period and source.

A clause is what a rule is before a date is chosen. A composite clause names its
parts instead of holding an expression, for which parts are in force depends on
the date.
"""

import enum
import itertools
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic, Span
from participatie.policy.documents import MAX_AMOUNT, Arguments, Conclusion, Decision, Element
from participatie.policy.structure import Name, place
from participatie.policy.voorziening import (
    ALWAYS,
    Amount,
    Citation,
    Condition,
    Deadline,
    Duration,
    Validity,
    Voorziening,
    narrowed,
)
from participatie.rules.expr import (
    TRUE,
    Case,
    Compare,
    Comparison,
    Expr,
    Literal,
    Not,
    Ref,
    all_of,
    any_of,
    rebuilt,
)
from participatie.rules.render import KEYWORDS
from participatie.sources import Source
from participatie.values import Boolean, Misfit, Number, Type, Unit
from participatie.vocabulary import Fact, refusal
from participatie.vocabulary import Kind as FactKind

P = TypeVar("P", Condition, Deadline)


class Role(enum.StrEnum):
    """How a clause counts for the clause it is part of."""

    CONDITION = ""
    UNLESS = "tenzij"
    EXCEPT = "behalve"


class Combine(enum.StrEnum):
    """How a composite clause joins its parts."""

    ALL = "alle"
    ANY = "een van"


@frozen(kw_only=True)
class Clause:
    """A rule before a date is chosen: see :class:`~participatie.rules.rule.Rule`.

    Args:
        type: the type of its value; ``None`` where that follows from the
            expression, as for the steps of a result.
        expr: the expression, unless this clause is a composite.
        combine: how the parts of a composite are joined.
        parts: the names of the parts of a composite, in document order.
        needs: a part without which a composite is not in force.
        validity: when the clause itself holds; ``within`` is that of its document.
    """

    name: str
    source: Source
    layer: str
    type: Type | None = Boolean()
    expr: Expr | None = None
    combine: Combine = Combine.ALL
    parts: tuple[str, ...] = ()
    needs: str = ""
    text: str = ""
    role: Role = Role.CONDITION
    validity: Validity = ALWAYS
    within: Validity = ALWAYS
    span: Span | None = field(default=None, eq=False, repr=False)

    def covers(self, day: date) -> bool:
        """Whether the clause is in force on ``day``, as far as it says so itself."""
        return self.validity.covers(day) and self.within.covers(day)


@frozen(kw_only=True)
class Taken:
    """A document taken apart: its clauses, and the open norms that they introduce.

    ``norms`` tells for each of them which clause introduces it.
    """

    clauses: tuple[Clause, ...]
    norms: tuple[tuple[Fact, str], ...]


def take_apart(decision: Decision, outer: Source, layer: str, found: list[Diagnostic]) -> Taken:
    """The clauses of a provision, conclusion or list of arguments."""
    maker = _Maker(layer=layer, within=decision.validity, found=found)
    source = _onto(decision.source, outer)
    if isinstance(decision, Voorziening):
        maker.provision(decision, source)
    else:
        maker.codes(decision, source)
    return Taken(clauses=tuple(maker.clauses), norms=tuple(maker.norms))


def restricting(  # noqa: PLR0913, PLR0917 - as many as a restriction has sides
    conditions: Iterable[Condition], on: str, source: Source, layer: str, validity: Validity, found: list[Diagnostic]
) -> Taken:
    """The clauses that a municipality adds to provision ``on``."""
    maker = _Maker(layer=layer, within=validity, found=found)
    for condition in conditions:
        maker.condition(condition, on, source, Role.CONDITION)
    return Taken(clauses=tuple(maker.clauses), norms=tuple(maker.norms))


def top_level(names: Iterable[str]) -> dict[str, list[str]]:
    """For each provision the names directly below it, in document order."""
    below: dict[str, list[str]] = {}
    for name in names:
        whole, _, part = name.rpartition("/")
        if part and "/" not in whole:
            below.setdefault(whole, []).append(name)
    return below


def norm_name(*parts: str) -> str:
    """The name of an open norm that a document introduces, from where it stands."""
    return "_".join(part.replace("/", "_") for part in parts)


def open_norm(name: str, question: str, by: str, pack: str) -> Fact:
    """A finding that a document asks of a person, because its source leaves it open."""
    return Fact(
        name=name,
        title=question,
        type=Boolean(),
        kind=FactKind.FINDING,
        question=question,
        answered_by=by,
        pack=pack,
    )


def _onto(citation: Citation | None, outer: Source) -> Source:
    return citation.onto(outer) if citation else outer


@frozen(kw_only=True)
class _Maker:
    layer: str
    within: Validity
    found: list[Diagnostic]
    clauses: list[Clause] = field(factory=list)
    norms: list[tuple[Fact, str]] = field(factory=list)

    def add(self, name: str, source: Source, **rest: object) -> None:
        # Composites are added before their parts are known, and completed by `parts`.
        clause = Clause(name=name, source=source, layer=self.layer, within=self.within, **rest)  # type: ignore[arg-type]  # by name
        self.clauses.append(clause)

    def norm(self, name: str, clause: str, question: str, by: str = "") -> Ref:
        self.norms.append((open_norm(name, question, by or "college", self.layer), clause))
        return Ref(name)

    def report(self, code: str, where: str | Span | None, otherwise: Span | None = None, **arguments: str) -> None:
        """Note what is wrong at the place of a name, which then is what it is about."""
        if isinstance(where, str):
            arguments, where = {"naam": where, **arguments}, place(where, otherwise)
        self.found.append(Diagnostic(code, where, arguments))

    # -- provisions ------------------------------------------------------------

    def provision(self, one: Voorziening, source: Source) -> None:
        parts: list[str] = []
        seen: set[str] = set()
        self._unique(one.deadlines)
        if one.test is not None:
            parts.append(f"{one.id}/als")
            self.add(parts[-1], source, expr=one.test, text=one.title, span=one.span)
        for role, conditions in ((Role.CONDITION, one.conditions or ()), (Role.UNLESS, one.unless)):
            parts += [self.condition(part, one.id, source, role) for part in self._unique(conditions, seen)]
        if one.duration is not None and (duration := self._duration(one.duration, one.id, source)):
            parts.append(duration)
        self.add(one.id, source, parts=tuple(parts), text=one.title, span=one.span)
        for deadline in one.deadlines:
            for time in (deadline.after, deadline.every):
                if time is not None and (time.unit not in _TIME or type(time.value) is not int or time.value < 1):
                    self.report("geen_tijd", time.span)
        for result in one.results:
            self._result(result, one.id, source)

    def _unique(self, parts: Iterable[P], seen: set[str] | None = None) -> list[P]:
        """``parts`` without those that have the id of an earlier one."""
        seen = set() if seen is None else seen
        unique = []
        for part in parts:
            if part.id in seen:
                self.report("dubbel_id", part.id, part.span)
            else:
                unique.append(part)
            seen.add(part.id)
        return unique

    def condition(self, one: Condition, parent: str, outer: Source, role: Role, *, excepting: bool = False) -> str:
        """Add the clauses of a condition; its name.

        ``excepting`` tells whether it stands below an exception. Only there it is
        clear what an exception to it does: on a plain condition it could free
        someone from the condition, or exclude him.
        """
        name = f"{parent}/{one.id if _plain_id(one.id) else '_'}"
        excepting = excepting or role is not Role.CONDITION
        source = _onto(one.source, outer)
        if not _plain_id(one.id):
            self.report("ongeldige_naam", one.id, one.span)
        forms = [one.test is not None, bool(one.any_of), bool(one.all_of), bool(one.versions)]
        if sum([*forms, one.readings is not None]) != 1:
            self.report("voorwaarde_vorm", one.id, one.span)
            self.add(name, source, expr=TRUE, span=one.span)  # so that nothing else is called wrong
            return name
        exceptions = [*one.exceptions]
        if one.exception is not None:
            exceptions.append(Condition(id=Name("behalve", one.span), test=one.exception, span=one.span))
        seen: set[str] = set()
        one = evolve(one, any_of=tuple(self._unique(one.any_of, seen)), all_of=tuple(self._unique(one.all_of, seen)))
        exceptions = self._unique(exceptions, seen)
        if exceptions and not excepting:
            self.report("behalve_bij_voorwaarde", one.id, exceptions[0].span)
            exceptions = []
        if not exceptions:
            self._form(one, name, source, role, excepting=excepting)
            return name
        rule = f"{name}/regel"
        self._form(one, rule, source, Role.CONDITION, excepting=excepting)
        parts = [rule, *(self.condition(exception, name, source, Role.EXCEPT) for exception in exceptions)]
        rest = {"text": one.text, "role": role, "validity": one.validity, "span": one.span}
        self.add(name, source, parts=tuple(parts), needs=rule, **rest)
        return name

    def _form(self, one: Condition, name: str, source: Source, role: Role, *, excepting: bool) -> None:
        if one.versions:
            for version in one.versions:
                self.add(
                    name,
                    _onto(version.source, source),
                    expr=version.test,
                    text=version.text or one.text,
                    role=role,
                    validity=narrowed(one.validity, version.validity),
                    span=version.span,
                )
            return
        rest = {"text": one.text, "role": role, "validity": one.validity, "span": one.span}
        if one.readings is not None:
            strict, wide = f"{name}/streng", f"{name}/ruim"
            self.add(strict, source, expr=one.readings.strict, text="strenge lezing", span=one.readings.span)
            self.add(wide, source, expr=one.readings.wide, text="ruime lezing", span=one.readings.span)
            norm = self.norm(norm_name("lezing", name), name, one.readings.issue, one.decided_by)
            rest["text"] = one.text or one.readings.issue
            self.add(name, source, expr=any_of(Ref(strict), all_of(Ref(wide), norm)), **rest)
        elif one.test is not None:
            self.add(name, source, expr=one.test, **rest)
        else:
            combine = Combine.ANY if one.any_of else Combine.ALL
            parts = tuple(
                self.condition(part, name, source, Role.CONDITION, excepting=excepting)
                for part in one.any_of + one.all_of
            )
            self.add(name, source, combine=combine, parts=parts, **rest)

    def _duration(self, one: Duration, parent: str, outer: Source) -> str | None:
        """The name of the clause of a duration; ``None`` where no fact measures it."""
        name, source = f"{parent}/duur", _onto(one.source, outer)
        readings, limit = one.readings, one.at_most
        if (limit is None) == (readings is None) and (limit is not None or one.measured_by is not None):
            self.report("duur_vorm", one.span)
            return None
        limits = [limit] if readings is None else [readings.strict, readings.wide]
        # Beside a fact a bare number takes its unit; the checker sees to that.
        timely = _TIME if one.measured_by is None else {*_TIME, None}
        untimely = [one for one in limits if one is not None and (one.unit not in timely or type(one.value) is not int)]
        for bare in untimely:
            self.report("geen_tijd", bare.span)
        if readings is not None and not untimely and not _within(readings.strict, readings.wide):
            self.report("lezing_niet_ruimer", readings.span, naam=name)
        if one.measured_by is None or untimely:
            return None
        measured = Ref(one.measured_by, span=place(one.measured_by, one.span))

        def below(limit: Expr) -> Expr:
            return Compare(Comparison.LT, measured, limit, span=limit.span)

        if readings is not None:
            norm = self.norm(norm_name("lezing", name), name, readings.issue)
            expr = any_of(below(readings.strict), all_of(below(readings.wide), norm))
        else:
            assert limit is not None  # noqa: S101 - one of the two is there, as looked at above
            expr = below(limit)
        self.add(name, source, expr=expr, text=one.text, span=one.span)
        return name

    # -- results ---------------------------------------------------------------

    def _result(self, one: Amount, parent: str, outer: Source) -> None:
        name, source = f"{parent}#{one.id}", _onto(one.source, outer)
        for word in (one.id, *one.steps):
            if not _plain_id(word) or (word in one.steps and word in KEYWORDS):
                self.report("ongeldige_naam", word, one.span)
        unit = Unit.CENTS if one.unit is Unit.EUROS else one.unit
        names: dict[str, str] = {}

        def qualified(expr: Expr) -> Expr:
            if isinstance(expr, Ref) and expr.name in names:
                return evolve(expr, name=names[expr.name])
            return rebuilt(expr, qualified)

        rest = {"validity": one.validity, "span": one.span}
        for step, expr in one.steps.items():
            # A step sees those above it. Only the end is rounded, so a step may be a fraction.
            self.add(f"{name}#{step}", source, type=None, expr=qualified(expr), text=str(step), **rest)
            names[step] = f"{name}#{step}"
        value = self._value(one)
        if value is not None:
            text = one.title or str(one.id)
            self.add(name, source, type=Number(unit, 0, MAX_AMOUNT), expr=qualified(value), text=text, **rest)

    def _value(self, one: Amount) -> Expr | None:
        """The expression of a result, whichever of its three forms it has."""
        match (one.value is not None, bool(one.cases), bool(one.stairs)):
            case (True, False, False) if one.otherwise is None and one.measured_by is None:
                return one.value
            case (False, True, False) if one.otherwise is not None and one.measured_by is None:
                return Case(tuple((case.test, case.value) for case in one.cases), one.otherwise, span=one.span)
            case (False, False, True) if one.otherwise is None and one.measured_by is not None:
                return self._stairs(one, one.measured_by)
            case _:
                self.report("gevolg_vorm", one.id, one.span)
                return None

    def _stairs(self, one: Amount, measured_by: Name) -> Expr | None:
        first, *later = one.stairs
        for lower, upper in itertools.pairwise(one.stairs):
            if lower.start.unit != upper.start.unit or not _within(lower.start, upper.start, strictly=True):
                self.report("trap_volgorde", upper.start.span, naam=one.id)
                return None
        measured = Ref(measured_by, span=place(measured_by, one.span))
        rows = tuple(
            (Compare(Comparison.GE, measured, step.start, span=step.start.span), step.value) for step in reversed(later)
        )
        return Case(rows, first.value, span=one.span) if rows else first.value

    # -- conclusions and arguments ------------------------------------------------

    def codes(self, one: Conclusion | Arguments, source: Source) -> None:
        if isinstance(one, Arguments):
            for side, rows in (("voor", one.pro), ("tegen", one.con)):
                self._elements(one.id, rows, source, side)
            return
        self._known_codes(one)
        if bool(one.rows) == bool(one.elements) or (one.elements and one.otherwise):
            self.report("conclusie_vorm", one.id, one.span)
        elif one.elements:
            self._elements(one.id, one.elements, source, "")
        else:
            self._first_that_holds(one, source)

    def _known_codes(self, one: Conclusion) -> None:
        for code in one.codes:
            if code in OUTCOMES:
                self.report("code_is_uitkomst", code, one.span)
        for code, count in Counter(one.codes).items():
            if count > 1:
                again = [other for other in one.codes if other == code][-1]
                self.report("dubbele_sleutel", again, one.span)
        stated = [code for row in one.rows for code in (row.code, *(row.judgement.between if row.judgement else ()))]
        stated += [element.code for element in one.elements]
        stated += [one.otherwise.code] if one.otherwise else []
        for used in stated:
            if used is not None and used not in one.codes:
                arguments = {"waarde": used, "keuzes": ", ".join(one.codes)}
                self.found.append(refusal(one.id, Misfit("onbekende_code", arguments), place(used, one.span)))

    def _elements(self, parent: str, elements: tuple[Element, ...], outer: Source, side: str) -> None:
        names: dict[str, list[str]] = {}
        for number, element in enumerate(elements, start=1):
            name = f"{parent}/{side or 'element'}_{number}"
            text = element.text or str(element.code)
            self.add(name, _onto(element.source, outer), expr=element.test, text=text, span=element.span)
            names.setdefault(element.code, []).append(name)
        for code, parts in names.items():
            name = f"{parent}={side}:{code}" if side else f"{parent}={code}"
            self.add(name, outer, combine=Combine.ANY, parts=tuple(parts), text=str(code))

    def _first_that_holds(self, one: Conclusion, outer: Source) -> None:
        applies: dict[str, list[Expr]] = {code: [] for code in one.codes}
        earlier: list[Expr] = []
        for number, row in enumerate(one.rows, start=1):
            name = f"{one.id}/rij_{number}"
            between = row.judgement.between if row.judgement else ()
            if (row.code is None) == (row.judgement is None) or (row.judgement and len(set(between)) != 2):  # noqa: PLR2004 - two
                self.report("rij_vorm", row.span, naam=one.id)
                continue
            text = row.text or (row.code or " of ".join(between))
            self.add(name, _onto(row.source, outer), expr=row.test, text=text, span=row.span)
            here = all_of(*(Not(one) for one in earlier), Ref(name))
            if row.judgement:
                question = row.judgement.text or f"{between[0]} (ja) of {between[1]} (nee)?"
                norm = self.norm(norm_name("oordeel", one.id, str(number)), name, question)
                applies.setdefault(between[0], []).append(all_of(here, norm))
                applies.setdefault(between[1], []).append(all_of(here, Not(norm)))
            elif row.code is not None:
                applies.setdefault(row.code, []).append(here)
            earlier.append(Ref(name))
        if one.otherwise:
            applies.setdefault(one.otherwise.code, []).append(all_of(*(Not(row) for row in earlier)))
        for code, ways in applies.items():
            self.add(f"{one.id}={code}", outer, expr=any_of(*ways), text=str(code), span=one.span)


#: What a conclusion cannot have for a code: the outcome itself says that.
OUTCOMES = ("ja", "nee", "onbekend", "oordeel")

_TIME = frozenset({Unit.YEARS, Unit.MONTHS, Unit.WEEKS, Unit.DAYS})


def _within(low: Literal, high: Literal, *, strictly: bool = False) -> bool:
    """Whether one quantity is not more than another of the same unit."""
    if not (isinstance(low.value, int) and isinstance(high.value, int)) or low.unit != high.unit:
        return False
    return low.value < high.value if strictly else low.value <= high.value


def _plain_id(name: str) -> bool:
    return name.isascii() and name.replace("_", "").isalnum()
