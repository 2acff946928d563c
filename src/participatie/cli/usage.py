"""Help and mistakes in the use of the command, in Dutch; and every error as one exit code.

Typer brings its own copy of click from some release on, and uses the one that is
installed before it: nothing here names click, and its errors go by their class name.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from participatie.cli.screen import Screen
from participatie.cli.texts import Words, language
from participatie.diagnostics import PolicyError, nearest, printable

FINE, NEGATIVE, MISUSE = 0, 1, 2
_INTERRUPTED, _READER_GONE = 130, 141  # as shells report signals

#: Why the system refuses, where there are words for it.
_REASONS = {
    *("ENOENT", "EISDIR", "ENOTDIR", "ENAMETOOLONG"),
    *("EACCES", "EPERM", "EROFS"),
    *("ENOSPC", "EDQUOT", "EFBIG", "EIO"),
}

#: The class of all mistakes in usage, whichever click it comes from.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


_Do = TypeVar("_Do", bound=Callable[..., Any])


class _Help:
    """The page that ``--help`` shows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments apart; what is wrong with them knows where it was said."""
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # mixed in with a command
        except _UsageError as error:
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]  # a usage error has one
            raise
        return rest

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the first line: how the command is written."""
        pieces = [self.options_metavar]
        pieces += [param.metavar for param in self.params if param.param_type_name == "argument"]
        if isinstance(self, TyperGroup):
            pieces.append(self.subcommand_metavar)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=Words()("gebruik"))

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        words = Words()
        self.format_usage(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(self.help)
        for heading, rows in self.sections(ctx, words).items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        formatter.write(f"\n{words('voorbeeld')}:\n  {self.epilog}\n")

    def sections(self: Any, ctx: Any, words: Words) -> dict[str, list[tuple[str, str]]]:
        """The lists of the page: a word and what it means."""
        found: dict[str, list[tuple[str, str]]] = {"opdrachten": [], "argumenten": [], "opties": []}
        for name, command in getattr(self, "commands", {}).items():
            found["opdrachten"].append((name, command.short_help))
        for param in self.get_params(ctx):
            kind = "argumenten" if param.param_type_name == "argument" else "opties"
            found[kind].append((_names(param), words("hulp") if param.name == "help" else param.help))
        return {words(heading): rows for heading, rows in found.items()}


def _names(param: Any) -> str:
    """How a parameter is written: ``--op JJJJ-MM-DD``."""
    if param.param_type_name == "argument":
        return str(param.metavar)
    return ", ".join(param.opts) + ("" if param.is_flag else f" {param.metavar}")


class Command(_Help, TyperCommand):
    """A command whose help and usage errors are Dutch."""

    allow_extra_args = True  # to say ourselves what is too much

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments apart; none may be left over."""
        words = Words(language(args))
        rest = super().parse_args(ctx, args)
        if rest:
            raise typer.BadParameter(words("te_veel", namen=printable(" ".join(rest))), ctx=ctx)
        return rest


class Commands(typer.Typer):
    """Commands that are about one thing."""

    def command(self, name: str | None = None, **about: Any) -> Callable[[_Do], _Do]:
        """A function as a command; ``about`` is what its help page says."""
        return super().command(name, cls=Command, options_metavar="[OPTIES]", **about)


class Group(_Help, TyperGroup):
    """The command as a whole: help, usage errors and every other error end here."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments apart; without any there is nothing to do."""
        if not args:
            Screen(Words(), stderr=True).line(ctx.get_help())
            raise typer.Exit(MISUSE)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant."""
        if args[0] not in self.commands:
            words = Words(language(args))
            said = words("opdracht_onbekend", naam=printable(args[0]))
            raise typer.BadParameter(_suggesting(said, args[0], self.commands, words), ctx=ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A reader that has seen enough (``| head``) is no error of ours."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                if sys.stdout is not None:  # closed by who started us
                    sys.stdout.flush()
        except BrokenPipeError:
            with contextlib.suppress(OSError):  # no pipe at all: a stream of a test
                # Python flushes once more when it stops, and would complain.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(_READER_GONE) from None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run the command and leave with its exit code."""
        given = sys.argv[1:] if args is None else list(args)
        words = Words(language(given))
        screen = Screen(words, stderr=True)
        extra["standalone_mode"] = False
        code: object = MISUSE
        try:
            code = super().main(args, *rest, **extra)
        except _UsageError as error:
            _report(error, screen, words)
        except PolicyError as error:
            screen.diagnostics(error.diagnostics)
        except OSError as error:
            name = printable(str(error.filename or "-"))
            screen.mistake(words("systeem", naam=name, reden=_reason(error, words)))
        except (typer.Abort, KeyboardInterrupt):
            code = _INTERRUPTED
        sys.exit(code if isinstance(code, int) else FINE)


def _reason(error: OSError, words: Words) -> str:
    """Why the system refuses, in the language of the command for the common reasons."""
    code = errno.errorcode.get(error.errno or 0, "")
    return words(code) if code in _REASONS else error.strerror or type(error).__name__


def _report(error: Any, screen: Screen, words: Words) -> None:
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        screen.line(ctx.get_usage())
        screen.line(words("meer_uitleg", opdracht=ctx.command_path))
        screen.line()
    screen.mistake(_said(error, ctx, words))


def _said(error: Any, ctx: Any, words: Words) -> str:
    params: list[Any] = ctx.command.get_params(ctx) if ctx is not None else []
    name = str(getattr(error, "option_name", ""))
    match type(error).__name__:
        case "NoSuchOption":
            said = words("optie_onbekend", naam=printable(name))
            return _suggesting(said, name, [one for param in params for one in param.opts], words)
        case "BadOptionUsage":
            flag = any(name in param.opts and param.is_flag for param in params)
            return words("optie_met_waarde" if flag else "optie_zonder_waarde", naam=printable(name))
        case "MissingParameter":
            return words("ontbreekt", naam=_names(error.param), uitleg=error.param.help)
        case "BadParameter" if getattr(error, "param", None) is not None:  # not our own
            return words("waarde_onjuist", naam=_names(error.param), uitleg=error.param.help)
        case "BadParameter":
            return str(error.message)
        case _:
            return words("gebruik_onjuist", reden=printable(error.format_message()))


def _suggesting(said: str, name: str, names: Iterable[str], words: Words) -> str:
    near = nearest(name, names)
    return f"{said} {words('bedoelt', naam=near)}" if near else said
