"""A MediaMTX control API with so many readers, one in a hundred of them new at each answer; prints its port.

`python -m tests.bench.wire.media_server CONNECTIONS`
"""

import asyncio
import sys

import orjson

from tests.fakes.mediamtx import session

STREAMS = 2_000
ANSWERS = 7


def answer(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def sessions(count: int, answer_number: int = 0) -> bytes:
    """Return a list of so many sessions; the later the answer, the more they were sent."""
    begin, sent_bytes = answer_number * count // 100, 5_000_000 * (answer_number + 1)
    items = [
        session(number, path=f"stream{number % STREAMS}", user=f"line{number}", outboundBytes=number * 10 + sent_bytes)
        for number in range(begin, begin + count)
    ]
    return orjson.dumps({"itemCount": count, "pageCount": 1, "items": items})


async def serve(count: int) -> None:
    info = answer("200 OK", b'{"version":"v1.20.1","started":"2026-01-01T00:00:00Z"}')
    lists, missing = (
        [answer("200 OK", sessions(count, number)) for number in range(ANSWERS)],
        answer("404 Not Found", b"{}"),
    )
    asked = 0

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        while head := await _head(reader):
            path = head.split(b" ")[1]
            listed = b"rtspsessions" in path
            writer.write(info if path == b"/v3/info" else lists[asked % ANSWERS] if listed else missing)
            asked += listed
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
