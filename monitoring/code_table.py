"""A hash table in arrays: the codes of values by their hashes, a quarter of a dictionary's size."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from monitoring.rates import Flags, Ints

Codes = NDArray[np.int32]

NO_CODE = -1

_FREE = np.int32(NO_CODE)
_LEAST_BITS = 6
# Of so many slots one more than half is filled before there are twice as many (Knuth, TAOCP 3, 6.4, algorithm L).
_FULLEST = 0.55
_HASH_BITS = 64
# Multiples of the golden ratio's fraction are spread evenly (Knuth, TAOCP 3, 6.4).
_SPREAD = 0x9E3779B97F4A7C15
_WORD = (1 << _HASH_BITS) - 1


class CodeTable:
    """Hashes by code, and codes by hash. One thread adds; any may look, and finds what was there when it began."""

    def __init__(self) -> None:
        self._count = 0
        self._hashes: Ints = np.zeros(1, np.int64)
        self._slots: Codes = np.full(1 << _LEAST_BITS, _FREE)

    def find(self, hashed: int, is_it: Callable[[int], bool]) -> int:
        """Return the code with this hash that `is_it`, `NO_CODE` if there is none."""
        slots = self._slots
        at = (hashed * _SPREAD & _WORD) >> (_HASH_BITS - _bits(slots))
        while (code := int(slots[at])) != NO_CODE:
            if self._hashes[code] == hashed and is_it(code):
                return code
            at = (at + 1) & (len(slots) - 1)
        return NO_CODE

    def find_all(self, hashed: Ints, are_they: Callable[[NDArray[np.intp], Codes], Flags]) -> Codes:
        """Return a code for each hash; `are_they` tells which of some codes belong to the values at some places."""
        slots = self._slots
        found = np.full(len(hashed), _FREE)
        places, ats = np.arange(len(hashed)), _homes(hashed, _bits(slots))
        while len(places):
            codes = slots[ats]
            taken = np.flatnonzero(codes != NO_CODE)
            if len(taken) < len(codes):
                places, ats, codes = places[taken], ats[taken], codes[taken]
            # Only now are the hashes of these codes sure to be there: another thread may be adding.
            alike = np.flatnonzero(self._hashes[codes] == hashed[places])
            same = alike[are_they(places[alike], codes[alike])]
            found[places[same]] = codes[same]
            going_on = np.ones(len(places), np.bool_)
            going_on[same] = False
            places, ats = places[going_on], (ats[going_on] + 1) & (len(slots) - 1)
        return found

    def add(self, hashed: Ints) -> None:
        """Give the next codes to values of these hashes, none of which is there yet."""
        begin, self._count = self._count, self._count + len(hashed)
        if self._count > len(self._hashes):
            grown = np.zeros(max(self._count, len(self._hashes) * 9 // 8), np.int64)
            grown[:begin] = self._hashes[:begin]
            self._hashes = grown
        self._hashes[begin : self._count] = hashed
        if self._count > _FULLEST * len(self._slots):
            bits = max(_LEAST_BITS, int(self._count / _FULLEST).bit_length())
            slots = np.full(1 << bits, _FREE)
            _enter(slots, self._hashes[: self._count], 0)
            self._slots = slots
        else:
            _enter(self._slots, hashed, begin)


def _enter(slots: Codes, hashed: Ints, begin: int) -> None:
    codes = np.arange(begin, begin + len(hashed), dtype=np.int32)
    ats = _homes(hashed, _bits(slots))
    while len(codes):
        free = np.flatnonzero(slots[ats] == NO_CODE)
        # Where several want one slot, the last one gets it.
        slots[ats[free]] = codes[free]
        homeless = slots[ats] != codes
        codes, ats = codes[homeless], (ats[homeless] + 1) & (len(slots) - 1)


def _homes(hashed: Ints, bits: int) -> NDArray[np.intp]:
    return (hashed.view(np.uint64) * np.uint64(_SPREAD) >> np.uint64(_HASH_BITS - bits)).astype(np.intp)


def _bits(slots: Codes) -> int:
    return len(slots).bit_length() - 1
