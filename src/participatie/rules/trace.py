"""Why an outcome is what it is: conditions, the values seen, and their sources."""

from collections.abc import Iterator

from attrs import frozen

from participatie.sources import Source, Status, weakest


@frozen(kw_only=True)
class Seen:
    """A fact or parameter that a condition looked at.

    Args:
        name: its Dutch name.
        title: how it is called in a sentence.
        value: its value as text; ``None`` when it is unknown.
        because: what it follows from, where it was not stated itself.
        source: what that rests on, where it follows by a rule of the pack.
    """

    name: str
    title: str
    value: str | None
    because: str = ""
    source: Source = Source()


@frozen(kw_only=True)
class Step:
    """One rule of an explanation, with the rules it rests on.

    Args:
        rule: the name of the rule.
        text: what it says.
        outcome: ``ja``, ``nee``, ``onbekend``, or a value as text.
        role: ``""``, ``tenzij`` or ``behalve``: how it counts for its parent.
        layer: the pack that it comes from.
        source: the article, with its status on the date.
        expression: the condition in the Dutch text form, for a rule without steps.
        place: file and line of the rule.
        seen: facts that it looked at itself.
        steps: the rules below it.
        decisive: whether it counts: a condition that fails makes the others of
            its list idle, and so does an alternative that holds.
    """

    rule: str
    text: str
    outcome: str
    role: str = ""
    layer: str = ""
    source: Source = Source()
    expression: str = ""
    place: str = ""
    seen: tuple[Seen, ...] = ()
    steps: tuple["Step", ...] = ()
    decisive: bool = True

    def walk(self) -> Iterator["Step"]:
        """This step and all below it, in document order."""
        yield self
        for step in self.steps:
            yield from step.walk()

    def grounds(self) -> Iterator["Step"]:
        """This step and the decisive ones below it: what the outcome rests on."""
        yield self
        for step in self.steps:
            if step.decisive:
                yield from step.grounds()

    def statuses(self) -> frozenset[Status]:
        """The statuses of all sources that this outcome rests on."""
        grounds = tuple(self.grounds())
        seen = {fact.source.status for step in grounds for fact in step.seen}
        return frozenset({step.source.status for step in grounds} | seen)

    @property
    def status(self) -> Status:
        """The weakest status among the sources that this outcome rests on."""
        return weakest(self.statuses())
