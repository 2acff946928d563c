"""A pack as Dutch sentences, for someone who holds it beside the ordinance it encodes.

What the author wrote in words comes first; below it stands what is looked at,
made from the rule itself: where the two differ, the rule is what counts.
"""

from collections.abc import Iterable, Iterator

from participatie.advice.explanation import texts
from participatie.advice.outline import Line, write
from participatie.policy.documents import Arguments, Conclusion, Element
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided
from participatie.policy.voorziening import Amount, Citation, Condition, Deadline, Duration, Validity, Voorziening
from participatie.rules.expr import Expr
from participatie.rules.phrase import phrase, words
from participatie.sources import Source, Status


def render(pack: Pack, names: Iterable[str] = (), *, style: str = "text") -> str:
    """The documents of the own layer of ``pack`` as sentences, with articles and dates.

    Args:
        pack: from :func:`participatie.catalog.load`.
        names: only these decisions; all when there are none.
        style: ``text`` or ``markdown``.

    Raises:
        KeyError: the pack decides nothing of that name.
        ValueError: there is no such style.

    >>> from participatie import catalog
    >>> print(render(catalog.load("heemskerk"), ["scholing"]).splitlines()[0])
    Scholing
    """
    wanted = tuple(names)
    for name in wanted:
        if name not in pack.decisions:
            raise KeyError(name)
    prose = _Prose(pack)
    return write((line for decided in _chosen(pack, wanted) for line in prose.document(decided)), style)


def _chosen(pack: Pack, wanted: tuple[str, ...]) -> Iterator[Decided]:
    for name, versions in pack.decisions.items():
        for decided in versions:
            if name in wanted or (not wanted and decided.layer == pack.id):
                yield decided


