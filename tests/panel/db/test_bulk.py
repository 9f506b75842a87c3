"""Statements for many plain rows."""

import pytest
from sqlalchemy import bindparam, insert, select, update

from panel.db.bulk import Bulk
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
        await add.run(connection, [(1, 20_000, 2**62, 5), (2, 20_000, 7, 5)])
        await change.run(connection, [(8, 2, 20_000)])
        await change.run(connection, [])
    async with database.begin() as connection:
        rows = (await connection.execute(select(LINE_DAYS).order_by(LINE_DAYS.c.line_id))).all()
    assert [tuple(row) for row in rows] == [(1, 20_000, 2**62, 5), (2, 20_000, 8, 5)]
    await database.close()


def test_names_in_another_order_than_the_text_are_refused() -> None:
    database = Database("sqlite+aiosqlite:///unused.db")
    with pytest.raises(ValueError, match="order"):
        Bulk(insert(LINE_DAYS), database.dialect, NAMES[::-1])
