"""The ledger while its database is locked, gone or slow, and after the process is killed."""

import asyncio
import signal
import sqlite3
import sys
import time
from pathlib import Path

from monitoring.clock import SystemClock
from panel.db.engine import Database
from panel.ledger import Ledger
from tests.fakes.clock import ManualClock
from tests.fixtures.postgres import Cluster
from tests.panel.ledger.conftest import OnePlace, counter, ending, identity, session_row, tick_of


def sqlite_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/panel.db"


async def test_a_locked_database_blocks_nothing_and_gets_everything_later(tmp_path: Path) -> None:
    database, clock, told = Database(sqlite_url(tmp_path)), ManualClock(), list[str]()
    await database.open()
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    running = asyncio.create_task(ledger.run())
    locker = sqlite3.connect(tmp_path / "panel.db", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    began = time.perf_counter()
    for number in range(1000):
        ledger.opened("gateway", identity(str(number), clock))
        ledger.closed("gateway", identity(str(number), clock), ending(clock), counter(told, str(number)))
        ledger.accept(tick_of(clock, [(str(number), 1, 1)]))
    assert time.perf_counter() - began < 1.0
    deadline = clock.monotonic_s() + 60
    while clock.monotonic_s() < deadline:
        await asyncio.sleep(0.01)
        await clock.advance(1)
    assert told == []
    assert ledger.pending > 1000
    locker.execute("ROLLBACK")
    async with asyncio.timeout(20):
        while ledger.pending:
            await asyncio.sleep(0.01)
            await clock.advance(1)
    assert told == [str(number) for number in range(1000)]
    assert (await session_row(database, "999")).end_reason == "left"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()


async def test_connections_cut_under_the_writer_lose_and_double_nothing(postgres: Cluster, postgres_url: str) -> None:
    database, told = Database(postgres_url), list[str]()
    await database.open()
    clock = ManualClock()
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    running = asyncio.create_task(ledger.run())
    name = database.url.database
    for number in range(200):
        ledger.closed("gateway", identity(str(number), clock), ending(clock), counter(told, str(number)))
        if number % 20 == 0:
            cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            await asyncio.to_thread(postgres.run, cut)
    async with asyncio.timeout(20):
        while ledger.pending:
            await asyncio.sleep(0.01)
            await clock.advance(1)
    assert sorted(told, key=int) == [str(number) for number in range(200)]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await database.close()


async def test_closing_gives_up_within_its_time_when_the_database_stays_away(tmp_path: Path) -> None:
    database, told = Database(sqlite_url(tmp_path)), list[str]()
    await database.open()
    clock = SystemClock()
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    locker = sqlite3.connect(tmp_path / "panel.db", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    ledger.closed("gateway", identity("a", ManualClock()), ending(ManualClock()), counter(told, "a"))
    began = time.perf_counter()
    await ledger.close()
    assert time.perf_counter() - began < 3.0
    assert ledger.pending == 2
    locker.close()
    await database.close()


KILLED = """
import asyncio, os, signal, sys
from panel.db.engine import Database
from panel.ledger import Ledger
from tests.fakes.clock import ManualClock
from tests.panel.ledger.conftest import OnePlace, tick_of, ending, identity

async def main():
    database, clock = Database(sys.argv[1]), ManualClock()
    await database.open()
    ledger = Ledger(database, clock, OnePlace())
    await ledger.open()
    running = asyncio.create_task(ledger.run())
    for name in ("open", *map(str, range(50))):
        ledger.opened("gateway", identity(name, clock))
    ticked = asyncio.Event()
    ledger.watch_activity(lambda entry: ticked.set() if entry.kind == "mark" else None)
    clock.jump(5)
    ledger.accept(tick_of(clock, [("open", 4321, 99)]))
    while ledger.pending:
        await asyncio.sleep(0.01)
    for number in range(50):
        key = str(number)
        ledger.closed("gateway", identity(key, clock), ending(clock), lambda key=key: print(key, flush=True))
    await asyncio.sleep(30)

asyncio.run(main())
"""


async def test_sigkill_loses_no_session_whose_end_was_told(database_url: str) -> None:
    command = [sys.executable, "-c", KILLED, database_url]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    told = [(await process.stdout.readline()).decode().strip()]
    process.send_signal(signal.SIGKILL)
    told += (await process.stdout.read()).decode().split()
    assert await process.wait() == -signal.SIGKILL
    assert told[0] == "0"
    database = Database(database_url)
    await database.open()
    ledger = Ledger(database, ManualClock(), OnePlace())
    await ledger.open()
    await ledger.close()
    for key in told:
        assert (await session_row(database, key)).end_reason == "left"
    left_open = await session_row(database, "open")
    assert (left_open.end_reason, left_open.sent_bytes, left_open.lasted_ms) == ("crash", 4321, 5000)
    await database.close()
