"""What is particular to SQLite: how its connections are prepared, and a thread that writes whole transactions."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_size_limit=67108864",
)
# The first write of a transaction takes the write lock at once.
SQLITE_ARGUMENTS: Mapping[str, str] = {"isolation_level": "IMMEDIATE"}

Result = TypeVar("Result")


class _DriverConnection(Protocol):
    def cursor(self) -> "_DriverCursor": ...


class _DriverCursor(Protocol):
    def execute(self, statement: str) -> object: ...

    def close(self) -> None: ...


def prepare_connections(engine: Engine, patience_ms: int) -> None:
    """See that each new connection waits so long for another's lock, and works as the panel needs it."""

    @event.listens_for(engine, "connect")
    def prepare(connection: _DriverConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (f"PRAGMA busy_timeout={patience_ms}", *SQLITE_PRAGMAS):
            cursor.execute(pragma)
        cursor.close()


class SqliteWriter:
    """A thread and a connection of its own: transactions one after the other, each in one piece."""

    def __init__(self, url: URL, patience_ms: int) -> None:
        self._engine = create_engine(
            url.set(drivername="sqlite"), hide_parameters=True, connect_args=dict(SQLITE_ARGUMENTS)
        )
        prepare_connections(self._engine, patience_ms)
        self._thread: ThreadPoolExecutor | None = None

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` in a transaction, committed when it ends well. Raises what it raises, and what SQLite does."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "sqlite writer")
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    async def close(self) -> None:
        """Wait for what runs, and close the connection."""
        if self._thread is not None:
            await asyncio.to_thread(self._thread.shutdown)
            self._thread = None
        self._engine.dispose()

    def _run(self, work: Callable[[Connection], Result]) -> Result:
        with self._engine.begin() as connection:
            return work(connection)
