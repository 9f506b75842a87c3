"""A player that cannot keep up harms nobody but itself."""

import asyncio
from dataclasses import replace
from itertools import pairwise

from panel.delivery.transport_stream import find_sync
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.mpegts import VIDEO_PID
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, keeping_house, until

SMALL = 32 * 1024
PATH = "/live/alice/secret/1.ts"


def breaks(data: bytes) -> int:
    """How often the video's continuity counter does not go on (ISO/IEC 13818-1, section 2.4.3.3)."""
    packets = [data[at : at + 188] for at in range(0, len(data), 188)]
    counters = [packet[3] & 0x0F for packet in packets if (packet[1] & 0x1F) << 8 | packet[2] == VIDEO_PID]
    return sum((before + 1) % 16 != after for before, after in pairwise(counters))


async def test_a_good_player_misses_nothing(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        good = await house.watching()
        data = await good.watch(1.5)
        assert len(data) > 3_000_000
        assert breaks(data) == 0


async def test_a_slow_player_skips_forward_in_whole_packets(publisher: Publisher) -> None:
    publisher.bitrate_bps = 40_000_000
    limits = replace(QUICK, ring_s=0.3, join_behind_s=0.1)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        slow = await house.play(PATH, receive_buffer_bytes=SMALL)
        assert await slow.answer() == 200
        data = bytearray()
        for _ in range(40):
            data += await slow.read(188 * 200)
            await asyncio.sleep(0.05)
        assert find_sync(data) == 0
        assert data[::188].count(0x47) == len(data) // 188
        assert breaks(bytes(data)) > 0
        assert house.gateway.active_viewers() == 1


async def test_stopped_players_do_not_delay_the_others(publisher: Publisher) -> None:
    publisher.bitrate_bps = 8_000_000
    limits = replace(QUICK, viewer_stall_s=30.0)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        for _ in range(20):
            stuck = await house.play(PATH, receive_buffer_bytes=SMALL)
            assert await stuck.answer() == 200
        good = await house.watching()
        await good.watch(0.5)
        shares = [len(await good.watch(0.5)) for _ in range(4)]
        assert min(shares) > 8_000_000 / 8 * 0.5 * 0.5


async def test_a_player_that_takes_nothing_is_cut_and_the_slow_one_is_not(publisher: Publisher) -> None:
    publisher.bitrate_bps = 8_000_000
    limits = replace(QUICK, viewer_stall_s=2.0)
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], limits) as house:
        stuck = await house.play(PATH, receive_buffer_bytes=SMALL)
        assert await stuck.answer() == 200
        slow = await house.play(PATH, receive_buffer_bytes=SMALL)
        assert await slow.answer() == 200

        async def crawl() -> None:
            while True:
                await slow.read(20_000)
                await asyncio.sleep(0.1)

        crawling = asyncio.create_task(crawl())
        await until(lambda: bool(house.book.endings))
        ending = house.book.endings[house.book.begun[0].id]
        assert ending.reason == "stalled"
        assert ending.stall_s is not None
        assert ending.stall_s >= limits.viewer_stall_s * 0.9
        await asyncio.sleep(2.5)
        assert house.gateway.active_viewers() == 1
        crawling.cancel()
        await asyncio.wait([crawling])
