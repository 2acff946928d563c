"""The options that commands share, and what is made of their values."""

import contextlib
import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from participatie.cli.screen import Screen
from participatie.cli.texts import LANGUAGES, Words
from participatie.cli.usage import MISUSE
from participatie.diagnostics import Diagnostic, PolicyError, printable, suggestion
from participatie.values import Date, typed

#: ``--pakket`` and ``--op``, to which a command adds what they mean for it.
named_pack = functools.partial(typer.Option, "--pakket", metavar="NAAM")
reference_date = functools.partial(typer.Option, "--op", metavar="JJJJ-MM-DD")

PackName: TypeAlias = Annotated[str, named_pack(help="Het pakket met de regels, zoals heemskerk.")]
PackNames: TypeAlias = Annotated[list[str] | None, named_pack(help="Een meegeleverd pakket, bij naam. Mag vaker.")]
Day: TypeAlias = Annotated[str, reference_date(help="De peildatum: het recht van die dag geldt.")]
ClientFile: TypeAlias = Annotated[
    Path, typer.Argument(metavar="CLIENTBESTAND", help="Een YAML- of JSON-bestand met feiten.")
]
Paths: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PAD]...", help="Regelbestanden, een map van een pakket of met pakketten."),
]
Folders: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--map", metavar="MAP", help="Zoek pakketten eerst in deze map. Mag vaker."),
]
Only: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--alleen", metavar="NAAM", help="Alleen deze voorziening of andere uitkomst. Mag vaker."),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Geef JSON, voor andere programma's.")]
Lang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="nl|en", help="De taal eromheen; regels blijven Nederlands.")
]


def screen(lang: str) -> Screen:
    """Where the answer is shown, in the language that was asked for.

    Raises:
        typer.BadParameter: there is no such language.
    """
    if lang not in LANGUAGES:
        raise typer.BadParameter(Words()("taal_onbekend", naam=printable(lang)))
    return Screen(Words(lang))


def folders(given: Sequence[Path] | None, words: Words) -> Sequence[Path]:
    """The folders of packs.

    Raises:
        typer.BadParameter: one of them is no folder.
    """
    for one in given or ():
        if not one.is_dir():
            raise typer.BadParameter(words("map_onbekend", naam=printable(str(one))))
    return given or ()


def day(text: str) -> date:
    """The reference date.

    Raises:
        PolicyError: it is no date.
    """
    found = typed(text, Date())
    if not isinstance(found, date):
        raise PolicyError([Diagnostic("peildatum_onleesbaar", None, {"gevonden": text})])
    return found


def outcomes(names: Iterable[str], known: Collection[str]) -> None:
    """Refuse names that are no outcome.

    Raises:
        PolicyError: with each of them.
    """
    unknown = [name for name in names if name not in known]
    if unknown:
        raise PolicyError(
            Diagnostic("onbekende_voorziening", None, {"naam": name, **suggestion(name, known)}) for name in unknown
        )


#: What the extra ``batch`` brings that tables need.
TABLES = frozenset({"numpy", "polars", "pyarrow"})


@contextlib.contextmanager
def needing(modules: Collection[str], said: str, words: Words) -> Iterator[None]:
    """Say ``said``, and end, where what comes with an extra is not installed.

    Args:
        modules: what the extra brings.
        said: which sentence tells how to install it.
        words: the language.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in modules:
            raise
        Screen(words, stderr=True).mistake(words(said))
        raise typer.Exit(MISUSE) from None
