"""The database as a whole: opened, refused, migrated, on SQLite and PostgreSQL."""

import asyncio
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from panel.db.engine import Database
from panel.db.errors import DatabaseError
from panel.db.models import Line, Operator
from panel.db.revision import bump_revision, read_revisions
from panel.db.tables import LINES
from tests.fakes.clock import ManualClock

NOW = ManualClock().now()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, SQLModel.metadata))


async def test_migrations_end_where_the_models_are(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    async with database.begin() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_opening_twice_at_once_and_again_keeps_what_is_there(database_url: str) -> None:
    first, second = Database(database_url), Database(database_url)
    await asyncio.gather(first.open(), second.open())
    async with first.begin() as connection:
        await bump_revision(connection)
    await first.close()
    await second.open()
    async with second.begin() as connection:
        expected = {"catalog": 1, "access": 0, "audit": 0, "collectors": 0, "settings": 0}
        assert await read_revisions(connection) == expected
    await second.close()


async def test_times_come_back_in_utc_and_numbers_are_not_given_twice(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    async with database.session() as session:
        session.add(Line(username="bob", password="pw", created_at=NOW, expires_at=NOW))
        await session.commit()
        bob = (await session.execute(select(Line))).scalar_one()
        await session.refresh(bob)
        assert bob.expires_at == NOW
        assert bob.expires_at.utcoffset() is not None
        removed = bob.id
        await session.delete(bob)
        await session.commit()
        session.add(Line(username="eve", password="pw", created_at=NOW))
        await session.commit()
        assert (await session.execute(select(LINES.c.id))).scalar_one() != removed
    await database.close()


async def test_writers_wait_for_one_another_instead_of_failing(database_url: str) -> None:
    database = Database(database_url)
    await database.open()

    async def add(number: int) -> None:
        async with database.session() as session:
            await session.execute(select(LINES))
            await bump_revision(session)
            session.add(Line(username=f"line{number}", password="pw", created_at=NOW))
            await session.commit()

    await asyncio.gather(*(add(number) for number in range(20)))
    async with database.begin() as connection:
        assert (await read_revisions(connection))["catalog"] == 20
    await database.close()


async def test_what_is_not_committed_is_undone(database_url: str) -> None:
    database = Database(database_url)
    await database.open()

    async def fail_half_way() -> None:
        async with database.begin() as connection:
            await bump_revision(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_half_way()
    async with database.session() as session:
        session.add(Operator(name="x", password_hash="h", role="admin", created_at=NOW))
    async with database.begin() as connection:
        assert (await read_revisions(connection))["catalog"] == 0
    await database.close()


def modes_in(folder: Path) -> set[int]:
    return {file.stat().st_mode & 0o777 for file in folder.iterdir()}


async def test_sqlite_files_are_private_and_in_wal_mode(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    await database.open()
    async with database.begin() as connection:
        await bump_revision(connection)
        assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one() == "wal"
        assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar_one() == 1
    assert modes_in(tmp_path) == {0o600}
    await database.close()


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be one" * 9, b"SQLite format 3\0" + b"\xff" * 900]
)
async def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "panel.db"
    file.write_bytes(content)
    with pytest.raises(DatabaseError) as refused:
        await Database(f"sqlite+aiosqlite:///{file}").open()
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert file.read_bytes() == content


async def test_a_folder_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="No such file or directory"):
        await Database(f"sqlite+aiosqlite:///{tmp_path}/none/panel.db").open()


async def test_a_postgresql_that_is_not_there_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as refused:
        await Database(f"postgresql+asyncpg://bob:canary@/none?host={tmp_path}").open()
    assert "canary" not in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_a_database_that_does_not_exist_is_refused_in_one_line(postgres_url: str) -> None:
    with pytest.raises(DatabaseError, match="does not exist"):
        await Database(postgres_url.replace("/test_", "/never_")).open()


async def test_a_database_of_a_newer_panel_is_refused(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    async with database.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match="another version"):
        await database.open()
    await database.close()


DIES_WHILE_MIGRATING = """
import os, signal, sys, asyncio
from sqlalchemy import event
from sqlalchemy.engine import Engine
from panel.db.engine import Database

@event.listens_for(Engine, "before_cursor_execute")
def die(connection, cursor, statement, *rest):
    if "CREATE TABLE sessions" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(Database(sys.argv[1]).open())
"""


async def test_a_start_killed_while_migrating_leaves_the_next_one_well(database_url: str) -> None:
    died = await asyncio.create_subprocess_exec(sys.executable, "-c", DIES_WHILE_MIGRATING, database_url)
    assert await died.wait() == -signal.SIGKILL
    database = Database(database_url)
    await database.open()
    async with database.begin() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_reading_is_not_held_up_by_a_writer(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/panel.db")
    await database.open()
    writer = sqlite3.connect(tmp_path / "panel.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    async with asyncio.timeout(2), database.begin() as connection:
        assert await read_revisions(connection)
    writer.close()
    await database.close()
