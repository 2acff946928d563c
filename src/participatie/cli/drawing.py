"""Which picture is meant, and what it is drawn from."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import typer
from attrs import frozen

from participatie import plots
from participatie.advice import advise
from participatie.cli import options, reading
from participatie.cli.texts import Words
from participatie.client import Client
from participatie.diagnostics import printable, suggestion
from participatie.journey import Journey
from participatie.ladder import ladder
from participatie.partnership import Partnership, fit
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack


@frozen(kw_only=True)
class Order:
    """A picture that is asked for.

    Args:
        source: the file of which it is made.
        pack: the pack with the rules, where one is given.
        on: the day, where one is given.
        outcome: the conclusion of which the codes are steps, where one is given.
        partnership: the file of a partnership, where one is given.
        words: the language of the frame.
    """

    source: Path
    pack: Pack | None
    on: date | None
    outcome: str | None
    partnership: Path | None
    words: Words

    def needed(self, option: str, why: str) -> typer.BadParameter:
        """What to say where ``option`` misses."""
        return typer.BadParameter(self.words("ontbreekt", naam=option, uitleg=self.words(why)))


def _profile(order: Order) -> plots.Picture:
    with reading.discreet(order.source):
        client = Client.read(order.source, words=order.pack.vocabulary if order.pack else None)
    return plots.profile(client.profiel, lang=order.words.lang)


def _ladder(order: Order) -> plots.Picture:
    if order.pack is None:
        raise order.needed("--pakket", "teken_regels")
    if order.on is None:
        raise order.needed("--op", "teken_regels")
    name = _conclusion(order.pack, order.outcome, order.words)
    with reading.discreet(order.source):
        client = Client.read(order.source, words=order.pack.vocabulary)
        found = advise(client, order.pack, on=order.on)[name]
    return plots.ladder(found, plots.steps(order.pack, name, on=order.on), lang=order.words.lang)


_LADDERS = ("vng", "ijmond", "heemskerk")


def _conclusion(pack: Pack, name: str | None, words: Words) -> str:
    """The conclusion that is meant: the only one, or the one that is named."""
    codes = {
        each: {str(code) for one in of if isinstance(one.document, Conclusion) for code in one.document.codes}
        for each, of in pack.decisions.items()
    }
    known = [each for each, own in codes.items() if own]
    if name is None:
        steps = [each for each in known if any(codes[each] <= {one.code for one in ladder(of)} for of in _LADDERS)]
        meant = steps or known
        if len(meant) == 1:
            return meant[0]
        raise typer.BadParameter(words("teken_welke", namen=", ".join(meant) or words("teken_geen"), pakket=pack.id))
    options.outcomes([name], known)
    return name


def _journey(order: Order) -> plots.Picture:
    with reading.discreet(order.source):
        given = Journey.read(order.source)
    return plots.journey(given, lang=order.words.lang)


def _balance(order: Order) -> plots.Picture:
    if order.partnership is None:
        raise order.needed("--samenwerking", "teken_samenwerking")
    if order.on is None:
        raise order.needed("--op", "teken_samenwerking")
    partnership = Partnership.read(order.partnership)
    pack = order.pack or reading.pack("be_vlaanderen", ())
    with reading.discreet(order.source):
        client = Client.read(order.source, words=pack.vocabulary)
        try:
            found = fit(client, partnership, on=order.on, pack=pack)
        except ValueError:
            raise typer.BadParameter(order.words("teken_andere_regels", pakket=pack.id)) from None
    return plots.balance(found, lang=order.words.lang)


#: What can be drawn, by the word for it.
KINDS: Mapping[str, Callable[[Order], plots.Picture]] = {
    "profiel": _profile,
    "ladder": _ladder,
    "reis": _journey,
    "afweging": _balance,
}


def check(kind: str, into: Path, words: Words) -> None:
    """Refuse what cannot be drawn before anything is read."""
    if kind not in KINDS:
        near = suggestion(kind, KINDS)
        asked = " " + words("bedoelt", naam=near["suggestie"]) if near else ""
        raise typer.BadParameter(words("teken_wat", naam=printable(kind), keuzes=", ".join(KINDS)) + asked)
    if into.suffix.lower() not in plots.SUFFIXES:
        raise typer.BadParameter(words("teken_naam", naam=printable(str(into)), keuzes=", ".join(plots.SUFFIXES)))
