"""Sessions on record: searched, paged, and read whole for an export."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Float, Row, Select, and_, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from geo.address import parse_address
from panel.api.models.base import MAX_ID
from panel.api.models.records import SessionFilter, SessionRow, SessionSort, SessionsQuery
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.models import SessionRecord
from panel.paging import Page, contains, read_page

EXPORT_BATCH = 1000
StoredFigures = Row[*tuple[object, ...]]
Sortable = (
    Mapped[datetime]
    | Mapped[datetime | None]
    | Mapped[float]
    | Mapped[int | None]
    | Mapped[float | None]
    | Mapped[str | None]
    | ColumnElement[float]
    | ColumnElement[float | Decimal]
)


def _current(settled: Mapped[float] | Mapped[int | None], open_: ColumnElement[float]) -> ColumnElement[float]:
    """Return a figure as it is now: of an open session, what the last tick stored."""
    stored = select(open_).where(OPEN_SESSIONS.c.session_id == col(SessionRecord.id)).scalar_subquery()
    return case((col(SessionRecord.ended_at).is_(None), func.coalesce(stored, settled)), else_=settled)


DURATION_S = _current(col(SessionRecord.duration_s), OPEN_SESSIONS.c.lasted_ms.cast(Float) * 0.001)
SENT_BYTES = _current(col(SessionRecord.sent_bytes), OPEN_SESSIONS.c.sent_bytes)

ORDERS: dict[SessionSort, Sortable] = {
    "connectedAt": col(SessionRecord.started_at),
    "endedAt": col(SessionRecord.ended_at),
    "duration": DURATION_S,
    "bytesTransferred": SENT_BYTES,
    "meanBps": cast(SENT_BYTES, Float) / func.nullif(DURATION_S, 0.0),
    "peakBps": _current(col(SessionRecord.peak_bps), OPEN_SESSIONS.c.peak_bps),
    "stallS": col(SessionRecord.stall_s),
    "username": col(SessionRecord.username),
    "streamName": col(SessionRecord.stream_name),
}


async def list_sessions(database: Database, query: SessionsQuery) -> Page[SessionRow]:
    """Return the sessions that match; unknown values come last in either order."""
    column = ORDERS[query.sort]
    tie = col(SessionRecord.id)
    ordered = (column.desc(), tie.desc()) if query.order == "desc" else (column.asc(), tie.asc())
    statement = _matching(query).order_by(column.is_(None), *ordered)
    async with database.session() as session:
        page = await read_page(session, statement, query.offset, query.limit)
        return Page(await _shown(session, page.items), page.total)


async def every_session(database: Database, query: SessionFilter) -> AsyncIterator[Sequence[SessionRow]]:
    """Yield the sessions that match in batches, newest first, without holding a transaction open between them."""
    started, key = col(SessionRecord.started_at), col(SessionRecord.id)
    statement = _matching(query).order_by(started.desc(), key.desc()).limit(EXPORT_BATCH)
    after: ColumnElement[bool] | None = None
    while True:
        async with database.session() as session:
            batch = (await session.scalars(statement if after is None else statement.where(after))).all()
            shown = await _shown(session, batch)
        if not batch:
            return
        yield shown
        last = batch[-1]
        after = or_(started < last.started_at, and_(started == last.started_at, key < last.id))


async def _shown(session: AsyncSession, records: Sequence[SessionRecord]) -> list[SessionRow]:
    opened = [record.id for record in records if record.ended_at is None]
    figures: dict[str, StoredFigures] = {}
    if opened:
        stored = select(OPEN_SESSIONS).where(OPEN_SESSIONS.c.session_id.in_(opened))
        figures = {row.session_id: row for row in await session.execute(stored)}
    return [session_row(record, figures.get(record.id)) for record in records]


def session_row(record: SessionRecord, opened: StoredFigures | None) -> SessionRow:
    """Return a record as the API shows it, an `opened` one with the figures of the last tick.

    `meanBps` is bytes times eight over the duration.
    """
    sent_bytes = record.sent_bytes if opened is None else opened.sent_bytes
    duration_s = record.duration_s if opened is None else opened.lasted_ms / 1000
    measured = sent_bytes is not None and duration_s > 0
    return SessionRow(
        id=record.id,
        line_id=record.line_id,
        username=record.username,
        stream_id=record.stream_id,
        stream_name=record.stream_name,
        stream_type=record.stream_type,
        protocol=record.protocol,
        ip=record.address,
        country=record.country,
        country_code=record.country_code,
        city=record.city,
        isp=record.isp,
        asn=record.asn,
        user_agent=record.user_agent,
        connected_at=record.started_at,
        duration=int(duration_s),
        bytes_transferred=sent_bytes,
        bitrate_bps=None,
        collector=record.collector,
        stale=False,
        at_risk=None,
        cause=None,
        ended_at=record.ended_at,
        end_reason=record.end_reason,
        mean_bps=round((sent_bytes or 0) * 8 / duration_s) if measured else None,
        peak_bps=record.peak_bps if opened is None else opened.peak_bps,
        stall_s=record.stall_s,
        bytes_exact=record.bytes_exact,
    )


def _matching(query: SessionFilter) -> Select[SessionRecord]:
    statement = select(SessionRecord).where(*_ids(query), *_texts(query))
    if query.search:
        statement = statement.where(
            contains(
                query.search,
                col(SessionRecord.username),
                col(SessionRecord.stream_name),
                col(SessionRecord.address),
                col(SessionRecord.city),
                col(SessionRecord.isp),
                col(SessionRecord.user_agent),
            )
        )
    if query.from_time is not None:
        statement = statement.where(col(SessionRecord.started_at) >= query.from_time)
    if query.min_stall_s is not None:
        statement = statement.where(col(SessionRecord.stall_s) >= query.min_stall_s)
    if query.to_time is not None:
        statement = statement.where(col(SessionRecord.started_at) < query.to_time)
    return statement


def _ids(query: SessionFilter) -> list[ColumnElement[bool]]:
    wanted = ((col(SessionRecord.line_id), query.line_id), (col(SessionRecord.stream_id), query.stream_id))
    # A number beyond the column's range matches nothing; PostgreSQL would refuse to compare it.
    return [column == (number if number <= MAX_ID else -1) for column, number in wanted if number is not None]


def _texts(query: SessionFilter) -> list[ColumnElement[bool]]:
    address = None if query.ip is None else parse_address(query.ip) or query.ip
    country_code = None if query.country_code is None else query.country_code.upper()
    wanted: tuple[tuple[Mapped[str] | Mapped[str | None], str | None], ...] = (
        (col(SessionRecord.username), query.username),
        (col(SessionRecord.protocol), query.protocol),
        (col(SessionRecord.country_code), country_code),
        (col(SessionRecord.isp), query.isp),
        (col(SessionRecord.collector), query.collector),
        (col(SessionRecord.address), address),
        (col(SessionRecord.end_reason), query.end_reason),
    )
    conditions = [column == text for column, text in wanted if text is not None]
    if query.stream_type is not None:
        conditions.append(col(SessionRecord.stream_type) == query.stream_type)
    return conditions
