"""The guide as players ask for it, and its daily pruning."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Row, Select, delete, func, select

from monitoring.clock import Clock
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.db.tables import GUIDE_CHANNELS, PROGRAMMES

KEPT_PAST = timedelta(days=2)
MAX_KEY_LENGTH = 256
PRUNE_INTERVAL_S = 24 * 3600.0
PRUNE_AGAIN_S = 600.0
# So many are held in memory, and keep the event loop busy, at a time.
CHANNELS_AT_ONCE = 3
QUERIES_AT_ONCE = 2

log = structlog.get_logger(__name__)


def channel_key(guide_id: str) -> str:
    """Return what a channel is found by: playlists and guides seldom agree on case."""
    return guide_id.strip().casefold()[:MAX_KEY_LENGTH]


@dataclass(frozen=True, slots=True)
class ProgrammeFact:
    """What a channel shows from `starts_at` up to `ends_at`, in UTC."""

    id: int
    channel_key: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ChannelGuide:
    """A channel of the guide and all its programmes, in order."""

    key: str
    name: str | None
    icon_url: str | None
    programmes: Sequence[ProgrammeFact]


class Guide:
    """Reads the guide from the database. Methods raise what a database that is away raises (`UNREACHABLE`)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._queries = asyncio.Semaphore(QUERIES_AT_ONCE)

    async def upcoming(self, guide_id: str, limit: int) -> Sequence[ProgrammeFact]:
        """Return what runs now and what comes next."""
        return await self._read(_of(guide_id).where(PROGRAMMES.c.ends_at > self._clock.now()).limit(limit))

    async def schedule(self, guide_id: str) -> Sequence[ProgrammeFact]:
        """Return all that is kept of a channel."""
        return await self._read(_of(guide_id))

    async def channels(self, keys: Collection[str]) -> AsyncIterator[ChannelGuide]:
        """Yield those of the channels that the guide has, a few at a time; nothing is held open in between."""
        ordered = sorted(keys)
        for start in range(0, len(ordered), CHANNELS_AT_ONCE):
            for channel in await self._read_channels(ordered[start : start + CHANNELS_AT_ONCE]):
                yield channel

    async def changed_at(self) -> datetime | None:
        """Return when the newest import ended, or began if it has not; None where there was none."""
        async with self._database.begin() as connection:
            newest: datetime | None = await connection.scalar(select(func.max(GUIDE_CHANNELS.c.imported_at)))
        return newest

    async def prune(self) -> int:
        """Drop what ended before the kept window; return how many programmes."""
        over = PROGRAMMES.c.ends_at < self._clock.now() - KEPT_PAST
        async with self._database.begin_briefly() as connection:
            return (await connection.execute(delete(PROGRAMMES).where(over))).rowcount

    async def run(self) -> None:
        """Prune once a day, for ever."""
        while True:
            try:
                pruned = await self.prune()
            except UNREACHABLE as error:
                log.debug("guide not pruned", error=type(error).__name__)
                await self._clock.sleep(PRUNE_AGAIN_S)
                continue
            if pruned:
                log.info("guide pruned", programmes=pruned)
            await self._clock.sleep(PRUNE_INTERVAL_S)

    async def _read(self, statement: Select[*tuple[object, ...]]) -> Sequence[ProgrammeFact]:
        async with self._queries, self._database.begin() as connection:
            return [_fact(row) for row in await connection.execute(statement)]

    async def _read_channels(self, keys: Sequence[str]) -> Sequence[ChannelGuide]:
        known = select(GUIDE_CHANNELS).where(GUIDE_CHANNELS.c.key.in_(keys)).order_by(GUIDE_CHANNELS.c.key)
        shown = select(PROGRAMMES).where(PROGRAMMES.c.channel_key.in_(keys)).order_by(PROGRAMMES.c.starts_at)
        async with self._queries, self._database.begin() as connection:
            channels = (await connection.execute(known)).all()
            programmes = _by_channel(_fact(row) for row in await connection.execute(shown))
        return [ChannelGuide(row.key, row.name, row.icon_url, programmes.get(row.key, ())) for row in channels]


def _of(guide_id: str) -> Select[*tuple[object, ...]]:
    return select(PROGRAMMES).where(PROGRAMMES.c.channel_key == channel_key(guide_id)).order_by(PROGRAMMES.c.starts_at)


def _by_channel(programmes: Iterable[ProgrammeFact]) -> Mapping[str, Sequence[ProgrammeFact]]:
    found: defaultdict[str, list[ProgrammeFact]] = defaultdict(list)
    for programme in programmes:
        found[programme.channel_key].append(programme)
    return found


def _fact(row: Row[*tuple[object, ...]]) -> ProgrammeFact:
    return ProgrammeFact(row.id, row.channel_key, row.starts_at, row.ends_at, row.title, row.description, row.language)
