"""The first operator, made when there is none."""

import secrets

from sqlalchemy import func, select

from monitoring.clock import Clock
from panel.auth.passwords import hash_password
from panel.db.engine import Database
from panel.db.models import Operator
from panel.db.revision import bump_revision
from panel.preferences.first_run import note_generated
from panel.settings import Settings

FIRST_OPERATOR = "admin"

_GENERATED_BYTES = 12


async def ensure_admin(database: Database, clock: Clock, settings: Settings) -> str | None:
    """Make the operator `admin` where there is no operator; return the password if it had to be generated."""
    if await _count(database):
        return None
    given = settings.admin_password
    password = given.get_secret_value() if given else secrets.token_urlsafe(_GENERATED_BYTES)
    password_hash = await hash_password(password)
    async with database.session() as session:
        await bump_revision(session, "access")
        # Another process may have been quicker; the revision's row lets one of them through at a time.
        if (await session.execute(select(func.count()).select_from(Operator))).scalar_one():
            return None
        operator = Operator(name=FIRST_OPERATOR, password_hash=password_hash, role="admin", created_at=clock.now())
        session.add(operator)
        if not given:
            await note_generated(session, FIRST_OPERATOR)
        await session.commit()
    return None if given else password


async def _count(database: Database) -> int:
    async with database.begin() as connection:
        return int((await connection.execute(select(func.count()).select_from(Operator))).scalar_one())
