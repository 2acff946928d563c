"""The nodes: what equals what, what cannot be made, and how large an expression may be."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import get_args

import pytest
from attrs import evolve
from hypothesis import Phase, find, given, settings
from strategies import ISLAND, expressions

from participatie.diagnostics import SourceFile, Span
from participatie.rules.expr import (
    DEEPEST,
    FALSE,
    LARGEST,
    MAX_DEPTH,
    MAX_NODES,
    TRUE,
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
    all_of,
    any_of,
    children,
    depth,
    excess,
    rebuilt,
    references,
    walkable,
)
from participatie.values import Boolean, Number, Unit

A, B, C, D = (Ref(name) for name in "abcd")
SPAN = Span(SourceFile("regels.yaml", "a en b"), 1, 1, 1, 7)


def deep(levels: int, *, around: Callable[[Expr], Expr] = Not) -> Expr:
    """An expression of that many levels."""
    made: Expr = A
    for _ in range(levels - 1):
        made = around(made)
    return made


def bush(doublings: int) -> Expr:
    """An expression that repeats itself: few objects, very many nodes."""
    made: Expr = A
    for _ in range(doublings):
        made = Arith(Operator.ADD, made, made)
    return made


# -- equality -----------------------------------------------------------------------


def test_yes_is_not_one() -> None:
    assert Literal(True) != Literal(1)
    assert Literal(False) != Literal(0)
    assert Literal(1) == Literal(1)
    assert len({Literal(True), Literal(1), Literal(1, Unit.YEARS)}) == 3


def test_where_a_node_stands_does_not_matter() -> None:
    assert And((A, B), span=SPAN) == And((A, B))
    assert hash(Ref("a", span=SPAN)) == hash(A)
    assert evolve(Literal(27), unit=Unit.YEARS, span=SPAN) == Literal(27, Unit.YEARS)


# -- joining ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (all_of(), TRUE),
        (any_of(), FALSE),
        (all_of(A), A),
        (any_of(A), A),
        (all_of(A, B), And((A, B))),
        (any_of(A, B), Or((A, B))),
        (all_of(And((A, B)), C, And((A, D))), And((A, B, C, A, D))),
        (any_of(A, Or((B, C)), D), Or((A, B, C, D))),
        (all_of(Or((A, B)), C), And((Or((A, B)), C))),
        (any_of(And((A, B)), C), Or((And((A, B)), C))),
    ],
)
def test_joining_flattens(made: Expr, wanted: Expr) -> None:
    assert made == wanted


def test_a_join_has_a_place() -> None:
    assert all_of(A, B, span=SPAN).span == any_of(A, B, span=SPAN).span == SPAN


# -- what cannot be made --------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda: And(()),
        lambda: And((A,)),
        lambda: And((A, And((B, C)))),
        lambda: Or((A,)),
        lambda: Or((Or((A, B)), C)),
        lambda: AtLeast(1, ()),
        lambda: Least(()),
        lambda: Greatest(()),
        lambda: Case((), A),
        lambda: In(A, ()),
        lambda: Contains(A, ()),
        lambda: Without(A, ()),
        lambda: Round(A, 0, Rounding.UP),
        lambda: Round(A, -5, Rounding.UP),
        lambda: In(A, ("twee\nregels",)),
        lambda: Literal("\"'"),
    ],
)
def test_impossible_nodes(make: Callable[[], Expr]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


@pytest.mark.parametrize("value", [1.5, None, Fraction(1, 2), datetime(2018, 6, 1), b"x", A])  # noqa: DTZ001 - any moment will do
def test_impossible_values(value: object) -> None:
    with pytest.raises(TypeError):
        Literal(value)  # type: ignore[arg-type]  # the mistakes that are tried


@pytest.mark.parametrize("kind", [In, Contains, Without])
def test_codes_are_text(kind: Callable[[Expr, tuple[object, ...]], Expr]) -> None:
    with pytest.raises(TypeError):
        kind(A, ("a", 3))


def test_codes_may_hold_one_kind_of_quotation_mark() -> None:
    assert In(A, ("zee'arm", '"zo"')).codes == ("zee'arm", '"zo"')


# -- operands -------------------------------------------------------------------------

OPERANDS: list[tuple[Expr, tuple[Expr, ...]]] = [
    (Literal(3), ()),
    (Literal(date(2018, 6, 1)), ()),
    (A, ()),
    (Not(A), (A,)),
    (And((A, B, C)), (A, B, C)),
    (Or((A, B)), (A, B)),
    (AtLeast(2, (A, B, C)), (A, B, C)),
    (Compare(Comparison.LT, A, B), (A, B)),
    (In(A, ("x",)), (A,)),
    (Contains(A, ("x", "y")), (A,)),
    (Without(A, ("x",)), (A,)),
    (Count(A), (A,)),
    (Arith(Operator.SUB, A, B), (A, B)),
    (Least((A, B)), (A, B)),
    (Greatest((A,)), (A,)),
    (Scale(A, B, C), (A, B, C)),
    (Round(A, 5, Rounding.DOWN), (A,)),
    (Case(((A, B), (C, D)), A), (A, B, C, D, A)),
    (Since(Unit.WEEKS, A), (A,)),
]


def test_there_is_a_row_for_every_kind_of_node() -> None:
    assert {type(expr) for expr, _ in OPERANDS} == set(get_args(Expr))


@pytest.mark.parametrize(("expr", "operands"), OPERANDS)
def test_children_in_the_order_of_writing(expr: Expr, operands: tuple[Expr, ...]) -> None:
    assert tuple(children(expr)) == operands


@pytest.mark.parametrize(("expr", "operands"), OPERANDS)
def test_rebuilding_reaches_each_operand_once(expr: Expr, operands: tuple[Expr, ...]) -> None:
    seen: list[Expr] = []

    def renamed(operand: Expr) -> Expr:
        seen.append(operand)
        assert isinstance(operand, Ref)
        return Ref(f"{operand.name}_{len(seen)}")

    made = rebuilt(expr, renamed)
    assert tuple(seen) == operands
    assert type(made) is type(expr)
    names = [part.name for part in operands if isinstance(part, Ref)]
    assert tuple(children(made)) == tuple(Ref(f"{name}_{at}") for at, name in enumerate(names, 1))
    assert rebuilt(expr, lambda operand: operand) == expr


def test_rebuilding_stays_flat() -> None:
    assert rebuilt(And((A, B)), lambda one: And((C, D)) if one == A else one) == And((C, D, B))
    assert rebuilt(Or((A, B)), lambda one: Or((C, D)) if one == B else one) == Or((A, C, D))


def test_references_in_the_order_of_writing() -> None:
    expr = Or((Case(((C, A),), B), And((Not(D), A)), C))
    assert [ref.name for ref in references(expr)] == ["c", "a", "b", "d", "a", "c"]


@given(expressions(ISLAND, Number(Unit.CENTS, 0, 10**9)))
def test_rebuilding_with_nothing_changed_changes_nothing(expr: Expr) -> None:
    def same(operand: Expr) -> Expr:
        return rebuilt(operand, same)

    assert same(expr) == expr


# -- size -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expr", "levels"),
    [(A, 1), (Not(A), 2), (And((A, Not(Not(B)), C)), 4), (Case(((A, B),), Not(C)), 3), (bush(7), 8)],
)
def test_depth(expr: Expr, levels: int) -> None:
    assert depth(expr) == levels


@pytest.mark.parametrize(
    "make",
    [
        Not,
        lambda below: And((B, Or((below, C)))),
        lambda below: Arith(Operator.ADD, below, Literal(1)),
        lambda below: Case(((B, below),), below),
        lambda below: Without(below, ("x",)),
    ],
)
def test_depth_does_not_recurse(make: Callable[[Expr], Expr]) -> None:
    expr = deep(20_000, around=make)
    assert depth(expr) >= 20_000
    assert not walkable(expr)
    assert sum(1 for _ in zip(references(expr), range(5), strict=False)) >= 1


def test_too_deep() -> None:
    assert excess(deep(MAX_DEPTH)) is None
    problem = excess(evolve(deep(MAX_DEPTH + 1), span=SPAN))
    assert problem is not None
    assert (problem.code, problem.span) == ("expressie_te_diep", SPAN)
    assert problem.arguments == {"grens": str(MAX_DEPTH)}


def test_too_large() -> None:
    full = Least((A,) * (MAX_NODES - 1))
    assert excess(full) is None
    problem = excess(evolve(full, operands=(A, *full.operands), span=SPAN))
    assert problem is not None
    assert (problem.code, problem.span) == ("te_veel_onderdelen", SPAN)
    assert problem.arguments == {"grens": str(MAX_NODES)}


def test_repeated_operands_count_each_time() -> None:
    assert excess(bush(12)) is None  # 2 ** 13 - 1 nodes
    problem = excess(bush(13))
    assert problem is not None
    assert problem.code == "te_veel_onderdelen"
    assert not walkable(bush(50))


def test_what_can_be_walked() -> None:
    assert DEEPEST > MAX_DEPTH
    assert LARGEST > MAX_NODES
    assert walkable(deep(DEEPEST))
    assert not walkable(deep(DEEPEST + 1))
    assert walkable(Least((A,) * (LARGEST - 1)))
    assert not walkable(Least((A,) * LARGEST))


# -- the strategies reach everything ----------------------------------------------------


@pytest.mark.parametrize("kind", get_args(Expr))
def test_every_kind_of_node_is_generated(kind: type) -> None:
    def has(expr: Expr) -> bool:
        return isinstance(expr, kind) or any(map(has, children(expr)))

    # The number bounds a search that ends at the first find; nothing is shrunk.
    once = settings(max_examples=5_000, database=None, phases=[Phase.generate])
    find(expressions(ISLAND, Boolean()), has, settings=once)
