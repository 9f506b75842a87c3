"""CPU time of a tick and of the payloads made of it, at several numbers of connections, 1 % of them new each tick."""

import gc
import statistics
import time
from collections.abc import Callable

import numpy as np

from geo.place import Place
from monitoring import payloads
from monitoring.contract.requests import ConnectionsQuery, GeoQuery, StreamsQuery
from monitoring.model import Identity, Reading
from monitoring.snapshot import Snapshot
from tests.fakes.boards import FakePlaces, Surroundings
from tests.fakes.clock import ManualClock
from tests.fakes.collector import FakeCollector

SIZES = (1_000, 10_000, 100_000)
STREAMS = 2_000
ROUNDS = 15


class Crowd(FakeCollector):
    """So many viewers that only arrays can hold them."""

    keys = np.empty(0, np.int64)
    counted_bytes = np.empty(0, np.int64)

    def join(self, count: int) -> None:
        joining = range(self.last_key, self.last_key + count)
        self.last_key += count
        self.identities.update((key, self._viewer(key)) for key in joining)
        self.keys = np.concatenate((self.keys, np.array(joining, np.int64)))
        self.counted_bytes = np.concatenate((self.counted_bytes, np.zeros(count, np.int64)))

    def change(self, count: int, random: np.random.Generator) -> None:
        """Let some leave, as many join, and send everybody something."""
        leaving = np.zeros(len(self.keys), np.bool_)
        leaving[random.choice(len(self.keys), count, replace=False)] = True
        for key in self.keys[leaving].tolist():
            del self.identities[key]
        self.keys, self.counted_bytes = self.keys[~leaving], self.counted_bytes[~leaving]
        self.join(count)
        self.counted_bytes = self.counted_bytes + random.integers(1_000_000, 3_000_000, len(self.keys))

    async def read(self) -> Reading:
        now_s = self.clock.monotonic_s()
        return Reading(self.name, self.epoch, now_s, True, self.keys, self.counted_bytes, self.identities)

    def _viewer(self, key: int) -> Identity:
        return Identity(
            id=f"{key:032x}",
            line_id=key % 50_000 + 1,
            username=f"line{key % 50_000}",
            stream_id=key % STREAMS + 1,
            stream_name=f"Stream {key % STREAMS + 1}",
            stream_type="live",
            protocol="mpegts",
            address=f"10.{key >> 16 & 255}.{key >> 8 & 255}.{key & 255}",
            user_agent=f"VLC/3.0.{key % 200}",
            connected_at=self.clock.now(),
            connected_monotonic_s=self.clock.monotonic_s(),
        )


class World(FakePlaces):
    """60 countries, 3,000 cities, 500 networks."""

    places = tuple(
        Place(
            f"{chr(65 + n % 60 % 26)}{chr(65 + n % 60 // 26)}",
            f"Country {n % 60}",
            f"City {n % 3000}",
            f"ISP {n % 500}",
        )
        for n in range(6_000)
    )

    def place(self, address: str | None) -> Place:
        return self.places[hash(address) % len(self.places)]


async def measure_ticks() -> None:
    for size in SIZES:
        await _measure(size)


async def _measure(size: int) -> None:
    clock, random = ManualClock(), np.random.default_rng(1)
    crowd = Crowd(clock)
    crowd.join(size)
    around = Surroundings(clock, places=World(), collectors=[crowd])
    for stream_id in range(1, STREAMS + 1):
        around.streams.add(stream_id, f"Stream {stream_id}", received_bytes=stream_id)
    sampler = around.sampler()
    began_s = _spent_s()
    snapshot = await sampler.tick()
    _show(size, "first tick, all connections new", _spent_s() - began_s)
    gc.collect()
    for share, label in ((100, "tick, 1 % of connections new"), (0, "tick, none new")):
        costs_s = []
        for _ in range(ROUNDS):
            clock.jump(5)
            crowd.change(size // share if share else 0, random)
            around.history.accepted.clear()
            began_s = _spent_s()
            snapshot = await sampler.tick()
            costs_s.append(_spent_s() - began_s)
        _show(size, f"{label} (least {min(costs_s) * 1000:.2f})", statistics.median(costs_s))
    for label, make in _payloads(snapshot).items():
        _show(size, label, _cost_s(make))


def _payloads(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    return {
        "dashboard": lambda: payloads.dashboard(snapshot),
        "bandwidth": lambda: payloads.bandwidth_tick(snapshot),
        "geo": lambda: payloads.geo(snapshot, GeoQuery()),
        "streams": lambda: payloads.streams(snapshot, StreamsQuery()),
        "page, newest first": lambda: payloads.connections(snapshot, ConnectionsQuery()),
        "page by user name": lambda: payloads.connections(snapshot, ConnectionsQuery(sort="username")),
        "page by id": lambda: payloads.connections(snapshot, ConnectionsQuery(sort="id")),
        "page of a search": lambda: payloads.connections(snapshot, ConnectionsQuery(search="city 11")),
        "open sessions": lambda: list(snapshot.open_sessions()),
    }


def _cost_s(make: Callable[[], object]) -> float:
    make()
    costs_s = []
    for _ in range(5):
        began_s = _spent_s()
        make()
        costs_s.append(_spent_s() - began_s)
    return statistics.median(costs_s)


def _spent_s() -> float:
    """CPU time of this process: what others do at the same time does not count."""
    return time.process_time()


def _show(size: int, label: str, cost_s: float) -> None:
    print(f"{size:>7,} connections: {label:<40} {cost_s * 1000:>9.2f} ms")
