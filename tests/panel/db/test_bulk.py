"""Statements for many plain rows."""

import pytest
from sqlalchemy import bindparam, insert, select, update

from panel.db.bulk import Bulk, Lookup
from panel.db.engine import Database
from panel.db.history_tables import LINE_DAYS

NAMES = [column.name for column in LINE_DAYS.columns]


async def test_rows_are_written_as_they_are_given(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    add = Bulk(insert(LINE_DAYS), database.dialect, NAMES)
    wanted = (LINE_DAYS.c.line_id == bindparam("line"), LINE_DAYS.c.day == bindparam("of"))
    change = Bulk(
        update(LINE_DAYS).where(*wanted).values(sent_bytes=bindparam("new")), database.dialect, ["new", "line", "of"]
    )
    async with database.begin() as connection:
        await connection.run_sync(add.run, [(1, 20_000, 2**62, 5), (2, 20_000, 7, 5)])
        await connection.run_sync(change.run, [(8, 2, 20_000)])
        await connection.run_sync(change.run, [])
    async with database.begin() as connection:
        rows = (await connection.execute(select(LINE_DAYS).order_by(LINE_DAYS.c.line_id))).all()
    assert [tuple(row) for row in rows] == [(1, 20_000, 2**62, 5), (2, 20_000, 8, 5)]
    await database.close()


async def test_rows_are_found_by_many_keys_none_of_them_twice(database_url: str) -> None:
    database = Database(database_url)
    await database.open()
    find = Lookup(LINE_DAYS.c.line_id, (LINE_DAYS.c.line_id, LINE_DAYS.c.sent_bytes), database.dialect)
    add = Bulk(insert(LINE_DAYS), database.dialect, NAMES)
    async with database.begin() as connection:
        await connection.run_sync(add.run, [(line_id, 20_000, line_id * 2, 5) for line_id in range(20)])
        for keys in ([], [3], [3, 99, 7], list(range(30))):
            rows = await connection.run_sync(find.run, keys)
            assert sorted(rows) == [(key, key * 2) for key in keys if key < 20]
    await database.close()


def test_names_in_another_order_than_the_text_are_refused() -> None:
    database = Database("sqlite+aiosqlite:///unused.db")
    with pytest.raises(ValueError, match="order"):
        Bulk(insert(LINE_DAYS), database.dialect, NAMES[::-1])
