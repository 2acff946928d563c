"""What would have to change: beside everybody on every day, and each way followed."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from worlds import DOMAIN, ON, UNTIL, World, client, pack_of, people, smallest, worlds

from participatie import Client, Outcome, Pack, PolicyError, advise, catalog
from participatie.change import Hold, Move, Range, Way, Ways, ways_to, why_not
from participatie.policy.voorziening import Kind
from participatie.rules.semantics import since
from participatie.rules.text import parse
from participatie.testing import partial_clients
from participatie.values import Number, Unit
from participatie.vocabulary import Change
from participatie.vocabulary import Kind as FactKind


def usable(world: World, stated: dict) -> bool:
    try:
        advise(client(world, stated), world.pack, on=ON)
    except PolicyError:
        return False
    return True


@given(data=st.data(), most=st.integers(0, 3))
def test_they_are_all_smallest_changes_and_no_others(data: st.DataObject, most: int) -> None:
    world = data.draw(worlds())
    stated = data.draw(people(world))
    assume(usable(world, stated))
    found = ways_to(client(world, stated), world.pack, "pas", on=ON, until=UNTIL, most=most)
    wanted = {(names, day): values for names, day, values in smallest(world, stated, most)}
    assert found.exact
    assert {(frozenset(move.name for move in way.moves), way.on) for way in found} == set(wanted)
    for (names, day), values in wanted.items():
        here = [way for way in found if way.on == day and {move.name for move in way.moves} == names]
        everywhere = set(itertools.product(*(DOMAIN[name] for name in sorted(names))))
        enough = {one for one in everywhere if any(within(one, way) for way in here)}
        # Of a set of codes the nearest is given, not every other that would do.
        assert enough <= values if "x_dingen" in names else enough == values
    event(f"{len(found)} ways")


def within(values: tuple, way: Way) -> bool:
    return all(any(value in one for one in move.enough) for value, move in zip(values, way.moves, strict=True))


PACKS = {"heemskerk": date(2018, 6, 1), "nl_participatiewet": date(2025, 11, 15), "be_vlaanderen": date(2026, 1, 1)}


@pytest.mark.parametrize("name", PACKS)
@given(data=st.data())
def test_each_way_leads_to_what_it_says(name: str, data: st.DataObject) -> None:
    pack, on = catalog.load(name), PACKS[name]
    client = data.draw(partial_clients(pack, on=on))
    advice = advise(client, pack, on=on)
    names = [one.id for one in advice if one.kind not in {Kind.CONCLUSION, Kind.ARGUMENTS}]
    outcome = data.draw(st.sampled_from([one for one in names if advice[one].outcome is Outcome.NO] or names))
    found = ways_to(client, pack, outcome, on=on)
    event(f"{len(found)} ways from {advice[outcome].outcome}")
    for way in found:
        assert {move.name for move in way.moves} <= client.known().keys()
        assert all(allowed(move, on) for move in way.moves)
        chosen = {move.name: data.draw(st.sampled_from(ends(move))) for move in way.moves}
        after = advise(later(client, pack, on, way.on, chosen), pack, on=way.on, exact=True)[outcome]
        assert after.outcome is not Outcome.NO
        answers = {one.fact.name: one.value for one in way.answers}
        if way.proved:
            given = {**{move.name: move.value for move in way.moves}, **answers}
            made = later(client, pack, on, way.on, given)
            assert Outcome.YES in {
                advise(made, pack, on=way.on, exact=exact)[outcome].outcome for exact in (False, True)
            }
        if way.on > on:
            assert way.passing or way.law
            eve = way.on - timedelta(days=1)
            if pack.usable(eve):
                before = advise(later(client, pack, on, eve, chosen), pack, on=eve, exact=True)[outcome]
                assert before.outcome is Outcome.NO
    assert smaller_than_none(found)
    if advice[outcome].outcome is Outcome.YES:
        (way,) = found
        assert (way.moves, way.on, way.outcome) == ((), on, Outcome.YES)


def allowed(move: Move, on: date) -> bool:
    """Whether a fact is one that can be proposed to change, and in this way."""
    fact = move.fact
    upward = True
    if fact.change is Change.STEPWISE:
        codes = getattr(fact.type, "codes", None) or (False, True)
        rank = codes.index if not isinstance(fact.type, Number) else int
        upward = all(rank(value) > rank(move.before) for value in ends(move))
        assert move.steps[-1] == move.value
    past = isinstance(move.value, date) and move.value < on
    return (
        not fact.protected
        and fact.kind is FactKind.FACT
        and fact.concerns in {"client", "aanbod"}
        and fact.change in {Change.FREELY, Change.STEPWISE}
        and move.before not in [value for one in move.enough for value in (one.low, one.high)]
        and any(move.value in one for one in move.enough)
        and upward
        and not past
    )


def ends(move: Move) -> list:
    return [value for one in move.enough for value in (one.low, one.high)]


def later(client: Client, pack: Pack, on: date, day: date, changes: dict) -> Client:
    """The client on a day, with these facts changed: what was counted on the first day is counted on."""
    known = {**client.known()}
    for fact in pack.vocabulary.values():
        anchor = fact.follows_from[1] if fact.follows_from else ""
        if isinstance(known.get(anchor), date):
            known.pop(fact.name, None)
        elif fact.name in known and fact.change is Change.WITH_TIME and isinstance(fact.type, Number):
            passed = (day - on).days if fact.type.unit is Unit.DAYS else since(fact.type.unit, on, day)
            counted = known[fact.name] + passed
            known[fact.name] = counted if counted <= fact.type.high else known[fact.name]
    return Client.from_mapping({**known, **changes}, words=pack.vocabulary)


def smaller_than_none(found: Ways) -> bool:
    """Whether no way changes the facts of another one and more, on the same day or later."""
    sets = [({move.name for move in way.moves}, way.on) for way in found]
    return not any(
        (names < others and day <= other) or (names == others and day < other)
        for names, day in sets
        for others, other in sets
    )


# -- conditions that join facts ----------------------------------------------------------


def one(rule: str, **stated: object) -> Ways:
    pack = small(rule)
    return ways_to(Client.from_mapping(stated, words=pack.vocabulary), pack, "pas", on=ON, until=UNTIL)


def small(rule: str) -> Pack:
    return pack_of(parse(rule, []))


def test_a_fact_that_is_compared_with_another() -> None:
    found = one("x_getal > x_trede", x_getal=2, x_trede=4)
    (way,) = found
    assert [(move.name, move.value, move.enough) for move in way.moves] == [("x_getal", 5, (Range(5, 6),))]
    assert not found.exact  # both at once were not looked into
    (way,) = one("x_getal > x_trede en x_vast", x_getal=2, x_trede=4, x_vast=True)
    assert way.outcome is Outcome.YES


@given(number=st.integers(0, 6), step=st.integers(1, 5), weeks=st.integers(0, 8), free=st.booleans())
def test_what_is_joined_with_facts_that_stay(number: int, step: int, weeks: int, *, free: bool) -> None:
    rule = "x_getal + x_trede >= 9 en (x_vrij of x_weken > 8 weken)"
    found = one(rule, x_getal=number, x_trede=step, x_weken=weeks, x_vrij=free)
    for way in found:
        values = {"x_getal": number, "x_trede": step, "x_vrij": free, **{one.name: one.value for one in way.moves}}
        counted = weeks + (way.on - ON).days // 7
        assert values["x_getal"] + values["x_trede"] >= 9
        assert values["x_vrij"] or counted > 8


# -- time ------------------------------------------------------------------------------


def test_a_number_that_was_stated_without_its_date_counts_from_the_statement() -> None:
    (way,) = one("x_weken >= 3 weken", x_weken=1)
    assert (way.on, [(one.fact.name, one.value, one.dated) for one in way.passing]) == (
        ON + timedelta(weeks=2),
        [("x_weken", 3, False)],
    )
    assert "op zijn laatst" in one("x_weken >= 3 weken", x_weken=1).explain()


def test_the_first_day_is_exact_at_the_ends_of_months() -> None:
    pack = catalog.load("nl_participatiewet")
    client = Client.from_mapping({"geboortedatum": "1992-02-29", "ontvangt_algemene_bijstand": True})
    (way,) = ways_to(client, pack, "participatieplaats", on=date(2018, 6, 1))
    assert way.on == date(2019, 3, 1)
    assert not ways_to(client, pack, "participatieplaats", on=date(2018, 6, 1), until=date(2019, 2, 28))


def test_the_ends_of_the_calendar() -> None:
    pack = catalog.load("nl_participatiewet")
    (way,) = ways_to(Client(leeftijd=20), pack, "participatieplaats", on=date(2018, 1, 1), until=date.max)
    assert (way.on, way.passing[0].dated) == (date(2025, 1, 1), False)
    assert not ways_to(Client(leeftijd=20), pack, "participatieplaats", on=date(9998, 1, 1))
    assert len(ways_to(Client(), pack, "participatieplaats", on=date.max)) == 1


def test_a_date_that_has_been_is_not_changed_and_a_new_one_lies_ahead() -> None:
    (way,) = one("x_dag >= 2019-12-25", x_dag=date(2019, 12, 1))
    assert [(move.value, move.enough[0].low) for move in way.moves] == [(ON, ON)]
    assert [[(one.fact.name, one.why) for one in some] for some in one("x_dag < 2019-12-25", x_dag=ON).blocks] == [
        [("x_dag", Hold.PAST)]
    ]
    waits = one("weken sinds x_start >= 2 weken", x_start=ON)
    assert [(way.on, way.moves, way.passing[0].dated) for way in waits] == [(ON + timedelta(weeks=2), (), True)]


# -- why there is no way -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "stated", "why"),
    [
        ("x_vast", {"x_vast": False}, Hold.NEVER),
        ("x_baas", {"x_baas": False}, Hold.SOMEBODY_ELSE),
        ("x_privaat", {"x_privaat": False}, Hold.PROTECTED),
        ("x_norm", {"x_norm": False}, Hold.FINDING),
        ("x_trede <= 2", {"x_trede": 3}, Hold.UPWARD),
        ("niet x_stap", {"x_stap": True}, Hold.UPWARD),
        ("x_weken < 3 weken", {"x_weken": 5}, Hold.WITH_TIME),
        ("weken sinds x_start < 1 weken", {"x_start": date(2019, 12, 1)}, Hold.COUNTED_FROM),
    ],
)
def test_what_cannot_change_is_named(rule: str, stated: dict, why: Hold) -> None:
    found = one(rule, **stated)
    assert not found.ways
    assert [[block.why for block in blocks] for blocks in found.blocks] == [[why]]
    for lang in ("nl", "en"):
        assert found.explain(lang=lang)


def test_facts_that_block_together_stand_together() -> None:
    found = one(
        "(x_vast en x_vrij) of (x_baas en x_privaat)", x_vast=False, x_vrij=False, x_baas=False, x_privaat=False
    )
    assert [[block.fact.name for block in blocks] for blocks in found.blocks] == [["x_vast"], ["x_baas", "x_privaat"]]
    assert "Samen:" in found.explain()


def test_what_is_beyond_the_bound_is_said() -> None:
    rule, stated = "x_vrij en x_plek en x_getal > 3", {"x_vrij": False, "x_plek": False, "x_getal": 0}
    found = one(rule, **stated)
    assert (len(found), found.larger) == (1, False)
    pack = small(rule)
    found = ways_to(Client.from_mapping(stated, words=pack.vocabulary), pack, "pas", on=ON, most=2)
    assert (len(found), found.larger) == (0, True)
    assert "meer dan 2 veranderingen" in found.explain()


def test_many_ways_are_cut_off_and_that_is_said() -> None:
    facts = "".join(f"  f{n}: {{titel: f{n}, type: ja_nee, vraag: v?}}\n" for n in range(60))
    names = ", ".join(f"f{n}" for n in range(60))
    head = f"pakket: klein\ntitel: Klein\nbron: {{regeling: Kleine wet}}\n---\ngegevens:\n{facts}"
    pack = catalog.parse(head, f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nals: minstens 3 van ({names})\n")
    known = Client.from_mapping({f"f{n}": False for n in range(60)}, words=pack.vocabulary)
    found = ways_to(known, pack, "pas", on=ON)
    assert len(found) == 40
    assert not found.exact
    conditions = "".join(f"  - {{id: v{n}, als: f{n}}}\n" for n in range(30))
    pack = catalog.parse(head, f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nvoorwaarden:\n{conditions}")
    reasons = why_not(known, pack, "pas", on=ON)
    assert (len(reasons), reasons.more) == (25, True)
    assert "Er zijn meer redenen" in reasons.explain()


def test_a_date_in_a_constraint_that_does_not_bear_on_it_is_left_alone() -> None:
    rule, aside = parse("x_vast", []), parse("weken sinds x_start > 2 weken", [])
    pack = pack_of(rule, [(aside, "x_baas", True)])
    stated = Client.from_mapping({"x_vast": False, "x_start": ON}, words=pack.vocabulary)
    assert [[one.why for one in some] for some in ways_to(stated, pack, "pas", on=ON).blocks] == [[Hold.NEVER]]


# -- how it is called ------------------------------------------------------------------------


def test_misuse_is_said_at_once() -> None:
    pack, someone = small("x_vrij"), Client()
    for call in (ways_to, why_not):
        with pytest.raises(KeyError, match="pas"):
            call(someone, pack, "pass", on=ON)
        with pytest.raises(KeyError):
            call(someone, pack, "pas", on=ON, code="rood")
        with pytest.raises(TypeError):
            call(someone, pack, "pas", on="2020-01-01")
        with pytest.raises(TypeError):
            call({}, pack, "pas", on=ON)
        with pytest.raises(TypeError):
            call(someone, "klein", "pas", on=ON)
        with pytest.raises(ValueError, match="lang"):
            call(someone, pack, "pas", on=ON).explain(lang="fr")
        with pytest.raises(ValueError, match="style"):
            call(someone, pack, "pas", on=ON).explain(style="html")
        assert call(someone, pack, "pas", on=ON).explain(style="markdown").startswith("## Pas")
    with pytest.raises(TypeError):
        ways_to(someone, pack, "pas", on=ON, until="2021-01-01")
    with pytest.raises(ValueError, match="until"):
        ways_to(someone, pack, "pas", on=ON, until=date(2019, 1, 1))
    for most in (-1, 7, True, 1.5):
        with pytest.raises(ValueError, match="most"):
            ways_to(someone, pack, "pas", on=ON, most=most)
    with pytest.raises(ValueError, match="arguments"):
        ways_to(someone, catalog.load("be_vlaanderen"), "argumenten_samenwerking", on=date(2026, 1, 1))
    with pytest.raises(ValueError, match="code="):
        ways_to(someone, catalog.load("helmond"), "band", on=ON)


def test_nothing_of_a_client_shows_in_a_repr() -> None:
    found = one("x_getal > 5", x_getal=2)
    assert repr(found) == "<Ways pas op 2020-01-01: 1>"
    pack = small("x_getal > 5")
    assert "2, " not in repr(why_not(Client.from_mapping({"x_getal": 2}, words=pack.vocabulary), pack, "pas", on=ON))
