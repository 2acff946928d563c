"""Text of others: what is refused, where, and before it can cost anything."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from islands import wrong

from participatie import Client, PolicyError, catalog, files
from participatie.diagnostics import Diagnostic
from participatie.files import MAX_BYTES, MAX_DEPTH, MAX_NODES, Items, Scalar, Table, yaml_tree


def _parsed(text: str, name: str = "x.yaml") -> tuple[list[Any], list[Diagnostic]]:
    found: list[Diagnostic] = []
    return [files.plain(node) for node in files.parse(text, name, found)], found


def _codes(text: str, name: str = "x.yaml") -> list[str]:
    return [one.code for one in _parsed(text, name)[1]]


# -- files ----------------------------------------------------------------------------------


def _read(path: str | Path) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    nodes = files.read(path, found)
    assert all(isinstance(node, Table) and node.broken for node in nodes)
    return found


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (found,) = _read(tmp_path / "niets.yaml")
    assert (found.code, found.arguments) == ("bestand_niet_gevonden", {"pad": str(tmp_path / "niets.yaml")})
    assert found.span is not None
    assert str(found.span) == f"{tmp_path / 'niets.yaml'}:1:1"


@pytest.mark.parametrize("name", ["a\0b.yaml", "\ud800.yaml"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    (found,) = _read(name)
    assert found.code == "bestand_niet_gevonden"
    assert "\0" not in found.render()
    assert found.render().isprintable() or "\n" in found.render()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert [one.code for one in _read(tmp_path)] == ["bestand_onleesbaar"]


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "kring.yaml").symlink_to(tmp_path / "kring.yaml")
    assert [one.code for one in _read(tmp_path / "kring.yaml")] == ["bestand_onleesbaar"]


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert [one.code for one in _read(tmp_path / ("a" * 300))] == ["bestand_onleesbaar"]


def test_a_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.yaml")
    (found,) = _read(tmp_path / "pijp.yaml")
    assert (found.code, found.arguments["reden"]) == ("bestand_onleesbaar", "geen gewoon bestand")
    # And as one of the files of a folder it is not passed over in silence.
    with pytest.raises(PolicyError) as raised:
        catalog.read([tmp_path])
    assert [one.code for one in raised.value.diagnostics] == ["bestand_onleesbaar"]


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_a_device_is_not_read(device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"this machine has no {device}")
    assert [one.code for one in _read(device)] == ["bestand_onleesbaar"]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "geheim.yaml"
    path.write_text("a: 1", "utf-8")
    path.chmod(0)
    done = _python(
        """
        import os, sys
        from participatie import files
        if os.geteuid() == 0:  # who may read everything
            os.setuid(65534)
        found = []
        files.read(sys.argv[1], found)
        print([one.code for one in found])
        """,
        str(path),
    )
    assert done.stdout.strip() == "['bestand_onleesbaar']", done.stderr


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "groot.yaml"
    path.write_bytes(b"#" * MAX_BYTES)
    found: list[Diagnostic] = []
    assert (files.read(path, found), found) == ((), [])
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert [one.code for one in _read(path)] == ["bestand_te_groot"]
    assert _codes("#" * MAX_BYTES) == []
    assert _codes("#" * (MAX_BYTES + 1)) == ["bestand_te_groot"]
    assert _codes("é" * (MAX_BYTES // 2 + 1)) == ["bestand_te_groot"]  # counted in bytes


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"a: 1\nb: caf\xe9\n", 2, 7),
        ("é: 1\r\nb: ".encode() + b"\xe9", 2, 4),
        (b"\xef\xbb\xbfa: \xe9", 1, 4),  # a byte order mark takes no column
        ("a: 1\n".encode("utf-16"), 1, 1),
    ],
)
def test_text_that_is_no_utf8(tmp_path: Path, data: bytes, line: int, column: int) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    (found,) = _read(path)
    assert found.code == "geen_utf8"
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)
    assert "^" in found.render()


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_half_a_surrogate_pair_is_no_text(name: str) -> None:
    (found,) = _parsed('["a",\n "\ud800"]', name)[1]
    assert (found.code, str(found.span)) == ("geen_utf8", f"{name}:2:3")


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n\tb: 2", "utf-8-sig")
    (found,) = _read(path)
    assert str(found.span) == f"{path}:2:1"
    assert _parsed("\ufeffa: 1") == ([{"a": 1}], [])


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b/2.yaml", "a.yaml", "b/1.yaml", "niet.txt", "b/ook.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a: 1", "utf-8")
    (tmp_path / "map.yaml").mkdir()
    found: list[Diagnostic] = []
    inside = files.find([tmp_path, tmp_path / "niet.txt", tmp_path / "a.yaml"], found)
    assert [path.relative_to(tmp_path).as_posix() for path in inside] == ["a.yaml", "b/1.yaml", "b/2.yaml", "niet.txt"]
    # A rule file that is passed over would make the rules milder without a word.
    assert [(one.code, Path(one.arguments["pad"]).name, one.severity.value) for one in found] == [
        ("extensie_yml", "ook.yml", "waarschuwing")
    ]


def test_a_folder_without_rule_files(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    (tmp_path / "a.yaml").write_text("a: 1", "utf-8")
    found: list[Diagnostic] = []
    assert files.find([tmp_path / "leeg", tmp_path / "a.yaml"], found) == (tmp_path / "a.yaml",)
    assert [(one.code, one.arguments["pad"]) for one in found] == [("geen_bestanden", str(tmp_path / "leeg"))]


# -- trees with places ------------------------------------------------------------------------


def test_scalars_stay_text() -> None:
    found: list[Diagnostic] = []
    (node,) = files.parse("a: 027\nb: ja\nc: 2018-01-01\nd: '1'\ne: [1.0, ~]\n", "x.yaml", found)
    assert isinstance(node, Table)
    texts = {name: value.text for name, value in node.named() if isinstance(value, Scalar)}
    assert texts == {"a": "027", "b": "ja", "c": "2018-01-01", "d": "1"}
    numbers = node.get("e")
    assert isinstance(numbers, Items)
    assert [one.text for one in numbers.values if isinstance(one, Scalar)] == ["1.0", "~"]
    assert (node.get("f"), list(node.keys())) == (None, ["a", "b", "c", "d", "e"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ja", True),
        ("true", True),
        ("nee", False),
        ("false", False),
        ("onbekend", None),
        ("~", None),
        ("null", None),
        ("", None),
        ("27", 27),
        ("-3", -3),
        ("0", 0),
        ("0363", "0363"),  # a code, whose zero would be lost
        ("-0", "-0"),
        ("1_000", "1_000"),
        ("1.5", "1.5"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("999999999999999", 999_999_999_999_999),
        ("9999999999999999", "9999999999999999"),
        ("2018-06-01", "2018-06-01"),
        ('"ja"', "ja"),
        ("'27'", "27"),
        ("Ja", "Ja"),
        ("yes", "yes"),
        ("２７", "２７"),  # noqa: RUF001 - digits of another alphabet are no number here
        ("[ja, [1, {b: nee}]]", [True, [1, {"b": False}]]),
    ],
)
def test_plain_values(text: str, value: object) -> None:
    (document,) = _parsed(f"a: {text}")[0]
    assert document == {"a": value}
    assert type(document["a"]) is type(value)


def test_documents_are_told_apart_and_keep_their_lines() -> None:
    found: list[Diagnostic] = []
    text = "# eerst\n---\na: 1\n--- # tweede\nb:\n  - 2\n---\n---x: 1\n"
    nodes = files.parse(text, "x.yaml", found)
    assert [(files.plain(node), str(node.span)) for node in nodes] == [
        ({"a": 1}, "x.yaml:3:1"),
        ({"b": [2]}, "x.yaml:5:1"),
        ({"---x": 1}, "x.yaml:8:1"),
    ]


def test_what_stands_behind_the_dashes_belongs_to_the_document() -> None:
    found: list[Diagnostic] = []
    (node,) = files.parse("--- {a: 1,\n  b: 2}\n", "x.yaml", found)
    assert (files.plain(node), str(node.span)) == ({"a": 1, "b": 2}, "x.yaml:1:5")


def test_a_broken_document_leaves_its_keys() -> None:
    found: list[Diagnostic] = []
    text = "ok: 1\n---\nvoorziening: x\ntitel: 'X\n---\nparameters:\n  p: {a: 1\n  q:\n    r: s\n"
    ok, first, second = files.parse(text, "x.yaml", found)
    assert [one.code for one in found] == ["aanhalingsteken_open", "haken_fout"]
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [getattr(ok, "broken", None), first.broken, second.broken] == [False, True, True]
    assert files.plain(first) == {"voorziening": "x", "titel": "'X"}
    names = second.get("parameters")
    assert isinstance(names, Table)
    assert {"p", "q"} <= set(names.keys())


@pytest.mark.parametrize("style", ["plain", "single", "double", "literal", "folded"])
def test_raw_text_is_where_it_says(style: str) -> None:
    texts = {
        "plain": "a: een twee",
        "single": "a:   'een twee'",
        "double": 'a:\n  "een twee"',
        "literal": "a: |\n  een twee\n",
        "folded": "b: x\na: >-\n\n    een twee\n",
    }
    text = texts[style]
    found: list[Diagnostic] = []
    (node,) = files.parse(text, "x.yaml", found)
    assert isinstance(node, Table)
    scalar = node.get("a")
    assert isinstance(scalar, Scalar)
    assert (scalar.plain, scalar.raw.split()) == (style == "plain", ["een", "twee"])
    line, column = scalar.raw_at
    rest = "\n".join(text.splitlines()[line - 1 :])[column - 1 :]
    assert rest.startswith(scalar.raw.rstrip("\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x #y\n", ["commentaar_geknipt"]),
        ("a: x # y\n", []),
        ("a: x#y\n", []),
        ('a: "x" #y\n', []),
        ("a: x ##y\n", []),
        ("a: [x #y\n ]\n", ["commentaar_geknipt"]),
        ("a: x\n  y #z\n", ["commentaar_geknipt"]),
        ("a: {b: c, d}\n", ["accolades_geknipt"]),
        ("a: {b: c, d: ''}\n", []),
        ("a: {b: c, d: }\n", ["accolades_geknipt"]),
        ("{a: 1, b}\n", ["accolades_geknipt"]),
        ("a:\nb:\n", []),
        ("a: [b, c]\n", []),
    ],
)
def test_what_yaml_would_drop_or_tear_in_silence(text: str, expected: list[str]) -> None:
    assert _codes(text) == expected


def test_line_ends_of_every_kind() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\x85"):
        (found,) = _parsed(f"a: 1{end}# é{end}b: 'x")[1]
        assert str(found.span) == "x.yaml:3:4", repr(end)


@given(st.text(st.sampled_from("ab: -'\"[]{}#\n\t|>&*!,é\u2028\x07"), max_size=40))
def test_every_place_lies_in_the_text(text: str) -> None:
    found: list[Diagnostic] = []
    files.parse(text, "x.yaml", found)
    lines = [*text.splitlines(), ""]
    for one in found:
        assert one.span is not None
        assert 1 <= one.span.line <= len(lines)
        assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 1
        assert one.render()


def test_the_places_are_the_same_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may have been built without libyaml: slower, and its reader counts in characters."""
    texts = ["a: é\u2764\x07b", "a: [b, {c: d}]", "a: 'x", "- a\n- é: b", "a: Let op: x", "a: !x y", "a: |\n  b\n c"]
    with_c = [[(one.code, str(one.span)) for one in _parsed(text)[1]] for text in texts]
    values = [_parsed(text)[0] for text in texts]
    monkeypatch.setattr(yaml_tree, "_Loader", yaml.SafeLoader)
    monkeypatch.setattr(yaml_tree, "_COUNTS_BYTES", False)
    assert [[(one.code, str(one.span)) for one in _parsed(text)[1]] for text in texts] == with_c
    assert [_parsed(text)[0] for text in texts] == values


