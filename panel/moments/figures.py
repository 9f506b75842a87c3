"""The headline figures of a moment, those that can be known of the past."""

from datetime import UTC, timedelta

from monitoring.contract.moments import PastDashboard
from monitoring.past import Series, Window
from monitoring.ports import Past
from panel.db.engine import Database
from panel.ledger.past import count_sessions
from panel.moments.scene import PastScene

ONE_MINUTE = timedelta(minutes=1)


async def dashboard_at(scene: PastScene, database: Database, past: Past) -> PastDashboard:
    """Return what was shown then, as far as it is on record: the bandwidth is that of the minute."""
    at = scene.timestamp
    minute = at.replace(second=0, microsecond=0)
    around = await past.bandwidth(Series(), Window(minute, minute + ONE_MINUTE, 1))
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = await past.bandwidth(Series(), Window(midnight, at, 1)) if at > midnight else around
    point = today.points[-1] if today.points else None
    return PastDashboard(
        timestamp=at,
        active_connections=scene.groups.active,
        online_lines=len(scene.groups.lines.line_id),
        bandwidth_bps=around.average_bps,
        peak_bandwidth_bps_today=today.peak_bps,
        peak_connections_today=None if point is None else point.max_connections,
        bytes_today=today.bytes,
        sessions_today=await count_sessions(database, midnight, at + timedelta.resolution),
    )
