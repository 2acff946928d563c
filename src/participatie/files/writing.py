"""Plain data as YAML."""

import re
from typing import Any

import yaml

from participatie.files.tree import WORDS


def dump(mapping: dict[str, Any]) -> str:
    """``mapping`` as YAML text that :func:`parse` and :func:`plain` read back."""
    return str(yaml.dump(mapping, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


class _Dumper(yaml.SafeDumper):
    """Writes ``ja`` and ``nee``, and quotes text that would read as something else."""


_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(ja|nee)$"), ["j", "n"])
_Dumper.add_representer(
    bool, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:bool", "ja" if value else "nee")
)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # Only in double quotes every end of a line stays what it is.
    quoted = value in WORDS or value[:1].isdigit() or value.splitlines() != [value]
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


_Dumper.add_representer(str, _text)
