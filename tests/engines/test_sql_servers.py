"""PostgreSQL and Spark say what the reference says: ``pytest -m servers``.

On each, 2,000 clients over the shipped packs, and 50 generated rule sets.
"""

import random
from datetime import date

import pytest
import servers
from asking_sql import agree, built, days_of, ends, same_advice
from caseloads import caseload, value
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import days, rule_sets
from warehouses import Warehouse

from participatie import ServerError, catalog
from participatie.engines.sql.views import sql
from participatie.rules.rule import RuleSet

pytestmark = pytest.mark.servers

SERVERS = ("postgres", "spark")
CLIENTS, SETS = 2_000, 50


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Warehouse:
    found: Warehouse = request.getfixturevalue(f"_{request.param}")
    return found


@pytest.mark.parametrize("name", catalog.names())
def test_the_outcomes_of_an_advice(server: Warehouse, name: str) -> None:
    pack = catalog.load(name)
    day = days_of(pack)[-1]
    each = -(-CLIENTS // len(catalog.names()))
    outcomes, _ = same_advice(server, pack, day, caseload(pack, sql(pack, on=day).columns, day, each))
    assert outcomes > each // 3


# A failure is not made smaller: every try takes a second or more.
@settings(
    max_examples=SETS,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(rule_sets(), days(), st.integers(0, 10**9))
def test_the_same_value_for_every_rule(server: Warehouse, rules: RuleSet, on: date, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - people are made up, not kept secret
    clients = [
        {name: value(of, on, draw) for name, of in rules.inputs.items() if draw.random() < known}
        for known in (0.2, 0.5, 0.8, 1.0)
        for _ in range(10)
    ]
    agree(server, rules, [*clients, *ends(rules)], on)


# -- a server that goes away -----------------------------------------------------------------


class GoesAway:
    """A connection to a server that stops at some statement."""

    def __init__(self, warehouse: servers.Postgres, server: servers.Server, at: int) -> None:
        self.warehouse, self.server, self.left = warehouse, server, at

    def execute(self, statement: str) -> object:
        if self.left == 0:
            self.server.stop()
        self.left -= 1
        return self.warehouse.connection.execute(statement)  # type: ignore[arg-type]  # text made here


@pytest.mark.parametrize("at", [0, 3, 9, 12, 14])
def test_a_postgres_that_goes_away_in_the_middle(at: int) -> None:
    with servers.own_postgres() as own:
        warehouse = servers.Postgres(own.dsn)
        pack = catalog.load("helmond")
        script = built(warehouse, pack, date(2018, 6, 1), [{}, {}])
        assert script.run(warehouse.connection).rows == 2
        with pytest.raises(ServerError, match="postgres broke off"):
            script.run(GoesAway(warehouse, own, at), replace=True)
        own.start()
        again = servers.Postgres.__new__(servers.Postgres)
        again.connection = __import__("psycopg").connect(own.dsn, autocommit=True)
        again.run("SET search_path TO participatie_test")
        names = {
            row[0] for row in again.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'participatie_test'")[1]
        }
        assert names >= {"clienten"}
        assert names & {"uitkomsten", "uitkomsten_in_aanbouw"}, names
        assert script.run(again.connection, replace=True).rows == 2
        again.connection.close()
