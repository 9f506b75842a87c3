"""What the door refuses before the library sees it, and what it cleans up after."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.monitoring.socket.stage import Stage, eventually, is_cut, staged


async def opened(stage: Stage, http: aiohttp.ClientSession) -> str:
    """Open a session by polling and return the address of its polls."""
    async with http.get(f"{stage.url}/socket.io/?EIO=4&transport=polling") as response:
        assert response.status == 200
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        sid = (await response.text()).split('"sid":"')[1].split('"')[0]
    return f"{stage.url}/socket.io/?EIO=4&transport=polling&sid={sid}"


async def many_bytes() -> AsyncIterator[bytes]:
    for _ in range(100):
        yield b"x" * 65_536


@pytest.mark.parametrize("body", [b"4" * 100_000, many_bytes], ids=["declared", "chunked"])
async def test_a_polling_message_over_the_limit_ends_its_session(body: object) -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        data = body() if callable(body) else body
        try:
            async with asyncio.timeout(2), http.post(poll, data=data) as response:
                assert response.status == 400
        except aiohttp.ClientError:
            pass  # the answer may be lost when the connection closes on unread bytes
        await eventually(lambda: not stage.server.peers)


@pytest.mark.parametrize("message", ["6", "1", "x", "4", "\x1e".join(["3"] * 17)])
async def test_a_strange_polling_message_neither_hangs_nor_leaves_anything(message: str) -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        async with asyncio.timeout(2), http.post(poll, data=message) as response:
            await response.read()
        await eventually(lambda: not stage.server.peers and not stage.server.eio.sockets)


async def test_a_polling_session_without_connect_ends_at_the_deadline() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        async with asyncio.timeout(3), http.get(poll) as response:
            assert await response.text() == "1"
        async with http.get(poll) as response:
            assert response.status == 400


async def test_a_waiting_poll_is_let_go_when_its_session_is_closed_by_another_request() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        waiting = asyncio.create_task(http.get(poll))
        await asyncio.sleep(0.05)
        async with http.post(poll, data="1") as response:
            assert response.status == 200
        response = await asyncio.wait_for(waiting, 0.5)  # sooner than the deadline of sessions that do not connect
        assert await response.text() == ""


async def test_jsonp_is_not_offered() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        response = await http.get(f"{stage.url}/socket.io/?EIO=4&transport=polling&j=0")
        assert response.status == 400


@pytest.mark.parametrize("transport", ["polling", "websocket"])
async def test_a_foreign_origin_is_refused_whatever_it_says_was_forwarded(transport: str) -> None:
    headers = {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    async with staged(origins=["https://noc.example"]) as stage:
        address = f"{stage.url}/socket.io/?EIO=4&transport={transport}"
        if transport == "polling":
            async with aiohttp.ClientSession() as http, http.get(address, headers=headers) as response:
                assert response.status == 400
                assert "access-control-allow-origin" not in response.headers
        else:
            with pytest.raises(InvalidStatus, match="403"):
                await connect(address.replace("http:", "ws:"), additional_headers=headers)
        assert not stage.server.peers


@pytest.mark.parametrize("origin", ["{url}", "https://noc.example"])
async def test_the_panel_s_own_and_listed_origins_are_let_in(origin: str) -> None:
    async with staged(origins=["https://noc.example"]) as stage:
        headers = {"Origin": origin.format(url=stage.url)}
        websocket = await connect(stage.websocket_url, additional_headers=headers)
        assert str(await websocket.recv()).startswith("0{")
        await websocket.close()


async def test_an_upgrade_that_fails_leaves_polling_working() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        await stage.tick()
        poll = await opened(stage, http)
        async with http.post(poll, data='40{"token":"ptk_good"}') as response:
            assert response.status == 200
        upgrade = poll.replace("http:", "ws:").replace("polling", "websocket")
        for message in (None, "2nonsense", "x"):
            websocket = await connect(upgrade, compression=None)
            if message is not None:
                await websocket.send(message)
            await websocket.close()
        await asyncio.sleep(0.05)
        async with http.get(poll) as response:
            assert "dashboard:update" in await response.text()


async def test_a_session_is_upgraded_once() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        upgrade = poll.replace("http:", "ws:").replace("polling", "websocket")
        websocket = await connect(upgrade, compression=None)
        await websocket.send("2probe")
        assert await websocket.recv() == "3probe"
        with pytest.raises(InvalidStatus, match="403"):
            await connect(upgrade, compression=None)
        await websocket.send("5")
        await websocket.send('40{"token":"ptk_good"}')
        while not str(await websocket.recv()).startswith("40"):
            pass
        with pytest.raises(InvalidStatus, match="403"):
            await connect(upgrade, compression=None)
        await stage.tick()
        assert "dashboard:update" in str(await websocket.recv())
        await websocket.close()
        await eventually(lambda: not stage.server.peers and not stage.server.eio.sockets)


async def test_an_upgrade_that_hangs_is_cut_with_its_session() -> None:
    async with staged() as stage, aiohttp.ClientSession() as http:
        poll = await opened(stage, http)
        websocket = await connect(poll.replace("http:", "ws:").replace("polling", "websocket"), compression=None)
        assert await is_cut(websocket)


async def test_the_address_that_is_judged_is_the_client_s() -> None:
    async with staged(trusted=["127.0.0.0/8"]) as stage:
        websocket = await connect(stage.websocket_url, additional_headers={"X-Forwarded-For": "198.51.100.9"})
        await websocket.recv()
        await websocket.send('40{"token":"ptk_good"}')
        await websocket.recv()
        assert stage.gatekeeper.addresses == ["198.51.100.9"]
        await websocket.close()
    async with staged() as stage:
        websocket = await connect(stage.websocket_url, additional_headers={"X-Forwarded-For": "198.51.100.9"})
        await websocket.recv()
        await websocket.send('40{"token":"ptk_good"}')
        await websocket.recv()
        assert stage.gatekeeper.addresses == ["127.0.0.1"]
        await websocket.close()
