"""Bandwidth of any window of the stored past; implements `monitoring.ports.Past`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from monitoring.clock import Clock
from monitoring.contract.events import BandwidthPoint
from monitoring.errors import RequestError
from monitoring.past import PastBandwidth, Series, StreamPast, Window
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.history.dimensions import UNKNOWN, Dimension, country_key
from panel.history.increments import Sums
from panel.history.levels import Grid, coarse, grid_of
from panel.history.names import Names
from panel.history.reading import Key, read_highest, read_largest, read_stretches
from panel.history.recent import READ_BACK, recent_points
from panel.history.times import from_steps

LARGEST_STREAMS = 10
KEPT_BY_TICK = (Dimension.COUNTRY, Dimension.ISP, Dimension.COLLECTOR)

log = structlog.get_logger(__name__)


class StoredPast:
    """Reads what the ledger of `installation` has written; minutes go back `minutes_days`, hours farther."""

    def __init__(self, database: Database, clock: Clock, installation: str, minutes_days: int) -> None:
        self._database = database
        self._clock = clock
        self._name = installation
        self._names = Names(database)
        self._minutes_kept = timedelta(days=minutes_days)

    async def bandwidth(self, series: Series, window: Window) -> PastBandwidth:
        now = self._clock.now()
        grid = grid_of(window, now, self._minutes_kept)
        try:
            installation = await self._names.find(self._name) or UNKNOWN
            key = await self._key(series)
            found = await self._read(grid, installation, key)
            if key is None or key[0] not in KEPT_BY_TICK or window.begin < now - READ_BACK:
                return found
            async with self._database.begin() as connection:
                points = await recent_points(connection, Key(installation, *key), window)
            return replace(found, points=points, step_s=None)
        except UNREACHABLE as error:
            log.warning("the past cannot be read", error=type(error).__name__)
            raise RequestError("unavailable", "the database does not answer") from error

    async def _key(self, series: Series) -> tuple[Dimension, int] | None:
        value = series.value
        match series.kind:
            case "total":
                return Dimension.TOTAL, UNKNOWN
            case "stream":
                return Dimension.STREAM, int(value or UNKNOWN)
            case "country":
                return Dimension.COUNTRY, country_key(str(value))
            case "isp" | "collector":
                number = await self._names.find(str(value))
                dimension = Dimension.ISP if series.kind == "isp" else Dimension.COLLECTOR
                return None if number is None else (dimension, number)

    async def _read(self, grid: Grid, installation: int, key: tuple[Dimension, int] | None) -> PastBandwidth:
        steps = range(grid.first, grid.last + 1)
        total = Key(installation, Dimension.TOTAL, UNKNOWN)
        largest: list[tuple[int, Sums]] = []
        peak = None
        async with self._database.begin() as connection:
            everything = await read_stretches(connection, total, grid)
            wanted: Mapping[int, Sums] = {}
            if key is not None:
                asked = Key(installation, *key)
                wanted = everything if asked == total else await read_stretches(connection, asked, grid)
                peak = await read_highest(connection, asked, grid.level, steps)
                if asked == total:
                    largest = await read_largest(connection, installation, *coarse(grid), LARGEST_STREAMS)
        ticks = sum(sums.ticks for sums in everything.values())
        return PastBandwidth(
            points=[_point(grid, stretch, wanted.get(stretch), everything.get(stretch)) for stretch in grid.stretches],
            step_s=grid.stretch_s,
            bytes=sum(sums.sent_bytes for sums in wanted.values()),
            average_bps=_mean_bps(_together(wanted.values()), ticks),
            peak_bps=None if peak is None else peak[1],
            peak_at=None if peak is None else from_steps(peak[0], grid.level.step_s),
            largest=[_stream(stream_id, sums, ticks) for stream_id, sums in largest],
        )


def _point(grid: Grid, stretch: int, sums: Sums | None, everything: Sums | None) -> BandwidthPoint:
    """Return one point; where the service ticked and nothing is stored of it, nothing was sent."""
    begin = grid.beginning(stretch)
    if everything is None:
        return BandwidthPoint(timestamp=begin, bps=None, connections=None)
    found = sums or Sums()
    ticks = everything.ticks
    if ticks == 0:
        return BandwidthPoint(timestamp=begin, bps=None, connections=None, bytes=found.sent_bytes)
    mean_bps = _mean_bps(found, ticks)
    return BandwidthPoint(
        timestamp=begin,
        bps=mean_bps,
        connections=round(found.connections_sum / ticks),
        max_bps=None if mean_bps is None else found.bps_max,
        max_connections=found.connections_max,
        bytes=found.sent_bytes,
    )


def _mean_bps(sums: Sums, ticks: int) -> int | None:
    """Return the mean over all ticks but those that saw connections without a rate: absence counts as nothing sent."""
    measured = ticks - (sums.ticks - sums.rated)
    return round(sums.bps_sum / measured) if measured > 0 else None


def _together(parts: Iterable[Sums]) -> Sums:
    whole = Sums()
    for part in parts:
        whole.add(part)
    return whole


def _stream(stream_id: int, sums: Sums, ticks: int) -> StreamPast:
    bps = round(sums.bps_sum / ticks) if ticks else None
    return StreamPast(stream_id, sums.sent_bytes, bps, round(sums.connections_sum / ticks) if ticks else 0)
