"""The stored tables of the parser are those of the grammar, and nothing depends on them but speed."""

import pytest

from participatie.rules import text
from participatie.rules.expr import And, Compare, Comparison, Literal, Not, Ref
from participatie.values import Unit

SENTENCE = "leeftijd >= 27 jaar en niet verdringing"
MEANT = And((Compare(Comparison.GE, Ref("leeftijd"), Literal(27, Unit.YEARS)), Not(Ref("verdringing"))))


def test_the_stored_tables_are_of_this_grammar_and_of_the_pinned_lark() -> None:
    stored = (text._FOLDER / "grammar.tables").read_bytes()
    hint = "run: python -c 'from participatie.rules import text as t; from pathlib import Path; "
    hint += 'Path("src/participatie/rules/grammar.tables").write_bytes(t.tables())\''
    assert stored.startswith(text._stamp()), hint


@pytest.mark.parametrize("stamp", [b"of another grammar\n", None], ids=["outdated", "current"])
def test_a_sentence_is_read_the_same_with_and_without_them(
    stamp: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if stamp is not None:
        monkeypatch.setattr(text, "_stamp", lambda: stamp)
    text._parser.cache_clear()
    try:
        assert text.parse(SENTENCE, []) == MEANT
    finally:
        text._parser.cache_clear()


def test_the_tables_hold_what_is_needed_to_read() -> None:
    made = text.tables()
    assert made.startswith(text._stamp())
    assert len(made) > len(text._stamp())
