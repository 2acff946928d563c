"""Commands about what happened over time: a case file, and a journey."""

from pathlib import Path
from typing import Annotated

import typer

from participatie.casefile import CaseFile
from participatie.cli import options, reading, show
from participatie.cli.usage import Commands
from participatie.journey import Journey

commands = Commands()


@commands.command(
    short_help="Toon een dossier: wat er gebeurde en wat er komt.",
    help="Toon een bewaard dossier: elke gebeurtenis met haar feit en bron, welke feiten elkaar tegenspreken en welke "
    "dagen eraan komen. Met --verloop ook hoe het met een voorziening ging. Er staan gegevens van een persoon in.",
    epilog="participatie dossier dossier.jsonl --pakket heemskerk --verloop participatieplaats",
)
def dossier(  # noqa: PLR0913 - one argument per option
    *,
    dossierbestand: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Het bestand met een bewaard dossier.")],
    pakket: Annotated[str, options.named_pack(help="Het pakket waar het dossier bij hoort.")],
    op: Annotated[
        str | None, options.reference_date(help="De peildatum; anders de dag van de laatste gebeurtenis.")
    ] = None,
    verloop: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Hoe het met deze voorziening of andere uitkomst ging.")
    ] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """The events of a case, what contradicts itself, and what falls due."""
    screen = options.screen(lang)
    pack = reading.pack(pakket, options.folders(mappen, screen.words))
    case = CaseFile.load(dossierbestand, pack)
    if verloop is not None:
        options.outcomes([verloop], pack.decisions)
    day = options.day(op) if op is not None else max(event.on for event in case.events)
    show.case(screen, case, day)
    if verloop is not None:
        show.history(screen, case, verloop, max(day, case.on))


@commands.command(
    short_help="Toon de reis van iemand naar begeleiding.",
    help="Toon een reis: wat er gebeurde, in welke van de zes fasen, hoe dat was en hoe het met iemand ging. Kijkt het "
    "bestand eerst na. Er staan gegevens van een persoon in, tenzij de reis verzonnen is.",
    epilog="participatie reis reis.yaml",
)
def reis(
    *,
    reisbestand: Annotated[Path, typer.Argument(metavar="REISBESTAND", help="Een YAML- of JSON-bestand met een reis.")],
    lang: options.Lang = "nl",
) -> None:
    """The events of a journey, by phase."""
    screen = options.screen(lang)
    with reading.discreet(reisbestand):
        journey = Journey.read(reisbestand)
    show.journey(screen, journey)
