"""A backup's file: whether it is whole, of which schema it is, and whose it is."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from panel.db.migrate import MIGRATIONS


class BackupError(Exception):
    """A backup that cannot be made or used; one line that names its file."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """What a backup says of itself; `installation` is None where it never served, or several did."""

    revision: str
    installation: str | None


def check(file: Path) -> BackupFile:
    """Read a backup through and return what it is. Raises BackupError."""
    if not file.is_file():
        raise BackupError(f"{file}: no such file")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if finding != "ok":
                raise BackupError(f"{file} is damaged: {finding}")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return BackupFile(_known(file, str(revision)), _installation(connection))
    except (sqlite3.Error, TypeError) as error:
        raise BackupError(f"{file} is no backup of a panel: {error}") from None


def _known(file: Path, revision: str) -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise BackupError(f"{file} is of a newer version of the panel (schema {revision})")
    return revision


def _installation(connection: sqlite3.Connection) -> str | None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "ledgers" not in tables:
        return None
    served = "SELECT name FROM ledgers JOIN history_names ON history_names.id = installation"
    names = connection.execute(served).fetchall()
    return str(names[0][0]) if len(names) == 1 else None
