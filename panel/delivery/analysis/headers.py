"""The headers of many packets at once (ISO/IEC 13818-1, sections 2.4.3.2 to 2.4.3.5).

A header is one big-endian word of 32 bits: sync_byte 8, transport_error_indicator 1, payload_unit_start_indicator 1,
transport_priority 1, PID 13, transport_scrambling_control 2, adaptation_field_control 2, continuity_counter 4.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panel.delivery.limits import PACKET_BYTES

WORDS_IN_PACKET = PACKET_BYTES // 4

SYNC = np.uint32(0x47000000)
NOT_IN_SYNC = np.uint32(0xFF000000)
TRANSPORT_ERROR = np.uint32(0x00800000)
UNIT_START = np.uint32(0x00400000)
PID_BITS = np.uint32(0x001FFF00)
SCRAMBLED = 0xC0
ADAPTATION_FIELD = np.uint32(0x20)
REMARKABLE = NOT_IN_SYNC | TRANSPORT_ERROR | UNIT_START | ADAPTATION_FIELD

# Within the second word: adaptation_field_length 8, then eight flags, then the first bits of the clock reference.
DISCONTINUITY = np.uint32(0x00800000)
RANDOM_ACCESS = np.uint32(0x00400000)
CLOCK_REFERENCE = np.uint32(0x00100000)
SHORTEST_WITH_CLOCK = np.uint32(7 << 24)
SHORTEST_WITH_FLAGS = np.uint32(1 << 24)

Indices = NDArray[np.intp]
Words = NDArray[np.uint32]


def words_of(data: bytes) -> Words:
    """Return the headers of whole packets."""
    return np.frombuffer(data, ">u4")[::WORDS_IN_PACKET].astype(np.uint32)


def pid_at(data: bytes, index: int) -> int:
    """Return the PID of the packet with this number."""
    at = index * PACKET_BYTES
    return (data[at + 1] & 0x1F) << 8 | data[at + 2]


def packet_at(data: bytes, index: int) -> bytes:
    return data[index * PACKET_BYTES : (index + 1) * PACKET_BYTES]


def announces_discontinuity(packet: bytes) -> bool:
    """Tell whether discontinuity_indicator is set."""
    return bool(packet[3] & 0x20 and packet[4] and packet[5] & 0x80)


@dataclass(frozen=True, slots=True)
class Fields:
    """Adaptation fields that have flags: numbers of their packets, their first words (see above), and the clock
    references among them in ticks of 27 MHz, modulo 2**33 * 300."""

    at: Indices
    words: Words
    clocks_at: Indices
    clocks: NDArray[np.int64]


def fields_of(data: bytes, at: Indices) -> Fields:
    """Return the adaptation fields of the packets `at`, which say that they have one."""
    table = np.frombuffer(data, ">u4")
    words = table[at * WORDS_IN_PACKET + 1].astype(np.uint32)
    with_flags = words >= SHORTEST_WITH_FLAGS
    if not with_flags.all():
        at, words = at[with_flags], words[with_flags]
    telling = (words & CLOCK_REFERENCE != 0) & (words >= SHORTEST_WITH_CLOCK)
    clocks_at = at[telling]
    low = table[clocks_at * WORDS_IN_PACKET + 2].astype(np.int64)
    base = (words[telling] & np.uint32(0xFFFF)).astype(np.int64) << 17 | low >> 15
    return Fields(at, words, clocks_at, base * 300 + (low & 0x1FF))
