"""Commands about one person: an advice, and a receipt of it."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from participatie.advice import Advice, advise
from participatie.cli import options, reading, show
from participatie.cli.usage import NEGATIVE, Commands
from participatie.client import Client

commands = Commands()


@commands.command(
    short_help="Geef advies over één persoon.",
    help="Geef advies over de persoon in een bestand: per voorziening een uitkomst, het artikel en wat er "
    "nog nodig is. Wat niet in het bestand staat, is onbekend; dat is nooit een nee.",
    epilog="participatie advies client.yaml --pakket heemskerk --op 2018-06-01 --alleen scholing --uitleg",
)
def advies(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: options.ClientFile,
    pakket: options.PackName,
    op: options.Day,
    alleen: options.Only = None,
    suggesties: Annotated[
        bool, typer.Option("--suggesties", help="Toon wat openstaat voor de persoon, op volgorde en met redenen.")
    ] = False,
    uitleg: Annotated[
        bool, typer.Option("--uitleg", help="Leg elke uitkomst uit: voorwaarden, feiten, artikelen.")
    ] = False,
    mappen: options.Folders = None,
    as_json: options.Json = False,
    lang: options.Lang = "nl",
) -> None:
    """Advice about the client in a file."""
    screen = options.screen(lang)
    day = options.day(op)
    pack = reading.pack(pakket, options.folders(mappen, screen.words))
    with reading.discreet(clientbestand):
        client = Client.read(clientbestand, words=pack.vocabulary)
        given = advise(client, pack, on=day)
    if alleen:
        given = _only(given, alleen)
    if as_json:
        screen.json(given.to_json())
    elif suggesties:
        show.suggestions(screen, given)
    elif uitleg:
        screen.outline(given.explain(lang=lang))
    else:
        show.advice(screen, given, pack)


def _only(given: Advice, names: Collection[str]) -> Advice:
    known = {**given.assessments, **given.notions}
    options.outcomes(names, known)
    return evolve(given, assessments={name: one for name, one in known.items() if name in names}, notions={})


@commands.command(
    short_help="Maak of controleer een bewijs van een advies.",
    help="Maak een bewijs waarmee later is na te gaan of hetzelfde advies er weer uitkomt: de versies van het pakket, "
    "de peildatum en een versleutelde afdruk van de feiten. Er staat niets over de persoon in. Met --controleer "
    "vergelijkt de opdracht een eerder bewijs met het pakket en de feiten van nu; zij eindigt met code 1 als er "
    "iets anders is.",
    epilog="participatie bewijs client.yaml --pakket heemskerk --op 2018-06-01 --sleutel sleutel.bin",
)
def bewijs(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: options.ClientFile,
    pakket: options.PackName,
    sleutel: Annotated[
        Path, typer.Option(metavar="BESTAND", help="Een geheim bestand van minstens 16 bytes; bewaar het.")
    ],
    op: Annotated[str | None, options.reference_date(help="De peildatum; niet nodig bij --controleer.")] = None,
    controleer: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Een eerder gemaakt bewijs om te controleren.")
    ] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """A receipt of an advice, made or checked."""
    screen = options.screen(lang)
    words = screen.words
    pack = reading.pack(pakket, options.folders(mappen, words))
    key = reading.key(sleutel)
    with reading.discreet(clientbestand):
        client = Client.read(clientbestand, words=pack.vocabulary)
        if controleer is None:
            if op is None:
                raise typer.BadParameter(words("ontbreekt", naam="--op", uitleg=""))
            screen.json(advise(client, pack, on=options.day(op)).receipt(key=key).to_json())
            return
        differing = reading.receipt(controleer).differences(client, pack, key=key)
    for one in differing:
        screen.line(words("bewijs_anders", wat=words(f"bewijs_{one}")), "red")
    if differing:
        raise typer.Exit(NEGATIVE)
    screen.line(words("bewijs_klopt"), "bold green")
