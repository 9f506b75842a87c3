"""The ring keeps the newest and offers places to begin."""

from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.entry_points import Entry
from panel.delivery.limits import DeliveryLimits
from panel.delivery.ring import Chunk, JoinPoint, Ring

LIMITS = DeliveryLimits(ring_bytes=10_000, ring_s=10.0, join_behind_s=1.0)
TABLES = b"T" * 376


def chunk(at_s: float, *, key: bool = False, size_bytes: int = 188) -> Chunk:
    return Chunk(bytes(size_bytes), at_s, TABLES, Entry(188, b"E" * 376) if key else None)


def filled(*chunks: Chunk) -> Ring:
    ring = Ring(LIMITS)
    for each in chunks:
        ring.append(each)
    return ring


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 60)), min_size=1, max_size=100))
def test_it_holds_no_more_than_it_may(steps: list[tuple[float, int]]) -> None:
    ring, now_s = Ring(LIMITS), 0.0
    for number, (pause_s, packets) in enumerate(steps, 1):
        now_s += pause_s
        ring.append(chunk(now_s, size_bytes=packets * 188))
        kept = [ring.chunk(sequence) for sequence in range(ring.first, ring.end)]
        assert ring.end == number
        assert kept[-1].received_monotonic_s == now_s
        assert len(kept) == 1 or sum(len(each.data) for each in kept) <= LIMITS.ring_bytes
        assert all(each.received_monotonic_s >= now_s - LIMITS.ring_s for each in kept)


def test_begins_at_the_newest_key_picture_with_enough_after_it() -> None:
    ring = filled(chunk(0, key=True), chunk(1, key=True), chunk(2, key=True), chunk(2.5, key=True), chunk(2.9))
    assert ring.join(3.0) == JoinPoint(2, 188, b"E" * 376)


def test_begins_at_the_oldest_key_picture_of_a_young_stream() -> None:
    ring = filled(chunk(2.5), chunk(2.6, key=True), chunk(2.9, key=True))
    assert ring.join(3.0).sequence == 1


def test_begins_anywhere_recent_where_there_is_no_key_picture() -> None:
    ring = filled(*(chunk(number / 10) for number in range(30)))
    assert ring.join(2.9) == JoinPoint(19, 0, TABLES)
    assert filled(chunk(2.9)).join(3.0) == JoinPoint(0, 0, TABLES)


def test_never_begins_before_an_interruption() -> None:
    ring = filled(chunk(0, key=True), chunk(1, key=True))
    ring.begin_anew()
    assert ring.join(3.0) == JoinPoint(2, 0, b"")
    ring.append(chunk(2.9))
    assert ring.join(3.0).sequence == 2
    ring.clear()
    assert ring.first == ring.end == 3
    assert ring.join(3.0).sequence == 3


def test_a_reader_without_anything_to_come_has_no_lag() -> None:
    ring = filled(chunk(0), chunk(1))
    assert ring.lag_s(ring.end, 0, 5.0) == 0
    assert Ring(LIMITS).lag_s(0, 100, 5.0) == 0


def test_the_lag_is_the_age_of_what_comes_next() -> None:
    ring = filled(chunk(0), chunk(1), chunk(2))
    assert ring.lag_s(1, 0, 2.5) == 1.5
    ring.append(chunk(20))
    assert ring.lag_s(0, 0, 21.0) == 1.0


def test_bytes_on_their_way_or_unread_are_lag_by_the_pace_of_the_stream() -> None:
    ring = filled(*(chunk(at_s) for at_s in range(5)))
    assert ring.lag_s(ring.end, 5 * 188, 4.0) == 4.0
    assert ring.lag_s(4, 50 * 188, 4.0) == 40.0
