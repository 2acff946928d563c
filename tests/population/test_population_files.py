"""Files that a table is read from, and files that outcomes go to."""

import csv
import io
import os
import re
import stat
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participatie import PolicyError, catalog
from participatie.files.whole import whole, writable
from participatie.populations import population, written

ON = date(2026, 1, 1)
PACK = catalog.load("nl_participatiewet")


def found_wrong(table: Any, **options: Any) -> list[tuple[str, str]]:
    """The code of what is wrong, and where that is, or the name of the file that it is about."""
    with pytest.raises(PolicyError) as error:
        population(table, PACK, on=ON, **options)
    return [(one.code, str(one.span or Path(one.arguments.get("pad", "")).name)) for one in error.value.diagnostics]


# -- quotation marks -----------------------------------------------------------------


def test_a_row_does_not_disappear_in_the_text_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('client;leeftijd;t\na;27;"5" pijp"\nb;30;"6" pijp"\nc;31;y\n', "utf-8")
    with pytest.raises(PolicyError) as error:
        population(path, PACK, on=ON, bad_rows="reject", along=["t"])
    (one,) = error.value.diagnostics
    assert (one.code, one.arguments["rij"]) == ("rij_onleesbaar", "1")


@pytest.mark.parametrize(
    ("rows", "number"),
    [('a;x"y\nb;z"y\n', "1"), ('a;"x"\nb;"y" \n', "2"), ('a;x\nb;"y\nc;z\n', "2"), ("a;x\rb;y\n", None)],
)
def test_which_row_it_is(tmp_path: Path, rows: str, number: str | None) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"client;geslacht\n{rows}".encode())
    with pytest.raises(PolicyError) as error:
        population(path, PACK, on=ON)
    (one,) = error.value.diagnostics
    assert one.arguments.get("rij") == number


PIECES = st.lists(
    st.sampled_from(['"', '""', "a", " ", ";", "\n", '"x"', '5" pijp', "é", "'", "\r\n", "\r"]), max_size=4
)
CELLS = PIECES.map("".join).flatmap(lambda text: st.sampled_from([text, f'"{text}"']))


@given(st.lists(CELLS, min_size=1, max_size=6), st.integers(0, 3))
def test_every_row_of_a_misquoted_file_is_there_or_nothing_is(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], lines: int
) -> None:
    text = "client;trede;t\n" + "".join(f"{number};2;{cell}\n" for number, cell in enumerate(cells)) + "\n" * lines
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(text.encode())
    try:
        found = population(path, PACK, on=ON, bad_rows="reject", along=["t"])
    except PolicyError:
        return
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if row][1:]
    assert found.rows == len(rows)
    assert found.table.select("client", pl.col("t").fill_null("")).rows() == [(row[0], row[2]) for row in rows]


@given(st.lists(st.text(st.sampled_from('"; ,\n\ra5é'), max_size=6), min_size=1, max_size=6))
def test_what_a_program_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["client", "trede", "t"], *((str(n), "2", text) for n, text in enumerate(texts))])
    found = population(path, PACK, on=ON, along=["t"])
    assert found.table["t"].fill_null("").to_list() == texts


