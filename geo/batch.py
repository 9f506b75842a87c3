"""Places of many addresses at once: those that share their records share their place, which is read once."""

import socket
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from geo.address import MAX_ADDRESS_LENGTH, are_public
from geo.place import UNKNOWN_PLACE, Place
from geo.tree import NO_RECORD, AddressTree, Numbers

KEPT_PLACES = 1 << 18
# What is no IPv4 address is looked up by itself.
NOT_IPV4 = -1
# Records are numbered by 32 bits.
RECORD_BITS = 32


class BatchLookup:
    """Asks `place` for one address of each combination of records that the trees have not shown before."""

    def __init__(self, place: Callable[[str], Place], trees: Sequence[AddressTree]) -> None:
        self._place = place
        self._trees = trees
        self._places: dict[int, Place] = {}

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        """Return the places there are among these addresses, and for each address which of them it has."""
        numbers = np.fromiter(map(_number, addresses), np.int64, len(addresses))
        public = np.flatnonzero((numbers != NOT_IPV4) & are_public(numbers))
        others = [row for row in np.flatnonzero(numbers == NOT_IPV4).tolist() if addresses[row] is not None]
        places, codes = self._of_records(addresses, public, numbers[public])
        # The last place is that of all others: private, unknown, no address.
        found: NDArray[np.int32] = np.full(len(addresses), len(places), np.int32)
        found[public] = codes
        found[others] = np.arange(len(others), dtype=np.int32) + len(places) + 1
        return [*places, UNKNOWN_PLACE, *(self._alone(addresses[row] or "") for row in others)], found

    def _of_records(
        self, addresses: Sequence[str | None], rows: Numbers, numbers: Numbers
    ) -> tuple[list[Place], Numbers]:
        keys = np.zeros(len(numbers), np.int64)
        for tree in self._trees:
            keys = keys << RECORD_BITS | tree.records(numbers) - NO_RECORD
        different, first, codes = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._places) > KEPT_PLACES:
            self._places.clear()
        known = self._places
        places = []
        for key, row in zip(different.tolist(), rows[first].tolist(), strict=True):
            place = known.get(key)
            if place is None:
                place = known[key] = self._alone(addresses[row] or "")
            places.append(place)
        return places, codes

    def _alone(self, address: str) -> Place:
        return UNKNOWN_PLACE if len(address) > MAX_ADDRESS_LENGTH else self._place(address)


def _number(address: str | None) -> int:
    try:
        return NOT_IPV4 if address is None else int.from_bytes(socket.inet_pton(socket.AF_INET, address))
    except (OSError, ValueError):
        return NOT_IPV4
