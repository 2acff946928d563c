"""Why not, and what would have to change, in words."""

import functools
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files as resources
from typing import Any

from attrs import frozen

from participatie.advice import Assessment, Outcome
from participatie.advice.explanation import texts
from participatie.advice.outline import Line, write
from participatie.change.moves import Range, other
from participatie.change.reasons import Ground, WhyNot
from participatie.change.results import Answer, Block, Move, Passing, Way, Ways
from participatie.sources import Source, Status
from participatie.values import Code, Date, Number, Value, show
from participatie.vocabulary import Change, Fact, Kind


@functools.cache
def _words(lang: str) -> dict[str, Any]:
    outer = texts(lang)
    own = tomllib.loads((resources("participatie") / "data" / "verandering.toml").read_text("utf-8"))
    return {**outer, **own[lang]}


def why_not(found: WhyNot, *, lang: str, style: str) -> str:
    """The reasons in words; see :meth:`WhyNot.explain`."""
    frame = _Frame(_words(lang))
    return write([*frame.why_not(found), Line(0, frame.say("advies"), apart=True)], style)


def ways(found: Ways, *, lang: str, style: str) -> str:
    """The ways in words; see :meth:`Ways.explain`."""
    frame = _Frame(_words(lang))
    return write([*frame.ways(found), Line(0, frame.say("advies"), apart=True)], style)


#: Of the conditions that one is part of, so many are named: the nearest.
_NEAREST = 2


