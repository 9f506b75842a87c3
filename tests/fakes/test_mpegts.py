import itertools

import pytest

from tests.fakes.mpegts import PACKET_BYTES, PAT, PMT, VIDEO_PID, TransportStream, crc32_mpeg


def _packets(frames: list[bytes]) -> list[bytes]:
    whole = b"".join(frames)
    return [whole[i : i + PACKET_BYTES] for i in range(0, len(whole), PACKET_BYTES)]


def _pid(packet: bytes) -> int:
    return int.from_bytes(packet[1:3], "big") & 0x1FFF


def test_crc_of_the_catalogue_check_string() -> None:
    assert crc32_mpeg(b"123456789") == 0x0376E6E7


@pytest.mark.parametrize("section", [PAT, PMT])
def test_a_section_with_its_crc_leaves_no_remainder(section: bytes) -> None:
    assert crc32_mpeg(section) == 0


@pytest.mark.parametrize("bitrate_bps", [150_400, 3_200_000, 20_000_000])
def test_every_second_holds_the_bitrate_to_one_packet(bitrate_bps: int) -> None:
    frames = list(itertools.islice(TransportStream(bitrate_bps).frames(), 250))
    assert abs(sum(map(len, frames)) * 8 - bitrate_bps * 10) < PACKET_BYTES * 8


def test_packets_are_in_step_and_counters_continue() -> None:
    packets = _packets(list(itertools.islice(TransportStream(3_200_000).frames(), 60)))
    counters: dict[int, int] = {}
    for packet in packets:
        assert packet[0] == 0x47
        assert len(packet) == PACKET_BYTES
        pid, counter = _pid(packet), packet[3] & 0x0F
        assert counter == (counters.get(pid, -1) + 1) % 16
        counters[pid] = counter


def test_clock_references_advance_one_frame_at_a_time() -> None:
    packets = _packets(list(itertools.islice(TransportStream(3_200_000).frames(), 10)))
    references = [
        int.from_bytes(packet[6:12], "big") >> 15
        for packet in packets
        if _pid(packet) == VIDEO_PID and packet[3] & 0x20 and packet[5] & 0x10
    ]
    assert [later - earlier for earlier, later in itertools.pairwise(references)] == [3600] * 9


def test_a_bitrate_that_holds_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="too slow"):
        TransportStream(100_000)
