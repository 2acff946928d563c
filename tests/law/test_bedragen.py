"""The amounts of the Participatiewet by day: what was read, and a gap where nobody looked."""

from datetime import date

import pytest
from lawcases import NL

from participatie import catalog
from participatie.rules.expr import Literal

GAP = None
#: Each amount in cents: the days from which on it is different, and what it is then.
AMOUNTS: dict[str, dict[str, int | None]] = {
    "norm_alleenstaande_vanaf_21": {"2025-12-31": GAP, "2026-01-01": 140150, "2026-07-01": 141946},
    "norm_gehuwden_vanaf_21": {"2025-12-31": GAP, "2026-01-01": 200213, "2026-07-01": 202779},
    "norm_alleenstaande_18_tot_21": {"2025-12-31": GAP, "2026-01-01": 34599, "2026-07-01": 35042},
    "aanvulling_18_tot_21": {"2025-12-31": GAP, "2026-01-01": 74645, "2026-07-01": 76224},
    "vermogensgrens_alleenstaande": {"2025-12-31": GAP, "2026-01-01": 800000, "2026-07-01": 800000},
    "vermogensgrens_alleenstaande_ouder_of_gehuwden": {"2026-01-01": 1600000, "2026-07-01": 1600000},
    "vrijlating_inkomsten": {
        "2022-12-31": GAP,
        "2023-01-01": 24600,
        "2023-06-30": 24600,
        "2023-07-01": GAP,
        "2025-12-31": GAP,
        "2026-01-01": 28500,
        "2026-07-01": 28500,
    },
    "vrijlating_alleenstaande_ouder": {
        "2017-12-31": GAP,
        "2018-01-01": 12632,
        "2018-06-30": 12632,
        "2018-07-01": GAP,
        "2023-01-01": 15338,
        "2023-07-01": GAP,
        "2026-01-01": 17766,
        "2026-07-01": 17766,
    },
    "vrijlating_medisch_urenbeperkt": {
        "2017-12-31": GAP,
        "2018-01-01": 12812,
        "2018-07-01": GAP,
        "2023-01-01": 15556,
        "2023-07-01": GAP,
        "2026-01-01": 18019,
        "2026-07-01": 18019,
    },
    "vrijlating_loonkostensubsidie": {"2018-01-01": GAP, "2023-01-01": GAP, "2026-01-01": GAP},
    "vrijwilligersvergoeding_per_jaar": {"2018-01-01": GAP, "2026-01-01": GAP},
    "minimumloon_per_uur": {"2025-12-31": GAP, "2026-01-01": 1471, "2026-06-30": 1471, "2026-07-01": GAP},
    "vergoeding_werkgeverslasten": {"2018-01-01": GAP, "2026-01-01": GAP},
    "aantal_beschutte_plekken": {"2018-01-01": GAP, "2026-01-01": GAP},
}


def amount(name: str, day: str) -> int | None:
    snapshot = catalog.load(NL).on(date.fromisoformat(day))
    rule = snapshot.rules.rules.get(name)
    if rule is None:
        assert name in snapshot.rules.gaps
        return None
    assert isinstance(rule.expr, Literal)
    assert isinstance(rule.expr.value, int)
    return rule.expr.value


@pytest.mark.parametrize(
    ("name", "day", "cents"),
    [(name, day, cents) for name, by_day in AMOUNTS.items() for day, cents in by_day.items()],
)
def test_what_was_read_on_which_day(name: str, day: str, cents: int | None) -> None:
    assert amount(name, day) == cents


@pytest.mark.parametrize("name", AMOUNTS)
def test_from_2027_on_nothing_is_known(name: str) -> None:
    assert amount(name, "2027-01-01") is None