# -- the first line and the last -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("\nclient,leeftijd\na,20\n", ["1"]), ("client,,leeftijd, \na,b,20,\n", ["2", "4"]), (",\n1,2\n", ["1", "2"])],
)
def test_a_column_without_a_name(tmp_path: Path, text: str, numbers: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as error:
        population(path, PACK, on=ON)
    assert [(one.code, one.arguments["nummer"]) for one in error.value.diagnostics] == [
        ("kolom_zonder_naam", number) for number in numbers
    ]


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\r\n\r\n"])
def test_empty_lines_at_the_end_are_no_rows(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"client,trede\na,2\nb,{end}".encode())
    seen: list[tuple[int, int | None]] = []
    found = population(path, PACK, on=ON, progress=lambda done, of: seen.append((done, of)))
    assert (found.rows, found.table["client"].to_list()) == (2, ["a", "b"])
    assert seen[-1] == (2, 2)
    again = population([path, path], PACK, on=ON, bad_rows="reject")
    assert (again.rows, again.rejects["rij"].to_list()) == (4, [1, 2, 3, 4])


def test_an_empty_line_before_a_row_is_one_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("client,trede\na,2\n\nb,3\n\n", "utf-8")
    assert found_wrong(path) == [("rij_cellen", f"{path}, rij 2, kolom client")]


def test_a_file_with_nothing_but_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("client,trede\n", "client,trede\n\n\n"):
        path.write_text(text, "utf-8")
        assert [code for code, _ in found_wrong(path)] == ["tabel_leeg"]


# -- several files -------------------------------------------------------------------


def files(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"m{number}.csv" for number in range(1, 1 + len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_a_row_is_named_in_its_own_file(tmp_path: Path) -> None:
    one, two, three = files(tmp_path, "client,trede\na,1\nb,2\n", "client,trede\nc,9\n", "client,trede\nd,1\ne,8\n")
    for paths, named in (([one, two, three], (two, 1)), ([three, two, one], (three, 2)), ([one, three], (three, 2))):
        assert found_wrong(paths) == [("waarde_buiten_bereik", f"{named[0]}, rij {named[1]}, kolom trede")]
    assert population([one, two, three], PACK, on=ON, bad_rows="reject").rejects["rij"].to_list() == [3, 5]


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), min_size=1, max_size=4), st.integers(0, 7), st.integers(1, 4))
def test_several_files_are_one_table(
    tmp_path_factory: pytest.TempPathFactory, tables: list[list[int]], lines: int, block: int
) -> None:
    folder, numbers = tmp_path_factory.mktemp("csv"), iter(range(100))
    rows = [[f"{next(numbers)},{trede}\n" for trede in table] for table in tables]
    (whole_table,) = files(folder, "client,trede\n0,1\n" + "".join(map("".join, rows)))
    texts = ["client,trede\n0,1\n", *("client,trede\n" + "".join(each) + "\n" * lines for each in rows)]
    one = population(whole_table, PACK, on=ON, bad_rows="reject")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("participatie.populations.sources.BLOCK", block)
        more = population(files(folder, *texts), PACK, on=ON, bad_rows="reject")
    assert more.rows == one.rows
    assert more.table.equals(one.table)
    assert more.rejects.equals(one.rejects)
    assert more.counts().equals(one.counts())


@pytest.mark.parametrize("other", ["trede,client\n1,a\n", "client,leeftijd\na,40\n", "client,trede,leeftijd\na,1,4\n"])
def test_the_file_with_other_columns_is_named(tmp_path: Path, other: str) -> None:
    paths = files(tmp_path, "client,trede\na,1\n", "client,trede\nb,1\n", other)
    assert found_wrong(paths) == [("tabel_onleesbaar", "m3.csv")]


def test_the_file_that_is_damaged_is_named(tmp_path: Path) -> None:
    paths = [tmp_path / "p1.parquet", tmp_path / "p2.parquet"]
    for path in paths:
        pl.DataFrame({"client": [path.name], "trede": [2]}).write_parquet(path)
    paths[1].write_bytes(paths[1].read_bytes()[:-20])
    assert found_wrong(paths) == [("tabel_onleesbaar", "p2.parquet")]
    assert found_wrong([paths[0], tmp_path / "p3.xlsx"]) == [("bestand_niet_gevonden", "p3.xlsx")]
    (tmp_path / "p3.xlsx").touch()
    (tmp_path / "p4.csv").mkdir()
    assert found_wrong([paths[0], tmp_path / "p3.xlsx"]) == [("tabel_soort", "p3.xlsx")]
    assert found_wrong([paths[0], tmp_path / "p4.csv"]) == [("bestand_onleesbaar", "p4.csv")]


def test_files_of_another_type_are_named(tmp_path: Path) -> None:
    first, second = tmp_path / "p1.parquet", tmp_path / "p2.parquet"
    pl.DataFrame({"trede": [2]}).write_parquet(first)
    pl.DataFrame({"trede": ["2"]}).write_parquet(second)
    assert found_wrong([first, second]) == [("tabel_onleesbaar", "p2.parquet")]


def test_each_file_has_its_own_separator(tmp_path: Path) -> None:
    paths = files(tmp_path, "client,trede\na,1\n", "client;trede\nb;2\n")
    assert population(paths, PACK, on=ON).table["client"].to_list() == ["a", "b"]
    assert population([paths[0], paths[0]], PACK, on=ON, bad_rows="reject").rejects["rij"].to_list() == [1, 2]


# -- frames that cannot be worked out ------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        lambda: pl.scan_parquet("/er/is/niets.parquet"),
        lambda: pl.LazyFrame({"trede": [1]}).select("leeftijd"),
        lambda: pl.LazyFrame({"trede": ["geheim"]}).select(pl.col("trede").cast(pl.Int8)),
    ],
)
def test_a_lazy_frame_that_fails(frame: Callable[[], pl.LazyFrame]) -> None:
    with pytest.raises(PolicyError) as error:
        population(frame(), PACK, on=ON)
    assert [one.code for one in error.value.diagnostics] == ["tabel_onleesbaar"]
    assert "bestand" not in error.value.diagnostics[0].message()
    assert "geheim" not in str(error.value)


