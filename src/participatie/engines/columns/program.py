"""A program for a table: stages in turn, of expressions over its columns and of conditions on bits."""

from collections.abc import Sequence
from typing import TypeAlias

import polars as pl
from attrs import frozen

from participatie.engines.columns.logic import Logic


@frozen
class Expressions:
    """Columns that are made by expressions.

    Args:
        made: what makes them; each looks at columns of earlier stages only.
        last: the columns that nothing looks at after it.
    """

    made: Sequence[pl.Expr]
    last: Sequence[str]


@frozen
class Joints:
    """Columns that are made by joining conditions.

    Args:
        logic: what makes them.
        last: the columns that nothing looks at after it.
    """

    logic: Logic
    last: Sequence[str]


Stage: TypeAlias = Expressions | Joints


@frozen
class Program:
    """Stages, each over the columns that those before it made.

    Args:
        needs: the columns that it looks at.
        stages: what each stage makes, and which columns nothing looks at after it.
        outputs: what is handed out.
        single: whether some output looks at no column, and is one value for all rows.
    """

    needs: tuple[str, ...]
    stages: tuple[Stage, ...]
    outputs: tuple[pl.Expr, ...]
    single: bool

    def run(self, table: pl.DataFrame) -> pl.DataFrame:
        """The outputs, row for row."""
        frame = (table.select(self.needs) if self.needs else table).lazy()
        for stage in self.stages:
            if isinstance(stage, Expressions):
                frame = frame.with_columns(stage.made)
            else:
                settled = _collected(frame)
                frame = settled.hstack(stage.logic.run(settled)).lazy()
            frame = frame.drop(stage.last)
        if self.single:  # `select` makes one row where all outputs are single values
            frame = frame.with_columns(self.outputs).select(one.meta.output_name() for one in self.outputs)
        else:
            frame = frame.select(self.outputs)
        return _collected(frame)


def _collected(frame: pl.LazyFrame) -> pl.DataFrame:
    # Nothing is left to optimise: parts are shared already, and each column is looked at.
    return frame.collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())
