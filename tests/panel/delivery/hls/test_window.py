"""What a live playlist lists (RFC 8216): six segments, three target durations at least, numbers and breaks told."""

import re

from panel.delivery.hls import window as bounds
from panel.delivery.hls.segment import Segment
from panel.delivery.hls.window import Window


def segment(number: int, *, duration_s: float = 4.0, size_bytes: int = 1000, breaks: bool = False) -> Segment:
    return Segment(number, (b"",), size_bytes, duration_s, breaks)


def listed(window: Window) -> list[int]:
    return [int(number) for number in re.findall(r"^live/(\d+)\.ts$", window.playlist().decode(), re.MULTILINE)]


def tag(window: Window, name: str) -> int:
    (value,) = re.findall(rf"^#EXT-X-{name}:(\d+)$", window.playlist().decode(), re.MULTILINE)
    return int(value)


def test_six_are_listed_and_three_more_are_kept() -> None:
    window = Window()
    for number in range(100, 120):
        window.append(segment(number))
    window.promise(1.0)
    assert listed(window) == list(range(114, 120))
    assert tag(window, "MEDIA-SEQUENCE") == 114
    assert tag(window, "TARGETDURATION") == 4
    assert window.segment(111) is not None
    assert window.segment(110) is None
    assert window.segment(120) is None


def test_a_playlist_is_never_shorter_than_three_target_durations() -> None:
    window = Window()
    window.append(segment(0))
    window.promise(1.0)
    for number in range(1, 30):
        window.append(segment(number, duration_s=1.0))
    assert len(listed(window)) == 12


def test_breaks_are_told_and_counted_when_they_leave() -> None:
    window = Window()
    window.promise(1.0)
    for number in range(6):
        window.append(segment(number, breaks=number in (2, 4)))
    assert window.playlist().count(b"#EXT-X-DISCONTINUITY\n") == 2
    assert b"#EXT-X-DISCONTINUITY\n#EXTINF:4.000,\nlive/2.ts\n" in window.playlist()
    assert tag(window, "DISCONTINUITY-SEQUENCE") == 0
    for number in range(6, 9):
        window.append(segment(number))
    assert listed(window)[0] == 3
    assert tag(window, "DISCONTINUITY-SEQUENCE") == 1


def test_the_target_duration_covers_what_was_made_and_what_is_to_come() -> None:
    for duration_s, gap_s, target_s in ((2.0, 1.0, 4), (6.4, 6.4, 6), (2.0, 5.6, 6), (4.5, 1.0, 5)):
        window = Window()
        window.append(segment(0, duration_s=duration_s))
        assert window.promise(gap_s) == target_s
        window.append(segment(1, duration_s=2.0))
        assert tag(window, "TARGETDURATION") == target_s


def test_memory_is_bounded_whatever_segments_weigh() -> None:
    window = Window()
    window.promise(1.0)
    for number in range(100):
        window.append(segment(number, size_bytes=bounds.HELD_BYTES // 3))
        held = [window.segment(other) for other in range(number + 1)]
        assert sum(one.size_bytes for one in held if one) <= bounds.HELD_BYTES
    assert listed(window) == [97, 98, 99]


def test_tiny_segments_are_bounded_in_number() -> None:
    window = Window()
    window.promise(1.0)
    for number in range(500):
        window.append(segment(number, duration_s=0.1))
    assert len(listed(window)) <= bounds.LISTED_MOST + 1
