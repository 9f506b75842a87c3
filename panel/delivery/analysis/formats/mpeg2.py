"""Sequence headers of MPEG-1 and MPEG-2 video (ISO/IEC 13818-2, sections 6.2.2.1, 6.2.2.3 and 6.3.3)."""

from panel.delivery.analysis.formats.bits import OutOfBits
from panel.delivery.analysis.report import VideoFormat

SEQUENCE_HEADER = b"\x00\x00\x01\xb3"
EXTENSION = b"\x00\x00\x01\xb5"
SEQUENCE_EXTENSION_ID = 1
# frame_rate_code, table 6-4.
FRAME_RATES = (None, 24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 50.0, 60000 / 1001, 60.0)


def read_mpeg2(data: bytes) -> VideoFormat:
    """Return what a sequence header and its extension tell, from its start code on. Raises OutOfBits."""
    if len(data) < 12:
        raise OutOfBits
    width, height = data[4] << 4 | data[5] >> 4, (data[5] & 0x0F) << 8 | data[6]
    code = data[7] & 0x0F
    rate = FRAME_RATES[code] if code < len(FRAME_RATES) else None
    at = data.find(EXTENSION, 12)
    if 0 <= at <= len(data) - 10 and data[at + 4] >> 4 == SEQUENCE_EXTENSION_ID:
        width |= (data[at + 5] & 0x01) << 13 | (data[at + 6] & 0x80) << 5
        height |= (data[at + 6] & 0x60) << 7
        if rate is not None:
            rate *= ((data[at + 9] >> 5 & 0x03) + 1) / ((data[at + 9] & 0x1F) + 1)
    return VideoFormat(width, height, rate)
