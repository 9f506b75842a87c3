"""A backup and its way back, on both databases and from one to the other."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from panel.backup.backup import back_up
from panel.backup.copying import every_table
from panel.backup.file import BackupError, check
from panel.backup.restore import restore
from panel.data_dir import DataDirError, hold_data_dir, installation_id
from panel.db.engine import Database
from panel.db.models import Line
from panel.db.tables import LINES
from tests.fakes.clock import ManualClock
from tests.panel.history.household import Household, assert_equal, sums


async def filled(url: str) -> Database:
    """A database with a line, and with history of a session that is over and one that is open."""
    database = Database(url)
    await database.open()
    async with database.begin() as connection:
        row = {"username": "bob", "password": "pw", "created_at": ManualClock().now(), "allowed_countries": ["PT"]}
        await connection.execute(insert(Line), [row])
    house = Household(database, ManualClock())
    await house.start()
    first, second = house.join(), house.join()
    house.send(second, 500)
    house.tick()
    house.leave(first, 700)
    await house.write()
    return database


async def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async with database.begin() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in every_table()
        }


async def test_everything_comes_back(database_url: str, tmp_path: Path) -> None:
    database = await filled(database_url)
    before = await contents(database)
    file = tmp_path / "backup.db"
    assert await back_up(database, file) == file.stat().st_size
    assert file.stat().st_mode & 0o077 == 0
    async with database.begin() as connection:
        await connection.execute(LINES.update().values(username="eve"))
    await database.close()
    data_dir = tmp_path / "data"
    await restore(file, database_url, data_dir)
    again = Database(database_url)
    await again.open()
    assert await contents(again) == before
    assert_equal(await sums(again))
    assert installation_id(data_dir) == "panel"
    async with again.session() as session:
        session.add(Line(username="ann", password="pw", created_at=ManualClock().now()))
        await session.commit()
    await again.close()
    assert sorted(path.name for path in tmp_path.glob("backup*")) == ["backup.db"]


async def test_from_one_kind_of_database_to_the_other(tmp_path: Path, postgres_url: str) -> None:
    embedded = await filled(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    before = await contents(embedded)
    await back_up(embedded, tmp_path / "backup.db")
    await embedded.close()
    await restore(tmp_path / "backup.db", postgres_url, tmp_path / "data")
    served = Database(postgres_url)
    await served.open()
    assert await contents(served) == before
    await served.close()


async def test_a_backup_is_taken_while_the_ledger_writes(tmp_path: Path) -> None:
    database = await filled(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    house = Household(database, ManualClock(), installation="other")
    await house.start()
    house.join()

    async def ticks() -> None:
        for _ in range(20):
            house.clock.jump(5)
            house.tick()
            await house.write()

    await asyncio.gather(ticks(), back_up(database, tmp_path / "backup.db"))
    await database.close()
    copy = Database(f"sqlite+aiosqlite:///{tmp_path}/backup.db")
    await copy.open()
    assert_equal(await sums(copy))
    await copy.close()


async def test_nothing_is_restored_while_a_server_runs(tmp_path: Path) -> None:
    database = await filled(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    await back_up(database, tmp_path / "backup.db")
    await database.close()
    with hold_data_dir(tmp_path / "data"), pytest.raises(DataDirError, match="running"):
        await restore(tmp_path / "backup.db", str(database.url), tmp_path / "data")


async def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    database = await filled(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    file = tmp_path / "backup.db"
    await back_up(database, file)
    await database.close()
    with pytest.raises(BackupError, match="exists"):
        await back_up(database, file)
    with pytest.raises(BackupError, match="no such file"):
        check(tmp_path / "nothing.db")
    torn = tmp_path / "torn.db"
    torn.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(BackupError, match=r"torn\.db"):
        check(torn)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(BackupError, match="newer version"):
        check(file)
