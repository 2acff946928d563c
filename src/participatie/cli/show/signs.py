"""The signs and colours of outcomes, the same wherever one is shown."""

from participatie.advice import Outcome
from participatie.cli.screen import Screen

MARKS = {Outcome.YES: "✓", Outcome.NO: "✗", Outcome.UNKNOWN: "?", Outcome.JUDGEMENT: "»"}
STYLES = {Outcome.YES: "green", Outcome.NO: "red", Outcome.UNKNOWN: "yellow", Outcome.JUDGEMENT: "magenta"}
#: What stands beside what matters.
QUIET = "dim"


def outcome(screen: Screen, of: Outcome) -> str:
    """An outcome in a word, behind its sign."""
    return f"{screen.mark(MARKS[of])} {screen.words.of(of.value)}"
