"""Invented packs to try the documents on: whole ones in ``policy/packs``, and small ones made on the spot.

>>> pas = ["voorziening: pas", "titel: Pas", "bron: {artikel: 1}", "als: a"]
>>> one(chr(10).join(pas), a=True).outcome.value
'ja'
"""

import functools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from participatie import Advice, Assessment, Client, Outcome, Pack, PolicyError, advise, catalog
from participatie.diagnostics import Diagnostic, Severity

#: An island (``eiland``) with every construct of the rule files, and a municipality on it (``baai``).
PACKS = Path(__file__).parent / "policy" / "packs"

JA, NEE, ONBEKEND, OORDEEL = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT

#: What every small pack begins with.
HEAD = """\
pakket: klein
titel: Klein
bron: {regeling: Kleine wet}
"""

#: A fact of every type, and a finding.
FACTS = """\
gegevens:
  a: {titel: a, type: ja_nee, vraag: a?}
  b: {titel: b, type: ja_nee, vraag: b?}
  c: {titel: c, type: ja_nee, vraag: c?}
  n: {titel: n, type: getal, bereik: [0, 100], vraag: n?}
  m: {titel: m, type: getal, eenheid: maanden, bereik: [0, 600], vraag: m?}
  geld: {titel: geld, type: getal, eenheid: cent, bereik: [0, 1000000], vraag: geld?}
  begin: {titel: begin, type: datum, vraag: begin?}
  kleur: {titel: kleur, type: code, codes: [rood, groen, blauw], vraag: kleur?}
  dingen: {titel: dingen, type: codes, codes: [touw, lamp, mes], vraag: dingen?}
  lied: {titel: lied, type: tekst, vraag: lied?}
  norm: {titel: norm, type: ja_nee, soort: vaststelling, vraag: norm?, beantwoord_door: raad}
"""


@functools.cache
def island(name: str = "eiland") -> Pack:
    """A pack of ``policy/packs``."""
    return catalog.load(name, PACKS)


def about(pack: Pack, on: str = "2016-01-01", **facts: Any) -> Advice:
    """What ``pack`` says about someone of whom these facts are known, local ones included."""
    return advise(Client.from_mapping(facts, words=pack.vocabulary), pack, on=date.fromisoformat(on))


@functools.cache
def small(*documents: str, base: Pack | None = None, head: str = HEAD) -> Pack:
    """A pack of these documents, with :data:`FACTS` unless it builds on another."""
    return catalog.parse(head, *([] if base else [FACTS]), *documents, base=base)


def one(*documents: str, on: str = "2016-01-01", **facts: Any) -> Assessment:
    """What the first of ``documents`` says about someone of whom these facts are known."""
    name = documents[0].split("\n", maxsplit=1)[0].partition(": ")[2]
    return about(small(*documents), on, **facts)[name]


def wrong(read: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What is wrong with what ``read`` reads; nothing when it can be read."""
    try:
        read()
    except PolicyError as error:
        return error.diagnostics
    return ()


def faults(*documents: str, base: Pack | None = None, head: str = HEAD) -> list[str]:
    """The codes of the errors in a small pack."""
    found = wrong(lambda: small(*documents, base=base, head=head))
    return [one.code for one in found if one.severity is Severity.ERROR]


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    """What is wrong and where: code, line and column; line 0 where there is no place."""
    return [(one.code, *_place(one)) for one in found]


def _place(one: Diagnostic) -> tuple[int, int]:
    return (one.span.line, one.span.column) if one.span is not None else (0, 0)


def steps(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Each rule of the trace with its outcome."""
    return ((step.rule, step.outcome) for step in assessment.why.walk())
