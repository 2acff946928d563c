"""A pack over a table: the outcomes of everybody, how many there are of each, and what is missing."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl
from attrs import frozen

from participatie.advice.assessment import Outcome
from participatie.diagnostics import Diagnostic, PolicyError
from participatie.files.whole import writing
from participatie.policy.pack import Pack
from participatie.populations.checking import ROW, Checker, Layout, Reject, doubles, layout
from participatie.populations.outcomes import CERTAIN, OPEN, outcomes
from participatie.populations.sources import Table, opened
from participatie.populations.writing import aimed, fits, reread, sunk, written
from participatie.vocabulary import Kind

__all__ = ["Population", "population", "written"]

#: Once so many mistakes are named, further rows are only counted.
_NAMED = 10
#: How rejects are written: the row, the fact concerned, the code of what is wrong, and the sentence.
REJECTS = pl.Schema({ROW: pl.Int64, "kolom": pl.String, "code": pl.String, "melding": pl.String})

Progress = Callable[[int, int | None], None]


@frozen(repr=False, eq=False)
class Population:
    """What a pack says about everybody in a table.

    Args:
        pack: the name of the pack.
        on: the reference date.
        rows: how many rows the table has; those set aside included.
        columns: the names of the provisions, duties, measures and conclusions, in the order of an advice.
        kept: the columns of :attr:`table` that are no outcome.
        frame: an outcome for each row and decision.
        rejects: the rows that were set aside: one line for each thing that is wrong.
        absent: the facts that the rules ask for and that no column of the table tells.
    """

    pack: str
    on: date
    rows: int
    columns: tuple[str, ...]
    kept: tuple[str, ...]
    rejects: pl.DataFrame
    absent: tuple[str, ...]
    _frame: "pl.DataFrame | pl.LazyFrame | None"
    _counted: dict[tuple[str, str], int]
    _coded: dict[tuple[str, str], dict[str, int]]
    _blocked: dict[tuple[str, str], int]
    _kinds: dict[str, str]

    @property
    def rejected(self) -> int:
        """How many rows were set aside."""
        return self.rejects[ROW].n_unique() if self.rejects.height else 0

    @property
    def table(self) -> pl.DataFrame:
        """A row for each client: the number of the row, who it is, and the outcome of each decision.

        Raises:
            ValueError: only counts were asked for.
        """
        if self._frame is None:
            raise ValueError("population(..., keep=False) counts, and keeps no outcomes of anybody")
        return self._frame.lazy().collect()

    def counts(self) -> pl.DataFrame:
        """How many clients have each outcome, by decision."""
        data = {"voorziening": list(self.columns)}
        numbers = {str(one): [self._counted.get((name, str(one)), 0) for name in self.columns] for one in Outcome}
        return pl.DataFrame({**data, **numbers}, schema={"voorziening": pl.String, **dict.fromkeys(numbers, pl.Int64)})

    def codes(self) -> pl.DataFrame:
        """What conclusions come to: of how many clients each code holds in any case, and of how many it may still hold.

        One that is not in force has no codes.

        >>> import polars as pl
        >>> from participatie import catalog
        >>> table = pl.DataFrame({"trede": [1, 5, None]})
        >>> found = population(table, catalog.load("heemskerk"), on=date(2018, 6, 1))
        >>> found.codes().filter(pl.col("conclusie") == "uitvoerder").rows()
        [('uitvoerder', 'gemeente', 1, 1), ('uitvoerder', 'ijmond_werkt', 1, 1)]
        """
        rows = [{"conclusie": name, "code": code, **numbers} for (name, code), numbers in self._coded.items()]
        numbers = {CERTAIN: pl.Int64, OPEN: pl.Int64}
        return pl.DataFrame(rows, schema={"conclusie": pl.String, "code": pl.String, **numbers})

    def blocking(self, decision: str | None = None) -> pl.DataFrame:
        """Which unknown facts keep how many clients waiting, the most first.

        A fact counts for a client when :func:`advise` names it as missing: it is
        unknown, and can still decide. One client counts for each of his facts.

        Args:
            decision: of one decision; without it, of any: a client counts once
                for a fact, however many decisions wait for it.

        Raises:
            KeyError: there is no such decision.
        """
        if decision is not None and decision not in self.columns:
            raise KeyError(decision)
        found = {fact: count for (name, fact), count in self._blocked.items() if name == (decision or "") and count}
        rows = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return pl.DataFrame(
            [(fact, self._kinds[fact], count) for fact, count in rows],
            schema={"feit": pl.String, "soort": pl.String, "clienten": pl.Int64},
            orient="row",
        )

    def write(self, path: str | Path) -> Path:
        """Write :attr:`table` to a Parquet or CSV file: under a temporary name, renamed when it is whole.

        Raises:
            ValueError: another kind of file, or only counts were asked for.
            PolicyError: a column that such a file cannot hold.
            OSError: it cannot be written.
        """
        return written(self.table, path)

    def __repr__(self) -> str:
        aside = f", {self.rejected} opzijgezet" if self.rejected else ""
        return f"<Population {self.pack} op {self.on}: {self.rows} rijen{aside}, {len(self.columns)} uitkomsten>"


def population(  # noqa: PLR0913 - each an option of its own
    table: Table,
    pack: Pack,
    *,
    on: date,
    client: str | None = None,
    along: str | Sequence[str] = (),
    bad_rows: Literal["stop", "reject"] = "stop",
    to: str | Path | None = None,
    keep: bool = True,
    progress: Progress | None = None,
) -> Population:
    """What ``pack`` says about everybody in ``table``; row for row what :func:`advise` says.

    Args:
        table: a frame or lazy frame of polars, an Arrow table, or the path of a
            Parquet or CSV file (or some of one form and kind). Each column is a
            fact by its name, and an empty cell is unknown. A fact without a column
            is unknown of everybody.
        pack: from :func:`participatie.catalog.load`.
        on: the reference date.
        client: the column that tells clients apart; ``client`` if there is one.
        along: a column to keep beside the outcomes, or more: groups, or facts as they were read.
        bad_rows: ``stop`` at rows that cannot be true, with an error that names
            them; or ``reject``: set them aside in :attr:`Population.rejects`.
        to: a Parquet or CSV file to write outcomes to while they are worked out,
            for tables larger than memory.
        keep: whether to keep the outcomes of each client, and not only counts.
        progress: called with the rows done and the rows there are, if that is known.

    Raises:
        TypeError: a table, pack or date is something else.
        ValueError: ``bad_rows`` is neither.
        PolicyError: columns that are no facts or do not fit, no rows, a file that
            cannot be read; and rows that cannot be true, unless those are set aside.
        OSError: outcomes cannot be written to ``to``.

    >>> import polars as pl
    >>> from participatie import catalog
    >>> table = pl.DataFrame({"client": ["a", "b"], "leeftijd": [26, 41]})
    >>> found = population(table, catalog.load("nl_participatiewet"), on=date(2018, 6, 1))
    >>> found.table["participatieplaats"].to_list()
    ['nee', 'onbekend']
    """
    if not isinstance(pack, Pack):
        raise TypeError("population() takes a pack second: catalog.load('heemskerk')")
    if type(on) is not date:
        raise TypeError("on= is a datetime.date: the day whose law governs")
    if bad_rows not in {"stop", "reject"}:
        raise ValueError("bad_rows= is 'stop' or 'reject'")
    columns = layout(opened(table), pack, client, (along,) if isinstance(along, str) else tuple(along))
    source = columns.source
    run = _Run(columns, on, bad_rows == "stop", progress)
    if to is None:
        frames = [one for one in run.blocks() if keep]
        frame = pl.concat(frames) if frames else None
        return run.result(frame)
    target = aimed(to)
    if source.reads(target):
        raise PolicyError([Diagnostic("bestand_is_tabel", None, {"pad": str(target)})])
    fits(pl.Schema({name: kind for name, kind in source.schema.items() if name in columns.kept}), target)
    with ExitStack() as stack:
        with writing(target):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent, prefix=".")))
        blocks: list[Path] = []
        for one in run.blocks():
            blocks.append(folder / f"{len(blocks)}.parquet")
            with writing(target, pl.exceptions.PolarsError):
                one.write_parquet(blocks[-1])
        sunk(pl.scan_parquet(blocks, glob=False), target)
    return run.result(reread(target, columns.kept))


class _Run:
    """One pass over a table, adding up as it goes."""

    def __init__(self, columns: Layout, on: date, stop: bool, progress: Progress | None) -> None:  # noqa: FBT001 - private
        self._columns, self._on, self._stop, self._progress = columns, on, stop, progress
        self._checker = Checker(columns, on, doubles(columns.source, columns.client))
        self._outcomes = outcomes(columns.pack, on, self._checker.closing.known)
        taken = [Diagnostic("kolom_bezet", None, {"kolom": one}) for one in columns.kept if one in self._outcomes.names]
        if taken:
            raise PolicyError(taken)
        self._counted: Counter[tuple[str, str]] = Counter()
        self._codes: Counter[tuple[str, str, str]] = Counter()
        self._blocked: Counter[tuple[str, str]] = Counter()
        self._rejects: list[Reject] = []
        self._rows = 0

    def blocks(self) -> Iterator[pl.DataFrame]:
        """The outcomes of one block of rows after another."""
        source = self._columns.source
        for block in source.blocks():
            numbers = pl.int_range(self._rows + 1, self._rows + 1 + block.height, dtype=pl.Int64, eager=True)
            self._rows += block.height
            table, aside = self._checker.checked(block.with_columns(numbers.alias(ROW)))
            if aside.height and self._stop:
                raise PolicyError(self._named(aside))
            self._rejects += self._checker.reasons(aside)
            settled = self._outcomes.settle(table)
            self._counted.update(settled.counts)
            self._codes.update(settled.codes)
            self._blocked.update(self._outcomes.blocked(table))
            if self._progress is not None:
                self._progress(self._rows, source.rows)
            yield pl.concat([table.select(self._columns.kept), settled.outcomes], how="horizontal")
        if not self._rows:
            raise PolicyError([Diagnostic("tabel_leeg", None, {"naam": source.name})])

    def _named(self, aside: pl.DataFrame) -> list[Diagnostic]:
        """What is wrong with the first rows; saying so of all of them could take long."""
        named: list[Diagnostic] = []
        rows: set[int] = set()
        for one in self._checker.reasons(aside):
            if len(named) >= _NAMED and one.row not in rows:
                break
            rows.add(one.row)
            named.append(one.placed(self._columns.source))
        more = aside.height - len(rows)
        return [*named, *([Diagnostic("meer_rijen", None, {"aantal": str(more)})] if more else [])]

    def result(self, frame: "pl.DataFrame | pl.LazyFrame | None") -> Population:
        """All of it together."""
        pack = self._columns.pack
        asked = {fact for facts in self._outcomes.looks_at.values() for fact in facts}
        inputs = pack.on(self._on).rules.inputs
        return Population(
            pack=pack.id,
            on=self._on,
            rows=self._rows,
            columns=self._outcomes.names,
            kept=self._columns.kept,
            rejects=pl.DataFrame(
                [(one.row, one.column, one.diagnostic.code, one.diagnostic.message()) for one in self._rejects],
                schema=REJECTS,
                orient="row",
            ),
            absent=tuple(name for name in inputs if name in asked and name not in self._checker.closing.known),
            frame=frame,
            counted=dict(self._counted),
            coded={each: {one: self._codes[(*each, one)] for one in (CERTAIN, OPEN)} for each in self._outcomes.codes},
            blocked=dict(self._blocked),
            kinds={name: _kind(pack, name) for name in asked},
        )


def _kind(pack: Pack, name: str) -> str:
    if name not in pack.vocabulary:
        return "waarde niet geverifieerd"
    return "vaststelling" if pack.vocabulary[name].kind is Kind.FINDING else "feit"
