"""The grid on which points lie."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitoring.past import Window
from panel.history.levels import HOURS, MINUTES, grid_of

NOW = datetime(2026, 7, 1, 12, 0, 30, tzinfo=UTC)
KEPT = timedelta(days=30)


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.integers(1, 5000))
def test_the_grid_covers_the_window_with_no_more_points_than_asked_for(length_s: int, ago_s: int, points: int) -> None:
    end = NOW - timedelta(seconds=ago_s)
    window = Window(end - timedelta(seconds=length_s), end, points)
    grid = grid_of(window, NOW, KEPT)
    assert len(grid.stretches) <= points
    assert grid.beginning(grid.stretches[0]) <= window.begin
    assert grid.beginning(grid.stretches[-1] + 1) >= window.end


def test_minutes_where_points_are_close_and_kept_else_hours() -> None:
    day, week, month = timedelta(days=1), timedelta(days=7), timedelta(days=30)
    assert grid_of(Window(NOW - day, NOW, 720), NOW, KEPT).level is MINUTES
    assert grid_of(Window(NOW - week, NOW, 720), NOW, KEPT).level is MINUTES
    assert grid_of(Window(NOW - month, NOW, 720), NOW, KEPT).level is HOURS
    assert grid_of(Window(NOW - month * 2, NOW - month * 2 + day, 720), NOW, KEPT).level is HOURS


def test_asking_a_moment_later_moves_no_point() -> None:
    def beginnings(now: datetime) -> set[datetime]:
        grid = grid_of(Window(now - timedelta(days=1), now, 500), now, KEPT)
        return {grid.beginning(stretch) for stretch in grid.stretches}

    assert len(beginnings(NOW) ^ beginnings(NOW + timedelta(minutes=1))) <= 2
