"""Needs without a trajectory: what people need and nothing that is open to them helps with."""

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.resources import files as resources

from attrs import frozen

from participatie import files
from participatie.advice import Outcome, advise
from participatie.advice.explanation import texts
from participatie.client import Client
from participatie.diagnostics import printable
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Kind, Voorziening
from participatie.sources import Source, Status
from participatie.values import CodeSet
from participatie.vocabulary import vocabulary


@frozen(kw_only=True)
class Lack:
    """A trajectory that a municipality missed, by a source.

    Args:
        id: a stable name.
        title: what is missing.
        text: what the source says of it.
        needs: the codes of the needs that it is for. That is our own reading; empty where no need clearly fits.
        recommended: whether the source recommends it.
        source: where it stands.
    """

    id: str
    title: str
    text: str
    needs: tuple[str, ...]
    recommended: bool
    source: Source


@functools.cache
def lacks() -> tuple[Lack, ...]:
    """The five trajectories that Heemskerk missed in 2018, in the order of the source.

    >>> [one.id for one in lacks() if not one.recommended]
    ['wisselende_gezondheid']
    """
    text = (resources("participatie") / "data" / "gemiste_trajecten.yaml").read_text("utf-8")
    return tuple(
        Lack(
            id=one["id"],
            title=one["titel"],
            text=one["tekst"].strip(),
            needs=tuple(one["noden"]),
            recommended=one["aanbevolen"] == "ja",
            source=Source(work=one["bron"]["regeling"], status=Status(one["bron"]["status"])),
        )
        for one in files.own(text)["gemis"]
    )


@frozen(kw_only=True)
class Refused:
    """An entry that would help with a need, and is a no.

    Args:
        id: the entry.
        title: its name.
        in_force: whether it is in force on the date.
        clients: for how many of those whose need nothing helps with.
    """

    id: str
    title: str
    in_force: bool
    clients: int


@frozen(kw_only=True)
class Need:
    """A need that nothing helps with, for some who have it.

    Args:
        code: the need, as in the fact ``noden``.
        clients: how many have it, and nothing that is open to them helps with it.
        stated: how many have it.
        refused: what would help them and is a no; empty when nothing in the pack helps with this need.
    """

    code: str
    clients: int
    stated: int
    refused: tuple[Refused, ...]


@frozen(kw_only=True)
class Held:
    """A lack of the source held against the needs that were found.

    Args:
        lack: what the source says is missing.
        clients: how many have a need for it that nothing helps with; ``None`` where it is linked to no need.
    """

    lack: Lack
    clients: int | None


@frozen(kw_only=True)
class Unserved:
    """The needs that no entry of a pack serves, for a client or a caseload.

    Args:
        pack: the title of the pack.
        on: the date.
        clients: how many people were looked at.
        unknown: of how many of them the needs are unknown; they count for nothing else.
        needs: what nothing helps with, most people first.
        silent: the entries that do not state with what they help, by id; they count as no help.
        lacks: the five lacks of the source, each held against those needs.
    """

    pack: str
    on: date
    clients: int
    unknown: int
    needs: tuple[Need, ...]
    silent: tuple[str, ...]
    lacks: tuple[Held, ...]

    def explain(self, *, lang: str = "nl") -> str:
        """All of it in words, in Dutch (``nl``) or English (``en``)."""
        return "\n".join(_lines(self, texts(lang)))