# -- JSON -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "x\\ty"}', {"a": "x\ty"}),
        ('{"a":\t1,\t"b":\n2}', {"a": 1, "b": 2}),
        ('{"a"\n:\r\n1}', {"a": 1}),
        (f'{{"{"k" * 3_000}": 1}}', {"k" * 3_000: 1}),  # longer than a key of YAML may be
        ('{"a": "\\ud83d\\ude00 \\u00e9 \\/ \\\\ud83d"}', {"a": "\U0001f600 é / \\ud83d"}),
        ('{"a": "x\u2028y\x85z\x7f"}', {"a": "x\u2028y\x85z\x7f"}),
        ('{"a": "ja", "b": true, "c": false, "d": null}', {"a": "ja", "b": True, "c": False, "d": None}),
        (
            '{"a": "27", "b": 27, "c": -0, "d": 1.50, "e": 1E5}',
            {"a": "27", "b": 27, "c": "-0", "d": "1.50", "e": "1E5"},
        ),
        ('{"a": 12345678901234567890}', {"a": "12345678901234567890"}),
        ('{"a": "---\\n#x: &y"}', {"a": "---\n#x: &y"}),
        (" [ ] ", []),
        ("{}", {}),
        ('"x"', "x"),
    ],
)
def test_json(text: str, value: object) -> None:
    assert _parsed(text, "x.json") == ([value], [])


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "json_fout", "1:1"),
        ("{", "json_fout", "1:2"),
        ("[1,]", "json_fout", "1:4"),
        ('{"a": 1,}', "json_fout", "1:9"),
        ('{"a" 1}', "json_fout", "1:6"),
        ("{a: 1}", "json_fout", "1:2"),
        ("{'a': 1}", "json_fout", "1:2"),
        ('{"a": 1}\n{"b": 2}', "json_fout", "2:1"),
        ('{"a": NaN}', "json_fout", "1:7"),
        ('{"a": Infinity}', "json_fout", "1:7"),
        ('{"a": -Infinity}', "json_fout", "1:7"),
        ('{"a": 01}', "json_fout", "1:8"),
        ('{"a": +1}', "json_fout", "1:7"),
        ('{"a": "x\ny"}', "json_fout", "1:9"),
        ('{"a": "x\ty"}', "json_fout", "1:9"),  # a bare tab in a string is no JSON
        ('{"a": "x', "json_fout", "1:7"),
        ('{"a": "\\q"}', "json_fout", "1:8"),
        ('{"a": "\\ud800"}', "json_fout", "1:7"),
        ('{"a": 1, "b": 2,\n "a": 3}', "dubbele_sleutel", "2:2"),
        ('{"a": {"b": 1, "b": 2}}', "dubbele_sleutel", "1:16"),
        ('{"": 1}', "lege_sleutel", "1:2"),
        ("// a\n{}", "json_fout", "1:1"),
    ],
)
def test_json_that_is_wrong(text: str, code: str, place: str) -> None:
    (found,) = _parsed(text, "x.json")[1]
    assert (found.code, str(found.span)) == (code, f"x.json:{place}")
    assert found.hint()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(json_values, st.booleans(), st.sampled_from([None, 2, "\t"]))
