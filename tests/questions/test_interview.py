"""Interviews: never an irrelevant question, never one twice, and what is known at the end is what everybody would say."""

import itertools
import json
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from islands import JA, NEE, OORDEEL, island, small, wrong

from participatie import Client, Interview, Pack, Question, advise, catalog, interview
from participatie.testing import clients, partial_clients
from participatie.values import Value

DAYS = {
    "heemskerk": date(2018, 6, 1),
    "nl_participatiewet": date(2026, 1, 1),
    "helmond": date(2026, 1, 1),
    "motivatie": date(2026, 1, 1),
    "be_vlaanderen": date(2026, 1, 1),
}
ON = date(2016, 1, 1)


def tier(question: Question) -> tuple[bool, bool]:
    return question.judgement, bool(question.protected)


def held(talk: Interview, truth: Mapping[str, Value]) -> Iterator[tuple[Interview, Question]]:
    """An interview held with somebody of whom ``truth`` is known: each step, before its question is answered."""
    while (question := talk.next) is not None:
        yield talk, question
        name = question.fact
        talk = talk.answer(name, truth[name]) if name in truth else talk.skip(name)


def ended(talk: Interview, truth: Mapping[str, Value]) -> Interview:
    for step, question in held(talk, truth):
        name = question.fact
        talk = step.answer(name, truth[name]) if name in truth else step.skip(name)
    return talk


# -- packs -------------------------------------------------------------------------


@st.composite
def begun(draw: st.DrawFn, name: str) -> tuple[Pack, date, Client, Client, list[str]]:
    """A pack, somebody of whom a part is known, and some goals."""
    pack, on = catalog.load(name), DAYS[name]
    whole = draw(clients(pack, on=on))
    facts = whole.known()
    kept = draw(st.sets(st.sampled_from(sorted(facts))))
    part = Client.from_mapping({one: facts[one] for one in kept}, words=pack.vocabulary)
    ids = [one.id for one in advise(Client(), pack, on=on)]
    goals = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True))
    return pack, on, whole, part, goals


@pytest.mark.parametrize("name", DAYS)
@given(data=st.data())
def test_an_interview_asks_what_matters_in_order_once_and_ends_where_the_whole_client_does(
    name: str, data: st.DataObject
) -> None:
    pack, on, whole, part, goals = data.draw(begun(name))
    truth = {**whole.facts(on), **whole.lokaal}
    talk = last = interview(part, pack, on=on, goals=goals)
    asked: list[str] = []
    for step, question in held(talk, truth):
        plain = advise(step.client, pack, on=on, exact=True)
        relevant = {fact for goal in goals for fact in plain[goal].missing}
        assert question.fact in relevant
        assert question.fact not in asked
        assert set(question.outcomes) == {goal for goal in goals if question.fact in plain[goal].missing}
        assert question.sources
        # What is skipped can take other questions along, and never brings one back.
        assert {one.fact for one in step.questions} <= relevant
        assert all(tier(question) <= tier(other) for other in step.questions)
        asked.append(question.fact)
        last = step.answer(question.fact, truth[question.fact]) if question.fact in truth else step.skip(question.fact)
    event(f"{len(asked) // 5 * 5} questions and more")
    expected, found = advise(whole, pack, on=on, exact=True), last.advice
    for goal in goals:
        if last.skipped:
            assert found[goal].outcome in {expected[goal].outcome, found[goal].outcome.UNKNOWN, OORDEEL}
        else:
            assert found[goal].missing == ()
            assert (found[goal].outcome, found[goal].certain) == (expected[goal].outcome, expected[goal].certain)


