"""From documents to a pack: names first, then what refers to them, then the rules of every day."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import evolve

from participatie.diagnostics import Diagnostic, Severity, Span, suggestion
from participatie.files import Node, plain
from participatie.policy import documents as docs
from participatie.policy import overlay
from participatie.policy.clauses import OUTCOMES, Clause, Taken, open_norm, restricting, take_apart
from participatie.policy.overlay import Quantity
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Versions, transition_norm
from participatie.policy.structure import Name, place
from participatie.policy.voorziening import ALWAYS, Amount, Citation, Example, Voorziening, narrowed
from participatie.rules.check import check
from participatie.rules.constraint import Constraint
from participatie.rules.expr import TRUE, Expr, Ref, references
from participatie.rules.render import KEYWORDS
from participatie.sources import Source
from participatie.values import (
    CODE,
    Boolean,
    Code,
    CodeSet,
    Date,
    Misfit,
    Number,
    Type,
    Unit,
    Value,
    misfit,
    show,
    typed,
)
from participatie.vocabulary import PARTS, Fact, Vocabulary, refusal, vocabulary

D = TypeVar("D")


def build(documents: Iterable[docs.Document], base: Pack | None, found: list[Diagnostic]) -> Pack | None:
    """A checked pack out of documents, on top of ``base`` if its header says so.

    Everything wrong is added to ``found``. ``None`` where nothing can be built;
    with an error among ``found`` the pack is not to be used either.
    """
    documents = tuple(documents)
    header = _header(documents, found)
    if header is None:
        return None
    if header.builds_on is not None and (base is None or base.id != header.builds_on):
        # Without the layer below every reference to it would look wrong.
        if not any(one.severity is Severity.ERROR for one in found):
            arguments = {"naam": header.id, "op": header.builds_on}
            found.append(Diagnostic("basis_onbekend", place(header.builds_on, header.span), arguments))
        return None
    return _Build(documents, header, base if header.builds_on is not None else None, found).pack()


def _header(documents: tuple[docs.Document, ...], found: list[Diagnostic]) -> docs.Header | None:
    """The header among ``documents``, or what takes its place while the others are checked."""
    if any(isinstance(one, docs.Unreadable) and not one.kind for one in documents):
        return None  # a part is missing of which nothing is known, so that any name may be right
    headers = [one for one in documents if isinstance(one, docs.Header)]
    found += [Diagnostic("twee_pakketten", place(other.id, other.span), {"naam": other.id}) for other in headers[1:]]
    if headers:
        return headers[0]
    broken = [one for one in documents if isinstance(one, docs.Unreadable) and one.kind == "pakket"]
    if not broken:
        found.append(Diagnostic("geen_pakket", documents[0].span if documents else None))
    base = broken[0].builds_on if broken else None
    span = broken[0].span if broken else None
    return docs.Header(
        id=Name("pakket", span),
        title="",
        source=Citation(work="-"),
        builds_on=None if base is None else Name(base, span),
        law=ALWAYS,
        span=span,
    )


class _Build:
    """Building one pack: the order of the steps, and what they share."""

    def __init__(
        self, documents: tuple[docs.Document, ...], header: docs.Header, base: Pack | None, found: list[Diagnostic]
    ) -> None:
        self.header = header
        self.base = base
        self.found = found
        self.documents = documents
        self.source = header.source.onto(Source())
        self.vocabulary = base.vocabulary if base else vocabulary()
        self.decisions: dict[str, tuple[Decided, ...]] = dict(base.decisions) if base else {}
        self.clauses: list[Clause] = []
        self.quantities: dict[str, Quantity] = dict(base.versions.quantities) if base else {}
        #: Which clause introduces each open norm.
        self.norms: dict[str, str] = {}
        #: Names that are declared with a mistake: what refers to them is left alone.
        self.unreadable: set[str] = {name for one in self.of(docs.Unreadable) for name in one.names}

    def of(self, cls: type[D]) -> Iterator[D]:
        return (one for one in self.documents if isinstance(one, cls))

    def report(self, code: str, name: str, span: Span | None, **arguments: str) -> None:
        """Note what is wrong with what is called ``name``."""
        self.found.append(Diagnostic(code, place(name, span), {"naam": name, **arguments}))

    def pack(self) -> Pack:
        if not self.header.source.work:
            self.report("bron_ontbreekt", self.header.id, self.header.source.span)
        if self.base is not None:
            overlay.check_law(self.header, self.base.header, self.found)
        self._facts()
        self._parameters()
        self._take_apart()
        self._restrict()
        self._fill()
        inherited = self.base.versions.clauses if self.base else ()
        scope = self._scope((*inherited, *self.clauses))
        checked = self._checked(scope)
        base = self.base
        pack = Pack(
            header=self.header,
            base=base,
            vocabulary=self.vocabulary,
            versions=Versions(
                decisions=dict(sorted(self.decisions.items())),
                clauses=(*inherited, *checked),
                quantities=dict(sorted(self.quantities.items())),
                known_until={
                    **(base.versions.known_until if base else {}),
                    self.header.id: self.header.known_until,
                },
            ),
            constraints=(*(base.constraints if base else ()), *self._constraints(scope)),
            assumptions=(*(base.assumptions if base else ()), *self._assumptions()),
            contradictions=(*(base.contradictions if base else ()), *self._contradictions()),
            warnings=tuple(one for one in self.found if one.severity is Severity.WARNING),
            digest=self._digest(),
        )
        self._references()
        self._snapshots(pack)
        return pack

    def _snapshots(self, pack: Pack) -> None:
        """Versions that overlap, cycles and dead references show on some day: look on all."""
        seen: set[tuple[str, Span | None]] = set()
        looked_at: set[tuple[int, ...]] = set()
        for day in pack.versions.turning_points():
            if not pack.usable(day):
                continue
            found: list[Diagnostic] = []
            active = pack.versions.active(day, found)
            same = tuple(map(id, active.values()))
            own = any(clause.layer == self.header.id for clause in active.values())
            if own and same not in looked_at:  # the layer below has looked at its own days
                looked_at.add(same)
                found = []
                snapshot = pack.versions.on(day, pack.vocabulary, found)
                if not found:
                    pack.keep(snapshot)
            self.found += [one for one in found if (one.code, one.span) not in seen]
            seen |= {(one.code, one.span) for one in found}

    # -- names -------------------------------------------------------------------

    def _sound(self, name: str, span: Span | None, *, taken: bool) -> bool:
        """Whether something new may be called ``name``."""
        if not CODE.match(name) or not name.isascii() or name in KEYWORDS:
            self.report("ongeldige_naam", name, span)
        elif taken:
            self.report("naam_bezet", name, span)
        else:
            return True
        self.unreadable.add(name)
        return False

    def _declare(self, fact: Fact, name: str, span: Span | None) -> None:
        taken = fact.name in self.vocabulary or fact.name in self.quantities or fact.name in self.decisions
        if self._sound(name, span, taken=taken):
            self.vocabulary = self.vocabulary.extended([fact])

    def _facts(self) -> None:
        for document in self.of(docs.LocalFacts):
            self.unreadable.update(document.unreadable)
            for name, local in document.facts.items():
                wrong = _wrong(local)
                if wrong is not None:
                    self.report(wrong, name, local.span)
                    self.unreadable.add(name)
                else:
                    self._declare(local.fact(str(name), self.header.id), name, local.span)

    def _parameters(self) -> None:
        declared: list[str] = []
        for document in self.of(docs.Parameters):
            self.unreadable.update(document.unreadable)
            for name, parameter in document.parameters.items():
                taken = name in self.quantities or name in self.vocabulary or name in self.decisions
                if not self._sound(name, parameter.span, taken=taken):
                    continue
                if parameter.unit is Unit.EUROS:
                    self.report("eenheid_euro", name, parameter.span)
                    self.unreadable.add(name)
                    continue
                if not parameter.values and parameter.delegation is None:
                    self.report("parameter_leeg", name, parameter.span)
                source = parameter.source.onto(self.source) if parameter.source else self.source
                quantity = Quantity(name=str(name), parameter=parameter, layer=self.header.id, source=source)
                overlay.check_values(name, parameter.values, quantity.type, self.found)
                self.quantities[str(name)] = quantity
                declared.append(name)
        for name in declared:  # a bound may be declared below what it bounds
            bounds = self.quantities[name].parameter.delegation
            named = {one.name for one in (bounds.at_least, bounds.at_most) if isinstance(one, Ref)} if bounds else set()
            if not named & self.unreadable:
                overlay.check_delegation(self.quantities[name], self.quantities, self.found)

    # -- decisions ---------------------------------------------------------------

    def _take_apart(self) -> None:
        decisions: list[docs.Decision] = [*self.of(Voorziening), *self.of(docs.Conclusion), *self.of(docs.Arguments)]
        # Not in the order of the files, on which no outcome may depend.
        for document in sorted(decisions, key=lambda one: (one.id, one.validity.start or date.min)):
            self._decision(document)

    def _decision(self, document: docs.Decision) -> None:
        name = document.id
        taken = name in self.vocabulary or name in self.quantities
        if not self._sound(name, document.span, taken=taken):
            return
        if not self.header.validity.overlaps(document.validity):
            self.report("buiten_periode", name, document.validity.span)
            self.unreadable.add(name)
            return
        validity = narrowed(self.header.validity, document.validity)
        known = self.decisions.get(name, ())
        for other in known:
            if other.layer != self.header.id or other.validity.overlaps(validity):
                code = "dubbel_geldig" if other.layer == self.header.id else "laag_vervangt"
                self.report(code, name, document.span, dag=str(document.validity.start or "altijd"))
                return
        if document.source is None:
            self.report("bron_ontbreekt", name, document.span)
        source = document.source.onto(self.source) if document.source else self.source
        document = evolve(document, validity=validity)
        if isinstance(document, Voorziening) and not self._running(document):
            document = evolve(document, running_since=None)
        decided = Decided(document=document, layer=self.header.id, source=source, validity=validity)
        self.decisions[str(name)] = (*known, decided)
        self._add(take_apart(document, self.source, self.header.id, self.found), document.span)

    def _running(self, document: Voorziening) -> bool:
        """Whether a date tells since when a provision runs; then a change of law asks for a judgement."""
        anchor, norm = document.running_since, transition_norm(document.id)
        if anchor is None or not self._is(Date, anchor, document.span, "een datum"):
            return False
        question = f"Welk recht geldt voor een lopende {document.title}?"
        self._norm(open_norm(norm, question, "college", self.header.id), norm, document.span)
        return True

    def _add(self, taken: Taken, span: Span | None) -> None:
        self.clauses += taken.clauses
        for clause in taken.clauses:
            if not clause.validity.overlaps(clause.within) and clause.within.overlaps(clause.within):
                self.report("buiten_periode", clause.name, clause.validity.span or clause.span)
        for norm, introduced_by in taken.norms:
            self._norm(norm, introduced_by, span)

    def _norm(self, norm: Fact, clause: str, span: Span | None) -> None:
        """Declare an open norm; the versions of one clause share theirs."""
        if self.norms.get(norm.name) != clause:
            self._declare(norm, norm.name, span)
            self.norms.setdefault(norm.name, clause)

    def _restrict(self) -> None:
        by_id = {name: tuple(one.document for one in versions) for name, versions in self.decisions.items()}
        restrictions = [one for one in self.of(docs.Restriction) if one.id not in self.unreadable]
        for restriction in restrictions:
            if restriction.source is None:
                self.report("bron_ontbreekt", restriction.id, restriction.span)
        allowed = [one for one in restrictions if overlay.check_restriction(one, by_id, self.found)]
        # Not in the order of the files; within one document the order is the author's.
        for one in allowed:
            if not self.header.validity.overlaps(one.validity):
                self.report("buiten_periode", one.id, one.validity.span)
        for restriction in sorted(allowed, key=lambda one: (one.id, [str(part.id) for part in one.conditions])):
            source = restriction.source.onto(self.source) if restriction.source else self.source
            validity = narrowed(self.header.validity, restriction.validity)
            taken = restricting(restriction.conditions, restriction.id, source, self.header.id, validity, self.found)
            self._add(taken, restriction.span)

    def _fill(self) -> None:
        for filling in self.of(docs.Filling):
            if filling.source is None and not all(dated.source for dated in filling.values):
                self.report("bron_ontbreekt", filling.id, filling.span)
        fillings = overlay.Fillings(self.header, self.source, self.quantities, self.found)
        fillings.fill(self.of(docs.Filling), self.unreadable)
        overlay.check_complete(self.header, self.quantities, self.unreadable, self.found)

    # -- expressions ---------------------------------------------------------------

    def _scope(self, clauses: Iterable[Clause]) -> dict[str, Type]:
        # A conclusion is a code, not a yes or no: no condition can ask for it.
        scope = {clause.name: clause.type for clause in clauses if clause.type is not None}
        scope |= {name: fact.type for name, fact in self.vocabulary.items()}
        scope |= {name: quantity.type for name, quantity in self.quantities.items()}
        return scope

    def _readable(self, expr: Expr) -> bool:
        return not any(ref.name in self.unreadable for ref in references(expr))

    def _checked(self, scope: dict[str, Type]) -> Iterator[Clause]:
        for clause in self.clauses:
            if clause.expr is None:
                yield clause
                continue
            result = check(clause.expr, scope, self.found, clause.type) if self._readable(clause.expr) else None
            if result is not None and clause.type is None and not isinstance(result.type, Number):
                self.found.append(Diagnostic("geen_getal", clause.expr.span, {"soort": "ja of nee"}))
                result = None
            if result is None:
                # Its name stays, so that what refers to it is not called wrong as well.
                self.unreadable.add(clause.name)
                yield evolve(clause, expr=TRUE, type=Boolean())
            elif clause.type is None:
                scope[clause.name] = result.type
                yield evolve(clause, expr=result.expr, type=result.type)
            else:
                yield evolve(clause, expr=result.expr)

    def _constraints(self, scope: Mapping[str, Type]) -> tuple[Constraint, ...]:
        facts = {name: of for name, of in scope.items() if name in self.vocabulary}
        constraints: dict[str, Constraint] = {}
        for link in (link for document in self.of(docs.Links) for link in document.links):
            if link.id in constraints:
                self.report("dubbel_id", link.id, link.span)
            if not link.consequences:
                self.found.append(Diagnostic("lege_waarde", link.span))
            result = check(link.test, facts, self.found, Boolean()) if self._readable(link.test) else None
            consequences = {
                str(name): value
                for name, node in link.consequences.items()
                if name not in self.unreadable
                and (value := stated(name, node, self.vocabulary, self.found)) is not None
            }
            if result is not None:
                constraints[link.id] = Constraint(
                    id=str(link.id),
                    condition=result.expr,
                    consequences=consequences,
                    text=link.text,
                    source=link.source.onto(self.source) if link.source else self.source,
                    span=link.span,
                )
        return tuple(constraints[name] for name in sorted(constraints))

    def _assumptions(self) -> tuple[tuple[docs.Assumption, Source], ...]:
        own = tuple(Name(name, None) for name, all_of in self.decisions.items() if all_of[0].layer == self.header.id)
        assumptions: dict[str, tuple[docs.Assumption, Source]] = {}
        for one in (one for document in self.of(docs.Assumptions) for one in document.assumptions):
            if one.id in assumptions:
                self.report("dubbel_id", one.id, one.span)
            for name in one.concerns:
                self._known(name, one.span)
            source = one.source.onto(self.source) if one.source else self.source
            # What is taken for granted everywhere is shown everywhere.
            assumptions[one.id] = (one if one.concerns else evolve(one, concerns=own)), source
        return tuple(assumptions[name] for name in sorted(assumptions))

    def _contradictions(self) -> tuple[tuple[docs.Contradiction, Source], ...]:
        contradictions: dict[str, tuple[docs.Contradiction, Source]] = {}
        for one in (one for document in self.of(docs.Contradictions) for one in document.contradictions):
            if one.id in contradictions:
                self.report("dubbel_id", one.id, one.span)
            for name in one.concerns:
                self._known(name, one.span)
            contradictions[one.id] = one, one.source.onto(self.source) if one.source else self.source
        return tuple(contradictions[name] for name in sorted(contradictions))

    # -- references in metadata --------------------------------------------------------

    def _references(self) -> None:
        for versions in self.decisions.values():
            for decided in versions:
                if decided.layer == self.header.id:
                    self._decision_references(decided.document)

    def _decision_references(self, document: docs.Decision) -> None:
        if document.succeeded_by is not None:
            self._known(document.succeeded_by, document.span)
        if isinstance(document, Voorziening):
            if document.follows is not None:
                self._known(document.follows, document.span)
            self._codes_of("noden", document.helps_with, document.span)
            self._codes_of("subtrede", document.suits, document.span)
            for result in document.results:
                self._begins(result)
        if isinstance(document, Voorziening | docs.Conclusion):
            for deadline in document.deadlines:
                self._is(Date, deadline.since, deadline.span, "een datum")
        for example in document.examples:
            self._example(example, document)

    def _begins(self, result: Amount) -> None:
        """Stairs begin where what measures them begins, so that they always say something."""
        if result.measured_by is None or not self._is(Number, result.measured_by, result.span, "een getal"):
            return
        of = self.vocabulary[result.measured_by].type
        first = result.stairs[0].start if result.stairs else None
        if first is None or not isinstance(of, Number) or not isinstance(first.value, int):
            return
        if first.unit not in {None, of.unit}:
            arguments = {"links": str(of.unit or "-"), "rechts": str(first.unit or "-")}
            self.found.append(Diagnostic("eenheid_past_niet", first.span, arguments))
        elif first.value > of.low:
            arguments = {"naam": result.id, "laag": show(of.low, of)}
            self.found.append(Diagnostic("trap_begin", first.span, arguments))

    def _example(self, example: Example, document: docs.Decision) -> None:
        """An example speaks of facts, outcomes, codes and results that exist."""
        for name, node in example.given.items():
            if name not in PARTS and name not in self.unreadable and plain(node) is not None:
                stated(name, node, self.vocabulary, self.found)
        for name in example.missing or ():
            if name not in self.vocabulary and name not in self.unreadable:
                self.report("onbekend_feit", name, example.span, **suggestion(name, self.vocabulary))
        codes: tuple[str, ...] = ()
        if isinstance(document, docs.Conclusion):
            codes = document.codes
        elif isinstance(document, docs.Arguments):
            sides = {"voor": document.pro, "tegen": document.con}
            codes = tuple(f"{side}:{one.code}" for side, rows in sides.items() for one in rows)
        words = [*OUTCOMES, *codes]
        for word in example.outcome:
            if word not in words:
                arguments = {"waarde": word, "keuzes": ", ".join(words), **suggestion(word, words)}
                self.found.append(Diagnostic("onbekend_woord", place(word, example.span), arguments))
        results = [one.id for one in document.results] if isinstance(document, Voorziening) else []
        for name in example.results:
            if name not in results:
                arguments = {"waarde": name, "keuzes": ", ".join(results) or "-", **suggestion(name, results)}
                self.found.append(Diagnostic("onbekend_woord", place(name, example.span), arguments))

    def _codes_of(self, fact: str, codes: Iterable[str], span: Span | None) -> None:
        """``codes`` are codes of ``fact``."""
        of = self.vocabulary[fact].type
        assert isinstance(of, Code | CodeSet)  # noqa: S101 - facts of the shared vocabulary
        for code in codes:
            problem = misfit(str(code), Code(of.codes))
            if problem is not None:
                self.found.append(refusal(fact, problem, place(code, span)))

    def _known(self, name: str, span: Span | None) -> None:
        """``name`` is a decision."""
        if name not in self.decisions and name not in self.unreadable:
            self.report("onbekende_voorziening", name, span, **suggestion(name, self.decisions))

    def _is(self, of: type[Type], name: str, span: Span | None, wanted: str) -> bool:
        """Whether ``name`` is a fact of type ``of``."""
        fact = self.vocabulary.facts.get(name)
        if fact is not None and isinstance(fact.type, of):
            return True
        if fact is not None:
            self.report("verkeerd_soort_feit", name, span, verwacht=wanted)
        elif name not in self.unreadable:
            self.report("onbekend_feit", name, span, **suggestion(name, self.vocabulary))
        return False

    def _digest(self) -> str:
        texts = sorted({one.span.file.text for one in self.documents if one.span is not None})
        digest = hashlib.sha256((self.base.digest if self.base else "").encode())
        for text in texts:
            digest.update(hashlib.sha256(text.encode()).digest())
        return digest.hexdigest()


#: In a client file these words say something else.
_OWN_WORDS = frozenset({"ja", "nee", "onbekend"})


def _wrong(local: docs.LocalFact) -> str | None:
    """What a fact lacks that its own keys cannot tell one by one."""
    if local.type in {docs.ValueType.CODE, docs.ValueType.CODES} and not local.codes:
        return "codes_ontbreken"
    if any(code in _OWN_WORDS for code in local.codes):
        return "code_is_uitkomst"
    if local.unit is Unit.EUROS:
        return "eenheid_euro"
    if len(local.range) != 2 or local.range[0] > local.range[1]:  # noqa: PLR2004 - two ends
        return "bereik_vorm"
    return None


def stated(name: str, node: Node, known: Vocabulary, found: list[Diagnostic]) -> Value | None:
    """The value of a fact as a document states it; ``None`` with the reason added to ``found``."""
    if name not in known:
        near = suggestion(name, known)
        found.append(Diagnostic("onbekend_feit", place(name, node.span), {"naam": name, **near}))
        return None
    value = typed(plain(node), known[name].type)
    if isinstance(value, Misfit):
        found.append(refusal(name, value, node.span))
        return None
    return value
