"""A receipt: what is needed to give the same advice again, without a word about the client in it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from participatie.client import Client
from participatie.policy.pack import Pack
from participatie.values import Value

if TYPE_CHECKING:
    from participatie.advice.advice import Advice

#: Raised by one when the form changes in a way that older readers cannot follow.
FORMAT = 1
#: A shorter key could be guessed, and with it the facts.
MIN_KEY = 16


@frozen(kw_only=True)
class Receipt:
    """By which packs, on which date and on which facts an advice was given.

    The facts are kept as a keyed hash: without the key nobody can try out facts
    until one fits. With the client, the pack and the key at hand,
    :meth:`differences` tells whether the same advice comes out again.

    Args:
        pack: the name of the pack.
        layers: the hash of each layer of it, by name.
        on: the reference date.
        facts: the keyed hash (HMAC-SHA-256) of the stated facts.
        outcomes: the hash (SHA-256) of all outcomes.
    """

    pack: str
    layers: Mapping[str, str]
    on: date
    facts: str
    outcomes: str

    def to_json(self) -> str:
        """The receipt as stable JSON that :meth:`from_json` reads back."""
        document = {
            "formaat": FORMAT,
            "pakket": self.pack,
            "lagen": dict(self.layers),
            "peildatum": self.on.isoformat(),
            "feiten": self.facts,
            "uitkomsten": self.outcomes,
        }
        return json.dumps(document, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Receipt":
        """The receipt that :meth:`to_json` wrote.

        Raises:
            ValueError: the text is no receipt.
        """
        try:
            document = json.loads(text)
            if document["formaat"] != FORMAT:
                raise ValueError("a receipt of another form")  # noqa: TRY301 - one message for all of it
            return cls(
                pack=_text(document["pakket"]),
                layers={_text(name): _text(digest) for name, digest in document["lagen"].items()},
                on=date.fromisoformat(document["peildatum"]),
                facts=_text(document["feiten"]),
                outcomes=_text(document["uitkomsten"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"this is no receipt of form {FORMAT}: {type(error).__name__}") from None

    def differences(self, client: Client, pack: Pack, *, key: bytes) -> tuple[str, ...]:
        """What is not as it was when the advice was given; empty when the same advice comes out.

        Returns:
            words out of ``pakket``, ``lagen``, ``feiten`` and ``uitkomsten``.
        """
        from participatie.advice.advising import advise  # noqa: PLC0415 - an advice makes receipts

        again = receipt(advise(client, pack, on=self.on), client, pack, key=key)
        same = {
            "pakket": self.pack == again.pack,
            "lagen": self.layers == again.layers,
            "feiten": hmac.compare_digest(self.facts, again.facts),
            "uitkomsten": self.outcomes == again.outcomes,
        }
        return tuple(name for name, is_same in same.items() if not is_same)


def receipt(advice: "Advice", client: Client, pack: Pack, *, key: bytes) -> Receipt:
    """The receipt of ``advice`` about ``client``; see :meth:`Advice.receipt`."""
    if not isinstance(key, bytes) or len(key) < MIN_KEY:
        raise ValueError(f"key= is at least {MIN_KEY} secret bytes, such as secrets.token_bytes(32)")
    stated = {name: _plain(value) for name, value in client.known().items()}
    outcomes = {one.id: [one.outcome.value, *one.codes] for one in advice}
    return Receipt(
        pack=advice.pack,
        layers={layer.id: layer.digest for layer in pack.layers},
        on=advice.on,
        facts=hmac.new(key, _canonical(stated), hashlib.sha256).hexdigest(),
        outcomes=hashlib.sha256(_canonical(outcomes)).hexdigest(),
    )


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Value) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
