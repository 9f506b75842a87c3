from itertools import islice, pairwise

import pytest

from tests.fakes.mpegts import CLOCK_HZ, PACKET_BYTES, PMT_PID, VIDEO_PID, crc32_mpeg
from tests.fakes.multiplex import AUDIO_PID, PMT, SERVICES, Multiplex

BITRATE_BPS = 3_200_000
PACKETS = 10 * BITRATE_BPS // 8 // PACKET_BYTES


@pytest.fixture(scope="module")
def packets() -> list[bytes]:
    return list(islice(Multiplex(BITRATE_BPS).packets(), PACKETS))


def pid_of(packet: bytes) -> int:
    return int.from_bytes(packet[1:3], "big") & 0x1FFF


def test_tables_have_their_crc() -> None:
    assert (crc32_mpeg(PMT), crc32_mpeg(SERVICES)) == (0, 0)


def test_packets_are_whole_and_counters_count_payloads(packets: list[bytes]) -> None:
    counters: dict[int, int] = {}
    for packet in packets:
        assert len(packet) == PACKET_BYTES
        assert packet[0] == 0x47
        pid, has_payload = pid_of(packet), packet[3] >> 4 & 1
        if pid != 0x1FFF:
            assert packet[3] & 0x0F == (counters.get(pid, -1) + has_payload) % 16
            counters[pid] = packet[3] & 0x0F


def test_clock_references_come_in_time_and_tell_it(packets: list[bytes]) -> None:
    told = [
        (number, int.from_bytes(packet[6:12], "big") >> 15)
        for number, packet in enumerate(packets)
        if packet[3] & 0x20 and packet[4] >= 7 and packet[5] & 0x10
    ]
    assert max(later[1] - earlier[1] for earlier, later in pairwise(told)) <= CLOCK_HZ // 25
    for number, clock in told:
        assert clock == number * PACKET_BYTES * 8 * CLOCK_HZ // BITRATE_BPS


def test_all_that_a_broadcast_consists_of_is_there(packets: list[bytes]) -> None:
    shares = {pid: sum(pid_of(p) == pid for p in packets) for pid in (0, PMT_PID, VIDEO_PID, AUDIO_PID, 0x1FFF)}
    assert shares[0] == shares[PMT_PID] == 100
    assert shares[AUDIO_PID] == pytest.approx(10 * 4 * 48_000 / 1152, rel=0.01)
    assert shares[VIDEO_PID] > 0.8 * len(packets)
    assert 0 < shares[0x1FFF] < 0.1 * len(packets)
    assert any(p[3] & 0x30 == 0x20 for p in packets)
