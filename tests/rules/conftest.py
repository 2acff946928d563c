"""What the tests of the language share."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from participatie import diagnostics, rules


@pytest.fixture(scope="session")
def source_codes() -> Mapping[str, frozenset[str]]:
    """The diagnostic codes that stand in each module of the language."""
    known = frozenset(diagnostics.codes())
    return {
        path.stem: known & frozenset(re.findall(r'"([a-z0-9_]+)"', path.read_text("utf-8")))
        for path in Path(rules.__file__).parent.glob("*.py")
    }