def unserved(clients: Client | Iterable[Client], pack: Pack, *, on: date) -> Unserved:
    """The needs of a client or a caseload that nothing helps with that is open to them.

    An entry is open when its outcome is not a no: what still has to be asked
    or judged may help.

    Args:
        clients: one, or any number.
        pack: whose entries; the layers below count too.
        on: the day whose law governs.

    Raises:
        TypeError: something else than clients and a pack is handed over.
        PolicyError: a client contradicts himself.

    >>> from participatie import Client, catalog
    >>> found = unserved(Client(noden={"schulden", "taal"}), catalog.load("heemskerk"), on=date(2018, 6, 1))
    >>> [(one.code, one.clients, one.refused) for one in found.needs]
    [('schulden', 1, ())]
    """
    people = _people(clients)
    if not isinstance(pack, Pack):
        raise TypeError("unserved() takes a pack second: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    entries = _entries(pack, on)
    helpers = _helpers(entries)
    stated: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    in_force: dict[str, bool] = {}
    held: Counter[str] = Counter()
    for client in people:
        advice = advise(client, pack, on=on)
        without = set()
        for need in client.noden or ():
            stated[need] += 1
            helping = [advice[name] for name in helpers.get(need, {})]
            if any(one.outcome is not Outcome.NO for one in helping):
                continue
            without.add(need)
            missed[need] += 1
            for one in helping:
                refused[need, one.id] += 1
                in_force[one.id] = one.reason is None
        held.update(lack.id for lack in lacks() if without & set(lack.needs))
    order = _order()
    return Unserved(
        pack=pack.header.title,
        on=on,
        clients=len(people),
        unknown=sum(one.noden is None for one in people),
        needs=tuple(
            Need(
                code=need,
                clients=missed[need],
                stated=stated[need],
                refused=tuple(
                    Refused(id=name, title=title, in_force=in_force[name], clients=refused[need, name])
                    for name, title in helpers.get(need, {}).items()
                    if refused[need, name]
                ),
            )
            for need in sorted(missed, key=lambda code: (-missed[code], order.index(code)))
        ),
        silent=tuple(one.id for one in entries if not one.helps_with),
        lacks=tuple(Held(lack=one, clients=held[one.id] if one.needs else None) for one in lacks()),
    )


def _people(clients: Client | Iterable[Client]) -> tuple[Client, ...]:
    people = (clients,) if isinstance(clients, Client) else tuple(clients) if isinstance(clients, Iterable) else (None,)
    if not all(isinstance(one, Client) for one in people):
        raise TypeError("unserved() takes a Client first, or clients")
    return tuple(one for one in people if one is not None)


def _entries(pack: Pack, on: date) -> tuple[Voorziening, ...]:
    """The provisions that an advice of the pack is about, by id."""
    snapshot = pack.on(on)
    known = {one.id: one.document for one in snapshot.decisions.values()}
    known |= {name: decided.document for name, (decided, _) in snapshot.absent.items()}
    documents = (known[name] for name in sorted(known))
    return tuple(one for one in documents if isinstance(one, Voorziening) and one.kind is Kind.PROVISION)


def _helpers(entries: Iterable[Voorziening]) -> Mapping[str, Mapping[str, str]]:
    """By need the entries that help with it: their titles by id."""
    found: dict[str, dict[str, str]] = {}
    for one in entries:
        for need in one.helps_with:
            found.setdefault(str(need), {})[one.id] = one.title
    return found


def _order() -> tuple[str, ...]:
    of = vocabulary()["noden"].type
    return (of.codes or ()) if isinstance(of, CodeSet) else ()


def _lines(found: Unserved, words: Mapping[str, str]) -> Iterator[str]:
    yield words["nood_kop"].format(pakket=printable(found.pack), dag=found.on.isoformat())
    yield words["nood_bekend"].format(aantal=found.clients, onbekend=found.unknown)
    yield ""
    if not found.needs:
        yield words["nood_geen"]
    for need in found.needs:
        yield words["nood_telling"].format(nood=need.code, zonder=need.clients, aantal=need.stated)
        if not need.refused:
            yield words["nood_niets_helpt"]
        for one in need.refused:
            key = "nood_zou_helpen" if one.in_force else "nood_niet_in_werking"
            yield words[key].format(titel=printable(one.title), aantal=one.clients)
    if found.silent:
        yield words["nood_zwijgt"].format(aantal=len(found.silent))
    yield ""
    yield words["nood_gemis"]
    for held in found.lacks:
        yield words["nood_gemis_titel"].format(titel=held.lack.title, tekst=" ".join(held.lack.text.split()))
        if held.clients is None:
            yield words["nood_gemis_los"]
        else:
            yield words["nood_gemis_telling"].format(noden=", ".join(held.lack.needs), aantal=held.clients)
    yield ""
    sources = {f"{held.lack.source} ({words[held.lack.source.status.value]})": None for held in found.lacks}
    yield words["nood_bron"].format(bronnen="; ".join(sources))
    yield words["advies"]
