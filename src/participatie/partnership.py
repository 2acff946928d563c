"""Whether someone is in the right place in a local partnership, and what that partnership lacks for him.

Every condition is a rule of a pack, with its source. What is done here is
joining their outcomes with who the partners are and what each knows about.
"""

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from attrs import field, frozen

from participatie import catalog, files
from participatie.advice import Advice, Assessment, Outcome, advise
from participatie.advice.assessment import Missing
from participatie.advice.outline import Line, write
from participatie.client import Client
from participatie.diagnostics import Diagnostic, PolicyError, nearest, suggestion
from participatie.files import Items, Node, Scalar, Table
from participatie.policy.pack import Pack
from participatie.rules.trace import Step
from participatie.sources import Source, Status
from participatie.values import CodeSet, Text, misfit
from participatie.vocabulary import vocabulary

#: The facts whose codes a partnership is written in.
ACTORS, NEEDS = "nodige_actoren", "noden"


def _codes(fact: str) -> tuple[str, ...]:
    of = vocabulary()[fact].type
    assert isinstance(of, CodeSet)  # noqa: S101 - these two are
    return of.codes or ()


# -- partnerships ------------------------------------------------------------------------


def _partners(partners: Any) -> Mapping[str, frozenset[str]]:
    if not isinstance(partners, Mapping):
        raise TypeError("partners= is a mapping from the code of a partner to the needs it knows about")
    found = {}
    for partner, needs in partners.items():
        if isinstance(needs, str) or not isinstance(needs, Iterable):
            raise TypeError("what a partner knows about is a list of codes of needs")
        found[_known(partner, ACTORS)] = frozenset(_known(need, NEEDS) for need in needs)
    if not found:
        raise ValueError("a partnership has at least one partner")
    return found


def _known(code: object, fact: str) -> str:
    if not isinstance(code, str):
        raise TypeError(f"a code of {fact} is text, not {type(code).__name__}")
    if code not in _codes(fact):
        near = nearest(code, _codes(fact))
        raise ValueError(f"{fact} has no code {code!r}" + (f"; did you mean {near!r}?" if near else ""))
    return code


def _name(_: object, __: object, name: Any) -> None:
    if misfit(name, Text()) is not None:
        raise TypeError("the name of a partnership is plain text")
    if not name.strip():
        raise ValueError("a partnership has a name")


@frozen(kw_only=True)
class Partnership:
    """Organisations that work together locally, and what each of them knows about.

    Args:
        name: what it is called.
        partners: by the code of an organisation (the codes of ``nodige_actoren``),
            the codes of the ``noden`` for which it brings expertise: ``[]`` for none.

    Raises:
        TypeError: something is of the wrong kind.
        ValueError: there is no partner, no name, or a code does not exist.

    >>> together = Partnership(name="Noord", partners={"VDAB": ["werk", "sollicitatie"], "OCMW": ["inkomen"]})
    >>> sorted(together.expertise)
    ['inkomen', 'sollicitatie', 'werk']
    """

    name: str = field(validator=_name)
    partners: Mapping[str, frozenset[str]] = field(converter=_partners, hash=False)

    @property
    def expertise(self) -> frozenset[str]:
        """What the partners know about between them, as codes of ``noden``."""
        return frozenset().union(*self.partners.values())

    @classmethod
    def read(cls, path: str | Path) -> "Partnership":
        """A partnership from a YAML or JSON file (``.json``).

        Raises:
            PolicyError: with everything that is wrong, and where.
        """
        found: list[Diagnostic] = []
        return _from_nodes(files.read(path, found), found)

    @classmethod
    def parse(cls, text: str, name: str = "samenwerkingsverband.yaml") -> "Partnership":
        """A partnership from the text of a file; a ``name`` that ends in ``.json`` makes it JSON."""
        found: list[Diagnostic] = []
        return _from_nodes(files.parse(text, name, found), found)


_KEYS = ("samenwerkingsverband", "partners")


