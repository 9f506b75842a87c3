"""Blocks of packets as one row of packets, without copying them together."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.headers import Words
from panel.delivery.limits import PACKET_BYTES

# Where more packets of a block than these are wanted, they are taken together.
MANY = 12
# Header and clock reference, and the head of a unit (PES packet) after them.
HEAD_BYTES = 24
WORD = np.dtype(">u4")

Kind = TypeVar("Kind", bound=np.generic)


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
        return np.concatenate([_column(block, WORD) for block in self._blocks], dtype=np.uint32)

    def rows(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return these packets, which are in order, a row of bytes each."""
        return self._taken(numbers, PACKET_BYTES)

    def heads(self, numbers: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Return the first bytes of these packets, which are in order, a row each."""
        return self._taken(numbers, HEAD_BYTES)

    def _taken(self, numbers: NDArray[np.intp], size_bytes: int) -> NDArray[np.uint8]:
        edges = numbers.searchsorted(self._begins)
        places = numbers - np.repeat(self._begins[:-1], edges[1:] - edges[:-1])
        ends: list[int] = edges.tolist()
        parts = [part for part in zip(self._blocks, ends, ends[1:], strict=False) if part[1] < part[2]]
        if len(numbers) > MANY * len(parts):
            kind = np.dtype((np.void, size_bytes))
            tables = [_column(block, kind)[places[begun:end]] for block, begun, end in parts]
            return np.concatenate(tables).view(np.uint8).reshape(-1, size_bytes)
        begins = (places * PACKET_BYTES).tolist()
        packets = [block[at : at + size_bytes] for block, begun, end in parts for at in begins[begun:end]]
        return np.frombuffer(b"".join(packets), np.uint8).reshape(-1, size_bytes)


def _column(block: bytes, kind: np.dtype[Kind]) -> NDArray[Kind]:
    """Return what each packet begins with."""
    return np.ndarray((len(block) // PACKET_BYTES,), kind, block, 0, (PACKET_BYTES,))
