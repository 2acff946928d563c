"""From a tree with positions to typed objects, noting everything that is wrong on the way.

cattrs chooses what to do by type; the hooks here read nodes of
:mod:`participatie.files`. Each class says with :func:`key` under which Dutch
word a field is written. A fault in one field does not stop the reading of the
others, and what could be read goes on to be checked, so that one run shows all.
"""

import enum
import functools
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Self, TypeVar, Union, get_args, get_origin

import attrs
from cattrs import Converter

from participatie.diagnostics import Diagnostic, Span, suggestion
from participatie.files import Items, Node, Scalar, Table
from participatie.rules.expr import Expr, Literal
from participatie.rules.text import Place, parse
from participatie.sources import Status
from participatie.values import Date, typed

T = TypeVar("T")


class Faults(Exception):  # noqa: N818 - carries diagnostics upwards; never leaves this package
    """What was wrong with one node, and what is left of it without the parts that are wrong.

    ``partial`` is ``None`` where nothing can be said of the rest, so that one
    mistake does not cause a second message.
    """

    def __init__(self, *diagnostics: Diagnostic, partial: Any = None) -> None:
        super().__init__()
        self.diagnostics = diagnostics
        self.partial = partial


class Name(str):
    """A name as a document states it, which remembers where."""

    __slots__ = ("span",)

    span: Span | None

    def __new__(cls, text: str, span: Span | None) -> Self:
        """The name ``text`` that stands at ``span``."""
        name = super().__new__(cls, text)
        name.span = span
        return name


def place(name: str, otherwise: Span | None) -> Span | None:
    """Where ``name`` stands; ``otherwise`` when it does not remember."""
    return (name.span if isinstance(name, Name) else None) or otherwise


def key(word: str, **options: Any) -> Any:
    """A field that is written under the Dutch key ``word``."""
    return attrs.field(metadata={"key": word}, **options)


def at() -> Any:
    """The place of the node in its file; equality ignores it."""
    return attrs.field(default=None, eq=False, repr=False, metadata={"key": None})


def structure(node: Node, cls: type[T], found: list[Diagnostic]) -> T | None:
    """``node`` as an instance of ``cls``; what is wrong is added to ``found``.

    What is wrong is then left out of the instance; ``None`` where it cannot do
    without.
    """
    try:
        result: T = converter.structure(node, cls)
    except Faults as faults:
        found += faults.diagnostics
        partial: T | None = faults.partial
        return partial
    return result


def fault(code: str, span: Span | None, **arguments: str) -> Faults:
    """One diagnostic, to raise."""
    return Faults(Diagnostic(code, span, arguments))


def scalar(node: Node, expected: str) -> Scalar:
    """``node`` as a scalar with text in it.

    Raises:
        Faults: it is a list, a mapping or empty.
    """
    if not isinstance(node, Scalar):
        raise fault("verkeerde_vorm", node.span, verwacht=expected)
    if node.plain and node.text in _NOTHING:
        raise fault("lege_waarde", node.span)
    return node


_NOTHING = frozenset({"", "~", "null"})


def table(node: Node) -> Table:
    """``node`` as a mapping.

    Raises:
        Faults: it is something else.
    """
    if not isinstance(node, Table):
        scalar(node, "sleutels met waarden")
        raise fault("verkeerde_vorm", node.span, verwacht="sleutels met waarden")
    if node.broken:
        raise Faults  # it was reported when it was read
    return node


def _text(node: Node, _: Any) -> str:
    return " ".join(scalar(node, "tekst").text.split())


def _name(node: Node, _: Any) -> Name:
    return Name(_text(node, str), node.span)


def _bool(node: Node, _: Any) -> bool:
    word = scalar(node, "ja of nee").text
    if word not in {"ja", "nee"}:
        raise fault("verkeerd_type_sleutel", node.span, waarde=word, verwacht="ja of nee")
    return word == "ja"


def _int(node: Node, _: Any) -> int:
    word = scalar(node, "een geheel getal vanaf 0").text
    if not (word.isascii() and word.isdigit() and len(word) <= 15):  # noqa: PLR2004 - any amount in cents
        raise fault("verkeerd_type_sleutel", node.span, waarde=word, verwacht="een geheel getal vanaf 0")
    return int(word)


def _date(node: Node, _: Any) -> date:
    word = scalar(node, "een datum (jjjj-mm-dd)").text
    value = typed(word, Date())
    if not isinstance(value, date):
        raise fault("datum_bestaat_niet", node.span, gevonden=word)
    return value


def _enum(node: Node, cls: type[enum.Enum]) -> enum.Enum:
    word = scalar(node, "een woord").text
    words = [str(member.value) for member in cls]
    if word not in words:
        raise Faults(
            Diagnostic(
                "onbekend_woord",
                node.span,
                {"waarde": word, "keuzes": ", ".join(words), **suggestion(word, words)},
            )
        )
    return cls(word)


def _expression(node: Node, _: Any) -> Expr:
    found: list[Diagnostic] = []
    text = scalar(node, "een voorwaarde")
    expr = parse(text.raw, found, Place(node.span.file, *text.raw_at))
    if expr is None:
        raise Faults(*found)
    return expr


def _quantity(node: Node, _: Any) -> Literal:
    expr = _expression(node, None)
    if not isinstance(expr, Literal):
        raise fault("geen_hoeveelheid", node.span)
    return expr


