"""Who was on at a moment, from the sessions on record."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    LargeBinary,
    Row,
    and_,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.model import Identity
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.recorded import Recorded, shared
from panel.db.session_columns import unpack_session_id
from panel.db.session_tables import (
    IS_LONG,
    IS_LONGER,
    LONG_S,
    LONGER_S,
    SESSION_ORIGINS,
    SESSION_TITLES,
    SESSIONS,
)
from panel.history.times import from_microseconds

_LONG = timedelta(seconds=LONG_S)
_LONGER = timedelta(seconds=LONGER_S)
# Written out, for an index of a part of the rows is only used where the condition is the same text.
_IS_LONG: ColumnElement[bool] = literal_column(IS_LONG)
_IS_LONGER: ColumnElement[bool] = literal_column(IS_LONGER)


@dataclass(frozen=True, slots=True)
class SessionThen:
    """A session that lasted at the moment; `mean_bps` is that of all of it, None where nothing was counted.

    `identity.connected_monotonic_s` is the Unix time of its beginning: the past has no other clock.
    """

    identity: Identity
    collector: str
    place: Place
    mean_bps: int | None


async def sessions_at(database: Database, at: datetime) -> Sequence[SessionThen]:
    """Return the sessions that had begun and not ended, in the order in which they began."""
    async with database.begin() as connection:
        rows = (await connection.execute(_lasting(at))).all()
    return await asyncio.to_thread(_told, rows)


def _told(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[SessionThen]:
    places: dict[int, Place] = {}
    found: list[SessionThen] = []
    # Taken apart by position: looking twenty names up in each of many thousand rows takes longer than the query.
    for row in rows:
        session_id, line_id, stream_id, origin_id, started_us, total_bytes, total_ms, *common = row
        username, protocol, collector, address, *where, user_agent, stream_name, stream_type = common
        place = places.get(origin_id)
        if place is None:
            place = places[origin_id] = Place(*where)
        identity = Identity(
            unpack_session_id(session_id),
            line_id,
            username,
            stream_id,
            stream_name,
            _stream_type(stream_type),
            protocol,
            address,
            user_agent,
            from_microseconds(started_us),
            started_us / 1_000_000,
        )
        found.append(SessionThen(identity, collector, place, _mean_bps(total_bytes, total_ms)))
    return found


def _lasting(at: datetime) -> Recorded:
    began, ended = SESSIONS.c.started_at, SESSIONS.c.ended_at
    over = select(SESSIONS.c.number)
    parts = (
        over.where(began > at - _LONG, began <= at, ended > at),
        over.where(began > at - _LONGER, began <= at - _LONG, ended > at, _IS_LONG),
        over.where(began <= at - _LONGER, ended > at, _IS_LONGER),
        # Found by their ids: added to, a beginning is not looked up in its index, where nearly all are earlier.
        over.where(SESSIONS.c.id.in_(select(OPEN_SESSIONS.c.session_id)), ended.is_(None), _unindexed(began) <= at),
    )
    then = union_all(*parts).subquery()
    open_ = OPEN_SESSIONS.c
    return (
        select(
            type_coerce(SESSIONS.c.id, LargeBinary),
            SESSIONS.c.line_id,
            SESSIONS.c.stream_id,
            SESSIONS.c.origin_id,
            type_coerce(began, BigInteger),
            func.coalesce(open_.sent_bytes, SESSIONS.c.sent_bytes),
            func.coalesce(open_.lasted_ms, SESSIONS.c.lasted_ms),
            *(column for table in (SESSION_ORIGINS, SESSION_TITLES) for column in shared(table)),
        )
        .select_from(then)
        .join(SESSIONS, SESSIONS.c.number == then.c.number)
        .join(SESSION_ORIGINS, SESSIONS.c.origin_id == SESSION_ORIGINS.c.id, isouter=True)
        .join(SESSION_TITLES, SESSIONS.c.title_id == SESSION_TITLES.c.id, isouter=True)
        .join(OPEN_SESSIONS, and_(ended.is_(None), open_.session_id == SESSIONS.c.id), isouter=True)
        .order_by(began, SESSIONS.c.number)
    )


def _unindexed(moment: Column[datetime]) -> ColumnElement[datetime]:
    return moment.op("+")(literal_column("0"))


def _mean_bps(total_bytes: int | None, lasted_ms: int) -> int | None:
    return None if total_bytes is None or lasted_ms <= 0 else round(total_bytes * 8000 / lasted_ms)


def _stream_type(text: str | None) -> StreamType | None:
    match text:
        case "live" | "movie" | "series":
            return text
    return None
