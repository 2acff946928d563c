"""Invented worlds small enough to try everything: a rule, facts that change in every way, and a client in time.

What would have to change is found here by looking at everybody, on every day.
"""

import functools
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen
from hypothesis import strategies as st

from participatie import Client, Pack, catalog
from participatie.engines.evaluate import value_of
from participatie.rules.expr import (
    AtLeast,
    Compare,
    Comparison,
    Contains,
    Expr,
    In,
    Literal,
    Not,
    Ref,
    Since,
    all_of,
    any_of,
    references,
)
from participatie.rules.render import render
from participatie.rules.semantics import since
from participatie.values import Unit, Value

ON = date(2020, 1, 1)
#: The last day: far enough for a birthday and two weeks.
UNTIL = ON + timedelta(days=16)

#: How each fact is declared: one for every way to change, and for every reason not to.
FACTS = {
    "x_vrij": "{titel: vrij, type: ja_nee, vraag: v?, verandert: vrij}",
    "x_stap": "{titel: stap, type: ja_nee, vraag: v?, verandert: stapsgewijs}",
    "x_vast": "{titel: vast, type: ja_nee, vraag: v?, verandert: nooit}",
    "x_baas": "{titel: baas, type: ja_nee, vraag: v?, verandert: vrij, betreft: werkgever}",
    "x_privaat": "{titel: privaat, type: ja_nee, vraag: v?, verandert: vrij, beschermd: [avg_9]}",
    "x_plek": "{titel: plek, type: ja_nee, vraag: v?, verandert: vrij, betreft: aanbod}",
    "x_norm": "{titel: norm, type: ja_nee, soort: vaststelling, vraag: v?, beantwoord_door: raad}",
    "x_getal": "{titel: getal, type: getal, bereik: [0, 6], vraag: v?, verandert: vrij}",
    "x_trede": "{titel: trede, type: getal, bereik: [1, 5], vraag: v?, verandert: stapsgewijs}",
    "x_kleur": "{titel: kleur, type: code, codes: [rood, groen, blauw], vraag: v?, verandert: vrij}",
    "x_rang": "{titel: rang, type: code, codes: [laag, midden, hoog], geordend: ja, vraag: v?, verandert: stapsgewijs}",
    "x_dingen": "{titel: dingen, type: codes, codes: [touw, lamp], vraag: v?, verandert: vrij}",
    "x_dag": "{titel: dag, type: datum, vraag: v?, verandert: vrij}",
    "x_start": "{titel: start, type: datum, vraag: v?, verandert: vrij}",
    "x_weken": "{titel: weken, type: getal, eenheid: weken, bereik: [0, 60], vraag: v?, verandert: met_de_tijd}",
}
#: What can change by proposal.
MOVABLE = frozenset({"x_vrij", "x_stap", "x_plek", "x_getal", "x_trede", "x_kleur", "x_rang", "x_dingen", "x_dag"})

_DAYS = (date(2019, 12, 20), ON, date(2020, 1, 8))
_NEAR = (date(2019, 12, 19), *_DAYS, date(2020, 1, 7), date(2020, 1, 9), date(2019, 12, 31), date(2020, 1, 2))
_SETS = tuple(map(frozenset, ((), ("touw",), ("lamp",), ("touw", "lamp"))))

#: Every value of a fact that conditions can tell apart.
DOMAIN: Mapping[str, tuple[Value, ...]] = {
    **dict.fromkeys(("x_vrij", "x_stap", "x_vast", "x_baas", "x_privaat", "x_plek", "x_norm"), (False, True)),
    "x_getal": tuple(range(7)),
    "x_trede": tuple(range(1, 6)),
    "x_kleur": ("rood", "groen", "blauw"),
    "x_rang": ("laag", "midden", "hoog"),
    "x_dingen": _SETS,
    "x_dag": tuple(sorted(set(_NEAR))),
    "x_weken": tuple(range(7)),
    "x_start": tuple(ON + timedelta(days=days) for days in range(-49, 22, 7)),
    "leeftijd": tuple(range(27, 33)),
}
_LADDER = {"x_trede": DOMAIN["x_trede"], "x_rang": DOMAIN["x_rang"], "x_stap": (False, True)}
_BIRTHDAYS = (date(1990, 1, 1), date(1990, 1, 2), date(1990, 1, 10), date(1990, 6, 1))


