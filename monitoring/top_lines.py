"""The lines that take most of the bandwidth at one moment."""

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.merging import DENSE, Rows
from monitoring.rates import UNKNOWN_RATE, Flags, Ints

COUNT = 10
# The largest sums are looked for among the largest of so many at a time.
STRETCH = 1 << 10


def top_lines(connections: Connections, count: int = COUNT) -> list[LineShare]:
    """Return the lines with active connections, largest bandwidth first, then most connections, then the lower id."""
    ids, places = _numbered(connections.identities.line_id[: len(connections.live)])
    uncounted = np.flatnonzero(~connections.active | (connections.bitrate_bps == UNKNOWN_RATE))
    rateless = uncounted[connections.active[uncounted]]
    # All rows, then without those that have no rate or do not count, which are few.
    sums: Ints = np.zeros(len(ids), np.int64)
    np.add.at(sums, places, connections.bitrate_bps)
    np.subtract.at(sums, places[uncounted], connections.bitrate_bps[uncounted])
    found = _large(sums, count)
    found = found[ids[found] != UNKNOWN_LINE]
    rows = np.flatnonzero(_marked(found, len(ids))[places] & connections.active)
    present, speakers, counts = np.unique(places[rows], return_index=True, return_counts=True)
    without = np.bincount(places[rateless], minlength=len(ids))[present]
    rates = np.where(counts > without, sums[present], UNKNOWN_RATE)
    largest = np.lexsort((ids[present], -counts, -rates))[:count].tolist()
    return [
        LineShare(
            line_id=int(ids[present[at]]),
            username=connections.identity(int(rows[speakers[at]])).username,
            connections=int(counts[at]),
            bandwidth_bps=None if rates[at] == UNKNOWN_RATE else int(rates[at]),
        )
        for at in largest
    ]


def _large(sums: Ints, count: int) -> Rows:
    """Return places that hold the largest sums: all places where fewer than `count` lines have one above 0."""
    starts = np.arange(0, len(sums), STRETCH)
    # The line that nobody knows may have the largest of all.
    wanted = count + 1
    if len(starts) > wanted:
        peaks = np.maximum.reduceat(sums, starts)
        least = int(np.partition(peaks, len(peaks) - wanted)[len(peaks) - wanted])
        if least > 0:
            return np.flatnonzero(sums >= least)
    return np.arange(len(sums))


def _marked(places: Rows, size: int) -> Flags:
    marked = np.zeros(size, np.bool_)
    marked[places] = True
    return marked


def _numbered(lines: Ints) -> tuple[Ints, Ints]:
    """Return the lines' ids, and the place of each row's line among them; ids that lie close are their own places."""
    most = int(lines.max(initial=0))
    if most <= DENSE * (len(lines) + DENSE):
        return np.arange(UNKNOWN_LINE, most + 1), lines - UNKNOWN_LINE
    ids, places = np.unique(lines, return_inverse=True)
    return ids, places
