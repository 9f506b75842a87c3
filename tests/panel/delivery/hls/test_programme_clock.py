"""The programme's clock tells durations, across its wrap and its jumps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.hls.programme_clock import BASE_HZ, BASE_MODULUS, ProgrammeClock


@given(st.integers(0, BASE_MODULUS - 1), st.lists(st.integers(0, 5 * BASE_HZ), max_size=50))
def test_steps_add_up_from_any_time_on(start: int, steps: list[int]) -> None:
    clock = ProgrammeClock()
    assert clock.tick(start)
    now = start
    for step in steps:
        now = (now + step) % BASE_MODULUS
        assert clock.tick(now)
    assert clock.passed_s == pytest.approx(sum(steps) / BASE_HZ)


@given(st.integers(5 * BASE_HZ + 1, BASE_MODULUS - 1))
def test_a_jump_is_told_and_takes_no_time(step: int) -> None:
    clock = ProgrammeClock()
    clock.tick(0)
    assert not clock.tick(step)
    assert clock.passed_s == 0
    assert clock.tick((step + BASE_HZ) % BASE_MODULUS)
    assert clock.passed_s == 1


def test_only_the_first_clock_of_several_is_read() -> None:
    def packet(pid: int, base: int) -> bytes:
        reference = (base << 15 | 0x7E00).to_bytes(6, "big")
        return (bytes([0x47, pid >> 8, pid & 0xFF, 0x20, 7, 0x10]) + reference).ljust(188, b"\xff")

    block = packet(300, 1000) + packet(301, 77) + packet(300, 4000)
    found = ProgrammeClock().references(block)
    assert [(reference.offset_bytes, reference.base) for reference in found] == [(0, 1000), (376, 4000)]
