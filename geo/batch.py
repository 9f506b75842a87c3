"""Places of many addresses at once: those that share their records share their place, which is read once."""

import socket
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, repeat
from typing import cast

import numpy as np
from numpy.typing import NDArray

from geo.address import MAX_ADDRESS_LENGTH, are_public
from geo.place import UNKNOWN_PLACE, Place
from geo.tree import NO_RECORD, AddressTree, Numbers

KEPT_PLACES = 1 << 18
# So many records of a database are learned: those of most addresses.
LEARNED = 1 << 16
LEARNED_AT_ONCE = 1000
# What is no IPv4 address is looked up by itself.
NOT_IPV4 = -1
# Records are numbered by 32 bits.
RECORD_BITS = 32


class Records:
    """What one database tells, by the number that its tree has for it; each is read once.

    `tell` reads what is known of an address, canonical text of IPv4. One thread may learn while another asks.
    """

    def __init__(self, tree: AddressTree, tell: Callable[[str], Place]) -> None:
        self._tree = tree
        self._tell = tell
        self._told = {NO_RECORD: UNKNOWN_PLACE}
        self._unlearned: Iterator[tuple[int, int]] | None = None

    def numbers(self, addresses: Numbers) -> Numbers:
        """Return the number of each address's record, `NO_RECORD` where it has none."""
        return self._tree.records(addresses)

    def told(self, numbers: Sequence[int], addresses: Sequence[str]) -> list[Place]:
        """Return what the records of these numbers, which are those of the addresses, tell."""
        return [
            self._read(number, address) if place is None else place
            for place, number, address in zip(map(self._told.get, numbers), numbers, addresses, strict=True)
        ]

    def learn(self) -> bool:
        """Read some of the records that most addresses have; False when none of them is left."""
        if self._unlearned is None:
            numbers, addresses = self._tree.largest(LEARNED)
            self._unlearned = zip(numbers.tolist(), addresses.tolist(), strict=True)
        some = list(islice(self._unlearned, LEARNED_AT_ONCE))
        for number, address in some:
            if number not in self._told:
                self._read(number, socket.inet_ntop(socket.AF_INET, address.to_bytes(4)))
        return bool(some)

    def _read(self, number: int, address: str) -> Place:
        if len(self._told) > KEPT_PLACES:
            self._told = {NO_RECORD: UNKNOWN_PLACE}
        place = self._told[number] = self._tell(address)
        return place


class BatchLookup:
    """Joins what several databases tell; asks `place` for what is no IPv4 address."""

    def __init__(
        self, place: Callable[[str], Place], join: Callable[[Sequence[Place]], Place], databases: Sequence[Records]
    ) -> None:
        self._place = place
        self._join = join
        self._databases = databases
        self._places: dict[int, Place] = {}

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        """Return the places there are among these addresses, and for each address which of them it has."""
        numbers = _numbers(addresses)
        public = np.flatnonzero((numbers != NOT_IPV4) & are_public(numbers))
        others = [row for row in np.flatnonzero(numbers == NOT_IPV4).tolist() if addresses[row] is not None]
        places, codes = self._of_records(addresses, public, numbers[public])
        # The last place is that of all others: private, unknown, no address.
        found: NDArray[np.int32] = np.full(len(addresses), len(places), np.int32)
        found[public] = codes
        found[others] = np.arange(len(others), dtype=np.int32) + len(places) + 1
        return [*places, UNKNOWN_PLACE, *(self._alone(addresses[row] or "") for row in others)], found

    def learn(self) -> bool:
        """Read some of what most addresses have; False when there is no more of it."""
        return any(database.learn() for database in self._databases)

    def _of_records(
        self, addresses: Sequence[str | None], rows: Numbers, numbers: Numbers
    ) -> tuple[list[Place], Numbers]:
        keys = np.zeros(len(numbers), np.int64)
        records = [database.numbers(numbers) for database in self._databases]
        for each in records:
            keys = keys << RECORD_BITS | each - NO_RECORD
        different, first, codes = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._places) > KEPT_PLACES:
            self._places.clear()
        combinations = different.tolist()
        unmet = first[[combination not in self._places for combination in combinations]]
        if len(unmet):
            texts = [addresses[row] or "" for row in rows[unmet].tolist()]
            told = [
                each.told(theirs[unmet].tolist(), texts) for each, theirs in zip(self._databases, records, strict=True)
            ]
            joined = map(self._join, zip(*told, strict=True)) if told else repeat(UNKNOWN_PLACE)
            self._places.update(zip(keys[unmet].tolist(), joined, strict=False))
        return [self._places[combination] for combination in combinations], codes

    def _alone(self, address: str) -> Place:
        return UNKNOWN_PLACE if len(address) > MAX_ADDRESS_LENGTH else self._place(address)


def _numbers(addresses: Sequence[str | None]) -> Numbers:
    """Return IPv4 addresses as numbers, `NOT_IPV4` for everything else."""
    if None not in addresses:
        try:
            packed = b"".join(map(socket.inet_pton, repeat(socket.AF_INET), cast("Sequence[str]", addresses)))
        except (OSError, ValueError):
            # At least one is none, and each has to be looked at.
            pass
        else:
            return np.frombuffer(packed, ">u4").astype(np.int64)
    return np.fromiter(map(_number, addresses), np.int64, len(addresses))


def _number(address: str | None) -> int:
    try:
        return NOT_IPV4 if address is None else int.from_bytes(socket.inet_pton(socket.AF_INET, address))
    except (OSError, ValueError):
        return NOT_IPV4
