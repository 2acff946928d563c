"""The commands, and what each option means."""

from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from attrs import evolve

from participatie import examples, prose
from participatie.advice import Advice, advise
from participatie.analysis import fact_use
from participatie.casefile import CaseFile
from participatie.cli import drawing, reading, show
from participatie.cli.screen import Screen
from participatie.cli.texts import LANGUAGES, Words
from participatie.cli.usage import MISUSE, NEGATIVE, Command, Group
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, Severity, printable, suggestion
from participatie.journey import Journey
from participatie.policy.pack import Pack
from participatie.values import Code, CodeSet, Date, typed
from participatie.vocabulary import Fact, vocabulary

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,  # what it shows beside a traceback could be about a client
    rich_markup_mode=None,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
    help="Regels van het sociale participatiebeleid: welke voorziening past, op grond van welk artikel, "
    "en wat er nog ontbreekt. Dit adviseert; een mens beslist.",
    epilog="participatie advies client.yaml --pakket heemskerk --op 2018-06-01",
)

Paths: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PAD]...", help="Regelbestanden, een map van een pakket of met pakketten."),
]
Packs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--pakket", metavar="NAAM", help="Een meegeleverd pakket, bij naam. Mag vaker."),
]
Folders: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--map", metavar="MAP", help="Zoek pakketten eerst in deze map. Mag vaker."),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Geef JSON, voor andere programma's.")]
Lang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="nl|en", help="De taal eromheen; regels blijven Nederlands.")
]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it like this
    if asked:
        try:
            typer.echo(f"participatie {version('participatie')}")
        except PackageNotFoundError:  # a checkout that was not installed
            typer.echo("participatie")
        raise typer.Exit


@app.callback()
def _all(
    *,
    _: Annotated[
        bool,
        typer.Option("--versie", "--version", callback=_version, is_eager=True, help="Toon de versie."),
    ] = False,
) -> None:
    """Only `--versie` is asked of the command as a whole."""


def _screen(lang: str) -> Screen:
    if lang not in LANGUAGES:
        raise typer.BadParameter(Words()("taal_onbekend", naam=printable(lang)))
    return Screen(Words(lang))


