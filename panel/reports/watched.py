"""Sums over the sessions that began within a stretch of time, open ones as of the newest tick."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Subquery, func, or_, select
from sqlmodel import col

from panel.api.models.reports import LineReport, StreamReport, UnusedStream, WatchedFigures
from panel.db.engine import Database
from panel.db.models import Stream
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS
from panel.reports.period import Stretch
from panel.session_records import LASTED_MS, SENT_BYTES

_SESSIONS = func.count()
_SENT_BYTES = func.coalesce(func.sum(SENT_BYTES), 0)
_WATCHED_MS = func.coalesce(func.sum(LASTED_MS), 0)
_LINE, _STREAM = SESSIONS.c.line_id, SESSIONS.c.stream_id
Rows = Sequence[Row[*tuple[Any, ...]]]


async def totals(database: Database, stretch: Stretch) -> WatchedFigures:
    """Return the sums over all sessions."""
    async with database.session() as session:
        row = (
            await session.execute(
                select(_SESSIONS, _SENT_BYTES, _WATCHED_MS).select_from(SESSIONS).where(*_within(stretch))
            )
        ).one()
    return WatchedFigures(sessions=row[0], bytes_transferred=int(row[1]), watched_s=round(row[2] / 1000))


async def of_streams(database: Database, stretch: Stretch, limit: int | None = None) -> list[StreamReport]:
    """Return what was watched, longest first; a stream that was renamed has one of its names."""
    grouped = _grouped(_STREAM, SESSIONS.c.title_id, _LINE, stretch)
    ordered = _named(grouped, SESSION_TITLES.c.stream_name).order_by(grouped.c.watched_ms.desc(), grouped.c.by)
    return [
        StreamReport(
            stream_id=stream_id,
            stream_name=name,
            lines=lines,
            sessions=sessions,
            bytes_transferred=int(sent_bytes),
            watched_s=round(watched_ms / 1000),
        )
        for stream_id, name, lines, sessions, sent_bytes, watched_ms in await _rows(database, ordered.limit(limit))
    ]


async def of_lines(database: Database, stretch: Stretch, limit: int | None = None, offset: int = 0) -> list[LineReport]:
    """Return who watched, largest use first."""
    grouped = _grouped(_LINE, SESSIONS.c.origin_id, _STREAM, stretch)
    ordered = _named(grouped, SESSION_ORIGINS.c.username).order_by(grouped.c.sent_bytes.desc(), grouped.c.by)
    page = ordered.limit(limit).offset(offset)
    return [
        LineReport(
            line_id=line_id,
            username=name,
            streams=streams,
            sessions=sessions,
            bytes_transferred=int(sent_bytes),
            watched_s=round(watched_ms / 1000),
        )
        for line_id, name, streams, sessions, sent_bytes, watched_ms in await _rows(database, page)
    ]


async def count_lines(database: Database, stretch: Stretch) -> int:
    """Return how many lines watched, all that nobody knows counted as one."""
    lines = select(_LINE).where(*_within(stretch)).distinct().subquery()
    async with database.session() as session:
        return (await session.execute(select(func.count()).select_from(lines))).scalar_one()


async def unused_streams(database: Database, stretch: Stretch) -> list[UnusedStream]:
    """Return the streams without a session that lasted into the stretch, by name."""
    lasted = or_(SESSIONS.c.ended_at.is_(None), SESSIONS.c.ended_at >= stretch.begins)
    watched = select(_STREAM).where(SESSIONS.c.started_at < stretch.ends, lasted)
    newest = select(func.max(SESSIONS.c.started_at)).where(col(Stream.id) == _STREAM).scalar_subquery()
    statement = (
        select(col(Stream.id), col(Stream.name), col(Stream.type), newest)
        .where(col(Stream.id).not_in(watched.where(_STREAM.is_not(None))))
        .order_by(col(Stream.name), col(Stream.id))
    )
    return [
        UnusedStream(stream_id=stream_id, stream_name=name, stream_type=stream_type, last_watched_at=last_watched_at)
        for stream_id, name, stream_type, last_watched_at in await _rows(database, statement)
    ]


def _grouped(by: Column[Any], shared: Column[Any], others: Column[Any], stretch: Stretch) -> Subquery:
    return (
        select(
            by.label("by"),
            func.max(shared).label("shared"),
            func.count(others.distinct()).label("others"),
            _SESSIONS.label("sessions"),
            _SENT_BYTES.label("sent_bytes"),
            _WATCHED_MS.label("watched_ms"),
        )
        .where(*_within(stretch))
        .group_by(by)
        .subquery()
    )


def _named(grouped: Subquery, name: Column[Any]) -> Select[*tuple[Any, ...]]:
    figures = (grouped.c.others, grouped.c.sessions, grouped.c.sent_bytes, grouped.c.watched_ms)
    return select(grouped.c.by, name, *figures).join_from(
        grouped, name.table, grouped.c.shared == name.table.c.id, isouter=True
    )


def _within(stretch: Stretch) -> list[ColumnElement[bool]]:
    return [SESSIONS.c.started_at >= stretch.begins, SESSIONS.c.started_at < stretch.ends]


async def _rows(database: Database, statement: Select[*tuple[Any, ...]]) -> Rows:
    async with database.session() as session:
        return (await session.execute(statement)).all()
