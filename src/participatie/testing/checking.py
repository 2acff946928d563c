"""Everything that can be asked of a pack at once: what its author cannot have meant."""

from participatie.analysis import dead_conditions, dead_rows, idle_exceptions, missing_examples, unreachable, unused
from participatie.analysis.findings import Finding
from participatie.analysis.possible import Possible
from participatie.policy.pack import Pack


def check_pack(pack: Pack, undecided: list[Finding] | None = None) -> tuple[Finding, ...]:
    """What the author of ``pack`` cannot have meant, in the documents of its own layer.

    Conditions that hold for nobody or for everybody; outcomes and codes that
    nobody can reach; rows that are never chosen; exceptions that never apply, or always; facts, parameters
    and notions that nothing looks at; and entries without an example of a yes,
    a no or an open end. One mistake is one finding: what follows from it is not
    repeated. A finding is certain: it holds for every client that the
    *verbanden* of the pack allow, on every day on which its document holds.

    Args:
        pack: from :func:`participatie.catalog.load` or ``read``.
        undecided: takes what could not be decided, because there are too many
            cases or because nobody has verified a value; never a finding.

    Returns:
        The findings, each with a client who shows it where there is one.

    Raises:
        TypeError: it is no pack.

    >>> from participatie import catalog
    >>> check_pack(catalog.load("velsen"))
    ()
    """
    if not isinstance(pack, Pack):
        raise TypeError(f"check_pack() takes a pack, not {type(pack).__name__}: catalog.load('heemskerk')")
    possible = Possible(pack)
    found: list[Finding] = []
    open_ends: list[Finding] = []
    dead_conditions.check(possible, found, open_ends)
    unreachable.check(possible, found, open_ends)
    idle_exceptions.check(possible, found, open_ends)
    dead_rows.check(possible, found, open_ends)
    unused.check(possible, found, open_ends)
    missing_examples.check(possible, found)
    if undecided is not None:
        undecided += open_ends
    return tuple(found)
