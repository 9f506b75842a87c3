"""The last hour of what memory does not keep apart: every tick as it is stored."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitoring.contract.events import BandwidthPoint
from monitoring.history import Sight, resample
from monitoring.past import Window
from monitoring.shares import Share
from panel.db.history_tables import HISTORY_TICKS
from panel.history.dimensions import Dimension
from panel.history.reading import Key
from panel.history.stored_tick import decode
from panel.history.times import microseconds

# Ticks are stored for a minute longer: an hour that was asked for at the newest tick is found whole.
READ_BACK = timedelta(hours=1, seconds=30)
MICROSECONDS_S = 1_000_000
NOTHING = Share(0, 0)

StoredTick = tuple[int, int | None, bytes]


async def stored_ticks(connection: AsyncConnection, installation: int, window: Window) -> Sequence[StoredTick]:
    """Return when each tick of a window was, the bandwidth of all, and its shares; oldest first."""
    columns = HISTORY_TICKS.c
    within = (columns.at_us >= microseconds(window.begin)) & (columns.at_us < microseconds(window.end))
    statement = select(columns.at_us, columns.bps, columns.shares).where(within, columns.installation == installation)
    rows = (await connection.execute(statement.order_by(columns.at_us))).all()
    return [(row.at_us, row.bps, row.shares) for row in rows]


async def recent_points(connection: AsyncConnection, key: Key, window: Window) -> list[BandwidthPoint]:
    """Return one thing's ticks, or means of them where they are more than the points that are wanted."""
    ticks = await stored_ticks(connection, key.installation, window)
    return await asyncio.to_thread(_points, ticks, key.dimension, key.key, window)


def _points(ticks: Sequence[StoredTick], dimension: Dimension, key: int, window: Window) -> list[BandwidthPoint]:
    sights: list[Sight] = []
    for at_us, _, shares in ticks:
        share = decode(shares, dimension).get(key, NOTHING)
        sights.append(Sight(at_us / MICROSECONDS_S, share.bps, share.connections))
    end_s = microseconds(window.end) / MICROSECONDS_S
    # A window has its beginning, what is resampled has its end.
    length_s = (window.end - window.begin).total_seconds() + 1 / MICROSECONDS_S
    return resample(sights, length_s, window.points, end_s, window.end)
