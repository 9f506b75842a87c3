"""The token bucket."""

from hypothesis import given
from hypothesis import strategies as st

from monitoring.socket.allowance import Allowance
from tests.fakes.clock import ManualClock


def test_a_burst_is_taken_at_once_and_regained_with_time() -> None:
    clock = ManualClock()
    allowance = Allowance(2, 3, clock)
    assert [allowance.take() for _ in range(4)] == [True, True, True, False]
    clock.jump(0.4)
    assert not allowance.take()
    clock.jump(0.1)
    assert allowance.take()
    clock.jump(3600)
    assert [allowance.take() for _ in range(4)] == [True, True, True, False]


@given(st.lists(st.floats(0, 5), max_size=100), st.floats(0.1, 50), st.integers(1, 50))
def test_never_more_than_burst_and_rate_allow(pauses: list[float], per_s: float, burst: int) -> None:
    clock = ManualClock()
    allowance = Allowance(per_s, burst, clock)
    taken = 0
    for pause_s in pauses:
        clock.jump(pause_s)
        taken += allowance.take()
    assert taken <= burst + sum(pauses) * per_s + 1e-6
