"""Participatiewet, article 10d (with 6 e): loonkostensubsidie, for whom and how much."""

from decimal import Decimal

import pytest
from lawcases import (
    EVERY_DAY,
    JA,
    NEE,
    NL,
    ONBEKEND,
    OORDEEL,
    Case,
    assess,
    check,
    check_never_turned_round,
    days,
    ids,
    table,
    without,
)

from participatie import PolicyError
from participatie.advice.assessment import Notice
from participatie.sources import Status

# Of whom it was formally established, it does not matter what he receives or how old he is.
LKS: dict[str, object] = {
    "behoort_tot_doelgroep_lks": True,
    "werkgever_wil_dienstbetrekking": True,
    "wsw_dienstbetrekking": False,
    "loonwaarde_procent": 40,
}
OVERGESLAGEN: dict[str, object] = without(LKS, "loonwaarde_procent") | {
    "lks_loonwaarde_overgeslagen": True,
    "maanden_sinds_aanvang_dienstbetrekking": 5,
}
# Not established, but within the description of article 6 e.
OMSCHRIJVING = LKS | {
    "behoort_tot_doelgroep_lks": False,
    "leeftijd": 30,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_uwv_uitkering": False,
    "kan_wml_voltijds_verdienen": False,
    "mogelijkheden_arbeidsparticipatie": True,
}
JONG = OMSCHRIJVING | {
    "leeftijd": 26,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "onderwijs_onmogelijk_of_ongeschikt": True,
    "weken_sinds_melding": 4,
    "school_verzoekt_ondersteuning": False,
    "in_initieel_hoger_onderwijs": False,
    "heeft_startkwalificatie": True,
}
OP_SCHOOL = JONG | {"kan_rijksbekostigd_onderwijs_volgen": True, "onderwijs_onmogelijk_of_ongeschikt": False}


def worth(percent: int) -> dict[str, object]:
    return LKS | {"loonwaarde_procent": percent}


def skipped(months: int) -> dict[str, object]:
    return OVERGESLAGEN | {"maanden_sinds_aanvang_dienstbetrekking": months}


