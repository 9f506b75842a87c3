"""Commands work on the database itself, so they need no running server; one that runs follows within a second."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import insert

from monitoring.clock import Clock, SystemClock
from panel.audit.acts import audited
from panel.audit.chain import append
from panel.changes import Changes
from panel.data_dir import LOCK_FILE_NAME, prepare_data_dir
from panel.db.engine import Database
from panel.db.models import Activity
from panel.logs import configure_logs
from panel.settings import Settings, load_settings

ACTOR = "the command line"
Result = TypeVar("Result")


class DirectJournal:
    """Keeps activities until `write` puts them into the database, where the ledger of a server would."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._rows: list[dict[str, str | datetime | None]] = []

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        row = {"kind": kind, "actor": actor, "subject": subject, "message": message, "key": uuid4().hex}
        self._rows.append({"at": self._clock.now(), **row})

    async def write(self) -> None:
        """Store what was recorded."""
        if self._rows:
            async with self._database.begin() as connection:
                await connection.execute(insert(Activity), self._rows)
                await append(connection, audited(self._rows))
            self._rows.clear()


def work(data_dir: Path | None, task: Callable[[Changes], Awaitable[Result]]) -> Result:
    """Run `task` on the opened database of the settings in force and return what it returns."""
    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    return asyncio.run(_work(settings, task))


async def _work(settings: Settings, task: Callable[[Changes], Awaitable[Result]]) -> Result:
    async with opened_changes(settings) as changes:
        return await task(changes)


@asynccontextmanager
async def opened_changes(settings: Settings) -> AsyncIterator[Changes]:
    """Give the way to change the database of these settings; made and brought up to date where needed."""
    prepare_data_dir(settings.data_dir)
    clock = SystemClock()
    database = Database(settings.database_url)
    await database.open()
    try:
        journal = DirectJournal(database, clock)
        yield Changes(database, clock, journal, ACTOR, allow_private_sources=settings.allow_private_sources)
        await journal.write()
    finally:
        await database.close()


def server_runs(data_dir: Path) -> bool:
    """Tell whether a server holds the data directory."""
    try:
        descriptor = os.open(data_dir / LOCK_FILE_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
