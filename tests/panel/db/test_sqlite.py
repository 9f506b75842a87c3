"""The thread that writes to SQLite: whole transactions, one after the other."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from panel.db.engine import Database
from panel.db.history_tables import HISTORY_NAMES


async def names(database: Database) -> list[str]:
    async with database.begin() as connection:
        return [*(await connection.execute(select(HISTORY_NAMES.c.name).order_by(HISTORY_NAMES.c.id))).scalars()]


async def test_work_is_committed_whole_or_not_at_all(database_url: str) -> None:
    database = Database(database_url)
    await database.open()

    def add(connection: Connection, name: str, *, fails: bool = False) -> int:
        connection.execute(HISTORY_NAMES.insert().values(name=name))
        return 1 // (not fails)

    results = await asyncio.gather(
        database.write_briefly(lambda connection: add(connection, "first")),
        database.write_briefly(lambda connection: add(connection, "undone", fails=True)),
        database.write_briefly(lambda connection: add(connection, "second")),
        return_exceptions=True,
    )
    assert (results[0], type(results[1]), results[2]) == (1, ZeroDivisionError, 1)
    assert sorted(await names(database)) == ["first", "second"]
    await database.close()
    # A closed database opens again with its next use.
    await database.write_briefly(lambda connection: add(connection, "third"))
    await database.close()


async def test_who_is_cancelled_leaves_the_transaction_to_end_by_itself(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    await database.open()
    goes_on = threading.Event()

    def add(connection: Connection) -> None:
        connection.execute(HISTORY_NAMES.insert().values(name="late"))
        goes_on.wait(10)

    waiting = asyncio.create_task(database.write_briefly(add))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    goes_on.set()
    await database.close()
    assert await names(database) in (["late"], [])
    await database.close()


async def test_anothers_lock_is_waited_for_briefly(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    await database.open()
    holder = sqlite3.connect(tmp_path / "panel.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    async with asyncio.timeout(4):
        with pytest.raises(OperationalError, match="locked"):
            await database.write_briefly(lambda connection: connection.execute(HISTORY_NAMES.insert().values(name="x")))
    holder.close()
    await database.close()