@pytest.mark.parametrize("name", ["heemskerk", "be_vlaanderen"])
@given(data=st.data())
def test_answers_in_any_order_lead_to_the_same_client_and_the_same_questions(name: str, data: st.DataObject) -> None:
    pack, on = catalog.load(name), DAYS[name]
    facts = data.draw(partial_clients(pack, on=on)).known()
    first, second = (data.draw(st.permutations(sorted(facts))) for _ in range(2))
    goals = [one.id for one in advise(Client(), pack, on=on)][:6]
    one = other = interview(Client(), pack, on=on, goals=goals)
    for fact in first[:12]:
        one = one.answer(fact, facts[fact])
    for fact in [fact for fact in second if fact in first[:12]]:
        other = other.answer(fact, facts[fact])
    assert one.client == other.client
    assert [question.fact for question in one] == [question.fact for question in other]
    assert one.open == other.open
    assert one.advice.to_json() == other.advice.to_json()


@given(data=st.data())
def test_what_is_taken_over_between_steps_is_what_would_be_found_anew(data: st.DataObject) -> None:
    pack, on, whole, part, goals = data.draw(begun("heemskerk"))
    truth = {**whole.facts(on), **whole.lokaal}
    for step, question in held(interview(part, pack, on=on, goals=goals), truth):
        anew = interview(step.client, pack, on=on, goals=goals, resume={"antwoorden": {}, "overgeslagen": step.skipped})
        assert (anew.open, [one.fact for one in anew]) == (step.open, [one.fact for one in step])
        assert question == anew.next


# -- small packs, where everything can be tried ------------------------------------

