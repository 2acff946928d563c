"""Rules compiled to expressions of polars, which settle them for a table of clients at once.

Truth is a column of yes/no with gaps in it: polars joins those as Kleene does. Where
it does not (the least of numbers and a gap, a choice on what is unknown, a
comparison of lists) the expression says so itself. What it holds to:

- Every part is a node; equal parts are one node, also where rules share it. A part
  that is looked at more than once becomes a column of its own, in stages.
- A fraction is two columns, numerator and denominator. The checker proved that both
  fit in 64 bits; what compares or rounds them multiplies in 128.
- What an outcome waits for is logic too: nodes that tell for each row whether a fact
  is among what keeps a rule open.
"""

import operator
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from attrs import field, frozen

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
    Or,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
)
from participatie.rules.rule import RuleSet
from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit

if TYPE_CHECKING:
    import polars as pl

#: A node, by its number.
Node: TypeAlias = int
#: A number, as the nodes of its numerator and its denominator.
Fraction: TypeAlias = tuple[Node, Node]

#: Expressions nest no deeper than this: what lies below becomes a column.
_DEEP = 12
#: Whole numbers that fit in a column of so many bits.
_SIZES = ((8, 2**7), (16, 2**15), (32, 2**31))


def dtype(of: Type) -> "pl.DataType":
    """The type of the column in which values of a fact stand.

    A code of a closed list is an ``Enum`` in the order of that list; a set is a list without doubles.

    >>> dtype(Number(None, 0, 120))
    Int8
    """
    import polars as pl  # noqa: PLC0415 - an extra

    match of:
        case Boolean():
            return pl.Boolean()
        case Number(_, low, high):
            bits = next((bits for bits, end in _SIZES if -end <= low and high < end), 64)
            made: pl.DataType = {8: pl.Int8, 16: pl.Int16, 32: pl.Int32, 64: pl.Int64}[bits]()
            return made
        case Date():
            return pl.Date()
        case Code(codes) if codes is not None:
            return pl.Enum([str(code) for code in codes])
        case CodeSet():
            return pl.List(pl.String())
        case Code() | Text():
            return pl.String()
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)


class Columns:
    """A checked rule set as expressions over the columns of a table.

    Args:
        rules: a checked rule set.
        on: the reference date.
        absent: facts that are unknown of everybody: the table needs no column for them.
        outputs: the rules that are handed out; all of them without it.

    >>> import polars as pl
    >>> from participatie.rules.rule import Rule, ordered
    >>> rules = ordered([Rule(name="blijft", expr=Not(Ref("weg")), type=Boolean())], {"weg": Boolean()}, [])
    >>> table = pl.DataFrame({"weg": [True, False, None]})
    >>> Columns(rules, date(2018, 6, 1)).settle(table)["blijft"].to_list()
    [False, True, None]
    """

    def __init__(
        self, rules: RuleSet, on: date, *, absent: Collection[str] = (), outputs: Iterable[str] | None = None
    ) -> None:
        self.nodes = Nodes(rules.inputs, on, absent=absent, gaps=rules.gaps)
        for name, rule in rules.rules.items():
            self.nodes.rule(name, rule.expr, rule.type)
        #: The facts that the rules look at, with the type of their column.
        self.schema: Mapping[str, pl.DataType] = {
            name: dtype(of) for name, of in rules.inputs.items() if name not in absent
        }
        wanted = rules.rules if outputs is None else outputs
        self._program = self.nodes.program({name: self.nodes.rules[name] for name in wanted})

    def settle(self, table: "pl.DataFrame") -> "pl.DataFrame":
        """A column for each rule, row for row; nothing where it is unknown.

        A rule that is a fraction is a structure of ``teller`` and ``noemer``.

        Args:
            table: a column for each fact of :attr:`schema`, of that type.
        """
        return self._program.run(table)


# -- nodes ---------------------------------------------------------------------------


@frozen
class _Part:
    """A node: what is done with which others, and whether that is yes/no.

    Args:
        form: what is done.
        parts: with which nodes.
        detail: whatever else it takes.
        truth: whether its value is yes/no.
        void: whether it is unknown whatever the table holds.
    """

    form: str
    parts: tuple[Node, ...] = ()
    detail: Hashable = None
    truth: bool = False
    void: bool = False


