"""Every live connection of every collector, as columns: readings go in, one immutable view for a snapshot comes out."""

import math
from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np

from geo.place import Place
from monitoring.clock import Clock
from monitoring.columns import City, Connections, Country, Identities, Interners, Network
from monitoring.interning import Codes, Interner
from monitoring.model import Identity, Reading
from monitoring.ports import Places
from monitoring.rates import UNKNOWN_RATE, Flags, Floats, Ints
from monitoring.segment import Segment, Step, apply, empty_segment

# Lines and streams are as many as the catalog holds; these others are whatever viewers send.
_COMPACTED = ("username", "stream_name", "protocol", "address", "user_agent", "country", "city", "network")
COMPACTION_FLOOR = 4096
COMPACTION_FACTOR = 4


@dataclass(frozen=True, slots=True)
class Applied:
    """What one reading did: connections opened and closed, and the bytes sent since the reading before it."""

    opened: int
    closed: int
    sent_bytes: int


class ConnectionTable:
    """The state of the live view. Ids and ordinals are never reused; arrays handed out never change."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self._places = places
        self._clock = clock
        self._started_s = clock.monotonic_s()
        self._interners = Interners()
        self._segments: dict[str, Segment] = {}
        self._ordinal = 0
        self._stream_bytes: Ints = np.zeros(0, np.int64)
        self.sent_bytes = 0
        self.stream_names: dict[int, str | None] = {}

    def apply(self, reading: Reading) -> Applied:
        """Take a reading in; raises `CollectorError`, and changes nothing, if it contradicts itself."""
        before = self._segments.get(reading.collector) or empty_segment()
        ahead_s = self._clock.now().timestamp() - self._clock.monotonic_s()
        step = apply(before, reading, lambda identity: self._described(identity, reading.collector, ahead_s))
        self._segments[reading.collector] = step.segment
        sent_bytes = self._account(step, read_before=before.read_s is not None)
        return Applied(int(np.count_nonzero(step.opened)), step.closed, sent_bytes)

    def count(self, collector: str) -> int | None:
        """Return how many connections are kept of a collector; None if it was never read."""
        segment = self._segments.get(collector)
        return None if segment is None else len(segment.keys)

    def stream_bytes(self) -> Ints:
        """Return the bytes sent since the start, by stream code; never written to afterwards."""
        self._stream_bytes = _padded(self._stream_bytes, len(self._interners.stream))
        return self._stream_bytes

    def freeze(self, now_s: float, refreshed: Collection[str], horizon_s: float) -> Connections:
        """Return all connections as of `now_s`.

        Rows that no reading of this tick refreshed are stale; those not refreshed for `horizon_s` keep their bytes but
        lose their bitrate and are no longer active.
        """
        self._compact()
        named = list(self._segments.items())
        segments = [segment for _, segment in named] or [empty_segment()]
        seen_s: Floats = np.concatenate([segment.seen_s for segment in segments])
        ending: Flags = np.concatenate([segment.ending for segment in segments])
        missed = [_missed(segment, name in refreshed) for name, segment in named] or [ending]
        lost = now_s - seen_s > horizon_s
        bitrate_bps: Ints = np.concatenate([segment.counters.bitrate_bps for segment in segments])
        return Connections(
            interners=self._interners,
            identities=_concatenated([segment.identities for segment in segments]),
            sent_bytes=np.concatenate([segment.counters.sent_bytes for segment in segments]),
            bitrate_bps=np.where(lost, UNKNOWN_RATE, bitrate_bps),
            stale=np.concatenate(missed) | ending,
            ending=ending,
            active=~(lost | ending),
        )

    def _account(self, step: Step, *, read_before: bool) -> int:
        delta_bytes = step.delta_bytes
        if not read_before:
            # What was sent before this service ran is not of its time.
            since_start = step.segment.identities.connected_s >= self._started_s
            delta_bytes = np.where(step.opened & ~since_start, 0, delta_bytes)
        streams = len(self._interners.stream)
        by_stream = np.bincount(step.segment.identities.stream, weights=delta_bytes, minlength=streams)
        self._stream_bytes = _padded(self._stream_bytes, streams) + by_stream.astype(np.int64)
        sent_bytes = int(delta_bytes.sum())
        self.sent_bytes += sent_bytes
        return sent_bytes

    def _described(self, identity: Identity, collector: str, ahead_s: float) -> tuple[object, ...]:
        place = self._places.place(identity.address)
        self._ordinal += 1
        if identity.stream_id is not None:
            self.stream_names[identity.stream_id] = identity.stream_name
        connected_at_s = math.nan if identity.connected_at is None else identity.connected_at.timestamp()
        connected_s = identity.connected_monotonic_s
        return (
            self._ordinal,
            identity,
            place,
            *self._coded(identity, place, collector),
            connected_at_s - ahead_s if connected_s is None else connected_s,
            connected_at_s,
        )

    def _coded(self, identity: Identity, place: Place, collector: str) -> tuple[int, ...]:
        interners = self._interners
        return (
            interners.line.code(identity.line_id),
            interners.stream.code(identity.stream_id),
            interners.username.code(identity.username),
            interners.stream_name.code(identity.stream_name),
            interners.stream_type.code(identity.stream_type),
            interners.protocol.code(identity.protocol),
            interners.address.code(identity.address),
            interners.user_agent.code(identity.user_agent),
            interners.country.code(Country(place.country_code, place.country)),
            interners.city.code(City(place.city, place.country_code, place.latitude, place.longitude)),
            interners.network.code(Network(place.isp, place.asn)),
            interners.collector.code(collector),
        )

    def _compact(self) -> None:
        live = sum(len(segment.keys) for segment in self._segments.values())
        for name in _COMPACTED:
            if len(getattr(self._interners, name)) > COMPACTION_FLOOR + COMPACTION_FACTOR * live:
                self._compact_column(name)

    def _compact_column(self, name: str) -> None:
        interner = getattr(self._interners, name)
        used = np.unique(np.concatenate([getattr(each.identities, name) for each in self._segments.values()]))
        recoded: Codes = np.zeros(len(interner), np.int32)
        recoded[used] = np.arange(len(used), dtype=np.int32)
        compacted = {name: Interner([interner.values[code] for code in used.tolist()])}
        self._interners = replace(self._interners, **compacted)
        for collector, segment in self._segments.items():
            columns = {name: recoded[getattr(segment.identities, name)]}
            self._segments[collector] = replace(segment, identities=replace(segment.identities, **columns))


def _missed(segment: Segment, refreshed: bool) -> Flags:
    if not refreshed or segment.read_s is None:
        return np.ones(len(segment.keys), np.bool_)
    return np.less(segment.seen_s, segment.read_s)


def _padded(array: Ints, length: int) -> Ints:
    return np.concatenate((array, np.zeros(length - len(array), np.int64)))


def _concatenated(parts: list[Identities]) -> Identities:
    if len(parts) == 1:
        return parts[0]
    names = [each.name for each in fields(Identities)]
    return Identities(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
