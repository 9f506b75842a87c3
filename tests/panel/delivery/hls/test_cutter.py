"""A stream is cut at key frames where it marks them, else by time, and each piece can be decoded alone."""

import subprocess
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from panel.delivery.entry_points import EntryFinder
from panel.delivery.hls.cutter import Cutter
from panel.delivery.hls.segment import Segment
from panel.delivery.hls.table_copies import table_copies
from panel.delivery.limits import PACKET_BYTES
from panel.delivery.ring import Chunk
from tests.fakes import mpegts
from tests.fakes.mpegts import FRAME_RATE, TransportStream

BITRATE_BPS = 400_000
VIDEO_PID = (mpegts.VIDEO_PID >> 8, mpegts.VIDEO_PID & 0xFF)


def chunks(
    duration_s: float,
    *,
    key_frame_every_s: float = 1.0,
    marked: bool = True,
    clocked: bool = True,
    burst: bool = False,
) -> Iterator[Chunk]:
    """Yield the frames of a stream, one a chunk, that arrive as they are shown, or all at once."""
    finder = EntryFinder()
    frames = TransportStream(BITRATE_BPS).frames()
    for number, frame in enumerate(islice(frames, round(duration_s * FRAME_RATE))):
        block = bytearray(frame)
        key = number % round(key_frame_every_s * FRAME_RATE) == 0
        for at in range(0, len(block), PACKET_BYTES):
            if (block[at + 1] & 0x1F, block[at + 2]) == VIDEO_PID and block[at + 3] & 0x20 and block[at + 4]:
                block[at + 5] = (0x10 if clocked else 0) | (0x40 if marked and key else 0)
        tables = finder.tables
        entry = finder.newest_entry(bytes(block))
        yield Chunk(bytes(block), 0.0 if burst else number / FRAME_RATE, tables, entry)


def cut(cutter: Cutter, pieces: Iterator[Chunk]) -> Sequence[Segment]:
    return [segment for chunk in pieces for segment in cutter.feed(chunk)]


def data_of(segment: Segment) -> bytes:
    return b"".join(bytes(piece) for piece in segment.pieces)


def counted_by_ffmpeg(ffmpeg: str, capture: bytes, folder: Path) -> int:
    """Return how often ffmpeg misses packets when it looks through a capture."""
    file = folder / "capture.ts"
    file.write_bytes(capture)
    command = [ffmpeg, "-v", "debug", "-f", "mpegts", "-probesize", "50M", "-i", str(file)]
    # Asked for no output it fails, after it has read the file.
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.count("Continuity check failed")


def starts_with_key_frame(segment: Segment) -> bool:
    packet = data_of(segment)[2 * PACKET_BYTES : 3 * PACKET_BYTES]
    return bool(packet[3] & 0x20 and packet[5] & 0x40)


@pytest.mark.parametrize("burst", [False, True])
@pytest.mark.parametrize(
    ("key_frame_every_s", "durations"),
    [
        (0.4, [2.0, 2.0, 2.0, 4.0, 4.0]),
        (1.0, [2.0, 2.0, 2.0, 4.0, 4.0]),
        (2.0, [2.0, 2.0, 2.0, 4.0, 4.0]),
        (3.0, [3.0, 3.0, 3.0, 6.0]),
        (8.0, [8.0, 8.0]),
    ],
)
def test_segments_begin_at_key_frames(key_frame_every_s: float, durations: list[float], burst: bool) -> None:
    cutter = Cutter(7)
    segments = cut(cutter, chunks(sum(durations) + 1, key_frame_every_s=key_frame_every_s, burst=burst))
    assert [segment.duration_s for segment in segments] == pytest.approx(durations, abs=0.05)
    assert [segment.number for segment in segments] == list(range(7, 7 + len(durations)))
    assert all(starts_with_key_frame(segment) for segment in segments)
    assert not any(segment.breaks for segment in segments)


def test_nothing_is_lost_between_segments() -> None:
    source = list(chunks(15))
    segments = cut(Cutter(0), iter(source))
    tables = 2 * PACKET_BYTES
    joined = b"".join(data_of(segment)[tables:] for segment in segments)
    whole = b"".join(chunk.data for chunk in source)
    begin = whole.find(joined[:PACKET_BYTES])
    assert whole[begin : begin + len(joined)] == joined
    assert all(segment.size_bytes == len(data_of(segment)) for segment in segments)


def test_joined_segments_miss_no_packet(ffmpeg: str, tmp_path: Path) -> None:
    segments = cut(Cutter(0), chunks(15))
    capture = b"".join(map(data_of, segments))
    assert counted_by_ffmpeg(ffmpeg, capture, tmp_path) == 0
    at = PACKET_BYTES * 300
    assert counted_by_ffmpeg(ffmpeg, capture[:at] + capture[at + 3 * PACKET_BYTES :], tmp_path) > 0


def test_tables_without_room_are_copied_as_they_are() -> None:
    full = b"\x47\x40\x00\x15\x00" + b"\x01" * 183
    assert table_copies(full) == full
    spare = b"\x47\x40\x00\x15\x00" + b"\x01" * 181 + b"\xff\xff"
    assert table_copies(spare) == b"\x47\x40\x00\x35\x01\x80\x00" + b"\x01" * 181


def test_once_promised_the_target_duration_is_kept_whatever_the_key_frames_do() -> None:
    cutter = Cutter(0)
    cut(cutter, chunks(5))
    cutter.target_s = 4
    cutter.key_frame_gap_s = 3.0
    irregular = cut(cutter, islice(chunks(40, key_frame_every_s=7.0), 5 * FRAME_RATE, None))
    assert irregular
    assert all(segment.duration_s < 4.5 for segment in irregular)


@pytest.mark.parametrize("clocked", [True, False])
def test_a_stream_that_marks_no_key_frames_is_cut_by_time(clocked: bool) -> None:
    segments = cut(Cutter(0), chunks(20, marked=False, clocked=clocked))
    assert len(segments) == 4
    assert all(segment.duration_s == pytest.approx(4.0, abs=0.05) for segment in segments)
    assert all(data_of(segment)[:3] == b"\x47\x40\x00" for segment in segments)


def test_an_interruption_ends_a_segment_and_marks_the_next() -> None:
    cutter = Cutter(0)
    before = cut(cutter, chunks(3.5))
    rest = list(cutter.interrupted())
    after = cut(cutter, chunks(7))
    assert [segment.breaks for segment in (*before, *rest, *after)] == [False, False, True, False]
    assert rest[0].duration_s == pytest.approx(1.5, abs=0.1)


def test_a_clock_that_jumps_begins_a_segment_that_breaks() -> None:
    cutter = Cutter(0)
    first = cut(cutter, chunks(30))
    again = cut(cutter, chunks(9))
    assert not any(segment.breaks for segment in first)
    assert [segment.breaks for segment in again].count(True) == 1
    assert all(0 < segment.duration_s < 5 for segment in again)


def test_nothing_is_made_of_a_stream_without_tables() -> None:
    nulls = (b"\x47\x1f\xff\x10" + bytes(184)) * 100
    assert cut(Cutter(0), (Chunk(nulls, float(second), b"", None) for second in range(60))) == []
