"""Sums of the live connections by stream, place and whatever else is coded; none is made before it is asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monitoring.columns import Connections
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.interning import Codes
from monitoring.merging import DENSE, Rows
from monitoring.rates import UNKNOWN_RATE, Flags, Ints


@dataclass(frozen=True, slots=True)
class Group:
    """By code: how many connections are active, and the sum of their bitrates, -1 where none of them has one yet."""

    connections: Ints
    bandwidth_bps: Ints


@dataclass(frozen=True, slots=True)
class Watching:
    """Lines that have active connections, by rising id, and how many each has."""

    line_id: Ints
    connections: Ints

    def of(self, line_id: int) -> int:
        """Return how many connections a line has."""
        at = int(np.searchsorted(self.line_id, line_id))
        return int(self.connections[at]) if at < len(self.line_id) and self.line_id[at] == line_id else 0


class Groups:
    """Totals of one moment's active connections. A `Group` is by the codes of the interner of the same name."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @cached_property
    def stream(self) -> Group:
        return self.by("stream")

    @cached_property
    def place(self) -> Group:
        return self.by("place")

    @cached_property
    def collector(self) -> Group:
        return self.by("collector")

    @cached_property
    def active(self) -> int:
        """How many connections are counted."""
        return int(np.count_nonzero(self._connections.active))

    @cached_property
    def total_bps(self) -> int | None:
        """The sum of all bitrates; None while there are active connections and none has a bitrate."""
        connections = self._connections
        if self.active and len(self._unrated) == len(connections.live):
            return None
        return int(connections.bitrate_bps.sum()) - int(connections.bitrate_bps[self._unrated].sum())

    @cached_property
    def lines(self) -> Watching:
        """The lines that are watching."""
        line_id = self._connections.identities.line_id[self._connections.active]
        if int(line_id.max(initial=0)) > DENSE * (len(line_id) + DENSE):
            return Watching(*np.unique(line_id[line_id != UNKNOWN_LINE], return_counts=True))
        # The first place is that of the unknown line, -1.
        counts = np.bincount(line_id - UNKNOWN_LINE, minlength=1)[1:]
        watching = np.flatnonzero(counts)
        return Watching(watching, counts[watching])

    def make_totals(self) -> None:
        """Work out what every tick needs, so that it is there when it is asked for."""
        self.__dict__.update(stream=self.stream, lines=self.lines, total_bps=self.total_bps)

    def by(self, column: str) -> Group:
        """Sum the active connections by one of the columns in `CODED`."""
        connections = self._connections
        size = len(getattr(connections.interners, column))
        return _sums(connections, getattr(connections.identities, column), size, self._inactive, self._unrated)

    @cached_property
    def _inactive(self) -> Rows:
        return np.flatnonzero(~self._connections.active)

    @cached_property
    def _unrated(self) -> Rows:
        connections = self._connections
        return np.flatnonzero(~connections.active | (connections.bitrate_bps == UNKNOWN_RATE))


def grouped(connections: Connections, codes: Codes, size: int, among: Flags) -> Group:
    """Sum those of the active connections that are `among`, by code."""
    active = connections.active & among
    unrated = ~active | (connections.bitrate_bps == UNKNOWN_RATE)
    return _sums(connections, codes, size, np.flatnonzero(~active), np.flatnonzero(unrated))


def _sums(connections: Connections, codes: Codes, size: int, inactive: Rows, unrated: Rows) -> Group:
    """Sum all rows and take off those that do not count, which are few. Sums are exact below 2^53."""
    rates, places = connections.bitrate_bps, codes.astype(np.intp)
    every = np.bincount(places, minlength=size)
    counts = every - np.bincount(codes[inactive], minlength=size)
    rated = every - np.bincount(codes[unrated], minlength=size)
    sums = np.bincount(places, rates, size) - np.bincount(codes[unrated], rates[unrated], size)
    return Group(counts[:size], np.where((rated > 0) | (counts == 0), sums.astype(np.int64), UNKNOWN_RATE)[:size])
