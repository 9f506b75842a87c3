"""A backup put in place of what an installation has. No server may run on it meanwhile."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from panel.backup.copying import copy_rows
from panel.backup.file import BackupFile, check
from panel.data_dir import INSTALLATION_FILE_NAME, hold_data_dir
from panel.db.engine import Database

REPLACED = ".replaced"


async def restore(file: Path, database_url: str, data_dir: Path) -> BackupFile:
    """Put a backup in place and return what it is.

    A SQLite database that was there is kept beside it, with `.replaced` after its name; PostgreSQL is filled in one
    transaction. Raises BackupError, DataDirError while a server runs, and what the database raises.
    """
    with hold_data_dir(data_dir):
        found = await asyncio.to_thread(check, file)
        database = Database(database_url)
        if database.is_sqlite:
            await asyncio.to_thread(_replace, file, Path(database.url.database or ""))
            await database.open()
        else:
            await _fill(file, database)
        await database.close()
        if found.installation is not None:
            await asyncio.to_thread(_take_name, data_dir, found.installation)
        return found


def _replace(file: Path, target: Path) -> None:
    arriving = target.with_name(target.name + ".restoring")
    descriptor = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as written, file.open("rb") as read:
        shutil.copyfileobj(read, written)
        written.flush()
        os.fsync(written.fileno())
    for tail in ("", "-wal", "-shm"):
        old = target.with_name(target.name + tail)
        if old.exists():
            old.replace(target.with_name(f"{target.name}{REPLACED}{tail}"))
    arriving.replace(target)


async def _fill(file: Path, database: Database) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        await asyncio.to_thread(shutil.copyfile, file, copy)
        source = Database(f"sqlite+aiosqlite:///{copy}")
        await source.open()
        try:
            await database.open()
            await copy_rows(source, database)
        finally:
            await source.close()


def _take_name(data_dir: Path, installation: str) -> None:
    """Go on under the name of the installation that was backed up: its past is stored under it."""
    file = data_dir / INSTALLATION_FILE_NAME
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as opened:
        opened.write(installation)
