"""Guessing gets slower and slower; who knows the password is not kept out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.auth.errors import ThrottledError
from panel.auth.throttle import LONGEST_WAIT_S, LoginThrottle, Throttle, address_key
from tests.fakes.clock import ManualClock


def waits(throttle: Throttle, key: str = "k") -> float | None:
    try:
        throttle.take(key)
    except ThrottledError as refused:
        return refused.retry_after_s
    return None


def test_five_attempts_a_minute_then_waits_that_double_up_to_a_quarter_of_an_hour() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 5)
    served: list[float] = []
    for _ in range(7):
        assert [waits(throttle) for _ in range(5)] == [None] * 5
        wait_s = waits(throttle)
        assert wait_s is not None
        served.append(wait_s)
        clock.jump(wait_s - 0.5)
        assert waits(throttle) == pytest.approx(0.5)
        clock.jump(0.5)
    assert served == [60, 120, 240, 480, 900, 900, 900]


def test_slow_attempts_and_other_keys_are_free() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 5)
    for _ in range(50):
        assert waits(throttle) is None
        clock.jump(13)
    for number in range(50):
        assert waits(throttle, str(number)) is None


def test_after_a_quiet_quarter_of_an_hour_it_begins_anew() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 5)
    for _ in range(6):
        waits(throttle)
    clock.jump(60 + LONGEST_WAIT_S)
    assert [waits(throttle) for _ in range(5)] == [None] * 5
    assert waits(throttle) == 60


def test_being_right_is_forgiven() -> None:
    throttle = Throttle(ManualClock(), 5)
    for _ in range(5):
        waits(throttle)
    throttle.forgive("k")
    assert waits(throttle) is None


@given(st.lists(st.floats(0, 2000), max_size=80))
def test_no_pattern_gets_more_than_six_in_a_minute_or_waits_longer_than_told(gaps: list[float]) -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 5)
    allowed: list[float] = []
    for gap_s in gaps:
        clock.jump(gap_s)
        wait_s = waits(throttle)
        if wait_s is None:
            allowed.append(clock.monotonic_s())
        else:
            assert 0 < wait_s <= LONGEST_WAIT_S
    for first in allowed:
        # Two windows may touch.
        assert sum(first <= moment < first + 60 for moment in allowed) <= 10


def test_strangers_cannot_lock_out_an_owner_who_was_here_before() -> None:
    throttle = LoginThrottle(ManualClock())
    throttle.take("admin", "198.51.100.7")
    throttle.succeeded("admin", "198.51.100.7")
    for number in range(5):
        throttle.take("admin", f"203.0.113.{number}")
    with pytest.raises(ThrottledError):
        throttle.take("admin", "203.0.113.99")
    throttle.take("admin", "198.51.100.7")


def test_one_address_cannot_try_many_accounts_and_a_64_counts_as_one() -> None:
    throttle = LoginThrottle(ManualClock())
    for number in range(5):
        throttle.take(f"name{number}", f"2001:db8:0:7::{number}")
    with pytest.raises(ThrottledError):
        throttle.take("another", "2001:db8:0:7:ffff::1")
    throttle.take("another", "2001:db8:0:8::1")


def test_keys_of_addresses() -> None:
    assert address_key("198.51.100.7") == "198.51.100.7"
    assert address_key("2001:db8:1:2:3::4") == "2001:db8:1:2::/64"
    assert address_key(None) == "unknown"
