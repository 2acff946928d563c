"""Parts of rules as nodes: each once, however often rules hold it."""

import operator
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from attrs import define, field, frozen

from participatie.rules.expr import Comparison
from participatie.values import Boolean, Type

#: A node, by its number.
Node: TypeAlias = int
#: A number, as the nodes of its numerator and its denominator.
Fraction: TypeAlias = tuple[Node, Node]

_OTHER_WAY = {
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GT: Comparison.LE,
}
SIGNS: Mapping[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.EQ: operator.eq,
    Comparison.LE: operator.le,
    Comparison.GE: operator.ge,
}


@frozen
class Part:
    """A node: what is done with which others, and whether that is yes/no.

    Args:
        form: what is done.
        parts: with which nodes.
        detail: whatever else it takes.
        truth: whether its value is yes/no.
        void: whether it is unknown whatever the table holds.
    """

    form: str
    parts: tuple[Node, ...] = ()
    detail: Hashable = None
    truth: bool = False
    void: bool = False


@define(eq=False, repr=False)
class Parts:
    """The parts of rules, each once.

    Args:
        inputs: the type of every fact.
        on: the reference date.
        absent: facts that are unknown of everybody.
        gaps: values that nobody has verified: unknown too.
    """

    inputs: Mapping[str, Type]
    on: date
    _absent: Collection[str] = field(default=frozenset(), kw_only=True)
    _gaps: Collection[str] = field(default=frozenset(), kw_only=True)
    parts: list[Part] = field(factory=list, init=False)
    true: Node = field(init=False)
    false: Node = field(init=False)
    one: Node = field(init=False)
    _numbers: dict[Part, Node] = field(factory=dict, init=False)
    _support: dict[Node, frozenset[str]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.true, self.false = self._constant(True), self._constant(False)
        self.one = self._constant(1)

    def _make(
        self, form: str, parts: Iterable[Node] = (), detail: Hashable = None, *, truth: bool = False, void: bool = False
    ) -> Node:
        """The node of a part; unknown as soon as one of its parts always is."""
        parts = tuple(parts)
        void = void or any(self.parts[one].void for one in parts)
        return self._placed(Part(form, parts, detail, truth, void))

    def _placed(self, part: Part) -> Node:
        if part not in self._numbers:
            self._numbers[part] = len(self.parts)
            self.parts.append(part)
        return self._numbers[part]

    def _constant(self, value: Any) -> Node:
        plain = str(value) if isinstance(value, str) else value
        return self._make("constant", detail=(type(plain), plain), truth=isinstance(value, bool))

    def fact(self, name: str, *, truth: bool = False) -> Node:
        """The column of a fact."""
        truth = truth or isinstance(self.inputs.get(name), Boolean)
        void = name in self._absent or name in self._gaps
        return self._make("fact", detail=name, truth=truth, void=void)

    # -- logic

    def negation(self, one: Node) -> Node:
        """True for false, and the other way round."""
        part = self.parts[one]
        if part.form == "not":
            return part.parts[0]
        if one in {self.true, self.false}:
            return self.false if one == self.true else self.true
        return self._make("not", [one], truth=True)

    def every(self, parts: Iterable[Node]) -> Node:
        """All of them hold."""
        return self._joined("every", parts, neutral=self.true, settling=self.false)

    def some(self, parts: Iterable[Node]) -> Node:
        """One of them holds."""
        return self._joined("some", parts, neutral=self.false, settling=self.true)

    def _joined(self, form: str, parts: Iterable[Node], *, neutral: Node, settling: Node) -> Node:
        different = sorted({one for one in parts if one != neutral})
        if settling in different:
            return settling
        if len(different) <= 1:
            return different[0] if different else neutral
        void = all(self.parts[one].void for one in different)
        return self._placed(Part(form, tuple(different), None, truth=True, void=void))

    def _at_least(self, count: int, parts: Sequence[Node]) -> Node:
        if count == len(parts):
            return self.every(parts)
        if count == 1:
            return self.some(parts)
        return self._placed(Part("at least", tuple(parts), count, truth=True))

    # -- comparisons

    def compare(self, how: Comparison, left: Node, right: Node) -> Node:
        """A comparison of two columns of one kind."""
        if how in _OTHER_WAY:  # one column for a comparison and its opposite
            return self.negation(self.compare(_OTHER_WAY[how], left, right))
        first, second = self.parts[left], self.parts[right]
        if first.form == second.form == "constant":
            return self._constant(SIGNS[how](first.detail[1], second.detail[1]))  # type: ignore[index]  # its type, its value
        return self._make("compare", [left, right], how, truth=True)

    def _compare_numbers(self, how: Comparison, left: Fraction, right: Fraction) -> Node:
        if left[1] == right[1]:
            return self.compare(how, left[0], right[0])
        first = self._make("product", [left[0], right[1]])
        second = self._make("product", [right[0], left[1]])
        return self.compare(how, first, second)

    def _rank(self, name: str) -> Node:
        return self._make("rank", [self.fact(name)])

    # -- what is known

    def unknown(self, one: Node) -> Node:
        """Whether a node is unknown; that is never unknown itself."""
        part = self.parts[one]
        if part.void or part.form == "constant":
            return self.true if part.void else self.false
        return self._placed(Part("unknown", (one,), truth=True))

    def holds(self, one: Node) -> Node:
        """Whether a condition is certainly true."""
        return self._certainly(one, value=True)

    def fails(self, one: Node) -> Node:
        """Whether a condition is certainly false."""
        return self._certainly(one, value=False)

    def _certainly(self, one: Node, *, value: bool) -> Node:
        part = self.parts[one]
        if part.void:
            return self.false
        if part.form in {"unknown", "certainly"} or part.form == "constant":
            return one if value else self.negation(one)
        return self._placed(Part("certainly", (one,), value, truth=True))

    def unless(self, one: Node, value: Node) -> Node:
        """A condition, unknown where another one holds."""
        return self._placed(Part("unless", (one, value), truth=True))

    def support(self, one: Node | Fraction) -> frozenset[str]:
        """The facts and gaps that a node looks at."""
        if isinstance(one, tuple):
            return frozenset().union(*map(self.support, one))
        stack = [one]
        while stack:
            node = stack[-1]
            part = self.parts[node]
            open_parts = [other for other in part.parts if other not in self._support]
            if open_parts:
                stack += open_parts
                continue
            stack.pop()
            own = frozenset({str(part.detail)}) if part.form == "fact" else frozenset[str]()
            self._support[node] = own.union(*(self._support[other] for other in part.parts))
        return self._support[one]
