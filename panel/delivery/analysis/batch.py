"""Many packets, and which of them are worth a second look."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.headers import (
    ADAPTATION_FIELD,
    DISCONTINUITY,
    NOT_IN_SYNC,
    PID_BITS,
    RANDOM_ACCESS,
    REMARKABLE,
    SYNC,
    TRANSPORT_ERROR,
    UNIT_START,
    Indices,
    Words,
    fields_of,
    outstanding,
    pid_of,
)
from panel.delivery.analysis.packets import Packets

# What belongs together is mostly within so many packets.
NEAR = 128


@dataclass(frozen=True, slots=True)
class ClockReference:
    """A PCR in ticks of 27 MHz, modulo 2**33 * 300; `announced` where it or a packet before begins another time."""

    index: int
    pid: int
    value: int
    announced: bool


def part_of(numbers: Indices, begun: int, end: int) -> slice:
    """Return where numbers from `begun` to before `end` are."""
    return slice(int(numbers.searchsorted(begun)), int(numbers.searchsorted(end)))


class Units(NamedTuple):
    """Packets that begin something: numbers, headers, and where the first bytes of each are in a table of rows."""

    packets: Packets
    at: Indices
    words: Words
    places: Indices
    heads: NDArray[np.uint8]

    def rows(self) -> NDArray[np.uint8]:
        """Return their bytes, a row each."""
        return self.packets.rows(self.at)

    def only(self, wanted: NDArray[np.bool_]) -> "Units":
        """Return those that are wanted."""
        which = wanted.nonzero()[0]
        return Units(self.packets, self.at.take(which), self.words.take(which), self.places.take(which), self.heads)

    def between(self, begun: int, end: int) -> "Units":
        """Return those of the packets from `begun` on, before `end`."""
        part = part_of(self.at, begun, end)
        return Units(self.packets, self.at[part], self.words[part], self.places[part], self.heads)


class Batch:
    """Packets; numbers are within the batch."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self.packets = Packets(blocks)
        self.words: Words = self.packets.headers()
        self.outstanding = outstanding(self.words)
        """The packets that do not simply go on, as `headers.outstanding` has it."""
        self.outstanding_words: Words = self.words.take(self.outstanding)
        odd = (self.outstanding_words ^ SYNC) & REMARKABLE
        places = odd.nonzero()[0]
        self._marked: Indices = self.outstanding.take(places)
        self._marked_words: Words = self.outstanding_words.take(places)
        self._why: Words = odd.take(places)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def in_sync(self) -> bool:
        """Whether all sync bytes are right."""
        return not (self._why & NOT_IN_SYNC).any()

    def damaged(self) -> frozenset[int]:
        """Return the packets that are said to be (transport_error_indicator); `look` then passes over them."""
        told = self._why & TRANSPORT_ERROR != 0
        if not told.any():
            return frozenset()
        found = frozenset(self._marked[told].tolist())
        self._marked, self._marked_words, self._why = self._marked[~told], self._marked_words[~told], self._why[~told]
        return found

    def look(self) -> None:
        """Find where units and adaptation fields are."""
        heads = self.packets.heads(self._marked)
        places = (self._why & UNIT_START).nonzero()[0]
        self.units = Units(self.packets, self._marked.take(places), self._marked_words.take(places), places, heads)
        places = (self._why & ADAPTATION_FIELD).nonzero()[0]
        at = self._marked.take(places)
        seconds, thirds = heads.view(">u4")[:, 1:3].take(places, 0).astype(np.uint32).T
        fields = fields_of(at, seconds, thirds)
        self.random_access: Indices = at.take((fields.flags & RANDOM_ACCESS).nonzero()[0])
        self._breaks: list[int] = at.take((fields.flags & DISCONTINUITY).nonzero()[0]).tolist()
        self._clocks_at = fields.clocks_at
        self._clocks = fields.clocks
        pids = self.words.take(fields.clocks_at) & PID_BITS
        alone = len(pids) > 0 and not self._breaks and bool((pids == pids[0]).all())
        self.only_clock: int | None = int(pids[0]) >> 8 if alone else None
        """The PID of all clock references, where there are some, and no break is announced."""

    def plain_clocks(self, first: int, end: int) -> tuple[Indices, NDArray[np.int64]]:
        """Return the packets and the values of the clock references of a part of the batch."""
        part = part_of(self._clocks_at, first, end)
        return self._clocks_at[part], self._clocks[part]

    def clocks(self, first: int, end: int, announced: set[int]) -> Iterator[ClockReference]:
        """Yield the clock references of a part of the batch.

        `announced` holds the PIDs that announced a break, and told no time since; it is kept up to date.
        """
        breaks = iter(self._breaks[bisect_left(self._breaks, first) : bisect_left(self._breaks, end)])
        next_break = next(breaks, end)
        for index, value in zip(*(column.tolist() for column in self.plain_clocks(first, end)), strict=True):
            while next_break <= index:
                announced.add(pid_of(self.packets[next_break]))
                next_break = next(breaks, end)
            pid = pid_of(self.packets[index])
            yield ClockReference(index, pid, value, pid in announced)
            announced.discard(pid)
        announced.update(pid_of(self.packets[index]) for index in (next_break, *breaks) if index < end)

    def of_pid(self, pid: int, first: int, count: int) -> list[int]:
        """Return so many packets of a PID from `first` on, or as many as there are."""
        found: list[int] = []
        span = NEAR
        while len(found) < count and first < len(self):
            own = (self.words[first : first + span] & PID_BITS == np.uint32(pid << 8)).nonzero()[0]
            found += (own + first).tolist()
            first, span = first + span, span * 8
        return found[:count]
