"""The tick: reads everything on a fixed grid, makes one snapshot of it and hands that to whoever watches."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from monitoring.clock import Clock
from monitoring.contract.events import TickState
from monitoring.day import DayBook
from monitoring.digest import Digest, digest
from monitoring.feed import Feed
from monitoring.grid import Grid
from monitoring.history import BandwidthHistory
from monitoring.intake import Intake
from monitoring.machine import Machine
from monitoring.model import HostReading
from monitoring.peaks import PeakBook
from monitoring.ports import Collector, History, HostProbe, LineBoard, Locator, StreamBoard
from monitoring.snapshot import BandwidthFigures, Moment, Snapshot
from monitoring.sources import SourceRates

READING_DEADLINE_S = 2.0
FORGIVEN_S = 15.0
FORGIVEN_TICKS = 3

_log = structlog.get_logger(__name__)


class Sampler:
    """Owns the table, the newest snapshot and the bandwidth's past. Nothing is ever sampled on request.

    `interval_s` is the time between two ticks. A collector that fails keeps its connections, marked stale; after
    max(15 s, three ticks) without a good reading they no longer count in totals.
    """

    def __init__(
        self,
        clock: Clock,
        interval_s: float,
        collectors: Sequence[Collector],
        host: HostProbe,
        places: Locator,
        streams: StreamBoard,
        lines: LineBoard,
        history: History,
        operators_online: Callable[[], int],
    ) -> None:
        self.newest: Snapshot | None = None
        self.bandwidth_history = BandwidthHistory(interval_s)
        self._clock = clock
        self._interval_s = interval_s
        self._deadline_s = min(READING_DEADLINE_S, interval_s / 2)
        self._started = Moment(clock.now(), clock.monotonic_s())
        horizon_s = max(FORGIVEN_S, FORGIVEN_TICKS * interval_s)
        self._intake = Intake(collectors, places, clock, self._deadline_s, horizon_s)
        self._host: Feed[HostReading] = Feed("host", lambda: asyncio.to_thread(host.read), clock, cancellable=False)
        self._machine = Machine()
        self._sources = SourceRates()
        self._day: DayBook | None = None
        self._peaks: PeakBook | None = None
        self._streams = streams
        self._lines = lines
        self._history = history
        self._operators_online = operators_online
        self._watchers: list[Callable[[Snapshot], None]] = [history.accept]
        self._grid: Grid | None = None
        self._seq = 0
        self._failing = False

    def use(self, collectors: Sequence[Collector]) -> None:
        """Read these collectors from the next tick on."""
        self._intake.use(collectors)

    def watch(self, callback: Callable[[Snapshot], None]) -> None:
        """Call `callback` on the event loop with each new snapshot, right after the tick; it must return at once."""
        self._watchers.append(callback)

    def age_s(self) -> float | None:
        """Return the seconds since the newest tick began; None before the first."""
        return None if self.newest is None else self._clock.monotonic_s() - self.newest.monotonic_s

    async def run(self) -> None:
        """Tick for ever, at once and then on the grid. A tick that fails is logged once and the next goes on."""
        grid = self._grid = Grid(self._clock.monotonic_s(), self._interval_s)
        while True:
            await self._clock.sleep(grid.slot.due_s - self._clock.monotonic_s())
            await self._guarded_tick()
            grid.move_on(self._clock.monotonic_s())

    async def tick(self) -> Snapshot:
        """Make one round and return its snapshot, which is the newest from then on."""
        began = Moment(self._clock.now(), self._clock.monotonic_s())
        readings, host = await asyncio.gather(self._intake.read(), self._host.take(self._deadline_s))
        found = await digest(self._intake, readings, began, self.newest)
        if host is not None:
            self._host.accept(began.monotonic_s, began.timestamp)
        snapshot = self._assemble(began, found, host)
        self._seq = snapshot.seq
        self.newest = snapshot
        self._tell(snapshot)
        return snapshot

    async def _guarded_tick(self) -> None:
        try:
            await self.tick()
        except Exception:
            if not self._failing:
                _log.exception("tick failed", seq=self._seq + 1)
            self._failing = True
        else:
            if self._failing:
                _log.info("ticks recovered", seq=self._seq)
            self._failing = False

    def _tell(self, snapshot: Snapshot) -> None:
        for watcher in self._watchers:
            try:
                watcher(snapshot)
            except Exception:
                _log.exception("watcher of ticks failed", seq=snapshot.seq)

    def _assemble(self, began: Moment, found: Digest, host: HostReading | None) -> Snapshot:
        connections, table, groups = found.connections, self._intake.table, found.groups
        bandwidth_bps = groups.total_bps if self._intake.measures(began.monotonic_s) else None
        extremes = self.bandwidth_history.add(
            began.monotonic_s, began.timestamp, bandwidth_bps, groups.stream, connections.interners.stream.values
        )
        peaks = self._peaks = self._peaks or self._remember(began)
        day = self._day = self._day or DayBook(self._history.today())
        sessions = self._history.sessions_today()
        streams = tuple(self._streams.states())
        return Snapshot(
            seq=self._seq + 1,
            timestamp=began.timestamp,
            monotonic_s=began.monotonic_s,
            interval_s=self._interval_s,
            started_at=self._started.timestamp,
            uptime_s=int(began.monotonic_s - self._started.monotonic_s),
            connections=connections,
            groups=groups,
            index=found.index,
            stream_bytes=table.stream_bytes(),
            bandwidth=BandwidthFigures(bandwidth_bps, table.sent_bytes, *extremes),
            peaks=peaks.add(began.timestamp, bandwidth_bps, groups.active),
            day=day.add(began.timestamp, found.sent_bytes, groups.active, bandwidth_bps, sessions),
            lines=self._lines.counts(began.timestamp),
            online_lines=len(groups.lines.line_id),
            operators_online=self._operators_online(),
            host=self._machine.state(host),
            collectors=self._intake.states(began.monotonic_s),
            streams=streams,
            stream_names={**table.stream_names, **{state.stream_id: state.name for state in streams}},
            input_bps=self._sources.advance(streams, self._clock.monotonic_s()),
            tick=self._tick_state(began),
        )

    def _remember(self, began: Moment) -> PeakBook:
        """Go on from the stored past: its last hour, and its peaks."""
        self.bandwidth_history.restore(self._history.last_hour(), began.monotonic_s, began.timestamp)
        return PeakBook(self._history.peaks())

    def _tick_state(self, began: Moment) -> TickState:
        grid = self._grid
        late_s = 0.0 if grid is None else max(0.0, began.monotonic_s - grid.slot.due_s)
        return TickState(
            duration_ms=round((self._clock.monotonic_s() - began.monotonic_s) * 1000, 3),
            late_ms=round(late_s * 1000, 3),
            skipped=0 if grid is None else grid.skipped,
        )
