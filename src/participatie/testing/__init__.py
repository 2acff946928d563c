"""For who tests a rule set: clients and rules to try it on, and a look at the rule set itself.

Needs the extra ``testing``. The strategies are for hypothesis; ``check_pack``
needs none of it, and stands here because it asks what a test asks.

>>> from datetime import date
>>> from hypothesis import given
>>> from participatie import advise, catalog
>>> pack = catalog.load("heemskerk")
>>> @given(partial_clients(pack, on=date(2018, 6, 1)))
... def test_nobody_is_refused_an_advice(client):
...     advise(client, pack, on=date(2018, 6, 1))
"""

from participatie.analysis.findings import Finding
from participatie.testing.checking import check_pack

try:
    from participatie.testing.language import days, expressions, facts, rule_sets, values
    from participatie.testing.people import clients, completions_of, partial_clients
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    missing = "participatie.testing needs its extra: pip install 'participatie[testing]'"
    raise ModuleNotFoundError(missing, name=error.name) from None

__all__ = [
    "Finding",
    "check_pack",
    "clients",
    "completions_of",
    "days",
    "expressions",
    "facts",
    "partial_clients",
    "rule_sets",
    "values",
]
