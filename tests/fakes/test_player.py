import asyncio

import aiohttp
import pytest

from tests.fakes.player import play, start_player
from tests.fakes.publisher import Publisher


async def test_receives_what_was_sent_until_the_time_is_up(publisher: Publisher) -> None:
    received = await play(publisher.url, 1.0)
    assert received == pytest.approx(400_000, rel=0.2)
    assert publisher.bytes_sent - received <= 64 * 1024


async def test_keeps_what_came_before_the_server_went(publisher: Publisher) -> None:
    publisher.behaviour = "html"
    assert await play(publisher.url, 5.0) == len(b"<!doctype html><title>A page</title>")


async def test_a_refusal_is_an_error(publisher: Publisher) -> None:
    publisher.behaviour = "missing"
    with pytest.raises(aiohttp.ClientResponseError):
        await play(publisher.url, 1.0)


async def test_plays_in_a_process_of_its_own(publisher: Publisher) -> None:
    player = await start_player(publisher.url, "process/1")
    async with asyncio.timeout(10):
        while publisher.bytes_sent < 200_000:
            await asyncio.sleep(0.02)
    player.kill()
    await player.wait()
    assert publisher.user_agents == ["process/1"]
