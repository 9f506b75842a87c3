"""The figures of the current UTC day."""

from datetime import UTC, datetime

from monitoring.model import DayFigures
from monitoring.snapshot import DayState


class DayBook:
    """Sums and peaks of the day, begun from what the stored past holds of it and anew at midnight UTC."""

    def __init__(self, seed: DayFigures | None) -> None:
        self._seed = seed
        self._day = ""
        self._bytes = 0
        self._peak_connections = 0
        self._peak_bandwidth_bps: int | None = None

    def add(
        self, now: datetime, sent_bytes: int, connections: int, bandwidth_bps: int | None, sessions: int | None
    ) -> DayState:
        """Add one tick, and the number of sessions as it stands, and return the day's figures with it."""
        day = now.astimezone(UTC).date().isoformat()
        if day != self._day:
            self._begin(day)
        self._bytes += sent_bytes
        self._peak_connections = max(self._peak_connections, connections)
        if bandwidth_bps is not None:
            self._peak_bandwidth_bps = max(self._peak_bandwidth_bps or 0, bandwidth_bps)
        return DayState(self._bytes, sessions, self._peak_connections, self._peak_bandwidth_bps)

    def _begin(self, day: str) -> None:
        seed = self._seed if self._seed is not None and self._seed.day == day else None
        self._day = day
        self._bytes = 0 if seed is None else seed.bytes
        self._peak_connections = 0 if seed is None else seed.peak_connections
        self._peak_bandwidth_bps = None if seed is None else seed.peak_bandwidth_bps
