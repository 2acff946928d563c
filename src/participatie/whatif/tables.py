"""The work on tables: two populations side by side, and what is counted in them. Imports polars."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import polars as pl
from attrs import frozen

from participatie.advice import Outcome
from participatie.diagnostics import Diagnostic, PolicyError, suggestion
from participatie.policy.pack import Pack
from participatie.populations import population
from participatie.populations.cells import is_text, unknown
from participatie.populations.checking import CLIENT, ROW
from participatie.populations.outcomes import OUTCOMES
from participatie.populations.sources import Source, opened
from participatie.whatif.effects import CHANGES, TOGETHER, Change, Effect, Step
from participatie.whatif.hiding import holes

#: What stands for people of whom a group is not known, and for a list with nothing in it.
UNKNOWN, EMPTY = "(onbekend)", "(geen)"


@frozen(eq=False)
class Joined:
    """People with their outcomes under both sets of rules.

    Args:
        rows: a row for each person.
        rejects: what is wrong with the rows that are no person on one of the sides.
        who: the column that says who it is.
    """

    rows: pl.DataFrame
    rejects: pl.DataFrame
    who: str


def joined(  # noqa: PLR0913 - all that compare() was asked
    table: Any,
    *,
    packs: tuple[Pack, Pack],
    days: tuple[date, date],
    names: Sequence[str],
    by: Sequence[str],
    along: Sequence[str],
    client: str | None,
    bad_rows: Literal["stop", "reject"],
    progress: Callable[[int, int | None], None] | None,
) -> Joined:
    """The people of a table under both sets of rules.

    Raises:
        PolicyError: the table is wrong for one of the packs, or lacks a column of ``by`` or ``along``.
    """
    source = opened(table)
    schema = source.schema
    client = client if client is not None or CLIENT not in schema else CLIENT
    if absent := [one for one in (*by, *along) if one not in schema]:
        raise PolicyError(
            Diagnostic("kolom_ontbreekt", None, {"kolom": one, **suggestion(one, schema)}) for one in absent
        )
    # Under names of our own, so that no column of the table meets a fact or an outcome.
    groups = {group_column(one): _label(one, schema[one]) for one in by}
    beside = {f"mee:{one}": pl.col(one) for one in dict.fromkeys(along)}
    sides = []
    for place, (pack, day) in enumerate(zip(packs, days, strict=True)):
        other = packs[1 - place].vocabulary
        # What only the other pack knows, or only goes along, is no mistake here.
        idle = {*other, *by, *along} - {*pack.vocabulary, client}
        useful = [one for one in schema if one not in idle]
        sides.append(
            population(
                _shaped(source, useful, {**groups, **beside}),
                pack,
                on=day,
                client=client,
                along=(*groups, *beside),
                bad_rows=bad_rows,
                progress=progress,
            )
        )
    old, new = sides
    before = old.table.select(*old.kept, *(pl.col(one).alias(f"{one}:oud") for one in old.columns))
    after = new.table.select(ROW, *(pl.col(one).alias(f"{one}:nieuw") for one in new.columns))
    rows = before.join(after, on=ROW, how="inner", maintain_order="left")
    nobody = pl.lit(str(Outcome.NO), dtype=OUTCOMES)
    lacking = (f"{name}:{side}" for name in names for side in ("oud", "nieuw"))
    rows = rows.with_columns(nobody.alias(one) for one in lacking if one not in rows.columns)
    free = {name: one for name in beside if (one := name.removeprefix("mee:")) not in rows.columns}
    rejects = pl.concat([old.rejects, new.rejects]).unique(maintain_order=True).sort(ROW, maintain_order=True)
    return Joined(rows.rename(free), rejects, client or ROW)


def group_column(name: str) -> str:
    """The column of :attr:`WhatIf.rows` with the groups of a column of the table."""
    return f"per:{name}"


_PLAIN = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Null)


def _label(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as the names of groups; unknown stays without one."""
    column = pl.col(name)
    inner = kind.inner if isinstance(kind, pl.List) else kind
    if not (inner.is_numeric() or inner.is_temporal() or inner in _PLAIN):
        arguments = {"kolom": name, "verwacht": "tekst, getallen, datums, codes of ja en nee", "gevonden": str(kind)}
        raise PolicyError([Diagnostic("kolom_soort", None, arguments)])
    if isinstance(kind, pl.Boolean):
        label = pl.when(column).then(pl.lit("ja")).otherwise(pl.lit("nee"))
    elif isinstance(kind, pl.List):
        joined_up = column.cast(pl.List(pl.String)).list.sort().list.join(", ")
        label = pl.when(joined_up == "").then(pl.lit(EMPTY)).otherwise(joined_up)
    else:
        label = column.cast(pl.String)
        label = label.str.strip_chars() if is_text(kind) else label
    return pl.when(~unknown(name, kind)).then(label)


