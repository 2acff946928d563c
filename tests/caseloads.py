"""Many invented clients of a pack, quickly: some of each fact known, and some who contradict themselves."""

import random
from collections.abc import Iterable
from datetime import date

from participatie.policy.pack import Pack
from participatie.rules.expr import references
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Value

_OPEN = ("Heemskerk", "Velsen", "zee'arm", "pad\\naar")


def caseload(pack: Pack, names: Iterable[str], on: date, count: int, seed: int = 1) -> list[dict[str, Value]]:
    """Clients of whom a part of these facts is known."""
    draw = random.Random(seed)  # noqa: S311 - people are made up, not kept secret
    words, names = pack.vocabulary, list(names)
    bound = {name for name in names if words[name].follows_from is not None}
    for one in pack.constraints:
        bound |= {*one.consequences, *(ref.name for ref in references(one.condition))}
    found: list[dict[str, Value]] = []
    for _ in range(count):
        known = draw.choice((0.05, 0.3, 0.6, 0.9, 1.0))
        one = {}
        for name in names:
            if draw.random() < (min(known, 0.15) if name in bound else known):
                one[name] = value(words[name].type, on, draw)
        found.append(one)
    return found


def value(of: Type, on: date, draw: random.Random) -> Value:
    match of:
        case Boolean():
            return draw.random() < 0.5
        case Number(_, low, high):
            near = draw.randint(low, min(high, low + 70))
            return draw.choice((low, high, near, near, near, near, draw.randint(low, high)))
        case Date():
            back = draw.choice((0, 1, 27, 28, 30, 31, 365, draw.randint(-400, 2_000), draw.randint(6_000, 25_000)))
            return date.fromordinal(min(max(on.toordinal() - back, date.min.toordinal()), date.max.toordinal()))
        case Code(codes):
            return draw.choice(codes or _OPEN)
        case CodeSet(codes):
            return frozenset(draw.sample(codes or _OPEN, draw.randint(0, min(3, len(codes or _OPEN)))))
        case Text():
            return draw.choice(_OPEN)
    raise AssertionError(of)
