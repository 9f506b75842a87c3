"""What the Python servers of the comparison share: told `emit TIMES GAP_S`, they do and print what it took."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable

from tests.bench.wire.payload import page

Emit = Callable[[list[dict[str, object]]], Awaitable[None]]
PAGES = [page(seed) for seed in range(6)]


async def obey(port: int, emit: Emit) -> None:
    """Print the port, and do what is asked until the input ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    print(port, flush=True)
    while line := await reader.readline():
        _, times, gap_s = line.split()
        took_s = []
        for number in range(int(times)):
            began_s = loop.time()
            await emit(PAGES[number % len(PAGES)])
            took_s.append(loop.time() - began_s)
            await asyncio.sleep(float(gap_s))
        print(json.dumps({"emitMs": sorted(took_s)[len(took_s) // 2] * 1000}), flush=True)
