"""A line never has more connections than it may, and a player that zaps is not told that it has."""

import asyncio
import socket
from collections import Counter

import pytest

from panel.delivery.policy import LimitPolicy
from panel.sessions import EndReason
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import House, keeping_house, until

ONE = make_line(max_connections=1)
FIRST, SECOND = "/live/alice/secret/1.ts", "/live/alice/secret/2.ts"


def reasons(house: House) -> list[EndReason]:
    return [ending.reason for ending in house.book.endings.values()]


async def test_another_player_is_refused_until_the_first_leaves(publisher: Publisher) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url), make_stream(2, publisher.url)]) as house:
        player = await house.watching()
        assert await house.status(SECOND, agent="other") == 403
        assert await house.status(FIRST, agent="other") == 403
        assert await house.status(SECOND, method="HEAD", agent="other") == 403
        assert publisher.connections_ever == 1
        await player.leave()
        await house.watching(SECOND, agent="other")


@pytest.mark.parametrize("policy", ["refuse", "same-stream-twice"])
async def test_of_fifty_at_once_one_gets_the_only_connection(publisher: Publisher, policy: LimitPolicy) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url), make_stream(2, publisher.url)]) as house:
        for _ in range(20):
            paths = [FIRST, SECOND if policy == "refuse" else FIRST] * 25
            opening = (house.play(path, agent=f"player {number}") for number, path in enumerate(paths))
            players = await asyncio.gather(*opening)
            statuses = await asyncio.gather(*(player.answer() for player in players))
            assert sorted(statuses) == [200] + [403] * 49
            assert house.gateway.active_viewers() == 1
            await asyncio.gather(*(player.leave() for player in players))
            await until(lambda: house.gateway.active_viewers() == 0)


async def test_of_fifty_requests_of_one_player_one_is_served(publisher: Publisher) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url)]) as house:
        players = await asyncio.gather(*(house.play(FIRST) for _ in range(50)))
        statuses = await asyncio.gather(*(player.answer() for player in players))
        assert sorted(statuses) == [200] + [403] * 49


async def test_a_player_that_zaps_is_never_refused_and_never_two(publisher: Publisher) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url), make_stream(2, publisher.url)]) as house:
        for number in range(100):
            player = await house.watching((FIRST, SECOND)[number % 2])
            assert house.gateway.active_viewers() == 1
            await player.read(188)
        await until(lambda: len(house.book.endings) == 99)
        assert Counter(reasons(house)) == {"left": 99}
        assert [identity.stream_id for identity in house.book.begun] == [1, 2] * 50


async def test_a_player_leaves_a_channel_that_does_not_come_for_another(publisher: Publisher) -> None:
    # Accepts connections and says nothing.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        dead = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        async with keeping_house([ONE], [make_stream(1, dead), make_stream(2, publisher.url)]) as house:
            waiting = await house.play(FIRST)
            await until(lambda: house.stream_status(1)[0] == "starting")
            await house.watching(SECOND)
            assert await waiting.answer() == 403
            assert house.gateway.active_viewers() == 1


async def test_a_player_that_looks_first_what_a_stream_is_plays_it_then(publisher: Publisher) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url)]) as house:
        for _ in range(5):
            look = await house.watching()
            await look.read(188)
            playing = asyncio.create_task(house.watching())
            await asyncio.sleep(0.1)
            assert not playing.done()
            await look.leave()
            player = await playing
            assert await house.status(FIRST, method="HEAD") == 200
            await player.leave()
            await until(lambda: house.gateway.active_viewers() == 0)


async def test_ending_the_oldest_makes_room(publisher: Publisher) -> None:
    line, streams = make_line(max_connections=2), [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    async with keeping_house([line], streams, policy="end-oldest") as house:
        for number in range(6):
            await house.watching((FIRST, SECOND)[number % 2], agent=f"player {number}")
            assert house.gateway.active_viewers() <= 2
        await until(lambda: len(house.book.endings) == 4)
        assert reasons(house) == ["limit"] * 4
        ended = [identity.id for identity in house.book.begun[:4]]
        assert list(house.book.endings) == ended


async def test_ending_the_oldest_in_a_race_leaves_one(publisher: Publisher) -> None:
    async with keeping_house([ONE], [make_stream(1, publisher.url)], policy="end-oldest") as house:
        players = await asyncio.gather(*(house.play(FIRST, agent=f"player {number}") for number in range(30)))
        await asyncio.gather(*(player.answer() for player in players))
        await until(lambda: house.gateway.active_viewers() == 1)
        assert len(house.book.begun) == len(house.book.endings) + 1
        assert set(reasons(house)) <= {"limit"}


async def test_the_same_stream_twice_counts_as_one(publisher: Publisher) -> None:
    streams = [make_stream(1, publisher.url), make_stream(2, publisher.url)]
    async with keeping_house([ONE], streams, policy="same-stream-twice") as house:
        first = await house.watching(agent="living room")
        await house.watching(agent="kitchen")
        assert await house.status(FIRST, agent="third") == 403
        assert await house.status(SECOND, agent="third") == 403
        await first.leave()
        await until(lambda: house.gateway.active_viewers() == 1)
        assert await house.status(SECOND, agent="third") == 403
        assert await house.status(FIRST, agent="third") == 200


async def test_a_lowered_limit_ends_the_newest(publisher: Publisher) -> None:
    async with keeping_house([make_line(max_connections=3)], [make_stream(1, publisher.url)]) as house:
        for number in range(3):
            await house.watching(agent=f"player {number}")
        house.catalog.change(lines=[ONE])
        await until(lambda: len(house.book.endings) == 2)
        assert reasons(house) == ["limit"] * 2
        assert house.book.begun[0].id not in house.book.endings
