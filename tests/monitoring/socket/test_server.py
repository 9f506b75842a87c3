"""Hostile, dead and slow peers: each is refused or cut, and costs nobody else anything."""

import asyncio
import inspect
import json
import os
import socket

import engineio
import psutil
import pytest
import socketio
from engineio.async_socket import AsyncSocket
from socketio.async_manager import AsyncManager
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from monitoring.contract.requests import ConnectionsQuery
from monitoring.socket.limits import SocketLimits
from monitoring.socket.view import View
from tests.monitoring.socket.stage import HASTY, Stage, eventually, is_cut, staged

MALFORMED = (
    "2[", "42{}", "42[]", "42[{}]", "42[1]", "45", "49", "4z", "43x", "9", "x", "44{}", "b!", "4", "",
    "42" + "[" * 20_000, "4" + "[" * 60_000, "4" + "9" * 200, "421-[\"x\"]", "42[\"*\",1]", "42[\"connect\",{},{}]",
    "42/other,[\"x\"]", "41/other", "4\x00", "6", "1",
)  # fmt: skip


def resident_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


async def flood(websocket: ClientConnection, message: str | bytes, times: int) -> None:
    try:
        for _ in range(times):
            await websocket.send(message)
    except ConnectionClosed:
        return


async def call(websocket: ClientConnection, event: str) -> object:
    """Ask as a client does, and return the acknowledgement, passing over events."""
    await websocket.send(f'421["{event}"]')
    async with asyncio.timeout(3):
        while True:
            text = await websocket.recv()
            if isinstance(text, str) and text.startswith("431"):
                return json.loads(text[3:])[0]["ok"]


def at_rest(stage: Stage) -> bool:
    """Tell whether the libraries have forgotten every peer."""
    server = stage.server
    rooms = getattr(server.manager, "rooms", {})
    return not server.peers and not server.eio.sockets and not server.environ and not any(rooms.values())


async def test_a_peer_that_is_being_judged_gets_no_event() -> None:
    async with staged() as stage:
        await stage.tick()
        stage.gatekeeper.decided.clear()
        websocket = await stage.raw()
        await websocket.send('40{"token":"ptk_bad"}')
        await eventually(lambda: bool(stage.gatekeeper.addresses))
        await stage.tick()
        stage.around.streams.change(1, "offline")
        stage.gatekeeper.decided.set()
        assert str(await websocket.recv()).startswith("44")
        await stage.tick()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(websocket.recv(), 0.1)


@pytest.mark.parametrize("event", ["connect", "disconnect", "connect_error", "*"])
async def test_events_of_the_library_itself_cut_the_peer_and_run_nothing(event: str) -> None:
    async with staged() as stage:
        websocket = await stage.joined()
        asked = len(stage.gatekeeper.addresses)
        await websocket.send(f'42["{event}",{{}},{{"token":"ptk_good"}}]')
        assert await is_cut(websocket)
        assert len(stage.gatekeeper.addresses) == asked
        await eventually(lambda: at_rest(stage))


async def test_a_kicked_peer_is_gone_even_if_it_ignores_that() -> None:
    async with staged() as stage:
        websocket = await stage.joined()
        await stage.tick()
        stage.gatekeeper.revoked.add("ann")
        await stage.tick()
        await websocket.send('40{"token":"ptk_good"}')
        assert await is_cut(websocket)
        await eventually(lambda: at_rest(stage))


async def test_a_peer_that_never_connects_is_cut() -> None:
    async with staged() as stage:
        websocket = await stage.raw()
        assert not await is_cut(websocket, 0.5)
        assert await is_cut(websocket, 1.5)
        await eventually(lambda: at_rest(stage))


async def test_a_peer_that_leaves_the_namespace_is_cut_unless_it_comes_back() -> None:
    async with staged() as stage:
        websocket = await stage.joined()
        await websocket.send("41")
        await eventually(lambda: stage.manager.operators_online() == 0)
        await websocket.send('40{"token":"ptk_good"}')
        assert str(await websocket.recv()).startswith("40")
        await websocket.send("41")
        assert await is_cut(websocket)


