"""A pack: rules with all their versions, checked, and with the layers that they build on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic, PolicyError, Severity
from participatie.policy import documents as docs
from participatie.policy.snapshot import Decided, Snapshot, Versions
from participatie.policy.voorziening import Example
from participatie.rules.constraint import Constraint
from participatie.sources import Source
from participatie.vocabulary import Vocabulary


@frozen(kw_only=True, eq=False, repr=False)
class Pack:
    """Rules of a country or municipality, with all their versions and the layers below.

    Made by :func:`participatie.catalog.load` or :func:`participatie.catalog.read`; always checked.

    Args:
        header: what the pack is.
        base: the pack it builds on.
        vocabulary: shared facts, local facts and the open norms of its documents.
        versions: all versions of all decisions, rules and parameters.
        constraints: what follows from what between facts.
        assumptions: what the pack takes for granted, always shown.
        contradictions: where its sources do not agree, and which it follows.
        warnings: what is not wrong but should be looked at.
        digest: a hash over the text of its files and the layers below.
    """

    header: docs.Header
    base: "Pack | None"
    vocabulary: Vocabulary
    versions: Versions
    constraints: tuple[Constraint, ...]
    assumptions: tuple[tuple[docs.Assumption, Source], ...]
    contradictions: tuple[tuple[docs.Contradiction, Source], ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    digest: str = ""
    _kept: dict[date, Snapshot] = field(factory=dict, init=False)

    @property
    def id(self) -> str:
        """The name of the pack, such as ``heemskerk``."""
        return self.header.id

    @property
    def decisions(self) -> Mapping[str, tuple[Decided, ...]]:
        """All versions of each decision, lower layers included, by id."""
        return self.versions.decisions

    @property
    def layers(self) -> "tuple[Pack, ...]":
        """This pack and those it builds on, lowest first."""
        return (*(self.base.layers if self.base else ()), self)

    def __repr__(self) -> str:
        return f"<Pack {self.id}: {len(self.decisions)} uitkomsten>"

    def examples(self) -> Iterator[tuple[Decided, Example]]:
        """The examples in the documents of this pack's own layer."""
        for versions in self.decisions.values():
            for decided in versions:
                if decided.layer == self.id:
                    yield from ((decided, example) for example in decided.document.examples)

    def usable(self, day: date) -> bool:
        """Whether every layer was written for the law of ``day``."""
        return all(layer.header.law is None or layer.header.law.covers(day) for layer in self.layers)

    def on(self, day: date) -> Snapshot:
        """The rules in force on ``day``.

        Raises:
            PolicyError: the pack was not written for the law of that day.
        """
        for layer in self.layers:
            law = layer.header.law
            if law is not None and not law.covers(day):
                arguments = {
                    "naam": layer.id,
                    "van": str(law.start or "-"),
                    "tot": str(law.end or "-"),
                    "dag": day.isoformat(),
                    "op": layer.header.builds_on or "",
                }
                raise PolicyError([Diagnostic("recht_van_andere_tijd", None, arguments)])
        known = self._kept.get(day)
        if known is None:
            known = self._snapshot(day)
            self.keep(known)
        return known

    def _snapshot(self, day: date) -> Snapshot:
        stretch = self.versions.stretch(day)
        alike = (one for one in tuple(self._kept.values()) if self.versions.stretch(one.day) == stretch)
        if (near := next(alike, None)) is not None:
            return near.moved(day)
        found: list[Diagnostic] = []
        made = self.versions.on(day, self.vocabulary, found)
        fail((), found)
        return made

    def keep(self, snapshot: Snapshot) -> None:
        """Keep the rules of a day for the next advice."""
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        self._kept[snapshot.day] = snapshot

    def warned(self, found: Iterable[Diagnostic]) -> "Pack":
        """This pack with the warnings among ``found``."""
        pack = evolve(self, warnings=tuple(one for one in found if one.severity is Severity.WARNING))
        for snapshot in self._kept.values():
            pack.keep(snapshot)
        return pack


#: Snapshots kept per pack: a caseload is advised on one date, a case file on some.
_KEPT = 64


def fail(documents: Iterable[docs.Document], found: Iterable[Diagnostic]) -> None:
    """Raise what was found, if there is an error in it: once each, in the order of the files."""
    found = tuple(found)
    if not any(one.severity is Severity.ERROR for one in found):
        return
    names = dict.fromkeys(one.span.file.name for one in documents if one.span is not None)
    ranks = {name: number for number, name in enumerate(names)}

    def rank(one: Diagnostic) -> tuple[int, int, int]:
        # What stands in a layer below comes first; what has no place at all, last.
        span = one.span
        return (len(ranks), 0, 0) if span is None else (ranks.get(span.file.name, -1), span.line, span.column)

    once = {(one.code, one.span, *sorted(one.arguments.items())): one for one in found}
    raise PolicyError(sorted(once.values(), key=rank))
