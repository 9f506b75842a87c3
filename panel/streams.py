"""Streams: listed, created, changed, removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from monitoring.contract.events import StreamType
from panel.api.models.streams import StreamChange, StreamCreate, StreamListQuery
from panel.changes import Changes
from panel.db.engine import Database
from panel.db.models import Category, Stream
from panel.paging import Page, contains, read_page
from panel.problems import InvalidInputError, no_such
from panel.sources import is_http, private_problem
from panel.transcoding import TranscodePreset


@dataclass(frozen=True, slots=True)
class StreamFile:
    """A stream as it is kept, source addresses included."""

    id: int
    name: str
    type: StreamType
    category_id: int | None
    source_url: str
    backup_urls: tuple[str, ...]
    on_demand: bool
    enabled: bool
    guide_id: str | None
    logo_url: str | None
    position: int
    created_at: datetime
    series_title: str | None
    season: int | None
    episode: int | None
    restart_silence_s: int | None
    restart_every_h: int | None
    restart_errors_per_minute: int | None
    restarts_per_hour: int | None
    transcode: TranscodePreset | None


async def list_streams(
    database: Database, query: StreamListQuery, ids: Collection[int] | None = None
) -> Page[StreamFile]:
    """Return the streams that match, in their order; where `ids` is given, only those of them."""
    statement = _matching(query)
    async with database.session() as session:
        if ids is None:
            page = await read_page(session, statement, query.offset, query.limit)
            return Page([_file(stream) for stream in page.items], page.total)
        ordered = (await session.scalars(statement.with_only_columns(col(Stream.id)))).all()
        wanted = [stream_id for stream_id in ordered if stream_id in ids]
        cut = wanted[query.offset : query.offset + query.limit]
        rows = {row.id: row for row in await session.scalars(select(Stream).where(col(Stream.id).in_(cut)))}
        return Page([_file(rows[stream_id]) for stream_id in cut if stream_id in rows], len(wanted))


async def read_stream(database: Database, stream_id: int) -> StreamFile:
    """Return one stream. Raises NotFoundError."""
    async with database.session() as session:
        return _file(await _get(session, stream_id))


async def create_stream(changes: Changes, draft: StreamCreate) -> StreamFile:
    """Add a stream. Raises InvalidInputError for a private source or a category that is not there."""
    refuse_private(changes, draft.source_url, draft.backup_urls)
    async with changes.begin() as session:
        await _require_category(session, draft.category_id)
        stream = Stream(
            **draft.model_dump(by_alias=False, exclude={"backup_urls"}),
            backup_urls=orjson.dumps(draft.backup_urls).decode(),
            created_at=changes.clock.now(),
        )
        _require_readable(stream)
        session.add(stream)
        await session.flush()
        created = _file(stream)
        changes.note("stream.created", created.name, after=created)
    return created


async def change_stream(changes: Changes, stream_id: int, change: StreamChange) -> StreamFile:
    """Change the fields that are given. Raises NotFoundError, InvalidInputError."""
    refuse_private(changes, change.source_url, change.backup_urls or [])
    async with changes.begin() as session:
        stream = await _get(session, stream_id)
        before = _file(stream)
        await _require_category(session, change.category_id)
        for name, value in change.changes().items():
            setattr(stream, name, orjson.dumps(value).decode() if name == "backup_urls" else value)
        _require_readable(stream)
        await session.flush()
        changed = _file(stream)
        changes.note("stream.changed", changed.name, before=before, after=changed)
    return changed


async def switch_stream(changes: Changes, stream_id: int, *, enabled: bool) -> StreamFile:
    """Start or stop a stream, lastingly; a running server follows. Raises NotFoundError."""
    async with changes.begin() as session:
        stream = await _get(session, stream_id)
        before = _file(stream)
        stream.enabled = enabled
        await session.flush()
        switched = _file(stream)
        changes.note(f"stream.{'started' if enabled else 'stopped'}", switched.name, before=before, after=switched)
    return switched


async def request_restart(changes: Changes, stream_id: int) -> StreamFile:
    """Have a running server let go of the stream's source and pull it anew; viewers stay. Raises NotFoundError.

    A stream that was stopped is started.
    """
    async with changes.begin() as session:
        stream = await _get(session, stream_id)
        before = _file(stream)
        stream.enabled = True
        stream.restart_requested_at = changes.clock.now()
        await session.flush()
        asked = _file(stream)
        changes.note("stream.restarted", asked.name, before=before, after=asked)
    return asked


async def remove_stream(changes: Changes, stream_id: int) -> None:
    """Remove a stream for good; its sessions stay on record. Raises NotFoundError."""
    async with changes.begin() as session:
        stream = await _get(session, stream_id)
        changes.note("stream.removed", stream.name, before=_file(stream))
        await session.delete(stream)


def _matching(query: StreamListQuery) -> Select[Stream]:
    statement = select(Stream).order_by(col(Stream.position), col(Stream.name), col(Stream.id))
    if query.search:
        statement = statement.where(contains(query.search, col(Stream.name)))
    if query.type is not None:
        statement = statement.where(col(Stream.type) == query.type)
    if query.category_id is not None:
        statement = statement.where(col(Stream.category_id) == query.category_id)
    return statement


def refuse_private(changes: Changes, source_url: str | None, backup_urls: Sequence[str]) -> None:
    """Raise InvalidInputError for a source written as a private address, unless the settings allow those."""
    if changes.allow_private_sources:
        return
    for url, field in ((source_url, "sourceUrl"), *((url, "backupUrls") for url in backup_urls)):
        problem = None if url is None else private_problem(url)
        if problem is not None:
            raise InvalidInputError(problem, field)


def _require_readable(stream: Stream) -> None:
    """Raise InvalidInputError for a file whose source does not answer requests for its parts."""
    if stream.type != "live" and not is_http(stream.source_url):
        raise InvalidInputError("movies and episodes are read over http or https", "sourceUrl")


async def _require_category(session: AsyncSession, category_id: int | None) -> None:
    if category_id is not None and await session.get(Category, category_id) is None:
        raise InvalidInputError(f"no category {category_id}", "categoryId")


async def _get(session: AsyncSession, stream_id: int) -> Stream:
    stream = await session.get(Stream, stream_id)
    if stream is None:
        raise no_such("stream", stream_id)
    return stream


def _file(stream: Stream) -> StreamFile:
    if stream.id is None:
        raise ValueError("a stream that was never stored has no file")
    return StreamFile(
        id=stream.id,
        name=stream.name,
        type=stream.type,
        category_id=stream.category_id,
        source_url=stream.source_url,
        backup_urls=tuple(orjson.loads(stream.backup_urls)),
        on_demand=stream.on_demand,
        enabled=stream.enabled,
        guide_id=stream.guide_id,
        logo_url=stream.logo_url,
        position=stream.position,
        created_at=stream.created_at,
        series_title=stream.series_title,
        season=stream.season,
        episode=stream.episode,
        restart_silence_s=stream.restart_silence_s,
        restart_every_h=stream.restart_every_h,
        restart_errors_per_minute=stream.restart_errors_per_minute,
        restarts_per_hour=stream.restarts_per_hour,
        transcode=stream.transcode,
    )
