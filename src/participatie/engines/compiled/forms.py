"""The few forms of Python that the function is made of: nodes of :mod:`ast`."""

import ast
from collections.abc import Iterable, Sequence
from typing import Any

# Every node needs a position; nobody reads it.
_AT: Any = {"lineno": 1, "col_offset": 0}
_LOAD, _STORE = ast.Load(), ast.Store()

UNKNOWN = ast.Constant(value=None, **_AT)
FALSE = ast.Constant(value=False, **_AT)


def loaded(name: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(id=name, ctx=_LOAD, **_AT)


def stored(name: str) -> ast.Name:
    """A name that gets a value."""
    return ast.Name(id=name, ctx=_STORE, **_AT)


def stored_together(names: Iterable[ast.Name]) -> ast.expr:
    """Names that get the elements of one row."""
    return ast.Tuple(elts=list(names), ctx=_STORE, **_AT)


def constant(value: Any) -> ast.expr:
    """A number, a boolean."""
    return ast.Constant(value=value, **_AT)


def code_set(codes: Iterable[str]) -> ast.expr:
    """A set of codes."""
    return constant(frozenset(map(str, codes)))


def text(value: str) -> ast.expr:
    """A text."""
    return ast.Constant(value=str(value), **_AT)  # names in documents are text that knows its place


def row(nodes: Iterable[ast.expr]) -> ast.expr:
    """A tuple."""
    return ast.Tuple(elts=list(nodes), ctx=_LOAD, **_AT)


def call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    """A function called."""
    return ast.Call(func=function, args=list(arguments), keywords=[], **_AT)


def attribute(of: ast.expr, name: str) -> ast.expr:
    """An attribute of a value."""
    return ast.Attribute(value=of, attr=name, ctx=_LOAD, **_AT)


def looked_up(table: ast.expr, key: ast.expr) -> ast.expr:
    """What a table has for a key."""
    return ast.Subscript(value=table, slice=key, ctx=_LOAD, **_AT)


def binary(left: ast.expr, sign: ast.operator, right: ast.expr) -> ast.expr:
    """A sum, a difference, a product."""
    return ast.BinOp(left=left, op=sign, right=right, **_AT)


def compared(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> ast.expr:
    """A comparison."""
    return ast.Compare(left=left, ops=[sign], comparators=[right], **_AT)


def identical(one: ast.expr, other: ast.expr) -> ast.expr:
    """``one is other``."""
    return compared(one, ast.Is(), other)


def inverted(node: ast.expr) -> ast.expr:
    """``not node``."""
    return ast.UnaryOp(op=ast.Not(), operand=node, **_AT)


def all_of(tests: Sequence[ast.expr]) -> ast.expr:
    """``and`` between them."""
    return tests[0] if len(tests) == 1 else ast.BoolOp(op=ast.And(), values=list(tests), **_AT)


def any_of(tests: Sequence[ast.expr]) -> ast.expr:
    """``or`` between them."""
    return tests[0] if len(tests) == 1 else ast.BoolOp(op=ast.Or(), values=list(tests), **_AT)


def choice(when: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """``yes if when else no``."""
    return ast.IfExp(test=when, body=yes, orelse=no, **_AT)


def assigned(targets: Iterable[ast.expr], value: ast.expr) -> ast.stmt:
    """The same value for every target."""
    return ast.Assign(targets=list(targets), value=value, **_AT)


def condition(when: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt]) -> ast.stmt:
    """``if when: then``, ``else: otherwise``."""
    return ast.If(test=when, body=then, orelse=otherwise, **_AT)


def defined(arguments: Iterable[str], body: Iterable[ast.stmt], result: ast.expr) -> ast.Module:
    """A module with one function in it."""
    since_312: Any = {"type_params": []}
    function = ast.FunctionDef(
        name="rules",
        args=ast.arguments(
            posonlyargs=[],
            args=[ast.arg(arg=name, **_AT) for name in arguments],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        ),
        body=[*body, ast.Return(value=result, **_AT)],
        decorator_list=[],
        **since_312,
        **_AT,
    )
    return ast.Module(body=[function], type_ignores=[])
