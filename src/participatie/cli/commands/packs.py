"""Commands about rules: check them, run their examples, read them as text, see their sources."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from participatie import examples, prose
from participatie.cli import options, reading, show
from participatie.cli.texts import Words
from participatie.cli.usage import NEGATIVE, Commands
from participatie.diagnostics import Diagnostic, PolicyError, Severity
from participatie.policy.pack import Pack

commands = Commands()


@commands.command(
    short_help="Kijk regelbestanden na.",
    help="Kijk regelbestanden na en toon alles wat er mis is, met de regel en wat eraan te doen is. "
    "Eindigt met code 1 als er een fout is.",
    epilog="participatie check mijn_pakket",
)
def check(
    *,
    paden: options.Paths = None,
    pakket: options.PackNames = None,
    mappen: options.Folders = None,
    as_json: options.Json = False,
    lang: options.Lang = "nl",
) -> None:
    """Everything that is wrong with packs."""
    screen = options.screen(lang)
    read = _packs(paden, pakket, mappen, screen.words)
    found = _errors_first(read)
    errors = sum(one.severity is Severity.ERROR for one in found)
    if as_json:
        screen.json(show.diagnostics(found, lang))
    else:
        words = screen.words
        screen.diagnostics(found)
        if found:
            screen.line()
        said = words(
            "nagekeken",
            pakketten=words.count("pakketten", len(read)),
            fouten=words.count("fouten", errors),
            waarschuwingen=words.count("waarschuwingen", len(found) - errors),
        )
        screen.line(said, "bold red" if errors else "bold green")
    if errors:
        raise typer.Exit(NEGATIVE)


@commands.command(
    "test",
    short_help="Draai de voorbeelden in regelbestanden.",
    help="Draai de voorbeelden die in regelbestanden staan en toon welke anders uitkomen. "
    "Eindigt met code 1 als er een afwijkt of als een pakket onjuist is.",
    epilog="participatie test mijn_pakket",
)
def run_examples(
    *,
    paden: options.Paths = None,
    pakket: options.PackNames = None,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """The examples inside packs."""
    screen = options.screen(lang)
    words = screen.words
    read = _packs(paden, pakket, mappen, words)
    total = differing = 0
    for one in read:
        if one.pack is None:
            continue
        ran = list(examples.run(one.pack))
        total += len(ran)
        differing += sum(bool(each.problems) for each in ran)
        if ran:
            show.examples(screen, one, ran)
        else:
            none = Diagnostic("geen_voorbeelden", None, {"pad": one.name}, Severity.WARNING)
            screen.diagnostics([none])
        screen.line()
    wrong = [one for one in read if one.pack is None]
    if packs := [one.pack for one in read if one.pack is not None]:
        show.entries(screen, packs)
        screen.line()
    if wrong:
        screen.diagnostics(_errors_first(wrong))
        screen.line()
    said = words(
        "gedraaid_onjuist" if wrong else "gedraaid",
        voorbeelden=words.count("voorbeelden", total),
        pakketten=words.count("pakketten", len(read)),
        afwijkend=words.count("afwijkend", differing),
        onjuist=words.count("onjuist", len(wrong)),
    )
    screen.line(said, "bold red" if wrong or differing else "bold green")
    if wrong or differing:
        raise typer.Exit(NEGATIVE)


@commands.command(
    short_help="Schrijf regels als lopende tekst.",
    help="Schrijf de regels van een pakket als Nederlandse zinnen, met artikelen en data: om naast de verordening "
    "te leggen. Wat de schrijver in woorden zei staat er, en wat de regel echt nagaat.",
    epilog="participatie render mijn_pakket --alleen scholing",
)
def render(  # noqa: PLR0913 - one argument per option
    *,
    paden: options.Paths = None,
    pakket: options.PackNames = None,
    alleen: options.Only = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Geef Markdown.")] = False,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """The rules of packs as sentences."""
    screen = options.screen(lang)
    for pack in _sound(_packs(paden, pakket, mappen, screen.words)):
        options.outcomes(alleen or (), pack.decisions)
        said = prose.render(pack, alleen or (), style="markdown" if markdown else "text")
        if markdown:
            screen.line(said)
        else:
            screen.outline(said)


@commands.command(
    short_help="Toon de bronnen en hoe zeker ze zijn.",
    help="Toon op welke artikelen een pakket rust, de zwakste eerst: zelf gelezen, uit een tweede bron bekend, eigen "
    "lezing of niet nagekeken. Toon ook waar bronnen elkaar tegenspreken en welke het pakket volgt.",
    epilog="participatie bronnen --pakket heemskerk",
)
def bronnen(
    *,
    paden: options.Paths = None,
    pakket: options.PackNames = None,
    mappen: options.Folders = None,
    as_json: options.Json = False,
    lang: options.Lang = "nl",
) -> None:
    """The sources of packs by status, and the contradictions between them."""
    screen = options.screen(lang)
    packs = _sound(_packs(paden, pakket, mappen, screen.words))
    if as_json:
        screen.json(show.sources_json(packs))
        return
    for pack in packs:
        show.sources(screen, pack)


def _packs(
    paths: Sequence[Path] | None, names: Sequence[str] | None, folders: Sequence[Path] | None, words: Words
) -> Sequence[reading.Read]:
    if not paths and not names:
        raise typer.BadParameter(words("geen_paden"))
    return reading.packs(paths or (), names or (), options.folders(folders, words))


def _sound(read: Iterable[reading.Read]) -> Sequence[Pack]:
    """The packs, or everything that is wrong with them."""
    read = tuple(read)
    if any(one.pack is None for one in read):
        raise PolicyError(_errors_first(read))
    return [one.pack for one in read if one.pack is not None]


def _errors_first(read: Iterable[reading.Read]) -> Sequence[Diagnostic]:
    """Everything that was found, each once: packs on one base share its mistakes."""
    each = {(one.code, str(one.span), one.message()): one for pack in read for one in pack.found}
    return sorted(each.values(), key=lambda one: one.severity is not Severity.ERROR)
