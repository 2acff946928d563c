"""What a pack says about everybody in a table at once (extra ``batch``)."""

from participatie.populations.counting import Population, population, written

__all__ = ["Population", "population", "written"]
