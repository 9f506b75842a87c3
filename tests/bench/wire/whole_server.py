"""Everything from readings to sockets in one process: `python -m tests.bench.wire.whole_server CONNECTIONS INTERVAL_S`.

Prints its port once the first tick is done; for each line it is sent, what happened since the last.
"""

import asyncio
import json
import logging
import sys
import time
from dataclasses import dataclass

import numpy as np
import structlog
import uvloop
from starlette.applications import Starlette

from monitoring.clock import SystemClock
from monitoring.manager import WebSocketManager
from monitoring.model import Reading
from monitoring.snapshot import Snapshot
from panel.serving.config import build_config
from panel.serving.listener import listen
from panel.serving.memory import settle_memory
from panel.serving.server import Server
from tests.bench.crowd import STREAMS, Crowd, World
from tests.fakes.boards import FakeHistory, Surroundings
from tests.fakes.gatekeeper import FakeGatekeeper

CHURN = 100
LOOK_S = 0.01


@dataclass
class LiveCrowd(Crowd):
    """One in a hundred leaves and as many come between two readings, at a cost that is counted apart."""

    spent_s: float = 0.0

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(1)
        self._was_read = asyncio.Event()

    async def read(self) -> Reading:
        self._was_read.set()
        return await super().read()

    async def live(self, pause_s: float) -> None:
        """Change in a thread, some time after each reading."""
        while True:
            await self._was_read.wait()
            await asyncio.sleep(pause_s)
            self._was_read.clear()
            await asyncio.to_thread(self._change)

    def _change(self) -> None:
        began_s = time.thread_time()
        self.change(len(self.keys) // CHURN, self._random)
        self.spent_s += time.thread_time() - began_s


class Forgetful(FakeHistory):
    """Keeps nothing."""

    def accept(self, snapshot: Snapshot) -> None:
        return


class Watch:
    """When ticks began, how long they took, what all but the crowd cost, and how long the event loop kept others."""

    def __init__(self, crowd: LiveCrowd) -> None:
        self._crowd = crowd
        self._ticks: list[tuple[float, float]] = []
        self._skipped = 0
        self._stall_s = 0.0
        self._spent_s = self._cost_s()

    def take(self, snapshot: Snapshot) -> None:
        self._ticks.append((snapshot.monotonic_s, snapshot.tick.duration_ms))
        self._skipped = snapshot.tick.skipped

    async def look(self) -> None:
        while True:
            asked_s = time.monotonic()
            await asyncio.sleep(LOOK_S)
            self._stall_s = max(self._stall_s, time.monotonic() - asked_s - LOOK_S)

    def told(self) -> dict[str, object]:
        spent_s = self._cost_s()
        answer: dict[str, object] = {
            "beginsS": [begin_s for begin_s, _ in self._ticks],
            "tickMs": [duration_ms for _, duration_ms in self._ticks],
            "skipped": self._skipped,
            "stallMs": self._stall_s * 1000,
            "cpuS": spent_s - self._spent_s,
        }
        self._ticks, self._stall_s, self._spent_s = [], 0.0, spent_s
        return answer

    def _cost_s(self) -> float:
        return time.process_time() - self._crowd.spent_s


async def serve(connections: int, interval_s: float) -> None:
    clock = SystemClock()
    crowd = LiveCrowd(clock)
    crowd.join(connections)
    watch = Watch(crowd)
    around = Surroundings(clock, interval_s, places=World(), history=Forgetful(), collectors=[crowd])
    for stream_id in range(1, STREAMS + 1):
        around.streams.add(stream_id, f"Stream {stream_id}", received_bytes=stream_id)
    sampler = around.sampler()
    sampler.watch(watch.take)
    manager = WebSocketManager(sampler, around.streams, around.audience, FakeGatekeeper(), clock, around.past)
    await sampler.tick()
    settle_memory()
    listener = listen("127.0.0.1", 0)
    server = Server(build_config(manager.asgi(Starlette()), with_lifespan=False))
    async with asyncio.TaskGroup() as tasks:
        for work in (
            manager.run(),
            server.serve([listener]),
            sampler.run(),
            watch.look(),
            crowd.live(interval_s * 0.4),
        ):
            tasks.create_task(work)
        print(listener.getsockname()[1], flush=True)
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while await reader.readline():
            sent = manager.fan_out()
            print(json.dumps({**watch.told(), "cut": sent.cut, "notSent": sent.skipped}), flush=True)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    uvloop.run(serve(int(sys.argv[1]), float(sys.argv[2])))
