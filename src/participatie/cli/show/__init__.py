"""What commands show, on a screen or as JSON: a module for each thing that is shown."""

from participatie.cli.show.advices import advice, suggestions
from participatie.cli.show.cases import case, history
from participatie.cli.show.journeys import journey
from participatie.cli.show.packs import diagnostics, entries, examples, sources, sources_json
from participatie.cli.show.tables import population
from participatie.cli.show.vocabulary import facts, facts_json, values

__all__ = [
    "advice",
    "case",
    "diagnostics",
    "entries",
    "examples",
    "facts",
    "facts_json",
    "history",
    "journey",
    "population",
    "sources",
    "sources_json",
    "suggestions",
    "values",
]
