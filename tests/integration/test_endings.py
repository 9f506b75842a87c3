"""What is kept when the server ends, well or badly."""

import asyncio
import socket
import time

import pytest

from tests.fakes.player import play
from tests.fakes.publisher import Publisher
from tests.fixtures.server import StartServer
from tests.integration.operator import Operator, listening, operator_at
from tests.integration.test_viewer import FAST, closed_session


async def watching(operator: Operator, count: int, deadline_s: float = 6.0) -> list[dict[str, object]]:
    """Return the rows once `count` connections have counted bytes."""
    async with asyncio.timeout(deadline_s):
        while True:
            rows = [row for row in (await operator.get("connections"))["rows"] if row["bytesTransferred"]]
            if len(rows) == count:
                return rows
            await asyncio.sleep(0.1)


async def test_a_crash_loses_no_closed_session_and_closes_open_ones_once(
    start_panel: StartServer, publisher: Publisher
) -> None:
    server = start_panel(env=FAST)
    async with operator_at(server) as operator:
        stream, line = await operator.add_stream(publisher.url), await operator.add_line(maxConnections=5)
        url = operator.play_url(stream, line)
        await play(url, 1.5)
        done = await closed_session(operator)
        playing = [asyncio.create_task(play(url, 60)) for _ in range(2)]
        await watching(operator, 2)
        await asyncio.sleep(2.2)
        told = {row["id"]: row["bytesTransferred"] for row in (await operator.get("connections"))["rows"]}
        server.kill()
        await asyncio.gather(*playing)

    for _ in range(2):
        server = start_panel(env={**FAST, "PANEL_ADMIN_PASSWORD": server.admin_password})
        async with operator_at(server) as operator:
            sessions = {item["id"]: item for item in (await operator.get("sessions"))["items"]}
        server.stop()
        assert sessions[str(done["id"])] == done
        assert set(sessions) == {*told, done["id"]}
        for connection_id, counted in told.items():
            assert sessions[connection_id]["endReason"] == "crash"
            assert sessions[connection_id]["bytesTransferred"] >= counted - 800_000
            assert sessions[connection_id]["endedAt"] >= sessions[connection_id]["connectedAt"]


async def test_a_stop_ends_within_five_seconds_and_accounts_for_everyone(
    start_panel: StartServer, publisher: Publisher
) -> None:
    server = start_panel(env=FAST)
    async with operator_at(server) as operator:
        stream, line = await operator.add_stream(publisher.url), await operator.add_line(maxConnections=5)
        url = operator.play_url(stream, line)
        playing = [asyncio.create_task(play(url, 60)) for _ in range(3)]
        with socket.create_connection(("127.0.0.1", server.port)) as stalled:
            stalled.sendall(f"GET {url.removeprefix(server.url)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            async with listening(server.url, operator.token):
                await watching(operator, 4)
                began = time.monotonic()
                await asyncio.to_thread(server.stop)
                assert time.monotonic() - began < 5
        received = await asyncio.gather(*playing)
    assert "Traceback" not in server.output

    server = start_panel(env={**FAST, "PANEL_ADMIN_PASSWORD": server.admin_password})
    async with operator_at(server) as operator:
        sessions = (await operator.get("sessions"))["items"]
    assert [session["endReason"] for session in sessions] == ["shutdown"] * 4
    counted = sorted(session["bytesTransferred"] for session in sessions)
    for amount in received:
        assert min(abs(amount - other) for other in counted) <= 256 * 1024


async def test_a_second_server_on_the_same_data_is_refused_with_one_line(start_panel: StartServer) -> None:
    start_panel()
    with pytest.raises(RuntimeError, match="another panel is running on it"):
        start_panel()
