"""Three pilots of Velsen, for people on trede 1 or 2, as a thesis about Heemskerk tells of them."""

import pytest
from lawcases import JA, NEE, ONBEKEND, Case, assess, check, check_never_turned_round, ids, table, without

from participatie import PolicyError, catalog
from participatie.policy.voorziening import Category, Voorziening

VELSEN = "velsen"
DAY = "2018-06-01"
PLEK = {"trede": 2, "plek_vrij": True}
PILOTS = ("velsen_bewegen", "velsen_t_groen", "velsen_aan_de_slag")

CASES = [
    case
    for pilot in PILOTS
    for case in table(
        pilot,
        ("§ 5.2", "trede 1, a place", DAY, PLEK | {"trede": 1}, JA),
        ("§ 5.2", "trede 2, a place", DAY, PLEK, JA),
        ("§ 5.2", "trede 3, a place", DAY, PLEK | {"trede": 3}, NEE),
        ("§ 5.2", "trede 2, no place", DAY, PLEK | {"plek_vrij": False}, NEE),
        # What is missing decides.
        *(("§ 5.2", f"{name} not known", DAY, without(PLEK, name), ONBEKEND, name) for name in PLEK),
        # What is missing does not matter.
        ("§ 5.2", "trede 3, all else unknown", DAY, {"trede": 3}, NEE),
        ("§ 5.2", "no place, all else unknown", DAY, {"plek_vrij": False}, NEE),
        pack=VELSEN,
    )
]
# The training began in April 2018; when the other two began is not known.
CASES += table(
    "velsen_aan_de_slag",
    ("§ 5.2", "not there yet", "2018-03-31", PLEK, NEE),
    ("§ 5.2", "the first day", "2018-04-01", PLEK, JA),
    pack=VELSEN,
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_thesis_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


@pytest.mark.parametrize(
    ("pilot", "capacity", "length"),
    [("velsen_bewegen", 20, "twaalf weken"), ("velsen_t_groen", 4, "twaalf weken"), ("velsen_aan_de_slag", 20, "zes")],
)
def test_what_is_offered(pilot: str, capacity: int, length: str) -> None:
    [decided] = catalog.load(VELSEN).decisions[pilot]
    document = decided.document
    assert isinstance(document, Voorziening)
    assert document.category is Category.PILOT
    assert document.offering is not None
    assert document.offering.capacity == capacity
    assert document.offering.length.startswith(length)


def test_the_contradictions_stay_visible() -> None:
    found = {str(one.id): set(one.concerns) for one, _ in catalog.load(VELSEN).contradictions}
    assert found["velsen_twee_keer_aan_de_slag"] == {"velsen_bewegen", "velsen_aan_de_slag"}
    assert found["velsen_traject_in_trede_1"] == set(PILOTS)


@pytest.mark.parametrize("day", ["2017-12-31", "2023-07-01"])
def test_it_was_not_written_for_other_law(day: str) -> None:
    with pytest.raises(PolicyError) as raised:
        assess(VELSEN, day, PLEK)
    assert [one.code for one in raised.value.diagnostics] == ["recht_van_andere_tijd"]
