"""The closed set of expression nodes.

Nodes are inert: they compare by structure, and know nothing of evaluation,
types or text. Whoever adds one adds its meaning to every ``match`` over
:data:`Expr`; the type checker names the places.
"""

import enum
import functools
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

from attrs import evolve, field, fields, frozen

from participatie.diagnostics import Diagnostic, Span
from participatie.values import Unit

#: Deeper than this is no condition that a person reviews.
MAX_DEPTH = 60
#: More nodes than this, repeated operands counted each time, is no condition either.
MAX_NODES = 10_000
#: What every walk over nodes must be able to take: that, and what a document puts around it.
DEEPEST, LARGEST = 100, 100_000


def _at() -> Span | None:
    """Where the node stands in a file; equality ignores it."""
    return field(default=None, eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]  # attrs types it as what it holds


def _some(_: object, attribute: Any, parts: tuple[object, ...]) -> None:
    if not parts:
        raise ValueError(f"{attribute.name}: at least one is needed")


def _codes(_: object, __: object, codes: tuple[object, ...]) -> None:
    for code in codes:
        _writable(code)


def _writable(code: object) -> None:
    if not isinstance(code, str):
        raise TypeError(f"a code is text, not {type(code).__name__}")
    if "\n" in code or ('"' in code and "'" in code):
        raise ValueError("a code holds no line break, and no quotation marks of both kinds")


class Comparison(enum.StrEnum):
    """How two values are compared."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Operator(enum.StrEnum):
    """Arithmetic on whole numbers."""

    ADD = "+"
    SUB = "-"
    MUL = "*"


class Rounding(enum.StrEnum):
    """How a fraction becomes a whole number; amounts are never negative here."""

    HALF_UP = "rekenkundig"
    DOWN = "naar beneden"
    UP = "naar boven"


def _plain(_: object, __: object, value: Any) -> None:
    if type(value) not in (bool, int, date, str):  # a datetime is a date too, and compares with none
        raise TypeError(f"a literal is yes/no, a whole number, a date or text, not {type(value).__name__}")
    if isinstance(value, str):
        _writable(value)


@frozen
class Literal:
    """A value written in the rule itself. Numbers carry the unit they were written in."""

    value: bool | int | date | str = field(validator=_plain)
    unit: Unit | None = None
    span: Span | None = _at()

    # Equality must tell True from 1, and attrs compares values: the type goes along.
    _kind: str = field(init=False, repr=False)

    @_kind.default
    def _(self) -> str:
        return type(self.value).__name__


@frozen
class Ref:
    """A fact, a parameter or another rule, by name."""

    name: str
    span: Span | None = _at()


@frozen
class Not:
    """Negation."""

    operand: "Expr"
    span: Span | None = _at()


def _flat(instance: "And | Or", _: object, operands: tuple["Expr", ...]) -> None:
    if len(operands) < 2 or any(isinstance(one, type(instance)) for one in operands):  # noqa: PLR2004 - a list has two
        raise ValueError("use all_of() and any_of(), which flatten")


@frozen
class And:
    """Conjunction of two or more operands, none of them a conjunction itself."""

    operands: tuple["Expr", ...] = field(validator=_flat)
    span: Span | None = _at()


@frozen
class Or:
    """Disjunction of two or more operands, none of them a disjunction itself."""

    operands: tuple["Expr", ...] = field(validator=_flat)
    span: Span | None = _at()


@frozen
class AtLeast:
    """At least ``count`` of the operands hold."""

    count: int
    operands: tuple["Expr", ...] = field(validator=_some)
    span: Span | None = _at()


@frozen
class Compare:
    """A comparison of numbers, dates or ordered codes."""

    operator: Comparison
    left: "Expr"
    right: "Expr"
    span: Span | None = _at()


@frozen
class In:
    """The code on the left is one of ``codes``."""

    operand: "Expr"
    codes: tuple[str, ...] = field(validator=[_some, _codes])
    span: Span | None = _at()


@frozen
class Contains:
    """The set on the left holds at least one of ``codes``."""

    operand: "Expr"
    codes: tuple[str, ...] = field(validator=[_some, _codes])
    span: Span | None = _at()


@frozen
class Without:
    """The set on the left, less ``codes``."""

    operand: "Expr"
    codes: tuple[str, ...] = field(validator=[_some, _codes])
    span: Span | None = _at()


@frozen
class Count:
    """The number of codes in a set."""

    operand: "Expr"
    span: Span | None = _at()


@frozen
class Arith:
    """Sum, difference or product."""

    operator: Operator
    left: "Expr"
    right: "Expr"
    span: Span | None = _at()


@frozen
class Least:
    """The smallest of the operands."""

    operands: tuple["Expr", ...] = field(validator=_some)
    span: Span | None = _at()


@frozen
class Greatest:
    """The largest of the operands."""

    operands: tuple["Expr", ...] = field(validator=_some)
    span: Span | None = _at()


@frozen
class Scale:
    """``operand * numerator / denominator`` as an exact fraction: percentages, pro rata."""

    operand: "Expr"
    numerator: "Expr"
    denominator: "Expr"
    span: Span | None = _at()


def _positive(_: object, __: object, step: int) -> None:
    if step < 1:
        raise ValueError("a step to round to is at least 1")


@frozen
class Round:
    """The operand, rounded to a multiple of ``step`` of its unit; money is counted in cents."""

    operand: "Expr"
    step: int = field(validator=_positive)
    rounding: Rounding
    unit: Unit | None = None
    span: Span | None = _at()


@frozen
class Case:
    """The value of the first row whose condition holds, else ``otherwise``."""

    rows: tuple[tuple["Expr", "Expr"], ...] = field(validator=_some)
    otherwise: "Expr"
    span: Span | None = _at()


@frozen
class Since:
    """Completed years, months or weeks from a date up to the reference date."""

    unit: Unit
    anchor: "Expr"
    span: Span | None = _at()


Expr: TypeAlias = (
    Literal
    | Ref
    | Not
    | And
    | Or
    | AtLeast
    | Compare
    | In
    | Contains
    | Without
    | Count
    | Arith
    | Least
    | Greatest
    | Scale
    | Round
    | Case
    | Since
)

TRUE = Literal(True)
FALSE = Literal(False)


def all_of(*operands: Expr, span: Span | None = None) -> Expr:
    """The conjunction of ``operands``: flattened, true when there are none."""
    flat = tuple(part for one in operands for part in (one.operands if isinstance(one, And) else (one,)))
    return flat[0] if len(flat) == 1 else And(flat, span=span) if flat else TRUE


def any_of(*operands: Expr, span: Span | None = None) -> Expr:
    """The disjunction of ``operands``: flattened, false when there are none."""
    flat = tuple(part for one in operands for part in (one.operands if isinstance(one, Or) else (one,)))
    return flat[0] if len(flat) == 1 else Or(flat, span=span) if flat else FALSE


def children(expr: Expr) -> Iterator[Expr]:
    """The direct operands of ``expr``, in the order in which they are written."""
    if isinstance(expr, Case):
        for condition, value in expr.rows:
            yield condition
            yield value
        yield expr.otherwise
        return
    for name in _operand_names(expr):
        value = getattr(expr, name)
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


_OPERANDS = {"operand", "operands", "left", "right", "numerator", "denominator", "anchor"}


def _operand_names(expr: Expr) -> tuple[str, ...]:
    node: type = type(expr)
    return _operand_names_of(node)


@functools.cache
def _operand_names_of(node: type) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in fields(node) if attribute.name in _OPERANDS)


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """``expr`` with ``change`` applied to each direct operand; structure stays flat."""
    if isinstance(expr, And):
        return all_of(*map(change, expr.operands), span=expr.span)
    if isinstance(expr, Or):
        return any_of(*map(change, expr.operands), span=expr.span)
    if isinstance(expr, Case):
        rows = tuple((change(condition), change(value)) for condition, value in expr.rows)
        return evolve(expr, rows=rows, otherwise=change(expr.otherwise))
    changes: dict[str, Any] = {}
    for name in _operand_names(expr):
        value = getattr(expr, name)
        changes[name] = tuple(map(change, value)) if isinstance(value, tuple) else change(value)
    return evolve(expr, **changes) if changes else expr


def references(expr: Expr) -> Iterator[Ref]:
    """Every reference in ``expr``, in the order in which they are written."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Ref):
            yield node
        stack += reversed(tuple(children(node)))


