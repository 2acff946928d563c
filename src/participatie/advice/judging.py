"""What findings lead to, where nothing else is missing: the smallest sets of them that settle an outcome."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, product

from attrs import evolve, frozen

from participatie.advice.assessment import Assessment, Finding, Judgement, Missing, Outcome
from participatie.rules.cells import Cells
from participatie.values import Boolean, Code, Date, Number, Type, Value, show

#: No more sets of findings than this are tried: all of those of six norms that are yes or no.
MOST_SETS = 728

#: The samples of a norm that were found, by number, for each norm that something was found of.
_Chosen = tuple[tuple[int, frozenset[int]], ...]


@frozen(eq=False)
class Norm:
    """An open norm: who decides it, and what may be found.

    Args:
        asked: the question.
        type: what kind of values it has.
        cells: which of them the rules tell apart; of a yes or no both.
    """

    asked: Missing
    type: Type
    cells: Cells | None

    @property
    def samples(self) -> tuple[Value, ...]:
        """A value for everything that may be found and that makes a difference."""
        if isinstance(self.type, Boolean):
            return True, False
        return self.cells.samples if self.cells is not None else ()

    def finding(self, numbers: frozenset[int]) -> Finding:
        """That one of these samples is found, or what comes to the same."""
        return Finding(
            name=self.asked.name,
            title=self.asked.title,
            value=" of ".join(self._said(sorted(numbers))),
            decided_by=self.asked.answered_by,
            after_advice_of=self.asked.after_advice_of,
        )

    def _said(self, numbers: Sequence[int]) -> Iterator[str]:
        samples = self.samples
        if not isinstance(self.type, Number | Date):
            open_ended = isinstance(self.type, Code) and self.type.codes is None
            for number in numbers:  # of an open list the last sample stands for every code that is not named
                yield "iets anders" if open_ended and number == len(samples) - 1 else show(samples[number], self.type)
            return
        for first, last in _stretches(numbers):
            low, high = samples[first], self._before(last + 1)
            if isinstance(self.type, Date) and (first == 0 or high == date.max):
                yield f"t/m {show(high)}" if first == 0 else f"vanaf {show(low)}"
                continue
            yield show(low, self.type) if low == high else f"{_plain(low, self.type)} t/m {show(high, self.type)}"

    def _before(self, number: int) -> Value:
        """The last value before a sample begins, or the last one there is."""
        samples = self.samples
        if number == len(samples):
            return self.type.high if isinstance(self.type, Number) else date.max
        start = samples[number]
        return start - timedelta(days=1) if isinstance(start, date) else int(start) - 1  # type: ignore[arg-type]  # a number


def judged(
    norms: Sequence[Norm], assess: Callable[[Mapping[str, Value]], Assessment | None]
) -> tuple[tuple[Judgement, ...], bool]:
    """The smallest sets of findings that make an outcome a yes or a no, smaller ones first.

    Args:
        norms: what is undecided.
        assess: the outcome when something is found; ``None`` where that cannot be.

    Returns:
        The judgements, and whether larger sets were left out, there being too many.
    """
    settled: dict[tuple[tuple[int, int], ...], tuple[Outcome, tuple[str, ...]] | None] = {}
    tried, bounded = 0, False
    for chosen in _sets(norms):
        if any(set(smaller) <= set(chosen) for smaller in settled):
            continue
        tried += 1
        if tried > MOST_SETS:
            bounded = True
            break
        found = {norms[norm].asked.name: norms[norm].samples[sample] for norm, sample in chosen}
        assessment = assess(found)
        if assessment is None:
            settled[chosen] = None
        elif assessment.outcome in {Outcome.YES, Outcome.NO}:
            settled[chosen] = assessment.outcome, assessment.certain
    return tuple(_joined(norms, settled)), bounded


def _sets(norms: Sequence[Norm]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to find something of some norms, as pairs of a norm and a sample, smaller sets first."""
    for size in range(1, len(norms) + 1):
        for some in combinations(range(len(norms)), size):
            for samples in product(*(range(len(norms[norm].samples)) for norm in some)):
                yield tuple(zip(some, samples, strict=True))


def _joined(
    norms: Sequence[Norm],
    settled: Mapping[tuple[tuple[int, int], ...], tuple[Outcome, tuple[str, ...]] | None],
) -> Iterator[Judgement]:
    """The judgements; findings of one norm that come to the same, the others being equal, are one."""
    result = {chosen: led for chosen, led in settled.items() if led is not None}
    sets: dict[_Chosen, tuple[Outcome, tuple[str, ...]]] = {
        tuple((norm, frozenset({sample})) for norm, sample in chosen): led for chosen, led in result.items()
    }
    for norm in range(len(norms)):
        together: dict[tuple[_Chosen, tuple[Outcome, tuple[str, ...]]], frozenset[int]] = {}
        for chosen, led in sets.items():
            others = tuple(one for one in chosen if one[0] != norm)
            here = next((samples for one, samples in chosen if one == norm), frozenset())
            key = (others, led) if here else (chosen, led)
            together[key] = together.get(key, frozenset()) | here
        sets = {
            tuple(sorted([*others, (norm, here)], key=lambda one: one[0])) if here else others: led
            for (others, led), here in together.items()
        }
    for chosen, (outcome, codes) in sorted(sets.items(), key=lambda one: (len(one[0]), one[1][0] is not Outcome.YES)):
        yield Judgement(
            findings=tuple(norms[norm].finding(samples) for norm, samples in chosen), outcome=outcome, codes=codes
        )


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as the first and the last of them."""
    several = list(numbers)
    ends = [one for one, after in pairwise([*several, several[-1] + 2]) if after != one + 1]
    starts = [several[0], *(after for one, after in pairwise(several) if after != one + 1)]
    return zip(starts, ends, strict=True)


def _plain(value: Value, of: Type) -> str:
    """A number without its unit, which follows after the last one."""
    return show(value, evolve(of, unit=None)) if isinstance(of, Number) and of.unit != "cent" else show(value, of)
