"""Sessions of earlier versions are carried over whole, on both databases."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from panel.db.engine import Database
from panel.db.history_tables import HISTORY_NAMES, OPEN_SESSIONS
from panel.db.migrate import upgrade
from panel.db.recorded import recorded
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS
from panel.history.times import day_number

BEGAN = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)
MOMENTS = ("started_at", "seen_at", "ended_at")
# More than are carried over at once.
SESSIONS_THEN = 2100


def then(number: int, **fields: object) -> dict[str, object]:
    """A session as version 0014 had it; many begin at the same moment."""
    started_at = BEGAN + timedelta(minutes=number // 7)
    return {
        "id": f"{number:032x}" if number % 2 else f"session {number}",
        "installation": f"panel{number % 2}",
        "line_id": number % 50 or None,
        "username": f"line{number % 50}",
        "stream_id": number % 20,
        "stream_name": f"Stream {number % 20}",
        "stream_type": "live",
        "protocol": "ts",
        "collector": "gateway",
        "address": f"198.51.100.{number % 50}",
        "country_code": "PT",
        "country": "Portugal",
        "city": None,
        "isp": "Nät AB",
        "asn": 4_200_000_000,
        "user_agent": "VLC/3",
        "started_at": started_at,
        "seen_at": started_at + timedelta(seconds=90),
        "ended_at": started_at + timedelta(seconds=90),
        "duration_s": 90.5,
        "sent_bytes": 2**40 + number,
        "peak_bps": None,
        "stall_s": 0.25,
        "bytes_exact": True,
        "end_reason": "left",
    } | fields


async def test_sessions_of_earlier_versions_are_carried_over(database_url: str) -> None:
    database = Database(database_url)
    sessions = [then(number) for number in range(SESSIONS_THEN)]
    running = {"ended_at": None, "end_reason": None}
    sessions += [then(SESSIONS_THEN + 1, **running, sent_bytes=None), then(SESSIONS_THEN + 2, **running)]
    async with database.begin() as connection:
        await connection.run_sync(upgrade, "0014")
        old = sa.table(
            "sessions",
            *(sa.column(name, sa.DateTime(timezone=True) if name in MOMENTS else None) for name in sessions[0]),
        )
        await connection.execute(sa.insert(old), sessions)
        await connection.exec_driver_sql(
            "INSERT INTO open_sessions (installation, slot, session_id, seen_us, lasted_ms, booked_bytes, booked_ms)"
            f" VALUES (1, 3, '{sessions[-2]['id']}', 5, 6, 7, 8)"
        )
    await database.open()
    async with database.begin() as connection:
        rows = {row.id: row for row in await connection.execute(recorded())}
        names = {row.id: row.name for row in await connection.execute(sa.select(HISTORY_NAMES))}
        opened = (await connection.execute(sa.select(OPEN_SESSIONS))).one()
        origins = (await connection.execute(sa.select(SESSION_ORIGINS))).all()
        titles = (await connection.execute(sa.select(SESSION_TITLES.c.used_day))).scalars().all()
        order = sa.select(SESSIONS.c.started_at).order_by(SESSIONS.c.number)
        begun = (await connection.execute(order)).scalars().all()
    for session in sessions[:-2]:
        row = rows[str(session["id"])]
        same = session.keys() - {"installation", "seen_at", "duration_s", "stall_s"}
        assert {name: getattr(row, name) for name in same} == {name: session[name] for name in same}
        assert (names[row.installation], row.lasted_ms, row.stall_ms) == (session["installation"], 90_500, 250)
    still_open, forgotten = (rows[str(session["id"])] for session in sessions[-2:])
    assert (still_open.ended_at, still_open.sent_bytes, opened.session_id) == (None, None, still_open.id)
    assert (opened.slot, opened.seen_us, opened.lasted_ms, opened.booked_bytes, opened.booked_ms) == (3, 5, 6, 7, 8)
    assert (forgotten.ended_at, forgotten.end_reason) == (sessions[-1]["seen_at"], "crash")
    assert begun == sorted(begun)
    assert (len(origins), len(titles)) == (50, 20)
    assert set(titles) == {day_number(BEGAN)}
    await database.close()
