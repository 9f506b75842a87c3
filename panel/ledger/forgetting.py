"""What is too old is forgotten, kind by kind, in steps between which other writers get their turn."""

from datetime import datetime, timedelta

from monitoring.clock import Clock
from panel.audit.shortening import shorten
from panel.db.engine import Database
from panel.history.retention import forget_sums
from panel.ledger.past import COMINGS_KEPT, forget_activity, forget_before, forget_comings, forget_unused
from panel.preferences.retention import Retention


async def forget(database: Database, clock: Clock, now: datetime, kept: Retention) -> int:
    """Remove what is older than `kept` says; return how many rows. Raises what the database raises."""
    removed = await forget_comings(database, clock, COMINGS_KEPT)
    if kept.sessions_days is not None:
        oldest = now - timedelta(days=kept.sessions_days)
        removed += await forget_before(database, clock, oldest)
        removed += await forget_unused(database, clock, oldest)
    if kept.activity_days is not None:
        removed += await forget_activity(database, clock, now - timedelta(days=kept.activity_days))
    if kept.audit_days is not None:
        removed += await shorten(database, clock, now - timedelta(days=kept.audit_days))
    return removed + await forget_sums(database, clock, now, kept.samples_days)
