"""A player is served the stream from one shared pull."""

import asyncio

from panel.delivery.transport_stream import find_sync
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import keeping_house, until

PATHS = ("/live/alice/secret/1.ts", "/alice/secret/1.ts", "/alice/secret/1")


async def test_all_forms_of_the_address_play(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        for path in PATHS:
            player = await house.watching(path)
            data = await player.read(188 * 700)
            assert find_sync(data) == 0
            assert data[::188].count(0x47) == 700
            assert b"content-type: video/mp2t" in player.head.lower()
            assert b"transfer-encoding" not in player.head.lower()
            await player.leave()
        await until(lambda: len(house.book.endings) == 3)
        assert {ending.reason for ending in house.book.endings.values()} == {"left"}


async def test_fifty_viewers_are_one_pull(publisher: Publisher) -> None:
    async with keeping_house([make_line()], [make_stream(1, publisher.url)]) as house:
        players = await asyncio.gather(*(house.watching() for _ in range(50)))
        shares = await asyncio.gather(*(player.watch(1.0) for player in players))
        assert all(len(share) > 188 * 700 for share in shares)
        assert publisher.connections_ever == 1
        assert house.gateway.active_viewers() == 50
