"""What is judged for many packets at once is what is found for one after the other."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from panel.delivery.analysis.batch import Batch
from panel.delivery.analysis.clock_track import CLOCK_HZ, CLOCK_MODULUS, ClockTrack
from panel.delivery.analysis.presentation import tells_presentation
from tests.fakes.mpegts import PACKET_BYTES

PIDS = (0x100, 0x101, 0x1FF, 0x200, 0x1FFF)


@st.composite
def headers(draw: st.DrawFn) -> list[int]:
    """Draw headers that mostly go on; what is about them is mostly nothing."""
    words = [0x47010010]
    for _ in range(draw(st.integers(1, 60))):
        kind = draw(st.sampled_from(("next", "next", "next", "again", "carried", "other", "any")))
        before = words[-1]
        if kind == "next":
            words.append(before & ~0x0F | (before + 1) & 0x0F)
        elif kind == "again":
            words.append(before)
        elif kind == "carried":
            words.append((before + draw(st.sampled_from((1, -1, 15, -15, 16)))) % (1 << 32))
        elif kind == "other":
            words.append(0x47000010 | draw(st.sampled_from(PIDS)) << 8 | draw(st.integers(0, 15)))
        else:
            words.append(draw(st.integers(0, (1 << 32) - 1)))
    return words


def simply_goes_on(before: int, word: int) -> bool:
    is_plain = word >> 22 == 0x47 << 2 and word >> 4 & 3 == 1
    return is_plain and (before ^ word) >> 8 & 0x1FFF == 0 and (word - before) % 16 == 1


@settings(deadline=None)
@given(headers())
def test_what_does_not_stand_out_simply_goes_on(words: list[int]) -> None:
    batch = Batch([b"".join(word.to_bytes(4, "big").ljust(PACKET_BYTES, b"\xff") for word in words)])
    standing_out = set(batch.outstanding.tolist())
    assert 0 in standing_out
    for number in range(1, len(words)):
        if number not in standing_out:
            assert simply_goes_on(words[number - 1], words[number])
        elif simply_goes_on(words[number - 1], words[number]):
            # Only what else is told by a header, such as its priority, may have changed.
            assert words[number - 1] & ~0x0F != words[number] & ~0x0F


units = st.tuples(st.integers(-1, 183), st.booleans(), st.booleans())


@settings(deadline=None)
@given(st.lists(units, min_size=1, max_size=40))
def test_presentation_times_are_found_wherever_a_unit_begins_in_its_packet(drawn: list[tuple[int, bool, bool]]) -> None:
    packets, expected = [], []
    for number, (field_bytes, told, scrambled) in enumerate(drawn):
        field = b"" if field_bytes < 0 else bytes([field_bytes]) + b"\x00" * field_bytes
        flags = (0x20 if field else 0) | (0x80 if scrambled else 0) | 0x10 | number % 16
        unit = b"\x00\x00\x01\xe0\x00\x00\x80" + (b"\x80" if told else b"\x3f") + b"\x05"
        packets.append((b"\x47\x41\x00" + bytes([flags]) + field + unit).ljust(PACKET_BYTES, b"\x00")[:PACKET_BYTES])
        expected.append(told or scrambled or 4 + len(field) + 7 >= PACKET_BYTES)
    batch = Batch([b"".join(packets)])
    batch.look()
    assert tells_presentation(batch.units).tolist() == expected


steps = st.tuples(
    st.one_of(st.integers(1, 9), st.integers(1, 400), st.integers(1, 9000)),
    st.one_of(st.integers(1, CLOCK_HZ // 10), st.sampled_from((CLOCK_HZ // 5, CLOCK_HZ, 30 * CLOCK_HZ, -CLOCK_HZ))),
)


@settings(deadline=None)
@given(st.lists(steps, min_size=1, max_size=60), st.integers(0, CLOCK_MODULUS - 1), st.integers(1, 30))
def test_clock_references_taken_at_once_tell_the_time_as_one_by_one(
    passed: list[tuple[int, int]], start: int, size: int
) -> None:
    taken_both_ways(passed, start, size)


def test_clock_references_taken_at_once_are_judged_by_the_pace_of_the_same_points() -> None:
    for count in range(12, 19):
        slow, fast, late = (10, 2_000_000), (100, 1000), (25_000, 1000)
        taken_both_ways([(1, 1), slow, *[fast] * count, late, *[fast] * 3, (100, CLOCK_HZ // 5), *[fast] * 3], 0, 60)


def taken_both_ways(passed: list[tuple[int, int]], start: int, size: int) -> None:
    places = np.cumsum([packets for packets, _ in passed])
    values = np.array([(start + told) % CLOCK_MODULUS for told in np.cumsum([step for _, step in passed]).tolist()])
    single, together = ClockTrack(7), ClockTrack(7)
    # The first of all is compared with nothing, and never taken together with others.
    for part in (slice(0, 1), *(slice(at, at + size) for at in range(1, len(places), size))):
        for index, value in zip(places[part].tolist(), values[part].tolist(), strict=True):
            single.tell(index, value, announced=False)
        done = together.tell_plain(places[part], values[part], 0)
        for index, value in zip(places[part][done:].tolist(), values[part][done:].tolist(), strict=True):
            together.tell(index, value, announced=False)
        assert (together.places, together.ticks, together.now) == (single.places, single.ticks, single.now)
        assert [column.tolist() for column in together.points()] == [single.places, single.ticks]
        single.forget()
        together.forget()
    assert together.late == single.late
    assert together.repetition_errors == single.repetition_errors
    assert together.discontinuity_errors == single.discontinuity_errors
