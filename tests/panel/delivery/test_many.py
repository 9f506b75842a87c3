"""Many streams and changes at once."""

import asyncio
import time

from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import keeping_house, until

STREAMS = 3000


async def test_thousands_of_idle_streams_cost_next_to_nothing(publisher: Publisher) -> None:
    streams = [make_stream(number, publisher.url) for number in range(1, STREAMS + 1)]
    async with keeping_house([make_line()], streams) as house:
        await until(lambda: len(house.gateway.board.states()) == STREAMS)
        used_s = time.process_time()
        await asyncio.sleep(1.0)
        # Ten sweeps, a tenth of the usual pause apart.
        assert time.process_time() - used_s < 0.5
        assert publisher.connections_ever == 0


async def test_kept_streams_are_pulled_without_viewers(publisher: Publisher) -> None:
    publisher.bitrate_bps = 200_000
    streams = [make_stream(number, publisher.url, on_demand=False) for number in range(1, 31)]
    async with keeping_house([make_line()], streams) as house:
        await until(lambda: all(state.status == "online" for state in house.gateway.board.states()))
        assert publisher.connections_now == 30
        player = await house.watching()
        assert len(await player.watch(0.5)) > 5_000
    await until(lambda: publisher.connections_now == 0)
