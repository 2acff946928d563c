"""Steps of the participation ladder, in the definition of whoever drew it.

Three definitions occur, and they are never mixed: the national one of VNG, that
of the IJmond agreement, and Heemskerk's split of its second step. The same
person can stand on a different step in each.
"""

import functools
from importlib.resources import files as resources

from attrs import field, frozen

from participatie import files


@frozen(kw_only=True, order=False)
class LadderStep:
    """One step of one ladder; comparable with steps of the same ladder only.

    Args:
        ladder: which definition: ``vng``, ``ijmond`` or ``heemskerk``.
        code: the step as it is registered, such as ``4`` or ``2.2``.
        title: its name.
        description: what it means, in our words.
        rank: its place on its ladder, counted from 1.

    >>> low, high = ladder("vng")[0], ladder("vng")[5]
    >>> low < high, high.title
    (True, 'Betaald werk zonder ondersteuning')
    >>> low.next.code
    '2'
    """

    ladder: str
    code: str
    title: str = field(eq=False)
    description: str = field(eq=False, repr=False)
    rank: int = field(eq=False, repr=False)

    @property
    def next(self) -> "LadderStep | None":
        """The step above, ``None`` at the top."""
        steps = ladder(self.ladder)
        return steps[self.rank] if self.rank < len(steps) else None

    @property
    def previous(self) -> "LadderStep | None":
        """The step below, ``None`` at the bottom."""
        return ladder(self.ladder)[self.rank - 2] if self.rank > 1 else None

    def _rank_against(self, other: object) -> int:
        if not isinstance(other, LadderStep):
            raise TypeError(f"a step of a ladder cannot be compared with {type(other).__name__}")
        if self.ladder != other.ladder:
            raise TypeError(
                f"a step of {self.ladder!r} cannot be compared with one of {other.ladder!r}: "
                "the ladders define their steps differently"
            )
        return self.rank - other.rank

    def __lt__(self, other: "LadderStep") -> bool:
        return self._rank_against(other) < 0

    def __le__(self, other: "LadderStep") -> bool:
        return self._rank_against(other) <= 0

    def __gt__(self, other: "LadderStep") -> bool:
        return self._rank_against(other) > 0

    def __ge__(self, other: "LadderStep") -> bool:
        return self._rank_against(other) >= 0


@functools.cache
def _ladders() -> dict[str, tuple[LadderStep, ...]]:
    text = (resources("participatie") / "data" / "ladders.yaml").read_text("utf-8")
    return {
        name: tuple(
            LadderStep(
                ladder=name,
                code=step["code"],
                title=step["titel"],
                description=step["omschrijving"],
                rank=rank,
            )
            for rank, step in enumerate(entry["stappen"], start=1)
        )
        for name, entry in files.own(text)["ladders"].items()
    }


def ladder(name: str = "vng") -> tuple[LadderStep, ...]:
    """The steps of a ladder, lowest first.

    Raises:
        KeyError: there is no ladder of that name.

    >>> [step.code for step in ladder("heemskerk")][:3]
    ['1', '2.1', '2.2']
    """
    known = _ladders()
    if name not in known:
        raise KeyError(f"{name!r}; de ladders zijn {', '.join(known)}")
    return known[name]


def step(code: str | int, of: str = "vng") -> LadderStep:
    """The step with this code on ladder ``of``.

    Raises:
        KeyError: the ladder has no such step.

    >>> step(4).title
    'Onbetaald werk'
    """
    for one in ladder(of):
        if one.code == str(code):
            return one
    codes = ", ".join(one.code for one in ladder(of))
    raise KeyError(f"{code!r}; de treden van {of} zijn {codes}")
