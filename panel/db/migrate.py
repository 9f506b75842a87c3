"""Brings a schema to the newest revision: one process at a time, in one transaction, whole or not at all."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import NullPool

from panel.db.errors import DatabaseError

MIGRATIONS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 0x70616E656C  # "panel"


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that `connection`'s database lacks, inside its transaction. Raises DatabaseError."""
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise DatabaseError(f"the database is of another version of the panel: {error}") from error


def newest_revision() -> str:
    """Return the revision of the schema that this panel works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


async def migrate_sqlite(url: URL) -> None:
    """Migrate a SQLite file in a worker thread, under a lock file beside it."""
    await asyncio.to_thread(_migrate_file, url)


async def migrate_postgresql(engine: AsyncEngine) -> None:
    """Migrate a PostgreSQL database under an advisory lock that ends with the transaction."""
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        await connection.run_sync(upgrade)


def _migrate_file(url: URL) -> None:
    with _locked(Path(f"{url.database}.lock")):
        # Autocommit as the driver sees it: its own transactions would leave out statements that change the schema.
        engine = create_engine(
            url.set(drivername="sqlite"), connect_args={"isolation_level": None, "timeout": 30}, poolclass=NullPool
        )
        with engine.connect() as connection:
            # Counts for a file that is made now: what is freed can be given back a little at a time.
            connection.exec_driver_sql("PRAGMA auto_vacuum=INCREMENTAL")
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(connection)
            connection.exec_driver_sql("COMMIT")


def _config() -> Config:
    config = Config()
    # ConfigParser would read a % of a path as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("a") as opened:
        file.chmod(0o600)
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
