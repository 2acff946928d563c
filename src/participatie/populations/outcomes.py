"""The outcomes of an advice for everybody in a table, as nodes of the column engine."""

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl
from attrs import field, frozen

from participatie.advice.assessment import Outcome
from participatie.engines.columns import Columns, Node, Program
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind, Voorziening
from participatie.vocabulary import Kind as FactKind

#: What a column of outcomes holds.
OUTCOMES = pl.Enum([str(one) for one in Outcome])

#: Whether a code of a conclusion holds in any case, or may still hold.
CERTAIN, OPEN = "zeker", "nog_mogelijk"

_YES, _NO, _UNKNOWN, _JUDGEMENT = (
    pl.lit(str(one), dtype=OUTCOMES) for one in (Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT)
)


@frozen
class Decision:
    """A decision as nodes.

    Args:
        value: yes, no, or nothing where it is open.
        judged: whether it is open, and waits for findings only.
        open_rules: the rules that may keep it open, and whether each does.
        codes: of a conclusion, for each code whether it holds in any case, and whether it may hold.
    """

    value: Node
    judged: Node
    open_rules: tuple[tuple[str, Node], ...]
    codes: Mapping[str, tuple[Node, Node]] = field(factory=dict)


@frozen
class Settled:
    """What the rules say of a block of rows.

    Args:
        outcomes: a column for each decision, row for row.
        counts: how many rows have an outcome, by decision and outcome.
        codes: of how many rows a code is :data:`CERTAIN` or :data:`OPEN`, by conclusion, code and which of these.
    """

    outcomes: pl.DataFrame
    counts: Mapping[tuple[str, str], int]
    codes: Mapping[tuple[str, str, str], int]


@frozen
class Outcomes:
    """The outcomes of a pack on a day.

    Args:
        pack: the pack.
        on: the reference date.
        known: the facts of which something can be known.
    """

    pack: Pack
    on: date
    known: Collection[str]
    names: tuple[str, ...] = field(init=False)
    #: For each decision the facts and unverified values that may keep it open.
    looks_at: Mapping[str, tuple[str, ...]] = field(init=False)
    #: Each conclusion with each of its codes.
    codes: tuple[tuple[str, str], ...] = field(init=False)
    _settling: Program = field(init=False)
    _waiting: Program = field(init=False)

    def __attrs_post_init__(self) -> None:
        snapshot = self.pack.on(self.on)
        rules = snapshot.rules
        engine = Columns(rules, self.on, absent=frozenset(rules.inputs) - frozenset(self.known))
        findings = {name for name, fact in self.pack.vocabulary.items() if fact.kind is FactKind.FINDING}
        plain = (frozenset(rules.inputs) - findings) | rules.gaps
        decisions = {one.id: _decision(one, snapshot, engine, plain) for one in decided(self.pack, snapshot)}
        nodes = engine.nodes
        outputs: dict[str, Node] = {}
        looks_at: dict[str, tuple[str, ...]] = {}
        waiting: dict[str, Node] = {}
        for name, one in decisions.items():
            outputs |= {f"={name}": one.value, f"?{name}": one.judged}
            for code, (certain, possible) in one.codes.items():
                outputs |= {f"+{name}={code}": certain, f"~{name}={code}": possible}
            support = frozenset().union(*(nodes.support(nodes.rules[rule]) for rule, _ in one.open_rules))
            looks_at[name] = tuple(fact for fact in (*rules.inputs, *sorted(rules.gaps)) if fact in support)
            for fact in looks_at[name]:
                found = (
                    nodes.every([opened, nodes.waits(nodes.rules[rule], [fact])]) for rule, opened in one.open_rules
                )
                waiting[f"{name}/{fact}"] = nodes.some(found)
        for fact in dict.fromkeys(fact for facts in looks_at.values() for fact in facts):
            waiting[f"/{fact}"] = nodes.some(
                waiting[f"{name}/{fact}"] for name, facts in looks_at.items() if fact in facts
            )
        object.__setattr__(self, "names", tuple(decisions))
        object.__setattr__(self, "looks_at", looks_at)
        object.__setattr__(self, "codes", tuple((name, code) for name, one in decisions.items() for code in one.codes))
        object.__setattr__(self, "_settling", nodes.program(outputs))
        object.__setattr__(self, "_waiting", nodes.program(waiting))

    def settle(self, table: pl.DataFrame) -> Settled:
        """What the rules say of each row."""
        settled = self._settling.run(table)
        sums = settled.select(
            pl.all().sum(), *((~pl.col(f"={name}")).sum().alias(f"!{name}") for name in self.names)
        ).row(0, named=True)
        counts: dict[tuple[str, str], int] = {}
        for name in self.names:
            yes, no, judged = (sums[f"{sign}{name}"] for sign in "=!?")
            numbers = (yes, no, settled.height - yes - no - judged, judged)
            counts |= {(name, outcome): number for outcome, number in zip(OUTCOMES.categories, numbers, strict=True)}
        codes: dict[tuple[str, str, str], int] = {}
        for name, code in self.codes:
            certain, possible = sums[f"+{name}={code}"], sums[f"~{name}={code}"]
            codes |= {(name, code, CERTAIN): certain, (name, code, OPEN): possible - certain}
        outcomes = settled.select(
            pl.when(pl.col(f"={name}"))
            .then(_YES)
            .when(~pl.col(f"={name}"))
            .then(_NO)
            .when(pl.col(f"?{name}"))
            .then(_JUDGEMENT)
            .otherwise(_UNKNOWN)
            .alias(name)
            for name in self.names
        )
        return Settled(outcomes, counts, codes)

    def blocked(self, table: pl.DataFrame) -> Mapping[tuple[str, str], int]:
        """For how many rows a decision waits for a fact; the empty name stands for any decision."""
        if not any(self.looks_at.values()):
            return {}
        sums = self._waiting.run(table).select(pl.all().sum()).row(0, named=True)
        return {tuple(name.split("/", 1)): count for name, count in sums.items()}  # type: ignore[misc]  # two parts


