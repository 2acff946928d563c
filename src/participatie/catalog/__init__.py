"""The packs that come with the library, and reading packs of your own.

A pack is a folder of rule files with the name of the pack. Packs refer to each
other by name only, and are looked for in the folders that the caller gives and
then among the shipped ones: no document can point to a path.
"""

import functools
from collections.abc import Iterable
from importlib.resources import files as resources
from pathlib import Path

from participatie.analysis import needless, readings, unconditional
from participatie.catalog.finding import search
from participatie.diagnostics import Diagnostic, PolicyError, Severity, nearest, suggestion
from participatie.policy import files as rule_files
from participatie.policy.building import build
from participatie.policy.documents import Document, Header, Unreadable
from participatie.policy.pack import Pack, fail
from participatie.policy.structure import place

__all__ = ["load", "names", "parse", "read", "search"]


def _shipped() -> Path:
    return Path(str(resources("participatie.catalog")))


def _packs(*folders: Path) -> dict[str, Path]:
    """The folders of packs by name; what stands in an earlier folder goes before."""
    known: dict[str, Path] = {}
    for folder in folders:
        for one in sorted(folder.iterdir()) if folder.is_dir() else ():
            if one.is_dir() and any(one.glob("*.yaml")):
                known.setdefault(one.name, one)
    return known


def names() -> tuple[str, ...]:
    """The names of the shipped packs.

    >>> "heemskerk" in names()
    True
    """
    return tuple(_packs(_shipped()))


def load(name: str, *folders: str | Path) -> Pack:
    """The pack called ``name``, with every version of its rules and the layers below.

    Args:
        name: the name of a pack, such as ``heemskerk``.
        folders: where else to look for packs, before the shipped ones.

    Raises:
        KeyError: there is no such pack; with a suggestion.
        PolicyError: its rule files are wrong; with all diagnostics.

    >>> load("heemskerk").base.id
    'nl_participatiewet'
    """
    if not isinstance(name, str):
        raise TypeError(f"load() takes the name of a pack, not {type(name).__name__}")
    return _load(name, tuple(map(Path, folders)), ()) if folders else _load_shipped(name)


@functools.cache
def _load_shipped(name: str) -> Pack:
    return _load(name, (), ())


def _load(name: str, folders: tuple[Path, ...], above: tuple[str, ...]) -> Pack:
    known = _packs(*folders, _shipped())
    if name not in known:
        near = nearest(name, known)
        hint = f"; bedoelt u {near!r}?" if near else f"; er zijn: {', '.join(sorted(known))}"
        raise KeyError(f"{name!r}{hint}")
    # Where the library was installed is of no use to anyone, and differs between machines.
    within = _shipped() if known[name].parent == _shipped() else None
    found: list[Diagnostic] = []
    documents = rule_files.read([known[name]], found, within)
    return _read(documents, folders, (*above, name), found)


def read(paths: str | Path | Iterable[str | Path], folders: Iterable[str | Path] = ()) -> Pack:
    """The pack in the rule files at ``paths``, on top of the pack that it names.

    Args:
        paths: one or more rule files, or folders that are searched for ``*.yaml``.
        folders: where to look for the pack that it builds on, before the shipped ones.

    Raises:
        PolicyError: with everything that is wrong, in the order of the files.
    """
    found: list[Diagnostic] = []
    documents = rule_files.read([paths] if isinstance(paths, str | Path) else paths, found)
    return _read(documents, tuple(map(Path, folders)), (), found)


def _read(
    documents: Iterable[Document], folders: tuple[Path, ...], above: tuple[str, ...], found: list[Diagnostic]
) -> Pack:
    """The pack of ``documents`` on the one that it builds on; ``above`` are those that lead to it, by name."""
    for header in documents:
        if isinstance(header, Header) and above and header.id != above[-1]:
            arguments = {"naam": header.id, "map": above[-1]}
            found.append(Diagnostic("pakket_in_andere_map", place(header.id, header.span), arguments))
    return _settled(documents, _base(documents, folders, above, found), found)


def parse(*texts: str, base: Pack | None = None) -> Pack:
    r"""The pack in ``texts``, read as :func:`read` reads files: for programs and tests.

    Args:
        texts: rule files, as text.
        base: the pack that it builds on, where its header names one.

    Raises:
        PolicyError: with everything that is wrong, in the order of the texts.

    >>> parse("formaat: 1\npakket: dorp\ntitel: Een dorp\nbron: {regeling: Dorpsregels}").id
    'dorp'
    """
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("parse() takes the texts of rule files")
    found: list[Diagnostic] = []
    documents = [
        one for number, text in enumerate(texts, start=1) for one in rule_files.parse(text, f"<tekst {number}>", found)
    ]
    return _settled(documents, base, found)


def _settled(documents: Iterable[Document], base: Pack | None, found: list[Diagnostic]) -> Pack:
    """The pack of ``documents`` with its warnings, or everything that is wrong as an error."""
    documents = tuple(documents)
    pack = build(documents, base, found)
    if pack is not None and not any(one.severity is Severity.ERROR for one in found):
        readings.check(pack, found)
        needless.check(pack, found)
        unconditional.check(pack, found)
    fail(documents, found)
    if pack is None:  # pragma: no cover - without a diagnostic there is a pack
        raise AssertionError
    return pack.warned(found)


def _base(
    documents: Iterable[Document], folders: tuple[Path, ...], above: tuple[str, ...], found: list[Diagnostic]
) -> Pack | None:
    """The pack below; a header that has a mistake in it may still say which one that is."""
    header = next((one for one in documents if isinstance(one, Header | Unreadable) and one.builds_on), None)
    if header is None or header.builds_on is None:
        return None
    wanted = header.builds_on
    name = header.id if isinstance(header, Header) else next(iter(header.names), "")
    arguments, span = {"naam": name, "op": wanted}, place(wanted, header.span)
    known = _packs(*folders, _shipped())
    if wanted in (*above, name):
        found.append(Diagnostic("basis_in_kring", span, arguments))
    elif wanted not in known:
        found.append(Diagnostic("basis_onbekend", span, {**arguments, **suggestion(wanted, known)}))
    else:
        try:
            return _load(wanted, folders, above or (name,))
        except PolicyError as error:
            found += error.diagnostics
    return None