def _is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _tuple(cls: Any) -> Callable[[Node, Any], tuple[Any, ...]]:
    inner = get_args(cls)[0]

    def hook(node: Node, _: Any) -> tuple[Any, ...]:
        if isinstance(node, Scalar) and node.text and _is_word(inner):
            return (converter.structure(node, inner),)  # one may be written without a list around it
        if not isinstance(node, Items):
            scalar(node, "een lijst")
            raise fault("verkeerde_vorm", node.span, verwacht="een lijst")
        nodes = ((str(number), one) for number, one in enumerate(node.values))
        return tuple(_all(nodes, inner, lambda rest: tuple(rest.values())).values())

    return hook


def _is_word(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, str)


def _all(nodes: Iterable[tuple[str, Node]], cls: Any, form: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Each of ``nodes`` as an instance of ``cls``; ``form`` makes what is left where some are wrong."""
    found: list[Diagnostic] = []
    values: dict[str, Any] = {}
    whole = True
    for name, node in nodes:
        try:
            values[name] = converter.structure(node, cls)
        except Faults as faults:
            whole = False
            found += faults.diagnostics
            if faults.partial is not None:
                values[name] = faults.partial
    if not whole:
        # Of a list of words a part says something else; of a list of objects it is just shorter.
        raise Faults(*found, partial=form(values) if values and attrs.has(cls) else None)
    return values


def _is_mapping(cls: Any) -> bool:
    return get_origin(cls) in {dict, Mapping}


def _mapping(cls: Any) -> Callable[[Node, Any], dict[str, Any]]:
    inner = get_args(cls)[1]

    def hook(node: Node, _: Any) -> dict[str, Any]:
        nodes = ((Name(name.text, name.span), value) for name, value in table(node).entries)
        return _all(nodes, inner, dict)

    return hook


def _is_expression(cls: Any) -> bool:
    return bool(cls == Expr or cls == Expr | None)


def _is_optional(cls: Any) -> bool:
    return get_origin(cls) in {Union, types.UnionType} and len(get_args(cls)) == 2  # noqa: PLR2004 - it or None


def _optional(cls: Any) -> Callable[[Node, Any], Any]:
    inner = next(arg for arg in get_args(cls) if arg is not type(None))

    def hook(node: Node, _: Any) -> Any:
        if inner is Literal and isinstance(node, Scalar) and node.text == Status.UNVERIFIED:
            return None  # stated to be unknown: a gap
        return converter.structure(node, inner)

    return hook


def _attrs(cls: Any) -> Callable[[Node, Any], Any]:
    """Reads an object: a class may say with ``VITAL`` without which keys the rest means nothing."""
    by_key = {field.metadata.get("key", field.name): field for field in attrs.fields(attrs.resolve_types(cls))}
    at_field = by_key.pop(None, None)
    problems: Callable[[Any], Iterable[Diagnostic]] | None = getattr(cls, "problems", None)
    vital: frozenset[str] | None = getattr(cls, "VITAL", None)
    words = [str(word) for word in by_key if not str(word).startswith("#")]
    words_and_made = list(by_key)
    required = {str(word) for word, field in by_key.items() if field.default is attrs.NOTHING}

    def lost(word: str | None) -> bool:
        """Whether nothing can be said of the rest when the value of ``word`` cannot be read."""
        return word is not None and (vital is None or word in vital or word in required)

    def hook(node: Node, _: Any) -> Any:
        values: dict[str, Any] = {}
        found: list[Diagnostic] = []
        meant: set[str | None] = set()  # the keys, and those that a misspelt one stands for
        whole = True
        for name, value in table(node).entries:
            field = by_key.get(name.text)
            if field is None:
                near = suggestion(name.text, words)
                arguments = {"naam": name.text, "keuzes": ", ".join(words), **near}
                found.append(Diagnostic("onbekende_sleutel", name.span, arguments))
                meant.add(near.get("suggestie"))
                whole = whole and not lost(near.get("suggestie"))
                continue
            meant.add(name.text)
            try:
                values[field.alias or field.name] = _hook(field.type)(value, field.type)
            except Faults as faults:
                found += faults.diagnostics
                if faults.partial is not None:
                    values[field.alias or field.name] = faults.partial
                elif lost(name.text):
                    whole = False
        for word in sorted(required - meant, key=words_and_made.index):
            found.append(Diagnostic("ontbrekende_sleutel", node.span, {"naam": word}))
            whole = False
        if at_field is not None:
            values[at_field.name] = node.span
        made = cls(**values) if whole else None
        if made is not None and problems is not None and (wrong := list(problems(made))):
            found += wrong
            made = None
        if found or made is None:
            raise Faults(*found, partial=made)
        return made

    return hook


@functools.cache
def _hook(cls: Any) -> Callable[[Node, Any], Any]:
    """What reads a ``cls``: looked up once."""
    found: Callable[[Node, Any], Any] = converter.get_structure_hook(cls)
    return found


converter = Converter(detailed_validation=False)
converter.register_structure_hook_factory(attrs.has, _attrs)
converter.register_structure_hook_factory(_is_tuple, _tuple)
converter.register_structure_hook_factory(_is_mapping, _mapping)
converter.register_structure_hook_factory(_is_optional, _optional)
converter.register_structure_hook_func(_is_expression, _expression)
for plain_type, hook in ((str, _text), (Name, _name), (bool, _bool), (int, _int), (date, _date), (Literal, _quantity)):
    converter.register_structure_hook(plain_type, hook)
# Closer to the enumerations of words than `str`, which they are as well.
converter.register_structure_hook(enum.StrEnum, _enum)
