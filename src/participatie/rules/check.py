"""What is well formed: types, units, codes and ranges.

Checking also completes an expression: a bare number takes the unit of what it
is compared with, and a bare word beside a code-typed operand becomes a code. A
checked expression cannot fail while it is evaluated.
"""
# mypy: disable-error-code="func-returns-value"
# `return self.report(...)` says in one line that a mistake is noted and nothing comes back.

from collections.abc import Iterable, Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic, Span, suggestion
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
    Scale,
    Since,
    Without,
    all_of,
    any_of,
    excess,
)
from participatie.rules.render import render
from participatie.values import (
    INT64_MAX,
    Boolean,
    Code,
    CodeSet,
    Date,
    Number,
    Text,
    Type,
    Unit,
    misfit,
    show,
)

#: Completed units between any two dates of the calendar.
_LONGEST = {Unit.YEARS: 9_998, Unit.MONTHS: 119_987, Unit.WEEKS: 521_722}

#: How many codes a set out of an open list is taken to hold at most.
_MOST_CODES = 1_000


@frozen
class Checked:
    """A checked expression and the type of its value."""

    expr: Expr
    type: Type


@frozen
class _Amount:
    """A checked expression whose value is a number."""

    expr: Expr
    type: Number

    @property
    def bare(self) -> bool:
        """Whether it is a number written without a unit."""
        return isinstance(self.expr, Literal) and self.expr.unit is None

    def in_unit(self, unit: Unit | None) -> "_Amount | None":
        """This number if it has that unit, or completed with it if it is bare.

        Amounts of money are never completed: 1500 could be euros or cents.
        """
        if self.type.unit == unit:
            return self
        if isinstance(self.expr, Literal) and self.bare and unit is not Unit.CENTS:
            return _Amount(evolve(self.expr, unit=unit), evolve(self.type, unit=unit))
        return None


def check(
    expr: Expr, scope: Mapping[str, Type], found: list[Diagnostic], expected: Type | None = None
) -> Checked | None:
    """``expr`` completed and typed, or ``None`` with the reasons added to ``found``.

    Args:
        expr: an expression as parsed or built.
        scope: the type of every name that may be used.
        found: where diagnostics go.
        expected: ``Boolean()`` for a condition; a ``Number`` asks for that
            unit, whole and within that range.
    """
    problem = excess(expr)
    if problem is not None:
        found.append(problem)
        return None
    checker = _Checker(scope, found)
    checked = checker.visit(expr)
    if checked is None:
        return None
    match expected:
        case None:
            return checked
        case Boolean():
            return checked if isinstance(checked.type, Boolean) else checker.no_condition(checked)
        case Number():
            return checker.amount(checked, expected)
        case _:
            raise TypeError(f"an expression yields yes/no or a number, not {expected}")


