"""The answers of an engine to the rules, for one client: made exact where that was asked."""

from collections.abc import Mapping

from attrs import field, frozen

from participatie.advice.settling import Settled
from participatie.engines.evaluate import Evaluation
from participatie.engines.exact import Exact, ExactOutcome
from participatie.values import Boolean, Result


@frozen
class Answered:
    """What every rule comes to for a client.

    The engine has ``settled`` the outcomes; what else it or the reference can tell is asked for when it is needed.

    Args:
        settled: by an engine.
        exact: the rules, compiled for exact answers, if those are asked for.
    """

    settled: Settled
    exact: Exact | None = None
    _answers: list[Mapping[str, ExactOutcome]] = field(factory=list, init=False)

    @property
    def evaluation(self) -> Evaluation:
        """The value of every rule and of every part of one, and what is open."""
        return self.settled.evaluation()

    @property
    def answers(self) -> Mapping[str, ExactOutcome] | None:
        """The exact answers, if those are asked for."""
        if not self._answers and self.exact is not None:
            self._answers.append(self.exact.settle(self.evaluation))
        return self._answers[0] if self._answers else None

    def value(self, name: str) -> Result | None:
        """The value of the rule of an outcome; ``None`` while it is open."""
        if self.answers is not None:
            return self.answers[name].value
        return self.settled.value(name)

    def waiting(self, name: str, value: Result | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts that an outcome waits for, and the unverified values that keep it open."""
        if value is not None:
            return (), ()
        if self.answers is None:
            return self.evaluation.undecided(name), self.evaluation.gaps(name)
        # What is exactly open waits for facts alone: whatever an unverified value is, it does not matter.
        return self.answers[name].missing, () if self.answers[name].exact else self.evaluation.gaps(name)

    def not_exact(self, *names: str) -> bool:
        """Whether the answer to one of these rules was asked to be exact, and is not."""
        return self.answers is not None and not all(self.answers[name].exact for name in names)

    def part(self, name: str) -> Result | None:
        """The value of any rule, outcome or not; ``None`` while it is open."""
        if self.answers is not None and isinstance(self.evaluation.rules.rules[name].type, Boolean):
            return self.answers[name].value
        return self.evaluation.values[name]
