"""Layers: what a municipality may do with national law, and what it may not.

A municipal pack fills what is delegated, within its bounds; adds documents; and
restricts a provision that allows it. It never widens, and never silently
replaces.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic, Severity, suggestion
from participatie.policy.documents import (
    MAX_AMOUNT,
    Dated,
    Decision,
    Delegation,
    Filling,
    Header,
    Parameter,
    Restriction,
)
from participatie.policy.structure import place
from participatie.policy.voorziening import Validity, Voorziening, narrowed
from participatie.rules.check import check
from participatie.rules.expr import Expr, Literal, Ref
from participatie.sources import Source
from participatie.values import Number, show


@frozen(kw_only=True)
class Given:
    """A value of a parameter, with the period in which its pack gives it."""

    dated: Dated
    period: Validity
    layer: str
    source: Source


@frozen(kw_only=True)
class Quantity:
    """A parameter of a pack, with the values that its own layer and higher ones give it."""

    name: str
    parameter: Parameter
    layer: str
    source: Source
    filled: tuple[Given, ...] = ()

    @property
    def type(self) -> Number:
        """What values it takes."""
        return Number(self.parameter.unit, 0, MAX_AMOUNT)

    @property
    def own(self) -> tuple[Given, ...]:
        """The values that its own layer gives it."""
        return tuple(
            Given(
                dated=dated,
                period=dated.period,
                layer=self.layer,
                source=dated.source.onto(self.source) if dated.source else self.source,
            )
            for dated in self.parameter.values
        )

    def on(self, day: date) -> Given | None:
        """The value in force on ``day``: the one that a municipality gives goes before that of the law."""
        return in_force(self.filled, day) or in_force(self.own, day)

    def dates(self) -> Iterator[date]:
        """Every day on which its value may change."""
        for given in (*self.own, *self.filled):
            yield from (day for day in (given.period.start, given.period.end) if day is not None)


def in_force(values: Iterable[Given], day: date) -> Given | None:
    """The value that holds on ``day``: the last one that began, unless it has ended."""
    begun = [one for one in values if one.dated.start is None or one.dated.start <= day]
    last = max(begun, key=_begins, default=None)
    return last if last is not None and last.period.covers(day) else None


def _begins(given: Given) -> date:
    return given.dated.start or date.min


def check_values(name: str, values: Iterable[Dated], of: Number, found: list[Diagnostic]) -> tuple[Dated, ...]:
    """The values that have the unit of their parameter; periods that overlap go to ``found`` too.

    A value holds until the next one begins, so that only an end that is stated
    can lie too late.
    """
    in_order = sorted(values, key=lambda one: one.start or date.min)
    for earlier, later in pairwise(in_order):
        begins, ended = later.start or date.min, earlier.end or date.min
        if begins == (earlier.start or date.min) or begins < ended:
            found.append(Diagnostic("dubbel_geldig", later.span, {"naam": name, "dag": str(later.start or "-")}))
    return tuple(one for one in in_order if one.value is None or check(one.value, {}, found, of) is not None)


def check_delegation(quantity: Quantity, known: Mapping[str, Quantity], found: list[Diagnostic]) -> None:
    """A bound is a quantity of the same unit, or the name of a parameter that has it."""
    delegation = quantity.parameter.delegation
    if delegation is None:
        return
    low, high = _amount(delegation.at_least), _amount(delegation.at_most)
    if low is not None and high is not None and low > high:
        found.append(Diagnostic("grenzen_gekruist", delegation.span, {"naam": quantity.name}))
    if quantity.name in _bounded_by(quantity.name, known):
        found.append(Diagnostic("grens_in_kring", delegation.span, {"naam": quantity.name}))
        return
    for bound in (delegation.at_least, delegation.at_most):
        match bound:
            case None:
                pass
            case Literal():
                check(bound, {}, found, quantity.type)
            case Ref(name) if name in known:
                check(bound, {name: known[name].type}, found, quantity.type)
            case Ref(name):
                near = suggestion(name, known)
                found.append(Diagnostic("onbekende_parameter", bound.span, {"naam": name, **near}))
            case _:
                found.append(Diagnostic("geen_hoeveelheid", bound.span))


def _bounded_by(name: str, known: Mapping[str, Quantity]) -> set[str]:
    """The parameters that the bounds of a parameter rest on, and theirs."""
    seen: set[str] = set()
    todo = [name]
    while todo:
        delegation = known[todo.pop()].parameter.delegation
        bounds = (delegation.at_least, delegation.at_most) if delegation else ()
        named = {bound.name for bound in bounds if isinstance(bound, Ref)} & known.keys()
        todo += named - seen
        seen |= named
    return seen


def check_restriction(
    restriction: Restriction, decisions: Mapping[str, tuple[Decision, ...]], found: list[Diagnostic]
) -> bool:
    """Whether the provision exists and allows to be restricted; what is wrong goes to ``found``."""
    if not restriction.conditions:
        found.append(Diagnostic("beperkt_niets", restriction.span, {"naam": restriction.id}))
    targets = decisions.get(restriction.id)
    arguments, span = {"naam": restriction.id}, place(restriction.id, restriction.span)
    if not targets:
        near = suggestion(restriction.id, decisions)
        found.append(Diagnostic("onbekende_voorziening", span, {**arguments, **near}))
        return False
    for target in targets:
        locally = target.locally if isinstance(target, Voorziening) else None
        if locally is None or locally.restrict is None:
            found.append(Diagnostic("beperking_niet_toegestaan", span, arguments))
            return False
    return True


@frozen
class Fillings:
    """Checks what a pack fills in against what the law delegates, and fills it in.

    Args:
        header: the pack that fills; its values hold no longer than the pack.
        source: where they come from, if they do not say so themselves.
        quantities: the parameters, those of lower layers included.
    """

    header: Header
    source: Source
    quantities: dict[str, Quantity]
    found: list[Diagnostic] = field(eq=False)

    def fill(self, fillings: Iterable[Filling], unreadable: Collection[str]) -> None:
        """Fill in all that may be, then hold every value against its bounds on its dates."""
        allowed = [filling for filling in fillings if filling.id not in unreadable and self._allowed(filling)]
        filled = dict.fromkeys(filling.id for filling in allowed)
        for name in filled:
            self._add(name, [filling for filling in allowed if filling.id == name])
        for name in filled:  # a bound may be a parameter that was filled in just now
            self._check(self.quantities[name])

    def _allowed(self, filling: Filling) -> bool:
        quantity = self.quantities.get(filling.id)
        span = place(filling.id, filling.span)
        if quantity is None:
            near = suggestion(filling.id, self.quantities)
            self.found.append(Diagnostic("onbekende_parameter", span, {"naam": filling.id, **near}))
        elif quantity.parameter.delegation is None:
            self.found.append(Diagnostic("invulling_niet_gedelegeerd", span, {"naam": filling.id}))
        else:
            return True
        return False

    def _add(self, name: str, fillings: list[Filling]) -> None:
        quantity = self.quantities[name]
        values = [dated for filling in fillings for dated in filling.values]
        sound = check_values(name, values, quantity.type, self.found)
        given: list[Given] = []
        for filling in fillings:
            outer = filling.source.onto(self.source) if filling.source else self.source
            for dated in filling.values:
                period = narrowed(self.header.validity, dated.period)
                if dated not in sound:
                    continue
                if any(one.period.overlaps(period) for one in quantity.filled):
                    self.found.append(Diagnostic("al_ingevuld", dated.span, {"naam": name}))
                    continue
                source = dated.source.onto(outer) if dated.source else outer
                given.append(Given(dated=dated, period=period, layer=self.header.id, source=source))
        given.sort(key=_begins)
        self.quantities[name] = evolve(quantity, filled=(*quantity.filled, *given))

    def _check(self, quantity: Quantity) -> None:
        delegation = quantity.parameter.delegation
        assert delegation is not None  # noqa: S101 - only what is delegated was filled in
        own = [one for one in quantity.filled if one.layer == self.header.id]
        for number, given in enumerate(own):
            following = _begins(own[number + 1]) if number + 1 < len(own) else date.max
            days = sorted(set(self._days(given.period, following, delegation)))
            for bound, sign in ((delegation.at_least, -1), (delegation.at_most, 1)):
                if bound is not None and given.dated.value is not None:
                    self._within(quantity, given.dated, days, (bound, sign))

    def _days(self, period: Validity, following: date, delegation: Delegation) -> Iterator[date]:
        """The first day on which a value holds, and each later one on which a bound changes."""
        start = period.start or date.min
        end = min(following, period.end or date.max)
        if start < end:
            yield start
        for bound in (delegation.at_least, delegation.at_most):
            if isinstance(bound, Ref) and bound.name in self.quantities:
                yield from (day for day in self.quantities[bound.name].dates() if start < day < end)

    def _within(self, quantity: Quantity, dated: Dated, days: list[date], bound: tuple[Expr, int]) -> None:
        limit_of, sign = bound
        value = _amount(dated.value)
        span = dated.value.span if dated.value is not None else dated.span
        limits = [(day, self._limit(limit_of, day)) for day in days]
        for day, limit in limits:
            if value is not None and limit is not None and sign * (value - limit) > 0:
                code = "waarde_boven_grens" if sign > 0 else "waarde_onder_grens"
                stated = {"waarde": show(value, quantity.type), "grens": show(limit, quantity.type)}
                arguments = {"naam": quantity.name, **stated, "dag": day.isoformat()}
                self.found.append(Diagnostic(code, span, arguments))
                return
        if any(limit is None for _, limit in limits):
            arguments = {"naam": quantity.name}
            self.found.append(Diagnostic("grens_niet_geverifieerd", span, arguments, Severity.WARNING))

    def _limit(self, bound: Expr, day: date) -> int | None:
        if isinstance(bound, Ref):
            quantity = self.quantities.get(bound.name)
            given = quantity.on(day) if quantity else None
            return _amount(given.dated.value) if given else None
        return _amount(bound)


def _amount(expr: Expr | None) -> int | None:
    """The number that a literal states."""
    return expr.value if isinstance(expr, Literal) and type(expr.value) is int else None


def check_law(header: Header, base: Header, found: list[Diagnostic]) -> None:
    """A pack holds only within the period of the law that it was written for."""
    law = header.law
    if law is None:
        span = place(header.id, header.span)
        found.append(Diagnostic("recht_niet_genoemd", span, {"naam": header.id, "op": base.id}))
        return
    low, high = date.min, date.max
    before = (header.validity.start or low) < (law.start or low)
    after = (header.validity.end or high) > (law.end or high)
    if before or after:
        arguments = {"naam": header.id, "van": str(law.start or "-"), "tot": str(law.end or "-")}
        found.append(Diagnostic("recht_past_niet", law.span, arguments))


def check_complete(
    header: Header, quantities: Mapping[str, Quantity], unreadable: Collection[str], found: list[Diagnostic]
) -> None:
    """A pack that claims to be a complete ordinance fills all that must be filled, as long as it holds."""
    for quantity in quantities.values() if header.complete else ():
        delegation = quantity.parameter.delegation
        if delegation is None or not delegation.mandatory or quantity.name in unreadable:
            continue
        first, end = header.validity.start or date.min, header.validity.end or date.max
        days = [first, *(day for day in quantity.dates() if first < day < end)]
        if any(in_force(quantity.filled, day) is None for day in days):
            arguments = {"naam": quantity.name, "pakket": header.id}
            found.append(Diagnostic("delegatie_open", place(header.id, header.span), arguments))
