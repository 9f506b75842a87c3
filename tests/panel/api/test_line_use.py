"""What lines use, over HTTP: told by day and month, and held to their quota while they watch."""

import asyncio
from contextlib import suppress
from pathlib import Path

import aiohttp

from tests.fakes.publisher import Publisher
from tests.panel.api.house import House, open_house
from tests.panel.api.test_viewers import play


async def test_a_line_that_has_used_its_quota_up_is_cut_and_refused_until_it_is_raised(
    tmp_path: Path, publisher: Publisher
) -> None:
    async with open_house(tmp_path / "data", allow_private_sources=True) as house:
        writing = asyncio.create_task(house.services.ledger.run())
        stream = await house.create("/api/v1/streams", {"name": "News", "sourceUrl": publisher.url})
        draft = {"username": "bob", "password": "pw", "quotaBytesPerMonth": 20_000}
        line = await house.create("/api/v1/lines", draft)
        address = f"/live/bob/pw/{stream}.ts"
        reader, writer = await play(house, address)
        await reader.readexactly(188 * 200)
        await house.services.sampler.tick()
        with suppress(ConnectionResetError):
            await asyncio.wait_for(reader.read(-1), 10)
        writer.close()
        async with house.http.get(house.url + address) as refused:
            assert refused.status == 403
        (ended,) = await all_ended(house, 1)
        assert ended["endReason"] == "limit"
        told = [str(entry["message"]) for entry in (await house.ask("GET", "/api/v1/activity", role="viewer")).items]
        assert "bob was refused: its quota of the month is used up" in told
        assert "bob lost News: its quota of the month is used up" in told
        assert sum("has used up its quota" in message for message in told) == 1
        assert (await house.ask("PATCH", f"/api/v1/lines/{line}", {"quotaBytesPerMonth": None})).status == 200
        async with house.http.get(house.url + address, timeout=aiohttp.ClientTimeout(10)) as served:
            assert served.status == 200
        await check_use(house, line, sum(int(str(one["bytesTransferred"])) for one in await all_ended(house, 2)))
        writing.cancel()
        await asyncio.wait([writing])


async def all_ended(house: House, count: int) -> list[dict[str, object]]:
    """Return the sessions once there are so many, all of them are over, and nothing waits to be written."""
    async with asyncio.timeout(10):
        while True:
            found = (await house.ask("GET", "/api/v1/sessions", role="viewer")).items
            over = [session for session in found if session["endedAt"] is not None]
            if len(over) == len(found) == count and not house.services.ledger.pending:
                return over
            await asyncio.sleep(0.02)


async def check_use(house: House, line: int, sent_bytes: int) -> None:
    answer = await house.ask("GET", f"/api/v1/lines/{line}/use?days=2&months=3", role="viewer")
    use = answer.json
    assert (use["lineId"], use["quotaBytesPerMonth"]) == (line, None)
    days, months = use["days"], use["months"]
    assert isinstance(days, list)
    assert isinstance(months, list)
    assert (len(days), len(months)) == (2, 3)
    assert days[-1]["day"] == house.services.clock.now().date().isoformat()
    assert months[-1]["month"] == house.services.clock.now().strftime("%Y-%m")
    assert days[-1]["bytes"] == months[-1]["bytes"] == use["bytesThisMonth"]
    assert use["bytesThisMonth"] == sent_bytes
    shown = (await house.ask("GET", f"/api/v1/lines/{line}", role="viewer")).json
    assert shown["bytesThisMonth"] == use["bytesThisMonth"]


async def test_a_line_that_never_watched_used_nothing_and_one_that_is_not_there_is_missing(tmp_path: Path) -> None:
    async with open_house(tmp_path / "data") as house:
        line = await house.create("/api/v1/lines", {"username": "eve", "password": "pw"})
        use = (await house.ask("GET", f"/api/v1/lines/{line}/use", role="viewer")).json
        days = use["days"]
        assert isinstance(days, list)
        assert [day["bytes"] for day in days] == [0] * 31
        assert (await house.ask("GET", "/api/v1/lines/99/use", role="viewer")).status == 404
        assert (await house.ask("GET", f"/api/v1/lines/{line}/use?days=0", role="viewer")).status == 400
