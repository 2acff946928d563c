"""The command about the facts that can be stated."""

from typing import TYPE_CHECKING, Annotated

import typer

from participatie.analysis import fact_use
from participatie.cli import options, reading, show
from participatie.cli.usage import Commands
from participatie.values import Code, CodeSet
from participatie.vocabulary import Fact, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

commands = Commands()


@commands.command(
    short_help="Toon de feiten die men kan opgeven.",
    help="Toon de feiten die in een clientbestand kunnen staan: hun naam, wat ze kunnen zijn, wie ze weet. "
    "Met --pakket alleen de feiten die daar meetellen, met die van het pakket zelf erbij.",
    epilog="participatie gegevens --pakket heemskerk --zoek uitkering",
)
def gegevens(
    *,
    pakket: Annotated[str | None, options.named_pack(help="Alleen de feiten die in dit pakket meetellen.")] = None,
    zoek: Annotated[
        str, typer.Option(metavar="WOORD", help="Alleen feiten met dit woord in naam, titel, vraag of codes.")
    ] = "",
    mappen: options.Folders = None,
    as_json: options.Json = False,
    lang: options.Lang = "nl",
) -> None:
    """The facts that a client file can state."""
    screen = options.screen(lang)
    words = screen.words
    if pakket is None:
        use: dict[Fact, Sequence[str]] = dict.fromkeys(vocabulary().values(), ())
    else:
        pack = reading.pack(pakket, options.folders(mappen, words))
        use = {pack.vocabulary[name]: users for name, users in fact_use.used(pack).items()}
    found = {fact: users for fact, users in use.items() if _mentions(fact, zoek)}
    if as_json:
        screen.json(show.facts_json(found, with_use=pakket is not None))
        return
    show.facts(screen, found)
    if not screen.plain:
        screen.line()
        count = words.count("feiten", len(found))
        screen.line(words("feiten_van" if pakket else "feiten_alle", feiten=count, naam=pakket or ""))


def _mentions(fact: Fact, word: str) -> bool:
    codes = fact.type.codes or () if isinstance(fact.type, Code | CodeSet) else ()
    return any(word.casefold() in text.casefold() for text in (fact.name, fact.title, fact.question, *codes))
