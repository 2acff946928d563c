"""The search for somebody for whom a condition holds, beside trying everybody there is."""

from datetime import date

import pytest
from hypothesis import given
from islands import HEAD, small
from strategies import SMALL_ISLAND, completions, expressions

from participatie import advise
from participatie.analysis import possible
from participatie.analysis.consistent import Facts, back
from participatie.analysis.possible import Case, Possible, Verdict
from participatie.engines.evaluate import value_of
from participatie.rules.expr import Compare, Comparison, Expr, Literal, Not, Ref, all_of, any_of
from participatie.rules.semantics import since
from participatie.values import Boolean, Unit

PACK = small(
    """\
gegevens:
  heeft_boot: {titel: b, type: ja_nee, vraag: b?}
  kan_zwemmen: {titel: z, type: ja_nee, vraag: z?}
  boten: {titel: n, type: getal, bereik: [0, 3], vraag: n?}
  kust: {titel: k, type: code, codes: [noord, oost, "2.2"], vraag: k?}
  rang: {titel: r, type: code, codes: [matroos, kapitein], geordend: ja, vraag: r?}
  talen: {titel: t, type: codes, codes: [vogels, wind], vraag: t?}
""",
    """\
verbanden:
  - {id: zonder_boot, als: niet heeft_boot, dan: {boten: 0}}
  - id: kapitein
    als: rang >= kapitein en kust in [noord]
    dan: {kan_zwemmen: ja}
  - {id: oost, als: kust = oost, dan: {heeft_boot: nee, talen: [wind]}}
""",
    head=HEAD,
)
DAY = date(2016, 1, 1)
POSSIBLE = Possible(PACK)
FACTS = Facts.of(PACK, DAY)
EVERYBODY = [facts for facts in completions({}, SMALL_ISLAND) if FACTS.closed(facts) is not None]


def _holds(condition: Expr, facts: dict[str, object]) -> object:
    return value_of(condition, facts, FACTS.inputs, DAY)  # type: ignore[arg-type]  # values, by the name of the fact


def test_the_constraints_leave_somebody_out() -> None:
    assert 0 < len(EVERYBODY) < len(list(completions({}, SMALL_ISLAND)))


@given(expressions(SMALL_ISLAND, Boolean()))
def test_a_case_is_found_if_and_only_if_there_is_one(condition: Expr) -> None:
    found = POSSIBLE.case(condition, [DAY])
    if isinstance(found, Case):
        closed = FACTS.closed(found.facts)
        assert closed is not None
        assert _holds(condition, dict(closed.facts)) is True
        advise(found.client(PACK), PACK, on=DAY)
    elif found is Verdict.NEVER:
        assert not any(_holds(condition, one) for one in EVERYBODY)


def test_a_search_that_takes_too_long_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    boat, swims = Ref("heeft_boot"), Ref("kan_zwemmen")
    nobody = all_of(any_of(boat, swims), any_of(boat, Not(swims)), any_of(Not(boat), swims), Not(all_of(boat, swims)))
    assert POSSIBLE.case(nobody, [DAY]) is Verdict.NEVER
    monkeypatch.setattr(possible, "LIMIT", 3)
    assert POSSIBLE.case(nobody, [DAY]) is Verdict.UNDECIDED


def test_dates_and_the_counters_that_follow_from_them_go_together() -> None:
    young = Compare(Comparison.LT, Ref("leeftijd"), Literal(27, Unit.YEARS))
    born = Compare(Comparison.LT, Ref("geboortedatum"), Literal(date(1990, 1, 1)))
    found = POSSIBLE.case(all_of(Not(young), born), [DAY])
    assert isinstance(found, Case)
    assert FACTS.closed(found.facts) is not None
    later = Compare(Comparison.GE, Ref("geboortedatum"), Literal(date(1990, 1, 1)))
    # That it cannot be on this day says nothing of the next.
    assert POSSIBLE.case(all_of(Not(young), later), [DAY]) is Verdict.UNDECIDED


@pytest.mark.parametrize("unit", [Unit.YEARS, Unit.MONTHS, Unit.WEEKS])
@pytest.mark.parametrize("day", [date(2016, 2, 29), date(2018, 3, 31), date(2020, 1, 1)])
def test_a_day_back_lies_as_many_units_back(unit: Unit, day: date) -> None:
    for count in (0, 1, 2, 11, 12, 100):
        start = back(day, unit, count)
        assert start is not None
        assert since(unit, start, day) == count
    assert back(day, unit, 1_000_000) is None


def test_facts_that_contradict_each_other_close_to_nothing() -> None:
    assert FACTS.closed({"kust": "oost", "heeft_boot": True}) is None
    assert FACTS.closed({"geboortedatum": date(2016, 1, 2)}) is None
    assert FACTS.closed({"geboortedatum": date(1850, 1, 1)}) is None
    assert Facts.of(None, DAY).closed({"ontvangt_wajong": True}) is not None
