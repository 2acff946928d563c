"""Ten mistakes in one pack, all found in one run, each once and at its place."""

from pathlib import Path

import pytest
from islands import PACKS, wrong

from participatie import catalog
from participatie.diagnostics import Diagnostic, Severity

FOLDER = Path(__file__).parent / "tien_fouten"

TEN = [
    ("beperking_niet_toegestaan", "lagen.yaml", 1, 12),
    ("waarde_boven_grens", "lagen.yaml", 11, 31),
    ("dubbele_sleutel", "pakket.yaml", 8, 1),
    ("onbekend_woord", "pakket.yaml", 15, 14),
    ("dubbele_punt", "regels.yaml", 4, 20),
    ("onbekend_feit", "regels.yaml", 17, 7),
    ("en_of_gemengd", "regels.yaml", 19, 10),
    ("eenheid_past_niet", "regels.yaml", 21, 10),
    ("kringverwijzing", "regels.yaml", 26, 6),
    ("onbekende_code", "regels.yaml", 38, 11),
]


def _found() -> tuple[Diagnostic, ...]:
    return wrong(lambda: catalog.read([FOLDER], [PACKS]))


def test_ten_mistakes_give_ten_diagnostics_at_their_places() -> None:
    found = [(one.code, Path(one.span.file.name).name, one.span.line, one.span.column) for one in _found() if one.span]
    assert found == TEN
    assert {one.severity for one in _found()} == {Severity.ERROR}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_is_shown_with_its_line_a_caret_and_what_to_do(lang: str) -> None:
    for one in _found():
        assert one.span is not None
        first, line, carets, hint = one.render(lang).splitlines()
        assert first.startswith(f"{one.span.file.name}:{one.span.line}:{one.span.column}: ")
        text = Path(one.span.file.name).read_text("utf-8").splitlines()[one.span.line - 1]
        assert line == f"  {one.span.line} | {text}"
        assert carets.index("^") - carets.index("|") - 1 == one.span.column
        assert hint.startswith("  = ")


MENDED = {
    "beperking_niet_toegestaan": ("beperking: baken", "beperking: loods"),
    "waarde_boven_grens": ("350 euro", "300 euro"),
    "dubbele_sleutel": ("titel: Nog een titel\n", ""),
    "onbekend_woord": ("eenheid: kilo", "eenheid: uren"),
    "dubbele_punt": ("Let op: dit geldt alleen voor vissers: en", "Dit geldt alleen voor vissers, en"),
    "onbekend_feit": ("schelpjes", "schelpen"),
    "en_of_gemengd": ("bewoner en zeebenen of gast", "bewoner en (zeebenen of gast)"),
    "eenheid_past_niet": ("2 jaar", "24 maanden"),
    "kringverwijzing": ("als: kip\n", "als: gast\n"),
    "onbekende_code": ("code: duinen", "code: duin"),
}


def _mended(tmp_path: Path, *codes: str) -> list[str]:
    texts = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")}
    for code in codes:
        old, new = MENDED[code]
        assert sum(text.count(old) for text in texts.values()) == 1
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return [one.code for one in wrong(lambda: catalog.read([tmp_path], [PACKS]))]


@pytest.mark.parametrize("code", MENDED)
def test_mending_one_leaves_the_others(tmp_path: Path, code: str) -> None:
    """None of them hangs on another."""
    assert sorted(_mended(tmp_path, code)) == sorted({one[0] for one in TEN} - {code})


def test_mending_all_leaves_a_pack(tmp_path: Path) -> None:
    assert _mended(tmp_path, *MENDED) == []
