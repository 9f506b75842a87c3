"""What holds up viewers that are short of data, with players in processes of their own."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace

import pytest

from monitoring.model import CAUSES, UNKNOWN_CAUSE
from tests.fakes.catalog import make_line, make_stream
from tests.fakes.player import start_player
from tests.fakes.publisher import Publisher
from tests.panel.delivery.house import QUICK, House, keeping_house

LIMITS = replace(QUICK, short_s=0.8, well_s=2.0, viewer_stall_s=30.0, source_stall_s=20.0, source_lost_s=20.0)
LIVE = "/live/alice/secret/1.ts"
OWN = "own network"
KEPT_UP = "none"


def at_home(publisher: Publisher) -> AbstractAsyncContextManager[House]:
    return keeping_house([make_line()], [make_stream(1, publisher.url)], LIMITS)


async def causes(house: House) -> dict[str | None, str | None]:
    """The cause of each connection that is not over, by its player's name."""
    reading = await house.gateway.collector.read()
    assert reading.causes is not None
    pairs = zip(reading.keys.tolist(), reading.causes.tolist(), strict=True)
    return {
        reading.identities[key].user_agent: None if cause == UNKNOWN_CAUSE else CAUSES[cause]
        for key, cause in pairs
        if key not in reading.ending
    }


async def until_told(house: House, expected: dict[str, str], within_s: float = 20.0) -> None:
    """Return once the causes are these."""
    told = await causes(house)
    try:
        async with asyncio.timeout(within_s):
            while told != expected:
                await asyncio.sleep(0.1)
                told = await causes(house)
    except TimeoutError:
        raise AssertionError(f"{told} instead of {expected}") from None


@asynccontextmanager
async def watched(house: House, **limits_bytes_s: int) -> AsyncIterator[dict[str, asyncio.subprocess.Process]]:
    """Players by name, each with its limit, 0 for none."""
    url = f"http://127.0.0.1:{house.port}{LIVE}"
    players = {name: await start_player(url, name, limit) for name, limit in limits_bytes_s.items()}
    try:
        yield players
    finally:
        for player in players.values():
            with suppress(ProcessLookupError):
                player.kill()
            await player.wait()


@pytest.mark.parametrize("bitrate_bps", [400_000, 8_000_000])
async def test_of_three_viewers_the_slow_and_the_stopped_one_hold_up_themselves(
    publisher: Publisher, bitrate_bps: int
) -> None:
    publisher.bitrate_bps = bitrate_bps
    async with at_home(publisher) as house:
        async with watched(house, healthy=0, slow=bitrate_bps // 80, stopped=0) as players:
            await until_told(house, dict.fromkeys(players, KEPT_UP))
            players["stopped"].send_signal(signal.SIGSTOP)
            expected = {"healthy": KEPT_UP, "slow": OWN, "stopped": OWN}
            await until_told(house, expected)
            for _ in range(20):
                await asyncio.sleep(0.1)
                assert await causes(house) == expected
        stalls = {}
        for identity in house.book.begun:
            async with asyncio.timeout(5):
                while identity.id not in house.book.endings:
                    await asyncio.sleep(0.02)
            stalls[identity.user_agent] = house.book.endings[identity.id].stall_s or 0.0
        assert stalls["healthy"] == 0
        assert min(stalls["slow"], stalls["stopped"]) >= 2.0
        assert max(stalls.values()) < 15


async def test_a_player_that_goes_on_is_well_again(publisher: Publisher) -> None:
    async with at_home(publisher) as house, watched(house, one=0) as players:
        await until_told(house, {"one": KEPT_UP})
        players["one"].send_signal(signal.SIGSTOP)
        await until_told(house, {"one": OWN})
        players["one"].send_signal(signal.SIGCONT)
        await until_told(house, {"one": KEPT_UP})


async def test_a_source_that_ceases_is_to_blame_for_all(publisher: Publisher) -> None:
    slow = publisher.bitrate_bps // 80
    async with at_home(publisher) as house, watched(house, one=0, slow=slow) as players:
        await until_told(house, {"one": KEPT_UP, "slow": OWN})
        publisher.behaviour = "stall"
        await until_told(house, dict.fromkeys(players, "source"))
        publisher.behaviour = "stream"
        await until_told(house, {"one": KEPT_UP, "slow": OWN})


async def test_a_source_slower_than_its_own_clock_is_to_blame_for_all(publisher: Publisher) -> None:
    async with at_home(publisher) as house, watched(house, one=0, another=0, slow=publisher.bitrate_bps // 80):
        await until_told(house, {"one": KEPT_UP, "another": KEPT_UP, "slow": OWN})
        publisher.pace = 0.5
        await until_told(house, {"one": "source", "another": "source", "slow": "source"})
        publisher.pace = 1.0
        await until_told(house, {"one": KEPT_UP, "another": KEPT_UP, "slow": OWN}, 20.0)


async def test_who_joins_a_stream_with_much_to_catch_up_is_well(publisher: Publisher) -> None:
    publisher.bitrate_bps = 8_000_000
    limits = replace(LIMITS, join_behind_s=4.0)
    async with keeping_house([make_line()], [make_stream(1, publisher.url, on_demand=False)], limits) as house:
        await asyncio.sleep(4.0)
        async with watched(house, one=0):
            told: list[str | None] = []
            for _ in range(20):
                told += (await causes(house)).values()
                await asyncio.sleep(0.1)
            assert set(told) == {KEPT_UP}
