"""The command that draws."""

from pathlib import Path
from typing import Annotated

import typer

from participatie.cli import drawing, options, reading
from participatie.cli.usage import Commands

commands = Commands()


@commands.command(
    short_help="Teken een profiel, een ladder, een reis of een afweging.",
    help="Teken wat er van iemand bekend is, als SVG of PNG: het profiel op twaalf assen, de treden die zeker of "
    "mogelijk zijn, de reis met haar gebeurtenissen, of wat er voor en tegen een samenwerkingsverband spreekt. Wat "
    "onbekend is, staat er als onbekend. De opdracht zegt ook in woorden wat er te zien is, voor wie het beeld niet "
    "kan zien. Er staan gegevens van een persoon in.",
    epilog="participatie teken client.yaml --wat ladder --naar ladder.svg --pakket ladder_vng --op 2018-06-01",
)
def teken(  # noqa: PLR0913 - one argument per option
    *,
    bestand: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="Een clientbestand; voor een reis het bestand met de reis.")
    ],
    wat: Annotated[str, typer.Option(metavar="|".join(drawing.KINDS), help="Wat er te zien moet zijn.")],
    naar: Annotated[Path, typer.Option(metavar="BESTAND", help="Waar het beeld komt; .svg of .png.")],
    pakket: Annotated[str | None, options.named_pack(help="Het pakket met de regels; voor een ladder.")] = None,
    op: Annotated[str | None, options.reference_date(help="De peildatum; voor een ladder.")] = None,
    uitkomst: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Welke treden, als het pakket er meer kent: heemskerk_subtrede.")
    ] = None,
    samenwerking: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Het samenwerkingsverband; voor een afweging.")
    ] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """A picture, in a file; and the same in words."""
    screen = options.screen(lang)
    words = screen.words
    drawing.check(wat, naar, words)
    order = drawing.Order(
        source=bestand,
        pack=reading.pack(pakket, options.folders(mappen, words)) if pakket is not None else None,
        on=options.day(op) if op is not None else None,
        outcome=uitkomst,
        partnership=samenwerking,
        words=words,
    )
    with options.needing({"matplotlib"}, "teken_zonder", words):
        picture = drawing.KINDS[wat](order)
    picture.save(naar)
    screen.line(words("getekend", naam=str(naar)), "bold green")
    screen.line(picture.alt)
