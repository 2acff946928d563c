"""Tables as they come: what is read as what, and what every kind of bad input gets."""

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import Client, PolicyError, advise, catalog
from participatie.diagnostics import Cell
from participatie.engines.columns import dtype
from participatie.populations import Population, cells, checking, population, written
from participatie.testing import values
from participatie.values import Boolean, Code, CodeSet, Date, Misfit, Number, Type

ON = date(2026, 1, 1)
PACK = catalog.load("nl_participatiewet")
FLANDERS = catalog.load("be_vlaanderen")


def codes(found: PolicyError) -> list[str]:
    return [one.code for one in found.diagnostics]


def refused(table: Any, **options: Any) -> list[str]:
    with pytest.raises(PolicyError) as error:
        population(table, PACK, on=ON, **options)
    return codes(error.value)


def outcome(found: Population, name: str) -> list[str]:
    return found.table[name].to_list()


# -- the whole table -------------------------------------------------------------------


def test_a_misspelt_column_and_what_was_meant() -> None:
    with pytest.raises(PolicyError) as error:
        population(pl.DataFrame({"leeftjid": [3]}), PACK, on=ON)
    (one,) = error.value.diagnostics
    assert (one.code, one.arguments["suggestie"]) == ("kolom_onbekend", "leeftijd")


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("leeftijd", pl.Boolean()),
        ("geboortedatum", pl.Int64()),
        ("geboortedatum", pl.Datetime("us", "Europe/Amsterdam")),
        ("trede", pl.List(pl.Int64())),
        ("ontvangt_wajong", pl.Int8()),
        ("ontvangt_wajong", pl.Struct({"a": pl.Int8()})),
        ("psychische_klachten", pl.Int8()),
        ("psychische_klachten", pl.List(pl.Int8())),
        ("geslacht", pl.Boolean()),
        ("trede", pl.Object()),
        ("trede", pl.Binary()),
        ("trede", pl.Duration()),
    ],
)
def test_a_column_of_another_type(column: str, kind: pl.DataType) -> None:
    assert refused(pl.DataFrame(schema={column: kind})) == ["kolom_soort"]


def test_columns_that_are_not_there() -> None:
    assert refused(pl.DataFrame({"trede": [1]}), client="nummer", along=["wijk"]) == ["kolom_ontbreekt"] * 2


def test_no_rows() -> None:
    assert refused(pl.DataFrame({"trede": []}, schema={"trede": pl.Int8})) == ["tabel_leeg"]
    assert refused(pl.LazyFrame({"trede": []}, schema={"trede": pl.Int8})) == ["tabel_leeg"]


def test_no_facts() -> None:
    assert refused(pl.DataFrame({"client": [1]})) == ["geen_feiten"]
    assert refused(pl.DataFrame()) == ["geen_feiten"]


def test_a_column_called_as_the_number_of_a_row() -> None:
    assert refused(pl.DataFrame({"rij": [1], "trede": [2]}), along=["rij"]) == ["kolom_bezet"]
    assert refused(pl.DataFrame({"rij": [1], "trede": [2]}), client="rij") == ["kolom_bezet"]


@pytest.mark.parametrize("name", ["participatieplaats", "*fout"])
def test_a_column_called_as_one_of_the_outcomes(name: str) -> None:
    table = pl.DataFrame({name: ["x"], "trede": [2]})
    assert refused(table, along=[name]) == ["kolom_bezet"]
    assert refused(table, client=name) == ["kolom_bezet"]


def test_a_column_that_is_asked_for_twice() -> None:
    table = pl.DataFrame({"wijk": ["x"], "trede": [2]})
    found = population(table, PACK, on=ON, along=["wijk", "trede", "wijk"]).table
    assert found.columns[:3] == ["rij", "wijk", "trede"]


