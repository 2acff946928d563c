"""The pages about the diagnostics: on each a mistake that gives that one, and what is right instead.

``python tests/test_meldingen.py`` writes anew what the pages quote of the library:
what it says of each mistake, and the tables of ``index.md``.

A page has a section ``Fout`` and a section ``Goed``, and may have ``Waarop het
voorbeeld bouwt`` with files of both. A block with a caption is the file of that
name; a block ``console`` holds the commands. A file that cannot be shown is made by
a line ``% bouw: naam = ...``, a Python expression.
"""

import contextlib
import re
import tempfile
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import frozen
from typer.testing import CliRunner

from participatie import diagnostics
from participatie.diagnostics import codes

PAGES = Path(__file__).parents[1] / "docs" / "meldingen"

#: Put beside rule files that have no header of their own; ``index.md`` shows it.
HEADER = "pakket: dorp\ntitel: Regels van het dorp\nbron: {regeling: Verordening van het dorp}\n"

#: What is asked where a page has no command.
CHECK = "participatie check ."
ADVISE = "participatie advies client.yaml --pakket heemskerk --op 2018-06-01"


PAGED = codes()

_BLOCK = re.compile(
    r"^```\{code-block\} (?:yaml|json|text)\n:caption: (?P<name>\S+)\n(?::force:\n)?\n(?P<text>.*?)^```$"
    r"|^```console\n\$ (?P<command>.*?)\n```$"
    r"|^% bouw: (?P<made>\S+) = (?P<how>[^\n]*)$",
    re.MULTILINE | re.DOTALL,
)
_SAID = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TOGETHER = re.compile(r"^Deze melding komt hier samen met (.*)\.$", re.MULTILINE)
_HEAD = re.compile(r"^(?:.*?(?::\d+:\d+|, rij \d+, kolom \w+): )?(?:fout|waarschuwing) (?P<code>[a-z0-9_]+): ")


@frozen
class Case:
    """Files, and what is asked about them."""

    files: Mapping[str, bytes]
    commands: tuple[str, ...]

    def said(self) -> tuple[str, int]:
        """What the library finds wrong, as on a page, and the exit code."""
        from participatie.cli.app import app  # noqa: PLC0415 - the page tells which command it needs

        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for name, data in self.files.items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(data)
            env = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TTY_COMPATIBLE"))
            output, exit_code = "", 0
            for command in self.commands:
                arguments, _, into = command.partition(" > ")
                done = CliRunner().invoke(app, arguments.split()[1:], env=env, catch_exceptions=False)
                if into:
                    Path(into).write_text(done.stdout, "utf-8")
                output += done.output
                exit_code = max(exit_code, done.exit_code)
        lines = output.splitlines()
        below = [number for number, line in enumerate(lines) if _HEAD.match(line)]
        found = []
        for start in below:
            head, *rest = lines[start:]
            excerpt = [line for line in rest[:3] if re.match(r"\s*(\d+ )?\| |  = ", line)]
            found.append("\n".join(_wrapped(line) for line in (head, *excerpt)))
        return "\n\n".join(found), exit_code


def _wrapped(line: str) -> str:
    if "| " in line[:8]:
        return line.rstrip()  # of the file, or the caret below it
    return "\n".join(textwrap.wrap(line, 96, subsequent_indent="    ", break_on_hyphens=False))


def _case(*sections: str) -> Case:
    """The files and the command in these sections of a page."""
    made: dict[str, bytes] = {}
    commands: tuple[str, ...] = ()
    for block in (one for section in sections for one in _BLOCK.finditer(section)):
        if block["command"]:
            commands = tuple(block["command"].split("\n$ "))
        elif block["made"]:
            value = eval(block["how"])  # noqa: S307 - of a page of our own
            made[block["made"]] = value if isinstance(value, bytes) else value.encode()
        else:
            made[block["name"]] = block["text"].encode()
    commands = commands or ((ADVISE if "client.yaml" in made else CHECK),)
    if commands[0].endswith(" .") and not any(b"pakket:" in one for one in made.values()):
        made["pakket.yaml"] = HEADER.encode()
    return Case(made, commands)


