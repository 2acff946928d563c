"""An advice as JSON, stable between runs, and back."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import asdict, resolve_types
from cattrs import BaseValidationError, Converter

from participatie.advice.advice import Advice
from participatie.advice.assessment import Assessment, Assumed, Due, Judgement, Missing, Notice, Outcome, Result
from participatie.advice.suggesting import Suggestion
from participatie.policy.snapshot import NotInForce
from participatie.policy.voorziening import Kind
from participatie.rules.trace import Step
from participatie.sources import Source

#: Raised by one when the form changes in a way that older readers cannot follow.
FORMAT = 1

resolve_types(Step)  # it holds steps itself, which a converter cannot see by name
_converter = Converter(forbid_extra_keys=True)
_converter.register_structure_hook(int | Decimal | None, lambda one, _: Decimal(one) if isinstance(one, str) else one)
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


def dump(advice: Advice) -> str:
    """``advice`` as JSON text; keys and their order are fixed."""
    document = {
        "formaat": FORMAT,
        "pakket": advice.pack,
        "peildatum": advice.on.isoformat(),
        "uitkomsten": [assessment(one) for one in advice],
        "begrippen": [assessment(one) for one in advice.notions.values()],
        "suggesties": [_plain(one) for one in advice.suggestions()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def assessment(one: Assessment) -> dict[str, Any]:
    """One assessment as plain values."""
    return {
        "id": one.id,
        "titel": one.title,
        "soort": one.kind.value,
        "laag": one.layer,
        "bron": _plain(one.source),
        "uitkomst": one.outcome.value,
        "status": one.status.value,
        "mist": list(one.missing),
        "gaten": list(one.gaps),
        "reden": None if one.reason is None else _plain(one.reason),
        "opmerkingen": [notice.value for notice in one.notices],
        "gevolgen": [_plain(result) for result in one.stated],
        "codes": list(one.codes),
        "zeker": list(one.certain),
        "extra": dict(one.extra),
        "vragen": [_plain(question) for question in one.questions],
        "oordelen": [_plain(judgement) for judgement in one.judgements],
        "oordelen_begrensd": one.judgements_bounded,
        "termijnen": [_plain(due) for due in one.deadlines],
        "veronderstelt": [_plain(assumed) for assumed in one.assumptions],
        "overgangsrecht_onbekend": one.transition_unknown,
        "bijzonderheden": dict(one.particulars),
        "lagen_niet_in_werking": list(one.idle_layers),
        "waarom": _plain(one.why),
    }


def _plain(value: Any) -> dict[str, Any]:
    return asdict(value, value_serializer=_serialised)


def _serialised(_: object, __: object, value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)  # a JSON number would come back as a float
    return value.isoformat() if isinstance(value, date) else value


def load(text: str) -> Advice:
    """The advice in ``text``.

    Raises:
        ValueError: it is no advice, or one of another form; values are not repeated.
    """
    try:
        document = json.loads(text)
        if document["formaat"] != FORMAT:
            raise ValueError("an advice of another form")  # noqa: TRY301 - one message for all of it
        on = date.fromisoformat(document["peildatum"])
        found = [_assessment(entry, on) for entry in document["uitkomsten"]]
        notions = [_assessment(entry, on) for entry in document["begrippen"]]
        suggested = tuple(_converter.structure(entry, Suggestion) for entry in document["suggesties"])
        return Advice(
            pack=str(document["pakket"]),
            on=on,
            assessments={one.id: one for one in found},
            notions={one.id: one for one in notions},
            suggest=lambda: suggested,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BaseValidationError) as error:
        raise ValueError(f"this is no advice of form {FORMAT}: {type(error).__name__}") from None


def _assessment(entry: Mapping[str, Any], on: date) -> Assessment:
    trace = _converter.structure(entry["waarom"], Step)
    # An advice that was written before there were judgements has none.
    judged = tuple(_converter.structure(one, Judgement) for one in entry.get("oordelen", ()))
    bounded = bool(entry.get("oordelen_begrensd", False))
    reason = entry["reden"]
    return Assessment(
        id=entry["id"],
        title=entry["titel"],
        kind=Kind(entry["soort"]),
        layer=entry["laag"],
        source=_converter.structure(entry["bron"], Source),
        outcome=Outcome(entry["uitkomst"]),
        missing=tuple(entry["mist"]),
        gaps=tuple(entry["gaten"]),
        reason=None if reason is None else _converter.structure(reason, NotInForce),
        stated=tuple(_converter.structure(one, Result) for one in entry["gevolgen"]),
        codes=tuple(entry["codes"]),
        certain=tuple(entry["zeker"]),
        extra=dict(entry["extra"]),
        questions=tuple(_converter.structure(one, Missing) for one in entry["vragen"]),
        deadlines=tuple(_converter.structure(due, Due) for due in entry["termijnen"]),
        assumptions=tuple(_converter.structure(one, Assumed) for one in entry["veronderstelt"]),
        transition_unknown=entry["overgangsrecht_onbekend"],
        particulars=dict(entry["bijzonderheden"]),
        idle_layers=tuple(entry["lagen_niet_in_werking"]),
        not_exact=Notice.NOT_EXACT.value in entry["opmerkingen"],
        on=on,
        trace=lambda: trace,
        judged=lambda: (judged, bounded),
    )
