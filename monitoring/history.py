"""Bandwidth over the last hour, kept in memory, and over the life of the service, kept as three numbers."""

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from monitoring.contract.events import BandwidthPoint
from monitoring.groups import Group
from monitoring.model import PastTick
from monitoring.rates import UNKNOWN_RATE, Ints

KEPT_S = 3600.0


@dataclass(frozen=True, slots=True)
class Point:
    """One tick. The arrays hold the streams that had viewers, by stream id in rising order; 0 is an unknown one."""

    monotonic_s: float
    bps: int | None
    connections: int
    stream_ids: Ints
    stream_bps: Ints
    stream_viewers: Ints


@dataclass(frozen=True, slots=True)
class Sight:
    """What a series shows at one tick."""

    monotonic_s: float
    bps: int | None
    connections: int


class Extremes(NamedTuple):
    """Mean and highest bandwidth of a series, and when it was highest."""

    average_bps: int | None
    peak_bps: int | None
    peak_at: datetime | None


class BandwidthHistory:
    """A ring of ticks. Times are monotonic inside; a step of the wall clock bends no curve."""

    def __init__(self, interval_s: float, kept_s: float = KEPT_S) -> None:
        self._kept_s = kept_s
        self._points: deque[Point] = deque(maxlen=max(1, round(kept_s / interval_s)))
        self._sum_bps = 0
        self._measured = 0
        self._peak_bps: int | None = None
        self._peak_at: datetime | None = None

    def __len__(self) -> int:
        return len(self._points)

    def restore(self, ticks: Sequence[PastTick], now_s: float, now: datetime) -> None:
        """Put the ticks of an earlier run before those of this one; they count in no extreme."""
        for tick in reversed(ticks):
            age_s = (now - tick.timestamp).total_seconds()
            if len(self._points) == self._points.maxlen or not 0 < age_s < self._kept_s:
                continue
            ids = np.array(sorted(tick.streams), np.int64)
            told = [tick.streams[stream_id] for stream_id in ids.tolist()]
            bps = np.array([UNKNOWN_RATE if rate is None else rate for rate, _ in told], np.int64)
            viewers = np.array([count for _, count in told], np.int64)
            self._points.appendleft(Point(now_s - age_s, tick.bps, tick.connections, ids, bps, viewers))

    def add(
        self,
        monotonic_s: float,
        timestamp: datetime,
        bps: int | None,
        streams: Group,
        stream_ids: Sequence[int | None],
    ) -> Extremes:
        """Keep one tick and return the extremes since the start, this tick included; `stream_ids` are by code."""
        codes = np.flatnonzero(streams.connections)
        ids = np.array([stream_ids[code] or 0 for code in codes.tolist()], np.int64)
        order = np.argsort(ids)
        codes = codes[order]
        self._points.append(
            Point(
                monotonic_s,
                bps,
                int(streams.connections.sum()),
                ids[order],
                streams.bandwidth_bps[codes],
                streams.connections[codes],
            )
        )
        if bps is not None:
            self._sum_bps += bps
            self._measured += 1
            if self._peak_bps is None or bps > self._peak_bps:
                self._peak_bps, self._peak_at = bps, timestamp
        average_bps = round(self._sum_bps / self._measured) if self._measured else None
        return Extremes(average_bps, self._peak_bps, self._peak_at)

    def total(self) -> list[Sight]:
        """Return the kept ticks of all streams together, oldest first."""
        return [Sight(point.monotonic_s, point.bps, point.connections) for point in self._points]

    def of_stream(self, stream_id: int) -> list[Sight]:
        """Return the kept ticks of one stream, oldest first; without viewers it sends 0."""
        return [_sight_of(point, stream_id) for point in self._points]


def _sight_of(point: Point, stream_id: int) -> Sight:
    at = int(np.searchsorted(point.stream_ids, stream_id))
    if at < len(point.stream_ids) and point.stream_ids[at] == stream_id:
        bps = int(point.stream_bps[at])
        return Sight(point.monotonic_s, None if bps == UNKNOWN_RATE else bps, int(point.stream_viewers[at]))
    return Sight(point.monotonic_s, 0, 0)


def extremes(series: list[Sight], now_s: float, now: datetime) -> Extremes:
    """Return mean and peak of a series; its times are told relative to `now`, which is `now_s` monotonic."""
    measured = [(each.bps, each.monotonic_s) for each in series if each.bps is not None]
    if not measured:
        return Extremes(None, None, None)
    peak_bps, peak_s = max(measured, key=lambda each: each[0])
    average_bps = round(sum(bps for bps, _ in measured) / len(measured))
    return Extremes(average_bps, peak_bps, now + timedelta(seconds=peak_s - now_s))


def resample(series: list[Sight], window_s: float, points: int, now_s: float, now: datetime) -> list[BandwidthPoint]:
    """Return the part of a series that lies within `window_s` before `now_s`, in at most `points` means, oldest first.

    Each mean stands at the time of the newest tick in it. Ticks without a bandwidth leave it out; where a stretch has
    only such ticks its `bps` is None, and where it has no ticks there is no point. Stretches lie on a fixed grid, so
    that asking again moves none of them; the first and the last are seldom whole.
    """
    wanted = [each for each in series if now_s - window_s < each.monotonic_s <= now_s]
    if len(wanted) <= points:
        return [_mean([each], now_s, now) for each in wanted]
    # Stretches one fewer than the points span a window that begins anywhere on the grid.
    width_s = window_s / (points - 1) if points > 1 else math.inf
    return [_mean(stretch, now_s, now) for stretch in _stretches(wanted, width_s)]


def _stretches(series: list[Sight], width_s: float) -> Iterator[list[Sight]]:
    stretch: list[Sight] = []
    place = 0
    for each in series:
        at = int(each.monotonic_s // width_s)
        if stretch and at != place:
            yield stretch
            stretch = []
        place = at
        stretch.append(each)
    yield stretch


def _mean(stretch: list[Sight], now_s: float, now: datetime) -> BandwidthPoint:
    measured = [each.bps for each in stretch if each.bps is not None]
    return BandwidthPoint(
        timestamp=now + timedelta(seconds=stretch[-1].monotonic_s - now_s),
        bps=round(sum(measured) / len(measured)) if measured else None,
        connections=round(sum(each.connections for each in stretch) / len(stretch)),
        max_bps=max(measured, default=None),
        max_connections=max(each.connections for each in stretch),
    )
