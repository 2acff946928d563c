"""Commands about many people at once, in a table."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from os.path import realpath
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from participatie.cli import options, reading, show
from participatie.cli.screen import Screen
from participatie.cli.texts import Words
from participatie.cli.usage import Commands
from participatie.diagnostics import Diagnostic, PolicyError, printable
from participatie.files.whole import writable
from participatie.policy.pack import Pack

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
        if one is not None and one.suffix.lower() not in _FORMS:
            raise typer.BadParameter(words("tabel_vorm", naam=printable(str(one))))
    landing(words, tabel, uit, afgekeurd)
    with options.needing(options.TABLES, "tabel_zonder", words):
        from participatie.populations import population, settled, written  # noqa: PLC0415 - the extra may not be there
    pack = reading.pack(pakket, options.folders(mappen, words))
    day = options.day(op)
    if alleen:
        _counted(alleen, settled(pack, day), pack)
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


def landing(words: Words, table: Path, *into: Path | None) -> None:
    """Look whether files can come where they are asked, before there is work to lose.

    Args:
        words: the language.
        table: what is read.
        into: what will be written.

    Raises:
        typer.BadParameter: two of them are one.
        PolicyError: one of them is the table.
        OSError: one cannot come there.
    """
    targets = [one for one in into if one is not None]
    for number, one in enumerate(targets):
        if any(realpath(one) == realpath(other) for other in targets[:number]):
            raise typer.BadParameter(words("tabel_twee_keer", naam=printable(str(one))))
        if one.exists() and table.exists() and one.samefile(table):
            raise PolicyError([Diagnostic("bestand_is_tabel", None, {"pad": str(one)})])
        writable(one)


def _counted(names: Sequence[str], settled: Collection[str], pack: Pack) -> None:
    """Refuse names of which nothing is counted.

    Raises:
        PolicyError: with each of them.
    """
    notions = [name for name in names if name in pack.decisions and name not in settled]
    if notions:
        raise PolicyError(Diagnostic("begrip_geen_uitkomst", None, {"naam": name}) for name in notions)
    options.outcomes(names, settled)


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
