"""A backup, while a server runs and while none does."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from panel.backup.copying import copy_rows
from panel.backup.file import BackupError, check
from panel.db.engine import Database

PARTIAL = ".partial"


async def back_up(database: Database, file: Path) -> int:
    """Write the database to `file`, which must not exist, and return its bytes.

    The file appears whole or not at all, and is for its owner alone. Raises BackupError, and what the database raises.
    """
    partial = file.with_name(file.name + PARTIAL)
    await asyncio.to_thread(_begin, file, partial)
    try:
        if database.is_sqlite:
            await asyncio.to_thread(_copy_file, Path(database.url.database or ""), partial)
        else:
            await _copy_to(database, partial)
        await asyncio.to_thread(check, partial)
        return await asyncio.to_thread(_settle, partial, file)
    finally:
        await asyncio.to_thread(_clear, partial)


def _begin(file: Path, partial: Path) -> None:
    if file.exists():
        raise BackupError(f"{file} exists already")
    _clear(partial)
    try:
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise BackupError(f"{partial}: {error.strerror}") from None


def _clear(partial: Path) -> None:
    for tail in ("", "-wal", "-shm", ".lock"):
        partial.with_name(partial.name + tail).unlink(missing_ok=True)


def _copy_file(source: Path, target: Path) -> None:
    # In one step: a backup in several begins anew whenever the server writes in between.
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing, pages=-1)
    _without_log(target)


async def _copy_to(database: Database, target: Path) -> None:
    copy = Database(f"sqlite+aiosqlite:///{target}")
    await copy.open()
    try:
        await copy_rows(database, copy)
    finally:
        await copy.close()
    await asyncio.to_thread(_without_log, target)


def _without_log(target: Path) -> None:
    with closing(sqlite3.connect(target)) as written:
        written.execute("PRAGMA journal_mode=DELETE")


def _settle(partial: Path, file: Path) -> int:
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    partial.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return file.stat().st_size
