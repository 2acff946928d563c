"""Between two days on which something changes, the rules of one day are those of another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import Pack, catalog


def day_of(pack: Pack) -> st.SearchStrategy[date]:
    """Any day for which the pack was written, most of all one near a change or a reading."""
    read = [day for clause in pack.versions.clauses for day in clause.source.read]
    near = st.builds(
        lambda day, days: day + timedelta(days=days),
        st.sampled_from([*pack.versions.turning_points(), *read]),
        st.integers(-2, 2),
    )
    return (near | st.dates(date(2015, 1, 1), date(2028, 1, 1))).filter(pack.usable)


@pytest.mark.parametrize("name", catalog.names())
@given(st.data())
def test_the_rules_of_a_day_do_not_depend_on_the_days_asked_before(name: str, data: st.DataObject) -> None:
    pack = catalog.load(name)
    for day in data.draw(st.lists(day_of(pack), min_size=1, max_size=3)):
        kept, anew = pack.on(day), pack.versions.on(day, pack.vocabulary, [])
        assert kept == anew
        for rule, again in zip(kept.rules.rules.values(), anew.rules.rules.values(), strict=True):
            assert (rule.source, rule.span) == (again.source, again.span)
