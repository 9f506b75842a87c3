"""What a start takes up from the stored past: the last hour's ticks, and the peaks of day, week and month."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from monitoring.model import PastTick
from monitoring.peaks import PERIODS, Peak, Peaks, beginning
from panel.db.engine import Database
from panel.db.history_tables import HISTORY_TICKS
from panel.history.dimensions import UNKNOWN, Dimension
from panel.history.levels import HOURS, MINUTES
from panel.history.reading import Key, read_highest
from panel.history.stored_tick import decode
from panel.history.times import HOUR_S, MINUTE_S, from_microseconds, from_steps, microseconds, steps_since_epoch

MINUTES_EACH = HOUR_S // MINUTE_S


async def last_hour(database: Database, installation: int, now: datetime) -> Sequence[PastTick]:
    """Return the ticks of the hour before `now`, oldest first. Raises what the database raises."""
    ticks = HISTORY_TICKS.c
    recent = ticks.at_us.between(microseconds(now - timedelta(hours=1)), microseconds(now))
    statement = select(HISTORY_TICKS).where(recent, ticks.installation == installation).order_by(ticks.at_us)
    async with database.begin() as connection:
        rows = (await connection.execute(statement)).all()
    stored = [(row.at_us, row.bps, row.connections, row.shares) for row in rows]
    return await asyncio.to_thread(lambda: [_tick(*each) for each in stored])


async def peaks(database: Database, installation: int, now: datetime) -> Peaks:
    """Return the peaks of the periods of `now`, to the minute. Raises what the database raises."""
    return {period: await _peak(database, installation, beginning(period, now), now) for period in PERIODS}


async def _peak(database: Database, installation: int, since: datetime, now: datetime) -> Peak:
    bps, at = await _highest(database, installation, since, now, of_connections=False)
    connections, connections_at = await _highest(database, installation, since, now, of_connections=True)
    return Peak(since, bps, at, connections, connections_at)


async def _highest(
    database: Database, installation: int, since: datetime, now: datetime, *, of_connections: bool
) -> tuple[int | None, datetime | None]:
    key = Key(installation, Dimension.TOTAL, UNKNOWN)
    hours = range(steps_since_epoch(since, HOUR_S), steps_since_epoch(now, HOUR_S) + 1)
    async with database.begin() as connection:
        hour = await read_highest(connection, key, HOURS, hours, of_connections=of_connections)
        if hour is None:
            return None, None
        minutes = range(hour[0] * MINUTES_EACH, (hour[0] + 1) * MINUTES_EACH)
        minute = await read_highest(connection, key, MINUTES, minutes, of_connections=of_connections)
    # Minutes are forgotten before hours.
    at = from_steps(hour[0], HOUR_S) if minute is None else from_steps(minute[0], MINUTE_S)
    return hour[1], at


def _tick(at_us: int, bps: int | None, connections: int, shares: bytes) -> PastTick:
    streams = {key: (share.bps, share.connections) for key, share in decode(shares, Dimension.STREAM).items()}
    return PastTick(from_microseconds(at_us), bps, connections, streams)