@frozen
class _Checker:
    scope: Mapping[str, Type]
    found: list[Diagnostic] = field(eq=False)

    def report(self, code: str, span: Span | None, **arguments: str) -> None:
        self.found.append(Diagnostic(code, span, arguments))

    def no_condition(self, checked: Checked) -> None:
        self.report("geen_voorwaarde", checked.expr.span, soort=_kind(checked.type))

    def amount(self, checked: Checked, wanted: Number) -> Checked | None:
        if not isinstance(checked.type, Number):
            return self.report("geen_getal", checked.expr.span, soort=_kind(checked.type))
        one = _Amount(checked.expr, checked.type)
        completed = one.in_unit(wanted.unit)
        if completed is None:
            return self._units_differ(wanted, one, one.expr.span)
        if one.type.scale > 1:
            return self.report("niet_afgerond", one.expr.span)
        low, high = one.type.low, one.type.high
        if low < wanted.low or high > wanted.high:
            ends = {"laag": show(low, one.type), "hoog": show(high, one.type)}
            return self.report("uitkomst_buiten_bereik", one.expr.span, **ends)
        return Checked(completed.expr, completed.type)

    def visit(self, expr: Expr) -> Checked | None:  # noqa: C901, PLR0911, PLR0912 - one case per node
        match expr:
            case Literal(value, unit):
                return self._typed(expr, _literal_type(value, unit))
            case Ref(name):
                return self._name(expr, name)
            case Not(operand):
                inside = self._condition(operand)
                return None if inside is None else Checked(Not(inside, span=expr.span), Boolean())
            case And(operands):
                parts = self._conditions(operands)
                return None if parts is None else Checked(all_of(*parts, span=expr.span), Boolean())
            case Or(operands):
                parts = self._conditions(operands)
                return None if parts is None else Checked(any_of(*parts, span=expr.span), Boolean())
            case AtLeast():
                return self._at_least(expr)
            case Compare():
                return self._compare(expr)
            case In(operand, codes):
                return self._codes(expr, operand, codes, Code)
            case Contains(operand, codes) | Without(operand, codes):
                return self._codes(expr, operand, codes, CodeSet)
            case Count(operand):
                return self._count(expr, operand)
            case Arith():
                return self._arith(expr)
            case Least(operands) | Greatest(operands):
                return self._extreme(expr, operands)
            case Scale():
                return self._scale(expr)
            case Round():
                return self._round(expr)
            case Case():
                return self._case(expr)
            case Since(unit, anchor):
                return self._since(expr, unit, anchor)
            case _:  # pragma: no cover - the type checker proves this unreachable
                assert_never(expr)

    def _name(self, expr: Ref, name: str) -> Checked | None:
        known = self.scope.get(name)
        if known is None:
            return self.report("onbekend_feit", expr.span, naam=name, **suggestion(name, self.scope))
        return self._typed(expr, known)

    def _typed(self, expr: Expr, of: Type) -> Checked | None:
        return self._bounded(expr, of) if isinstance(of, Number) else Checked(expr, of)

    def _bounded(self, expr: Expr, number: Number) -> Checked | None:
        """Engines count in 64 bits: numerators over a common denominator included."""
        if max(abs(number.low), abs(number.high)) * number.scale > INT64_MAX:
            return self.report("getal_te_groot", expr.span)
        return Checked(expr, number)

    # -- conditions ------------------------------------------------------------

    def _condition(self, expr: Expr) -> Expr | None:
        checked = self.visit(expr)
        if checked is None:
            return None
        if not isinstance(checked.type, Boolean):
            return self.no_condition(checked)
        return checked.expr

    def _conditions(self, operands: Iterable[Expr]) -> tuple[Expr, ...] | None:
        parts = [self._condition(operand) for operand in operands]  # all, to report all
        known = tuple(part for part in parts if part is not None)
        return known if len(known) == len(parts) else None

    def _at_least(self, expr: AtLeast) -> Checked | None:
        parts = self._conditions(expr.operands)
        most = len(expr.operands)
        if not 1 <= expr.count <= most:
            return self.report("minstens_telling", expr.span, aantal=str(expr.count), hoogstens=str(most))
        return None if parts is None else Checked(evolve(expr, operands=parts), Boolean())

    # -- comparisons -----------------------------------------------------------

    def _compare(self, expr: Compare) -> Checked | None:  # noqa: PLR0911 - one return per pair of types
        left = self.visit(expr.left)
        if left is None:
            if not isinstance(expr.right, Ref):  # a bare word may have been meant as a code
                self.visit(expr.right)
            return None
        if isinstance(left.type, Code):
            return self._compare_code(expr, left, left.type)
        if isinstance(left.type, CodeSet):
            # A word that is no fact was meant as a code here; what it is wrong about is the comparison.
            beside = _Checker(self.scope, []).visit(expr.right)
            kind = "code" if beside is None else _kind(beside.type)
            return self.report("verzameling_vergeleken", expr.span, links=_kind(left.type), rechts=kind)
        right = self.visit(expr.right)
        if right is None:
            return None
        if isinstance(left.type, Number) and isinstance(right.type, Number):
            return self._compare_numbers(expr, _Amount(left.expr, left.type), _Amount(right.expr, right.type))
        if isinstance(left.type, Date) and isinstance(right.type, Date):
            return Checked(evolve(expr, left=left.expr, right=right.expr), Boolean())
        if isinstance(left.type, Boolean) or isinstance(right.type, Boolean):
            return self.report("vergelijking_ja_nee", expr.span)
        return self.report("typen_passen_niet", expr.span, links=_kind(left.type), rechts=_kind(right.type))

    def _compare_numbers(self, expr: Compare, left: _Amount, right: _Amount) -> Checked | None:
        pair = self._same_unit(left, right, expr.span)
        if pair is None:
            return None
        if any(one.type.scale > 1 for one in pair):
            return self.report("niet_afgerond", expr.span)
        if not (self._reachable(*pair) and self._reachable(*pair[::-1])):
            return None
        return Checked(evolve(expr, left=pair[0].expr, right=pair[1].expr), Boolean())

    def _reachable(self, literal: _Amount, other: _Amount) -> bool:
        """A number in a rule must lie within the range of the fact that it is compared with."""
        if not (isinstance(literal.expr, Literal) and isinstance(other.expr, Ref)):
            return True
        problem = misfit(literal.expr.value, other.type)
        if problem is None:
            return True
        self.report(problem.code, literal.expr.span, naam=other.expr.name, **problem.arguments)
        return False

    def _compare_code(self, expr: Compare, left: Checked, of: Code) -> Checked | None:
        match expr.right:
            case Ref(name) | Literal(str() as name):
                code = name
            case _:
                return self.report("code_verwacht", expr.right.span)
        equal = expr.operator in {Comparison.EQ, Comparison.NE}
        if not equal and not (of.ordered and of.codes):
            return self.report("code_ongeordend", expr.span)
        if not self._known_codes((code,), left, expr.right.span):
            return None
        if not equal:
            right = Literal(code, span=expr.right.span)
            return Checked(evolve(expr, left=left.expr, right=right), Boolean())
        member = In(left.expr, (code,), span=expr.span)
        negated = expr.operator is Comparison.NE
        return Checked(Not(member, span=expr.span) if negated else member, Boolean())

    def _codes(
        self,
        expr: In | Contains | Without,
        operand: Expr,
        codes: tuple[str, ...],
        wanted: type[Code | CodeSet],
    ) -> Checked | None:
        checked = self.visit(operand)
        if checked is None:
            return None
        if not isinstance(checked.type, Code | CodeSet) or not isinstance(checked.type, wanted):
            needed = "een code" if wanted is Code else "een verzameling codes"
            return self.report("geen_codes", operand.span, soort=_kind(checked.type), verwacht=needed)
        if not self._known_codes(codes, checked, expr.span):
            return None
        return Checked(evolve(expr, operand=checked.expr), checked.type if isinstance(expr, Without) else Boolean())

    def _known_codes(self, codes: tuple[str, ...], left: Checked, span: Span | None) -> bool:
        known = left.type.codes if isinstance(left.type, Code | CodeSet) else None
        if known is None:
            return True
        unknown = [code for code in codes if code not in known]
        for code in unknown:
            near = suggestion(code, known)
            self.report("onbekende_code", span, naam=render(left.expr), waarde=code, keuzes=", ".join(known), **near)
        return not unknown

    def _count(self, expr: Count, operand: Expr) -> Checked | None:
        checked = self.visit(operand)
        if checked is None:
            return None
        if not isinstance(checked.type, CodeSet):
            return self.report("geen_codes", operand.span, soort=_kind(checked.type), verwacht="een verzameling codes")
        most = _MOST_CODES if checked.type.codes is None else len(checked.type.codes)
        return Checked(Count(checked.expr, span=expr.span), Number(None, 0, most))

    # -- numbers ---------------------------------------------------------------

    def _number(self, expr: Expr) -> _Amount | None:
        checked = self.visit(expr)
        if checked is None:
            return None
        if not isinstance(checked.type, Number):
            return self.report("geen_getal", expr.span, soort=_kind(checked.type))
        return _Amount(checked.expr, checked.type)

    def _numbers(self, operands: Iterable[Expr]) -> list[_Amount] | None:
        parts = [self._number(operand) for operand in operands]  # all, to report all
        known = [part for part in parts if part is not None]
        return known if len(known) == len(parts) else None

    def _alike(self, operands: Iterable[Expr]) -> list[_Amount] | None:
        """Numbers of one unit: the first that has one gives it to those without."""
        numbers = self._numbers(operands)
        if numbers is None:
            return None
        lead = next((one.type for one in numbers if one.type.unit is not None), numbers[0].type)
        completed = [one.in_unit(lead.unit) for one in numbers]
        for one, same in zip(numbers, completed, strict=True):
            if same is None:
                self._units_differ(lead, one, one.expr.span)
        known = [one for one in completed if one is not None]
        return known if len(known) == len(completed) else None

    def _same_unit(self, left: _Amount, right: _Amount, span: Span | None) -> tuple[_Amount, _Amount] | None:
        completed = right.in_unit(left.type.unit)
        if completed is not None:
            return left, completed
        completed = left.in_unit(right.type.unit)
        if completed is not None:
            return completed, right
        if left.bare:
            left, right = right, left
        return self._units_differ(left.type, right, right.expr.span if right.bare else span)

    def _units_differ(self, of: Number, one: _Amount, span: Span | None) -> None:
        if one.bare:  # only money does not give its unit to a bare number
            return self.report("eenheid_verplicht", span)
        return self.report("eenheid_past_niet", span, links=_kind(of), rechts=_kind(one.type))

    def _arith(self, expr: Arith) -> Checked | None:
        numbers = self._numbers((expr.left, expr.right))
        if numbers is None:
            return None
        left, right = numbers
        one, other = left.type, right.type
        scale = one.scale * other.scale
        if expr.operator is Operator.MUL:
            if one.unit is not None and other.unit is not None:
                return self.report("product_van_eenheden", expr.span, links=_kind(one), rechts=_kind(other))
            ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
            number = Number(one.unit or other.unit, min(ends), max(ends), scale)
        else:
            pair = self._same_unit(left, right, expr.span)
            if pair is None:
                return None
            left, right = pair
            low, high = other.low, other.high
            if expr.operator is Operator.SUB:
                low, high = -high, -low
            number = Number(left.type.unit, one.low + low, one.high + high, scale)
        return self._bounded(evolve(expr, left=left.expr, right=right.expr), number)

    def _extreme(self, expr: Least | Greatest, operands: tuple[Expr, ...]) -> Checked | None:
        numbers = self._alike(operands)
        if numbers is None:
            return None
        pick = min if isinstance(expr, Least) else max
        scale = 1
        for one in numbers:
            scale *= one.type.scale
        low, high = pick(one.type.low for one in numbers), pick(one.type.high for one in numbers)
        number = Number(numbers[0].type.unit, low, high, scale)
        return self._bounded(evolve(expr, operands=tuple(one.expr for one in numbers)), number)

    def _scale(self, expr: Scale) -> Checked | None:
        numbers = self._numbers((expr.operand, expr.numerator, expr.denominator))
        if numbers is None:
            return None
        operand, numerator, denominator = numbers
        pair = self._same_unit(numerator, denominator, expr.span)
        if pair is None:
            return None
        amount, share, whole = operand.type, pair[0].type, pair[1].type
        if amount.low < 0 or share.low < 0:
            return self.report("schaal_negatief", expr.span)
        if whole.low < 1:
            return self.report("schaal_door_nul", expr.denominator.span)
        number = Number(
            amount.unit,
            amount.low * share.low // whole.high,
            -(-amount.high * share.high // whole.low),
            amount.scale * share.scale * whole.high * whole.scale,
        )
        scaled = evolve(expr, operand=operand.expr, numerator=pair[0].expr, denominator=pair[1].expr)
        return self._bounded(scaled, number)

    def _round(self, expr: Round) -> Checked | None:
        one = self._number(expr.operand)
        if one is None:
            return None
        number = one.type
        if expr.unit is None and number.unit is Unit.CENTS:
            return self.report("eenheid_verplicht", expr.span)
        if expr.unit not in {None, number.unit}:
            step = evolve(number, unit=expr.unit)
            return self.report("eenheid_past_niet", expr.span, links=_kind(number), rechts=_kind(step))
        if number.low < 0:
            return self.report("schaal_negatief", expr.span)
        # Halves are found by comparing twice the fraction with the step: that must fit as well.
        if (2 * number.high + expr.step) * number.scale > INT64_MAX:
            return self.report("getal_te_groot", expr.span)
        low, high = number.low // expr.step * expr.step, -(-number.high // expr.step) * expr.step
        return Checked(evolve(expr, operand=one.expr, unit=number.unit), Number(number.unit, low, high))

    def _case(self, expr: Case) -> Checked | None:
        conditions = self._conditions(when for when, _ in expr.rows)
        numbers = self._alike((*(value for _, value in expr.rows), expr.otherwise))
        if conditions is None or numbers is None:
            return None
        *values, otherwise = (one.expr for one in numbers)
        number = Number(
            numbers[0].type.unit,
            min(one.type.low for one in numbers),
            max(one.type.high for one in numbers),
            max(one.type.scale for one in numbers),
        )
        rows = tuple(zip(conditions, values, strict=True))
        return self._bounded(evolve(expr, rows=rows, otherwise=otherwise), number)

    def _since(self, expr: Since, unit: Unit, anchor: Expr) -> Checked | None:
        checked = self.visit(anchor)
        if checked is None:
            return None
        if not isinstance(checked.type, Date):
            return self.report("geen_datum", anchor.span, soort=_kind(checked.type))
        if unit not in _LONGEST:
            return self.report("sinds_eenheid", expr.span, eenheid=str(unit))
        return Checked(evolve(expr, anchor=checked.expr), Number(unit, 0, _LONGEST[unit]))


def _literal_type(value: object, unit: Unit | None) -> Type:
    if isinstance(value, bool):
        return Boolean()
    if isinstance(value, int):
        return Number(unit, value, value)
    return Text() if isinstance(value, str) else Date()


def _kind(of: Type) -> str:
    match of:
        case Boolean():
            return "ja of nee"
        case Number(unit):
            return f"getal ({unit})" if unit else "getal zonder eenheid"
        case Date():
            return "datum"
        case Code():
            return "code"
        case CodeSet():
            return "verzameling codes"
        case Text():
            return "tekst"
        case _:  # pragma: no cover - the type checker proves this unreachable
            assert_never(of)
