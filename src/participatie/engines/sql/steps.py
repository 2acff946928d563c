"""Columns in steps: each step is a query on the one before it."""

from collections.abc import Sequence

from attrs import evolve, field, frozen
from sqlglot import exp

from participatie.engines.sql import forms as w
from participatie.engines.sql.dialects import Dialect


@frozen
class Piece:
    """A part of a column under construction.

    Args:
        node: its text; to be used once, unless it is a column.
        level: the step that it can stand in at the earliest, less one: that of the last column in it.
        depth: how deep it nests.
        name: the column that it is, if it is one.
    """

    node: exp.Expression
    level: int = 0
    depth: int = 1
    name: str = ""

    def use(self) -> exp.Expression:
        """Its text, in one more place if it is a column."""
        return w.column(self.name) if self.name else self.node


def piece(node: exp.Expression, *parts: Piece) -> Piece:
    """What is made of ``parts``."""
    return Piece(node, max((one.level for one in parts), default=0), 1 + max((one.depth for one in parts), default=0))


@frozen
class Steps:
    """Queries upon queries, that each add columns to what the one below has.

    Args:
        dialect: for whom.
        names: the names of columns.
    """

    dialect: Dialect
    names: w.Names = field(factory=w.Names)
    _levels: list[list[exp.Expression]] = field(factory=list, init=False)
    _known: dict[str, Piece] = field(factory=dict, init=False)
    _parts: list[int] = field(factory=lambda: [0], init=False)

    def given(self, name: str) -> Piece:
        """A column that the table below all steps has."""
        return self._known.setdefault(name, self._at(name, 0))

    def _at(self, name: str, level: int) -> Piece:
        named = self.names(name)
        return Piece(w.column(named), level, name=named)

    def column(self, name: str) -> Piece:
        """A column that there is."""
        return self._known[name]

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self._known

    def put(self, name: str, made: Piece, comment: str = "") -> Piece:
        """Add a column, in the first step that can have it."""
        level = made.level + 1
        while len(self._levels) < level:
            self._levels.append([])
        placed = self._at(name, level)
        self._levels[level - 1].append(w.named(made.use(), placed.name, comment))
        self._known[name] = placed
        return placed

    def part(self, made: Piece, name: str = "deel") -> Piece:
        """``made`` as something that can be used in several places: a column of its own, unless it is one."""
        if made.name:
            return made
        self._parts[0] += 1
        return self.put(f"{name} {self._parts[0]}", made)

    def alias(self, name: str, column: Piece) -> None:
        """From now on, ``name`` is that column."""
        self._known[name] = column

    def shallow(self, made: Piece) -> Piece:
        """``made``, as a column of its own if it nests deep: engines bound that, and so does a reader."""
        return self.part(made) if made.depth > _DEEPEST else made

    def queries(self, source: str) -> tuple[list[tuple[str, exp.Select]], str]:
        """The steps as named queries, and the name of the last; ``source`` is what the first is on."""
        made: list[tuple[str, exp.Select]] = []
        last = source
        for number, columns in enumerate(self._levels, start=1):
            made.append((f"stap_{number}", self.query([exp.Star(), *columns], last, f"stap {number}")))
            last = f"stap_{number}"
        return made, last

    def query(self, columns: Sequence[exp.Expression], source: str, comment: str = "") -> exp.Select:
        """One query, kept apart from those on it where the dialect asks for that."""
        query = exp.Select().select(*columns, copy=False).from_(w.table(source), copy=False)
        if comment:
            query.comments = [w.remark(comment)]
        return query.offset(0, copy=False) if self.dialect.fence else query

    @property
    def width(self) -> int:
        """How many columns the last step has."""
        return len(self._known)


#: How deep the text of one column nests at most.
_DEEPEST = 12


def deeper(made: Piece, by: int = 1) -> Piece:
    """``made``, counted as nesting deeper."""
    return evolve(made, depth=made.depth + by)
