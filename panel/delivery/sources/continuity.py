"""Makes one stream of several sources (ISO/IEC 13818-1, section 2.4.3).

Continuity counters go on where the last source ended, and the first clock reference of a new source is marked as the
beginning of another time line (discontinuity_indicator, section 2.4.3.5).
"""

import numpy as np
from numpy.typing import NDArray

from panel.delivery.limits import PACKET_BYTES
from panel.delivery.tables import NULL_PID

PIDS = 0x2000
UNKNOWN = 0xFF

ADAPTATION_FIELD = 0x20
PAYLOAD = 0x10
COUNTER = 0x0F
DISCONTINUITY = 0x80
CLOCK_REFERENCE = 0x10


class Continuity:
    """Takes blocks of whole packets, in order; tells where a source begins by `begin`."""

    def __init__(self) -> None:
        # By PID: the source's last counter, what is added to its counters, what was last given on.
        self._last = np.full(PIDS, UNKNOWN, np.uint8)
        self._shift = np.zeros(PIDS, np.uint8)
        self._given = np.full(PIDS, UNKNOWN, np.uint8)
        self._shifted = False
        self._clock_is_new = False

    def begin(self, *, new_time_line: bool = True) -> None:
        """Another source, or the same from another place on, follows; or only its next piece."""
        known = self._last != UNKNOWN
        if not known.any():
            return
        self._given[known] = self._last[known] + self._shift[known] & COUNTER
        self._last.fill(UNKNOWN)
        self._shift.fill(0)
        self._shifted = True
        self._clock_is_new = self._clock_is_new or new_time_line

    def feed(self, block: bytes) -> bytes:
        """Return the block as it continues what was returned before."""
        packets = np.frombuffer(block, np.uint8).reshape(-1, PACKET_BYTES)
        pids = (packets[:, 1] & 0x1F).astype(np.intp) << 8 | packets[:, 2]
        counted = np.flatnonzero(pids != NULL_PID)
        pids, control = pids[counted], packets[counted, 3]
        if self._shifted:
            self._join_new_pids(pids, control)
        self._last[pids] = control & COUNTER
        if not self._shifted:
            return block
        packets = packets.copy()
        packets[counted, 3] = control & ~np.uint8(COUNTER) | control + self._shift[pids] & COUNTER
        if self._clock_is_new:
            self._mark_clock(packets)
        return packets.tobytes()

    def _join_new_pids(self, pids: NDArray[np.intp], control: NDArray[np.uint8]) -> None:
        """Let the counters of PIDs that this source had not sent before continue those of the source before."""
        fresh = np.flatnonzero((self._last[pids] == UNKNOWN) & (self._given[pids] != UNKNOWN))
        if not len(fresh):
            return
        new_pids, firsts = np.unique(pids[fresh], return_index=True)
        begins = control[fresh[firsts]]
        # A packet without payload repeats the counter of the one before it.
        steps = (begins & PAYLOAD != 0).astype(np.uint8)
        self._shift[new_pids] = self._given[new_pids] + steps - begins & COUNTER

    def _mark_clock(self, packets: NDArray[np.uint8]) -> None:
        telling = (packets[:, 3] & ADAPTATION_FIELD != 0) & (packets[:, 4] > 0) & (packets[:, 5] & CLOCK_REFERENCE != 0)
        first = np.flatnonzero(telling)[:1]
        packets[first, 5] |= DISCONTINUITY
        self._clock_is_new = not len(first)
