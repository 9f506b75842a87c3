"""Players for machines that have none: they take a stream as fast as it comes."""

import asyncio
import sys
from contextlib import suppress

import aiohttp

PROCESS = """
import sys, time, urllib.request
limit = int(sys.argv[3])
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.addheaders = [("User-Agent", sys.argv[2])]
response = opener.open(sys.argv[1])
while piece := response.read1(limit // 10 if limit else 65536):
    time.sleep(len(piece) / limit if limit else 0)
"""


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


async def start_player(url: str, user_agent: str, limit_bytes_s: int = 0) -> asyncio.subprocess.Process:
    """Play in a process of its own, which can be stopped and killed, until then or until the server ends it.

    With a limit it takes not more than so many bytes in a second, as `curl --limit-rate` does.
    """
    arguments = ["-I", "-c", PROCESS, url, user_agent, str(limit_bytes_s)]
    return await asyncio.create_subprocess_exec(sys.executable, *arguments)