async def test_guesses_of_one_peer_are_few() -> None:
    async with staged() as stage:
        websocket = await stage.raw()
        refusals = 0
        try:
            for number in range(50):
                await websocket.send(f'40{{"token":"guess{number}"}}')
                refusals += str(await asyncio.wait_for(websocket.recv(), 3)).startswith("44")
        except ConnectionClosed:
            pass
        assert refusals == stage.limits.connect_attempts
        assert len(stage.gatekeeper.addresses) == stage.limits.connect_attempts


async def test_one_address_may_not_hold_all_places_of_those_who_have_yet_to_connect() -> None:
    async with staged(SocketLimits(pending_per_address=2)) as stage:
        await stage.raw()
        await stage.raw()
        with pytest.raises(InvalidStatus, match="403"):
            await stage.raw()


async def test_a_flood_of_events_cuts_its_peer_and_leaves_no_tasks() -> None:
    async with staged() as stage:
        await stage.tick()
        other = await stage.joined("ptk_bob")
        websocket = await stage.joined()
        before = len(asyncio.all_tasks())
        await flood(websocket, '42["request:dashboard"]', 5000)
        assert len(asyncio.all_tasks()) - before <= 5
        assert await is_cut(websocket)
        assert await call(other, "request:dashboard") is True


async def test_asking_too_fast_is_refused_before_it_is_cut() -> None:
    async with staged() as stage, stage.client() as client:
        await stage.tick()
        answers = [await client.ask("request:geo") for _ in range(stage.limits.requests_burst + 1)]
        assert [answer["ok"] for answer in answers[:-1]] == [True] * stage.limits.requests_burst
        assert answers[-1]["code"] == "rate_limited"
        stage.clock.jump(1)
        assert (await client.ask("request:geo"))["ok"] is True


async def test_a_binary_bomb_is_refused_before_it_is_buffered() -> None:
    async with staged() as stage:
        websocket = await stage.joined()
        before = resident_mb()
        await websocket.send('459999999999-["x",{"_placeholder":true,"num":0}]')
        await flood(websocket, os.urandom(60_000), 100)
        assert await is_cut(websocket)
        assert resident_mb() - before < 10


@pytest.mark.parametrize("message", MALFORMED, ids=[repr(each[:12]) for each in MALFORMED])
async def test_a_malformed_frame_harms_nobody_else_and_leaves_nothing(message: str) -> None:
    async with staged() as stage:
        await stage.tick()
        other = await stage.joined("ptk_bob")
        for websocket in (await stage.joined(), await stage.raw()):
            await websocket.send(message)
            await asyncio.sleep(0.02)
            await websocket.close()
        await eventually(lambda: len(stage.server.peers) == 1)
        assert len(stage.server.eio.sockets) == 1
        assert await call(other, "request:dashboard") is True


async def test_a_frame_over_the_limit_is_refused() -> None:
    async with staged() as stage:
        websocket = await stage.joined()
        await flood(websocket, '42["request:dashboard",{"x":"' + "x" * 100_000 + '"}]', 1)
        assert await is_cut(websocket)
        await eventually(lambda: at_rest(stage))


async def test_who_leaves_while_being_judged_is_forgotten() -> None:
    async with staged() as stage:
        stage.gatekeeper.decided.clear()
        websocket = await stage.raw()
        await websocket.send('40{"token":"ptk_good"}')
        await eventually(lambda: bool(stage.gatekeeper.addresses))
        websocket.transport.abort()
        await stage.server.end(next(iter(stage.server.peers.values())))
        stage.gatekeeper.decided.set()
        await eventually(lambda: at_rest(stage))
        assert stage.manager.operators_online() == 0


async def stalled(stage: Stage) -> ClientConnection:
    """Return a websocket with a small receive buffer that has stopped reading."""
    tcp = socket.socket()
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    tcp.setblocking(False)
    await asyncio.get_running_loop().sock_connect(tcp, ("127.0.0.1", stage.port))
    websocket = await stage.joined(tcp=tcp)
    await call(websocket, "request:dashboard")
    websocket.transport.pause_reading()
    return websocket


