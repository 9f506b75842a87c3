"""Numbers that grow with every change, so that memory images know when to read again."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from panel.db.tables import REVISIONS

Scope = Literal["catalog", "access", "audit", "collectors", "settings"]


async def bump_revision(connection: AsyncConnection | AsyncSession, scope: Scope = "catalog") -> None:
    """Note a change in `scope` within the caller's transaction.

    Done first it also makes the caller the only writer of that scope until it commits.
    """
    await connection.execute(bumping(scope))


def bumping(scope: Scope) -> Update:
    """Return the statement of `bump_revision`."""
    number = REVISIONS.c.number
    return update(REVISIONS).where(REVISIONS.c.scope == scope).values({number: number + 1})


async def read_revisions(connection: AsyncConnection) -> Mapping[str, int]:
    """Return the number of every scope."""
    rows = await connection.execute(select(REVISIONS.c.scope, REVISIONS.c.number))
    return {row.scope: row.number for row in rows}
