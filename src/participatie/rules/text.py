"""From Dutch text to expressions, with a diagnostic for what cannot be read."""

import functools
import hashlib
import re
from datetime import date
from importlib.resources import files as resources
from io import BytesIO
from typing import Any

from attrs import evolve, frozen
from lark import Lark, Token, v_args
from lark import __version__ as lark_version
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.visitors import Transformer_NonRecursive

from participatie.diagnostics import Diagnostic, SourceFile, Span
from participatie.rules.expr import (
    And,
    Arith,
    AtLeast,
    Case,
    Compare,
    Comparison,
    Contains,
    Count,
    Expr,
    Greatest,
    In,
    Least,
    Literal,
    Not,
    Operator,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
    all_of,
    any_of,
    excess,
)
from participatie.values import INT64_MAX, UNIT_WORDS, Unit

#: Longer than this is no condition that a person reviews.
MAX_LENGTH = 10_000
#: What has more digits does not fit in the 64 bits that engines count in.
MAX_DIGITS = len(str(INT64_MAX))


_FOLDER = resources("participatie") / "rules"


@functools.cache
def _parser() -> Lark:
    """The parser of the grammar: out of the stored tables if they are of this grammar and this lark.

    Making the tables takes ten times as long as reading them, which is felt each
    time a pack is loaded in a new process.
    """
    stamp = _stamp()
    stored = (_FOLDER / "grammar.tables").read_bytes()
    return Lark.load(BytesIO(stored.removeprefix(stamp))) if stored.startswith(stamp) else made_anew()


def _stamp() -> bytes:
    """What the stored tables depend on, as a line."""
    grammar = (_FOLDER / "grammar.lark").read_bytes()
    return hashlib.sha256(grammar + lark_version.encode()).hexdigest().encode() + b"\n"


