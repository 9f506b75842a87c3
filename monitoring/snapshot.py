"""The result of one tick. Immutable: whatever is asked until the next tick is answered from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import CollectorState, HostState, TickState
from monitoring.groups import Groups
from monitoring.index import Index
from monitoring.model import LineCounts, StreamState
from monitoring.peaks import Peaks
from monitoring.rates import Ints
from monitoring.shares import Share, Shares, shares

SESSIONS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment on both clocks."""

    timestamp: datetime
    monotonic_s: float


@dataclass(frozen=True, slots=True)
class BandwidthFigures:
    """Bandwidth now and since the service started; None where there was nothing to measure yet."""

    total_bps: int | None
    total_bytes: int
    average_bps: int | None
    peak_bps: int | None
    peak_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayState:
    """The current UTC day, the time before a restart included; None where nothing was measured yet."""

    bytes: int
    sessions: int | None
    peak_connections: int
    peak_bandwidth_bps: int | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one tick found.

    `timestamp` and `monotonic_s` are the same moment, the tick's beginning. `stream_bytes` are bytes sent since the
    start, by stream code. By stream id: `stream_names` of every stream that exists or was played, and `input_bps`, the
    rate at which it is received.
    """

    seq: int
    timestamp: datetime
    monotonic_s: float
    interval_s: float
    started_at: datetime
    uptime_s: int
    connections: Connections
    groups: Groups
    index: Index
    stream_bytes: Ints
    bandwidth: BandwidthFigures
    day: DayState
    lines: LineCounts
    online_lines: int
    operators_online: int
    host: HostState
    collectors: tuple[CollectorState, ...]
    tick: TickState
    streams: tuple[StreamState, ...]
    stream_names: Mapping[int, str | None]
    input_bps: Mapping[int, int | None]
    peaks: Peaks

    @property
    def active_connections(self) -> int:
        """How many connections are live, those whose collector has failed for long left out."""
        return self.groups.active

    def open_sessions(self) -> Iterable[tuple[str, int | None, int | None]]:
        """Yield id, bytes and bitrate (bit/s) of each connection that this tick has read and that is not over."""
        connections = self.connections
        rows = np.flatnonzero(connections.live & ~connections.stale)
        for begin in range(0, len(rows), SESSIONS_AT_ONCE):
            some = rows[begin : begin + SESSIONS_AT_ONCE]
            yield from zip(
                connections.identities.id[some].tolist(),
                map(known, connections.sent_bytes[some].tolist()),
                map(known, connections.bitrate_bps[some].tolist()),
                strict=True,
            )

    def shares(self) -> Shares:
        """Return how connections and bandwidth are shared; made when asked."""
        total = Share(self.active_connections, self.bandwidth.total_bps)
        return shares(self.groups, self.connections.interners, total)

    def viewers(self, stream_id: int) -> int:
        """Return how many connections play a stream."""
        code = self.connections.interners.stream.find(stream_id)
        counts = self.groups.stream.connections
        return 0 if code is None or code >= len(counts) else int(counts[code])


def known(number: int) -> int | None:
    """Return a count or rate of the columns as the wire has it: negative stands for unknown."""
    return None if number < 0 else number