@frozen
class World:
    """A pack with one rule, and what it is made of."""

    pack: Pack
    rule: Expr
    ties: tuple[tuple[Expr, str, Value], ...]
    names: tuple[str, ...]

    @property
    def inputs(self) -> Mapping[str, object]:
        return {name: fact.type for name, fact in self.pack.vocabulary.items()}


def everything(world: World, stated: Mapping[str, Value], day: date, most: int) -> dict[frozenset[str], set[tuple]]:
    """What has to change on a day, by looking at everybody: per set of facts the values that are enough."""
    time = on_day(stated, day)
    open_ones = [name for name in world.names if name not in time]
    choices = [_choices(name, stated) for name in open_ones]
    found: dict[frozenset[str], set[tuple]] = {}
    for values in itertools.product(*choices):
        whole = {**time, **dict(zip(open_ones, values, strict=True))}
        if not _meets(world, whole, day):
            continue
        changed = frozenset(name for name in open_ones if name in stated and stated[name] != whole[name])
        if len(changed) <= most:
            found.setdefault(changed, set()).add(tuple(whole[name] for name in sorted(changed)))
    return {names: values for names, values in found.items() if not any(other < names for other in found)}


def on_day(stated: Mapping[str, Value], day: date) -> dict[str, Value]:
    """What time makes of ages and counters; an unknown date counts by what it may be."""
    found: dict[str, Value] = {}
    if "x_weken" in stated:
        found["x_weken"] = stated["x_weken"] + (day - ON).days // 7
    if "geboortedatum" in stated:
        found["leeftijd"] = since(Unit.YEARS, stated["geboortedatum"], day)
    elif "leeftijd" in stated:
        found["leeftijd"] = stated["leeftijd"] + since(Unit.YEARS, ON, day)
    return found


def _counted(world: World, stated: Mapping[str, Value], day: date) -> object:
    """What counts the time since a date in the rule itself."""
    if "x_start" not in world.names:
        return None
    return since(Unit.WEEKS, stated["x_start"], day) if "x_start" in stated else day


def _choices(name: str, stated: Mapping[str, Value]) -> Iterable[Value]:
    if name not in stated:
        return DOMAIN[name]
    now = stated[name]
    if name not in MOVABLE:
        return (now,)
    if name in _LADDER:
        return [now, *_LADDER[name][_LADDER[name].index(now) + 1 :]]
    if name == "x_dag":
        return [now, *(day for day in DOMAIN[name] if day >= ON and day != now)]
    return DOMAIN[name]


def _meets(world: World, whole: Mapping[str, Value], day: date) -> bool:
    for condition, name, value in world.ties:
        if value_of(condition, whole, world.inputs, day) is True and whole[name] != value:
            return False
    return value_of(world.rule, whole, world.inputs, day) is True


def smallest(world: World, stated: Mapping[str, Value], most: int) -> Iterator[tuple[frozenset[str], date, set[tuple]]]:
    """All smallest changes in time: a set of facts, the first day on which it is enough, and the values that are."""
    known: list[frozenset[str]] = []
    before: object = None
    for number in range((UNTIL - ON).days + 1):
        day = ON + timedelta(days=number)
        state = on_day(stated, day), _counted(world, stated, day)
        if state == before:  # nothing is other than the day before
            continue
        before = state
        new = {
            names: values
            for names, values in everything(world, stated, day, most).items()
            if not any(one <= names for one in known)
        }
        known += new
        yield from ((names, day, values) for names, values in new.items())


# -- drawing them ------------------------------------------------------------------------


