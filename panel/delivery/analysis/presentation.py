"""Where presentation times are (ISO/IEC 13818-1, section 2.4.3.6)."""

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.batch import Units
from panel.delivery.analysis.headers import ADAPTATION_FIELD, SCRAMBLED
from panel.delivery.analysis.packets import HEAD_BYTES
from panel.delivery.limits import PACKET_BYTES

HEADER_BYTES = 4
FLAGS_AT = 7
HAS_PTS = np.uint8(0x80)


def tells_presentation(units: Units) -> NDArray[np.bool_]:
    """Tell which of these units of video or audio tell a presentation time.

    Those whose header goes beyond the packet, or is not to be read, are taken to do so.
    """
    flat = units.heads.reshape(-1)
    begins = units.places * HEAD_BYTES
    fields = (flat.take(begins + HEADER_BYTES) + np.intp(1)) * (units.words & ADAPTATION_FIELD != 0)
    flags_at = fields + (HEADER_BYTES + FLAGS_AT)
    flags = flat.take(begins + np.minimum(flags_at, HEAD_BYTES - 1))
    told: NDArray[np.bool_] = flags >= HAS_PTS
    odd = ((flags_at >= HEAD_BYTES) | (units.words & SCRAMBLED != 0)).nonzero()[0]
    if len(odd):
        rows = units.packets.rows(units.at.take(odd))
        flags_at = flags_at.take(odd)
        flags = rows[np.arange(len(odd)), np.minimum(flags_at, PACKET_BYTES - 1)]
        told[odd] = (flags >= HAS_PTS) | (flags_at >= PACKET_BYTES) | (units.words.take(odd) & SCRAMBLED != 0)
    return told
