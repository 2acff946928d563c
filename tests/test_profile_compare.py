"""A profile beside others: what differs, what is equal, what nobody knows; never a label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import Client, Profile
from participatie.profile import HIGH, LOW, Comparison, Reading, dimensions

NAMES = tuple(Profile.names())


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    width = draw(st.integers(1, 9))
    return Reading(raw=draw(st.integers(1, width)), width=width)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Profiles with unknown axes and with readings on other scales."""
    values = draw(st.dictionaries(st.sampled_from(NAMES), st.integers(LOW, HIGH)))
    raw = draw(st.dictionaries(st.sampled_from(NAMES), readings()))
    return Profile(**values, readings=raw)


def beside(one: Profile, two: Profile) -> Comparison:
    return one.compare({"ander": two})["ander"]


def on_another_scale(value: int, raw: int, width: int = 4) -> Profile:
    return Profile(netwerk=value, readings={"netwerk": Reading(raw=raw, width=width)})


@given(profiles(), profiles())
def test_differences_are_the_same_from_both_sides(one: Profile, two: Profile) -> None:
    there, back = beside(one, two), beside(two, one)
    for axis, turned in zip(there.axes, back.axes, strict=True):
        assert (axis.dimension, axis.apart, axis.scale) == (turned.dimension, turned.apart, turned.scale)
        assert (axis.own, axis.other) == (turned.other, turned.own)


@given(profiles(), profiles())
def test_every_axis_is_different_equal_or_unknown_and_unknown_is_neither(one: Profile, two: Profile) -> None:
    found = beside(one, two)
    assert sorted(
        axis.dimension.number for group in (found.different, found.equal, found.unknown) for axis in group
    ) == list(range(1, 13))
    unknown = {axis.dimension.id for axis in found.unknown}
    assert unknown == set(NAMES) - (one.known().keys() & two.known().keys())


@given(profiles())
def test_nothing_differs_from_itself(one: Profile) -> None:
    assert beside(one, one).different == ()
    assert {axis.dimension.id for axis in beside(one, one).equal} == one.known().keys()


@given(profiles(), profiles(), st.sampled_from(NAMES))
def test_forgetting_an_axis_adds_no_difference(one: Profile, two: Profile, name: str) -> None:
    known = {key: value for key, value in two.known().items() if key != name}
    less = beside(one, Profile(**known, readings=two.readings))
    assert {axis.dimension.id for axis in less.different} <= {axis.dimension.id for axis in beside(one, two).different}


@given(profiles(), st.dictionaries(st.text(min_size=1), profiles()))
def test_the_order_goes_by_what_it_says(one: Profile, others: dict[str, Profile]) -> None:
    found = list(one.compare(others))
    keys = [(len(each.unknown) == 12, len(each.different), len(each.unknown), each.name) for each in found]
    assert keys == sorted(keys)
    assert [each.name for each in one.compare(dict(reversed(others.items())))] == [each.name for each in found]


@given(profiles(), profiles())
def test_what_is_said_never_makes_a_label_or_a_percentage(one: Profile, two: Profile) -> None:
    for lang, said in (("nl", "geen etiket"), ("en", "no label")):
        texts = one.compare({"rudy": two}).explain(lang=lang), beside(one, two).explain(lang=lang)
        assert all(said in text and "%" not in text and "procent" not in text for text in texts)


# -- scales ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "width", "expected"),
    [
        (1, 4, "1-2"),
        (2, 4, "2-3"),
        (3, 4, "3-4"),
        (4, 4, "4-5"),
        (3, 5, "3"),
        (1, 1, "1-5"),
        (1, 10, "1"),
        (2, 6, "1-2"),
    ],
)
def test_a_column_stands_for_the_steps_that_it_covers(raw: int, width: int, expected: str) -> None:
    middle = (2 * raw - 1) * HIGH // (2 * width) + 1
    assert str(on_another_scale(middle, raw, width)._mark("netwerk")) == expected


