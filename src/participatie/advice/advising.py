"""From a client, a pack and a date to an advice."""

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from participatie.advice.assessment import Assessment, Assumed, Due, Judgement, Missing, Outcome, Result
from participatie.advice.dependence import Dependence, Depending
from participatie.advice.judging import Norm, judged
from participatie.advice.receipt import Receipt, receipt
from participatie.advice.settling import Settled, Settler, exactly, settler
from participatie.advice.suggesting import Suggestion, suggestions
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, nearest, suggestion
from participatie.engines import COMPILED
from participatie.engines.evaluate import Evaluation
from participatie.engines.exact import Exact, ExactOutcome
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, NotInForce, Snapshot
from participatie.policy.voorziening import Amount, Condition, Deadline, Kind, Voorziening
from participatie.rules.constraint import Closed, Constraint, close
from participatie.rules.expr import And, Expr, Or, references
from participatie.rules.lowering import Reader, reader
from participatie.rules.render import render
from participatie.rules.semantics import Truth, reached
from participatie.rules.trace import Seen, Step
from participatie.sources import Source
from participatie.values import Boolean, Misfit, Unit, Value, show, typed
from participatie.values import Result as Known
from participatie.vocabulary import Kind as FactKind
from participatie.vocabulary import refusal


@frozen(eq=False, repr=False)
class _Assessed(Mapping[str, Assessment]):
    """Assessments by id, each made when it is first looked at: most callers need some of them."""

    decided: Mapping[str, Decided]
    make: Callable[[Decided], Assessment]
    made: dict[str, Assessment] = field(factory=dict, init=False)

    def __getitem__(self, name: str) -> Assessment:
        if name not in self.made:
            self.made[name] = self.make(self.decided[name])
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.decided)

    def __len__(self) -> int:
        return len(self.decided)


