"""The cases that a set of rules can tell apart, enumerated where they are few.

A comparison with a constant cuts the range of a fact in cells; within a cell
nothing changes. One value per cell therefore stands for all of them.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from participatie.rules.expr import (
    Compare,
    Contains,
    Count,
    Expr,
    In,
    Literal,
    Ref,
    Without,
    children,
)
from participatie.rules.rule import Rule, RuleSet
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Value

#: More cases than this are not enumerated.
LIMIT = 4_096


def reach(rules: RuleSet, names: Iterable[str]) -> dict[str, Rule]:
    """The rules ``names`` and every rule below them, each after those it refers to."""
    seen: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in seen and name in rules.rules:
            seen.add(name)
            todo += [ref.name for ref in rules.rules[name].refers_to]
    return {name: rule for name, rule in rules.rules.items() if name in seen}


def cells(exprs: Iterable[Expr], inputs: Mapping[str, Type], limit: int = LIMIT) -> dict[str, tuple[Value, ...]] | None:
    """One value per cell of each fact in ``exprs``; ``None`` where cells do not tell all, or are too many."""
    cuts: dict[str, set[Value]] = {}
    for expr in exprs:
        if not collect(expr, inputs, cuts):
            return None
    found: dict[str, tuple[Value, ...]] = {}
    for name, marks in cuts.items():
        # Never more values than are still allowed: a set of codes has very many subsets.
        found[name] = tuple(itertools.islice(values(inputs[name], marks), limit + 1))
        limit //= len(found[name])
        if limit == 0:
            return None
    return found


def assignments(choices: Mapping[str, tuple[Value, ...]]) -> Iterator[dict[str, Value]]:
    """Every way to give each fact one of its values."""
    for chosen in itertools.product(*choices.values()):
        yield dict(zip(choices, chosen, strict=True))


def collect(expr: Expr, inputs: Mapping[str, Type], cuts: dict[str, set[Value]]) -> bool:
    """Add to ``cuts`` where ``expr`` cuts the range of each fact; false where cells do not tell all of it."""
    match expr:
        case Ref(name):
            if name in inputs:
                cuts.setdefault(name, set())
                return isinstance(inputs[name], Boolean)
            return True
        case Compare(_, Ref(name), Literal(value)) if name in inputs:
            cuts.setdefault(name, set()).add(value)
            return True
        case In(Ref(name), codes) | Contains(Ref(name), codes):
            cuts.setdefault(name, set()).update(codes)
            return True
        case Compare(_, Ref(_), _) | Count() | Without():
            return False
        case _:
            return all(collect(child, inputs, cuts) for child in children(expr))


def values(of: Type, marks: set[Value]) -> Iterator[Value]:
    """One value per cell of a type that is cut at ``marks``."""
    match of:
        case Number(_, low, high):
            around = {mark + step for mark in marks if isinstance(mark, int) for step in (-1, 0, 1)}
            yield from sorted(value for value in {low, high, *around} if low <= value <= high)
        case Date():
            first, last = date.min.toordinal(), date.max.toordinal()
            around = {mark.toordinal() + step for mark in marks if isinstance(mark, date) for step in (-1, 0, 1)}
            yield from (date.fromordinal(day) for day in sorted(around) if first <= day <= last)
        case Code(codes) if codes is not None and of.ordered:
            yield from codes
        case Code(codes):
            yield from sorted(str(mark) for mark in marks)
            yield from [code for code in codes or ("_",) if code not in marks][:1]
        case CodeSet():
            named = sorted(str(mark) for mark in marks)
            for size in range(len(named) + 1):
                yield from map(frozenset, itertools.combinations(named, size))
        case _:
            yield from (False, True)
