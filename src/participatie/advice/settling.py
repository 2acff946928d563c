"""Which engine settles the outcomes of an advice, and what it remembers between two of them."""

import functools
import threading
import weakref
from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from attrs import frozen

from participatie.engines import COMPILED, DURABLE, REFERENCE, demand
from participatie.engines.chain import Chain, Progress
from participatie.engines.compiled import Compiled
from participatie.engines.evaluate import Evaluation, evaluate
from participatie.engines.exact import Exact
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Snapshot
from participatie.values import Boolean, Result, Value

Engine = TypeVar("Engine", Chain, Compiled, Exact)


@frozen(eq=False)
class Settled:
    """What is settled about a client.

    Args:
        value: the value of the rule of an outcome, by name; ``None`` while it is open.
        evaluation: everything else: what is open and why, amounts, parts of rules. Made when it is asked for.
    """

    value: Callable[[str], Result | None]
    evaluation: Callable[[], Evaluation]


class Settler(Protocol):
    """What settles the outcomes of a snapshot on some facts."""

    def __call__(self, snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Settled:
        """What is settled."""


def settler(engine: str) -> Settler:
    """What settles outcomes with this engine.

    Raises:
        ValueError: there is no such engine.
        UnsupportedError: it does not work here.
    """
    demand(engine)
    return Durable() if engine == DURABLE else _SETTLERS[engine]


def _by_reference(snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Settled:
    evaluation = functools.cache(lambda: evaluate(snapshot.rules, facts, on))
    return Settled(lambda name: evaluation().values[name], evaluation)


def _by_compiled(snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Settled:
    answers = compiled(snapshot).settle(facts, on)

    def evaluation() -> Evaluation:
        values = answers.values()
        return Evaluation(snapshot.rules, facts, on, values, {**facts, **values}, answers)

    return Settled(answers.__getitem__, functools.cache(evaluation))


_SETTLERS: Mapping[str, Settler] = {REFERENCE: _by_reference, COMPILED: _by_compiled}


class Durable:
    """Settles outcomes with durable-rules; when only more has become known since, no more than that is worked out."""

    def __init__(self) -> None:
        self._before: tuple[Chain, Progress] | None = None

    def __call__(self, snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Settled:
        """What is settled."""
        chain = chained(snapshot)
        known, since = self._before or (None, None)
        progress = chain.settle(facts, on, since if known is chain else None)
        self._before = chain, progress
        return Settled(chain.truths(progress).get, functools.cache(lambda: evaluate(snapshot.rules, facts, on)))


def chained(snapshot: Snapshot) -> Chain:
    """The rules of a day, compiled for durable-rules."""
    return _made(snapshot, DURABLE, lambda: Chain(snapshot.rules, _outcomes(snapshot)), _CHAINS)


def compiled(snapshot: Snapshot) -> Compiled:
    """The rules of a day, compiled to a Python function."""
    return _made(snapshot, COMPILED, lambda: Compiled(snapshot.rules), _FUNCTIONS)


def exactly(snapshot: Snapshot, pack: Pack) -> Exact:
    """The rules of a day and the constraints of their pack, compiled for exact answers."""
    types = {name: fact.type for name, fact in pack.vocabulary.items()}
    follows = {name: fact.follows_from for name, fact in pack.vocabulary.items() if fact.follows_from is not None}
    return _made(
        snapshot,
        "exact",
        lambda: Exact(snapshot.rules, pack.constraints, types, follows),
        _EXACT,
        tuple((one.id, one.condition, tuple(one.consequences.items())) for one in pack.constraints),
        tuple(types.items()),
        tuple(follows.items()),
    )


def _made(
    snapshot: Snapshot,
    name: str,
    make: Callable[[], Engine],
    shared: "weakref.WeakValueDictionary[object, Engine]",
    *more: object,
) -> Engine:
    """An engine of the rules of a day, and of what ``more`` it looks at; days with the same share it.

    It is kept as long as a snapshot with these rules is, and gives its memory back after that.
    """
    engine: Engine | None = snapshot.engines.get(name)
    if engine is None:
        rules = snapshot.rules
        content = (
            tuple((name, rule.expr) for name, rule in rules.rules.items()),
            tuple(rules.inputs.items()),
            rules.gaps,
            *more,
        )
        with _LOCK:
            engine = shared.get(content)
            if engine is None:
                engine = shared[content] = make()
        snapshot.engines[name] = engine
    return engine


_CHAINS: "weakref.WeakValueDictionary[object, Chain]" = weakref.WeakValueDictionary()
_FUNCTIONS: "weakref.WeakValueDictionary[object, Compiled]" = weakref.WeakValueDictionary()
_EXACT: "weakref.WeakValueDictionary[object, Exact]" = weakref.WeakValueDictionary()
_LOCK = threading.Lock()


def _outcomes(snapshot: Snapshot) -> list[str]:
    """The rules that an advice looks at: decisions, and the codes of conclusions; not the parts of either."""
    return [
        name
        for name, rule in snapshot.rules.rules.items()
        if isinstance(rule.type, Boolean) and "/" not in name and "#" not in name
    ]
