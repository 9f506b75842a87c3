"""Sessions on record: searched, paged, and read whole for an export."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Float, Row, and_, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from geo.address import parse_address
from panel.api.models.base import MAX_ID
from panel.api.models.records import SessionFilter, SessionRow, SessionSort, SessionsQuery
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.recorded import recorded
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS
from panel.ledger.rows import milliseconds
from panel.paging import Page, contains

EXPORT_BATCH = 1000
StoredFigures = Row[*tuple[Any, ...]]


def _current(settled: ColumnElement[int], open_: ColumnElement[int]) -> ColumnElement[int]:
    """Return a figure as it is now: of an open session, what the last tick stored."""
    stored = select(open_).where(OPEN_SESSIONS.c.session_id == SESSIONS.c.id).scalar_subquery()
    return case((SESSIONS.c.ended_at.is_(None), func.coalesce(stored, settled)), else_=settled)


LASTED_MS = _current(SESSIONS.c.lasted_ms, OPEN_SESSIONS.c.lasted_ms)
SENT_BYTES = _current(SESSIONS.c.sent_bytes, OPEN_SESSIONS.c.sent_bytes)

ORDERS: dict[SessionSort, ColumnElement[Any]] = {
    "connectedAt": SESSIONS.c.started_at,
    "endedAt": SESSIONS.c.ended_at,
    "duration": LASTED_MS,
    "bytesTransferred": SENT_BYTES,
    "meanBps": cast(SENT_BYTES, Float) / func.nullif(LASTED_MS, 0),
    "peakBps": _current(SESSIONS.c.peak_bps, OPEN_SESSIONS.c.peak_bps),
    "stallS": SESSIONS.c.stall_ms,
    "username": SESSION_ORIGINS.c.username,
    "streamName": SESSION_TITLES.c.stream_name,
}
_ALWAYS_KNOWN: frozenset[SessionSort] = frozenset({"connectedAt"})
_TIE = SESSIONS.c.number


async def list_sessions(database: Database, query: SessionsQuery) -> Page[SessionRow]:
    """Return the sessions that match; unknown values come last in either order."""
    column, matching = ORDERS[query.sort], _matching(query)
    ordered = (column.desc(), _TIE.desc()) if query.order == "desc" else (column.asc(), _TIE.asc())
    unknown_last = () if query.sort in _ALWAYS_KNOWN else (column.is_(None),)
    page = recorded().where(*matching).order_by(*unknown_last, *ordered).offset(query.offset).limit(query.limit)
    async with database.session() as session:
        counting = select(func.count()).select_from(SESSIONS).where(*matching)
        total = (await session.scalars(counting)).one()
        rows = (await session.execute(page)).all() if query.offset < total else ()
        return Page(await _shown(session, rows), total)


async def every_session(database: Database, query: SessionFilter) -> AsyncIterator[Sequence[SessionRow]]:
    """Yield the sessions that match in batches, newest first, without holding a transaction open between them."""
    started = SESSIONS.c.started_at
    statement = recorded().where(*_matching(query)).order_by(started.desc(), _TIE.desc()).limit(EXPORT_BATCH)
    after: ColumnElement[bool] | None = None
    while True:
        async with database.session() as session:
            batch = (await session.execute(statement if after is None else statement.where(after))).all()
            shown = await _shown(session, batch)
        if not batch:
            return
        yield shown
        last = batch[-1]
        after = and_(started <= last.started_at, or_(started < last.started_at, last.number > _TIE))


async def _shown(session: AsyncSession, rows: Sequence[StoredFigures]) -> list[SessionRow]:
    opened = [row.id for row in rows if row.ended_at is None]
    figures: dict[str, StoredFigures] = {}
    if opened:
        stored = select(OPEN_SESSIONS).where(OPEN_SESSIONS.c.session_id.in_(opened))
        figures = {row.session_id: row for row in await session.execute(stored)}
    return [session_row(row, figures.get(row.id)) for row in rows]


def session_row(record: StoredFigures, opened: StoredFigures | None) -> SessionRow:
    """Return a record as the API shows it, an `opened` one with the figures of the last tick.

    `meanBps` is bytes times eight over the duration.
    """
    sent_bytes = record.sent_bytes if opened is None else opened.sent_bytes
    duration_s = (record if opened is None else opened).lasted_ms / 1000
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
        stall_s=None if record.stall_ms is None else record.stall_ms / 1000,
        bytes_exact=record.bytes_exact,
    )


def _matching(query: SessionFilter) -> list[ColumnElement[bool]]:
    """Return conditions on sessions alone: what they have in common is looked up first, for it is little."""
    session = SESSIONS.c
    conditions = [*_ids(query), *_of_common(query)]
    if query.end_reason is not None:
        conditions.append(session.end_reason == query.end_reason)
    if query.from_time is not None:
        conditions.append(session.started_at >= query.from_time)
    if query.to_time is not None:
        conditions.append(session.started_at < query.to_time)
    if query.min_stall_s is not None:
        conditions.append(session.stall_ms >= milliseconds(query.min_stall_s))
    return conditions


def _ids(query: SessionFilter) -> list[ColumnElement[bool]]:
    wanted = ((SESSIONS.c.line_id, query.line_id), (SESSIONS.c.stream_id, query.stream_id))
    # A number beyond the column's range matches nothing; PostgreSQL would refuse to compare it.
    return [column == (number if number <= MAX_ID else -1) for column, number in wanted if number is not None]


def _of_common(query: SessionFilter) -> list[ColumnElement[bool]]:
    origin, title = SESSION_ORIGINS.c, SESSION_TITLES.c
    address = None if query.ip is None else parse_address(query.ip) or query.ip
    wanted = (
        (origin.username, query.username),
        (origin.protocol, query.protocol),
        (origin.country_code, None if query.country_code is None else query.country_code.upper()),
        (origin.isp, query.isp),
        (origin.collector, query.collector),
        (origin.address, address),
    )
    conditions: list[ColumnElement[bool]] = []
    equal = [column == text for column, text in wanted if text is not None]
    if equal:
        conditions.append(SESSIONS.c.origin_id.in_(select(origin.id).where(*equal)))
    if query.stream_type is not None:
        conditions.append(SESSIONS.c.title_id.in_(select(title.id).where(title.stream_type == query.stream_type)))
    if query.search:
        texts = (origin.username, origin.address, origin.city, origin.isp, origin.user_agent)
        origins = select(origin.id).where(contains(query.search, *texts))
        titles = select(title.id).where(contains(query.search, title.stream_name))
        conditions.append(or_(SESSIONS.c.origin_id.in_(origins), SESSIONS.c.title_id.in_(titles)))
    return conditions
