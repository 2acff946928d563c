"""What follows for everybody from what is known: ages from dates, and facts from the *verbanden* of a pack."""

from collections.abc import Collection, Iterable
from datetime import date

import polars as pl
from attrs import field, frozen

from participatie.engines.columns import Node, Nodes, Program, dtype, since
from participatie.policy.pack import Pack
from participatie.rules.constraint import Constraint, contrapositive
from participatie.rules.expr import references
from participatie.values import Number, Unit
from participatie.vocabulary import vocabulary

#: The column that says that a row contradicts itself.
WRONG = "*fout"


@frozen
class Closing:
    """What follows for the rows of a table.

    Args:
        pack: whose facts and *verbanden*.
        on: the reference date.
        present: the facts that have a column.
    """

    pack: Pack
    on: date
    present: Collection[str]
    #: The facts that have a column afterwards.
    known: frozenset[str] = field(init=False)
    _applied: tuple[Constraint, ...] = field(init=False)
    _derived: tuple[str, ...] = field(init=False)
    _round: Program | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        known = set(self.present) | {name for name, _, anchor in _following() if anchor in self.present}
        applied: dict[str, Constraint] = {}
        before = -1
        while before < len(known) + len(applied):
            before = len(known) + len(applied)
            for one in self.pack.constraints:
                facts = {ref.name for ref in references(one.condition)}
                if not facts or facts & known or set(one.consequences) & known:
                    applied[one.id] = one
                    known |= {*one.consequences, *contrapositive(one.condition)}
        object.__setattr__(self, "known", frozenset(known))
        object.__setattr__(self, "_applied", tuple(applied[name] for name in sorted(applied)))
        program, derived = self._program()
        object.__setattr__(self, "_round", program)
        object.__setattr__(self, "_derived", derived)

    def _program(self) -> tuple[Program | None, tuple[str, ...]]:
        inputs = {name: fact.type for name, fact in self.pack.vocabulary.items()}
        nodes = Nodes(inputs, self.on, absent=frozenset(inputs) - self.known)
        follows: dict[str, list[tuple[Node, object]]] = {}
        clashes: list[Node] = []
        for one in self._applied:
            applies = nodes.holds(nodes.truth(one.condition))
            violated = nodes.some(nodes.differs(name, value) for name, value in one.consequences.items())
            clashes.append(nodes.every([applies, violated]))
            for name, value in one.consequences.items():
                follows.setdefault(name, []).append((applies, value))
            cannot = nodes.every([violated, nodes.negation(applies)])
            for name, truth in contrapositive(one.condition).items():
                follows.setdefault(name, []).append((cannot, truth))
        derived = {name: nodes.coalesced(name, tests) for name, tests in follows.items()}
        if not self._applied:
            return None, ()
        return nodes.program({**derived, WRONG: nodes.some(clashes)}), tuple(derived)

    def dated(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows with ages and counters that follow from dates; those that contradict are wrong."""
        wrong: list[pl.Expr] = [pl.lit(value=False)]
        columns: list[pl.Expr] = []
        for name, unit, anchor in _following():
            if anchor not in self.present:
                continue
            of = vocabulary()[name].type
            assert isinstance(of, Number)  # noqa: S101 - what counts is a number
            count = since(pl.col(anchor), unit, self.on)
            outside = ~count.is_between(of.low, of.high)
            if name == "leeftijd":
                outside |= pl.col(anchor) > self.on
            wrong.append(outside.fill_null(value=False))
            within = pl.when(~outside).then(count).cast(dtype(of))
            if name in self.present:
                wrong.append((pl.col(name) != count).fill_null(value=False))
                within = pl.coalesce(pl.col(name), within)
            columns.append(within.alias(name))
        return table.with_columns(*columns, pl.any_horizontal(wrong).alias(WRONG))

    def closed(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows with all that follows by *verbanden*, in both directions; those that contradict are wrong."""
        missing = [name for name in self._derived if name not in table.columns]
        types = self.pack.vocabulary
        table = table.with_columns(pl.lit(None, dtype=dtype(types[name].type)).alias(name) for name in missing)
        if self._round is None:
            return table.with_columns(pl.lit(value=False).alias(WRONG))
        before = -1
        while (open_cells := _open_cells(table, self._derived)) != before:
            before = open_cells
            table = table.with_columns(self._round.run(table))
        return table


def _open_cells(table: pl.DataFrame, names: Iterable[str]) -> int:
    return sum(table[name].null_count() for name in names)


def _following() -> list[tuple[str, Unit, str]]:
    """The facts of the shared vocabulary that follow from a date, as :meth:`Client.facts` counts them."""
    return [(name, *fact.follows_from) for name, fact in vocabulary().items() if fact.follows_from is not None]
