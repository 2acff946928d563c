"""Why there is no way: what would have to be other, and cannot be proposed."""

import contextlib
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve

from participatie.change.days import Days
from participatie.change.model import Model
from participatie.change.moves import Choices, Hold, choices, hold
from participatie.change.moves import values as possible_values
from participatie.change.results import Block
from participatie.rules.diagrams import TooLargeError
from participatie.rules.expr import Ref
from participatie.values import Value
from participatie.vocabulary import Change

#: No more sets than this are given.
_MOST_BLOCKS = 5
#: No more days, and no more sets of facts a day, than this are looked at; nor larger sets.
_MOST_DAYS, _MOST_TRIED, _MOST_FACTS = 12, 20, 6


def blocks(days: Days) -> tuple[tuple[Block, ...], ...]:
    """What would have to be other and cannot: smallest sets, the facts in them that can change left out."""
    found: dict[frozenset[str], tuple[Block, ...]] = {}
    for day in [*days.all()][:_MOST_DAYS]:
        made = days.model(day)
        values = days.values(made, day) if made is not None else None
        if made is None or values is None:
            continue
        with contextlib.suppress(TooLargeError):
            for held in _held(days, made, day, values):
                blocks = tuple(_block(days, name, values[name], made) for name in sorted(held))
                found.setdefault(held, blocks)
    kept = [held for held in found if not any(other < held for other in found)]
    return tuple(found[held] for held in sorted(kept, key=lambda one: (len(one), sorted(one)))[:_MOST_BLOCKS])


def _held(days: Days, made: Model, day: date, values: Mapping[str, Value]) -> Iterator[frozenset[str]]:
    """The facts that cannot change in each smallest set of facts that would have to."""
    known = {name: days.pack.vocabulary[name] for name in values if name in days.pack.vocabulary}
    anchors = {name: anchor.name for name, (_, anchor) in made.pauses.items() if isinstance(anchor, Ref)}
    for name, anchor in anchors.items():  # the time since a date stands for that date
        if name in values:
            known[name] = evolve(days.pack.vocabulary[anchor], name=name, type=made.exact.inputs[name])
    made = made.specialised(values, frozenset()) if made.joined else made
    movable = days.movable(made)
    compiled = made.exact.compiled(day)
    current: dict[int, int] = {}
    options: dict[str, Choices] = {}
    proposed: dict[int, frozenset[int]] = {}
    for name, variable in compiled.facts.items():
        if name in known and variable.cells is not None:
            lines = made.lines(name, day)
            options[name] = possible_values(known[name], variable.cells, lines, values[name])
            current[variable.number] = variable.cells.cell(values[name])
            if name in movable:
                can = choices(known[name], values[name], variable.cells, lines, days.on)
                proposed[variable.number] = frozenset(can)
    board = days.board(made, day, {}, current, options)
    names = {one.number: name for name, one in compiled.facts.items()}
    for numbers in board.smallest(_MOST_FACTS).in_order(names)[:_MOST_TRIED]:
        facts = sorted(numbers)
        for cells in board.combinations(facts):
            held = [one for one, cell in zip(facts, cells, strict=True) if cell not in proposed.get(one, ())]
            if held:
                yield frozenset(anchors.get(names[one], names[one]) for one in held)


def _block(days: Days, name: str, value: Value, made: Model) -> Block:
    fact = days.pack.vocabulary[name]
    kept = Hold.UPWARD if fact.change is Change.STEPWISE else Hold.PAST
    return Block(fact=fact, value=value, why=hold(fact, days.anchors(made)) or kept)
