"""What one transaction adds to the past, gathered first so that each sum is written once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from monitoring.shares import Share
from panel.db.bulk import RawRow
from panel.history.dimensions import Dimension, SessionKeys


@dataclass(slots=True)
class Sums:
    """One row of `history_minutes` or `history_hours` without its key."""

    sent_bytes: int = 0
    bps_sum: int = 0
    bps_max: int = 0
    rated: int = 0
    connections_sum: int = 0
    connections_max: int = 0
    ticks: int = 0

    def add_tick(self, share: Share) -> None:
        """Add what one tick saw."""
        self.ticks += 1
        self.connections_sum += share.connections
        self.connections_max = max(self.connections_max, share.connections)
        if share.bps is not None:
            self.rated += 1
            self.bps_sum += share.bps
            self.bps_max = max(self.bps_max, share.bps)

    def add(self, other: "Sums") -> None:
        """Add another stretch of the same thing."""
        self.sent_bytes += other.sent_bytes
        self.bps_sum += other.bps_sum
        self.bps_max = max(self.bps_max, other.bps_max)
        self.rated += other.rated
        self.connections_sum += other.connections_sum
        self.connections_max = max(self.connections_max, other.connections_max)
        self.ticks += other.ticks

    def row(self) -> RawRow:
        return (
            self.sent_bytes,
            self.bps_sum,
            self.bps_max,
            self.rated,
            self.connections_sum,
            self.connections_max,
            self.ticks,
        )


@dataclass(slots=True)
class Use:
    """What a line used: bytes, and how long it watched."""

    sent_bytes: int = 0
    watched_ms: int = 0


class Increments:
    """Sums by minute, dimension and key; use by line and UTC day."""

    def __init__(self) -> None:
        self._minutes: defaultdict[tuple[int, int, int], Sums] = defaultdict(Sums)
        self._lines: defaultdict[tuple[int, int], Use] = defaultdict(Use)
        self._added: defaultdict[tuple[int, int], int] = defaultdict(int)

    @property
    def added(self) -> Mapping[tuple[int, int], int]:
        """Bytes that were not known before, by line and day."""
        return self._added

    def of(self, minute: int, dimension: Dimension, key: int) -> Sums:
        """Return the sums to add to."""
        return self._minutes[minute, dimension, key]

    def add_bytes(self, minute: int, keys: SessionKeys, sent_bytes: int) -> None:
        """Add bytes of one session to every dimension."""
        if sent_bytes:
            for dimension, key in keys.parts():
                self._minutes[minute, dimension, key].sent_bytes += sent_bytes

    def book(self, line_id: int, day: int, sent_bytes: int, watched_ms: int) -> None:
        """Add to a line's use of a day."""
        if sent_bytes or watched_ms:
            use = self._lines[line_id, day]
            use.sent_bytes += sent_bytes
            use.watched_ms += watched_ms

    def meter(self, line_id: int, day: int, sent_bytes: int) -> None:
        """Note bytes of a line that were not known before, booked or not."""
        self._added[line_id, day] += sent_bytes

    def rows(self, installation: int, minutes_each: int) -> list[RawRow]:
        """Return rows of stretches of so many minutes: 1 for `history_minutes`, 60 for `history_hours`."""
        stretches: defaultdict[tuple[int, int, int], Sums] = defaultdict(Sums)
        for (minute, dimension, key), sums in self._minutes.items():
            stretches[minute // minutes_each, dimension, key].add(sums)
        # In the order of the key, so that neighbours on disk are written one after the other.
        ordered = sorted(stretches.items())
        return [(at, installation, dimension, key, *sums.row()) for (at, dimension, key), sums in ordered]

    def line_rows(self) -> list[RawRow]:
        """Return rows of `line_days`."""
        ordered = sorted(self._lines.items())
        return [(line_id, day, use.sent_bytes, use.watched_ms) for (line_id, day), use in ordered]