# -- writing -------------------------------------------------------------------------

NESTED: Sequence[pl.Series] = [
    pl.Series("x", [{"straat": "Kerkweg"}]),
    pl.Series("x", [b"bytes"]),
    pl.Series("x", [[1]], dtype=pl.Array(pl.Int8, 1)),
    pl.Series("x", [[[1]]]),
    pl.Series("x", [1]).cast(pl.Duration),
]


@pytest.mark.parametrize("column", NESTED)
def test_a_column_that_text_cannot_hold(column: pl.Series, tmp_path: Path) -> None:
    frame = pl.DataFrame({"trede": [9]}).with_columns(column)  # the row is wrong too: columns come first
    assert found_wrong(frame, along="x", to=tmp_path / "x.csv") == [("kolom_niet_te_schrijven", "x.csv")]
    good = frame.with_columns(trede=1)
    assert population(good, PACK, on=ON, along="x", to=tmp_path / "x.parquet").table["x"].to_list() == column.to_list()
    with pytest.raises(PolicyError, match="kolom_niet_te_schrijven"):
        population(good, PACK, on=ON, along="x").write(tmp_path / "y.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]


def test_a_column_that_no_file_can_hold(tmp_path: Path) -> None:
    frame = pl.DataFrame({"trede": [1], "x": pl.Series([object()], dtype=pl.Object)})
    assert found_wrong(frame, along="x", to=tmp_path / "x.parquet") == [("kolom_niet_te_schrijven", "x.parquet")]


@pytest.mark.parametrize("name", ["X.CSV", "x.Parquet"])
def test_the_case_of_a_name_makes_no_difference(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame({"client": ["a", "b"], "trede": [1, 2]})
    found = population(frame, PACK, on=ON, to=tmp_path / name)
    assert found.table["client"].to_list() == ["a", "b"]
    found.write(tmp_path / f"y{name}")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, f"y{name}"])


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_results_have_the_mode_of_any_new_file(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = written(pl.DataFrame({"a": [1]}), tmp_path / "a.csv")
        population(pl.DataFrame({"trede": [1]}), PACK, on=ON, to=tmp_path / "b.parquet")
    finally:
        os.umask(before)
    for one in (path, tmp_path / "b.parquet"):
        assert stat.S_IMODE(one.stat().st_mode) == 0o666 & ~mask


class _BrokenError(Exception):
    pass


def _breaking(target: Path, error: Exception) -> None:
    with whole(target, _BrokenError) as temporary:
        temporary.write_text("half", "utf-8")
        raise error


@pytest.mark.parametrize(
    ("error", "number"),
    [
        (OSError(28, "No space left on device", ".onaf"), 28),
        (OSError("No space left on device (os error 28)"), 28),
        (_BrokenError("File too large (os error 27): .onaf"), 27),
        (_BrokenError("onbekend"), 5),
    ],
)
def test_what_cannot_be_written_is_named_as_it_was_asked(tmp_path: Path, error: Exception, number: int) -> None:
    target = tmp_path / "uit.csv"
    target.write_text("wat er stond", "utf-8")
    with pytest.raises(OSError, match=r"uit\.csv") as raised:
        _breaking(target, error)
    assert (raised.value.errno, raised.value.filename) == (number, str(target))
    assert [one.read_text("utf-8") for one in tmp_path.iterdir()] == ["wat er stond"]


@pytest.mark.parametrize("name", ["er_niet/uit.csv", "map.parquet", "bestand.csv/uit.csv"])
def test_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "map.parquet").mkdir()
    (tmp_path / "bestand.csv").touch()
    frame = pl.DataFrame({"trede": [1]})
    for write in (
        lambda path: population(frame, PACK, on=ON, to=path),
        lambda path: written(frame, path),
    ):
        with pytest.raises(OSError, match=re.escape(name)) as error:
            write(tmp_path / name)
        assert error.value.filename == str(tmp_path / name)
        assert sorted(one.name for one in tmp_path.iterdir()) == ["bestand.csv", "map.parquet"]


def test_a_folder_in_which_one_may_not_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writable(tmp_path / "uit.csv")
    monkeypatch.setattr(os, "access", lambda path, mode: (Path(path), mode) != (tmp_path, os.W_OK))
    with pytest.raises(PermissionError) as error:
        writable(tmp_path / "uit.csv")
    assert error.value.filename == str(tmp_path / "uit.csv")


def test_brackets_in_the_name_of_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "wijk [oost]*"
    folder.mkdir()
    assert population(pl.DataFrame({"trede": [1]}), PACK, on=ON, to=folder / "uit.csv").table.height == 1
