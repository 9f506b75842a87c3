"""How far a new installation is on its way to the first viewer."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from panel.db.engine import Database
from panel.db.service_models import AuditRecord
from panel.db.session_tables import SESSIONS
from panel.db.tables import LINES, STREAMS


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of what there is; `password_changed` since the first start, by anybody."""

    password_changed: bool
    streams: int
    lines: int
    played: bool

    @property
    def is_fresh(self) -> bool:
        """Nobody ever watched, and there is nothing to watch or nobody who may."""
        return not self.played and not (self.streams and self.lines)


async def read_progress(database: Database) -> Progress:
    changed = select(col(AuditRecord.id)).where(
        col(AuditRecord.kind) == "operator.changed", col(AuditRecord.changes).contains('"password"', autoescape=True)
    )
    async with database.session() as session:
        return Progress(
            password_changed=(await session.execute(changed.limit(1))).first() is not None,
            streams=(await session.execute(select(func.count()).select_from(STREAMS))).scalar_one(),
            lines=(await session.execute(select(func.count()).select_from(LINES))).scalar_one(),
            played=(await session.execute(select(SESSIONS.c.id).limit(1))).first() is not None,
        )