@frozen
class _Rows:
    """The rows of a choice, and the nodes of the number that it chooses."""

    rows: tuple[tuple[Node, tuple[Node, ...]], ...]
    otherwise: tuple[Node, ...]
    value: tuple[Node, ...]


class Nodes:
    """The parts of rules, each once, and what waits for what.

    Args:
        inputs: the type of every fact.
        on: the reference date.
        absent: facts that are unknown of everybody.
        gaps: values that nobody has verified: unknown too.
    """

    def __init__(
        self, inputs: Mapping[str, Type], on: date, *, absent: Collection[str] = (), gaps: Collection[str] = ()
    ) -> None:
        self._inputs, self._on = inputs, on
        self._absent, self._gaps = frozenset(absent), frozenset(gaps)
        self.parts: list[_Part] = []
        self._numbers: dict[_Part, Node] = {}
        #: The rules that were put in, with the nodes of their value.
        self.rules: dict[str, Node | Fraction] = {}
        self._dates: set[str] = {name for name, of in inputs.items() if isinstance(of, Date)}
        self._choices: dict[Node, _Rows] = {}
        self._support: dict[Node, frozenset[str]] = {}
        self._waits: dict[tuple[Node, frozenset[str]], Node] = {}
        self.true, self.false = self._constant(True), self._constant(False)
        self.one = self._constant(1)

    def rule(self, name: str, expr: Expr, of: Type) -> None:
        """Put in a rule, after all it refers to."""
        self.rules[name] = self.truth(expr) if isinstance(of, Boolean) else self.number(expr)

    def truth_of(self, name: str) -> Node:
        """The node of a rule that is yes/no."""
        made = self.rules[name]
        assert isinstance(made, int)  # noqa: S101 - the checker proved it
        return made

    def _make(
        self, form: str, parts: Iterable[Node] = (), detail: Hashable = None, *, truth: bool = False, void: bool = False
    ) -> Node:
        """The node of a part; unknown as soon as one of its parts always is."""
        parts = tuple(parts)
        void = void or any(self.parts[one].void for one in parts)
        return self._placed(_Part(form, parts, detail, truth, void))

    def _placed(self, part: _Part) -> Node:
        if part not in self._numbers:
            self._numbers[part] = len(self.parts)
            self.parts.append(part)
        return self._numbers[part]

    def _constant(self, value: Any) -> Node:
        plain = str(value) if isinstance(value, str) else value
        return self._make("constant", detail=(type(plain), plain), truth=isinstance(value, bool))

    def fact(self, name: str, *, truth: bool = False) -> Node:
        """The column of a fact."""
        truth = truth or isinstance(self._inputs.get(name), Boolean)
        void = name in self._absent or name in self._gaps
        return self._make("fact", detail=name, truth=truth, void=void)

    # -- conditions

    def truth(self, expr: Expr) -> Node:  # noqa: PLR0911 - one case per node
        """The node of a condition."""
        match expr:
            case Literal(value):
                return self._constant(value)
            case Ref(name):
                made = self.rules[name] if name in self.rules else self.fact(name, truth=True)
                assert isinstance(made, int)  # noqa: S101 - the checker proved it is yes/no
                return made
            case Not(operand):
                return self.negation(self.truth(operand))
            case And(operands):
                return self.every(map(self.truth, operands))
            case Or(operands):
                return self.some(map(self.truth, operands))
            case AtLeast(count, operands):
                return self._at_least(count, [self.truth(one) for one in operands])
            case Compare():
                return self._compared(expr)
            case In(operand, codes):
                return self._among(operand, codes)
            case Contains(operand, codes):
                held, without = self._held(operand)
                return self._holding(held, [code for code in codes if code not in without])
            case Case(rows, otherwise):
                return self._chosen([(when, (self.truth(value),)) for when, value in rows], (self.truth(otherwise),))[0]
            case _:
                raise TypeError(f"{type(expr).__name__} is no condition")

    def negation(self, one: Node) -> Node:
        """True for false, and the other way round."""
        part = self.parts[one]
        if part.form == "not":
            return part.parts[0]
        if one in {self.true, self.false}:
            return self.false if one == self.true else self.true
        return self._make("not", [one], truth=True)

    def every(self, parts: Iterable[Node]) -> Node:
        """All of them hold."""
        return self._joined("every", parts, neutral=self.true, settling=self.false)

    def some(self, parts: Iterable[Node]) -> Node:
        """One of them holds."""
        return self._joined("some", parts, neutral=self.false, settling=self.true)

    def _joined(self, form: str, parts: Iterable[Node], *, neutral: Node, settling: Node) -> Node:
        different = sorted({one for one in parts if one != neutral})
        if settling in different:
            return settling
        if len(different) <= 1:
            return different[0] if different else neutral
        void = all(self.parts[one].void for one in different)
        return self._placed(_Part(form, tuple(different), None, truth=True, void=void))

    def _at_least(self, count: int, parts: Sequence[Node]) -> Node:
        if count == len(parts):
            return self.every(parts)
        if count == 1:
            return self.some(parts)
        return self._placed(_Part("at least", tuple(parts), count, truth=True))

    def _compared(self, expr: Compare) -> Node:
        match expr:
            case Compare(how, Ref(name), Literal(str() as code)):
                scale = self._inputs[name]
                assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
                place = [str(one) for one in scale.codes or ()].index(code)
                return self.compare(how, self._rank(name), self._constant(place))
            case Compare(how, left, right) if self._is_date(left):
                return self.compare(how, self._day(left), self._day(right))
            case Compare(how, left, right):
                first, second = self.number(left), self.number(right)
                return self._compare_numbers(how, first, second)

    def compare(self, how: Comparison, left: Node, right: Node) -> Node:
        """A comparison of two columns of one kind."""
        if how in _OTHER_WAY:  # one column for a comparison and its opposite
            return self.negation(self.compare(_OTHER_WAY[how], left, right))
        first, second = self.parts[left], self.parts[right]
        if first.form == second.form == "constant":
            return self._constant(_SIGNS[how](first.detail[1], second.detail[1]))  # type: ignore[index]  # its type, its value
        return self._make("compare", [left, right], how, truth=True)

    def _compare_numbers(self, how: Comparison, left: Fraction, right: Fraction) -> Node:
        if left[1] == right[1]:
            return self.compare(how, left[0], right[0])
        first = self._make("product", [left[0], right[1]])
        second = self._make("product", [right[0], left[1]])
        return self.compare(how, first, second)

    def _rank(self, name: str) -> Node:
        return self._make("rank", [self.fact(name)])

    def _among(self, operand: Expr, codes: Iterable[str]) -> Node:
        assert isinstance(operand, Ref)  # noqa: S101 - only facts are codes
        of = self._inputs.get(operand.name)
        equal = Comparison.EQ
        if isinstance(of, Code) and of.codes is not None:
            known = [str(code) for code in of.codes]
            rank = self._rank(operand.name)
            return self.some(self.compare(equal, rank, self._constant(known.index(code))) for code in codes)
        return self.some(self.compare(equal, self.fact(operand.name), self._constant(code)) for code in codes)

    def _held(self, expr: Expr) -> tuple[Node, frozenset[str]]:
        """The column of a set, and the codes that do not count."""
        match expr:
            case Ref(name):
                return self.fact(name), frozenset()
            case Without(operand, codes):
                held, without = self._held(operand)
                return held, without.union(codes)
            case _:
                raise TypeError(f"{type(expr).__name__} is no set of codes")

    def _holding(self, held: Node, codes: Iterable[str]) -> Node:
        parts = [self._make("holds", [held], str(code), truth=True) for code in codes]
        # Of nothing it is known that it is not there, once the set is.
        return self.some(parts) if parts else self._make("never", [held], truth=True)

    # -- dates

    def _is_date(self, expr: Expr) -> bool:
        return (isinstance(expr, Ref) and expr.name in self._dates) or (
            isinstance(expr, Literal) and isinstance(expr.value, date)
        )

    def _day(self, expr: Expr) -> Node:
        match expr:
            case Ref(name):
                return self.fact(name)
            case Literal(date() as day):
                return self._constant(day)
            case _:
                raise TypeError(f"{type(expr).__name__} is no date")

    def since(self, unit: Unit, anchor: Node) -> Node:
        """Completed years, months or weeks from a date."""
        return self._make("since", [anchor], (unit, self._on))

    # -- numbers

    def number(self, expr: Expr) -> Fraction:  # noqa: PLR0911 - one case per node
        """The nodes of a number."""
        match expr:
            case Literal(value):
                return self._constant(value), self.one
            case Ref(name):
                made = self.rules[name] if name in self.rules else (self.fact(name), self.one)
                assert isinstance(made, tuple)  # noqa: S101 - the checker proved it is a number
                return made
            case Count(operand):
                held, without = self._held(operand)
                apart = [self._make("one if", [self._holding(held, [code])]) for code in sorted(without)]
                return reduce(lambda count, one: self._make("less", [count, one]), apart, self._size(held)), self.one
            case Arith(sign, left, right):
                return self._arithmetic(sign.value, self.number(left), self.number(right))
            case Least(operands) | Greatest(operands):
                how = Comparison.LE if isinstance(expr, Least) else Comparison.GE
                return reduce(lambda one, other: self._picked(how, one, other), map(self.number, operands))
            case Scale(operand, numerator, denominator):
                amount, share, whole = self.number(operand), self.number(numerator), self.number(denominator)
                return (
                    self._times(self._times(amount[0], share[0]), whole[1]),
                    self._times(self._times(amount[1], share[1]), whole[0]),
                )
            case Round(operand, step, rounding):
                return self._make("round", self.number(operand), (step, rounding)), self.one
            case Case(rows, otherwise):
                values = [(when, self.number(value)) for when, value in rows]
                above, below = self._chosen(values, self.number(otherwise))
                return above, below
            case Since(unit, anchor):
                return self.since(unit, self._day(anchor)), self.one
            case _:
                raise TypeError(f"{type(expr).__name__} is no number")

    def _size(self, held: Node) -> Node:
        return self._make("size", [held])

    def _times(self, left: Node, right: Node) -> Node:
        if self.one in {left, right}:
            return right if left == self.one else left
        return self._make("times", sorted((left, right)))

    def _arithmetic(self, sign: str, left: Fraction, right: Fraction) -> Fraction:
        below = self._times(left[1], right[1])
        if sign == "*":
            return self._times(left[0], right[0]), below
        first, second = self._times(left[0], right[1]), self._times(right[0], left[1])
        return self._make("plus" if sign == "+" else "less", [first, second]), below

    def _picked(self, how: Comparison, one: Fraction, other: Fraction) -> Fraction:
        """The lesser or greater of two, unknown if either is."""
        first = self._compare_numbers(how, one, other)
        if first in {self.true, self.false}:
            return one if first == self.true else other
        below = one[1] if one[1] == other[1] else self._make("pick", [first, one[1], other[1]])
        return self._make("pick", [first, one[0], other[0]]), below

    # -- choices

    def _chosen(self, rows: Sequence[tuple[Expr, tuple[Node, ...]]], otherwise: tuple[Node, ...]) -> tuple[Node, ...]:
        """The value of the first row that holds; where that is unknown, what all that may hold agree on."""
        tests: list[tuple[Node, tuple[Node, ...]]] = []
        for when, value in rows:
            test = self.truth(when)
            if test == self.true:
                otherwise = value
                break
            if test != self.false:
                tests.append((test, value))
        rest = otherwise
        for test, value in reversed(tests):
            equal = self._equal(value, rest)
            rest = tuple(self._choice(test, one, other, equal) for one, other in zip(value, rest, strict=True))
        if tests:
            shown = _Rows(tuple(tests), otherwise, rest)
            self._choices.update(dict.fromkeys((one for one in rest if self.parts[one].form == "choose"), shown))
        return rest

    def _equal(self, one: tuple[Node, ...], other: tuple[Node, ...]) -> Node:
        if len(one) == 1:
            return self.compare(Comparison.EQ, one[0], other[0])
        return self._compare_numbers(Comparison.EQ, (one[0], one[1]), (other[0], other[1]))

    def _choice(self, test: Node, value: Node, rest: Node, equal: Node) -> Node:
        if equal == self.true:  # both are written in the rule, and the same
            return value
        part = _Part("choose", (test, value, rest, equal), None, truth=self.parts[value].truth)
        return self._placed(part)

    # -- what is known, and what is waited for

    def unknown(self, one: Node) -> Node:
        """Whether a node is unknown; that is never unknown itself."""
        part = self.parts[one]
        if part.void or part.form == "constant":
            return self.true if part.void else self.false
        return self._placed(_Part("unknown", (one,), truth=True))

    def holds(self, one: Node) -> Node:
        """Whether a condition is certainly true."""
        return self._certainly(one, value=True)

    def fails(self, one: Node) -> Node:
        """Whether a condition is certainly false."""
        return self._certainly(one, value=False)

    def _certainly(self, one: Node, *, value: bool) -> Node:
        part = self.parts[one]
        if part.void:
            return self.false
        if part.form in {"unknown", "certainly"} or part.form == "constant":
            return one if value else self.negation(one)
        return self._placed(_Part("certainly", (one,), value, truth=True))

    def waits(self, one: Node | Fraction, names: Iterable[str]) -> Node:
        """Whether one of these facts or gaps is among what keeps a rule open.

        Those are the unknown facts below parts that are unknown themselves and can
        still decide: what the reference calls undecided.
        """
        wanted = frozenset(names)
        parts = one if isinstance(one, tuple) else (one,)
        return self.some(self._waiting(part, wanted) for part in parts)

    def _waiting(self, one: Node, wanted: frozenset[str]) -> Node:
        wanted &= self.support(one)
        key = one, wanted
        if key not in self._waits:
            self._waits[key] = self._waiting_for(one, wanted)
        return self._waits[key]

    def _waiting_for(self, one: Node, wanted: frozenset[str]) -> Node:
        if not wanted:
            return self.false
        if wanted == self.support(one):  # whatever it is, it is one of these
            return self.unknown(one)
        part = self.parts[one]
        if one in self._choices:
            choice = self._choices[one]
            found = self._waiting_in(choice, wanted)
            return self.every([self.some(self.unknown(value) for value in choice.value), found])
        below = self.some(self._waiting(other, wanted) for other in part.parts)
        if part.form in {"every", "some", "at least"}:
            return self.every([self.unknown(one), below])
        return below  # unknown as soon as one part is

    def _waiting_in(self, choice: _Rows, wanted: frozenset[str]) -> Node:
        found: list[Node] = []
        reached: list[Node] = []
        for test, value in choice.rows:
            here = self.some(self._waiting(part, wanted) for part in (test, *value))
            found.append(self.every([*reached, self.negation(self.fails(test)), here]))
            reached.append(self.negation(self.holds(test)))
        last = self.some(self._waiting(part, wanted) for part in choice.otherwise)
        return self.some([*found, self.every([*reached, last])])

    def support(self, one: Node | Fraction) -> frozenset[str]:
        """The facts and gaps that a node looks at."""
        if isinstance(one, tuple):
            return frozenset().union(*map(self.support, one))
        stack = [one]
        while stack:
            node = stack[-1]
            part = self.parts[node]
            open_parts = [other for other in part.parts if other not in self._support]
            if open_parts:
                stack += open_parts
                continue
            stack.pop()
            own = frozenset({str(part.detail)}) if part.form == "fact" else frozenset[str]()
            self._support[node] = own.union(*(self._support[other] for other in part.parts))
        return self._support[one]

    # -- columns

    def unless(self, one: Node, value: Node) -> Node:
        """A condition, unknown where another one holds."""
        return self._placed(_Part("unless", (one, value), truth=True))

    def coalesced(self, name: str, derived: Iterable[tuple[Node, Any]]) -> Node:
        """A fact, or where it is unknown the first value whose condition certainly holds."""
        tests = [(test, self._constant(value)) for test, value in derived if test != self.false]
        own = self.fact(name)
        parts = (own, *(one for pair in tests for one in pair))
        return self._placed(_Part("coalesce", parts, name, truth=self.parts[own].truth))

    def differs(self, name: str, value: Any) -> Node:
        """Whether a fact is certainly something else than ``value``."""
        own, of = self.fact(name), self._inputs[name]
        if isinstance(of, Boolean):
            return self.fails(own) if value else self.holds(own)
        if isinstance(of, CodeSet):
            return self.holds(self.negation(self._make("same set", [own], frozenset(map(str, value)), truth=True)))
        if isinstance(of, Code) and of.codes is not None:
            own, value = self._rank(name), [str(code) for code in of.codes].index(value)
        return self.holds(self.compare(Comparison.NE, own, self._constant(value)))

    def program(self, outputs: Mapping[str, Node | Fraction]) -> "Program":
        """What makes a column of each output out of the columns of facts."""
        return _Writer(self, self._inputs).program(outputs)


