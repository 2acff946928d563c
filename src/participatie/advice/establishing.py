"""What is known of a client on a date: what was stated, and all that follows from it without contradiction."""

from collections.abc import Mapping
from datetime import date

from participatie.advice.common import Common, common_to
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, suggestion
from participatie.policy.pack import Pack
from participatie.rules.constraint import Closed, close
from participatie.rules.expr import Expr
from participatie.rules.semantics import Truth
from participatie.values import Misfit, Value, show, typed
from participatie.vocabulary import refusal


def established(client: Client, pack: Pack, on: date) -> Closed:
    """What is known of a client on a date, with what follows from dates and *verbanden*.

    Raises:
        PolicyError: as :func:`participatie.advise` does.
    """
    return established_with(client, pack, on, common_to(pack, pack.on(on)))


def established_with(client: Client, pack: Pack, on: date, common: Common) -> Closed:
    """What :func:`established` tells, with at hand what is common to all clients."""
    facts = client.facts(on)
    found: list[Diagnostic] = []
    facts |= local(client, pack, found)
    closed = closure(facts, common, on)
    for clash in closed.clashes:
        of = pack.vocabulary[clash.fact].type
        arguments = {
            "naam": clash.fact,
            "waarde": show(closed.facts[clash.fact], of),
            "volgt": show(clash.constraint.consequences[clash.fact], of),
            "verband": clash.constraint.id,
        }
        found.append(Diagnostic("tegenspraak_feiten", client.place(clash.fact), arguments))
    if found:
        raise PolicyError(found)
    return closed


def local(client: Client, pack: Pack, found: list[Diagnostic]) -> dict[str, Value]:
    """The local facts of a client, as values of their types; what is wrong with them goes to ``found``."""
    facts: dict[str, Value] = {}
    for name, value in client.lokaal.items():
        place = client.place(name)
        if name not in pack.vocabulary:
            arguments = {"naam": name, "pakket": pack.id, **suggestion(name, pack.vocabulary)}
            found.append(Diagnostic("lokaal_feit_onbekend", place, arguments))
            continue
        result = typed(value, pack.vocabulary[name].type)
        if isinstance(result, Misfit):
            found.append(refusal(name, result, place))
        else:
            facts[name] = result
    return facts


def closure(facts: Mapping[str, Value], common: Common, on: date) -> Closed:
    """Facts and all that follows from them by constraints."""

    def holds(condition: Expr, known: Mapping[str, Value]) -> Truth:
        value = common.conditions[id(condition)](known, on)
        assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
        return value

    return close(common.constraints, facts, holds)
