"""A copy of a file that nobody else can reach, so that what is mapped into memory never changes underneath.

A mapped file that is truncated in place kills the process that reads it (SIGBUS).
"""

import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_COPY_BYTES = 1 << 20


class Signature(NamedTuple):
    """What differs between two versions of a file. The change time tells even where the modification time was kept."""

    device: int
    inode: int
    size_bytes: int
    modified_ns: int
    changed_ns: int


def signature_of(path: Path) -> Signature:
    """Return the signature of a regular file; raises OSError when there is none."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "not a regular file")
    return Signature(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@contextmanager
def private_copy(source: Path, folder: Path) -> Iterator[int]:
    """Copy a file into `folder`, without a name there, and yield a descriptor of the copy.

    `path_of` the descriptor opens the copy once more. The descriptor is closed when the context ends; the copy is
    gone when nothing maps it any more, even if this process is killed. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source.open("rb") as original, tempfile.TemporaryFile(dir=folder) as copy:
        shutil.copyfileobj(original, copy, _COPY_BYTES)
        copy.flush()
        yield copy.fileno()


def path_of(descriptor: int) -> str:
    """Return a path that opens the same file while this process has it open."""
    return f"/dev/fd/{descriptor}"