_OTHER_WAY = {
    Comparison.NE: Comparison.EQ,
    Comparison.LT: Comparison.GE,
    Comparison.GT: Comparison.LE,
}
_SIGNS: Mapping[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.EQ: operator.eq,
    Comparison.LE: operator.le,
    Comparison.GE: operator.ge,
}


# -- writing expressions --------------------------------------------------------------


@frozen
class Program:
    """Expressions in stages, each over the columns that those before it made.

    Args:
        needs: the columns that it looks at.
        stages: what each stage makes, and which columns are still looked at after it.
        outputs: what is handed out.
        single: whether some output looks at no column, and is one value for all rows.
    """

    needs: tuple[str, ...]
    stages: "tuple[tuple[tuple[pl.Expr, ...], tuple[str, ...]], ...]"
    outputs: "tuple[pl.Expr, ...]"
    single: bool

    def run(self, table: "pl.DataFrame") -> "pl.DataFrame":
        """The outputs, row for row."""
        import polars as pl  # noqa: PLC0415 - an extra

        frame = (table.select(self.needs) if self.needs else table).lazy()
        for made, last in self.stages:
            frame = frame.with_columns(made).drop(last)
        if self.single:  # `select` makes one row where all outputs are single values
            frame = frame.with_columns(self.outputs).select(one.meta.output_name() for one in self.outputs)
        else:
            frame = frame.select(self.outputs)
        # Nothing is left to optimise: parts are shared already, and each column is looked at.
        return frame.collect(optimizations=pl.QueryOptFlags.none())


