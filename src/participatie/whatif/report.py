"""What other rules change, as tables with words around them."""

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files as resources
from pathlib import Path

from attrs import field, frozen

from participatie.advice.explanation import LANGUAGES
from participatie.diagnostics import printable
from participatie.files import store
from participatie.whatif.comparing import WhatIf
from participatie.whatif.effects import SMALLEST, TOGETHER, Change, Effect

#: From what matters most to what matters least to who reads a table from the left.
SHOWN = (
    Change.GAINS,
    Change.LOSES,
    Change.UNKNOWN,
    Change.JUDGEMENT,
    Change.YES,
    Change.NO,
    Change.SAME,
)


@functools.cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources("participatie.whatif") / "teksten.toml").read_text("utf-8"))


@frozen
class Words:
    """The frame in one language.

    >>> Words("nl").change(Change.GAINS, burden=True)
    'krijgt opgelegd'
    """

    lang: str = field(default=LANGUAGES[0])

    @lang.validator
    def _exists(self, _: object, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"lang is one of {', '.join(LANGUAGES)}, not {lang!r}")

    def __call__(self, key: str, /, **values: str) -> str:
        """The sentence called ``key``, filled in."""
        return _texts()[self.lang][key].format_map(values)

    def change(self, change: Change, *, burden: bool = False) -> str:
        """The word for a change; of a duty or a measure nobody is said to win it."""
        return self(f"{change}_last" if burden and change in {Change.GAINS, Change.LOSES} else change.value)

    def existence(self, one: Effect) -> str:
        """Whether an outcome begins or ceases to exist; empty where it does neither."""
        return "" if one.in_old == one.in_new else self("is_nieuw" if one.in_new else "vervalt")

    def title(self, one: Effect) -> str:
        """The title of an outcome, with whether it begins or ceases to exist."""
        existence = self.existence(one)
        return f"{one.title} ({existence})" if existence else one.title


@frozen(kw_only=True)
class Part:
    """A part of a report: a heading, sentences, and a table."""

    heading: str
    lines: Sequence[str] = ()
    titles: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def parts(
    given: WhatIf, *, by: Sequence[str] = (), examples: int = 0, smallest: int = SMALLEST, lang: str = "nl"
) -> Iterator[Part]:
    """A report in parts, of the outcomes that change.

    Args:
        given: from :func:`participatie.compare`.
        by: the columns to group people by.
        examples: of how many people to name the id, for each change.
        smallest: smaller groups are not shown by themselves; see :meth:`WhatIf.groups`.
        lang: ``nl`` or ``en`` for the frame.
    """
    words = Words(lang)
    lines = [words("mensen", aantal=str(given.people))]
    if given.rejected:
        lines.append(words("afgekeurd", aantal=str(given.rejected)))
    lines.append(words("eerlijk") if given.changed else words("niets"))
    yield Part(heading=words("kop", oud=given.old.name, nieuw=given.new.name), lines=lines)
    for name, burden in (("voorzieningen", False), ("plichten", True)):
        changed = [one for one in given.changed if one.burden is burden]
        if changed:
            yield Part(
                heading=words(name),
                titles=[words("kolom_uitkomst"), *(words.change(one, burden=burden) for one in SHOWN)],
                rows=[[words.title(one), *(str(one.count(each)) for each in SHOWN)] for one in changed],
            )
    if same := len(given) - len(given.changed):
        yield Part(heading="", lines=[words("gelijk_gebleven", aantal=str(same))])
    if by and given.changed:
        yield from _groups(given, by, smallest, words)
    if examples and given.changed:
        yield _examples(given, examples, words)


