"""The kept hour: means on a fixed grid, gaps that stay gaps, peaks that survive the ring."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from monitoring.groups import Group
from monitoring.history import BandwidthHistory, Extremes, Sight, extremes, resample

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


def group(connections: list[int], bandwidth_bps: list[int]) -> Group:
    return Group(np.array(connections, np.int64), np.array(bandwidth_bps, np.int64))


def series(*bps: int | None, step_s: float = 5.0) -> list[Sight]:
    """Ticks up to 1000 s, the newest last, one connection for each Mbit/s."""
    first_s = 1000.0 - step_s * (len(bps) - 1)
    return [Sight(first_s + step_s * at, rate, 0 if rate is None else rate // 1000) for at, rate in enumerate(bps)]


def shown(points: int, *bps: int | None, window_s: float = 3600) -> list[tuple[float, int | None, int | None]]:
    found = resample(series(*bps), window_s, points, 1000.0, NOW)
    return [((each.timestamp - NOW).total_seconds(), each.bps, each.connections) for each in found]


def test_fewer_ticks_than_points_are_told_as_they_are() -> None:
    assert shown(10, 1000, None, 3000) == [(-10, 1000, 1), (-5, None, 0), (0, 3000, 3)]


def test_more_ticks_than_points_become_means_at_the_newest_tick_of_each() -> None:
    found = shown(3, 1000, 2000, 3000, 4000, window_s=20)
    assert found == [(-15, 1000, 1), (-5, 2500, 2), (0, 4000, 4)]


def test_ticks_without_a_bandwidth_leave_the_mean_and_do_not_count_as_zero() -> None:
    assert shown(1, None, 4000, 2000, window_s=1000) == [(0, 3000, 2)]


def test_a_stretch_without_any_bandwidth_is_unknown() -> None:
    assert shown(1, None, None, window_s=10_000) == [(0, None, 0)]


def test_a_stretch_without_ticks_has_no_point() -> None:
    ticks = [*series(1000, 1000), Sight(500.0, 2000, 2)]
    ticks.sort(key=lambda each: each.monotonic_s)
    found = resample(ticks, 600, 2, 1000.0, NOW)
    assert [each.bps for each in found] == [2000, 1000]
    assert [each.timestamp for each in found] == [NOW - timedelta(seconds=500), NOW]


def test_only_the_window_is_shown() -> None:
    assert shown(10, 1000, 2000, 3000, window_s=10) == [(-5, 2000, 2), (0, 3000, 3)]
    assert shown(10, 1000, 2000, 3000, window_s=1) == [(0, 3000, 3)]


def test_asking_a_tick_later_moves_no_stretch() -> None:
    ticks = series(*range(0, 100_000, 1000))
    first = resample(ticks, 400, 20, 1000.0, NOW)
    later = resample([*ticks, Sight(1005.0, 5, 0)], 400, 20, 1005.0, NOW + timedelta(seconds=5))
    assert {each.timestamp for each in first[2:-1]} <= {each.timestamp for each in later}
    assert len(first) <= 20


@pytest.mark.parametrize("points", [1, 2, 3, 7, 100])
def test_never_more_points_than_asked_for(points: int) -> None:
    assert len(shown(points, *range(50))) <= points


def test_the_ring_forgets_the_oldest_but_not_the_peak() -> None:
    history = BandwidthHistory(interval_s=5, kept_s=15)
    found = [
        history.add(at * 5.0, NOW + timedelta(seconds=at * 5), bps, group([1], [bps]), [1])
        for at, bps in enumerate([9000, 1000, 1000, 1000, 1000])
    ]
    assert len(history) == 3
    assert found[-1] == Extremes(2600, 9000, NOW)


def test_nothing_measured_is_unknown() -> None:
    history = BandwidthHistory(interval_s=5)
    assert history.add(0.0, NOW, None, group([], []), []) == Extremes(None, None, None)
    assert extremes(history.total(), 0.0, NOW) == Extremes(None, None, None)


def test_one_stream_of_many() -> None:
    ids = [8, 7]
    history = BandwidthHistory(interval_s=5)
    history.add(0.0, NOW, 3000, group([2, 0], [3000, 0]), ids)
    history.add(5.0, NOW, None, group([1, 0], [-1, 0]), ids)
    history.add(10.0, NOW, 500, group([0, 1], [0, 500]), ids)
    assert history.of_stream(8) == [Sight(0.0, 3000, 2), Sight(5.0, None, 1), Sight(10.0, 0, 0)]
    assert [each.bps for each in history.of_stream(99)] == [0, 0, 0]
    assert extremes(history.of_stream(8), 10.0, NOW) == Extremes(1500, 3000, NOW - timedelta(seconds=10))
