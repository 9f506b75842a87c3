"""Every live connection of every collector, as columns: readings go in, one immutable view for a snapshot comes out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from monitoring.clock import Clock
from monitoring.columns import Causes, Connections, Identities
from monitoring.model import UNKNOWN_CAUSE, Reading
from monitoring.ports import Places
from monitoring.rates import UNKNOWN_RATE, Flags, Floats, Ints
from monitoring.register import Register
from monitoring.segment import Segment, Step, apply, empty_segment


@dataclass(frozen=True, slots=True)
class Applied:
    """What one reading did: connections opened and closed, and the bytes sent since the reading before it."""

    opened: int
    closed: int
    sent_bytes: int


class ConnectionTable:
    """The state of the live view. Ids and ordinals are never reused; arrays handed out never change."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self.sent_bytes = 0
        self._register = Register(places, clock)
        self._started_s = clock.monotonic_s()
        self._segments: dict[str, Segment] = {}
        self._nothing = empty_segment("", lambda opened: self._register.describe(opened, ""))
        self._stream_bytes: Ints = np.zeros(0, np.int64)

    @property
    def stream_names(self) -> Mapping[int, str | None]:
        """The names of all streams that were ever played, by stream id."""
        return self._register.stream_names

    def apply(self, reading: Reading) -> Applied:
        """Take a reading in; raises `CollectorError`, and changes nothing, if it contradicts itself."""
        before = self._segments.get(reading.collector)
        step = apply(before, reading, lambda opened: self._register.describe(opened, reading.collector))
        self._segments[reading.collector] = step.segment
        sent_bytes = self._account(step, read_before=before is not None)
        return Applied(int(np.count_nonzero(step.opened)), step.closed, sent_bytes)

    def drop(self, collector: str) -> None:
        """Forget a collector with its connections; the bytes it counted stay counted."""
        self._segments.pop(collector, None)

    def count(self, collector: str) -> int | None:
        """Return how many connections are kept of a collector; None if it was never read."""
        segment = self._segments.get(collector)
        return None if segment is None else len(segment.keys)

    def stream_bytes(self) -> Ints:
        """Return the bytes sent since the start, by stream code; never written to afterwards."""
        self._stream_bytes = _padded(self._stream_bytes, len(self._register.interners.stream))
        return self._stream_bytes

    def freeze(self, now_s: float, refreshed: Collection[str], horizon_s: float) -> Connections:
        """Return all connections as of `now_s`.

        Rows that no reading of this tick refreshed are stale; those not refreshed for `horizon_s` keep their bytes but
        lose their bitrate and their cause and are no longer active.
        """
        self._compact()
        named = list(self._segments.items())
        segments = [segment for _, segment in named] or [self._nothing]
        seen_s: Floats = np.concatenate([segment.seen_s for segment in segments])
        ending: Flags = np.concatenate([segment.ending for segment in segments])
        stale = [_stale(segment, name in refreshed) for name, segment in named] or [ending]
        lost = now_s - seen_s > horizon_s
        bitrate_bps: Ints = np.concatenate([segment.counters.bitrate_bps for segment in segments])
        cause: Causes = np.concatenate([segment.cause for segment in segments])
        return Connections(
            interners=self._register.interners,
            identities=_concatenated([segment.identities for segment in segments]),
            sent_bytes=np.concatenate([segment.counters.sent_bytes for segment in segments]),
            bitrate_bps=np.where(lost, UNKNOWN_RATE, bitrate_bps),
            cause=np.where(lost, np.int8(UNKNOWN_CAUSE), cause),
            stale=np.concatenate(stale),
            ending=ending,
            active=~(lost | ending),
        )

    def _account(self, step: Step, *, read_before: bool) -> int:
        delta_bytes = step.delta_bytes
        if not read_before:
            # What was sent before this service ran is not of its time.
            since_start = step.segment.identities.connected_s >= self._started_s
            delta_bytes = np.where(step.opened & ~since_start, 0, delta_bytes)
        streams = len(self._register.interners.stream)
        by_stream = np.bincount(step.segment.identities.stream, weights=delta_bytes, minlength=streams)
        self._stream_bytes = _padded(self._stream_bytes, streams) + by_stream.astype(np.int64)
        sent_bytes = int(delta_bytes.sum())
        self.sent_bytes += sent_bytes
        return sent_bytes

    def _compact(self) -> None:
        compacted = self._register.compact([segment.identities for segment in self._segments.values()])
        for name, identities in zip(self._segments, compacted, strict=True):
            self._segments[name] = replace(self._segments[name], identities=identities)


def _stale(segment: Segment, refreshed: bool) -> Flags:
    return segment.missed | segment.ending if refreshed else np.ones(len(segment.keys), np.bool_)


def _padded(array: Ints, length: int) -> Ints:
    return np.concatenate((array, np.zeros(length - len(array), np.int64)))


def _concatenated(parts: list[Identities]) -> Identities:
    if len(parts) == 1:
        return parts[0]
    names = [each.name for each in fields(Identities)]
    return Identities(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
