"""A case driven in any order beside a model of it: a dictionary of facts, and a list of what was done."""

import contextlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from casefile.happenings import NAMES, OPENED, facts, pack
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from participatie import CaseFile, Client, PolicyError, advise
from participatie.casefile import Changed, Kind

#: From day to day, so that what comes later counts.
STEPS = st.integers(0, 20)
SOURCE = "balie"


class Machine(RuleBasedStateMachine):
    """Time goes on; what is told counts until something else is told, or it is withdrawn."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "dossier.jsonl"
        self.case = CaseFile(Client(leeftijd=20), pack(), on=OPENED)
        self.day = OPENED
        self.known: dict[str, Any] = {"leeftijd": 20}
        #: By day, what was known when it ended.
        self.then: dict[date, dict[str, Any]] = {}
        self.done: list[Kind] = [Kind.OPENED]
        self.told: list[Changed] = []
        self.saving = False
        self.erased = False
        self._watch()

    def _watch(self) -> None:
        self.case.subscribe(self.told.extend)

    def teardown(self) -> None:
        self.folder.cleanup()

    def _later(self, days: int) -> date:
        self.then[self.day] = dict(self.known)
        self.day += timedelta(days=days)
        return self.day

    @rule(told=facts(), days=STEPS, how=st.booleans())
    def tell(self, told: dict[str, Any], days: int, *, how: bool) -> None:
        on = self._later(days)
        events = self.case.tell(told, source=SOURCE, on=on) if how else self.case.tell(**told, source=SOURCE, on=on)
        assert [one.fact for one in events] == list(told)
        self.known |= told
        self.done += [Kind.TOLD] * len(told)

    @rule(told=facts(), days=STEPS)
    def correct(self, told: dict[str, Any], days: int) -> None:
        on = self._later(days)
        if told.keys() <= self.known.keys():
            self.case.correct(told, source=SOURCE, on=on)
            self.known |= told
            self.done += [Kind.CORRECTED] * len(told)
        else:
            with contextlib.suppress(ValueError):
                self.case.correct(told, source=SOURCE, on=on)
                raise AssertionError

    @rule(fact=st.sampled_from(NAMES), days=STEPS)
    def withdraw(self, fact: str, days: int) -> None:
        on = self._later(days)
        if fact in self.known:
            self.case.withdraw(fact, source=SOURCE, on=on)
            del self.known[fact]
            self.done.append(Kind.WITHDRAWN)
        else:
            with contextlib.suppress(ValueError):
                self.case.withdraw(fact, source=SOURCE, on=on)
                raise AssertionError

    @rule(value=st.booleans(), days=STEPS)
    def judge(self, value: bool, days: int) -> None:  # noqa: FBT001 - hypothesis calls it by name
        self.case.judge("norm", value, by="raad", because="gezien", on=self._later(days))
        self.known["norm"] = value
        self.done.append(Kind.JUDGED)
        assert self.case.judgements("norm")[-1].value is value

    @rule(days=STEPS)
    def hardship(self, days: int) -> None:
        on = self._later(days)
        before = self.case.advice(on=on)
        self.case.hardship("pas", by="raad", because="hard", on=on)
        assert self.case.advice(on=on) == before
        self.done.append(Kind.HARDSHIP)

    @precondition(lambda self: len(self.done) > 1)
    @rule(data=st.data(), days=STEPS)
    def erase(self, data: st.DataObject, days: int) -> None:
        """What is then known is left to the other properties: here, that nothing else changes."""
        number = data.draw(st.integers(1, len(self.done)))
        on = self._later(days)
        before = self.case.events
        try:
            self.case.erase(number, by="fg", because="verzoek", on=on)
        except ValueError:
            assert before[number - 1].erased or before[number - 1].kind is Kind.ERASED
            return
        self.done.append(Kind.ERASED)
        others = [one for one in self.case.events[:-1] if one.number not in {1, number}]
        assert others == [one for one in before if one.number not in {1, number}]
        self.known = dict(self.case.client.known())
        self.then.clear()

    @rule(how=st.sampled_from(["save", "autosave", "text"]))
    def save_and_load(self, how: str) -> None:
        if how == "text":
            again = CaseFile.from_jsonl(self.case.to_jsonl(), pack())
        else:
            getattr(self.case, how)(self.path)
            again = CaseFile.load(self.path, pack())
        assert again == self.case
        self.case.close()
        self.case = again
        self._watch()
        self.saving = False
        if how == "autosave":
            self.case.autosave(self.path)
            self.saving = True

    @rule()
    def close(self) -> None:
        text = self.case.to_jsonl()
        self.case.close()
        for change in (
            lambda: self.case.tell(a=True, source=SOURCE, on=self.day),
            lambda: self.case.erase(1, by="fg", because="verzoek", on=self.day),
            lambda: self.case.subscribe(print),
        ):
            with contextlib.suppress(ValueError):
                change()
                raise AssertionError
        assert self.case.to_jsonl() == text
        self.case = CaseFile.from_jsonl(text, pack())
        self._watch()
        self.saving = False

    @invariant()
    def it_states_what_was_told(self) -> None:
        assert self.case.client.known() == self.known
        assert [one.kind for one in self.case.events] == self.done
        assert not any(one.late for one in self.case.events)
        assert not self.saving or CaseFile.load(self.path, pack()) == self.case

    @invariant()
    def an_earlier_day_stays_what_it_was(self) -> None:
        for day, known in list(self.then.items())[-2:]:
            if day < self.day:
                assert self.case.at(day).client.known() == known

    @rule()
    def it_advises_on_what_was_told(self) -> None:
        try:
            given = advise(Client.from_mapping(self.known, words=pack().vocabulary), pack(), on=self.day)
        except PolicyError:
            assert self.case.contradictions(on=self.day)
        else:
            assert self.case.advice(on=self.day) == given

    @invariant()
    def who_follows_it_is_told_of_each_change_once(self) -> None:
        last: dict[str, Any] = {}
        for one in self.told:
            assert one.before != one.after
            assert last.get(one.id, one.before) == one.before
            last[one.id] = one.after


TestMachine = Machine.TestCase
TestMachine.settings = settings(stateful_step_count=20)  # each step may advise
