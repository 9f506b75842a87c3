"""What the product around monitoring provides, as small objects that tests fill in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from geo.place import Place
from monitoring.clock import Clock
from monitoring.contract.events import BandwidthPoint, StreamStatus, StreamType
from monitoring.model import DayFigures, HostReading, LineCounts, LinePresence, PastTick, StatusChange, StreamState
from monitoring.past import PastBandwidth, Series, Window
from monitoring.peaks import Peaks
from monitoring.sampler import Sampler
from monitoring.snapshot import Snapshot
from tests.fakes.collector import FakeCollector

LONDON = Place("GB", "United Kingdom", "London", "Andrews & Arnold Ltd", 20712, 51.5142, -0.0931)
LINKOPING = Place("SE", "Sweden", "Linköping", "Bredband2 AB", 29518, 58.4167, 15.6167)


@dataclass
class FakePlaces:
    """Knows the addresses it is given."""

    known: dict[str, Place] = field(default_factory=lambda: {"81.2.69.160": LONDON, "89.160.20.112": LINKOPING})
    asked: int = 0

    def place(self, address: str | None) -> Place:
        self.asked += 1
        return self.known.get(address or "", Place())

    def locate(self, addresses: Sequence[str | None]) -> tuple[Sequence[Place], NDArray[np.int32]]:
        return [self.place(address) for address in addresses], np.arange(len(addresses), dtype=np.int32)


@dataclass
class FakeStreams:
    """A board whose streams change when a test says so."""

    board: dict[int, StreamState] = field(default_factory=dict)
    watchers: list[Callable[[StatusChange], None]] = field(default_factory=list)

    def add(
        self,
        stream_id: int,
        name: str,
        status: StreamStatus = "online",
        *,
        type: StreamType = "live",
        received_bytes: int | None = None,
        since: datetime | None = None,
        online_monotonic_s: float | None = None,
    ) -> None:
        self.board[stream_id] = StreamState(
            stream_id=stream_id,
            name=name,
            type=type,
            status=status,
            reason=None,
            since=since,
            online_monotonic_s=online_monotonic_s,
            received_bytes=received_bytes,
            response_ms=None,
            last_error=None,
            restarts=0,
        )

    def change(self, stream_id: int, status: StreamStatus, reason: str | None = None) -> None:
        """Change a status and tell whoever watches."""
        before = self.board[stream_id]
        state = self.board[stream_id] = replace(before, status=status, reason=reason)
        for watcher in self.watchers:
            watcher(StatusChange(state, before.status))

    def receive(self, stream_id: int, received_bytes: int) -> None:
        self.board[stream_id] = replace(self.board[stream_id], received_bytes=received_bytes)

    def states(self) -> Sequence[StreamState]:
        return list(self.board.values())

    def watch(self, changed: Callable[[StatusChange], None]) -> None:
        self.watchers.append(changed)


@dataclass
class FakeAudience:
    """Lines that watch as a test says."""

    online: dict[int, str] = field(default_factory=dict)
    watchers: list[Callable[[LinePresence], None]] = field(default_factory=list)

    def lines_online(self) -> int:
        return len(self.online)

    def watch(self, changed: Callable[[LinePresence], None]) -> None:
        self.watchers.append(changed)

    def comes(self, line_id: int, username: str) -> None:
        self.online[line_id] = username
        for watcher in self.watchers:
            watcher(LinePresence(line_id, username, online=True))

    def goes(self, line_id: int) -> None:
        username = self.online.pop(line_id)
        for watcher in self.watchers:
            watcher(LinePresence(line_id, username, online=False))


@dataclass
class FakeLines:
    """Lines as many as it is told; raises `failure` instead."""

    standing: LineCounts = field(default_factory=lambda: LineCounts(total=4, active=3, expired=1, trial=1))
    failure: Exception | None = None

    def counts(self, now: datetime) -> LineCounts:
        if self.failure is not None:
            raise self.failure
        return self.standing


@dataclass
class FakeHistory:
    """Keeps every snapshot; `failure` is raised on the next ones."""

    day: DayFigures | None = None
    sessions: int | None = 0
    accepted: list[Snapshot] = field(default_factory=list)
    ticks: Sequence[PastTick] = ()
    highest: Peaks = field(default_factory=dict)
    failure: Exception | None = None

    def accept(self, snapshot: Snapshot) -> None:
        if self.failure is not None:
            raise self.failure
        self.accepted.append(snapshot)

    def today(self) -> DayFigures | None:
        return self.day

    def sessions_today(self) -> int | None:
        return self.sessions

    def peaks(self) -> Peaks:
        return self.highest

    def last_hour(self) -> Sequence[PastTick]:
        return self.ticks


@dataclass
class FakePast:
    """Answers with nothing but gaps, and remembers what it was asked; raises `failure` instead."""

    asked: list[tuple[Series, Window]] = field(default_factory=list)
    failure: Exception | None = None

    async def bandwidth(self, series: Series, window: Window) -> PastBandwidth:
        if self.failure is not None:
            raise self.failure
        self.asked.append((series, window))
        gap = BandwidthPoint(timestamp=window.begin, bps=None, connections=None)
        return PastBandwidth([gap], 60, 700, None, None, None, [])


@dataclass
class FakeHost:
    """A machine whose interface counters a test moves."""

    clock: Clock
    received_bytes: int = 0
    sent_bytes: int = 0
    failure: Exception | None = None

    def read(self) -> HostReading:
        if self.failure is not None:
            raise self.failure
        return HostReading(self.clock.monotonic_s(), 12.5, 41.0, 63.2, self.received_bytes, self.sent_bytes, 0.42)


@dataclass
class Surroundings:
    """A sampler and everything it reads, all in a test's hands."""

    clock: Clock
    interval_s: float = 5.0
    places: FakePlaces = field(default_factory=FakePlaces)
    streams: FakeStreams = field(default_factory=FakeStreams)
    audience: FakeAudience = field(default_factory=FakeAudience)
    lines: FakeLines = field(default_factory=FakeLines)
    history: FakeHistory = field(default_factory=FakeHistory)
    past: FakePast = field(default_factory=FakePast)
    operators_online: int = 0
    collectors: list[FakeCollector] = field(default_factory=list)
    host: FakeHost = field(init=False)

    def __post_init__(self) -> None:
        self.host = FakeHost(self.clock)
        if not self.collectors:
            self.collectors = [FakeCollector(self.clock)]

    @property
    def gateway(self) -> FakeCollector:
        return self.collectors[0]

    def sampler(self) -> Sampler:
        return Sampler(
            clock=self.clock,
            interval_s=self.interval_s,
            collectors=self.collectors,
            host=self.host,
            places=self.places,
            streams=self.streams,
            lines=self.lines,
            history=self.history,
            operators_online=lambda: self.operators_online,
        )
