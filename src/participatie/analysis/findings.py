"""What a look at a rule set found: data first, sentences on demand."""

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from attrs import field, frozen

from participatie.analysis.possible import Case
from participatie.client import Client
from participatie.diagnostics import Span, printable
from participatie.policy.pack import Pack


@functools.cache
def _templates() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("participatie") / "data" / "bevindingen.toml").read_text("utf-8"))


def codes() -> tuple[str, ...]:
    """Every code that a finding can have, in the order of ``data/bevindingen.toml``."""
    return tuple(_templates())


@frozen(kw_only=True)
class Finding:
    """Something about a pack that its author cannot have meant.

    Args:
        code: a stable identifier, one of :func:`codes`.
        name: the condition, decision, fact or parameter that it is about.
        span: where that stands.
        witness: a client who shows it, where there is one, with the day ``on``
            which he does.
        arguments: what else the sentence names.

    >>> print(Finding(code="feit_ongebruikt", name="schoenmaat"))
    feit_ongebruikt: Geen regel kijkt naar het feit 'schoenmaat'.
    """

    code: str
    name: str
    span: Span | None = field(default=None, repr=False)
    witness: Client | None = None
    on: date | None = None
    arguments: Mapping[str, str] = field(factory=dict)

    def message(self, lang: str = "nl") -> str:
        """The sentence, in Dutch (``nl``) or English (``en``)."""
        template = _templates()[self.code]["en" if lang == "en" else "nl"]
        arguments = {"naam": self.name, **self.arguments}
        return template.format_map({name: printable(text) for name, text in arguments.items()})

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        return f"{place}{self.code}: {self.message()}"


def shown_by(case: Case, pack: Pack) -> dict[str, object]:
    """The client of ``case`` as a witness: arguments for a finding."""
    return {"witness": case.client(pack), "on": case.on}
