"""A script where the data is: what is stored, counted, refused, and left alone."""

import contextlib
import re
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from asking_sql import advised, built, read
from warehouses import DuckDB, Warehouse

from participatie import PolicyError, ServerError, UnsupportedError, catalog, sql
from participatie.advice.assessment import Outcome
from participatie.engines.sql.outcomes import JUDGEMENT, NO, UNKNOWN, YES
from participatie.policy.pack import Pack
from participatie.values import Value

CASELOAD = Path(__file__).parents[2] / "examples" / "caseload.parquet"
ON = date(2018, 6, 1)


@pytest.fixture(scope="module")
def helmond() -> Pack:
    return catalog.load("helmond")


def island(*documents: str) -> Pack:
    head = "pakket: eiland\ntitel: Eiland\nbron: {regeling: Eilandregeling}\n"
    return catalog.parse("---\n".join([head, *documents]))


def test_the_words_are_those_of_an_advice() -> None:
    assert [YES, NO, UNKNOWN, JUDGEMENT] == [Outcome.YES, Outcome.NO, Outcome.UNKNOWN, Outcome.JUDGEMENT]


# -- the caseload ----------------------------------------------------------------------------


def people() -> list[tuple[str, dict[str, Value]]]:
    with duckdb.connect() as connection:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(CASELOAD)])
        names = [one[0] for one in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return [
        (row.pop("client"), {key: _typed(value) for key, value in row.items() if value is not None}) for row in rows
    ]


def _typed(value: Any) -> Value:
    return frozenset(value) if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("name", "on"),
    [("heemskerk", ON), ("nl_participatiewet", date(2025, 12, 31)), ("nl_participatiewet", date(2026, 1, 1))],
)
def test_the_counts_of_the_caseload(warehouse: Warehouse, name: str, on: date) -> None:
    pack, everybody = catalog.load(name), people()
    expected: dict[str, Counter[str]] = {}
    for _, known in everybody:
        advice = advised(pack, known, on)
        assert advice is not None
        for one in advice:
            expected.setdefault(one.id, Counter())[one.outcome.value] += 1
    script = built(warehouse, pack, on, [known for _, known in everybody])
    ran = script.run(warehouse.connection, replace=True)
    assert (ran.rows, ran.rejected) == (967, 0)
    assert {key: {word: n for word, n in counts.items() if n} for key, counts in ran.counts.items()} == expected


def test_a_parquet_file_is_a_table_too() -> None:
    pack = catalog.load("heemskerk")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW clienten AS SELECT * FROM read_parquet('{CASELOAD}')")  # noqa: S608 - a path of ours
        names = [row[0] for row in connection.execute("DESCRIBE clienten").fetchall()]
        script = sql(pack, on=ON, columns=names)
        assert script.run(connection).rows == 967
        trede = connection.execute("SELECT COUNT(*) FROM heemskerk_feiten WHERE trede = 2").fetchone()
    assert trede == (sum(known.get("trede") == 2 for _, known in people()),)


# -- rows with a mistake -----------------------------------------------------------------------


def test_every_row_is_in_one_of_the_two() -> None:
    pack = catalog.load("nl_participatiewet")
    with DuckDB() as warehouse:
        script = built(warehouse, pack, ON, [])
        rows = [
            ("goed", 26, date(1992, 1, 1), None),
            ("oud", 200, None, None),
            ("dubbel", None, None, None),
            ("dubbel", 30, None, None),
            (None, 30, None, None),
            ("anders", 27, date(1992, 1, 1), None),
            ("morgen", None, date(2018, 6, 2), None),
            ("ooit", None, date(1880, 1, 1), None),
            ("botst", None, None, True),
        ]
        warehouse.fill("clienten", ["client", "leeftijd", "geboortedatum", "ontvangt_wajong"], rows)
        warehouse.run("UPDATE clienten SET ontvangt_uwv_uitkering = false WHERE client = 'botst'")
        ran = script.run(warehouse.connection)
        assert (ran.rows, ran.rejected) == (1, 8)
        found = warehouse.ask("SELECT client, redenen FROM uitkomsten_afgekeurd ORDER BY client, redenen")[1]
    reasons = dict(found)
    assert [who for who, _ in found].count("dubbel") == 2
    assert reasons == {
        "anders": "tegenspraak_datum: leeftijd en geboortedatum",
        "botst": "tegenspraak_feiten: ontvangt_uwv_uitkering (verband wajong_is_uwv)",
        "dubbel": "client_dubbel: client",
        "morgen": "geboren_na_peildatum: geboortedatum",
        "ooit": "volgt_buiten_bereik: leeftijd uit geboortedatum",
        "oud": "waarde_buiten_bereik: leeftijd",
        None: "client_zonder_naam: client",
    }


def test_no_rows(helmond: Pack) -> None:
    with DuckDB() as warehouse:
        ran = built(warehouse, helmond, ON, []).run(warehouse.connection)
    assert (ran.rows, ran.rejected) == (0, 0)
    assert {n for counts in ran.counts.values() for n in counts.values()} == {0}


