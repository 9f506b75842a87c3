"""Whole packets come out of whatever goes in."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from panel.delivery.transport_stream import Aligner, find_sync, in_step
from tests.fakes.mpegts import TransportStream

STREAM = b"".join(islice(TransportStream(3_200_000).frames(), 6))
PACKETS = [STREAM[at : at + 188] for at in range(0, len(STREAM), 188)]


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted(cut % (len(data) + 1) for cut in cuts)
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]


@given(st.lists(st.integers(0, 1 << 20), max_size=30), st.binary(max_size=400).filter(lambda junk: 0x47 not in junk))
def test_every_packet_comes_out_however_it_was_cut(cuts: list[int], junk: bytes) -> None:
    aligner = Aligner()
    out = b""
    for piece in pieces(junk + STREAM, cuts):
        aligner.feed(piece)
        out += aligner.take(1880)
    while taken := aligner.take(1880):
        out += taken
    assert out == STREAM
    assert aligner.sync_losses == 0


@given(st.lists(st.binary(max_size=600), max_size=20))
def test_what_comes_out_is_always_packets(parts: list[bytes]) -> None:
    aligner = Aligner()
    for part in parts:
        aligner.feed(part)
        taken = in_step(aligner.take(188 * 348))
        assert len(taken) % 188 == 0
        assert taken[::188].count(0x47) == len(taken) // 188


def with_wrong_marks(numbers: set[int]) -> bytes:
    return b"".join((b"\x46" if n in numbers else b"\x47") + packet[1:] for n, packet in enumerate(PACKETS))


@given(st.integers(1, 60), st.lists(st.integers(0, 1 << 20), max_size=30))
def test_one_wrong_sync_byte_is_given_as_it_is_and_costs_no_packet(most: int, cuts: list[int]) -> None:
    wrong = {10, 12, 40, 200}
    aligner, out, packets = Aligner(), b"", b""
    for piece in pieces(with_wrong_marks(wrong), cuts):
        aligner.feed(piece)
        while taken := aligner.take(188 * most):
            out += taken
            packets += in_step(taken)
    assert out == with_wrong_marks(wrong)
    assert packets == STREAM
    assert aligner.sync_losses == 0


@given(st.integers(2, 60), st.lists(st.integers(0, 1 << 20), max_size=30))
def test_two_in_a_row_show_that_sync_is_lost(most: int, cuts: list[int]) -> None:
    aligner, out, packets = Aligner(), b"", b""
    for piece in pieces(with_wrong_marks({100, 101, 102}), cuts):
        aligner.feed(piece)
        while taken := aligner.take(188 * most):
            out += taken
            packets += in_step(taken)
    assert out == with_wrong_marks({100, 101})[: 102 * 188] + b"".join(PACKETS[103:])
    assert packets == b"".join(PACKETS[:100] + PACKETS[103:])
    assert aligner.sync_losses == 1


def test_whether_a_wrong_byte_is_alone_is_waited_for() -> None:
    aligner = Aligner()
    aligner.feed(with_wrong_marks({20})[: 21 * 188])
    assert len(aligner.take(1 << 20)) == 20 * 188
    assert aligner.take(1 << 20) == b""
    aligner.feed(b"\x47")
    assert aligner.take(1 << 20) == b"\x46" + PACKETS[20][1:]


def test_bytes_between_packets_cost_no_packet() -> None:
    aligner = Aligner()
    aligner.feed(b"".join(PACKETS[:20]) + bytes(50) + b"".join(PACKETS[20:]))
    out = b""
    while taken := aligner.take(188 * 30):
        out += in_step(taken)
    assert out == STREAM


def test_lost_bytes_cost_their_packet_and_no_other() -> None:
    damaged = b"".join(PACKETS[:20]) + PACKETS[20][:100] + b"".join(PACKETS[21:])
    aligner = Aligner()
    aligner.feed(damaged)
    out = b""
    while len(aligner) > 188 and (taken := aligner.take(188 * 10)):
        out += taken
    assert out[: 188 * 20] == b"".join(PACKETS[:20])
    assert out.endswith(b"".join(PACKETS[22:]))
    assert aligner.sync_losses == 1


def test_junk_is_not_kept() -> None:
    aligner = Aligner()
    for _ in range(100):
        aligner.feed(bytes(10_000))
    assert len(aligner) < 1000
    assert not aligner.in_sync


def test_sync_needs_five_packets() -> None:
    assert find_sync(STREAM[: 188 * 4]) is None
    assert find_sync(STREAM[: 188 * 4 + 1]) == 0
    assert find_sync(b"G" * 3 + STREAM) == 3
    assert find_sync(b"") is None
