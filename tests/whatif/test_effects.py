"""What becomes of one outcome: each step is one change, and together they are everyone."""

from hypothesis import given
from hypothesis import strategies as st

from participatie.advice import Outcome
from participatie.policy.voorziening import Kind
from participatie.whatif import Change, Effect
from participatie.whatif.effects import CHANGES

JA, NEE, ONBEKEND, OORDEEL = Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT
STEPS = st.tuples(st.sampled_from(Outcome), st.sampled_from(Outcome))


def effect(matrix: dict[tuple[Outcome, Outcome], int], kind: Kind = Kind.PROVISION) -> Effect:
    return Effect(id="proef", title="Proef", kind=kind, matrix=matrix)


def turned(one: Effect) -> Effect:
    return effect({(new, old): count for (old, new), count in one.matrix.items()})


@given(st.dictionaries(STEPS, st.integers(1, 1_000_000)))
def test_the_changes_are_everyone(matrix: dict[tuple[Outcome, Outcome], int]) -> None:
    one = effect(matrix)
    assert sum(one.counts().values()) == one.people == sum(matrix.values())
    assert one.same + one.changed == one.people


@given(st.dictionaries(STEPS, st.integers(1, 1_000_000)))
def test_the_other_way_round_is_its_mirror(matrix: dict[tuple[Outcome, Outcome], int]) -> None:
    one, other = effect(matrix), turned(effect(matrix))
    assert (one.gains, one.loses, one.same) == (other.loses, other.gains, other.same)
    assert one.changed == other.changed


def test_only_from_no_to_yes_is_a_gain_and_only_from_yes_to_no_a_loss() -> None:
    assert {step for step, change in CHANGES.items() if change is Change.GAINS} == {(NEE, JA)}
    assert {step for step, change in CHANGES.items() if change is Change.LOSES} == {(JA, NEE)}


def test_who_was_unknown_did_not_lose_by_a_no() -> None:
    """Nobody knows what it was before: unknown is never no, and never yes."""
    assert CHANGES[ONBEKEND, NEE] is CHANGES[OORDEEL, NEE] is Change.NO
    assert CHANGES[ONBEKEND, JA] is CHANGES[OORDEEL, JA] is Change.YES


def test_becoming_unknown_is_whenever_a_fact_is_now_missing() -> None:
    assert {step for step, change in CHANGES.items() if change is Change.UNKNOWN} == {
        (old, ONBEKEND) for old in (JA, NEE, OORDEEL)
    }
    assert {step for step, change in CHANGES.items() if change is Change.JUDGEMENT} == {
        (old, OORDEEL) for old in (JA, NEE, ONBEKEND)
    }


def test_a_duty_and_a_measure_are_burdens() -> None:
    assert [effect({}, kind).burden for kind in (Kind.DUTY, Kind.MEASURE)] == [True, True]
    assert not any(effect({}, kind).burden for kind in (Kind.PROVISION, Kind.CONCLUSION, Kind.ARGUMENTS))
