"""What a case adds to the explanation of an outcome: the events behind the facts, judgements and decisions."""

import functools
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files as resources

from attrs import frozen

from participatie.advice import Assessment, explanation
from participatie.advice.outline import Line, write
from participatie.casefile.events import Event, Kind
from participatie.casefile.grounds import Answer, Grounds
from participatie.casefile.state import State
from participatie.policy.pack import Pack
from participatie.values import Value, show


@functools.cache
def _texts(lang: str) -> dict[str, str]:
    text = (resources("participatie.casefile") / "teksten.toml").read_text("utf-8")
    words: dict[str, str] = tomllib.loads(text)[lang]
    return words


@frozen
class Origins:
    """Where the facts of a case come from, in one language."""

    pack: Pack
    events: Sequence[Event]
    state: State
    lang: str

    def explain(self, name: str, said: Answer) -> str:
        """The text of an assessment, and the events behind the facts that it looked at."""
        one = said.advice[name]
        frame = one.explain(lang=self.lang)
        lines = tuple(self._lines(one, said))
        return f"{frame}\n{write(lines, 'text')}" if lines else frame

    def _lines(self, one: Assessment, said: Answer) -> Iterator[Line]:
        words = _texts(self.lang)
        seen = {fact.name for step in one.why.walk() for fact in step.seen} | {*one.missing}
        grounds = Grounds.of(said.client, self.pack, one.on).stated(seen)
        stated = [name for name in self.state.stated_by if name in seen or name in grounds]
        judged = [event for event in self.events if event.kind is Kind.JUDGED and event.fact in seen]
        decided = [event for event in self.events if event.kind is Kind.HARDSHIP and event.fact == one.id]
        title = {name: self.pack.vocabulary[name].title for name in {*stated, *(event.fact for event in judged)}}
        numbered = {event.number: event for event in self.events}
        behind = {name: self._said(numbered[self.state.stated_by[name]]) for name in stated}
        parts = {
            "feiten": [words["feit"].format(feit=title[name], gebeurtenis=behind[name]) for name in stated],
            "oordelen": [
                words["oordeel"].format(
                    feit=title[event.fact], waarde=self._value(event), gebeurtenis=self._said(event)
                )
                for event in judged
            ],
            "hardheid": [self._said(event) for event in decided],
            "tegenspraken": [found.message(self.lang) for found in said.contradictions],
        }
        for part, texts in parts.items():
            if texts:
                yield Line(0, words[part], heading=2)
                yield from (Line(1, text, mark="-") for text in texts)

    def _value(self, event: Event) -> str:
        value: Value = event.value  # type: ignore[assignment]  # of one fact
        shown = show(value, self.pack.vocabulary[event.fact].type)
        return str(explanation.texts(self.lang).get(shown, shown))

    def _said(self, event: Event) -> str:
        words = _texts(self.lang)
        months = explanation.texts(self.lang)["maanden"]
        day = f"{event.on.day} {months[event.on.month - 1]} {event.on.year}"
        said = words["gebeurtenis"].format(nummer=event.number, dag=day, soort=event.kind.value)
        if event.source:
            said = words["bron"].format(gebeurtenis=said, bron=event.source)
        if event.by:
            said = words["door"].format(gebeurtenis=said, door=event.by, omdat=event.because)
        return words["laat"].format(gebeurtenis=said) if event.late else said
