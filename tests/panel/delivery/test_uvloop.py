"""The same on the event loop of production, whose transports are others."""

import asyncio

import uvloop

from panel.delivery.kick import KickOrder
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import keeping_house, until


def test_counting_kicking_and_leaving_on_uvloop(publisher: Publisher) -> None:
    async def scenario() -> None:
        async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
            kicked, leaving = await house.watching(), await house.watching()
            received = len(await leaving.watch(0.8))
            first, second = (identity.id for identity in house.book.begun)
            counts = await house.counted()
            assert received <= counts[second] <= received + 64 * 1024
            receipt = await house.gateway.kick(first, KickOrder("ann"))
            assert receipt is not None
            assert await kicked.until_end() <= house.book.endings[first].sent_bytes
            received += len(await leaving.watch(0.3))
            await leaving.leave()
            await until(lambda: len(house.book.endings) == 2)
            ending = house.book.endings[second]
            assert ending.bytes_exact
            assert abs(ending.sent_bytes - received) <= 64 * 1024

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(scenario())
