"""Flextensie: flexible work with retained benefit, three to six months with one hirer."""

import pytest
from lawcases import JA, NEE, ONBEKEND, OORDEEL, Case, assess, check, check_never_turned_round, ids, table, without

from participatie import PolicyError, catalog

FLEXTENSIE = "flextensie"
DAY = "2018-06-01"
#: "Three to six months": whether three is the end, the college has to say.
LEZING = "lezing_flextensie_duur"
RUIM, STRENG = {LEZING: True}, {LEZING: False}

MEE: dict[str, object] = {
    "trede": 2,
    "ontvangt_algemene_bijstand": True,
    "doet_vrijwillig_mee": True,
    "opdrachtgever_vrijwillig": True,
    "gemeente_vrijwillig": True,
    "maanden_via_flextensie": 0,
}
STATED = [name for name in MEE if name not in {"trede", "maanden_via_flextensie"}]


def after(months: int) -> dict[str, object]:
    return MEE | {"maanden_via_flextensie": months}


CASES = table(
    "flextensie",
    ("§ 5.2", "about to start", DAY, MEE, JA),
    ("§ 5.2", "trede 1", DAY, MEE | {"trede": 1}, JA),
    ("§ 5.2", "trede 3", DAY, MEE | {"trede": 3}, NEE),
    *(("§ 5.2", f"not {name}", DAY, MEE | {name: False}, NEE) for name in STATED),
    # Both readings agree before three months and from six on.
    ("§ 5.2", "two months", DAY, after(2), JA),
    ("§ 5.2", "three months", DAY, after(3), OORDEEL, LEZING),
    ("§ 5.2", "five months", DAY, after(5), OORDEEL, LEZING),
    ("§ 5.2", "six months", DAY, after(6), NEE),
    ("§ 5.2", "three months, wide reading", DAY, after(3) | RUIM, JA),
    ("§ 5.2", "five months, wide reading", DAY, after(5) | RUIM, JA),
    ("§ 5.2", "six months, wide reading", DAY, after(6) | RUIM, NEE),
    ("§ 5.2", "two months, strict reading", DAY, after(2) | STRENG, JA),
    ("§ 5.2", "three months, strict reading", DAY, after(3) | STRENG, NEE),
    # What is missing decides.
    *(("§ 5.2", f"{name} not known", DAY, without(MEE, name), ONBEKEND, name) for name in ["trede", *STATED]),
    (
        "§ 5.2",
        "months not known",
        DAY,
        without(MEE, "maanden_via_flextensie"),
        ONBEKEND,
        "maanden_via_flextensie",
        LEZING,
    ),
    # What is missing does not matter.
    ("§ 5.2", "six months, all else unknown", DAY, {"maanden_via_flextensie": 6}, NEE),
    ("§ 5.2", "the hirer does not want to, all else unknown", DAY, {"opdrachtgever_vrijwillig": False}, NEE),
    pack=FLEXTENSIE,
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_thesis_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


def test_two_euro_an_hour() -> None:
    assert assess(FLEXTENSIE, DAY, MEE)["flextensie"].results == {"premie_euro_per_uur": 2}


def test_the_contradiction_stays_visible() -> None:
    found = {str(one.id): set(one.concerns) for one, _ in catalog.load(FLEXTENSIE).contradictions}
    assert found["flextensie_in_trede_1"] == {"flextensie"}


@pytest.mark.parametrize("day", ["2017-12-31", "2023-07-01"])
def test_it_was_not_written_for_other_law(day: str) -> None:
    with pytest.raises(PolicyError) as raised:
        assess(FLEXTENSIE, day, MEE)
    assert [one.code for one in raised.value.diagnostics] == ["recht_van_andere_tijd"]
