"""An advice: an assessment for every outcome of a pack, and what one does with them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from participatie.advice.assessment import Assessment, Outcome
from participatie.advice.dependence import Dependence
from participatie.advice.receipt import Receipt
from participatie.advice.suggesting import Suggestion
from participatie.diagnostics import nearest


@frozen(repr=False)
class Advice:
    """What a pack says about a client on a date: an assessment per outcome.

    Iterates over its assessments, in a fixed order: lower layers first, then by
    id; ``advice["participatieplaats"]`` is one of them.

    Args:
        pack: the name of the pack.
        on: the reference date.
        assessments: by id.
        notions: the notions of the pack (*begrippen*), by id: found by
            ``advice[...]`` too, but not part of the advice itself.
    """

    pack: str
    on: date
    assessments: Mapping[str, Assessment]
    notions: Mapping[str, Assessment] = field(factory=dict)
    # Made when it is asked for, as the traces are.
    _suggest: Callable[[], tuple[Suggestion, ...]] = field(default=tuple, eq=False)
    _sign: "Callable[[Advice, bytes], Receipt] | None" = field(default=None, eq=False)
    _depend: Callable[[str], Mapping[str, Dependence]] | None = field(default=None, eq=False)

    def __getitem__(self, name: str) -> Assessment:
        if not isinstance(name, str):
            raise TypeError(f"advice[...] takes the id of an outcome, not {type(name).__name__}")
        for known in (self.assessments, self.notions):
            if name in known:
                return known[name]
        near = nearest(name, (*self.assessments, *self.notions))
        raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)

    def __iter__(self) -> Iterator[Assessment]:
        return iter(self.assessments.values())

    def __len__(self) -> int:
        return len(self.assessments)

    def __contains__(self, name: object) -> bool:
        return name in self.assessments

    def with_outcome(self, *outcomes: Outcome) -> tuple[Assessment, ...]:
        """The assessments with one of these outcomes, in the order of the advice.

        Raises:
            ValueError: there is no such outcome.
        """
        asked = {Outcome(outcome) for outcome in outcomes}
        return tuple(one for one in self if one.outcome in asked)

    @property
    def missing(self) -> tuple[str, ...]:
        """Every fact that can still matter to some outcome, each once."""
        return tuple(dict.fromkeys(name for one in self for name in one.missing))

    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is open to the client, or may be: ordered by criteria, each with its reason.

        First what is a yes, then what waits for a judgement, then what is
        unknown; among those what helps with a stated need; what fits the step
        on the ladder; what asks the fewest questions; what costs least. Those
        that fall on the same part of a day as one before them say so. There is
        no score: two that no criterion tells apart stand in alphabetical order.
        """
        return self._suggest()

    def receipt(self, *, key: bytes) -> Receipt:
        """By which packs, on which date and on which facts this advice was given; see :class:`Receipt`.

        Args:
            key: at least 16 secret bytes; keep them to check the receipt later.

        Raises:
            ValueError: the key is too short, or this advice was read from JSON,
                which does not say on which facts it rests.
        """
        if self._sign is None:
            raise ValueError("an advice that was read from JSON has no client to make a receipt of")
        return self._sign(self, key)

    def depends_on(self, fact: str) -> Mapping[str, Dependence]:
        """The outcomes that depend on a fact, by id, each with the articles under which it counts.

        The fact is put aside, with what follows from it alone and, where other
        known facts settle it, with those. An outcome depends on it when it is
        then exactly one of the facts that can still settle that outcome, as
        ``missing`` of an exact advice has it; or when an amount or a date that
        follows does. Whoever differs in a fact that an outcome does not depend
        on, and in nothing else, gets the same outcome.

        This is decided exactly, whether or not the advice was; where it cannot
        be, the outcome is among them and :class:`Dependence` says so.

        Args:
            fact: its Dutch name.

        Raises:
            KeyError: the pack knows no such fact.
            ValueError: this advice was read from JSON, and has no client to ask.
        """
        if self._depend is None:
            raise ValueError("an advice that was read from JSON has no client to put a fact of aside")
        return self._depend(fact)

    def explain(self, *, lang: str = "nl", style: str = "text") -> str:
        """All assessments in words, one after another; see :meth:`Assessment.explain`."""
        from participatie.advice import explanation  # noqa: PLC0415 - it renders this very class

        return explanation.render_all(self, lang=lang, style=style)

    def to_json(self) -> str:
        """This advice, traces included, as stable JSON that :meth:`from_json` reads back."""
        from participatie.advice import serialise  # noqa: PLC0415 - cattrs costs; most uses never need it

        return serialise.dump(self)

    @classmethod
    def from_json(cls, text: str) -> "Advice":
        """The advice that :meth:`to_json` wrote.

        Raises:
            ValueError: the text is no advice.
        """
        from participatie.advice import serialise  # noqa: PLC0415 - as above

        return serialise.load(text)

    def __repr__(self) -> str:
        counts = [f"{len(self.with_outcome(one))} {one}" for one in Outcome]
        return f"<Advice {self.pack} op {self.on}: {', '.join(counts)}>"
