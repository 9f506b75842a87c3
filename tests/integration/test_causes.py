"""Who holds up a viewer, as operators are told of it, and what its session keeps."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress

from tests.fakes.player import start_player
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer
from tests.integration.operator import Json, Operator, operator_at
from tests.integration.test_viewer import FAST

BITRATE_BPS = 800_000
OWN = "own network"


async def until_told(operator: Operator, expected: Mapping[str, str]) -> list[Json]:
    """Return the rows once their causes, by player, are these."""
    told: dict[str, str] = {}
    try:
        async with asyncio.timeout(20):
            while True:
                rows: list[Json] = (await operator.get("connections?sort=cause&order=asc"))["rows"]
                told = {row["userAgent"]: row["cause"] for row in rows if not row["stale"]}
                if told == expected:
                    return rows
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"{told} instead of {expected}") from None


async def let_ticks_pass(operator: Operator, count: int) -> None:
    """Wait until so many more ticks were made."""
    last = (await operator.get("dashboard"))["seq"] + count
    async with asyncio.timeout(20):
        while (await operator.get("dashboard"))["seq"] < last:
            await asyncio.sleep(0.1)


async def test_the_slow_and_the_stopped_hold_up_themselves_and_a_slow_source_everyone(
    start_panel: StartServer, make_publisher: Callable[[int], Publisher]
) -> None:
    source = make_publisher(BITRATE_BPS)
    async with operator_at(start_panel(env=FAST)) as operator:
        stream, line = await operator.add_stream(source.url), await operator.add_line(maxConnections=0)
        url = operator.play_url(stream, line)
        limits = {"healthy": 0, "slow": BITRATE_BPS // 80, "stopped": 0}
        players = {name: await start_player(url, name, limit) for name, limit in limits.items()}
        await until_told(operator, {"healthy": "none", "slow": OWN, "stopped": "none"})
        players["stopped"].send_signal(signal.SIGSTOP)
        rows = await until_told(operator, {"healthy": "none", "slow": OWN, "stopped": OWN})
        assert [row["atRisk"] for row in rows] == [False, True, True]
        assert len((await operator.get("connections?atRisk=true"))["rows"]) == 2
        for name in ("slow", "stopped"):
            players[name].kill()
        players["another"] = await start_player(url, "another")
        await until_told(operator, {"healthy": "none", "another": "none"})
        source.pace = 0.5
        await until_told(operator, {"healthy": "source", "another": "source"})
        await let_ticks_pass(operator, 2)
        for player in players.values():
            with suppress(ProcessLookupError):
                player.kill()
        async with asyncio.timeout(10):
            while (await operator.get("connections"))["rows"]:
                await asyncio.sleep(0.1)
        sessions = {item["userAgent"]: item for item in (await operator.get("sessions?sort=stallS"))["items"]}
    assert min(sessions["slow"]["stallS"], sessions["stopped"]["stallS"]) > 1.5
    assert 0.5 < sessions["healthy"]["stallS"] < 10
