"""The law read a second time: in plain Python, for people of whom everything is known.

Two readings that were written apart and agree on everybody are less likely to be wrong than one.
Then a part of the same person is forgotten: the answer may become open, and nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lawcases import HEEMSKERK, JA, NEE, NL, ONBEKEND, OORDEEL, SETTLED, assess

from participatie import Assessment, Client, Outcome, advise, catalog
from participatie.values import Boolean, Number
from participatie.vocabulary import Kind

Facts = Mapping[str, Any]

DAYS = [
    (NL, date(2018, 1, 1)),
    (NL, date(2023, 1, 1)),
    (NL, date(2023, 6, 30)),
    (NL, date(2023, 7, 1)),
    (NL, date(2025, 12, 31)),
    (NL, date(2026, 1, 1)),
    (NL, date(2026, 7, 1)),
    (HEEMSKERK, date(2018, 2, 28)),
    (HEEMSKERK, date(2018, 3, 1)),
    (HEEMSKERK, date(2018, 6, 1)),
    (HEEMSKERK, date(2023, 6, 30)),
]
#: Where every provision is in force on one of them.
FEW_DAYS = [(NL, date(2025, 12, 31)), (NL, date(2026, 1, 1)), (HEEMSKERK, date(2018, 6, 1))]
JULY_2023, NEW_YEAR_2026 = date(2023, 7, 1), date(2026, 1, 1)
ORDINANCE = date(2018, 3, 1)


# -- the second reading ------------------------------------------------------------------------


def groep(f: Facts) -> bool:
    """Article 7 lid 1 a, and article 6 a."""
    nugger = not f["pensioengerechtigd"] and f["ingeschreven_als_werkzoekende"] and not f["ontvangt_andere_uitkering"]
    return f["ontvangt_algemene_bijstand"] or f["valt_onder_artikel_10_lid_2"] or f["ontvangt_anw_ioaw_ioaz"] or nugger


def uwv_in_the_way(f: Facts) -> bool:
    """Article 7 lid 3 c and lid 7."""
    return f["ontvangt_uwv_uitkering"] and not (f["valt_onder_artikel_10_lid_2"] or f["overeenkomst_college_uwv"])


def ondersteuning_7_1_a(f: Facts, on: date) -> bool:
    if f["leeftijd"] < 27:
        if on >= NEW_YEAR_2026 or f["kan_rijksbekostigd_onderwijs_volgen"]:
            return False
        necessary = on >= JULY_2023 and f["ondersteuning_noodzakelijk"]
        if f["weken_sinds_melding"] < 4 and not necessary:
            return False
    return groep(f) and not uwv_in_the_way(f)


def ondersteuning_7a(f: Facts, on: date) -> bool:
    if on < NEW_YEAR_2026 or f["leeftijd"] >= 27:
        return False
    no_waiting = (
        f["weken_sinds_melding"] >= 4
        or f["ondersteuning_noodzakelijk"]
        or f["praktijkonderwijs_of_vso_afgelopen_jaar"]
        or f["medisch_urenbeperkt"]
        or f["behoort_tot_doelgroep_lks"]
    )
    a = groep(f) and f["onderwijs_onmogelijk_of_ongeschikt"] and no_waiting and not uwv_in_the_way(f)
    return a or f["school_verzoekt_ondersteuning"] or f["in_initieel_hoger_onderwijs"]


def leer_werktraject_10f(f: Facts, on: date) -> bool:
    if on >= NEW_YEAR_2026:
        return False
    a = f["leeftijd"] in {16, 17} and not f["leer_of_kwalificatieplicht_geeindigd"]
    b = 18 <= f["leeftijd"] < 27 and not f["heeft_startkwalificatie"]
    return f["leerwerktraject_geboden"] and f["ondersteuning_nodig_voor_leerwerktraject"] and (a or b)


def participatieplaats(f: Facts, _: date) -> bool | None:
    if f["ontvangt_algemene_bijstand"] and f["ontvangt_uwv_uitkering"] and not f["overeenkomst_college_uwv"]:
        # Does lid 7 bind someone with bijstand and a benefit from UWV too? Nobody has established that.
        return None
    return (
        f["leeftijd"] >= 27
        and (f["ontvangt_algemene_bijstand"] or (f["ontvangt_uwv_uitkering"] and f["overeenkomst_college_uwv"]))
        and f["kans_op_werk_gering"]
        and f["vooralsnog_niet_bemiddelbaar"]
        and f["werk_onbeloond"]
        and f["werk_additioneel"]
        and not f["verdringing"]
        and f["maanden_participatieplaats"] < 24
    )


def participatieplaats_heemskerk(f: Facts, on: date) -> bool | None:
    return participatieplaats(f, on) if on < ORDINANCE or f["trede"] in {1, 2} else False


def voortzetting(f: Facts, _: date) -> bool:
    return f["maanden_participatieplaats"] < 12 or f["kans_vergroot_bij_beoordeling_9"]


def verlenging(f: Facts, _: date) -> bool:
    months = f["maanden_participatieplaats"]
    if months > 36 or not f["kans_verbetert_aanmerkelijk"]:
        return False
    return months > 24 or f["ander_werk_andere_omgeving"]


def premie(f: Facts, _: date) -> bool:
    months = f["maanden_participatieplaats"]
    return 0 < months <= 48 and months % 6 == 0 and f["voldoende_meegewerkt"]


def proefplaats(f: Facts, on: date) -> bool:
    return (
        on >= JULY_2023
        and ondersteuning_7_1_a(f, on)
        and f["ontvangt_algemene_bijstand"]
        and f["proefplaats_gericht_op_dienstverband_zelfde_werkgever"]
        and f["proefplaats_toestemming_gevraagd_maanden"] <= 2 + 4
    )


def scholing(f: Facts, on: date) -> bool:
    school = f["leeftijd"] < 27 and f["kan_rijksbekostigd_onderwijs_volgen"]
    return on >= ORDINANCE and f["scholing_vergroot_kansen"] and not school


def werkstage(f: Facts, on: date) -> bool:
    if on < ORDINANCE:
        return False
    either = [3 <= f["trede"] <= 6, f["langdurig_werkloos"]]
    return any(either) if f["lezing_werkstage_doelgroep"] else all(either)


def indienstnemingssubsidie(f: Facts, on: date) -> bool:
    return (
        on >= ORDINANCE
        and f["contractduur_maanden"] >= 6
        and f["maanden_volledige_pw_uitkering"] >= 6
        and f["nog_niet_volledig_inzetbaar"]
    )


#: True, False, or None where the second reader does not know either.
NATIONAL: dict[str, Callable[[Facts, date], bool | None]] = {
    "ondersteuning_7_1_a": ondersteuning_7_1_a,
    "ondersteuning_7a": ondersteuning_7a,
    "leer_werktraject_10f": leer_werktraject_10f,
    "participatieplaats": participatieplaats,
    "participatieplaats_voortzetting": voortzetting,
    "participatieplaats_verlenging": verlenging,
    "premie_participatieplaats": premie,
    "proefplaats": proefplaats,
}
SECOND = {
    NL: NATIONAL,
    HEEMSKERK: NATIONAL
    | {
        "participatieplaats": participatieplaats_heemskerk,
        "scholing": scholing,
        "werkstage": werkstage,
        "indienstnemingssubsidie": indienstnemingssubsidie,
    },
}


# -- people ------------------------------------------------------------------------------------

#: On both sides of every number that the law names.
NUMBERS = {
    "leeftijd": [15, 16, 17, 18, 26, 27, 64, 65, 70],
    "weken_sinds_melding": [0, 3, 4, 30],
    "maanden_participatieplaats": [0, 5, 6, 7, 9, 11, 12, 23, 24, 25, 36, 37, 42, 48, 54],
    "proefplaats_toestemming_gevraagd_maanden": [1, 2, 6, 7],
    "contractduur_maanden": [5, 6, 12],
    "maanden_volledige_pw_uitkering": [5, 6, 12],
    "trede": [1, 2, 3, 4, 5, 6],
}


def _names() -> list[str]:
    """Every fact that one of these provisions asks for on some day."""
    empty = [(pack, advise(Client(), catalog.load(pack), on=on)) for pack, on in DAYS]
    return sorted({name for pack, advice in empty for one in SECOND[pack] for name in advice[one].missing})


NAMES = _names()


def _values(name: str) -> st.SearchStrategy[Any]:
    of = catalog.load(HEEMSKERK).vocabulary[name].type
    if isinstance(of, Number):
        return st.sampled_from(NUMBERS[name])
    assert isinstance(of, Boolean)
    return st.booleans()


def _possible(facts: dict[str, Any]) -> dict[str, Any]:
    """The same person, without what cannot be: bijstand is a benefit, below 65 there is no pension."""
    if facts["ontvangt_algemene_bijstand"]:
        facts["ontvangt_andere_uitkering"] = True
    if facts["leeftijd"] < 65:
        facts["pensioengerechtigd"] = False
    return facts


PEOPLE = st.fixed_dictionaries({name: _values(name) for name in NAMES}).map(_possible)
#: Many people fall at the first condition; these come close to a yes, where the edges are.
CLOSE = {
    "leeftijd": 27,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_andere_uitkering": True,
    "ontvangt_uwv_uitkering": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 6,
    "trede": 2,
    "ondersteuning_nodig_voor_leerwerktraject": True,
    "leerwerktraject_geboden": True,
    "scholing_vergroot_kansen": True,
}
NEARLY = st.tuples(PEOPLE, st.sets(st.sampled_from(sorted(CLOSE)), max_size=2)).map(
    lambda drawn: _possible(drawn[0] | {name: CLOSE[name] for name in CLOSE if name not in drawn[1]})
)
ANYBODY = st.one_of(PEOPLE, NEARLY)


def assessed(pack: str, on: date, facts: Facts) -> list[Assessment]:
    """What the library says of the provisions that were read twice."""
    advice = assess(pack, on, facts)
    return [advice[name] for name in SECOND[pack]]


def outcomes(pack: str, on: date, facts: Facts) -> dict[str, Outcome]:
    return {one.id: one.outcome for one in assessed(pack, on, facts)}


def but(pack: str, facts: Facts, forgotten: set[str]) -> dict[str, Any]:
    """What is left of what is known, of what this pack knows at all."""
    words = catalog.load(pack).vocabulary
    return {name: value for name, value in facts.items() if name in words and name not in forgotten}


# -- the two readings --------------------------------------------------------------------------


@pytest.mark.parametrize(("pack", "on"), DAYS, ids=str)
@given(facts=ANYBODY)
def test_both_readings_agree_on_everybody(pack: str, on: date, facts: Facts) -> None:
    second = {name: reading(facts, on) for name, reading in SECOND[pack].items()}
    found = outcomes(pack, on, but(pack, facts, set()))
    assert {name: found[name] for name, holds in second.items() if holds is not None} == {
        name: JA if holds else NEE for name, holds in second.items() if holds is not None
    }


@pytest.mark.parametrize(("pack", "on"), DAYS, ids=str)
@given(facts=ANYBODY, forgotten=st.sets(st.sampled_from(NAMES)))
def test_forgetting_never_turns_an_outcome_round(pack: str, on: date, facts: Facts, forgotten: set[str]) -> None:
    """The outcome under some of the facts never contradicts the outcome under all of them."""
    whole = outcomes(pack, on, but(pack, facts, set()))
    assert set(whole.values()) <= SETTLED, "of somebody of whom everything is known nothing is open"
    for name, outcome in outcomes(pack, on, but(pack, facts, forgotten)).items():
        assert outcome in {whole[name], ONBEKEND, OORDEEL}, name


@pytest.mark.parametrize(("pack", "on"), FEW_DAYS, ids=str)
@given(facts=ANYBODY, forgotten=st.sets(st.sampled_from(NAMES)))
def test_a_judgement_waits_for_findings_only(pack: str, on: date, facts: Facts, forgotten: set[str]) -> None:
    words = catalog.load(pack).vocabulary
    known = but(pack, facts, forgotten)
    for one in assessed(pack, on, known):
        assert not set(one.missing) & set(known), "what is known is not missing"
        findings = [words[name].kind is Kind.FINDING for name in one.missing]
        if findings:
            assert one.outcome is (OORDEEL if all(findings) else ONBEKEND)
        else:
            assert one.outcome in SETTLED


@pytest.mark.parametrize(("pack", "on"), FEW_DAYS, ids=str)
@given(facts=ANYBODY, forgotten=st.sets(st.sampled_from(NAMES)))
def test_telling_what_is_missing_settles_it(pack: str, on: date, facts: Facts, forgotten: set[str]) -> None:
    """What is asked for is enough: no outcome waits for a fact that it did not name."""
    known = but(pack, facts, forgotten)
    for one in assessed(pack, on, known):
        told = known | {name: facts[name] for name in one.missing}
        assert assess(pack, on, told)[one.id].outcome in SETTLED, one.id
