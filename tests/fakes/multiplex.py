"""A programme as a broadcaster's multiplexer sends it, made of bytes that cost nothing: video in pictures of unequal
size, audio between its packets, tables, clock references of their own pace, and null packets up to a constant bitrate.

Packets follow ISO/IEC 13818-1, sections 2.4.3 and 2.4.4; how often what comes is that of ETSI TR 101 290.
"""

from collections import deque
from collections.abc import Iterator
from fractions import Fraction

from tests.fakes.mpegts import CLOCK_HZ, FRAME_RATE, PACKET_BYTES, PAT, PMT_PID, VIDEO_PID, crc32_mpeg, timestamp

AUDIO_PID = 0x101
SERVICES_PID = 0x11
NULL_PACKET = b"\x47\x1f\xff\x10" + b"\xff" * (PACKET_BYTES - 4)

# Sizes of a second's pictures in proportion: a key frame, then one P and two B in turn.
PICTURES = (8, *(3, 1, 1) * 8)
VIDEO_SHARE = Fraction(95, 100)
# Audio, tables, and clock references where there is no video.
OTHERS_BPS = 300_000
AUDIO_HZ = 48_000
AUDIO_SAMPLES = 1152
AUDIO_FRAME_BYTES = 576
TABLES_EVERY = CLOCK_HZ // 10
CLOCK_EVERY = CLOCK_HZ * 38 // 1000
SERVICES_EVERY = CLOCK_HZ
DECODE_DELAY = CLOCK_HZ

# 1280 x 720 in H.264 (ITU-T H.264, section 7.3.2.1).
KEY_PICTURE = bytes.fromhex("00000001 0910 00000001 6742001eda014016e4 00000001 65")
OTHER_PICTURE = bytes.fromhex("00000001 0930 00000001 41")
AUDIO_FRAME = b"\xff\xfd\xa4\x04".ljust(AUDIO_FRAME_BYTES, b"\x5a")


def _streams(*entries: tuple[int, int]) -> bytes:
    listed = b"".join(bytes([kind]) + (0xE000 | pid).to_bytes(2, "big") + b"\xf0\x00" for kind, pid in entries)
    return b"\x00\x01\xc1\x00\x00" + (0xE000 | VIDEO_PID).to_bytes(2, "big") + b"\xf0\x00" + listed


def _section(table_id: int, body: bytes) -> bytes:
    head = bytes([table_id]) + (0xB000 | len(body) + 4).to_bytes(2, "big")
    return head + body + crc32_mpeg(head + body).to_bytes(4, "big")


PMT = _section(0x02, _streams((0x1B, VIDEO_PID), (0x03, AUDIO_PID)))
SERVICES = _section(0x42, b"\x00\x01\xc1\x00\x00" + b"\x00\x01\xff" + b"\x00\x01\xfc\x80\x00")


