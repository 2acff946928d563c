"""What a programmer gets wrong: an error at once, of the kind Python has for it, never a surprise later."""

import enum
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from participatie import Advice, Client, PolicyError, advise, catalog


class Age(enum.IntEnum):
    """A number that is more than a number: it could not be written to a file."""

    HERS = 27


def advice() -> Advice:
    return advise(Client(leeftijd=26), catalog.load("nl_participatiewet"), on=date(2018, 6, 1))


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: catalog.load(None), TypeError),  # type: ignore[arg-type]  # that is the mistake
        (lambda: catalog.load("hemskerk"), KeyError),
        (lambda: catalog.parse(3), TypeError),  # type: ignore[arg-type]  # as above
        (lambda: advice()[0], TypeError),  # type: ignore[index]  # as above
        (lambda: advice()["partcipatieplaats"], KeyError),
        (lambda: advice().with_outcome("jah"), ValueError),  # type: ignore[arg-type]  # as above
        (lambda: Client(leeftijd=Age.HERS), TypeError),
        (lambda: Client.from_mapping({"leeftijd": Age.HERS}), PolicyError),
    ],
)
def test_a_mistake_is_an_error_at_once(call: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        call()


def test_an_outcome_may_be_given_as_its_word() -> None:
    assert advice().with_outcome("nee") == tuple(one for one in advice() if one.outcome == "nee")  # type: ignore[arg-type]  # a word is one


def test_one_path_is_read_as_one_path(tmp_path: Path) -> None:
    """Not letter by letter: the first of which is the root of the file system."""
    (tmp_path / "p.yaml").write_text("pakket: p\ntitel: P\nbron: {regeling: P}\n", "utf-8")
    assert catalog.read(str(tmp_path)).id == catalog.read(tmp_path).id == catalog.read([tmp_path]).id == "p"
