"""Why an outcome is no yes, and what would have to change for it to become one."""

from participatie.change.moves import Hold, Range
from participatie.change.reasons import Ground, WhyNot, why_not
from participatie.change.results import Answer, Block, Move, Passing, Way, Ways
from participatie.change.ways import ways_to

__all__ = [
    "Answer",
    "Block",
    "Ground",
    "Hold",
    "Move",
    "Passing",
    "Range",
    "Way",
    "Ways",
    "WhyNot",
    "ways_to",
    "why_not",
]
