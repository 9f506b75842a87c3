"""The rate of each stream's source."""

from monitoring.sources import SourceRates
from tests.fakes.boards import FakeStreams


def test_rates_by_stream() -> None:
    streams, rates = FakeStreams(), SourceRates()
    streams.add(1, "News", received_bytes=0)
    streams.add(2, "Sport", received_bytes=None)
    assert rates.advance(streams.states(), 10.0) == {1: None, 2: None}
    streams.receive(1, 2_000_000)
    streams.receive(2, 7)
    streams.add(3, "New", received_bytes=5)
    assert rates.advance(streams.states(), 15.0) == {1: 3_200_000, 2: None, 3: None}


def test_a_stream_that_was_gone_begins_anew() -> None:
    streams, rates = FakeStreams(), SourceRates()
    streams.add(1, "News", received_bytes=0)
    rates.advance(streams.states(), 10.0)
    rates.advance([], 15.0)
    streams.receive(1, 1000)
    assert rates.advance(streams.states(), 20.0) == {1: None}