def _from_nodes(nodes: Sequence[Node], found: list[Diagnostic]) -> Partnership:
    if not found and (len(nodes) != 1 or not isinstance(nodes[0], Table)):
        place = nodes[-1].span if nodes else None
        found.append(Diagnostic("verkeerde_vorm", place, {"verwacht": "één samenwerkingsverband"}))
    if found or not isinstance(nodes[0], Table):
        raise PolicyError(found)
    table, keys = nodes[0], ", ".join(_KEYS)
    for key, _ in table.entries:
        if key.text not in _KEYS:
            arguments = {"naam": key.text, "keuzes": keys, **suggestion(key.text, _KEYS)}
            found.append(Diagnostic("onbekende_sleutel", key.span, arguments))
    absent = (key for key in _KEYS if table.get(key) is None)
    found += [Diagnostic("ontbrekende_sleutel", table.span, {"naam": key}) for key in absent]
    name, partners = table.get(_KEYS[0]), table.get(_KEYS[1])
    if name is not None and not (isinstance(name, Scalar) and name.text.strip() and files.plain(name) is not None):
        found.append(Diagnostic("verkeerde_vorm", name.span, {"verwacht": "de naam van het samenwerkingsverband"}))
    listed = dict(_listed(partners, found)) if partners is not None else {}
    if found or not isinstance(name, Scalar):
        raise PolicyError(found)
    return Partnership(name=name.text, partners=listed)


def _listed(partners: Node, found: list[Diagnostic]) -> Iterator[tuple[str, list[str]]]:
    """Each partner with its codes; what is wrong is added to ``found``."""
    if not isinstance(partners, Table) or not partners.entries:
        expected = "minstens één partner, met een lijst van noden erachter"
        found.append(Diagnostic("verkeerde_vorm", partners.span, {"verwacht": expected}))
        return
    for partner, needs in partners.entries:
        _code(partner, ACTORS, found)
        if not isinstance(needs, Items):
            found.append(Diagnostic("verkeerde_vorm", needs.span, {"verwacht": "een lijst van noden, zoals [werk]"}))
            continue
        yield partner.text, [_code(need, NEEDS, found) for need in needs.values]


def _code(node: Node, fact: str, found: list[Diagnostic]) -> str:
    """The code that ``node`` is; empty where it is none."""
    if not isinstance(node, Scalar):
        found.append(Diagnostic("verkeerde_vorm", node.span, {"verwacht": "een code"}))
        return ""
    if node.text in _codes(fact):
        return node.text
    near = suggestion(node.text, _codes(fact))
    arguments = {"waarde": node.text, "naam": fact, "keuzes": ", ".join(_codes(fact)), **near}
    found.append(Diagnostic("onbekende_code", node.span, arguments))
    return ""


# -- fit -------------------------------------------------------------------------------


@frozen(kw_only=True)
class Argument:
    """A reason for or against that holds, or still can.

    Args:
        code: which one, such as ``geen_inkomen``.
        side: ``voor`` or ``tegen``.
        text: what it says.
        source: what it rests on, with its status.
        certain: whether it holds; otherwise it is possible.
        missing: the names of the facts that would tell.
    """

    code: str
    side: str
    text: str
    source: Source
    certain: bool
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Element:
    """One element of a complex problem, and whether it is there; ``None`` is unknown."""

    code: str
    text: str
    holds: bool | None


