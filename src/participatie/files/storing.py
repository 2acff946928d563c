"""Files that are there whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path


def store(path: str | Path, data: bytes) -> None:
    """Put ``data`` in the place of what is at ``path``, wholly or not at all.

    It lands under another name and is then renamed; who may read it is as for any
    new file. A device or a pipe has nothing to be kept, and is written to.

    Raises:
        OSError: it cannot be written; then what was there is still there. It names
            ``path``, and not what it was called on the way.
    """
    target = Path(os.path.realpath(path))  # a link stays one
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _renamed(target, data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _renamed(target: Path, data: bytes) -> None:
    unfinished = target.with_name(f".participatie-{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(data)
        unfinished.replace(target)
    except BaseException:  # also where somebody interrupts: nothing is left beside it
        with contextlib.suppress(OSError):  # what went wrong first is what is said
            unfinished.unlink()
        raise