def _sections(page: str) -> dict[str, str]:
    title, *parts = re.split(r"^## ", page, flags=re.MULTILINE)
    return {"": title} | dict(part.split("\n", maxsplit=1) for part in parts)


def _codes(said: str) -> set[str]:
    return {head["code"] for line in said.splitlines() if (head := _HEAD.match(line))}


def _page(code: str) -> str:
    return (PAGES / f"{code}.md").read_text("utf-8")


def _quoted(code: str) -> str:
    quoted = _SAID.search(_page(code))
    assert quoted is not None
    return quoted[1].removesuffix("\n")


def _cases(page: str) -> tuple[Case, Case]:
    sections = _sections(page)
    shared = sections.get("Waarop het voorbeeld bouwt", "")
    return _case(shared, sections["Fout"]), _case(shared, sections["Goed"])


@pytest.mark.parametrize("code", PAGED)
def test_a_page_tells_the_truth(code: str) -> None:
    page = _page(code)
    wrong, right = _cases(page)
    said, _ = wrong.said()
    assert _quoted(code) == said, "write it anew: python tests/test_meldingen.py"
    together = _TOGETHER.search(page)
    assert _codes(said) == {code, *(re.findall(r"\[(\w+)\]\(\1\.md\)", together[1]) if together else ())}
    assert right.said() == ("", 0)


@pytest.mark.parametrize("code", PAGED)
def test_a_page_has_all_its_parts(code: str) -> None:
    sections = _sections(_page(code))
    names = [name for name in sections if name not in {"", "Waarop het voorbeeld bouwt"}]
    assert names == ["Fout", "Goed"]
    title, _, explained = sections[""].partition("\n")
    assert title == f"# {code}"
    assert len(explained.split()) >= 12
    assert sections["Goed"].count("\nHet verschil: ") == 1


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*codes(), "index"}


# -- the tables of all codes -------------------------------------------------------

_TABLES = re.compile(r"(?<=<!-- de tabellen -->\n).*?(?=<!-- einde -->)", re.DOTALL)
_SUBJECT = re.compile(r"^# -- (.*?) -+$|^\[(\w+)\]$", re.MULTILINE)


def _tables() -> str:
    """Each subject of ``meldingen.toml`` with its codes."""
    text = (Path(diagnostics.__file__).parent / "data" / "meldingen.toml").read_text("utf-8")
    sentences = diagnostics._templates()
    lines: list[str] = []
    for subject, code in _SUBJECT.findall(text):
        if subject:
            lines += ["", f"### {subject[0].upper()}{subject[1:]}", "", "| Code | De zin |", "|---|---|"]
        else:
            sentence = re.sub(r"'?(?<!\{)\{\w+\}'?", "…", sentences[code]["nl"])
            lines.append(f"| [{code}]({code}.md) | {sentence} |")
    return "\n".join([*lines, "", ""])


def test_the_index_lists_every_code() -> None:
    index = (PAGES / "index.md").read_text("utf-8")
    found = _TABLES.search(index)
    assert found is not None
    assert found[0] == _tables(), "write it anew: python tests/test_meldingen.py"
    assert HEADER in index
    assert _quoted("onbekend_feit") in index
    assert all(command in index for command in (CHECK, ADVISE))


def _write() -> None:
    """Write anew what the pages quote."""
    index = PAGES / "index.md"
    index.write_text(_TABLES.sub(lambda _: _tables(), index.read_text("utf-8")), "utf-8")
    for code in PAGED:
        said, _ = _cases(page := _page(code))[0].said()
        written = _SAID.sub(lambda _, said=said: f"```text\n{said}\n```", page, count=1)  # type: ignore[misc]  # the default binds the text of this page
        (PAGES / f"{code}.md").write_text(written, "utf-8")


if __name__ == "__main__":
    _write()