def _folders(given: Sequence[Path] | None, words: Words) -> Sequence[Path]:
    for one in given or ():
        if not one.is_dir():
            raise typer.BadParameter(words("map_onbekend", naam=printable(str(one))))
    return given or ()


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Geef advies over één persoon.",
    help="Geef advies over de persoon in een bestand: per voorziening een uitkomst, het artikel en wat er "
    "nog nodig is. Wat niet in het bestand staat, is onbekend; dat is nooit een nee.",
    epilog="participatie advies client.yaml --pakket heemskerk --op 2018-06-01 --alleen scholing --uitleg",
)
def advies(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: Annotated[
        Path, typer.Argument(metavar="CLIENTBESTAND", help="Een YAML- of JSON-bestand met feiten.")
    ],
    pakket: Annotated[str, typer.Option(metavar="NAAM", help="Het pakket met de regels, zoals heemskerk.")],
    op: Annotated[str, typer.Option(metavar="JJJJ-MM-DD", help="De peildatum: het recht van die dag geldt.")],
    alleen: Annotated[
        list[str] | None,
        typer.Option(metavar="NAAM", help="Alleen deze voorziening of andere uitkomst. Mag vaker."),
    ] = None,
    suggesties: Annotated[
        bool, typer.Option("--suggesties", help="Toon wat openstaat voor de persoon, op volgorde en met redenen.")
    ] = False,
    uitleg: Annotated[
        bool, typer.Option("--uitleg", help="Leg elke uitkomst uit: voorwaarden, feiten, artikelen.")
    ] = False,
    mappen: Folders = None,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """Advice about the client in a file."""
    screen = _screen(lang)
    day = _day(op)
    pack = reading.pack(pakket, _folders(mappen, screen.words))
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


def _day(text: str) -> date:
    day = typed(text, Date())
    if not isinstance(day, date):
        raise PolicyError([Diagnostic("peildatum_onleesbaar", None, {"gevonden": text})])
    return day


def _only(given: Advice, names: Iterable[str]) -> Advice:
    known = {**given.assessments, **given.notions}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise PolicyError(
            Diagnostic("onbekende_voorziening", None, {"naam": name, **suggestion(name, known)}) for name in unknown
        )
    return evolve(given, assessments={name: one for name, one in known.items() if name in names}, notions={})


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Kijk regelbestanden na.",
    help="Kijk regelbestanden na en toon alles wat er mis is, met de regel en wat eraan te doen is. "
    "Eindigt met code 1 als er een fout is.",
    epilog="participatie check mijn_pakket",
)
def check(
    *,
    paden: Paths = None,
    pakket: Packs = None,
    mappen: Folders = None,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """Everything that is wrong with packs."""
    screen = _screen(lang)
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


def _packs(
    paths: Sequence[Path] | None, names: Sequence[str] | None, folders: Sequence[Path] | None, words: Words
) -> Sequence[reading.Read]:
    if not paths and not names:
        raise typer.BadParameter(words("geen_paden"))
    return reading.packs(paths or (), names or (), _folders(folders, words))


def _errors_first(read: Iterable[reading.Read]) -> Sequence[Diagnostic]:
    """Everything that was found, each once: packs on one base share its mistakes."""
    each = {(one.code, str(one.span), one.message()): one for pack in read for one in pack.found}
    return sorted(each.values(), key=lambda one: one.severity is not Severity.ERROR)


@app.command(
    "test",
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Draai de voorbeelden in regelbestanden.",
    help="Draai de voorbeelden die in regelbestanden staan en toon welke anders uitkomen. "
    "Eindigt met code 1 als er een afwijkt of als een pakket onjuist is.",
    epilog="participatie test mijn_pakket",
)
def run_examples(*, paden: Paths = None, pakket: Packs = None, mappen: Folders = None, lang: Lang = "nl") -> None:
    """The examples inside packs."""
    screen = _screen(lang)
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


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Schrijf regels als lopende tekst.",
    help="Schrijf de regels van een pakket als Nederlandse zinnen, met artikelen en data: om naast de verordening "
    "te leggen. Wat de schrijver in woorden zei staat er, en wat de regel echt nagaat.",
    epilog="participatie render mijn_pakket --alleen scholing",
)
def render(  # noqa: PLR0913 - one argument per option
    *,
    paden: Paths = None,
    pakket: Packs = None,
    alleen: Annotated[
        list[str] | None, typer.Option(metavar="NAAM", help="Alleen deze voorziening of andere uitkomst. Mag vaker.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Geef Markdown.")] = False,
    mappen: Folders = None,
    lang: Lang = "nl",
) -> None:
    """The rules of packs as sentences."""
    screen = _screen(lang)
    for pack in _sound(_packs(paden, pakket, mappen, screen.words)):
        unknown = [name for name in alleen or () if name not in pack.decisions]
        if unknown:
            raise PolicyError(
                Diagnostic("onbekende_voorziening", None, {"naam": name, **suggestion(name, pack.decisions)})
                for name in unknown
            )
        said = prose.render(pack, alleen or (), style="markdown" if markdown else "text")
        if markdown:
            screen.line(said)
        else:
            screen.outline(said)


