"""Frame headers of audio: MPEG (ISO/IEC 11172-3, section 2.4.1.3), AAC (ISO/IEC 14496-3, section 1.A.2.2.1: ADTS),
AC-3 and E-AC-3 (ETSI TS 102 366, sections 4.4 and E.1.2)."""

from panel.delivery.analysis.report import AudioFormat

MPEG_RATES_HZ = (44_100, 48_000, 32_000)
AAC_RATES_HZ = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350)
AC3_RATES_HZ = (48_000, 44_100, 32_000)
AC3_CHANNELS = (2, 1, 2, 3, 3, 4, 4, 5)
AC3_SYNC = b"\x0b\x77"
MONO = 3
LAYERS = ("reserved", "MP3", "MP2", "MP1")


def read_mpeg_audio(data: bytes) -> tuple[AudioFormat, str] | None:
    """Return what the first frame in `data` tells, and the layer's usual name."""
    at = 0
    while (at := data.find(b"\xff", at)) >= 0 and at + 4 <= len(data):
        second, third, fourth = data[at + 1 : at + 4]
        version, layer, rate = second >> 3 & 3, second >> 1 & 3, third >> 2 & 3
        if second & 0xE0 == 0xE0 and version != 1 and layer and rate < len(MPEG_RATES_HZ) and third >> 4 != 15:
            divisor = {3: 1, 2: 2, 0: 4}[version]
            return AudioFormat(1 if fourth >> 6 == MONO else 2, MPEG_RATES_HZ[rate] // divisor), LAYERS[layer]
        at += 1
    return None


def read_aac(data: bytes) -> AudioFormat | None:
    """Return what the first ADTS header in `data` tells."""
    at = 0
    while (at := data.find(b"\xff", at)) >= 0 and at + 7 <= len(data):
        rate = data[at + 2] >> 2 & 0x0F
        if data[at + 1] & 0xF6 == 0xF0 and rate < len(AAC_RATES_HZ):
            channels = (data[at + 2] & 1) << 2 | data[at + 3] >> 6
            return AudioFormat({0: None, 7: 8}.get(channels, channels), AAC_RATES_HZ[rate])
        at += 1
    return None


def read_ac3(data: bytes) -> AudioFormat | None:
    """Return what the first frame of AC-3 or E-AC-3 in `data` tells; the channel for low frequencies counts."""
    at = data.find(AC3_SYNC)
    if at < 0 or at + 8 > len(data):
        return None
    if data[at + 5] >> 3 > 10:
        return _read_eac3(data, at)
    rate = data[at + 4] >> 6
    mode = data[at + 6] >> 5
    # How loud centre and surround are mixed, or the surround coding of stereo, comes before lfeon.
    skipped = (2 if mode & 1 and mode != 1 else 0) + (2 if mode & 4 else 0) + (2 if mode == 2 else 0)
    has_low = (data[at + 6] << 8 | data[at + 7]) >> (12 - skipped) & 1
    return AudioFormat(AC3_CHANNELS[mode] + has_low, AC3_RATES_HZ[rate] if rate < len(AC3_RATES_HZ) else None)


def _read_eac3(data: bytes, at: int) -> AudioFormat:
    rate, second_rate = data[at + 4] >> 6, data[at + 4] >> 4 & 3
    mode, has_low = data[at + 4] >> 1 & 7, data[at + 4] & 1
    if rate < len(AC3_RATES_HZ):
        rate_hz: int | None = AC3_RATES_HZ[rate]
    else:
        rate_hz = AC3_RATES_HZ[second_rate] // 2 if second_rate < len(AC3_RATES_HZ) else None
    return AudioFormat(AC3_CHANNELS[mode] + has_low, rate_hz)
