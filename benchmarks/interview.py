"""Prints what the next question costs, and how many are asked: on `heemskerk`, and on invented towns.

Run it from a checkout: ``python benchmarks/interview.py``, or with fewer intakes than 10,000 (of every outcome a tenth):
``python benchmarks/interview.py 200``. Somebody is drawn at random, of whom everything is known; the interview begins
with nothing, and he answers what is asked. Every question is held against exact answers that are worked out anew,
and at the end every goal against the reference. What is timed is one step, on the processor: the answer taken in, and
the next question found.
"""

import functools
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import repeat
from typing import Any

from attrs import define, field

from participatie import Client, Interview, Pack, catalog, interview
from participatie.advice.settling import exactly, settler
from participatie.analysis.consistent import Facts
from participatie.engines import COMPILED
from participatie.engines.evaluate import evaluate
from participatie.engines.exact import Exact
from participatie.policy.voorziening import Kind
from participatie.rules.render import render
from participatie.testing.town import DAY, Town, town
from participatie.values import Boolean, Code, CodeSet, Date, Number, Type, Value

ON = date(2018, 6, 1)
INTAKES, CITIZENS, TOWNS = 10_000, 40, 10
#: What an interview leaves behind.
FOUND = ("times", "asked", "skipped", "irrelevant", "wrong")
#: So many processes share the intakes, and take so many at a time.
PROCESSES, CHUNK = 2, 100
#: So often another value is drawn where one contradicts what is known.
_TRIES = 4


@define(slots=False)
class Held:
    """Interviews that were held, and what was found.

    Args:
        pack: what they are about.
        on: the reference date.
        goals: the outcomes.
    """

    pack: Pack
    on: date
    goals: tuple[str, ...]
    times: list[float] = field(factory=list, init=False)
    asked: list[int] = field(factory=list, init=False)
    skipped: list[int] = field(factory=list, init=False)
    irrelevant: list[str] = field(factory=list, init=False)
    wrong: list[str] = field(factory=list, init=False)
    _below: dict[str, list[str]] = field(factory=dict, init=False)

    @functools.cached_property
    def _words(self) -> Facts:
        return Facts.of(self.pack, self.on)

    @functools.cached_property
    def _exact(self) -> Exact:
        return exactly(self.pack.on(self.on), self.pack)

    @property
    def facts(self) -> int:
        """How many facts the rules of the goals look at."""
        return len({name for goal in self.goals for rule in self._rules(goal) for name in self._exact.asked(rule)})

    def hold(self, truth: Mapping[str, Value]) -> None:
        """One interview, with somebody of whom this is known."""
        talk = self._timed(lambda: interview(Client(), self.pack, on=self.on, goals=self.goals))
        asked = 0
        while (question := talk.next) is not None:
            asked += 1
            self._check(talk, question.fact, question.outcomes)
            name = question.fact
            if name in truth:
                talk = self._timed(lambda talk=talk, name=name: talk.answer(name, truth[name]))
            else:
                talk = self._timed(lambda talk=talk, name=name: talk.skip(name))
        self.asked.append(asked)
        self.skipped.append(len(talk.skipped))
        self._compare(talk, truth)

    def add(self, more: Mapping[str, list[Any]]) -> None:
        """What was found in other interviews."""
        for name in FOUND:
            getattr(self, name).extend(more[name])

    def _timed(self, step: Callable[[], Interview]) -> Interview:
        start = time.process_time()
        talk = step()
        _ = talk.next
        self.times.append(time.process_time() - start)
        return talk

    def _check(self, talk: Interview, fact: str, outcomes: Iterable[str]) -> None:
        """That the first outcome that is said to hang on a fact is open, and misses it, by exact answers made anew."""
        closed = self._words.closed(talk.client.known())
        assert closed is not None
        answers = self._exact.settle(settler(COMPILED)(self.pack.on(self.on), closed.facts, self.on).evaluation())
        goal = next(iter(outcomes))
        if not any(fact in answers[rule].missing for rule in self._rules(goal)):
            self.irrelevant.append(fact)

    def _compare(self, talk: Interview, truth: Mapping[str, Value]) -> None:
        """That every goal is what the reference says of somebody of whom everything is known."""
        values = evaluate(self.pack.on(self.on).rules, truth, self.on).values
        found = evaluate(self.pack.on(self.on).rules, talk._standing.facts, self.on).values
        for goal in self.goals:
            rules = self._rules(goal)
            settled = goal not in talk.open
            differs = any(found[rule] not in {None, values[rule]} for rule in rules)
            if differs or (not settled and not talk.skipped):
                self.wrong.append(goal)

    def _rules(self, goal: str) -> list[str]:
        if goal not in self._below:
            rules = self.pack.on(self.on).rules.rules
            self._below[goal] = [rule for rule in rules if rule == goal or rule.startswith(f"{goal}=")]
        return self._below[goal]

    def row(self, what: str) -> str:
        """The figures, as a row of the table."""
        median, share = statistics.median(self.asked), statistics.median(self.asked) / self.facts
        low, high = _ms(self.times)
        return (
            f"| {what} | {len(self.goals)} | {self.facts} | {len(self.asked):,} | {median:g} | {share:.0%} |"
            f" {max(self.asked)} | {len(self.irrelevant)} | {len(self.wrong)} | {low:.1f} | {high:.1f} | {max(self.times) * 1e3:.1f} |"
        )


