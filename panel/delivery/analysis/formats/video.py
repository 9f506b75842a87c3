"""Where in coded video a key frame begins, and what it says of the pictures."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from panel.delivery.analysis.formats.bits import OutOfBits
from panel.delivery.analysis.formats.h264 import read_h264
from panel.delivery.analysis.formats.hevc import read_hevc
from panel.delivery.analysis.formats.mpeg2 import SEQUENCE_HEADER, read_mpeg2
from panel.delivery.analysis.report import VideoFormat

START_CODE = b"\x00\x00\x01"
LARGEST = 16_384
FASTEST = 300.0

# Pictures that need no other, and what comes right before them (H.264, table 7-1; H.265, table 7-1).
KEYS: Mapping[str, re.Pattern[bytes]] = MappingProxyType(
    {
        "H.264": re.compile(rb"\x00\x00\x01[\x05\x07\x25\x27\x45\x47\x65\x67]"),
        "HEVC": re.compile(rb"\x00\x00\x01[\x20-\x2b\x40\x42]", re.DOTALL),
        "MPEG-2": re.compile(re.escape(SEQUENCE_HEADER)),
        "MPEG-1": re.compile(re.escape(SEQUENCE_HEADER)),
    }
)

_SETS: Mapping[str, tuple[re.Pattern[bytes], Callable[[bytes], VideoFormat]]] = MappingProxyType(
    {
        "H.264": (re.compile(rb"\x00\x00\x01([\x07\x27\x47\x67])"), read_h264),
        "HEVC": (re.compile(rb"\x00\x00\x01(\x42)"), read_hevc),
        "MPEG-2": (re.compile(rb"(\x00\x00\x01\xb3)"), read_mpeg2),
        "MPEG-1": (re.compile(rb"(\x00\x00\x01\xb3)"), read_mpeg2),
    }
)


def begins_key_frame(codec: str | None, data: bytes) -> bool:
    """Tell whether a key frame begins in `data`; False where the codec is not known."""
    pattern = KEYS.get(codec or "")
    return pattern is not None and pattern.search(data) is not None


def read_video(codec: str | None, data: bytes) -> VideoFormat | None:
    """Return what the first parameter set or header in `data` tells; None where there is none that can be."""
    known = _SETS.get(codec or "")
    found = None if known is None else known[0].search(data)
    if known is None or found is None:
        return None
    unit = data[found.start(1) :]
    if known[1] is not read_mpeg2:
        end = unit.find(START_CODE)
        unit = unit[:end] if end >= 0 else unit
    try:
        told = known[1](unit)
    except OutOfBits:
        return None
    return _checked(told)


def _checked(told: VideoFormat) -> VideoFormat | None:
    if not (told.width and told.height and 0 < told.width <= LARGEST and 0 < told.height <= LARGEST):
        return None
    if told.frame_rate is None or 0 < told.frame_rate <= FASTEST:
        return told
    return VideoFormat(told.width, told.height)
