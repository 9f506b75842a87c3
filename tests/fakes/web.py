"""A web server on loopback that answers each connection as a function says: for sources that misbehave."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

Answer = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


class Web:
    """`paths` are those asked for, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.paths: list[str] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[Web]:
    """Serve `answer`, which is given the path and where to write; the connection is closed after it."""
    served: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            served.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ")[1].decode()
                web.paths.append(path)
                await answer(path, writer)
                await writer.drain()
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    web = Web(server.sockets[0].getsockname()[1])
    try:
        yield web
    finally:
        server.close()
        for task in served:
            task.cancel()
        if served:
            await asyncio.wait(served)


def whole_answer(body: bytes, content_type: str = "video/mp2t", status: str = "200 OK") -> bytes:
    """An HTTP answer whose body ends with the connection."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nConnection: close\r\n\r\n".encode() + body
