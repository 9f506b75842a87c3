"""How many connections have each value of a column, kept by counting who comes and goes."""

from collections.abc import Mapping

import numpy as np

from monitoring.columns import Identities
from monitoring.identity_columns import UNKNOWN_LINE
from monitoring.interning import Codes
from monitoring.merging import DENSE, Rows
from monitoring.rates import Ints
from monitoring.roll import RowNumbers

LINE = "line_id"
# The columns whose sums are asked for at each tick.
COUNTED = ("stream", "place", "protocol", "collector", LINE)

Counts = Codes

_GROWTH = 1.25


class Headcount:
    """Counts of live connections by code; those of lines by id, one place on, for the first is the unknown line's.

    Lines are left out once their ids are too far apart to be counted in place.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {name: np.zeros(0, np.int32) for name in COUNTED}
        self._live = 0

    def come(self, identities: Identities) -> None:
        """Count these connections, which are new."""
        self._live += len(identities.ordinal)
        for name in tuple(self._counts):
            places = _places(getattr(identities, name), name)
            size = int(places.max(initial=-1)) + 1
            if name == LINE and size > DENSE * (self._live + DENSE):
                del self._counts[LINE]
            else:
                np.add.at(self._room_for(name, size), places, np.int32(1))

    def go(self, identities: Identities, rows: RowNumbers | Rows) -> None:
        """Count the connections of these rows no more."""
        self._live -= len(rows)
        for name, counts in self._counts.items():
            np.subtract.at(counts, _places(getattr(identities, name)[rows], name), np.int32(1))

    def counts(self) -> Mapping[str, Counts]:
        """Return the counts of now; they may reach beyond the codes there are."""
        return {name: counts.copy() for name, counts in self._counts.items()}

    def _room_for(self, name: str, size: int) -> Counts:
        counts = self._counts[name]
        if size > len(counts):
            more = max(size, round(len(counts) * _GROWTH)) - len(counts)
            counts = self._counts[name] = np.concatenate((counts, np.zeros(more, np.int32)))
        return counts


def _places(column: Ints | Codes, name: str) -> Rows:
    return (column - UNKNOWN_LINE if name == LINE else column).astype(np.intp)
