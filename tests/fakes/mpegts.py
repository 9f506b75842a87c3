"""A small multiplexer: a constant-bitrate MPEG transport stream with one programme, made of bytes that cost nothing.

Packets, continuity counters and clock references follow ISO/IEC 13818-1, sections 2.4.3 and 2.4.4; the picture data are
H.264 units (ITU-T H.264, section 7.3.1) of which only the type is true.
"""

from collections.abc import Iterator
from fractions import Fraction

PACKET_BYTES = 188
FRAME_RATE = 25
KEY_FRAME_EVERY = 25
TABLES_EVERY = 2
PMT_PID = 0x1000
VIDEO_PID = 0x100
CLOCK_HZ = 90_000
CLOCK_START = 2 * CLOCK_HZ
CLOCK_MODULUS = 1 << 33
DECODE_DELAY = CLOCK_HZ // 2


def crc32_mpeg(data: bytes) -> int:
    """Return the CRC of a section (ISO/IEC 13818-1, annex A): polynomial 0x04C11DB7, all ones first, not reflected."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1
        crc &= 0xFFFFFFFF
    return crc


def _section(table_id: int, body: bytes) -> bytes:
    head = bytes([table_id]) + (0xB000 | len(body) + 4).to_bytes(2, "big")
    return head + body + crc32_mpeg(head + body).to_bytes(4, "big")


PAT = _section(0x00, b"\x00\x01\xc1\x00\x00" + b"\x00\x01" + (0xE000 | PMT_PID).to_bytes(2, "big"))
PMT = _section(
    0x02,
    b"\x00\x01\xc1\x00\x00"
    + (0xE000 | VIDEO_PID).to_bytes(2, "big")
    + b"\xf0\x00"
    + b"\x1b"
    + (0xE000 | VIDEO_PID).to_bytes(2, "big")
    + b"\xf0\x00",
)


def timestamp(clock: int) -> bytes:
    """Return a presentation time in the five bytes of a PES header (section 2.4.3.6)."""
    clock %= CLOCK_MODULUS
    return bytes(
        [
            0x21 | (clock >> 29) & 0x0E,
            (clock >> 22) & 0xFF,
            0x01 | (clock >> 14) & 0xFE,
            (clock >> 7) & 0xFF,
            0x01 | (clock << 1) & 0xFE,
        ]
    )


class TransportStream:
    """The frames of an endless programme of exactly `bitrate_bps` bits per second, packet overhead included."""

    def __init__(self, bitrate_bps: int, clock_start: int = CLOCK_START) -> None:
        self._packets_per_frame = Fraction(bitrate_bps, PACKET_BYTES * 8 * FRAME_RATE)
        if self._packets_per_frame < 4:
            raise ValueError("too slow for tables and pictures")
        self._counters: dict[int, int] = {}
        self._clock_start = clock_start

    def _packet(self, pid: int, payload: bytes, *, start: bool, adaptation: bytes = b"") -> bytes:
        counter = self._counters.get(pid, 0)
        self._counters[pid] = (counter + 1) % 16
        flags = 0x30 if adaptation else 0x10
        head = bytes([0x47, (0x40 if start else 0) | pid >> 8, pid & 0xFF, flags | counter])
        return (head + adaptation + payload).ljust(PACKET_BYTES, b"\xff")

    def _first_video_packet(self, clock: int, *, key: bool) -> bytes:
        clock %= CLOCK_MODULUS
        reference = (clock << 15 | 0x7E00).to_bytes(6, "big")
        adaptation = bytes([7, 0x50 if key else 0x10]) + reference
        header = b"\x00\x00\x01\xe0\x00\x00\x80\x80\x05" + timestamp(clock + DECODE_DELAY)
        picture = b"\x00\x00\x00\x01\x09\xf0\x00\x00\x00\x01" + (b"\x65" if key else b"\x41")
        return self._packet(VIDEO_PID, header + picture, start=True, adaptation=adaptation)

    def frames(self) -> Iterator[bytes]:
        """Yield one frame's packets at a time, 25 of them to the second."""
        sent = 0
        number = 0
        while True:
            due = int(self._packets_per_frame * (number + 1)) - sent
            packets = []
            if number % TABLES_EVERY == 0:
                packets.append(self._packet(0, b"\x00" + PAT, start=True))
                packets.append(self._packet(PMT_PID, b"\x00" + PMT, start=True))
            clock = self._clock_start + number * CLOCK_HZ // FRAME_RATE
            packets.append(self._first_video_packet(clock, key=number % KEY_FRAME_EVERY == 0))
            packets.extend(self._packet(VIDEO_PID, b"", start=False) for _ in range(due - len(packets)))
            yield b"".join(packets)
            sent += due
            number += 1