@frozen
class _Writer:
    """Turns nodes into expressions; those that are looked at more than once become columns."""

    nodes: Nodes
    inputs: Mapping[str, Type]
    _uses: dict[Node, int] = field(factory=dict, init=False)
    _stage: dict[Node, int] = field(factory=dict, init=False)
    _depth: dict[Node, int] = field(factory=dict, init=False)
    _columns: set[Node] = field(factory=set, init=False)
    _live: dict[Node, bool] = field(factory=dict, init=False)

    def program(self, outputs: Mapping[str, Node | Fraction]) -> Program:
        import polars as pl  # noqa: PLC0415 - an extra

        flat = {name: self._flat(made) for name, made in outputs.items()}
        handed = [one for made in flat.values() for one in made]
        order = self._reached(handed)
        wanted = set(handed)
        for node in order:
            self._settle(node, wanted=node in wanted)
        written: dict[Node, pl.Expr] = {}
        stages: dict[int, list[pl.Expr]] = {}
        last: dict[Node, int] = {}
        seen: dict[Node, frozenset[Node]] = {}
        for node in order:
            seen[node] = frozenset().union(
                *(frozenset({one}) if one in self._columns else seen[one] for one in self._below(node))
            )
            expr = self._written(node, written)
            part = self.nodes.parts[node]
            if not (self._live[node] or part.void or part.form == "constant"):
                found = pl.select(expr).to_series()
                expr = pl.lit(found.item(), dtype=found.dtype)
            if node in self._columns:
                last.update({one: max(last.get(one, 0), self._stage[node]) for one in seen[node]})
                stages.setdefault(self._stage[node], []).append(expr.alias(f"#{node}"))
                written[node] = pl.col(f"#{node}")
            else:
                written[node] = expr
        dropped: dict[int, list[str]] = {}
        for node in self._columns - wanted:
            dropped.setdefault(last.get(node, self._stage[node]), []).append(f"#{node}")
        facts = {str(self.nodes.parts[one].detail) for one in order if self._is_column_of_fact(one)}
        made = tuple((tuple(exprs), tuple(sorted(dropped.get(stage, ())))) for stage, exprs in sorted(stages.items()))
        handed_out = tuple(_output(name, one, written) for name, one in flat.items())
        return Program(tuple(sorted(facts)), made, handed_out, not all(self._live[one] for one in handed))

    def _flat(self, made: Node | Fraction) -> tuple[Node, ...]:
        if isinstance(made, int):
            return (made,)
        return made[:1] if made[1] == self.nodes.one else made

    def _is_column_of_fact(self, node: Node) -> bool:
        part = self.nodes.parts[node]
        return part.form == "fact" and not part.void

    def _below(self, node: Node) -> tuple[Node, ...]:
        part = self.nodes.parts[node]
        return () if part.void else part.parts

    def _reached(self, start: Iterable[Node]) -> list[Node]:
        """The nodes that are needed, each after its parts; and how often each is looked at."""
        found: dict[Node, None] = {}
        stack = list(start)
        while stack:
            node = stack.pop()
            if node not in found:
                found[node] = None
                for other in self._below(node):
                    self._uses[other] = self._uses.get(other, 0) + 1
                    stack.append(other)
        return sorted(found)  # a node is numbered after its parts

    def _settle(self, node: Node, *, wanted: bool) -> None:
        """Whether a node becomes a column, and in which stage it is worked out."""
        part = self.nodes.parts[node]
        below = self._below(node)
        stage = max((self._stage[one] + (one in self._columns) for one in below), default=0)
        depth = 1 + max((0 if one in self._columns else self._depth[one] for one in below), default=0)
        self._live[node] = self._is_column_of_fact(node) or any(self._live[one] for one in below)
        # What looks at no column is one value, worked out once; polars spreads it where it meets a column.
        plain = part.form == "fact" or not self._live[node]
        if not plain and (wanted or self._uses.get(node, 0) > 1 or depth > _DEEP):
            self._columns.add(node)
        self._stage[node], self._depth[node] = stage, depth

    def _written(self, node: Node, written: "Mapping[Node, pl.Expr]") -> "pl.Expr":  # noqa: C901, PLR0911, PLR0912 - one case per form
        import polars as pl  # noqa: PLC0415 - an extra

        part = self.nodes.parts[node]
        if part.void:
            return self._void(part)
        of = [written[one] for one in part.parts]
        match part.form:
            case "fact":
                return pl.col(str(part.detail))
            case "constant":
                return pl.lit(part.detail[1])  # type: ignore[index]  # its type, and its value
            case "not":
                return ~of[0]
            case "every":
                return _balanced(operator.and_, of)
            case "some":
                return _balanced(operator.or_, of)
            case "at least":
                return _counted(part.detail, of)
            case "compare":
                compared: pl.Expr = _SIGNS[part.detail](of[0], of[1])  # type: ignore[index]  # which comparison
                return compared
            case "rank":
                return of[0].to_physical()
            case "holds":
                return of[0].list.contains(pl.lit(part.detail))
            case "never":
                return of[0].is_null().replace_strict({True: None, False: False}, return_dtype=pl.Boolean)
            case "same set":
                return _same_set(of[0], part.detail)
            case "size":
                return of[0].list.len().cast(pl.Int64)
            case "one if":
                return of[0].cast(pl.Int64)
            case "plus":
                return _wide(of[0]) + _wide(of[1])
            case "less":
                return _wide(of[0]) - _wide(of[1])
            case "times":
                return _wide(of[0]) * _wide(of[1])
            case "product":
                return of[0].cast(pl.Int128) * of[1].cast(pl.Int128)
            case "pick":
                return pl.when(of[0]).then(of[1]).when(~of[0]).then(of[2])
            case "choose":
                test, value, rest, equal = of
                made = pl.when(test).then(value).when(~test).then(rest)
                return made if part.parts[3] == self.nodes.false else made.when(equal).then(value)
            case "round":
                return _rounded(of[0], of[1], *part.detail)  # type: ignore[misc]  # the step, and which way
            case "since":
                return since(of[0], *part.detail)  # type: ignore[misc]  # the unit, and the day
            case "unknown":
                return of[0].is_null()
            case "certainly":
                return of[0].fill_null(False) if part.detail else ~of[0].fill_null(True)
            case "unless":
                return pl.when(~of[0]).then(of[1])
            case "coalesce":
                return self._coalesced(part, of)
            case _:  # pragma: no cover - every form is above
                raise AssertionError(part.form)

    def _void(self, part: _Part) -> "pl.Expr":
        import polars as pl  # noqa: PLC0415 - an extra

        if part.truth:
            return pl.lit(None, dtype=pl.Boolean)
        of = self.inputs.get(str(part.detail)) if part.form == "fact" else None
        return pl.lit(None, dtype=pl.Int64() if of is None else dtype(of))

    def _coalesced(self, part: _Part, of: "Sequence[pl.Expr]") -> "pl.Expr":
        import polars as pl  # noqa: PLC0415 - an extra

        kind = dtype(self.inputs[str(part.detail)])
        made: Any = pl
        for test, value in zip(of[1::2], of[2::2], strict=True):
            made = made.when(test).then(value)
        return of[0] if made is pl else pl.coalesce(of[0], made.otherwise(None).cast(kind))