def _atom(draw: st.DrawFn, name: str) -> Expr:  # noqa: PLR0911 - one condition per type of fact
    ordered = st.sampled_from((Comparison.LT, Comparison.LE, Comparison.GE, Comparison.GT, Comparison.EQ))
    match name:
        case "x_getal":
            return Compare(draw(ordered), Ref(name), Literal(draw(st.integers(1, 5))))
        case "x_trede":
            return Compare(draw(ordered), Ref(name), Literal(draw(st.integers(2, 4))))
        case "x_weken":
            return Compare(draw(ordered), Ref(name), Literal(draw(st.integers(1, 4)), Unit.WEEKS))
        case "leeftijd":
            return Compare(draw(ordered), Ref(name), Literal(draw(st.integers(29, 31)), Unit.YEARS))
        case "x_start":
            return Compare(draw(ordered), Since(Unit.WEEKS, Ref(name)), Literal(draw(st.integers(1, 4)), Unit.WEEKS))
        case "x_dag":
            return Compare(draw(ordered), Ref(name), Literal(draw(st.sampled_from(_DAYS))))
        case "x_kleur":
            return In(Ref(name), tuple(draw(st.sampled_from((("rood",), ("groen", "blauw"), ("rood", "blauw"))))))
        case "x_rang":
            return In(Ref(name), tuple(draw(st.sampled_from((("laag",), ("midden", "hoog"), ("hoog",))))))
        case "x_dingen":
            return Contains(Ref(name), tuple(draw(st.sampled_from((("touw",), ("lamp",), ("touw", "lamp"))))))
        case _:
            return Ref(name)


def condition(draw: st.DrawFn, names: tuple[str, ...], levels: int) -> Expr:
    """A condition over these facts."""
    kind = draw(st.sampled_from(("feit", "feit", "niet", "alle", "een", "minstens"))) if levels else "feit"
    if kind == "feit":
        return _atom(draw, draw(st.sampled_from(names)))
    if kind == "niet":
        return Not(condition(draw, names, levels - 1))
    parts = [condition(draw, names, levels - 1) for _ in range(draw(st.integers(2, 3)))]
    if kind == "minstens":
        return AtLeast(draw(st.integers(1, len(parts))), tuple(parts))
    return all_of(*parts) if kind == "alle" else any_of(*parts)


@st.composite
def worlds(draw: st.DrawFn, size: int = 5) -> World:
    """A rule over a few facts, with a constraint or two between those."""
    every = (*FACTS, "leeftijd")
    names = tuple(draw(st.lists(st.sampled_from(every), min_size=1, max_size=size, unique=True)))
    rule = condition(draw, names, 3)
    plain = [name for name in names if DOMAIN[name] == (False, True)]
    ties = tuple(
        (condition(draw, names, 1), draw(st.sampled_from(plain)), draw(st.booleans()))
        for _ in range(draw(st.integers(0, 2)) if plain else 0)
    )
    return World(pack_of(rule, ties), rule, ties, names)


def pack_of(rule: Expr, ties: Iterable[tuple[Expr, str, Value]] = ()) -> Pack:
    """The pack of a world."""
    return _parsed(render(rule), tuple((render(when), name, bool(value)) for when, name, value in ties))


@functools.lru_cache(maxsize=64)
def _parsed(rule: str, ties: tuple[tuple[str, str, bool], ...]) -> Pack:
    facts = "".join(f"  {name}: {entry}\n" for name, entry in FACTS.items())
    constraints = "".join(
        f"  - {{id: v{number}, tekst: v, als: {json.dumps(when)}, dan: {{{name}: {'ja' if value else 'nee'}}}}}\n"
        for number, (when, name, value) in enumerate(ties)
    )
    return catalog.parse(
        f"pakket: klein\ntitel: Klein\nbron: {{regeling: Kleine wet}}\n---\ngegevens:\n{facts}",
        *([f"verbanden:\n{constraints}"] if constraints else []),
        f"voorziening: pas\ntitel: Pas\nbron: {{artikel: 1}}\nals: {json.dumps(rule)}\n",
    )


@st.composite
def people(draw: st.DrawFn, world: World) -> dict[str, Value]:
    """Of each fact of a world a value or nothing, as they are stated on the first day."""
    stated: dict[str, Value] = {}
    used = {ref.name for one in (world.rule, *(tie[0] for tie in world.ties)) for ref in references(one)}
    for name in world.names:
        if name == "leeftijd" and draw(st.booleans()):
            stated["geboortedatum"] = draw(st.sampled_from(_BIRTHDAYS))
        elif draw(st.integers(0, 3)):
            stated[name] = draw(st.sampled_from(DOMAIN[name] if name in used else DOMAIN[name][:2]))
    return stated


def client(world: World, stated: Mapping[str, Value]) -> Client:
    """A client of whom this is stated."""
    return Client.from_mapping(stated, words=world.pack.vocabulary)
