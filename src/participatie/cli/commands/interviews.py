"""The command that asks: one question after another, or a form for each who can answer."""

from pathlib import Path
from typing import Annotated

import typer

from participatie.casefile.store import write
from participatie.cli import asking, options, reading
from participatie.cli.usage import Commands
from participatie.client import Client
from participatie.questions import interview

commands = Commands()


@commands.command(
    short_help="Vraag naar wat nog kan uitmaken.",
    help="Stel de vragen die nog kunnen uitmaken, een voor een: eerst wat het meeste beslist, beschermde gegevens "
    "later, oordelen het laatst. Bij elke vraag staat wie het weet, het artikel en wat ervan afhangt. Een lege "
    "regel slaat over; ? geeft uitleg, 'terug' en 'wijzig' herstellen, 'stop' stopt. Daarna volgt het advies. Er "
    "wordt niets bewaard, tenzij met --bewaar.",
    epilog="participatie vraag client.yaml --pakket heemskerk --op 2018-06-01 --doel participatieplaats",
)
def vraag(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: Annotated[
        Path | None,
        typer.Argument(metavar="[CLIENTBESTAND]", help="Een bestand met wat al bekend is; zonder is dat niets."),
    ] = None,
    pakket: options.PackName,
    op: options.Day,
    doel: Annotated[
        list[str] | None,
        typer.Option("--doel", metavar="NAAM", help="Alleen hiervoor; anders alle voorzieningen. Mag vaker."),
    ] = None,
    formulier: Annotated[
        bool, typer.Option("--formulier", help="Geef de vragen als Markdown, per wie ze kan beantwoorden.")
    ] = False,
    bewaar: Annotated[
        Path | None,
        typer.Option("--bewaar", metavar="BESTAND", help="Bewaar wat dan bekend is: een clientbestand (.yaml, .json)."),
    ] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """An interview about the client in a file."""
    screen = options.screen(lang)
    words = screen.words
    day = options.day(op)
    pack = reading.pack(pakket, options.folders(mappen, words))
    options.outcomes(doel or (), pack.decisions)
    if bewaar is not None and not bewaar.absolute().parent.is_dir():
        raise typer.BadParameter(words("map_onbekend", naam=str(bewaar.absolute().parent)))
    # Without a file there is no text of a client to be discreet about.
    with reading.discreet(clientbestand or Path()):
        client = Client() if clientbestand is None else Client.read(clientbestand, words=pack.vocabulary)
        talk = interview(client, pack, on=day, goals=doel)
    if formulier:
        screen.line(asking.form(talk, pack, words))
        return
    talk = asking.ask(screen, talk, pack)
    asking.conclude(screen, talk, pack)
    if bewaar is not None:
        known = talk.client
        write(bewaar, known.to_json() if bewaar.suffix == ".json" else known.to_yaml())
        screen.line(words("bewaard", naam=str(bewaar)))
