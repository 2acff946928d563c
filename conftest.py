"""Makes the examples in the Markdown pages tests, so that no page tells an untruth for long."""

import re
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

from sybil import Document, Example, Region, Sybil
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser


def _rule_file(example: Example) -> None:
    """A block of YAML is a rule file that can be read."""
    from participatie.policy import files  # noqa: PLC0415 - not before coverage has started

    found: list[object] = []
    files.parse(example.parsed, example.path, found)
    assert not found, "\n".join(map(str, found))  # noqa: S101 - it is a test


def _expressions(document: Document) -> Iterator[Region]:
    """A table row that begins with a node and a text: the text is read as that node, and written back."""
    for row in re.finditer(r"^\| `(\w+)` \| `([^`]+)` \|", document.text, re.MULTILINE):
        yield Region(row.start(), row.end(), row.groups(), _expression)


def _expression(example: Example) -> None:
    from participatie.rules.render import render  # noqa: PLC0415 - as above
    from participatie.rules.text import parse  # noqa: PLC0415 - as above

    node, text = example.parsed
    found: list[object] = []
    expr = parse(text, found)
    assert not found, "\n".join(map(str, found))  # noqa: S101 - it is a test
    assert (type(expr).__name__, render(expr)) == (node, text)  # noqa: S101 - it is a test


def _listing(example: Example) -> None:
    """A listing of the package names every module, and no other."""
    top, *lines = example.parsed.splitlines()
    if top != "src/participatie/":
        return
    package = Path(__file__).parent / top
    modules = {str(one.relative_to(package)) for one in package.rglob("*.py")}
    listed = {line.split()[0] for line in lines}
    expected = {name for name in modules if not name.endswith("__init__.py")}
    folders = tuple(name for name in listed if name.endswith("/"))
    assert {name for name in expected if not name.startswith(folders)} <= listed  # noqa: S101 - it is a test
    assert {name for name in listed if name not in folders} <= modules  # noqa: S101 - it is a test


collect_ignore = ["docs/conf.py"]  # it configures Sphinx, and has no examples

pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        CodeBlockParser("yaml", _rule_file),
        CodeBlockParser("text", _listing),
        _expressions,
        SkipParser(),
    ],
    patterns=["*.md"],
    excludes=["meldingen/*.md"],  # half of what they show is wrong: see tests/test_meldingen.py
).pytest()
