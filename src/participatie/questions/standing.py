"""What is open for some goals on some facts, and which question comes first."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import field, frozen

from participatie.advice.noting import deciding
from participatie.advice.settling import compiled, exactly
from participatie.diagnostics import Diagnostic, PolicyError, nearest
from participatie.engines.evaluate import Evaluation
from participatie.engines.exact import Answers, Exact
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind, Voorziening
from participatie.questions.question import Question
from participatie.rules.expr import references
from participatie.sources import Source
from participatie.values import Value
from participatie.vocabulary import Kind as FactKind

#: More decimals of an expectation than this are noise of adding it up.
_DECIMALS = 9


@frozen(eq=False)
class Goal:
    """An outcome that the interview is about.

    Args:
        id: such as ``participatieplaats``.
        rules: what decides it: one rule, or one for each code of a conclusion.
        one_of: whether exactly one of the codes holds, so that the last one left holds.
    """

    id: str
    rules: tuple[str, ...]
    one_of: bool


@frozen(eq=False)
class Waiting:
    """What one open goal waits for.

    Args:
        missing: the facts that can still settle it, without those that nobody can answer.
        promise: how likely the answer to each of them settles a rule of it.
        exact: whether ``missing`` is exactly that.
    """

    missing: tuple[str, ...]
    promise: Mapping[str, float]
    exact: bool


@frozen(eq=False)
class Standing:
    """What is open when some facts are known.

    Args:
        facts: what is known, with what follows from it.
        values: what the reference says of each rule.
        open: what each goal that is not settled waits for, by id.
        unanswered: the facts that nobody can answer.
    """

    facts: Mapping[str, Value]
    values: Mapping[str, object]
    open: Mapping[str, Waiting]
    unanswered: frozenset[str]

    def covers(self, facts: Mapping[str, Value], unanswered: frozenset[str]) -> bool:
        """Whether these are the same facts, and perhaps more."""
        return self.unanswered <= unanswered and all(facts.get(name) == value for name, value in self.facts.items())


@frozen(eq=False)
class Inquiry:
    """The goals of an interview, and the rules behind them on a day."""

    pack: Pack
    on: date
    snapshot: Snapshot
    exact: Exact
    goals: tuple[Goal, ...]
    _depends: dict[str, frozenset[str]] = field(factory=dict, init=False)
    _below: dict[str, tuple[str, ...]] = field(factory=dict, init=False)

    @classmethod
    def of(cls, pack: Pack, on: date, goals: Iterable[str] | None) -> "Inquiry":
        """The inquiry after some outcomes; after all provisions when none are named.

        Raises:
            KeyError: the pack decides no such thing; with a suggestion.
        """
        snapshot = pack.on(on)
        absent = {name: decided for name, (decided, _) in snapshot.absent.items()}
        known = {**absent, **snapshot.decisions}
        wanted = tuple(dict.fromkeys(_default(known) if goals is None else goals))
        for name in wanted:
            if name not in known:
                near = nearest(name, known) if isinstance(name, str) else None
                raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)
        rules = snapshot.rules.rules
        made = tuple(_goal(known[name], tuple(rules), in_force=name not in absent) for name in wanted)
        return cls(pack, on, snapshot, exactly(snapshot, pack), made)

    # -- what is open

    def standing(
        self, facts: Mapping[str, Value], unanswered: frozenset[str] = frozenset(), before: Standing | None = None
    ) -> Standing:
        """What is open on these facts.

        Args:
            facts: what is known, with what follows from it.
            unanswered: the facts that nobody can answer.
            before: what was open on other facts; where those were fewer, what has not changed since is taken over.

        Raises:
            PolicyError: the facts cannot be true together.
        """
        answers = compiled(self.snapshot).settle(facts, self.on)
        values = answers.values()
        evaluation = Evaluation(self.snapshot.rules, facts, self.on, values, {**facts, **values}, answers)
        exact = self.exact.settle(evaluation)
        self._refuse(exact.impossible(), facts)
        if before is None or not before.covers(facts, unanswered):
            found = {goal.id: self._waiting(goal, exact, unanswered) for goal in self.goals}
        else:
            changed = (facts.keys() - before.facts.keys()) | (unanswered - before.unanswered)
            found = {
                goal.id: before.open[goal.id]
                if changed.isdisjoint(self.depends(goal))
                else self._waiting(goal, exact, unanswered)
                for goal in self.goals
                if goal.id in before.open  # what is settled stays settled
            }
        return Standing(facts, values, {name: one for name, one in found.items() if one is not None}, unanswered)

    def depends(self, goal: Goal) -> frozenset[str]:
        """The facts on which a goal can depend."""
        if goal.id not in self._depends:
            self._depends[goal.id] = frozenset().union(*(self.exact.depends(rule, self.on) for rule in goal.rules))
        return self._depends[goal.id]

    def _waiting(self, goal: Goal, exact: Answers, unanswered: Collection[str]) -> Waiting | None:
        possible = [rule for rule in goal.rules if exact[rule].value is not False]
        still = [rule for rule in possible if exact[rule].value is None]
        if not still or (goal.one_of and len(possible) == 1):
            return None
        missing = dict.fromkeys(name for rule in still for name in exact.missing_beside(rule, unanswered))
        promise: dict[str, float] = {}
        for rule in still:
            for name, share in exact.promise(rule).items():
                promise[name] = promise.get(name, 0.0) + share / len(still)
        return Waiting(tuple(missing), promise, all(exact[rule].exact for rule in still))

    def _refuse(self, groups: Mapping[frozenset[str], bool], facts: Mapping[str, Value]) -> None:
        """An error for facts that cannot be true together, though no two of them clash."""
        found = []
        for names, always in groups.items():
            ties = [one.id for one in self.exact.constraints if not names.isdisjoint(one.consequences)]
            arguments = {"verbanden": ", ".join(ties)}
            if not always:
                arguments["namen"] = ", ".join(sorted(names & facts.keys()))
            found.append(Diagnostic("verbanden_onmogelijk" if always else "samen_onmogelijk", None, arguments))
        if found:
            raise PolicyError(found)

    # -- what to ask first

    def ranked(self, standing: Standing) -> tuple[str, ...]:
        """The facts that can still matter, best first.

        Plain facts come before protected ones, and facts before judgements. Among
        those, the one that is expected to settle the most goals; then the one that
        most goals wait for; then in the order of the documents.
        """
        promise: dict[str, float] = {}
        waiting: dict[str, int] = {}
        for one in standing.open.values():
            for name in one.missing:
                promise[name] = promise.get(name, 0.0) + one.promise.get(name, 0.0)
                waiting[name] = waiting.get(name, 0) + 1
        words = self.pack.vocabulary
        # A counter follows from its date: where a rule looks at both, the date answers both.
        twice = {name for name in waiting if (date_of := self.date_of(name)) in waiting and date_of}
        places = {name: place for place, name in enumerate(waiting)}

        def rank(name: str) -> tuple[bool, bool, float, int, int]:
            fact = words[name]
            expected = round(promise[name], _DECIMALS)
            return fact.kind is FactKind.FINDING, bool(fact.protected), -expected, -waiting[name], places[name]

        return tuple(sorted(waiting.keys() - twice, key=rank))

    def date_of(self, name: str) -> str:
        """The date from which a counter follows; empty for other facts."""
        follows = self.pack.vocabulary[name].follows_from
        return follows[1] if follows else ""

    def together(self, name: str) -> frozenset[str]:
        """The facts that one question settles: a date, and what is counted from it."""
        start = self.date_of(name) or name
        return frozenset({start, *(other for other in self.pack.vocabulary if self.date_of(other) == start)})

    # -- how to ask it

    def question(self, name: str, standing: Standing) -> Question:
        """The question after a fact that can still matter."""
        fact = self.pack.vocabulary[name]
        asks = frozenset({name}) if fact.follows_from else self.together(name)
        outcomes = tuple(goal for goal, one in standing.open.items() if not asks.isdisjoint(one.missing))
        decides = self._decides(name, outcomes)
        return Question(
            fact=name,
            text=fact.question or fact.title,
            title=fact.title,
            type=fact.type,
            answered_by=decides[0] or fact.answered_by,
            after_advice_of=decides[1],
            concerns=fact.concerns,
            judgement=fact.kind is FactKind.FINDING,
            protected=fact.protected,
            or_date=self.date_of(name),
            outcomes=outcomes,
            sources=self._sources(asks, outcomes, standing),
        )

    def _decides(self, name: str, outcomes: Iterable[str]) -> tuple[str, str]:
        """Who decides about a fact and after whose advice, where a document says so."""
        for outcome in outcomes:
            document = self.snapshot.decisions[outcome].document
            if isinstance(document, Voorziening) and (condition := deciding(document).get(name)) is not None:
                return condition.decided_by or "", condition.advice_from or ""
        return "", ""

    def _sources(self, asks: frozenset[str], outcomes: Iterable[str], standing: Standing) -> tuple[Source, ...]:
        """The articles of the open rules that look at a fact, and of what ties it to a fact that they look at."""
        rules = self.snapshot.rules.rules
        found: dict[str, Source] = {}
        tied = False
        goals = {goal.id: goal for goal in self.goals}
        for outcome in outcomes:
            looking = [
                rules[below].source
                for rule in goals[outcome].rules
                for below in self._rules_below(rule)
                if standing.values[below] is None and any(ref.name in asks for ref in rules[below].refers_to)
            ]
            tied = tied or not looking
            for source in looking:
                found.setdefault(str(source), source)
        for one in self.pack.constraints if tied else ():
            if asks & (one.consequences.keys() | {ref.name for ref in references(one.condition)}):
                source = one.source.on(self.on)
                found.setdefault(str(source), source)
        return tuple(source for said, source in found.items() if said)

    def _rules_below(self, name: str) -> tuple[str, ...]:
        """A rule and every rule below it, each once."""
        if name not in self._below:
            rules = self.snapshot.rules.rules
            found: dict[str, None] = {name: None}
            for ref in rules[name].refers_to:
                if ref.name in rules:
                    found |= dict.fromkeys(self._rules_below(ref.name))
            self._below[name] = tuple(found)
        return self._below[name]


def _default(known: Mapping[str, Decided]) -> tuple[str, ...]:
    """All provisions; where a pack has none, every outcome but its notions."""
    kinds = {name: decided.document.kind for name, decided in known.items()}
    provisions = tuple(name for name, kind in kinds.items() if kind is Kind.PROVISION)
    return provisions or tuple(name for name, kind in kinds.items() if kind is not Kind.NOTION)


def _goal(decided: Decided, rules: Collection[str], *, in_force: bool) -> Goal:
    document, name = decided.document, decided.id
    if isinstance(document, Voorziening):
        return Goal(name, (name,) if name in rules else (), one_of=False)
    one_of = isinstance(document, Conclusion) and not document.elements and document.otherwise is not None
    codes = tuple(rule for rule in rules if rule.startswith(f"{name}=")) if in_force else ()
    return Goal(name, codes, one_of)
