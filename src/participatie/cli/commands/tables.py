"""Commands about many people at once, in a table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from participatie.cli import options, reading, show
from participatie.cli.screen import Screen
from participatie.cli.usage import MISUSE, Commands

commands = Commands()

_FORMS = {".parquet", ".csv"}


@commands.command(
    short_help="Geef advies over iedereen in een tabel: hoeveel van elke uitkomst.",
    help="Reken een pakket door voor iedereen in een tabel, een Parquet- of CSV-bestand met een kolom per feit: "
    "hoeveel cliënten elke uitkomst hebben, en op welke onbekende feiten hoeveel cliënten wachten. Kijkt de tabel "
    "eerst na; rijen die niet kunnen kloppen houden de opdracht tegen, tenzij u ze met --afgekeurd opzij laat zetten.",
    epilog="participatie bevolking clienten.parquet --pakket heemskerk --op 2018-06-01 --uit uitkomsten.parquet",
)
def bevolking(  # noqa: PLR0913 - one argument per option
    *,
    tabel: Annotated[Path, typer.Argument(metavar="TABEL", help="Een Parquet- of CSV-bestand; een rij per cliënt.")],
    pakket: options.PackName,
    op: options.Day,
    uit: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Schrijf de uitkomst van elke cliënt; .parquet of .csv.")
    ] = None,
    afgekeurd: Annotated[
        Path | None,
        typer.Option(metavar="BESTAND", help="Zet rijen die niet kunnen kloppen opzij, hierin; .parquet of .csv."),
    ] = None,
    client: Annotated[
        str | None, typer.Option(metavar="KOLOM", help="De kolom die cliënten uit elkaar houdt; anders 'client'.")
    ] = None,
    mee: Annotated[
        list[str] | None, typer.Option(metavar="KOLOM", help="Neem deze kolom mee naast de uitkomsten. Mag vaker.")
    ] = None,
    alleen: options.Only = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """Outcomes of everybody in a table, counted."""
    screen = options.screen(lang)
    words = screen.words
    for one in (uit, afgekeurd):
        if one is not None and one.suffix not in _FORMS:
            raise typer.BadParameter(words("tabel_vorm", naam=str(one)))
    if uit is not None and afgekeurd is not None and uit.absolute() == afgekeurd.absolute():
        raise typer.BadParameter(words("tabel_twee_keer", naam=str(uit)))
    try:
        from participatie.populations import population, written  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as error:
        if error.name != "polars":
            raise
        Screen(words, stderr=True).mistake(words("tabel_zonder"))
        raise typer.Exit(MISUSE) from None
    pack = reading.pack(pakket, options.folders(mappen, words))
    day = options.day(op)
    if alleen:
        options.outcomes(alleen, pack.decisions)
    with bar(words("tabel_bezig")) as progress:
        found = population(
            tabel,
            pack,
            on=day,
            client=client,
            along=tuple(mee or ()),
            bad_rows="stop" if afgekeurd is None else "reject",
            to=uit,
            keep=False,
            progress=progress,
        )
    if afgekeurd is not None:
        written(found.rejects, afgekeurd)
    show.population(screen, found, pack, alleen)


@contextmanager
def bar(said: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """A progress bar beside the answer, where somebody is looking."""
    console = Screen.waiting()
    if not console.is_terminal:
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(said, *columns, console=console, transient=True) as shown:
        task = shown.add_task(said, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)
