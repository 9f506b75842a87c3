"""What an elementary stream is coded in, as its PMT tells (ISO/IEC 13818-1, table 2-34; ETSI EN 300 468, annex D)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from panel.delivery.analysis.report import Kind


@dataclass(frozen=True, slots=True)
class Coding:
    """The kind of what is coded, and the codec's usual name; None where that is unknown."""

    kind: Kind
    codec: str | None


UNKNOWN = Coding("data", None)
PRIVATE_DATA = 0x06
REGISTRATION = 0x05

STREAM_TYPES: Mapping[int, Coding] = MappingProxyType(
    {
        0x01: Coding("video", "MPEG-1"),
        0x02: Coding("video", "MPEG-2"),
        0x03: Coding("audio", "MP2"),
        0x04: Coding("audio", "MP2"),
        0x0F: Coding("audio", "AAC"),
        0x10: Coding("video", "MPEG-4"),
        0x11: Coding("audio", "AAC"),
        0x15: Coding("data", "ID3"),
        0x1B: Coding("video", "H.264"),
        0x1C: Coding("audio", "AAC"),
        0x20: Coding("video", "H.264"),
        0x24: Coding("video", "HEVC"),
        0x33: Coding("video", "VVC"),
        0x42: Coding("video", "AVS"),
        0x81: Coding("audio", "AC-3"),
        0x82: Coding("audio", "DTS"),
        0x86: Coding("data", "SCTE-35"),
        0x87: Coding("audio", "E-AC-3"),
        0xEA: Coding("video", "VC-1"),
    }
)

# What makes private data known: the tag of a descriptor.
DESCRIPTORS: Mapping[int, Coding] = MappingProxyType(
    {
        0x56: Coding("subtitles", "teletext"),
        0x59: Coding("subtitles", "DVB subtitles"),
        0x6A: Coding("audio", "AC-3"),
        0x7A: Coding("audio", "E-AC-3"),
        0x7B: Coding("audio", "DTS"),
        0x7C: Coding("audio", "AAC"),
    }
)

# The format_identifier of a registration_descriptor.
REGISTERED: Mapping[bytes, Coding] = MappingProxyType(
    {
        b"AC-3": Coding("audio", "AC-3"),
        b"EAC3": Coding("audio", "E-AC-3"),
        b"DTS1": Coding("audio", "DTS"),
        b"DTS2": Coding("audio", "DTS"),
        b"DTS3": Coding("audio", "DTS"),
        b"Opus": Coding("audio", "Opus"),
        b"HEVC": Coding("video", "HEVC"),
        b"AV01": Coding("video", "AV1"),
        b"VC-1": Coding("video", "VC-1"),
    }
)


def coding_of(stream_type: int, descriptors: Mapping[int, bytes]) -> Coding:
    """Return what a stream of this type with these descriptors, by tag, is coded in."""
    known = STREAM_TYPES.get(stream_type)
    if known is not None:
        return known
    registered = REGISTERED.get(descriptors.get(REGISTRATION, b"")[:4])
    if registered is not None:
        return registered
    if stream_type == PRIVATE_DATA:
        return next((DESCRIPTORS[tag] for tag in descriptors if tag in DESCRIPTORS), UNKNOWN)
    return UNKNOWN
