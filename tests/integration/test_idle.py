"""An HLS player that asks for nothing any more, as operators find it on record."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from tests.fakes.clock import HurriedClock
from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house

LINE = {"username": "bob", "password": "secret-of-bob", "maxConnections": 1}
IDLE_S = 30.0
# By then everybody has been looked after, a share each second.
LOOKED_AFTER_S = 3.3


async def fetched(house: House, path: str) -> list[str]:
    """Return what a playlist lists."""
    async with asyncio.timeout(15), house.http.get(house.url + path, headers={"User-Agent": "hls-player/1"}) as answer:
        assert answer.status == 200
        return [line for line in (await answer.text()).splitlines() if not line.startswith("#")]


async def sessions(house: House) -> list[dict[str, object]]:
    return (await house.ask("GET", "/api/v1/sessions")).items


@asynccontextmanager
async def recording(house: House) -> AsyncIterator[None]:
    """Keep what ends, as the service does while it runs."""
    keeping = asyncio.create_task(house.services.ledger.run())
    yield
    keeping.cancel()
    await asyncio.wait([keeping])


async def test_a_player_that_falls_silent_is_a_session_that_ended_idle(data_dir: Path, publisher: Publisher) -> None:
    clock = HurriedClock()
    async with open_house(data_dir, clock, allow_private_sources=True) as house, recording(house):
        await house.create("/api/v1/lines", LINE)
        stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url, "onDemand": True})
        (child,) = await fetched(house, f"/live/bob/{LINE['password']}/{stream}.m3u8")
        segment = child.rpartition("/")[0] + "/" + (await fetched(house, child))[0]
        async with house.http.get(house.url + segment) as answer:
            size_bytes = len(await answer.read())
        last_at = clock.now()

        await asyncio.sleep(LOOKED_AFTER_S)
        clock.put_forward(IDLE_S - 10.0)
        await asyncio.sleep(LOOKED_AFTER_S)
        assert house.services.gateway.active_viewers() == 1

        clock.put_forward(IDLE_S)
        async with asyncio.timeout(10):
            while not any(session["endReason"] for session in await sessions(house)):
                await asyncio.sleep(0.1)
        (session,) = await sessions(house)
        assert (session["endReason"], session["protocol"], session["streamId"]) == ("idle", "hls", stream)
        assert size_bytes <= int(str(session["bytesTransferred"])) < size_bytes + 4096
        # It watched what it fetched, not the silence after that.
        assert (datetime.fromisoformat(str(session["endedAt"])) - last_at).total_seconds() < 10.0
        assert (await house.ask("GET", "/api/v1/sessions?endReason=idle")).json["total"] == 1
        assert await fetched(house, f"/live/bob/{LINE['password']}/{stream}.m3u8")
