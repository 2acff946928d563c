"""An explanation as a tree of steps."""

from participatie.rules.trace import Seen, Step
from participatie.sources import Source, Status


def step(rule: str, *steps: Step, status: Status = Status.VERIFIED, decisive: bool = True) -> Step:
    source = Source(status=status)
    return Step(rule=rule, text=rule, outcome="ja", source=source, steps=steps, decisive=decisive)


def test_walking_goes_in_document_order() -> None:
    tree = step("a", step("a/1", step("a/1/x")), step("a/2"))
    assert [one.rule for one in tree.walk()] == ["a", "a/1", "a/1/x", "a/2"]


def test_grounds_leave_out_what_is_idle_and_all_below_it() -> None:
    idle = step("b", step("c"), decisive=False)
    tree = step("a", step("a/1", idle, step("a/2")), idle)
    assert [one.rule for one in tree.grounds()] == ["a", "a/1", "a/2"]
    assert [one.rule for one in idle.grounds()] == ["b", "c"]


def test_the_status_is_the_weakest_that_it_rests_on() -> None:
    assert step("a", step("b"), step("c")).status is Status.VERIFIED
    deep = step("a", step("b", step("c", status=Status.UNVERIFIED), status=Status.SECONDARY))
    assert deep.status is Status.UNVERIFIED
    assert step("a", step("b", status=Status.OWN_READING), step("c", status=Status.SECONDARY)).status is (
        Status.OWN_READING
    )
    assert step("a", step("b"), status=Status.SECONDARY).status is Status.SECONDARY


def test_what_is_idle_does_not_weaken_the_status() -> None:
    assert step("a", step("b", status=Status.UNVERIFIED, decisive=False)).status is Status.VERIFIED


def test_what_was_seen_may_be_unknown() -> None:
    seen = (Seen(name="leeftijd", title="leeftijd", value=None), Seen(name="b", title="b", value="ja"))
    assert Step(rule="a", text="", outcome="onbekend", seen=seen).seen == seen
    assert seen[0].because == ""


def test_what_was_seen_counts_for_the_status() -> None:
    seen = (Seen(name="a", title="a", value="ja", source=Source(status=Status.OWN_READING)),)
    below = Step(rule="b", text="b", outcome="ja", seen=seen)
    idle = step("c", status=Status.UNVERIFIED, decisive=False)
    tree = step("a", below, idle, status=Status.SECONDARY)
    assert tree.statuses() == {Status.SECONDARY, Status.VERIFIED, Status.OWN_READING}
    assert tree.status is Status.OWN_READING
