"""The servers on which SQL is tried: DuckDB always, the others as ``pytest -m servers``."""

from collections.abc import Iterator

import pytest
import servers
from warehouses import DuckDB, Warehouse


@pytest.fixture(scope="session")
def _postgres() -> Iterator[Warehouse]:
    with servers.postgres() as made:
        yield made


@pytest.fixture(scope="session")
def _spark() -> Iterator[Warehouse]:
    with servers.spark() as made:
        yield made


@pytest.fixture(
    params=[
        "duckdb",
        pytest.param("postgres", marks=pytest.mark.servers),
        pytest.param("spark", marks=pytest.mark.servers),
    ]
)
def warehouse(request: pytest.FixtureRequest) -> Iterator[Warehouse]:
    """One server after another."""
    if request.param == "duckdb":
        with DuckDB() as made:
            yield made
    else:
        yield request.getfixturevalue(f"_{request.param}")


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    with DuckDB() as made:
        yield made
