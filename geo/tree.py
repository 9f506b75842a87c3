"""The search tree of a database, walked for many IPv4 addresses at once.

MaxMind DB file format 2.0, "Binary Search Tree Section": https://maxmind.github.io/MaxMind-DB/
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

NO_RECORD = -1
IPV4_BITS = 32
# IPv4 lies at ::/96 of a tree for IPv6.
IPV4_DEPTH = 96
# The way of the first so many bits is kept for all addresses that share them.
KEPT_BITS = 16


class AddressTree:
    """A tree whose records are of 24, 28 or 32 bits; `content` begins with it and is never written to."""

    def __init__(self, content: NDArray[np.uint8], node_count: int, record_bits: int, ip_version: int) -> None:
        if record_bits not in (24, 28, 32) or len(content) < node_count * record_bits // 4:
            raise ValueError("no search tree of this format")
        self._content = content
        self._node_count = node_count
        self._record_bits = record_bits
        depth = IPV4_DEPTH if ip_version == 6 else 0
        root = self._walk(np.zeros(1, np.int64), np.zeros(1, np.int64), depth)
        prefixes = np.arange(1 << KEPT_BITS)
        self._kept = self._walk(np.full(len(prefixes), root[0]), prefixes, KEPT_BITS)
        self._root = root

    def records(self, addresses: Numbers) -> Numbers:
        """Return a number for the data of each address, the same for the same data; `NO_RECORD` where there is none."""
        rest = IPV4_BITS - KEPT_BITS
        found = self._walk(self._kept[addresses >> rest], addresses, rest)
        return np.where(found > self._node_count, found, NO_RECORD)

    def largest(self, most: int) -> tuple[Numbers, Numbers]:
        """Return numbers of the data that hold for most addresses, at most so many, and an address of each.

        Takes about a second for a million networks.
        """
        nodes, addresses = self._root[self._root < self._node_count], np.zeros(1, np.int64)
        data, examples, sizes = [], [], []
        for bit in range(IPV4_BITS - 1, -1, -1):
            # A node that several ways lead to is followed once, or a damaged tree would have no end.
            nodes, first = np.unique(nodes, return_index=True)
            addresses = addresses[first]
            both = [(self._step(nodes, np.full(len(nodes), side)), addresses | side << bit) for side in (0, 1)]
            reached, addresses = (np.concatenate(parts) for parts in zip(*both, strict=True))
            found = reached > self._node_count
            data.append(reached[found])
            examples.append(addresses[found])
            sizes.append(np.full(len(data[-1]), 1 << bit))
            nodes, addresses = reached[reached < self._node_count], addresses[reached < self._node_count]
        numbers, first, inverse = np.unique(np.concatenate(data), return_index=True, return_inverse=True)
        held = np.bincount(inverse, np.concatenate(sizes), len(numbers))
        chosen = np.argsort(-held, kind="stable")[:most]
        return numbers[chosen], np.concatenate(examples)[first[chosen]]

    def _walk(self, nodes: Numbers, addresses: Numbers, bits: int) -> Numbers:
        """Return where each way leads from its node; one that leaves the tree ends there."""
        reached = nodes.copy()
        walking = np.flatnonzero(reached < self._node_count)
        for bit in range(bits - 1, -1, -1):
            if len(walking) == 0:
                break
            stepped = self._step(reached[walking], addresses[walking] >> bit & 1)
            reached[walking] = stepped
            walking = walking[stepped < self._node_count]
        return reached

    def _step(self, nodes: Numbers, sides: Numbers) -> Numbers:
        begins = nodes * (self._record_bits // 4)
        at = begins + sides * (self._record_bits // 8 if self._record_bits != 28 else 4)
        records = self._byte(at) << 16 | self._byte(at + 1) << 8 | self._byte(at + 2)
        if self._record_bits == 28:
            # The byte between the two holds the highest bits of both.
            both = self._byte(begins + 3)
            records |= np.where(sides == 0, both >> 4, both & 15) << 24
        elif self._record_bits == 32:
            records = records << 8 | self._byte(at + 3)
        return records

    def _byte(self, at: Numbers) -> Numbers:
        return self._content[at].astype(np.int64)
