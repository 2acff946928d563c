"""Joints of conditions, worked out on bits for a block of rows after another."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import polars as pl
from attrs import field, frozen

from participatie.engines.columns import planes
from participatie.engines.columns.parts import Node, Part
from participatie.engines.columns.planes import Bitmap, Column, Planes

#: Bytes of a plane that are worked out together: so many that a call of numpy costs little beside its work, and so
#: few that what is made of them is still in the cache of a processor when it is looked at again.
_BLOCK = 1 << 17

Joint: TypeAlias = Callable[[Sequence[Planes]], Planes]


#: How a part is made of conditions, by its form; what else the part holds comes first.
_JOINTS: Mapping[str, Callable[[Any, Sequence[Planes]], Planes]] = {
    "every": lambda _, of: planes.every(of),
    "some": lambda _, of: planes.some(of),
    "at least": planes.at_least,
    "not": lambda _, of: planes.negation(*of),
    "unknown": lambda _, of: planes.unknown(*of),
    "certainly": lambda value, of: planes.holds(*of) if value else planes.fails(*of),
    "unless": lambda _, of: planes.unless(*of),
}


def joint(part: Part) -> Joint | None:
    """How a part is made of conditions; ``None`` when it is no joint."""
    how = _JOINTS.get(part.form)
    return None if how is None else partial(how, part.detail)


@frozen
class Step:
    """A condition that is worked out.

    Args:
        node: which one.
        joint: how it is made.
        parts: of which ones.
        last: those that nothing looks at after it.
    """

    node: Node
    joint: Joint
    parts: tuple[Node, ...]
    last: tuple[Node, ...]


@frozen
class Logic:
    """Conditions that are made of columns of yes/no.

    Args:
        takes: the columns, by node.
        values: the conditions that are the same in each row.
        joints: each condition, after its parts: how it is made, and of which ones.
        gives: the columns that are handed out, by node.
    """

    takes: Mapping[Node, str]
    values: Mapping[Node, bool | None]
    gives: Mapping[Node, str]
    _joints: Sequence[tuple[Node, Joint, tuple[Node, ...]]]
    steps: Sequence[Step] = field(init=False)

    @steps.default
    def _with_ends(self) -> list[Step]:
        seen: set[Node] = set()
        steps: list[Step] = []
        for node, how, parts in reversed(self._joints):
            last = tuple({node, *parts} - seen)
            seen.update(parts)
            steps.append(Step(node, how, parts, last))
        return steps[::-1]

    def run(self, table: pl.DataFrame) -> list[pl.Series]:
        """The columns that are handed out."""
        taken = {node: Bitmap.of(table[name]) for node, name in self.takes.items()}
        given = {node: Column(table.height) for node in self.gives}
        size = -(-table.height // 8)
        for start in range(0, size, _BLOCK):
            block = slice(start, min(start + _BLOCK, size))
            held = {node: Planes.of(value, block.stop - start) for node, value in self.values.items()}
            for step in self.steps:
                # A column is read each time: cheaper than to keep what fits in no cache.
                parts = [held[one] if one in held else taken[one].planes(block) for one in step.parts]
                made = held[step.node] = step.joint(parts)
                if step.node in given:
                    given[step.node].fill(block, made)
                for one in step.last:
                    held.pop(one, None)
        return [column.series(self.gives[node]) for node, column in given.items()]
