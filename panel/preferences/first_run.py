"""Whether somebody has to take the first steps yet."""

from dataclasses import dataclass

import orjson
from sqlalchemy import Delete, delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from panel.db.engine import Database
from panel.db.session_tables import SESSIONS
from panel.db.tables import LINES, PREFERENCES, STREAMS

MADE_UP = "password_was_made_up"


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of them are taken."""

    password_changed: bool
    streams: bool
    lines: bool
    played: bool

    @property
    def needed(self) -> bool:
        """Whether nobody ever watched, and there is nothing to be played or nobody to play it."""
        return not self.played and not (self.streams and self.lines)


async def first_steps(database: Database) -> FirstSteps:
    """Return what was done. Raises what the database raises."""
    generated = select(PREFERENCES.c.name).where(PREFERENCES.c.name == MADE_UP)
    there = select(
        ~exists(generated),
        exists(select(STREAMS.c.id)),
        exists(select(LINES.c.id)),
        exists(select(SESSIONS.c.started_at)),
    )
    async with database.begin() as connection:
        row = (await connection.execute(there)).one()
    return FirstSteps(*map(bool, row))


async def note_generated(session: AsyncSession, operator: str) -> None:
    """Keep, within the caller's transaction, that this operator's password was made up and has to be changed."""
    await session.execute(insert(PREFERENCES).values(name=MADE_UP, value=orjson.dumps(operator).decode()))


def forget_generated(operator: str) -> Delete:
    """Return the statement for when that operator has another password, or is gone."""
    value = orjson.dumps(operator).decode()
    return delete(PREFERENCES).where(PREFERENCES.c.name == MADE_UP, PREFERENCES.c.value == value)
