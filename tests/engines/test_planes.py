"""Conditions joined on bits are what the semantics say of each row, wherever a table was cut and in blocks of any size."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie.engines.columns import logic
from participatie.engines.columns.logic import Logic, joint
from participatie.engines.columns.parts import Part
from participatie.rules import semantics

TRUTHS = st.sampled_from([True, False, None])
#: What each joint means, of as many conditions as it takes.
MEANING: dict[str, Any] = {
    "every": lambda _, of: semantics.conjunction(of),
    "some": lambda _, of: semantics.disjunction(of),
    "at least": semantics.at_least,
    "not": lambda _, of: semantics.negation(of[0]),
    "unknown": lambda _, of: of[0] is None,
    "certainly": lambda value, of: of[0] is value,
    "unless": lambda _, of: of[1] if of[0] is False else None,
}
TAKES = {"not": 1, "unknown": 1, "certainly": 1, "unless": 2}


@st.composite
def tables(draw: st.DrawFn) -> list[list[bool | None]]:
    """Columns of one length; some are known everywhere."""
    rows = draw(st.integers(0, 40))
    kinds = draw(st.lists(st.sampled_from([TRUTHS, st.booleans()]), min_size=1, max_size=5))
    return [draw(st.lists(kind, min_size=rows, max_size=rows)) for kind in kinds]


@st.composite
def joints(draw: st.DrawFn, conditions: int) -> list[tuple[Part, tuple[int, ...]]]:
    """Joints of those conditions, and of joints before them."""
    made: list[tuple[Part, tuple[int, ...]]] = []
    for _ in range(draw(st.integers(1, 6))):
        form = draw(st.sampled_from([*MEANING]))
        size = TAKES.get(form) or draw(st.integers(2, 5))
        parts = tuple(draw(st.integers(0, conditions + len(made) - 1)) for _ in range(size))
        detail: Any = draw(st.integers(1, size)) if form == "at least" else None
        detail = draw(st.booleans()) if form == "certainly" else detail
        made.append((Part(form, parts, detail, truth=True), parts))
    return made


@given(st.data(), tables(), st.lists(TRUTHS, max_size=2), st.integers(0, 17), st.sampled_from([1, 2, 1 << 17]))
def test_each_row_is_what_the_semantics_say(
    data: st.DataObject, columns: list[list[bool | None]], values: list[bool | None], before: int, block: int
) -> None:
    rows = len(columns[0])
    chosen = data.draw(joints(len(columns) + len(values)))
    junk = data.draw(st.lists(TRUTHS, min_size=before, max_size=before))
    table = pl.DataFrame(
        {str(place): pl.Series([*junk, *column], dtype=pl.Boolean) for place, column in enumerate(columns)}
    ).slice(before)
    first = len(columns) + len(values)
    engine = Logic(
        takes={place: str(place) for place in range(len(columns))},
        values=dict(enumerate(values, len(columns))),
        gives={first + place: f"#{place}" for place in range(len(chosen))},
        joints=[(first + place, joint(part), parts) for place, (part, parts) in enumerate(chosen)],  # type: ignore[misc]  # all are joints
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logic, "_BLOCK", block)
        settled = {one.name: one.to_list() for one in engine.run(table)}
    for row in range(rows):
        known = [column[row] for column in columns] + values
        for place, (part, parts) in enumerate(chosen):
            known.append(MEANING[part.form](part.detail, [known[one] for one in parts]))
            assert settled[f"#{place}"][row] is known[-1]


def test_what_is_no_joint_says_so() -> None:
    assert joint(Part("compare", (0, 1), None, truth=True)) is None
