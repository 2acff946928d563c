"""What other rules would change for the people in a table: who gains, who loses, who becomes unknown.

Needs the extra ``batch``.

>>> import polars as pl
>>> from datetime import date
>>> from participatie import catalog
>>> law = catalog.load("nl_participatiewet")
>>> people = pl.DataFrame({"client": ["a", "b"], "geboortedatum": [date(2001, 3, 2), date(1980, 3, 2)]})
>>> compare(people, law, law, on=(date(2025, 12, 31), date(2026, 1, 1)))
<WhatIf nl_participatiewet op 2025-12-31 -> nl_participatiewet op 2026-01-01: 2 mensen, ...>
"""

from participatie.whatif.comparing import Side, WhatIf, compare
from participatie.whatif.effects import SMALLEST, Change, Effect
from participatie.whatif.report import FILES, Part, Words, markdown, parts, write, write_rejects

__all__ = [
    "FILES",
    "SMALLEST",
    "Change",
    "Effect",
    "Part",
    "Side",
    "WhatIf",
    "Words",
    "compare",
    "markdown",
    "parts",
    "write",
    "write_rejects",
]
