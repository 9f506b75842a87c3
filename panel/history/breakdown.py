"""Bandwidth of any window by stream, country, provider or collector: the largest ones, and all others together."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitoring.clock import Clock
from monitoring.errors import RequestError
from monitoring.past import Window
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.history.dimensions import UNKNOWN, Dimension
from panel.history.levels import Grid, coarse, grid_of
from panel.history.names import Names
from panel.history.reading import Key, read_stretches
from panel.history.recent import READ_BACK, StoredTick, stored_ticks
from panel.history.split import Ints, Split, split
from panel.history.stored_tick import decode_rates
from panel.history.times import from_microseconds, microseconds

log = structlog.get_logger(__name__)


class StoredBreakdown:
    """Reads what the ledger of `installation` has written: ticks of the last hour, minutes, and hours farther back."""

    def __init__(self, database: Database, clock: Clock, installation: str, minutes_days: int) -> None:
        self._database = database
        self._clock = clock
        self._name = installation
        self._names = Names(database)
        self._minutes_kept = timedelta(days=minutes_days)

    async def read(self, dimension: Dimension, window: Window, top: int) -> Split:
        """Return the `top` largest of a window. Raises RequestError `unavailable` while the database is away."""
        now = self._clock.now()
        try:
            installation = await self._names.find(self._name) or UNKNOWN
            async with self._database.begin() as connection:
                if window.begin >= now - READ_BACK:
                    ticks = await stored_ticks(connection, installation, window)
                else:
                    grid = grid_of(window, now, self._minutes_kept)
                    return await _of_levels(connection, installation, dimension, grid, top)
        except UNREACHABLE as error:
            log.warning("the past cannot be read", error=type(error).__name__)
            raise RequestError("unavailable", "the database does not answer") from error
        return await asyncio.to_thread(_of_ticks, ticks, dimension, window, top)


async def _of_levels(
    connection: AsyncConnection, installation: int, dimension: Dimension, grid: Grid, top: int
) -> Split:
    total = await read_stretches(connection, Key(installation, Dimension.TOTAL, UNKNOWN), grid)
    parts: list[tuple[int, Ints]] = []
    for key in await _largest(connection, installation, dimension, grid, top):
        sums = await read_stretches(connection, Key(installation, dimension, key), grid)
        parts.append((key, np.array([sums[at].bps_sum if at in sums else 0 for at in grid.stretches], np.int64)))
    found = [total.get(at) for at in grid.stretches]
    return split(
        [grid.beginning(at) for at in grid.stretches],
        grid.stretch_s,
        np.array([0 if each is None else each.rated for each in found], np.int64),
        np.array([0 if each is None else each.bps_sum for each in found], np.int64),
        parts,
    )


async def _largest(
    connection: AsyncConnection, installation: int, dimension: Dimension, grid: Grid, top: int
) -> list[int]:
    """Return the keys with the most bandwidth, largest first; of long windows by the hours that hold them."""
    level, steps = coarse(grid)
    columns = level.table.c
    bandwidth = func.sum(columns.bps_sum)
    statement = (
        select(columns.key)
        .where(
            columns.at.between(steps.start, steps.stop - 1),
            columns.installation == installation,
            columns.dimension == int(dimension),
        )
        .group_by(columns.key)
        .having(bandwidth > 0)
        .order_by(bandwidth.desc(), columns.key)
        .limit(top)
    )
    return [int(key) for key in (await connection.execute(statement)).scalars()]


def _of_ticks(ticks: Sequence[StoredTick], dimension: Dimension, window: Window, top: int) -> Split:
    """Return each tick, or where they are more than the points stretches of them on a fixed grid."""
    at_us = np.array([at for at, _, _ in ticks], np.int64)
    places = np.arange(len(ticks))
    if len(ticks) > window.points:
        width_us = (microseconds(window.end) - microseconds(window.begin)) // max(1, window.points - 1)
        _, places = np.unique(at_us // width_us, return_inverse=True)
    count = int(places.max(initial=-1)) + 1
    bps = np.array([-1 if total is None else total for _, total, _ in ticks], np.int64)
    rates = [decode_rates(shares, dimension) for _, _, shares in ticks]
    keys = np.concatenate([each for each, _ in rates]) if rates else np.empty(0, np.int64)
    sums = np.concatenate([each for _, each in rates]) if rates else np.empty(0, np.int64)
    at = np.repeat(places, [len(each) for each, _ in rates])
    known, numbers = np.unique(keys, return_inverse=True)
    whole = np.bincount(numbers, sums, len(known))
    largest = [number for number in np.lexsort((known, -whole)).tolist() if whole[number] > 0][:top]
    last = np.zeros(count, np.int64)
    last[places] = at_us
    return split(
        [from_microseconds(each) for each in last.tolist()],
        None,
        np.bincount(places[bps >= 0], minlength=count),
        np.bincount(places[bps >= 0], bps[bps >= 0], count).astype(np.int64),
        [
            (int(known[number]), np.bincount(at[numbers == number], sums[numbers == number], count).astype(np.int64))
            for number in largest
        ],
    )
