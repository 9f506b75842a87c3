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
LOOK_S = 0.005


@dataclass
class LiveCrowd(Crowd):
    """One in a hundred leaves and as many come before each reading."""

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(1)

    async def read(self) -> Reading:
        if self.reads:
            self.change(len(self.keys) // CHURN, self._random)
        self.reads += 1
        return await super().read()


class Forgetful(FakeHistory):
    """Keeps nothing."""

    def accept(self, snapshot: Snapshot) -> None:
        return


class Watch:
    """When ticks began, how long they took, and how long the event loop kept others waiting."""

    def __init__(self) -> None:
        self._ticks: list[tuple[float, float]] = []
        self._skipped = 0
        self._stall_s = 0.0
        self._spent_s = time.process_time()

    def take(self, snapshot: Snapshot) -> None:
        self._ticks.append((snapshot.monotonic_s, snapshot.tick.duration_ms))
        self._skipped = snapshot.tick.skipped

    async def look(self) -> None:
        while True:
            asked_s = time.monotonic()
            await asyncio.sleep(LOOK_S)
            self._stall_s = max(self._stall_s, time.monotonic() - asked_s - LOOK_S)

    def told(self) -> dict[str, object]:
        spent_s = time.process_time()
        answer: dict[str, object] = {
            "beginsS": [begin_s for begin_s, _ in self._ticks],
            "tickMs": [duration_ms for _, duration_ms in self._ticks],
            "skipped": self._skipped,
            "stallMs": self._stall_s * 1000,
            "cpuS": spent_s - self._spent_s,
        }
        self._ticks, self._stall_s, self._spent_s = [], 0.0, spent_s
        return answer


async def serve(connections: int, interval_s: float) -> None:
    clock, watch = SystemClock(), Watch()
    crowd = LiveCrowd(clock)
    crowd.join(connections)
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
        for work in (manager.run(), server.serve([listener]), sampler.run(), watch.look()):
            tasks.create_task(work)
        print(listener.getsockname()[1], flush=True)
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while await reader.readline():
            print(json.dumps(watch.told()), flush=True)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    uvloop.run(serve(int(sys.argv[1]), float(sys.argv[2])))
