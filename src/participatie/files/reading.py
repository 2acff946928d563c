"""Files as documents: what is wrong with one leaves the others."""

import codecs
import functools
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from participatie.diagnostics import Diagnostic, Severity, SourceFile, Span
from participatie.files.bounds import MAX_BYTES, Budget, Stop, WholeText
from participatie.files.json_tree import JsonTree
from participatie.files.tree import Node, Scalar, Table
from participatie.files.yaml_tree import YamlTree


def read(path: str | Path, found: list[Diagnostic], name: str = "") -> tuple[Node, ...]:
    """The documents of the file at ``path``; what is wrong is added to ``found``.

    A document that cannot be read is a :class:`Table` that says so. ``name`` is
    how the file is to be called, where that is not its path.
    """
    name = name or str(path)
    text = read_text(path, found, name)
    if text is None:
        return (_lost(WholeText.of(SourceFile(name))),)
    return parse(text, name, found)


def read_text(path: str | Path, found: list[Diagnostic], name: str = "") -> str | None:
    """The text of a file of at most :data:`MAX_BYTES` bytes of UTF-8."""
    name = name or str(path)
    data = read_bytes(path, found, name)
    if data is None:
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode())
        whole = WholeText.of(SourceFile(name, data.decode("utf-8", "replace")))
        found.append(Diagnostic("geen_utf8", whole.span(before, before + 1)))
        return None


def read_bytes(path: str | Path, found: list[Diagnostic], name: str = "") -> bytes | None:
    """What stands in a file of at most :data:`MAX_BYTES` bytes."""
    here = Span(SourceFile(name or str(path)), 1, 1, 1, 1)
    try:
        data = _bytes(path)
    except (FileNotFoundError, ValueError):  # a ValueError is a name that no file can have
        found.append(Diagnostic("bestand_niet_gevonden", here, {"pad": str(path)}))
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        found.append(Diagnostic("bestand_onleesbaar", here, {"pad": str(path), "reden": reason}))
        return None
    if len(data) > MAX_BYTES:
        found.append(Diagnostic("bestand_te_groot", here, {"grens": str(MAX_BYTES)}))
        return None
    return data


def _bytes(path: str | Path) -> bytes:
    # Opened before it is looked at, and without waiting: what is looked at is then what is read,
    # and a pipe that nobody writes to does not hold us up.
    def opened(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))

    with open(path, "rb", opener=opened) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, "geen gewoon bestand")
        # One byte more than allowed tells a file over the limit, whatever its size says.
        return stream.read(MAX_BYTES + 1)


def parse(text: str, name: str, found: list[Diagnostic]) -> tuple[Node, ...]:
    """The documents in ``text``, each parsed by itself: one that is broken leaves the others."""
    whole = WholeText.of(SourceFile(name, text.removeprefix("\ufeff")))
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        found.append(Diagnostic("geen_utf8", whole.span(error.start, error.start + 1)))
        return (_lost(whole),)
    if size > MAX_BYTES:
        found.append(Diagnostic("bestand_te_groot", whole.span(0, 0), {"grens": str(MAX_BYTES)}))
        return (_lost(whole),)
    budget = Budget(whole, found)
    parts = [(0, whole.file.text)] if name.endswith(".json") else _split(whole)
    documents: list[Node] = []
    for first_line, part in parts:
        try:
            budget.spend(functools.partial(whole.starts.__getitem__, first_line))
            if name.endswith(".json"):
                node: Node | None = JsonTree(budget).document()
            else:
                node = YamlTree(budget, part, first_line).document()
        except Stop as stop:
            found.append(stop.diagnostic)
            if budget.spent:
                return (*documents, _lost(whole))
            documents.append(_salvaged(whole, part, first_line))
        else:
            if node is not None:
                documents.append(node)
    return tuple(documents)


def _split(whole: WholeText) -> Iterator[tuple[int, str]]:
    """The parts between ``---`` lines, each with the number of lines before it."""
    part: list[str] = []
    first = 0
    for number, line in enumerate(whole.lines):
        if line.startswith("---") and (len(line) == len("---") or line[3].isspace()):
            yield first, "".join(part)
            # The marker stays as a blank line, and what follows it on the same line too.
            part, first = ["   " + line[3:]], number
        else:
            part.append(line)
    yield first, "".join(part)


_TOP = re.compile(r"(?P<name>[a-z_]+):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$", re.ASCII)
_BELOW = re.compile(r"[ ]+(?P<name>[^\W\d]\w*):", re.ASCII)


def _salvaged(whole: WholeText, part: str, shift: int) -> Table:
    """The keys of a broken document that stand at the margin, and those just below one without a value."""
    entries: list[tuple[Scalar, Node]] = []
    below: list[tuple[Scalar, Node]] = []
    place = whole.span(whole.starts[shift], whole.starts[shift])
    for line in part.splitlines():
        if top := _TOP.match(line):
            below = []
            value = Scalar(top["value"], place) if top["value"] else None
            entries.append((Scalar(top["name"], place), value or Table((), place)))
        elif (inner := _BELOW.match(line)) and entries and isinstance(entries[-1][1], Table):
            below.append((Scalar(inner["name"], place), Scalar("", place)))
            entries[-1] = (entries[-1][0], Table(tuple(below), place))
    return Table(tuple(entries), place, broken=True)


def _lost(whole: WholeText) -> Table:
    """A document of which nothing is known."""
    return Table((), whole.span(0, 0), broken=True)


def find(paths: Iterable[str | Path], found: list[Diagnostic]) -> tuple[Path, ...]:
    """The rule files among ``paths``: files as given, folders searched for ``*.yaml``."""
    files: list[Path] = []
    for path in map(Path, paths):
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(one for one in path.rglob("*.yaml") if not one.is_dir())
        if not inside:
            found.append(Diagnostic("geen_bestanden", None, {"pad": str(path)}))
        files += inside
        for other in sorted(path.rglob("*.yml")):
            place = Span(SourceFile(str(other)), 1, 1, 1, 1)
            found.append(Diagnostic("extensie_yml", place, {"pad": str(other)}, Severity.WARNING))
    return tuple(dict.fromkeys(files))
