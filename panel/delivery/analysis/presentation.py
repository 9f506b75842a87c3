"""Where presentation times are (ISO/IEC 13818-1, section 2.4.3.6)."""

import numpy as np
from numpy.typing import NDArray

from panel.delivery.analysis.batch import Units
from panel.delivery.analysis.headers import ADAPTATION_FIELD, SCRAMBLED
from panel.delivery.limits import PACKET_BYTES

HEAD_BYTES = 4
FLAGS_AT = 7
HAS_PTS = np.uint8(0x80)


def tells_presentation(units: Units) -> NDArray[np.bool_]:
    """Tell which of these units of video or audio tell a presentation time.

    Those whose header goes beyond the packet, or is not to be read, are taken to do so.
    """
    table, places = units.table, units.places
    field_bytes = (table[places, HEAD_BYTES] + np.intp(1)) * (units.words & ADAPTATION_FIELD != 0)
    flags_at = field_bytes + (HEAD_BYTES + FLAGS_AT)
    unreadable = (flags_at >= PACKET_BYTES) | (units.words & SCRAMBLED != 0)
    flags = table[places, np.minimum(flags_at, PACKET_BYTES - 1)]
    told: NDArray[np.bool_] = unreadable | (flags >= HAS_PTS)
    return told