def main(intakes: int) -> None:
    """Measure, and print Markdown."""
    print(f"CPython {platform.python_version()}, {platform.machine()}\n")
    print(
        "| rules | goals | facts | intakes | questions, median | of the facts | most | irrelevant | wrong at the end |"
        " next question, ms, p50 | p95 | most |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    pack = catalog.load("heemskerk")
    decisions = pack.on(ON).decisions
    provisions = [name for name, one in decisions.items() if one.document.kind is Kind.PROVISION]
    every = [name for name, one in decisions.items() if one.document.kind is not Kind.NOTION]
    of_all = ("`heemskerk`, all provisions", provisions, intakes), ("`heemskerk`, every outcome", every, intakes // 10)
    for what, goals, number in of_all:
        held = Held(pack, ON, tuple(goals))
        with ProcessPoolExecutor(PROCESSES) as pool:
            for more in pool.map(of_heemskerk, repeat(tuple(goals)), range(0, number, CHUNK), repeat(number)):
                held.add(more)
        print(held.row(what), flush=True)
    times: list[float] = []
    shares: list[float] = []
    for seed in range(TOWNS):
        made = town(seed)
        held = Held(pack_of(made), DAY, tuple(made.rules.rules))
        for citizen in range(CITIZENS):
            held.hold(made.citizen(citizen, 1.0))
        times += held.times
        shares += [one / held.facts for one in held.asked]
        print(held.row(f"town {seed}"), flush=True)
    low, high = _ms(times)
    print(f"\nall towns: p50 {low:.1f} ms, p95 {high:.1f} ms, median {statistics.median(shares):.0%} of the facts")


def of_heemskerk(goals: tuple[str, ...], first: int, number: int) -> dict[str, list[Any]]:
    """Some of the interviews about `heemskerk`, in a process of its own."""
    held = Held(catalog.load("heemskerk"), ON, goals)
    for seed in range(first, min(first + CHUNK, number)):
        held.hold(drawn(held.pack, ON, seed))
    return {name: getattr(held, name) for name in FOUND}


def _ms(times: Sequence[float]) -> tuple[float, float]:
    return statistics.median(times) * 1e3, statistics.quantiles(times, n=20)[-1] * 1e3


def drawn(pack: Pack, on: date, seed: int) -> Mapping[str, Value]:
    """Somebody whom the pack allows and of whom everything is known that its rules look at."""
    draw = random.Random(seed)  # noqa: S311 - nobody's secret
    facts = Facts.of(pack, on)
    names = list(pack.on(on).rules.inputs)
    draw.shuffle(names)
    known: Mapping[str, Value] = {}
    for name in names:
        for _ in range(_TRIES if name not in known else 0):
            closed = facts.closed({**known, name: value(draw, facts.inputs[name], on)})
            if closed is not None:
                known = closed.facts
                break
    return known


def value(draw: random.Random, of: Type, on: date) -> Value:
    """Any value of a type; a day in the last eighty years."""
    match of:
        case Number(_, low, high):
            return draw.randint(low, high)
        case Code(codes):
            return draw.choice(codes or ("Heemskerk", "Velsen"))
        case CodeSet(codes):
            return frozenset(code for code in codes or () if draw.random() < 0.3)
        case Date():
            return date.fromordinal(on.toordinal() - draw.randint(0, 80 * 365))
        case Boolean():
            return draw.random() < 0.5
        case _:
            return "iets"


def pack_of(made: Town) -> Pack:
    """A town as the pack that it would be: a provision for each rule."""
    facts = "\n".join(f"  {name}: {{titel: {name}, vraag: {name}?, {_type(of)}}}" for name, of in made.scope.items())
    ties = "\n".join(
        f"  - {{id: {one.id}, tekst: {one.id}, als: {render(one.condition)!r},"
        f" dan: {{{', '.join(f'{name}: {_said(value)}' for name, value in one.consequences.items())}}}}}"
        for one in made.constraints
    )
    provisions = [
        f"voorziening: {name}\ntitel: {name}\nbron: {{artikel: {number}}}\nals: {render(rule.expr)}\n"
        for number, (name, rule) in enumerate(made.rules.rules.items(), start=1)
    ]
    head = "pakket: stad\ntitel: Stad\nbron: {regeling: Verordening van de stad}\n"
    return catalog.parse(head, f"gegevens:\n{facts}\n", f"verbanden:\n{ties}\n", *provisions)


def _said(value: Value) -> str:
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)


def _type(of: Type) -> str:
    match of:
        case Number(unit, low, high):
            return f"type: getal, bereik: [{low}, {high}]{f', eenheid: {unit}' if unit else ''}"
        case Code(codes) | CodeSet(codes):
            return f"type: {'code' if isinstance(of, Code) else 'codes'}, codes: [{', '.join(codes or ())}]"
        case Date():
            return "type: datum"
        case _:
            return "type: ja_nee"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else INTAKES)
