"""Lines, streams and categories in memory: what players and monitoring read instead of the database."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog

from monitoring.clock import Clock
from monitoring.model import LineCounts
from panel.catalog.facts import CategoryFact, LineFact, StreamFact
from panel.catalog.image import CatalogImage, read_catalog
from panel.catalog.standing import LineStanding
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.db.following import follow
from panel.db.revision import read_revisions

FRESH_ENOUGH_WAIT_S = 1.0

log = structlog.get_logger(__name__)


class Catalog:
    """The newest image, and who wants to know of the next; implements `LineBoard` and `Directory` of the ports."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._image = CatalogImage()
        self._by_username: Mapping[str, LineFact] = {}
        self._by_name: Mapping[str, StreamFact] = {}
        self._standing = LineStanding(())
        self._revision: int | None = None
        self._checked_s = float("-inf")
        self._watchers: list[Callable[[], None]] = []
        self._reading = asyncio.Lock()

    async def load(self) -> None:
        """Read everything, whatever the revision. Raises what the database raises."""
        self._revision = None
        await self.refresh()

    async def refresh(self) -> bool:
        """Read again if the revision moved, tell the watchers, and return whether it did."""
        async with self._reading:
            begun_s = self._clock.monotonic_s()
            async with self._database.begin() as connection:
                revision = (await read_revisions(connection))["catalog"]
                image = await read_catalog(connection) if revision != self._revision else None
            self._checked_s = begun_s
            if image is None:
                return False
            self._take(image, revision)
        for watcher in self._watchers:
            watcher()
        return True

    async def refresh_if_older(self, max_age_s: float) -> None:
        """Refresh unless that was done within `max_age_s`; wait at most 1 s for a database that does not answer."""
        if self._clock.monotonic_s() - self._checked_s <= max_age_s:
            return
        try:
            async with asyncio.timeout(FRESH_ENOUGH_WAIT_S):
                await self.refresh()
        except UNREACHABLE as error:
            # Counts as done, so that not every player waits while the database is away.
            self._checked_s = self._clock.monotonic_s()
            log.debug("catalog not refreshed on demand", error=type(error).__name__)

    async def run(self) -> None:
        """Follow the database for ever; while it is away the last image stays."""
        await follow("catalog", self.refresh, self._clock)

    def watch(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the event loop after each change."""
        self._watchers.append(callback)

    def line_by_username(self, username: str) -> LineFact | None:
        return self._by_username.get(username)

    def line(self, line_id: int) -> LineFact | None:
        return self._image.lines.get(line_id)

    def stream(self, stream_id: int) -> StreamFact | None:
        return self._image.streams.get(stream_id)

    def line_id(self, username: str) -> int | None:
        line = self._by_username.get(username)
        return None if line is None else line.id

    def stream_named(self, name: str) -> StreamFact | None:
        """Return the stream of that name, the first where several have it."""
        return self._by_name.get(name)

    def lines(self) -> Sequence[LineFact]:
        """All lines, oldest first."""
        return tuple(self._image.lines.values())

    def streams(self) -> Sequence[StreamFact]:
        """All streams in the order of playlists: position, then age."""
        return tuple(self._image.streams.values())

    def categories(self) -> Sequence[CategoryFact]:
        """All categories in the order of playlists: position, then age."""
        return tuple(self._image.categories.values())

    def line_may_play(self, line: LineFact, stream: StreamFact) -> bool:
        """Tell whether the line's bouquets hold the stream; without any bouquet a line may play all."""
        if not line.bouquet_ids:
            return True
        return any(stream.id in self._image.bouquet_streams.get(bouquet, ()) for bouquet in line.bouquet_ids)

    def counts(self, now: datetime) -> LineCounts:
        return self._standing.counts(now)

    def _take(self, image: CatalogImage, revision: int) -> None:
        self._image = image
        self._by_name = {stream.name: stream for stream in reversed(tuple(image.streams.values()))}
        self._by_username = {line.username: line for line in image.lines.values()}
        self._standing = LineStanding(image.lines.values())
        self._revision = revision
