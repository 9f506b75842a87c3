"""Sequence parameter sets of H.264 (ITU-T H.264, sections 7.3.2.1.1 and E.1.1)."""

from panel.delivery.analysis.formats.bits import Bits, unescaped
from panel.delivery.analysis.report import VideoFormat

WITH_CHROMA_FORMAT = frozenset((100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135))
EXTENDED_SAR = 255
MACROBLOCK = 16
CHROMA_444 = 3


def read_h264(unit: bytes) -> VideoFormat:
    """Return what a sequence parameter set tells, its header byte included. Raises OutOfBits."""
    bits = Bits(unescaped(unit[1:]))
    profile = bits.take(8)
    bits.take(16)
    bits.unsigned()
    chroma = 1
    if profile in WITH_CHROMA_FORMAT:
        chroma = _skip_chroma_format(bits)
    bits.unsigned()
    _skip_order(bits)
    bits.unsigned()
    bits.flag()
    width = (bits.unsigned() + 1) * MACROBLOCK
    map_units = bits.unsigned() + 1
    frames_only = bits.flag()
    height = map_units * MACROBLOCK * (1 if frames_only else 2)
    if not frames_only:
        bits.flag()
    bits.flag()
    if bits.flag():
        across = 2 if chroma in (1, 2) else 1
        down = (2 if chroma == 1 else 1) * (1 if frames_only else 2)
        width -= (bits.unsigned() + bits.unsigned()) * across
        height -= (bits.unsigned() + bits.unsigned()) * down
    return VideoFormat(width, height, _frame_rate(bits) if bits.flag() else None)


def _skip_chroma_format(bits: Bits) -> int:
    """Return chroma_format_idc, or 0 where the planes are coded apart."""
    chroma = bits.unsigned()
    is_apart = chroma == CHROMA_444 and bits.flag()
    bits.unsigned()
    bits.unsigned()
    bits.flag()
    if bits.flag():
        for number in range(8 if chroma != CHROMA_444 else 12):
            if bits.flag():
                _skip_scaling_list(bits, 16 if number < 6 else 64)
    return 0 if is_apart else chroma


def _skip_scaling_list(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.unsigned()
    if kind == 0:
        bits.unsigned()
    elif kind == 1:
        bits.flag()
        bits.signed()
        bits.signed()
        for _ in range(min(bits.unsigned(), 255)):
            bits.signed()


def _frame_rate(bits: Bits) -> float | None:
    """Return what the usability information tells of time, in frames of two fields."""
    if bits.flag() and bits.take(8) == EXTENDED_SAR:
        bits.take(32)
    if bits.flag():
        bits.flag()
    if bits.flag():
        bits.take(4)
        if bits.flag():
            bits.take(24)
    if bits.flag():
        bits.unsigned()
        bits.unsigned()
    if not bits.flag():
        return None
    units, scale = bits.take(32), bits.take(32)
    return scale / (2 * units) if units and scale else None
