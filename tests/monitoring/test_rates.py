"""Counter arithmetic: golden cases, and what holds for any history."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.model import UNKNOWN_COUNT
from monitoring.rates import BLOCK, UNKNOWN_RATE, Counters, Flags, Ints, advance, rate_bps


def ints(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, np.int64)


def read(counters: Counters, counted: Ints, taken_s: float, held: Flags | None = None) -> tuple[Counters, Ints]:
    count = len(counted)
    taken, delta = np.full(count, taken_s), np.zeros(count, np.int64)

    def spend(rows: slice, sent_bytes: Ints) -> None:
        delta[rows] += sent_bytes

    return advance(counters, counted, taken, np.ones(count, np.bool_) if held is None else held, count, spend), delta


def after(*readings: tuple[float, int]) -> tuple[Counters, list[int]]:
    """One connection's counters after readings of (monotonic seconds, counter), and the delta of each."""
    counters, deltas = Counters.blank(1), []
    for taken_s, counted in readings:
        counters, delta = read(counters, ints(counted), taken_s)
        deltas.append(int(delta[0]))
    return counters, deltas


@pytest.mark.parametrize(
    ("readings", "sent_bytes", "bitrate_bps", "deltas"),
    [
        pytest.param([(10, 1000)], 1000, UNKNOWN_RATE, [1000], id="one reading gives no rate"),
        pytest.param([(10, 0), (15, 2_000_000)], 2_000_000, 3_200_000, [0, 2_000_000], id="3.2 Mbit/s"),
        pytest.param([(10, 0), (15.5, 2_000_000)], 2_000_000, 2_909_091, [0, 2_000_000], id="real elapsed time"),
        pytest.param([(10, 500), (15, 500)], 500, 0, [500, 0], id="a stalled viewer has a rate: none"),
        pytest.param([(10, 9000), (15, 400)], 9400, UNKNOWN_RATE, [9000, 400], id="a reset counts what is new"),
        pytest.param([(10, 9000), (15, 400), (20, 900)], 9900, 800, [9000, 400, 500], id="rates resume after a reset"),
        pytest.param([(10, 0), (10, 100)], 100, UNKNOWN_RATE, [0, 100], id="no time between them"),
        pytest.param([(10, 0), (9, 100)], 100, UNKNOWN_RATE, [0, 100], id="time that went backwards"),
        pytest.param([(10, UNKNOWN_COUNT)], UNKNOWN_COUNT, UNKNOWN_RATE, [0], id="never told"),
        pytest.param([(10, 100), (15, UNKNOWN_COUNT)], 100, UNKNOWN_RATE, [100, 0], id="known bytes stay known"),
        pytest.param([(10, 0), (15, UNKNOWN_COUNT), (20, 1000)], 1000, 800, [0, 0, 1000], id="over a gap"),
        pytest.param([(0, 2**62), (5, 2**62 + 10**12)], 2**62 + 10**12, 1_600_000_000_000, [2**62, 10**12], id="large"),
    ],
)
def test_golden(readings: list[tuple[float, int]], sent_bytes: int, bitrate_bps: int, deltas: list[int]) -> None:
    counters, found = after(*readings)
    assert (int(counters.sent_bytes[0]), int(counters.bitrate_bps[0]), found) == (sent_bytes, bitrate_bps, deltas)


def test_connections_do_not_mix() -> None:
    first, _ = read(Counters.blank(3), ints(0, 100, UNKNOWN_COUNT), 10.0)
    second, delta = read(first, ints(5000, 50, 70), 15.0)
    assert second.bitrate_bps.tolist() == [8000, UNKNOWN_RATE, UNKNOWN_RATE]
    assert delta.tolist() == [5000, 50, 70]
    assert first.sent_bytes.tolist() == [0, 100, UNKNOWN_COUNT]


def test_rows_that_were_not_read_stay_as_they_are() -> None:
    first, _ = read(Counters.blank(2), ints(0, 100), 10.0)
    second, _ = read(first, ints(5000, 200), 15.0)
    held = np.array([True, False])
    third, delta = read(second, ints(6000, 999), 20.0, held)
    assert (third.bitrate_bps.tolist(), third.sent_bytes.tolist(), delta.tolist()) == (
        [1600, 160],
        [6000, 200],
        [1000, 0],
    )


def test_many_rows_are_worked_out_block_by_block() -> None:
    count = 2 * BLOCK + 3
    first, _ = read(Counters.blank(count), np.arange(count), 10.0)
    second, delta = read(first, np.arange(count) * 2, 18.0)
    assert np.array_equal(second.bitrate_bps, np.arange(count))
    assert np.array_equal(delta, np.arange(count))


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 60), st.integers(-1, 10**15)), min_size=1, max_size=20))
def test_whatever_is_told_nothing_is_negative_and_nothing_is_lost(told: list[tuple[float, int]]) -> None:
    now_s, readings = 0.0, []
    for elapsed_s, counted in told:
        now_s += elapsed_s
        readings.append((now_s, counted))
    counters, deltas = after(*readings)
    assert min(deltas) >= 0
    assert max(int(counters.sent_bytes[0]), 0) == sum(deltas)
    assert counters.bitrate_bps[0] >= UNKNOWN_RATE


@pytest.mark.parametrize(
    ("previous", "current", "elapsed_s", "expected"),
    [(0, 1000, 1.0, 8000), (None, 1000, 1.0, None), (0, None, 1.0, None), (0, 5, 0.0, None), (9, 5, 1.0, None)],
)
def test_a_counter_of_its_own(
    previous: int | None, current: int | None, elapsed_s: float, expected: int | None
) -> None:
    assert rate_bps(previous, current, elapsed_s) == expected