@example({"a": "\U0001f600\u2028\x7f"}, True, None)
def test_json_is_read_as_python_reads_it(value: Any, ascii_only: bool, indent: Any) -> None:  # noqa: FBT001 - drawn
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert _parsed(text, "x.json") == ([json.loads(text)], [])


@given(st.text(st.sampled_from('{}[]":,0123456789truefalsn\\u d8\n\t-+.eE')))
def test_json_is_refused_where_python_refuses_it(text: str) -> None:
    def constant(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(text, parse_constant=constant)
    except ValueError:
        assert _codes(text, "x.json")
    else:
        # What is more: no empty key, none twice, and no half of a surrogate pair.
        assert set(_codes(text, "x.json")) <= {"lege_sleutel", "dubbele_sleutel", "json_fout"}


def test_places_in_json() -> None:
    found: list[Diagnostic] = []
    (node,) = files.parse('{"a": "x",\n  "b": [1, "é"]}', "x.json", found)
    assert isinstance(node, Table)
    numbers = node.get("b")
    assert isinstance(numbers, Items)
    assert [str(one.span) for one in (node, numbers, *numbers.values)] == [
        "x.json:1:1",
        "x.json:2:8",
        "x.json:2:9",
        "x.json:2:12",
    ]
    assert (numbers.span.end_line, numbers.span.end_column) == (2, 16)


# -- writing ------------------------------------------------------------------------------------


@given(
    st.dictionaries(
        st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1),
        st.booleans()
        | st.integers(-(10**14), 10**14)
        | st.text(min_size=1)
        | st.lists(st.text(min_size=1), max_size=3),
        max_size=4,
    )
)
@example({"a": "ja"})
@example({"a": "0363"})
@example({"a": "null"})
@example({"a": "2018-01-01"})
@example({"a": " x #y"})
@example({"a": "\x85\u2028\ufeff\x7f"})
def test_what_is_dumped_can_be_read(mapping: dict[str, Any]) -> None:
    text = files.dump(mapping)
    assert _parsed(text) == ([mapping] if mapping else [{}], [])


