"""Sessions of what added collectors read: who came and who left between two ticks, told to the book."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import numpy as np

from monitoring.clock import Clock
from monitoring.columns import Connections
from monitoring.merging import Rows, contains
from monitoring.model import Identity
from monitoring.rates import Ints
from monitoring.snapshot import Moment, Snapshot, known
from panel.collectors.fact import GATEWAY
from panel.sessions import Ending, EndReason, SessionBook

AT_ONCE = 500
MOST_WAITING = 10_000
CROWDED_S = 0.1


class WaitingBook(SessionBook, Protocol):
    """A book that tells how many rows wait to be written."""

    @property
    def pending(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Present:
    """Who was connected, in the order of `ordinals`: the row of each, and the highest bitrate it had (-1: unknown).

    `read_at` is when each collector was read last, by its name.
    """

    connections: Connections
    ordinals: Ints
    rows: Rows
    peak_bps: Ints
    read_at: Mapping[str, Moment]

    def only(self, which: Rows) -> "_Present":
        return replace(self, ordinals=self.ordinals[which], rows=self.rows[which], peak_bps=self.peak_bps[which])

    def ids(self) -> set[str]:
        return set(self.connections.identities.id[self.rows].tolist())


class CollectedSessions:
    """Follows the newest snapshot; what comes and goes while the book is crowded is found once it has room.

    A connection that its collector no longer lists, or whose collector is gone, has ended when it was last read. One of
    a collector that fails is not over: it goes on, or is found to have left, with the next good reading. The service's
    end is not theirs, so nothing is told then.
    """

    def __init__(self, book: WaitingBook, clock: Clock, end_reason: Callable[[str], EndReason]) -> None:
        self._book = book
        self._end_reason = end_reason
        self._clock = clock
        self._newest: Snapshot | None = None
        self._something = asyncio.Event()
        self._present: _Present | None = None
        self._read_at: dict[str, Moment] = {}

    def take(self, snapshot: Snapshot) -> None:
        """Take a tick in place of the one before."""
        self._newest = snapshot
        for state in snapshot.collectors:
            if state.sampled_at == snapshot.timestamp:
                self._read_at[state.name] = Moment(snapshot.timestamp, snapshot.monotonic_s)
        self._something.set()

    async def run(self) -> None:
        """Follow for ever."""
        while True:
            await self._something.wait()
            self._something.clear()
            await self.follow()

    async def follow(self) -> None:
        """Tell the book what the newest tick changed."""
        snapshot, before = self._newest, self._present
        if snapshot is None:
            return
        after = self._present = _present(snapshot.connections, dict(self._read_at), before)
        left = _missing(before, after)
        came = _missing(after, before)
        # One that is read over another way now is the same connection.
        same = left.ids() & came.ids() if left is not None and came is not None else set[str]()
        await self._tell_left(left, same, Moment(snapshot.timestamp, snapshot.monotonic_s))
        await self._tell_came(came, same)

    async def _tell_came(self, came: _Present | None, same: set[str]) -> None:
        for present in _in_pieces(came):
            for row in present.rows.tolist():
                identity = present.connections.identity(row)
                if identity.id not in same:
                    self._book.opened(_collector(present.connections, row), identity)
            await self._give_way()

    async def _tell_left(self, left: _Present | None, same: set[str], now: Moment) -> None:
        for present in _in_pieces(left):
            for row, peak_bps in zip(present.rows.tolist(), present.peak_bps.tolist(), strict=True):
                identity, collector = present.connections.identity(row), _collector(present.connections, row)
                if identity.id not in same:
                    sent_bytes = int(present.connections.sent_bytes[row])
                    ending = _ending(identity, sent_bytes, known(peak_bps), present.read_at.get(collector, now))
                    ending = replace(ending, reason=self._end_reason(identity.id))
                    self._book.closed(collector, identity, ending, _nobody_waits)
            await self._give_way()

    async def _give_way(self) -> None:
        await self._clock.sleep(0.0)
        while self._book.pending > MOST_WAITING:
            await self._clock.sleep(CROWDED_S)


def _present(connections: Connections, read_at: Mapping[str, Moment], before: _Present | None) -> _Present | None:
    names = connections.interners.collector
    of_gateway = names.find(GATEWAY)
    if len(names) == 0 or (len(names) == 1 and of_gateway is not None):
        return None
    of_others = connections.identities.collector != (-1 if of_gateway is None else of_gateway)
    rows = np.flatnonzero(connections.live & of_others)
    if not len(rows):
        # Whoever holds no connections lets their rows be used again.
        return None
    ordinals = connections.identities.ordinal[rows]
    order = np.argsort(ordinals)
    ordinals, rows = ordinals[order], rows[order]
    peak_bps = connections.bitrate_bps[rows]
    if before is not None:
        stayed = contains(before.ordinals, ordinals)
        earlier = before.peak_bps[np.searchsorted(before.ordinals, ordinals[stayed])]
        peak_bps[stayed] = np.maximum(peak_bps[stayed], earlier)
    return _Present(connections, ordinals, rows, peak_bps, read_at)


def _missing(of: _Present | None, among: _Present | None) -> _Present | None:
    """Return those `of` the one moment who are not `among` the other."""
    if of is None or among is None:
        return of
    which = np.flatnonzero(~contains(among.ordinals, of.ordinals))
    return of.only(which) if len(which) else None


def _in_pieces(present: _Present | None) -> Iterator[_Present]:
    if present is None:
        return
    for begin in range(0, len(present.rows), AT_ONCE):
        yield present.only(np.arange(begin, min(begin + AT_ONCE, len(present.rows))))


def _collector(connections: Connections, row: int) -> str:
    return connections.interners.collector.values[int(connections.identities.collector[row])]


def _ending(identity: Identity, sent_bytes: int, peak_bps: int | None, read_at: Moment) -> Ending:
    began_s = read_at.monotonic_s if identity.connected_monotonic_s is None else identity.connected_monotonic_s
    return Ending(
        sent_bytes=sent_bytes,
        ended_at=_not_before(identity.connected_at, read_at.timestamp),
        duration_s=max(0.0, read_at.monotonic_s - began_s),
        reason="left",
        peak_bps=peak_bps,
        stall_s=None,
        bytes_exact=False,
    )


def _not_before(connected_at: datetime | None, ended_at: datetime) -> datetime:
    # Their clock may be ahead of ours.
    return ended_at if connected_at is None else max(connected_at, ended_at)


def _nobody_waits() -> None:
    """The connection is off the screen since the tick that missed it."""
