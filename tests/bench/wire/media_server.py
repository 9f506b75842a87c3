"""A MediaMTX control API with so many readers; prints its port.

`python -m tests.bench.wire.media_server CONNECTIONS`
"""

import asyncio
import sys

import orjson

from tests.fakes.mediamtx import session

STREAMS = 2_000


def answer(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def sessions(count: int) -> bytes:
    items = [
        session(number, path=f"stream{number % STREAMS}", user=f"line{number}", outboundBytes=number * 1000)
        for number in range(count)
    ]
    return orjson.dumps({"itemCount": count, "pageCount": 1, "items": items})


async def serve(count: int) -> None:
    info = answer("200 OK", b'{"version":"v1.20.1","started":"2026-01-01T00:00:00Z"}')
    listed, missing = answer("200 OK", sessions(count)), answer("404 Not Found", b"{}")

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            path = head.split(b" ")[1]
            writer.write(info if path == b"/v3/info" else listed if b"rtspsessions" in path else missing)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
