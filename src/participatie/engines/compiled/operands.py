"""What the statements of the function are about: operands, and what looks at the same one."""

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import field, frozen

from participatie.engines.compiled.forms import UNKNOWN, assigned, condition, identical


@frozen
class Operand:
    """A variable or a constant of the function.

    Args:
        key: equal for operands that have the same value.
        node: how it is written.
        stored: how it is written where it gets its value; ``None`` for a constant.
        known: whether it can never be unknown.
        whole: whether it is a whole number, when it is a number.
    """

    key: object
    node: ast.expr = field(eq=False)
    stored: ast.Name | None = field(default=None, eq=False)
    known: bool = False
    whole: bool = False

    @property
    def target(self) -> ast.Name:
        """How a variable is written where it gets its value."""
        assert self.stored is not None  # noqa: S101 - constants get no value
        return self.stored

    def becomes(self, node: ast.expr) -> ast.stmt:
        """The statement that gives a variable its value."""
        return assigned([self.target], node)


@frozen
class Looks:
    """What looks at one value: variables, how each is written, and how it is worked out beforehand."""

    source: Operand
    #: Which statement it is.
    number: int
    variables: list[Operand] = field(factory=list, init=False)
    nodes: list[ast.expr] = field(factory=list, init=False)
    judges: list[Callable[[Any], bool] | None] = field(factory=list, init=False)

    def written(self) -> ast.stmt:
        """All of them, under one test of whether the value is known."""
        unknown = assigned([one.target for one in self.variables], UNKNOWN)
        known = [one.becomes(node) for one, node in zip(self.variables, self.nodes, strict=True)]
        return condition(identical(self.source.node, UNKNOWN), [unknown], known)


class Table(dict[Any, tuple[bool | None, ...]]):
    """What comparisons come to, for each value of a fact. A value that it was not made for is worked out."""

    def __init__(self, judges: Sequence[Callable[[Any], bool]], values: Iterable[Any]) -> None:
        self._judges = judges
        super().__init__({value: self[value] for value in values})
        self[None] = (None,) * len(judges)

    def __missing__(self, value: Any) -> tuple[bool, ...]:
        return tuple(judge(value) for judge in self._judges)
