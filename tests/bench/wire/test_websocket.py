"""The bench's own client counts what it should."""

import socket

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.socket.frames import deflated_frame, text_frame
from tests.bench.wire.arrivals import Arrivals
from tests.bench.wire.websocket import Drain

STEPS = st.sampled_from([97, 1000, 4096, 65_536, 300_000])


@settings(deadline=None)
@given(st.lists(st.sampled_from([1, 124, 125, 300, 70_000]), min_size=1, max_size=4), STEPS, st.booleans())
def test_messages_are_counted_however_they_arrive(lengths: list[int], step: int, deflate: bool) -> None:
    frame = deflated_frame if deflate else text_frame
    data = b"".join(frame(b"4" + b"x" * length) for length in lengths)
    ends = 0
    with socket.socket() as unused:
        drain = Drain(unused, 0, b"")
        for at in range(0, len(data), step):
            ends += drain.feed(memoryview(data[at : at + step]))
    assert 1 <= ends <= len(lengths)


def test_pings_are_answered() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        drain = Drain(ours, 0, b"")
        assert not drain.feed(memoryview(text_frame(b"2")))
        assert theirs.recv(100) == b"\x81\x81\0\0\0\0" + b"3"
        assert not drain.feed(memoryview(b"\x89\x02ab"))
        assert theirs.recv(100) == b"\x8a\x82\0\0\0\0" + b"ab"


def test_latency_is_to_the_last_message_of_each_tick() -> None:
    arrivals = Arrivals(2)
    arrivals.add_bytes(1, 5)
    for at_s, client, count in ((10.1, 0, 100), (10.2, 0, 50), (10.3, 1, 100), (15.1, 0, 10)):
        arrivals.add(at_s, client, count)
    assert arrivals.since([10.0, 15.0, 20.0]) == [
        {"lastMs": [200.0, 300.0], "bytes": [150, 105]},
        {"lastMs": [100.0], "bytes": [10]},
        {"lastMs": [], "bytes": []},
    ]
