"""The function while it is written: its statements, its variables, and what it returns."""

import ast
import heapq
import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from participatie.engines.compiled.forms import (
    UNKNOWN,
    any_of,
    assigned,
    attribute,
    call,
    choice,
    constant,
    defined,
    identical,
    loaded,
    looked_up,
    row,
    stored,
    stored_together,
    text,
)
from participatie.engines.compiled.operands import Looks, Operand, Table

#: A tuple is built at once when it has at most so many elements.
ROW = 30
#: The comparisons with a value of which few are possible are worked out beforehand when there are as many as this.
_SEVERAL = 3


class Function:
    """Statements after one another; what has the same value is written once."""

    def __init__(self) -> None:
        self._body: list[ast.stmt | Looks] = []
        # What no fact has a part in comes before all else: anything may look at it.
        self._before: list[ast.stmt] = []
        # What looks at one value, under the test of whether that is known.
        self._groups: dict[object, Looks] = {}
        # The facts whose values are few, by variable.
        self._few: dict[object, Sequence[Any]] = {}
        self._written: dict[object, Operand] = {}
        # The names that the function can reach: what is here, and nothing else.
        self._names: dict[str, Any] = {"__builtins__": {}}
        # Every variable, with the statement that gives it its value and the last that looks at it.
        self._made: list[tuple[Operand, int]] = []
        self._last: dict[object, int] = {}
        self._results: list[list[Operand]] = [[]]
        # Comparisons of more than one unknown value.
        self._apart: list[Operand] = []

    # -- variables -----------------------------------------------------------------------

    def written(self, key: object) -> Operand | None:
        """What has this key, if it is there."""
        return self._written.get(key)

    def fact(self, name: str, values: Sequence[Any] | None, *, whole: bool) -> Operand:
        """A fact.

        Args:
            name: of the fact.
            values: all that it can be, where those are few.
            whole: whether it is a whole number.
        """
        key = ("fact", name)
        if key not in self._written:
            made = self._new(key, len(self._body), whole=whole)
            if values is not None:
                self._few[made.key] = values
            self.add(made.becomes(call(loaded("get"), text(name))))
        return self._written[key]

    def derived(
        self,
        form: object,
        parts: Sequence[Operand],
        node: ast.expr,
        *,
        whole: bool = False,
        judge: Callable[[Any], bool] | None = None,
    ) -> Operand:
        """What is worked out from parts, and is unknown as soon as one of them is.

        Args:
            form: what is done with the parts.
            parts: the operands.
            node: how that is written.
            whole: whether it is a whole number.
            judge: the same for a value of the only part that may be unknown.
        """
        key = (form, *(one.key for one in parts))
        if key in self._written:
            return self._written[key]
        open_parts = list({one.key: one.node for one in parts if not one.known}.items())
        if not open_parts:
            name = f"c{len(self._before)}"
            made = self._written[key] = Operand(name, loaded(name), stored(name), known=True, whole=whole)
            self._before.append(made.becomes(node))
            return made
        if len(open_parts) > 1:
            unknown = any_of([identical(one, UNKNOWN) for _, one in open_parts])
            made = self.variable(key, parts, choice(unknown, UNKNOWN, node), whole=whole)
            self._apart.append(made)
            return made
        source = open_parts[0][0]
        if source not in self._groups:
            self._groups[source] = Looks(next(one for one in parts if one.key == source), len(self._body))
            self._body.append(self._groups[source])
        looks = self._groups[source]
        self._used(parts, looks.number)
        made = self._new(key, looks.number, whole=whole)
        looks.variables.append(made)
        looks.nodes.append(node)
        looks.judges.append(judge)
        return made

    def variable(self, key: object, parts: Iterable[Operand], node: ast.expr, *, whole: bool = False) -> Operand:
        """What is worked out from parts, and tells itself when it is unknown."""
        if key not in self._written:
            self.add(self._new(key, len(self._body), whole=whole).becomes(node), parts)
        return self._written[key]

    def add(self, statement: ast.stmt, parts: Iterable[Operand] = ()) -> None:
        """Write a statement that looks at these parts."""
        self._used(parts, len(self._body))
        self._body.append(statement)

    def result(self, one: Operand) -> None:
        """Return a value, after those before it."""
        self._results[-1].append(one)
        if len(self._results[-1]) == ROW:
            self._end_row()

    def _new(self, key: object, number: int, *, whole: bool = False) -> Operand:
        """A variable that gets its value in that statement."""
        name = f"v{len(self._made)}"
        made = self._written[key] = Operand(name, loaded(name), stored(name), whole=whole)
        self._made.append((made, number))
        return made

    # -- constants ------------------------------------------------------------------------

    def constant(self, value: Any) -> Operand:
        """A value that is written in a rule."""
        plain = str(value) if isinstance(value, str) else value
        node = self.shared(value) if isinstance(value, date) else constant(plain)
        return Operand((type(value), value), node, known=True, whole=type(value) is int)

    def shared(self, thing: object) -> ast.expr:
        """Something that cannot be written as a constant, under a name of the function."""
        key = ("shared", type(thing), thing if isinstance(thing, Hashable) else id(thing))
        if key not in self._written:
            name = f"k{len(self._names)}"
            self._names[name] = thing
            self._written[key] = Operand(name, loaded(name), known=True)
        return self._written[key].node

    def call(self, function: Callable[..., Any], *arguments: ast.expr) -> ast.expr:
        """A function of ours called."""
        return call(self.shared(function), *arguments)

    # -- the whole ------------------------------------------------------------------------

    def tree(self) -> tuple[ast.Module, dict[str, Any], Mapping[object, tuple[int, int]]]:
        """The function, the names that it reaches, and where in the rows that it returns each operand stands."""
        if self._results[-1]:
            self._end_row()
        rows = self._results[:-1]
        shown = {one.key: (number, place) for number, some in enumerate(rows) for place, one in enumerate(some)}
        answer: list[ast.expr] = [loaded(f"r{number}") for number in range(1, len(self._results))]
        body = [assigned([stored("get")], attribute(loaded("facts"), "get")), *self._before]
        loose: list[Operand] = []
        for one in self._body:
            if not isinstance(one, Looks):
                body.append(one)
                continue
            judges = [judge for judge in one.judges if judge is not None]
            if one.source.key in self._few and len(judges) == len(one.judges) >= _SEVERAL:
                table = self.shared(Table(judges, self._few[one.source.key]))
                name = f"t{len(answer)}"
                shown.update({each.key: (len(answer), place) for place, each in enumerate(one.variables)})
                answer.append(loaded(name))
                targets = [stored_together(each.target for each in one.variables), stored(name)]
                body.append(assigned(targets, looked_up(table, one.source.node)))
            else:
                body.append(one.written())
                loose += one.variables
        loose += self._apart
        self._used(loose, len(self._body))
        for start in range(0, len(loose), ROW):
            some = loose[start : start + ROW]
            shown.update({each.key: (len(answer), place) for place, each in enumerate(some)})
            answer.append(row(each.node for each in some))
        self._name()
        return defined(("facts", "on"), body, row(answer)), self._names, shown

    def _end_row(self) -> None:
        """Put results together as soon as there are enough: most of them are not looked at again."""
        some = self._results[-1]
        self.add(assigned([stored(f"r{len(self._results)}")], row(one.node for one in some)), some)
        self._results.append([])

    def _used(self, parts: Iterable[Operand], number: int) -> None:
        """Note that a statement looks at these."""
        for one in parts:
            self._last[one.key] = max(number, self._last.get(one.key, 0))

    def _name(self) -> None:
        """Give variables their names; one that is not looked at any more leaves its name to another.

        Python is faster at the first 256 names of a function than at the rest.
        """
        free: list[int] = []
        taken: list[tuple[int, int]] = []
        names = itertools.count()
        for variable, begins in sorted(self._made, key=lambda one: one[1]):
            while taken and taken[0][0] < begins:
                heapq.heappush(free, heapq.heappop(taken)[1])
            name = heapq.heappop(free) if free else next(names)
            heapq.heappush(taken, (self._last.get(variable.key, begins), name))
            for node in (variable.node, variable.stored):
                assert isinstance(node, ast.Name)  # noqa: S101 - as `_new` made them
                node.id = f"v{name}"
