"""A collector whose viewers a test moves by hand."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from monitoring.clock import Clock
from monitoring.contract.events import Cause, StreamType
from monitoring.identity_columns import IdentityColumns
from monitoring.introduction import columns_of
from monitoring.model import CAUSES, UNKNOWN_CAUSE, UNKNOWN_COUNT, Identity, Reading


@dataclass
class FakeCollector:
    """Counts what `open`, `send`, `over` and `close` say.

    `failure` is raised by `read`, `delay_s` passes before it; with `omitted` keys the reading is not `complete`. Once
    `blame` was called, readings tell causes. A `columnar` one tells who its connections are in columns, and each once.
    """

    clock: Clock
    name: str = "gateway"
    kind: str = "gateway"
    epoch: str = "1"
    failure: Exception | None = None
    delay_s: float = 0.0
    reads: int = 0
    identities: dict[int, Identity] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)
    ending: set[int] = field(default_factory=set)
    omitted: set[int] = field(default_factory=set)
    causes: dict[int, Cause] | None = None
    columnar: bool = False
    told: set[int] = field(default_factory=set)
    last_key: int = 0

    def open(
        self,
        username: str | None = "bob",
        stream_id: int | None = 1,
        *,
        line_id: int | None = 1,
        stream_name: str | None = "News",
        stream_type: StreamType | None = "live",
        protocol: str = "mpegts",
        address: str | None = "81.2.69.160",
        user_agent: str | None = "VLC/3.0.24",
        connected_at: datetime | None = None,
        sent_bytes: int = 0,
    ) -> int:
        """Begin a connection now and return its key."""
        self.last_key += 1
        key = self.last_key
        self.identities[key] = Identity(
            id=f"{self.name}-{self.epoch}-{key}",
            line_id=line_id,
            username=username,
            stream_id=stream_id,
            stream_name=stream_name,
            stream_type=stream_type,
            protocol=protocol,
            address=address,
            user_agent=user_agent,
            connected_at=connected_at or self.clock.now(),
            connected_monotonic_s=self.clock.monotonic_s(),
        )
        self.counters[key] = sent_bytes
        return key

    def send(self, key: int, sent_bytes: int) -> None:
        self.counters[key] += sent_bytes

    def forget_count(self, key: int) -> None:
        """From now on it cannot be told how much this connection was sent."""
        self.counters[key] = UNKNOWN_COUNT

    def blame(self, key: int, cause: Cause | None) -> None:
        """From now on this hinders the connection; None: it cannot be told."""
        self.causes = self.causes or {}
        self.causes.pop(key, None)
        if cause is not None:
            self.causes[key] = cause

    def over(self, key: int) -> None:
        """The viewer has left, but that is not yet safely stored."""
        self.ending.add(key)

    def close(self, key: int) -> None:
        del self.identities[key], self.counters[key]
        self.ending.discard(key)
        self.omitted.discard(key)

    def restart(self) -> None:
        """Lose everything and count from the beginning, as a process does that starts again."""
        self.epoch = str(int(self.epoch) + 1)
        self.identities.clear()
        self.counters.clear()
        self.ending.clear()
        self.omitted.clear()
        self.causes = None
        self.told.clear()
        self.last_key = 0

    def _columns(self, keys: list[int]) -> IdentityColumns:
        fresh = [key for key in keys if key not in self.told]
        self.told.update(fresh)
        return columns_of(np.array(fresh, np.int64), [self.identities[key] for key in fresh])

    async def read(self) -> Reading:
        self.reads += 1
        if self.delay_s:
            await self.clock.sleep(self.delay_s)
        if self.failure is not None:
            raise self.failure
        keys = sorted(self.identities.keys() - self.omitted)
        causes = self.causes
        return Reading(
            collector=self.name,
            epoch=self.epoch,
            taken_monotonic_s=self.clock.monotonic_s(),
            complete=not self.omitted,
            keys=np.array(keys, np.int64),
            counted_bytes=np.array([self.counters[key] for key in keys], np.int64),
            identities=self._columns(keys) if self.columnar else dict(self.identities),
            ending=frozenset(self.ending),
            causes=None if causes is None else np.array([_cause(causes.get(key)) for key in keys], np.int8),
        )


def _cause(cause: Cause | None) -> int:
    return UNKNOWN_CAUSE if cause is None else CAUSES.index(cause)


@dataclass
class StubbornCollector(FakeCollector):
    """One whose `read` neither answers nor lets itself be cancelled until `released`."""

    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> Reading:
        self.reads += 1
        while not self.released.is_set():
            try:
                await self.released.wait()
            except asyncio.CancelledError:
                continue
        return await super().read()
