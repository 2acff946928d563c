"""Where SQL means something else than the rules do: each difference is a case here, on every server there is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from asking_sql import PEOPLE, agree
from warehouses import Warehouse, answers

from participatie.diagnostics import Diagnostic
from participatie.engines.sql.views import query
from participatie.rules import terms
from participatie.rules.check import check
from participatie.rules.expr import Rounding
from participatie.rules.rule import Rule, RuleSet
from participatie.rules.terms import Term, at_least, case, fact, greatest, least
from participatie.values import INT64_MAX, Boolean, Code, CodeSet, Date, Number, Type, Unit, Value

ON = date(2018, 3, 1)
BIG = Number(None, -(2**62), 2**62)
COUNT = Number(None, 0, 1_000)
SCOPE: Mapping[str, Type] = {
    "a": Number(None, -1_000, 1_000),
    "b": COUNT,
    "c": Number(None, 1, 1_000),
    "groot": BIG,
    "geld": Number(Unit.CENTS, 0, 10**9),
    "p": Boolean(),
    "q": Boolean(),
    "dag": Date(),
    "kleur": Code(("rood", "o'ranje", "ge\\el")),
    "haven": Code(None),
    "rang": Code(("laag", "midden", "hoog"), ordered=True),
    "talen": CodeSet(("nl", "fr", "de")),
    "dingen": CodeSet(None),
}


def rules(**written: Term) -> RuleSet:
    """Rules in this order, over the facts that they refer to."""
    made: dict[str, Rule] = {}
    for name, term in written.items():
        found: list[Diagnostic] = []
        checked = check(term.expr, SCOPE, found)
        assert checked is not None, found
        made[name] = Rule(name=name, expr=checked.expr, type=checked.type)
    used = {ref.name for rule in made.values() for ref in rule.refers_to}
    return RuleSet(made, {name: of for name, of in sorted(SCOPE.items()) if name in used})


def values(warehouse: Warehouse, of: RuleSet, *clients: Mapping[str, Value], on: date = ON) -> list[list[object]]:
    """What the server says, after making sure that the reference says so too."""
    agree(warehouse, of, clients, on)
    found = answers(warehouse, query(of, on=on, dialect=warehouse.dialect, table=PEOPLE), clients)
    return [[one[name] for name in of.rules] for one in found]


def test_the_least_of_a_number_and_an_unknown_is_unknown(warehouse: Warehouse) -> None:
    of = rules(least=least(fact("a"), 70), most=greatest(fact("a"), fact("b"), 70), sure=least(fact("b"), 5) >= 70)
    assert values(warehouse, of, {"a": 80, "b": 3}, {"b": 80}, {"a": 80}, {}) == [
        [70, 80, False],
        [None, None, False],
        [70, None, None],
        [None, None, None],
    ]


def test_a_case_follows_every_row_that_may_hold(warehouse: Warehouse) -> None:
    of = rules(
        same=case((fact("p"), 1), (fact("q"), 1), otherwise=1),
        first=case((fact("p"), 1), (fact("q"), 2), otherwise=3),
        open=case((fact("p"), fact("a")), otherwise=3),
    )
    assert values(
        warehouse, of, {}, {"p": True}, {"p": False}, {"q": True}, {"p": False, "q": True, "a": 3}, {"a": 3}
    ) == [
        [1, None, None],
        [1, 1, None],
        [1, None, 3],
        [1, None, None],
        [1, 2, 3],
        [1, None, 3],
    ]


def test_conditions_of_which_some_are_unknown(warehouse: Warehouse) -> None:
    p, q, r = fact("p"), fact("q"), fact("b") >= 5
    of = rules(both=p & q, any=p | q, no=~p, two=at_least(2, p, q, r), one=at_least(1, p, q), all=at_least(2, p, q))
    truths: Sequence[bool | None] = (True, False, None)
    clients = [
        {name: value for name, value in (("p", one), ("q", other), ("b", number)) if value is not None}
        for one in truths
        for other in truths
        for number in (5, 4, None)
    ]
    agree(warehouse, of, clients, ON)
    assert values(warehouse, of, {"p": False}) == [[False, None, True, None, None, False]]


def test_sets_that_are_unknown_empty_or_full(warehouse: Warehouse) -> None:
    talen, dingen = fact("talen"), fact("dingen")
    of = rules(
        has=talen.contains("nl", "fr"),
        none=talen.without("nl", "fr", "de").contains("nl"),
        rest=talen.without("nl").count(),
        open=dingen.contains("it's", "x"),
        many=dingen.without("x").count(),
        lacks=~talen.contains("de"),
    )
    full = frozenset({"nl", "fr", "de"})
    assert values(
        warehouse, of, {}, {"talen": frozenset()}, {"talen": full}, {"dingen": frozenset({"it's", "y\\z"})}
    ) == [
        [None, None, None, None, None, None],
        [False, False, 0, None, None, True],
        [True, False, 2, None, None, False],
        [None, None, None, True, 2, None],
    ]


def test_codes_with_every_sign(warehouse: Warehouse) -> None:
    of = rules(
        quote=fact("kleur") == "o'ranje",
        slash=fact("kleur") == "ge\\el",
        other=fact("haven").is_in("a", 'say "x"', "%", "it\\'s", "-- x", "/* x"),
        above=fact("rang") > "midden",
        never=fact("rang") > "hoog",
    )
    assert values(warehouse, of, {"kleur": "o'ranje"}, {"kleur": "ge\\el"}, {"haven": "it\\'s"}, {"rang": "hoog"}) == [
        [True, False, None, None, None],
        [False, True, None, None, None],
        [None, None, True, None, None],
        [None, None, None, True, False],
    ]


@pytest.mark.parametrize("how", list(Rounding))
def test_rounding_is_exact(warehouse: Warehouse, how: Rounding) -> None:
    whole = (fact("b") * 2).rounded(5, how)
    share = fact("b").pro_rata(fact("b"), fact("c")).rounded(1, how)
    money = terms.amount(50, Unit.PERCENT).percent_of(fact("geld")).rounded(100, how, unit=Unit.CENTS)
    of = rules(whole=whole, share=share, money=money)
    clients = [{"b": b, "c": c, "geld": 49 + b} for b in (0, 1, 2, 3, 5, 7, 1_000) for c in (1, 2, 3, 7, 1_000)]
    agree(warehouse, of, [*clients, {"b": 1}, {"c": 1}, {}], ON)


def test_negative_numbers_are_whole_as_well(warehouse: Warehouse) -> None:
    # Division that cuts off would make -1 of -7 halves where it should be; rounding starts at 0, and says so.
    of = rules(low=greatest(fact("a"), 0).rounded(2, Rounding.HALF_UP), less=fact("a") - 5 < -6, times=fact("a") * -3)
    assert values(warehouse, of, {"a": -7}, {"a": -1}, {"a": 3}) == [[0, True, 21], [0, False, 3], [4, False, -9]]


def test_numbers_of_64_bits_that_are_written_in_rules(warehouse: Warehouse) -> None:
    of = rules(
        product=least(1_000_000, 2_000_000) * 1_000_000_000,
        sum=greatest(2**31 - 1, 5) + (2**31 - 1),
        far=fact("groot") + (2**62 - 1),
        above=fact("groot") >= 2**62,
    )
    assert values(warehouse, of, {"groot": 2**62}, {"groot": -(2**62)}, {}) == [
        [10**15, 2**32 - 2, INT64_MAX, True],
        [10**15, 2**32 - 2, -1, False],
        [10**15, 2**32 - 2, None, None],
    ]


def test_fractions_meet_beyond_64_bits(warehouse: Warehouse) -> None:
    # Numerators over a common denominator fit; what is compared crosswise on the way does not.
    share = fact("geld").pro_rata(fact("b"), fact("c"))
    other = fact("geld").pro_rata(fact("c"), fact("c") + 1)
    of = rules(
        least=least(share, other).rounded(1, Rounding.DOWN, unit=Unit.CENTS),
        chosen=case((fact("p"), share), otherwise=other).rounded(1, Rounding.UP, unit=Unit.CENTS),
    )
    clients = [
        {"geld": geld, "b": b, "c": c} | ({} if p is None else {"p": p})
        for geld in (0, 1, 10**9)
        for b, c in ((999, 1_000), (1_000, 1), (0, 1), (500, 999))
        for p in (True, False, None)
    ]
    agree(warehouse, of, clients, ON)


# -- time ----------------------------------------------------------------------------------

SINCE = {
    "jaren": lambda: terms.years_since(fact("dag")),
    "maanden": lambda: terms.months_since(fact("dag")),
    "weken": lambda: terms.weeks_since(fact("dag")),
}


@pytest.mark.parametrize(
    ("anchor", "on", "expected"),
    [
        (date(2000, 2, 29), date(2018, 2, 28), [17, 215, 939]),  # born on 29 February: 18 on 1 March
        (date(2000, 2, 29), date(2018, 3, 1), [18, 216, 939]),
        (date(2018, 1, 31), date(2018, 2, 28), [0, 0, 4]),  # a month from the 31st
        (date(2018, 1, 31), date(2018, 3, 1), [0, 1, 4]),
        (date(2017, 12, 31), date(2018, 1, 1), [0, 0, 0]),  # a boundary is no year, month or week
        (date(2018, 2, 23), date(2018, 3, 1), [0, 0, 0]),
        (date(2018, 2, 22), date(2018, 3, 1), [0, 0, 1]),
        (date(2018, 3, 2), date(2018, 3, 1), [0, 0, 0]),  # still to come
        (date(2030, 3, 2), date(2018, 3, 1), [0, 0, 0]),
        (date(1, 1, 1), date(9999, 12, 31), [9998, 119987, 521722]),
    ],
)
def test_time_is_counted_on_the_calendar(warehouse: Warehouse, anchor: date, on: date, expected: list[int]) -> None:
    of = rules(**{name: make() for name, make in SINCE.items()})
    assert values(warehouse, of, {"dag": anchor}, {}, on=on) == [expected, [None, None, None]]


def test_every_day_around_leap_years(warehouse: Warehouse) -> None:
    of = rules(**{name: make() for name, make in SINCE.items()})
    days = [start + timedelta(days=count) for start in (date(1899, 12, 1), date(1999, 12, 1)) for count in range(460)]
    agree(warehouse, of, [{"dag": day} for day in days], date(2004, 2, 29))


# -- rows that are no client -----------------------------------------------------------------


def test_an_array_with_null_in_it_is_no_set(warehouse: Warehouse) -> None:
    of = rules(has=fact("talen").contains("nl"), many=fact("dingen").count())
    made = query(of, on=ON, dialect=warehouse.dialect, table=PEOPLE)
    warehouse.drop("TABLE", PEOPLE)
    warehouse.run(made.create)
    warehouse.fill(
        PEOPLE,
        ["client", *of.inputs],
        [("0", [None, "x"], ["nl", None]), ("1", ["x", "x"], ["nl", "nl"]), ("2", None, ["en"])],
    )
    names, rows = warehouse.ask(made.text)
    read = {row[names.index("client")]: dict(zip(names, row, strict=True)) for row in rows}
    assert read["0"]["redenen"] == "verkeerd_type: dingen; verkeerd_type: talen"
    assert (read["1"]["redenen"], read["1"]["has"], read["1"]["many"]) == ("", True, 1)
    assert read["2"]["redenen"] == "onbekende_code: talen"


def test_ends_of_ranges(warehouse: Warehouse) -> None:
    of = rules(one=fact("a") + fact("b") > 0)
    made = query(of, on=ON, dialect=warehouse.dialect, table=PEOPLE)
    warehouse.drop("TABLE", PEOPLE)
    warehouse.run(made.create)
    ends = [(-1_000, 0), (1_000, 1_000), (-1_001, 0), (0, 1_001), (INT64_MAX, INT64_MAX)]
    warehouse.fill(PEOPLE, ["client", *of.inputs], [(str(n), *one) for n, one in enumerate(ends)])
    names, rows = warehouse.ask(made.text)
    read = {row[names.index("client")]: row[names.index("redenen")] for row in rows}
    assert read == {
        "0": "",
        "1": "",
        "2": "waarde_buiten_bereik: a",
        "3": "waarde_buiten_bereik: b",
        "4": "waarde_buiten_bereik: a; waarde_buiten_bereik: b",
    }