def test_tables_with_other_facts_and_days_after_one_another() -> None:
    """What is kept of one table is not taken for what another one asks."""
    young = pl.DataFrame({"leeftijd": [17, 70]})
    born = pl.DataFrame({"geboortedatum": [date(2008, 1, 1), date(1950, 1, 1)]})
    for table, day in ((young, ON), (born, ON), (born, date(2018, 6, 1)), (born, date(2025, 12, 31)), (young, ON)):
        kept = population(table, PACK, on=day).table
        assert kept.equals(population(table, catalog.load("nl_participatiewet"), on=day).table)
        fresh = [
            {one.id: str(one.outcome) for one in advise(Client.from_mapping(row, words=PACK.vocabulary), PACK, on=day)}
            for row in table.iter_rows(named=True)
        ]
        assert [{name: row[name] for name in fresh[0]} for row in kept.iter_rows(named=True)] == fresh


def test_no_table_no_pack_no_day() -> None:
    frame = pl.DataFrame({"trede": [2]})
    wrong: list[Callable[[], object]] = [
        lambda: population([1, 2], PACK, on=ON),
        lambda: population({"trede": [2]}, PACK, on=ON),
        lambda: population(frame, "heemskerk", on=ON),  # type: ignore[arg-type]
        lambda: population(frame, PACK, on="2026-01-01"),  # type: ignore[arg-type]
        lambda: population(frame, PACK, on=datetime(2026, 1, 1)),  # noqa: DTZ001
    ]
    for one in wrong:
        with pytest.raises(TypeError):
            one()
    with pytest.raises(ValueError, match="bad_rows"):
        population(frame, PACK, on=ON, bad_rows="skip")  # type: ignore[arg-type]


# -- files ---------------------------------------------------------------------------


def parquet(path: Path, rows: int = 5) -> Path:
    pl.DataFrame({"client": range(rows), "trede": [2] * rows}).write_parquet(path)
    return path


@pytest.mark.parametrize("left", [0, 3, 40, 200, -1, -8])
def test_a_truncated_parquet_file(tmp_path: Path, left: int) -> None:
    path = parquet(tmp_path / "clienten.parquet", 10_000)
    path.write_bytes(path.read_bytes()[:left])
    assert refused(path) == ["tabel_onleesbaar"]


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    path = parquet(tmp_path / "clienten.parquet", 10_000)
    whole = bytearray(path.read_bytes())
    whole[4:60] = b"\xff" * 56
    path.write_bytes(whole)
    assert refused(path) == ["tabel_onleesbaar"]


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    for name, code in (("a.parquet", "tabel_onleesbaar"), ("a.xlsx", "tabel_soort"), ("a", "tabel_soort")):
        (tmp_path / name).write_bytes(b"PK\x03\x04 no table")
        assert refused(tmp_path / name) == [code]
    (tmp_path / "b.csv").write_bytes(b"client;trede\n1;\xff\xfe\n")
    assert refused(tmp_path / "b.csv") in (["tabel_onleesbaar"], ["geen_utf8"])
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe1;2")
    assert refused(tmp_path / "c.csv") == ["geen_utf8"]
    (tmp_path / "leeg.csv").write_bytes(b"")
    assert refused(tmp_path / "leeg.csv") == ["tabel_onleesbaar"]
    assert refused(tmp_path / "er_niet.csv") == ["bestand_niet_gevonden"]
    (tmp_path / "map.csv").mkdir()
    assert refused(tmp_path / "map.csv") == ["bestand_onleesbaar"]


def test_a_ragged_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for rows, place in (("a,2\nb,2,3,4\n", (2, "trede")), ("a\nb,2\n", (1, "trede")), ("a,2\n\nb,3\n", (2, "client"))):
        path.write_text("client,trede\n" + rows, "utf-8")
        for choice in ("stop", "reject"):
            with pytest.raises(PolicyError) as error:
                population(path, PACK, on=ON, bad_rows=choice)  # type: ignore[arg-type]  # one of both
            (one,) = error.value.diagnostics
            assert one.code == "rij_cellen"
            assert isinstance(one.span, Cell)
            assert (one.span.line, one.span.column_name) == place


