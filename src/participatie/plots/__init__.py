"""Pictures: a profile, a ladder, a journey, the arguments of a fit, and what other rules do.

Each function returns a :class:`Picture`: a figure, and the same in words for who
cannot see it. Shape and hatching carry the meaning; colour only repeats it. What is
unknown is drawn as unknown, and nothing is weighed. Needs the extra ``plot``.
"""

from participatie.plots.balances import balance
from participatie.plots.effects import effects
from participatie.plots.journeys import journey
from participatie.plots.ladders import ladder, steps
from participatie.plots.picture import SUFFIXES, Picture
from participatie.plots.profiles import profile

__all__ = ["SUFFIXES", "Picture", "balance", "effects", "journey", "ladder", "profile", "steps"]
