"""What other rules do to an outcome, and for how many people."""

import enum
from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from participatie.advice import Outcome
from participatie.policy.voorziening import Kind

#: An outcome by the old rules, and by the new ones.
Step: TypeAlias = tuple[Outcome, Outcome]
#: Groups with fewer people than this are not shown by themselves, and what stands for them together.
SMALLEST, TOGETHER = 5, "(kleine groepen samen)"


class Change(enum.StrEnum):
    """What becomes of one outcome for one person. Each pair of outcomes is one of these."""

    SAME = "gelijk"
    GAINS = "wint"
    LOSES = "verliest"
    #: It was settled or a judgement, and now a fact is missing.
    UNKNOWN = "wordt_onbekend"
    #: It now waits for a judgement, and did not before.
    JUDGEMENT = "wordt_oordeel"
    #: It was unknown or a judgement, and now it is settled.
    YES = "blijkt_ja"
    NO = "blijkt_nee"

    @classmethod
    def of(cls, old: Outcome, new: Outcome) -> "Change":
        """What it is when an outcome goes from ``old`` to ``new``.

        Only from a no to a yes does someone gain, and only from a yes to a no lose:
        who was unknown before may have had a right to it all along.

        >>> Change.of(Outcome.NO, Outcome.YES), Change.of(Outcome.UNKNOWN, Outcome.YES)
        (<Change.GAINS: 'wint'>, <Change.YES: 'blijkt_ja'>)
        """
        if old is new:
            return cls.SAME
        if new is Outcome.UNKNOWN:
            return cls.UNKNOWN
        if new is Outcome.JUDGEMENT:
            return cls.JUDGEMENT
        if old in {Outcome.UNKNOWN, Outcome.JUDGEMENT}:
            return cls.YES if new is Outcome.YES else cls.NO
        return cls.GAINS if new is Outcome.YES else cls.LOSES


#: Every step there is, with what it is.
CHANGES: Mapping[Step, Change] = {(old, new): Change.of(old, new) for old in Outcome for new in Outcome}


@frozen(kw_only=True)
class Effect:
    """What becomes of one outcome, and for how many people.

    Args:
        id: the outcome.
        title: what it is called, in the new pack where that has it.
        kind: what it decides about. For a duty or a measure a gain is a burden.
        matrix: the number of people by their outcome under the old and the new
            rules; steps that nobody takes are not in it.
        in_old: whether the old pack has it in force on the old day. What a pack
            does not have in force, nobody can get by it: a no, as with ``advise``.
        in_new: whether the new pack has it in force on the new day.
    """

    id: str
    title: str
    kind: Kind
    matrix: Mapping[Step, int] = field(repr=False)
    in_old: bool = True
    in_new: bool = True

    @property
    def burden(self) -> bool:
        """Whether a yes is a duty or a measure, so that who gains it is worse off."""
        return self.kind in {Kind.DUTY, Kind.MEASURE}

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(self.matrix.values())

    def count(self, *changes: Change) -> int:
        """For how many people it is one of these changes."""
        return sum(count for step, count in self.matrix.items() if CHANGES[step] in changes)

    @property
    def same(self) -> int:
        """For how many people nothing changes."""
        return self.count(Change.SAME)

    @property
    def changed(self) -> int:
        """For how many people something changes."""
        return self.people - self.same

    @property
    def gains(self) -> int:
        """How many people go from a no to a yes."""
        return self.count(Change.GAINS)

    @property
    def loses(self) -> int:
        """How many people go from a yes to a no."""
        return self.count(Change.LOSES)

    @property
    def becomes_unknown(self) -> int:
        """For how many people a fact is now missing, while none was before."""
        return self.count(Change.UNKNOWN)

    def counts(self) -> dict[Change, int]:
        """For how many people it is each change; together these are all people."""
        return {one: self.count(one) for one in Change}