def _sound(read: Iterable[reading.Read]) -> Sequence[Pack]:
    """The packs, or everything that is wrong with them."""
    read = tuple(read)
    if any(one.pack is None for one in read):
        raise PolicyError(_errors_first(read))
    return [one.pack for one in read if one.pack is not None]


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Toon de bronnen en hoe zeker ze zijn.",
    help="Toon op welke artikelen een pakket rust, de zwakste eerst: zelf gelezen, uit een tweede bron bekend, eigen "
    "lezing of niet nagekeken. Toon ook waar bronnen elkaar tegenspreken en welke het pakket volgt.",
    epilog="participatie bronnen --pakket heemskerk",
)
def bronnen(
    *, paden: Paths = None, pakket: Packs = None, mappen: Folders = None, as_json: Json = False, lang: Lang = "nl"
) -> None:
    """The sources of packs by status, and the contradictions between them."""
    screen = _screen(lang)
    packs = _sound(_packs(paden, pakket, mappen, screen.words))
    if as_json:
        screen.json(show.sources_json(packs))
        return
    for pack in packs:
        show.sources(screen, pack)


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Maak of controleer een bewijs van een advies.",
    help="Maak een bewijs waarmee later is na te gaan of hetzelfde advies er weer uitkomt: de versies van het pakket, "
    "de peildatum en een versleutelde afdruk van de feiten. Er staat niets over de persoon in. Met --controleer "
    "vergelijkt de opdracht een eerder bewijs met het pakket en de feiten van nu; zij eindigt met code 1 als er "
    "iets anders is.",
    epilog="participatie bewijs client.yaml --pakket heemskerk --op 2018-06-01 --sleutel sleutel.bin",
)
def bewijs(  # noqa: PLR0913 - one argument per option
    *,
    clientbestand: Annotated[
        Path, typer.Argument(metavar="CLIENTBESTAND", help="Een YAML- of JSON-bestand met feiten.")
    ],
    pakket: Annotated[str, typer.Option(metavar="NAAM", help="Het pakket met de regels, zoals heemskerk.")],
    sleutel: Annotated[
        Path, typer.Option(metavar="BESTAND", help="Een geheim bestand van minstens 16 bytes; bewaar het.")
    ],
    op: Annotated[
        str | None, typer.Option(metavar="JJJJ-MM-DD", help="De peildatum; niet nodig bij --controleer.")
    ] = None,
    controleer: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Een eerder gemaakt bewijs om te controleren.")
    ] = None,
    mappen: Folders = None,
    lang: Lang = "nl",
) -> None:
    """A receipt of an advice, made or checked."""
    screen = _screen(lang)
    words = screen.words
    pack = reading.pack(pakket, _folders(mappen, words))
    key = reading.key(sleutel)
    with reading.discreet(clientbestand):
        client = Client.read(clientbestand, words=pack.vocabulary)
        if controleer is None:
            if op is None:
                raise typer.BadParameter(words("ontbreekt", naam="--op", uitleg=""))
            screen.json(advise(client, pack, on=_day(op)).receipt(key=key).to_json())
            return
        differing = reading.receipt(controleer).differences(client, pack, key=key)
    for one in differing:
        screen.line(words("bewijs_anders", wat=words(f"bewijs_{one}")), "red")
    if differing:
        raise typer.Exit(NEGATIVE)
    screen.line(words("bewijs_klopt"), "bold green")


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Toon een dossier: wat er gebeurde en wat er komt.",
    help="Toon een bewaard dossier: elke gebeurtenis met haar feit en bron, welke feiten elkaar tegenspreken en welke "
    "dagen eraan komen. Met --verloop ook hoe het met een voorziening ging. Er staan gegevens van een persoon in.",
    epilog="participatie dossier dossier.jsonl --pakket heemskerk --verloop participatieplaats",
)
def dossier(  # noqa: PLR0913 - one argument per option
    *,
    dossierbestand: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Het bestand met een bewaard dossier.")],
    pakket: Annotated[str, typer.Option(metavar="NAAM", help="Het pakket waar het dossier bij hoort.")],
    op: Annotated[
        str | None, typer.Option(metavar="JJJJ-MM-DD", help="De peildatum; anders de dag van de laatste gebeurtenis.")
    ] = None,
    verloop: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Hoe het met deze voorziening of andere uitkomst ging.")
    ] = None,
    mappen: Folders = None,
    lang: Lang = "nl",
) -> None:
    """The events of a case, what contradicts itself, and what falls due."""
    screen = _screen(lang)
    pack = reading.pack(pakket, _folders(mappen, screen.words))
    case = CaseFile.load(dossierbestand, pack)
    if verloop is not None and verloop not in pack.decisions:
        arguments = {"naam": verloop, **suggestion(verloop, pack.decisions)}
        raise PolicyError([Diagnostic("onbekende_voorziening", None, arguments)])
    day = _day(op) if op is not None else max(event.on for event in case.events)
    show.case(screen, case, day)
    if verloop is not None:
        show.history(screen, case, verloop, max(day, case.on))


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
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
    pakket: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Het pakket met de regels; voor een ladder.")
    ] = None,
    op: Annotated[str | None, typer.Option(metavar="JJJJ-MM-DD", help="De peildatum; voor een ladder.")] = None,
    uitkomst: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Welke treden, als het pakket er meer kent: heemskerk_subtrede.")
    ] = None,
    samenwerking: Annotated[
        Path | None, typer.Option(metavar="BESTAND", help="Het samenwerkingsverband; voor een afweging.")
    ] = None,
    mappen: Folders = None,
    lang: Lang = "nl",
) -> None:
    """A picture, in a file; and the same in words."""
    screen = _screen(lang)
    words = screen.words
    drawing.check(wat, naar, words)
    order = drawing.Order(
        source=bestand,
        pack=reading.pack(pakket, _folders(mappen, words)) if pakket is not None else None,
        on=_day(op) if op is not None else None,
        outcome=uitkomst,
        partnership=samenwerking,
        words=words,
    )
    try:
        picture = drawing.KINDS[wat](order)
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        Screen(words, stderr=True).mistake(words("teken_zonder"))
        raise typer.Exit(MISUSE) from None
    picture.save(naar)
    screen.line(words("getekend", naam=str(naar)), "bold green")
    screen.line(picture.alt)


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Toon de reis van iemand naar begeleiding.",
    help="Toon een reis: wat er gebeurde, in welke van de zes fasen, hoe dat was en hoe het met iemand ging. Kijkt het "
    "bestand eerst na. Er staan gegevens van een persoon in, tenzij de reis verzonnen is.",
    epilog="participatie reis reis.yaml",
)
def reis(
    *,
    reisbestand: Annotated[Path, typer.Argument(metavar="REISBESTAND", help="Een YAML- of JSON-bestand met een reis.")],
    lang: Lang = "nl",
) -> None:
    """The events of a journey, by phase."""
    screen = _screen(lang)
    with reading.discreet(reisbestand):
        journey = Journey.read(reisbestand)
    show.journey(screen, journey)


