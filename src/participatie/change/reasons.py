"""Why not: the minimal sets of conditions each of which is enough for a no."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, product
from typing import TypeAlias

from attrs import evolve, frozen

from participatie.advice import Assessment, Outcome, advise
from participatie.advice.settling import compiled
from participatie.analysis.consistent import Facts
from participatie.change.results import assessed, says
from participatie.client import Client
from participatie.engines.evaluate import Evaluation
from participatie.policy.pack import Pack
from participatie.rules.expr import And, AtLeast, Expr, Literal, Not, Or, Ref, any_of, references
from participatie.rules.phrase import phrase
from participatie.rules.render import render
from participatie.rules.rule import RuleSet
from participatie.rules.trace import Step
from participatie.values import Boolean, Result

#: No more sets than this are given.
MOST_SETS = 25
#: No more sets than this are kept for a part of a rule.
_MOST_KEPT = 200
#: No more ways than this are tried to take so many out of a list.
_MOST_CHOICES = 1_000

#: A condition by its rule; for a part of a rule that names others beside facts, with that part.
Condition: TypeAlias = tuple[str, Expr | None]
#: Conditions that together are enough.
Enough: TypeAlias = frozenset[Condition]


@frozen(kw_only=True)
class Ground:
    """A condition that counts against an outcome.

    Args:
        step: the rule: its text, whether it holds, its article, file and line, and the values seen.
        role: how it counts: as a condition (empty), as one of ``tenzij``, or as an exception to that (``behalve``).
        under: the texts of the conditions that it is part of, outermost first.
    """

    step: Step
    role: str = ""
    under: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the condition holds: what counts against an outcome may be that one does."""
        return self.step.outcome == "ja"


@frozen(kw_only=True)
class WhyNot:
    """Why an outcome is no yes.

    Iterates over the sets, the smallest first.

    Args:
        assessment: the outcome.
        code: of a conclusion, which code was asked for.
        outcome: of that code, or of the outcome itself.
        sets: the minimal sets of conditions, each by itself enough for a no whatever else is known; empty where
            it is no no, and where it is not in force on the date.
        failing: of an outcome that is open, the conditions that already count against it, none of them enough.
        whatever: whether the outcome is a no however the unknown facts turn out, though no conditions that
            are settled say so.
        more: whether there are more sets.
    """

    assessment: Assessment
    code: str = ""
    outcome: Outcome
    sets: tuple[tuple[Ground, ...], ...] = ()
    failing: tuple[Ground, ...] = ()
    whatever: bool = False
    more: bool = False

    def __iter__(self) -> Iterator[tuple[Ground, ...]]:
        return iter(self.sets)

    def __len__(self) -> int:
        return len(self.sets)

    def __getitem__(self, number: int) -> tuple[Ground, ...]:
        return self.sets[number]

    def __repr__(self) -> str:
        return f"<WhyNot {self.assessment.id} op {self.assessment.on}: {self.outcome}, {len(self.sets)}>"

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """The sets in words, with articles, values, files and lines.

        Args:
            lang: ``nl`` or ``en`` for the frame; the law speaks Dutch.
            style: ``text`` or ``markdown``.

        Raises:
            ValueError: an unknown language or style.
        """
        from participatie.change import words  # noqa: PLC0415 - it renders this very class

        return words.why_not(self, lang=lang, style=style)


def why_not(client: Client, pack: Pack, name: str, *, on: date, code: str = "") -> WhyNot:
    """Why an outcome is no yes: each smallest set of conditions that is enough for a no.

    With what these conditions came to, and everything else unknown, the outcome is a no; with
    any of them unknown too, it is open.

    Args:
        client: what is known.
        pack: from :func:`participatie.catalog.load`.
        name: the outcome, such as ``participatieplaats``.
        on: the reference date.
        code: of a conclusion, the code that did not come out.

    Raises:
        TypeError, PolicyError: as for :func:`participatie.advise`.
        KeyError: there is no such outcome or code; with a suggestion.

    >>> from participatie import catalog
    >>> pack = catalog.load("nl_participatiewet")
    >>> found = why_not(Client(leeftijd=26), pack, "participatieplaats", on=date(2018, 6, 1))
    >>> [(one.step.text, str(one.step.source)) for (one,) in found]
    [('De persoon is 27 jaar of ouder.', 'artikel 7 lid 8 Participatiewet')]
    """
    found = assessed(client, pack, name, on, code)
    outcome = says(found, code)
    if found.reason is not None or outcome is Outcome.YES:
        return WhyNot(assessment=found, code=code, outcome=outcome)
    rules = pack.on(on).rules
    names = [f"{name}={code}"] if code else [name]
    if names[0] not in rules.rules and not code:
        names = [rule for rule in rules.rules if rule.startswith(f"{name}=")]
    names = [one for one in names if one in rules.rules]
    if not names:  # a notion or a code that is not in force on that day
        return WhyNot(assessment=found, code=code, outcome=outcome)
    evaluation = _evaluation(client, pack, on)
    conditions = Conditions(rules, evaluation)
    asked = any_of(*(Ref(one) for one in names))
    sets, more = conditions.enough(asked, value=False)
    grounds = _Grounds(found, pack, evaluation)
    if outcome is Outcome.NO or sets:
        chosen = tuple(tuple(map(grounds.of, conditions.in_order(one))) for one in sets[:MOST_SETS])
        return WhyNot(assessment=found, code=code, outcome=outcome, sets=chosen, more=more or len(sets) > MOST_SETS)
    failing = conditions.against(asked)
    exactly = advise(client, pack, on=on, exact=True)[name]
    return WhyNot(
        assessment=found,
        code=code,
        outcome=outcome,
        failing=tuple(map(grounds.of, conditions.in_order(failing))),
        whatever=says(exactly, code) is Outcome.NO,
    )


