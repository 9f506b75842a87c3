"""The headers of many packets at once (ISO/IEC 13818-1, sections 2.4.3.2 to 2.4.3.5).

A header is one big-endian word of 32 bits: sync_byte 8, transport_error_indicator 1, payload_unit_start_indicator 1,
transport_priority 1, PID 13, transport_scrambling_control 2, adaptation_field_control 2, continuity_counter 4.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SYNC = np.uint32(0x47000000)
NOT_IN_SYNC = np.uint32(0xFF000000)
TRANSPORT_ERROR = np.uint32(0x00800000)
UNIT_START = np.uint32(0x00400000)
PID_BITS = np.uint32(0x001FFF00)
SCRAMBLED = 0xC0
ADAPTATION_FIELD = np.uint32(0x20)
PAYLOAD = np.uint32(0x10)
REMARKABLE = NOT_IN_SYNC | TRANSPORT_ERROR | UNIT_START | ADAPTATION_FIELD
PLAIN = SYNC | PAYLOAD
WRAPPED = np.uint32(0x10)

# Within the second word: adaptation_field_length 8, then eight flags, then the first bits of the clock reference.
DISCONTINUITY = np.uint32(0x00800000)
RANDOM_ACCESS = np.uint32(0x00400000)
CLOCK_REFERENCE = np.uint32(0x00100000)
CLOCK_HIGH = np.uint32(0xFFFF)
SHORTEST_WITH_CLOCK = np.uint32(7 << 24)
SHORTEST_WITH_FLAGS = np.uint32(1 << 24)

Indices = NDArray[np.intp]
Words = NDArray[np.uint32]


def pid_of(packet: bytes) -> int:
    return (packet[1] & 0x1F) << 8 | packet[2]


def announces_discontinuity(packet: bytes) -> bool:
    """Tell whether discontinuity_indicator is set."""
    return bool(packet[3] & 0x20 and packet[4] and packet[5] & 0x80)


def outstanding(words: Words) -> Indices:
    """Return all packets but those that simply go on: with payload and nothing else, of the same PID as the packet
    before, and with the next counter. The first is always among them.

    The word of one that goes on is that of the packet before and 1, or less 15 where the counter begins anew. As it has
    a payload and no adaptation field, neither reaches beyond the bits that say so: PID and counter are proven by one
    subtraction.
    """
    scratch = np.empty_like(words)
    steps = scratch[1:]
    np.subtract(words[1:], words[:-1], out=steps)
    steps += np.uint32(15)
    steps &= ~WRAPPED
    scratch[0] = 1
    stands_out = scratch != 0
    np.bitwise_and(words, REMARKABLE | PAYLOAD, out=scratch)
    stands_out |= scratch != PLAIN
    numbers: Indices = stands_out.nonzero()[0]
    return numbers


@dataclass(frozen=True, slots=True)
class Fields:
    """Adaptation fields: what flags they have (see above), and the clock references among them: numbers of their
    packets, and ticks of 27 MHz, modulo 2**33 * 300."""

    flags: Words
    clocks_at: Indices
    clocks: NDArray[np.int64]


def fields_of(at: Indices, seconds: Words, thirds: Words) -> Fields:
    """Return the adaptation fields of the packets `at`, which say that they have one, from their second and third
    words."""
    flags = seconds * (seconds >= SHORTEST_WITH_FLAGS)
    told = ((flags & CLOCK_REFERENCE != 0) & (flags >= SHORTEST_WITH_CLOCK)).nonzero()[0]
    low = thirds.take(told).astype(np.int64)
    base = (flags.take(told) & CLOCK_HIGH).astype(np.int64) << 17 | low >> 15
    return Fields(flags, at.take(told), base * 300 + (low & 0x1FF))
