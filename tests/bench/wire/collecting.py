"""A tick whose connections are read from another server over HTTP: what asking, parsing and the rest of it cost."""

import asyncio
import statistics
import time

from monitoring.clock import SystemClock
from monitoring.collectors.mediamtx import MediaMtxCollector
from monitoring.model import Reading
from monitoring.ports import KnownStream
from panel.collectors.fact import CollectorFact
from panel.collectors.fetching import HttpFetch
from tests.bench.wire.processes import part, told
from tests.fakes.boards import Surroundings

COLLECTED = 100_000
TICKS = 5


class Nobody:
    """Knows no line and no stream."""

    def line_id(self, username: str) -> int | None:
        return None

    def stream_named(self, name: str) -> KnownStream | None:
        return None


class TimedCollector(MediaMtxCollector):
    """Keeps how much CPU of this process went into asking, and into making a reading of the answers."""

    def __init__(self, port: int) -> None:
        fact = CollectorFact(1, "media", "mediamtx", f"http://127.0.0.1:{port}", None, None, enabled=True)
        self.http = HttpFetch(fact)
        self.asking_s: list[float] = []
        self.parsing_s: list[float] = []
        self._answered_s = 0.0
        super().__init__("media", self._timed, Nobody(), SystemClock())

    async def read(self) -> Reading:
        began_s = time.process_time()
        reading = await super().read()
        self.asking_s.append(self._answered_s - began_s)
        self.parsing_s.append(time.process_time() - self._answered_s)
        return reading

    async def _timed(self, path: str) -> bytes | None:
        body = await self.http(path)
        self._answered_s = time.process_time()
        return body


def measure_collecting(connections: int) -> dict[str, float]:
    """Measure, print a line, and return CPU in milliseconds, medians of the ticks after the first."""
    with told(part("media_server", connections)) as server:
        figures = asyncio.run(_measure(int(server.next())))
    print(
        f"{connections:,} connections over HTTP, CPU a tick: asking {figures['askingMs']:.0f} ms, "
        f"parsing {figures['parsingMs']:.0f} ms, the rest {figures['restMs']:.0f} ms",
        flush=True,
    )
    return {"connections": connections, **figures}


async def _measure(port: int) -> dict[str, float]:
    collector = TimedCollector(port)
    # An interval that leaves a reading the longest deadline there is.
    sampler = Surroundings(SystemClock(), 60.0, collectors=[]).sampler()
    sampler.use([collector])
    ticks_s = []
    for _ in range(TICKS + 1):
        began_s = time.process_time()
        snapshot = await sampler.tick()
        ticks_s.append(time.process_time() - began_s)
        if not len(snapshot.connections):
            raise RuntimeError(f"nothing was read: {snapshot.collectors}")
    await collector.http.close()
    asking_s, parsing_s = (statistics.median(each[1:]) for each in (collector.asking_s, collector.parsing_s))
    rest_s = statistics.median(ticks_s[1:]) - asking_s - parsing_s
    return {"askingMs": asking_s * 1000, "parsingMs": parsing_s * 1000, "restMs": rest_s * 1000}
