"""A playlist taken into the catalog: streams and categories added or brought up to date, never removed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from monitoring.contract.events import StreamType
from panel.changes import Changes
from panel.db.models import Category, Stream
from panel.db.tables import STREAMS
from panel.playlists.lines import Line
from panel.playlists.parser import Entry, PlaylistParser, Skip
from panel.sources import http_problem, is_http, private_problem, source_problem
from panel.vod.episodes import place_in_name

AT_ONCE = 1000
MOVIE_ENDINGS = (".mp4", ".mkv", ".avi", ".mov", ".m4v")


@dataclass(slots=True)
class ImportReport:
    """What an import did; `skipped` in the order of the playlist."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    name: str
    source_url: str
    category_id: int | None
    guide_id: str | None
    logo_url: str | None


class Judge:
    """Tells, entry by entry of one playlist, which of them can be delivered, and why others cannot."""

    def __init__(self, *, allow_private: bool) -> None:
        self.lines_by_url: dict[str, int] = {}
        self._allow_private = allow_private

    def __call__(self, entry: Entry) -> Entry | Skip:
        problem = source_problem(entry.url)
        if problem is not None:
            return Skip(entry.line, problem)
        if not self._allow_private and (refused := private_problem(entry.url)):
            return Skip(entry.line, refused)
        earlier = self.lines_by_url.setdefault(entry.url, entry.line)
        return entry if earlier == entry.line else Skip(entry.line, f"the same address as in line {earlier}")


async def import_playlist(changes: Changes, lines: AsyncIterator[Line]) -> ImportReport:
    """Read to the end, keep each thousand entries as they come. Raises PlaylistError; what was kept by then stays."""
    work = _Import(changes)
    parser = PlaylistParser()
    async for line in lines:
        for found in parser.take(line):
            await work.take(found)
    for left in parser.finish():
        await work.take(left)
    return await work.finish()


class _Import:
    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._report = ImportReport()
        self._waiting: list[Entry] = []
        self._judge = Judge(allow_private=changes.allow_private_sources)
        self._by_url: dict[str, _Known] | None = None
        self._by_name: dict[tuple[str, int | None], _Known] = {}
        self._claimed: set[int] = set()
        self._categories: dict[tuple[str, StreamType], int] = {}

    async def take(self, found: Entry | Skip) -> None:
        judged = self._judge(found) if isinstance(found, Entry) else found
        if isinstance(judged, Skip):
            self._report.skipped.append(judged)
            return
        self._waiting.append(judged)
        if len(self._waiting) >= AT_ONCE:
            await self._keep()

    async def finish(self) -> ImportReport:
        await self._keep()
        report = self._report
        self._changes.tell(
            "playlist.imported",
            "playlist",
            f"{self._changes.actor} imported a playlist: {report.added} added, {report.updated} updated, "
            f"{len(report.skipped)} skipped",
        )
        return report

    async def _keep(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        async with self._changes.begin() as session:
            if self._by_url is None:
                self._by_url = await self._read_known(session)
            added: list[dict[str, object]] = []
            for entry in waiting:
                category_id = await self._category(session, entry)
                known = self._match(entry, category_id, self._by_url)
                if known is None:
                    added.append(self._row(entry, category_id))
                else:
                    await self._update(session, known, entry, category_id)
            if added:
                await session.execute(insert(Stream), added)
            self._report.added += len(added)

    async def _read_known(self, session: AsyncSession) -> dict[str, _Known]:
        columns = [STREAMS.c[name] for name in _Known.__slots__]
        rows = await session.execute(select(*columns).order_by(STREAMS.c.id.desc()))
        known = [_Known(**row) for row in rows.mappings()]
        self._by_name = {(stream.name, stream.category_id): stream for stream in known}
        for category in await session.scalars(select(Category)):
            self._categories[(category.name, category.type)] = category.id or 0
        return {stream.source_url: stream for stream in known}

    async def _category(self, session: AsyncSession, entry: Entry) -> int | None:
        if entry.group is None:
            return None
        key = (entry.group, type_of(entry.url, entry.name))
        if key not in self._categories:
            category = Category(name=key[0], type=key[1])
            session.add(category)
            await session.flush()
            self._categories[key] = category.id or 0
        return self._categories[key]

    def _match(self, entry: Entry, category_id: int | None, by_url: dict[str, _Known]) -> _Known | None:
        known = by_url.get(entry.url)
        if known is None:
            known = self._by_name.get((entry.name, category_id))
            # A stream whose own address stands in the playlist too is not the one that moved.
            if known is not None and known.source_url in self._judge.lines_by_url:
                return None
        # A name may stand in a playlist more than once; only its first entry is the stream we have.
        if known is None or known.id in self._claimed:
            return None
        self._claimed.add(known.id)
        return known

    async def _update(self, session: AsyncSession, known: _Known, entry: Entry, category_id: int | None) -> None:
        wanted = _Known(
            id=known.id,
            name=entry.name,
            source_url=entry.url,
            category_id=known.category_id if category_id is None else category_id,
            guide_id=entry.guide_id or known.guide_id,
            logo_url=_logo(entry) or known.logo_url,
        )
        if wanted == known:
            self._report.unchanged += 1
            return
        values = {
            "name": wanted.name,
            "source_url": wanted.source_url,
            "category_id": wanted.category_id,
            "guide_id": wanted.guide_id,
            "logo_url": wanted.logo_url,
        }
        await session.execute(update(Stream).where(col(Stream.id) == known.id).values(**values))
        self._report.updated += 1

    def _row(self, entry: Entry, category_id: int | None) -> dict[str, object]:
        return {
            "name": entry.name,
            "type": type_of(entry.url, entry.name),
            "category_id": category_id,
            "source_url": entry.url,
            "backup_urls": "[]",
            "on_demand": True,
            "enabled": True,
            "guide_id": entry.guide_id,
            "logo_url": _logo(entry),
            "position": entry.line,
            "created_at": self._changes.clock.now(),
        }


def type_of(url: str, name: str) -> StreamType:
    """Return what an entry most likely is, by the paths of Xtream Codes panels, by its ending, and by its name.

    Only HTTP has files.
    """
    if not is_http(url):
        return "live"
    path = urlsplit(url).path.lower()
    if path.startswith("/series/"):
        return "series"
    if not path.startswith("/movie/") and not path.endswith(MOVIE_ENDINGS):
        return "live"
    return "movie" if place_in_name(name) is None else "series"


def _logo(entry: Entry) -> str | None:
    return entry.logo_url if entry.logo_url and http_problem(entry.logo_url) is None else None
