"""Rules: named expressions with their source; and sets of rules, ordered to be evaluated."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from attrs import field, frozen

from participatie.diagnostics import Diagnostic, Span
from participatie.rules.expr import Expr, Ref, depth, references, walkable
from participatie.sources import Source
from participatie.values import Type

#: How deep rules and their expressions may nest together: engines walk them recursively.
MAX_DEPTH = 200


@frozen(kw_only=True)
class Rule:
    """A named expression: a condition, a provision, an amount.

    Args:
        name: unique in its set; ``participatieplaats`` for a provision,
            ``participatieplaats/leeftijd`` for a condition of it.
        expr: a checked expression over facts and other rules.
        type: the type of its value.
        text: what it says, in Dutch, for an explanation.
        source: the article it rests on, as it stands on the date of the set.
        layer: the pack that it comes from.
        role: how it takes part in its parent: ``""``, ``tenzij`` or ``behalve``.
        span: where it stands in its file.

    Attributes:
        refers_to: every reference in it, in the order in which they are written.
        levels: how deep its expression goes, with the rules it refers to left out.

    Raises:
        ValueError: the expression is larger than any that a check lets through.
    """

    name: str
    expr: Expr
    type: Type
    text: str = ""
    source: Source = field(factory=Source)
    layer: str = ""
    role: str = ""
    span: Span | None = field(default=None, eq=False, repr=False)
    # Counted once: a rule takes part in the rule sets of many days.
    levels: int = field(init=False, eq=False, repr=False)
    refers_to: tuple[Ref, ...] = field(init=False, eq=False, repr=False)

    @levels.default
    def _levels(self) -> int:
        if not walkable(self.expr):
            raise ValueError("a rule has a checked expression; this one is too large for any check")
        return depth(self.expr)

    @refers_to.default
    def _references(self) -> tuple[Ref, ...]:
        return tuple(references(self.expr))


@frozen
class RuleSet:
    """Rules in an order in which each comes after all it refers to.

    Args:
        rules: the rules by name, in that order.
        inputs: the type of every fact that a rule refers to.
        gaps: names that stand for a value nobody has verified: unknown, and
            never a question to ask.
    """

    rules: Mapping[str, Rule] = field(repr=lambda rules: f"<{len(rules)} regels>")
    inputs: Mapping[str, Type] = field(repr=lambda inputs: f"<{len(inputs)} feiten>")
    gaps: frozenset[str] = frozenset()


def ordered(
    rules: Iterable[Rule], inputs: Mapping[str, Type], found: list[Diagnostic], gaps: Iterable[str] = ()
) -> RuleSet:
    """A rule set out of checked rules in any order; the outcome does not depend on that order.

    Two rules of one name, a cycle between rules, and a reference to something
    that is neither a rule, an input nor a gap are added to ``found``.
    """
    by_name: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.name):
        if rule.name in by_name:
            found.append(Diagnostic("naam_bezet", rule.span, {"naam": rule.name}))
        by_name[rule.name] = rule
    gaps = frozenset(gaps)
    used: dict[str, Type] = {}
    placed: dict[str, Rule] = {}
    for name in by_name:
        _place(name, by_name, placed, (used, inputs, gaps), found)
    _bound_depth(placed, found)
    return RuleSet(MappingProxyType(placed), MappingProxyType(dict(sorted(used.items()))), gaps)


def _place(
    start: str,
    rules: Mapping[str, Rule],
    placed: dict[str, Rule],
    known: tuple[dict[str, Type], Mapping[str, Type], frozenset[str]],
    found: list[Diagnostic],
) -> None:
    # Depth first with a stack of its own: chains of rules may be longer than Python's stack.
    used, inputs, gaps = known
    path: dict[str, None] = {}
    stack = [(start, False)]
    while stack:
        name, done = stack.pop()
        if done:
            del path[name]
            placed[name] = rules[name]
            continue
        if name in placed:
            continue
        path[name] = None
        stack.append((name, True))
        for ref in rules[name].refers_to:
            if ref.name in rules:
                if ref.name in path:
                    names = list(path)
                    cycle = [*names[names.index(ref.name) :], ref.name]
                    span = ref.span or rules[name].span
                    found.append(Diagnostic("kringverwijzing", span, {"kring": " > ".join(cycle)}))
                elif ref.name not in placed:
                    stack.append((ref.name, False))
            elif ref.name in inputs:
                used[ref.name] = inputs[ref.name]
            elif ref.name not in gaps:
                span = ref.span or rules[name].span
                found.append(Diagnostic("verwijzing_niet_in_werking", span, {"naam": ref.name}))


def _bound_depth(placed: Mapping[str, Rule], found: list[Diagnostic]) -> None:
    depths: dict[str, int] = {}
    for name, rule in placed.items():
        below = max((depths.get(ref.name, 0) for ref in rule.refers_to), default=0)
        depths[name] = rule.levels + below
        if below <= MAX_DEPTH < depths[name]:
            arguments = {"naam": name, "grens": str(MAX_DEPTH)}
            found.append(Diagnostic("keten_te_lang", rule.span, arguments))
