"""Lines are told to come with their first connection and to go with their last."""

from monitoring.model import LinePresence
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import keeping_house, until


async def test_the_first_and_the_last_connection_of_a_line_are_told(publisher: Publisher) -> None:
    async with keeping_house([make_line(), make_line(2, "bob")], [make_stream(1, publisher.url)]) as house:
        told: list[LinePresence] = []
        audience = house.gateway.audience
        audience.watch(told.append)
        first = await house.watching()
        second = await house.watching()
        assert told == [LinePresence(1, "alice", online=True)]
        other = await house.watching("/live/bob/secret/1.ts")
        assert told[1:] == [LinePresence(2, "bob", online=True)]
        assert audience.lines_online() == 2
        await first.leave()
        await until(lambda: len(house.book.endings) == 1)
        assert len(told) == 2
        await second.leave()
        await until(lambda: audience.lines_online() == 1)
        assert told[2:] == [LinePresence(1, "alice", online=False)]
        await other.leave()
        await until(lambda: audience.lines_online() == 0)
