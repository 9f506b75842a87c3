"""The lines that take most of the bandwidth at one moment."""

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.merging import Rows
from monitoring.rates import UNKNOWN_RATE, Ints

COUNT = 10
# The largest sums are looked for among the largest of so many at a time.
STRETCH = 1 << 10


def top_lines(connections: Connections, count: int = COUNT) -> list[LineShare]:
    """Return the lines with active connections, largest bandwidth first, then most connections, then the lower id."""
    rows = _of_large_lines(connections, count)
    rows = rows[connections.identities.line_id[rows] != UNKNOWN_LINE]
    ids, speakers, lines, counts = np.unique(
        connections.identities.line_id[rows], return_index=True, return_inverse=True, return_counts=True
    )
    rates = connections.bitrate_bps[rows]
    sums: Ints = np.zeros(len(ids), np.int64)
    np.add.at(sums, lines, np.maximum(rates, 0))
    sums[np.bincount(lines[rates != UNKNOWN_RATE], minlength=len(ids)) == 0] = UNKNOWN_RATE
    largest = np.lexsort((ids, -counts, -sums))[:count].tolist()
    return [
        LineShare(
            line_id=int(ids[at]),
            username=connections.identity(int(rows[speakers[at]])).username,
            connections=int(counts[at]),
            bandwidth_bps=None if sums[at] == UNKNOWN_RATE else int(sums[at]),
        )
        for at in largest
    ]


def _of_large_lines(connections: Connections, count: int) -> Rows:
    """Return active rows, among them all of the `count` largest lines: of few others where the lines are counted."""
    counted, lines = connections.counts.get("line_id"), connections.identities.line_id[: len(connections.live)]
    if counted is None or len(counted) <= STRETCH * count:
        return np.flatnonzero(connections.active)
    rates, uncounted = (
        connections.bitrate_bps,
        np.flatnonzero(~connections.active | (connections.bitrate_bps == UNKNOWN_RATE)),
    )
    # All rows, then without those that have no rate or do not count. The last place is that of the unknown line, -1.
    sums: Ints = np.zeros(len(counted), np.int64)
    np.add.at(sums, lines, rates)
    np.subtract.at(sums, lines[uncounted], rates[uncounted])
    sums[UNKNOWN_LINE] = 0
    peaks = np.maximum.reduceat(sums, np.arange(0, len(sums), STRETCH))
    # Where fewer lines have any bitrate, those without are among the largest.
    least = int(np.partition(peaks, -count)[-count])
    return np.flatnonzero((sums >= least)[lines] & connections.active)
