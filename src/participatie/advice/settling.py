"""Which engine settles the outcomes of an advice, and what it remembers between two of them."""

import threading
import weakref
from collections.abc import Mapping
from datetime import date
from typing import Protocol, TypeAlias

from participatie.engines import REFERENCE, demand
from participatie.engines.chain import Chain, Progress
from participatie.engines.exact import Exact
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Snapshot
from participatie.rules.rule import RuleSet
from participatie.values import Boolean, Value

#: The outcomes that are settled, by the name of their rule.
Truths: TypeAlias = Mapping[str, bool]


class Settler(Protocol):
    """What settles the outcomes of a snapshot on some facts."""

    def __call__(self, snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Truths:
        """The outcomes that are settled; the others are open."""


def settler(engine: str) -> Settler | None:
    """What settles outcomes with this engine; ``None`` for the reference, which needs nothing beside it.

    Raises:
        ValueError: there is no such engine.
        UnsupportedError: it does not work here.
    """
    demand(engine)
    return None if engine == REFERENCE else Durable()


class Durable:
    """Settles outcomes with durable-rules; when only more has become known since, no more than that is worked out."""

    def __init__(self) -> None:
        self._before: tuple[Chain, Progress] | None = None

    def __call__(self, snapshot: Snapshot, facts: Mapping[str, Value], on: date) -> Truths:
        """The outcomes that are settled."""
        chain = chained(snapshot)
        known, since = self._before or (None, None)
        progress = chain.settle(facts, on, since if known is chain else None)
        self._before = chain, progress
        return chain.truths(progress)


def chained(snapshot: Snapshot) -> Chain:
    """The rules of a day, compiled for durable-rules; days with the same rules share what was made of them.

    It is kept as long as a snapshot with these rules is, and gives its memory back after that.
    """
    chain = snapshot.engines.get("durable")
    if not isinstance(chain, Chain):
        rules, content = snapshot.rules, _content(snapshot.rules)
        with _LOCK:
            chain = _CHAINS.get(content)
            if chain is None:
                chain = _CHAINS[content] = Chain(rules, _outcomes(snapshot))
        snapshot.engines["durable"] = chain
    return chain


def exactly(snapshot: Snapshot, pack: Pack) -> Exact:
    """The rules of a day and the constraints of their pack, compiled for exact answers; kept as chained rules are."""
    exact = snapshot.engines.get("exact")
    if not isinstance(exact, Exact):
        facts = pack.vocabulary
        ties = tuple((one.id, one.condition, tuple(one.consequences.items())) for one in pack.constraints)
        content = (
            *_content(snapshot.rules),
            ties,
            tuple((name, one.type, one.follows_from) for name, one in facts.items()),
        )
        with _LOCK:
            exact = _EXACT.get(content)
            if exact is None:
                exact = _EXACT[content] = Exact(
                    snapshot.rules,
                    pack.constraints,
                    {name: fact.type for name, fact in facts.items()},
                    {name: fact.follows_from for name, fact in facts.items() if fact.follows_from is not None},
                )
        snapshot.engines["exact"] = exact
    return exact


def _content(rules: RuleSet) -> tuple[object, ...]:
    """All that tells one rule set from another, as far as outcomes go."""
    return tuple((name, rule.expr) for name, rule in rules.rules.items()), tuple(rules.inputs.items()), rules.gaps


_EXACT: weakref.WeakValueDictionary[object, Exact] = weakref.WeakValueDictionary()
_CHAINS: weakref.WeakValueDictionary[object, Chain] = weakref.WeakValueDictionary()
_LOCK = threading.Lock()


def _outcomes(snapshot: Snapshot) -> list[str]:
    """The rules that an advice looks at: decisions, and the codes of conclusions; not the parts of either."""
    return [
        name
        for name, rule in snapshot.rules.rules.items()
        if isinstance(rule.type, Boolean) and "/" not in name and "#" not in name
    ]
