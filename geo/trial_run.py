"""Has a database tried in a process of its own before this one maps it."""

import subprocess
import sys
from pathlib import Path

from geo import trial
from geo.errors import DatabaseError
from geo.private_copy import path_of

_MARKER = b"\xab\xcd\xefMaxMind.com"
# MaxMind DB 2.0, "Database Metadata": the marker is within the last 128 KiB.
_MARKER_WITHIN_BYTES = 128 << 10
_DEADLINE_S = 120.0


def try_apart(descriptor: int) -> None:
    """Raise DatabaseError unless the open file is a database that can be read without harm."""
    with Path(path_of(descriptor)).open("rb") as file:
        size_bytes = file.seek(0, 2)
        file.seek(max(0, size_bytes - _MARKER_WITHIN_BYTES))
        if _MARKER not in file.read():
            raise DatabaseError("not a MaxMind database, or cut short")
    try:
        # -P: the folder of the script is this package's, and must not stand before the standard library.
        ran = subprocess.run(
            [sys.executable, "-P", trial.__file__, path_of(descriptor)],
            pass_fds=[descriptor],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_DEADLINE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DatabaseError("takes too long to read") from error
    if ran.returncode == trial.UNSOUND or ran.returncode < 0:
        raise DatabaseError("its records cannot be read")
    if ran.returncode != 0:
        raise DatabaseError(f"could not be tried: exit status {ran.returncode}")
