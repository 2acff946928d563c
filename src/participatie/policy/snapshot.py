"""From all versions of a pack to the rules of one date."""

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic
from participatie.policy.clauses import Clause, Combine, Role, top_level
from participatie.policy.documents import Decision
from participatie.policy.overlay import Quantity
from participatie.policy.voorziening import Kind, Validity, Voorziening
from participatie.rules.expr import (
    FALSE,
    Compare,
    Comparison,
    Expr,
    Literal,
    Not,
    Ref,
    all_of,
    any_of,
)
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.sources import Source, Status
from participatie.values import Boolean
from participatie.vocabulary import Vocabulary


@frozen(kw_only=True)
class Decided:
    """One version of a decision, with the layer and source that it comes from."""

    document: Decision
    layer: str
    source: Source
    validity: Validity

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.document.id


@frozen(kw_only=True)
class NotInForce:
    """Why a decision is a plain no on a date: it does not exist then.

    Args:
        since: the next day on which it does exist.
        until: the last day on which it ceased to exist.
        succeeded_by: the decision that took its place.
    """

    since: date | None = None
    until: date | None = None
    succeeded_by: str | None = None


@frozen(kw_only=True)
class Snapshot:
    """A pack on one date: rules to evaluate, and what they decide.

    Args:
        day: the date.
        rules: checked rules in order.
        decisions: the decisions in force, by id.
        absent: the decisions that exist on another date only, with the reason.
        running: per decision, the open norm that stands for a rule of
            transition that nobody has established.
    """

    day: date
    rules: RuleSet
    decisions: Mapping[str, Decided]
    absent: Mapping[str, tuple[Decided, NotInForce]]
    running: Mapping[str, str]
    #: What an advice says about a decision, whoever it is about: made once a day.
    notes: dict[str, Any] = field(factory=dict, init=False, eq=False, repr=False)
    #: What engines made of these rules, by the name of the engine.
    engines: dict[str, Any] = field(factory=dict, init=False, eq=False, repr=False)
    #: What every advice on these rules has in common, on whatever day.
    common: dict[str, Any] = field(factory=dict, init=False, eq=False, repr=False)

    def moved(self, day: date) -> "Snapshot":
        """The same rules on another day of the same stretch; what was made of them goes along."""
        moved = evolve(self, day=day)
        moved.engines.update(self.engines)
        moved.common.update(self.common)
        return moved


