"""An invented island, with facts of every type and no law at all.

A property of the language that is tried on it cannot lean on a rule of the real world.
"""

from collections.abc import Mapping
from typing import TypeAlias

from participatie.values import Boolean, Code, CodeSet, Date, Number, Text, Type, Unit

#: The type of every name that an expression may use.
Scope: TypeAlias = Mapping[str, Type]

#: An invented island: a fact of every type and of every unit, some of them next to the edge.
ISLAND: Scope = {
    "heeft_boot": Boolean(),
    "kan_zwemmen": Boolean(),
    "is_gast": Boolean(),
    "schelpen": Number(None, 0, 1_000),
    "waterpeil": Number(None, -5, 5),
    "leeftijd_schildpad": Number(Unit.YEARS, 0, 200),
    "verblijf": Number(Unit.MONTHS, 0, 600),
    "uren_vissen": Number(Unit.HOURS, 0, 60),
    "uren_vol": Number(Unit.HOURS, 1, 60),
    "korting": Number(Unit.PERCENT, 0, 100),
    "vracht": Number(Unit.CENTS, 0, 1_000_000_000),
    "aankomst": Date(),
    "eerste_oogst": Date(),
    "kust": Code(("noord", "oost", "2.2", "en")),
    "haven": Code(None),
    "rang": Code(("matroos", "stuurman", "kapitein"), ordered=True),
    "talen": CodeSet(("vogels", "vissen", "wind")),
    "schatten": CodeSet(None),
    "lied": Text(),
}

#: Values of the island that nobody has verified: always unknown, and never a question.
GAPS: Scope = {"tol": Number(Unit.CENTS, 0, 100_000), "meetgetal": Number(None, 0, 100)}
