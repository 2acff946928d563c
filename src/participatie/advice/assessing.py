"""From the answers of an engine to assessments."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from attrs import evolve, frozen

from participatie.advice.answering import Answered
from participatie.advice.assessment import Assessment, Due, Judgement, Missing, Outcome, Result
from participatie.advice.common import Common
from participatie.advice.deadlines import deadlines
from participatie.advice.establishing import closure
from participatie.advice.judging import Norm, judged
from participatie.advice.noting import Note, noted
from participatie.advice.settling import exactly, settler
from participatie.advice.tracing import Tracer
from participatie.client import Client
from participatie.engines import COMPILED
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Amount, Voorziening
from participatie.rules.constraint import Closed
from participatie.rules.trace import Step
from participatie.values import Boolean, Unit, Value
from participatie.values import Result as Known

T = TypeVar("T")


@frozen
class Assessor:
    """Assesses decisions for one client.

    Args:
        client: whom they are about.
        pack: that holds them.
        snapshot: its rules on the date.
        common: what is common to all clients.
        closed: what is known of this one.
        answered: what the rules come to.
    """

    client: Client
    pack: Pack
    snapshot: Snapshot
    common: Common
    closed: Closed
    answered: Answered

    def assess(self, decided: Decided) -> Assessment:
        """What is to be said of one decision."""
        note = noted(decided, self.pack, self.snapshot)
        if isinstance(decided.document, Voorziening):
            return self._provision(decided.document, note)
        return self._conclusion(decided, note)

    def _provision(self, document: Voorziening, note: Note) -> Assessment:
        name, absent = document.id, note.absent
        if name not in self.common.rules:  # a notion that is not in force has no rule
            return _not_in_force(note)
        value = self.answered.value(name)
        norm = self.snapshot.running.get(name)
        missing, gaps = self.answered.waiting(name, value)
        outcome = self._outcome(value, missing, gaps)
        stated = () if absent or outcome is Outcome.NO else self._results(document)
        asked = dict.fromkeys((*missing, *(fact for result in stated for fact in result.missing)))
        return Assessment(
            **note.fields,  # type: ignore[arg-type]  # fields by name
            outcome=outcome,
            missing=missing,
            gaps=gaps,
            reason=absent if outcome is Outcome.NO else None,
            stated=stated,
            questions=note.questions(asked, self.pack.vocabulary),
            deadlines=self._deadlines(document, note) if outcome is not Outcome.NO else (),
            transition_unknown=norm is not None and norm in missing,
            not_exact=self.answered.not_exact(name),
            trace=_once(lambda: self._tracer.step(name)),
            **self._judging(name, outcome, missing, note),
        )

    def _outcome(self, value: Known | None, missing: tuple[str, ...], gaps: tuple[str, ...]) -> Outcome:
        if value is not None:
            return Outcome.YES if value is True else Outcome.NO
        judged = missing and not gaps and self.common.findings.issuperset(missing)
        return Outcome.JUDGEMENT if judged else Outcome.UNKNOWN

    def _conclusion(self, decided: Decided, note: Note) -> Assessment:
        document, name, absent = decided.document, decided.id, note.absent
        if absent is not None:
            return _not_in_force(note)
        prefix = f"{name}="
        values = {rule: self.answered.value(rule) for rule in note.codes}
        possible = [rule for rule, value in values.items() if value is not False]
        certain = [rule for rule, value in values.items() if value is True]
        open_rules = [rule for rule in possible if values[rule] is None]
        one_of = isinstance(document, Conclusion) and not document.elements
        by_elimination = one_of and len(possible) == 1 and document.otherwise is not None  # type: ignore[union-attr]  # `one_of` says so
        if by_elimination:
            certain, open_rules = possible, []
        waiting = [self.answered.waiting(rule, None) for rule in open_rules]
        missing = tuple(dict.fromkeys(name for facts, _ in waiting for name in facts))
        gaps = tuple(dict.fromkeys(name for _, values in waiting for name in values))
        settled = None if open_rules else bool(possible)
        in_order: list[str] = [*document.codes] if isinstance(document, Conclusion) else []
        codes = sorted(
            (rule.removeprefix(prefix) for rule in possible),
            key=lambda code: (in_order.index(code) if code in in_order else 0, code),
        )
        outcome = self._outcome(settled, missing, gaps)
        return Assessment(
            **note.fields,  # type: ignore[arg-type]  # fields by name
            outcome=outcome,
            missing=missing,
            gaps=gaps,
            codes=tuple(codes),
            certain=tuple(code for code in codes if f"{prefix}{code}" in certain),
            extra=self._extra(document) if settled and isinstance(document, Conclusion) else {},
            questions=note.questions(missing, self.pack.vocabulary),
            deadlines=self._deadlines(document, note) if isinstance(document, Conclusion) else (),
            not_exact=self.answered.not_exact(*open_rules),
            trace=_once(lambda: self._tracer.conclusion(decided, note.codes, ", ".join(codes))),
            **self._judging(name, outcome, missing, note),
        )

    # -- what findings lead to

    def _judging(self, name: str, outcome: Outcome, norms: tuple[str, ...], note: Note) -> dict[str, Any]:
        """How to work out, when it is asked for, what the findings lead to that an outcome waits for."""
        if outcome is not Outcome.JUDGEMENT:
            return {}
        return {"judged": _once(lambda: self._judged(name, norms, note))}

    def _judged(self, name: str, norms: tuple[str, ...], note: Note) -> tuple[tuple[Judgement, ...], bool]:
        asked = [self._norm(one) for one in note.questions(norms, self.pack.vocabulary)]
        decided = self.common.decided.get(name) or self.common.notions[name]
        return judged(asked, lambda found: self._found(found).assess(decided) if self._can_be(found) else None)

    def _norm(self, asked: Missing) -> Norm:
        of = self.pack.vocabulary[asked.name].type
        if isinstance(of, Boolean):
            return Norm(asked, of, None)
        return Norm(asked, of, exactly(self.snapshot, self.pack).cells(asked.name, self.snapshot.day))

    def _can_be(self, found: Mapping[str, Value]) -> bool:
        return not closure({**self.closed.facts, **found}, self.common, self.snapshot.day).clashes

    def _found(self, found: Mapping[str, Value]) -> "Assessor":
        """The same, when this is found too."""
        closed = closure({**self.closed.facts, **found}, self.common, self.snapshot.day)
        settled = settler(COMPILED)(self.snapshot, closed.facts, self.snapshot.day)
        return evolve(self, closed=closed, answered=Answered(settled, self.answered.exact))

    def _extra(self, document: Conclusion) -> Mapping[str, str]:
        for number, row in enumerate(document.rows, start=1):
            value = self.answered.part(f"{document.id}/rij_{number}")
            if value is True:
                return row.extra
            if value is None:
                return {}
        return document.otherwise.extra if document.otherwise else {}

    def _results(self, document: Voorziening) -> tuple[Result, ...]:
        """The results in force: a result can have a period of its own."""
        names = {f"{document.id}#{one.id}": one for one in document.results}
        return tuple(
            Result(
                id=one.id,
                title=one.title or one.id,
                unit=one.unit or "",
                value=_amount(one, self.answered.evaluation.values[name]),
                missing=self.answered.evaluation.undecided(name),
                gaps=self.answered.evaluation.gaps(name),
                sources=self.common.sources(name),
            )
            for name, one in names.items()
            if name in self.common.rules
        )

    def _deadlines(self, document: Voorziening | Conclusion, note: Note) -> tuple[Due, ...]:
        return deadlines(document, note.source, self.closed.facts, self.pack.vocabulary, self.snapshot.day)

    @property
    def _tracer(self) -> Tracer:
        return Tracer(self.client, self.pack, self.snapshot, self.common, self.closed, self.answered)


def _once(make: Callable[[], T]) -> Callable[[], T]:
    """What is made when it is first asked for; `functools.cache` takes longer to set up than most of an assessment."""
    made: list[T] = []

    def get() -> T:
        if not made:
            made.append(make())
        return made[0]

    return get


def _not_in_force(note: Note) -> Assessment:
    fields = note.fields
    step = Step(
        rule=str(fields["id"]),
        text=str(fields["title"]),
        outcome=Outcome.NO.value,
        layer=str(fields["layer"]),
        source=note.source,
    )
    return Assessment(**fields, outcome=Outcome.NO, reason=note.absent, trace=lambda: step)  # type: ignore[arg-type]  # as above


def _amount(of: Amount, value: Known | None) -> int | Decimal | None:
    """A result in its unit: whole numbers as they are, euros out of cents."""
    assert value is None or isinstance(value, int)  # noqa: S101 - the checker asks for whole numbers
    if value is None or of.unit is not Unit.EUROS:
        return value
    euros, cents = divmod(value, 100)
    return euros if cents == 0 else Decimal(value).scaleb(-2)