class _Prose:
    """Makes the lines of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.frame = texts("nl")

    # -- documents ---------------------------------------------------------------

    def document(self, decided: Decided) -> Iterator[Line]:
        document = decided.document
        yield Line(0, document.title, heading=1)
        yield from self._cited(decided.source, None, 0)
        yield from self._period(decided.validity, 0)
        if isinstance(document, Voorziening):
            yield from self._provision(document, decided)
        elif isinstance(document, Conclusion):
            yield from self._conclusion(document, decided.source)
        else:
            yield from self._arguments(document, decided.source)
        if document.note:
            yield Line(0, document.note, apart=True)

    def _provision(self, one: Voorziening, decided: Decided) -> Iterator[Line]:
        if one.power is not None:
            yield Line(0, self.frame[f"bij_bevoegdheid_{one.power.value}"])
        conditions = tuple(one.conditions or ())
        if one.test is None and not conditions:
            yield Line(0, self._head("geen_voorwaarden"), heading=2)
        else:
            yield Line(0, self._head(one.kind.value), heading=2)
        if one.test is not None:
            yield Line(1, self._looked_at(one.test), mark="-")
        for condition in conditions:
            yield from self._condition(condition, decided.source, 1)
        yield from self._added(decided)
        if one.unless:
            yield Line(0, self._head("tenzij"), heading=2)
            for condition in one.unless:
                yield from self._condition(condition, decided.source, 1)
        if one.duration is not None:
            yield from self._duration(one.duration, decided.source)
        yield from self._results(one.results, decided.source)
        yield from self._deadlines(one.deadlines, decided.source)

    def _conclusion(self, one: Conclusion, source: Source) -> Iterator[Line]:
        yield Line(0, self._head("codes", codes=", ".join(one.codes)))
        yield Line(0, self._head("gevallen" if one.rows else "elementen"), heading=2)
        for row in one.rows:
            between = row.judgement.between if row.judgement else ()
            form = "geval_oordeel" if between else "geval"
            said = self._head(form, code=row.code or "", codes=" of ".join(between), wat=self._phrase(row.test))
            yield Line(1, said, mark="-")
            yield from self._beside(row.text, row.source, source, 2)
        if one.otherwise is not None:
            yield Line(1, self._head("anders", code=one.otherwise.code), mark="-")
            yield from self._beside(one.otherwise.text, one.otherwise.source, source, 2)
        yield from self._elements(one.elements, source)
        yield from self._deadlines(one.deadlines, source)

    def _arguments(self, one: Arguments, source: Source) -> Iterator[Line]:
        for side, elements in (("voor", one.pro), ("tegen", one.con)):
            if elements:
                yield Line(0, self._head(side), heading=2)
                yield from self._elements(elements, source)

    def _elements(self, elements: Iterable[Element], source: Source) -> Iterator[Line]:
        for element in elements:
            yield Line(1, self._head("geval", code=element.code, wat=self._phrase(element.test)), mark="-")
            yield from self._beside(element.text, element.source, source, 2)

    # -- conditions --------------------------------------------------------------

    def _condition(self, one: Condition, outer: Source, depth: int) -> Iterator[Line]:
        source = one.source.onto(outer) if one.source else outer
        # A condition without words of its own is said by its rule alone.
        said = one.text or (self._phrase(one.test) if one.test is not None else str(one.id).replace("_", " "))
        yield Line(depth, said, mark="-")
        yield from self._cited(source, outer, depth + 1)
        yield from self._period(one.validity, depth + 1)
        if one.text and one.test is not None:
            yield Line(depth + 1, self._looked_at(one.test))
        for version in one.versions:
            if version.text:
                yield Line(depth + 1, version.text, mark="-")
            yield Line(depth + 1 + bool(version.text), self._looked_at(version.test), mark="" if version.text else "-")
            yield from self._cited(version.source.onto(source) if version.source else source, source, depth + 2)
            yield from self._period(version.validity, depth + 2)
        if one.readings is not None:
            yield Line(depth + 1, self._head("streng", wat=self._phrase(one.readings.strict)))
            yield Line(depth + 1, self._head("ruim", wat=self._phrase(one.readings.wide)))
            yield Line(depth + 1, self._head("kwestie", kwestie=one.readings.issue))
        for form, parts in (("een_van", one.any_of), ("alle", one.all_of)):
            if parts:
                yield Line(depth + 1, self._head(form))
                for part in parts:
                    yield from self._condition(part, source, depth + 2)
        yield from self._decided(one, depth + 1)
        if one.exception is not None or one.exceptions:
            yield Line(depth + 1, self._head("behalve"))
            if one.exception is not None:
                yield Line(depth + 2, self._phrase(one.exception), mark="-")
            for part in one.exceptions:
                yield from self._condition(part, source, depth + 2)

    def _decided(self, one: Condition, depth: int) -> Iterator[Line]:
        if one.decided_by and one.advice_from:
            yield Line(depth, self._head("beslist_na_advies", wie=one.decided_by, van=one.advice_from))
        elif one.decided_by:
            yield Line(depth, self._head("beslist_door", wie=one.decided_by))

    def _added(self, decided: Decided) -> Iterator[Line]:
        """What higher layers of the pack ask in addition."""
        for clause in self.pack.versions.clauses:
            if clause.layer == decided.layer or clause.expr is None or clause.name.rpartition("/")[0] != decided.id:
                continue
            yield Line(1, clause.text or self._phrase(clause.expr), mark="-")
            yield from self._cited(clause.source, decided.source, 2)
            yield Line(2, self._looked_at(clause.expr))
            yield Line(2, self._head("laag", pakket=clause.layer))

    # -- what follows --------------------------------------------------------------

    def _duration(self, one: Duration, source: Source) -> Iterator[Line]:
        yield Line(0, self._head("duur"), heading=2)
        if one.readings is not None:
            strict, wide = self._phrase(one.readings.strict), self._phrase(one.readings.wide)
            said = self._head("hoogstens_lezing", streng=strict, ruim=wide, kwestie=one.readings.issue)
        else:
            said = self._head("hoogstens", tijd=self._phrase(one.at_most)) if one.at_most is not None else ""
        yield Line(1, one.text or said, mark="-")
        if one.text and said:
            yield Line(2, said)
        yield from self._cited(one.source.onto(source) if one.source else source, source, 2)
        if one.measured_by is not None:
            yield Line(2, self._head("gemeten_door", naam=self._title(one.measured_by)))

    def _results(self, results: Iterable[Amount], source: Source) -> Iterator[Line]:
        results = tuple(results)
        if results:
            yield Line(0, self._head("gevolgen"), heading=2)
        for one in results:
            yield Line(1, one.title or str(one.id), mark="-")
            steps = set(one.steps)
            for name, step in one.steps.items():
                yield Line(2, self._head("stap", naam=f'"{name}"', wat=self._phrase(step, steps)))
            if one.value is not None:
                yield Line(2, self._phrase(one.value, steps))
            for case in one.cases:
                yield Line(2, self._head("geval", code=self._phrase(case.value, steps), wat=self._phrase(case.test)))
            if one.otherwise is not None:
                yield Line(2, self._head("anders", code=self._phrase(one.otherwise, steps)))
            for stair in one.stairs:
                start, value = self._phrase(stair.start), self._phrase(stair.value, steps)
                yield Line(2, self._head("trap", vanaf=start, waarde=value))
            if one.measured_by is not None:
                yield Line(2, self._head("gemeten_door", naam=self._title(one.measured_by)))
            yield from self._cited(one.source.onto(source) if one.source else source, source, 2)
            yield from self._period(one.validity, 2)

    def _deadlines(self, deadlines: Iterable[Deadline], source: Source) -> Iterator[Line]:
        deadlines = tuple(deadlines)
        if deadlines:
            yield Line(0, self._head("termijnen"), heading=2)
        for one in deadlines:
            times = {"na": self._phrase(one.after), "elke": self._phrase(one.every) if one.every is not None else ""}
            form = "termijn" if one.every is None else "termijn_daarna"
            said = self._head(form, naam=self._title(one.since), **times)
            yield Line(1, f"{said}: {one.text}" if one.text else said, mark="-")
            yield from self._cited(one.source.onto(source) if one.source else source, source, 2)

    # -- words -----------------------------------------------------------------------

    def _beside(self, text: str, citation: Citation | None, outer: Source, depth: int) -> Iterator[Line]:
        if text:
            yield Line(depth, text)
        yield from self._cited(citation.onto(outer) if citation else outer, outer, depth)

    def _cited(self, source: Source, outer: Source | None, depth: int) -> Iterator[Line]:
        """The article, unless it is the one of what stands around it."""
        if source == outer or not str(source):
            return
        status = "" if source.status is Status.VERIFIED else f" ({self.frame[source.status.value]})"
        yield Line(depth, f"{self._head('bron', bron=f'{source}{status}')} {source.note}".rstrip())

    def _period(self, one: Validity, depth: int) -> Iterator[Line]:
        form = "_".join(word for word, day in (("van", one.start), ("tot", one.end)) if day is not None)
        if form:
            yield Line(depth, self._head(form, van=str(one.start), tot=str(one.end)))

    def _looked_at(self, test: Expr) -> str:
        return self._head("nagegaan", wat=self._phrase(test))

    def _phrase(self, expr: Expr, steps: Iterable[str] = ()) -> str:
        own = frozenset(steps)
        return phrase(expr, lambda name: name if name in own else self._called(name))

    def _title(self, name: str) -> str:
        return f'"{self._called(name)}"'

    def _called(self, name: str) -> str:
        """The title of a fact, an amount or a decision."""
        if name in self.pack.vocabulary:
            return self.pack.vocabulary[name].title
        if name in self.pack.versions.quantities:
            return self.pack.versions.quantities[name].parameter.title
        versions = self.pack.decisions.get(name)
        return versions[0].document.title if versions else name

    def _head(self, form: str, **parts: str) -> str:
        return words()["kop"][form].format(**parts)
