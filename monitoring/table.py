"""Every live connection of every collector, as columns: readings go in, one immutable view for a snapshot comes out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monitoring.clock import Clock
from monitoring.columns import Connections
from monitoring.headcount import Headcount
from monitoring.identity_columns import MICROSECONDS
from monitoring.introduction import introduce
from monitoring.model import UNKNOWN_CAUSE, Reading
from monitoring.ports import Locator
from monitoring.rates import UNKNOWN_RATE, Ints
from monitoring.register import Register
from monitoring.roll import Roll, RowNumbers, changes, check, succeed
from monitoring.row_pool import RowPool
from monitoring.store import Store

# Rows that nobody has are given up, and the others moved together, once they are more than those that somebody has.
HOLES_FLOOR = 4096


@dataclass(frozen=True, slots=True)
class Applied:
    """How many connections a reading opened and closed."""

    opened: int
    closed: int


class ConnectionTable:
    """The state of the live view. Ordinals are never reused, rows are once nobody can see who had them.

    Not for two threads at once; what `freeze` returned may be read from any.
    """

    def __init__(self, places: Locator, clock: Clock) -> None:
        self.sent_bytes = 0
        self._register = Register(places, clock)
        self._started_us = round(clock.monotonic_s() * MICROSECONDS)
        self._rolls: dict[str, Roll] = {}
        self._read: set[str] = set()
        self._pool = RowPool()
        self._moves = 0
        self._store = Store()
        self._headcount = Headcount()
        self._before_start: list[RowNumbers] = []
        self._stream_bytes: Ints = np.zeros(0, np.int64)

    @property
    def stream_names(self) -> Mapping[int, str | None]:
        """The names of all streams that were ever played, by stream id."""
        return self._register.stream_names

    def __len__(self) -> int:
        return sum(len(roll.keys) for roll in self._rolls.values())

    def apply(self, reading: Reading) -> Applied:
        """Take a reading in; raises `CollectorError`, and changes nothing, if it contradicts itself."""
        check(reading)
        roll = self._rolls.get(reading.collector)
        change = changes(roll, reading)
        newcomers = introduce(reading.identities, reading.keys[change.fresh])
        if reading.collector in self._read:
            self._settle()
        self._read.add(reading.collector)
        self._pool.release()
        rows = self._pool.take(len(newcomers.key))
        self._leave(change.left)
        described = self._register.describe(newcomers, reading.collector)
        self._store.open(rows, described, self._pool.used)
        self._headcount.come(described)
        if roll is None:
            # What was sent before this service ran is not of its time.
            self._before_start.append(rows[self._store.identities.connected_us[rows] < self._started_us])
        self._rolls[reading.collector], told = succeed(change, reading, rows)
        self._store.tell(told, reading)
        self._store.end(change.before.ending, self._rolls[reading.collector].ending)
        return Applied(len(rows), len(change.left))

    def drop(self, collector: str) -> None:
        """Forget a collector with its connections; the bytes it counted stay counted."""
        self._settle()
        roll = self._rolls.pop(collector, None)
        if roll is not None:
            self._leave(roll.rows)

    def count(self, collector: str) -> int | None:
        """Return how many connections are kept of a collector; None if it was never read."""
        roll = self._rolls.get(collector)
        return None if roll is None else len(roll.keys)

    def stream_bytes(self) -> Ints:
        """Return the bytes sent since the start, by stream code; never written to afterwards."""
        self._stream_bytes = _padded(self._stream_bytes, len(self._register.interners.stream))
        return self._stream_bytes

    def freeze(self, now_s: float, horizon_s: float) -> Connections:
        """Return all connections as of `now_s`, with what was applied since the last time.

        Rows that no reading refreshed since then are stale; those not refreshed for `horizon_s` keep their bytes but
        lose their bitrate and their cause and are no longer active.
        """
        self._settle()
        self._tidy()
        store = self._store
        used = self._pool.used
        bitrate_bps = store.counters.bitrate_bps[:used]
        cause = store.cause[:used].copy()
        lost = np.zeros(used, np.bool_)
        if now_s - float(store.seen_s[:used].min(initial=now_s)) > horizon_s:
            lost = now_s - store.seen_s[:used] > horizon_s
            bitrate_bps = np.where(lost, UNKNOWN_RATE, bitrate_bps)
            cause[lost] = UNKNOWN_CAUSE
        live, ending = store.live[:used].copy(), store.ending[:used].copy()
        connections = Connections(
            interners=self._register.interners,
            identities=store.rows(used),
            live=live,
            sent_bytes=store.counters.sent_bytes[:used],
            bitrate_bps=bitrate_bps,
            cause=cause,
            stale=~store.held[:used] | ending,
            ending=ending,
            active=live & ~(lost | ending),
            count=len(self),
            moves=self._moves,
            counts=self._headcount.counts(),
            last_ordinal=self._register.last_ordinal,
        )
        store.held[:] = False
        self._pool.shown(connections)
        return connections

    def _leave(self, rows: RowNumbers) -> None:
        self._pool.leave(rows)
        self._store.close(rows)
        self._headcount.go(self._store.identities, rows)

    def _settle(self) -> None:
        """Work out what the readings that were applied mean for the counters."""
        if not self._read:
            return
        store = self._store
        by_stream = np.zeros(len(self._register.interners.stream), np.int64)
        store.advance(self._pool.used, by_stream)
        for rows in self._before_start:
            np.subtract.at(by_stream, store.identities.stream[rows], store.told_bytes(rows))
        self.sent_bytes += int(by_stream.sum())
        self._stream_bytes = _padded(self._stream_bytes, len(by_stream)) + by_stream
        self._before_start.clear()
        self._read.clear()

    def _tidy(self) -> None:
        """Move the rows together where too many are free, and forget values that no connection has any more."""
        live = len(self)
        bloated = self._register.bloated(live)
        if not bloated and self._pool.used - live <= max(HOLES_FLOOR, live):
            return
        rows = np.flatnonzero(self._store.live[: self._pool.used])
        moved = np.zeros(self._pool.used, np.int32)
        moved[rows] = np.arange(len(rows), dtype=np.int32)
        self._store = self._store.taken(rows, lambda identities: self._register.compact(identities, bloated))
        self._rolls = {name: roll.moved(moved) for name, roll in self._rolls.items()}
        self._pool = RowPool(len(rows))
        self._headcount = Headcount()
        self._headcount.come(self._store.identities)
        self._moves += 1


def _padded(array: Ints, length: int) -> Ints:
    return np.concatenate((array, np.zeros(length - len(array), np.int64)))
