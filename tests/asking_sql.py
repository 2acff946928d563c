"""What is asked of SQL: the values of rules, and the outcomes of an advice, whoever the server is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from warehouses import Warehouse, answers, load

from participatie import Advice, Client, PolicyError, advise
from participatie.engines.evaluate import evaluate
from participatie.engines.sql.script import Script
from participatie.engines.sql.views import query, sql
from participatie.policy.pack import Pack
from participatie.rules.rule import RuleSet
from participatie.values import CodeSet, Number, Value

#: Another table than the views of a pack are on: that one cannot be dropped before them.
PEOPLE = "personen"


def agree(warehouse: Warehouse, rules: RuleSet, clients: Sequence[Mapping[str, Value]], on: date) -> None:
    """Every rule has the same value, of the same type, for every client."""
    made = query(rules, on=on, dialect=warehouse.dialect, table=PEOPLE)
    warehouse.drop("TABLE", PEOPLE)
    warehouse.run(made.create)
    load(warehouse, PEOPLE, rules.inputs, clients)
    for known, found in zip(clients, answers(warehouse, made, clients), strict=True):
        for name, value in evaluate(rules, known, on).values.items():
            assert found[name] == value, f"{name} for {known} on {on}\n{made.text}"
            assert isinstance(found[name], bool) == isinstance(value, bool)


def ends(rules: RuleSet) -> list[dict[str, Value]]:
    numbers = {name: of for name, of in rules.inputs.items() if isinstance(of, Number)}
    sets = {name: frozenset[str]() for name, of in rules.inputs.items() if isinstance(of, CodeSet)}
    return [{name: of.low for name, of in numbers.items()} | sets, {name: of.high for name, of in numbers.items()}, {}]


def built(warehouse: Warehouse, pack: Pack, on: date, clients: Sequence[Mapping[str, Value]]) -> Script:
    """The views of a pack on a day, on a table of these clients."""
    script = sql(pack, on=on, dialect=warehouse.dialect, prefix="proef")
    for view in reversed(script.views.values()):
        warehouse.drop("VIEW", view)
    warehouse.drop("TABLE", script.table)
    for statement in (script.create, *script.statements):
        warehouse.run(statement)
    load(warehouse, script.table, script.columns, clients)
    return script


def read(warehouse: Warehouse, script: Script, view: str) -> dict[str, dict[str, Any]]:
    names, rows = warehouse.ask(f"SELECT * FROM {script.views[view]}")  # noqa: S608 - a name of ours
    assert len(set(names)) == len(names)
    found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert len(found) == len(rows)
    return found


def advised(pack: Pack, known: Mapping[str, Value], on: date) -> Advice | None:
    """The advice; nothing for who contradicts himself."""
    try:
        return advise(Client.from_mapping(known, words=pack.vocabulary), pack, on=on)
    except PolicyError:
        return None


def same_advice(warehouse: Warehouse, pack: Pack, on: date, clients: Sequence[Mapping[str, Value]]) -> tuple[int, int]:
    """Every client has the outcomes of his advice, or is rejected; how many each."""
    script = built(warehouse, pack, on, clients)
    outcomes, rejected = read(warehouse, script, "uitkomsten"), read(warehouse, script, "afgekeurd")
    for number, known in enumerate(clients):
        advice, who = advised(pack, known, on), str(number)
        assert (who in outcomes, who in rejected) == (advice is not None, advice is None), (known, rejected.get(who))
        for one in advice or ():
            column = script.outcomes[one.id]
            assert outcomes[who][column] == one.outcome, (one.id, known)
            found = tuple(outcomes[who][name] for name in script.codes.get(one.id, ()))
            assert found in {(), (", ".join(one.codes), ", ".join(one.certain))}, (one.id, known)
            assert found or not one.codes
    assert len(outcomes) + len(rejected) == len(clients)
    return len(outcomes), len(rejected)


def days_of(pack: Pack) -> list[date]:
    return [day for day in pack.versions.turning_points() if pack.usable(day)]
