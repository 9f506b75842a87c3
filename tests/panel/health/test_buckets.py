"""Sums over stretches of time against a plain list of what was added when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.health.buckets import Buckets

STEP_S = 60
KEPT = 6
STEPS = 4


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3), st.integers(0, 80)), max_size=30), st.integers(0, 59))
def test_windows_are_those_of_a_plain_list(adds: list[tuple[int, int, int]], into_s: int) -> None:
    buckets, plain = Buckets(STEP_S, KEPT, 1), dict[tuple[int, int], int]()
    newest = 100
    buckets.reach(newest)
    for forward, offset, row in adds:
        newest += forward
        buckets.reach(newest)
        buckets.grow(row + 1)
        number = newest + offset
        sums = buckets.at(number)
        assert (sums is None) == (not newest - KEPT < number <= newest)
        if sums is not None:
            sums[row, 0] += 1
            plain[number, row] = plain.get((number, row), 0) + 1
        epoch_s = newest * STEP_S + into_s
        window = buckets.window(epoch_s, STEPS)
        for each in {row, 0}:
            whole = sum(plain.get((known, each), 0) for known in range(newest - STEPS + 1, newest + 1))
            partly = plain.get((newest - STEPS, each), 0) * (1 - into_s / STEP_S)
            assert window[each, 0] == pytest.approx(whole + partly)
        assert buckets.row(row, epoch_s, 3)[:, 0].tolist() == [
            plain.get((known, row), 0) for known in range(newest - 2, newest + 1)
        ]


def test_a_row_that_is_cleared_is_empty_at_once() -> None:
    buckets = Buckets(STEP_S, KEPT, 1)
    buckets.reach(10)
    for number in (8, 9, 10):
        sums = buckets.at(number)
        assert sums is not None
        sums[0] += 5
    assert buckets.window(10 * STEP_S, STEPS)[0, 0] == 15
    buckets.clear(0)
    assert buckets.window(10 * STEP_S, STEPS)[0, 0] == 0
