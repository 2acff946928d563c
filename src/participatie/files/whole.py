"""Files that are there whole or not at all."""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(target: Path, *broken: type[Exception]) -> Iterator[Path]:
    """A name to write to; what stands there gets the name of ``target`` once it is whole.

    It has the mode of any new file. A link stays one. A device or a pipe has nothing to be kept, and is written to.

    Args:
        target: where the file comes.
        broken: what else than an ``OSError`` a writer raises where it cannot write.

    Raises:
        OSError: the file cannot be written; then what was there is still there. It names ``target``.
    """
    with writing(target, *broken):
        place = Path(os.path.realpath(target))
        if place.exists() and not (place.is_file() or place.is_dir()):
            yield place
            return
        temporary = place.with_name(f".{secrets.token_hex(8)}{place.suffix}")
        temporary.touch(exist_ok=False)
        try:
            yield temporary
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)


def store(path: str | Path, data: bytes) -> None:
    """Put ``data`` in the place of what is at ``path``, wholly or not at all.

    Raises:
        OSError: it cannot be written; then what was there is still there. It names ``path``.
    """
    with whole(Path(path)) as place:
        place.write_bytes(data)


@contextmanager
def writing(target: Path, *broken: type[Exception]) -> Iterator[None]:
    """What cannot be written on the way to ``target`` is an error about ``target``, not about an unfinished file.

    Raises:
        OSError: with its number and reason, and the name of ``target``.
    """
    refusals: tuple[type[Exception], ...] = (OSError, *broken)
    try:
        yield
    except refusals as error:
        number = getattr(error, "errno", None) or _number(str(error))
        raise OSError(number, os.strerror(number), str(target)) from None


def writable(target: Path) -> None:
    """Look whether a file can come there, before there is work to lose.

    Raises:
        OSError: there is no such folder, nobody lets you write in it, or the name is that of a folder.
    """
    folder = target.parent
    for wrong, number in (
        (target.is_dir(), errno.EISDIR),
        (not folder.is_dir(), errno.ENOENT),
        (not os.access(folder, os.W_OK), errno.EACCES),
    ):
        if wrong:
            raise OSError(number, os.strerror(number), str(target))


def _number(said: str) -> int:
    """The number of an error of the system in what a library in another language says of it."""
    found = re.search(r"\(os error (\d+)\)", said)
    return int(found[1]) if found else errno.EIO
