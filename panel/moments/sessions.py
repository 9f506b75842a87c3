"""Who was on at a moment, from the sessions on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Float, Select, func, literal_column, select, union_all

from geo.place import Place
from monitoring.contract.events import StreamType
from monitoring.model import Identity
from panel.db.engine import Database
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.models import LONG_SESSION_S
from panel.db.tables import SESSIONS

# Longer than LONG_SESSION_S by what the wall clock may have been set, for that is on the session's own clock.
RECENT = timedelta(seconds=LONG_SESSION_S + 7200)


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
            mean_bps=_mean_bps(row.total_bytes, row.lasted_s),
        )
        for row in rows
    ]


def _lasting(at: datetime) -> Select[*tuple[object, ...]]:
    sessions = SESSIONS.c
    columns = [
        getattr(sessions, name)
        for name in (
            *("id", "line_id", "username", "stream_id", "stream_name", "stream_type", "protocol", "collector"),
            *("address", "country_code", "country", "city", "isp", "asn", "user_agent", "started_at"),
        )
    ]
    ended = select(*columns, sessions.sent_bytes.label("total_bytes"), sessions.duration_s.label("lasted_s"))
    # Written out, for an index of a part of the rows is only used where the condition is the same text.
    is_long: ColumnElement[bool] = literal_column(f"duration_s > {LONG_SESSION_S}")
    long = ended.where(sessions.ended_at > at, sessions.started_at <= at - RECENT, is_long)
    recent = ended.where(sessions.ended_at > at, sessions.started_at <= at, sessions.started_at > at - RECENT)
    stored = OPEN_SESSIONS.c
    running = (
        select(
            *columns,
            func.coalesce(stored.sent_bytes, sessions.sent_bytes).label("total_bytes"),
            func.coalesce(stored.lasted_ms.cast(Float) * 0.001, sessions.duration_s).label("lasted_s"),
        )
        .select_from(SESSIONS.outerjoin(OPEN_SESSIONS, stored.session_id == sessions.id))
        .where(sessions.ended_at.is_(None), sessions.started_at <= at)
    )
    both = union_all(long, recent, running).subquery()
    return select(both).order_by(both.c.started_at, both.c.id)


def _mean_bps(total_bytes: int | None, lasted_s: float) -> int | None:
    return None if total_bytes is None or lasted_s <= 0 else round(total_bytes * 8 / lasted_s)


def _stream_type(text: str | None) -> StreamType | None:
    match text:
        case "live" | "movie" | "series":
            return text
    return None
