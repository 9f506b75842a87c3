"""Old entries removed from the chain's beginning, so that what remains can be verified still.

The entry that was removed last leaves an anchor, which the first that remains continues from. That this was done, and
up to where, is an entry of the chain itself.
"""

from datetime import UTC, datetime

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitoring.clock import Clock
from panel.audit.anchor import SHORTENED, Anchor, keep_anchor, told_up_to
from panel.audit.chain import append
from panel.audit.entry import AuditEntry
from panel.db.engine import Database
from panel.db.tables import AUDIT

ROWS_AT_ONCE = 500
PAUSE_S = 0.02


async def shorten(database: Database, clock: Clock, before: datetime) -> int:
    """Remove the entries of whole days (UTC) before a moment, never the newest; return how many.

    Raises what the database raises; what was begun is gone on with the next time.
    """
    midnight = before.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    async with database.begin() as connection:
        first, last = await _old(connection, midnight)
    if last < first:
        return 0
    async with database.begin() as connection:
        if await told_up_to(connection) < last:
            await append(connection, [await _entry(connection, clock, first, last)])
    for begin in range(first, last + 1, ROWS_AT_ONCE):
        async with database.begin() as connection:
            await _remove(connection, min(begin + ROWS_AT_ONCE - 1, last))
        await clock.sleep(PAUSE_S)
    return last - first + 1


async def _old(connection: AsyncConnection, midnight: datetime) -> tuple[int, int]:
    entries = AUDIT.c
    first, newest = (await connection.execute(select(func.min(entries.id), func.max(entries.id)))).one()
    staying = (await connection.execute(select(func.min(entries.id)).where(entries.at >= midnight))).scalar()
    return int(first or 0), int(staying or newest or 0) - 1


async def _entry(connection: AsyncConnection, clock: Clock, first: int, last: int) -> AuditEntry:
    oldest = select(AUDIT.c.at).where(AUDIT.c.id == last + 1)
    since = (await connection.execute(oldest)).scalar_one()
    message = f"entries {first} to {last}, from before {since:%Y-%m-%d %H:%M:%S} UTC, were removed for their age"
    changes = orjson.dumps({"lastRemoved": [None, last]}).decode()
    return AuditEntry(clock.now(), None, SHORTENED, None, message, changes)


async def _remove(connection: AsyncConnection, last: int) -> None:
    """Remove the entries up to one, and let the chain begin after it."""
    found = (await connection.execute(select(AUDIT.c.hash).where(AUDIT.c.id == last))).scalar()
    if found is None:
        return
    await keep_anchor(connection, Anchor(last, found))
    await connection.execute(delete(AUDIT).where(AUDIT.c.id <= last))
