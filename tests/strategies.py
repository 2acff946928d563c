"""What our own tests make up: the strategies of :mod:`participatie.testing`, and an island to try everything on.

>>> from hypothesis import given
>>> @given(rule_sets(), facts(ISLAND), days())
... def test_something(rules, known, on): ...
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from participatie.testing import days, expressions, facts, rule_sets, values
from participatie.testing.island import GAPS, ISLAND, Scope
from participatie.values import Boolean, Code, CodeSet, Number, Type, Value

__all__ = [
    "GAPS",
    "ISLAND",
    "SMALL_ISLAND",
    "Scope",
    "completions",
    "days",
    "domain",
    "expressions",
    "facts",
    "rule_sets",
    "values",
]

#: An island so small that every way to complete some facts can be tried.
SMALL_ISLAND: Scope = {
    "heeft_boot": Boolean(),
    "kan_zwemmen": Boolean(),
    "boten": Number(None, 0, 3),
    "kust": Code(("noord", "oost", "2.2")),
    "rang": Code(("matroos", "kapitein"), ordered=True),
    "talen": CodeSet(("vogels", "wind")),
}


def domain(of: Type) -> Sequence[Value]:
    """Every value of a type that has few.

    Raises:
        ValueError: for a type with more values than can be tried.
    """
    match of:
        case Boolean():
            return (False, True)
        case Number(_, low, high) if high - low < 100:
            return range(low, high + 1)
        case Code(codes) if codes is not None:
            return codes
        case CodeSet(codes) if codes is not None:
            sizes = range(len(codes) + 1)
            return [frozenset(some) for size in sizes for some in itertools.combinations(codes, size)]
        case _:
            raise ValueError(f"too many values to try: {of}")


def completions(known: Mapping[str, Value], scope: Scope) -> Iterator[dict[str, Value]]:
    """Every way to give each unknown fact of ``scope`` a value.

    >>> list(completions({"heeft_boot": True}, {"heeft_boot": Boolean(), "is_gast": Boolean()}))
    [{'heeft_boot': True, 'is_gast': False}, {'heeft_boot': True, 'is_gast': True}]
    """
    unknown = [name for name in scope if name not in known]
    for chosen in itertools.product(*(domain(scope[name]) for name in unknown)):
        yield {**known, **dict(zip(unknown, chosen, strict=True))}
