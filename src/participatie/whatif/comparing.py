"""The same people under two sets of rules, and what that changes for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, field, frozen

from participatie.diagnostics import Diagnostic, PolicyError, nearest, suggestion
from participatie.policy.pack import Pack
from participatie.policy.snapshot import Decided, Snapshot
from participatie.policy.voorziening import Kind
from participatie.whatif.effects import CHANGES, SMALLEST, Change, Effect

if TYPE_CHECKING:
    import polars as pl


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
        rows: a row for each person: who it is, the columns of ``along``, the
            groups of ``by``, and for each outcome the old one and the new one.
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
    def rejected(self) -> int:
        """How many rows of the table were not."""
        return int(self.rejects["rij"].n_unique())

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
        tables = _tables()
        meant = {Change(each) for each in changes} or {*Change} - {Change.SAME}
        steps = [step for step, change in CHANGES.items() if change in meant]
        found: tuple[Any, ...] = tables.taking(self.rows, self[name].id, steps, self._who, limit)
        return found

    # -- counts --------------------------------------------------------------------

    def table(self) -> "pl.DataFrame":
        """The number of people for each outcome and each change: a row for each outcome."""
        tables = _tables()
        found: pl.DataFrame = tables.counted([*self])
        return found

    def groups(self, *by: str, smallest: int = SMALLEST) -> "pl.DataFrame":
        """The same for each group of people: a row for each outcome that changes, and each group.

        A small number can give someone away. Groups of fewer than ``smallest``
        people are taken together, and so are more of them, the smallest first,
        until together they are as many. In the other groups, and in that one,
        a count below ``smallest`` that is not nought is left out: null. Where
        only one count is left out of a row, so is the next one: it would follow
        from the rest.

        Args:
            by: columns that were asked for in ``compare(by=...)``; without any, all of
                them. One that is called as a column of this table has ``per:`` before its name.
            smallest: 1 to show everything, to who may see it.

        Raises:
            PolicyError: ``compare`` was not asked for that column.
            ValueError: ``smallest`` is below 1, or ``compare`` was asked for no column.
        """
        if smallest < 1:
            raise ValueError("smallest= is 1 or more")
        tables = _tables()
        asked = tuple(dict.fromkeys(by)) or self.by
        if not asked:
            raise ValueError("compare(by=...) names the columns to group people by")
        if unknown := [one for one in asked if one not in self.by]:
            raise PolicyError(
                Diagnostic("kolom_ontbreekt", None, {"kolom": one, **suggestion(one, self.by)}) for one in unknown
            )
        found: pl.DataFrame = tables.grouped(self.rows, self.changed, asked, smallest)
        return found


# -- the comparison ----------------------------------------------------------------


def compare(  # noqa: PLR0913 - two sets of rules, and how the table is read
    table: Any,
    old_pack: Pack,
    new_pack: Pack,
    *,
    on: date | tuple[date, date],
    by: str | Sequence[str] = (),
    along: str | Sequence[str] = (),
    client: str | None = None,
    bad_rows: Literal["stop", "reject"] = "stop",
    progress: Callable[[int, int | None], None] | None = None,
) -> WhatIf:
    """What changes for the people in ``table`` when ``new_pack`` counts instead of ``old_pack``.

    Each outcome is what :func:`participatie.advise` would say of that person, under either.

    Args:
        table: as for :func:`participatie.populations`. Columns of facts that only
            one of the packs knows are used for that one.
        old_pack: the rules as they are.
        new_pack: the rules as they would be; may be the same pack on another day.
        on: the reference date, or the old one and the new one.
        by: columns to group people by: facts, or any other column of the table.
        along: other columns; :attr:`WhatIf.rows` has them.
        client: the column that says who it is; see :func:`participatie.populations`.
        bad_rows: what to do with a row that is no client for one of the packs;
            see :func:`participatie.populations`. With ``reject`` it counts for neither.
        progress: called for either pack with the rows done and the rows there are,
            if that is known.

    Raises:
        TypeError: a pack is no pack, ``on`` no date and no pair of dates, or the
            name of a column no text.
        PolicyError: the table is wrong, a column of ``by`` or ``along`` is
            not in it, or the
            packs have no outcome in common.
        ModuleNotFoundError: polars is not installed; it says what to install.
    """
    tables = _tables()
    days = _days(on)
    for pack in (old_pack, new_pack):
        if not isinstance(pack, Pack):
            raise TypeError("compare() takes two packs: catalog.load('heemskerk')")
    shells = _shells(old_pack, new_pack, days)
    groups, beside = _names("by", by), _names("along", along)
    found = tables.joined(
        table,
        packs=(old_pack, new_pack),
        days=days,
        names=[*shells],
        by=groups,
        along=beside,
        client=client,
        bad_rows=bad_rows,
        progress=progress,
    )
    old, new = (Side(pack.id, pack.header.title, day) for pack, day in zip((old_pack, new_pack), days, strict=True))
    return WhatIf(
        old=old,
        new=new,
        effects={name: evolve(one, matrix=tables.matrix(found.rows, name)) for name, one in shells.items()},
        by=groups,
        rejects=found.rejects,
        rows=found.rows,
        who=found.who,
    )


def _tables() -> ModuleType:
    try:
        from participatie.whatif import tables  # noqa: PLC0415 - what tables need is an extra
    except ModuleNotFoundError as error:
        if error.name not in {"numpy", "polars", "pyarrow"}:
            raise
        said = "comparing needs tables: pip install 'participatie[batch]'"
        raise ModuleNotFoundError(said, name=error.name) from None
    return tables


def _names(what: str, given: Any) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list | tuple) else (given,)
    if not all(isinstance(one, str) for one in names):
        raise TypeError(f"{what}= takes the names of columns")
    return tuple(dict.fromkeys(names))


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
