"""A case: facts about one client that arrive over time, and what they meant on each day."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from participatie.advice import Advice
from participatie.advice.advising import advise_with
from participatie.advice.settling import settler
from participatie.casefile import arguments, store
from participatie.casefile.due import DueDate, due_dates
from participatie.casefile.erasing import erased
from participatie.casefile.events import Event, Kind, in_effect
from participatie.casefile.explained import Origins
from participatie.casefile.followers import Callback, Followers
from participatie.casefile.grounds import Answer, answer
from participatie.casefile.history import Change, Clock, Standing, changes
from participatie.casefile.state import State, replay
from participatie.casefile.store import Packs, Stored, Written
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError
from participatie.engines import available
from participatie.journey import Journey
from participatie.policy.pack import Pack
from participatie.vocabulary import Kind as FactKind


class CaseFile:
    """The events of one case, in the order in which they were written down. All else follows from them.

    Facts that contradict each other are kept; an advice leaves them out as
    unknown, and :meth:`contradictions` names them. One case may be used by
    several threads; a callback must not wait for another thread that uses it.

    Args:
        client: what is known at the opening.
        pack: the rules, of :func:`participatie.catalog.load`.
        on: the day of the opening.
        engine: what settles outcomes; without it ``durable`` where that works,
            see :func:`participatie.engines.available`, and ``compiled`` elsewhere.

    Raises:
        TypeError: an argument is of another type.
        ValueError: there is no such engine.
        UnsupportedError: the engine does not work here.
        PolicyError: the pack does not know a local fact of the client.

    >>> from participatie import CaseFile, Client, catalog
    >>> day = date(2018, 6, 1)
    >>> with CaseFile(Client(leeftijd=26), catalog.load("heemskerk"), on=day) as case:
    ...     case.correct(leeftijd=27, source="paspoort", on=date(2018, 6, 4))
    (<Event 2 gecorrigeerd leeftijd op 2018-06-04>,)
    >>> [change.after.outcome.value for change in case.history("participatieplaats")]
    ['nee', 'onbekend']
    """

    def __init__(self, client: Client, pack: Pack, *, on: date, engine: str | None = None) -> None:
        if not isinstance(client, Client):
            raise TypeError(f"CaseFile() takes a Client first, not {type(client).__name__}")
        if not isinstance(pack, Pack):
            raise TypeError("CaseFile() takes a pack second: catalog.load('heemskerk')")
        opening = Event(number=1, kind=Kind.OPENED, on=arguments.day(on), value=store.opening(client, pack))
        self._begin(pack, (), engine)
        self._add([opening])

    def _begin(self, pack: Pack, events: tuple[Event, ...], engine: str | None) -> None:
        self.pack = pack
        self.engine = available()[-1] if engine is None else engine
        self._settle = settler(self.engine)
        self._lock = threading.RLock()
        self._events = events
        self._size = sum(len(store.line(event).encode()) for event in events)
        self._closed = ""
        #: Of a case as it was known on a day: the whole case, and which of its events those were.
        self._whole: tuple[CaseFile, frozenset[int]] | None = None
        self._replayed: State | None = None
        self._file: Written | None = None
        self._followers = Followers(self._standings)

    # -- what happened -----------------------------------------------------------------

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was written down, in that order."""
        if self._whole is None:
            return self._events
        case, numbers = self._whole
        return tuple(event for event in case.events if event.number in numbers)

    @property
    def on(self) -> date:
        """The day of the opening."""
        return self.events[0].on

    def tell(
        self, facts: Mapping[str, Any] | None = None, /, *, source: str, on: date, **more: Any
    ) -> tuple[Event, ...]:
        """Write down facts: an event for each. A fact that was told before may have changed.

        Args:
            facts: by name, where they are in a mapping; else as keywords.
            source: where they come from.
            on: the day for which they are written down.
            more: facts by name.

        Returns:
            the events, in the order of the facts.

        Raises:
            TypeError, ValueError: the call is wrong; a fact that is not known any more is withdrawn.
            PolicyError: a name is unknown or a value does not fit; then nothing is written down.
        """
        with self._lock:
            self._open()
            known = arguments.facts_of("tell", facts, more, self.pack.vocabulary)
            return self._append(
                [{"kind": Kind.TOLD, "fact": name, "value": value} for name, value in known.items()],
                **arguments.told(source, on),
            )

    def correct(
        self, facts: Mapping[str, Any] | None = None, /, *, source: str, on: date, **more: Any
    ) -> tuple[Event, ...]:
        """Write down that facts were wrong, and what they are; the arguments are those of :meth:`tell`.

        Raises:
            ValueError: the case does not state a fact now.
            PolicyError: as for :meth:`tell`.
        """
        with self._lock:
            self._open()
            known = arguments.facts_of("correct", facts, more, self.pack.vocabulary)
            return self._append(
                [
                    {"kind": Kind.CORRECTED, "fact": name, "value": value, "corrects": self._stating(name, "correct")}
                    for name, value in known.items()
                ],
                **arguments.told(source, on),
            )

    def withdraw(self, fact: str, *, source: str, on: date) -> Event:
        """Write down that a fact is not known after all.

        Raises:
            ValueError: the case does not state the fact now.
            PolicyError: there is no such fact.
        """
        with self._lock:
            self._open()
            arguments.known_fact(fact, self.pack.vocabulary)
            stating = self._stating(fact, "withdraw")
            change = {"kind": Kind.WITHDRAWN, "fact": fact, "corrects": stating}
            return self._append([change], **arguments.told(source, on))[0]

    def judge(self, norm: str, value: Any, *, by: str, because: str, on: date) -> Event:
        """Write down what a person found of an open norm. An earlier judgement stays beside it.

        Args:
            norm: the name of a finding (*vaststelling*).
            value: what was found.
            by: who judged.
            because: on which grounds.
            on: the day of the judgement.

        Raises:
            ValueError: it is a fact to tell, or a decision on hardship.
            PolicyError: the norm is unknown or the value does not fit.
        """
        with self._lock:
            self._open()
            if norm == Kind.HARDSHIP and norm not in self.pack.vocabulary:
                raise ValueError(
                    "a decision on hardship concerns an outcome: use hardship(outcome_id, by=, because=, on=)"
                )
            arguments.known_fact(norm, self.pack.vocabulary)
            if self.pack.vocabulary[norm].kind is not FactKind.FINDING:
                raise ValueError(f"{norm!r} is a fact, not a finding: use tell({norm}=..., source=, on=)")
            known = arguments.facts_of("judge", {norm: value}, {}, self.pack.vocabulary)
            change = {"kind": Kind.JUDGED, "fact": norm, "value": known[norm]}
            return self._append([change], **arguments.decided(by, because, on))[0]

    def hardship(self, outcome_id: str, *, by: str, because: str, on: date) -> Event:
        """Write down a decision of a named person beside an outcome, which stays what it is.

        Raises:
            KeyError: there is no such outcome.
        """
        with self._lock:
            self._open()
            self._outcome(outcome_id)
            change = {"kind": Kind.HARDSHIP, "fact": outcome_id}
            return self._append([change], **arguments.decided(by, because, on))[0]

    def attach(self, journey: Journey, *, source: str, on: date) -> Event:
        """Keep a journey of the client with the case. It changes no fact; a later one takes its place.

        Args:
            journey: what the client went through.
            source: where it comes from.
            on: the day for which it is written down.
        """
        with self._lock:
            self._open()
            if not isinstance(journey, Journey):
                raise TypeError(f"attach() takes a Journey, not {type(journey).__name__}")
            change = {"kind": Kind.JOURNEY, "value": journey.to_mapping()}
            return self._append([change], **arguments.told(source, on))[0]

    @property
    def journey(self) -> Journey | None:
        """The journey of the client, as it was last attached."""
        with self._lock:
            kept = [one for _, one in in_effect(self.events) if one.kind is Kind.JOURNEY and not one.erased]
            return Journey.from_mapping(store.plain(kept[-1].value)) if kept else None

    def erase(self, number: int, *, by: str, because: str, on: date, fact: str | None = None) -> Event:
        """Take what an event says out of the case, for good. Its number, kind and day remain.

        An erased fact counts no more, and one told before it may count again. An
        erased correction or withdrawal still takes away what it was about.

        Args:
            number: of the event.
            by: who decided.
            because: on which grounds; not what was erased.
            on: the day of the decision.
            fact: one fact of the opening; all of them without it.

        Returns:
            the event that says so.

        Raises:
            KeyError: there is no such event, or the opening does not hold the fact.
            ValueError: the event was erased already, or is itself about an erasure.
        """
        with self._lock:
            self._open()
            event = self._numbered(number)
            if event.erased or event.kind is Kind.ERASED:
                raise ValueError(f"event {number} holds nothing that can be erased")
            if fact is not None and event.kind is not Kind.OPENED:
                raise ValueError("fact= is for the opening, which holds several")
            said = arguments.decided(by, because, on)
            change = {"kind": Kind.ERASED, "corrects": number}
            return self._append([change], replacing=erased(self._events, event, fact), **said)[0]

    # -- what follows from it ------------------------------------------------------------

    @property
    def client(self) -> Client:
        """The client as the case now has it, contradictions included."""
        with self._lock:
            return self._state().client(self.pack.vocabulary)

    def advice(self, *, on: date) -> Advice:
        """What all events together give on a reference date; for what was known on a day, ``at(day).advice(on=day)``.

        Raises:
            PolicyError: the pack was not written for that day.
        """
        with self._lock:
            return self._answer(arguments.day(on)).advice

    def contradictions(self, *, on: date) -> tuple[Diagnostic, ...]:
        """What does not go together on a reference date; the advice takes the facts on both sides for unknown."""
        with self._lock:
            return self._answer(arguments.day(on)).contradictions

    def at(self, day: date) -> "CaseFile":
        """The case with the events of up to ``day`` only, to be read and not changed.

        Raises:
            ValueError: the case was not open yet.
        """
        with self._lock:
            if arguments.day(day) < self.on:
                raise ValueError(f"the case was opened on {self.on}, after {day}")
            known = CaseFile.__new__(CaseFile)
            known._begin(self.pack, (), self.engine)  # noqa: SLF001 - of this very class
            known._whole = self, frozenset(event.number for event in self.events if event.on <= day)  # noqa: SLF001 - as above
            known._closed = f"this is the case as it was known on {day}: change the case itself"  # noqa: SLF001 - as above
            return known

    def judgements(self, norm: str) -> tuple[Event, ...]:
        """The judgements on an open norm, the one that counts last.

        Raises:
            KeyError: there is no such fact.
        """
        with self._lock:
            name = self.pack.vocabulary[norm].name
            return tuple(one for _, one in in_effect(self.events) if one.kind is Kind.JUDGED and one.fact == name)

    def hardships(self, outcome_id: str | None = None) -> tuple[Event, ...]:
        """The decisions on hardship, of one outcome or of all.

        Raises:
            KeyError: there is no such outcome.
        """
        with self._lock:
            if outcome_id is not None:
                self._outcome(outcome_id)
            decided = (one for one in self.events if one.kind is Kind.HARDSHIP and not one.erased)
            return tuple(one for one in decided if outcome_id in {None, one.fact})

    def history(self, outcome_id: str, until: date | None = None) -> tuple[Change, ...]:
        """How an outcome went, from the opening on, as it was known on each day.

        Args:
            outcome_id: such as ``participatieplaats``.
            until: the last day; that of the last event without it.

        Raises:
            KeyError: there is no such outcome.
            ValueError: ``until`` lies before the opening.
            PolicyError: the pack was not written for a day in between.
        """
        with self._lock:
            self._outcome(outcome_id)
            last = self._latest() if until is None else arguments.day(until)
            if last < self.on:
                raise ValueError(f"the case was opened on {self.on}, after {last}")
            clock = Clock.of(self.pack, outcome_id, self.on, last)

            def standing(events: Sequence[Event], day: date) -> Standing:
                return Standing.of(self._answer(day, self._state(events)).advice[outcome_id])

            def moments(events: Sequence[Event], after: date, upto: date) -> Iterable[date]:
                return clock.moments(self._state(events), after, upto)

            return tuple(changes(self.events, self.on, last, standing, moments))

    def due(self, on: date) -> tuple[DueDate, ...]:
        """The dates that rules create for what is not a no, by day; what has no day comes last.

        Args:
            on: the reference date.
        """
        with self._lock:
            said = self._answer(arguments.day(on))
            return due_dates(said.advice, self.pack, said.client.known())

    def explain(self, outcome_id: str, *, on: date, lang: str = "nl") -> str:
        """An outcome in words, with the events behind its facts, the judgements on its norms and hardship.

        Raises:
            KeyError: there is no such outcome.
            ValueError: an unknown language.
        """
        with self._lock:
            self._outcome(outcome_id)
            said = self._answer(arguments.day(on))
            events = tuple(event for _, event in in_effect(self.events))
            return Origins(self.pack, events, self._state(), lang).explain(outcome_id, said)

    # -- who follows it ----------------------------------------------------------------

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Tell ``callback`` after each event which outcomes have changed; no call when none has.

        Outcomes are followed on the day of the last event. A callback may tell
        facts itself: what that changes is delivered after what is being delivered.

        Returns:
            a function that ends it.
        """
        if not callable(callback):
            raise TypeError("subscribe() takes something to call")
        with self._lock:
            self._open()
            key = self._followers.add(callback, self._events)

        def unsubscribe() -> None:
            with self._lock:
                self._followers.remove(key)

        return unsubscribe

    # -- where it is kept ----------------------------------------------------------------

    def to_jsonl(self) -> str:
        """The case as JSON lines: a header, and a line per event.

        Raises:
            ValueError: it is the case as it was known on a day.
        """
        with self._lock:
            if self._whole is not None:
                raise ValueError(self._closed)
            return store.header(self.pack, self.on) + "".join(map(store.line, self._events))

    @classmethod
    def from_jsonl(cls, text: str, packs: Packs, *, engine: str | None = None) -> "CaseFile":
        """The case that :meth:`to_jsonl` wrote.

        Args:
            text: the JSON lines.
            packs: one or several, among which is the one that the case is kept by.
            engine: as for the case itself.

        Raises:
            PolicyError: with the first line that is wrong; or no pack is the one of this case.
        """
        return cls._sound(store.parse(text.encode("utf-8", "surrogatepass"), packs, "dossier.jsonl"), engine)

    def save(self, path: str | Path) -> None:
        """Put the case in the place of the file at ``path``, wholly or not at all; only the owner can read it."""
        with self._lock:
            self._write(Path(path))

    def autosave(self, path: str | Path) -> None:
        """Save the case, and from now on each event with it, before anyone is told.

        An event that cannot be written is not kept either, and its call raises
        ``OSError``; so does one that finds the file changed by somebody else.
        """
        with self._lock:
            self._open()
            self._file = self._write(Path(path))

    @classmethod
    def load(cls, path: str | Path, packs: Packs, *, engine: str | None = None) -> "CaseFile":
        """The case in the file at ``path``; see :meth:`from_jsonl`."""
        return cls._sound(store.read(path, packs), engine)

    @classmethod
    def salvage(
        cls, path: str | Path, packs: Packs, *, engine: str | None = None
    ) -> "tuple[CaseFile, tuple[Diagnostic, ...]]":
        """What stands before the first damaged line of a file, and what is wrong there. The file stays as it is.

        Raises:
            PolicyError: not even the opening can be read.
        """
        stored = store.read(path, packs)
        return cls._of(stored, engine), stored.found

    def close(self) -> None:
        """End the case: it can be read, but not changed."""
        with self._lock:
            self._closed = self._closed or "this case is closed"
            self._followers.clear()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CaseFile):
            return NotImplemented
        mine, theirs = ((one.pack.id, one.pack.digest, one.events) for one in (self, other))
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __repr__(self) -> str:
        return f"<CaseFile {self.pack.id} vanaf {self.on}: {len(self.events)} gebeurtenissen>"

    # -- within --------------------------------------------------------------------------

    def _advise(self, client: Client, on: date) -> Advice:
        """The advice about ``client``: every advice of the case is given here."""
        return advise_with(client, self.pack, on, self._settle)

    def _answer(self, on: date, state: State | None = None) -> Answer:
        return answer(state or self._state(), self.pack, on, self._advise)

    def _state(self, events: Sequence[Event] | None = None) -> State:
        events = self.events if events is None else events
        if self._whole is not None or events is not self._events:
            return replay(events, self.pack.vocabulary)
        if self._replayed is None:
            self._replayed = replay(self._events, self.pack.vocabulary)
        return self._replayed

    def _latest(self) -> date:
        return max(event.on for event in self.events)

    def _open(self) -> None:
        if self._closed:
            raise ValueError(self._closed)

    def _stating(self, fact: str, call: str) -> int:
        """The number of the event that states a fact now."""
        number = self._state().stated_by.get(fact)
        if number is None:
            raise ValueError(f"the case does not state {fact!r} now, so there is nothing to {call}")
        return number

    def _outcome(self, name: str) -> None:
        if not isinstance(name, str):
            raise TypeError(f"an outcome is named by its id, not {type(name).__name__}")
        if name not in self.pack.decisions:
            raise KeyError(arguments.close_to(name, self.pack.decisions))

    def _numbered(self, number: int) -> Event:
        if type(number) is not int:
            raise TypeError(f"an event has a whole number, not {type(number).__name__}")
        if not 0 < number <= len(self._events):
            raise KeyError(f"{number}; there are events 1 to {len(self._events)}")
        return self._events[number - 1]

    def _append(
        self, given: Sequence[Mapping[str, Any]], *, replacing: tuple[Event, ...] | None = None, **shared: Any
    ) -> tuple[Event, ...]:
        latest = self._latest()
        first = len(self._events) + 1
        events = [
            Event(number=number, late=shared["on"] < latest, **one, **shared)
            for number, one in enumerate(given, start=first)
        ]
        self._add(events, replacing)
        return tuple(events)

    def _add(self, events: Sequence[Event], replacing: tuple[Event, ...] | None = None) -> None:
        """Keep events, write them to the file, and tell who follows the case."""
        lines = [store.line(event).encode() for event in events]
        self._bound(events, lines)
        before = self._events if replacing is None else replacing
        if self._file is not None:
            if replacing is None:
                self._file = store.append(self._file, b"".join(lines))
            else:
                said = "".join(map(store.line, (*before, *events)))
                self._file = store.replace(self._file, store.header(self.pack, self.on) + said)
        if replacing is not None:
            self._size = sum(len(store.line(event).encode()) for event in before)
        self._size += sum(map(len, lines))
        self._events, self._replayed = (*before, *events), None
        self._followers.tell(self._events, len(events))

    def _bound(self, events: Sequence[Event], lines: Sequence[bytes]) -> None:
        """What could not be read again is not kept; erasing has as much room once more."""
        room = 2 if events[0].kind is Kind.ERASED else 1
        size = self._size + sum(map(len, lines))
        if len(self._events) + len(events) > room * store.MAX_EVENTS or size > room * store.MAX_SIZE:
            raise ValueError("this case is full: open another one with its client")
        if max(map(len, lines)) > store.MAX_LINE:
            raise ValueError(f"an event takes at most {store.MAX_LINE} bytes")

    def _write(self, path: Path) -> Written:
        return store.write(path, self.to_jsonl())

    @classmethod
    def _sound(cls, stored: Stored, engine: str | None) -> "CaseFile":
        if stored.found:
            raise PolicyError(stored.found)
        return cls._of(stored, engine)

    @classmethod
    def _of(cls, stored: Stored, engine: str | None) -> "CaseFile":
        case = cls.__new__(cls)
        case._begin(stored.pack, stored.events, engine)  # noqa: SLF001 - of this very class
        return case

    def _standings(self, events: Sequence[Event]) -> dict[str, Standing] | None:
        """What each outcome is after these events, on the day of the last."""
        on = max(event.on for event in events)
        try:
            return {one.id: Standing.of(one) for one in self._answer(on, self._state(events)).advice}
        except PolicyError:  # no advice on that day: who asks for one is told why
            return None