def test_a_csv_file_that_is_not_ragged(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('client,woongemeente,trede\n"a, of b","Heem\nskerk",2\nc,,\n', "utf-8")
    assert population(path, PACK, on=ON, along=["woongemeente"]).table["client"].to_list() == ["a, of b", "c"]
    path.write_text("trede\n2\n\n3\n", "utf-8")
    assert population(path, PACK, on=ON).rows == 3


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("trede;trede\n1;2\n", "utf-8")
    assert refused(path) == ["kolom_dubbel"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_file_in_the_notation_of_client_files(tmp_path: Path, separator: str, mark: str) -> None:
    rows = [
        ["client", "geboortedatum", "trede", "ontvangt_algemene_bijstand", "psychische_klachten", "woongemeente"],
        ["a", "1988-03-02", "2", "ja", "geen", "Heemskerk"],
        ["b", "onbekend", "", "Nee", "", "onbekend"],
    ]
    path = tmp_path / "clienten.csv"
    path.write_text(mark + "\n".join(separator.join(row) for row in rows) + "\n", "utf-8")
    found = population(path, PACK, on=ON, along=["trede"])
    told = [
        {
            "geboortedatum": "1988-03-02",
            "trede": 2,
            "ontvangt_algemene_bijstand": True,
            "psychische_klachten": [],
            "woongemeente": "Heemskerk",
        },
        {"ontvangt_algemene_bijstand": False},
    ]
    for row, facts in zip(found.table.iter_rows(named=True), told, strict=True):
        advice = advise(Client.from_mapping(facts, words=PACK.vocabulary), PACK, on=ON)
        assert {one.id: str(one.outcome) for one in advice} == {name: row[name] for name in found.columns}


def test_arrow_with_two_columns_of_one_name() -> None:
    arrow = pytest.importorskip("pyarrow")
    columns = [arrow.array([1]), arrow.array([2])]
    assert refused(arrow.Table.from_arrays(columns, names=["trede", "trede"])) == ["tabel_onleesbaar"]


def test_arrow_and_several_files(tmp_path: Path) -> None:
    table = pa.table({"client": ["a", "b"], "trede": [2, None]})
    whole = population(table, PACK, on=ON)
    assert whole.table["client"].to_list() == ["a", "b"]
    first, second = parquet(tmp_path / "een.parquet", 3), tmp_path / "twee.parquet"
    pl.DataFrame({"client": [10], "trede": [5]}).write_parquet(second)
    both = population([first, second], PACK, on=ON)
    assert (both.rows, both.table["rij"].to_list()) == (4, [1, 2, 3, 4])


# -- rows ------------------------------------------------------------------------------

BAD = [
    ({"leeftijd": 200}, "leeftijd", "waarde_buiten_bereik"),
    ({"leeftijd": -1}, "leeftijd", "waarde_buiten_bereik"),
    ({"trede": 2**40}, "trede", "waarde_buiten_bereik"),
    ({"geslacht": "x"}, "geslacht", "onbekende_code"),
    ({"leeftijd": 20, "geboortedatum": date(1990, 1, 1)}, "leeftijd", "tegenspraak_datum"),
    ({"geboortedatum": date(2030, 1, 1)}, "leeftijd", "geboren_na_peildatum"),
    ({"geboortedatum": date(1, 1, 1)}, "leeftijd", "volgt_buiten_bereik"),
    ({"psychische_klachten": ["stemming", "iets_anders"]}, "psychische_klachten", "onbekende_code"),
    ({"psychische_klachten": [None]}, "psychische_klachten", "verkeerd_type"),
    ({"leeftijd": 2.5}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": float("nan")}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": float("inf")}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": Decimal("2.5")}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": "veertig"}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": "040"}, "leeftijd", "verkeerd_type"),
    ({"leeftijd": "9" * 30}, "leeftijd", "verkeerd_type"),
    ({"ontvangt_wajong": "misschien"}, "ontvangt_wajong", "verkeerd_type"),
    ({"geboortedatum": "1990-2-1"}, "geboortedatum", "verkeerd_type"),
    ({"geboortedatum": "1990-02-30"}, "geboortedatum", "datum_bestaat_niet"),
    ({"geboortedatum": datetime(1990, 2, 1, 12)}, "geboortedatum", "verkeerd_type"),  # noqa: DTZ001
    ({"ontvangt_wajong": True, "ontvangt_uwv_uitkering": False}, "ontvangt_uwv_uitkering", "tegenspraak_feiten"),
]


@pytest.mark.parametrize(("facts", "column", "code"), BAD)
def test_a_row_that_cannot_be_true(facts: dict[str, Any], column: str, code: str) -> None:
    frame = pl.DataFrame([{"client": "a"}, {"client": "b", **facts}], infer_schema_length=None, strict=False)
    found = population(frame, PACK, on=ON, bad_rows="reject")
    assert found.rejects.select("rij", "kolom", "code").rows() == [(2, column, code)]
    assert found.table["client"].to_list() == ["a"]
    assert found.rejected == 1
    with pytest.raises(PolicyError) as error:
        population(frame, PACK, on=ON)
    (one,) = error.value.diagnostics
    assert one.code == code
    assert str(one.span) == f"tabel, rij 2, kolom {column}"


def test_who_is_there_twice_is_not_there(tmp_path: Path) -> None:
    frame = pl.DataFrame({"client": ["a", "b", "a", None, "c", None], "trede": [1, 2, 3, 4, 5, 6]})
    path = tmp_path / "clienten.parquet"
    frame.write_parquet(path)
    for table in (frame, frame.lazy(), path):
        found = population(table, PACK, on=ON, bad_rows="reject")
        assert found.table["client"].to_list() == ["b", "c"]
        assert found.rejects["code"].to_list() == [
            "client_dubbel", "client_dubbel", "client_zonder_naam", "client_zonder_naam",
        ]  # fmt: skip


# -- days outside the calendar of Python ---------------------------------------------

FAR = [-(2**31), -719_529, -719_163, 2_932_897, 3_000_000, 2**31 - 1]  # from the year 0 and before, or 10000 and after


def far(kind: str, day: int) -> pl.Series | None:
    if kind == "date":
        return pl.Series([day, 0, None]).cast(pl.Date)
    if abs(day) > 2**30:
        return None  # no moment either
    return pl.Series([day * 86_400_000_000, 0, None]).cast(pl.Datetime("us"))


@pytest.mark.parametrize("kind", ["date", "datetime"])
@pytest.mark.parametrize("name", ["geboortedatum", "datum_aanvang_dienstbetrekking"])
@given(st.sampled_from(FAR))
def test_a_day_outside_the_calendar(kind: str, name: str, day: int) -> None:
    column = far(kind, day)
    if column is None:
        return
    frame = pl.DataFrame({name: column, "sinds": column, "trede": [1, 1, 9]})
    found = population(frame, PACK, on=ON, bad_rows="reject", along=["sinds", name])
    assert found.rejects.select("rij", "kolom", "code").rows() == [
        (1, name, "verkeerd_type"), (3, "trede", "waarde_buiten_bereik"),
    ]  # fmt: skip
    assert found.table["rij"].to_list() == [2]


@pytest.mark.parametrize("text", ["0000-05-05", "0000-01-01"])
def test_the_year_0_in_text(text: str) -> None:
    frame = pl.DataFrame({"datum_aanvang_dienstbetrekking": [text, "0001-01-01"]})
    found = population(frame, PACK, on=ON, bad_rows="reject")
    assert found.rejects.select("rij", "code").rows() == [(1, "datum_bestaat_niet")]


@given(st.one_of(st.integers(-800_000, 3_000_000), st.sampled_from(FAR)))
def test_a_day_is_read_if_python_has_it(number: int) -> None:
    column = pl.Series("feit", [number]).cast(pl.Date)
    table = column.to_frame().select(cells.column("feit", pl.Date(), Date()).alias("x"), cells.told("feit", pl.Date()))  # type: ignore[union-attr]  # a column of days fits
    there = -719_162 <= number <= 2_932_896  # 0001-01-01 to 9999-12-31
    assert (table["x"].null_count() == 0) is there
    assert isinstance(cells.cell(table["feit"].item(), Date()), Misfit) is not there


# -- in which order, and how many ----------------------------------------------------


@given(
    st.lists(st.sampled_from([(200, True, True), (40, True, False), (40, True, True), (None, None, None)]), min_size=1)
)
def test_rejects_stand_in_the_order_of_the_rows(rows: list[tuple[int | None, bool | None, bool | None]]) -> None:
    names = ["leeftijd", "ontvangt_wajong", "ontvangt_uwv_uitkering"]
    frame = pl.DataFrame(rows, schema=dict(zip(names, (pl.Int64, pl.Boolean, pl.Boolean), strict=True)), orient="row")
    found = population(frame, PACK, on=ON, bad_rows="reject")
    bad = [number for number, row in enumerate(rows, start=1) if row[0] == 200 or row[2] is False]
    assert found.rejects["rij"].to_list() == bad
    if bad:
        with pytest.raises(PolicyError) as error:
            population(frame, PACK, on=ON)
        named = [one.span.line for one in error.value.diagnostics if one.span]
        assert named == bad[:10]
        more = [one.arguments["aantal"] for one in error.value.diagnostics if one.code == "meer_rijen"]
        assert more == ([str(len(bad) - 10)] if len(bad) > 10 else [])


def test_only_the_rows_that_are_named_are_advised_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    advised = checking.advise
    monkeypatch.setattr(checking, "advise", lambda *given, **more: (asked.append(given), advised(*given, **more))[1])
    frame = pl.DataFrame({"ontvangt_wajong": [True] * 500, "ontvangt_uwv_uitkering": [False] * 500})
    assert len(refused(frame)) == 11
    assert len(asked) <= 11


# -- who it is -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", " ", "\u00a0", "onbekend", "null", "~"])
def test_nothing_is_nobody(name: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"client": ["a", name, None, name], "trede": [1, 2, 3, 4]})
    path = tmp_path / "a.csv"
    path.write_text(f'client,trede\na,1\n"{name}",2\n,3\n"{name}",4\n', "utf-8")
    for table in (frame, path):
        found = population(table, PACK, on=ON, bad_rows="reject")
        assert found.rejects.select("rij", "code").rows() == [(row, "client_zonder_naam") for row in (2, 3, 4)]


