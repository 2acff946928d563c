"""Running the command, and small packs and clients to run it on."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import participatie

Run = Callable[..., tuple[int, str]]

PACK = """
formaat: 1
pakket: eiland
titel: Verordening van het eiland
bron: {regeling: Verordening van het eiland}
---
gegevens:
  heeft_boot:
    titel: eigen boot
    type: ja_nee
    vraag: Heeft de persoon een boot?
    beantwoord_door: havenmeester
    beschermd: [avg_9]
---
voorziening: veerpas
titel: Veerpas
bron: {artikel: 3}
voorwaarden:
  - id: leeftijd
    tekst: De persoon is 18 jaar of ouder.
    als: leeftijd >= 18 jaar
  - id: nodig
    tekst: De persoon heeft geen boot.
    als: niet heeft_boot
voorbeelden:
  - naam: volwassen zonder boot
    op: 2020-01-01
    gegeven: {leeftijd: 18, heeft_boot: nee}
    dan: ja
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with packs, one of them ``eiland``."""
    folder = tmp_path / "pakketten"
    (folder / "eiland").mkdir(parents=True)
    (folder / "eiland" / "regels.yaml").write_text(PACK, "utf-8")
    return folder


@pytest.fixture
def client(tmp_path: Path) -> Path:
    path = tmp_path / "client.yaml"
    path.write_text("geboortedatum: 1988-03-02\ntrede: 2\nontvangt_algemene_bijstand: ja\n", "utf-8")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command within this process: its exit code, and all that it prints."""
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, **env: str) -> tuple[int, str]:
        from participatie.cli.app import app  # noqa: PLC0415 - one test runs without the extra

        result = CliRunner().invoke(
            app, list(map(str, arguments)), env=env, prog_name="participatie", catch_exceptions=False
        )
        return result.exit_code, result.output

    return run


@pytest.fixture
def start() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the command as a process of its own, its output piped."""

    def start(*arguments: object, code: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
        quiet = {key: value for key, value in os.environ.items() if key not in {"FORCE_COLOR", "COLUMNS"}}
        source = str(Path(participatie.__file__).parents[1])
        how = ["-c", code] if code else ["-m", "participatie"]
        return subprocess.run(  # noqa: S603 - our own command
            [sys.executable, *how, *map(str, arguments)],
            env={**quiet, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8", **env},
            capture_output=True,
            check=False,
            timeout=120,
        )

    return start
