"""Files that are there whole or not at all, whatever makes them."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from participatie.files import store

Run = Callable[..., tuple[int, str]]


@contextmanager
def little_room() -> Iterator[None]:
    """As on a disk that is all but full: no file can be larger than a kilobyte. That holds for whoever writes a log, too."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_was_there_stays_where_there_is_no_room(tmp_path: Path) -> None:
    into = tmp_path / "x.svg"
    into.write_bytes(b"old")
    with pytest.raises(OSError, match=r"x\.svg") as caught, little_room():
        store(into, b"n" * 5_000)
    assert caught.value.filename == str(into)
    assert into.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.svg"]


def test_a_picture_is_whole_or_not_there(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from participatie import Profile, plots  # noqa: PLC0415 - needs an extra

    picture = plots.profile(Profile(netwerk=1))
    for name in ("x.svg", "x.png"):
        (tmp_path / name).write_bytes(b"old")
        with pytest.raises(OSError, match=name), little_room():
            picture.save(tmp_path / name)
        assert (tmp_path / name).read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir()} == {"x.svg", "x.png"}


@pytest.mark.skipif(os.name != "posix", reason="who may read a file is said otherwise there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_who_may_read_it_is_as_for_any_new_file(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        store(tmp_path / "x", b"a")
        store(str(tmp_path / "x"), b"b")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == mode
    assert (tmp_path / "x").read_bytes() == b"b"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "far")
    store(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far").read_bytes() == b"new"


def test_a_device_stays_a_device() -> None:
    store(os.devnull, b"x")
    assert not Path(os.devnull).is_file()


def test_a_long_name_is_as_long_as_it_may_be(tmp_path: Path) -> None:
    into = tmp_path / ("x" * 251 + ".svg")
    store(into, b"x")
    assert into.read_bytes() == b"x"


@pytest.mark.parametrize("name", ["weg/x.sql", "", "x\0y"])
def test_the_error_names_what_was_asked_for(tmp_path: Path, name: str) -> None:
    with pytest.raises((OSError, ValueError)) as caught:
        store(tmp_path / name, b"x")
    assert ".participatie-" not in str(caught.value)
    assert not [*tmp_path.iterdir()]
