"""Sums of the live connections by stream, place and whatever else is coded; none is made before it is asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.interning import Codes
from monitoring.merging import Rows
from monitoring.rates import UNKNOWN_RATE, Flags, Ints
from monitoring.top_lines import top_lines


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
        self._is_asked_for_lines = False

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
        return None if self.active and len(self._unrated) == len(self._connections.live) else self._rated_bps

    @cached_property
    def lines(self) -> Watching:
        """The lines that are watching."""
        connections = self._connections
        line_id, counted = connections.identities.line_id, connections.counts.get("line_id")
        if counted is None:
            known = connections.active & (line_id != UNKNOWN_LINE)
            return Watching(*np.unique(line_id[known], return_counts=True))
        # The first place is that of the unknown line.
        counts = counted[1:].astype(np.int64)
        idle = line_id[self._idle]
        np.subtract.at(counts, idle[idle != UNKNOWN_LINE], 1)
        watching = np.flatnonzero(counts != 0)
        return Watching(watching, counts[watching])

    @property
    def top_lines(self) -> list[LineShare]:
        """The lines that take most."""
        self._is_asked_for_lines = True
        return self._top_lines

    @cached_property
    def _top_lines(self) -> list[LineShare]:
        return top_lines(self._connections)

    def make_totals(self, before: "Groups | None") -> None:
        """Work out what every tick needs, and what was asked for `before`, so that it is there when it is asked for."""
        self.__dict__.update(stream=self.stream, lines=self.lines, total_bps=self.total_bps)
        if before is not None and before._is_asked_for_lines:
            self.__dict__["_top_lines"] = self._top_lines

    def by(self, column: str) -> Group:
        """Sum the active connections by one of the columns in `CODED`."""
        connections, counted = self._connections, self._connections.counts.get(column)
        codes: Codes = getattr(connections.identities, column)
        size = len(getattr(connections.interners, column))
        if counted is None:
            return grouped(connections, codes, size, connections.active)
        counts = _fitted(counted, size)
        alone = np.flatnonzero(counts)
        np.subtract.at(counts, codes[self._idle], 1)
        sums: Ints = np.zeros(size, np.int64)
        if len(alone) == 1:
            sums[alone] = self._rated_bps
        else:
            # All rows, then without those that have no rate or do not count, which are few.
            np.add.at(sums, codes.astype(np.intp), connections.bitrate_bps)
            np.subtract.at(sums, codes[self._unrated], connections.bitrate_bps[self._unrated])
        return _group(counts, sums, np.bincount(codes[self._rateless], minlength=size))

    @cached_property
    def _idle(self) -> Rows:
        """Live rows that do not count."""
        return np.flatnonzero(self._connections.live & ~self._connections.active)

    @cached_property
    def _unrated(self) -> Rows:
        """Rows whose rate does not count, or that have none."""
        connections = self._connections
        return np.flatnonzero(~connections.active | (connections.bitrate_bps == UNKNOWN_RATE))

    @cached_property
    def _rateless(self) -> Rows:
        """Rows that count and have no rate."""
        return self._unrated[self._connections.active[self._unrated]]

    @cached_property
    def _rated_bps(self) -> int:
        rates = self._connections.bitrate_bps
        return int(rates.sum()) - int(rates[self._unrated].sum())


def grouped(connections: Connections, codes: Codes, size: int, among: Flags) -> Group:
    """Sum those of the active connections that are `among`, by code."""
    rows = np.flatnonzero(connections.active & among)
    places, rates = codes[rows].astype(np.intp), connections.bitrate_bps[rows]
    rated = rates != UNKNOWN_RATE
    sums: Ints = np.zeros(size, np.int64)
    np.add.at(sums, places[rated], rates[rated])
    return _group(np.bincount(places, minlength=size), sums, np.bincount(places[~rated], minlength=size))


def _group(counts: Ints, sums: Ints, rateless: Ints) -> Group:
    return Group(counts, np.where((counts == 0) | (counts > rateless), sums, UNKNOWN_RATE))


def _fitted(counts: Codes, size: int) -> Ints:
    fitted: Ints = np.zeros(size, np.int64)
    fitted[: len(counts)] = counts[:size]
    return fitted