# -- columns -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", [pl.Float64(), pl.Int64(), pl.Boolean(), pl.String(), pl.Binary(), pl.Date(), pl.Null()]
)
def test_a_column_without_a_value_fits_any_fact(kind: pl.DataType, tmp_path: Path) -> None:
    names = ["ontvangt_wajong", "geboortedatum", "leeftijd", "geslacht", "psychische_klachten"]
    frame = pl.DataFrame({"trede": [1, 2], **{name: pl.Series([None, None], dtype=kind) for name in names}})
    path = tmp_path / "a.parquet"
    frame.write_parquet(path)
    plain = population(frame.select("trede"), PACK, on=ON)
    for table in (frame, frame.lazy(), path):
        found = population(table, PACK, on=ON)
        assert found.table.equals(plain.table)
    some = frame.with_columns(ontvangt_wajong=pl.Series([None, 1.0]))
    assert refused(some) == ["kolom_soort"]


def test_one_column_that_goes_along() -> None:
    frame = pl.DataFrame({"trede": [1], "wijk": ["N"]})
    assert population(frame, PACK, on=ON, along="wijk").table["wijk"].to_list() == ["N"]
    assert refused(frame, along="wijq") == ["kolom_ontbreekt", "kolom_onbekend"]


def test_what_a_message_tells_is_of_the_fact_concerned() -> None:
    frame = pl.DataFrame({"client": ["Annie"], "woongemeente": ["Geheimdorp"], "leeftijd": [200], "trede": [2]})
    found = population(frame, PACK, on=ON, bad_rows="reject")
    said = found.rejects.write_csv() + repr(found)
    assert not any(word in said for word in ("Annie", "Geheim", "200"))


