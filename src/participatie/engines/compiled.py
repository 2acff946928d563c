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
import heapq
import itertools
import operator
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from types import CodeType, FunctionType
from typing import Any, TypeAlias, assert_never

from attrs import evolve, field, frozen

from participatie.rules import semantics
from participatie.rules.expr import (
    And,
    Arith,
    AtLeast,
    Case,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    Greatest,
    In,
    Least,
    Literal,
    Not,
    Operator,
    Or,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
)
from participatie.rules.rule import RuleSet
from participatie.values import Code, Number, Result, Value

#: Values in rows: those of the rules, in their order, and then those of the comparisons.
Slots: TypeAlias = tuple[tuple[Result | None, ...], ...]
#: A tuple is built at once when it has at most so many elements.
_ROW = 30
#: Facts with no more values than this have their comparisons worked out beforehand...
_FEW = 130
#: ... when there are as many of those as this.
_SEVERAL = 3


@frozen(eq=False, repr=False)
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
        return self.slots[number // _ROW][number % _ROW]

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

    >>> from participatie.rules.expr import Not
    >>> from participatie.rules.rule import Rule, ordered
    >>> from participatie.values import Boolean
    >>> rules = ordered([Rule(name="blijft", expr=Not(Ref("weg")), type=Boolean())], {"weg": Boolean()}, [])
    >>> Compiled(rules).settle({"weg": False}, date(2018, 6, 1))["blijft"]
    True
    """

    def __init__(self, rules: RuleSet) -> None:
        writer = _Writer(rules)
        #: The rules by name, each with its number.
        self.numbers: Mapping[str, int] = {name: number for number, name in enumerate(rules.rules)}
        for name in rules.rules:
            writer.rule(name)
        self._run, shown = writer.function()
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


# -- writing the function ------------------------------------------------------------


@frozen
class _Operand:
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


# Every node needs a position; nobody reads it.
_AT: Any = {"lineno": 1, "col_offset": 0}
_LOAD, _STORE = ast.Load(), ast.Store()
_UNKNOWN = ast.Constant(value=None, **_AT)
_FALSE = ast.Constant(value=False, **_AT)

_SIGNS: Mapping[Comparison, tuple[ast.cmpop, ast.cmpop]] = {
    Comparison.EQ: (ast.Eq(), ast.NotEq()),
    Comparison.NE: (ast.NotEq(), ast.Eq()),
    Comparison.LT: (ast.Lt(), ast.GtE()),
    Comparison.LE: (ast.LtE(), ast.Gt()),
    Comparison.GT: (ast.Gt(), ast.LtE()),
    Comparison.GE: (ast.GtE(), ast.Lt()),
}
_MIRRORED = {
    Comparison.EQ: Comparison.EQ,
    Comparison.NE: Comparison.NE,
    Comparison.LT: Comparison.GT,
    Comparison.LE: Comparison.GE,
    Comparison.GT: Comparison.LT,
    Comparison.GE: Comparison.LE,
}
_HOW: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}
_ARITH: Mapping[Operator, ast.operator] = {Operator.ADD: ast.Add(), Operator.SUB: ast.Sub(), Operator.MUL: ast.Mult()}


def _up(value: int, numerator: int, denominator: int, step: int) -> int:
    return -(-value * numerator // (denominator * step)) * step


def _down(value: int, numerator: int, denominator: int, step: int) -> int:
    return value * numerator // (denominator * step) * step


def _half_up(value: int, numerator: int, denominator: int, step: int) -> int:
    return (2 * value * numerator + denominator * step) // (2 * denominator * step) * step


#: Rounding of a share of a whole number, in whole numbers only.
_ROUNDED = {Rounding.UP: _up, Rounding.DOWN: _down, Rounding.HALF_UP: _half_up}


@frozen
class _Looks:
    """What looks at one value: variables, how each is written, and how it is worked out beforehand."""

    source: _Operand
    #: Which statement it is.
    number: int
    variables: list[_Operand] = field(factory=list, init=False)
    nodes: list[ast.expr] = field(factory=list, init=False)
    judges: list[Callable[[Any], bool] | None] = field(factory=list, init=False)

    def written(self) -> ast.stmt:
        """All of them, under one test of whether the value is known."""
        unknown = ast.Assign(targets=[_target(one) for one in self.variables], value=_UNKNOWN, **_AT)
        known = [_assigned(one, node) for one, node in zip(self.variables, self.nodes, strict=True)]
        return ast.If(test=_is(self.source.node, _UNKNOWN), body=[unknown], orelse=known, **_AT)


class _Table(dict[Any, tuple[bool | None, ...]]):
    """What comparisons come to, for each value of a fact. A value that it was not made for is worked out."""

    def __init__(self, judges: Sequence[Callable[[Any], bool]], values: Iterable[Any]) -> None:
        self._judges = judges
        super().__init__({value: self[value] for value in values})
        self[None] = (None,) * len(judges)

    def __missing__(self, value: Any) -> tuple[bool, ...]:
        return tuple(judge(value) for judge in self._judges)


class _Writer:
    """Writes the function statement by statement; equal parts are written once."""

    def __init__(self, rules: RuleSet) -> None:
        self._set = rules
        self._body: list[ast.stmt | _Looks] = []
        # What no fact has a part in comes before all else: anything may look at it.
        self._before: list[ast.stmt] = []
        self._rules: dict[str, _Operand] = {}
        # What looks at one value, under the test of whether that is known.
        self._groups: dict[object, _Looks] = {}
        # The facts whose values are few, by variable.
        self._few: dict[object, Sequence[Any]] = {}
        self._written: dict[object, _Operand] = {}
        # The names that the function can reach: what is here, and nothing else.
        self._names: dict[str, Any] = {"__builtins__": {}}
        # Every variable, with the statement that gives it its value and the last that looks at it.
        self._made: list[tuple[_Operand, int]] = []
        self._last: dict[object, int] = {}
        self._results: list[list[_Operand]] = [[]]
        # Comparisons of more than one unknown value.
        self._apart: list[_Operand] = []
        #: Every node that was met, and whether it was negated, with what it is in the function.
        self.seen: dict[tuple[int, bool], _Operand] = {}

    def rule(self, name: str) -> None:
        """Work out a rule, after all it refers to."""
        made = self._rules[name] = self._of(self._set.rules[name].expr)
        self._results[-1].append(made)
        if len(self._results[-1]) == _ROW:
            self._end_row()

    def _end_row(self) -> None:
        """Put results together as soon as there are enough: most of them are not looked at again."""
        row = self._results[-1]
        self._used(row)
        put = ast.Assign(targets=[_stored(f"r{len(self._results)}")], value=_tuple(one.node for one in row), **_AT)
        self._body.append(put)
        self._results.append([])

    def function(
        self,
    ) -> tuple[Callable[[Mapping[str, Value], date], Slots], Mapping[object, tuple[int, int]]]:
        """The function, from facts and a date to rows of values; and where in those each operand stands."""
        if self._results[-1]:
            self._end_row()
        rows = self._results[:-1]
        shown = {one.key: (row, place) for row, some in enumerate(rows) for place, one in enumerate(some)}
        answer: list[ast.expr] = [_loaded(f"r{number}") for number in range(1, len(self._results))]
        body = list(self._before)
        loose: list[_Operand] = []
        for one in self._body:
            if not isinstance(one, _Looks):
                body.append(one)
                continue
            judges = [judge for judge in one.judges if judge is not None]
            if one.source.key in self._few and len(judges) == len(one.judges) >= _SEVERAL:
                table = self._shared(_Table(judges, self._few[one.source.key]))
                row = f"t{len(answer)}"
                shown.update({each.key: (len(answer), place) for place, each in enumerate(one.variables)})
                answer.append(_loaded(row))
                targets = [_targets(one.variables), _stored(row)]
                looked_up = ast.Subscript(value=table, slice=one.source.node, ctx=_LOAD, **_AT)
                body.append(ast.Assign(targets=targets, value=looked_up, **_AT))
            else:
                body.append(one.written())
                loose += one.variables
        loose += self._apart
        self._used(loose)
        for start in range(0, len(loose), _ROW):
            some = loose[start : start + _ROW]
            shown.update({each.key: (len(answer), place) for place, each in enumerate(some)})
            answer.append(_tuple(each.node for each in some))
        self._named()
        get = ast.Assign(
            targets=[_stored("get")],
            value=ast.Attribute(value=_loaded("facts"), attr="get", ctx=_LOAD, **_AT),
            **_AT,
        )
        end = ast.Return(value=_tuple(answer), **_AT)
        arguments = ast.arguments(
            posonlyargs=[],
            args=[ast.arg(arg=name, **_AT) for name in ("facts", "on")],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        )
        since_312: Any = {"type_params": []}
        whole = ast.FunctionDef(
            name="rules",
            args=arguments,
            body=[get, *body, end],
            decorator_list=[],
            **since_312,
            **_AT,
        )
        module = compile(ast.Module(body=[whole], type_ignores=[]), "<rules>", "exec", dont_inherit=True)
        code = next(one for one in module.co_consts if isinstance(one, CodeType))
        return FunctionType(code, self._names), shown

    def _used(self, parts: Iterable[_Operand], number: int | None = None) -> None:
        """Note that a statement, the next one unless stated, looks at these."""
        number = len(self._body) if number is None else number
        for one in parts:
            self._last[one.key] = max(number, self._last.get(one.key, 0))

    def _named(self) -> None:
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

    # -- nodes -----------------------------------------------------------------------

    def _of(self, expr: Expr, *, negated: bool = False) -> _Operand:
        """What ``expr``, or its negation, is in the function."""
        key = id(expr), negated
        if key not in self.seen:
            self.seen[key] = self._negated(expr) if negated else self._plain(expr)
        return self.seen[key]

    def _plain(self, expr: Expr) -> _Operand:  # noqa: C901, PLR0911, PLR0912 - one case per node
        match expr:
            case Literal(value):
                return self._constant(value)
            case Ref(name):
                return self._rules[name] if name in self._rules else self._fact(name)
            case Not(operand):
                return self._of(operand, negated=True)
            case And(operands) | Or(operands):
                return self._joined([self._of(one) for one in operands], decides=isinstance(expr, Or))
            case AtLeast(count, operands):
                parts = [self._of(one) for one in operands]
                key = ("at least", count, *(one.key for one in parts))
                node = self._call(semantics.at_least, _number(count), _tuple(one.node for one in parts))
                return self._variable(key, parts, node)
            case Compare():
                return self._compared(expr, negated=False)
            case In(operand, codes):
                return self._among(self._of(operand), codes, negated=False)
            case Contains(operand, codes):
                return self._holding(self._of(operand), codes, negated=False)
            case Without(operand, codes):
                inner = self._of(operand)
                return self._derived(("without", codes), [inner], _binary(inner, ast.Sub(), self._codes(codes)))
            case Count(operand):
                inner = self._of(operand)
                return self._derived("count", [inner], self._call(len, inner.node), whole=True)
            case Arith(sign, left, right):
                first, second = self._of(left), self._of(right)
                node = _binary(first, _ARITH[sign], second.node)
                return self._derived(("arith", sign), [first, second], node, whole=first.whole and second.whole)
            case Least(operands) | Greatest(operands):
                parts = [self._of(one) for one in operands]
                pick = min if isinstance(expr, Least) else max
                node = self._call(pick, _tuple(one.node for one in parts))
                return self._derived(pick.__name__, parts, node, whole=all(one.whole for one in parts))
            case Scale(operand, numerator, denominator):
                parts = [self._of(one) for one in (operand, numerator, denominator)]
                return self._derived("scale", parts, self._call(semantics.scale, *(one.node for one in parts)))
            case Round(operand, step, rounding):
                return self._rounded(operand, step, rounding)
            case Case(rows, otherwise):
                return self._rows([(self._of(when), self._of(value)) for when, value in rows], self._of(otherwise))
            case Since(unit, anchor):
                inner = self._of(anchor)
                node = self._call(semantics.since, self._shared(unit), inner.node, _loaded("on"))
                return self._derived(("since", unit), [inner], node, whole=True)
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(expr)

    def _negated(self, expr: Expr) -> _Operand:  # noqa: PLR0911 - one case per node
        match expr:
            case Not(operand):
                return self._of(operand)
            case And(operands) | Or(operands):
                parts = [self._of(one, negated=True) for one in operands]
                return self._joined(parts, decides=isinstance(expr, And))
            case Compare():
                return self._compared(expr, negated=True)
            case In(operand, codes):
                return self._among(self._of(operand), codes, negated=True)
            case Contains(operand, codes):
                return self._holding(self._of(operand), codes, negated=True)
            case Literal(value):
                return self._constant(not value)
            case _:
                inner = self._of(expr)
                return self._derived("not", [inner], ast.UnaryOp(op=ast.Not(), operand=inner.node, **_AT))

    def _fact(self, name: str) -> _Operand:
        key = ("fact", name)
        if key not in self._written:
            made = self._new(key, len(self._body))
            of = self._set.inputs.get(name)
            if isinstance(of, Number):
                made = self._written[key] = evolve(made, whole=True)
            if isinstance(of, Number) and of.high - of.low < _FEW:
                self._few[made.key] = range(of.low, of.high + 1)
            elif isinstance(of, Code) and of.codes is not None and len(of.codes) < _FEW:
                self._few[made.key] = [str(code) for code in of.codes]
            self._body.append(_assigned(made, _call(_loaded("get"), _text(name))))
        return self._written[key]

    def _joined(self, parts: Sequence[_Operand], *, decides: bool) -> _Operand:
        """A list of which one part that is ``decides`` settles the whole."""
        neutral, settling = self._constant(not decides), self._constant(decides)
        different = {one.key: one for one in parts if one.key != neutral.key}
        if settling.key in different:
            return settling
        if len(different) <= 1:
            return next(iter(different.values()), neutral)
        key = ("any" if decides else "all", frozenset(different))
        if key in self._written:
            return self._written[key]
        nodes = [one.node for one in different.values()]
        joined = ast.BoolOp(op=ast.Or() if decides else ast.And(), values=nodes, **_AT)
        made = self._variable(key, different.values(), joined)
        # `and` ends at the first part that is false or unknown; one that is false may come after it.
        # `or` ends with the last part; one that is unknown may have come before it.
        others = nodes[:-1] if decides else nodes[1:]
        seeks, result = (_UNKNOWN, _FALSE) if decides else (_FALSE, _UNKNOWN)
        test = _all_of(_is(made.node, result), _any_of([_is(one, seeks) for one in others]))
        self._used([made, *different.values()])
        self._body.append(ast.If(test=test, body=[_assigned(made, seeks)], orelse=[], **_AT))
        return made

    def _compared(self, expr: Compare, *, negated: bool) -> _Operand:
        match expr:
            case Compare(how, Ref(name) as left, Literal(str() as code)):
                scale = self._set.inputs[name]
                assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
                codes = scale.codes or ()
                place, meant = codes.index(code), _HOW[how]
                fitting = tuple(one for rank, one in enumerate(codes) if meant(rank, place))
                return self._among(self._of(left), fitting, negated=negated)
            case Compare(how, left, right):
                if isinstance(left, Literal):  # the same comparison, the other way round
                    left, right, how = right, left, _MIRRORED[how]
                first, second = self._of(left), self._of(right)
                sign = _SIGNS[how][negated]
                node = _test(first.node, sign, second.node)
                judge = _judge(how, right, negated=negated)
                return self._derived(type(sign).__name__, [first, second], node, judge=judge)

    def _among(self, code: _Operand, codes: Iterable[str], *, negated: bool) -> _Operand:
        codes = frozenset(codes)
        if len(codes) == 1:  # the plainest test there is
            sign: ast.cmpop = ast.NotEq() if negated else ast.Eq()
            node = _test(code.node, sign, _text(next(iter(codes))))
        else:
            node = _test(code.node, ast.NotIn() if negated else ast.In(), self._codes(codes))
        return self._derived(("in", codes, negated), [code], node, judge=lambda one: (one in codes) is not negated)

    def _holding(self, held: _Operand, codes: Iterable[str], *, negated: bool) -> _Operand:
        codes = frozenset(codes)
        if len(codes) == 1:
            sign = ast.NotIn() if negated else ast.In()
            node: ast.expr = _test(_text(next(iter(codes))), sign, held.node)
        else:
            apart = ast.Attribute(value=held.node, attr="isdisjoint", ctx=_LOAD, **_AT)
            node = _call(apart, self._codes(codes))
            node = node if negated else ast.UnaryOp(op=ast.Not(), operand=node, **_AT)
        return self._derived(("holds", codes, negated), [held], node)

    def _rounded(self, operand: Expr, step: int, rounding: Rounding) -> _Operand:
        if isinstance(operand, Scale):
            parts = [self._of(one) for one in (operand.operand, operand.numerator, operand.denominator)]
        else:
            one = self._constant(1)
            parts = [self._of(operand), one, one]
        if all(one.whole for one in parts):
            node = self._call(_ROUNDED[rounding], *(one.node for one in parts), _number(step))
        else:
            parts = [self._of(operand)]
            node = self._call(semantics.rounded, parts[0].node, _number(step), self._shared(rounding))
        return self._derived(("round", step, rounding), parts, node, whole=True)

    def _rows(self, rows: Sequence[tuple[_Operand, _Operand]], otherwise: _Operand) -> _Operand:
        """The value of the first row that holds; where that is unknown, what all that may hold agree on."""
        rest = otherwise
        for when, value in reversed(rows):
            agreed = _choice(_test(value.node, ast.Eq(), rest.node), value.node, _UNKNOWN)
            below = _choice(_is(when.node, _FALSE), rest.node, agreed)
            key = ("row", when.key, value.key, rest.key)
            node = _choice(when.node, value.node, below)
            rest = self._variable(key, [when, value, rest], node, whole=value.whole and rest.whole)
        return rest

    # -- variables and constants --------------------------------------------------------

    def _derived(
        self,
        form: object,
        parts: Sequence[_Operand],
        node: ast.expr,
        *,
        whole: bool = False,
        judge: Callable[[Any], bool] | None = None,
    ) -> _Operand:
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
            made = self._written[key] = _Operand(name, _loaded(name), _stored(name), known=True, whole=whole)
            self._before.append(_assigned(made, node))
            return made
        if len(open_parts) > 1:
            test = _any_of([_is(one, _UNKNOWN) for _, one in open_parts])
            made = self._variable(key, parts, _choice(test, _UNKNOWN, node), whole=whole)
            self._apart.append(made)
            return made
        source = open_parts[0][0]
        if source not in self._groups:
            self._groups[source] = _Looks(next(one for one in parts if one.key == source), len(self._body))
            self._body.append(self._groups[source])
        looks = self._groups[source]
        self._used(parts, looks.number)
        made = self._new(key, looks.number, whole=whole)
        looks.variables.append(made)
        looks.nodes.append(node)
        looks.judges.append(judge)
        return made

    def _variable(self, key: object, parts: Iterable[_Operand], node: ast.expr, *, whole: bool = False) -> _Operand:
        if key not in self._written:
            self._used(parts)
            self._body.append(_assigned(self._new(key, len(self._body), whole=whole), node))
        return self._written[key]

    def _new(self, key: object, number: int, *, whole: bool = False) -> _Operand:
        """A variable that gets its value in that statement."""
        name = f"v{len(self._made)}"
        made = self._written[key] = _Operand(name, _loaded(name), _stored(name), whole=whole)
        self._made.append((made, number))
        return made

    def _constant(self, value: Any) -> _Operand:
        plain = str(value) if isinstance(value, str) else value
        node = self._shared(value) if isinstance(value, date) else ast.Constant(value=plain, **_AT)
        return _Operand((type(value), value), node, known=True, whole=type(value) is int)

    def _codes(self, codes: Iterable[str]) -> ast.expr:
        constant: Any = frozenset(map(str, codes))
        return ast.Constant(value=constant, **_AT)

    def _shared(self, thing: object) -> ast.expr:
        """Something that cannot be written as a constant, under a name of the function."""
        key = ("shared", type(thing), thing if isinstance(thing, Hashable) else id(thing))
        if key not in self._written:
            name = f"k{len(self._names)}"
            self._names[name] = thing
            self._written[key] = _Operand(name, _loaded(name), known=True)
        return self._written[key].node

    def _call(self, function: Callable[..., Any], *arguments: ast.expr) -> ast.expr:
        return _call(self._shared(function), *arguments)


def _judge(how: Comparison, bound: Expr, *, negated: bool) -> Callable[[Any], bool] | None:
    """A comparison with a bound that is written in the rule."""
    if not isinstance(bound, Literal):
        return None
    meant, value = _HOW[how], bound.value
    return lambda one: meant(one, value) is not negated


def _targets(variables: Iterable[_Operand]) -> ast.expr:
    return ast.Tuple(elts=[_target(one) for one in variables], ctx=_STORE, **_AT)


def _loaded(name: str) -> ast.Name:
    return ast.Name(id=name, ctx=_LOAD, **_AT)


def _stored(name: str) -> ast.Name:
    return ast.Name(id=name, ctx=_STORE, **_AT)


def _assigned(variable: _Operand, node: ast.expr) -> ast.stmt:
    return ast.Assign(targets=[_target(variable)], value=node, **_AT)


def _target(variable: _Operand) -> ast.Name:
    assert variable.stored is not None  # noqa: S101 - constants get no value
    return variable.stored


def _text(value: str) -> ast.expr:
    return ast.Constant(value=str(value), **_AT)  # names in documents are text that knows its place


def _number(value: int) -> ast.expr:
    return ast.Constant(value=value, **_AT)


def _tuple(nodes: Iterable[ast.expr]) -> ast.expr:
    return ast.Tuple(elts=list(nodes), ctx=_LOAD, **_AT)


def _call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    return ast.Call(func=function, args=list(arguments), keywords=[], **_AT)


def _binary(left: _Operand, sign: ast.operator, right: ast.expr) -> ast.expr:
    return ast.BinOp(left=left.node, op=sign, right=right, **_AT)


def _test(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> ast.expr:
    return ast.Compare(left=left, ops=[sign], comparators=[right], **_AT)


def _is(one: ast.expr, other: ast.expr) -> ast.expr:
    return _test(one, ast.Is(), other)


def _all_of(*tests: ast.expr) -> ast.expr:
    return ast.BoolOp(op=ast.And(), values=list(tests), **_AT)


def _any_of(tests: list[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(op=ast.Or(), values=tests, **_AT)


def _choice(test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    return ast.IfExp(test=test, body=yes, orelse=no, **_AT)
