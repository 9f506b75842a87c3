"""The database: opened once with its schema brought up to date, then handed out as sessions and connections."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL, Dialect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from panel.db.errors import UNREACHABLE, DatabaseError
from panel.db.migrate import migrate_postgresql, migrate_sqlite
from panel.db.sqlite import SQLITE_ARGUMENTS, SqliteWriter, prepare_connections

PATIENCE_MS = 5000
BRIEF_PATIENCE_MS = 500
POSTGRESQL_TIMEOUTS_S = {"timeout": 5, "command_timeout": 10}


Result = TypeVar("Result")


class Database:
    """One database of the panel.

    On SQLite reads run outside transactions and the first write of a transaction takes the write lock at once, so that
    nothing fails half-way for a newer snapshot; what must be checked under the lock is read after `bump_revision`.
    """

    def __init__(self, url: str) -> None:
        try:
            self.url: URL = make_url(url)
        except ArgumentError:
            raise DatabaseError("the database's address is malformed") from None
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _sqlite_engine(self.url, PATIENCE_MS) if self.is_sqlite else _postgresql_engine(self.url)
        self._brief_engine = _sqlite_engine(self.url, BRIEF_PATIENCE_MS) if self.is_sqlite else self._engine
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._writer = SqliteWriter(self.url, BRIEF_PATIENCE_MS) if self.is_sqlite else None

    @property
    def dialect(self) -> Dialect:
        """How statements are spelt for this database's driver."""
        return self._engine.dialect

    async def open(self) -> None:
        """Create the database where it is a file, and bring its schema up to date. Raises DatabaseError."""
        try:
            if self.is_sqlite:
                _create_private(Path(self.url.database or ""))
                await migrate_sqlite(self.url)
            else:
                await migrate_postgresql(self._engine)
            await self.ping()
        except UNREACHABLE as error:
            raise DatabaseError(self._explain(error)) from error

    async def close(self) -> None:
        if self._writer is not None:
            await self._writer.close()
        await self._brief_engine.dispose()
        await self._engine.dispose()

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """Give a session; what is not committed inside is undone."""
        async with self._sessions() as session:
            yield session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction, committed when the block ends well."""
        async with self._engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def begin_briefly(self) -> AsyncIterator[AsyncConnection]:
        """Like `begin`, for who tries again by itself: another's lock on SQLite is waited for half a second only.

        What waits in SQLite cannot be interrupted, so this also bounds how long giving up takes.
        """
        async with self._brief_engine.begin() as connection:
            yield connection

    async def write_briefly(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` in a transaction like that of `begin_briefly` and return its result.

        On SQLite it runs in a thread as a whole, for handing over each statement costs more than running it. Who is
        cancelled meanwhile does not know whether it was committed, or will be.
        """
        if self._writer is not None:
            return await self._writer.run(work)
        async with self.begin_briefly() as connection:
            return await connection.run_sync(work)

    async def ping(self) -> None:
        """Raise unless the database answers a query."""
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))

    def _explain(self, error: Exception) -> str:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        where = self.url.database if self.is_sqlite else f"{self.url.host or 'localhost'}/{self.url.database}"
        what = (str(cause) or type(cause).__name__).splitlines()[0]
        if self.url.password:
            what = what.replace(str(self.url.password), "***")
        return f"database {where}: {what}"


def _create_private(file: Path) -> None:
    # SQLite gives its -wal and -shm files the mode of the database.
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise DatabaseError(f"database {file}: {error.strerror}") from None


def _sqlite_engine(url: URL, patience_ms: int) -> AsyncEngine:
    engine = create_async_engine(url, hide_parameters=True, connect_args=SQLITE_ARGUMENTS, pool_timeout=5)
    prepare_connections(engine.sync_engine, patience_ms)
    return engine


def _postgresql_engine(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        connect_args=POSTGRESQL_TIMEOUTS_S,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=5,
        pool_timeout=5,
    )
