"""Runs what the tables and pictures of ``docs/performance.md`` come from, and writes them there.

Run it from a checkout with the extra ``bench``: ``python benchmarks/all.py``. Where the page says
``<!-- benchmark: NAME -->``, ``benchmarks/NAME.py`` is run and what it prints is put there, up to
``<!-- end benchmark -->``; options may stand behind the name. The pictures are drawn from the tables on the page, so that they cannot say anything
else. With names, only those are run; with ``--pictures``, nothing is run and only the pictures are drawn.
"""

import re
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import pictures

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
PART = re.compile(
    r"<!-- benchmark: (?P<name>\w+)(?P<options>(?: --[\w-]+)*) -->\n(?P<table>.*?)<!-- end benchmark -->", re.DOTALL
)


def main(asked: Collection[str]) -> None:
    """Measure what is asked, or everything, and write it down."""
    page = PAGE.read_text("utf-8")
    parts = {part["name"]: part["options"].split() for part in PART.finditer(page)}
    if unknown := set(asked) - {*parts, "--pictures"}:
        raise SystemExit(f"no part of {PAGE.name}: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    for name, options in parts.items():
        if asked and name not in asked:
            continue
        print(f"{name} ...", flush=True)
        printed = measured(name, options)
        page = PART.sub(lambda part, name=name, printed=printed: put(part, name, printed), PAGE.read_text("utf-8"))
        PAGE.write_text(page, "utf-8")
    for picture in pictures.draw(PAGE):
        print(f"{picture.relative_to(HERE.parent)}")


def measured(name: str, options: Sequence[str]) -> str:
    """What one benchmark prints."""
    done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, str(HERE / f"{name}.py"), *options], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name}.py ended with {done.returncode}; the page keeps what it had")
    return done.stdout.strip()


def put(part: re.Match[str], name: str, printed: str) -> str:
    """A part of the page with what was printed in it, where it is that part."""
    if part["name"] != name:
        return part[0]
    return f"<!-- benchmark: {name}{part['options']} -->\n\n{printed}\n\n<!-- end benchmark -->"


if __name__ == "__main__":
    main(sys.argv[1:])
