"""The command as a whole: help, usage errors, exit codes, pipes and the missing extra."""

import json
import os
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

import participatie.cli
from participatie.advice.assessment import Notice, Outcome
from participatie.cli.texts import Words, language
from participatie.policy.documents import Protection

Run = Callable[..., tuple[int, str]]
Start = Callable[..., subprocess.CompletedProcess[bytes]]
TEXTS = tomllib.loads((files("participatie.cli") / "teksten.toml").read_text("utf-8"))
COMMANDS = (
    "advies",
    "check",
    "test",
    "render",
    "bronnen",
    "bewijs",
    "dossier",
    "reis",
    "gegevens",
    "waarom-niet",
    "verander",
)


# -- help and mistakes in use --------------------------------------------------------


def test_the_help_is_dutch(run: Run) -> None:
    code, shown = run("--help")
    assert code == 0
    assert shown.startswith("Gebruik: participatie [OPTIES] OPDRACHT ...")
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert "Voorbeeld:\n  participatie advies " in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(run: Run, command: str) -> None:
    code, shown = run(command, "--help")
    assert code == 0
    assert shown.startswith(f"Gebruik: participatie {command} [OPTIES]")
    assert f"\nVoorbeeld:\n  participatie {command} " in shown
    assert not re.search(r"Usage|Options|Arguments|Show this|default|required|TEXT|PATH|\[str\]", shown)


def test_without_a_command_there_is_help_and_nothing_done(run: Run) -> None:
    code, shown = run()
    assert code == 2
    assert "Opdrachten:" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["adveis"], "De opdracht 'adveis' bestaat niet. Bedoelt u 'advies'?"),
        (["adveis", "--lang", "en"], "There is no command 'adveis'. Did you mean 'advies'?"),
        (["--nee"], "De optie '--nee' bestaat niet."),
        (["advies", "c.yaml", "--pakkt", "x"], "De optie '--pakkt' bestaat niet. Bedoelt u '--pakket'?"),
        (["advies", "c.yaml", "--op"], "Achter '--op' hoort een waarde."),
        (["advies", "c.yaml", "--json=ja"], "Achter '--json' hoort geen waarde."),
        (["advies", "a", "b", "--pakket", "x", "--op", "y"], "Dit is er te veel: b."),
        (["gegevens", "[red]\x1b[31m"], r"Dit is er te veel: [red]\x1b[31m."),
        (["advies"], "CLIENTBESTAND ontbreekt. Een YAML- of JSON-bestand met feiten."),
        (["advies", "--lang", "en"], "CLIENTBESTAND is missing. "),
    ],
)
def test_mistakes_in_use(run: Run, arguments: list[str], said: str) -> None:
    code, shown = run(*arguments)
    assert code == 2
    assert shown.startswith(("Gebruik: participatie", "Usage: participatie"))
    assert f"participatie {'--help' if arguments[0].startswith(('-', 'adv-', 'adveis')) else arguments[0]}" in shown
    assert said in shown.splitlines()[-1]


def test_the_version(run: Run) -> None:
    code, shown = run("--version")
    assert code == 0
    assert shown.startswith("participatie")
    assert run("--versie") == (code, shown)


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["--lang", "en"], "en"),
        (["x", "--lang=en"], "en"),
        (["--lang", "fr"], "nl"),
        (["--lang"], "nl"),
        (["en"], "nl"),
        ([], "nl"),
    ],
)
def test_the_language_of_a_mistake(arguments: list[str], lang: str) -> None:
    assert language(arguments) == lang


