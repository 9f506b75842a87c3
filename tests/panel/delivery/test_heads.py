"""The beginnings of packets as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.heads import PID, bits, heads_of, pid_bits
from panel.delivery.limits import PACKET_BYTES


@given(st.lists(st.binary(min_size=8, max_size=8), min_size=1, max_size=9), st.integers(0, 0x1FFF))
def test_heads_are_the_bytes_that_packets_begin_with(beginnings: list[bytes], pid: int) -> None:
    heads = heads_of(b"".join(beginning.ljust(PACKET_BYTES, b"\xff") for beginning in beginnings))
    for head, beginning in zip(heads, beginnings, strict=True):
        assert int(head) == int.from_bytes(beginning, "little")
        assert bool(head & bits(b3=0x20)) == bool(beginning[3] & 0x20)
        assert (head & PID == pid_bits(pid)) == ((beginning[1] & 0x1F) << 8 | beginning[2] == pid)
