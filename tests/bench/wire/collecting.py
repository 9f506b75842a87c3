"""A tick whose connections are read from another server over HTTP: what asking, parsing and the rest of it cost."""

import asyncio
import statistics
import time

import uvloop

from monitoring.clock import SystemClock
from monitoring.collectors.mediamtx import MediaMtxCollector
from monitoring.model import Reading
from monitoring.ports import KnownStream
from panel.collectors.fact import CollectorFact
from panel.collectors.fetching import HttpFetch
from panel.serving.memory import settle_memory
from tests.bench.wire.processes import part, told
from tests.fakes.boards import Surroundings

COLLECTED = 100_000
TICKS = 6
LOOK_S = 0.002
FIRST_TICKS = 5
COSTS = {"asking": "asking", "parsing": "parsing", "the rest": "rest"}


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
        figures = uvloop.run(_measure(int(server.next())))
    costs = ", ".join(f"{name} {figures[f'{key}Ms']:.0f} ms" for name, key in COSTS.items())
    print(f"{connections:,} connections over HTTP, CPU a tick: {costs}; stall {figures['stallMs']:.0f} ms", flush=True)
    return {"connections": connections, **figures}


async def _measure(port: int) -> dict[str, float]:
    collector = TimedCollector(port)
    # An interval that leaves a reading the longest deadline there is.
    sampler = Surroundings(SystemClock(), 60.0, collectors=[]).sampler()
    sampler.use([collector])
    ticks_s, stalls_s = [], []
    for _ in range(FIRST_TICKS):
        # The first reading tells who everybody is, which may take longer than a reading is given.
        if len((await sampler.tick()).connections):
            break
    settle_memory()
    for _ in range(TICKS):
        began_s, stall = time.process_time(), asyncio.create_task(_longest_stall_s())
        snapshot = await sampler.tick()
        ticks_s.append(time.process_time() - began_s)
        stall.cancel()
        stalls_s.append(await stall)
        if not len(snapshot.connections):
            raise RuntimeError(f"nothing was read: {snapshot.collectors}")
    await collector.http.close()
    asking_s, parsing_s = (statistics.median(each[-TICKS:]) for each in (collector.asking_s, collector.parsing_s))
    rest_s = statistics.median(ticks_s) - asking_s - parsing_s
    costs_ms = {"askingMs": asking_s * 1000, "parsingMs": parsing_s * 1000, "restMs": rest_s * 1000}
    return {**costs_ms, "stallMs": statistics.median(stalls_s) * 1000}


async def _longest_stall_s() -> float:
    """Return, once cancelled, how long the event loop kept this waiting at most."""
    longest_s = 0.0
    try:
        while True:
            asked_s = time.monotonic()
            await asyncio.sleep(LOOK_S)
            longest_s = max(longest_s, time.monotonic() - asked_s - LOOK_S)
    except asyncio.CancelledError:
        return longest_s