def test_the_data_files_are_read_as_text() -> None:
    assert files.own("a: 2.10\nb: [ja, ~, {c: 027}]\n") == {"a": "2.10", "b": ["ja", "~", {"c": "027"}]}


# -- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"a":', "}")])
def test_depth(name: str, left: str, right: str) -> None:
    assert _codes(f"{left * MAX_DEPTH}1{right * MAX_DEPTH}", name) == []
    assert _codes(f"{left * (MAX_DEPTH + 1)}1{right * (MAX_DEPTH + 1)}", name) == ["te_diep"]
    assert _codes(left * 100_000, name) == ["te_diep"]


def test_depth_in_block_form() -> None:
    assert _codes("- " * MAX_DEPTH + "a") == []
    assert _codes("- " * (MAX_DEPTH + 1) + "a") == ["te_diep"]
    assert _codes("? " * (MAX_DEPTH + 1) + "a") == ["te_diep"]
    assert _codes("\n".join(" " * depth + "a:" for depth in range(MAX_DEPTH + 1))) == ["te_diep"]


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_number_of_parts(name: str) -> None:
    within, over = MAX_NODES - 3, MAX_NODES + 1
    assert _codes(f"[{','.join('1' * within)}]", name) == []
    assert _codes(f"[{','.join('1' * over)}]", name) == ["te_veel_onderdelen"]


