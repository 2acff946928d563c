"""Expressions in stages: what is looked at more than once becomes a column."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
from attrs import field, frozen

from participatie.engines.columns.forms import expression
from participatie.engines.columns.parts import Fraction, Node, Parts

#: Expressions nest no deeper than this: what lies below becomes a column.
_DEEP = 12


@frozen
class Program:
    """Expressions in stages, each over the columns that those before it made.

    Args:
        needs: the columns that it looks at.
        stages: what each stage makes, and which columns nothing looks at after it.
        outputs: what is handed out.
        single: whether some output looks at no column, and is one value for all rows.
    """

    needs: tuple[str, ...]
    stages: tuple[tuple[tuple[pl.Expr, ...], tuple[str, ...]], ...]
    outputs: tuple[pl.Expr, ...]
    single: bool

    def run(self, table: pl.DataFrame) -> pl.DataFrame:
        """The outputs, row for row."""
        frame = (table.select(self.needs) if self.needs else table).lazy()
        for made, last in self.stages:
            frame = frame.with_columns(made).drop(last)
        if self.single:  # `select` makes one row where all outputs are single values
            frame = frame.with_columns(self.outputs).select(one.meta.output_name() for one in self.outputs)
        else:
            frame = frame.select(self.outputs)
        # Nothing is left to optimise: parts are shared already, and each column is looked at.
        return frame.collect(optimizations=pl.QueryOptFlags.none())


@frozen
class Writer:
    """Turns nodes into expressions; those that are looked at more than once become columns."""

    nodes: Parts
    _uses: dict[Node, int] = field(factory=dict, init=False)
    _stage: dict[Node, int] = field(factory=dict, init=False)
    _depth: dict[Node, int] = field(factory=dict, init=False)
    _columns: set[Node] = field(factory=set, init=False)
    _live: dict[Node, bool] = field(factory=dict, init=False)

    def program(self, outputs: Mapping[str, Node | Fraction]) -> Program:
        """What makes a column of each output."""
        flat = {name: self._flat(made) for name, made in outputs.items()}
        handed = [one for made in flat.values() for one in made]
        order = self._reached(handed)
        wanted = set(handed)
        for node in order:
            self._settle(node, wanted=node in wanted)
        written: dict[Node, pl.Expr] = {}
        stages: dict[int, list[pl.Expr]] = {}
        last: dict[Node, int] = {}
        seen: dict[Node, frozenset[Node]] = {}
        for node in order:
            seen[node] = frozenset().union(
                *(frozenset({one}) if one in self._columns else seen[one] for one in self._below(node))
            )
            part = self.nodes.parts[node]
            expr = expression(part, [] if part.void else [written[one] for one in part.parts], self.nodes.inputs)
            if not (self._live[node] or part.void or part.form == "constant"):
                found = pl.select(expr).to_series()
                expr = pl.lit(found.item(), dtype=found.dtype)
            if node in self._columns:
                last.update({one: max(last.get(one, 0), self._stage[node]) for one in seen[node]})
                stages.setdefault(self._stage[node], []).append(expr.alias(f"#{node}"))
                written[node] = pl.col(f"#{node}")
            else:
                written[node] = expr
        dropped: dict[int, list[str]] = {}
        for node in self._columns - wanted:
            dropped.setdefault(last.get(node, self._stage[node]), []).append(f"#{node}")
        facts = {str(self.nodes.parts[one].detail) for one in order if self._is_column_of_fact(one)}
        made = tuple((tuple(exprs), tuple(sorted(dropped.get(stage, ())))) for stage, exprs in sorted(stages.items()))
        handed_out = tuple(_output(name, one, written) for name, one in flat.items())
        return Program(tuple(sorted(facts)), made, handed_out, not all(self._live[one] for one in handed))

    def _flat(self, made: Node | Fraction) -> tuple[Node, ...]:
        if isinstance(made, int):
            return (made,)
        return made[:1] if made[1] == self.nodes.one else made

    def _is_column_of_fact(self, node: Node) -> bool:
        part = self.nodes.parts[node]
        return part.form == "fact" and not part.void

    def _below(self, node: Node) -> tuple[Node, ...]:
        part = self.nodes.parts[node]
        return () if part.void else part.parts

    def _reached(self, start: Iterable[Node]) -> list[Node]:
        """The nodes that are needed, each after its parts; and how often each is looked at."""
        found: dict[Node, None] = {}
        stack = list(start)
        while stack:
            node = stack.pop()
            if node not in found:
                found[node] = None
                for other in self._below(node):
                    self._uses[other] = self._uses.get(other, 0) + 1
                    stack.append(other)
        return sorted(found)  # a node is numbered after its parts

    def _settle(self, node: Node, *, wanted: bool) -> None:
        """Whether a node becomes a column, and in which stage it is worked out."""
        part = self.nodes.parts[node]
        below = self._below(node)
        stage = max((self._stage[one] + (one in self._columns) for one in below), default=0)
        depth = 1 + max((0 if one in self._columns else self._depth[one] for one in below), default=0)
        self._live[node] = self._is_column_of_fact(node) or any(self._live[one] for one in below)
        # What looks at no column is one value, worked out once; polars spreads it where it meets a column.
        plain = part.form == "fact" or not self._live[node]
        if not plain and (wanted or self._uses.get(node, 0) > 1 or depth > _DEEP):
            self._columns.add(node)
        self._stage[node], self._depth[node] = stage, depth


def _output(name: str, made: Sequence[Node], written: Mapping[Node, pl.Expr]) -> pl.Expr:
    if len(made) == 1:
        return written[made[0]].alias(name)
    above, below = (written[one].cast(pl.Int64) for one in made)
    return pl.struct(above.alias("teller"), below.alias("noemer")).alias(name)
