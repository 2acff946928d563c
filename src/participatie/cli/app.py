"""The command as a whole, put together from the commands in `commands`."""

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from participatie.cli.commands import (
    cases,
    changes,
    clients,
    facts,
    interviews,
    packs,
    pictures,
    tables,
    warehouses,
    whatif,
)
from participatie.cli.usage import Group

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


# In the order of the help page.
for group in (clients, interviews, changes, tables, whatif, packs, cases, pictures, warehouses, facts):
    app.add_typer(group.commands)