CASES = table(
    "loonkostensubsidie",
    # The loonwaarde.
    *(
        ("art. 10d lid 1 a", f"loonwaarde {percent} percent", EVERY_DAY, worth(percent), JA)
        for percent in (0, 30, 31, 40, 99)
    ),
    (
        "art. 10d lid 1 a",
        "loonwaarde 100 percent",
        EVERY_DAY,
        worth(100) | {"lks_loonwaarde_overgeslagen": False},
        NEE,
    ),
    ("art. 10d lid 1 b and 5", "skipped, five months", EVERY_DAY, OVERGESLAGEN, JA),
    ("art. 10d lid 1 b and 5", "skipped, before the job begins", EVERY_DAY, skipped(0), JA),
    (
        "art. 10d lid 1 b and 5",
        "skipped, six months, and then measured",
        EVERY_DAY,
        skipped(6) | {"loonwaarde_procent": 40},
        JA,
    ),
    (
        "art. 10d lid 1 b and 5",
        "skipped, six months, and then 100 percent",
        EVERY_DAY,
        skipped(6) | {"loonwaarde_procent": 100},
        NEE,
    ),
    # The job.
    (
        "art. 10d lid 1",
        "no employer",
        EVERY_DAY,
        LKS | {"werkgever_wil_dienstbetrekking": False},
        NEE,
    ),
    ("art. 10d", "a job of the Wsw", EVERY_DAY, LKS | {"wsw_dienstbetrekking": True}, NEE),
    # The target group.
    ("art. 6 e", "within the description", EVERY_DAY, OMSCHRIJVING, JA),
    (
        "art. 6 e",
        "can earn the minimum wage",
        EVERY_DAY,
        OMSCHRIJVING | {"kan_wml_voltijds_verdienen": True},
        NEE,
    ),
    (
        "art. 6 e",
        "no possibilities for labour participation",
        EVERY_DAY,
        OMSCHRIJVING | {"mogelijkheden_arbeidsparticipatie": False},
        NEE,
    ),
    (
        "art. 6 e",
        "a benefit from UWV: not of the groups",
        EVERY_DAY,
        OMSCHRIJVING
        | {
            "ontvangt_uwv_uitkering": True,
            "valt_onder_artikel_10_lid_2": False,
            "overeenkomst_college_uwv": False,
        },
        NEE,
    ),
    # Under 27.
    ("art. 7 lid 3 a (2018)", "26 and cannot go to school", days(until="2026"), JONG, JA),
    ("art. 7 lid 3 a (2018)", "26 and can go to school", days(until="2026"), OP_SCHOOL, NEE),
    ("art. 7a lid 1 a", "26 and school is no way", days(since="2026"), JONG, JA),
    ("art. 7a lid 1", "26, school is possible", days(since="2026"), OP_SCHOOL, NEE),
    (
        "art. 7a lid 1 b",
        "26, the school asks, with startkwalificatie",
        days(since="2026"),
        OP_SCHOOL | {"school_verzoekt_ondersteuning": True},
        NEE,
    ),
    (
        "art. 7a lid 3",
        "26, the school asks, without startkwalificatie",
        days(since="2026"),
        OP_SCHOOL | {"school_verzoekt_ondersteuning": True, "heeft_startkwalificatie": False},
        JA,
    ),
    ("art. 7 lid 3 a", "27, can go to school", EVERY_DAY, OP_SCHOOL | {"leeftijd": 27}, JA),
    # What is missing decides.
    (
        "art. 6 e",
        "what he can earn has not been judged",
        EVERY_DAY,
        without(OMSCHRIJVING, "kan_wml_voltijds_verdienen"),
        OORDEEL,
        "kan_wml_voltijds_verdienen",
    ),
    (
        "art. 6 e",
        "possibilities have not been judged",
        EVERY_DAY,
        without(OMSCHRIJVING, "mogelijkheden_arbeidsparticipatie"),
        OORDEEL,
        "mogelijkheden_arbeidsparticipatie",
    ),
    (
        "art. 10c",
        "whether it was established is not known, and he can earn the minimum wage",
        EVERY_DAY,
        without(LKS, "behoort_tot_doelgroep_lks") | {"kan_wml_voltijds_verdienen": True},
        ONBEKEND,
        "behoort_tot_doelgroep_lks",
    ),
    (
        "art. 10d lid 1",
        "whether an employer wants him is not known",
        EVERY_DAY,
        without(LKS, "werkgever_wil_dienstbetrekking"),
        ONBEKEND,
        "werkgever_wil_dienstbetrekking",
    ),
    (
        "art. 10d",
        "whether the job is of the Wsw is not known",
        EVERY_DAY,
        without(LKS, "wsw_dienstbetrekking"),
        ONBEKEND,
        "wsw_dienstbetrekking",
    ),
    (
        "art. 10d lid 1",
        "nothing is known of measuring",
        EVERY_DAY,
        without(LKS, "loonwaarde_procent"),
        ONBEKEND,
        "loonwaarde_procent",
        "lks_loonwaarde_overgeslagen",
        "maanden_sinds_aanvang_dienstbetrekking",
    ),
    (
        "art. 10d lid 5",
        "skipped, six months, not yet measured",
        EVERY_DAY,
        skipped(6),
        ONBEKEND,
        "loonwaarde_procent",
    ),
    (
        "art. 10d lid 5",
        "skipped, when the job began is not known",
        EVERY_DAY,
        without(OVERGESLAGEN, "maanden_sinds_aanvang_dienstbetrekking"),
        ONBEKEND,
        "loonwaarde_procent",
        "maanden_sinds_aanvang_dienstbetrekking",
    ),
    # What is missing does not matter.
    (
        "art. 10d",
        "a job of the Wsw, all else unknown",
        EVERY_DAY,
        {"wsw_dienstbetrekking": True},
        NEE,
    ),
    (
        "art. 10d lid 1",
        "no employer, all else unknown",
        EVERY_DAY,
        {"werkgever_wil_dienstbetrekking": False},
        NEE,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_says_what_the_law_says(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_knowing_less_never_turns_it_round(case: Case) -> None:
    check_never_turned_round(case)


# -- how much ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "percent"),
    [
        (worth(0), 70),
        (worth(29), 70),
        (worth(30), 70),
        (worth(31), 69),
        (worth(40), 60),
        (worth(99), 1),
        (skipped(0), 50),
        (skipped(5), 50),
        (skipped(6) | {"loonwaarde_procent": 40}, 60),
        (skipped(6) | {"loonwaarde_procent": 20}, 70),
        (without(LKS, "loonwaarde_procent"), None),
        (skipped(6), None),
    ],
)
@pytest.mark.parametrize("day", EVERY_DAY)
def test_the_share_of_the_minimum_wage(day: str, known: dict[str, object], percent: int | None) -> None:
    assert assess(NL, day, known)["loonkostensubsidie"].results["subsidie_procent_wml"] == percent


def test_no_subsidy_has_no_amount() -> None:
    known = worth(100) | {"lks_loonwaarde_overgeslagen": False}
    assert assess(NL, "2026-01-01", known)["loonkostensubsidie"].results == {}


# 14.71 an hour, 36 hours, 52 weeks in 12 months: 2,294.76; with 8 percent holiday allowance 2,478.3408.
@pytest.mark.parametrize(
    ("known", "hours", "euros"),
    [
        (worth(0), 36, "1734.84"),  # 70 percent: 1,734.83856
        (worth(30), 36, "1734.84"),
        (worth(31), 36, "1710.06"),  # 69 percent: 1,710.055152
        (worth(40), 36, "1487.00"),  # 60 percent: 1,487.00448
        (worth(99), 36, "24.78"),  # 1 percent: 24.783408
        (skipped(5), 36, "1239.17"),  # 50 percent: 1,239.1704
        (worth(40), 18, "743.50"),  # half the hours: 743.50224
        (worth(40), 20, "826.11"),  # 826.113600
        (worth(31), 35, "1662.55"),  # 1,662.553620: the cents are rounded once, at the end
        (worth(40), 0, "0.00"),
    ],
)
def test_the_amount_a_month(known: dict[str, object], hours: int, euros: str) -> None:
    found = assess(NL, "2026-01-01", known | {"uren_per_week": hours})["loonkostensubsidie"]
    assert found.results["subsidie_per_maand"] == Decimal(euros)
    assert Notice.VALUE_UNVERIFIED not in found.notices


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2018-01-01", None),
        ("2023-07-01", None),
        ("2025-12-31", None),
        ("2026-01-01", Decimal("1487.00")),
        ("2026-06-30", Decimal("1487.00")),
        ("2026-07-01", None),
    ],
)
def test_the_wage_is_known_for_half_a_year(day: str, amount: Decimal | None) -> None:
    """Outside it the amount is a gap, and the share of it is not."""
    found = assess(NL, day, LKS | {"uren_per_week": 36, "normale_arbeidsduur": 36})["loonkostensubsidie"]
    assert (found.outcome, found.results) == (JA, {"subsidie_procent_wml": 60, "subsidie_per_maand": amount})
    assert (Notice.VALUE_UNVERIFIED in found.notices) is (amount is None)


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2025-12-31", ["uren_per_week", "normale_arbeidsduur"]),
        ("2026-01-01", ["uren_per_week"]),
    ],
)
def test_until_2026_the_normal_working_hours_count(day: str, asked: list[str]) -> None:
    found = assess(NL, day, LKS)["loonkostensubsidie"]
    assert {one.name for one in found.questions} == set(asked)


