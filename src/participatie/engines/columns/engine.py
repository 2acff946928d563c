"""A rule set as columns."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import polars as pl

from participatie.engines.columns.dtypes import dtype
from participatie.engines.columns.nodes import Nodes
from participatie.rules.rule import RuleSet


class Columns:
    """A checked rule set as expressions over the columns of a table.

    Args:
        rules: a checked rule set.
        on: the reference date.
        absent: facts that are unknown of everybody: the table needs no column for them.
        outputs: the rules that are handed out; all of them without it.

    >>> import polars as pl
    >>> from participatie.rules.expr import Not, Ref
    >>> from participatie.rules.rule import Rule, ordered
    >>> from participatie.values import Boolean
    >>> rules = ordered([Rule(name="blijft", expr=Not(Ref("weg")), type=Boolean())], {"weg": Boolean()}, [])
    >>> table = pl.DataFrame({"weg": [True, False, None]})
    >>> Columns(rules, date(2018, 6, 1)).settle(table)["blijft"].to_list()
    [False, True, None]
    """

    def __init__(
        self, rules: RuleSet, on: date, *, absent: Collection[str] = (), outputs: Iterable[str] | None = None
    ) -> None:
        self.nodes = Nodes(rules.inputs, on, absent=absent, gaps=rules.gaps)
        for name, rule in rules.rules.items():
            self.nodes.rule(name, rule.expr, rule.type)
        #: The facts that the rules look at, with the type of their column.
        self.schema: Mapping[str, pl.DataType] = {
            name: dtype(of) for name, of in rules.inputs.items() if name not in absent
        }
        wanted = rules.rules if outputs is None else outputs
        self._program = self.nodes.program({name: self.nodes.rules[name] for name in wanted})

    def settle(self, table: pl.DataFrame) -> pl.DataFrame:
        """A column for each rule, row for row; nothing where it is unknown.

        A rule that is a fraction is a structure of ``teller`` and ``noemer``.

        Args:
            table: a column for each fact of :attr:`schema`, of that type.
        """
        return self._program.run(table)
