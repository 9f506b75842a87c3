"""The lines that take most of the bandwidth at one moment."""

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.interning import Codes
from monitoring.merging import Rows
from monitoring.rates import UNKNOWN_RATE, Flags, Ints

COUNT = 10
# Fewer rows than one in so many of all are summed by sorting them.
FEW = 16
# The largest sums are looked for among the largest of so many at a time.
STRETCH = 1 << 10


def top_lines(connections: Connections, count: int = COUNT) -> list[LineShare]:
    """Return the lines with active connections, largest bandwidth first, then most connections, then the lower id."""
    rows = _rows(connections, count)
    lines = connections.identities.line_id[rows]
    rows = rows[lines != UNKNOWN_LINE]
    ids, speakers, sums, counts = _summed(connections, rows)
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


def _rows(connections: Connections, count: int) -> Rows:
    """Return active rows, among them all of the `count` largest lines, and few of others.

    No line takes more than its connections times the highest rate: those with too few for what the lines with most of
    them take need not be summed.
    """
    everybody = np.flatnonzero(connections.active)
    if len(everybody) == 0 or "line_id" not in connections.counts:
        return everybody
    # The first count is the unknown line's, whose id -1 is the last place of an array.
    counts = np.roll(connections.counts["line_id"], -1)
    counts[-1] = 0
    most = _enough(counts, count)
    rows = _of_lines(connections, counts >= most)
    if len(rows) * FEW < len(everybody):
        _, _, sums, _ = _summed(connections, rows)
        least = int(np.partition(sums, -count)[-count]) if len(sums) >= count else 0
        needed = -(-least // max(1, int(connections.bitrate_bps.max())))
        rows = rows if needed >= most else _of_lines(connections, counts >= needed)
        if needed > 0 and len(rows) * FEW < len(everybody):
            return rows
    return _of_large_lines(connections, everybody, len(counts), count)


def _enough(counts: Codes, count: int) -> int:
    """Return how many connections the lines have that have most, so that they are at least `count`."""
    most = int(counts.max(initial=0))
    while most > 1 and np.count_nonzero(counts >= most) < count:
        most -= 1
    return most


def _of_lines(connections: Connections, wanted: Flags) -> Rows:
    return np.flatnonzero(wanted[connections.identities.line_id[: len(connections.live)]] & connections.active)


def _of_large_lines(connections: Connections, rows: Rows, size: int, count: int) -> Rows:
    """Return those of the rows whose lines have the largest sums: all of them where few lines have one above 0."""
    lines, rates = connections.identities.line_id[rows], connections.bitrate_bps[rows]
    sums: Ints = np.zeros(size, np.int64)
    np.add.at(sums, lines, np.maximum(rates, 0))
    sums[-1] = 0
    starts = np.arange(0, size, STRETCH)
    if len(starts) <= count:
        return rows
    peaks = np.maximum.reduceat(sums, starts)
    least = int(np.partition(peaks, -count)[-count])
    return rows[(sums >= least)[lines]] if least > 0 else rows


def _summed(connections: Connections, rows: Rows) -> tuple[Ints, Rows, Ints, Ints]:
    """Return the lines of these rows: id, the place of the first row, sum of the bitrates, how many rows."""
    ids, speakers, lines, counts = np.unique(
        connections.identities.line_id[rows], return_index=True, return_inverse=True, return_counts=True
    )
    rates = connections.bitrate_bps[rows]
    sums: Ints = np.zeros(len(ids), np.int64)
    np.add.at(sums, lines, np.maximum(rates, 0))
    rated = np.bincount(lines[rates != UNKNOWN_RATE], minlength=len(ids))
    return ids, speakers, np.where(rated > 0, sums, UNKNOWN_RATE), counts
