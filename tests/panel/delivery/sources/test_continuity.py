"""Several sources become one stream without a jump of a counter."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.sources.continuity import Continuity
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.mpegts import VIDEO_PID, TransportStream

FRAMES = list(islice(TransportStream(1_000_000).frames(), 40))


def packet(pid: int, counter: int, *, payload: bool = True) -> bytes:
    control = (0x10 if payload else 0x20) | counter
    return bytes([0x47, pid >> 8, pid & 0xFF, control, 183 if not payload else 0, 0]).ljust(188, b"\xff")


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 10)), min_size=1, max_size=6))
def test_sources_that_begin_anywhere_continue_each_other(parts: list[tuple[int, int]]) -> None:
    continuity = Continuity()
    given_on = b""
    for start, count in parts:
        continuity.begin()
        for frame in FRAMES[start : start + count]:
            given_on += continuity.feed(frame)
    assert continuity_errors(given_on) == []


def test_without_it_counters_jump() -> None:
    assert continuity_errors(FRAMES[0] + FRAMES[3])


def test_the_first_source_is_left_as_it_is_with_its_errors() -> None:
    continuity = Continuity()
    continuity.begin()
    assert continuity.feed(FRAMES[0]) is FRAMES[0]
    assert continuity.feed(FRAMES[3]) is FRAMES[3]


def test_what_a_later_source_lost_stays_lost() -> None:
    continuity = Continuity()
    continuity.feed(FRAMES[0])
    continuity.begin()
    assert len(continuity_errors(continuity.feed(FRAMES[5]) + continuity.feed(FRAMES[9]))) > 0


@pytest.mark.parametrize("payload", [True, False])
def test_packets_without_payload_repeat_the_counter(payload: bool) -> None:
    continuity = Continuity()
    given_on = continuity.feed(packet(256, 7))
    continuity.begin()
    given_on += continuity.feed(packet(256, 3, payload=payload) + packet(256, 4))
    assert continuity_errors(given_on) == []
    assert [control & 0x0F for control in given_on[3::188]] == [7, 7 + payload, 8 + payload]


def test_counters_of_null_packets_are_left_alone() -> None:
    continuity = Continuity()
    continuity.feed(packet(0x1FFF, 7))
    continuity.begin()
    assert continuity.feed(packet(0x1FFF, 3)) == packet(0x1FFF, 3)


def test_a_new_time_line_is_marked_once() -> None:
    continuity = Continuity()
    continuity.feed(FRAMES[0])
    continuity.begin()
    given_on = b"".join(continuity.feed(frame) for frame in FRAMES[:3])
    flags = [
        given_on[at + 5] & 0x80 != 0
        for at in range(0, len(given_on), 188)
        if given_on[at + 3] & 0x20 and given_on[at + 2] == VIDEO_PID & 0xFF
    ]
    assert flags == [True, False, False]


@given(st.lists(st.binary(min_size=187, max_size=187), min_size=1, max_size=20))
def test_nonsense_in_packets_is_survived(contents: list[bytes]) -> None:
    continuity = Continuity()
    block = b"".join(b"\x47" + content for content in contents)
    continuity.feed(block)
    continuity.begin()
    assert len(continuity.feed(block)) == len(block)
