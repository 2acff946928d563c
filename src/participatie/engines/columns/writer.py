"""From nodes to a program: what becomes a column, and in which stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
from attrs import field, frozen

from participatie.engines.columns.forms import expression
from participatie.engines.columns.logic import Joint, Logic, joint
from participatie.engines.columns.parts import Fraction, Node, Parts
from participatie.engines.columns.planes import Planes
from participatie.engines.columns.program import Expressions, Joints, Program, Stage

#: Expressions nest no deeper than this: what lies below becomes a column.
_DEEP = 12


@frozen
class Writer:
    """Turns nodes into stages: expressions in the even ones, joints of conditions in the odd ones.

    An expression that is looked at more than once, or by a joint, becomes a column. A joint becomes one where an
    expression looks at it, or a later stage.

    Args:
        nodes: the parts.
    """

    nodes: Parts
    #: The nodes that are needed, each after its parts.
    _order: list[Node] = field(factory=list, init=False)
    _joints: dict[Node, Joint] = field(factory=dict, init=False)
    _stage: dict[Node, int] = field(factory=dict, init=False)
    _columns: set[Node] = field(factory=set, init=False)
    #: What is the same in each row, and looks at no column.
    _same: dict[Node, pl.Expr] = field(factory=dict, init=False)

    def program(self, outputs: Mapping[str, Node | Fraction]) -> Program:
        """What makes a column of each output."""
        flat = {name: self._flat(made) for name, made in outputs.items()}
        wanted = {one for made in flat.values() for one in made}
        self._order.extend(self._reached(wanted))
        for node in self._order:
            self._know(node)
        self._place(wanted)
        written: dict[Node, pl.Expr] = {}
        stages = tuple(self._stages(written, wanted))
        facts = {self._name(one) for one in self._order if self._is_fact(one)}
        handed_out = tuple(_output(name, one, written) for name, one in flat.items())
        return Program(tuple(sorted(facts)), stages, handed_out, any(one in self._same for one in wanted))

    def _flat(self, made: Node | Fraction) -> tuple[Node, ...]:
        if isinstance(made, int):
            return (made,)
        return made[:1] if made[1] == self.nodes.one else made

    def _below(self, node: Node) -> tuple[Node, ...]:
        part = self.nodes.parts[node]
        return () if part.void else part.parts

    def _reached(self, start: Iterable[Node]) -> list[Node]:
        found: set[Node] = set()
        stack = list(start)
        while stack:
            node = stack.pop()
            if node not in found:
                found.add(node)
                stack += self._below(node)
        return sorted(found)  # a node is numbered after its parts

    def _is_fact(self, node: Node) -> bool:
        part = self.nodes.parts[node]
        return part.form == "fact" and not part.void

    def _name(self, node: Node) -> str:
        """The name of its column."""
        return str(self.nodes.parts[node].detail) if self._is_fact(node) else f"#{node}"

    def _know(self, node: Node) -> None:
        """Whether a node is the same in each row, and else whether it is a joint."""
        part, below = self.nodes.parts[node], self._below(node)
        conditions = all(self.nodes.parts[one].truth for one in below)
        how = joint(part) if conditions and not part.void else None
        if self._is_fact(node) or not all(one in self._same for one in below):
            if how is not None:
                self._joints[node] = how
        elif part.void or part.form == "constant":
            self._same[node] = expression(part, [], self.nodes.inputs)
        elif how is not None:
            made = how([Planes.of(_item(self._same[one]), 1) for one in below])
            self._same[node] = pl.lit(made.value(), dtype=pl.Boolean)
        else:
            found = pl.select(expression(part, [self._same[one] for one in below], self.nodes.inputs)).to_series()
            self._same[node] = pl.lit(found.item(), dtype=found.dtype)

    # -- stages

    def _place(self, wanted: set[Node]) -> None:
        """The stage of each node, and whether it becomes a column."""
        uses: dict[Node, int] = {}
        for node in self._order:
            for one in self._below(node):
                uses[one] = uses.get(one, 0) + (2 if node in self._joints else 1)  # a joint looks at columns only
        depth: dict[Node, int] = {}
        for node in self._order:
            below = [one for one in self._below(node) if one not in self._same]
            if node in self._joints:
                self._stage[node] = max(self._stage[one] | 1 for one in below)
                continue
            self._stage[node] = max((self._next_even(one) for one in below), default=0)
            depth[node] = 1 + max((depth.get(one, 0) for one in below if one not in self._columns), default=0)
            # A rank is the column of a fact, read as numbers.
            plain = self._is_fact(node) or node in self._same or self.nodes.parts[node].form == "rank"
            if not plain and (node in wanted or uses.get(node, 0) > 1 or depth[node] > _DEEP):
                self._columns.add(node)
        for node in self._order:
            below = [one for one in self._below(node) if one in self._joints]
            self._columns.update(one for one in below if self._stage[one] != self._stage[node])
        self._columns.update(wanted & self._joints.keys())

    def _next_even(self, node: Node) -> int:
        """The first stage in which an expression can look at a node."""
        if node in self._joints:
            return self._stage[node] + 1
        return self._stage[node] + (2 if node in self._columns else 0)

    def _stages(self, written: dict[Node, pl.Expr], wanted: set[Node]) -> Iterator[Stage]:
        """The stages; and how each node is written by what looks at it, into ``written``."""
        made: dict[int, list[pl.Expr]] = {}
        joined: dict[int, list[Node]] = {}
        for node in self._order:
            if node in self._joints:
                joined.setdefault(self._stage[node], []).append(node)
            elif node not in self._same and not self._is_fact(node):
                below = [written[one] for one in self._below(node)]
                written[node] = expression(self.nodes.parts[node], below, self.nodes.inputs)
            if node in self._same:
                written[node] = self._same[node]
            elif node in self._columns and node not in self._joints:
                made.setdefault(self._stage[node], []).append(written[node].alias(self._name(node)))
            if node in self._columns or self._is_fact(node):
                written[node] = pl.col(self._name(node))
        ends = self._ends(wanted)
        for stage in sorted(made.keys() | joined.keys()):
            last = sorted(ends.get(stage, ()))
            if stage in made:
                yield Expressions(made[stage], last)
            else:
                yield Joints(self._logic(joined[stage]), last)

    def _logic(self, joined: Sequence[Node]) -> Logic:
        below = {one: None for node in joined for one in self._below(node) if one not in joined}
        return Logic(
            takes={one: self._name(one) for one in below if one not in self._same},
            values={one: _item(self._same[one]) for one in below if one in self._same},
            gives={node: self._name(node) for node in joined if node in self._columns},
            joints=[(node, self._joints[node], self._below(node)) for node in joined],
        )

    def _ends(self, wanted: set[Node]) -> Mapping[int, Sequence[str]]:
        """By stage, the columns that nothing looks at after it."""
        looks_at: dict[Node, frozenset[Node]] = {}
        last: dict[Node, int] = {}
        for node in self._order:
            below = [frozenset({one}) if one in self._columns else looks_at[one] for one in self._below(node)]
            looks_at[node] = frozenset().union(*below)
            last.update({one: max(last.get(one, 0), self._stage[node]) for one in looks_at[node]})
        ends: dict[int, list[str]] = {}
        for node in self._columns - wanted:
            ends.setdefault(last[node], []).append(self._name(node))
        return ends


def _item(expr: pl.Expr) -> bool | None:
    value: bool | None = pl.select(expr).item()
    return value


def _output(name: str, made: Sequence[Node], written: Mapping[Node, pl.Expr]) -> pl.Expr:
    if len(made) == 1:
        return written[made[0]].alias(name)
    above, below = (written[one].cast(pl.Int64) for one in made)
    return pl.struct(above.alias("teller"), below.alias("noemer")).alias(name)
