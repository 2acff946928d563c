"""What can be asked of a case, what a programmer gets wrong, who follows it, and many at once."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from casefile.happenings import OPENED, pack
from islands import small

from participatie import (
    CaseFile,
    Client,
    Outcome,
    Pack,
    PolicyError,
    Profile,
    UnsupportedError,
    advise,
    catalog,
    engines,
)
from participatie.advice import Advice
from participatie.casefile import Change, Changed, Kind, Standing
from participatie.engines import chain
from participatie.profile import Reading

DAY = date(2020, 2, 3)


def _case(**facts: Any) -> CaseFile:
    return CaseFile(Client.from_mapping(facts, words=pack().vocabulary), pack(), on=OPENED)


# -- what it keeps -----------------------------------------------------------------


def test_a_fact_is_an_event_in_the_order_of_the_call() -> None:
    case = _case()
    one, two, three = case.tell({"n": 4}, a=True, leeftijd=30, source="balie", on=DAY)
    assert [(each.number, each.fact, each.value) for each in (one, two, three)] == [
        (2, "n", 4),
        (3, "a", True),
        (4, "leeftijd", 30),
    ]
    assert case.events[1:] == (one, two, three)
    assert (one.kind, one.source, one.on, one.by, one.because, one.corrects) == (Kind.TOLD, "balie", DAY, "", "", None)


def test_the_opening_holds_the_client_readings_and_all() -> None:
    reading = Reading(raw=3, width=6, ground="gesprek")
    profile = Profile(netwerk=2, readings={"netwerk": reading, "mobiliteit": Reading(ground="niet gevraagd")})
    client = Client(profiel=profile, geboortedatum=date(1990, 1, 1), noden={"schulden"}, lokaal={"n": 3})
    case = CaseFile(client, pack(), on=OPENED)
    assert case.client == client
    case.tell(netwerk=3, source="gesprek", on=DAY)
    assert case.client.profiel == Profile(netwerk=3, readings={"mobiliteit": Reading(ground="niet gevraagd")})
    case.withdraw("netwerk", source="gesprek", on=DAY)
    assert case.client.profiel.netwerk is None
    assert case.at(OPENED).client == client


def test_what_was_told_of_a_later_day_counts() -> None:
    case = _case(n=1)
    case.tell(n=3, source="balie", on=date(2020, 3, 1))
    (late,) = case.tell(n=2, source="brief", on=date(2020, 2, 1))
    assert late.late
    assert case.client.lokaal["n"] == 3
    assert case.at(date(2020, 2, 29)).client.lokaal["n"] == 2
    assert case.at(OPENED).client.lokaal["n"] == 1
    (before,) = case.tell(n=0, source="archief", on=date(2019, 1, 1))
    assert before.late
    assert case.at(OPENED).client.lokaal["n"] == 1


def test_a_correction_never_counts_before_what_it_corrects() -> None:
    case = _case()
    case.tell(n=3, source="balie", on=date(2020, 3, 1))
    (correction,) = case.correct(n=4, source="balie", on=date(2020, 2, 1))
    assert correction.corrects == 2
    assert case.client.lokaal["n"] == 4
    known = case.at(date(2020, 2, 1))
    assert known.events == (case.events[0], correction)
    assert known.client == Client()


def test_two_judgements_are_both_kept_and_the_later_counts() -> None:
    case = _case(leeftijd=30, a=True)
    case.judge("norm", True, by="klantmanager", because="goed gesprek", on=date(2020, 3, 2))
    case.judge("norm", False, by="collega", because="eerder gesprek", on=date(2020, 3, 1))
    assert [one.by for one in case.judgements("norm")] == ["collega", "klantmanager"]
    assert case.advice(on=date(2020, 3, 3))["pas"].outcome is Outcome.YES
    said = case.explain("pas", on=date(2020, 3, 3))
    assert "norm, ja: gebeurtenis 2, 2 maart 2020, beoordeeld, door klantmanager: goed gesprek" in said
    assert "norm, nee: gebeurtenis 3, 1 maart 2020, beoordeeld, door collega: eerder gesprek (later" in said


def test_hardship_stands_beside_the_outcome() -> None:
    case = _case(leeftijd=10)
    event = case.hardship("pas", by="A. de Wit", because="Zij heeft niets anders.", on=DAY)
    assert case.advice(on=DAY)["pas"].outcome is Outcome.NO
    assert case.hardships() == case.hardships("pas") == (event,)
    assert case.hardships("plek") == ()
    said = case.explain("pas", on=DAY, lang="en")
    assert "Hardship: a decision beside the outcome\n  - event 2, 3 February 2020, hardheid, by A. de Wit: Zij" in said
    assert case.explain("plek", on=DAY) == case.advice(on=DAY)["plek"].explain()


def test_an_explanation_cannot_steer_a_terminal() -> None:
    case = _case()
    case.tell(leeftijd=30, source="\x1b[2J", on=DAY)
    said = case.explain("pas", on=DAY)
    assert "bron: \\x1b[2J" in said
    assert "\x1b" not in said


def test_repr_tells_names_and_counts_only() -> None:
    case = _case(leeftijd=30)
    (event,) = case.tell(kleur="groen", source="Kluut", on=DAY)
    assert repr(case) == "<CaseFile klein vanaf 2020-01-06: 2 gebeurtenissen>"
    assert repr(event) == "<Event 2 verteld kleur op 2020-02-03>"
    assert repr(case.events[0]) == "<Event 1 geopend op 2020-01-06>"
    (late,) = case.tell(kleur="rood", source="x", on=OPENED)
    assert repr(late) == "<Event 3 verteld kleur op 2020-01-06 (later opgeschreven)>"


def test_nobody_changes_an_event() -> None:
    case = _case(dingen=["touw"], n=3)
    with pytest.raises(TypeError):
        case.events[0].value["leeftijd"] = 3  # type: ignore[index]  # that is the mistake
    with pytest.raises(TypeError):
        case.events[0].value["lokaal"]["n"] = 3  # type: ignore[index]  # as above
    assert len({case.events[0], *case.events}) == 1


# -- contradictions ------------------------------------------------------------------


def test_facts_that_contradict_each_other_are_kept_named_and_unknown() -> None:
    case = _case(leeftijd=30, kleur="rood")
    case.tell(a=False, source="buur", on=DAY)
    (found,) = case.contradictions(on=DAY)
    assert (found.code, found.arguments["naam"], found.arguments["verband"]) == ("tegenspraak_feiten", "a", "rood_is_a")
    assert case.client.lokaal == {"kleur": "rood", "a": False}
    assert case.advice(on=DAY) == advise(Client(leeftijd=30), pack(), on=DAY)
    assert "Facts that contradict each other" in case.explain("pas", on=DAY, lang="en")


def test_a_chain_of_links_is_followed_to_what_was_stated() -> None:
    """Red means a; a with b means not c: red and b contradict c."""
    case = _case(kleur="rood", b=True, c=True, leeftijd=30, n=7, lied="x")
    (found,) = case.contradictions(on=DAY)
    assert found.arguments["verband"] == "a_is_niet_c"
    assert case._answer(DAY).client.known() == {"leeftijd": 30, "n": 7, "lied": "x"}


def test_a_counter_against_its_date() -> None:
    case = _case(leeftijd=30)
    case.tell(geboortedatum=date(1990, 2, 4), source="paspoort", on=DAY)
    (found,) = case.contradictions(on=DAY)
    assert found.code == "tegenspraak_datum"
    assert case.contradictions(on=date(2020, 2, 4)) == ()  # on his birthday they agree
    assert [one.after.outcome for one in case.history("pas", until=date(2020, 2, 4))] == [
        Outcome.UNKNOWN,
    ]


def test_born_after_the_day() -> None:
    case = _case(geboortedatum=date(2020, 3, 1))
    assert [one.code for one in case.contradictions(on=DAY)] == ["geboren_na_peildatum"]
    assert case.advice(on=DAY)["pas"].outcome is Outcome.UNKNOWN
    assert case.history("pas", until=date(2020, 4, 1))[-1] == Change(
        date(2020, 3, 1), Standing(Outcome.UNKNOWN), Standing(Outcome.NO), None
    )


def test_law_of_another_time_is_no_contradiction() -> None:
    case = CaseFile(Client(), catalog.load("heemskerk"), on=date(2018, 6, 1))
    for asked in (case.advice, case.contradictions, case.due):
        with pytest.raises(PolicyError, match="recht_van_andere_tijd"):
            asked(on=date(2026, 1, 1))
    case.subscribe(lambda _: pytest.fail("nothing can be said on that day"))
    case.tell(trede=1, source="intake", on=date(2026, 1, 1))
    assert len(case.events) == 2


# -- dates that fall due ---------------------------------------------------------------


def test_what_falls_due_is_in_order_and_says_whether_it_passed() -> None:
    case = _case(begin=date(2019, 12, 2), leeftijd=30)
    due = [(one.on, one.outcome, one.due.id, one.passed) for one in case.due(date(2020, 2, 5))]
    assert due == [
        (date(2020, 2, 2), "pas", "kijken", True),
        (date(2020, 2, 10), "pas", "elke_week", False),
        (None, "plek", "duur", False),
    ]
    case.tell(startdatum_participatieplaats=date(2020, 1, 31), source="plan", on=DAY)
    end = case.due(DAY)[-1]
    assert (end.on, end.due.after, end.due.since) == (date(2020, 7, 31), "6 maanden", "startdatum_participatieplaats")


def test_of_a_no_nothing_falls_due() -> None:
    assert {one.outcome for one in _case(begin=DAY, leeftijd=3, c=True).due(DAY)} == set()


# -- who follows it ------------------------------------------------------------------


def test_who_follows_a_case_is_told_what_changed() -> None:
    case = _case(a=True)
    told: list[tuple[Changed, ...]] = []
    stop = case.subscribe(told.append)
    case.tell(geld=3, source="x", on=OPENED)
    assert told == []
    (event,) = case.tell(leeftijd=3, source="x", on=OPENED)
    assert told == [(Changed("pas", Standing(Outcome.UNKNOWN), Standing(Outcome.NO), event),)]
    stop()
    stop()
    case.correct(leeftijd=30, source="x", on=OPENED)
    assert len(told) == 1


def test_each_event_of_a_call_is_told_by_itself() -> None:
    case = _case(a=True, norm=True)
    told: list[tuple[str, int]] = []
    case.subscribe(lambda changed: told.extend((one.id, one.event.number) for one in changed))
    case.tell(leeftijd=30, c=True, geld=3, source="x", on=OPENED)
    assert told == [("pas", 2), ("plek", 3)]


def test_what_time_did_is_told_with_the_next_event() -> None:
    case = _case(a=True, norm=True, geboortedatum="2002-02-01")
    told: list[Changed] = []
    case.subscribe(told.extend)
    (event,) = case.tell(geld=3, source="x", on=DAY)
    assert told == [Changed("pas", Standing(Outcome.NO), Standing(Outcome.YES), event)]


def test_a_callback_that_fails_stops_nothing() -> None:
    case = _case(a=True)
    told: list[int] = []

    def fails(_: object) -> None:
        raise LookupError("een fout van de ander")

    case.subscribe(fails)
    case.subscribe(lambda changed: told.append(changed[0].event.number))
    with pytest.raises(LookupError):
        case.tell(leeftijd=3, source="x", on=OPENED)
    with pytest.raises(ExceptionGroup) as both:
        case.tell({"leeftijd": 30, "c": True}, source="x", on=OPENED)
    assert [type(one) for one in both.value.exceptions] == [LookupError, LookupError]
    assert told == [2, 3, 4]
    assert len(case.events) == 4


@pytest.mark.parametrize(("sound_before", "at_once"), [(0, []), (1, [("pas", 2)])])
def test_an_error_halfway_leaves_out_no_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound_before: int, at_once: list[tuple[str, int]]
) -> None:
    """Both facts were written to the file; the case knows both, and tells of each as soon as it can."""
    case = _case(a=True)
    case.autosave(tmp_path / "dossier.jsonl")
    told: list[Changed] = []
    case.subscribe(told.extend)
    sound, left = case._advise, iter(range(sound_before))

    def breaks(client: Client, on: date) -> Advice:
        if next(left, None) is None:
            raise ZeroDivisionError
        return sound(client, on)

    with monkeypatch.context() as patch:
        patch.setattr(case, "_advise", breaks)
        with pytest.raises(ZeroDivisionError):
            case.tell(leeftijd=3, c=True, source="x", on=OPENED)
    assert [one.fact for one in case.events] == ["", "leeftijd", "c"]
    assert CaseFile.load(tmp_path / "dossier.jsonl", pack()) == case
    assert [(one.id, one.event.number) for one in told] == at_once
    case.tell(geld=3, source="x", on=OPENED)
    assert {one.id: one.after.outcome for one in told} == {"pas": Outcome.NO, "plek": Outcome.NO}
    assert len(told) == 2
    assert CaseFile.load(tmp_path / "dossier.jsonl", pack()) == case


def test_what_a_callback_tells_is_delivered_after_what_is_being_delivered() -> None:
    case = _case(a=True, norm=True)
    order: list[tuple[str, str]] = []

    def answers(changed: tuple[Changed, ...]) -> None:
        order.append(("eerste", changed[0].id))
        if changed[0].id == "pas":
            case.tell(c=True, source="antwoord", on=OPENED)
            order.append(("eerste", "verteld"))

    case.subscribe(answers)
    case.subscribe(lambda changed: order.append(("tweede", changed[0].id)))
    case.tell(leeftijd=30, source="x", on=OPENED)
    assert order == [
        ("eerste", "pas"),
        ("eerste", "verteld"),
        ("tweede", "pas"),
        ("eerste", "plek"),
        ("tweede", "plek"),
    ]
    assert [one.number for one in case.events] == [1, 2, 3]


def test_callbacks_that_keep_telling_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    case = _case(a=True, norm=True, leeftijd=3)
    monkeypatch.setattr("participatie.casefile.followers.MAX_DELIVERIES", 50)
    case.subscribe(lambda _: case.tell(leeftijd=33 - (case.client.leeftijd or 0), source="x", on=OPENED))
    with pytest.raises(RuntimeError, match="kept telling"):
        case.tell(leeftijd=30, source="x", on=OPENED)
    assert len(case.events) == 52
    told: list[object] = []
    case.subscribe(told.append)
    assert told == []  # what was not delivered is not kept for another call


def test_a_callback_may_end_what_it_follows() -> None:
    case = _case(a=True)
    told: list[int] = []
    stops: list[Callable[[], None]] = []
    stops += [case.subscribe(lambda _: [told.append(1), stops[1]()]), case.subscribe(lambda _: told.append(2))]
    case.tell(leeftijd=3, source="x", on=OPENED)
    assert told == [1]


# -- many at once --------------------------------------------------------------------


def test_eight_threads_with_cases_of_three_packs() -> None:
    """Each case is told from all sides; none mixes with another."""
    packs: list[Pack] = [catalog.load(name) for name in ("heemskerk", "velsen", "helmond")]
    cases = [CaseFile(Client(leeftijd=30), one, on=date(2018, 6, 1)) for one in packs]
    told: list[int] = []
    cases[0].subscribe(lambda changed: told.append(changed[0].event.number))
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(6):
                case = cases[(number + step) % 3]
                day = date(2018, 6, 1) + timedelta(days=step)
                case.tell(trede=1 + (number + step) % 6, kunnen=step % 2 == 0, source=str(number), on=day)
                case.advice(on=day)
                case.at(day).client.known()
                assert CaseFile.from_jsonl(case.to_jsonl(), packs).pack is case.pack
        except BaseException as error:  # noqa: BLE001 - shown by the main thread
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert errors == []
    assert sum(len(one.events) for one in cases) == 3 + 8 * 6 * 2
    assert told == sorted(told)
    for case, one in zip(cases, packs, strict=True):
        assert [each.number for each in case.events] == list(range(1, len(case.events) + 1))
        assert CaseFile.from_jsonl(case.to_jsonl(), one) == case
        assert case.advice(on=DAY) == advise(case.client, one, on=DAY)


# -- mistakes of a programmer ------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda case: CaseFile(case.client.known(), case.pack, on=DAY), TypeError, "a Client first"),
        (lambda case: CaseFile(case.client, "heemskerk", on=DAY), TypeError, "a pack second"),
        (lambda case: CaseFile(Client(), case.pack, on="2020-01-01"), TypeError, r"datetime\.date"),
        (lambda case: CaseFile(Client(), case.pack, on=DAY, engine=3), TypeError, "engine="),
        (lambda case: CaseFile(Client(lokaal={"zz": 3}), case.pack, on=DAY), PolicyError, "lokaal_feit_onbekend"),
        (lambda case: CaseFile(Client(lokaal={"n": 300}), case.pack, on=DAY), PolicyError, "waarde_buiten_bereik"),
        (lambda case: case.tell(a=True, source="x", on=datetime(2020, 1, 1)), TypeError, r"datetime\.date"),  # noqa: DTZ001 - the mistake
        (lambda case: case.tell(a=True, source="", on=DAY), ValueError, "source="),
        (lambda case: case.tell(a=True, source=3, on=DAY), TypeError, "source="),
        (lambda case: case.tell(a=True, source="\ud800", on=DAY), ValueError, "source="),
        (lambda case: case.tell(a=True, on=DAY), TypeError, "source"),
        (lambda case: case.tell(source="x", on=DAY), ValueError, "at least one"),
        (lambda case: case.tell([("a", True)], source="x", on=DAY), TypeError, "by name"),
        (lambda case: case.tell({"a": True}, a=True, source="x", on=DAY), ValueError, "twice"),
        (lambda case: case.tell({3: True}, source="x", on=DAY), PolicyError, "onbekend_feit"),
        (lambda case: case.tell(a=None, source="x", on=DAY), ValueError, r"withdraw\('a'"),
        (lambda case: case.tell(aanbod={"werk_onbeloond": True}, source="x", on=DAY), ValueError, "its own name"),
        (lambda case: case.tell(leeftjd=3, source="x", on=DAY), PolicyError, "Bedoelt u 'leeftijd'"),
        (lambda case: case.tell(leeftijd=3, n=101, source="x", on=DAY), PolicyError, "waarde_buiten_bereik"),
        (lambda case: case.correct(b=True, source="x", on=DAY), ValueError, "does not state 'b'"),
        (lambda case: case.correct(leeftijd=3, b=True, source="x", on=DAY), ValueError, "does not state 'b'"),
        (lambda case: case.withdraw("b", source="x", on=DAY), ValueError, "does not state 'b'"),
        (lambda case: case.withdraw("bb", source="x", on=DAY), PolicyError, "onbekend_feit"),
        (lambda case: case.withdraw(3, source="x", on=DAY), TypeError, "by its name"),
        (lambda case: case.judge("leeftijd", 3, by="x", because="y", on=DAY), ValueError, r"use tell\(leeftijd"),
        (lambda case: case.judge("hardheid", True, by="x", because="y", on=DAY), ValueError, r"use hardship\("),
        (lambda case: case.judge("nrm", True, by="x", because="y", on=DAY), PolicyError, "Bedoelt u 'norm'"),
        (lambda case: case.judge("norm", 3, by="x", because="y", on=DAY), PolicyError, "verkeerd_type"),
        (lambda case: case.judge("norm", None, by="x", because="y", on=DAY), ValueError, "withdraw"),
        (lambda case: case.judge("norm", True, by=" ", because="y", on=DAY), ValueError, "by="),
        (lambda case: case.judge("norm", True, by="x", because="", on=DAY), ValueError, "because="),
        (lambda case: case.hardship("pass", by="x", because="y", on=DAY), KeyError, "bedoelt u 'pas'"),
        (lambda case: case.hardship(3, by="x", because="y", on=DAY), TypeError, "its id"),
        (lambda case: case.hardships("pass"), KeyError, "bedoelt u 'pas'"),
        (lambda case: case.history("pass"), KeyError, "bedoelt u 'pas'"),
        (lambda case: case.history("pas", until=date(2019, 1, 1)), ValueError, "opened on"),
        (lambda case: case.explain("pass", on=DAY), KeyError, "bedoelt u 'pas'"),
        (lambda case: case.explain("pas", on=DAY, lang="fr"), ValueError, "lang"),
        (lambda case: case.judgements("nrm"), KeyError, "bedoelt u 'norm'"),
        (lambda case: case.erase(9, by="x", because="y", on=DAY), KeyError, "events 1 to 1"),
        (lambda case: case.erase("1", by="x", because="y", on=DAY), TypeError, "whole number"),
        (lambda case: case.erase(1, by="x", because="y", on=DAY, fact="leeftjd"), KeyError, "bedoelt u 'leeftijd'"),
        (lambda case: case.at(date(2020, 1, 5)), ValueError, "opened on"),
        (lambda case: case.at("2020-02-02"), TypeError, r"datetime\.date"),
        (lambda case: case.at(DAY).tell(a=True, source="x", on=DAY), ValueError, "as it was known"),
        (lambda case: case.at(DAY).erase(1, by="x", because="y", on=DAY), ValueError, "as it was known"),
        (lambda case: case.at(DAY).to_jsonl(), ValueError, "as it was known"),
        (lambda case: case.advice(on="2020-02-02"), TypeError, r"datetime\.date"),
        (lambda case: case.subscribe("print"), TypeError, "to call"),
    ],
)
def test_a_mistake_is_an_error_at_once_and_nothing_is_lost(
    call: Callable[[CaseFile], object], error: type[Exception], said: str
) -> None:
    case = _case(leeftijd=30)
    with pytest.raises(error, match=said):
        call(case)
    assert case == _case(leeftijd=30)


def test_what_was_erased_cannot_be_erased_again() -> None:
    case = _case(leeftijd=30)
    case.tell(a=True, source="x", on=DAY)
    case.erase(2, by="fg", because="y", on=DAY)
    for number in (2, 3):
        with pytest.raises(ValueError, match="nothing that can be erased"):
            case.erase(number, by="fg", because="y", on=DAY)
    case.tell(a=True, source="x", on=DAY)
    with pytest.raises(ValueError, match="for the opening"):
        case.erase(4, by="fg", because="y", on=DAY, fact="a")


def test_a_case_is_equal_to_one_with_the_same_events_only() -> None:
    assert _case(leeftijd=30) == _case(leeftijd=30)
    assert _case(leeftijd=30) != _case(leeftijd=31)
    assert _case() != "een dossier"
    with pytest.raises(TypeError):
        hash(_case())


def test_it_says_which_engine_it_uses() -> None:
    case = CaseFile(Client(), pack(), on=OPENED, engine="reference")
    assert case.engine == case.at(OPENED).engine == "reference"
    assert _case().engine == engines.available()[-1]


def test_an_engine_that_does_not_exist_or_work_opens_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="reference"):
        CaseFile(Client(), pack(), on=OPENED, engine="referentie")
    monkeypatch.setattr(chain, "durable", None)
    assert _case().engine == "compiled"
    with pytest.raises(UnsupportedError, match="durable"):
        CaseFile(Client(), pack(), on=OPENED, engine="durable")


# -- what follows from what --------------------------------------------------------------


def _left(links: str, **facts: Any) -> set[str]:
    """The facts that an advice leaves out, with these links between them."""
    law = small(f"verbanden:\n{links}", "voorziening: pas\ntitel: Pas\nbron: {artikel: 1}\nals: a\n")
    case = CaseFile(Client.from_mapping(facts, words=law.vocabulary), law, on=OPENED)
    return set(facts) - set(case._answer(DAY).client.known())


@pytest.mark.parametrize(
    ("links", "facts", "left"),
    [
        # Of two alternatives only the one that holds is a ground.
        ("  - {id: x, als: a of b, dan: {c: nee}}", {"a": True, "b": False, "c": True}, {"a", "c"}),
        ("  - {id: x, als: a of b, dan: {c: nee}}", {"a": True, "b": True, "c": True}, {"a", "b", "c"}),
        # Left out by itself, a would come back from the colour, and with it the no of c.
        (
            "  - {id: x, als: kleur = rood, dan: {a: ja}}\n  - {id: y, als: a, dan: {c: nee}}",
            {"a": True, "kleur": "rood", "c": True},
            {"a", "kleur", "c"},
        ),
        # Two links to one fact, and one from there.
        (
            "  - {id: x, als: a of b, dan: {norm: ja}}\n  - {id: z, als: norm, dan: {c: nee}}",
            {"a": True, "b": True, "c": True, "n": 3},
            {"a", "b", "c"},
        ),
        # c tells that b is not so, and norm that it is.
        (
            "  - {id: x, als: b, dan: {c: nee}}\n  - {id: y, als: norm, dan: {b: ja}}",
            {"c": True, "norm": True, "n": 3},
            {"c", "norm"},
        ),
        # An age follows from a date of birth.
        (
            "  - {id: x, als: norm, dan: {leeftijd: 40}}",
            {"norm": True, "geboortedatum": "1990-01-01", "n": 3},
            {"norm", "geboortedatum"},
        ),
        (
            "  - {id: x, als: leeftijd > 40 jaar, dan: {a: ja}}",
            {"geboortedatum": "1960-01-01", "a": False},
            {"geboortedatum", "a"},
        ),
    ],
)
def test_what_is_left_out_is_what_was_stated_on_both_sides(links: str, facts: dict[str, Any], left: set[str]) -> None:
    assert _left(links, **facts) == left
