"""A player on a machine that has none: takes a stream as fast as it comes and counts what it got."""

import asyncio
from contextlib import suppress

import aiohttp


async def play(url: str, duration_s: float) -> int:
    """Play until the server ends it or the time is up; return the bytes received. Raises where it is refused."""
    received = 0
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(), headers={"User-Agent": "player/1"}) as http:
        # However a server goes, by its end, a reset or the time: what came before has been received.
        with suppress(aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, TimeoutError):
            async with asyncio.timeout(duration_s), http.get(url, raise_for_status=True) as response:
                async for part in response.content.iter_any():
                    received += len(part)
    return received