def test_all_rows_are_bad() -> None:
    frame = pl.DataFrame({"trede": [7, 8, 9] * 20})
    found = population(frame, PACK, on=ON, bad_rows="reject")
    assert (found.rows, found.rejected, found.table.height) == (60, 60, 0)
    assert set(found.columns) < set(found.table.columns)
    named = refused(frame)
    assert named[-1] == "meer_rijen"
    assert len(named) == 11


@given(st.data())
def test_no_row_is_lost(data: st.DataObject) -> None:
    anything = st.one_of(st.integers(-2, 130), st.sampled_from(["ja", "7", "x", "", "2020-01-01", "stemming|x"]))
    row = st.fixed_dictionaries(
        {"client": st.integers(0, 6)},
        optional={
            name: anything.map(str)
            for name in ("leeftijd", "trede", "geboortedatum", "psychische_klachten", "ontvangt_wajong")
        },
    )
    rows = data.draw(st.lists(row, min_size=1, max_size=12))
    rows[0].setdefault("trede", "1")
    found = population(pl.DataFrame(rows, infer_schema_length=None), PACK, on=ON, bad_rows="reject")
    there, aside = set(found.table["rij"]), set(found.rejects["rij"])
    assert there | aside == set(range(1, len(rows) + 1))
    assert not there & aside
    assert found.counts().select(pl.sum_horizontal(pl.exclude("voorziening"))).to_series().unique().to_list() == [
        len(there)
    ]