def _evaluation(client: Client, pack: Pack, on: date) -> Evaluation:
    """Every rule, evaluated on what is stated and all that follows from it."""
    closed = Facts.of(pack, on).closed(client.known())
    assert closed is not None  # noqa: S101 - an advice was given on these facts
    snapshot = pack.on(on)
    values = compiled(snapshot).settle(closed.facts, on).values()
    return Evaluation(snapshot.rules, closed.facts, on, values, {**closed.facts, **values})


class Conditions:
    """The conditions below rules, and which of them are enough to settle one.

    A condition is a rule that names no other condition; where one joins facts with other
    conditions, each part about facts is a condition by itself.

    Args:
        rules: the rules.
        evaluation: what they came to.
    """

    def __init__(self, rules: RuleSet, evaluation: Evaluation) -> None:
        self.rules, self.evaluation = rules, evaluation
        self._done: dict[tuple[str, bool], tuple[list[Enough], bool]] = {}
        self._order: dict[Condition, int] = {}

    def enough(self, expr: Expr, *, value: bool) -> tuple[list[Enough], bool]:
        """The minimal sets of settled conditions that make ``expr`` this value, smallest first; are there more?"""
        found, more = self._sets(expr, value, "")
        if more:  # where some were left out, one that was kept may hold another
            found = _minimal(self._least(expr, one, value=value) for one in found)
        return sorted(found, key=lambda one: (len(one), self._places(one))), more

    def against(self, expr: Expr) -> Enough:
        """The settled conditions that count against ``expr``, enough or not."""
        return frozenset(self._counting(expr, against=True, rule=""))

    def in_order(self, conditions: Enough) -> list[Condition]:
        """Conditions in the order of the document."""
        return sorted(conditions, key=lambda one: self._order[one])

    def value(self, expr: Expr, known: Mapping[Condition, bool], rule: str = "") -> bool | None:
        """What ``expr`` comes to when these conditions are known, and nothing else is."""
        match expr:
            case Literal(value):
                return bool(value)
            case Ref(name) if self._composite(name):
                return self.value(self.rules.rules[name].expr, known, name)
            case Not(operand):
                inner = self.value(operand, known, rule)
                return None if inner is None else not inner
            case And(operands) | Or(operands) | AtLeast(_, operands):
                count = expr.count if isinstance(expr, AtLeast) else len(operands) if isinstance(expr, And) else 1
                values = [self.value(one, known, rule) for one in operands]
                if values.count(True) >= count:
                    return True
                return False if len(values) - values.count(False) < count else None
            case _:
                return known.get(self._condition(expr, rule))

    def _least(self, expr: Expr, one: Enough, *, value: bool) -> Enough:
        kept = {condition: self._holds(condition) is True for condition in one}
        for condition in self.in_order(one):
            fewer = {other: holds for other, holds in kept.items() if other != condition}
            if self.value(expr, fewer) is value:
                kept = fewer
        return frozenset(kept)

    def _places(self, one: Enough) -> list[int]:
        return sorted(self._order[condition] for condition in one)

    # -- what conditions are

    def _boolean(self, name: str) -> bool:
        return name in self.rules.rules and isinstance(self.rules.rules[name].type, Boolean)

    def _composite(self, name: str) -> bool:
        """Whether a rule names other conditions, so that those are looked at instead."""
        return self._boolean(name) and self._named(self.rules.rules[name].expr)

    def _named(self, expr: Expr) -> bool:
        if isinstance(expr, Not | And | Or | AtLeast):
            operands = (expr.operand,) if isinstance(expr, Not) else expr.operands
            return any(map(self._named, operands))
        return isinstance(expr, Ref) and self._boolean(expr.name)

    def _condition(self, expr: Expr, rule: str) -> Condition:
        found = (expr.name, None) if isinstance(expr, Ref) and self._boolean(expr.name) else (rule, expr)
        self._order.setdefault(found, len(self._order))
        return found

    def _holds(self, condition: Condition) -> bool | None:
        name, part = condition
        value: Result | None = self.evaluation.values[name] if part is None else self.evaluation.value(part)
        return None if value is None else value is True

    # -- sets

    def _sets(self, expr: Expr, value: bool, rule: str) -> tuple[list[Enough], bool]:  # noqa: FBT001 - which of two sides
        match expr:
            case Literal(constant):
                return ([frozenset()] if constant is value else []), False
            case Ref(name) if self._composite(name):
                if (name, value) not in self._done:
                    self._done[name, value] = self._sets(self.rules.rules[name].expr, value, name)
                return self._done[name, value]
            case Not(operand):
                return self._sets(operand, not value, rule)
            case And(operands) | Or(operands):
                parts = [self._sets(one, value, rule) for one in operands]
                return self._one_of(parts) if isinstance(expr, Or) is value else self._all_of(parts)
            case AtLeast(count, operands):
                parts = [self._sets(one, value, rule) for one in operands]
                return self._some_of(count if value else len(operands) - count + 1, parts)
            case _:
                condition = self._condition(expr, rule)
                return ([frozenset({condition})] if self._holds(condition) is value else []), False

    def _one_of(self, parts: list[tuple[list[Enough], bool]]) -> tuple[list[Enough], bool]:
        return _kept((one for sets, _ in parts for one in sets), more=any(more for _, more in parts))

    def _all_of(self, parts: list[tuple[list[Enough], bool]]) -> tuple[list[Enough], bool]:
        made, more = [frozenset[Condition]()], False
        for sets, cut in parts:
            made, beyond = _kept((one | other for one, other in product(made, sets)), more=more or cut)
            more = more or beyond
        return made, more

    def _some_of(self, count: int, parts: list[tuple[list[Enough], bool]]) -> tuple[list[Enough], bool]:
        """So many of a list: each choice is a conjunction."""
        if count <= 0:
            return [frozenset()], False
        usable = [part for part in parts if part[0]]
        found: list[tuple[list[Enough], bool]] = []
        for number, chosen in enumerate(combinations(usable, count)):
            if number >= _MOST_CHOICES:
                return self._one_of([*found, ([], True)])
            found.append(self._all_of(list(chosen)))
        return self._one_of(found)

    def _counting(self, expr: Expr, *, against: bool, rule: str) -> Iterator[Condition]:
        match expr:
            case Literal():
                pass
            case Ref(name) if self._composite(name):
                yield from self._counting(self.rules.rules[name].expr, against=against, rule=name)
            case Not(operand):
                yield from self._counting(operand, against=not against, rule=rule)
            case And(operands) | Or(operands) | AtLeast(_, operands):
                for one in operands:
                    yield from self._counting(one, against=against, rule=rule)
            case _:
                condition = self._condition(expr, rule)
                if self._holds(condition) is (not against):
                    yield condition


