"""What an advice says of each outcome: yes, no, a judgement, or unknown because a fact is missing."""

from collections.abc import Collection, Sequence

from attrs import field, frozen
from sqlglot import exp

from participatie.engines.sql import forms as w
from participatie.engines.sql.expressions import Expressions
from participatie.engines.sql.facts import listed
from participatie.engines.sql.steps import Piece, piece
from participatie.policy.documents import Conclusion
from participatie.policy.snapshot import Decided
from participatie.policy.voorziening import Voorziening
from participatie.rules.expr import And, AtLeast, Case, Expr, Literal, Not, Or, Ref, children

YES, NO, UNKNOWN, JUDGEMENT = "ja", "nee", "onbekend", "oordeel"
#: The columns of the codes of a conclusion.
POSSIBLE, CERTAIN = "{}__mogelijk", "{}__zeker"


@frozen
class Waits:
    """Whether a rule that is open waits for a fact, or for findings only.

    Args:
        expressions: the rules, as columns.
        findings: the facts that a person decides.
    """

    expressions: Expressions
    findings: Collection[str]
    _kinds: dict[str, frozenset[bool]] = field(factory=dict, init=False)
    _open: dict[str, Piece] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for name, rule in self.expressions.rules.rules.items():
            self._kinds[name] = self._below({ref.name for ref in rule.refers_to})

    def _below(self, names: Collection[str]) -> frozenset[bool]:
        """Whether among what is below are findings (``True``), and anything else (``False``)."""
        found: frozenset[bool] = frozenset()
        for name in names:
            found |= self._kinds.get(name, frozenset({name in self.findings}))
        return found

    def word(self, rules: Sequence[str]) -> exp.Expression:
        """The outcome while rules are open: unknown, or a judgement."""
        waiting = [one for one in (self._named(name) for name in rules) if one is not None]
        if not waiting:
            return w.text(JUDGEMENT)
        if all(self._kinds[name] == {False} for name in rules):
            return w.text(UNKNOWN)
        return w.choice([(w.either([one.use() for one in waiting]), w.text(UNKNOWN))], w.text(JUDGEMENT))

    def prepare(self, rules: Sequence[str]) -> None:
        """Add the columns that :meth:`word` looks at."""
        for name in rules:
            self._named(name)

    def _named(self, name: str) -> Piece | None:
        """Whether a fact or rule is unknown for want of a fact; ``None`` where it never is."""
        steps, rules = self.expressions.steps, self.expressions.rules.rules
        if name not in rules:
            if name in self.findings:
                return None
            column = steps.column(name) if steps.has(name) else None
            return piece(w.truth(True)) if column is None else piece(w.is_null(column.use()), column)
        if True not in self._kinds[name]:
            column = steps.column(name)
            return piece(w.is_null(column.use()), column) if self._kinds[name] else None
        if False not in self._kinds[name]:
            return None
        if name not in self._open:
            made = self._of(rules[name].expr, steps.column(name))
            assert made is not None  # noqa: S101 - there is a fact below it
            self._open[name] = steps.put(f"{name} open", made)
        return self._open[name]

    def _of(self, expr: Expr, column: Piece | None = None) -> Piece | None:
        """The same for an expression, which may be a column already."""
        match expr:
            case Literal():
                return None
            case Ref(name):
                return self._named(name)
            case Not(operand):
                return self._of(operand)
            case And(operands) | Or(operands) | AtLeast(_, operands):
                if column is None:
                    column = self.expressions.steps.part(self.expressions.condition(expr))
                return self._while_open(column, [self._of(one) for one in operands])
            case Case(rows, otherwise):
                return self._while_open(column or self.expressions.number(expr), [self._rows(rows, otherwise)])
            case _:  # unknown as soon as a part is
                return self._some([self._of(one) for one in children(expr)])

    def _while_open(self, column: Piece, parts: Sequence[Piece | None]) -> Piece | None:
        some = self._some(parts)
        if some is None:
            return None
        both = w.both([w.is_null(column.use()), some.use()])
        return self.expressions.steps.shallow(piece(both, column, some))

    def _some(self, parts: Sequence[Piece | None]) -> Piece | None:
        known = [one for one in parts if one is not None]
        return self.expressions.joined(w.either, known) if known else None

    def _rows(self, rows: Sequence[tuple[Expr, Expr]], otherwise: Expr) -> Piece | None:
        """Rows count as long as none before them holds, and none that does not hold itself."""
        rest = self._of(otherwise)
        steps = self.expressions.steps
        for when, value in reversed(rows):
            test = steps.part(self.expressions.condition(when))
            ways = [self._of(when)]
            for part, ends in ((self._of(value), False), (rest, True)):
                if part is not None:
                    reached = exp.Not(this=exp.Is(this=test.use(), expression=w.truth(ends)))
                    ways.append(piece(w.both([reached, part.use()]), test, part))
            some = self._some(ways)
            rest = None if some is None else steps.shallow(some)
        return rest


