"""What is known about a decision on a day, whoever it is about: noted once, and part of every assessment of it."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from participatie.advice.assessment import Assumed, Missing
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, NotInForce, Snapshot
from participatie.policy.voorziening import Condition, Voorziening
from participatie.rules.expr import references
from participatie.sources import Source
from participatie.vocabulary import Kind as FactKind
from participatie.vocabulary import Vocabulary


@frozen(kw_only=True)
class Note:
    """What is known about a decision on a day, whoever it is about.

    Args:
        fields: the fields of every assessment of it, by name.
        source: the article that it rests on.
        absent: why it is not in force, if it is not.
        deciding: the conditions that say who decides about a fact in them.
        codes: the rules of a conclusion, one for each code.
    """

    fields: dict[str, object]
    source: Source
    absent: NotInForce | None
    deciding: Mapping[str, Condition]
    codes: tuple[str, ...]
    # As far as a fact was missing for somebody.
    _asked: dict[str, Missing] = field(factory=dict, init=False)

    def questions(self, names: Iterable[str], vocabulary: Vocabulary) -> tuple[Missing, ...]:
        """What to ask for these facts, and whom."""
        for name in names:
            if name not in self._asked:
                fact, condition = vocabulary[name], self.deciding.get(name)
                self._asked[name] = Missing(
                    name=fact.name,
                    title=fact.title,
                    question=fact.question,
                    answered_by=(condition.decided_by if condition else "") or fact.answered_by,
                    finding=fact.kind is FactKind.FINDING,
                    after_advice_of=condition.advice_from if condition else "",
                )
        return tuple(self._asked[name] for name in names)


def noted(decided: Decided, pack: Pack, snapshot: Snapshot) -> Note:
    """What is known about a decision on the day of the snapshot; made once."""
    if decided.id not in snapshot.notes:
        snapshot.notes[decided.id] = _note(decided, pack, snapshot)
    note: Note = snapshot.notes[decided.id]
    return note


def _note(decided: Decided, pack: Pack, snapshot: Snapshot) -> Note:
    document = decided.document
    in_force = decided.id not in snapshot.absent
    absent = None if in_force else snapshot.absent[decided.id][1]
    # What is not in force is cited as it stood when it was.
    day = decided.validity.nearest(snapshot.day)
    source = pack.versions.source(decided.source, decided.layer, day, decided.validity)
    fields = {
        "id": decided.id,
        "title": document.title,
        "kind": document.kind,
        "layer": decided.layer,
        "source": source,
        "on": snapshot.day,
        "assumptions": _assumptions(decided.id, pack, snapshot),
        "idle_layers": tuple(layer.id for layer in pack.layers if not layer.header.validity.covers(snapshot.day)),
        "particulars": _particulars(document) if isinstance(document, Voorziening) else {},
    }
    return Note(
        fields=fields,
        source=source,
        absent=absent,
        deciding=deciding(document) if isinstance(document, Voorziening) else {},
        codes=tuple(rule for rule in snapshot.rules.rules if rule.startswith(f"{decided.id}=")),
    )


def _assumptions(name: str, pack: Pack, snapshot: Snapshot) -> tuple[Assumed, ...]:
    day = snapshot.day
    return tuple(
        Assumed(id=one.id, text=one.text, source=source.on(day))
        for one, source in pack.assumptions
        if (not one.concerns or name in one.concerns) and one.validity.covers(day)
    )


def deciding(document: Voorziening) -> Mapping[str, Condition]:
    """The conditions that say who decides about a fact in them, by that fact."""
    found: dict[str, Condition] = {}
    todo = [*(document.conditions or ()), *document.unless]
    while todo:
        one = todo.pop()
        todo += [*one.any_of, *one.all_of, *one.exceptions]
        if one.decided_by or one.advice_from:
            tests = [test for test in (one.test, *(version.test for version in one.versions)) if test is not None]
            found |= {ref.name: one for test in tests for ref in references(test)}
    return found


def _particulars(document: Voorziening) -> Mapping[str, str]:
    """What a document states beside its conditions, in its own words."""
    voluntary = {None: "", True: "ja", False: "nee"}[document.voluntary]
    stated = {
        "bevoegdheid": document.power or "",
        "ontvanger": document.receiver,
        "op": ", ".join(document.initiative),
        "vervolgt": document.follows or "",
        "vervalt": document.lapses or "",
        "voorrang": document.priority,
        "vrijwillig": voluntary,
        "past_bij": ", ".join(document.suits),
    }
    return {key: str(value) for key, value in stated.items() if value}
