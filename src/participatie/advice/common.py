"""What every advice of a pack on the same rules has in common, whoever it is about."""

from collections.abc import Mapping

from attrs import field, frozen

from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind
from participatie.rules.constraint import Constraint
from participatie.rules.lowering import Reader, reader
from participatie.rules.render import render
from participatie.rules.rule import Rule
from participatie.sources import Source
from participatie.vocabulary import Kind as FactKind


@frozen
class Shape:
    """What a rule looks at, and how it is shown, whoever it is about.

    Args:
        below: the rules that it refers to.
        seen: the facts and gaps that it refers to.
        expression: its text, where it is more than a list of other rules.
        place: where it stands in its file.
    """

    below: tuple[str, ...]
    seen: tuple[str, ...]
    expression: str
    place: str


@frozen
class Common:
    """What every advice of a pack on the same rules has in common.

    Args:
        decided: the decisions in the order of an advice: lower layers first, then by id.
        notions: the notions, in that order.
        constraints: in the order in which they are applied, which is no matter.
        conditions: the condition of each, ready to be read off what is known.
        findings: the facts that a person decides.
        rules: the rules, by name.
    """

    decided: Mapping[str, Decided]
    notions: Mapping[str, Decided]
    constraints: tuple[Constraint, ...]
    conditions: Mapping[int, Reader]
    findings: frozenset[str]
    rules: Mapping[str, Rule]
    # Each as far as somebody asked for it.
    _sources: dict[str, tuple[Source, ...]] = field(factory=dict, init=False)
    _shapes: dict[str, Shape] = field(factory=dict, init=False)

    def sources(self, name: str) -> tuple[Source, ...]:
        """What a result rests on: its own article, and those of the amounts and steps in it, each once."""
        if name in self._sources:
            return self._sources[name]
        seen: dict[Source, None] = {}
        found: dict[str, None] = {}
        todo = [name]
        while todo:
            one = todo.pop()
            if one in found or one not in self.rules:
                continue
            found[one] = None
            seen.setdefault(self.rules[one].source)
            todo += [ref.name for ref in reversed(self.rules[one].refers_to)]
        return self._sources.setdefault(name, tuple(seen))

    def shape(self, name: str) -> Shape:
        """What a rule looks like in an explanation."""
        if name not in self._shapes:
            rule = self.rules[name]
            refs = tuple(dict.fromkeys(ref.name for ref in rule.refers_to))
            below = tuple(ref for ref in refs if ref in self.rules)
            self._shapes[name] = Shape(
                below=below,
                seen=tuple(ref for ref in refs if ref not in self.rules),
                expression="" if below and len(below) == len(refs) else render(rule.expr),
                place=str(rule.span) if rule.span else "",
            )
        return self._shapes[name]


def common_to(pack: Pack, snapshot: Snapshot) -> Common:
    """What every advice of ``pack`` on these rules has in common; made once."""
    common: Common | None = snapshot.common.get("advice")
    if common is None:
        ranks = {layer.id: rank for rank, layer in enumerate(pack.layers)}
        decided = [*snapshot.decisions.values(), *(decided for decided, _ in snapshot.absent.values())]
        decided.sort(key=lambda one: (ranks[one.layer], one.id))
        notions = {one.id: one for one in decided if one.document.kind is Kind.NOTION}
        inputs = {name: fact.type for name, fact in pack.vocabulary.items()}
        common = snapshot.common["advice"] = Common(
            decided={one.id: one for one in decided if one.id not in notions},
            notions=notions,
            constraints=pack.constraints,
            conditions={id(one.condition): reader(one.condition, inputs) for one in pack.constraints},
            findings=frozenset(name for name, fact in pack.vocabulary.items() if fact.kind is FactKind.FINDING),
            rules=snapshot.rules.rules,
        )
    return common
