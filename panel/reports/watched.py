"""Sums over the sessions that began within a stretch of time, open ones as of the newest tick."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from panel.api.models.reports import LineReport, StreamReport, UnusedStream, WatchedFigures
from panel.db.engine import Database
from panel.db.models import SessionRecord, Stream
from panel.reports.period import Stretch
from panel.session_records import DURATION_S, SENT_BYTES

_SESSIONS = func.count()
_SENT_BYTES = func.coalesce(func.sum(SENT_BYTES), 0)
_WATCHED_S = func.coalesce(func.sum(DURATION_S), 0.0)
_LINE, _STREAM = col(SessionRecord.line_id), col(SessionRecord.stream_id)
Rows = Sequence[Row[*tuple[Any, ...]]]


async def totals(database: Database, stretch: Stretch) -> WatchedFigures:
    """Return the sums over all sessions."""
    async with database.session() as session:
        row = (await session.execute(select(_SESSIONS, _SENT_BYTES, _WATCHED_S).where(*_within(stretch)))).one()
    return WatchedFigures(sessions=row[0], bytes_transferred=int(row[1]), watched_s=round(row[2]))


async def of_streams(database: Database, stretch: Stretch, limit: int | None = None) -> list[StreamReport]:
    """Return what was watched, longest first; a stream that was renamed has one of its names."""
    ordered = _grouped(_STREAM, col(SessionRecord.stream_name), _LINE, stretch).order_by(_WATCHED_S.desc(), _STREAM)
    return [
        StreamReport(
            stream_id=stream_id,
            stream_name=name,
            lines=lines,
            sessions=sessions,
            bytes_transferred=int(sent_bytes),
            watched_s=round(watched_s),
        )
        for stream_id, name, lines, sessions, sent_bytes, watched_s in await _rows(database, ordered.limit(limit))
    ]


async def of_lines(database: Database, stretch: Stretch, limit: int | None = None, offset: int = 0) -> list[LineReport]:
    """Return who watched, largest use first."""
    ordered = _grouped(_LINE, col(SessionRecord.username), _STREAM, stretch).order_by(_SENT_BYTES.desc(), _LINE)
    page = ordered.limit(limit).offset(offset)
    return [
        LineReport(
            line_id=line_id,
            username=name,
            streams=streams,
            sessions=sessions,
            bytes_transferred=int(sent_bytes),
            watched_s=round(watched_s),
        )
        for line_id, name, streams, sessions, sent_bytes, watched_s in await _rows(database, page)
    ]


async def count_lines(database: Database, stretch: Stretch) -> int:
    """Return how many lines watched, all that nobody knows counted as one."""
    lines = select(_LINE).where(*_within(stretch)).distinct().subquery()
    async with database.session() as session:
        return (await session.execute(select(func.count()).select_from(lines))).scalar_one()


async def unused_streams(database: Database, stretch: Stretch) -> list[UnusedStream]:
    """Return the streams without a session that lasted into the stretch, by name."""
    until = func.coalesce(col(SessionRecord.ended_at), stretch.ends)
    watched = select(_STREAM).where(col(SessionRecord.started_at) < stretch.ends, until >= stretch.begins)
    newest = select(func.max(col(SessionRecord.started_at))).where(col(Stream.id) == _STREAM).scalar_subquery()
    statement = (
        select(col(Stream.id), col(Stream.name), col(Stream.type), newest)
        .where(col(Stream.id).not_in(watched.where(_STREAM.is_not(None))))
        .order_by(col(Stream.name), col(Stream.id))
    )
    return [
        UnusedStream(stream_id=stream_id, stream_name=name, stream_type=stream_type, last_watched_at=last_watched_at)
        for stream_id, name, stream_type, last_watched_at in await _rows(database, statement)
    ]


def _grouped(
    by: Mapped[int | None], name: Mapped[str | None], others: Mapped[int | None], stretch: Stretch
) -> Select[*tuple[Any, ...]]:
    counted = func.count(others.distinct())
    grouped = select(by, func.max(name), counted, _SESSIONS, _SENT_BYTES, _WATCHED_S)
    return grouped.where(*_within(stretch)).group_by(by)


def _within(stretch: Stretch) -> list[ColumnElement[bool]]:
    return [col(SessionRecord.started_at) >= stretch.begins, col(SessionRecord.started_at) < stretch.ends]


async def _rows(database: Database, statement: Select[*tuple[Any, ...]]) -> Rows:
    async with database.session() as session:
        return (await session.execute(statement)).all()