def test_columns_that_a_table_does_not_have_are_unknown(helmond: Pack) -> None:
    script = sql(helmond, on=ON, columns=["client", "arbeidsvermogen_procent", "wijk"])
    assert script.columns == ("arbeidsvermogen_procent",)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE clienten (client INTEGER, arbeidsvermogen_procent SMALLINT, wijk VARCHAR)")
        connection.execute("INSERT INTO clienten VALUES (1, 10, 'x'), (2, NULL, 'y')")
        script.run(connection)
        found = connection.execute("SELECT client, band, band__zeker FROM uitkomsten ORDER BY client").fetchall()
    assert [row[0] for row in found] == [1, 2]
    assert found[0][1:] == ("ja", "pilotgroep")


# -- what is refused ------------------------------------------------------------------------------


def test_results_are_not_replaced_unasked(helmond: Pack) -> None:
    with DuckDB() as warehouse:
        script = built(warehouse, helmond, ON, [{}])
        script.run(warehouse.connection)
        built(warehouse, helmond, ON, [{}, {}])
        with pytest.raises(ServerError, match="broke off"):
            script.run(warehouse.connection)
        assert warehouse.ask("SELECT COUNT(*) FROM uitkomsten")[1] == [(1,)]
        tables = {row[0] for row in warehouse.ask("SELECT table_name FROM duckdb_tables()")[1]}
        assert tables == {"clienten", "uitkomsten", "uitkomsten_afgekeurd"}
        assert script.run(warehouse.connection, replace=True).rows == 2


def test_a_table_that_is_not_there(helmond: Pack) -> None:
    with duckdb.connect() as connection, pytest.raises(ServerError, match="broke off with CatalogException") as caught:
        sql(helmond, on=ON, table="klantne").run(connection)
    assert "looking for the table 'klantne'" in str(caught.value)


def test_what_a_server_says_of_a_table_that_is_not_there(warehouse: Warehouse, helmond: Pack) -> None:
    with pytest.raises(ServerError, match="looking for the table 'klantne': is it there"):
        sql(helmond, on=ON, table="klantne", dialect=warehouse.dialect).run(warehouse.connection)


def test_values_of_clients_are_not_in_the_error(helmond: Pack) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE clienten (client VARCHAR, geboortedatum VARCHAR)")
        connection.execute("INSERT INTO clienten VALUES ('Bram', 'geheim')")
        with pytest.raises(ServerError, match=r"ConversionException while storing 'uitkomsten'") as caught:
            sql(helmond, on=ON, columns=["client", "geboortedatum"]).run(connection)
        assert "geheim" not in str(caught.value)
        assert "geheim" in str(caught.value.__cause__)


def test_a_table_without_a_column(helmond: Pack) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE clienten (client VARCHAR)")
        with pytest.raises(ServerError) as caught:
            sql(helmond, on=ON).run(connection)
        assert "arbeidsvermogen_procent" in str(caught.value.__cause__)
        assert "the table 'clienten' has no column " in str(caught.value)
        assert "'arbeidsvermogen_procent'" in str(caught.value)
        assert "'client'" not in str(caught.value)
        assert connection.execute("SELECT COUNT(*) FROM duckdb_views() WHERE NOT internal").fetchone() == (0,)


@pytest.mark.parametrize("into", ["clienten", "helmond_regels", "a b", "", "x" * 60, 3, None])
def test_a_name_that_results_cannot_have(helmond: Pack, into: Any) -> None:
    with duckdb.connect() as connection, pytest.raises((ValueError, TypeError), match="into="):
        sql(helmond, on=ON).run(connection, into=into)


def test_something_else_than_a_connection(helmond: Pack) -> None:
    with pytest.raises(TypeError, match="not str"):
        sql(helmond, on=ON).run("postgresql://x")


class Wrapped:
    """A connection as a pool or a tracer hands it out."""

    def __init__(self, connection: Any) -> None:
        self.execute = connection.execute


def test_a_connection_of_another_library(helmond: Pack) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for one in (connection, Wrapped(connection)):
            with pytest.raises(TypeError, match=f"not {type(one).__module__}.{type(one).__name__}"):
                sql(helmond, on=ON).run(one)


def test_a_connection_that_has_to_be_awaited(helmond: Pack) -> None:
    class Later:
        async def execute(self, statement: str) -> None: ...

    with pytest.raises(TypeError, match="Later"):
        sql(helmond, on=ON).run(Later())


@pytest.mark.parametrize("dialect", ["postgres", "spark"])
def test_a_script_in_another_dialect(helmond: Pack, dialect: str) -> None:
    script = sql(helmond, on=ON, dialect=dialect)
    with duckdb.connect() as connection:
        for one in (connection, Wrapped(connection)):
            with pytest.raises(ValueError, match=rf"for {dialect}, and a connection of duckdb.*dialect='duckdb'"):
                script.run(one)
        assert connection.execute("SELECT COUNT(*) FROM duckdb_views() WHERE NOT internal").fetchone() == (0,)


