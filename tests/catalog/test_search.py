"""Finding provisions by what their documents state."""

from datetime import date

import pytest

from participatie import catalog
from participatie.policy.voorziening import Voorziening

HEEMSKERK = catalog.load("heemskerk")


def ids(**asked: object) -> set[str]:
    return {one.id for one in catalog.search(HEEMSKERK, **asked)}  # type: ignore[arg-type]  # what is asked differs per test


def test_all_provisions_of_all_layers() -> None:
    assert {"participatieplaats", "taalcafe", "scholing"} <= ids()
    assert not ids() & {"plicht_werk_aanvaarden", "doelgroep_7_1_a", "heemskerk_subtrede"}


def test_by_category() -> None:
    assert {"taalcafe", "taalcarrousel", "taalhuis"} <= ids(category="taal")
    assert ids(category="taal") & ids(category="beweging") == set()


def test_by_substep() -> None:
    assert {"ggz_groep", "brijder"} <= ids(subtrede="2.1")
    assert "taalcafe" in ids(subtrede="2.2")


def test_free_is_what_the_source_says_is_free() -> None:
    assert {"yoga", "zumba"} <= ids(free=True)
    assert "koken_voor_de_buurt" in ids(free=False)
    assert "repair_cafe" not in ids(free=True) | ids(free=False)  # nothing is said about its cost


def test_by_weekday() -> None:
    assert {"yoga", "fietsen"} <= ids(weekday="dinsdag")
    assert "zumba" in ids(weekday="donderdag")


def test_by_word() -> None:
    assert "koken_voor_de_buurt" in ids(text="schuilhoek")
    assert ids(text="qqq") == set()


def test_everything_that_is_asked_must_be_stated() -> None:
    assert ids(category="beweging", free=True, weekday="dinsdag") == {"yoga"}


def test_on_a_day() -> None:
    assert "leer_werktraject_10f" in ids(on=date(2018, 6, 1))
    assert "leer_werktraject_10f" not in {
        one.id for one in catalog.search(catalog.load("nl_participatiewet"), on=date(2026, 1, 1))
    }


def test_what_is_found_is_the_document() -> None:
    (yoga,) = (one for one in catalog.search(HEEMSKERK, text="yoga"))
    assert isinstance(yoga, Voorziening)
    assert (yoga.title, yoga.suits) == ("Yoga", ("2.2",))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"category": "taall"}, "bedoelt u 'taal'"),
        ({"weekday": "tuesday"}, "kies uit: maandag"),
        ({"subtrede": "2.9"}, "kies uit: 1, 2.1"),
    ],
)
def test_a_word_that_does_not_exist(asked: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        ids(**asked)


def test_a_pack_comes_first() -> None:
    with pytest.raises(TypeError, match="takes a pack"):
        catalog.search("heemskerk")  # type: ignore[arg-type]  # the mistake that is tried
