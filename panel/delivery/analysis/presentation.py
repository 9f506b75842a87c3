"""Where presentation times are (ISO/IEC 13818-1, section 2.4.3.6)."""

import numpy as np

from panel.delivery.analysis.headers import ADAPTATION_FIELD, SCRAMBLED, Indices, Words
from panel.delivery.limits import PACKET_BYTES

HEAD_BYTES = 4
FLAGS_AT = 7
HAS_PTS = 0x80


def presentation_times(data: bytes, words: Words, starts: Indices) -> Indices:
    """Return which of the packets in `starts`, which begin a unit of video or audio, tell a presentation time.

    Those whose header goes beyond the packet, or is not to be read, are taken to do so.
    """
    table = np.frombuffer(data, np.uint8)
    begins = starts * PACKET_BYTES + HEAD_BYTES
    heads = words[starts]
    begins += (table[begins] + np.intp(1)) * (heads & ADAPTATION_FIELD != 0)
    flags_at = begins + FLAGS_AT
    readable = (flags_at < (starts + 1) * PACKET_BYTES) & (heads & np.uint32(SCRAMBLED) == 0)
    untimed = readable & (table[np.where(readable, flags_at, 0)] & HAS_PTS == 0)
    timed: Indices = starts[~untimed]
    return timed