async def test_a_peer_that_stops_reading_costs_little_and_is_cut_while_others_get_every_tick() -> None:
    async with staged() as stage:
        for number in range(1000):
            stage.around.gateway.open(f"line{number}", user_agent="x" * 300)
        await stage.tick()
        websocket = await stalled(stage)
        async with stage.client("ptk_bob") as other:
            await other.next("bandwidth:update")
            assert (await other.ask("unsubscribe", {"events": ["connections:update"]}))["ok"]
            (slow,) = [each for each in stage.sockets if each.principal.name == "ann"]
            slow.view = View(ConnectionsQuery(limit=1000))
            before, ticks = resident_mb(), 0
            while stage.manager.operators_online() == 2:
                ticks += 1
                snapshot = await stage.tick()
                while (await other.next("geo:update"))[0]["seq"] != snapshot.seq:
                    pass
                assert slow.peer.session.queue.qsize() <= 10
                assert ticks < 40
            assert resident_mb() - before < 15
        websocket.transport.resume_reading()
        assert await is_cut(websocket)
        await eventually(lambda: at_rest(stage))


async def test_a_slow_peer_that_reads_is_kept_and_gets_the_newest() -> None:
    async with staged() as stage:
        for number in range(1000):
            stage.around.gateway.open(f"line{number}", user_agent="x" * 300)
        await stage.tick()
        websocket = await stalled(stage)
        (slow,) = stage.sockets
        slow.view = View(ConnectionsQuery(limit=1000))
        for _ in range(20):
            await stage.tick()
            websocket.transport.resume_reading()
            await asyncio.sleep(0.02)
            websocket.transport.pause_reading()
        assert stage.manager.operators_online() == 1
        websocket.transport.resume_reading()
        newest = (await stage.tick()).seq
        await eventually(lambda: not slow.peer.is_behind())
        await stage.tick()
        async with asyncio.timeout(3):
            while f'"seq":{newest + 1},' not in str(await websocket.recv()):
                pass


async def test_closing_ends_every_session_and_takes_no_more() -> None:
    async with staged() as stage, stage.client("ptk_good", "polling") as client, stage.client("ptk_bob") as other:
        await asyncio.wait_for(stage.manager.close(), 2)
        await asyncio.wait_for(client.lost.wait(), 2)
        await asyncio.wait_for(other.lost.wait(), 2)
        assert at_rest(stage)
        with pytest.raises(InvalidStatus, match="403"):
            await stage.raw()


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (socketio.AsyncServer, "_engineio_server_class", ["self"]),
        (socketio.AsyncServer, "_handle_connect", ["self", "eio_sid", "namespace", "data"]),
        (socketio.AsyncServer, "_handle_eio_connect", ["self", "eio_sid", "environ"]),
        (socketio.AsyncServer, "_handle_eio_disconnect", ["self", "eio_sid", "reason"]),
        (socketio.AsyncServer, "_handle_eio_message", ["self", "eio_sid", "data"]),
        (socketio.AsyncServer, "handle_request", ["self", "args", "kwargs"]),
        (engineio.AsyncServer, "create_queue", ["self", "args", "kwargs"]),
        (engineio.AsyncServer, "disconnect", ["self", "sid"]),
        (AsyncSocket, "close", ["self", "wait", "abort", "reason"]),
        (AsyncManager, "disconnect", ["self", "sid", "namespace", "kwargs"]),
    ],
)
def test_what_is_overridden_or_relied_on_is_where_it_was(owner: type, name: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


def test_the_defaults_are_those_that_operators_are_promised() -> None:
    limits = SocketLimits()
    assert (limits.authentication_s, limits.connect_attempts, limits.stalled_s) == (10, 3, 15)
    assert (limits.requests_per_s, limits.requests_burst, limits.message_bytes) == (20, 40, 65_536)
    assert limits.ping_interval_s + limits.ping_timeout_s == 20
    assert HASTY.message_bytes == limits.message_bytes
