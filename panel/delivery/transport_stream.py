"""Whole packets out of a stream of bytes (ISO/IEC 13818-1, section 2.4.3.2: 188 bytes that begin with 0x47).

Packets are found where five follow one another, and lost where two in a row do not begin as they should (ETSI TR
101 290, clause 5.2.1, number 1.1): one wrong byte between good packets is an error of its own.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from panel.delivery.limits import PACKET_BYTES

SYNC_BYTE = 0x47
PROOF_PACKETS = 5
PROOF_BYTES = (PROOF_PACKETS - 1) * PACKET_BYTES + 1


def find_sync(data: bytes | bytearray) -> int | None:
    """Return where packets begin: the first place from which five of them follow one another, or None."""
    if len(data) < PROOF_BYTES:
        return None
    marks = np.frombuffer(bytes(data), np.uint8) == SYNC_BYTE
    places = len(data) - PROOF_BYTES + 1
    proven = marks[:places].copy()
    for number in range(1, PROOF_PACKETS):
        proven &= marks[PACKET_BYTES * number :][:places]
    first = int(proven.argmax())
    return first if proven[first] else None


def in_step(packets: bytes) -> bytes:
    """Return what an `Aligner` gave as nothing but packets: a wrong sync byte is put right, two in a row are left out
    with what follows them."""
    marks = packets[::PACKET_BYTES]
    if marks.count(SYNC_BYTE) == len(marks):
        return packets
    wrong = np.frombuffer(marks, np.uint8) != SYNC_BYTE
    pairs = wrong[1:] & wrong[:-1]
    lost = np.append(pairs, False) | np.append(False, pairs)
    kept: NDArray[np.uint8] = np.frombuffer(packets, np.uint8).reshape(-1, PACKET_BYTES)[~lost]
    kept[:, 0] = SYNC_BYTE
    return kept.tobytes()


class Aligner:
    """Holds bytes as they come and gives whole packets back; bytes between packets are dropped.

    What begins with a wrong byte is given too, for others to see: alone where good packets follow, and the first two
    where they do not.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._in_sync = False
        self.sync_losses = 0

    def __len__(self) -> int:
        return len(self._held)

    @property
    def in_sync(self) -> bool:
        """Whether what is held is known to begin with a packet."""
        return self._in_sync

    def feed(self, data: bytes) -> None:
        self._held += data
        if not self._in_sync:
            self._seek()

    def take(self, most_bytes: int) -> bytes:
        """Return up to `most_bytes` of whole packets, in order; nothing when there are none."""
        if not self._in_sync:
            return b""
        given = taken = min(most_bytes, len(self._held)) // PACKET_BYTES
        with memoryview(self._held) as view:
            marks = bytes(view[: given * PACKET_BYTES : PACKET_BYTES])
            if marks.count(SYNC_BYTE) != len(marks):
                given, taken = self._until_lost(bytes(view[::PACKET_BYTES]), most=given)
            packets = bytes(view[: given * PACKET_BYTES])
        del self._held[: taken * PACKET_BYTES]
        if given > taken:
            self.sync_losses += 1
            self._seek()
        return packets

    def take_all(self) -> bytes:
        """Return everything that is held, the beginning of a packet that is to come too."""
        held = bytes(self._held)
        self._held.clear()
        return held

    def _until_lost(self, marks: bytes, most: int) -> tuple[int, int]:
        """Return how many packets to give, and how many not to hold any longer; `marks` are the first bytes of all.

        Fewer where synchronisation is lost: good packets may begin within those that show it.
        """
        for number, (mark, following) in enumerate(pairwise(marks[: most + 1])):
            if mark != SYNC_BYTE and following != SYNC_BYTE:
                if (number + 2) * PACKET_BYTES > len(self._held):
                    return number, number
                return number + 2, number
        # Whether packets go on after the last one that is held is not known yet.
        is_open = most == len(marks) and marks[-1] != SYNC_BYTE
        return (most - 1, most - 1) if is_open else (most, most)

    def _seek(self) -> None:
        position = find_sync(self._held)
        self._in_sync = position is not None
        if position is None:
            # The end may be the beginning of a packet that cannot be proven yet.
            position = max(0, len(self._held) - PROOF_BYTES)
        del self._held[:position]
