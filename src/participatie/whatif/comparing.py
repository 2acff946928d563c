"""The same people under two sets of rules, and what that changes for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from participatie.advice import Outcome
from participatie.diagnostics import Diagnostic, PolicyError, nearest, suggestion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind
from participatie.whatif.effects import CHANGES, Change, Effect

if TYPE_CHECKING:
    import polars as pl

#: Groups with fewer people than this are not shown by themselves.
SMALLEST = 5


@frozen
class Side:
    """One of the two sets of rules.

    Args:
        pack: the id of the pack.
        title: what it is called.
        on: the day whose rules count.
    """

    pack: str
    title: str
    on: date

    @property
    def name(self) -> str:
        """The pack and the day, in one line."""
        return f"{self.pack} op {self.on.isoformat()}"


@frozen(eq=False, repr=False)
class WhatIf:
    """What becomes of each outcome when other rules count, for a table of people.

    Iterates over its effects, in the order of an advice by the new pack, and then
    those that only the old one has; ``what_if["scholing"]`` is one of them.

    Args:
        old: the rules as they are.
        new: the rules as they would be.
        effects: by the id of the outcome.
        by: the columns by which people can be grouped.
        rejects: the rows that are no client, for one of the packs or both, with
            what is wrong with them.
        rows: a row for each person: who it is, the columns of ``by``, and for
            each outcome a column for the old and for the new rules.
    """

    old: Side
    new: Side
    effects: Mapping[str, Effect]
    by: tuple[str, ...]
    rejects: "pl.DataFrame"
    rows: "pl.DataFrame"
    _who: str = field(alias="who")

    @property
    def people(self) -> int:
        """How many people were compared."""
        return int(self.rows.height)

    @property
    def changed(self) -> tuple[Effect, ...]:
        """The outcomes that change for somebody, those that change for most people first."""
        return tuple(sorted((one for one in self if one.changed), key=lambda one: -one.changed))

    @property
    def only_old(self) -> tuple[Effect, ...]:
        """The outcomes that only the old rules have in force."""
        return tuple(one for one in self if not one.in_new and one.in_old)

    @property
    def only_new(self) -> tuple[Effect, ...]:
        """The outcomes that only the new rules have in force."""
        return tuple(one for one in self if not one.in_old and one.in_new)

    def __getitem__(self, name: str) -> Effect:
        if not isinstance(name, str):
            raise TypeError(f"what_if[...] takes the id of an outcome, not {type(name).__name__}")
        if name in self.effects:
            return self.effects[name]
        near = nearest(name, self.effects)
        raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)

    def __iter__(self) -> Iterator[Effect]:
        return iter(self.effects.values())

    def __len__(self) -> int:
        return len(self.effects)

    def __contains__(self, name: object) -> bool:
        return name in self.effects

    def __repr__(self) -> str:
        return (
            f"<WhatIf {self.old.name} -> {self.new.name}: {self.people} mensen, "
            f"{len(self.changed)} van {len(self)} uitkomsten veranderen>"
        )

    # -- who -----------------------------------------------------------------------

    def who(self, name: str, *changes: Change, limit: int | None = None) -> tuple[Any, ...]:
        """Whose outcome changes so, in the order of the table: their ids, or their row numbers where it has none.

        Args:
            name: the outcome.
            changes: which changes; without any, every change but none at all.
            limit: at most so many.

        Raises:
            KeyError: there is no such outcome.
        """
        import polars as pl  # noqa: PLC0415 - an extra

        one = self[name]
        meant = {Change(each) for each in changes} or {*Change} - {Change.SAME}
        steps = [f"{old}>{new}" for (old, new), change in CHANGES.items() if change in meant]
        taken = pl.concat_str(pl.col(f"{one.id}:oud"), pl.lit(">"), pl.col(f"{one.id}:nieuw"))
        found = self.rows.lazy().filter(taken.is_in(steps)).select(self._who)
        return tuple((found if limit is None else found.head(limit)).collect()[self._who].to_list())

    # -- counts --------------------------------------------------------------------

    def table(self) -> "pl.DataFrame":
        """The number of people for each outcome and each change: a row for each outcome."""
        import polars as pl  # noqa: PLC0415 - as above

        counts: list[tuple[str, Any]] = [
            ("uitkomst", [one.id for one in self]),
            ("titel", [one.title for one in self]),
            ("soort", [one.kind.value for one in self]),
            ("mensen", [one.people for one in self]),
        ]
        counts += [(change.value, [one.count(change) for one in self]) for change in Change]
        schema = {name: pl.Int64 if number > 2 else pl.String for number, (name, _) in enumerate(counts)}  # noqa: PLR2004 - the first three are words
        return pl.DataFrame(dict(counts), schema=schema)

    def groups(self, *by: str, smallest: int = SMALLEST) -> "pl.DataFrame":
        """The same for each group of people: a row for each outcome that changes, and each group.

        A small number can give someone away. Groups of fewer than ``smallest``
        people are taken together, and so are more of them, the smallest first,
        until together they are as many. In the other groups, and in that one,
        a count below ``smallest`` that is not nought is left out: null. Where
        only one count is left out of a row, so is the next one: it would follow
        from the rest.

        Args:
            by: columns that were asked for in ``compare(by=...)``; without any, all of them.
            smallest: 1 to show everything, to who may see it.

        Raises:
            PolicyError: there is no such column.
            ValueError: ``smallest`` is below 1.
        """
        if smallest < 1:
            raise ValueError("smallest= is 1 or more")
        asked = by or self.by
        unknown = [one for one in asked if one not in self.by]
        if unknown or not asked:
            raise PolicyError(_no_column(one, self.by) for one in unknown or ("",))
        return _grouped(self, asked, smallest)


# -- the comparison ----------------------------------------------------------------


def compare(  # noqa: PLR0913 - two sets of rules, and how the table is read
    table: Any,
    old_pack: Pack,
    new_pack: Pack,
    *,
    on: date | tuple[date, date],
    by: str | Sequence[str] = (),
    client: str | None = None,
    bad_rows: str = "stop",
) -> WhatIf:
    """What changes for the people in ``table`` when ``new_pack`` counts instead of ``old_pack``.

    Each outcome is what :func:`participatie.advise` would say of that person, under either.

    Args:
        table: as for :func:`participatie.population`. Columns of facts that only
            one of the packs knows are used for that one.
        old_pack: the rules as they are.
        new_pack: the rules as they would be; may be the same pack on another day.
        on: the reference date, or the old one and the new one.
        by: columns to group people by: facts, or any other column of the table.
        client: the column that says who it is; see :func:`participatie.population`.
        bad_rows: what to do with a row that is no client for one of the packs;
            see :func:`participatie.population`.

    Raises:
        TypeError: a pack is no pack, or ``on`` no date and no pair of dates.
        PolicyError: the table is wrong, a column of ``by`` is not in it, or the
            packs have no outcome in common.
    """
    import polars as pl  # noqa: PLC0415 - an extra
    from participatie.population import population, scan

    days = _days(on)
    for pack in (old_pack, new_pack):
        if not isinstance(pack, Pack):
            raise TypeError("compare() takes two packs: catalog.load('heemskerk')")
    groups = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    shells = _shells(old_pack, new_pack, days)
    people = scan(table)
    names = people.collect_schema().names()
    unknown = [one for one in groups if one not in names]
    if unknown:
        raise PolicyError(_no_column(one, names) for one in unknown)
    found = [
        population(people.select(_of(pack, other, names, groups)), pack, on=day)
        for pack, other, day in zip((old_pack, new_pack), (new_pack, old_pack), days, strict=True)
    ]
    rows = found[1].table.select(pl.col("rij"), pl.col("client"), *(pl.col(n).alias(f"{n}:nieuw") for n in shells if n in found[1].table.columns))
    rows = rows.join(found[0].table.select(pl.col("rij"), *(pl.col(n).alias(f"{n}:oud") for n in shells if n in found[0].table.columns)), on="rij")
    rows = rows.with_columns(pl.lit("nee").alias(f"{n}:{side}") for n in shells for side in ("oud","nieuw") if f"{n}:{side}" not in rows.columns)
    rows = rows.join(people.select(*groups).with_row_index("rij", offset=1).with_columns(pl.col("rij").cast(pl.Int64)).collect(), on="rij") if groups else rows
    return WhatIf(old=Side(old_pack.id, old_pack.header.title, days[0]), new=Side(new_pack.id, new_pack.header.title, days[1]),
        effects={name: _counted(shell, rows) for name, shell in shells.items()}, by=groups, rejects=found[0].rejects, rows=rows, who="client")


def _of(pack: Pack, other: Pack, names: Sequence[str], groups: Collection[str]) -> list[str]:
    """The columns for one pack: not those that only the other one knows, or that only group people."""
    ours, theirs = pack.vocabulary, other.vocabulary
    return [one for one in names if one in ours or (one not in theirs and one not in groups)]


def _days(on: Any) -> tuple[date, date]:
    pair = on if isinstance(on, tuple | list) else (on, on)
    if len(pair) != 2 or not all(type(day) is date for day in pair):  # noqa: PLR2004 - a pair
        raise TypeError("on= is a datetime.date, or two: the day of the old rules and that of the new")
    return pair[0], pair[1]


def _shells(old: Pack, new: Pack, days: tuple[date, date]) -> Mapping[str, Effect]:
    """The outcomes of both packs, in order, nobody counted yet."""
    before, after = (pack.on(day) for pack, day in zip((old, new), days, strict=True))
    decided = {**_decided(before), **_decided(after)}
    if not _decided(before).keys() & _decided(after).keys():
        raise PolicyError([Diagnostic("niets_gemeenschappelijk", None, {"oud": old.id, "nieuw": new.id})])
    layers = [layer.id for layer in (*new.layers, *old.layers)]
    return {
        one.id: Effect(
            id=one.id,
            title=one.document.title,
            kind=one.document.kind,
            matrix={},
            in_old=one.id in before.decisions,
            in_new=one.id in after.decisions,
        )
        for one in sorted(decided.values(), key=lambda one: (layers.index(one.layer), one.id))
    }


def _decided(snapshot: Snapshot) -> Mapping[str, Decided]:
    """What an advice assesses on a day: what is in force, and what is a no because it is not."""
    absent = {name: one for name, (one, _) in snapshot.absent.items()}
    both = {**absent, **snapshot.decisions}
    return {name: one for name, one in both.items() if one.document.kind is not Kind.NOTION}


def _counted(shell: Effect, rows: "pl.DataFrame") -> Effect:
    """An effect with the number of people at each step."""
    steps = rows.group_by(f"{shell.id}:oud", f"{shell.id}:nieuw").len().sort("*")
    matrix = {(Outcome(old), Outcome(new)): count for old, new, count in steps.iter_rows()}
    return evolve(shell, matrix=matrix)


def _no_column(name: str, known: Collection[str]) -> Diagnostic:
    return Diagnostic("groep_onbekend", None, {"naam": name, "keuzes": ", ".join(known), **suggestion(name, known)})


#: What stands for the groups that are too small to be shown, taken together.
TOGETHER = "(kleine groepen samen)"
UNKNOWN_GROUP = "(onbekend)"


def _grouped(of: WhatIf, by: Sequence[str], smallest: int) -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - as above

    named = of.rows.with_columns(pl.col(one).cast(pl.String).fill_null(UNKNOWN_GROUP) for one in by)
    sizes = named.group_by(by).len("mensen").sort("mensen", *by)
    together = _too_small(sizes["mensen"].to_list(), smallest)
    small = sizes.head(together).select(*by, pl.lit(value=True).alias("klein"))
    labelled = named.join(small, on=list(by), how="left").with_columns(
        pl.when(pl.col("klein").is_null()).then(pl.col(one)).otherwise(pl.lit(TOGETHER)).alias(one) for one in by
    )
    found: list[dict[str, Any]] = []
    order = labelled.group_by(by).len("mensen").sort(*by)
    for effect in of.changed:
        counts: dict[tuple[str, ...], dict[Change, int]] = {}
        steps = labelled.group_by(*by, f"{effect.id}:oud", f"{effect.id}:nieuw").len()
        for *group, old, new, count in steps.iter_rows():
            each = counts.setdefault(tuple(group), dict.fromkeys(Change, 0))
            each[CHANGES[Outcome(old), Outcome(new)]] += count
        for *group, people in order.iter_rows():
            shown = _shown(counts[tuple(group)], smallest)
            row = dict(zip(by, group, strict=True))
            found.append(
                {"uitkomst": effect.id, **row, "mensen": people if people >= smallest else None}
                | {change.value: (shown[change] if people >= smallest else None) for change in Change}
            )
    schema = {"uitkomst": pl.String, **dict.fromkeys(by, pl.String), "mensen": pl.Int64}
    return pl.DataFrame(found, schema=schema | {change.value: pl.Int64 for change in Change})


def _too_small(sizes: Sequence[int], smallest: int) -> int:
    """How many of the groups, which come smallest first, are to be taken together."""
    count = sum(size < smallest for size in sizes)
    while 0 < count < len(sizes) and sum(sizes[:count]) < smallest:
        count += 1
    return count


def _shown(counts: Mapping[Change, int], smallest: int) -> Mapping[Change, int | None]:
    """The counts that do not give anybody away."""
    hidden = {change for change, count in counts.items() if 0 < count < smallest}
    if len(hidden) == 1:
        others = [change for change, count in counts.items() if count and change not in hidden]
        hidden |= {min(others, key=lambda change: counts[change])} if others else set()
    return {change: None if change in hidden else count for change, count in counts.items()}
