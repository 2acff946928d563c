"""Cases on a small pack: every kind of fact, dates that count, a link between facts, and law that turns."""

import functools
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import frozen
from hypothesis import strategies as st
from islands import small

from participatie import CaseFile, Client, Pack
from participatie.casefile import Event, Kind
from participatie.testing import values

OPENED = date(2020, 1, 6)
DAYS = st.integers(-40, 400).map(lambda days: OPENED + timedelta(days=days))
TEXTS = st.text('aé\u2028\x1b"\\ ', min_size=1, max_size=4).filter(str.strip)

LINK = """
verbanden:
  - {id: rood_is_a, als: kleur = rood, dan: {a: ja}}
  - {id: a_is_niet_c, als: a en b, dan: {c: nee}}
  - {id: wie_c, als: c, dan: {n: 7}}
"""
PERMIT = """
voorziening: pas
titel: Pas
bron: {artikel: 1}
voorwaarden:
  - {id: oud, als: leeftijd >= 18 jaar}
  - id: norm
    als: norm
    geldig: {tot: 2020-07-01}
  - {id: kort, als: maanden sinds begin < 3 maanden of a}
termijnen:
  - {id: kijken, na: 2 maanden, vanaf: begin, tekst: Kijk hoe het gaat.}
  - {id: elke_week, na: 1 weken, daarna_elke: 1 weken, vanaf: begin, tekst: Bel op.}
"""
PLACE = """
voorziening: plek
titel: Plek
bron: {artikel: 2}
voorwaarden:
  - {id: c, als: niet c}
  - {id: n, als: n > 3}
duur: {gemeten_door: maanden_participatieplaats, hoogstens: 6 maanden}
"""
COLOURS = """
conclusie: verf
titel: Verf
bron: {artikel: 3}
codes: [warm, koud]
gevallen:
  - {als: kleur = rood, code: warm}
  - {als: weken_sinds_melding >= 5 weken, code: koud}
anders: {code: warm}
"""


@functools.cache
def pack() -> Pack:
    """The pack that these cases are kept by."""
    return small(LINK, PERMIT, PLACE, COLOURS)


NAMES = (
    *("a", "b", "c", "n", "m", "geld", "begin", "kleur", "dingen", "lied", "norm"),
    *("geboortedatum", "leeftijd", "netwerk", "werk_onbeloond", "startdatum_participatieplaats", "datum_melding"),
)


def facts(least: int = 1) -> st.SearchStrategy[dict[str, Any]]:
    """Some facts with values of their types, which may contradict each other."""
    words = pack().vocabulary
    near = st.dates(date(1999, 1, 1), date(2021, 6, 1))
    one = {name: near if name in _DATES else values(words[name].type) for name in NAMES}
    pairs = st.sampled_from(NAMES).flatmap(lambda name: one[name].map(lambda value: (name, value)))
    return st.lists(pairs, min_size=least, max_size=3, unique_by=lambda pair: pair[0]).map(dict)


_DATES = frozenset({"begin", "geboortedatum", "startdatum_participatieplaats", "datum_melding"})

#: Something to do to a case; when it cannot be done now, it is not done.
Act = Callable[[CaseFile], object]


def acts() -> st.SearchStrategy[Act]:
    """Everything that can be written down."""

    def telling(how: str) -> st.SearchStrategy[Act]:
        return st.builds(
            lambda told, source, on: lambda case: getattr(case, how)(told, source=source, on=on),
            facts(),
            TEXTS,
            DAYS,
        )

    withdrawing: st.SearchStrategy[Act] = st.builds(
        lambda name, source, on: lambda case: case.withdraw(name, source=source, on=on),
        st.sampled_from(NAMES),
        TEXTS,
        DAYS,
    )
    judging: st.SearchStrategy[Act] = st.builds(
        lambda value, by, why, on: lambda case: case.judge("norm", value, by=by, because=why, on=on),
        st.booleans(),
        TEXTS,
        TEXTS,
        DAYS,
    )
    deciding: st.SearchStrategy[Act] = st.builds(
        lambda by, why, on: lambda case: case.hardship("pas", by=by, because=why, on=on), TEXTS, TEXTS, DAYS
    )
    erasing: st.SearchStrategy[Act] = st.builds(
        lambda number, on, fact: lambda case: case.erase(number, by="fg", because="verzoek", on=on, fact=fact),
        st.integers(1, 6),
        DAYS,
        st.none() | st.sampled_from(NAMES),
    )
    return st.one_of(telling("tell"), telling("tell"), telling("correct"), withdrawing, judging, deciding, erasing)


def perform(case: CaseFile, acts: list[Act]) -> CaseFile:
    """Do what can be done."""
    for act in acts:
        try:
            act(case)
        except (ValueError, KeyError) as error:
            assert type(error) in {ValueError, KeyError}, error
    return case


@st.composite
def cases(draw: st.DrawFn) -> CaseFile:
    """Cases in which anything happened."""
    client = Client.from_mapping(draw(facts(0)), words=pack().vocabulary)
    return perform(CaseFile(client, pack(), on=OPENED), draw(st.lists(acts(), max_size=6)))


@frozen
class Told:
    """What a case should state, by a reading of its events that is as plain as can be."""

    events: tuple[Event, ...]

    def facts(self) -> Mapping[str, Any]:
        days: dict[int, date | None] = {}
        for one in self.events:
            about = days.get(one.corrects) if one.corrects else one.on
            days[one.number] = None if about is None else max(one.on, about)
        known: dict[str, Any] = {}
        names = {one.number: one.fact for one in self.events}
        for _, number in sorted((day, number) for number, day in days.items() if day is not None):
            one = next(each for each in self.events if each.number == number)
            if one.kind is Kind.OPENED and not one.erased:
                known |= Client.from_mapping(one.value, words=pack().vocabulary).known()
            elif one.kind in {Kind.TOLD, Kind.CORRECTED, Kind.JUDGED} and not one.erased:
                known[one.fact] = one.value
            elif one.kind in {Kind.WITHDRAWN, Kind.CORRECTED}:
                known.pop(one.fact or names.get(one.corrects, ""), None)
        return known
