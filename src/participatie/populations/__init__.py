"""What a pack says about everybody in a table at once (extra ``batch``)."""

from participatie.populations.counting import Population, population
from participatie.populations.outcomes import settled
from participatie.populations.writing import written

__all__ = ["Population", "population", "settled", "written"]
