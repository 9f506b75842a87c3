"""Many players at once that come and go."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from urllib.parse import urlsplit

LONGEST_S = 3.0


class Crowd:
    """Players that open a stream, read for a while, leave and come again, each time under another name."""

    def __init__(self, url: str, seats: int) -> None:
        self._address = urlsplit(url)
        self._seats = seats
        self._numbers = count(1)
        self.received: dict[str, int] = {}
        """Bytes by name, the answers' heads included."""

    async def _play(self, name: str) -> None:
        reader, writer = await asyncio.open_connection(self._address.hostname, self._address.port)
        try:
            writer.write(f"GET {self._address.path} HTTP/1.1\r\nHost: panel\r\nUser-Agent: {name}\r\n\r\n".encode())
            async with asyncio.timeout(random.uniform(0.1, LONGEST_S)):
                while piece := await reader.read(65536):
                    self.received[name] = self.received.get(name, 0) + len(piece)
        finally:
            writer.close()

    async def _come_and_go(self, seat: int) -> None:
        await asyncio.sleep(seat / self._seats)
        with suppress(ConnectionError):
            while True:
                with suppress(TimeoutError):
                    await self._play(f"player {next(self._numbers)}")

    @asynccontextmanager
    async def playing(self) -> AsyncIterator[None]:
        seats = [asyncio.create_task(self._come_and_go(seat)) for seat in range(self._seats)]
        try:
            yield
        finally:
            for seat in seats:
                seat.cancel()
            await asyncio.gather(*seats, return_exceptions=True)
