"""Rule files: from YAML on disk to documents."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from participatie import files
from participatie.diagnostics import Diagnostic, suggestion
from participatie.files import Node, Scalar, Table
from participatie.policy import documents as docs
from participatie.policy.structure import structure
from participatie.policy.voorziening import Kind, Voorziening

#: The version of the form of rule files; a file may state it as ``formaat``.
FORMAT = "1"

# Documents that say in their first key what they are, and by its value which one.
_NAMED: dict[str, type[Any]] = {
    "pakket": docs.Header,
    "conclusie": docs.Conclusion,
    "argumenten": docs.Arguments,
    "beperking": docs.Restriction,
    "invulling": docs.Filling,
}
_DECIDING = (Kind.PROVISION, Kind.DUTY, Kind.MEASURE, Kind.NOTION)
# Documents whose key holds their whole contents.
_WHOLE: dict[str, type[Any]] = {
    "gegevens": docs.LocalFacts,
    "verbanden": docs.Links,
    "veronderstelt": docs.Assumptions,
    "tegenstrijdigheden": docs.Contradictions,
    "parameters": docs.Parameters,
}
KINDS = (*_NAMED, *map(str, _DECIDING), *_WHOLE)


def read(paths: Iterable[str | Path], found: list[Diagnostic], within: Path | None = None) -> tuple[docs.Document, ...]:
    """The documents in the rule files at ``paths``; folders are searched for ``*.yaml``.

    Files are called by their path, or by what is left of it below ``within``.
    """
    read_documents: list[docs.Document] = []
    for path in files.find(paths, found):
        name = path.relative_to(within).as_posix() if within is not None else str(path)
        for node in files.read(path, found, name):
            document = _document(node, found)
            if document is not None:
                read_documents.append(document)
    return tuple(read_documents)


def parse(text: str, name: str, found: list[Diagnostic]) -> tuple[docs.Document, ...]:
    """The documents in ``text``, as if it were the file ``name``."""
    nodes = files.parse(text, name, found)
    return tuple(one for node in nodes if (one := _document(node, found)) is not None)


def _document(  # noqa: PLR0911 - one return per way to be no document
    node: Node, found: list[Diagnostic]
) -> docs.Document | None:
    if isinstance(node, Scalar) and node.plain and not node.text:
        return None  # an empty document between two markers
    if not isinstance(node, Table):
        found.append(Diagnostic("verkeerde_vorm", node.span, {"verwacht": "sleutels met waarden"}))
        return docs.Unreadable(kind="", names=(), span=node.span)
    kinds = [name for name, _ in node.entries if name.text in KINDS]
    if node.broken:
        return _unreadable(node, {name.text: name.text for name in kinds})
    if len(kinds) != 1:
        first = node.entries[0][0] if node.entries else None
        span = kinds[1].span if kinds else first.span if first else node.span
        near = suggestion(first.text, KINDS) if first and not kinds else {}
        code = "twee_soorten" if kinds else "onbekend_document"
        found.append(Diagnostic(code, span, {"keuzes": ", ".join(KINDS), **near}))
        meant = {first.text: near["suggestie"]} if first and near else {name.text: name.text for name in kinds}
        return _unreadable(node, meant)
    kind = kinds[0].text
    entries = tuple(_entries(node, kinds[0], found))
    cls = _WHOLE.get(kind) or _NAMED.get(kind) or Voorziening
    document: docs.Document | None = structure(Table(entries, node.span), cls, found)
    if document is None:
        return _unreadable(node, {kind: kind})
    if isinstance(document, docs.LocalFacts | docs.Parameters):
        declared = document.facts if isinstance(document, docs.LocalFacts) else document.parameters
        return evolve(document, unreadable=tuple(one for one in _names(node, kind, kind) if one not in declared))
    return document


def _entries(node: Table, kind: Scalar, found: list[Diagnostic]) -> Iterator[tuple[Scalar, Node]]:
    """The entries of a document without ``formaat``, its first key split in kind and id."""
    for name, value in node.entries:
        if name.text == "formaat":
            if not isinstance(value, Scalar) or value.text != FORMAT:
                found.append(Diagnostic("formaat_onbekend", value.span, {"formaat": FORMAT}))
        elif name.text.startswith("#"):  # so begin the keys that are made here
            found.append(Diagnostic("onbekende_sleutel", name.span, {"naam": name.text, "keuzes": ", ".join(KINDS)}))
        elif name is kind and kind.text not in _WHOLE:
            yield _renamed(name, "#id"), value
            if kind.text in _DECIDING:
                yield _renamed(name, "#kind"), _renamed(name, kind.text)
        else:
            yield name, value


def _names(node: Table, key: str, kind: str) -> tuple[str, ...]:
    """The names that a document declares under ``key``, for what refers to them."""
    stated = node.get(key)
    if isinstance(stated, Table):
        return tuple(stated.keys())
    return (stated.text,) if isinstance(stated, Scalar) and kind not in _WHOLE else ()


def _unreadable(node: Table, kinds: Mapping[str, str]) -> docs.Unreadable:
    """What is left of a document that cannot be read; ``kinds`` tells what its keys were meant to be."""
    base = node.get("bouwt_op")
    return docs.Unreadable(
        kind=next(iter(kinds.values()), ""),
        names=tuple(name for key, kind in kinds.items() for name in _names(node, key, kind)),
        builds_on=base.text if isinstance(base, Scalar) else None,
        span=node.span,
    )


def _renamed(scalar: Scalar, text: str) -> Scalar:
    return Scalar(text, scalar.span)
