"""Stock Socket.IO clients against the real server."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import socketio

from monitoring.contract.requests import CLIENT_EVENTS
from tests.fixtures.chromium import node
from tests.fixtures.server import PanelServer, StartServer
from tests.integration.operator import Listener, listening, operator_at

NODE_CLIENT = Path(__file__).with_name("listen.mjs")
FIRST_EVENTS = {"dashboard:update", "connections:update", "bandwidth:update"}
TRANSPORTS = {"default": None, "websocket": ["websocket"], "polling": ["polling"]}


@pytest.fixture
def server(start_panel: StartServer) -> PanelServer:
    return start_panel(env={"PANEL_SAMPLE_INTERVAL_S": "1"})


async def until(listener: Listener, ready: Any, deadline_s: float = 8.0) -> None:
    async with asyncio.timeout(deadline_s):
        while not ready(listener):
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("transports", TRANSPORTS.values(), ids=TRANSPORTS)
async def test_the_python_client_gets_its_events_at_once_and_each_tick(
    server: PanelServer, transports: list[str] | None
) -> None:
    async with (
        operator_at(server) as operator,
        listening(server.url, operator.token, transports=transports) as listener,
    ):
        await until(listener, lambda got: {name for name, _ in got.received} >= FIRST_EVENTS, 1.0)
        await until(listener, lambda got: len(got.payloads("dashboard:update")) >= 4)
        sequence = [stats["seq"] for (stats,) in listener.payloads("dashboard:update")]
        assert sequence == list(range(sequence[0], sequence[0] + len(sequence)))
        rows, page = listener.payloads("connections:update")[-1]
        assert rows == []
        assert page["seq"] in sequence


@pytest.mark.parametrize("transports", ["default", "websocket"])
async def test_the_node_client_gets_its_events_at_once_and_each_tick(server: PanelServer, transports: str) -> None:
    async with operator_at(server) as operator:
        process = await asyncio.create_subprocess_exec(
            *(str(node()), str(NODE_CLIENT), server.url, operator.token, transports), stdout=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(20):
            output, _ = await process.communicate()
    assert output.decode().split() == ["three-events", "ticks-in-order", "acknowledged"]


async def test_every_request_is_acknowledged_good_or_bad(server: PanelServer) -> None:
    async with operator_at(server) as operator, listening(server.url, operator.token) as listener:
        for event in CLIENT_EVENTS:
            query: dict[str, Any] = {"events": ["geo:update"]} if event in ("subscribe", "unsubscribe") else {}
            assert (await listener.client.call(event, query, timeout=2))["ok"] is True, event
            bad = await listener.client.call(event, query | {"surprise": 1}, timeout=2)
            assert (bad["ok"], bad["code"]) == (False, "bad_request")
            assert "surprise" in bad["message"]
        unknown = await listener.client.call("request:everything", {}, timeout=2)
        assert unknown["ok"] is False
        assert listener.client.connected


@pytest.mark.parametrize("token", [None, "ptk_wrong", "admin"])
async def test_without_a_valid_token_nothing_is_received(server: PanelServer, token: str | None) -> None:
    client = socketio.AsyncClient(reconnection=False)
    refusals: list[Any] = []
    frames: list[str] = []
    client.on("connect_error", refusals.append)
    client.on("*", lambda event, *_: frames.append(event))
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(server.url, auth={"token": token} if token else None, wait_timeout=15)
    assert refusals[0]["data"]["code"] == "unauthorized" if "data" in refusals[0] else refusals[0]
    await asyncio.sleep(1.5)
    assert frames == []


async def test_a_revoked_token_loses_its_socket_within_a_tick(server: PanelServer) -> None:
    async with operator_at(server) as operator:
        made = await operator.post("tokens", {"name": "script", "role": "viewer"})
        async with listening(server.url, made["token"]) as listener:
            await until(listener, lambda got: got.received)
            assert (await operator.ask("DELETE", f"{server.url}/api/v1/tokens/{made['id']}"))[0] in (200, 204)
            await until(listener, lambda got: not got.client.connected, 3.5)
