"""Which stated facts another fact follows from, and which of them cannot be true together."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import field, frozen

from participatie.advice import Advice
from participatie.casefile.state import State
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError
from participatie.engines.evaluate import value_of
from participatie.policy.pack import Pack
from participatie.rules.constraint import Closed, Constraint, close
from participatie.rules.expr import Expr, Not, Ref, references
from participatie.rules.semantics import Truth
from participatie.values import Value

#: What ``advise`` says of facts that contradict each other, or the reference date.
CONTRADICTIONS = frozenset({"tegenspraak_feiten", "tegenspraak_datum", "geboren_na_peildatum", "volgt_buiten_bereik"})


@frozen(repr=False)
class Answer:
    """An advice, and what was left out of it because it contradicts itself.

    Args:
        advice: on the facts that go together.
        client: those facts.
        contradictions: what does not go together; the facts on both sides are left out.
    """

    advice: Advice
    client: Client
    contradictions: tuple[Diagnostic, ...]


def answer(state: State, pack: Pack, on: date, advise: Callable[[Client, date], Advice]) -> Answer:
    """The advice on facts that may contradict each other: unknown is what is said twice, and differently.

    Raises:
        PolicyError: anything else is wrong, such as a pack that was not written for the day.
    """
    found: list[Diagnostic] = []
    out: frozenset[str] = frozenset()
    while True:
        client = state.client(pack.vocabulary, out)
        try:
            return Answer(advise(client, on), client, tuple(found))
        except PolicyError as error:
            sides = [_sides(one, client, pack, on) for one in error.diagnostics if one.code in CONTRADICTIONS]
            more = frozenset(name for names in sides for name in names) - out
            if len(sides) < len(error.diagnostics) or not more:
                raise
            out |= more
            found += [one for one in error.diagnostics if one not in found]


def _sides(one: Diagnostic, client: Client, pack: Pack, on: date) -> frozenset[str]:
    """The stated facts on both sides of a contradiction."""
    stated = client.known()
    if one.code != "tegenspraak_feiten":
        return frozenset({one.arguments["naam"], one.arguments["datum"]} & stated.keys())
    grounds = Grounds.of(client, pack, on)
    link = next(each for each in pack.constraints if each.id == one.arguments["verband"])
    return grounds.stated([one.arguments["naam"], *grounds.support(link)])


@frozen(repr=False)
class Grounds:
    """What follows from what among the facts of one client, on a day."""

    pack: Pack
    client: Mapping[str, Value]
    closed: Closed
    _holds: Callable[[Expr, Mapping[str, Value]], Truth] = field(eq=False)

    @classmethod
    def of(cls, client: Client, pack: Pack, on: date) -> "Grounds":
        """The grounds of the facts of ``client``, whose dates and counters agree."""
        inputs = {name: fact.type for name, fact in pack.vocabulary.items()}

        def holds(condition: Expr, known: Mapping[str, Value]) -> Truth:
            value = value_of(condition, known, inputs, on)
            assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
            return value

        return cls(pack, client.known(), close(pack.constraints, client.facts(on), holds), holds)

    def support(self, link: Constraint) -> tuple[str, ...]:
        """The known facts by which the condition of ``link`` holds: of every way in which it does."""
        known = dict(self.closed.facts)
        found: list[str] = []
        while self._holds(link.condition, known):
            way = self._way(link.condition, known)
            if not way:  # it holds whatever is known
                break
            found += way
            known = {name: value for name, value in known.items() if name not in way}
        return tuple(found)

    def _way(self, condition: Expr, known: Mapping[str, Value]) -> tuple[str, ...]:
        """Facts by which ``condition`` holds, and without any of which it would not."""
        needed = dict(known)
        names = dict.fromkeys(ref.name for ref in references(condition) if ref.name in known)
        for name in names:
            value = needed.pop(name)
            if not self._holds(condition, needed):
                needed[name] = value
        return tuple(name for name in names if name in needed)

    def stated(self, names: Iterable[str]) -> frozenset[str]:
        """The stated facts among ``names``, and all those from which one of them follows.

        Also what is stated can follow from other facts: left out by itself, it would come back.
        """
        known = self.closed.facts
        seen: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name in seen or name not in known:
                continue
            seen.add(name)
            fact = self.pack.vocabulary[name]
            if fact.follows_from is not None:
                todo.append(fact.follows_from[1])
            for link in self.pack.constraints:
                if link.consequences.get(name) == known[name] and self._holds(link.condition, known):
                    todo += self.support(link)
                if link.condition == (Ref(name) if known[name] is False else Not(Ref(name))):
                    # What would follow is not so; therefore the condition does not hold.
                    todo += [one for one, value in link.consequences.items() if known.get(one, value) != value]
        return frozenset(seen & self.client.keys())
