"""What HLS players do, done by hand: playlists fetched and read, segments fetched, on connections of their own."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.panel.delivery.house import House

MASTER = "/live/alice/secret/1.m3u8"


@dataclass(frozen=True)
class Reply:
    """An answer with its body."""

    status: int
    head: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str | None:
        found = re.search(rf"^{name}: (.*?)\r?$", self.head, re.IGNORECASE | re.MULTILINE)
        return found[1] if found else None


async def fetch(house: House, path: str, *, method: str = "GET", headers: str = "", agent: str = "test/1") -> Reply:
    """Ask on a connection of its own, which ends with the answer."""
    player = await house.play(path, method=method, agent=agent, headers=f"Connection: close\r\n{headers}")
    async with asyncio.timeout(15):
        status = await player.answer()
        body = await player.body()
    await player.leave()
    return Reply(status, player.head.decode(), body)


async def child_of(house: House, master: str = MASTER, *, agent: str = "test/1") -> str:
    """Return the address of the media playlist that a master playlist names."""
    reply = await fetch(house, master, agent=agent)
    assert reply.status == 200, reply.head
    return next(line for line in reply.text.splitlines() if not line.startswith("#"))


def segment_paths(child: str, playlist: str) -> list[str]:
    """Return the addresses of the segments that a media playlist lists."""
    folder = child.rsplit("/", 1)[0]
    return [f"{folder}/{line}" for line in playlist.splitlines() if line and not line.startswith("#")]


async def playing(house: House, master: str = MASTER, *, agent: str = "test/1") -> tuple[str, list[str]]:
    """Return the address of the media playlist, in use, and those of its segments."""
    child = await child_of(house, master, agent=agent)
    reply = await fetch(house, child, agent=agent)
    assert reply.status == 200, reply.head
    return child, segment_paths(child, reply.text)


async def counted_bytes(house: House) -> int:
    """Return what is counted of all connections together."""
    return sum((await house.counted()).values())


class Asker:
    """One connection on which one request follows another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def __call__(self, path: str) -> bytes:
        """Return the body of the answer, which is to be 200."""
        await self.only_send(path)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        assert head.startswith("http/1.1 200")
        return await self._reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))

    async def only_send(self, path: str) -> None:
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: panel\r\nUser-Agent: test/1\r\n\r\n".encode())
        await self._writer.drain()


@asynccontextmanager
async def kept_open(house: House) -> AsyncIterator[Asker]:
    """Yield a connection that the server is not told to close."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    yield Asker(reader, writer)
    writer.close()
    await writer.wait_closed()
