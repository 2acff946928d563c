"""An interview: the answers that were given, and the next question."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from participatie.advice import Advice, advise
from participatie.advice.establishing import established
from participatie.client import Client
from participatie.diagnostics import PolicyError
from participatie.policy.pack import Pack
from participatie.profile import Reading
from participatie.questions.question import Form, Question, plain
from participatie.questions.standing import Inquiry, Standing
from participatie.values import Misfit, Value, typed
from participatie.vocabulary import refusal


def interview(
    client: Client,
    pack: Pack,
    *,
    on: date,
    goals: Iterable[str] | None = None,
    resume: Mapping[str, Any] | None = None,
) -> "Interview":
    """An interview with, or about, a client: which question settles most, and so on until nothing is left to ask.

    Args:
        client: what is known already.
        pack: whose outcomes are asked after.
        on: the reference date.
        goals: the ids of the outcomes to settle. Without it all provisions
            (*voorzieningen*); in a pack that has none, every outcome.
        resume: what :meth:`Interview.to_mapping` wrote of an earlier interview,
            to go on with it.

    Raises:
        TypeError: an argument is of another type.
        KeyError: the pack decides no such thing; with a suggestion.
        PolicyError: what is known contradicts itself, or what is resumed does not fit.

    >>> from participatie import catalog
    >>> talk = interview(Client(), catalog.load("heemskerk"), on=date(2018, 6, 1), goals=["participatieplaats"])
    >>> talk.next.fact, talk.next.answered_by
    ('trede', 'klantmanager')
    >>> talk = talk.answer("trede", 5)
    >>> talk.next, talk.advice["participatieplaats"].outcome.value
    (None, 'nee')
    """
    if not isinstance(client, Client):
        raise TypeError(f"interview() takes a Client first, not {type(client).__name__}")
    if not isinstance(pack, Pack):
        raise TypeError("interview() takes a pack second: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    if isinstance(goals, str):
        raise TypeError("goals= is a list of ids of outcomes, not one text")
    inquiry = Inquiry.of(pack, on, goals)
    facts = established(client, pack, on).facts
    standing = inquiry.standing(facts)
    talk = Interview(inquiry, client.known(), client.profiel.readings, standing=standing)
    return talk if resume is None else talk.resumed(resume)


#: The keys under which an interview is saved.
_SAVED = ("antwoorden", "overgeslagen")


@frozen(eq=False, repr=False)
class Interview:
    """What was asked and answered, and what is best asked next. It never changes: every step gives a new one.

    Made by :func:`interview`. What is wrong with an answer is an error, and the
    interview stays as it was. Iterating gives all questions that can matter now,
    best first.

    Attributes:
        answers: what was answered, by fact, in the order in which it was.
        skipped: the facts that nobody could answer; they are not asked again.
    """

    _inquiry: Inquiry
    _stated: Mapping[str, Value]
    _readings: Mapping[str, Reading]
    answers: Mapping[str, Value] = field(factory=dict)
    skipped: tuple[str, ...] = ()
    _standing: Standing = field(kw_only=True)
    #: What is made of this at most once.
    _made: dict[str, Any] = field(factory=dict, init=False)

    # -- questions

    @property
    def next(self) -> Question | None:
        """The question that is best asked now; ``None`` when nothing is left to ask."""
        ranked = self._ranked
        return self._inquiry.question(ranked[0], self._standing) if ranked else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question that can matter now, best first: plain facts, protected facts, judgements."""
        return tuple(self._inquiry.question(name, self._standing) for name in self._ranked)

    def __iter__(self) -> Iterator[Question]:
        return (self._inquiry.question(name, self._standing) for name in self._ranked)

    def forms(self) -> tuple[Form, ...]:
        """The questions that can matter now, by who can answer: what an application can hand out.

        Answers may come back in any order; those that no longer matter then do no harm.
        """
        grouped: dict[str, list[Question]] = {}
        for question in self.questions:
            grouped.setdefault(question.answered_by, []).append(question)
        return tuple(Form(who, tuple(questions)) for who, questions in grouped.items())

    @property
    def goals(self) -> tuple[str, ...]:
        """The ids of the outcomes that it is about."""
        return tuple(goal.id for goal in self._inquiry.goals)

    @property
    def open(self) -> tuple[str, ...]:
        """The goals that are not settled: there is something to ask, or something was skipped."""
        return tuple(self._standing.open)

    @property
    def not_exact(self) -> tuple[str, ...]:
        """The open goals of which it could not be decided exactly what can still matter: some of it may not."""
        return tuple(name for name, one in self._standing.open.items() if not one.exact)

    # -- answers

    def answer(self, fact: str, value: object) -> "Interview":
        """This interview with an answer, asked for or not.

        Args:
            fact: the name of a fact.
            value: as a client file states it: dates may be ISO text, sets any collection.

        Raises:
            KeyError: the pack knows no such fact; with a suggestion.
            ValueError: the fact is known already: :meth:`change` it.
            PolicyError: the value does not fit the fact, or contradicts what is known.
        """
        self._known(fact)
        if fact in self._stated:
            raise ValueError(f"{fact!r} is known already; change() it, or forget() it")
        return self._with(fact, value)

    def change(self, fact: str, value: object) -> "Interview":
        """This interview with another answer to a fact, also to one that was known beforehand.

        Raises:
            KeyError: the pack knows no such fact; with a suggestion.
            ValueError: it was not answered; what follows from other facts is changed there.
            PolicyError: as :meth:`answer`.
        """
        self._known(fact)
        if fact not in self._stated:
            raise ValueError(f"{fact!r} was not answered: answer() it")
        return self._with(fact, value)

    def forget(self, fact: str) -> "Interview":
        """This interview without an answer, or with a question that was skipped open again.

        Raises:
            KeyError: the pack knows no such fact; with a suggestion.
            ValueError: it was neither answered nor skipped.
        """
        self._known(fact)
        if fact not in self._stated and fact not in self.skipped:
            raise ValueError(f"{fact!r} was neither answered nor skipped")
        stated = {name: value for name, value in self._stated.items() if name != fact}
        answers = {name: value for name, value in self.answers.items() if name != fact}
        return self._moved(stated, answers, tuple(name for name in self.skipped if name != fact))

    def skip(self, fact: str) -> "Interview":
        """This interview without ever asking this: nobody knows. An answer that comes later is welcome.

        A date and the age that follows from it are one question. What matters
        only together with what was skipped is not asked either.

        Raises:
            KeyError: the pack knows no such fact; with a suggestion.
            ValueError: it is known.
        """
        self._known(fact)
        if fact in self._standing.facts:
            raise ValueError(f"{fact!r} is known; forget() it first")
        return self._moved(self._stated, self.answers, tuple(dict.fromkeys((*self.skipped, fact))))

    # -- what is known

    @property
    def client(self) -> Client:
        """The client, with everything that was answered."""
        if "client" not in self._made:
            self._made["client"] = self._client(self._stated, self.answers)
        client: Client = self._made["client"]
        return client

    @property
    def advice(self) -> Advice:
        """The exact advice on what is known now, on all outcomes of the pack."""
        if "advice" not in self._made:
            self._made["advice"] = advise(self.client, self._inquiry.pack, on=self._inquiry.on, exact=True)
        advice: Advice = self._made["advice"]
        return advice

    def to_mapping(self) -> dict[str, Any]:
        """What was answered and skipped, as plain values for JSON; what was known beforehand is left out."""
        answers = {name: plain(value) for name, value in self.answers.items()}
        return dict(zip(_SAVED, (answers, list(self.skipped)), strict=True))

    def resumed(self, saved: Mapping[str, Any]) -> "Interview":
        """This interview, with what :meth:`to_mapping` wrote of another one on top of it.

        Raises:
            TypeError: it is no such mapping.
            KeyError: a fact that was skipped does not exist; with a suggestion.
            PolicyError: an answer does not fit, or contradicts what is known.
        """
        words = self._inquiry.pack.vocabulary
        answers, skipped = (saved.get(key) if isinstance(saved, Mapping) else None for key in _SAVED)
        if not isinstance(answers, Mapping) or not isinstance(skipped, list | tuple):
            raise TypeError(f"resume= is what to_mapping() wrote: a mapping with {' and '.join(_SAVED)}")
        given = Client.from_mapping(answers, words=words).known()
        passed = dict.fromkeys(words[name].name for name in (*self.skipped, *skipped) if name not in given)
        return self._moved({**self._stated, **given}, {**self.answers, **given}, tuple(passed))

    def __repr__(self) -> str:
        return f"<Interview: {len(self.answers)} antwoorden, {len(self._ranked)} vragen, {len(self.open)} open>"

    # -- steps

    @property
    def _ranked(self) -> tuple[str, ...]:
        if "ranked" not in self._made:
            self._made["ranked"] = self._inquiry.ranked(self._standing)
        ranked: tuple[str, ...] = self._made["ranked"]
        return ranked

    def _known(self, fact: str) -> None:
        """Refuse what is no fact of the pack."""
        if not isinstance(fact, str):
            raise TypeError(f"a fact is given by its name, not by {type(fact).__name__}")
        self._inquiry.pack.vocabulary[fact]

    def _with(self, fact: str, value: object) -> "Interview":
        result = typed(value, self._inquiry.pack.vocabulary[fact].type)
        if isinstance(result, Misfit):
            raise PolicyError([refusal(fact, result)])
        answered = {name: one for name, one in self.answers.items() if name != fact}
        skipped = tuple(name for name in self.skipped if name not in self._inquiry.together(fact))
        return self._moved({**self._stated, fact: result}, {**answered, fact: result}, skipped)

    def _moved(
        self, stated: Mapping[str, Value], answers: Mapping[str, Value], skipped: tuple[str, ...]
    ) -> "Interview":
        inquiry = self._inquiry
        client = self._client(stated, answers)
        facts = established(client, inquiry.pack, inquiry.on).facts
        unanswered = frozenset(other for name in skipped for other in inquiry.together(name))
        standing = inquiry.standing(facts, unanswered, self._standing)
        return evolve(self, stated=stated, answers=answers, skipped=skipped, standing=standing)

    def _client(self, stated: Mapping[str, Value], answers: Mapping[str, Value]) -> Client:
        client = Client.from_mapping(stated, words=self._inquiry.pack.vocabulary)
        # A reading tells what a stated value rests on: once that was answered otherwise, it rests on the answer.
        readings = {name: one for name, one in self._readings.items() if name in stated and name not in answers}
        return evolve(client, profiel=evolve(client.profiel, readings=readings)) if readings else client
