"""Numbers of what sessions have in common: the same for all who write, and kept while a session may refer to them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from panel.db.engine import Database
from panel.db.recorded import recorded
from panel.db.session_tables import SESSION_ORIGINS, SESSION_TITLES, SESSIONS
from panel.ledger.interned import Interned, Title
from panel.ledger.past import forget_before, forget_unused
from tests.fakes.clock import ManualClock
from tests.fakes.recorded_sessions import store_sessions
from tests.panel.api.test_records import record

NEWS, MOVIE = Title("News", "live"), Title("Movie", None)


async def days(database: Database) -> dict[str, int]:
    async with database.begin() as connection:
        statement = select(SESSION_TITLES.c.stream_name, SESSION_TITLES.c.used_day)
        return {row.stream_name: row.used_day for row in await connection.execute(statement)}


async def test_a_number_is_the_same_for_all_and_its_newest_day_stays(database: Database) -> None:
    first, second = Interned(database, SESSION_TITLES), Interned(database, SESSION_TITLES)
    async with database.begin() as connection:
        await connection.run_sync(first.learn, [(NEWS, 10), (NEWS, 9), (MOVIE, 10)])
    first.settle()
    async with database.begin() as connection:
        await connection.run_sync(second.learn, [(NEWS, 12), (MOVIE, 3)])
    second.settle()
    assert first.number(NEWS) == second.number(NEWS) != first.number(MOVIE) == second.number(MOVIE)
    assert await days(database) == {"News": 12, "Movie": 10}


async def test_what_was_not_committed_is_not_remembered(database: Database) -> None:
    interned = Interned(database, SESSION_TITLES)
    async with database.begin() as connection:
        await connection.run_sync(interned.learn, [(NEWS, 10)])
        await connection.rollback()
    async with database.begin() as connection:
        await connection.run_sync(interned.learn, [])
    with pytest.raises(KeyError):
        interned.number(NEWS)


async def test_names_are_kept_for_as_long_as_a_session_has_them(database: Database, clock: ManualClock) -> None:
    now = clock.now()

    def session(number: int, began: datetime, ended: datetime) -> dict[str, object]:
        return record(number, username=f"u{number}", stream_name=f"s{number}", started_at=began, ended_at=ended)

    old, cutoff = now - timedelta(days=40), now - timedelta(days=30)
    await store_sessions(database, session(1, old, old), session(2, old, now), session(3, now, now))
    async with database.begin() as connection:
        # As if it had been written when it began, and not since.
        await connection.execute(SESSION_ORIGINS.update().values(used_day=1))
        await connection.execute(SESSION_TITLES.update().values(used_day=1))
        await connection.execute(SESSIONS.update().where(SESSIONS.c.id == "session-00003").values(started_at=old))
    assert await forget_before(database, clock, cutoff) == 1
    assert await forget_unused(database, clock, cutoff) == 2
    assert await forget_unused(database, clock, cutoff) == 0
    async with database.begin() as connection:
        kept = {(row.username, row.stream_name) for row in await connection.execute(recorded())}
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (SESSION_ORIGINS, SESSION_TITLES)
        ]
    assert kept == {("u2", "s2"), ("u3", "s3")}
    assert counts == [2, 2]
