"""Each fault counts as what it is, as often as it is there, and as nothing else."""

from itertools import islice

import pytest

from panel.delivery.analysis import Analyzer
from tests.fakes.faulty_stream import PAT, PMT, FaultyStream
from tests.fakes.mpegts import CLOCK_HZ, CLOCK_MODULUS, FRAME_RATE, TransportStream


def counts(data: bytes, block_bytes: int = 65_424) -> dict[str, int]:
    """Return what is not zero; the blocks come at 3.2 Mbit/s."""
    analyzer = Analyzer()
    now_s = 0.0
    for at in range(0, len(data), block_bytes):
        now_s = 100 + (at + block_bytes) * 8 / 3_200_000
        analyzer.feed(data[at : at + block_bytes], now_s)
    faults = analyzer.report(now_s).faults
    return {indicator.value: tally.count for indicator, tally in faults.items() if tally.count}


def test_nothing_is_wrong_with_a_clean_stream() -> None:
    assert counts(FaultyStream(60).bytes()) == {}


def test_nothing_is_wrong_with_an_hour_in_which_the_clock_begins_anew() -> None:
    analyzer = Analyzer()
    frames = TransportStream(160_000, clock_start=CLOCK_MODULUS - 1800 * CLOCK_HZ).frames()
    for second in range(3600):
        analyzer.feed(b"".join(islice(frames, FRAME_RATE)), second)
    report = analyzer.report(3599)
    assert {tally.count for tally in report.faults.values()} == {0}
    assert report.packets == pytest.approx(160_000 * 3600 / 8 / 188, rel=0.001)
    assert report.pace == pytest.approx(1.0, rel=0.01)


@pytest.mark.parametrize("by", range(1, 15))
def test_each_break_of_a_counter_counts_once(by: int) -> None:
    stream = FaultyStream()
    for number in (stream.plain_video()[50], stream.plain_video()[51], stream.of(PAT)[4], stream.of(PMT)[9]):
        stream.break_counter(number, by)
    assert counts(stream.bytes()) == {"Continuity_count_error": 4}


def test_the_same_counter_with_other_contents_is_a_break() -> None:
    stream = FaultyStream()
    number = stream.plain_video()[50]
    stream.break_counter(number, 15)
    stream.packets[number][100] ^= 1
    assert counts(stream.bytes()) == {"Continuity_count_error": 1}


def test_a_packet_may_come_twice_and_no_more() -> None:
    stream = FaultyStream()
    stream.repeat(stream.plain_video()[70], 3)
    stream.repeat(stream.clocks()[10])
    stream.repeat(stream.plain_video()[50], 1)
    assert counts(stream.bytes()) == {"Continuity_count_error": 2}


def test_wrong_sync_bytes_count_and_cost_nothing_else() -> None:
    stream = FaultyStream()
    for number in (100, 102, 500, 501, 900):
        stream.wrong_sync(number)
    found = counts(stream.bytes())
    assert found.pop("Continuity_count_error") == 1
    assert found == {"Sync_byte_error": 5, "TS_sync_loss": 1}


@pytest.mark.parametrize("pid", [PAT, PMT])
def test_a_table_that_is_withheld_for_600_ms_counts_once(pid: int) -> None:
    stream = FaultyStream()
    stream.drop(stream.tables(1.0, 1.6, pid))
    assert counts(stream.bytes()) == {"PAT_error_2" if pid == PAT else "PMT_error_2": 1}


@pytest.mark.parametrize("pid", [PAT, PMT])
def test_a_table_that_is_withheld_for_400_ms_does_not_count(pid: int) -> None:
    stream = FaultyStream()
    stream.drop(stream.tables(1.0, 1.4, pid))
    assert counts(stream.bytes()) == {}


@pytest.mark.parametrize("pid", [PAT, PMT])
def test_a_table_with_a_wrong_crc(pid: int) -> None:
    stream = FaultyStream()
    stream.break_crc(stream.of(pid)[7])
    stream.break_crc(stream.of(pid)[9])
    assert counts(stream.bytes()) == {"CRC_error": 2}


@pytest.mark.parametrize("seconds", [5.0, -1.0, 3600.0, 0.3])
def test_a_jump_of_the_clock_counts_once(seconds: float) -> None:
    stream = FaultyStream()
    stream.shift_clocks(500, seconds)
    stream.shift_clocks(900, seconds)
    assert counts(stream.bytes()) == {"PCR_discontinuity_indicator_error": 2}


def test_a_jump_that_is_announced_is_none() -> None:
    stream = FaultyStream()
    stream.shift_clocks(500, 77.0, announced=True)
    assert counts(stream.bytes()) == {}


def test_a_clock_that_is_withheld() -> None:
    stream = FaultyStream()
    stream.hide_clocks(stream.clocks()[40:46])
    assert counts(stream.bytes()) == {"PCR_repetition_error": 1, "PCR_discontinuity_indicator_error": 1}


@pytest.mark.parametrize("told", [0, 1])
def test_without_a_clock_time_is_that_of_arrival(told: int) -> None:
    stream = FaultyStream(8)
    stream.hide_clocks(stream.clocks()[told:])
    stream.drop(stream.tables(4.0, 5.0))
    assert counts(stream.bytes()) == {"PAT_error_2": 1}


def test_packets_that_are_marked_erroneous() -> None:
    stream = FaultyStream()
    for number in (stream.plain_video()[50], stream.of(PAT)[7], stream.clocks()[20]):
        stream.mark_erroneous(number)
    assert counts(stream.bytes()) == {"Transport_error": 3}


@pytest.mark.parametrize("pid", [PAT, PMT])
def test_tables_that_are_scrambled(pid: int) -> None:
    stream = FaultyStream()
    for number in stream.of(pid)[5:8]:
        stream.scramble(number)
    assert counts(stream.bytes()) == {"PAT_error_2" if pid == PAT else "PMT_error_2": 3}
