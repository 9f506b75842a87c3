"""Where a new source begins."""

from itertools import islice

from panel.delivery.sources.entrance import Entrance
from tests.fakes.mpegts import PAT, PMT, PMT_PID, TransportStream

FRAMES = list(islice(TransportStream(1_000_000).frames(), 30))


def table(pid: int, section: bytes) -> bytes:
    return (bytes([0x47, 0x40 | pid >> 8, pid & 0xFF, 0x10, 0]) + section).ljust(188, b"\xff")


def test_it_begins_at_a_key_frame_with_its_tables() -> None:
    entrance = Entrance(1.5)
    before = [entrance.first(frame, number / 25) for number, frame in enumerate(FRAMES[1:25])]
    first = entrance.first(FRAMES[25], 1.0)
    assert before == [None] * 24
    assert first is not None
    assert first[: 188 * 2] == FRAMES[24][: 188 * 2]
    assert first[188 * 2 :] == FRAMES[25]


def test_it_does_not_wait_for_ever() -> None:
    entrance = Entrance(1.5)
    assert entrance.first(FRAMES[1], 10.0) is None
    assert entrance.first(FRAMES[2], 11.4) is None
    assert entrance.first(FRAMES[3], 11.5) == FRAMES[2][: 188 * 2] + FRAMES[3]


def test_sound_alone_begins_at_once() -> None:
    sound = PMT.replace(b"\x1b", b"\x0f", 1)
    block = table(0, PAT) + table(PMT_PID, sound) + FRAMES[1]
    assert Entrance(1.5).first(block, 0.0) == block
