"""The highest bandwidth and the most connections of this day, week and month (UTC), with their times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

Period = Literal["today", "week", "month"]
PERIODS: tuple[Period, ...] = get_args(Period)


@dataclass(frozen=True, slots=True)
class Peak:
    """The heights of the period that began at `since`; None where nothing was measured yet."""

    since: datetime
    bps: int | None = None
    at: datetime | None = None
    connections: int | None = None
    connections_at: datetime | None = None

    def with_tick(self, now: datetime, bps: int | None, connections: int) -> "Peak":
        """Return the peak with one tick more; the first of equal heights stays."""
        found = self
        if bps is not None and (self.bps is None or bps > self.bps):
            found = replace(found, bps=bps, at=now)
        if self.connections is None or connections > self.connections:
            found = replace(found, connections=connections, connections_at=now)
        return found


Peaks = Mapping[Period, Peak]


def beginning(period: Period, now: datetime) -> datetime:
    """Return when the period of `now` began: at midnight UTC; weeks begin on Monday (ISO 8601)."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "week":
        return midnight - timedelta(days=midnight.weekday())
    return midnight.replace(day=1) if period == "month" else midnight


class PeakBook:
    """Goes on from what the stored past holds; a period that turns begins anew."""

    def __init__(self, seed: Peaks) -> None:
        self._peaks = dict(seed)

    def add(self, now: datetime, bps: int | None, connections: int) -> Peaks:
        """Add one tick and return the peaks with it."""
        for period in PERIODS:
            since = beginning(period, now)
            peak = self._peaks.get(period)
            begun = peak if peak is not None and peak.since == since else Peak(since)
            self._peaks[period] = begun.with_tick(now, bps, connections)
        return dict(self._peaks)
