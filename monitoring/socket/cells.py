"""What may change of the rows of pages, read from the table's columns for many pages at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitoring.merging import Rows
from monitoring.rates import Ints
from monitoring.rows import durations
from monitoring.snapshot import Snapshot

UNKNOWN = -1

# A cause, counted from -1, and whether a row is stale, in one small number.
Endings = NDArray[np.int8]
STALE = 64


@dataclass(frozen=True, slots=True)
class Cells:
    """What may change of each row of a page, and whose row it is. Numbers are `UNKNOWN` where the wire has null."""

    ordinal: Ints
    duration: Ints
    sent_bytes: Ints
    bitrate_bps: Ints
    ending: Endings

    def __len__(self) -> int:
        return len(self.ordinal)

    def part(self, which: slice | Rows) -> "Cells":
        """Return those of some rows."""
        return Cells(
            self.ordinal[which],
            self.duration[which],
            self.sent_bytes[which],
            self.bitrate_bps[which],
            self.ending[which],
        )


def cells_of(snapshot: Snapshot, rows: Rows) -> Cells:
    """Return the cells of these rows, in this order."""
    connections = snapshot.connections
    return Cells(
        ordinal=connections.identities.ordinal[rows],
        duration=durations(snapshot, rows),
        sent_bytes=np.maximum(connections.sent_bytes[rows], UNKNOWN),
        bitrate_bps=np.maximum(connections.bitrate_bps[rows], UNKNOWN),
        ending=connections.cause[rows] + connections.stale[rows].astype(np.int8) * np.int8(STALE),
    )


def cells_of_pages(snapshot: Snapshot, pages: Sequence[Rows]) -> list[Cells]:
    """Return the cells of each page, read together: a step over many pages costs little more than over one."""
    ends = np.cumsum([len(rows) for rows in pages]).tolist()
    everything = cells_of(snapshot, np.concatenate(pages))
    return [everything.part(slice(end - len(rows), end)) for rows, end in zip(pages, ends, strict=True)]