class Multiplex:
    """An endless programme of exactly `bitrate_bps` bits per second."""

    def __init__(self, bitrate_bps: int) -> None:
        self._ticks_per_packet = Fraction(PACKET_BYTES * 8 * CLOCK_HZ, bitrate_bps)
        self._picture_bytes = (bitrate_bps * VIDEO_SHARE - OTHERS_BPS) / 8 / sum(PICTURES)
        self._counters: dict[int, int] = {}
        self._due = dict.fromkeys(("tables", "services", "clock", "picture", "audio"), Fraction(0))
        self._pictures = 0
        self._tables: deque[bytes] = deque()
        self._video: deque[tuple[bytes, bool, bool]] = deque()
        self._audio: deque[tuple[Fraction, bytes, bool]] = deque()

    def packets(self) -> Iterator[bytes]:
        """Yield one packet at a time."""
        number = 0
        while True:
            now = number * self._ticks_per_packet
            self._produce(now)
            yield self._next(now)
            number += 1

    def _next(self, now: Fraction) -> bytes:
        if self._tables:
            return self._tables.popleft()
        if self._is_due("clock", now, CLOCK_EVERY):
            reference = (int(now) << 15 | 0x7E00).to_bytes(6, "big")
            if not self._video:
                return self._packet(VIDEO_PID, b"", start=False, field=b"\x10" + reference)
            content, start, key = self._video.popleft()
            fits = PACKET_BYTES - 12
            if len(content) > fits:
                self._video.appendleft((content[fits:], False, False))
            field = bytes([0x50 if key else 0x10]) + reference
            return self._packet(VIDEO_PID, content[:fits], start=start, field=field)
        if self._audio and self._audio[0][0] <= now:
            _, content, start = self._audio.popleft()
            return self._packet(AUDIO_PID, content, start=start)
        if self._video:
            content, start, key = self._video.popleft()
            return self._packet(VIDEO_PID, content, start=start, field=b"\x40" if key else b"")
        return NULL_PACKET

    def _is_due(self, what: str, now: Fraction, every: Fraction | int) -> bool:
        if self._due[what] > now:
            return False
        self._due[what] += every
        return True

    def _produce(self, now: Fraction) -> None:
        """Take what the coders have ready now."""
        if self._is_due("tables", now, TABLES_EVERY):
            self._tables.append(self._packet(0, b"\x00" + PAT, start=True))
            self._tables.append(self._packet(PMT_PID, b"\x00" + PMT, start=True))
        if self._is_due("services", now, SERVICES_EVERY):
            self._tables.append(self._packet(SERVICES_PID, b"\x00" + SERVICES, start=True))
        if self._is_due("picture", now, CLOCK_HZ // FRAME_RATE):
            self._begin_picture(int(now))
        span = Fraction(AUDIO_SAMPLES * CLOCK_HZ, AUDIO_HZ)
        if self._is_due("audio", now, span):
            unit = b"\x00\x00\x01\xc0\x02\x48\x80\x80\x05" + timestamp(int(now) + DECODE_DELAY) + AUDIO_FRAME
            parts = [unit[at : at + PACKET_BYTES - 4] for at in range(0, len(unit), PACKET_BYTES - 4)]
            self._audio.extend((now + span * n / len(parts), part, n == 0) for n, part in enumerate(parts))

    def _begin_picture(self, now: int) -> None:
        share = PICTURES[self._pictures % len(PICTURES)]
        key = self._pictures % len(PICTURES) == 0
        self._pictures += 1
        unit = b"\x00\x00\x01\xe0\x00\x00\x80\x80\x05" + timestamp(now + DECODE_DELAY)
        unit = (unit + (KEY_PICTURE if key else OTHER_PICTURE)).ljust(int(self._picture_bytes * share), b"\xa5")
        first = PACKET_BYTES - (6 if key else 4)
        parts = [unit[:first], *(unit[at : at + PACKET_BYTES - 4] for at in range(first, len(unit), PACKET_BYTES - 4))]
        self._video.extend((part, n == 0, key and n == 0) for n, part in enumerate(parts))

    def _packet(self, pid: int, payload: bytes, *, start: bool, field: bytes = b"") -> bytes:
        """Return a packet; one that is not full is stuffed, tables after their section, all else in its field."""
        counter = self._counters[pid] = self._counters.get(pid, -1) + bool(payload)
        space = PACKET_BYTES - 4
        if pid not in (VIDEO_PID, AUDIO_PID):
            payload = payload.ljust(space, b"\xff")
        elif field or len(payload) < space:
            stuffing = space - len(payload) - 1
            field = bytes([stuffing]) + (field or b"\x00" * (stuffing > 0)).ljust(stuffing, b"\xff")
        flags = (0x20 if field else 0) | (0x10 if payload else 0)
        return bytes([0x47, (0x40 if start else 0) | pid >> 8, pid & 0xFF, flags | counter % 16]) + field + payload
