"""Request heads that are slow or endless, and connections that applications can reach."""

import asyncio
from contextlib import suppress
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect

from monitoring.socket import handshake
from monitoring.socket.frames import deflated_frame, text_frame
from panel.serving import protocol
from panel.serving.protocol import HttpProtocol, WebSocketProtocol
from tests.panel.serving.running import Running, running

GET = b"GET / HTTP/1.1\r\nHost: panel\r\n"
CLOSING = GET + b"Connection: close\r\n\r\n"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the size of the body and the number of headers."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    body = f"{size} bytes, {len(scope['headers'])} headers".encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


async def test_a_request_in_pieces_is_answered() -> None:
    async with running(echo) as run:
        reader, writer = await run.peer()
        for piece in (b"POST / HT", b"TP/1.1\r\nHost: pa", b"nel\r\nContent-Length: 3\r\n", b"\r\n", b"ab"):
            writer.write(piece)
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.6)  # longer than the head's deadline, which is over once the head has come
        writer.write(b"c")
        assert (await asyncio.wait_for(reader.readuntil(b"headers"), 2)).endswith(b"3 bytes, 2 headers")
        writer.close()


async def test_partial_heads_are_closed_at_the_deadline_however_they_trickle() -> None:
    async with running(echo) as run:
        silent, trickling, second = [await run.peer() for _ in range(3)]
        trickling[1].write(GET)
        second[1].write(GET + b"\r\n" + GET)
        for _ in range(8):
            await asyncio.sleep(0.1)
            if not trickling[1].is_closing():
                trickling[1].write(b"X: y\r\n")
        assert await asyncio.wait_for(silent[0].read(), 2) == b""
        answer = await asyncio.wait_for(second[0].read(), 2)
        assert answer.rpartition(b"HTTP/1.1 ")[2].startswith(b"408 ")
        silent[1].close()
        second[1].close()
        assert not run.server.server_state.connections
        with suppress(ConnectionError):
            await trickling[0].read()
        trickling[1].close()


@pytest.mark.parametrize(
    "head",
    [
        GET + b"A: " + b"a" * 40_000 + b"\r\n\r\n",
        GET + b"A: b\r\n" * 10_000 + b"\r\n",
        b"GET /" + b"u" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        GET + b"A: " + b"a" * 40_000,
        b"GET /" + b"u" * 40_000,
    ],
    ids=["value", "lines", "address", "unfinished value", "unfinished address"],
)
async def test_a_head_over_the_limit_is_refused(head: bytes) -> None:
    async with running(echo) as run:
        assert (await run.answer(head)).startswith(b"HTTP/1.1 431 ")


async def test_a_head_just_under_the_limit_is_answered() -> None:
    async with running(echo) as run:
        answer = await run.answer(GET + b"A: " + b"a" * 31_000 + b"\r\nConnection: close\r\n\r\n")
        assert answer.endswith(b"0 bytes, 3 headers")


@pytest.mark.parametrize("chunk", [b"a" * 65_536, b"X-Y: " + b"b" * 60_000 + b"\r\n"], ids=["one value", "lines"])
async def test_an_endless_head_costs_no_memory(chunk: bytes) -> None:
    async with running(echo) as run:
        before = psutil.Process().memory_info().rss
        sent = await run.pour(GET + b"A: ", chunk)
        assert sent < 8_000_000
        assert psutil.Process().memory_info().rss - before < 8_000_000


async def test_a_pipelined_head_over_the_limit_does_not_answer_inside_an_answer() -> None:
    started = asyncio.Event()

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        started.set()
        while (await receive())["type"] != "http.disconnect":
            pass

    async with running(streaming) as run:
        reader, writer = await run.peer()
        writer.write(GET + b"\r\n")
        await asyncio.wait_for(started.wait(), 2)
        writer.write(GET + b"A: " + b"a" * 40_000 + b"\r\n\r\n")
        answer = b""
        with suppress(ConnectionError):
            answer = await asyncio.wait_for(reader.read(), 2)
        assert answer.count(b"HTTP/1.1") <= 1
        writer.close()


