"""All collectors, read side by side into one table, and what each of them is worth now."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitoring.clock import Clock
from monitoring.columns import Connections
from monitoring.contract.events import CollectorState, CollectorStatus
from monitoring.errors import CollectorError
from monitoring.feed import Feed
from monitoring.model import Reading
from monitoring.ports import Collector, Locator
from monitoring.table import ConnectionTable


@dataclass(frozen=True, slots=True)
class Catch:
    """What one round brought in: every connection as of now, and the bytes sent since the round before."""

    connections: Connections
    sent_bytes: int


class Intake:
    """Owns the table. After `horizon_s` without a good reading a collector has failed; until then it is stale."""

    def __init__(
        self, collectors: Sequence[Collector], places: Locator, clock: Clock, deadline_s: float, horizon_s: float
    ) -> None:
        self.table = ConnectionTable(places, clock)
        self._clock = clock
        self._wanted = tuple(collectors)
        self._feeds: list[tuple[Collector, Feed[Reading]]] = []
        self._follow()
        self._deadline_s = deadline_s
        self._horizon_s = horizon_s

    def use(self, collectors: Sequence[Collector]) -> None:
        """Read these from the next round on; those that are new begin anew, those that are gone lose their rows."""
        self._wanted = tuple(collectors)

    async def read(self) -> list[Reading | None]:
        """Read all collectors at once; None for each that failed or was too slow."""
        self._follow()
        return await asyncio.gather(*(feed.take(self._deadline_s) for _, feed in self._feeds))

    def take_in(self, readings: Sequence[Reading | None], now_s: float, now: datetime) -> Catch:
        """Apply the readings of one round; one that contradicts itself fails its collector alone."""
        before_bytes = self.table.sent_bytes
        for (_, feed), reading in zip(self._feeds, readings, strict=True):
            if reading is None:
                continue
            try:
                self._apply(feed.name, reading)
            except CollectorError as error:
                feed.refuse(str(error))
            else:
                feed.accept(now_s, now)
        connections = self.table.freeze(now_s, self._horizon_s)
        return Catch(connections, self.table.sent_bytes - before_bytes)

    def states(self, now_s: float) -> tuple[CollectorState, ...]:
        """Return how each collector does, in the order they were given."""
        return tuple(
            CollectorState(
                name=feed.name,
                kind=collector.kind,
                status=self._status(feed, now_s),
                connections=self.table.count(feed.name),
                sampled_at=feed.good_at,
                duration_ms=feed.duration_ms,
                error=feed.error,
            )
            for collector, feed in self._feeds
        )

    def measures(self, now_s: float) -> bool:
        """Tell whether any collector's figures are recent enough to be counted."""
        return any(self._status(feed, now_s) != "failed" for _, feed in self._feeds)

    def _follow(self) -> None:
        known = {id(collector): feed for collector, feed in self._feeds}
        feeds = [(each, known.get(id(each)) or Feed(each.name, each.read, self._clock)) for each in self._wanted]
        for collector, _ in self._feeds:
            if collector not in self._wanted:
                self.table.drop(collector.name)
        self._feeds = feeds

    def _apply(self, name: str, reading: Reading) -> None:
        if reading.collector != name:
            raise CollectorError(f"the reading is of collector {reading.collector!r}")
        self.table.apply(reading)

    def _status(self, feed: Feed[Reading], now_s: float) -> CollectorStatus:
        if feed.good_s is None or now_s - feed.good_s > self._horizon_s:
            return "failed"
        return "live" if feed.error is None else "stale"