def _groups(given: WhatIf, by: Sequence[str], smallest: int, words: Words) -> Iterator[Part]:
    """The counts by group, those of duties and measures apart; what is said about them comes first."""
    table = [*given.groups(*by, smallest=smallest).iter_rows(named=True)]
    lines = [words("alleen_veranderd")]
    if smallest > 1:
        lines.append(words("klein", grens=str(smallest), samen=TOGETHER))
    for name, burden in (("per_voorzieningen", False), ("per_plichten", True)):
        rows = []
        for row in table:
            one = given[row["uitkomst"]]
            if one.burden is burden and (row[Change.SAME] is None or row[Change.SAME] != row["mensen"]):
                counts = ("*" if row[each] is None else str(row[each]) for each in ("mensen", *SHOWN))
                rows.append([one.title, *list(row.values())[1 : len(by) + 1], *counts])
        if rows:
            changes = (words.change(each, burden=burden) for each in SHOWN)
            titles = [words("kolom_uitkomst"), *by, words("kolom_groep"), *changes]
            yield Part(heading=words(name), lines=lines, titles=titles, rows=rows)
            lines = []


def _examples(given: WhatIf, limit: int, words: Words) -> Part:
    rows = [
        [one.title, words.change(change, burden=one.burden), ", ".join(map(str, found))]
        for one in given.changed
        for change in SHOWN
        if change is not Change.SAME and (found := given.who(one.id, change, limit=limit))
    ]
    titles = [words("kolom_uitkomst"), words("kolom_verandering"), words("kolom_wie")]
    return Part(heading=words("voorbeelden"), lines=[words("herkenbaar")], titles=titles, rows=rows)


def markdown(
    given: WhatIf, *, by: Sequence[str] = (), examples: int = 0, smallest: int = SMALLEST, lang: str = "nl"
) -> str:
    """A report as Markdown; the arguments are those of :func:`parts`."""
    blocks = []
    for number, part in enumerate(parts(given, by=by, examples=examples, smallest=smallest, lang=lang)):
        blocks += [f"{'##' if number else '#'} {_cell(part.heading)}"] if part.heading else []
        blocks += [" ".join(map(_cell, part.lines))] if part.lines else []
        if part.rows:
            marks = ["---:" if row.replace("*", "0").isdecimal() else "---" for row in part.rows[0]]
            lines = [part.titles, marks, *([_cell(one) for one in row] for row in part.rows)]
            blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(blocks) + "\n"


def _cell(text: str) -> str:
    """A text that stays within its cell, and in which no mark has a meaning."""
    plain = printable(" ".join(text.split()))
    return "".join(f"\\{char}" if char in "\\|`*_[]<>#" else char for char in plain)


#: What the name of a file may end in.
FILES = (".csv", ".parquet", ".md")


def write(  # noqa: PLR0913 - what a report is made with, and where it goes
    given: WhatIf,
    path: str | Path,
    *,
    by: Sequence[str] = (),
    examples: int = 0,
    smallest: int = SMALLEST,
    lang: str = "nl",
) -> None:
    """Write a report to a file; the name decides: the counts as ``.csv`` or ``.parquet``, all of it as ``.md``.

    It lands under another name and is then renamed, so that nobody finds half of it.

    Args:
        given: from :func:`participatie.compare`.
        path: where it goes.
        by: the columns to group people by.
        examples: of how many people to name the id, for each change; in Markdown only.
        smallest: smaller groups are not shown by themselves; see :meth:`WhatIf.groups`.
        lang: ``nl`` or ``en`` for the frame.

    Raises:
        ValueError: the name ends in nothing of that.
        OSError: the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in FILES:
        raise ValueError(f"a report is written as {', '.join(FILES)}, not as {path.suffix or path.name!r}")
    if path.suffix.lower() == ".md":
        text = markdown(given, by=by, examples=examples, smallest=smallest, lang=lang)
        store(path, text.encode())
        return
    from participatie.populations.counting import written  # noqa: PLC0415 - polars is an extra

    written(given.groups(*by, smallest=smallest) if by else given.table(), path)


def write_rejects(given: WhatIf, path: str | Path) -> None:
    """Write the rows that were not compared, with what is wrong with each, to a ``.csv`` or ``.parquet`` file."""
    from participatie.populations.counting import written  # noqa: PLC0415 - polars is an extra

    written(given.rejects, path)