async def test_an_application_reaches_its_connection_and_hears_of_its_end() -> None:
    seen: dict[str, Any] = {"drained": 0, "lost": asyncio.Event()}

    def drained() -> None:
        seen["drained"] += 1

    def lost() -> None:
        connection = seen["connection"]
        seen["open at the end"] = connection.transport.get_extra_info("socket").fileno() != -1
        seen["lost"].set()

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        connection = scope["extensions"]["panel.connection"]
        assert isinstance(connection, HttpProtocol)
        seen["connection"] = connection
        connection.on_drained, connection.on_lost = drained, lost
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9000000")]})
        connection.transport.write(b"x" * 9_000_000)
        await receive()
        await receive()

    async with running(large) as run:
        reader, writer = await run.peer(receive_buffer_bytes=16_384)
        writer.write(GET + b"\r\n")
        await asyncio.wait_for(reader.readexactly(9_000_000), 5)
        assert seen["drained"] == 1
        assert not seen["lost"].is_set()
        writer.close()
        await asyncio.wait_for(seen["lost"].wait(), 2)
        assert seen["open at the end"] is True
        assert seen["connection"].on_drained is None


async def test_a_websocket_shows_its_transport_too() -> None:
    shown: list[object] = []

    async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        connection = scope["extensions"]["panel.connection"]
        shown.append(connection)
        await send({"type": "websocket.accept"})
        await asyncio.sleep(0.01)
        connection.transport.abort()
        await receive()

    async with running(accepting) as run, connect(f"ws://127.0.0.1:{run.port}/") as websocket:
        await asyncio.wait_for(websocket.wait_closed(), 2)
        assert isinstance(shown[0], WebSocketProtocol)


@pytest.mark.parametrize(("compression", "deflated"), [("deflate", True), (None, False)])
async def test_frames_may_be_written_past_uvicorn_while_a_websocket_is_open(
    compression: str | None, deflated: bool
) -> None:
    seen: list[object] = []

    async def writing(scope: Scope, receive: Receive, send: Send) -> None:
        connection = scope["extensions"]["panel.connection"]
        await receive()
        seen.append(connection.is_open())
        await send({"type": "websocket.accept"})
        seen.extend((connection.is_open(), connection.takes_deflated))
        connection.transport.write(deflated_frame(b"past" * 100) if connection.takes_deflated else text_frame(b"past"))
        await send({"type": "websocket.send", "text": "uvicorn's own" * 100})
        seen.append((await receive())["text"])
        seen.append(connection.queued_bytes())
        await send({"type": "websocket.close"})
        seen.append(connection.is_open())
        await receive()

    async with running(writing) as run, connect(f"ws://127.0.0.1:{run.port}/", compression=compression) as websocket:
        assert await websocket.recv() == ("past" * 100 if deflated else "past")
        assert await websocket.recv() == "uvicorn's own" * 100
        await websocket.send("from the client" * 100)
        await websocket.wait_closed()
    assert seen == [False, True, deflated, "from the client" * 100, 0, False]


def test_both_sides_mean_the_same_extension() -> None:
    assert protocol.CONNECTION_EXTENSION == handshake.CONNECTION_EXTENSION


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (HttpToolsProtocol, "connection_made data_received resume_writing connection_lost on_message_begin on_url"),
        (HttpToolsProtocol, "on_header on_headers_complete on_body on_message_complete"),
        (WebSocketsSansIOProtocol, "__init__ handle_connect"),
    ],
)
def test_what_is_overridden_is_where_it_was(owner: type, names: str) -> None:
    assert [name for name in names.split() if name not in vars(owner)] == []


async def answers(run: Running, head: bytes) -> bytes:
    return await run.answer(head, 2)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_any_bytes_are_answered_or_closed_and_the_next_request_is_served(head: bytes) -> None:
    async def attempt() -> None:
        async with running(echo) as run:
            await answers(run, head + b"\r\n\r\n")
            assert (await answers(run, CLOSING)).startswith(b"HTTP/1.1 200 ")

    asyncio.run(attempt())
