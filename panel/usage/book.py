"""What was asked in this run, hour by hour; kept in the database every five minutes and at the end."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import uuid4

import structlog

from monitoring.clock import Clock
from monitoring.model import RequestTold
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.usage.latency import Latencies
from panel.usage.store import fold_before, keep

SAVE_INTERVAL_S = 300.0
FOLD_AFTER = timedelta(days=30)

Channel = Literal["http", "socket"]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted together: one caller's requests of one kind in one hour (UTC)."""

    hour: datetime
    caller: str
    channel: Channel
    name: str


@dataclass(slots=True)
class Count:
    """How many, how many of them in vain, how long."""

    requests: int = 0
    errors: int = 0
    latencies: Latencies = field(default_factory=Latencies)

    def add(self, duration_s: float, *, in_vain: bool) -> None:
        """Count one."""
        self.requests += 1
        self.errors += in_vain
        self.latencies.add(duration_s)


class UsageBook:
    """Counts in memory; one row for each hour, run, caller and kind in the database."""

    def __init__(self, database: Database, clock: Clock, installation: str) -> None:
        self.started_at = clock.now()
        self.run_id = uuid4().hex
        self.of_run: dict[Channel, Count] = {"http": Count(), "socket": Count()}
        self._counts: defaultdict[Asked, Count] = defaultdict(Count)
        self._database = database
        self._clock = clock
        self._installation = installation
        self._unsaved: set[Asked] = set()

    def asked(self, caller: str, channel: Channel, name: str, duration_s: float, *, in_vain: bool) -> None:
        """Count one request; `name` is a route's template or an event, never what a caller makes up."""
        key = Asked(self._hour(), caller, channel, name)
        for count in (self._counts[key], self.of_run[channel]):
            count.add(duration_s, in_vain=in_vain)
        self._unsaved.add(key)

    def asked_over_socket(self, told: RequestTold) -> None:
        """Count a request of a socket."""
        self.asked(told.caller, "socket", told.event, told.duration_s, in_vain=told.refused)

    async def run(self) -> None:
        """Save for ever."""
        while True:
            await self._clock.sleep(SAVE_INTERVAL_S)
            await self.save()

    async def save(self) -> None:
        """Write what changed since the last time; what cannot be written is tried again the next time."""
        unsaved, self._unsaved = self._unsaved, set()
        try:
            await keep(self._database, self._installation, self.run_id, {key: self._counts[key] for key in unsaved})
            await fold_before(self._database, self._clock.now() - FOLD_AFTER)
        except UNREACHABLE as error:
            self._unsaved |= unsaved
            log.warning("the usage is not saved for now", error=type(error).__name__)
            return
        hour = self._hour()
        for key in [key for key in self._counts if key.hour < hour and key not in self._unsaved]:
            del self._counts[key]

    def _hour(self) -> datetime:
        return self._clock.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
