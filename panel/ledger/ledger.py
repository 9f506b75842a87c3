"""The ledger: what happens is handed to it and written behind, in order, whatever the database does meanwhile."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from monitoring.clock import Clock
from monitoring.contract.events import ActivityEntry
from monitoring.model import DayFigures, Identity, PastTick
from monitoring.peaks import Peaks
from monitoring.ports import Places
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.history.memory import last_hour, peaks
from panel.history.meter import Meter
from panel.history.names import Names
from panel.history.quotas import Quotas
from panel.history.retention import give_back_space
from panel.history.times import DAY_S, day_number, from_steps
from panel.ledger.crashes import Crashes
from panel.ledger.forgetting import forget
from panel.ledger.messages import left, recovered, started
from panel.ledger.past import count_sessions, day_figures
from panel.ledger.rows import activity_row, closed_record, opened_record
from panel.ledger.spool import Ended, Spool
from panel.ledger.tick_writer import Tick, TickWriter
from panel.ledger.ticks import TickFigures, day_row
from panel.ledger.track import Track
from panel.ledger.write_behind import WriteBehind
from panel.ledger.writer import Writer
from panel.preferences.retention import Retention
from panel.sessions import Ending

FORGET_INTERVAL_S = 3600.0

log = structlog.get_logger(__name__)


class Ledger:
    """Implements `panel.sessions.SessionBook` and `monitoring.ports.History`.

    `installation` tells apart those that share a database; what is older than `retention` says is removed.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        places: Places,
        *,
        installation: str = "panel",
        retention: Callable[[], Retention] = Retention,
        quotas: Quotas | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._places = places
        self._installation = installation
        self._retention = retention
        self._spool = Spool()
        self._quotas = quotas or Quotas(clock)
        meter = self._meter = Meter(database, self._quotas, self)
        names = Names(database)
        self._crashes = Crashes(database, names, installation)
        self._track = Track(database, names, installation)
        writer, ticks = Writer(database, names, self._track, meter), TickWriter(database, names, self._track, meter)
        self._behind = WriteBehind(writer, ticks, self._spool, clock, self._announce)
        self._interrupted: set[str] = set()
        self._begun: dict[str, datetime] = {}
        self._begun_s: dict[str, float] = {}
        self._watchers: list[Callable[[ActivityEntry], None]] = []
        self._today: DayFigures | None = None
        self._last_hour: Sequence[PastTick] = ()
        self._peaks: Peaks = {}
        self._counted_day: str | None = None
        self._counted_sessions = 0

    async def open(self) -> None:
        """Close what a crash left open and read the day's figures. Raises what the database raises."""
        closed = await self._crashes.close_own()
        crashed, self._interrupted = closed.crashed, set(closed.interrupted)
        await self._track.open(day_number(self._clock.now()))
        if crashed:
            log.warning("sessions were open when the service last ended", sessions=crashed)
            self.record("service.recovered", None, None, recovered(crashed))
        self._counted_day = self._day()
        self._today = await day_figures(self._database, self._installation, self._counted_day)
        now = self._clock.now()
        midnight = from_steps(day_number(now), DAY_S)
        tomorrow = midnight + timedelta(days=1)
        self._counted_sessions = await count_sessions(self._database, midnight, tomorrow, self._track.installation)
        await self._meter.learn(day_number(now))
        self._last_hour = await last_hour(self._database, self._track.installation, now)
        self._peaks = await peaks(self._database, self._track.installation, now)

    async def run(self) -> None:
        """Write for ever, and forget once an hour what is too old."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._behind.run())
            tasks.create_task(self._forget())

    async def close(self) -> None:
        """Write what is left, for at most 2 s; `run` has ended and nothing more is handed in."""
        await self._behind.flush()

    def opened(self, collector: str, identity: Identity) -> None:
        now = self._clock.now()
        place = self._places.place(identity.address)
        self._spool.put_opened(identity.id, opened_record(collector, identity, place, now))
        self._begun[identity.id] = identity.connected_at or now
        connected_s = identity.connected_monotonic_s
        self._begun_s[identity.id] = self._clock.monotonic_s() if connected_s is None else connected_s
        if identity.id in self._interrupted:
            # Nobody came: it was there before this service was.
            self._interrupted.discard(identity.id)
            self._behind.wake()
            return
        self._count_session()
        self.record("line.connected", None, identity.username, started(identity, place))

    def closed(self, collector: str, identity: Identity, ending: Ending, stored: Callable[[], None]) -> None:
        begun = self._begun.pop(identity.id, None)
        self._begun_s.pop(identity.id, None)
        place = self._places.place(identity.address)
        record = closed_record(opened_record(collector, identity, place, begun or ending.ended_at), ending)
        self._spool.put_ended(identity.id, Ended(record, stored))
        over_quota = self._quotas.exhausted(identity.line_id)
        self.record("line.left", None, identity.username, left(identity, ending.reason, over_quota=over_quota))

    def record(self, kind: str, actor: str | None, subject: str | None, message: str) -> None:
        self._spool.put_activity(activity_row(self._clock.now(), kind, actor, subject, message))
        self._behind.wake()

    def watch_activity(self, callback: Callable[[ActivityEntry], None]) -> None:
        """Call `callback` on the event loop with each activity once it is committed."""
        self._watchers.append(callback)

    def accept(self, snapshot: TickFigures) -> None:
        day = day_row(snapshot, self._installation)
        self._behind.offer(Tick(snapshot, self._begun_s, day))

    def last_hour(self) -> Sequence[PastTick]:
        ticks, self._last_hour = self._last_hour, ()
        return ticks

    def peaks(self) -> Peaks:
        return self._peaks

    def today(self) -> DayFigures | None:
        return self._today

    def sessions_today(self) -> int | None:
        """How many sessions began in this UTC day; None before `open`."""
        if self._counted_day is None:
            return None
        return self._counted_sessions if self._counted_day == self._day() else 0

    @property
    def pending(self) -> int:
        """How many rows wait to be written."""
        return self._behind.pending

    @property
    def dropped(self) -> int:
        """How many rows were given up since the start because too many waited."""
        return self._spool.dropped

    def _count_session(self) -> None:
        day = self._day()
        if self._counted_day is not None and self._counted_day != day:
            self._counted_day, self._counted_sessions = day, 0
        self._counted_sessions += 1

    def _announce(self, entry: ActivityEntry) -> None:
        for watcher in self._watchers:
            watcher(entry)

    async def _forget(self) -> None:
        while True:
            now = self._clock.now()
            try:
                abandoned = await self._crashes.close_abandoned(now)
                removed = await forget(self._database, self._clock, now, self._retention())
                await give_back_space(self._database, self._clock)
                if removed or abandoned:
                    log.info("old history removed", rows=removed, abandoned_sessions=abandoned)
            except UNREACHABLE as error:
                log.warning("old history stays for now", error=type(error).__name__)
            await self._clock.sleep(FORGET_INTERVAL_S)

    def _day(self) -> str:
        return self._clock.now().astimezone(UTC).date().isoformat()
