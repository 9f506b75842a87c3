"""Measures one number of connections in this process: `python -m tests.bench.tick_of_size CONNECTIONS`; prints JSON."""

import asyncio
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Self

import numpy as np

from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery, GeoQuery
from monitoring.identity_columns import IdentityColumns
from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from monitoring.socket.pages import Page
from monitoring.socket.rows import RowWriter
from monitoring.top_lines import top_lines
from monitoring.views import select
from tests.bench.crowd import STREAMS, Crowd, World
from tests.bench.objects import Objects, copy_rate_bytes_per_s
from tests.fakes.boards import Surroundings
from tests.fakes.clock import ManualClock

ROUNDS = 11
INTERVAL_S = 5.0
CHURN = 100
PAGE = ConnectionsQuery(sort="bitrateBps", country_code="CA", offset=100)
NEWEST = ConnectionsQuery()
PAGE_BYTES = 4096


class Trial:
    """A crowd, the sampler that reads it and the objects that do the same work."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.clock, self.random = ManualClock(), np.random.default_rng(1)
        self.crowd = Crowd(self.clock)
        self.around = Surroundings(self.clock, places=World(), collectors=[self.crowd])
        for stream_id in range(1, STREAMS + 1):
            self.around.streams.add(stream_id, f"Stream {stream_id}", received_bytes=stream_id)
        self.sampler: Sampler = self.around.sampler()
        self.snapshot: Snapshot | None = None

    def change(self) -> IdentityColumns:
        self.clock.jump(INTERVAL_S)
        self.crowd.change(self.size // CHURN, self.random)
        return self.introduced()

    def introduced(self) -> IdentityColumns:
        assert self.crowd.newcomers is not None
        return self.crowd.newcomers

    def shown(self) -> Snapshot:
        assert self.snapshot is not None
        return self.snapshot

    async def tick(self) -> float:
        """Tick with every sum there is, and return its CPU time."""
        self.around.history.accepted.clear()
        began_s = time.process_time()
        self.snapshot = await self.sampler.tick()
        sums(self.snapshot)
        return time.process_time() - began_s


def sums(snapshot: Snapshot) -> None:
    groups = snapshot.groups
    for _ in (groups.stream, groups.place, groups.lines, groups.collector, groups.by("protocol"), groups.total_bps):
        pass
    payloads.geo(snapshot, GeoQuery())


async def measure(size: int) -> dict[str, float]:
    trial = Trial(size)
    trial.crowd.join(size)
    told = [trial.introduced()]
    gc.collect()
    # The texts of the first viewers are there already, so that what grows is what the table adds to them.
    before_bytes = resident_bytes()
    first_s = await trial.tick()
    for _ in range(3):
        told.append(trial.change())
        await trial.tick()
    gc.collect()
    figures = {"firstTick": first_s * 1000, "bytesPerConnection": (resident_bytes() - before_bytes) / size}
    everybody = Objects(World().place)
    for newcomers in told:
        everybody.welcome(newcomers)
    ours_s, theirs_s = [], []
    for _ in range(ROUNDS):
        newcomers = trial.change()
        ours_s.append(await trial.tick())
        keys, counted = trial.crowd.keys.tolist(), trial.crowd.counted_bytes.tolist()
        theirs_s.append(cost_s(partial(everybody.tick, keys, counted, newcomers, INTERVAL_S), 1))
    figures["tick"], figures["objects"] = (statistics.median(costs) * 1000 for costs in (ours_s, theirs_s))
    figures["tickLeast"] = min(ours_s) * 1000
    figures["topLines"] = cost_s(lambda: top_lines(trial.shown().connections)) * 1000
    figures["timesLess"] = statistics.median([theirs / ours for ours, theirs in zip(ours_s, theirs_s, strict=True)])
    figures["copyGBps"] = copy_rate_bytes_per_s(time.perf_counter) / 1e9
    return figures | await with_views(trial)


async def with_views(trial: Trial) -> dict[str, float]:
    writer = RowWriter()
    first_s = cost_s(lambda: Page(trial.shown(), PAGE, writer).whole(), 1)
    ticks_s, pages_s, searches_s, stalls_s = [], [], [], []
    for number in range(ROUNDS):
        for query in (PAGE, NEWEST):
            select(trial.shown(), query)
        trial.change()
        async with Probe() as probe:
            ticks_s.append(await trial.tick())
        stalls_s.append(probe.longest_s)
        pages_s.append(cost_s(lambda: Page(trial.shown(), PAGE, writer).whole(), 1))
        search = ConnectionsQuery(search=f"line{number}7")
        searches_s.append(cost_s(partial(select, trial.shown(), search), 1))
        # What was searched once is not to be made ahead in the ticks to come.
        trial.shown().index.asked.clear()
    return {
        "pageNotReady": first_s * 1000,
        "tickWithViews": statistics.median(ticks_s[1:]) * 1000,
        "tickWithViewsLeast": min(ticks_s[1:]) * 1000,
        "page": statistics.median(pages_s[1:]) * 1000,
        "search": statistics.median(searches_s[1:]) * 1000,
        "geo": cost_s(lambda: payloads.geo(trial.shown(), GeoQuery())) * 1000,
        "stall": statistics.median(stalls_s) * 1000,
    }


class Probe:
    """Asks for the event loop again and again, and keeps how long it had to wait at most."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    async def __aenter__(self) -> Self:
        self._asking = asyncio.create_task(self._ask())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._asking.cancel()

    async def _ask(self) -> None:
        while True:
            began_s = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest_s = max(self.longest_s, time.perf_counter() - began_s - 0.001)


def cost_s(make: Callable[[], object], rounds: int = 5) -> float:
    costs_s = []
    for _ in range(rounds):
        began_s = time.process_time()
        make()
        costs_s.append(time.process_time() - began_s)
    return statistics.median(costs_s)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1])))))