def test_a_connection_in_a_wrapper(helmond: Pack) -> None:
    with DuckDB() as warehouse:
        script = built(warehouse, helmond, ON, [{}])
        assert script.run(Wrapped(warehouse.connection)).rows == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"pack": "helmond"}, TypeError),
        ({"on": "2018-06-01"}, TypeError),
        ({"dialect": "duckdp"}, ValueError),
        ({"dialect": None}, TypeError),
        ({"table": "a; DROP TABLE a"}, ValueError),
        ({"table": 'a"b'}, ValueError),
        ({"table": ""}, ValueError),
        ({"table": "a.b.c.d"}, ValueError),
        ({"table": "x" * 64}, ValueError),
        ({"table": "ta\nbel"}, ValueError),
        ({"table": "tabel\n"}, ValueError),
        ({"table": None}, TypeError),
        ({"table": "helmond_Regels"}, ValueError),
        ({"prefix": "a-b"}, ValueError),
        ({"prefix": "x" * 60}, ValueError),
        ({"columns": "client"}, TypeError),
        ({"columns": ["client", "arbeidsvermogen_procen"]}, ValueError),
        ({"columns": ["arbeidsvermogen_procent"]}, ValueError),
        ({"columns": []}, ValueError),
        ({"columns": ["client", 3]}, TypeError),
    ],
)
def test_bad_arguments(helmond: Pack, change: dict[str, Any], error: type[Exception]) -> None:
    arguments: dict[str, Any] = {"pack": helmond, "on": ON, **change}
    with pytest.raises(error):
        sql(arguments.pop("pack"), **arguments)


def test_a_day_for_which_a_pack_was_not_written() -> None:
    with pytest.raises(PolicyError):
        sql(catalog.load("velsen"), on=date(1990, 1, 1))


# -- names and words of a pack ----------------------------------------------------------------------


def test_no_word_of_a_pack_ends_its_comment(warehouse: Warehouse) -> None:
    nasty = "*/ DROP TABLE clienten; /* + -- ' \\\\ /*/ */*/ ${x} {{ y }}"
    pack = island(
        f"""
voorziening: veerpas
titel: "{nasty}"
bron: {{artikel: "3 */ x"}}
voorwaarden:
  - {{id: een, tekst: "{nasty}", als: leeftijd >= 18 jaar}}
"""
    )
    script = built(warehouse, pack, ON, [{"leeftijd": 18}, {"leeftijd": 17}, {}])
    words = {who: row["veerpas"] for who, row in read(warehouse, script, "uitkomsten").items()}
    assert words == {"0": "ja", "1": "nee", "2": "onbekend"}
    assert "DROP TABLE" in "".join(script.statements)


def test_names_that_are_long_or_alike_but_for_capitals(warehouse: Warehouse) -> None:
    long = "een_heel_lange_naam_voor_een_voorziening_die_niet_past_in_63_tekens"
    pack = island(
        *(
            f"voorziening: {name}\ntitel: x\nbron: {{artikel: 3}}\nvoorwaarden:\n"
            f"  - {{id: een, als: leeftijd >= {age} jaar}}\n  - {{id: Een, als: trede < 6}}\n"
            for name, age in ((f"{long}_a", 18), (f"{long}_b", 19), ("Pas", 18), ("pas", 19))
        )
    )
    script = built(warehouse, pack, ON, [{"leeftijd": 18, "trede": 1}])
    (row,) = read(warehouse, script, "uitkomsten").values()
    assert {name: row[column] for name, column in script.outcomes.items()} == {
        f"{long}_a": "ja",
        f"{long}_b": "nee",
        "Pas": "ja",
        "pas": "nee",
    }
    assert all(len(column) <= 63 for column in row)


def test_a_fact_that_is_called_like_a_column_of_its_own() -> None:
    local = "gegevens:\n  client: {titel: x, type: ja_nee, vraag: X?, beantwoord_door: y}\n"
    rule = "voorziening: pas\ntitel: x\nbron: {artikel: 3}\nvoorwaarden:\n  - {id: een, als: client}\n"
    with pytest.raises(UnsupportedError, match="client"):
        sql(island(local, rule), on=ON)


def test_the_same_text_every_time(helmond: Pack) -> None:
    assert sql(helmond, on=ON).text == sql(catalog.load("helmond"), on=ON).text


def test_what_a_column_holds_stands_beside_it() -> None:
    names = ["woongemeente", "geslacht", "leeftijd", "noden", "geboortedatum", "ontvangt_wajong"]
    made = sql(catalog.load("helmond"), on=ON, columns=["client", *names]).create
    remarks = dict(re.findall(r'"(\w+)" [\w\[\]]+,? /\* (.*?) \*/', made))
    assert remarks["woongemeente"] == "woongemeente: een code, de keuze is vrij"
    assert remarks["geslacht"] == "geslacht: een van man, vrouw"
    assert remarks["leeftijd"] == "leeftijd: 0 tot en met 120 jaar"
    assert "een lijst van huisvesting, " in remarks["noden"]
    assert remarks["ontvangt_wajong"].endswith(": ja of nee")
    assert {*remarks} == {"client", *names}
