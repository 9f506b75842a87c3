"""Who was on at a moment, from the sessions on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, literal_column, select, union_all

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.model import Identity
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.recorded import Recorded, recorded
from panel.db.session_tables import IS_LONG, IS_LONGER, LONG_S, LONGER_S, SESSIONS

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
    return [
        SessionThen(
            identity=Identity(
                id=row.id,
                line_id=row.line_id,
                username=row.username,
                stream_id=row.stream_id,
                stream_name=row.stream_name,
                stream_type=_stream_type(row.stream_type),
                protocol=row.protocol,
                address=row.address,
                user_agent=row.user_agent,
                connected_at=row.started_at,
                connected_monotonic_s=row.started_at.timestamp(),
            ),
            collector=row.collector,
            place=Place(row.country_code, row.country, row.city, row.isp, row.asn),
            mean_bps=_mean_bps(row.total_bytes, row.total_ms),
        )
        for row in rows
    ]


def _lasting(at: datetime) -> Recorded:
    began, ended = SESSIONS.c.started_at, SESSIONS.c.ended_at
    over = select(SESSIONS.c.number)
    parts = (
        over.where(began > at - _LONG, began <= at, ended > at),
        over.where(began > at - _LONGER, began <= at - _LONG, ended > at, _IS_LONG),
        over.where(began <= at - _LONGER, ended > at, _IS_LONGER),
        select(SESSIONS.c.number)
        .join_from(OPEN_SESSIONS, SESSIONS, OPEN_SESSIONS.c.session_id == SESSIONS.c.id)
        .where(ended.is_(None), began <= at),
    )
    then = union_all(*parts).subquery()
    open_ = OPEN_SESSIONS.c
    return (
        recorded()
        .join(then, SESSIONS.c.number == then.c.number)
        .join(OPEN_SESSIONS, and_(ended.is_(None), open_.session_id == SESSIONS.c.id), isouter=True)
        .add_columns(
            func.coalesce(open_.sent_bytes, SESSIONS.c.sent_bytes).label("total_bytes"),
            func.coalesce(open_.lasted_ms, SESSIONS.c.lasted_ms).label("total_ms"),
        )
        .order_by(began, SESSIONS.c.number)
    )


def _mean_bps(total_bytes: int | None, lasted_ms: int) -> int | None:
    return None if total_bytes is None or lasted_ms <= 0 else round(total_bytes * 8000 / lasted_ms)


def _stream_type(text: str | None) -> StreamType | None:
    match text:
        case "live" | "movie" | "series":
            return text
    return None
