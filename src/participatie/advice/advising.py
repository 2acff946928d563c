"""From a client, a pack and a date to an advice."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from participatie.advice.advice import Advice
from participatie.advice.answering import Answered
from participatie.advice.assessing import Assessor
from participatie.advice.assessment import Assessment
from participatie.advice.common import Common, common_to
from participatie.advice.dependence import Depending
from participatie.advice.establishing import closure, established_with, local
from participatie.advice.receipt import receipt
from participatie.advice.settling import Settler, exactly, settler
from participatie.advice.suggesting import suggestions
from participatie.client import Client
from participatie.engines import COMPILED
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Voorziening
from participatie.rules.constraint import Closed


def advise(client: Client, pack: Pack, *, on: date, engine: str = COMPILED, exact: bool = False) -> Advice:
    """What ``pack`` says about ``client`` on the date ``on``.

    Missing facts never become a no: an outcome that still depends on them is
    unknown, or a judgement when only findings of a person are missing.

    Args:
        client: what is known.
        pack: from :func:`participatie.catalog.load`.
        on: the reference date; the law in force on it governs.
        engine: what settles the outcomes: ``compiled``, the rules as one Python
            function; ``reference``; or ``durable`` for durable-rules. They agree.
        exact: settle also what is the same however the unknown facts turn out,
            and let ``missing`` name exactly the facts that can still settle an
            outcome. Where that cannot be decided, a notice says so.

    Raises:
        TypeError: ``on`` is no plain date, or ``pack`` no pack.
        ValueError: there is no such engine.
        UnsupportedError: the engine does not work here, see
            :func:`participatie.engines.available`; or the pack is too large for it.
        PolicyError: facts contradict each other, a local fact is unknown to the
            pack or does not fit, or the pack was not written for that date.

    >>> from participatie import catalog
    >>> client = Client.from_mapping({"leeftijd": 26})
    >>> advice = advise(client, catalog.load("nl_participatiewet"), on=date(2018, 6, 1))
    >>> advice["participatieplaats"].outcome.value
    'nee'
    """
    return advise_with(client, pack, on, settler(engine), exact=exact)


def advise_with(client: Client, pack: Pack, on: date, settle: Settler, *, exact: bool = False) -> Advice:
    """What :func:`advise` does, with something at hand that settles outcomes."""
    if not isinstance(client, Client):
        raise TypeError(f"advise() takes a Client first, not {type(client).__name__}")
    if not isinstance(pack, Pack):
        raise TypeError("advise() takes a pack second: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    snapshot = pack.on(on)
    common = common_to(pack, snapshot)
    closed = established_with(client, pack, on, common)
    answered = Answered(settle(snapshot, closed.facts, on), exactly(snapshot, pack) if exact else None)
    assessor = Assessor(client, pack, snapshot, common, closed, answered)
    assessments = _Assessed(common.decided, assessor.assess)

    def offered() -> list[tuple[Assessment, Voorziening]]:
        documents = ((one.id, one.document) for one in common.decided.values())
        return [(assessments[name], document) for name, document in documents if isinstance(document, Voorziening)]

    return Advice(
        pack=pack.id,
        on=on,
        assessments=assessments,
        notions=_Assessed(common.notions, assessor.assess),
        suggest=lambda: suggestions(closed.facts, offered()),
        sign=lambda advice, key: receipt(advice, client, pack, key=key),
        depend=lambda fact: _depending(client, pack, snapshot, common).on(fact),
    )


def _depending(client: Client, pack: Pack, snapshot: Snapshot, common: Common) -> Depending:
    """What tells which outcomes depend on a fact."""
    on, exact = snapshot.day, exactly(snapshot, pack)

    def assess(closed: Closed) -> Iterator[Assessment]:
        answered = Answered(settler(COMPILED)(snapshot, closed.facts, on), exact)
        assessor = Assessor(client, pack, snapshot, common, closed, answered)
        return map(assessor.assess, common.decided.values())

    facts = {**client.facts(on), **local(client, pack, [])}
    return Depending(pack, snapshot, facts, lambda known: closure(known, common, on), exact, assess)


@frozen(eq=False, repr=False)
class _Assessed(Mapping[str, Assessment]):
    """Assessments by id, each made when it is first looked at: most callers need some of them."""

    decided: Mapping[str, Decided]
    make: Callable[[Decided], Assessment]
    made: dict[str, Assessment] = field(factory=dict, init=False)

    def __getitem__(self, name: str) -> Assessment:
        if name not in self.made:
            self.made[name] = self.make(self.decided[name])
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.decided)

    def __len__(self) -> int:
        return len(self.decided)