def test_a_range_equals_each_of_its_steps_but_not_exactly() -> None:
    decoded = on_another_scale(5, 4)
    for value, least in ((5, 0), (4, 0), (3, 1), (1, 3)):
        axis = beside(decoded, Profile(netwerk=value)).axes[2]
        assert (axis.apart[0] if axis.apart else None, axis.exact) == (least, False)


def test_the_same_scale_is_compared_on_that_scale() -> None:
    axis = beside(on_another_scale(2, 1), on_another_scale(2, 2)).axes[2]
    assert (axis.apart, axis.scale, axis.exact) == ((1, 1), 4, True)
    assert beside(on_another_scale(4, 4), on_another_scale(5, 4)).equal[0].exact


def test_a_decoded_value_outside_its_column_widens_the_range() -> None:
    assert str(on_another_scale(2, 4)._mark("netwerk")) == "2-5"


def test_a_raw_reading_that_nobody_decoded_is_unknown() -> None:
    raw = Profile(readings={"netwerk": Reading(raw=4, width=4)})
    assert len(beside(raw, Profile(netwerk=5)).unknown) == 12


# -- what is handed over ---------------------------------------------------------------------


def test_clients_stand_for_their_profile() -> None:
    own = Profile(netwerk=1)
    assert own.compare({"a": Client(profiel=own)})["a"].equal[0].dimension is dimensions()[2]


def test_who_shares_no_known_axis_comes_last() -> None:
    found = Profile(netwerk=1).compare({"leeg": Profile(), "ver": Profile(netwerk=5)})
    assert [one.name for one in found] == ["ver", "leeg"]


@pytest.mark.parametrize("others", [Profile(), [Profile()], {"a": 3}, {"a": None}, {3: Profile()}])
def test_anything_else_is_a_mistake(others: object) -> None:
    with pytest.raises(TypeError, match=r"compare\(\) takes"):
        Profile().compare(others)  # type: ignore[arg-type]  # the mistakes that are tried


def test_a_name_that_is_not_there_gets_a_suggestion() -> None:
    with pytest.raises(KeyError, match="bedoelt u 'rudy'"):
        Profile().compare({"rudy": Profile()})["rudi"]


def test_there_are_two_languages() -> None:
    with pytest.raises(ValueError, match="nl, en"):
        Profile().compare({}).explain(lang="fr")


def test_no_value_stands_in_a_repr() -> None:
    found = Profile(netwerk=1).compare({"rudy": Profile(netwerk=4)})
    assert repr(found["rudy"]) == "<Comparison rudy: 1 anders, 0 gelijk, 11 onbekend>"
    assert repr(found) == "<Comparisons: 1>"


def test_all_of_it_in_words() -> None:
    own = Profile(netwerk=1, urgentie=2, ervaring=3)
    other = Profile(netwerk=1, urgentie=5, mobiliteit=2, ervaring=3, readings={"ervaring": Reading(raw=3, width=4)})
    said = own.compare({"ander": other})["ander"].explain().splitlines()
    assert said[:6] == [
        "ander: 1 anders, 2 gelijk, 9 onbekend",
        "  anders: urgentie, 2 tegenover 5, verschil 3",
        "  gelijk: netwerk, 1",
        "  gelijk voor zover te lezen: ervaring, 3 tegenover 3-4 (kolom 3 van 4), verschil 0 tot 1",
        "  onbekend van deze persoon: mobiliteit",
        "  onbekend van beide: energiebeslag familie, arbeidshouding, mentale gezondheid, taalvaardigheid, fysieke gezondheid, culturele beleving, vertrouwen in instituties, beeld van de toekomst",
    ]


@given(profiles(), profiles(), st.sampled_from(["nl", "en"]))
def test_words_name_each_axis_once(one: Profile, two: Profile, lang: str) -> None:
    lines = beside(one, two).explain(lang=lang).split("\n\n")[0]
    assert all(lines.count(axis.title) >= 1 for axis in dimensions())