@app.command(
    cls=Command,
    options_metavar="[OPTIES]",
    short_help="Toon de feiten die men kan opgeven.",
    help="Toon de feiten die in een clientbestand kunnen staan: hun naam, wat ze kunnen zijn, wie ze weet. "
    "Met --pakket alleen de feiten die daar meetellen, met die van het pakket zelf erbij.",
    epilog="participatie gegevens --pakket heemskerk --zoek uitkering",
)
def gegevens(
    *,
    pakket: Annotated[
        str | None, typer.Option(metavar="NAAM", help="Alleen de feiten die in dit pakket meetellen.")
    ] = None,
    zoek: Annotated[
        str, typer.Option(metavar="WOORD", help="Alleen feiten met dit woord in naam, titel, vraag of codes.")
    ] = "",
    mappen: Folders = None,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """The facts that a client file can state."""
    screen = _screen(lang)
    words = screen.words
    if pakket is None:
        use: dict[Fact, Sequence[str]] = dict.fromkeys(vocabulary().values(), ())
    else:
        pack = reading.pack(pakket, _folders(mappen, words))
        use = {pack.vocabulary[name]: users for name, users in fact_use.used(pack).items()}
    found = {fact: users for fact, users in use.items() if _mentions(fact, zoek)}
    if as_json:
        screen.json(show.facts_json(found, with_use=pakket is not None))
        return
    show.facts(screen, found)
    if not screen.plain:
        screen.line()
        count = words.count("feiten", len(found))
        screen.line(words("feiten_van" if pakket else "feiten_alle", feiten=count, naam=pakket or ""))


def _mentions(fact: Fact, word: str) -> bool:
    codes = fact.type.codes or () if isinstance(fact.type, Code | CodeSet) else ()
    return any(word.casefold() in text.casefold() for text in (fact.name, fact.title, fact.question, *codes))