@frozen(kw_only=True, repr=False)
class Fit:
    """What the rules say about a client in a partnership on a day. It advises; a person decides.

    Args:
        partnership: who work together.
        on: the reference date.
        possible: the verdicts that are still possible: ``binnen``, ``twijfel``, ``doorverwijzen``.
        leaning: where a doubt leans to; empty where it does not, or where that is not known.
        arguments: those that hold and those that still can, for and against; nothing weighs them.
        elements: the four elements of a complex problem.
        one_service: whether a regular service is the right place; ``None`` is unknown.
        transfer: the services that it would then be, as far as they are not ruled out.
        warm: whether that is a warm transfer, settled.
        needed: the expertise that is needed in any case, as codes of ``noden``.
        possibly_needed: what may be needed as well.
        absent: the needed organisations that are no partner; ``None`` where it is not known who is needed.
        from_release: whether all of it counts from release only; ``None`` is unknown.
        missing: what to ask, to settle the verdict and the transfer.
        advice: all that the pack says, with every trace.
    """

    partnership: Partnership
    on: date
    possible: tuple[str, ...]
    leaning: str
    arguments: tuple[Argument, ...]
    elements: tuple[Element, ...]
    one_service: bool | None
    transfer: tuple[str, ...]
    warm: bool
    needed: tuple[str, ...]
    possibly_needed: tuple[str, ...]
    absent: tuple[str, ...] | None
    from_release: bool | None
    missing: tuple[Missing, ...]
    advice: Advice = field(eq=False)

    @property
    def verdict(self) -> str | None:
        """The verdict, or ``None`` while more than one is possible."""
        return self.possible[0] if self.certain else None

    @property
    def certain(self) -> bool:
        """Whether the verdict is settled."""
        return len(self.possible) == 1

    @property
    def pro(self) -> tuple[Argument, ...]:
        """The arguments for."""
        return tuple(one for one in self.arguments if one.side == "voor")

    @property
    def con(self) -> tuple[Argument, ...]:
        """The arguments against."""
        return tuple(one for one in self.arguments if one.side == "tegen")

    @property
    def present(self) -> tuple[str, ...]:
        """The needed expertise that some partner has."""
        return tuple(one for one in self.needed if one in self.partnership.expertise)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The needed expertise that no partner has."""
        return tuple(one for one in self.needed if one not in self.partnership.expertise)

    @property
    def possibly_lacking(self) -> tuple[str, ...]:
        """What may be needed as well, and no partner has."""
        return tuple(one for one in self.possibly_needed if one not in self.partnership.expertise)

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """The verdict with its arguments, sources, expertise and questions in words.

        Args:
            lang: ``nl`` or ``en`` for the frame; the rules speak Dutch.
            style: ``text`` or ``markdown``.

        Raises:
            ValueError: an unknown language or style.
        """
        return write(_Outline(self, _texts(lang)).lines(), style)

    def __repr__(self) -> str:
        return f"<Fit {self.partnership.name} op {self.on}: {' of '.join(self.possible)}>"


#: The rules that a pack answers with, by what they are for here.
_RULES = {
    "verdict": "samenwerkingsadvies",
    "leaning": "neiging",
    "arguments": "argumenten_samenwerking",
    "elements": "complexe_problematiek",
    "transfer": "doorverwijzing",
    "expertise": "expertise_nodig",
}
_ONE_SERVICE = "gewone_dienst_eerst"
_FROM_RELEASE = "pas_na_vrijlating"
_TRUTHS = {Outcome.YES: True, Outcome.NO: False}


def fit(client: Client, partnership: Partnership, *, on: date, pack: Pack | None = None) -> Fit:
    """Whether ``client`` is in the right place in ``partnership``, and what it lacks for him.

    Args:
        client: what is known; what is not stays open.
        partnership: who work together.
        on: the reference date.
        pack: whose rules; without it the shipped ``be_vlaanderen``.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: the pack has no rules about partnerships.
        PolicyError: facts contradict each other, or do not fit the pack.

    >>> client = Client(noden=["werk"])
    >>> fit(client, Partnership(name="Noord", partners={"VDAB": ["werk"]}), on=date(2024, 6, 1)).verdict
    'doorverwijzen'
    """
    if not isinstance(partnership, Partnership):
        raise TypeError(f"fit() takes a Partnership second, not {type(partnership).__name__}")
    advice = advise(client, catalog.load("be_vlaanderen") if pack is None else pack, on=on)
    without = [rule for rule in _RULES.values() if rule not in advice]
    if without or _ONE_SERVICE not in advice.notions:
        raise ValueError(f"the pack {advice.pack} has no rules about partnerships, such as {_ONE_SERVICE!r}")
    verdict, leaning, arguments, elements, transfer, expertise = (advice[rule] for rule in _RULES.values())
    needed = client.known().get(ACTORS)
    found = tuple(_arguments(arguments))
    release = [one.certain or None for one in found if one.code == _FROM_RELEASE]
    questions = {question.name: question for question in (*verdict.questions, *transfer.questions)}
    return Fit(
        partnership=partnership,
        on=on,
        possible=verdict.codes,
        leaning=", ".join(leaning.certain),
        arguments=found,
        elements=tuple(_elements(elements)),
        one_service=_TRUTHS.get(advice.notions[_ONE_SERVICE].outcome),
        transfer=() if transfer.outcome is Outcome.NO else transfer.codes,
        warm=transfer.extra.get("overdracht") == "warm",
        needed=expertise.certain,
        possibly_needed=tuple(code for code in expertise.codes if code not in expertise.certain),
        absent=_in_order(needed, partnership) if isinstance(needed, frozenset) else None,
        from_release=release[0] if release else False,
        missing=tuple(questions.values()),
        advice=advice,
    )


def _in_order(needed: frozenset[str], partnership: Partnership) -> tuple[str, ...]:
    return tuple(code for code in _codes(ACTORS) if code in needed and code not in partnership.partners)


def _places(one: Assessment) -> list[tuple[str, Step]]:
    """What a document lists, each with its code, in the order of the document."""
    parts = [(step.rule.partition("=")[2], part) for step in one.why.steps for part in step.steps]
    return sorted(parts, key=lambda item: _place(item[1].rule))


def _place(rule: str) -> tuple[bool, int]:
    """Where an argument or element stands: what is for comes first."""
    side, _, number = rule.rpartition("/")[2].rpartition("_")
    return side == "tegen", int(number)


def _arguments(one: Assessment) -> Iterator[Argument]:
    for said, step in _places(one):
        if step.outcome != Outcome.NO.value:
            side, _, code = said.partition(":")
            unknown = (seen.name for part in step.walk() for seen in part.seen if seen.value is None)
            certain = step.outcome == Outcome.YES.value
            yield Argument(
                code=code,
                side=side,
                text=step.text,
                source=step.source,
                certain=certain,
                missing=() if certain else tuple(dict.fromkeys(unknown)),
            )


def _elements(one: Assessment) -> Iterator[Element]:
    for code, step in _places(one):
        holds = _TRUTHS.get(Outcome(step.outcome))
        yield Element(code=code, text=step.text, holds=holds)


# -- in words --------------------------------------------------------------------------


@functools.cache
def _texts(lang: str) -> Mapping[str, Any]:
    words = tomllib.loads((resources("participatie") / "data" / "samenwerking.toml").read_text("utf-8"))
    if lang not in words:
        raise ValueError(f"lang is one of {', '.join(words)}, not {lang!r}")
    text: Mapping[str, Any] = words[lang]
    return text


@frozen
class _Outline:
    """The lines of a fit in one language."""

    fit: Fit
    words: Mapping[str, Any]

    def lines(self) -> Iterator[Line]:
        fit = self.fit
        said = self.words["of"].join(self.words.get(code, code) for code in fit.possible)
        yield Line(0, self._say("zeker" if fit.certain else "open", naam=fit.partnership.name, advies=said), heading=1)
        if fit.leaning and "twijfel" in fit.possible:
            yield Line(0, self._say("neigt", naar=self.words.get(fit.leaning, fit.leaning)))
        if fit.from_release is not False and not fit.one_service:
            yield Line(0, self.words["vanaf_vrijlating" if fit.from_release else "misschien_vanaf_vrijlating"])
        yield from self._arguments("voor", fit.pro)
        yield from self._arguments("tegen", fit.con)
        yield from self._section("elementen", map(self._element, fit.elements))
        yield from self._section("gewone_dienst", self._service())
        yield from self._section("deskundigheid", self._expertise())
        if fit.missing:
            yield from self._section("vragen", map(self._question, fit.missing))
        yield Line(0, self.words["advies"], apart=True)

    def _say(self, key: str, **arguments: str) -> str:
        return str(self.words[key]).format(**arguments)

    def _section(self, title: str, texts: Iterable[str]) -> Iterator[Line]:
        yield Line(0, self.words[title], heading=2)
        yield from (Line(1, text, mark="-") for text in texts)

    def _arguments(self, title: str, listed: Sequence[Argument]) -> Iterator[Line]:
        yield from self._section(title, [] if listed else [self.words["geen"]])
        for one in listed:
            yield Line(1, one.text if one.certain else self._say("mogelijk", tekst=one.text), mark="-")
            verified = one.source.status is Status.VERIFIED
            status = "" if verified else f" ({self.words['status'][one.source.status.value]})"
            yield Line(2, f"{one.source}{status}" + (f". {one.source.note}" if one.source.note else ""))

    def _element(self, one: Element) -> str:
        return self._say({True: "ja", False: "nee", None: "onbekend"}[one.holds], tekst=one.text)

    def _service(self) -> Iterator[str]:
        fit = self.fit
        yield self.words[{True: "dienst_ja", False: "dienst_nee", None: "dienst_onbekend"}[fit.one_service]]
        if fit.transfer:
            settled = "warme_overdracht" if fit.warm else "overdracht"
            sure = fit.one_service and len(fit.transfer) == 1
            services = self.words["of"].join(fit.transfer)
            yield self._say(settled if sure else "misschien_overdracht", diensten=services)

    def _expertise(self) -> Iterator[str]:
        fit = self.fit
        if fit.possibly_needed:
            yield self.words["nodig_onbekend"]
        for key, codes in (("nodig", fit.needed), ("aanwezig", fit.present), ("ontbreekt", fit.lacking)):
            if codes or not fit.possibly_needed:
                yield self._say(key, codes=", ".join(codes) or self.words["geen"])
        if fit.absent:
            yield self._say("buiten", codes=", ".join(fit.absent))

    def _question(self, one: Missing) -> str:
        return self._say("vaststelling" if one.finding else "vraag", vraag=one.question, wie=one.answered_by)
