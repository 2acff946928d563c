"""What commands are asked about: packs by path or by name, and client files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import evolve, frozen

from participatie import catalog, files
from participatie.advice.receipt import MIN_KEY, Receipt
from participatie.diagnostics import Diagnostic, PolicyError, SourceFile, suggestion
from participatie.policy.pack import Pack


@frozen
class Read:
    """A pack that was read, or why there is none.

    Args:
        name: the name of the pack; its paths where it has none.
        pack: ``None`` when it is wrong.
        found: everything that was found, warnings included.
    """

    name: str
    pack: Pack | None
    found: tuple[Diagnostic, ...]


# -- packs -------------------------------------------------------------------------


def pack(name: str, folders: Sequence[Path]) -> Pack:
    """The pack called ``name``, from ``folders`` or from those that are shipped.

    Raises:
        PolicyError: there is none, or it is wrong.
    """
    read = _named(name, folders)
    if read.pack is None:
        raise PolicyError(read.found)
    return read.pack


def packs(paths: Sequence[Path], names: Iterable[str], folders: Sequence[Path]) -> tuple[Read, ...]:
    """Every pack that is meant, each read by itself.

    The files and folders of ``paths`` make one pack together. Folders that each
    have a header of their own are a pack each, and so are the folders in a
    folder of packs; those also find one another by name.

    Args:
        paths: rule files and folders.
        names: packs by name.
        folders: where packs are looked for by name, before the shipped ones.

    Raises:
        PolicyError: a path or a name does not exist.
    """
    absent = [path for path in paths if not path.exists()]
    if absent:
        raise PolicyError(Diagnostic("bestand_niet_gevonden", None, {"pad": str(path)}) for path in absent)
    by_name = [_named(name, folders) for name in names]
    by_path = [_read(group, [*around, *folders]) for group, around in _groups(paths)]
    return (*by_path, *by_name)


def _named(name: str, folders: Sequence[Path]) -> Read:
    try:
        found = catalog.load(name, *folders)
    except KeyError:
        known = {*catalog.names(), *(one.name for folder in folders for one in _rule_folders(folder))}
        arguments = {"naam": name, "keuzes": ", ".join(sorted(known)), **suggestion(name, known)}
        raise PolicyError([Diagnostic("pakket_onbekend", None, arguments)]) from None
    except PolicyError as error:
        return Read(name, None, error.diagnostics)
    return Read(name, found, found.warnings)


def _read(group: Sequence[Path], folders: Sequence[Path]) -> Read:
    try:
        found = catalog.read(group, folders)
    except PolicyError as error:
        return Read(", ".join(map(str, group)), None, error.diagnostics)
    return Read(found.id, found, found.warnings)


def _groups(paths: Iterable[Path]) -> Iterator[tuple[Sequence[Path], Sequence[Path]]]:
    """The paths of each pack, with the folder of packs that it lies in."""
    own: list[Path] = []
    loose: list[Path] = []
    for path in paths:
        below = _rule_folders(path) if not _has_header(path) else ()
        if any(map(_has_header, below)):
            yield from (([one], [path]) for one in below)
            if beside := sorted(path.glob("*.yaml")):
                yield beside, [path]
        else:
            (own if path.is_dir() and _has_header(path) else loose).append(path)
    if len(own) > 1:
        yield from (([one], ()) for one in own)
        own = []
    if own or loose:
        yield [*own, *loose], ()


def _rule_folders(folder: Path) -> tuple[Path, ...]:
    """The folders in ``folder`` that hold rule files."""
    return tuple(one for one in sorted(folder.glob("*/")) if one.is_dir() and any(one.rglob("*.yaml")))


_HEADER = re.compile(r"^pakket[ \t]*:", re.MULTILINE)


def _has_header(path: Path) -> bool:
    """Whether a rule file in this folder, not in one below, opens a pack."""
    ignored: list[Diagnostic] = []  # what is wrong with a file is said when it is read as a rule file
    return any(_HEADER.search(files.read_text(one, ignored) or "") for one in sorted(path.glob("*.yaml")))


# -- receipts ----------------------------------------------------------------------


def key(path: Path) -> bytes:
    """The secret bytes in the file at ``path``.

    Raises:
        PolicyError: there are too few, or the file cannot be read.
    """
    found: list[Diagnostic] = []
    secret = files.read_bytes(path, found)
    if secret is None:
        raise PolicyError(found)
    if len(secret) < MIN_KEY:
        raise PolicyError([Diagnostic("sleutel_te_kort", None, {"pad": str(path), "minstens": str(MIN_KEY)})])
    return secret


def receipt(path: Path) -> Receipt:
    """The receipt in the file at ``path``.

    Raises:
        PolicyError: there is none in it.
    """
    found: list[Diagnostic] = []
    text = files.read_text(path, found)
    if text is None:
        raise PolicyError(found)
    try:
        return Receipt.from_json(text)
    except ValueError:
        raise PolicyError([Diagnostic("geen_bewijs", None, {"pad": str(path)})]) from None


# -- clients -----------------------------------------------------------------------


@contextmanager
def discreet(path: Path) -> Iterator[None]:
    """Errors about the client file at ``path`` show the fact that is wrong, and no other."""
    try:
        yield
    except PolicyError as error:
        raise PolicyError(_narrowed(one, str(path)) for one in error.diagnostics) from None


def _narrowed(one: Diagnostic, name: str) -> Diagnostic:
    """``one`` with all but a single fact blotted out of the line that it shows."""
    span = one.span
    if span is None or span.file.name != name:
        return one
    line = span.file.line(span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    # In a file written as one line, other facts stand before it and after it.
    begin = max(line.rfind(mark, 0, start) for mark in "{[,") + 1
    shown = " " * begin + line[begin:start] + re.split("[,{[]", line[start:end], maxsplit=1)[0]
    return evolve(one, span=evolve(span, file=SourceFile(name, "\n" * (span.line - 1) + shown)))
