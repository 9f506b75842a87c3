"""The least that speaks the protocol: a frame built once and written to each transport, nothing else.

`python -m tests.bench.wire.raw_server`
"""

import asyncio
import base64
import hashlib
from typing import cast

import orjson
import uvloop

from monitoring.socket.frames import text_frame
from tests.bench.wire.emitting import obey
from tests.bench.wire.payload import EVENT

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
OPENED = b'0{"sid":"x","upgrades":[],"pingInterval":1000000,"pingTimeout":1000000,"maxPayload":1000000}'
KEY = b"sec-websocket-key:"


class Socket(asyncio.Protocol):
    """One websocket; whoever has said anything after the handshake is in the room."""

    def __init__(self, room: set[asyncio.Transport]) -> None:
        self._room = room
        self._head = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._transport is not None:
            self._room.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        transport = self._transport
        assert transport is not None
        if self._head.endswith(b"\r\n\r\n"):
            if transport not in self._room:
                transport.write(text_frame(b'40{"sid":"y"}'))
                self._room.add(transport)
            return
        self._head += data
        if self._head.endswith(b"\r\n\r\n"):
            lines = self._head.split(b"\r\n")
            key = next(line.partition(b":")[2].strip() for line in lines if line.lower().startswith(KEY))
            accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
            head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            transport.write(head + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + text_frame(OPENED))


async def serve() -> None:
    room: set[asyncio.Transport] = set()

    async def emit(rows: list[dict[str, object]]) -> None:
        frame = text_frame(b'42["%b",%b]' % (EVENT.encode(), orjson.dumps(rows)))
        for transport in room:
            transport.write(frame)

    server = await asyncio.get_running_loop().create_server(lambda: Socket(room), "127.0.0.1", 0, backlog=4096)
    async with server:
        await obey(server.sockets[0].getsockname()[1], emit)


if __name__ == "__main__":
    uvloop.run(serve())
