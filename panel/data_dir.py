"""The data directory: private to its owner, held by one server at a time, with a lasting name of its own."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE_NAME = "panel.lock"
INSTALLATION_FILE_NAME = "installation"


class DataDirError(Exception):
    """The data directory cannot be used; one line that names it."""


def prepare_data_dir(data_dir: Path) -> None:
    """Make the directory, mode 0700, unless it exists, and see that it can be used. Raises DataDirError."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise DataDirError(f"{data_dir}: not a directory") from None
    except OSError as error:
        raise DataDirError(f"{data_dir}: {error.strerror}") from None
    if not os.access(data_dir, os.R_OK | os.W_OK | os.X_OK):
        raise DataDirError(f"{data_dir}: not readable and writable")


@contextmanager
def hold_data_dir(data_dir: Path) -> Iterator[None]:
    """Hold the directory as its only server while inside. Raises DataDirError when another process does."""
    prepare_data_dir(data_dir)
    descriptor = os.open(data_dir / LOCK_FILE_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataDirError(f"{data_dir}: another panel is running on it") from None
        yield
    finally:
        os.close(descriptor)


def installation_id(data_dir: Path) -> str:
    """Return the random name this installation has in a database it may share, made when first asked."""
    file = data_dir / INSTALLATION_FILE_NAME
    try:
        known = file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        known = ""
    if known:
        return known
    made = secrets.token_hex(16)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as opened:
        opened.write(made)
    return made
