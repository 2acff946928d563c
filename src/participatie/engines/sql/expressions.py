"""From expressions to SQL: node by node what :mod:`participatie.rules.semantics` says.

SQL's *and*, *or* and *not* are Kleene's. Elsewhere it differs, and is guarded:
the least of a number and NULL is that number to SQL, ``CASE`` takes NULL for
false, division and literals have 32 or 64 bits, and no two engines count the
time between dates alike.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import assert_never

from attrs import frozen
from sqlglot import exp

from participatie.engines.sql import forms as w
from participatie.engines.sql.dates import since
from participatie.engines.sql.forms import BIG
from participatie.engines.sql.steps import Piece, Steps, piece
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
    Or,
    Ref,
    Round,
    Rounding,
    Scale,
    Since,
    Without,
)
from participatie.rules.rule import Rule, RuleSet
from participatie.rules.semantics import compare, rank
from participatie.values import Boolean, Code, Date, Number, Type


@frozen
class _Amount:
    """A number: whole, or a fraction, in wide numbers, of which the parts may have factors in common."""

    top: Piece
    bottom: Piece | None = None


@frozen
class Expressions:
    """Expressions as columns of steps, on a date.

    Args:
        steps: where columns go.
        rules: the rules that expressions belong to.
        on: the reference date.
    """

    steps: Steps
    rules: RuleSet
    on: date

    def rule(self, rule: Rule, comment: str) -> None:
        """A column for a rule; one more for the denominator of a fraction."""
        match rule.type:
            case Boolean():
                self.steps.put(rule.name, self.condition(rule.expr), comment)
            case Number(scale=scale):
                amount = self._amount(rule.expr)
                if scale > 1:
                    bottom = self.steps.put(f"{rule.name} noemer", self._bottom(amount))
                    top = self._top(amount)
                    known = w.choice([(w.is_not_null(bottom.use()), top.use())])
                    self.steps.put(rule.name, piece(known, bottom, top), comment)
                else:
                    self.steps.put(rule.name, self._whole(amount), comment)
            case _:  # pragma: no cover - the checker lets conditions and numbers through
                raise TypeError(f"a rule is a condition or a number, not {rule.type}")

    def number(self, expr: Expr) -> Piece:
        """A column for a number, or for the numerator of a fraction; unknown where that is."""
        amount = self._amount(expr)
        return self.steps.part(amount.top)

    # -- conditions ----------------------------------------------------------------------

    def condition(self, expr: Expr) -> Piece:
        """A condition, three-valued."""
        return self.steps.shallow(self._condition(expr))

    def _condition(self, expr: Expr) -> Piece:  # noqa: PLR0911 - one case per node
        match expr:
            case Literal(value):
                return piece(w.truth(bool(value)))
            case Ref(name):
                return self._named(name, "boolean")
            case Not(operand):
                inner = self.condition(operand)
                return piece(w.negated(inner.use()), inner)
            case And(operands):
                return self.joined(w.both, [self.condition(one) for one in operands])
            case Or(operands):
                return self.joined(w.either, [self.condition(one) for one in operands])
            case AtLeast(count, operands):
                return self._at_least(count, [self.condition(one) for one in operands])
            case Compare(how, Ref(name), Literal(str() as code)):
                return self._ranked(how, name, code)
            case Compare(how, left, right) if self._dated(left) or self._dated(right):
                first, second = self._date(left), self._date(right)
                return piece(w.compared(how, first.use(), second.use()), first, second)
            case Compare(how, left, right):
                return self._compared(how, left, right)
            case In(operand, codes):
                return self._among(self._code(operand), codes)
            case Contains(operand, codes):
                held, less = self._set(operand)
                return self._holds(held, set(codes) - less)
            case _:  # pragma: no cover - the checker proved that it is a condition; rows are of numbers
                raise TypeError(f"{type(expr).__name__} is no condition")

    def joined(self, join: Callable[[Sequence[exp.Expression]], exp.Expression], parts: Sequence[Piece]) -> Piece:
        """Parts under one connector."""
        return parts[0] if len(parts) == 1 else piece(join([one.use() for one in parts]), *parts)

    def _at_least(self, count: int, parts: Sequence[Piece]) -> Piece:
        if count == len(parts):
            return self.joined(w.both, parts)
        if count == 1:
            return self.joined(w.either, parts)
        parts = [self.steps.part(one) for one in parts]
        one, none = w.number(1), w.number(0)
        true = w.total([w.choice([(part.use(), one.copy())], none.copy()) for part in parts])
        possible = w.total([w.choice([(w.negated(part.use()), none.copy())], one.copy()) for part in parts])
        rows: list[tuple[exp.Expression, exp.Expression]] = [
            (exp.GTE(this=w.wrapped(true), expression=w.number(count)), w.truth(True)),
            (exp.LT(this=w.wrapped(possible), expression=w.number(count)), w.truth(False)),
        ]
        return piece(w.choice(rows), *parts)

    def _ranked(self, how: Comparison, name: str, code: str) -> Piece:
        """A comparison of ordered codes: those that it holds for."""
        scale = self.rules.inputs[name]
        assert isinstance(scale, Code)  # noqa: S101 - the checker proved it
        codes = scale.codes or ()
        place = rank(code, codes)
        return self._among(self._code(Ref(name)), [one for one in codes if compare(how, rank(one, codes), place)])

    def _among(self, code: Piece, codes: Sequence[str]) -> Piece:
        if not codes:
            return self._never(code)
        return piece(w.among(code.use(), w.texts(codes)), code)

    def _holds(self, held: Piece, codes: Iterable[str]) -> Piece:
        codes = set(codes)
        if not codes:
            return self._never(held)
        return piece(self.steps.dialect.overlap(held.use(), codes), held)

    def _never(self, known: Piece) -> Piece:
        """False, or unknown if that is unknown."""
        return piece(w.choice([(w.is_not_null(known.use()), w.truth(False))]), known)

    def _compared(self, how: Comparison, left: Expr, right: Expr) -> Piece:
        sides = []
        for one, other in ((left, right), (right, left)):
            plain = isinstance(one, Literal) and not isinstance(other, Literal)
            sides.append(piece(w.number(int(one.value))) if plain else self._whole(self._amount(one)))  # type: ignore[union-attr, arg-type]  # a number: checked
        return piece(w.compared(how, sides[0].use(), sides[1].use()), *sides)

    # -- names ---------------------------------------------------------------------------

    def _named(self, name: str, of: str) -> Piece:
        """A fact or a rule; a gap, and a fact that no table has, is unknown."""
        return self.steps.column(name) if self.steps.has(name) else piece(w.null(of))

    def _type(self, expr: Expr) -> Type | None:
        if not isinstance(expr, Ref):
            return None
        rule = self.rules.rules.get(expr.name)
        return rule.type if rule else self.rules.inputs.get(expr.name)

    def _dated(self, expr: Expr) -> bool:
        return isinstance(self._type(expr), Date) or (isinstance(expr, Literal) and isinstance(expr.value, date))

    def _date(self, expr: Expr) -> Piece:
        if isinstance(expr, Literal):
            assert isinstance(expr.value, date)  # noqa: S101 - the checker proved it
            return piece(w.day(expr.value))
        assert isinstance(expr, Ref)  # noqa: S101 - a date is stated or named
        return self._named(expr.name, "date")

    def _code(self, expr: Expr) -> Piece:
        assert isinstance(expr, Ref)  # noqa: S101 - a code is named
        return self._named(expr.name, "text")

    def _set(self, expr: Expr) -> tuple[Piece, set[str]]:
        """A set, and the codes that are taken out of it."""
        less: set[str] = set()
        while isinstance(expr, Without):
            less |= set(expr.codes)
            expr = expr.operand
        assert isinstance(expr, Ref)  # noqa: S101 - a set is named
        return self._named(expr.name, "array<text>"), less

    # -- numbers -------------------------------------------------------------------------

    def _amount(self, expr: Expr) -> _Amount:  # noqa: PLR0911 - one case per node
        match expr:
            case Literal(value):
                assert isinstance(value, int)  # noqa: S101 - the checker proved it
                return _Amount(piece(w.cast(w.number(value), BIG)))
            case Ref(name):
                bottom = f"{name} noemer"
                of = self._type(expr)
                if isinstance(of, Number) and of.scale > 1 and self.steps.has(bottom):
                    return _Amount(self.steps.column(name), self.steps.column(bottom))
                return _Amount(self._named(name, BIG))
            case Count(operand):
                return _Amount(self._count(operand))
            case Arith(sign, left, right):
                return self._arith(sign, self._amount(left), self._amount(right))
            case Least(operands) | Greatest(operands):
                how = Comparison.LE if isinstance(expr, Least) else Comparison.GE
                return self._extreme(how, [self._amount(one) for one in operands])
            case Scale(operand, numerator, denominator):
                return self._scaled(*(self._amount(one) for one in (operand, numerator, denominator)))
            case Round(operand, step, rounding):
                return _Amount(self._rounded(self._amount(operand), step, rounding))
            case Case(rows, otherwise):
                pairs = [(self.condition(when), self._amount(value)) for when, value in rows]
                return self._rows(pairs, self._amount(otherwise))
            case Since(unit, anchor):
                return _Amount(since(unit, self._date(anchor), self.on, self.steps))
            case _:  # pragma: no cover - the checker proved that it is a number
                raise TypeError(f"{type(expr).__name__} is no number")

    def _whole(self, amount: _Amount) -> Piece:
        """An amount that is whole, in 64 bits."""
        if amount.bottom is None:
            return self.steps.shallow(amount.top)
        # A fraction of one out of one; the checker proved that nothing else comes here.
        return piece(w.cast(amount.top.use(), BIG), amount.top)

    def _wide(self, node: exp.Expression) -> exp.Expression:
        return w.cast(node, self.steps.dialect.wide)

    def _top(self, amount: _Amount) -> Piece:
        if amount.bottom is not None:
            return amount.top
        return piece(self._wide(amount.top.use()), amount.top)

    def _count(self, operand: Expr) -> Piece:
        held, less = self._set(operand)
        held = self.steps.part(held)
        size = w.cast(self.steps.dialect.size(held.use(), less), BIG)
        return piece(w.choice([(w.is_not_null(held.use()), size)]), held)

    def _arith(self, sign: Operator, left: _Amount, right: _Amount) -> _Amount:
        first, second = left.top, right.top
        if left.bottom is None and right.bottom is None:
            return _Amount(self._worked(sign, first, second))
        first, second = self._top(left), self._top(right)
        bottoms = [one.bottom for one in (left, right) if one.bottom is not None]
        if sign is not Operator.MUL:
            bottoms = [self.steps.part(one) for one in bottoms]
            if right.bottom is not None:
                first = self._product(first, bottoms[-1])
            if left.bottom is not None:
                second = self._product(second, bottoms[0])
        bottom = bottoms[0] if len(bottoms) == 1 else self._product(*bottoms)
        return _Amount(self._worked(sign, first, second), bottom)

    def _worked(self, sign: Operator, left: Piece, right: Piece) -> Piece:
        write = {Operator.ADD: w.added, Operator.SUB: w.subtracted, Operator.MUL: w.multiplied}[sign]
        return self.steps.shallow(piece(write(left.use(), right.use()), left, right))

    def _product(self, left: Piece, right: Piece) -> Piece:
        return self._worked(Operator.MUL, left, right)

    def _columns(self, amount: _Amount) -> _Amount:
        """An amount that can be used in several places."""
        bottom = None if amount.bottom is None else self.steps.part(amount.bottom)
        return _Amount(self.steps.part(amount.top), bottom)

    def _extreme(self, how: Comparison, amounts: Sequence[_Amount]) -> _Amount:
        """The least or greatest; unknown as soon as one is, where LEAST would take the other."""
        if len(amounts) == 1:
            return amounts[0]
        if any(one.bottom is not None for one in amounts):
            best = self._columns(amounts[0])
            for one in amounts[1:]:
                best = self._better(how, best, self._columns(one))
            return best
        parts = [self.steps.part(one.top) for one in amounts]
        unknown = w.either([w.is_null(one.use()) for one in parts])
        pick = w.call("LEAST" if how is Comparison.LE else "GREATEST", *(one.use() for one in parts))
        return _Amount(piece(w.choice([(unknown, w.null(BIG))], pick), *parts))

    def _better(self, how: Comparison, left: _Amount, right: _Amount) -> _Amount:
        test = self.steps.part(self._measured(how, left, right))

        def pick(of: Callable[[_Amount], Piece]) -> Piece:
            first, second = of(left), of(right)
            rows = [(test.use(), first.use()), (w.negated(test.use()), second.use())]
            return self.steps.part(piece(w.choice(rows), test, first, second))

        return _Amount(pick(self._top), pick(self._bottom))

    def _bottom(self, amount: _Amount) -> Piece:
        return amount.bottom or piece(self._wide(w.number(1)))

    def _measured(self, how: Comparison, left: _Amount, right: _Amount) -> Piece:
        """A comparison of amounts, of which the parts can be used again."""
        if left.bottom is None and right.bottom is None:
            return piece(w.compared(how, left.top.use(), right.top.use()), left.top, right.top)
        first, second = self._top(left), self._top(right)
        first = first if right.bottom is None else self._product(first, right.bottom)
        second = second if left.bottom is None else self._product(second, left.bottom)
        return piece(w.compared(how, first.use(), second.use()), first, second)

    def _scaled(self, amount: _Amount, share: _Amount, whole: _Amount) -> _Amount:
        tops = [self._top(amount), self._top(share)]
        bottoms = [one.bottom for one in (amount, share) if one.bottom is not None]
        bottoms.append(self._top(whole))
        if whole.bottom is not None:
            tops.append(whole.bottom)
        return _Amount(self._multiplied(tops), self._multiplied(bottoms))

    def _multiplied(self, parts: Sequence[Piece]) -> Piece:
        made = parts[0]
        for one in parts[1:]:
            made = self._product(made, one)
        return made

    def _rounded(self, amount: _Amount, step: int, how: Rounding) -> Piece:
        divided = self.steps.dialect.divided
        top = amount.top
        if amount.bottom is None:
            size = [piece(w.number(step)) for _ in range(2)]
        else:
            bottom = self.steps.part(amount.bottom)
            one = bottom if step == 1 else self.steps.part(self._product(bottom, piece(w.number(step))))
            size = [one, one]
        match how:
            case Rounding.DOWN:
                counted = divided(top.use(), size[0].use())
            case Rounding.UP:
                short = w.subtracted(size[0].use(), w.number(1))
                counted = divided(w.added(top.use(), short), size[1].use())
            case Rounding.HALF_UP:
                twice = w.multiplied(w.number(2), top.use())
                counted = divided(w.added(twice, size[0].use()), w.multiplied(w.number(2), size[1].use()))
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(how)
        steps = w.cast(counted, BIG)
        made = steps if step == 1 else w.multiplied(steps, w.number(step))
        return self.steps.shallow(piece(made, top, *size))

    def _rows(self, rows: Sequence[tuple[Piece, _Amount]], otherwise: _Amount) -> _Amount:
        """The value of the first row that holds; where that is unknown, what all that may hold agree on.

        First the value of the first row that may hold; then whether another that may hold has another value.
        """
        whole = all(one.bottom is None for one in (*(value for _, value in rows), otherwise))
        tests = [self.steps.part(when) for when, _ in rows]
        values = [self._columns(value) for _, value in rows]
        last = self._columns(otherwise)
        everything = [*tests, *(one.top for one in (*values, last)), *(one.bottom for one in values if one.bottom)]
        everything += [last.bottom] if last.bottom else []

        def first(of: Callable[[_Amount], Piece]) -> Piece:
            ways = [
                (exp.Not(this=exp.Is(this=test.use(), expression=w.truth(False))), of(value).use())
                for test, value in zip(tests, values, strict=True)
            ]
            return self.steps.part(piece(w.choice(ways, of(last).use()), *everything))

        found = _Amount(first(lambda one: one.top)) if whole else _Amount(first(self._top), first(self._bottom))

        def differs(value: _Amount) -> Piece:
            same = self._measured(Comparison.EQ, value, found)
            return piece(exp.Not(this=exp.Is(this=w.wrapped(same.use()), expression=w.truth(True))), same)

        def agreed(of: Callable[[_Amount], Piece], kind: str) -> Piece:
            ways: list[tuple[exp.Expression, exp.Expression]] = []
            seen: list[Piece] = []
            for test, value in zip(tests, values, strict=True):
                other = differs(value)
                seen.append(other)
                may = exp.Not(this=exp.Is(this=test.use(), expression=w.truth(False)))
                ways.append((w.both([may, other.use()]), w.null(kind)))
                ways.append((test.use(), of(found).use()))
            other = differs(last)
            ways.append((other.use(), w.null(kind)))
            return self.steps.part(piece(w.choice(ways, of(found).use()), of(found), *everything, *seen, other))

        if whole:
            return _Amount(agreed(lambda one: one.top, BIG))
        wide = self.steps.dialect.wide
        return _Amount(agreed(self._top, wide), agreed(self._bottom, wide))
