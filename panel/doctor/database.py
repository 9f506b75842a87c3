"""The database: whether it answers, is of this version and whole, and whether the audit is as it was written."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from monitoring.clock import Clock
from panel.audit.chain import verify
from panel.db.engine import Database
from panel.db.errors import UNREACHABLE
from panel.db.history_tables import OPEN_SESSIONS
from panel.db.migrate import newest_revision
from panel.db.session_tables import SESSIONS
from panel.doctor.finding import Finding, failed, ok, warning
from panel.history.times import from_microseconds
from panel.settings import Settings

CLOCK_TOLERANCE = timedelta(minutes=1)


async def look_at_database(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Yield what there is to say of the database, the audit in it and the clock, which its times betray."""
    database = Database(settings.database_url)
    if database.is_sqlite and not _exists(database):
        yield warning("database", f"{database.url.database} does not exist yet; the first start makes it")
        return
    try:
        version = await _version(database)
        yield version
        if version.verdict != "ok":
            return
        if database.is_sqlite:
            yield await _wholeness(database)
        yield await _audit(database)
        yield await _clock(database, clock)
    except UNREACHABLE as error:
        yield failed("database", f"does not answer: {type(error).__name__}; is its address right, and is it running?")
    finally:
        await database.close()


async def _version(database: Database) -> Finding:
    newest = newest_revision()
    async with database.begin() as connection:
        found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    if found == newest:
        return ok("database", f"{_kind(database)}, schema {found}")
    if found is None or found < newest:
        return warning("database", f"schema {found}; the next start brings it to {newest}")
    return failed("database", f"schema {found} is of a newer panel than this one, which knows {newest}")


async def _wholeness(database: Database) -> Finding:
    async with database.begin() as connection:
        verdict = str((await connection.execute(text("PRAGMA quick_check(1)"))).scalar())
    if verdict == "ok":
        return ok("database", "the file is whole (quick_check)")
    return failed("database", f"the file is damaged ({verdict}): restore a backup")


async def _audit(database: Database) -> Finding:
    verdict = await verify(database)
    if verdict.problem is None:
        since = (
            ""
            if verdict.since is None
            else f" since {verdict.since:%Y-%m-%d %H:%M} UTC, older ones removed for their age"
        )
        return ok("audit", f"{verdict.entries} entries{since}, none changed or removed{' otherwise' if since else ''}")
    return failed("audit", f"{verdict.problem}: somebody changed the database behind the panel's back")


async def _clock(database: Database, clock: Clock) -> Finding:
    async with database.begin() as connection:
        opened_us = (await connection.execute(select(func.max(OPEN_SESSIONS.c.seen_us)))).scalar()
        reached = select(func.max(SESSIONS.c.started_at), func.max(SESSIONS.c.ended_at))
        known = [
            None if opened_us is None else from_microseconds(opened_us),
            *(await connection.execute(reached)).one(),
        ]
    now, newest = clock.now(), max((moment for moment in known if moment is not None), default=None)
    if newest is not None and newest > now + CLOCK_TOLERANCE:
        return failed("clock", f"it is {now:%Y-%m-%d %H:%M} UTC, but sessions reach to {newest:%Y-%m-%d %H:%M}: set it")
    return ok("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _exists(database: Database) -> bool:
    return Path(database.url.database or "").exists()


def _kind(database: Database) -> str:
    return "SQLite" if database.is_sqlite else "PostgreSQL"
