"""Percentiles of what was counted, against the durations themselves."""

import math

from hypothesis import given
from hypothesis import strategies as st

from panel.usage.latency import Latencies

DURATIONS = st.lists(st.floats(min_value=0, max_value=90), min_size=1, max_size=200)


def counted(durations_s: list[float]) -> Latencies:
    latencies = Latencies()
    for duration_s in durations_s:
        latencies.add(duration_s)
    return latencies


@given(DURATIONS, st.integers(min_value=1, max_value=100))
def test_a_percentile_is_never_too_low_and_at_most_a_step_too_high(durations_s: list[float], percent: int) -> None:
    found = counted(durations_s).percentile_ms(percent)
    true_ms = sorted(durations_s)[math.ceil(len(durations_s) * percent / 100) - 1] * 1000
    assert found is not None
    assert found >= true_ms - 0.001
    assert found <= max(0.1, true_ms * 2**0.25) + 0.001


@given(DURATIONS, DURATIONS)
def test_counts_of_two_are_those_of_both(first: list[float], second: list[float]) -> None:
    assert counted(first).merge([counted(second)]).counts == counted(first + second).counts


def test_nothing_has_no_percentile_and_what_takes_for_ever_counts() -> None:
    assert Latencies().percentile_ms(50) is None
    endless = counted([1e9])
    assert endless.percentile_ms(99) == 104857.6
