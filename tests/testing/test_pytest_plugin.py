"""``pytest --participatie-packs``: the examples of rule files, and nothing else of a run."""

from pathlib import Path

import pytest

import participatie

pytest_plugins = ["pytester"]

HEAD = "pakket: {id}\ntitel: Dorp\nbron: {{regeling: Dorpsregels}}\n"
RIGHT = """\
voorziening: pas
titel: Pas
bron: {artikel: 1}
als: leeftijd >= 18 jaar
voorbeelden:
  - {naam: net oud genoeg, op: 2020-01-01, gegeven: {leeftijd: 18}, dan: ja}
  - {naam: net te jong, op: 2020-01-01, gegeven: {leeftijd: 17}, dan: nee}
"""
WRONG = RIGHT.replace("leeftijd: 17}, dan: nee", "leeftijd: 17}, dan: ja")


@pytest.fixture(autouse=True)
def _same_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(participatie.__file__).resolve().parents[1]))


def _pack(folder: Path, document: str, name: str = "dorp") -> Path:
    folder.mkdir(parents=True)
    (folder / "regels.yaml").write_text(f"{HEAD.format(id=name)}---\n{document}", "utf-8")
    return folder


def _run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess("-p", "participatie.pytest_plugin", "-p", "no:cacheprovider", *args)


def test_each_example_is_an_item_with_a_name_to_read(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "dorp", RIGHT)
    result = _run(pytester, "--participatie-packs", "dorp", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*collected 2 items*", "dorp::pas::net oud genoeg PASSED*", "dorp::pas::net te jong PASSED*"]
    )


def test_a_failure_shows_the_diagnostic_and_no_traceback(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "dorp", WRONG)
    result = _run(pytester, "--participatie-packs", "dorp")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["dorp/regels.yaml:11:*voorbeeld_wijkt_af*", "*11 | *net te jong*", "FAILED dorp::pas::net te jong*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_mistakes_in_a_pack_are_one_item_that_fails(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "dorp", RIGHT.replace("leeftijd >=", "leeftjd >=").replace("dan: nee", "dan: neen"))
    result = _run(pytester, "--participatie-packs", "dorp")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["dorp/regels.yaml:8:*onbekend_feit*", "dorp/regels.yaml:11:*onbekend_woord*", "FAILED dorp::pakket*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_folder_of_packs_gives_each_and_they_find_one_another(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "packs" / "dorp", RIGHT)
    above = _pack(pytester.path / "packs" / "wijk", RIGHT.replace("pas", "kaart"), "wijk")
    text = (above / "regels.yaml").read_text("utf-8")
    (above / "regels.yaml").write_text(text.replace("---", "bouwt_op: dorp\ngeschreven_voor_recht: {}\n---"), "utf-8")
    _run(pytester, "--participatie-packs", "packs").assert_outcomes(passed=4)
    twice = _run(pytester, "--participatie-packs", "packs/wijk", "--participatie-packs", "packs/dorp/regels.yaml")
    twice.assert_outcomes(passed=4)


def test_items_can_be_selected_and_other_tests_run_too(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "dorp", WRONG)
    pytester.makepyfile("def test_other(): pass")
    _run(pytester, "--participatie-packs", "dorp", "-k", "oud or other").assert_outcomes(passed=2, deselected=1)
    _run(pytester, "test_items_can_be_selected_and_other_tests_run_too.py").assert_outcomes(passed=1)


def test_a_path_that_is_not_there_is_a_mistake_in_the_command(pytester: pytest.Pytester) -> None:
    result = _run(pytester, "--participatie-packs", "drop")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*there is no drop*"])


def test_without_the_option_nothing_is_imported(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing():
            mine = {name for name in sys.modules if name.partition(".")[0] == "participatie"}
            assert mine == {"participatie", "participatie.pytest_plugin"}
            assert not {"hypothesis", "attrs", "attr", "yaml", "lark", "cattrs"} & set(sys.modules)
        """
    )
    result = _run(pytester, "-p", "no:hypothesispytest", "-p", "no:_hypothesis_pytestplugin")
    result.assert_outcomes(passed=1)


def test_examples_run_where_hypothesis_is_not_installed(pytester: pytest.Pytester) -> None:
    _pack(pytester.path / "dorp", RIGHT)
    pytester.makeconftest("import sys\nsys.modules['hypothesis'] = None")
    result = _run(pytester, "-p", "no:hypothesispytest", "--participatie-packs", "dorp")
    result.assert_outcomes(passed=2)
