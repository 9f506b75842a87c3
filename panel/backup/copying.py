"""Every row of one database put into another of the same schema, from one unchanging view of the first."""

from collections.abc import Sequence

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from panel.db.engine import Database
from panel.db.history_tables import LEDGERS
from panel.db.session_tables import SESSIONS
from panel.db.tables import REVISIONS

ROWS_AT_ONCE = 1000


def every_table() -> Sequence[Table]:
    """Return the tables in an order in which each comes after those it refers to."""
    # All modules of tables fill one registry; any may be the one that was asked first.
    registries = {LEDGERS.metadata, REVISIONS.metadata, SESSIONS.metadata}
    return [table for registry in registries for table in registry.sorted_tables]


async def copy_rows(source: Database, target: Database) -> int:
    """Replace what `target` holds by what `source` does, in one transaction; return how many rows there are.

    Both must be of the newest schema. Raises what the databases raise.
    """
    copied = 0
    async with source.begin() as reading, target.begin() as writing:
        if not source.is_sqlite:
            await reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        for table in reversed(every_table()):
            await writing.execute(delete(table))
        for table in every_table():
            copied += await _copy(table, reading, writing)
            if not target.is_sqlite:
                await _continue_numbers(table, writing)
    return copied


async def _copy(table: Table, reading: AsyncConnection, writing: AsyncConnection) -> int:
    copied = 0
    async with reading.stream(select(table)) as rows:
        async for some in rows.mappings().partitions(ROWS_AT_ONCE):
            await writing.execute(insert(table), [dict(row) for row in some])
            copied += len(some)
    return copied


async def _continue_numbers(table: Table, writing: AsyncConnection) -> None:
    """Let PostgreSQL give new rows numbers after those that came with theirs."""
    column = table.autoincrement_column
    if column is None:
        return
    sequence = select(func.pg_get_serial_sequence(table.name, column.name))
    name = (await writing.execute(sequence)).scalar()
    highest = (await writing.execute(select(func.max(column)))).scalar()
    if name is not None and highest is not None:
        await writing.execute(select(func.setval(name, highest)))
