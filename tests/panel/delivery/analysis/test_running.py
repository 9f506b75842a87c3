"""Sources that run are analysed where they arrive: through the aligner, and before counters are joined."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from panel.catalog import StreamFact
from panel.delivery.analysis import Report
from panel.delivery.board import Board
from panel.delivery.relay import Relay
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.faulty_stream import PAT, FaultyStream
from tests.fakes.hls_origin import hls_origin
from tests.fakes.publisher import Publisher
from tests.fakes.web import answering, whole_answer
from tests.panel.delivery.analysis.test_contents import X264, made
from tests.panel.delivery.house import QUICK, House, keeping_house, until

PATIENT = replace(QUICK, source_stall_s=8.0)


def always(url: str, *backups: str) -> StreamFact:
    return make_stream(1, url, *backups, on_demand=False)


def relay_of(house: House) -> Relay:
    board = house.gateway.board
    assert isinstance(board, Board)
    relay = board.relay(1)
    assert relay is not None
    return relay


def report_of(house: House) -> Report:
    return relay_of(house).analysis.report(time.monotonic())


def errors(house: House) -> dict[str, int]:
    return {indicator.value: tally.count for indicator, tally in report_of(house).faults.items() if tally.count}


async def test_faults_are_counted_as_they_were_sent() -> None:
    stream = FaultyStream(6.0)
    for number in stream.plain_video()[200:210]:
        stream.break_counter(number)
    for number in stream.plain_video()[300:400:7]:
        stream.wrong_sync(number)
    stream.drop(stream.tables(3.0, 3.6, PAT))
    stream.break_crc(stream.of(PAT)[-2])
    stream.shift_clocks(stream.clocks()[120], 9.0)
    whole = len(stream.packets)

    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(whole_answer(stream.bytes()))
        await writer.drain()
        await asyncio.sleep(20)

    async with answering(give) as web, keeping_house([make_line()], [always(web.url())], PATIENT) as house:
        await until(lambda: report_of(house).packets == whole)
        assert errors(house) == {
            "Continuity_count_error": 10,
            "Sync_byte_error": 15,
            "PAT_error_2": 1,
            "CRC_error": 1,
            "PCR_discontinuity_indicator_error": 1,
        }


async def test_viewers_get_the_packets_whose_sync_byte_was_wrong() -> None:
    right, wrong = FaultyStream(1.0), FaultyStream(1.0)
    for number in (100, 200, 350):
        wrong.wrong_sync(number)

    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(whole_answer(wrong.bytes()))
        await writer.drain()
        await asyncio.sleep(20)

    async with answering(give) as web, keeping_house([make_line()], [make_stream(1, web.url())], PATIENT) as house:
        player = await house.watching()
        assert await player.read(len(right.bytes())) == right.bytes()


async def test_a_playlist_is_clean_though_its_segments_come_in_bursts() -> None:
    async with hls_origin(800_000) as origin, keeping_house([make_line()], [always(origin.url)], PATIENT) as house:
        await until(lambda: report_of(house).packets > 3500, 10.0)
        assert errors(house) == {}
        assert not relay_of(house).starving


async def test_of_a_stream_that_is_transcoded_the_source_is_analysed(ffmpeg: str) -> None:
    data = made(ffmpeg, *X264, "-s", "320x180", "-g", "25", "-c:a", "mp2", seconds=30)

    async def give(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(whole_answer(data))
        await writer.drain()
        await asyncio.sleep(30)

    async with answering(give) as web:
        stream = replace(always(web.url()), transcode="audio")
        async with keeping_house([make_line()], [stream], PATIENT) as house:
            await until(lambda: report_of(house).video is not None, 20.0)
            assert [each.codec for each in report_of(house).programmes[0].streams] == ["H.264", "MP2"]
            assert errors(house) == {}


async def test_another_source_begins_without_errors(make_publisher: Callable[[int], Publisher]) -> None:
    primary, backup = make_publisher(1_600_000), make_publisher(3_200_000)
    async with keeping_house([make_line()], [always(primary.url, backup.url)]) as house:
        await until(lambda: report_of(house).packets > 500)
        primary.stop()
        await until(lambda: house.stream_status()[0] == "degraded")
        before = report_of(house).packets
        await until(lambda: report_of(house).packets > before + 2000)
        assert errors(house) == {}


@pytest.mark.parametrize("pace", [0.0, 0.5])
async def test_a_source_that_is_too_slow_leaves_its_stream_starving(publisher: Publisher, pace: float) -> None:
    async with keeping_house([make_line()], [always(publisher.url)], PATIENT) as house:
        await until(lambda: report_of(house).packets > 3000)
        assert not relay_of(house).starving
        slowed_s = time.monotonic()
        if pace:
            publisher.pace = pace
        else:
            publisher.behaviour = "stall"
        await until(lambda: relay_of(house).starving, 9.0)
        assert time.monotonic() - slowed_s < (8.0 if pace else 4.0)
        publisher.pace, publisher.behaviour = 1.0, "stream"
        await until(lambda: not relay_of(house).starving, 8.0)
