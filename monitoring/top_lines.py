"""The lines that take most of the bandwidth at one moment."""

import numpy as np

from monitoring.columns import Connections
from monitoring.contract.events import LineShare
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.merging import DENSE
from monitoring.rates import UNKNOWN_RATE, Ints

COUNT = 10


def top_lines(connections: Connections, count: int = COUNT) -> list[LineShare]:
    """Return the lines with active connections, largest bandwidth first, then most connections, then the lower id."""
    rows = np.flatnonzero(connections.active & (connections.identities.line_id != UNKNOWN_LINE))
    lines, rates = connections.identities.line_id[rows], connections.bitrate_bps[rows]
    ids, places = _numbered(lines)
    counts = np.bincount(places, minlength=len(ids))
    is_known = rates != UNKNOWN_RATE
    sums = np.bincount(places, np.where(is_known, rates, 0), len(ids)).astype(np.int64)
    sums[np.bincount(places[is_known], minlength=len(ids)) == 0] = UNKNOWN_RATE
    present = np.flatnonzero(counts)
    if len(present) > count:
        least = np.partition(sums[present], len(present) - count)[len(present) - count]
        present = present[sums[present] >= least]
    largest = present[np.lexsort((ids[present], -counts[present], -sums[present]))[:count]]
    speakers = [int(rows[np.argmax(places == place)]) for place in largest.tolist()]
    return [
        LineShare(
            line_id=int(ids[place]),
            username=connections.identity(speaker).username,
            connections=int(counts[place]),
            bandwidth_bps=None if sums[place] == UNKNOWN_RATE else int(sums[place]),
        )
        for place, speaker in zip(largest.tolist(), speakers, strict=True)
    ]


def _numbered(lines: Ints) -> tuple[Ints, Ints]:
    """Return the lines' ids, and the place of each row's line among them; ids that lie close are their own places."""
    most = int(lines.max(initial=0))
    if most <= DENSE * (len(lines) + DENSE):
        return np.arange(most + 1), lines
    ids, places = np.unique(lines, return_inverse=True)
    return ids, places
