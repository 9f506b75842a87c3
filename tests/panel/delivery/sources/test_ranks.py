"""Of several backups the best that is well is the one that viewers get."""

from collections.abc import Callable
from dataclasses import replace

from tests.fakes.catalog import make_line, make_stream
from tests.fakes.continuity_check import continuity_errors
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, keeping_house, until

MakePublisher = Callable[[int], Publisher]
RETURNING = replace(QUICK, primary_retry_s=0.2, healthy_s=0.4, source_lost_s=5.0)


async def test_a_stream_climbs_back_source_by_source(make_publisher: MakePublisher) -> None:
    sources = [make_publisher(1_600_000) for _ in range(4)]
    primary, first, second, third = sources
    for away in (primary, first, second):
        away.behaviour = "missing"
    stream = make_stream(1, *(source.url for source in sources))
    async with keeping_house([make_line()], [stream], RETURNING) as house:
        player = await house.watching()
        await until(lambda: house.stream_status() == ("degraded", "on backup 3: the source answers 404"))
        first.behaviour = "stream"
        await until(lambda: house.stream_status() == ("degraded", "on backup 1: the source answers 404"))
        await until(lambda: third.connections_now == 0)
        tried = second.connections_ever
        primary.behaviour = "stream"
        await until(lambda: house.stream_status() == ("online", None))
        await until(lambda: first.connections_now == 0)
        assert [source.connections_now for source in sources] == [1, 0, 0, 0]
        # What is worse than what viewers get is left alone.
        assert second.connections_ever == tried
        assert third.connections_ever == 1
        capture = await player.watch(0.5)
        assert continuity_errors(capture) == []
        assert house.gateway.active_viewers() == 1


async def test_a_backup_that_returned_is_left_for_the_next_when_it_is_lost(make_publisher: MakePublisher) -> None:
    sources = [make_publisher(1_600_000) for _ in range(3)]
    primary, first, second = sources
    primary.behaviour = first.behaviour = "missing"
    stream = make_stream(1, *(source.url for source in sources))
    async with keeping_house([make_line()], [stream], RETURNING) as house:
        await house.watching()
        await until(lambda: house.stream_status() == ("degraded", "on backup 2: the source answers 404"))
        first.behaviour = "stream"
        await until(lambda: house.stream_status() == ("degraded", "on backup 1: the source answers 404"))
        first.behaviour = "drop"
        await until(lambda: house.stream_status() == ("degraded", "on backup 2: the source answers 404"))
        await until(lambda: second.connections_now == 1)
        assert house.gateway.active_viewers() == 1