ATOMS = ("a", "b", "c", "norm", "n >= 10", "n < 50", "kleur in [rood, groen]", "m >= 3 maanden")
VALUES: Mapping[str, tuple[Value, ...]] = {
    "a": (False, True),
    "b": (False, True),
    "c": (False, True),
    "norm": (False, True),
    "n": (5, 20, 60),
    "kleur": ("rood", "blauw"),
    "m": (1, 3),
}
TIES = (
    "",
    "verbanden:\n  - {id: v, tekst: b volgt, als: a, dan: {b: ja}}\n",
    "verbanden:\n  - {id: v, tekst: v, als: a, dan: {b: ja}}\n  - {id: w, tekst: w, als: niet c, dan: {b: nee}}\n",
    "verbanden:\n  - {id: v, tekst: c volgt, als: n >= 10 en a, dan: {c: nee}}\n",
)
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS).flatmap(lambda atom: st.sampled_from([atom, f"niet ({atom})"])),
    lambda inner: st.tuples(inner, st.sampled_from(["en", "of"]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
    max_leaves=6,
)


def provision(name: str, condition: str) -> str:
    return f"voorziening: {name}\ntitel: {name}\nbron: {{artikel: 1}}\nals: {condition}\n"


def pack_of(conditions: list[str], ties: str) -> Pack:
    documents = [provision(f"pas_{number}", one) for number, one in enumerate(conditions)]
    return small.__wrapped__(*documents, *([ties] if ties else []))


@given(conditions=st.lists(CONDITIONS, min_size=1, max_size=3), ties=st.sampled_from(TIES), data=st.data())
def test_what_is_asked_beside_what_was_skipped_can_settle_something(
    conditions: list[str], ties: str, data: st.DataObject
) -> None:
    """A question is left exactly when some answers to questions that were not skipped settle a goal."""
    pack = pack_of(conditions, ties)
    talk = interview(Client(), pack, on=ON)
    for _ in range(data.draw(st.integers(0, 4))):
        name = data.draw(st.sampled_from(sorted(VALUES)))
        value = data.draw(st.sampled_from((None, *VALUES[name])))
        if name in talk.advice.missing and name not in talk.skipped:
            talk = talk.skip(name) if value is None else talk.answer(name, value)
    free = [name for name in VALUES if name not in talk._standing.facts and name not in talk.skipped]
    before = set(talk.open)
    expected = smallest(talk, free, before) if before else set()
    assert {question.fact for question in talk} == expected
    event(f"{len(expected)} of {len(talk.advice.missing)} left, {len(talk.skipped)} skipped")


def smallest(talk: Interview, free: list[str], before: set[str]) -> set[str]:
    """The facts that occur in a smallest set of answers that settles some goal: everything is tried."""
    found: set[str] = set()
    settling: dict[str, list[dict[str, Value]]] = {goal: [] for goal in before}
    for size in range(1, len(free) + 1):
        for names in itertools.combinations(free, size):
            for values in itertools.product(*(VALUES[name] for name in names)):
                given = dict(zip(names, values, strict=True))
                if all(any(one.items() <= given.items() for one in sets) for sets in settling.values()):
                    continue
                client = Client.from_mapping({**talk.client.known(), **given}, words=talk._inquiry.pack.vocabulary)
                try:
                    advice = advise(client, talk._inquiry.pack, on=ON, exact=True)
                except ValueError:
                    continue
                for goal, sets in settling.items():
                    smaller = any(one.items() <= given.items() for one in sets)
                    if advice[goal].outcome in {JA, NEE} and not smaller:
                        sets.append(given)
                        found |= given.keys()
    return found


@given(conditions=st.lists(CONDITIONS, min_size=1, max_size=3))
def test_the_first_question_settles_most_among_those_of_its_sort(conditions: list[str]) -> None:
    """Beside a reckoning of what each answer settles, every cell of a fact being as likely."""
    pack = pack_of(conditions, "")
    talk = interview(Client(), pack, on=ON)
    assume(talk.next is not None)
    cells = cells_of(conditions)
    expected: dict[str, float] = {}
    for question in talk:
        outcomes = [
            sum(goal not in talk.answer(question.fact, value).open for goal in talk.open)
            for value in cells[question.fact]
        ]
        expected[question.fact] = sum(outcomes) / len(outcomes)
    first = talk.next
    same = [one for one in talk if tier(one) == tier(first)]
    assert expected[first.fact] == pytest.approx(max(expected[one.fact] for one in same))
    assert [one.fact for one in talk] == [one.fact for one in interview(Client(), pack, on=ON)]


def cells_of(conditions: list[str]) -> Mapping[str, tuple[Value, ...]]:
    """A value of each cell that these conditions tell apart."""
    text = " ".join(conditions)
    found = dict(VALUES)
    if "n >= 10" not in text:
        found["n"] = (20, 60)
    elif "n < 50" not in text:
        found["n"] = (5, 20)
    return found


# -- answers -----------------------------------------------------------------------


def talk_of(condition: str = "a en n >= 10 en kleur in [rood]", **known: object) -> Interview:
    pack = small(provision("pas", condition))
    return interview(Client.from_mapping(known, words=pack.vocabulary), pack, on=ON)


def test_a_wrong_answer_leaves_the_interview_as_it_was() -> None:
    talk = talk_of(a=True)
    before = talk.to_mapping(), [one.fact for one in talk], talk.client
    assert [one.code for one in wrong(lambda: talk.answer("n", 101))] == ["waarde_buiten_bereik"]
    assert [one.code for one in wrong(lambda: talk.answer("n", "tien"))] == ["verkeerd_type"]
    assert [one.code for one in wrong(lambda: talk.answer("kleur", "rod"))] == ["onbekende_code"]
    assert [one.code for one in wrong(lambda: talk.answer("n", None))] == ["verkeerd_type"]
    assert (talk.to_mapping(), [one.fact for one in talk], talk.client) == before


def test_misuse_is_said_at_once() -> None:
    talk = talk_of(a=True)
    with pytest.raises(KeyError, match="bedoelt u 'kleur'"):
        talk.answer("kleurr", "rood")
    with pytest.raises(TypeError, match="by its name"):
        talk.answer(3, 3)
    with pytest.raises(ValueError, match="known already"):
        talk.answer("a", False)
    with pytest.raises(ValueError, match="is known"):
        talk.skip("a")
    with pytest.raises(ValueError, match="not answered"):
        talk.change("n", 3)
    with pytest.raises(ValueError, match="neither"):
        talk.forget("n")
    pack = catalog.load("heemskerk")
    with pytest.raises(KeyError, match="bedoelt u 'participatieplaats'"):
        interview(Client(), pack, on=DAYS["heemskerk"], goals=["participatieplaatz"])
    with pytest.raises(TypeError, match="list of ids"):
        interview(Client(), pack, on=DAYS["heemskerk"], goals="participatieplaats")
    for arguments in (({}, pack), (Client(), "heemskerk")):
        with pytest.raises(TypeError):
            interview(*arguments, on=DAYS["heemskerk"])
    with pytest.raises(TypeError, match=r"datetime\.date"):
        interview(Client(), pack, on="2018-06-01")
    for saved in ({}, [], {"antwoorden": [], "overgeslagen": []}):
        with pytest.raises(TypeError, match="resume"):
            interview(Client(), pack, on=DAYS["heemskerk"], resume=saved)


def test_answers_that_contradict_each_other_are_named() -> None:
    ties = "verbanden:\n  - {id: v, tekst: b volgt, als: a, dan: {b: ja}}\n"
    pack = small(provision("pas", "a en b en c"), ties)
    talk = interview(Client(), pack, on=ON).answer("a", True)
    assert "b" not in [one.fact for one in talk]
    (found,) = wrong(lambda: talk.answer("b", False))
    assert (found.code, found.arguments["verband"]) == ("tegenspraak_feiten", "v")
    assert wrong(lambda: talk.change("a", False).answer("b", False)) == ()


def test_facts_that_cannot_be_true_together_are_refused_though_no_two_clash() -> None:
    ties = (
        "verbanden:\n  - {id: v, tekst: v, als: a en b, dan: {c: ja}}\n"
        "  - {id: w, tekst: w, als: niet b, dan: {c: ja}}\n  - {id: x, tekst: x, als: n > 10, dan: {c: nee}}\n"
    )
    pack = small(provision("pas", "a of b of c of n > 10"), ties)
    talk = interview(Client(), pack, on=ON, goals=["pas"]).answer("n", 11)
    (found,) = wrong(lambda: talk.answer("a", True))
    assert found.code in {"tegenspraak_feiten", "samen_onmogelijk"}
    assert talk.answer("a", False).client.lokaal["n"] == 11


def test_constraints_that_nobody_can_meet_are_named() -> None:
    ties = "".join(
        f"  - {{id: v{number}, tekst: v, als: {when}, dan: {{{then}}}}}\n"
        for number, (when, then) in enumerate(
            [("a", "b: ja"), ("a", "b: nee"), ("niet a", "c: ja"), ("niet a", "c: nee")]
        )
    )
    pack = small(provision("pas", "a en n > 10"), f"verbanden:\n{ties}")
    (found,) = wrong(lambda: interview(Client(), pack, on=ON))
    assert (found.code, found.arguments["verbanden"]) == ("verbanden_onmogelijk", "v0, v1, v2, v3")


def test_change_and_forget() -> None:
    talk = talk_of().answer("a", True).answer("n", 10)
    assert talk.next.fact == "kleur"
    changed = talk.change("a", False)
    assert (changed.next, changed.advice["pas"].outcome) == (None, NEE)
    assert changed.answers == {"n": 10, "a": False}
    back = changed.forget("a")
    assert [one.fact for one in back] == ["a", "kleur"]
    assert talk.skip("kleur").next is None
    assert talk.skip("kleur").open == ("pas",)
    assert talk.skip("kleur").forget("kleur").next.fact == "kleur"
    assert talk.skip("kleur").answer("kleur", "rood").advice["pas"].outcome is JA


def test_what_was_known_beforehand_can_be_changed_too() -> None:
    talk = talk_of(a=False)
    assert talk.next is None
    assert [one.fact for one in talk.change("a", True)] == ["n", "kleur"]


@given(data=st.data())
def test_a_saved_interview_goes_on_where_it_was(data: st.DataObject) -> None:
    pack, on, whole, part, goals = data.draw(begun("heemskerk"))
    truth = {**whole.facts(on), **whole.lokaal}
    steps = list(held(interview(part, pack, on=on, goals=goals), truth))
    if steps:
        talk, question = data.draw(st.sampled_from(steps))
        again = interview(part, pack, on=on, goals=goals, resume=json.loads(json.dumps(talk.to_mapping())))
        assert again.client == talk.client
        assert (again.answers, again.skipped, again.next) == (talk.answers, talk.skipped, question)


# -- questions ---------------------------------------------------------------------


def test_what_a_question_says() -> None:
    talk = interview(Client(trede=2), catalog.load("heemskerk"), on=DAYS["heemskerk"], goals=["participatieplaats"])
    asked = {question.fact: question for question in talk}
    age, chance = asked["leeftijd"], asked["kans_op_werk_gering"]
    assert (age.range, age.unit, age.or_date, age.codes) == ((0, 120), "jaar", "geboortedatum", None)
    assert [str(one) for one in age.sources] == ["artikel 7 lid 8 Participatiewet"]
    assert (age.answered_by, age.concerns, age.judgement, age.protected) == ("client", "client", False, ())
    assert (chance.judgement, chance.allowed) == (True, "ja of nee")
    assert "participatieplaats" in chance.outcomes
    assert list(asked)[-1] in {name for name, one in asked.items() if one.judgement}
    assert json.loads(json.dumps(age.to_mapping()))["bereik"] == [0, 120]


def test_a_date_settles_what_is_counted_from_it_and_neither_is_asked_after_the_other() -> None:
    pack, on = catalog.load("heemskerk"), DAYS["heemskerk"]
    talk = interview(Client(trede=2), pack, on=on, goals=["participatieplaats"])
    assert "leeftijd" in [one.fact for one in talk]
    told = talk.answer("geboortedatum", "1988-03-02")
    assert not {"leeftijd", "geboortedatum"} & {one.fact for one in told}
    assert not {"leeftijd", "geboortedatum"} & {one.fact for one in talk.skip("leeftijd")}
    assert not {"leeftijd", "geboortedatum"} & {one.fact for one in talk.skip("geboortedatum")}
    (found,) = wrong(lambda: told.answer("leeftijd", 29))
    assert found.code == "tegenspraak_datum"


def test_where_a_rule_looks_at_both_the_date_is_asked() -> None:
    pack = small.__wrapped__(provision("pas", "leeftijd >= 18 jaar of (jaren sinds geboortedatum < 80 jaar en a)"))
    asked = [one.fact for one in interview(Client(), pack, on=ON)]
    assert "geboortedatum" in asked
    assert "leeftijd" not in asked
    assert interview(Client(), pack, on=ON).not_exact == ("pas",)


def test_forms_hold_every_question_once_by_who_answers() -> None:
    pack = small(provision("pas", "a en norm"), provision("boot", "norm of b"))
    talk = interview(Client(), pack, on=ON)
    assert [(form.answered_by, [one.fact for one in form.questions]) for form in talk.forms()] == [
        ("client", ["b", "a"]),  # as much hangs on either; outcomes stand in alphabetical order
        ("raad", ["norm"]),
    ]


def test_without_goals_it_is_about_all_provisions_and_in_a_pack_without_any_about_every_outcome() -> None:
    pack = catalog.load("nl_participatiewet")
    talk = interview(Client(), pack, on=DAYS["nl_participatiewet"])
    assert "participatieplaats" in talk.goals
    assert "plicht_tegenprestatie" not in talk.goals
    motivation = interview(Client(), catalog.load("motivatie"), on=DAYS["motivatie"])
    assert set(motivation.goals) == {one.id for one in motivation.advice}


def test_what_is_not_in_force_asks_nothing() -> None:
    pack = catalog.load("nl_participatiewet")
    on = date(2018, 6, 1)
    gone = [one.id for one in advise(Client(), pack, on=on) if one.reason is not None]
    for goal in gone:
        talk = interview(Client(), pack, on=on, goals=[goal])
        assert (talk.next, talk.open) == (None, ())


def test_it_shows_no_answers() -> None:
    assert repr(talk_of().answer("n", 77)) == "<Interview: 1 antwoorden, 2 vragen, 1 open>"


def test_an_island_with_everything_can_be_asked_about() -> None:
    pack = island()
    talk = interview(Client(), pack, on=ON)
    while talk.next is not None:
        talk = talk.skip(talk.next.fact)
    assert talk.questions == talk.forms() == ()