@frozen
class Outcome:
    """One outcome of a pack on a day: its rules, by code where it is a conclusion."""

    decided: Decided
    rules: tuple[str, ...]
    codes: tuple[str, ...] = ()
    by_elimination: bool = False
    absent: bool = False


def outcome(decided: Decided, rules: Collection[str], *, absent: bool) -> Outcome:
    """What decides about an outcome."""
    document, name = decided.document, decided.id
    if isinstance(document, Voorziening):
        return Outcome(decided, (name,), absent=name not in rules)
    in_order = [str(one) for one in document.codes] if isinstance(document, Conclusion) else []
    codes = [rule.removeprefix(f"{name}=") for rule in rules if rule.startswith(f"{name}=")]
    codes.sort(key=lambda code: (in_order.index(code) if code in in_order else 0, code))
    one_of = isinstance(document, Conclusion) and not document.elements and document.otherwise is not None
    return Outcome(decided, tuple(f"{name}={code}" for code in codes), tuple(codes), one_of, absent)


def columns(one: Outcome, expressions: Expressions, waits: Waits, comment: str) -> list[exp.Expression]:
    """The columns of an outcome: its word, and for a conclusion the codes that are possible and certain."""
    name, steps = one.decided.id, expressions.steps
    if one.absent or not one.rules:
        words = [(name, w.text(NO))]
        if not isinstance(one.decided.document, Voorziening):
            words += [(POSSIBLE.format(name), w.text("")), (CERTAIN.format(name), w.text(""))]
        return [w.named(word, steps.names(key), comment if key == name else "") for key, word in words]

    def rules() -> list[exp.Expression]:
        return [steps.column(rule).use() for rule in one.rules]

    if isinstance(one.decided.document, Voorziening):
        yes, no = rules()[0], w.negated(rules()[0])
        made = w.choice([(yes, w.text(YES)), (no, w.text(NO))], waits.word(one.rules))
        return [w.named(made, steps.names(name), comment)]
    unknown = w.either([w.is_null(rule) for rule in rules()])
    rows = [(unknown, waits.word(one.rules)), (w.either(rules()), w.text(YES))]

    def open_codes() -> list[exp.Expression]:
        pairs = zip(rules(), one.codes, strict=True)
        return [
            w.choice([(exp.Not(this=exp.Is(this=rule, expression=w.truth(False))), w.text(code))])
            for rule, code in pairs
        ]

    sure = listed(", ", [w.choice([(rule, w.text(code))]) for rule, code in zip(rules(), one.codes, strict=True)])
    if one.by_elimination:
        possible = w.total([w.choice([(w.negated(rule), w.number(0))], w.number(1)) for rule in rules()])

        def last() -> exp.Expression:
            return exp.EQ(this=w.wrapped(possible.copy()), expression=w.number(1))

        rows.insert(0, (last(), w.text(YES)))
        sure = w.choice([(last(), listed(", ", open_codes()))], sure)
    return [
        w.named(w.choice(rows, w.text(NO)), steps.names(name), comment),
        w.named(listed(", ", open_codes()), steps.names(POSSIBLE.format(name))),
        w.named(sure, steps.names(CERTAIN.format(name))),
    ]