def depth(expr: Expr) -> int:
    """How many levels of operands ``expr`` has."""
    return _size(expr)[0]


def excess(expr: Expr) -> Diagnostic | None:
    """Why ``expr`` is too large to be a condition, or ``None`` when it is not.

    Operators stack up nodes, and a form such as *in [..]* repeats its operand,
    faster than a walk over all nodes could follow. This is therefore looked at
    before any such walk.
    """
    levels, nodes = _size(expr)
    if levels > MAX_DEPTH:
        return Diagnostic("expressie_te_diep", expr.span, {"grens": str(MAX_DEPTH)})
    if nodes > MAX_NODES:
        return Diagnostic("te_veel_onderdelen", expr.span, {"grens": str(MAX_NODES)})
    return None


def walkable(expr: Expr) -> bool:
    """Whether ``expr`` can be walked over recursively: any checked one, with what is put around it."""
    levels, nodes = _size(expr)
    return levels <= DEEPEST and nodes <= LARGEST


def _size(expr: Expr) -> tuple[int, int]:
    """The levels and the nodes of ``expr``, counted without recursion, each object visited once."""
    parts = tuple(children(expr))
    if all(isinstance(part, Ref | Literal) for part in parts):  # nearly every rule
        return (2, 1 + len(parts)) if parts else (1, 1)
    sizes: dict[int, tuple[int, int]] = {}
    stack = [(expr, False)]
    while stack:
        node, done = stack.pop()
        if id(node) in sizes:
            continue
        parts = tuple(children(node))
        if done:
            below = [sizes[id(part)] for part in parts]
            levels = 1 + max((levels for levels, _ in below), default=0)
            sizes[id(node)] = levels, 1 + sum(nodes for _, nodes in below)
        else:
            stack.append((node, True))
            stack += [(part, False) for part in parts]
    return sizes[id(expr)]