def test_what_the_system_refuses(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/geheim\x1b")

    monkeypatch.setattr("participatie.cli.reading.packs", refuse)
    code, shown = run("check", ".")
    assert code == 2
    assert shown == "fout: Dit is niet te lezen of te schrijven: /geheim\\x1b (dat mag u niet).\n"


def test_an_interruption(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("participatie.cli.reading.packs", interrupt)
    code, shown = run("check", ".")
    assert code == 130
    assert not shown.strip()


# -- processes ---------------------------------------------------------------------


def test_a_pipe_gets_plain_text(start: Start, client: Path) -> None:
    done = start("advies", client, "--pakket", "heemskerk", "--op", "2018-06-01")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert "? onbekend  participatieplaats " in done.stdout.decode()


def test_colours_can_be_forced(start: Start, client: Path) -> None:
    arguments = ("advies", client, "--pakket", "heemskerk", "--op", "2018-06-01")
    done = start(*arguments, FORCE_COLOR="1", TERM="xterm-256color")
    assert b"\x1b[31m" in done.stdout
    assert b"\x1b[31m" not in start(*arguments, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm").stdout


def test_errors_go_to_stderr(start: Start, tmp_path: Path) -> None:
    done = start("advies", tmp_path / "weg.yaml", "--pakket", "heemskerk", "--op", "2018-06-01")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"bestand_niet_gevonden" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough(start: Start) -> None:
    code = (
        "import os, sys\n"
        "read, write = os.pipe()\n"
        "os.close(read)\n"
        "os.dup2(write, 1)\n"
        "from participatie.cli import main\n"
        "main()\n"
    )
    for env in ({}, {"FORCE_COLOR": "1"}):
        done = start("gegevens", code=code, **env)
        assert (done.returncode, done.stderr) == (141, b"")


def test_where_only_ascii_can_be_written(start: Start, client: Path) -> None:
    arguments = ("advies", client, "--pakket", "heemskerk", "--op", "2018-06-01")
    done = start(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"\nx nee " in done.stdout
    assert b"\n> oordeel " in done.stdout
    done = start("gegevens", "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert any("ï" in one["vraag"] or "é" in one["vraag"] or "ë" in one["vraag"] for one in json.loads(done.stdout))


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_one_line_says_what_to_install(start: Start, missing: str) -> None:
    code = (
        "import sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] == '{missing}':\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name.partition('.')[0])\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "from participatie.cli import main\n"
        "main()\n"
    )
    done = start("gegevens", code=code)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == ["Installeer eerst de opdracht zelf: pip install 'participatie[cli]'"]


def test_importing_costs_neither_typer_nor_rich(start: Start) -> None:
    code = (
        "import sys, participatie, participatie.cli\n"
        "from participatie import Client, advise, catalog\n"
        "print({'typer', 'rich', 'click'} & set(sys.modules))"
    )
    assert start(code=code).stdout == b"set()\n"


def test_another_missing_module_is_not_blamed_on_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "participatie.cli.app", None)
    with pytest.raises(ModuleNotFoundError):
        participatie.cli.main()


def test_the_script_and_the_module_are_one_command(start: Start) -> None:
    script = "from participatie.cli import main; main()"
    assert start("--help").stdout == start("--help", code=script).stdout


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is asked for")
def test_a_real_terminal(client: Path) -> None:
    import pty  # noqa: PLC0415 - not on every system

    main, side = pty.openpty()
    source = str(Path(participatie.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": source, "COLUMNS": "80", "TERM": "xterm-256color"}
    env.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "participatie", "advies", str(client)]
    command += ["--pakket", "heemskerk", "--op", "2018-06-01", "--alleen", "scholing"]
    with subprocess.Popen(command, stdout=side, stderr=side, env=env) as process:  # noqa: S603 - our own
        os.close(side)
        shown = b""
        while True:
            try:
                part = os.read(main, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(main)
    assert process.returncode == 0
    assert "\x1b[35m» oordeel".encode() in shown
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())
    assert max(map(len, bare.splitlines())) <= 80


# -- the words ---------------------------------------------------------------------


def _placeholders(text: object) -> set[str]:
    parts = text if isinstance(text, list) else [text]
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


def test_both_languages_say_the_same() -> None:
    assert set(TEXTS["nl"]) == set(TEXTS["en"])
    for key, text in TEXTS["nl"].items():
        assert _placeholders(text) == _placeholders(TEXTS["en"][key]), key


def test_every_text_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(participatie.cli.__file__).parent.rglob("*.py"))
    receipts = {f"bewijs_{word}" for word in ("pakket", "lagen", "feiten", "uitkomsten")}
    composed = {*map(str, Notice), *map(str, Protection), *(f"legenda_{outcome}" for outcome in Outcome), *receipts}
    assert {key for key in TEXTS["nl"] if not re.search(f"[\"']{key}[\"']", source)} == composed


def test_counting() -> None:
    words = Words()
    assert [words.count("fouten", number) for number in (0, 1, 2)] == ["0 fouten", "1 fout", "2 fouten"]
