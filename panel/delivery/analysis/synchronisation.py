"""TS_sync_loss and Sync_byte_error (ETSI TR 101 290, clause 5.2.1, numbers 1.1 and 1.2).

Packets are in step already: `panel.delivery.transport_stream.Aligner` finds them, and leaves what is wrong about their
sync bytes in its place.
"""

import numpy as np

from panel.delivery.analysis.headers import NOT_IN_SYNC, SYNC, Words
from panel.delivery.limits import PACKET_BYTES


class SyncCheck:
    """Takes batches of packets in order. One wrong sync byte is no loss: its packet counts as a packet."""

    def __init__(self) -> None:
        self.byte_errors = 0
        self.losses = 0
        self.lost = False

    def begin(self) -> None:
        """Another source follows."""
        self.lost = False

    def sift(self, data: bytes, words: Words) -> tuple[bytes, bytes]:
        """Return the packets that are in step, and the last packet where the next will tell whether it is one."""
        wrong = (words ^ SYNC) & NOT_IN_SYNC != 0
        numbers = np.flatnonzero(wrong)
        is_lost, self.lost = self.lost and bool(wrong[0]), False
        out_of_step: list[int] = []
        if not len(numbers):
            return data, b""
        for run in np.split(numbers, np.flatnonzero(np.diff(numbers) != 1) + 1):
            first, last = int(run[0]), int(run[-1])
            was_lost = is_lost and first == 0
            if not was_lost and len(run) == 1:
                if last == len(words) - 1:
                    kept = len(data) - PACKET_BYTES
                    return _without(data[:kept], out_of_step), data[kept:]
                self.byte_errors += 1
                continue
            self.byte_errors += 0 if was_lost else 2
            self.losses += not was_lost
            self.lost = last == len(words) - 1
            out_of_step.extend(range(first, last + 1))
        return _without(data, out_of_step), b""


def _without(data: bytes, numbers: list[int]) -> bytes:
    if not numbers:
        return data
    table = np.frombuffer(data, np.uint8).reshape(-1, PACKET_BYTES)
    return np.delete(table, numbers, axis=0).tobytes()