@frozen(repr=False)
class Advice:
    """What a pack says about a client on a date: an assessment per outcome.

    Iterates over its assessments, in a fixed order: lower layers first, then by
    id; ``advice["participatieplaats"]`` is one of them.

    Args:
        pack: the name of the pack.
        on: the reference date.
        assessments: by id.
        notions: the notions of the pack (*begrippen*), by id: found by
            ``advice[...]`` too, but not part of the advice itself.
    """

    pack: str
    on: date
    assessments: Mapping[str, Assessment]
    notions: Mapping[str, Assessment] = field(factory=dict)
    # Made when it is asked for, as the traces are.
    _suggest: Callable[[], tuple[Suggestion, ...]] = field(default=tuple, eq=False)
    _sign: "Callable[[Advice, bytes], Receipt] | None" = field(default=None, eq=False)
    _depend: Callable[[str], Mapping[str, Dependence]] | None = field(default=None, eq=False)

    def __getitem__(self, name: str) -> Assessment:
        if not isinstance(name, str):
            raise TypeError(f"advice[...] takes the id of an outcome, not {type(name).__name__}")
        for known in (self.assessments, self.notions):
            if name in known:
                return known[name]
        near = nearest(name, (*self.assessments, *self.notions))
        raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)

    def __iter__(self) -> Iterator[Assessment]:
        return iter(self.assessments.values())

    def __len__(self) -> int:
        return len(self.assessments)

    def __contains__(self, name: object) -> bool:
        return name in self.assessments

    def with_outcome(self, *outcomes: Outcome) -> tuple[Assessment, ...]:
        """The assessments with one of these outcomes, in the order of the advice.

        Raises:
            ValueError: there is no such outcome.
        """
        asked = {Outcome(outcome) for outcome in outcomes}
        return tuple(one for one in self if one.outcome in asked)

    @property
    def missing(self) -> tuple[str, ...]:
        """Every fact that can still matter to some outcome, each once."""
        return tuple(dict.fromkeys(name for one in self for name in one.missing))

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is open to the client, or may be: ordered by criteria, each with its reason.

        First what is a yes, then what waits for a judgement, then what is
        unknown; among those what helps with a stated need; what fits the step
        on the ladder; what asks the fewest questions; what costs least. Those
        that fall on the same part of a day as one before them say so. There is
        no score: two that no criterion tells apart stand in alphabetical order.
        """
        return self._suggest()

    def receipt(self, *, key: bytes) -> Receipt:
        """By which packs, on which date and on which facts this advice was given; see :class:`Receipt`.

        Args:
            key: at least 16 secret bytes; keep them to check the receipt later.

        Raises:
            ValueError: the key is too short, or this advice was read from JSON,
                which does not say on which facts it rests.
        """
        if self._sign is None:
            raise ValueError("an advice that was read from JSON has no client to make a receipt of")
        return self._sign(self, key)

    def depends_on(self, fact: str) -> Mapping[str, Dependence]:
        """The outcomes that depend on a fact, by id, each with the articles under which it counts.

        The fact is put aside, with what follows from it alone and, where other
        known facts settle it, with those. An outcome depends on it when it is
        then exactly one of the facts that can still settle that outcome, as
        ``missing`` of an exact advice has it; or when an amount or a date that
        follows does. Whoever differs in a fact that an outcome does not depend
        on, and in nothing else, gets the same outcome.

        This is decided exactly, whether or not the advice was; where it cannot
        be, the outcome is among them and :class:`Dependence` says so.

        Args:
            fact: its Dutch name.

        Raises:
            KeyError: the pack knows no such fact.
            ValueError: this advice was read from JSON, and has no client to ask.
        """
        if self._depend is None:
            raise ValueError("an advice that was read from JSON has no client to put a fact of aside")
        return self._depend(fact)

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """All assessments in words, one after another; see :meth:`Assessment.explain`."""
        from participatie.advice import explanation  # noqa: PLC0415 - it renders this very class

        return explanation.render_all(self, lang=lang, style=style)

    def to_json(self) -> str:
        """This advice, traces included, as stable JSON that :meth:`from_json` reads back."""
        from participatie.advice import serialise  # noqa: PLC0415 - cattrs costs; most uses never need it

        return serialise.dump(self)

    @classmethod
    def from_json(cls, text: str) -> "Advice":
        """The advice that :meth:`to_json` wrote.

        Raises:
            ValueError: the text is no advice.
        """
        from participatie.advice import serialise  # noqa: PLC0415 - as above

        return serialise.load(text)

    def __repr__(self) -> str:
        counts = [f"{len(self.with_outcome(one))} {one}" for one in Outcome]
        return f"<Advice {self.pack} op {self.on}: {', '.join(counts)}>"


def advise(client: Client, pack: Pack, *, on: date, engine: str = COMPILED, exact: bool = False) -> Advice:
    """What ``pack`` says about ``client`` on the date ``on``.

    Missing facts never become a no: an outcome that still depends on them is
    unknown, or a judgement when only findings of a person are missing.

    Args:
        client: what is known.
        pack: from :func:`participatie.catalog.load`.
        on: the reference date; the law in force on it governs.
        engine: what settles the outcomes: ``compiled``, the rules as one Python
            function; ``reference``; or ``durable`` for durable-rules. They agree.
        exact: settle also what is the same however the unknown facts turn out,
            and let ``missing`` name exactly the facts that can still settle an
            outcome. Where that cannot be decided, a notice says so.

    Raises:
        TypeError: ``on`` is no plain date, or ``pack`` no pack.
        ValueError: there is no such engine.
        UnsupportedError: the engine does not work here, see
            :func:`participatie.engines.available`; or the pack is too large for it.
        PolicyError: facts contradict each other, a local fact is unknown to the
            pack or does not fit, or the pack was not written for that date.

    >>> from participatie import catalog
    >>> client = Client.from_mapping({"leeftijd": 26})
    >>> advice = advise(client, catalog.load("nl_participatiewet"), on=date(2018, 6, 1))
    >>> advice["participatieplaats"].outcome.value
    'nee'
    """
    return advise_with(client, pack, on, settler(engine), exact=exact)


def advise_with(client: Client, pack: Pack, on: date, settle: Settler, *, exact: bool = False) -> Advice:
    """What :func:`advise` does, with something at hand that settles outcomes."""
    if not isinstance(client, Client):
        raise TypeError(f"advise() takes a Client first, not {type(client).__name__}")
    if not isinstance(pack, Pack):
        raise TypeError("advise() takes a pack second: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    snapshot = pack.on(on)
    common = _common(pack, snapshot)
    closed = _facts(client, pack, on, common)
    settled = settle(snapshot, closed.facts, on)
    maker = _Assessor(client, pack, snapshot, common, closed, settled, exactly(snapshot, pack) if exact else None)
    assessments = _Assessed(common.decided, maker.assess)

    def offered() -> list[tuple[Assessment, Voorziening]]:
        documents = ((one.id, one.document) for one in common.decided.values())
        return [(assessments[name], document) for name, document in documents if isinstance(document, Voorziening)]

    return Advice(
        pack=pack.id,
        on=on,
        assessments=assessments,
        notions=_Assessed(common.notions, maker.assess),
        suggest=lambda: suggestions(closed.facts, offered()),
        sign=lambda advice, key: receipt(advice, client, pack, key=key),
        depend=lambda fact: _depending(client, pack, snapshot, common).on(fact),
    )


@frozen
class _Shape:
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
class _Common:
    """What every advice of a pack on the same rules has in common.

    Args:
        decided: the decisions in the order of an advice: lower layers first, then by id.
        notions: the notions, in that order.
        constraints: in the order in which they are applied, which is no matter.
        conditions: the condition of each, ready to be read off what is known.
        findings: the facts that a person decides.
        sources: what results rest on, by their rule, as far as one was asked for.
        shapes: what rules look like in an explanation, by name, as far as one was given.
    """

    decided: Mapping[str, Decided]
    notions: Mapping[str, Decided]
    constraints: tuple[Constraint, ...]
    conditions: Mapping[int, Reader]
    findings: frozenset[str]
    sources: dict[str, tuple[Source, ...]] = field(factory=dict, init=False)
    shapes: dict[str, _Shape] = field(factory=dict, init=False)


def _common(pack: Pack, snapshot: Snapshot) -> _Common:
    common: _Common | None = snapshot.common.get("advice")
    if common is None:
        ranks = {layer.id: rank for rank, layer in enumerate(pack.layers)}
        decided = [*snapshot.decisions.values(), *(decided for decided, _ in snapshot.absent.values())]
        decided.sort(key=lambda one: (ranks[one.layer], one.id))
        notions = {one.id: one for one in decided if one.document.kind is Kind.NOTION}
        inputs = {name: fact.type for name, fact in pack.vocabulary.items()}
        common = snapshot.common["advice"] = _Common(
            decided={one.id: one for one in decided if one.id not in notions},
            notions=notions,
            constraints=pack.constraints,
            conditions={id(one.condition): reader(one.condition, inputs) for one in pack.constraints},
            findings=frozenset(name for name, fact in pack.vocabulary.items() if fact.kind is FactKind.FINDING),
        )
    return common


def _depending(client: Client, pack: Pack, snapshot: Snapshot, common: _Common) -> Depending:
    """What tells which outcomes depend on a fact."""
    on, exact = snapshot.day, exactly(snapshot, pack)

    def assess(closed: Closed) -> Iterator[Assessment]:
        settled = settler(COMPILED)(snapshot, closed.facts, on)
        maker = _Assessor(client, pack, snapshot, common, closed, settled, exact)
        return map(maker.assess, common.decided.values())

    facts = {**client.facts(on), **_local(client, pack, [])}
    return Depending(pack, snapshot, facts, lambda known: _closed(known, common, on), exact, assess)


def established(client: Client, pack: Pack, on: date) -> Closed:
    """What is known of a client on a date, with what follows from dates and *verbanden*.

    Raises:
        PolicyError: as :func:`advise` does.
    """
    return _facts(client, pack, on, _common(pack, pack.on(on)))


def _facts(client: Client, pack: Pack, on: date, common: _Common) -> Closed:
    """Stated facts and all that follows from them; contradictions are errors."""
    facts = client.facts(on)
    found: list[Diagnostic] = []
    facts |= _local(client, pack, found)
    closed = _closed(facts, common, on)
    for clash in closed.clashes:
        of = pack.vocabulary[clash.fact].type
        arguments = {
            "naam": clash.fact,
            "waarde": show(closed.facts[clash.fact], of),
            "volgt": show(clash.constraint.consequences[clash.fact], of),
            "verband": clash.constraint.id,
        }
        found.append(Diagnostic("tegenspraak_feiten", client.place(clash.fact), arguments))
    if found:
        raise PolicyError(found)
    return closed


def _local(client: Client, pack: Pack, found: list[Diagnostic]) -> dict[str, Value]:
    """The local facts of a client, as values of their types; what is wrong with them goes to ``found``."""
    facts: dict[str, Value] = {}
    for name, value in client.lokaal.items():
        place = client.place(name)
        if name not in pack.vocabulary:
            arguments = {"naam": name, "pakket": pack.id, **suggestion(name, pack.vocabulary)}
            found.append(Diagnostic("lokaal_feit_onbekend", place, arguments))
            continue
        result = typed(value, pack.vocabulary[name].type)
        if isinstance(result, Misfit):
            found.append(refusal(name, result, place))
        else:
            facts[name] = result
    return facts


def _closed(facts: Mapping[str, Value], common: _Common, on: date) -> Closed:
    """Facts and all that follows from them by constraints."""

    def holds(condition: Expr, known: Mapping[str, Value]) -> Truth:
        value = common.conditions[id(condition)](known, on)
        assert value is None or isinstance(value, bool)  # noqa: S101 - the checker proved it
        return value

    return close(common.constraints, facts, holds)


@frozen(kw_only=True)
class _Note:
    """What is known about a decision on a day, whoever it is about.

    Args:
        common: the fields of every assessment of it.
        absent: why it is not in force, if it is not.
        deciding: the conditions that say who decides about a fact in them.
        codes: the rules of a conclusion, one for each code.
        asked: what to ask for a fact, as far as that was missing for somebody.
    """

    common: dict[str, object]
    absent: NotInForce | None
    deciding: Mapping[str, Condition]
    codes: tuple[str, ...]
    asked: dict[str, Missing] = field(factory=dict, init=False)


@frozen
class _Assessor:
    """Turns the values of rules into assessments.

    The engine has ``settled`` the outcomes; what else it or the reference can tell is asked for when it is needed.
    """

    client: Client
    pack: Pack
    snapshot: Snapshot
    common: _Common
    closed: Closed
    settled: Settled
    exact: Exact | None = None
    _answers: list[Mapping[str, ExactOutcome]] = field(factory=list, init=False)

    @property
    def evaluation(self) -> Evaluation:
        """The value of every rule and of every part of one, and what is open."""
        return self.settled.evaluation()

    @property
    def answers(self) -> Mapping[str, ExactOutcome] | None:
        """The exact answers, if those are asked for."""
        if not self._answers and self.exact is not None:
            self._answers.append(self.exact.settle(self.evaluation))
        return self._answers[0] if self._answers else None

    def value(self, name: str) -> Known | None:
        """The value of the rule of an outcome; ``None`` while it is open."""
        if self.answers is not None:
            return self.answers[name].value
        return self.settled.value(name)

    def waiting(self, name: str, value: Known | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts that an outcome waits for, and the unverified values that keep it open."""
        if value is not None:
            return (), ()
        if self.answers is None:
            return self.evaluation.undecided(name), self.evaluation.gaps(name)
        # What is exactly open waits for facts alone: whatever an unverified value is, it does not matter.
        return self.answers[name].missing, () if self.answers[name].exact else self.evaluation.gaps(name)

    def not_exact(self, *names: str) -> bool:
        """Whether the answer to one of these rules was asked to be exact, and is not."""
        return self.answers is not None and not all(self.answers[name].exact for name in names)

    def part(self, name: str) -> Known | None:
        """The value of any rule, outcome or not; ``None`` while it is open."""
        if self.answers is not None and isinstance(self.snapshot.rules.rules[name].type, Boolean):
            return self.answers[name].value
        return self.evaluation.values[name]

    def assess(self, decided: Decided) -> Assessment:
        if decided.id not in self.snapshot.notes:
            self.snapshot.notes[decided.id] = self._noted(decided)
        note: _Note = self.snapshot.notes[decided.id]
        if isinstance(decided.document, Voorziening):
            return self._provision(decided.document, note)
        return self._conclusion(decided, note)

    def _noted(self, decided: Decided) -> _Note:
        document = decided.document
        in_force = decided.id not in self.snapshot.absent
        absent = None if in_force else self.snapshot.absent[decided.id][1]
        # What is not in force is cited as it stood when it was.
        day = decided.validity.nearest(self.snapshot.day)
        source = self.pack.versions.source(decided.source, decided.layer, day, decided.validity)
        common = {
            "id": decided.id,
            "title": document.title,
            "kind": document.kind,
            "layer": decided.layer,
            "source": source,
            "on": self.snapshot.day,
            "assumptions": self._assumptions(decided.id),
            "idle_layers": self._idle_layers(),
            "particulars": _particulars(document) if isinstance(document, Voorziening) else {},
        }
        return _Note(
            common=common,
            absent=absent,
            deciding=deciding(document) if isinstance(document, Voorziening) else {},
            codes=tuple(rule for rule in self.snapshot.rules.rules if rule.startswith(f"{decided.id}=")),
        )

    def _idle_layers(self) -> tuple[str, ...]:
        return tuple(layer.id for layer in self.pack.layers if not layer.header.validity.covers(self.snapshot.day))

    def _provision(self, document: Voorziening, note: _Note) -> Assessment:
        name, common, absent = document.id, note.common, note.absent
        if name not in self.snapshot.rules.rules:  # a notion that is not in force has no rule
            return _not_in_force(common, absent)
        value = self.value(name)
        norm = self.snapshot.running.get(name)
        missing, gaps = self.waiting(name, value)
        outcome = self._outcome(value, missing, gaps)
        stated = () if absent or outcome is Outcome.NO else self._results(document)
        asked = dict.fromkeys((*missing, *(fact for result in stated for fact in result.missing)))
        return Assessment(
            **common,  # type: ignore[arg-type]  # fields by name
            outcome=outcome,
            missing=missing,
            gaps=gaps,
            reason=absent if outcome is Outcome.NO else None,
            stated=stated,
            questions=self._questions(tuple(asked), note),
            deadlines=self._deadlines(document, common) if outcome is not Outcome.NO else (),
            transition_unknown=norm is not None and norm in missing,
            not_exact=self.not_exact(name),
            trace=functools.cache(lambda: self.step(name)),
            **self._judging(name, outcome, missing, note),
        )

    def _outcome(self, value: Known | None, missing: tuple[str, ...], gaps: tuple[str, ...]) -> Outcome:
        if value is not None:
            return Outcome.YES if value is True else Outcome.NO
        judged = missing and not gaps and self.common.findings.issuperset(missing)
        return Outcome.JUDGEMENT if judged else Outcome.UNKNOWN

    def _conclusion(self, decided: Decided, note: _Note) -> Assessment:
        document, name, common, absent = decided.document, decided.id, note.common, note.absent
        if absent is not None:
            return _not_in_force(common, absent)
        prefix = f"{name}="
        values = {rule: self.value(rule) for rule in note.codes}
        possible = [rule for rule, value in values.items() if value is not False]
        certain = [rule for rule, value in values.items() if value is True]
        open_rules = [rule for rule in possible if values[rule] is None]
        one_of = isinstance(document, Conclusion) and not document.elements
        by_elimination = one_of and len(possible) == 1 and document.otherwise is not None  # type: ignore[union-attr]  # `one_of` says so
        if by_elimination:
            certain, open_rules = possible, []
        waiting = [self.waiting(rule, None) for rule in open_rules]
        missing = tuple(dict.fromkeys(name for facts, _ in waiting for name in facts))
        gaps = tuple(dict.fromkeys(name for _, values in waiting for name in values))
        settled = None if open_rules else bool(possible)
        in_order: list[str] = [*document.codes] if isinstance(document, Conclusion) else []
        codes = sorted(
            (rule.removeprefix(prefix) for rule in possible),
            key=lambda code: (in_order.index(code) if code in in_order else 0, code),
        )
        outcome = self._outcome(settled, missing, gaps)
        return Assessment(
            **common,  # type: ignore[arg-type]  # fields by name
            outcome=outcome,
            missing=missing,
            gaps=gaps,
            codes=tuple(codes),
            certain=tuple(code for code in codes if f"{prefix}{code}" in certain),
            extra=self._extra(document) if settled and isinstance(document, Conclusion) else {},
            questions=self._questions(missing, note),
            deadlines=self._deadlines(document, common) if isinstance(document, Conclusion) else (),
            not_exact=self.not_exact(*open_rules),
            trace=functools.cache(lambda: self._all_of(decided, note.codes, ", ".join(codes))),
            **self._judging(name, outcome, missing, note),
        )

    # -- what findings lead to

    def _judging(self, name: str, outcome: Outcome, norms: tuple[str, ...], note: _Note) -> dict[str, Any]:
        """How to work out, when it is asked for, what the findings lead to that an outcome waits for."""
        if outcome is not Outcome.JUDGEMENT:
            return {}
        return {"judged": functools.cache(lambda: self._judged(name, norms, note))}

    def _judged(self, name: str, norms: tuple[str, ...], note: _Note) -> tuple[tuple[Judgement, ...], bool]:
        asked = [self._norm(one) for one in self._questions(norms, note)]
        decided = self.common.decided.get(name) or self.common.notions[name]
        return judged(asked, lambda found: self._found(found).assess(decided) if self._can_be(found) else None)

    def _norm(self, asked: Missing) -> Norm:
        of = self.pack.vocabulary[asked.name].type
        if isinstance(of, Boolean):
            return Norm(asked, of, None)
        return Norm(asked, of, exactly(self.snapshot, self.pack).cells(asked.name, self.snapshot.day))

    def _can_be(self, found: Mapping[str, Value]) -> bool:
        return not _closed({**self.closed.facts, **found}, self.common, self.snapshot.day).clashes

    def _found(self, found: Mapping[str, Value]) -> "_Assessor":
        """The same, when this is found too."""
        closed = _closed({**self.closed.facts, **found}, self.common, self.snapshot.day)
        settled = settler(COMPILED)(self.snapshot, closed.facts, self.snapshot.day)
        return _Assessor(self.client, self.pack, self.snapshot, self.common, closed, settled, self.exact)

    def _extra(self, document: Conclusion) -> Mapping[str, str]:
        for number, row in enumerate(document.rows, start=1):
            value = self.part(f"{document.id}/rij_{number}")
            if value is True:
                return row.extra
            if value is None:
                return {}
        return document.otherwise.extra if document.otherwise else {}

    def _all_of(self, decided: Decided, rules: tuple[str, ...], outcome: str) -> Step:
        """The trace of a conclusion: that of each of its codes."""
        return Step(
            rule=decided.id,
            text=decided.document.title,
            outcome=outcome,
            layer=decided.layer,
            source=decided.source,
            steps=tuple(self.step(rule) for rule in rules),
        )

    def _results(self, document: Voorziening) -> tuple[Result, ...]:
        """The results in force: a result can have a period of its own."""
        names = {f"{document.id}#{one.id}": one for one in document.results}
        return tuple(
            Result(
                id=one.id,
                title=one.title or one.id,
                unit=one.unit or "",
                value=_amount(one, self.evaluation.values[name]),
                missing=self.evaluation.undecided(name),
                gaps=self.evaluation.gaps(name),
                sources=self._sources(name),
            )
            for name, one in names.items()
            if name in self.snapshot.rules.rules
        )

    def _sources(self, name: str) -> tuple[Source, ...]:
        """What a result rests on: its own article, and those of the amounts and steps in it, each once."""
        if name in self.common.sources:
            return self.common.sources[name]
        rules = self.snapshot.rules.rules
        seen: dict[Source, None] = {}
        found: dict[str, None] = {}
        todo = [name]
        while todo:
            one = todo.pop()
            if one in found or one not in rules:
                continue
            found[one] = None
            seen.setdefault(rules[one].source)
            todo += [ref.name for ref in reversed(rules[one].refers_to)]
        return self.common.sources.setdefault(name, tuple(seen))

    def _deadlines(self, document: Voorziening | Conclusion, common: dict[str, object]) -> tuple[Due, ...]:
        """The dates that a document creates, as far as what they count from is known."""
        outer = common["source"]
        assert isinstance(outer, Source)  # noqa: S101 - made by `_noted`
        return tuple(
            Due(
                id=str(one.id),
                text=one.text,
                on=self._due(one),
                after=render(one.after),
                since=str(one.since),
                since_title=self.pack.vocabulary[one.since].title,
                repeats=render(one.every) if one.every is not None else "",
                source=one.source.onto(outer).on(self.snapshot.day) if one.source is not None else outer,
            )
            for one in document.deadlines
        )

    def _due(self, one: Deadline) -> date | None:
        anchor = self.closed.facts.get(one.since)
        if not isinstance(anchor, date):
            return None
        count, unit = one.after.value, one.after.unit
        assert isinstance(count, int)  # noqa: S101 - the checker proved it is a time
        assert unit is not None  # noqa: S101 - as above
        try:
            day = reached(unit, anchor, count)
            while one.every is not None and day < self.snapshot.day:
                count += one.every.value  # type: ignore[operator]  # as above
                day = reached(unit, anchor, count)
        except OverflowError:
            return None
        return day

    def _questions(self, names: tuple[str, ...], note: _Note) -> tuple[Missing, ...]:
        for name in names:
            if name not in note.asked:
                fact, condition = self.pack.vocabulary[name], note.deciding.get(name)
                note.asked[name] = Missing(
                    name=fact.name,
                    title=fact.title,
                    question=fact.question,
                    answered_by=(condition.decided_by if condition else "") or fact.answered_by,
                    finding=fact.kind is FactKind.FINDING,
                    after_advice_of=condition.advice_from if condition else "",
                )
        return tuple(note.asked[name] for name in names)

    def _assumptions(self, name: str) -> tuple[Assumed, ...]:
        day = self.snapshot.day
        return tuple(
            Assumed(id=one.id, text=one.text, source=source.on(day))
            for one, source in self.pack.assumptions
            if (not one.concerns or name in one.concerns) and one.validity.covers(day)
        )

    # -- traces ------------------------------------------------------------------

    def step(self, name: str, *, decisive: bool = True) -> Step:
        """The trace of one rule and of everything below it."""
        rule = self.snapshot.rules.rules[name]
        shape = self._shape(name)
        idle = self._idle(rule.expr)
        value = self.part(name)
        return Step(
            rule=name,
            text=rule.text,
            outcome=show(value, rule.type),
            role=rule.role,
            layer=rule.layer,
            source=rule.source,
            expression=shape.expression,
            place=shape.place,
            seen=tuple(self._seen(ref) for ref in shape.seen),
            steps=tuple(self.step(ref, decisive=ref not in idle) for ref in shape.below),
            decisive=decisive,
        )

    def _shape(self, name: str) -> _Shape:
        shapes = self.common.shapes
        if name not in shapes:
            rules = self.snapshot.rules.rules
            rule = rules[name]
            refs = tuple(dict.fromkeys(ref.name for ref in rule.refers_to))
            below = tuple(ref for ref in refs if ref in rules)
            shapes[name] = _Shape(
                below=below,
                seen=tuple(ref for ref in refs if ref not in rules),
                expression="" if below and len(below) == len(refs) else render(rule.expr),
                place=str(rule.span) if rule.span else "",
            )
        return shapes[name]

    def _idle(self, expr: Expr) -> frozenset[str]:
        """The rules in a list that another one in it has made idle."""
        if not isinstance(expr, And | Or):
            return frozenset()
        deciding = isinstance(expr, Or)  # what settles the list by itself
        values = {one: self.evaluation.value(one) for one in expr.operands}
        if deciding not in values.values():
            return frozenset()
        idle = [ref.name for one, value in values.items() if value is not deciding for ref in references(one)]
        counts = {ref.name for one, value in values.items() if value is deciding for ref in references(one)}
        return frozenset(idle) - counts

    def _seen(self, name: str) -> Seen:
        quantity = self.pack.versions.quantities.get(name)
        if quantity is not None:  # a gap: a parameter without a verified value
            return Seen(name=name, title=quantity.parameter.title, value=None)
        fact = self.pack.vocabulary[name]
        value = self.closed.facts.get(name)
        return Seen(
            name=name,
            title=fact.title,
            value=None if value is None else show(value, fact.type),
            because=self._because(name),
            source=self._grounds(name),
        )

    def _because(self, name: str) -> str:
        """What a fact follows from, in words, where it was not stated."""
        constraint = self.closed.because.get(name)
        if constraint is not None:
            return constraint.text.rstrip(".") or constraint.id
        follows_from = self.pack.vocabulary[name].follows_from
        if follows_from is None or name not in self.closed.facts or name in self.client.known():
            return ""
        return self.pack.vocabulary[follows_from[1]].title

    def _grounds(self, name: str) -> Source:
        constraint = self.closed.because.get(name)
        return constraint.source.on(self.snapshot.day) if constraint is not None else Source()


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


def _not_in_force(common: dict[str, object], reason: NotInForce | None) -> Assessment:
    step = Step(
        rule=str(common["id"]),
        text=str(common["title"]),
        outcome=Outcome.NO.value,
        layer=str(common["layer"]),
        source=common["source"],  # type: ignore[arg-type]  # as above
    )
    return Assessment(**common, outcome=Outcome.NO, reason=reason, trace=lambda: step)  # type: ignore[arg-type]  # as above


def _amount(of: Amount, value: Known | None) -> int | Decimal | None:
    """A result in its unit: whole numbers as they are, euros out of cents."""
    assert value is None or isinstance(value, int)  # noqa: S101 - the checker asks for whole numbers
    if value is None or of.unit is not Unit.EUROS:
        return value
    euros, cents = divmod(value, 100)
    return euros if cents == 0 else Decimal(value).scaleb(-2)
