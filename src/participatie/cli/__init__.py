"""The command ``participatie``: prints, never decides.

`app` puts it together from the modules in `commands`. `options` has what these
share, `reading` finds what they are asked about, `show` prints it, `usage` speaks
Dutch where typer does not. Importing this package costs nothing: the extra ``cli``
is needed only to run the command.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process; never returns."""
    try:
        from participatie.cli.app import app  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich"}:
            raise
        sys.stderr.write("Installeer eerst de opdracht zelf: pip install 'participatie[cli]'\n")
        sys.exit(2)
    app(prog_name="participatie")
