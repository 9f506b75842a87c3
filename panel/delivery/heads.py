"""The first eight bytes of each packet as one number: few operations look at all packets of a chunk.

They hold the header and the beginning of the adaptation field (ISO/IEC 13818-1, sections 2.4.3.2 and 2.4.3.4).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from panel.delivery.limits import PACKET_BYTES

_LAYOUT = np.dtype({"names": ["head"], "formats": ["<u8"], "offsets": [0], "itemsize": PACKET_BYTES})


def heads_of(block: bytes) -> NDArray[np.uint64]:
    """Return the heads of whole packets, in order."""
    heads: NDArray[np.uint64] = np.frombuffer(block, _LAYOUT)["head"]
    return heads


def bits(**octets: int) -> np.uint64:
    """Return the head in which the named bytes, `b1` being the second, have these bits, and all others none."""
    return np.uint64(sum(value << 8 * int(name[1:]) for name, value in octets.items()))


@cache
def pid_bits(pid: int) -> np.uint64:
    """Return the head that has this PID and nothing else."""
    return bits(b1=pid >> 8, b2=pid & 0xFF)


PID = pid_bits(0x1FFF)
"""Where the PID is."""
