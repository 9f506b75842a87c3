"""Set arithmetic on sorted keys, and the rearrangement of columns that follows from it."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from monitoring.rates import Flags, Ints

Rows = NDArray[np.intp]
Item = TypeVar("Item", bound=np.generic)

# Keys that span at most this many times their number are looked up by position, which is ten times faster.
DENSE = 16


def contains(sorted_keys: Ints, wanted: Ints) -> Flags:
    """Return which of the `wanted` keys, themselves sorted, are among `sorted_keys`."""
    if len(sorted_keys) == 0 or len(wanted) == 0:
        return np.zeros(len(wanted), np.bool_)
    if np.array_equal(sorted_keys, wanted):
        return np.ones(len(wanted), np.bool_)
    low, high = int(sorted_keys[0]), int(sorted_keys[-1])
    if high - low < DENSE * len(sorted_keys):
        return _contains_dense(sorted_keys, wanted, low, high)
    at = np.searchsorted(sorted_keys, wanted)
    return np.equal(sorted_keys[np.minimum(at, len(sorted_keys) - 1)], wanted)


def _contains_dense(sorted_keys: Ints, wanted: Ints, low: int, high: int) -> Flags:
    present = np.zeros(high - low + 1, np.bool_)
    present[sorted_keys - low] = True
    first, last = np.searchsorted(wanted, [low, high + 1])
    found = np.zeros(len(wanted), np.bool_)
    found[first:last] = present[wanted[first:last] - low]
    return found


class Merge:
    """What became of parallel arrays sorted by key when the `kept` rows stay and fresh ones join.

    `keys` are the keys afterwards, `is_fresh` which rows joined, `changes` is False where nothing left or joined.
    """

    def __init__(self, held_keys: Ints, kept: Flags, fresh_keys: Ints) -> None:
        self._kept: Rows = np.flatnonzero(kept)
        self.changes = len(self._kept) < len(held_keys) or len(fresh_keys) > 0
        self._order: Rows | None = None
        keys = self.apply(held_keys, fresh_keys)
        if np.any(keys[1:] < keys[:-1]):
            self._order = np.argsort(keys)
            keys = keys[self._order]
        self.keys: Ints = keys
        self.is_fresh: Flags = self.apply(np.zeros(len(held_keys), np.bool_), np.ones(len(fresh_keys), np.bool_))

    def apply(self, held: NDArray[Item], fresh: NDArray[Item]) -> NDArray[Item]:
        """Return a column after the merge: the kept rows of `held` and the `fresh` ones, in the order of their keys."""
        if not self.changes:
            return held
        merged = np.empty(len(self._kept) + len(fresh), held.dtype)
        # "clip" lets numpy write straight into its place; all rows are within bounds.
        np.take(held, self._kept, out=merged[: len(self._kept)], mode="clip")
        merged[len(self._kept) :] = fresh
        return merged if self._order is None else merged[self._order]