@frozen(kw_only=True)
class Versions:
    """Every version of everything in a pack, lower layers included.

    Args:
        decisions: all versions of each decision, by id.
        clauses: all versions of all rules, checked.
        quantities: the parameters, with how they are filled.
        known_until: per layer, from which day on its law is no longer known.
    """

    decisions: Mapping[str, tuple[Decided, ...]]
    clauses: tuple[Clause, ...]
    quantities: Mapping[str, Quantity]
    known_until: Mapping[str, date | None]
    # A clause makes the same rule on many days: only its status and address follow the date.
    _made: dict[tuple[int, int, Expr | None], Rule] = field(factory=dict, init=False, eq=False, repr=False)
    _cited: dict[tuple[Source, date | int, bool], Source] = field(factory=dict, init=False, eq=False, repr=False)
    _stretches: list[tuple[tuple[date, ...], bool]] = field(factory=list, init=False, eq=False, repr=False)

    def turning_points(self) -> tuple[date, ...]:
        """The days from which on something is different, and one before all of them."""
        days: set[date] = set()
        for clause in self.clauses:
            for validity in (clause.validity, clause.within):
                days |= {day for day in (validity.start, validity.end) if day is not None}
        for quantity in self.quantities.values():
            days.update(quantity.dates())
        first = min(days, default=date(2000, 1, 1))
        return tuple(sorted({max(date.min + timedelta(days=1), first) - timedelta(days=1), *days}))

    def stretch(self, day: date) -> tuple[int, date | None]:
        """What days with the same rules, sources and addresses included, have in common."""
        if not self._stretches:
            self._stretches.append(self._bounds())
        bounds, dated = self._stretches[0]
        return bisect.bisect(bounds, day), day if dated else None

    def _bounds(self) -> tuple[tuple[date, ...], bool]:
        """The days from which on a rule or its source is another, and whether an address follows the day itself."""
        periods = (decided.validity for versions in self.decisions.values() for decided in versions)
        days = {*self.turning_points(), *self.known_until.values()}
        days |= {day for period in periods for day in (period.start, period.end)}
        # Reading a text is an end too: it is cited as read on that day, and after it as what still stands.
        read = {day for source in self._sources() for day in source.read}
        days |= read | {day + timedelta(days=1) for day in read}
        dated = any("{datum}" in source.url and not source.read for source in self._sources())
        return tuple(sorted(day for day in days if day is not None)), dated

    def _sources(self) -> Iterator[Source]:
        yield from (clause.source for clause in self.clauses)
        yield from (
            given.source for quantity in self.quantities.values() for given in (*quantity.own, *quantity.filled)
        )

    def on(self, day: date, vocabulary: Vocabulary, found: list[Diagnostic]) -> Snapshot:
        """The rules in force on ``day``; versions that overlap or refer to nothing go to ``found``."""
        active = self.active(day, found)
        decisions = {
            name: decided
            for name, versions in self.decisions.items()
            for decided in versions
            if decided.validity.covers(day)
        }
        absent = {
            name: (_nearest(versions, day), self._reason(versions, day))
            for name, versions in self.decisions.items()
            if name not in decisions
        }
        running = {name: changed for name in self.decisions if (changed := self._changed(name, day))}
        below = top_level(active)
        rules = [self._rule(clause, active, below, day, running) for clause in active.values()]
        for name, (decided, _) in absent.items():
            if isinstance(decided.document, Voorziening) and decided.document.kind is not Kind.NOTION:
                rules.append(_never(decided, running.get(name)))
        values = [self._value(quantity, day) for quantity in self.quantities.values()]
        rules += [rule for rule in values if rule is not None]
        gaps = [quantity.name for quantity, rule in zip(self.quantities.values(), values, strict=True) if rule is None]
        inputs = {name: fact.type for name, fact in vocabulary.items()}
        return Snapshot(
            day=day,
            rules=ordered(rules, inputs, found, gaps),
            decisions=decisions,
            absent=absent,
            running={name: norm for name, (_, _, norm) in running.items()},
        )

    def active(self, day: date, found: list[Diagnostic]) -> dict[str, Clause]:
        """The clauses in force on ``day``: a part is only if what it is part of is too.

        Two of one name, and one of which no part is in force, go to ``found``.
        """
        covering: dict[str, Clause] = {}
        for clause in self.clauses:
            if not clause.covers(day):
                continue
            if clause.name in covering:
                arguments = {"naam": clause.name, "dag": day.isoformat()}
                found.append(Diagnostic("dubbel_geldig", clause.span, arguments))
            else:
                covering[clause.name] = clause
        ended: set[str] = set()
        for name in sorted(covering, key=lambda one: one.count("/")):
            whole, _, _ = name.rpartition("/")
            needs = covering[name].needs
            if whole in ended or ("/" in whole and whole not in covering) or (needs and needs not in covering):
                ended.add(name)
        active = {name: clause for name, clause in covering.items() if name not in ended}
        for clause in active.values():
            if clause.parts and not any(part in active for part in clause.parts):
                arguments = {"naam": clause.name, "dag": day.isoformat()}
                found.append(Diagnostic("niets_van_kracht", clause.span, arguments))
        return active

    def _changed(self, name: str, day: date) -> tuple[str, date, str] | None:
        """The fact that tells when a provision began, the last change before ``day``, and the norm."""
        changes: list[tuple[date, str]] = []
        for decided in self.decisions[name]:
            document, end = decided.document, decided.validity.end
            if not isinstance(document, Voorziening) or document.running_since is None:
                continue
            days = [end, *self._reworded(name, decided.validity)]
            changes += [(when, document.running_since) for when in days if when is not None and when <= day]
        if not changes:
            return None
        when, anchor = max(changes)
        return anchor, when, transition_norm(name)

    def _reworded(self, name: str, within: Validity) -> Iterator[date]:
        """The days within a version of a provision on which one of its conditions reads otherwise."""
        parts = [one for one in self.clauses if one.name.startswith(f"{name}/") and one.expr is not None]
        bounds = {day for one in parts for day in (one.validity.start, one.validity.end) if day is not None}
        for day in sorted(bounds):
            eve = day - timedelta(days=1)
            if within.covers(eve) and within.covers(day):
                before, after = ({one.name: one.expr for one in parts if one.covers(on)} for on in (eve, day))
                if before != after:
                    yield day

    def _rule(
        self,
        clause: Clause,
        active: Mapping[str, Clause],
        below: Mapping[str, Sequence[str]],
        day: date,
        running: Mapping[str, tuple[str, date, str]],
    ) -> Rule:
        source = self.source(clause.source, clause.layer, day, clause.validity, clause.within)
        if clause.expr is not None:
            return self._made_of(clause, clause.expr, source)
        parts = [name for name in clause.parts if name in active]
        if "/" not in clause.name and clause.combine is Combine.ALL:
            # What another layer adds to a provision comes after its own conditions.
            parts += [name for name in below.get(clause.name, ()) if name not in clause.parts]
        join = any_of if clause.combine is Combine.ANY else all_of
        expr = join(*(_part(name, active[name].role) for name in parts))
        if clause.name in running:
            expr = _transition(expr, *running[clause.name])
        return self._made_of(clause, expr, source)

    def _made_of(self, clause: Clause, expr: Expr, source: Source) -> Rule:
        key = (id(clause), id(source), expr if clause.expr is None else None)
        if key not in self._made:
            assert clause.type is not None  # noqa: S101 - what is checked has a type
            self._made[key] = Rule(
                name=clause.name,
                expr=expr,
                type=clause.type,
                text=clause.text,
                source=source,
                layer=clause.layer,
                role=clause.role.value,
                span=clause.span,
            )
        return self._made[key]

    def source(self, source: Source, layer: str, day: date, *validities: Validity) -> Source:
        """``source`` as it is to be cited on ``day``."""
        known_until = self.known_until.get(layer)
        stands = all(one.transition in {None, Status.VERIFIED} for one in validities)
        stands = stands and (known_until is None or day < known_until)
        # Between two readings nothing about it changes.
        since: date | int = sum(read <= day for read in source.read) * 2 - (day in source.read) if source.read else day
        key = (source, since, stands)
        if key not in self._cited:
            self._cited[key] = source.on(day, stands=stands)
        return self._cited[key]

    def _value(self, quantity: Quantity, day: date) -> Rule | None:
        given = quantity.on(day)
        if given is None or given.dated.value is None:
            return None
        return Rule(
            name=quantity.name,
            expr=Literal(given.dated.value.value, quantity.parameter.unit),
            type=quantity.type,
            text=quantity.parameter.title,
            source=self.source(given.source, given.layer, day, given.period),
            layer=given.layer,
            span=given.dated.span,
        )

    def _reason(self, versions: Iterable[Decided], day: date) -> NotInForce:
        ended = [one for one in versions if one.validity.end is not None and one.validity.end <= day]
        coming = [one for one in versions if one.validity.start is not None and one.validity.start > day]
        last = max(ended, key=lambda one: one.validity.end or date.min, default=None)
        return NotInForce(
            since=min((one.validity.start for one in coming if one.validity.start), default=None),
            until=last.validity.end if last else None,
            succeeded_by=last.document.succeeded_by if last else None,
        )


def _nearest(versions: tuple[Decided, ...], day: date) -> Decided:
    """The version to show for a decision that is not in force: the last before, else the first."""
    before = [one for one in versions if one.validity.end is not None and one.validity.end <= day]
    return max(before, key=lambda one: one.validity.end or date.min, default=versions[0])


def _part(name: str, role: Role) -> Expr:
    return Ref(name) if role is Role.CONDITION else Not(Ref(name))


def transition_norm(name: str) -> str:
    """The open norm that decides about a running provision after a change without known transition."""
    return f"overgangsrecht_{name}"


def _transition(expr: Expr, anchor: str, changed: date, norm: str) -> Expr:
    """What began before the law changed is for a person to judge; what came after, for the rule."""
    began_before = Compare(Comparison.LT, Ref(anchor), Literal(changed))
    return any_of(all_of(Not(began_before), expr), all_of(began_before, Ref(norm)))


def _never(decided: Decided, running: tuple[str, date, str] | None) -> Rule:
    expr = _transition(FALSE, *running) if running else FALSE
    return Rule(
        name=decided.id,
        expr=expr,
        type=Boolean(),
        text=decided.document.title,
        source=decided.source,
        layer=decided.layer,
        span=decided.document.span,
    )
