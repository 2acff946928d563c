"""The outcomes of a table of clients, counted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from participatie.advice import Outcome
from participatie.cli.screen import Bit, Column, Screen
from participatie.cli.show import signs
from participatie.policy.pack import Pack

if TYPE_CHECKING:  # an extra that only tables need
    from participatie.populations import Population

#: So many of the facts that most clients wait for are shown.
_MOST = 15
#: The word for each kind of fact in :meth:`Population.blocking`.
_KINDS = {"feit": "feit_soort", "vaststelling": "vaststelling", "waarde niet geverifieerd": "tabel_niet_geverifieerd"}


def population(screen: Screen, found: "Population", pack: Pack, names: Sequence[str] | None) -> None:
    """How many clients have each outcome, and what they wait for."""
    words = screen.words
    screen.line(words("advies_kop", titel=pack.header.title, dag=found.on.isoformat()), "bold")
    screen.line(words("tabel_rijen", rijen=str(found.rows), afgekeurd=str(found.rejected)))
    screen.line()
    titles = {one.id: one.document.title for one in pack.on(found.on).decisions.values()}
    outcomes = [str(one) for one in Outcome]
    columns = [
        Column(words("tabel_wat"), [0], whole=True),
        *(Column(words.of(one), [at]) for at, one in enumerate(outcomes, 1)),
    ]
    rows = [
        [
            [Bit(name), *([Bit(titles[name], signs.QUIET)] if name in titles and not screen.plain else [])],
            *([Bit(str(count))] for count in counted),
        ]
        for name, *counted in found.counts().iter_rows()
        if not names or name in names
    ]
    screen.table(
        columns,
        [[[Bit(words("tabel_wat"))], *([Bit(words.of(one))] for one in outcomes)], *rows] if screen.plain else rows,
    )
    _codes(screen, found, names)
    for name in names or (None,):
        waiting = list(found.blocking(name).iter_rows())
        screen.line()
        screen.line(words("tabel_wacht_op", naam=name) if name else words("tabel_wacht"), "bold")
        if not waiting:
            screen.line(words("tabel_wacht_niemand"))
        screen.points((str(count), f"{fact} ({words.of(_KINDS[kind])})") for fact, kind, count in waiting[:_MOST])
        if len(waiting) > _MOST:
            screen.line(words("tabel_meer", aantal=str(len(waiting) - _MOST)))
    if found.absent and not names:
        screen.line()
        screen.line(words("tabel_zonder_kolom", feiten=", ".join(found.absent)))


def _codes(screen: Screen, found: "Population", names: Sequence[str] | None) -> None:
    """What conclusions come to: the codes that hold, or may still hold, of anybody."""
    rows = [row for row in found.codes().iter_rows() if any(row[2:]) and (not names or row[0] in names)]
    if not rows:
        return
    titles = [screen.words(one) for one in ("tabel_conclusie", "tabel_code", "tabel_zeker", "tabel_nog_mogelijk")]
    cells = [[[Bit(str(one))] for one in row] for row in rows]
    screen.line()
    screen.line(screen.words("tabel_codes"), "bold")
    columns = [Column(title, [at], whole=at == 0) for at, title in enumerate(titles)]
    screen.table(columns, [[[Bit(title)] for title in titles], *cells] if screen.plain else cells)
