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
    pid_of,
)
from panel.delivery.analysis.packets import Packets


@dataclass(frozen=True, slots=True)
class ClockReference:
    """A PCR in ticks of 27 MHz, modulo 2**33 * 300; `announced` where it or a packet before begins another time."""

    index: int
    pid: int
    value: int
    announced: bool


class Units(NamedTuple):
    """Packets that begin something: their numbers, their headers, and where their bytes are in a table of rows."""

    at: Indices
    words: Words
    places: Indices
    table: NDArray[np.uint8]

    @property
    def rows(self) -> NDArray[np.uint8]:
        """Their bytes, a row each."""
        rows: NDArray[np.uint8] = self.table[self.places]
        return rows

    def only(self, wanted: NDArray[np.bool_] | slice) -> "Units":
        """Return some of them."""
        return Units(self.at[wanted], self.words[wanted], self.places[wanted], self.table)


class Batch:
    """Packets; numbers are within the batch."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self.packets = Packets(blocks)
        self.words: Words = self.packets.headers()
        odd = (self.words ^ SYNC) & REMARKABLE
        self._marked: Indices = (odd != 0).nonzero()[0]
        self._why: Words = odd[self._marked]

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
        self._marked, self._why = self._marked[~told], self._why[~told]
        return found

    def look(self) -> None:
        """Find where units and adaptation fields are."""
        rows = self.packets.rows(self._marked)
        places = (self._why & UNIT_START != 0).nonzero()[0]
        starts: Indices = self._marked[places]
        self.units = Units(starts, self.words[starts], places, rows)
        places = (self._why & ADAPTATION_FIELD != 0).nonzero()[0]
        fields = fields_of(self._marked[places], rows.view(">u4")[places, 1:3])
        self.random_access: Indices = fields.at[fields.words & RANDOM_ACCESS != 0]
        self._breaks: list[int] = fields.at[fields.words & DISCONTINUITY != 0].tolist()
        self._clocks_at: list[int] = fields.clocks_at.tolist()
        self._clocks: list[int] = fields.clocks.tolist()
        pids = self.words[fields.clocks_at] & PID_BITS
        alone = len(pids) > 0 and not self._breaks and bool((pids == pids[0]).all())
        self.only_clock: int | None = int(pids[0]) >> 8 if alone else None
        """The PID of all clock references, where there are some, and no break is announced."""

    def plain_clocks(self, first: int, end: int) -> tuple[list[int], list[int]]:
        """Return the packets and the values of the clock references of a part of the batch."""
        part = slice(bisect_left(self._clocks_at, first), bisect_left(self._clocks_at, end))
        return self._clocks_at[part], self._clocks[part]

    def clocks(self, first: int, end: int, announced: set[int]) -> Iterator[ClockReference]:
        """Yield the clock references of a part of the batch.

        `announced` holds the PIDs that announced a break, and told no time since; it is kept up to date.
        """
        breaks = iter(self._breaks[bisect_left(self._breaks, first) : bisect_left(self._breaks, end)])
        next_break = next(breaks, end)
        for index, value in zip(*self.plain_clocks(first, end), strict=True):
            while next_break <= index:
                announced.add(pid_of(self.packets[next_break]))
                next_break = next(breaks, end)
            pid = pid_of(self.packets[index])
            yield ClockReference(index, pid, value, pid in announced)
            announced.discard(pid)
        announced.update(pid_of(self.packets[index]) for index in (next_break, *breaks) if index < end)

    def of_pid(self, pid: int, first: int) -> Indices:
        """Return all packets of a PID from `first` on."""
        found: Indices = (self.words[first:] & PID_BITS == np.uint32(pid << 8)).nonzero()[0] + first
        return found
