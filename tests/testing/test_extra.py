"""The extra ``testing``: who does not have it is told so in one line, and who does not use it pays nothing."""

import subprocess
import sys
from pathlib import Path

import participatie

SOURCE = str(Path(participatie.__file__).resolve().parents[1])


def _python(code: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys; sys.path.insert(0, {SOURCE!r}); {code}"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - our own code


def test_importing_the_library_imports_none_of_it() -> None:
    code = "from participatie import Client, advise, catalog; catalog.load('helmond'); print(*sorted(sys.modules))"
    modules = _python(code).stdout.split()
    assert "participatie.catalog" in modules
    assert not {"participatie.testing", "participatie.pytest_plugin", "hypothesis", "pytest"} & set(modules)


def test_without_hypothesis_one_line_says_what_to_install() -> None:
    found = _python("sys.modules['hypothesis'] = None; import participatie.testing")
    assert found.returncode != 0
    assert found.stderr.splitlines()[-1].endswith("pip install 'participatie[testing]'")
    assert "During handling" not in found.stderr


def test_another_mistake_is_not_taken_for_that() -> None:
    found = _python("sys.modules['lark'] = None; import participatie.testing")
    assert "participatie[testing]" not in found.stderr


def test_every_public_name_is_there() -> None:
    from participatie import testing  # noqa: PLC0415 - it is what is looked at

    assert all(getattr(testing, name) is not None for name in testing.__all__)
