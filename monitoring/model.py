"""What a collector hands over: cumulative counters and identities, never rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from monitoring.contract.events import Cause, StreamStatus, StreamType
from monitoring.vitals import NO_FIGURES, NO_SIGNAL, StreamFigures, StreamSignal

UNKNOWN_COUNT = -1
UNKNOWN_CAUSE = -1

# What hinders a connection. Readings name causes by their place here.
CAUSES: tuple[Cause, ...] = ("none", "source", "server", "own network")
NO_CAUSE = CAUSES.index("none")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who plays what on which device: everything of a connection that never changes."""

    id: str
    line_id: int | None
    username: str | None
    stream_id: int | None
    stream_name: str | None
    stream_type: StreamType | None
    protocol: str
    address: str | None
    user_agent: str | None
    connected_at: datetime | None
    connected_monotonic_s: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One observation of one collector.

    `keys` are int64, strictly increasing, unique within (`collector`, `epoch`) and never reused there;
    `counted_bytes` is parallel to them, cumulative since the connection opened, `UNKNOWN_COUNT` where the collector
    cannot tell.
    `identities` holds at least every key that is new; the others are not looked up. From collectors of very many
    connections they come as `IdentityColumns`. Whatever a reading holds is not written to afterwards.
    `ending` holds keys of connections that are over but whose session is not yet safely stored: shown as stale.
    `causes`, parallel to `keys`, are places in `CAUSES`, `UNKNOWN_CAUSE` where nobody knows; None: nowhere known.
    A `complete` reading that lacks a key means that connection is closed.
    """

    collector: str
    epoch: str
    taken_monotonic_s: float
    complete: bool
    keys: NDArray[np.int64]
    counted_bytes: NDArray[np.int64]
    identities: Mapping[int, Identity]
    ending: frozenset[int] = frozenset()
    causes: NDArray[np.int8] | None = None


@dataclass(frozen=True, slots=True)
class HostReading:
    """Counters and gauges of the machine: percents 0 to 100, interface bytes cumulative since boot."""

    taken_monotonic_s: float
    cpu_percent: float | None
    memory_percent: float | None
    disk_percent: float | None
    received_bytes: int | None
    sent_bytes: int | None
    load1: float | None


@dataclass(frozen=True, slots=True)
class StreamState:
    """A stream as the delivering side knows it now; the status comes from the source, never from the viewers.

    `running` is whether the source is being pulled; else the status is what was found at `checked_at`.
    """

    stream_id: int
    name: str
    type: StreamType
    status: StreamStatus
    reason: str | None
    since: datetime | None
    online_monotonic_s: float | None
    received_bytes: int | None
    response_ms: float | None
    last_error: str | None
    restarts: int | None
    running: bool = False
    checked_at: datetime | None = None
    last_error_at: datetime | None = None
    pace: float | None = None
    figures: StreamFigures = NO_FIGURES
    signal: StreamSignal = NO_SIGNAL


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A stream that changed its status, reported within a second of it."""

    state: StreamState
    previous: StreamStatus


@dataclass(frozen=True, slots=True)
class LinePresence:
    """A line that has just begun to watch, or ceased to."""

    line_id: int
    username: str | None
    online: bool


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Lines by standing. `active` is enabled and not expired."""

    total: int
    active: int
    expired: int
    trial: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What the stored past already holds of the current UTC day, read once at start."""

    day: str
    bytes: int
    sessions: int
    peak_connections: int
    peak_bandwidth_bps: int


@dataclass(frozen=True, slots=True)
class RequestTold:
    """One request over a socket: who asked, which event, how long the answer took, whether it was a refusal."""

    caller: str
    event: str
    duration_s: float
    refused: bool


@dataclass(frozen=True, slots=True)
class PastTick:
    """One tick of the stored past: bandwidth (bit/s, None unknown) and connections, in all and by stream id."""

    timestamp: datetime
    bps: int | None
    connections: int
    streams: Mapping[int, tuple[int | None, int]]