# -- a cell and its column -------------------------------------------------------------

TYPES: list[Type] = [
    Boolean(),
    Number(None, -5, 120),
    Number(None, 0, 10**18),
    Date(),
    Code(("noord", "geen", "2.2")),
    Code(None),
    CodeSet(("vogels", "wind")),
    CodeSet(("vogels", "geen")),
    CodeSet(None),
]
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "ja", "JA", " nee ", "true", "onbekend", "null", "~", "0", "-0", "007", "12", "1e3", "²", "2020-02-29",
         "2019-02-29", "20200229", "geen", "[]", "vogels", "vogels|wind", "vogels | wind", "vogels|", "|", "noord", "2.2", "0\x1f", "\x1f", "\u2003ja", "\u00a0ja\t"]
    ),
    st.text(max_size=6),
)  # fmt: skip


@given(st.sampled_from(TYPES), st.lists(TEXTS, min_size=1, max_size=5))
def test_a_column_of_text_is_read_as_its_cells_are(of: Type, texts: list[str]) -> None:
    same(of, pl.Series("feit", texts, dtype=pl.String))


@given(st.sampled_from(TYPES), st.data())
def test_a_column_of_values_is_read_as_its_cells_are(of: Type, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.one_of(st.none(), values(of)), min_size=1, max_size=5))
    plain = [sorted(one) if isinstance(one, frozenset) else one for one in some]
    same(of, pl.Series("feit", plain, dtype=dtype(of)))


@given(st.lists(st.one_of(st.none(), st.floats()), min_size=1), st.sampled_from([pl.Float32, pl.Float64]))
def test_a_column_of_fractions_is_read_as_its_cells_are(some: list[float | None], kind: type[pl.DataType]) -> None:
    same(Number(None, -5, 120), pl.Series("feit", some, dtype=kind(), strict=False))