def test_the_number_of_parts_counts_for_the_whole_file() -> None:
    # One message, not one for every document that follows.
    assert _codes("[1, 2, 3]\n---\n" * (MAX_NODES // 4)) == ["te_veel_onderdelen"]
    assert _codes("---\n" * (MAX_NODES + 1)) == ["te_veel_onderdelen"]


def _laughs(name: str) -> str:
    if name == "laughs":
        lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
        return "\n".join(lines)
    return {
        "lists": "[" * 100_000,
        "closed lists": "[" * 100_000 + "]" * 100_000,
        "maps": '{"a":' * 100_000,
        "block lists": "- " * 100_000,
        "questions": "? " * 100_000,
        "documents": "---\n" * 250_000,
        "keys": "".join(f"a{n}: 1\n" for n in range(90_000)),
        "one key": "a" * 990_000 + ": 1",
        "one line": "a: " + "x " * 490_000,
        "quotes": "a: '" + "''" * 490_000,
        "comments": "#\n" * 490_000,
        "hashes": "- a #b\n" * 40_000,
        "spaces": "a: x" + " " * 990_000,
        "tags": "!a " * 300_000,
        "anchors": "".join(f"- &a{n} x\n" for n in range(60_000)),
        "escapes": 'a: "' + "\\x41" * 240_000 + '"',
        "braces": "a: {" + "b, " * 300_000 + "}",
        "colons": ": " * 490_000,
        "conditions": "voorziening: x\ntitel: X\nals: " + "a en " * 190_000 + "a",
        "nested conditions": "voorziening: x\ntitel: X\nals: " + "(" * 490_000,
        "codes": "voorziening: x\ntitel: X\nbron: {artikel: 1}\nals: noden bevat een van ["
        + ", ".join(f"c{n}" for n in range(2_000))
        + "]",
    }[name]


NASTY = [
    "laughs", "lists", "closed lists", "maps", "block lists", "questions", "documents", "keys", "one key", "one line",
    "quotes", "comments", "hashes", "spaces", "tags", "anchors", "escapes", "braces", "colons", "conditions",
    "nested conditions", "codes",
]  # fmt: skip

#: Address space beyond what the interpreter has in use, and processor time, for one file.
MEMORY, SECONDS = 300 * 1024 * 1024, 10

BOUNDED = """
    import resource, sys
    from pathlib import Path
    from participatie import Client, PolicyError, catalog
    catalog.load("nl_participatiewet")          # what has to be in memory anyway
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_AS, (in_use + {memory}, in_use + {memory}))
    limit = int(spent) + 1 + {seconds}
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    for read in (lambda path: catalog.read([path]), Client.read):
        for path in sys.argv[1:]:
            try:
                read(path)
            except PolicyError as error:
                assert error.diagnostics
                error.diagnostics[0].render()
            else:
                raise SystemExit(f"{{path}} was read")
    print("klaar")
"""


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory in use is read from /proc")
@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_costs_little(tmp_path: Path, name: str) -> None:
    text = _laughs(name)
    assert len(text.encode()) <= MAX_BYTES
    paths = [tmp_path / "x.yaml", tmp_path / "x.json"]
    for path in paths:
        path.write_text(text, "utf-8")
    done = _python(BOUNDED.format(memory=MEMORY, seconds=SECONDS), *map(str, paths))
    assert (done.returncode, done.stdout.strip()) == (0, "klaar"), done.stderr[-2_000:]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory in use is read from /proc")
def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "ijl.yaml"
    with path.open("wb") as stream:
        stream.truncate(8 * 1024**3)  # eight gigabytes that take no room on the disk
    done = _python(BOUNDED.format(memory=MEMORY, seconds=SECONDS), str(path))
    assert (done.returncode, done.stdout.strip()) == (0, "klaar"), done.stderr[-2_000:]


def test_the_bounds_of_that_test_can_be_broken() -> None:
    for body in ("x = bytearray(2 * {memory})", "while True: pass"):
        code = BOUNDED.replace('    print("klaar")', f"    {body}").format(memory=MEMORY, seconds=1)
        assert _python(code).returncode != 0


def test_a_client_file_is_bounded_as_well() -> None:
    with pytest.raises(PolicyError) as raised:
        Client.parse("[" * 100_000, "x.json")
    assert [one.code for one in raised.value.diagnostics] == ["te_diep"]


def test_an_unclosed_quote_is_shown_where_it_opens_even_if_another_quote_follows(tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text('pakket: p\ntitel: "Veerpas\nbron: {regeling: P}\ntoelichting: "Wie 18 is"\n', "utf-8")
    (found,) = wrong(lambda: catalog.read(file))
    assert found.span is not None
    assert (found.code, found.span.line, found.span.column) == ("aanhalingsteken_open", 2, 8)


def test_a_mistake_in_a_client_file_does_not_hide_the_others() -> None:
    text = "leeftyd: 27\nnoden: [schulden]\nnoden: []\ntrede: twee\n"
    found = wrong(lambda: Client.parse(text))
    assert [(one.code, one.span.line, one.span.column) for one in found if one.span] == [
        ("onbekend_feit", 1, 1),
        ("dubbele_sleutel", 3, 1),
        ("verkeerd_type", 4, 8),
    ]
