"""A receipt: enough to give the same advice again, and not a word about the client."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from participatie import Advice, Client, advise, catalog
from participatie.advice.receipt import Receipt

KEY = bytes(range(32))
JUNE = date(2018, 6, 1)
CLIENT = Client(leeftijd=41, noden=["taal", "schulden"], geboortedatum=date(1977, 1, 1))


def of(client: Client = CLIENT, pack: str = "heemskerk", key: bytes = KEY) -> Receipt:
    return advise(client, catalog.load(pack), on=JUNE).receipt(key=key)


def test_the_same_client_pack_and_key_give_the_same() -> None:
    receipt = of()
    assert receipt.differences(CLIENT, catalog.load("heemskerk"), key=KEY) == ()
    assert set(receipt.layers) == {"nl_participatiewet", "heemskerk"}
    assert Receipt.from_json(receipt.to_json()) == receipt == of()


@pytest.mark.parametrize(
    ("client", "pack", "key", "differing"),
    [
        (evolve(CLIENT, noden=["taal"]), "heemskerk", KEY, ("feiten",)),
        (evolve(CLIENT, leeftijd=26, geboortedatum=None), "heemskerk", KEY, ("feiten", "uitkomsten")),
        (CLIENT, "heemskerk", KEY[::-1], ("feiten",)),
        (CLIENT, "nl_participatiewet", KEY, ("pakket", "lagen", "uitkomsten")),
    ],
)
def test_what_differs_is_named(client: Client, pack: str, key: bytes, differing: tuple[str, ...]) -> None:
    assert of().differences(client, catalog.load(pack), key=key) == differing


def test_nothing_of_the_client_is_in_it() -> None:
    text = of(Client(leeftijd=41, verslaving=True, woongemeente="Heemskerk-Zuid")).to_json()
    assert not any(word in text for word in ("41", "verslaving", "Heemskerk-Zuid") if word != "41")
    # Without the key the facts cannot be guessed: another key gives another hash.
    assert of(key=KEY).facts != of(key=KEY[::-1]).facts


@pytest.mark.parametrize("key", [b"", b"kort", "x" * 32, None])
def test_a_key_is_secret_bytes(key: object) -> None:
    with pytest.raises(ValueError, match="16 secret bytes"):
        of(key=key)  # type: ignore[arg-type]  # the mistakes that are tried


def test_an_advice_from_json_has_no_client_to_make_one_of() -> None:
    advice = Advice.from_json(advise(CLIENT, catalog.load("heemskerk"), on=JUNE).to_json())
    with pytest.raises(ValueError, match="JSON"):
        advice.receipt(key=KEY)


@given(st.text() | st.sampled_from(["{}", "[]", "null", '{"formaat": 1}', '{"formaat": 1, "lagen": []}']))
def test_any_other_text_is_no_receipt(text: str) -> None:
    with pytest.raises(ValueError, match="no receipt"):
        Receipt.from_json(text)
