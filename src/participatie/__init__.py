"""Rules of social participation policy: which provisions fit whom, under which article, and why.

>>> from datetime import date
>>> from participatie import Client, advise, catalog
>>> client = Client.from_mapping({"geboortedatum": "1988-03-02", "trede": 2})
>>> advice = advise(client, catalog.load("heemskerk"), on=date(2018, 6, 1))
>>> advice["participatieplaats"].outcome
<Outcome.UNKNOWN: 'onbekend'>
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from participatie import catalog, engines
    from participatie.advice import Advice, Assessment, Outcome, advise
    from participatie.casefile import CaseFile
    from participatie.change import Ways, WhyNot, ways_to, why_not
    from participatie.client import Client, Offer
    from participatie.diagnostics import Diagnostic, PolicyError, ServerError, UnsupportedError
    from participatie.engines.sql.views import sql
    from participatie.journey import Journey
    from participatie.ladder import LadderStep
    from participatie.partnership import Partnership, fit
    from participatie.policy.pack import Pack
    from participatie.populations import Population, population
    from participatie.profile import Dimension, Profile
    from participatie.questions import Form, Interview, Question, interview
    from participatie.vocabulary import Fact, Vocabulary
    from participatie.whatif import WhatIf, compare

__all__ = [
    "Advice",
    "Assessment",
    "CaseFile",
    "Client",
    "Diagnostic",
    "Dimension",
    "Fact",
    "Form",
    "Interview",
    "Journey",
    "LadderStep",
    "Offer",
    "Outcome",
    "Pack",
    "Partnership",
    "PolicyError",
    "Population",
    "Profile",
    "Question",
    "ServerError",
    "UnsupportedError",
    "Vocabulary",
    "Ways",
    "WhatIf",
    "WhyNot",
    "advise",
    "catalog",
    "compare",
    "engines",
    "fit",
    "interview",
    "population",
    "sql",
    "ways_to",
    "why_not",
]

# The parsers behind packs cost; who only reads a client file need not pay for them.
_HOME = {
    "Advice": "advice",
    "Assessment": "advice",
    "Outcome": "advice",
    "advise": "advice",
    "CaseFile": "casefile",
    "Ways": "change",
    "WhyNot": "change",
    "ways_to": "change",
    "why_not": "change",
    "Client": "client",
    "Offer": "client",
    "Diagnostic": "diagnostics",
    "PolicyError": "diagnostics",
    "ServerError": "diagnostics",
    "UnsupportedError": "diagnostics",
    "sql": "engines.sql.views",
    "Journey": "journey",
    "LadderStep": "ladder",
    "Partnership": "partnership",
    "fit": "partnership",
    "Pack": "policy.pack",
    "Population": "populations",
    "population": "populations",
    "Dimension": "profile",
    "Profile": "profile",
    "Form": "questions",
    "Interview": "questions",
    "Question": "questions",
    "interview": "questions",
    "Fact": "vocabulary",
    "Vocabulary": "vocabulary",
    "WhatIf": "whatif",
    "compare": "whatif",
}


def __getattr__(name: str) -> object:
    if name in {"catalog", "engines"}:
        return importlib.import_module(f"participatie.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'participatie' has no attribute {name!r}")
    return getattr(importlib.import_module(f"participatie.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
