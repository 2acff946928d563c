"""On which sources a pack rests, and how each of them was established."""

from collections.abc import Iterator

from attrs import frozen

from participatie.policy.pack import Pack
from participatie.sources import WEAKEST_LAST, Source, Status


@frozen
class Use:
    """A source, and what rests on it.

    Args:
        source: the article, with the status that its document states.
        names: the decisions, amounts, links and assumptions that cite it, by name.
    """

    source: Source
    names: tuple[str, ...]


def used(pack: Pack) -> tuple[Use, ...]:
    """Every source that ``pack`` and the layers below cite, the weakest first, then by work and article."""
    found: dict[Source, dict[str, None]] = {}
    for source, name in _cited(pack):
        found.setdefault(source, {}).setdefault(name)
    uses = [Use(source, tuple(sorted(names))) for source, names in found.items()]
    return tuple(sorted(uses, key=lambda use: (-WEAKEST_LAST.index(use.source.status), _place(use.source))))


def statuses(pack: Pack) -> dict[str, Status]:
    """For each decision of the own layer of ``pack`` the weakest status among its sources."""
    found: dict[str, Status] = {}
    for source, name in _cited(pack):
        versions = pack.decisions.get(name, ())
        if any(decided.layer == pack.id for decided in versions):
            known = found.get(name, source.status)
            found[name] = max(known, source.status, key=WEAKEST_LAST.index)
    return found


def _cited(pack: Pack) -> Iterator[tuple[Source, str]]:
    for clause in pack.versions.clauses:
        yield clause.source, clause.name.partition("/")[0].partition("#")[0].partition("=")[0]
    for versions in pack.decisions.values():
        yield from ((decided.source, decided.id) for decided in versions)
    for quantity in pack.versions.quantities.values():
        yield from ((given.source, quantity.name) for given in (*quantity.own, *quantity.filled))
    for constraint in pack.constraints:
        yield constraint.source, constraint.id
    for assumption, source in pack.assumptions:
        yield source, str(assumption.id)


def _place(source: Source) -> tuple[str, int, str]:
    """Where a source stands in a list: articles by number, not by letter."""
    digits = "".join(char for char in source.article if char.isdigit())
    return source.work, int(digits or 0), str(source)
