"""HLS players that get their segments slower than they play them."""

import asyncio
from dataclasses import replace

from monitoring.model import CAUSES
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.hls.players import fetch, playing
from tests.panel.delivery.house import QUICK, House, keeping_house, until

LIMITS = replace(QUICK, short_s=0.8, well_s=1.5, viewer_stall_s=30.0, source_stall_s=20.0, source_lost_s=20.0)
SMALL = 16 * 1024


async def cause(house: House) -> str:
    reading = await house.gateway.collector.read()
    assert reading.causes is not None
    assert len(reading.causes) == 1
    return CAUSES[int(reading.causes[0])]


async def until_told(house: House, expected: str, within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while await cause(house) != expected:
            await asyncio.sleep(0.05)


async def test_who_fetches_quickly_is_well_then_and_between_fetches(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], LIMITS) as house:
        child, paths = await playing(house)
        for _ in range(6):
            assert (await fetch(house, paths[0])).status == 200
            assert (await fetch(house, child)).status == 200
            assert await cause(house) == "none"
            await asyncio.sleep(0.5)
        for player in house.players:
            await player.leave()
        (identity,) = house.book.begun
        house.catalog.change(lines=[make_line(enabled=False)])
        await until(lambda: bool(house.book.endings))
        assert house.book.endings[identity.id].stall_s == 0


async def test_who_fetches_slower_than_it_plays_is_held_up_by_its_own_network(publisher: Publisher) -> None:
    publisher.bitrate_bps = 16_000_000
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], LIMITS) as house:
        child, paths = await playing(house)
        slow = await house.play(paths[0], receive_buffer_bytes=SMALL)
        assert await slow.answer() == 200
        began_s = asyncio.get_running_loop().time()

        async def crawl() -> None:
            while True:
                await slow.read(20_000)
                await asyncio.sleep(0.05)

        crawling = asyncio.create_task(crawl())
        await until_told(house, "own network")
        await asyncio.sleep(1.5)
        assert await cause(house) == "own network"
        lasted_s = asyncio.get_running_loop().time() - began_s
        crawling.cancel()
        await asyncio.wait([crawling])
        await slow.leave()
        # Between fetches it has what it needs.
        await until_told(house, "none")
        assert (await fetch(house, child)).status == 200
        house.catalog.change(lines=[make_line(enabled=False)])
        await until(lambda: bool(house.book.endings))
        (ending,) = house.book.endings.values()
        assert ending.stall_s is not None
        # It received a fifth of what it would have played.
        assert lasted_s * 0.5 < ending.stall_s < lasted_s


async def test_a_source_too_slow_is_to_blame_between_fetches_too(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], LIMITS) as house:
        child, _ = await playing(house)
        assert await cause(house) == "none"
        publisher.pace = 0.4
        await until_told(house, "source", within_s=15.0)
        publisher.pace = 1.0
        await until_told(house, "none", within_s=20.0)
        assert (await fetch(house, child)).status == 200


async def test_the_bytes_of_a_session_are_those_of_its_row_and_of_its_fetches(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)], LIMITS) as house:
        child, paths = await playing(house)
        bodies = [len((await fetch(house, path)).body) for path in (*paths, child, paths[0])]
        (counted,) = (await house.counted()).values()
        first_playlist = counted - sum(bodies)
        assert 0 < first_playlist < 2000
        house.catalog.change(lines=[make_line(enabled=False)])
        await until(lambda: bool(house.book.endings))
        (ending,) = house.book.endings.values()
        assert ending.bytes_exact
        assert ending.sent_bytes == counted