def _output(name: str, made: Sequence[Node], written: "Mapping[Node, pl.Expr]") -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - an extra

    if len(made) == 1:
        return written[made[0]].alias(name)
    above, below = (written[one].cast(pl.Int64) for one in made)
    return pl.struct(above.alias("teller"), below.alias("noemer")).alias(name)


def _balanced(join: Callable[[Any, Any], Any], parts: "Sequence[pl.Expr]") -> "pl.Expr":
    """All parts joined, nested as little as can be."""
    while len(parts) > 1:
        pairs = [join(*parts[place : place + 2]) for place in range(0, len(parts) - 1, 2)]
        parts = [*pairs, *parts[len(pairs) * 2 :]]
    return parts[0]


def _wide(one: "pl.Expr") -> "pl.Expr":
    import polars as pl  # noqa: PLC0415 - an extra

    return one.cast(pl.Int64)


def _counted(count: Any, parts: "Sequence[pl.Expr]") -> "pl.Expr":
    """True once so many are true, false once that many cannot be true any more."""
    import polars as pl  # noqa: PLC0415 - an extra

    # Not `sum_horizontal`: it takes a gap for zero.
    certain = _balanced(operator.add, [one.fill_null(False).cast(pl.UInt32) for one in parts])
    possible = _balanced(operator.add, [one.fill_null(True).cast(pl.UInt32) for one in parts])
    return pl.when(certain >= count).then(True).when(possible < count).then(False)


