"""Who watches is told as it happens, and nobody is told to watch who no longer does."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from tests.fakes.player import start_player
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer
from tests.integration.operator import Listener, Operator, listening, operator_at

# The interval of production: a ghost must be off the list within 20 s, the tick's wait included.
PRIVATE = {"PANEL_ALLOW_PRIVATE_SOURCES": "true"}


async def until_told(listener: Listener, name: str, username: str, within_s: float) -> None:
    """Return once a presence event named `username` under `name`."""
    async with asyncio.timeout(within_s):
        while True:
            told = [each[name] for (each,) in listener.payloads("presence:update")]
            if any(line["username"] == username for lines in told for line in lines):
                return
            await asyncio.sleep(0.05)


async def rows(operator: Operator) -> int:
    return len((await operator.get("connections"))["rows"])


async def test_lines_are_told_as_they_come_and_go(start_panel: StartServer, publisher: Publisher) -> None:
    server = start_panel(env=PRIVATE)
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        stream, line = await operator.add_stream(publisher.url), await operator.add_line()
        player = await start_player(operator.play_url(stream, line), "player")
        await until_told(listener, "wentOnline", "bob", 3)
        player.kill()
        await until_told(listener, "wentOffline", "bob", 2)
        newest = listener.payloads("presence:update")[-1][0]
        assert newest["onlineLines"] == 0
        assert [operator["name"] for operator in newest["operators"]] == ["t"]


async def test_a_player_that_is_stopped_is_no_ghost(
    start_panel: StartServer, make_publisher: Callable[[int], Publisher]
) -> None:
    # The lower the bitrate, the longer a stopped player's kernel goes on to take what comes.
    source = make_publisher(400_000)
    server = start_panel(env=PRIVATE)
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        stream, line = await operator.add_stream(source.url), await operator.add_line(maxConnections=1)
        url = operator.play_url(stream, line)
        player = await start_player(url, "stopped")
        await until_told(listener, "wentOnline", "bob", 5)
        async with asyncio.timeout(6):
            while not await rows(operator):
                await asyncio.sleep(0.1)
        player.send_signal(signal.SIGSTOP)
        try:
            async with asyncio.timeout(20):
                await until_told(listener, "wentOffline", "bob", 20)
                while await rows(operator):
                    await asyncio.sleep(0.1)
            second = await start_player(url, "another")
            async with asyncio.timeout(6):
                while not await rows(operator):
                    await asyncio.sleep(0.1)
            second.kill()
        finally:
            with suppress(ProcessLookupError):
                player.kill()
        sessions = (await operator.get("sessions"))["items"]
        assert [session["endReason"] for session in sessions if session["userAgent"] == "stopped"] == ["stalled"]
