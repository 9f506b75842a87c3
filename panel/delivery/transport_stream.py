"""Whole packets out of a stream of bytes (ISO/IEC 13818-1, section 2.4.3.2: 188 bytes that begin with 0x47)."""

import numpy as np

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


class Aligner:
    """Holds bytes as they come and gives whole packets back; bytes between packets are dropped."""

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
        whole = min(most_bytes, len(self._held)) // PACKET_BYTES * PACKET_BYTES
        with memoryview(self._held) as view:
            packets = bytes(view[:whole])
        marks = packets[::PACKET_BYTES]
        if marks.count(SYNC_BYTE) != len(marks):
            good = next(number for number, mark in enumerate(marks) if mark != SYNC_BYTE)
            packets = packets[: good * PACKET_BYTES]
            self._in_sync = False
            self.sync_losses += 1
        del self._held[: len(packets)]
        if not self._in_sync:
            self._seek()
        return packets

    def take_all(self) -> bytes:
        """Return everything that is held, the beginning of a packet that is to come too."""
        held = bytes(self._held)
        self._held.clear()
        return held

    def _seek(self) -> None:
        position = find_sync(self._held)
        self._in_sync = position is not None
        if position is None:
            # The end may be the beginning of a packet that cannot be proven yet.
            position = max(0, len(self._held) - PROOF_BYTES)
        del self._held[:position]