def _same_set(one: "pl.Expr", codes: Any) -> "pl.Expr":
    """Whether a set holds these codes and no other."""
    import polars as pl  # noqa: PLC0415 - an extra

    held = [one.list.contains(pl.lit(code)) for code in sorted(codes)]
    return _balanced(operator.and_, [one.list.len() == len(codes), *held])


def _rounded(above: "pl.Expr", below: "pl.Expr", step: int, rounding: Rounding) -> "pl.Expr":
    """A number that is not negative to a multiple of ``step``, in whole numbers only."""
    import polars as pl  # noqa: PLC0415 - an extra

    value, whole = above.cast(pl.Int128), below.cast(pl.Int128) * step
    match rounding:
        case Rounding.DOWN:
            steps = value // whole
        case Rounding.UP:
            steps = (value + whole - 1) // whole
        case Rounding.HALF_UP:
            steps = (value * 2 + whole) // (whole * 2)
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(rounding)
    return (steps * step).cast(pl.Int64)


def since(anchor: "pl.Expr", unit: Unit, on: date) -> "pl.Expr":
    """Completed units by calendar arithmetic on year, month and day: functions of polars count otherwise."""
    import polars as pl  # noqa: PLC0415 - an extra

    year, month, day = (part.cast(pl.Int32) for part in (anchor.dt.year(), anchor.dt.month(), anchor.dt.day()))
    match unit:
        case Unit.YEARS:
            to_come = (month * 100 + day) > on.month * 100 + on.day
            passed = on.year - year - to_come.cast(pl.Int32)
        case Unit.MONTHS:
            passed = on.year * 12 + on.month - (year * 12 + month) - (day > on.day).cast(pl.Int32)
        case _:
            days = on.toordinal() - _EPOCH - anchor.to_physical()
            passed = days.clip(0) // 7
    return passed.clip(0).cast(pl.Int64)


_EPOCH = date(1970, 1, 1).toordinal()
