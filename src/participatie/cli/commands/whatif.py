"""The command that compares two sets of rules for a table of people."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from participatie import catalog, plots
from participatie.cli import options, reading
from participatie.cli.commands.tables import bar, landing
from participatie.cli.screen import Bit, Column, Screen
from participatie.cli.texts import Words
from participatie.cli.usage import Commands
from participatie.diagnostics import printable
from participatie.policy.pack import Pack
from participatie.whatif import FILES, SMALLEST, Part, compare, parts, write, write_rejects

commands = Commands()


@commands.command(
    short_help="Vergelijk wat andere regels veranderen voor een tabel met mensen.",
    help="Vergelijk twee pakketten, of een pakket op twee dagen, voor de mensen in een tabel: wie wint er per "
    "voorziening, wie verliest en voor wie wordt het onbekend. Met --per ook per groep; kleine groepen staan dan "
    "samen. Dit telt uitkomsten van regels; een mens beslist.",
    epilog="participatie vergelijk examples/caseload.parquet --oud nl_participatiewet --op 2025-12-31 "
    "--op-nieuw 2026-01-01 --per trede",
)
def vergelijk(  # noqa: PLR0913 - one argument per option
    *,
    tabel: Annotated[Path, typer.Argument(metavar="TABEL", help="Een rij per persoon: .parquet of .csv.")],
    oud: Annotated[str, typer.Option(metavar="NAAM", help="Het pakket zoals het is, bij naam, of de map daarvan.")],
    nieuw: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Het pakket zoals het zou worden; anders hetzelfde.")
    ] = None,
    op: options.Day,
    op_nieuw: Annotated[
        str | None, typer.Option("--op-nieuw", metavar="JJJJ-MM-DD", help="De peildatum van de nieuwe regels.")
    ] = None,
    per: Annotated[
        list[str] | None, typer.Option(metavar="KOLOM", help="Groepeer mensen op deze kolom. Mag vaker.")
    ] = None,
    mee: Annotated[
        list[str] | None, typer.Option(metavar="KOLOM", help="Laat deze kolom toe, al is zij geen feit. Mag vaker.")
    ] = None,
    voorbeelden: Annotated[
        int,
        typer.Option(
            metavar="AANTAL", min=0, help="Noem bij elke verandering zoveel mensen, bij hun nummer; 0 of meer."
        ),
    ] = 0,
    kleinste: Annotated[
        int,
        typer.Option(
            metavar="AANTAL", min=1, help="Toon geen groepen en aantallen die kleiner zijn dan dit; 1 of meer."
        ),
    ] = SMALLEST,
    client: Annotated[str | None, typer.Option(metavar="KOLOM", help="De kolom die zegt om wie het gaat.")] = None,
    afgekeurd: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Zet onjuiste rijen hier apart; anders stopt de opdracht.")
    ] = None,
    uit: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Schrijf de aantallen (.csv, .parquet) of alles (.md).")
    ] = None,
    teken: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Teken wie wint en verliest: .svg of .png.")
    ] = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """What other rules change for the people in a table."""
    screen = options.screen(lang)
    words = screen.words
    if nieuw is None and op_nieuw is None:
        raise typer.BadParameter(words("vergelijk_niets"))
    _named(uit, FILES, words)
    _named(teken, plots.SUFFIXES, words)
    _named(afgekeurd, FILES[:2], words)
    landing(words, tabel, uit, afgekeurd, teken)
    folders = options.folders(mappen, words)
    old = _pack(oud, folders)
    new = old if nieuw is None else _pack(nieuw, folders)
    days = (options.day(op), options.day(op_nieuw or op))
    by = tuple(per or ())
    with options.needing(options.TABLES, "tabel_zonder", words), bar(words("tabel_bezig")) as progress:
        found = compare(
            tabel,
            old,
            new,
            on=days,
            by=by,
            along=tuple(mee or ()),
            client=client,
            bad_rows="stop" if afgekeurd is None else "reject",
            progress=progress,
        )
    if afgekeurd is not None:
        write_rejects(found, afgekeurd)
        screen.line(words("geschreven", naam=str(afgekeurd)), "bold green")
    if uit is not None:
        write(found, uit, by=by, examples=voorbeelden, smallest=kleinste, lang=lang)
        screen.line(words("geschreven", naam=str(uit)), "bold green")
    if teken is not None:
        with options.needing({"matplotlib"}, "teken_zonder", words):
            plots.effects(found, lang=lang).save(teken)
        screen.line(words("geschreven", naam=str(teken)), "bold green")
    for number, part in enumerate(parts(found, by=by, examples=voorbeelden, smallest=kleinste, lang=lang)):
        _show(screen, part, first=not number)


def _named(path: Path | None, suffixes: Sequence[str], words: Words) -> None:
    if path is not None and path.suffix.lower() not in suffixes:
        raise typer.BadParameter(words("teken_naam", naam=printable(str(path)), keuzes=", ".join(suffixes)))


def _pack(name: str, folders: Sequence[Path]) -> Pack:
    """A pack by its name, or the one in a folder."""
    return catalog.read(name, folders) if Path(name).is_dir() else reading.pack(name, folders)


def _show(screen: Screen, part: Part, *, first: bool) -> None:
    """A part of a report; without a terminal the titles of a table are its first row."""
    if not first:
        screen.line()
    if part.heading:
        screen.line(part.heading, "bold")
    for line in part.lines:
        screen.line(line)
    if part.rows:
        rows = [part.titles, *part.rows] if screen.plain else part.rows
        columns = [Column(title, [place], whole=bool(place)) for place, title in enumerate(part.titles)]
        screen.table(columns, [[[Bit(cell)] for cell in row] for row in rows])
