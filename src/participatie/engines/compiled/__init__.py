"""Rules compiled to one Python function, which settles all of them for a client in one go.

The function is straight-line code without recursion, made as a syntax tree of
:mod:`ast` and never as text: names, codes and texts of a pack are constants in
it. What it holds to:

- Truth is ``True``, ``False`` or ``None`` and is told apart by identity.
- Negation stands at the leaves: a comparison is written the other way round.
- Every part of every rule is worked out once, into a local variable, also where
  rules share it. What looks at one value stands under one test of whether that
  value is known; where a fact has few values, it is looked up for each of them.
- What the comparisons came to is returned beside the rules, so that whoever
  explains an outcome can look it up. Nothing is explained before it is asked for.
"""

import ast
import itertools
from collections.abc import Callable, Mapping
from datetime import date
from types import CodeType, FunctionType
from typing import Any, TypeAlias

from attrs import define

from participatie.engines.compiled.function import ROW
from participatie.engines.compiled.writing import Writer
from participatie.rules.expr import Expr
from participatie.rules.rule import RuleSet
from participatie.values import Result, Value

__all__ = ["Answers", "Compiled", "Slots"]

#: Values in rows: those of the rules, in their order, and then those of the comparisons.
Slots: TypeAlias = tuple[tuple[Result | None, ...], ...]


@define(eq=False, repr=False)  # a frozen one takes twice as long to make, for each client
class Answers:
    """What the rules say of one client, and what each comparison in them came to.

    Args:
        engine: the compiled rules.
        slots: the values of the rules, and of the comparisons.
    """

    engine: "Compiled"
    slots: Slots

    def __getitem__(self, name: str) -> Result | None:
        """The value of a rule; ``None`` while it is unknown."""
        number = self.engine.numbers[name]
        return self.slots[number // ROW][number % ROW]

    def values(self) -> dict[str, Result | None]:
        """The value of every rule by name, in the order of the rules."""
        return dict(zip(self.engine.numbers, itertools.chain.from_iterable(self.slots), strict=False))

    def has(self, expr: Expr) -> bool:
        """Whether ``expr``, that very node, is a part of a rule that was worked out."""
        return id(expr) in self.engine.places

    def of(self, expr: Expr) -> Result | None:
        """What a part of a rule came to.

        Raises:
            KeyError: that node is no such part.
        """
        row, place, inverted = self.engine.places[id(expr)]
        value = self.slots[row][place]
        return not value if inverted and value is not None else value


class Compiled:
    """A checked rule set as a Python function. Safe for threads: it keeps nothing of a client.

    Args:
        rules: a checked rule set.

    >>> from participatie.rules.expr import Not, Ref
    >>> from participatie.rules.rule import Rule, ordered
    >>> from participatie.values import Boolean
    >>> rules = ordered([Rule(name="blijft", expr=Not(Ref("weg")), type=Boolean())], {"weg": Boolean()}, [])
    >>> Compiled(rules).settle({"weg": False}, date(2018, 6, 1))["blijft"]
    True
    """

    def __init__(self, rules: RuleSet) -> None:
        writer = Writer(rules)
        #: The rules by name, each with its number.
        self.numbers: Mapping[str, int] = {name: number for number, name in enumerate(rules.rules)}
        for name in rules.rules:
            writer.rule(name)
        tree, names, shown = writer.function.tree()
        self._run = _made(tree, names)
        #: Where the value of a part stands, by the identity of its node, and whether it stands there inverted.
        self.places: Mapping[int, tuple[int, int, bool]] = {
            node: (*shown[operand.key], inverted)
            for inverted in (True, False)
            for (node, negated), operand in writer.seen.items()
            if negated is inverted and operand.key in shown
        }
        self._rules = rules  # the nodes live as long as the places that are known by their identity

    def settle(self, facts: Mapping[str, Value], on: date) -> Answers:
        """What the rules say about ``facts`` on a date; what is not among them is unknown."""
        return Answers(self, self._run(facts, on))


def _made(tree: ast.Module, names: dict[str, Any]) -> Callable[[Mapping[str, Value], date], Slots]:
    """The function in ``tree``, which reaches these names. Nothing is run to get it."""
    module = compile(tree, "<rules>", "exec", dont_inherit=True)
    code = next(one for one in module.co_consts if isinstance(one, CodeType))
    return FunctionType(code, names)
