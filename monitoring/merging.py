"""Set arithmetic on sorted keys."""

import numpy as np
from numpy.typing import NDArray

from monitoring.rates import Flags, Ints

Rows = NDArray[np.intp]

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
