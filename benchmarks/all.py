"""Runs what the tables and pictures of ``docs/performance.md`` come from, and writes them there.

Run it from a checkout with the extra ``bench``: ``python benchmarks/all.py``. Where the page says
``<!-- benchmark: NAME -->``, ``benchmarks/NAME.py`` is run and what it prints is put there, up to
``<!-- end benchmark -->``. The pictures are drawn from the tables on the page, so that they cannot say anything
else. With names, only those are run; with ``--pictures``, nothing is run and only the pictures are drawn.
"""

import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pictures

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
PART = re.compile(r"<!-- benchmark: (?P<name>\w+) -->\n(?P<table>.*?)<!-- end benchmark -->", re.DOTALL)


def main(asked: Collection[str]) -> None:
    """Measure what is asked, or everything, and write it down."""
    page = PAGE.read_text("utf-8")
    names = [part["name"] for part in PART.finditer(page)]
    if unknown := set(asked) - {*names, "--pictures"}:
        raise SystemExit(f"no part of {PAGE.name}: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    for name in names if not asked else [one for one in names if one in asked]:
        print(f"{name} ...", flush=True)
        printed = measured(name)
        page = PART.sub(lambda part, name=name, printed=printed: put(part, name, printed), PAGE.read_text("utf-8"))
        PAGE.write_text(page, "utf-8")
    for picture in pictures.draw(PAGE):
        print(f"{picture.relative_to(HERE.parent)}")


def measured(name: str) -> str:
    """What one benchmark prints."""
    done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, str(HERE / f"{name}.py")], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name}.py ended with {done.returncode}; the page keeps what it had")
    return done.stdout.strip()


def put(part: re.Match[str], name: str, printed: str) -> str:
    """A part of the page with what was printed in it, where it is that part."""
    if part["name"] != name:
        return part[0]
    return f"<!-- benchmark: {name} -->\n\n{printed}\n\n<!-- end benchmark -->"


if __name__ == "__main__":
    main(sys.argv[1:])