def same(of: Type, column: pl.Series) -> None:
    kind = column.dtype
    read = cells.column("feit", kind, of)
    assert read is not None
    table = column.to_frame().select(read.alias("waarde"), cells.unknown("feit", kind).alias("onbekend"))
    for raw, value, unknown in zip(column, *table, strict=True):
        alone = cells.cell(raw.to_list() if isinstance(raw, pl.Series) else raw, of)
        assert unknown is (alone is None)
        if isinstance(alone, Misfit | None):
            assert value is None
        else:
            assert (frozenset(value) if isinstance(value, pl.Series) else value) == alone


def test_a_fact_that_goes_along_still_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("geboortedatum;leeftijd;wijk\n1988-03-02;;N\n;41;Z\n", "utf-8")
    plain = population(path, PACK, on=ON, along=["wijk"])
    along = population(path, PACK, on=ON, along=["wijk", "leeftijd"])
    assert along.table["leeftijd"].to_list() == [37, 41]
    assert along.table.drop("leeftijd").equals(plain.table)


# -- what comes out --------------------------------------------------------------------


@pytest.fixture
def frame() -> pl.DataFrame:
    return pl.DataFrame({"client": ["=1+1", "-a", "@b", "c"], "wijk": ["N", "O", "N", "Z"], "trede": [1, 2, 9, 4]})


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_outcomes_in_a_file_while_they_are_worked_out(frame: pl.DataFrame, tmp_path: Path, form: str) -> None:
    memory = population(frame, PACK, on=ON, along=["wijk"], bad_rows="reject")
    path = tmp_path / f"uit.{form}"
    found = population(frame, PACK, on=ON, along=["wijk"], bad_rows="reject", to=path)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert found.counts().equals(memory.counts())
    assert found.table.drop("client").equals(memory.table.drop("client"))
    assert found.table["client"].to_list() == (["=1+1", "-a", "c"] if form == "parquet" else ["'=1+1", "'-a", "c"])
    again = memory.write(tmp_path / f"nog.{form}")
    assert again.read_bytes() == path.read_bytes() or form == "parquet"


def test_a_file_is_there_whole_or_not_at_all(frame: pl.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "uit.parquet"
    path.write_text("wat er stond", "utf-8")
    with pytest.raises(PolicyError):
        population(frame, PACK, on=ON, along=["wijk"], to=path)
    assert path.read_text("utf-8") == "wat er stond"
    assert [one.name for one in tmp_path.iterdir()] == ["uit.parquet"]


def test_outcomes_do_not_replace_their_table(tmp_path: Path) -> None:
    path = parquet(tmp_path / "clienten.parquet")
    before = path.read_bytes()
    assert refused(path, to=path) == ["bestand_is_tabel"]
    assert path.read_bytes() == before


def test_only_counts(frame: pl.DataFrame) -> None:
    found = population(frame.drop("wijk"), PACK, on=ON, bad_rows="reject", keep=False)
    assert found.counts()["ja"].sum() >= 0
    with pytest.raises(ValueError, match="keep=False"):
        _ = found.table
    with pytest.raises(KeyError):
        found.blocking("bestaat_niet")


def test_another_kind_of_file(frame: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.parquet"):
        written(frame, tmp_path / "uit.xlsx")


def test_how_far_it_is(frame: pl.DataFrame) -> None:
    seen: list[tuple[int, int | None]] = []
    population(frame.drop("wijk"), PACK, on=ON, bad_rows="reject", progress=lambda done, of: seen.append((done, of)))
    assert seen == [(4, 4)]


def test_sets_and_local_facts_of_a_pack() -> None:
    local = next(name for name, fact in FLANDERS.vocabulary.items() if fact.pack)
    assert local in FLANDERS.vocabulary
    frame = pl.DataFrame({"noden": [["huisvesting"], [], None]}, schema={"noden": pl.List(pl.String)})
    found = population(frame, FLANDERS, on=date(2024, 6, 1), bad_rows="reject")
    assert found.rows == found.table.height + found.rejected


def test_bytes_are_no_path() -> None:
    with pytest.raises(TypeError):
        population(io.BytesIO(b""), PACK, on=ON)
