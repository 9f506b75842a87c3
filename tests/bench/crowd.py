"""Viewers in arrays, as many as a machine can hold, and the world they live in."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.place import Place
from monitoring.identity_columns import Coded, IdentityColumns
from monitoring.model import Reading
from tests.fakes.boards import FakePlaces
from tests.fakes.collector import FakeCollector

STREAMS = 2_000
AGENTS = 200
MICROSECONDS = 1_000_000


class Crowd(FakeCollector):
    """So many viewers that only arrays can hold them. Three of four have a line of their own."""

    keys = np.empty(0, np.int64)
    counted_bytes = np.empty(0, np.int64)
    newcomers: IdentityColumns | None = None

    def join(self, count: int) -> None:
        begin = self.last_key if self.newcomers is None else int(self.newcomers.key[0])
        joining = np.arange(self.last_key, self.last_key + count)
        self.last_key += count
        self.keys = np.concatenate((self.keys, joining))
        self.counted_bytes = np.concatenate((self.counted_bytes, np.zeros(count, np.int64)))
        self.newcomers = self._introduced(np.arange(begin, self.last_key))

    def change(self, count: int, random: np.random.Generator) -> None:
        """Let some leave, as many join, and send everybody something."""
        staying = np.ones(len(self.keys), np.bool_)
        staying[random.choice(len(self.keys), count, replace=False)] = False
        self.keys, self.counted_bytes = self.keys[staying], self.counted_bytes[staying]
        if count:
            self.join(count)
        self.counted_bytes = self.counted_bytes + random.integers(1_000_000, 3_000_000, len(self.keys))

    async def read(self) -> Reading:
        now_s = self.clock.monotonic_s()
        told = self._introduced(self.keys[:0]) if self.newcomers is None else self.newcomers
        self.newcomers = None
        return Reading(self.name, self.epoch, now_s, True, self.keys, self.counted_bytes, told)

    def _introduced(self, keys: NDArray[np.int64]) -> IdentityColumns:
        mixed = keys * 2_654_435_761 % (1 << 32)
        lines = (mixed % max(1, len(self.keys) * 3 // 4)).tolist()
        streams = (mixed // 7 % STREAMS).astype(np.int32)
        return IdentityColumns(
            key=keys,
            id=[f"{key:032x}" for key in keys.tolist()],
            line_id=np.array(lines, np.int64) + 1,
            username=Coded.each([f"line{line}" for line in lines]),
            stream_id=Coded(range(1, STREAMS + 1), streams),
            stream_name=Coded([f"Stream {number}" for number in range(1, STREAMS + 1)], streams),
            stream_type=Coded(["live"], np.zeros(len(keys), np.int32)),
            protocol=Coded(["mpegts", "hls"], (mixed // 11 % 2).astype(np.int32)),
            address=Coded.each([address(number) for number in mixed.tolist()]),
            user_agent=Coded([f"VLC/3.0.{n}" for n in range(AGENTS)], (mixed // 13 % AGENTS).astype(np.int32)),
            connected_at_us=np.full(len(keys), round(self.clock.now().timestamp() * MICROSECONDS)),
            connected_us=np.full(len(keys), round(self.clock.monotonic_s() * MICROSECONDS)),
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

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        numbers = np.fromiter(map(hash, addresses), np.int64, len(addresses)) % len(self.places)
        different, codes = np.unique(numbers, return_inverse=True)
        return [self.places[number] for number in different.tolist()], codes.astype(np.int32)


def address(number: int) -> str:
    return f"{number >> 24 & 127 | 64}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