def test_a_loonwaarde_that_was_stated_was_measured() -> None:
    """Then it does not matter whether measuring was to be skipped."""
    shares = {
        assess(NL, "2026-01-01", LKS | more)["loonkostensubsidie"].results["subsidie_procent_wml"]
        for more in ({}, {"lks_loonwaarde_overgeslagen": False}, {"lks_loonwaarde_overgeslagen": True})
    }
    assert shares == {60}


def test_measured_and_skipped_in_the_same_months_contradict() -> None:
    with pytest.raises(PolicyError) as raised:
        assess(NL, "2026-01-01", OVERGESLAGEN | {"loonwaarde_procent": 40})
    assert {one.code for one in raised.value.diagnostics} == {"tegenspraak_feiten"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        # Article 6 was not read in 2018, and lid 1 of article 10d changed in July 2023.
        ("2018-01-01", Status.UNVERIFIED),
        ("2023-06-30", Status.UNVERIFIED),
        ("2023-07-01", Status.VERIFIED),
        ("2026-01-01", Status.VERIFIED),
        ("2027-01-01", Status.UNVERIFIED),
    ],
)
def test_how_far_it_was_verified(day: str, status: Status) -> None:
    assert assess(NL, day, LKS)["loonkostensubsidie"].status is status


def test_what_the_amount_rests_on_is_always_shown() -> None:
    text = " ".join(assess(NL, "2026-01-01", LKS)["loonkostensubsidie"].explain().split())
    assert "52 weken in twaalf maanden; dat is een eigen lezing" in text
    assert "vergoeding voor werkgeverslasten" in text