def _shaped(source: Source, useful: Sequence[str], more: Mapping[str, pl.Expr]) -> Source:
    columns = [*(pl.col(one) for one in useful), *(expr.alias(name) for name, expr in more.items())]
    return source.each(lambda frame: frame.select(columns))


# -- counts ------------------------------------------------------------------------


def matrix(rows: pl.DataFrame, name: str) -> dict[Step, int]:
    """How many people take each step of one outcome."""
    steps = rows.group_by(f"{name}:oud", f"{name}:nieuw").len().sort(f"{name}:oud", f"{name}:nieuw")
    return {(Outcome(old), Outcome(new)): count for old, new, count in steps.iter_rows()}


def taking(rows: pl.DataFrame, name: str, steps: Iterable[Step], who: str, limit: int | None) -> tuple[Any, ...]:
    """Who takes one of these steps of an outcome, in the order of the table."""
    wanted = [f"{old}>{new}" for old, new in steps]
    taken = pl.concat_str(f"{name}:oud", pl.lit(">"), f"{name}:nieuw").is_in(wanted)
    found = rows.lazy().filter(taken).select(who)
    return tuple((found if limit is None else found.head(limit)).collect().to_series().to_list())


def counted(effects: Sequence[Effect]) -> pl.DataFrame:
    """A row for each outcome, with the number of people for each change."""
    words: dict[str, list[str]] = {
        "uitkomst": [one.id for one in effects],
        "titel": [one.title for one in effects],
        "soort": [one.kind.value for one in effects],
    }
    numbers = {"mensen": [one.people for one in effects]}
    numbers |= {change.value: [one.count(change) for one in effects] for change in Change}
    schema = {**dict.fromkeys(words, pl.String), **dict.fromkeys(numbers, pl.Int64)}
    return pl.DataFrame({**words, **numbers}, schema=schema)


# -- groups ------------------------------------------------------------------------


def grouped(rows: pl.DataFrame, effects: Sequence[Effect], by: Sequence[str], smallest: int) -> pl.DataFrame:
    """The same for each group; see :meth:`WhatIf.groups`."""
    columns = [group_column(one) for one in by]
    labelled = _labelled(rows, columns, smallest)
    groups = labelled.group_by(columns).len("*").sort(columns)
    found: list[dict[str, Any]] = []
    for effect in effects:
        counts = {tuple(group): dict.fromkeys(Change, 0) for *group, _ in groups.iter_rows()}
        steps = labelled.group_by(*columns, f"{effect.id}:oud", f"{effect.id}:nieuw").len("*")
        for *group, old, new, count in steps.iter_rows():
            counts[tuple(group)][CHANGES[Outcome(old), Outcome(new)]] += count
        hidden = holes([*counts.values()], smallest)
        for (*group, people), out in zip(groups.iter_rows(), hidden, strict=True):
            few = people < smallest
            shown = {change.value: None if few or change in out else n for change, n in counts[tuple(group)].items()}
            own = {"mensen": None if few else people, **shown}
            found.append({"uitkomst": effect.id, **dict(zip(columns, group, strict=True)), **own})
    numbers = ("mensen", *(change.value for change in Change))
    table = pl.DataFrame(
        found, schema={**dict.fromkeys(("uitkomst", *columns), pl.String), **dict.fromkeys(numbers, pl.Int64)}
    )
    return table.rename({column: one for column, one in zip(columns, by, strict=True) if one not in table.columns})


def _labelled(rows: pl.DataFrame, columns: Sequence[str], smallest: int) -> pl.DataFrame:
    """The rows with the name of their group, those in small groups together."""
    named = rows.with_columns(pl.col(columns).fill_null(UNKNOWN))
    sizes = named.group_by(columns).len("*").sort("*", *columns)
    small = sizes.head(_too_small(sizes["*"].to_list(), smallest)).select(*columns, pl.lit(value=True).alias("*klein"))
    return named.join(small, on=columns, how="left").with_columns(
        pl.when(pl.col("*klein").is_null()).then(pl.col(one)).otherwise(pl.lit(TOGETHER)).alias(one) for one in columns
    )


def _too_small(sizes: Sequence[int], smallest: int) -> int:
    """How many of the groups, which come smallest first, are to be taken together."""
    count = sum(size < smallest for size in sizes)
    while 0 < count < len(sizes) and sum(sizes[:count]) < smallest:
        count += 1
    return count
