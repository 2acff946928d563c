"""Commands about what stands in the way of one person: why not, and what would have to change."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from participatie.advice import advise
from participatie.change import ways_to
from participatie.change import why_not as reasons
from participatie.change.ways import FACTS, MOST_FACTS
from participatie.cli import options, reading
from participatie.cli.usage import Commands
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, suggestion
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.voorziening import Kind

commands = Commands()

Outcome: TypeAlias = Annotated[
    str, typer.Argument(metavar="VOORZIENING", help="De voorziening of andere uitkomst, zoals participatieplaats.")
]
Code: TypeAlias = Annotated[
    str, typer.Option("--code", metavar="CODE", help="Bij een conclusie: de code die eruit zou moeten komen.")
]


@commands.command(
    "waarom-niet",
    short_help="Zeg waarom iets geen ja is.",
    help="Zeg waarom een voorziening geen ja is voor de persoon in een bestand: elk kleinste stel voorwaarden dat op "
    "zichzelf genoeg is voor een nee, met het artikel, de waarden en de plaats van de regel.",
    epilog="participatie waarom-niet client.yaml participatieplaats --pakket heemskerk --op 2018-06-01",
)
def waarom_niet(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: options.ClientFile,
    voorziening: Outcome,
    pakket: options.PackName,
    op: options.Day,
    code: Code = "",
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """Why an outcome is no yes for the client in a file."""
    screen = options.screen(lang)
    day = options.day(op)
    pack = reading.pack(pakket, options.folders(mappen, screen.words))
    with reading.discreet(clientbestand):
        client = _client(clientbestand, pack)
        given = advise(client, pack, on=day)
    options.outcomes([voorziening], {**given.assessments, **given.notions})
    _known(code, voorziening, pack)
    screen.outline(reasons(client, pack, voorziening, on=day, code=code).explain(lang=lang))


@commands.command(
    "verander",
    short_help="Zeg wat er zou moeten veranderen.",
    help="Zeg wat er zou moeten veranderen om een voorziening bereikbaar te maken voor de persoon in een bestand: elke "
    "kleinste verandering, en vanaf welke dag. Alleen wat kan veranderen en van de persoon of de plek is, wordt "
    "voorgesteld; wachten is ook een verandering. Het bestand verandert niet.",
    epilog="participatie verander client.yaml participatieplaats --pakket heemskerk --op 2018-06-01 --tot 2020-06-01",
)
def verander(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: options.ClientFile,
    voorziening: Outcome,
    pakket: options.PackName,
    op: options.Day,
    code: Code = "",
    tot: Annotated[
        str | None,
        typer.Option("--tot", metavar="JJJJ-MM-DD", help="De laatste dag waarop wordt gekeken; anders vijf jaar."),
    ] = None,
    hoogstens: Annotated[
        int,
        typer.Option(
            "--hoogstens",
            metavar="AANTAL",
            help="Zoveel gegevens tegelijk anders; wachten telt niet.",
        ),
    ] = FACTS,
    mappen: options.Folders = None,
    lang: options.Lang = "nl",
) -> None:
    """What would have to change for the client in a file."""
    screen = options.screen(lang)
    day, until = options.day(op), options.day(tot) if tot is not None else None
    if until is not None and until < day:
        raise typer.BadParameter(screen.words("tot_voor_op", tot=until.isoformat(), op=day.isoformat()))
    if not 0 <= hoogstens <= MOST_FACTS:
        raise typer.BadParameter(screen.words("te_veel_tegelijk", aantal=str(hoogstens), grens=str(MOST_FACTS)))
    pack = reading.pack(pakket, options.folders(mappen, screen.words))
    with reading.discreet(clientbestand):
        client = _client(clientbestand, pack)
        given = advise(client, pack, on=day)
    options.outcomes([voorziening], {**given.assessments, **given.notions})
    known = _known(code, voorziening, pack)
    if given[voorziening].kind is Kind.ARGUMENTS:
        raise typer.BadParameter(screen.words("geen_ja", naam=voorziening))
    if known and not code:
        raise typer.BadParameter(screen.words("code_nodig", naam=voorziening, keuzes=", ".join(known)))
    found = ways_to(client, pack, voorziening, on=day, code=code, until=until, most=hoogstens)
    screen.outline(found.explain(lang=lang))


def _client(path: Path, pack: Pack) -> Client:
    return Client.read(path, words=pack.vocabulary)


def _known(code: str, name: str, pack: Pack) -> tuple[str, ...]:
    """The codes of an outcome, none where it is no conclusion.

    Raises:
        PolicyError: it has no such code.
    """
    documents = [decided.document for decided in pack.decisions.get(name, ())]
    codes = tuple(
        dict.fromkeys(code for document in documents if isinstance(document, Conclusion) for code in document.codes)
    )
    if code and code not in codes:
        arguments = {"naam": name, "waarde": code, "keuzes": ", ".join(codes) or "-", **suggestion(code, codes)}
        raise PolicyError([Diagnostic("onbekende_code", None, arguments)])
    return codes
