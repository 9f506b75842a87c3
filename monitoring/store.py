"""The arrays of the table, written to in place: one row for each connection, and free ones."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from monitoring.columns import Causes, Identities
from monitoring.merging import Rows
from monitoring.model import UNKNOWN_CAUSE, UNKNOWN_COUNT, Reading
from monitoring.rates import Counters, Flags, Floats, Ints, advance
from monitoring.roll import RowNumbers

Arrays = TypeVar("Arrays", Identities, Counters)

GROWTH = 1.0625


class Store:
    """`live` rows are connections. `seen_s` is the monotonic time of the newest reading that held one, `held` tells
    that it was in a reading since the last freeze; `ending` ones are over, but not yet safely stored.

    Arrays of `identities` and `counters` are shared with snapshots: they are replaced, or written to in rows that are
    free in every snapshot there is.
    """

    def __init__(self) -> None:
        self.identities = Identities.blank(0)
        self.counters = Counters.blank(0)
        self.live: Flags = np.empty(0, np.bool_)
        self.held: Flags = np.empty(0, np.bool_)
        self.ending: Flags = np.empty(0, np.bool_)
        self.cause: Causes = np.empty(0, np.int8)
        self.seen_s: Floats = np.empty(0)
        self._counted: Ints = np.empty(0, np.int64)
        # Before anybody told a cause, all are unknown.
        self._blamed = False

    def open(self, rows: RowNumbers, identities: Identities, used: int) -> None:
        """Give rows to connections that are new; `used` rows are given or free afterwards."""
        if used > len(self.live):
            self._grow(round(used * GROWTH))
        places = rows.astype(np.intp)
        _write(self.identities, places, identities)
        _write(self.counters, places, Counters.blank(len(rows)))
        self.live[places] = True
        self.ending[places] = False
        self.cause[places] = UNKNOWN_CAUSE

    def close(self, rows: RowNumbers) -> None:
        """Note that the connections of these rows are gone."""
        self.live[rows] = False
        self.held[rows] = False

    def tell(self, rows: RowNumbers, reading: Reading) -> None:
        """Take in what a reading says of its keys, whose rows these are."""
        places = rows.astype(np.intp)
        self._counted[places] = reading.counted_bytes
        if len(rows) == np.count_nonzero(self.live):
            # It tells of every connection: these are written from end to end, not row by row.
            self.seen_s[:] = reading.taken_monotonic_s
            self.held[:] = self.live
        else:
            self.seen_s[places] = reading.taken_monotonic_s
            self.held[places] = True
        self._blamed |= reading.causes is not None
        if self._blamed:
            self.cause[places] = UNKNOWN_CAUSE if reading.causes is None else reading.causes

    def end(self, before: Rows, after: Rows) -> None:
        """Note which of a collector's rows are ending now; `before` are those that were."""
        self.ending[before] = False
        self.ending[after] = True

    def advance(self, used: int, by_stream: Ints) -> None:
        """Bring the counters up to date with what was told; add the bytes each stream sent since the last time."""
        streams = self.identities.stream

        def spend(rows: slice, sent_bytes: Ints) -> None:
            np.add.at(by_stream, streams[rows].astype(np.intp), sent_bytes)

        self.counters = advance(self.counters, self._counted, self.seen_s, self.held, used, spend)

    def told_bytes(self, rows: RowNumbers) -> Ints:
        """Return what was told last of these rows' counters, 0 where nobody knows."""
        return np.maximum(self._counted[rows], 0)

    def rows(self, used: int) -> Identities:
        """Return the identities of the first `used` rows, not copied."""
        return _picked(self.identities, slice(used))

    def taken(self, rows: Rows, recode: Callable[[Identities], Identities]) -> "Store":
        """Return a store of these rows alone, in this order."""
        store = Store()
        store.identities = recode(_picked(self.identities, rows))
        store.counters = _picked(self.counters, rows)
        store.live, store.held, store.ending = self.live[rows], self.held[rows], self.ending[rows]
        store.cause, store.seen_s, store._counted = self.cause[rows], self.seen_s[rows], self._counted[rows]
        store._blamed = self._blamed
        return store

    def _grow(self, capacity: int) -> None:
        more = capacity - len(self.live)
        blank, uncounted = Identities.blank(more), Counters.blank(more)
        self.identities = _joined(self.identities, blank)
        self.counters = _joined(self.counters, uncounted)
        nowhere = np.zeros(more, np.bool_)
        self.live = np.concatenate((self.live, nowhere))
        self.held = np.concatenate((self.held, nowhere))
        self.ending = np.concatenate((self.ending, nowhere))
        self.cause = np.concatenate((self.cause, np.full(more, UNKNOWN_CAUSE, np.int8)))
        self.seen_s = np.concatenate((self.seen_s, np.zeros(more)))
        self._counted = np.concatenate((self._counted, np.full(more, UNKNOWN_COUNT, np.int64)))


def _picked(arrays: Arrays, rows: Rows | slice) -> Arrays:
    return replace(arrays, **{each.name: getattr(arrays, each.name)[rows] for each in fields(arrays)})


def _joined(arrays: Arrays, more: Arrays) -> Arrays:
    names = [each.name for each in fields(arrays)]
    return replace(arrays, **{name: np.concatenate((getattr(arrays, name), getattr(more, name))) for name in names})


def _write(arrays: Arrays, rows: Rows, values: Arrays) -> None:
    for each in fields(arrays):
        getattr(arrays, each.name)[rows] = getattr(values, each.name)
