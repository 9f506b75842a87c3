"""Sequence parameter sets of HEVC (ITU-T H.265, sections 7.3.2.2.1, 7.3.3, 7.3.4, 7.3.7 and E.2.1)."""

from panel.delivery.analysis.formats.bits import Bits, OutOfBits, unescaped
from panel.delivery.analysis.report import VideoFormat

EXTENDED_SAR = 255
CHROMA_444 = 3
GENERAL_BITS = 88
LEVEL_BITS = 8
MOST_SETS = 64
MOST_PICTURES = 16


def read_hevc(unit: bytes) -> VideoFormat:
    """Return what a sequence parameter set tells, its two header bytes included. Raises OutOfBits."""
    bits = Bits(unescaped(unit[2:]))
    bits.take(4)
    layers = bits.take(3)
    bits.flag()
    _skip_profile(bits, layers)
    bits.unsigned()
    chroma = bits.unsigned()
    if chroma == CHROMA_444 and bits.flag():
        chroma = 0
    width, height = bits.unsigned(), bits.unsigned()
    if bits.flag():
        width -= (bits.unsigned() + bits.unsigned()) * (2 if chroma in (1, 2) else 1)
        height -= (bits.unsigned() + bits.unsigned()) * (2 if chroma == 1 else 1)
    try:
        frame_rate = _frame_rate(bits, layers)
    except OutOfBits:
        # The rest of the set is in the next packet, or of an extension.
        frame_rate = None
    return VideoFormat(width, height, frame_rate)


def _skip_profile(bits: Bits, layers: int) -> None:
    bits.take(GENERAL_BITS + LEVEL_BITS)
    present = [(bits.flag(), bits.flag()) for _ in range(layers)]
    if layers:
        bits.take(2 * (8 - layers))
    for has_profile, has_level in present:
        bits.take(GENERAL_BITS * has_profile + LEVEL_BITS * has_level)


def _frame_rate(bits: Bits, layers: int) -> float | None:
    bits.unsigned()
    bits.unsigned()
    order_bits = bits.unsigned() + 4
    for _ in range(layers + 1 if bits.flag() else 1):
        bits.unsigned()
        bits.unsigned()
        bits.unsigned()
    for _ in range(6):
        bits.unsigned()
    if bits.flag() and bits.flag():
        _skip_scaling_lists(bits)
    bits.take(2)
    if bits.flag():
        bits.take(8)
        bits.unsigned()
        bits.unsigned()
        bits.flag()
    _skip_reference_sets(bits)
    if bits.flag():
        for _ in range(min(bits.unsigned(), 32)):
            bits.take(order_bits + 1)
    bits.take(2)
    return _timing(bits) if bits.flag() else None


def _skip_scaling_lists(bits: Bits) -> None:
    for size in range(4):
        for _ in range(0, 6, 3 if size == CHROMA_444 else 1):
            if not bits.flag():
                bits.unsigned()
                continue
            if size > 1:
                bits.signed()
            for _ in range(min(64, 1 << 4 + (size << 1))):
                bits.signed()


def _skip_reference_sets(bits: Bits) -> None:
    sets = bits.unsigned()
    if sets > MOST_SETS:
        raise OutOfBits
    pictures = 0
    for number in range(sets):
        if number and bits.flag():
            bits.flag()
            bits.unsigned()
            used = 0
            for _ in range(pictures + 1):
                used += bits.flag() or bits.flag()
            pictures = used
            continue
        negative, positive = bits.unsigned(), bits.unsigned()
        pictures = negative + positive
        if pictures > 2 * MOST_PICTURES:
            raise OutOfBits
        for _ in range(pictures):
            bits.unsigned()
            bits.flag()


def _timing(bits: Bits) -> float | None:
    """Return what the usability information tells of time."""
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
    bits.take(3)
    if bits.flag():
        for _ in range(4):
            bits.unsigned()
    if not bits.flag():
        return None
    units, scale = bits.take(32), bits.take(32)
    return scale / units if units and scale else None
