"""What the text itself looks like, before anything runs it."""

import os
import subprocess
import sys
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from sqlglot.generators.spark import SparkGenerator
from strategies import days, rule_sets

from participatie import catalog
from participatie.engines.sql import dialects
from participatie.engines.sql.views import DIALECTS, query, sql
from participatie.rules.rule import RuleSet

ON = date(2018, 6, 1)


def by_sqlglot(patch: pytest.MonkeyPatch) -> None:
    """From now on, Spark is written by the generator of sqlglot itself."""
    patch.setitem(dialects._ALL, "spark", evolve(dialects.dialect("spark"), generator=SparkGenerator))  # type: ignore[misc, type-var]  # it is an attrs class


@given(rule_sets(), days())
def test_spark_is_written_as_sqlglot_writes_it(rules: RuleSet, on: date) -> None:
    ours = query(rules, on=on, dialect="spark")
    with pytest.MonkeyPatch.context() as patch:
        by_sqlglot(patch)
        assert query(rules, on=on, dialect="spark") == ours


@pytest.mark.parametrize("name", catalog.names())
def test_spark_is_written_as_sqlglot_writes_it_for_a_pack(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = sql(catalog.load(name), on=ON, dialect="spark")
    by_sqlglot(monkeypatch)
    assert sql(catalog.load(name), on=ON, dialect="spark").text == ours.text


def test_the_text_is_the_same_each_time() -> None:
    """Sets have another order in each process: no column may follow it."""
    program = (
        "from datetime import date; from participatie import catalog, sql\n"
        f"for dialect in {DIALECTS}: print(sql(catalog.load('be_vlaanderen'), on=date(2018, 6, 1), dialect=dialect).text)"
    )
    texts = {
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1
