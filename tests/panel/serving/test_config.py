"""What every answer and every socket has or lacks."""

import pytest
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from panel.serving.config import build_config
from tests.panel.serving.running import running


async def whose(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        return
    body = scope["client"][0].encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


async def test_no_header_names_the_server_and_no_header_changes_the_client() -> None:
    async with running(whose) as run:
        forged = b"X-Forwarded-For: 198.51.100.9\r\nX-Real-IP: 198.51.100.9\r\nForwarded: for=198.51.100.9\r\n"
        answer = await run.answer(b"GET / HTTP/1.1\r\nHost: panel\r\nConnection: close\r\n" + forged + b"\r\n")
        head, _, body = answer.lower().partition(b"\r\n\r\n")
        assert b"\r\nserver:" not in head
        assert b"\r\ndate:" in head
        assert body == b"127.0.0.1"


@pytest.mark.parametrize("compression", ["deflate", None])
async def test_websockets_take_64_kib_however_small_they_were_made(compression: str | None) -> None:
    async with running(whose) as run, connect(f"ws://127.0.0.1:{run.port}/", compression=compression) as websocket:
        await websocket.send("x" * 70_000)
        with pytest.raises(ConnectionClosed, match="1009"):
            await websocket.recv()


def test_uvicorn_s_own_messages_stay_out_of_the_log() -> None:
    config = build_config(whose)
    assert config.access_log is False
    assert config.log_level == "warning"
    assert config.proxy_headers is False
