"""Which data a pack needs, as Markdown for whoever writes a data-protection assessment."""

from collections.abc import Iterable, Iterator, Sequence

from participatie.advice.outline import Line, write
from participatie.analysis.data_use import DataUse, FactNeed, Need, Use
from participatie.cli import show
from participatie.cli.texts import Words
from participatie.policy.documents import Protection
from participatie.vocabulary import Kind


def report(given: DataUse, words: Words) -> str:
    """The report; every word of a pack is escaped."""
    return write(_Report(given, words).lines(), "markdown")


class _Report:
    """Makes the lines of one report."""

    def __init__(self, given: DataUse, words: Words) -> None:
        self.given, self.words = given, words
        needed = given.with_need(Need.DIRECT, Need.THROUGH)
        ordering = given.with_need(Need.ORDER)
        special = [one for one in (*needed, *ordering) if one.special]
        equal = [one for one in needed if not one.special and Protection.EQUAL_TREATMENT.value in one.fact.protected]
        others = [one for one in needed if one not in special and one not in equal]
        #: What each section tells of, in their order.
        self.sections: dict[str, Sequence[FactNeed]] = {
            "dpia_bijzonder": special,
            "dpia_gelijk": equal,
            "dpia_rechtstreeks": [one for one in others if one.need is Need.DIRECT],
            "dpia_via_andere": [one for one in others if one.need is Need.THROUGH],
            "dpia_zonder_gevolg": given.with_need(Need.IDLE),
            "dpia_volgorde": [one for one in ordering if not one.special],
            "dpia_niet_nodig": given.with_need(Need.NONE),
        }

    def lines(self) -> Iterator[Line]:
        pack, on = self.given.pack, self.given.on
        yield Line(0, self.words("dpia_kop", titel=pack.header.title), heading=1)
        yield Line(0, self.words("dpia_inleiding"))
        yield Line(0, self.words("dpia_dag", dag=on.isoformat()) if on else self.words("dpia_alle_dagen"))
        yield Line(0, self.words("dpia_lagen", namen=", ".join(layer.id for layer in pack.layers)))
        yield Line(0, self.words("dpia_samenvatting"), heading=2)
        for key, found in self.sections.items():
            count = self.words.count("feiten", len(found))
            yield Line(1, self.words("dpia_telling", titel=self.words(key), feiten=count))
        for key, found in self.sections.items():
            yield Line(0, self.words(key), heading=2)
            if not found:
                yield Line(0, self.words("dpia_geen"))
            elif key == "dpia_niet_nodig":
                yield Line(0, self.words("dpia_niet_nodig_uitleg"))
                yield from map(self._needless, found)
            else:
                for one in found:
                    yield from self._fact(one)

    def _fact(self, one: FactNeed) -> Iterator[Line]:
        fact, finding = one.fact, one.fact.kind is Kind.FINDING
        yield Line(0, self._named(one), heading=3)
        kind = self.words("vaststelling" if finding else "feit_soort")
        yield Line(1, self.words("dpia_soort", soort=kind, waarde=show.values(fact.type, self.words)))
        yield Line(1, self.words("dpia_oordeel" if finding else "dpia_antwoord", wie=fact.answered_by))
        yield Line(1, self.words("dpia_betreft", wie=fact.concerns))
        if fact.protected:
            yield Line(1, self.words("dpia_grond", gronden=self._grounds(one)))
        changing = [use for use in one.uses if use.changes]
        if changing:
            yield Line(1, self.words("dpia_nodig_voor"))
            yield from (Line(2, self._use(use)) for use in changing)
        if idle := [use.title for use in one.uses if not use.changes]:
            yield Line(1, self.words("dpia_niet_daar", namen=", ".join(idle)))
        if one.orders:
            yield Line(1, self.words("dpia_volgorde_mede"))

    def _use(self, use: Use) -> str:
        outcome = use.title
        if use.through:
            outcome = self.words("dpia_via", uitkomst=outcome, namen=self._titles(use.through))
        if not use.exact:
            outcome = self.words("dpia_niet_beslist", uitkomst=outcome)
        if not use.sources:
            return self.words("dpia_bij_zonder_bron", uitkomst=outcome)
        cited = (self.words("dpia_bron", bron=str(one), status=self.words.of(one.status)) for one in use.sources)
        return self.words("dpia_bij", uitkomst=outcome, bronnen="; ".join(cited))

    def _titles(self, names: Iterable[str]) -> str:
        return ", ".join(self.given.pack.vocabulary[name].title for name in names)

    def _needless(self, one: FactNeed) -> Line:
        origin = self.words("dpia_uit", pakket=one.fact.pack) if one.fact.pack else self.words("dpia_gedeeld")
        grounds = [self.words("beschermd", gronden=self._grounds(one))] if one.fact.protected else []
        return Line(1, ", ".join([self._named(one), origin, *grounds]))

    def _named(self, one: FactNeed) -> str:
        return self.words("dpia_feit", titel=one.fact.title, naam=one.fact.name)

    def _grounds(self, one: FactNeed) -> str:
        return ", ".join(map(self.words.of, one.fact.protected))
