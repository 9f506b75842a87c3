"""Blocks of packets as one row of packets, without copying them together."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.headers import WORDS_IN_PACKET, Words
from panel.delivery.limits import PACKET_BYTES

# Where more packets of a block than these are wanted, they are taken together.
MANY = 12
# Header and clock reference, and the head of a unit (PES packet) after them.
HEAD_BYTES = 24


class Packets:
    """Whole packets by number. `blocks` hold whole packets each, and at least one."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self._blocks = blocks
        self._begins = [0, *accumulate(len(block) // PACKET_BYTES for block in blocks)]

    def __len__(self) -> int:
        return self._begins[-1]

    def __getitem__(self, number: int) -> bytes:
        which = bisect_right(self._begins, number) - 1
        at = (number - self._begins[which]) * PACKET_BYTES
        return self._blocks[which][at : at + PACKET_BYTES]

    @property
    def data(self) -> bytes:
        """All of them, copied together."""
        return b"".join(self._blocks)

    def headers(self) -> Words:
        """Return the first word of each."""
        words = np.empty(len(self), np.uint32)
        for block, begun, end in zip(self._blocks, self._begins, self._begins[1:], strict=False):
            words[begun:end] = np.frombuffer(block, ">u4")[::WORDS_IN_PACKET]
        return words

    def rows(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return these packets, which are in order, a row of bytes each."""
        return self._taken(numbers, PACKET_BYTES)

    def heads(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the first bytes of these packets, which are in order, a row each."""
        return self._taken(numbers, HEAD_BYTES)

    def _taken(self, numbers: NDArray[np.intp], size_bytes: int) -> NDArray[np.uint8]:
        edges = numbers.searchsorted(self._begins).tolist()
        parts = zip(self._blocks, self._begins, edges[:-1], edges[1:], strict=False)
        if len(numbers) > MANY * len(self._blocks):
            kind = np.dtype((np.void, size_bytes))
            tables = [_column(block, kind)[numbers[begun:end] - first] for block, first, begun, end in parts]
            table = tables[0] if len(tables) == 1 else np.concatenate(tables)
            return table.view(np.uint8).reshape(-1, size_bytes)
        places = (numbers * PACKET_BYTES).tolist()
        packets = []
        for block, first, begun, end in parts:
            begins = first * PACKET_BYTES
            packets += [block[at - begins : at - begins + size_bytes] for at in places[begun:end]]
        return np.frombuffer(b"".join(packets), np.uint8).reshape(-1, size_bytes)


def _column(block: bytes, kind: np.dtype[np.void]) -> NDArray[np.void]:
    """Return what each packet begins with."""
    return np.ndarray((len(block) // PACKET_BYTES,), kind, block, 0, (PACKET_BYTES,))
