"""The machine's rates from its counters."""

from dataclasses import replace

from monitoring.machine import UNKNOWN_HOST, Machine
from monitoring.model import HostReading

FIRST = HostReading(10.0, 12.5, 41.0, 63.2, 1000, 2000, 0.42)


def test_rates_need_two_readings() -> None:
    machine = Machine()
    first = machine.state(FIRST)
    second = machine.state(replace(FIRST, taken_monotonic_s=15.0, received_bytes=626_000, sent_bytes=2000))
    assert (first.receive_bps, first.send_bps, first.cpu_percent) == (None, None, 12.5)
    assert (second.receive_bps, second.send_bps) == (1_000_000, 0)


def test_a_failure_is_unknown_and_the_next_rate_spans_it() -> None:
    machine = Machine()
    machine.state(FIRST)
    assert machine.state(None) == UNKNOWN_HOST
    assert machine.state(replace(FIRST, taken_monotonic_s=20.0, received_bytes=2000)).receive_bps == 800


def test_an_interface_that_went_away_gives_no_rate() -> None:
    machine = Machine()
    machine.state(FIRST)
    state = machine.state(replace(FIRST, taken_monotonic_s=15.0, received_bytes=5, sent_bytes=None))
    assert (state.receive_bps, state.send_bps) == (None, None)
