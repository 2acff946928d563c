"""The command that writes rules for where the data is."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from participatie.cli import options, reading
from participatie.cli.screen import Screen
from participatie.cli.usage import MISUSE, Commands
from participatie.diagnostics import PolicyError, printable
from participatie.files import store
from participatie.policy.pack import Pack

commands = Commands()

_DIALECTS = "duckdb|postgres|spark"


@commands.command(
    short_help="Schrijf de regels van een pakket als SQL.",
    help="Schrijf de regels van een pakket als SQL voor DuckDB, PostgreSQL of Spark: de tabel die ervoor nodig is, "
    "met wat er in elke kolom hoort, een overzicht van rijen met een fout, en de uitkomst van elke client: ja, nee, "
    "onbekend of oordeel. Van de gegevens zelf is niets nodig; ze blijven waar ze zijn.",
    epilog="participatie sql --pakket heemskerk --dialect spark --op 2018-06-01 --uit heemskerk.sql",
)
def sql(  # noqa: PLR0913 - one argument per option
    *,
    pakket: options.PackName,
    dialect: Annotated[str, typer.Option(metavar=_DIALECTS, help="Voor welk programma.")] = "duckdb",
    op: Annotated[
        str | None, options.reference_date(help="De peildatum. Zonder: de laatste dag waarop een regel verandert.")
    ] = None,
    tabel: Annotated[str, typer.Option(metavar="NAAM", help="De tabel met een rij per client.")] = "clienten",
    uit: Annotated[Path | None, typer.Option(metavar="BESTAND", help="Schrijf naar dit bestand.")] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """Rules as SQL, on the screen or in a file."""
    screen = options.screen(lang)
    words = screen.words
    try:
        from participatie.engines.sql import views  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as error:
        if error.name != "sqlglot":
            raise
        Screen(words, stderr=True).mistake(words("sql_zonder"))
        raise typer.Exit(MISUSE) from None
    pack = reading.pack(pakket, options.folders(mappen, words))
    on = options.day(op) if op is not None else _last(pack)
    if dialect not in views.DIALECTS:
        raise typer.BadParameter(words("sql_dialect", naam=printable(dialect), keuzes=", ".join(views.DIALECTS)))
    try:
        made = views.sql(pack, on=on, dialect=dialect, table=tabel)
    except PolicyError:
        raise
    except ValueError:  # of all that is asked of `sql`, only the name is not known to be right
        raise typer.BadParameter(words("sql_tabel", naam=printable(tabel), pakket=pack.id)) from None
    if op is None:
        Screen(words, stderr=True).line(words("sql_dag", dag=on.isoformat()))
    if uit is None:
        typer.echo(made.text, nl=False)
        return
    store(uit, made.text.encode())
    screen.line(words("sql_geschreven", naam=str(uit), pakket=pack.id, dag=on.isoformat(), dialect=dialect))


def _last(pack: Pack) -> date:
    """The last day on which something changes, of those for which the pack was written."""
    return max(day for day in pack.versions.turning_points() if pack.usable(day))