@frozen
class _Frame:
    words: dict[str, Any]

    def say(self, form: str, **parts: object) -> str:
        return str(self.words[form]).format_map(parts)

    def _head(self, form: str, one: Assessment, code: str, outcome: Outcome) -> Iterator[Line]:
        title = self.say("code_kop", titel=one.title, code=code) if code else one.title
        yield Line(0, self.say(form, titel=title), heading=1)
        if str(one.source):
            yield Line(0, self._source(one.source))
        yield Line(0, self.say("peildatum", dag=self._day(one.on), pakket=one.layer))
        yield Line(0, self.say("nu", uitkomst=self._outcome(one, outcome)))
        reason = one.reason
        if reason is not None:
            if reason.until is not None:
                yield Line(0, self.say("niet_in_werking_tot", dag=self._day(reason.until)))
            if reason.since is not None:
                yield Line(0, self.say("niet_in_werking_van", dag=self._day(reason.since)))
            if reason.until is None and reason.since is None:
                yield Line(0, self.say("nooit_in_werking"))
            if reason.succeeded_by is not None:
                yield Line(0, self.say("opvolger", naam=reason.succeeded_by))

    def _outcome(self, one: Assessment, outcome: Outcome) -> str:
        return str(self.words.get(f"{one.kind.value}_{outcome.value}", self.words[outcome.value]))

    # -- why not -------------------------------------------------------------------

    def why_not(self, found: WhyNot) -> Iterator[Line]:
        yield from self._head("waarom_kop", found.assessment, found.code, found.outcome)
        if found.outcome is Outcome.YES:
            yield Line(0, self.say("is_ja"), apart=True)
        if found.sets:
            yield Line(0, self.say("genoeg_een" if len(found.sets) == 1 else "genoeg_meer"), heading=2)
        for grounds in found.sets:
            if len(grounds) > 1:
                yield Line(1, self.say("samen"), mark="x")
            for ground in grounds:
                yield from self._ground(ground, 1 if len(grounds) == 1 else 2, found.assessment)
        if found.more:
            yield Line(0, self.say("meer_redenen"), apart=True)
        if found.outcome in {Outcome.UNKNOWN, Outcome.JUDGEMENT}:
            yield Line(0, self.say("hoe_ook" if found.whatever else "geen_nee"), apart=True)
        if found.failing:
            yield Line(0, self.say("telt_tegen"), heading=2)
        for ground in found.failing:
            yield from self._ground(ground, 1, found.assessment)
        if found.outcome in {Outcome.UNKNOWN, Outcome.JUDGEMENT} and found.assessment.questions:
            yield Line(0, self.say("nodig"), heading=2)
            for question in found.assessment.questions:
                form = "vaststelling" if question.finding else "vraag"
                asked = question.question or question.title
                yield Line(1, self.say(form, vraag=asked, wie=question.answered_by), mark="?")

    def _ground(self, ground: Ground, depth: int, outer: Assessment) -> Iterator[Line]:
        step = ground.step
        text = step.text or step.expression or step.rule.rpartition("/")[2].replace("_", " ")
        if ground.role:
            text = f"{self.say(ground.role)}: {text[:1].lower()}{text[1:]}"
        yield Line(depth, f"{text} [{self._said(ground)}]", mark="x")
        within = [one.rstrip(".") for one in ground.under if one != outer.title][-_NEAREST:]
        if within:
            yield Line(depth + 1, self.say("onderdeel", teksten="; ".join(within)))
        if str(step.source):
            yield Line(depth + 1, self._source(step.source))
        for seen in step.seen:
            value = self.words.get(seen.value, seen.value) if seen.value is not None else self.say("onbekend")
            because = f" ({self.say('volgt_uit', feit=seen.because)})" if seen.because else ""
            colon = "" if seen.title.endswith("?") else ":"
            yield Line(depth + 1, f"{seen.title}{colon} {value}{because}")
        if step.place:
            yield Line(depth + 1, self.say("regel", plaats=step.place))

    def _said(self, ground: Ground) -> str:
        outcome = self.say(ground.step.outcome)
        ways = {
            ("tenzij", True): "staat_in_de_weg",
            ("behalve", True): "uitzondering_geldt",
            ("behalve", False): "uitzondering_geldt_niet",
            ("", True): "sluit_uit",
        }
        form = ways.get((ground.role, ground.holds))
        return f"{outcome}: {self.say(form)}" if form else outcome

    # -- what would have to change -----------------------------------------------------

    def ways(self, found: Ways) -> Iterator[Line]:
        now = found.outcome
        yield from self._head("manieren_kop", found.assessment, found.code, now)
        for number, way in enumerate(found.ways, start=1):
            yield from self._way(way, number, found)
        if not found.ways:
            form = "geen_manier" if found.exact else "geen_manier_onzeker"
            yield Line(0, self.say(form, dag=self._day(found.until), aantal=found.most), apart=True)
        if found.blocks:
            yield Line(0, self.say("staat_vast"), heading=2)
        for blocks in found.blocks:
            if len(blocks) > 1:
                yield Line(1, self.say("samen"), mark="x")
            for block in blocks:
                yield Line(1 if len(blocks) == 1 else 2, self._block(block), mark="x")
        notes = []
        if any(way.moves or way.on > found.on for way in found.ways):
            notes.append(self.say("verder_gelijk"))
        if found.larger:
            notes.append(self.say("groter", aantal=found.most))
        if not found.exact:
            notes.append(self.say("niet_alles"))
        if notes:
            yield Line(0, self.say("let_op"), heading=2)
            yield from (Line(1, note, mark="-") for note in notes)

    def _way(self, way: Way, number: int, found: Ways) -> Iterator[Line]:
        waits = way.on > found.on
        if not way.moves and not waits:
            if way.outcome is Outcome.YES:
                yield Line(0, self.say("al_ja"), apart=True)
                return
            yield Line(0, self.say("niets"), heading=2)
        else:
            yield Line(0, self.say("manier", nummer=number), heading=2)
        if waits:
            yield Line(1, self.say("vanaf" if way.moves else "vanaf_wachten", dag=self._day(way.on)), mark="-")
            yield from (Line(2, self._passing(one), mark="-") for one in way.passing)
            if way.law:
                yield Line(2, self.say("recht"), mark="-")
        elif way.moves:
            yield Line(1, self.say("meteen"), mark="-")
        yield from (Line(1, self._move(one), mark="-") for one in way.moves)
        said = self._outcome(way.assessment, way.outcome)
        if way.answers:
            changed = bool(way.moves) or waits
            yield Line(1, self.say("dan_blijkt" if changed else "wordt_ja", uitkomst=said), mark="-")
            yield from (Line(2, self._answer(one), mark="?") for one in way.answers)
        else:
            yield Line(1, self.say("dan" if way.proved else "niet_bewezen", uitkomst=said), mark="-")

    def _move(self, move: Move) -> str:
        fact, parts = move.fact, []
        if len(move.steps) > 1:
            parts.append(self.say("stappen", stappen=", ".join(self._value(one, fact) for one in move.steps)))
        if fact.concerns == "aanbod":
            parts.append(self.say("van_aanbod"))
        enough = self._ranges(move.enough, fact)
        values = {"titel": fact.title, "van": self._value(move.before, fact), "naar": self._value(move.value, fact)}
        form = "verandert" if enough == values["naar"] else "verandert_bereik"
        said = self.say(form, bereik=enough, **values)
        return f"{said}; {'; '.join(parts)}" if parts else said

    def _passing(self, one: Passing) -> str:
        counts = one.fact.change is Change.WITH_TIME
        value = self._value(one.value, one.fact)
        said = self.say("tijd" if counts else "tijd_sinds", titel=one.fact.title, waarde=value)
        return said if one.dated else f"{said} ({self.say('uiterlijk')})"

    def _answer(self, one: Answer) -> str:
        form = "blijkt_oordeel" if one.fact.kind is Kind.FINDING else "blijkt"
        who = one.fact.answered_by
        title = one.fact.title if one.fact.title.endswith("?") else f"{one.fact.title}:"
        return self.say(form, titel=title, bereik=self._ranges(one.enough, one.fact), wie=who)

    def _block(self, one: Block) -> str:
        who = one.fact.answered_by if one.fact.kind is Kind.FINDING else one.fact.concerns
        reason = self.say(f"houdt_{one.why.value}", wie=who)
        return self.say("is_vast", titel=one.fact.title, waarde=self._value(one.value, one.fact), reden=reason)

    # -- values ----------------------------------------------------------------------

    def _ranges(self, ranges: Sequence[Range], fact: Fact) -> str:
        return self.say("of").join(self._range(one, fact) for one in ranges)

    def _range(self, one: Range, fact: Fact) -> str:
        of = fact.type
        if one.low == one.high or not isinstance(of, Number | Date):
            return self._value(one.low, fact)
        first, last = (of.low, of.high) if isinstance(of, Number) else (date.min, date.max)
        low, high = self._value(one.low, fact), self._value(one.high, fact)
        least, most = ("minstens", "hoogstens") if isinstance(of, Number) else ("op_of_na", "uiterlijk_op")
        if one.high == last:
            return self.say("elke") if one.low == first else self.say(least, waarde=low)
        return self.say(most, waarde=high) if one.low == first else self.say("tot_en_met", van=low, tot=high)

    def _value(self, value: Value, fact: Fact) -> str:
        if isinstance(value, date):
            return self._day(value)
        if isinstance(fact.type, Code) and fact.type.codes is None and str(value).rstrip("_") == other(()):
            return self.say("iets_anders")
        said = show(value, fact.type)
        return str(self.words[said]) if isinstance(value, bool) else said

    def _source(self, source: Source) -> str:
        text = str(source)
        if source.status is not Status.VERIFIED:
            text = f"{text} ({self.say(source.status.value)})"
        return f"{text}. {source.note}" if source.note else text

    def _day(self, day: date) -> str:
        return f"{day.day} {self.words['maanden'][day.month - 1]} {day.year}"