def outcomes(pack: Pack, on: date, known: Collection[str]) -> Outcomes:
    """The outcomes of a pack on a day; the last ones are kept beside its rules, for the next table with these facts."""
    kept = pack.on(on).engines
    found: Outcomes | None = kept.get(_KEPT)
    if found is None or found.pack is not pack or (found.on, found.known) != (on, known):
        found = kept[_KEPT] = Outcomes(pack, on, known)
    return found


_KEPT = "columns"


def settled(pack: Pack, on: date) -> tuple[str, ...]:
    """What is counted: the names of the provisions, duties, measures and conclusions of an advice on that day."""
    return tuple(one.id for one in decided(pack, pack.on(on)))


def decided(pack: Pack, snapshot: Snapshot) -> list[Decided]:
    """The decisions of an advice in its order: lower layers first, then by id; no notions."""
    ranks = {layer.id: rank for rank, layer in enumerate(pack.layers)}
    found = [*snapshot.decisions.values(), *(one for one, _ in snapshot.absent.values())]
    return sorted(
        (one for one in found if one.document.kind is not Kind.NOTION), key=lambda one: (ranks[one.layer], one.id)
    )


def _decision(one: Decided, snapshot: Snapshot, engine: Columns, plain: Collection[str]) -> Decision:
    nodes, rules = engine.nodes, snapshot.rules.rules
    if isinstance(one.document, Voorziening):
        value = nodes.truth_of(one.id)
        opened = nodes.unknown(value)
        judged = nodes.every([opened, nodes.negation(nodes.waits(value, plain))])
        return Decision(value, judged, ((one.id, opened),))
    if one.id in snapshot.absent:
        return Decision(nodes.false, nodes.false, ())
    codes = {rule: nodes.truth_of(rule) for rule in rules if rule.startswith(f"{one.id}=")}
    possible = {rule: nodes.negation(nodes.fails(value)) for rule, value in codes.items()}
    by_elimination = nodes.false
    if isinstance(one.document, Conclusion) and not one.document.elements and one.document.otherwise is not None:
        by_elimination = nodes.some(
            nodes.every([here, *(nodes.negation(there) for other, there in possible.items() if other != rule)])
            for rule, here in possible.items()
        )
    opened_by = {
        rule: nodes.every([nodes.unknown(value), nodes.negation(by_elimination)]) for rule, value in codes.items()
    }
    opened = nodes.some(opened_by.values())
    waits = nodes.some(nodes.every([opened_by[rule], nodes.waits(value, plain)]) for rule, value in codes.items())
    # As an advice has it: what is left when all others are ruled out holds, too.
    certain = {
        rule: nodes.some([nodes.holds(value), nodes.every([by_elimination, possible[rule]])])
        for rule, value in codes.items()
    }
    return Decision(
        value=nodes.unless(opened, nodes.some(possible.values())),
        judged=nodes.every([opened, nodes.negation(waits)]),
        open_rules=tuple(opened_by.items()),
        codes={code: (certain[rule], possible[rule]) for code, rule in _in_order(one, codes)},
    )


def _in_order(one: Decided, rules: Collection[str]) -> list[tuple[str, str]]:
    """The codes of a conclusion in the order of its document, each with its rule."""
    known = [str(code) for code in one.document.codes] if isinstance(one.document, Conclusion) else []
    found = [(rule.removeprefix(f"{one.id}="), rule) for rule in rules]
    return sorted(found, key=lambda pair: (known.index(pair[0]) if pair[0] in known else 0, pair[0]))
