"""Ticks on fixed steps: no drift, no burst."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.grid import Grid, Slot


@pytest.mark.parametrize(
    ("ended_s", "following", "skipped"),
    [
        pytest.param(100.01, Slot(1, 105.0), 0, id="quick"),
        pytest.param(105.0, Slot(1, 105.0), 0, id="a whole step"),
        pytest.param(106.0, Slot(1, 105.0), 0, id="a little late is still that slot"),
        pytest.param(108.0, Slot(2, 110.0), 1, id="too late for it"),
        pytest.param(131.0, Slot(6, 130.0), 5, id="blocked for long"),
    ],
)
def test_the_slot_after_a_tick_that_ended(ended_s: float, following: Slot, skipped: int) -> None:
    grid = Grid(100.0, 5.0)
    grid.move_on(ended_s)
    assert (grid.slot, grid.skipped) == (following, skipped)


@settings(deadline=None)
@given(st.lists(st.floats(0, 20), min_size=1, max_size=50))
def test_slots_lie_on_the_grid_and_each_is_used_or_skipped_once(durations_s: list[float]) -> None:
    grid, now_s = Grid(100.0, 5.0), 100.0
    for used, duration_s in enumerate(durations_s):
        assert grid.slot.number == used + grid.skipped
        assert grid.slot.due_s == 100.0 + 5.0 * grid.slot.number
        now_s = max(now_s, grid.slot.due_s) + duration_s
        grid.move_on(now_s)
        assert grid.slot.due_s >= now_s - 5.0 / 2 - 1e-9
