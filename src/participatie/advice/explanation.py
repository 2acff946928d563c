"""An assessment in words: what it says, on which conditions, articles and values.

One outline is made, and written out as text or Markdown. Everything that comes
from a pack or a client is escaped for where it goes.
"""

import functools
import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files as resources
from typing import Any

from attrs import evolve, frozen

from participatie.advice.advice import Advice
from participatie.advice.assessment import Assessment, Due, Finding, Missing, Result
from participatie.advice.outline import Line, write
from participatie.rules.trace import Seen, Step
from participatie.sources import Source, Status

LANGUAGES = ("nl", "en")


@functools.cache
def texts(lang: str) -> dict[str, Any]:
    """The words of the frame in one language.

    Raises:
        ValueError: there is no such language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang is one of {', '.join(LANGUAGES)}, not {lang!r}")
    text = (resources("participatie") / "data" / "teksten.toml").read_text("utf-8")
    words: dict[str, Any] = tomllib.loads(text)[lang]
    return words


def render(assessment: Assessment, *, lang: str = "nl", style: str = "text") -> str:
    """One assessment in words; see :meth:`Assessment.explain`."""
    words = texts(lang)
    if style == "json":
        from participatie.advice import serialise  # noqa: PLC0415 - cattrs costs; text never needs it

        return json.dumps(serialise.assessment(assessment), ensure_ascii=False, indent=2)
    lines = [*_Outline(words, lang).assessment(assessment), Line(0, words["advies"], apart=True)]
    return write(lines, style)


def render_all(advice: Advice, *, lang: str = "nl", style: str = "text") -> str:
    """All assessments in words; see :meth:`Advice.explain`."""
    words = texts(lang)
    if style == "json":
        return advice.to_json()
    outline = _Outline(words, lang)
    lines = [line for one in advice for line in outline.assessment(one)]
    return write([*lines, Line(0, words["advies"], apart=True)], style)


@frozen
class _Outline:
    """Makes the lines of an explanation in one language."""

    words: dict[str, Any]
    lang: str

    def assessment(self, one: Assessment) -> Iterator[Line]:
        words = self.words
        said = words.get(f"{one.kind.value}_{one.outcome.value}", words[one.outcome.value])
        yield Line(0, f"{one.title}: {said}", heading=1)
        if str(one.source):
            yield Line(0, self._source(one.source))
        yield Line(0, words["peildatum"].format(dag=self._day(one.on), pakket=one.layer))
        yield from self._reason(one)
        if one.certain:
            yield Line(0, f"{words['zeker']}: {', '.join(one.certain)}")
        if possible := [code for code in one.codes if code not in one.certain]:
            yield Line(0, f"{words['codes']}: {', '.join(possible)}")
        for name, value in one.extra.items():
            yield Line(0, f"{name}: {value}")
        if one.reason is None and one.why.steps:
            yield Line(0, words["voorwaarden"], heading=2)
            for step in one.why.steps:
                yield from self._step(step, 1, one.source)
        yield from self._section("nodig", map(self._question, one.questions))
        yield from self._section("oordelen", self._judgements(one))
        yield from self._results(one)
        yield from self._section("termijnen", map(self._due, one.deadlines))
        yield from self._section("bijzonderheden", map(self._particular, one.particulars.items()))
        yield from self._section("veronderstelt", (assumed.text for assumed in one.assumptions))
        notices = [str(words[f"opmerking_{notice.value}"]) for notice in one.notices]
        if one.gaps:
            notices.append(words["gaten"].format(namen=", ".join(one.gaps)))
        yield from self._section("let_op", notices)

    def _section(self, title: str, texts: Iterable[str]) -> Iterator[Line]:
        lines = list(texts)
        if lines:
            yield Line(0, self.words[title], heading=2)
            yield from (Line(1, text, mark="-") for text in lines)

    def _reason(self, one: Assessment) -> Iterator[Line]:
        reason = one.reason
        if reason is None:
            return
        if reason.until is not None:
            yield Line(0, self.words["niet_in_werking_tot"].format(dag=self._day(reason.until)))
        if reason.since is not None:
            yield Line(0, self.words["niet_in_werking_van"].format(dag=self._day(reason.since)))
        if reason.until is None and reason.since is None:
            yield Line(0, self.words["nooit_in_werking"])
        if reason.succeeded_by is not None:
            yield Line(0, self.words["opvolger"].format(naam=reason.succeeded_by))

    def _question(self, question: Missing) -> str:
        template = self.words["vaststelling" if question.finding else "vraag"]
        who = question.answered_by
        if question.after_advice_of:
            who = self.words["na_advies"].format(wie=who, van=question.after_advice_of)
        return str(template.format(vraag=question.question or question.title, wie=who))

    def _judgements(self, one: Assessment) -> Iterator[str]:
        for judgement in one.judgements:
            said = ", ".join(judgement.codes) or self.words.get(f"{one.kind.value}_{judgement.outcome.value}")
            found = "; ".join(map(self._finding, judgement.findings))
            yield self.words["oordeel_bij"].format(uitkomst=said or self.words[judgement.outcome.value], bij=found)
        if one.judgements_bounded:
            yield self.words["oordelen_meer"]

    def _finding(self, found: Finding) -> str:
        who = found.decided_by
        if found.after_advice_of:
            who = self.words["na_advies"].format(wie=who, van=found.after_advice_of)
        value = self.words.get(found.value, found.value)
        return str(self.words["oordeel_is"].format(titel=found.title, waarde=value, wie=who))

    def _due(self, due: Due) -> str:
        form = "termijn_onbekend" if due.on is None else "termijn"
        day = self._day(due.on) if due.on is not None else ""
        said = str(self.words[form].format(dag=day, na=due.after, vanaf=due.since_title, tekst=due.text))
        return f"{said} ({self.words['termijn_daarna'].format(elke=due.repeats)})" if due.repeats else said

    def _particular(self, stated: tuple[str, str]) -> str:
        key, value = stated
        template = self.words.get(f"bij_{key}_{value}") or self.words[f"bij_{key}"]
        return str(template.format(waarde=value.replace("_", " ")))

    def _results(self, one: Assessment) -> Iterator[Line]:
        if one.stated:
            yield Line(0, self.words["gevolgen"], heading=2)
        for result in one.stated:
            yield Line(1, self._result(result), mark="-")
            yield from (Line(2, self._source(source)) for source in result.sources if source != one.source)

    def _result(self, result: Result) -> str:
        if result.value is not None:
            value = f"{self._number(result.value)} {result.unit}".strip()
        elif result.gaps:
            value = self.words["geen_waarde"]
        else:
            value = self.words["onbekend"]
        return f"{result.title} ({result.id}): {value}"

    def _number(self, value: int | Decimal) -> str:
        """A number as it is written in this language: cents are two digits."""
        text = f"{value:.2f}" if isinstance(value, Decimal) else str(value)
        return text.replace(".", self.words["decimaal"])

    def _step(self, step: Step, depth: int, above: Source) -> Iterator[Line]:
        step = _merged(step)
        # What a document leaves without words is called by its id; names made here mean nothing to a reader.
        own = step.expression if "/" not in step.expression else ""
        text = step.text or own or step.rule.rpartition("/")[2].replace("_", " ")
        if step.role:
            text = f"{self.words[step.role]}: {text[:1].lower()}{text[1:]}"
        said = f"{text} {self._said(step)}"
        if not step.decisive:
            said = f"{said} ({self.words['telt_niet_mee']})"
        yield Line(depth, said, mark=self._mark(step))
        if (step.source != above and str(step.source)) or step.source.note:
            yield Line(depth + 1, self._source(step.source))
        for seen in step.seen:
            yield Line(depth + 1, self._seen(seen))
        for below in step.steps:
            yield from self._step(below, depth + 1, step.source)

    def _said(self, step: Step) -> str:
        outcome = self.words.get(step.outcome, step.outcome)
        ways = {
            ("tenzij", "ja"): "staat_in_de_weg",
            ("tenzij", "nee"): "staat_niet_in_de_weg",
            ("behalve", "ja"): "uitzondering_geldt",
            ("behalve", "nee"): "uitzondering_geldt_niet",
        }
        way = ways.get((step.role, step.outcome))
        return f"[{outcome}: {self.words[way]}]" if way else f"[{outcome}]"

    def _mark(self, step: Step) -> str:
        if step.outcome not in {"ja", "nee"}:
            return "?" if step.outcome == "onbekend" else "="
        return "+" if (step.outcome == "ja") is (step.role != "tenzij") else "x"

    def _seen(self, seen: Seen) -> str:
        value = "onbekend" if seen.value is None else seen.value
        because = f" ({self.words['volgt_uit'].format(feit=seen.because)})" if seen.because else ""
        colon = "" if seen.title.endswith("?") else ":"
        return f"{seen.title}{colon} {self.words.get(value, value)}{because}"

    def _source(self, source: Source) -> str:
        text = str(source)
        if source.status is not Status.VERIFIED:
            text = f"{text} ({self.words[source.status.value]})"
        return f"{text}. {source.note}" if source.note else text

    def _day(self, day: date) -> str:
        return f"{day.day} {self.words['maanden'][day.month - 1]} {day.year}"


def _merged(step: Step) -> Step:
    """A condition with exceptions, shown as one: the bare rule carries the same words."""
    bare = next((below for below in step.steps if below.rule == f"{step.rule}/regel"), None)
    if bare is None:
        return step
    others = tuple(below for below in step.steps if below is not bare)
    return evolve(step, seen=bare.seen, steps=(*bare.steps, *others))
