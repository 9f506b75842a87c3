"""What is told of memory, and clients that do not read."""

import socket

from tests.bench.wire.endurance import LOOKS, WARM_UP_LOOKS, growth_mb
from tests.bench.wire.visitors import is_over


def test_growth_leaves_the_warm_up_out_and_forgives_what_comes_and_goes() -> None:
    after = LOOKS - WARM_UP_LOOKS
    assert growth_mb([50.0] * WARM_UP_LOOKS + [100.0] * after) == 0
    assert growth_mb([100.0] * WARM_UP_LOOKS + [100.0 + number % 2 for number in range(after)]) == 0
    assert growth_mb([100.0 + number for number in range(LOOKS)]) == after - after // 4


def test_a_reset_is_noticed_without_reading() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.send(b"unread")
        assert not is_over(ours)
        theirs.close()
        assert is_over(ours)