def _kept(sets: Iterable[Enough], *, more: bool) -> tuple[list[Enough], bool]:
    """The smallest of some sets, none of which holds another."""
    found = _minimal(sets)
    return found[:_MOST_KEPT], more or len(found) > _MOST_KEPT


def _minimal(sets: Iterable[Enough]) -> list[Enough]:
    kept: list[Enough] = []
    for one in sorted(dict.fromkeys(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return kept


class _Grounds:
    """What conditions look like in an explanation."""

    def __init__(self, assessment: Assessment, pack: Pack, evaluation: Evaluation) -> None:
        self.pack, self.evaluation = pack, evaluation
        self.found: dict[str, Ground] = {}
        self._walk(assessment.why, "", ())

    def _walk(self, step: Step, role: str, under: tuple[str, ...]) -> None:
        """Note each rule as it is first met: an exception counts as one whatever it is part of."""
        role = step.role or role
        if step.rule in self.found:
            return
        self.found[step.rule] = Ground(step=evolve(step, steps=()), role=role, under=under)
        own = (*under, step.text) if step.text and under[-1:] != (step.text,) else under
        for below in step.steps:
            self._walk(below, role, own)

    def of(self, condition: Condition) -> Ground:
        name, part = condition
        ground = self.found[name]
        if part is None:
            return ground
        names = {ref.name for ref in references(part)}
        value = self.evaluation.value(part)
        step = evolve(
            ground.step,
            text=phrase(part, self._title),
            expression=render(part),
            outcome="onbekend" if value is None else "ja" if value is True else "nee",
            seen=tuple(seen for seen in ground.step.seen if seen.name in names),
        )
        return evolve(ground, step=step, under=(*ground.under, *([ground.step.text] if ground.step.text else [])))

    def _title(self, name: str) -> str:
        if name in self.pack.vocabulary:
            return self.pack.vocabulary[name].title
        quantity = self.pack.versions.quantities.get(name)
        return quantity.parameter.title if quantity is not None else name
