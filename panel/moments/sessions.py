"""Who was on at a moment, from the sessions on record."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
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
from monitoring.identity_columns import UNKNOWN_LINE, Coded, IdentityColumns
from monitoring.rates import UNKNOWN_RATE, Ints
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

SessionRow = Row[*tuple[Any, ...]]

_LONG = timedelta(seconds=LONG_S)
_LONGER = timedelta(seconds=LONGER_S)
# Written out, for an index of a part of the rows is only used where the condition is the same text.
_IS_LONG: ColumnElement[bool] = literal_column(IS_LONG)
_IS_LONGER: ColumnElement[bool] = literal_column(IS_LONGER)


@dataclass(frozen=True, slots=True)
class Watching:
    """Who watched on one server at a moment, in the order in which they began; keys are counted from 0.

    `places` and `mean_bps` are parallel to `people`: equal places are one object, and a rate is that of all of a
    session, `UNKNOWN_RATE` where nothing was counted. Monotonic beginnings are those of Unix time: the past has no
    other clock.
    """

    collector: str
    people: IdentityColumns
    places: Sequence[Place]
    mean_bps: Ints


async def sessions_at(database: Database, at: datetime) -> Sequence[Watching]:
    """Return the sessions that had begun and not ended."""
    async with database.begin() as connection:
        rows = (await connection.execute(_lasting(at))).all()
    return await asyncio.to_thread(_told, rows)


def _told(rows: Sequence[SessionRow]) -> list[Watching]:
    by_collector: defaultdict[str, list[SessionRow]] = defaultdict(list)
    for row in rows:
        by_collector[row.collector].append(row)
    return [_watching(collector, theirs) for collector, theirs in by_collector.items()]


def _watching(collector: str, rows: Sequence[SessionRow]) -> Watching:
    # Columns at once: an object for each of many thousand rows takes longer than the query.
    ids, lines, streams, _, started, sent, lasted, *common = zip(*rows, strict=True)
    usernames, protocols, _, addresses, *where, agents, stream_names, stream_types = common
    started_us = np.array(started, np.int64)
    places = list(zip(*where, strict=True))
    known = {place: Place(*place) for place in set(places)}
    types = {text: _stream_type(text) for text in set(stream_types)}
    people = IdentityColumns(
        key=np.arange(len(rows), dtype=np.int64),
        id=[unpack_session_id(session_id) for session_id in ids],
        line_id=np.array([UNKNOWN_LINE if line_id is None else line_id for line_id in lines], np.int64),
        username=Coded.each(usernames),
        stream_id=Coded.each(streams),
        stream_name=Coded.each(stream_names),
        stream_type=Coded.each([types[text] for text in stream_types]),
        protocol=Coded.each(protocols),
        address=Coded.each(addresses),
        user_agent=Coded.each(agents),
        connected_at_us=started_us,
        connected_us=started_us,
    )
    rates = [_mean_bps(total_bytes, lasted_ms) for total_bytes, lasted_ms in zip(sent, lasted, strict=True)]
    return Watching(collector, people, [known[place] for place in places], np.array(rates, np.int64))


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


def _mean_bps(total_bytes: int | None, lasted_ms: int) -> int:
    return UNKNOWN_RATE if total_bytes is None or lasted_ms <= 0 else round(total_bytes * 8000 / lasted_ms)


def _stream_type(text: str | None) -> StreamType | None:
    match text:
        case "live" | "movie" | "series":
            return text
    return None