def made_anew() -> Lark:
    """The parser, made from the grammar itself."""
    grammar = (_FOLDER / "grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


def tables() -> bytes:
    """What ``grammar.tables`` has to hold: write it there after a change to the grammar."""
    stream = BytesIO()
    made_anew().save(stream)
    return _stamp() + stream.getvalue()


@frozen
class Place:
    """Where an expression begins in its file, to place what is found inside it."""

    file: SourceFile
    line: int = 1
    column: int = 1

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """A span inside the expression, in terms of the file."""
        return Span(self.file, *self._at(line, column), *self._at(end_line, end_column))

    def of(self, part: Any) -> Span:
        """The span of a token or of a part of the tree."""
        return self.span(part.line, part.column, part.end_line, part.end_column)

    def _at(self, line: int, column: int) -> tuple[int, int]:
        return self.line + line - 1, column + (self.column - 1 if line == 1 else 0)


def parse(text: str, found: list[Diagnostic], place: Place | None = None) -> Expr | None:
    """The expression that ``text`` states, not yet checked; ``None`` if it cannot be read.

    >>> parse("leeftijd >= 27 en niet verdringing", []) is not None
    True
    """
    place = place or Place(SourceFile("<tekst>", text))
    whole = place.span(1, 1, 1, 2)
    if len(text) > MAX_LENGTH:
        found.append(Diagnostic("expressie_te_lang", whole, {"grens": str(MAX_LENGTH)}))
        return None
    if not text.strip():
        found.append(Diagnostic("expressie_leeg", whole))
        return None
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        found.append(_unexpected(error, text, place))
        return None
    before = len(found)
    expr: Expr = _Builder(found, place, text).transform(tree)
    if len(found) > before:
        return None
    problem = excess(expr)
    if problem is not None:
        found.append(evolve(problem, span=whole))
        return None
    return expr


def _unexpected(error: UnexpectedInput, text: str, place: Place) -> Diagnostic:
    if isinstance(error, UnexpectedCharacters):
        span = place.span(error.line, error.column, error.line, error.column + 1)
        code = "aanhalingsteken_open" if error.char in {'"', "'"} else "expressie_teken"
        return Diagnostic(code, span, {"gevonden": error.char})
    assert isinstance(error, UnexpectedToken)  # noqa: S101 - lark raises nothing else here
    token = error.token
    if token.type == "$END":
        read = text.rstrip()
        line, column = read.count("\n") + 1, len(read) - read.rfind("\n")
        return Diagnostic("expressie_einde", place.span(line, column, line, column + 1))
    if str(token) == "is" and _KNOWN.match(text, token.end_pos):
        return Diagnostic("bekend_gevraagd", place.of(token))
    if str(token) in _INSTEAD:
        return Diagnostic("woord_anders", place.of(token), {"gevonden": str(token), "beter": _INSTEAD[str(token)]})
    # Where an operand could not have begun, one comparison follows on another.
    chained = token.type in {"COMPARISON", "WRONG_COMPARISON"} and "NAME" not in error.expected
    code = "vergelijking_geketend" if chained else "expressie_onverwacht"
    return Diagnostic(code, place.of(token), {"gevonden": str(token)})


_RIGHT = {
    "==": "=",
    "=>": ">=",
    "=<": "<=",
    "!=": "<>",
    "≠": "<>",
    "≤": "<=",
    "≥": ">=",
    "&&": "en",
    "&": "en",
    "and": "en",
    "||": "of",
    "|": "of",
    "or": "of",
    "!": "niet",
    "not": "niet",
}


_KNOWN = re.compile(r"\s*(niet\s+)?(on)?bekend\b")
# Words that a Dutch author writes of himself, and what the language has instead.
_INSTEAD = {
    "tussen": "leeftijd vanaf 18 jaar tot 27 jaar",
    "tot": "leeftijd < 27 jaar",
    "is": "trede = 2",
    "gelijk": "trede = 2",
    "groter": "leeftijd > 27 jaar",
    "ouder": "leeftijd > 27 jaar",
    "meer": "leeftijd > 27 jaar",
    "kleiner": "leeftijd < 27 jaar",
    "jonger": "leeftijd < 27 jaar",
    "minder": "leeftijd < 27 jaar",
    "EN": "en",
    "OF": "of",
    "NIET": "niet",
    "jr": "jaar",
    "mnd": "maanden",
    "wk": "weken",
    "een": "1",
    "twee": "2",
    "drie": "3",
    "vier": "4",
    "[": "noden bevat een van [schulden, taal]",
}


def _grouped(operands: list[str], joins: list[str], tighter: str) -> str:
    """A chain of mixed joins with brackets around what ``tighter`` joins."""
    groups = [[operands[0]]]
    for join, operand in zip(joins, operands[1:], strict=True):
        if join == tighter:
            groups[-1].append(operand)
        else:
            groups.append([operand])
    looser = "of" if tighter == "en" else "en"
    inner = (f" {tighter} ".join(group) for group in groups)
    return f" {looser} ".join(
        f"({text})" if len(group) > 1 else text for text, group in zip(inner, groups, strict=True)
    )


@v_args(meta=True)
class _Builder(Transformer_NonRecursive[Token, Any]):
    """Builds nodes bottom-up; a mistake is noted and reading goes on."""

    def __init__(self, found: list[Diagnostic], place: Place, text: str) -> None:
        super().__init__()
        self.found = found
        self.place = place
        self.text = text

    def _span(self, meta: Any) -> Span:
        return self.place.of(meta)

    def _report(self, code: str, where: Any, **arguments: str) -> None:
        self.found.append(Diagnostic(code, self._span(where), arguments))

    def _wrong(self, token: Token) -> str:
        right = _RIGHT[token]
        self._report("teken_onbekend", token, gevonden=str(token), suggestie=right)
        return right

    def chain(self, meta: Any, parts: list[Any]) -> Expr:
        operands, joins = parts[::2], [self._join(token) for token in parts[1::2]]
        if len(set(joins)) == 2:  # noqa: PLR2004 - both `en` and `of`
            written = self._written(meta, parts[1::2])
            first, second = _grouped(written, joins, "en"), _grouped(written, joins, "of")
            self._report("en_of_gemengd", meta, lezing_1=first, lezing_2=second)
        combine = any_of if joins and joins[0] == "of" else all_of
        return combine(*operands, span=self._span(meta))

    def _join(self, token: Token) -> str:
        return self._wrong(token) if token.type.startswith("WRONG") else str(token)

    def _written(self, meta: Any, joins: list[Any]) -> list[str]:
        """The operands of a chain as the author wrote them, between its ``joins``."""
        starts = [meta.start_pos, *(join.end_pos for join in joins)]
        ends = [*(join.start_pos for join in joins), meta.end_pos]
        return [" ".join(self.text[start:end].split()) for start, end in zip(starts, ends, strict=True)]

    def negation(self, meta: Any, parts: list[Any]) -> Expr:
        return Not(parts[1], span=self._span(meta))

    def wrong_negation(self, meta: Any, parts: list[Any]) -> Expr:
        self._wrong(parts[0])
        return Not(parts[1], span=self._span(meta))

    def comparator(self, _: Any, parts: list[Token]) -> Comparison:
        token = parts[0]
        return Comparison(self._wrong(token) if token.type == "WRONG_COMPARISON" else str(token))

    def comparison(self, meta: Any, parts: list[Any]) -> Expr:
        left, how, right = parts
        return Compare(how, left, right, span=self._span(meta))

    def _between(self, meta: Any, operand: Expr, low: Expr, high: Expr, end: Comparison) -> Expr:
        span = self._span(meta)
        return And(
            (Compare(Comparison.GE, operand, low, span=span), Compare(end, operand, high, span=span)),
            span=span,
        )

    def half_open(self, meta: Any, parts: list[Any]) -> Expr:
        return self._between(meta, parts[0], parts[2], parts[4], Comparison.LT)

    def closed(self, meta: Any, parts: list[Any]) -> Expr:
        return self._between(meta, parts[0], parts[2], parts[6], Comparison.LE)

    def code(self, _: Any, parts: list[Token]) -> Token:
        token = parts[0]
        if token.type == "DECIMAL":
            self._report("kommagetal", token, gevonden=str(token))
        return Token("STRING", token[1:-1]) if token.type == "STRING" else token

    def codes(self, _: Any, codes: list[Token]) -> list[Token]:
        return codes

    def among(self, meta: Any, parts: list[Any]) -> Expr:
        operand, _, codes = parts
        span = self._span(meta)
        if all(code.type == "INT" for code in codes):
            numbers = [Literal(self._int(code), span=span) for code in codes]
            return any_of(*(Compare(Comparison.EQ, operand, one, span=span) for one in numbers), span=span)
        return In(operand, tuple(map(str, codes)), span=span)

    def holds(self, meta: Any, parts: list[Any]) -> Expr:
        return Contains(parts[0], (str(parts[2]),), span=self._span(meta))

    def holds_any(self, meta: Any, parts: list[Any]) -> Expr:
        return Contains(parts[0], tuple(map(str, parts[4])), span=self._span(meta))

    def without(self, meta: Any, parts: list[Any]) -> Expr:
        return Without(parts[0], tuple(map(str, parts[2])), span=self._span(meta))

    def arguments(self, _: Any, operands: list[Expr]) -> tuple[Expr, ...]:
        return tuple(operands)

    def at_least(self, meta: Any, parts: list[Any]) -> Expr:
        count, operands = self._int(parts[1]), parts[3]
        if not 1 <= count <= len(operands):
            self._report("minstens_telling", parts[1], aantal=str(count), hoogstens=str(len(operands)))
        return AtLeast(count, operands, span=self._span(meta))

    def step(self, _: Any, parts: list[Token]) -> tuple[int, Unit | None]:
        count, unit, worth = 1, None, 1
        for token in parts:
            if token.type == "UNIT":
                unit, worth = UNIT_WORDS[token]
            else:
                count = self._int(token)
        if count < 1:
            self._report("afronding_op_niets", parts[0])
            count = 1
        return count * worth, unit

    def rounding(self, _: Any, parts: list[Token]) -> Rounding:
        return Rounding(" ".join(parts))

    def rounding_of(self, meta: Any, parts: list[Any]) -> Expr:
        operand, _, _, (step, unit), rounding = parts
        return Round(operand, step, rounding, unit, span=self._span(meta))

    def arithmetic(self, meta: Any, parts: list[Any]) -> Expr:
        left, how, right = parts
        return Arith(Operator(str(how)), left, right, span=self._span(meta))

    def percentage(self, meta: Any, parts: list[Any]) -> Expr:
        percent, _, amount = parts
        span = self._span(meta)
        return Scale(amount, percent, Literal(100, Unit.PERCENT, span=span), span=span)

    def pro_rata(self, meta: Any, parts: list[Any]) -> Expr:
        return Scale(parts[0], parts[4], parts[6], span=self._span(meta))

    def name(self, meta: Any, parts: list[Token]) -> Expr:
        return Ref(str(parts[0]), span=self._span(meta))

    def _int(self, token: Token) -> int:
        if len(token) > MAX_DIGITS:
            self._report("getal_te_lang", token, grens=str(MAX_DIGITS))
            return 1  # as good as any number, and wrong nowhere
        return int(token)

    def number(self, meta: Any, parts: list[Token]) -> Expr:
        value, unit = 0, None
        for token in parts:
            if token.type == "INT":
                value = self._int(token)
            elif token.type == "UNIT":
                unit, worth = UNIT_WORDS[token]
                value *= worth
        value = -value if parts[0].type == "MINUS" else value
        return Literal(value, unit, span=self._span(meta))

    def decimal(self, meta: Any, parts: list[Token]) -> Expr:
        written = parts[1] if parts[0].type == "MINUS" else parts[0]
        self._report("kommagetal", written, gevonden=str(written))
        return Literal(0, span=self._span(meta))

    def day(self, meta: Any, parts: list[Token]) -> Expr:
        try:
            value = date.fromisoformat(parts[0])
        except ValueError:
            self._report("datum_bestaat_niet", parts[0], gevonden=str(parts[0]))
            value = date.min
        return Literal(value, span=self._span(meta))

    def string(self, meta: Any, parts: list[Token]) -> Expr:
        return Literal(str(parts[0])[1:-1], span=self._span(meta))

    def yes(self, meta: Any, _: Any) -> Expr:
        return Literal(True, span=self._span(meta))

    def no(self, meta: Any, _: Any) -> Expr:
        return Literal(False, span=self._span(meta))

    def count(self, meta: Any, parts: list[Any]) -> Expr:
        return Count(parts[1], span=self._span(meta))

    def least(self, meta: Any, parts: list[Any]) -> Expr:
        return Least(parts[2], span=self._span(meta))

    def greatest(self, meta: Any, parts: list[Any]) -> Expr:
        return Greatest(parts[2], span=self._span(meta))

    def since(self, meta: Any, parts: list[Any]) -> Expr:
        unit, _ = UNIT_WORDS[parts[0]]
        return Since(unit, parts[2], span=self._span(meta))

    def bracketed(self, _: Any, parts: list[Expr]) -> Expr:
        return parts[0]

    def case(self, meta: Any, parts: list[Any]) -> Expr:
        values = [part for part in parts if not isinstance(part, Token)]
        rows = tuple(zip(values[:-1:2], values[1:-1:2], strict=True))
        return Case(rows, values[-1], span=self._span(meta))
