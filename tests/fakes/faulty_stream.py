"""A transport stream whose faults are known: built right, then spoilt packet by packet."""

from functools import cache
from itertools import islice

from tests.fakes.mpegts import FRAME_RATE, PACKET_BYTES, PMT_PID, VIDEO_PID, TransportStream
from tests.fakes.multiplex import Multiplex

BITRATE_BPS = 3_200_000


@cache
def _clean(bitrate_bps: int, frames: int) -> bytes:
    return b"".join(islice(TransportStream(bitrate_bps).frames(), frames))


@cache
def _broadcast(bitrate_bps: int, frames: int) -> bytes:
    return b"".join(islice(Multiplex(bitrate_bps).packets(), frames * bitrate_bps // (FRAME_RATE * PACKET_BYTES * 8)))


class FaultyStream:
    """Packets of some seconds of one programme, video alone or as broadcast; methods name packets by their number."""

    def __init__(self, duration_s: float = 4.0, bitrate_bps: int = BITRATE_BPS, *, with_audio: bool = False) -> None:
        self._duration_s = duration_s
        whole = (_broadcast if with_audio else _clean)(bitrate_bps, round(duration_s * FRAME_RATE))
        self.packets = [bytearray(whole[at : at + PACKET_BYTES]) for at in range(0, len(whole), PACKET_BYTES)]

    def bytes(self) -> bytes:
        return b"".join(self.packets)

    def of(self, pid: int) -> list[int]:
        """Return the packets of a PID."""
        return [n for n, p in enumerate(self.packets) if (p[1] & 0x1F) << 8 | p[2] == pid]

    def plain_video(self) -> list[int]:
        """Return the packets of the video without a clock reference."""
        return [n for n in self.of(VIDEO_PID) if not self.packets[n][3] & 0x20]

    def clocks(self) -> list[int]:
        """Return the packets that tell the time."""
        return [n for n, p in enumerate(self.packets) if p[3] & 0x20 and p[4] >= 7 and p[5] & 0x10]

    def wrong_sync(self, number: int) -> None:
        self.packets[number][0] ^= 0x5A

    def break_counter(self, number: int, by: int = 3) -> None:
        """Let the counters of a PID jump at this packet, and go on from there."""
        pid = self.packets[number][1:3]
        for packet in self.packets[number:]:
            if packet[1] & 0x1F == pid[0] & 0x1F and packet[2] == pid[1]:
                packet[3] = packet[3] & 0xF0 | (packet[3] + by) & 0x0F

    def drop(self, numbers: list[int], *, fill: bool = True) -> None:
        """Leave packets out, the counters of those that stay being right; null packets take their place."""
        for number in numbers:
            packet = self.packets[number]
            self.break_counter(number, -1 if packet[3] & 0x10 else 0)
            packet[1:4] = b"\x1f\xff\x10"
            packet[4:] = b"\xff" * 184
        if not fill:
            self.packets = [packet for n, packet in enumerate(self.packets) if n not in set(numbers)]

    def repeat(self, number: int, times: int = 1) -> None:
        """Send a packet again, right after it."""
        for _ in range(times):
            self.packets.insert(number, bytearray(self.packets[number]))

    def mark_erroneous(self, number: int) -> None:
        self.packets[number][1] |= 0x80

    def scramble(self, number: int) -> None:
        self.packets[number][3] |= 0x80

    def break_crc(self, number: int) -> None:
        """Change a bit in the section of a packet with a table."""
        self.packets[number][5 + 8] ^= 0x01

    def clock(self, number: int) -> int:
        """Return the time a packet tells, in ticks of 27 MHz."""
        told = int.from_bytes(self.packets[number][6:12], "big")
        return (told >> 15) * 300 + (told & 0x1FF)

    def shift_clocks(self, first: int, seconds: float, *, announced: bool = False) -> None:
        """Let the clock jump at the first reference from packet `first` on."""
        begins = True
        for number in self.clocks():
            if number < first:
                continue
            told = (self.clock(number) + round(seconds * 27_000_000)) % ((1 << 33) * 300)
            self.packets[number][6:12] = (told // 300 << 15 | 0x7E00 | told % 300).to_bytes(6, "big")
            if begins and announced:
                self.packets[number][5] |= 0x80
            begins = False

    def hide_clocks(self, numbers: list[int]) -> None:
        for number in numbers:
            self.packets[number][5] &= ~0x10 & 0xFF

    def hide_presentation_time(self, number: int) -> None:
        """Take the presentation time out of the unit that begins in a packet, if one does."""
        packet = self.packets[number]
        begins = 5 + packet[4] if packet[3] & 0x20 else 4
        if packet[1] & 0x40 and packet[begins : begins + 3] == b"\x00\x00\x01":
            packet[begins + 7] &= 0x3F

    def hide_presentation_times(self, first: int, count: int) -> None:
        for number in range(first, min(first + count, len(self.packets))):
            self.hide_presentation_time(number)

    def hide_unit_starts(self, first: int, count: int) -> None:
        """Let video and audio go on as if nothing began."""
        for packet in self.packets[first : first + count]:
            if packet[1] & 0x1F == VIDEO_PID >> 8:
                packet[1] &= ~0x40 & 0xFF

    def tables(self, first_s: float, end_s: float, pid: int = 0) -> list[int]:
        """Return the packets of a table, PAT or PMT, in a part of the stream."""
        rate = len(self.packets) / self._duration_s
        return [n for n in self.of(pid) if first_s * rate <= n < end_s * rate]


PAT, PMT = 0, PMT_PID
