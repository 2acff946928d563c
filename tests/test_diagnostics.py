"""The sentences of diagnostics: each code has one, and each reads well in its place."""

import ast
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve

from participatie import diagnostics
from participatie.diagnostics import (
    Diagnostic,
    PolicyError,
    Severity,
    SourceFile,
    Span,
    codes,
    nearest,
    suggestion,
)

SOURCE = Path(diagnostics.__file__).parent
TEMPLATES = tomllib.loads((files("participatie") / "data" / "meldingen.toml").read_text("utf-8"))

# -- which codes the source uses ---------------------------------------------------


class _Module:
    """A module, and which of its functions take a diagnostic code as which argument."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf-8"))
        self.imported = {
            alias.asname or alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        #: By function: the position and the name of the parameter that is a code.
        self.reporters: dict[str, tuple[int, str]] = {}

    def calls(self) -> Iterator[tuple[ast.Call, list[ast.FunctionDef]]]:
        """Every call with the functions around it, innermost first."""

        nodes: list[tuple[ast.AST, list[ast.FunctionDef]]] = [(self.tree, [])]
        while nodes:
            node, around = nodes.pop()
            if isinstance(node, ast.Call):
                yield node, around
            inside = [node, *around] if isinstance(node, ast.FunctionDef) else around
            nodes += [(child, inside) for child in ast.iter_child_nodes(node)]


def _assigned(function: ast.FunctionDef, name: str) -> list[ast.expr]:
    """What ``function`` assigns to ``name``, also as one of several targets."""
    values: list[ast.expr] = []
    for node in ast.walk(function):
        pairs: list[tuple[ast.expr, ast.expr]]
        if isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            pairs = [(node.target, node.value)]
        elif isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        else:
            continue
        for target, value in pairs:
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs += zip(target.elts, value.elts, strict=False)
            elif isinstance(target, ast.Name) and target.id == name:
                values.append(value)
    return values


def _parameters(function: ast.FunctionDef) -> list[str]:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _used_codes() -> dict[str, set[str]]:
    """Every code that the source reports, with the places, as far as reading it tells.

    A code that a table or another function chooses is not seen here: see `_words`.

    ``Diagnostic`` and ``Misfit`` take a code; so does each function that passes
    a parameter of its own on to something that takes a code.
    """
    modules = [_Module(path) for path in sorted(SOURCE.rglob("*.py"))]
    used: dict[str, set[str]] = {}
    known = -1
    while known != (known := sum(len(module.reporters) for module in modules)):
        shared = {name: at for module in modules for name, at in module.reporters.items()}
        for module in modules:
            visible = {name: at for name, at in shared.items() if name in module.imported}
            visible |= module.reporters | {"Diagnostic": (0, "code"), "Misfit": (0, "code")}
            for call, around in module.calls():
                name = getattr(call.func, "id", getattr(call.func, "attr", None))
                if name not in visible:
                    continue
                position, keyword = visible[name]
                stated = [one.value for one in call.keywords if one.arg == keyword]
                stated += call.args[position : position + 1]
                place = f"{module.path.relative_to(SOURCE)}:{call.lineno}"
                _read(stated, around, module, place, used)
    return used


def _words() -> set[str]:
    """Every piece of text in the source, for the codes that are chosen out of a table."""
    trees = [ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")]
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {one for one in constants if isinstance(one, str)}


def _read(
    stated: list[ast.expr],
    around: list[ast.FunctionDef],
    module: _Module,
    place: str,
    used: dict[str, set[str]],
) -> None:
    for value in stated:
        match value:
            case ast.Constant(str() as code):
                used.setdefault(code, set()).add(place)
            case ast.IfExp(body=one, orelse=other):
                _read([one, other], around, module, place, used)
            case ast.Attribute(attr="code"):
                pass  # handed on from a Misfit or Diagnostic, which was read where it was made
            case ast.Name(id=name):
                for function in around:
                    if name in (parameters := _parameters(function)):
                        module.reporters[function.name] = (parameters.index(name), name)
                        break
                    if values := _assigned(function, name):
                        _read(values, around, module, place, used)
                        break
            case _:
                pass


def test_every_code_in_the_source_has_a_sentence() -> None:
    missing = {code: places for code, places in _used_codes().items() if code not in TEMPLATES}
    assert not missing


def test_every_sentence_is_used() -> None:
    assert set(TEMPLATES) - set(_used_codes()) - _words() == set()


def test_the_reading_of_the_source_sees_every_way_to_report() -> None:
    used = _used_codes()
    assert {"onbekend_feit", "waarde_buiten_bereik"} <= set(used)  # Diagnostic and Misfit
    assert {"lege_waarde", "te_diep", "eenheid_verplicht", "kommagetal"} <= set(used)  # through a function
    assert {"laag_vervangt", "twee_soorten", "expressie_teken"} <= set(used)  # `a if x else b`
    assert {"tab", "aanhalingsteken_open"} <= set(used)  # assigned first, one of two targets


# -- the sentences ----------------------------------------------------------------


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", TEMPLATES)
def test_sentence(code: str) -> None:
    entry = TEMPLATES[code]
    assert {"nl", "en"} <= set(entry) <= {"nl", "en", "hint_nl", "hint_en"}
    assert ("hint_nl" in entry) == ("hint_en" in entry)
    for kind in ("", "hint_"):
        dutch, english = entry.get(f"{kind}nl", ""), entry.get(f"{kind}en", "")
        assert _placeholders(dutch) == _placeholders(english)
    for text in entry.values():
        assert text == text.strip()
        assert text.endswith((".", "?"))
        assert "\n" not in text
        assert "suggestie" not in _placeholders(text), "`message` adds it"


@pytest.mark.parametrize("code", TEMPLATES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_sentence_is_filled_in(code: str, lang: str) -> None:
    names = set().union(*map(_placeholders, TEMPLATES[code].values()))
    assert all(name.isidentifier() for name in names)
    diagnostic = Diagnostic(code, None, {name: f"<{name}>" for name in names})
    for text, template in (
        (diagnostic.message(lang), TEMPLATES[code][lang]),
        (diagnostic.hint(lang), TEMPLATES[code].get(f"hint_{lang}", "")),
    ):
        assert all(f"<{name}>" in text for name in _placeholders(template))
        assert "{{" not in text


def test_codes_are_those_of_the_file_in_order() -> None:
    assert codes() == tuple(TEMPLATES)
    assert all(code.isascii() and code.isidentifier() and code.islower() for code in codes())


def test_languages_differ() -> None:
    diagnostic = Diagnostic("onbekend_feit", None, {"naam": "leeftjd"})
    assert diagnostic.message() == "Het feit 'leeftjd' bestaat niet."
    assert diagnostic.message("en") == "The fact 'leeftjd' does not exist."
    assert diagnostic.hint("nl") != diagnostic.hint("en")


def test_doubled_braces_become_single() -> None:
    hint = Diagnostic("bron_ontbreekt", None, {"naam": "premie"}).hint()
    assert "{regeling: Participatiewet, artikel: 10a}" in hint


def test_every_sentence_has_a_hint() -> None:
    for code in codes():
        template = diagnostics._templates()[code]
        assert template["hint_nl"], code
        assert template["hint_en"], code


# -- rendering ----------------------------------------------------------------------


def _at(text: str, line: int, column: int, end_column: int, end_line: int | None = None) -> Span:
    return Span(SourceFile("regels.yaml", text), line, column, end_line or line, end_column)


def _unknown(span: Span | None, **arguments: str) -> Diagnostic:
    return Diagnostic("onbekend_feit", span, {"naam": "leeftjd", **arguments})


def test_caret_stands_under_the_columns() -> None:
    diagnostic = _unknown(_at("id: oud\nals: leeftjd >= 27\n", 2, 6, 13), suggestie="leeftijd")
    assert diagnostic.render().splitlines() == [
        "regels.yaml:2:6: fout onbekend_feit: Het feit 'leeftjd' bestaat niet. Bedoelt u 'leeftijd'?",
        "  2 | als: leeftjd >= 27",
        "    |      ^^^^^^^",
        f"  = {diagnostic.hint()}",
    ]
    assert str(diagnostic) == diagnostic.render().splitlines()[0]


def test_english_frame() -> None:
    diagnostic = _unknown(_at("als: leeftjd", 1, 6, 13), suggestie="leeftijd")
    first, *_, last = diagnostic.render("en").splitlines()
    assert first == (
        "regels.yaml:1:6: error onbekend_feit: The fact 'leeftjd' does not exist. Did you mean 'leeftijd'?"
    )
    assert last == f"  = {diagnostic.hint('en')}"


@pytest.mark.parametrize(("lang", "word"), [("nl", "waarschuwing"), ("en", "warning")])
def test_warnings_say_so(lang: str, word: str) -> None:
    diagnostic = evolve(_unknown(None), severity=Severity.WARNING)
    assert diagnostic.render(lang).startswith(f"{word} onbekend_feit: ")


def test_caret_in_a_file_with_many_lines_keeps_its_column() -> None:
    shown = _unknown(_at("\n" * 99 + "als: x", 100, 6, 7)).render().splitlines()
    assert shown[1:3] == ["  100 | als: x", "      |      ^"]


@pytest.mark.parametrize(
    ("span", "carets"),
    [
        (_at("als: x", 1, 7, 8), "      ^"),  # just past the end of the line
        (_at("als: x", 1, 6, 6), "     ^"),  # an empty span still shows
        (_at("als: leeftijd\n  > 3", 1, 6, 4, 2), "     ^^^^^^^^"),  # goes on below
    ],
)
def test_caret_at_the_edges(span: Span, carets: str) -> None:
    assert _unknown(span).render().splitlines()[2] == f"    | {carets}"


@pytest.mark.parametrize("span", [_at("", 1, 1, 2), _at("als: x", 7, 1, 2), _at("\nals: x", 1, 1, 2)])
def test_no_excerpt_without_a_line(span: Span) -> None:
    place, hint = _unknown(span).render().splitlines()
    assert place.startswith("regels.yaml:")
    assert hint.startswith("  = ")


def test_no_place_without_a_span() -> None:
    diagnostic = _unknown(None)
    assert diagnostic.render().startswith("fout onbekend_feit: ")
    assert str(diagnostic) == f"fout onbekend_feit: {diagnostic.message()} {diagnostic.hint()}"


def test_long_lines_are_cut_around_the_caret() -> None:
    text = "a" * 5_000 + "leeftjd" + "b" * 5_000
    _, line, carets, _ = _unknown(_at(text, 1, 5_001, 5_008)).render().splitlines()
    assert len(line) == len(carets[: carets.index("^")]) + len("leeftjd" + "b" * 43)
    start = carets.index("^")
    assert line[start : start + 7] == "leeftjd"
    assert carets[start:] == "^" * 7


def test_a_long_span_is_cut_with_its_line() -> None:
    _, line, carets, _ = _unknown(_at("a" * 1_000_000, 1, 1, 900_001)).render().splitlines()
    assert line == f"  1 | {'a' * 100}"
    assert carets == f"    | {'^' * 100}"


def test_control_characters_are_escaped() -> None:
    text = "\ttitel: \x1b[31mrood\x1b[0m x"
    diagnostic = Diagnostic(
        "onbekend_feit",
        Span(SourceFile("\x1b]0;naam\x07.yaml", text), 1, text.index("x") + 1, 1, text.index("x") + 2),
        {"naam": "\x1b[2J", "suggestie": "\x9b31m"},
    )
    for lang in ("nl", "en"):
        shown = diagnostic.render(lang)
        assert all(char.isprintable() or char == "\n" for char in shown)
        assert "'\\x1b[2J'" in shown
        assert "'\\x9b31m'" in shown
    _, line, carets, _ = diagnostic.render().splitlines()
    assert line == "  1 |  titel: \\x1b[31mrood\\x1b[0m x"
    assert carets.index("^") == line.index(" x") + 1  # the escapes take more columns than they did


def test_line_breaks_in_an_argument_stay_on_one_line() -> None:
    assert "\n" not in _unknown(None, naam="a\nfout verzonnen: b").message()


def test_span_tells_its_place() -> None:
    assert str(_at("als: x", 1, 6, 7)) == "regels.yaml:1:6"


def test_the_text_of_a_file_is_not_shown_or_compared() -> None:
    assert SourceFile("a.yaml", "geheim") == SourceFile("a.yaml", "anders")
    assert "geheim" not in repr(_unknown(Span(SourceFile("a.yaml", "geheim"), 1, 1, 1, 2)))


# -- errors and suggestions -----------------------------------------------------------


def test_policy_error_carries_all() -> None:
    found = [_unknown(None), _unknown(_at("als: leeftjd", 1, 6, 13))]
    error = PolicyError(iter(found))
    assert issubclass(PolicyError, ValueError)
    assert error.diagnostics == tuple(found)
    assert str(error).splitlines() == [str(one) for one in found]
    for lang in ("nl", "en"):
        assert error.render(lang) == "\n\n".join(one.render(lang) for one in found)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("leeftyd", "leeftijd"),
        ("Leeftijd", "leeftijd"),
        ("LEEFTJD", "leeftijd"),
        ("Wsw_dienst", "WSW_dienst"),  # as it is spelt in the list
        ("trede", "trede"),
        ("schoenmaat", None),
        ("", None),
        ("leeftijd" * 1_000, None),  # cut before comparing: no long wait
    ],
)
def test_nearest(name: str, near: str | None) -> None:
    names = ["trede", "leeftijd", "WSW_dienst"]
    assert nearest(name, names) == near
    assert suggestion(name, names) == ({"suggestie": near} if near else {})


def test_nearest_among_nothing() -> None:
    assert nearest("leeftijd", []) is None
    assert suggestion("leeftijd", iter(())) == {}
