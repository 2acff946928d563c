"""What is found when asking what would have to change: ways, and what stands in theirs."""

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from participatie.advice import Assessment, Outcome, advise
from participatie.change.moves import Hold, Range
from participatie.client import Client
from participatie.diagnostics import nearest
from participatie.policy.documents import Conclusion
from participatie.policy.pack import Pack
from participatie.values import Value
from participatie.vocabulary import Fact


@frozen(kw_only=True)
class Move:
    """A fact that changes.

    Args:
        fact: which, with its metadata.
        before: the value that it has.
        value: the nearest value that is enough.
        enough: all values that are, as ranges.
        steps: for what goes in steps, the values on the way to it, ``value`` last.
    """

    fact: Fact
    before: Value
    value: Value
    enough: tuple[Range, ...]
    steps: tuple[Value, ...] = ()

    @property
    def name(self) -> str:
        """The name of the fact."""
        return self.fact.name


@frozen(kw_only=True)
class Passing:
    """What the passing of time does to a fact.

    Args:
        fact: an age or a counter, or the date from which time is counted.
        value: what it is on that day.
        dated: whether that day is exact: the date from which it counts is known. Where only the
            number was stated, the day is the last on which it can happen.
    """

    fact: Fact
    value: Value
    dated: bool


@frozen(kw_only=True)
class Answer:
    """An unknown fact, and how it has to turn out.

    Args:
        fact: which.
        value: an answer that is enough.
        enough: all answers that are, the others as they are.
    """

    fact: Fact
    value: Value
    enough: tuple[Range, ...]


@frozen(kw_only=True)
class Way:
    """A smallest set of changes after which the outcome is no longer a no, and can be a yes.

    Args:
        on: the first day on which these changes are enough.
        moves: the facts that change.
        passing: what has to happen by itself until that day, if it is a later one.
        law: whether the rules have to change too, as they will on that day.
        outcome: what :func:`participatie.advise` says on that day of the client with these changes: a yes; a
            judgement where only findings are still open; unknown where facts are.
        answers: a smallest set of answers about what is unknown that makes it a yes; empty where it is one.
        assessment: the assessment with these changes.
        proved: whether the answers were given to ``advise`` and made it a yes.
    """

    on: date
    moves: tuple[Move, ...]
    passing: tuple[Passing, ...] = ()
    law: bool = False
    outcome: Outcome
    answers: tuple[Answer, ...] = ()
    assessment: Assessment = field(repr=False)
    proved: bool = True


@frozen(kw_only=True)
class Block:
    """A fact that would have to be other, and why that is no proposal."""

    fact: Fact
    value: Value
    why: Hold


@frozen(kw_only=True)
class Ways:
    """What would have to change for an outcome to be within reach.

    Iterates over the ways, those that are possible first, first.

    Args:
        assessment: the outcome as it is.
        code: of a conclusion, which code was asked for.
        ways: every smallest way; of two ways none changes the same facts and more, and is not earlier.
        blocks: where there is no way: what would have to be other and cannot, each set by itself enough.
        on: the reference date.
        until: the last day that was looked at.
        most: how many facts may change at once.
        larger: whether there may be ways in which more facts change.
        exact: whether the ways are all there are within these bounds.
    """

    assessment: Assessment
    code: str = ""
    ways: tuple[Way, ...]
    blocks: tuple[tuple[Block, ...], ...] = ()
    on: date
    until: date
    most: int
    larger: bool = False
    exact: bool = True

    @property
    def outcome(self) -> Outcome:
        """What the outcome is now, or that of the code that was asked for."""
        return says(self.assessment, self.code)

    def __iter__(self) -> Iterator[Way]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def __getitem__(self, number: int) -> Way:
        return self.ways[number]

    def __repr__(self) -> str:
        return f"<Ways {self.assessment.id} op {self.on}: {len(self.ways)}>"

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """The ways in words.

        Args:
            lang: ``nl`` or ``en`` for the frame; rules and facts are Dutch.
            style: ``text`` or ``markdown``.

        Raises:
            ValueError: an unknown language or style.
        """
        from participatie.change import words  # noqa: PLC0415 - it renders this very class

        return words.ways(self, lang=lang, style=style)


def says(one: Assessment, code: str) -> Outcome:
    """What an assessment says, of a code where one is asked for."""
    if not code:
        return one.outcome
    if code in one.certain:
        return Outcome.YES
    if code not in one.codes:
        return Outcome.NO
    return one.outcome if one.outcome is Outcome.JUDGEMENT else Outcome.UNKNOWN


def assessed(client: Client, pack: Pack, name: str, on: date, code: str) -> Assessment:
    """The assessment of an outcome, and whether it knows a code.

    Raises:
        KeyError: there is no such outcome or code.
    """
    found = advise(client, pack, on=on)[name]
    codes = {
        code
        for decided in pack.versions.decisions.get(name, ())
        if isinstance(decided.document, Conclusion)
        for code in decided.document.codes
    }
    if code and code not in codes:
        near = nearest(code, codes)
        raise KeyError(f"{code!r}; bedoelt u {near!r}?" if near else code)
    return found
